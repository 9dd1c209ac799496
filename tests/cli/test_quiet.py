"""`tansiq quiet`: quiet periods, by commands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.cli.terminal import Terminal, too_wide
from tests.coordination import agreed_office

WHO = ("--person", "Nour")
PROPOSED = ("quiet", "propose", "--under", "relief-army", "--title", "Harvest", "--circle", "36.2,5.4,5000",
            "--upper-m", "9000", *WHO)  # fmt: skip


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("quiet")
    with agreed_office(folder, "--housekeeping-s", "0.2") as parties:
        yield {name: Terminal(speaker, folder) for name, speaker in parties.items()}


def test_a_quiet_period_is_proposed_committed_to_extended_and_taken_back(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    made = relief.json(*PROPOSED, "--from", "+1h", "--until", "+3h")
    short = made["id"][:8]
    assert re.search(rf"^{short} +proposed +.*army: - +Harvest", army("quiet", "list"), re.MULTILINE)
    done = army.run("quiet", "commit", short, *WHO, typed="\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Harvest" in done.stderr, "what is committed to is shown before"
    assert "Commit army to suspend aircraft, drone, convoy, team, field-work in Harvest until" in done.stderr
    assert "not before noon" in army("quiet", "decline", short, "--reason", "not before noon", *WHO)
    assert "another end is proposed" in army("quiet", "commit", short, "--until", "+9h", *WHO, status=2)
    half = army("quiet", "commit", short, *WHO, typed="y\n")
    assert re.search(r"^waits for +relief", half, re.MULTILINE), half
    whole = relief("quiet", "commit", short, "--until", made["until"], *WHO)
    assert f"Quiet period {made['id']}: committed" in whole
    assert "Nothing inside it that you may see." in whole
    planned = army("operation", "plan", "--kind", "aircraft", "--title", "Falcon", "--circle", "36.2,5.4,300",
                   "--from", "+90m", "--until", "+2h", "--lower-m", 100, "--upper-m", 200)  # fmt: skip
    assert f"It reaches into quiet period {short} (Harvest), committed" in planned
    operation = re.search(r"^Operation (\S+):", planned, re.MULTILINE)
    assert operation is not None
    begun = army("operation", "activate", operation[1])
    assert f"It reaches into quiet period {short} (Harvest), committed" in begun
    shown = relief("quiet", "show", short)
    assert "1 operation inside:" in shown
    assert re.search(r"^operation +of +kind +when", shown, re.MULTILINE), shown
    assert "Falcon" in shown
    assert not too_wide(shown), too_wide(shown)
    later = army("quiet", "extend", short, "--until", "+8h", *WHO)
    assert re.search(r"waits for army, relief", later)
    assert "later end" in army("quiet", "list")
    end = re.search(r"^later end +(\S+) (\S+) UTC", later, re.MULTILINE)
    assert end is not None
    asked = army.run("quiet", "commit", short, *WHO, typed="y\n").stderr
    assert f"until {end[1]} {end[2]} UTC?" in asked, "the question names the end as it is shown"
    both = relief("quiet", "commit", short, "--until", f"{end[1]}T{end[2]}Z", *WHO)  # as it is shown, to the minute
    assert re.search(r"^before +until ", both, re.MULTILINE)
    assert re.search(rf"^when +.* to ({end[1]} )?{end[2]} UTC", both, re.MULTILINE), both
    done = army.run("quiet", "take-back", short, "--reason", "we were fired at", *WHO, typed="\n")
    assert (done.returncode, done.stdout) == (2, "")
    ended = army("quiet", "take-back", short, "--reason", "we were fired at", "--yes", *WHO)
    assert re.search(r"taken back by army \(Nour\): we were fired", ended)
    assert "has ended" in relief("quiet", "extend", short, "--until", "+9h", *WHO, status=2)


def test_figures_stand_side_by_side_and_a_proposal_is_withdrawn(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    made = relief.json(*PROPOSED, "--from", "now", "--until", "+3h", "--kind", "drone", "--among", "army")
    for each in (army, relief):
        each("quiet", "commit", made["id"], "--until", made["until"], *WHO)
    figures = army("quiet", "figures", made["id"])
    assert re.search(rf"^{made['id'][:8]} +Harvest +1 +army +1 +none", figures, re.MULTILINE), figures
    assert re.search(r"^ +relief +1 +none", figures, re.MULTILINE)
    assert made["id"] in [one["id"] for one in relief.json("quiet", "figures")]
    other = relief.json(*PROPOSED, "--from", "+5h", "--until", "+6h")
    assert "withdrawn by relief" in relief("quiet", "withdraw", other["id"], "--reason", "not needed", *WHO)
    assert "no quiet period" in terminals["stranger"]("quiet", "show", made["id"], status=2)
