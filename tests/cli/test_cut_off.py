"""What a person at a party's own centre is told by commands while the office cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.terminal import Terminal, too_wide
from tests.coordination import flight
from tests.linked import PARTY, Linked, linked

CONVOY = ("--kind", "convoy", "--title", "Water", "--route", "36.2,5.4@+24h Depot; 36.25,5.47@+26h Clinic")
DRONE = ("--kind", "drone", "--title", "Look", "--circle", "36.2,5.4,9000", "--from", "+1h", "--until", "+2h",
         "--lower-m", 0, "--upper-m", 5_000)  # fmt: skip


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Linked, Terminal]]:
    """A centre with something to look at, whose line is cut."""
    folder = tmp_path_factory.mktemp("cut")
    with linked(folder) as link:
        link.speakers["drones"].post("/operations", flight(36.2, 5.4))
        thread = {"title": "Noon", "parties": ["army", PARTY], "message": {"text": "Who flies?"}}
        army = link.speakers["army"]
        opened = army.post("/threads", thread)
        army.post(f"/threads/{opened['id']}/messages", {"text": "And at one?"})
        link.wait_up()
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        yield link, Terminal(link.here, folder)


def waiting(link: Linked) -> int:
    return int(link.link()["waiting"])


def test_a_list_says_that_it_may_be_old_once_and_shows_what_was_known(cut: tuple[Linked, Terminal]) -> None:
    _, relief = cut
    done = relief.run("operation", "list")
    assert done.returncode == 0
    assert "drones" in done.stdout
    assert done.stderr.count("the office cannot be reached: this is what was known here at 20") == 1
    (one,) = relief.json("operation", "list")
    shown = relief.run("operation", "show", one["id"][:8])
    assert shown.stderr.count("cannot be reached") == 1, "however often it had to ask"


def test_a_change_that_waits_is_no_fault_and_no_success(cut: tuple[Linked, Terminal]) -> None:
    link, relief = cut
    before = waiting(link)
    done = relief.run("operation", "plan", *CONVOY)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"this waits here as number {before + 1}" in done.stderr
    assert "NOBODY ELSE KNOWS OF IT YET" in done.stderr
    assert "fault" not in done.stderr
    queued = relief.json("operation", "plan", *CONVOY, status=1)
    assert queued["position"] == before + 2
    assert link.here.get(f"/outbox/{queued['queued']}")["state"] == "waiting"


def test_weighing_says_what_it_cannot_know(cut: tuple[Linked, Terminal]) -> None:
    _, relief = cut
    said = relief("operation", "weigh", *DRONE, status=1)
    assert "The office cannot be asked. By what was known at 20" in said
    assert "1 overlap:" in said
    assert "drones" in said
    assert not too_wide(said)
    nothing = relief("operation", "weigh", *CONVOY)
    assert "0 overlaps" in nothing
    assert "may be there all the same" in nothing
    assert "No conflicts" not in nothing
    assert "only it suggests changes" in relief("operation", "plan", *DRONE, "--take", 1, status=2)


def test_all_messages_that_were_read_wait_not_only_the_first(cut: tuple[Linked, Terminal]) -> None:
    link, relief = cut
    before = waiting(link)
    (thread,) = relief.json("thread", "list")
    said = relief("thread", "acknowledge", thread["id"], 1, 2, "--person", "Lina", status=1)
    assert f"as number {before + 2}" in said
    assert waiting(link) == before + 2


def test_what_only_the_office_can_answer_is_refused(cut: tuple[Linked, Terminal]) -> None:
    _, relief = cut
    assert "office-unreachable" in relief("invitation", "make", status=2)
