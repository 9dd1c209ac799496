"""A party's own centre keeps its own copies. The office's erasure shows in the mirror, and leaves what was copied;
the party's own people, or its own time, erase that, and its journal says so."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tansiq.centre.desk import CentreDesk
from tansiq.centre.desk import open_desk as open_centre
from tansiq.cli.main import application
from tansiq.journal.source import check
from tansiq.journal.stores.reading import open_for_reading
from tansiq.office.erased import Erasable
from tansiq.office.erasure_orders import ConfirmErasure, ErasureOrder, OrderErasure
from tansiq.office.rules import DAY_US
from tansiq.web.centre_eraser import CentreEraser
from tests.coordination import Speaker, flight, incident, report
from tests.linked import PARTY, Linked, linked
from tests.web.test_erasing import ERASE, Killed, erased, found_in, ordered, staff


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Linked]:
    with linked(tmp_path, "--snapshot-entries", "100") as whole:
        whole.wait_up()
        yield whole


NOBODYS = "5c9a7a52-6a55-4b7e-9f53-0e53d2a1c001"


def own(link: Linked) -> Path:
    return link.folder / "own"


def journal_of(link: Linked) -> Path:
    return own(link) / f"{PARTY}.db"


def erase_at_the_office(link: Linked, subject: str, thing: str) -> None:
    erased(link.there, subject, thing)
    collection = {"quiet-period": "quiet-periods"}.get(subject, f"{subject}s")
    link.wait_until(lambda: link.here.get(f"/{collection}/{thing}").get("erasure"))
    link.wait_up()


def told_of(path: Path) -> Any:
    said = CliRunner().invoke(application("journal"), ["journal", "verify", str(path), "--json"])
    return json.loads(said.output)


def stopped(link: Linked) -> Path:
    assert link.centre is not None
    link.centre.process.terminate()
    link.centre.process.wait(30)
    return journal_of(link)


def test_what_the_office_erased_stays_in_the_partys_journal_until_its_own_people_order_it(link: Linked) -> None:
    here, army = link.here, link.speakers["army"]
    for _ in range(50):  # enough for a snapshot that holds it all
        here.post("/threads", {"title": "Well", "parties": ["army"], "message": {"text": "Hello"}})
    mine = here.post("/reports", report("Zubaydah", ["army"], author="Zubaydah"))
    theirs = army.post("/reports", report("Falconridge", [PARTY], author="Falconridge"))
    kept = army.post("/reports", report("Wadi-Nakhla", [PARTY], author="Wadi-Nakhla"))
    for one in (mine, theirs, kept):
        link.wait_until(lambda one=one: here("GET", f"/reports/{one['id']}")[0] == 200)
    refused = here.only(ERASE).post("/erasures", _form("report", mine["id"]), 400)
    assert refused["code"] == "transition-not-allowed", "the office still shows it"
    for one in (mine, theirs):
        erase_at_the_office(link, "report", one["id"])
    link.wait_until(lambda: any("snapshot" in name for name in found_in(own(link), "Well")))
    for word in ("Zubaydah", "Falconridge"):
        assert found_in(own(link), word), "the office does not erase what a party keeps itself"
    shown = here.get("/outbox?limit=1000")["items"]
    before = {path: here.get(path) for path in ("/reports", f"/reports/{kept['id']}", f"/reports/{mine['id']}")}
    order = ordered(here, "report", mine["id"])
    code = staff(here).post(f"/erasures/{order['id']}/confirmation", {"person": "amal"}, 403)["code"]
    assert code == "second-person-needed"
    assert staff(link.there)("GET", f"/erasures/{order['id']}")[0] == 404, "the office does not know of it"
    staff(here).post(f"/erasures/{order['id']}/confirmation", {"person": "Bashir"})
    link.wait_until(lambda: staff(here).get(f"/erasures/{order['id']}").get("done"))
    link.wait_until(lambda: not found_in(own(link), "Zubaydah"))
    assert found_in(own(link), "Falconridge"), "another order"
    assert erased(here, "report", theirs["id"])["bodies"] >= 1
    link.wait_until(lambda: not found_in(own(link), "Falconridge"))
    assert found_in(own(link), "Wadi-Nakhla"), "what was not ordered is there"
    assert {path: here.get(path) for path in before} == before
    now = here.get("/outbox?limit=1000")["items"]
    assert [(one["key"], one["state"], one["status"]) for one in now] == [
        (one["key"], one["state"], one["status"]) for one in shown
    ]
    told = told_of(stopped(link))
    assert told["whole"] is True
    assert [one["things"][0]["id"] for one in told["erased"]][:1] == [mine["id"]]
    for one in told["erased"]:
        assert (one["ground"], one["by"], one["reference"]) == ("order", PARTY, "court of Aden, 12/2026")
        assert (one["persons"], one["unfinished"]) == (["Amal", "Bashir"], [])
    link.start_centre()
    link.wait_up()
    assert {path: link.here.get(path) for path in before} == before, "also after a start"


def _form(subject: str, thing: str) -> dict[str, str]:
    return {"subject": subject, "thing": thing, "reference": "court of Aden, 12/2026", "person": "Amal"}


def test_nobody_else_orders_it_here(link: Linked) -> None:
    form = _form("report", NOBODYS)
    assert link.here.post("/erasures", form, 403)["code"] == "scope-missing"
    army = Speaker(link.here.office, link.identity, "army").only(ERASE)
    assert army.post("/erasures", form, 403)["code"] == "not-yours"
    for wrong in ({}, {**form, "subject": "agreement"}, {**form, "reference": " "}):
        assert staff(link.here).post("/erasures", wrong, 400)["code"] == "malformed"
    order = ordered(link.here, "report", NOBODYS)
    assert staff(link.here)("DELETE", f"/erasures/{order['id']}")[0] == 200
    assert staff(link.here).get("/erasures")["items"] == []


def in_the_journal(path: Path, do: Any, clock: Any = None) -> None:
    """With the centre's journal, while no centre is running."""

    async def whole() -> None:
        desk = open_centre(path) if clock is None else open_centre(path, clock=clock)
        desk.open()
        try:
            await do(desk)
        finally:
            await desk.close()

    asyncio.run(whole())


def bodies_with(path: Path, word: str) -> list[str]:
    return [name for name in found_in(path.parent, word) if name.startswith(path.name)]


def test_by_time_goes_what_nothing_rests_on_and_not_what_an_open_incident_is_linked_to(link: Linked) -> None:
    here = link.here

    def planned(title: str, lat: float, **more: Any) -> dict[str, Any]:
        """For a day of which no plan is issued yet: a plan says the title, too, and stands."""
        return flight(lat, 5.0, 3 * 24 * 60, kind="convoy", card={"title": title}, **more)

    def put(title: str, lat: float) -> dict[str, Any]:
        """Planned, and copied in an entry of its own: what lies in one with what is held stays with it."""
        made: dict[str, Any] = here.post("/operations", planned(title, lat))["operation"]
        link.wait_up()
        return made

    first, other, _ = put("Zubaydah", 30.0), put("Falconridge", 31.0), put("Wadi-Nakhla", 32.0)
    case = here.post("/incidents", incident("The road", ["army"]))
    here.post(f"/incidents/{case['id']}/links", {"links": [{"kind": "operation", "id": other["id"]}]})
    for n, one in enumerate((first, other)):
        here.put(f"/operations/{one['id']}", planned("Anew", 30.0 + n, version=one["version"]))
        link.wait_up()
    link.wait_until(lambda: here.get(f"/incidents/{case['id']}").get("links"))
    link.wait_up()
    path, moment = stopped(link), [0]

    async def later(desk: CentreDesk) -> None:
        eraser, documents = CentreEraser(desk, 30 * DAY_US), desk.state.mirror.documents
        before = {subject: dict(about) for subject, about in documents.items()}
        moment[0] += 29 * DAY_US
        assert await eraser.by_time() == 0, "its time is not over"
        moment[0] += 2 * DAY_US
        assert await eraser.by_time() > 0
        assert await eraser.by_time() == 0, "once is enough"
        assert documents == before, "what the office shows is here"
        kept = [one for one in desk.state.outbox.errands.values() if not one.erased]
        assert len(kept) == 2, "the two changes of what is held"
        assert all("Falconridge" in one.body or other["id"] in one.path for one in kept)

    def clock() -> int:
        return moment[0]

    head = told_of(path)["entries"]
    moment[0] = last_moment_us(path) + 1
    in_the_journal(path, later, clock)
    assert bodies_with(path, "Zubaydah") == []
    assert bodies_with(path, "Falconridge"), "held"
    assert bodies_with(path, "Wadi-Nakhla"), "it stands"
    told = told_of(path)
    assert told["whole"] is True
    assert told["entries"] > head
    assert {one["ground"] for one in told["erased"]} == {"time"}


def last_moment_us(path: Path) -> int:
    connection = open_for_reading(path)
    try:
        return int(connection.execute("SELECT max(time_us) FROM entries").get)
    finally:
        connection.close()


@pytest.mark.parametrize("point", ["decided", "written over"])
@pytest.mark.stories
def test_killed_on_the_way_the_next_start_finishes_it(link: Linked, point: str) -> None:
    here = link.here
    mine = here.post("/reports", report("Zubaydah", ["army"], author="Zubaydah"))
    link.wait_until(lambda: here("GET", f"/reports/{mine['id']}")[0] == 200)
    erase_at_the_office(link, "report", mine["id"])
    path = stopped(link)

    async def until_killed(desk: CentreDesk) -> None:
        order: ErasureOrder = await desk.submit(OrderErasure(PARTY, "o1", Erasable.REPORT, mine["id"], "court", "Amal"))
        order = await desk.submit(ConfirmErasure(PARTY, "o1", "Bashir"))
        replace = desk.store.replace_bodies

        def killed(left: Any) -> None:
            if point == "written over":
                replace(left)
            raise Killed

        desk.store.replace_bodies = killed  # type: ignore[method-assign]
        await CentreEraser(desk, 0).carry_out(order)

    with pytest.raises(Killed):
        in_the_journal(path, until_killed)
    check(path)
    assert bool(bodies_with(path, "Zubaydah")) is (point == "decided")
    link.start_centre()
    link.wait_until(lambda: staff(link.here).get("/erasures/o1").get("done"))
    link.wait_until(lambda: not found_in(own(link), "Zubaydah"))
    assert link.here.get(f"/reports/{mine['id']}")["erased"] is True
    check(stopped(link))
