"""What a person reads in place of words that were erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tansiq.cli.erased_text import erased_fact
from tansiq.cli.operation_text import operation_table
from tests.cli.terminal import Terminal, too_wide
from tests.coordination import agreed_office, eventually, flight, incident, quiet_period, report, request, site

ERASE = "tansiq.erase"
OVER = ("operation", "notice")
"""They bind nobody any more before they can be erased, and are then in no list of what is now."""
SAID = "UTC by order: court of Aden, 12/2026 (relief)"


@dataclass
class House:
    relief: Terminal
    army: Terminal
    staff: Terminal


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("erased")
    (folder / "staff").mkdir()
    with agreed_office(folder) as parties:
        relief, army = (Terminal(parties[name], folder) for name in ("relief", "army"))
        yield House(relief, army, Terminal(parties["relief"].only(ERASE), folder / "staff"))


def erase(house: House, subject: str, thing: str) -> None:
    """By order, carried out."""
    order = house.staff.json(
        "journal", "erase", subject, thing, "--reference", "court of Aden, 12/2026", "--person", "Amal"
    )["id"]
    house.staff("journal", "confirm-erasure", order, "--person", "Bashir", "--yes")
    eventually(
        lambda: any(one.get("done") for one in house.staff.json("journal", "erasures") if one["id"] == order), 60
    )


def written(house: House, subject: str) -> str:
    """The identifier of such a thing, which binds nobody any more."""
    office = house.relief.speaker
    if subject == "operation":
        made = office.post("/operations", flight(card={"title": "Zubaydah"}))["operation"]
        office.put(f"/operations/{made['id']}/state", {"state": "Ended", "version": made["version"]})
    elif subject == "notice":
        made = office.post("/notices", site(card={"title": "Zubaydah"}))
        office.post(f"/notices/{made['id']}/withdrawal", {"version": made["version"], "reason": "over"})
    elif subject == "quiet-period":
        made = office.post("/quiet-periods", quiet_period("relief-army", title="Zubaydah"))
        office.post(f"/quiet-periods/{made['id']}/withdrawal", {"person": "Amal"})
    elif subject == "thread":
        made = office.post("/threads", {"title": "Zubaydah", "parties": ["army"], "message": {"text": "Zubaydah"}})
    else:
        form = {"report": report, "request": request, "incident": incident}[subject]
        made = office.post(f"/{subject}s", form("Zubaydah", ["army"]))
    return str(made["id"])


@pytest.mark.parametrize("subject", ["operation", "notice", "report", "request", "incident", "quiet-period", "thread"])
def test_in_place_of_its_words_stands_when_and_by_whose_order_they_went(house: House, subject: str) -> None:
    command = subject.removesuffix("-period")
    thing = written(house, subject)
    assert "erased" not in house.relief(command, "show", thing)
    house.army.run(command, "show", thing)
    erase(house, subject, thing)
    shown = house.relief(command, "show", thing)
    assert SAID in " ".join(shown.split()), shown
    assert "Zubaydah" not in shown
    assert not any(line.rstrip().endswith((" to", " by", "()")) for line in shown.splitlines()), shown
    assert not too_wide(shown)
    if subject not in OVER:
        rows = [line for line in house.relief(command, "list").splitlines() if thing[:8] in line]
        assert len(rows) == 1
        assert "(erased)" in rows[0]


def test_a_title_that_one_may_not_see_is_not_said_to_be_erased(capsys: pytest.CaptureFixture[str]) -> None:
    seen = {"id": "0d1e2f3a-0000-4000-8000-000000000000", "owner": "relief", "kind": "convoy", "title": ""}
    operation_table([{**seen, "sight": "exists"}])
    assert "(ask its owner)" in capsys.readouterr().out
    operation_table([{**seen, "sight": "all", "extents": []}])
    assert "(erased)" in capsys.readouterr().out


def test_what_went_after_its_time_says_so() -> None:
    gone = {"erasure": {"at": "2026-11-29T15:50:12Z", "ground": "time"}}
    assert erased_fact(gone) == ("erased", "2026-11-29 15:50 UTC after its time")
    assert erased_fact({})[1] == ""


def test_an_order_says_in_plain_words_what_it_lacks_and_is_listed_with_whole_identifiers(house: House) -> None:
    thing = written(house, "report")
    order = ("journal", "erase", "report", thing, "--person", "Amal", "--reference")
    assert "reference: write at least 3 characters" in house.staff(*order, "x", status=2)
    made = house.staff.json(*order, "court of Aden, 12/2026")
    listed = house.staff("journal", "erasures")
    assert made["id"][:8] in listed
    assert thing in listed
    assert not too_wide(listed)
    house.staff("journal", "withdraw-erasure", made["id"][:8])
