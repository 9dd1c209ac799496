"""`tansiq request`: what parties ask each other for, by commands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.cli.terminal import Terminal, too_wide
from tests.coordination import agreed_office, report

WHO = ("--person", "Nour")


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("requests")
    with agreed_office(folder, "--housekeeping-s", "0.2") as parties:
        yield {name: Terminal(speaker, folder) for name, speaker in parties.items()}


def test_a_request_is_asked_noted_considered_answered_and_counted(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    asked = ("request", "ask", "Is the road open?\nTo the bridge?", "--title", "The road", "--needed-by", "+6h")
    made = relief.json(*asked, "--to", "army", "--to", "drones", "--urgent", "--circle", "36.2,5.4,500", *WHO)
    short = made["id"][:8]
    listed = army("request", "list", "--role", "received")
    assert re.search(rf"^{short} +relief +information +.* sent +The road", listed, re.MULTILINE), listed
    army("request", "note", short, *WHO)
    assert re.search(r"^army: under-consideration", army("request", "consider", short, *WHO), re.MULTILINE)
    told = army.speaker.post("/reports", report("The road", ["relief"]))
    partly = army("request", "answer", short, "To the bridge.", "--partly", "--report", told["id"], *WHO)
    assert f"report {told['id']}, version 1" in partly.replace("\n", " ").replace("             ", "")
    done = army.run("request", "answer", short, "-", "--marking", "TLP:RED", *WHO, typed="And beyond it.\n")
    assert done.returncode == 0, done.stderr
    assert "And beyond it." in done.stdout
    assert "TLP:RED" in done.stdout
    terminals["drones"]("request", "decline", short, "--reason", "we do not fly there", *WHO)
    shown = relief("request", "show", short)
    assert re.search(r"^text +Is the road open\? *$", shown, re.MULTILINE)
    assert re.search(r"^army: answered \(agreement relief-army\)$", shown, re.MULTILINE)
    assert re.search(r"^  reason +we do not fly there *$", shown, re.MULTILINE)
    assert not too_wide(shown), too_wide(shown)
    assert "it is answered; what may follow is nothing more" in army(
        "request", "answer", short, "More.", *WHO, status=2
    )
    figures = army("request", "figures", "relief-army")
    assert re.search(r"^army +1 +0 +0 +1 +0 +0 +0 +0 min", figures, re.MULTILINE), figures
    assert "answered" in figures, figures  # no heading is broken
    assert [one["party"] for one in army.json("request", "figures", "relief-army")] == ["army", "relief"]
    another = relief.json(*asked, "--to", "army", *WHO)
    army("request", "decline", another["id"], *WHO)
    figures = army("request", "figures", "relief-army")
    assert re.search(r"^army +2 +0 +0 +1 +1 \(1\) +0 +0 +0 min", figures, re.MULTILINE), figures


def test_ones_own_is_needed_later_and_taken_back(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    made = relief.json("request", "ask", "Two trucks", "--kind", "support", "--title", "Trucks", "--under",
                       "relief-army", "--needed-by", "+1h", *WHO)  # fmt: skip
    later = relief.json("request", "need-by", made["id"][:8], "--needed-by", "+2d")
    assert later["needed_by"] > made["needed_by"]
    done = relief.run("request", "withdraw", made["id"], "--reason", "they came", typed="\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "withdrawn" in relief("request", "withdraw", made["id"], "--reason", "they came", "--yes")
    assert re.search(r"^withdrawn +.* UTC: they came *$", army("request", "show", made["id"]), re.MULTILINE)
    assert made["id"][:8] in army("request", "list", "--state", "withdrawn", "--kind", "support", "--with", "relief")
    assert "no request" in terminals["stranger"]("request", "show", made["id"], status=2)
    assert "is no time" in relief("request", "need-by", made["id"], "--needed-by", "noon", status=2)
