"""A mirror that has no room for all that an office has: what changed last is here, the rest is asked for at the office,
and nothing is said not to be there that is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tansiq.centre import mirror
from tansiq.centre.desk import CentreDesk, open_desk
from tansiq.centre.mirror import ROOM, Room
from tansiq.centre.people import OpenCentre
from tansiq.gateways import office_client, office_link, office_walk
from tansiq.gateways.centre_v1.mirrored import Mirrored
from tansiq.gateways.centre_v1.outgoing import Outgoing
from tansiq.gateways.centre_v1.shelved import Shelved
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.informed import kept_in
from tansiq.gateways.office_client import OfficeClient
from tansiq.gateways.office_errands import Carrier
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.office_walk import Walk
from tansiq.office.feed import Subject
from tests.coordination import circle, incident, report
from tests.linked import PARTY, Linked, linked

_ROUTES = {"/api/v1/reports": (), "/api/v1/reports/{id}": ("id",), "/api/v1/reports/{id}/subject": ("id",)}


class Here:
    """A centre in this process, so that its limits can be small."""

    def __init__(self, desk: CentreDesk, link: OfficeLink) -> None:
        self.desk, self.link = desk, link
        outgoing = Outgoing(desk, link, Carrier(desk, link), 5.0)
        made = Shelved(desk, link, Mirrored(desk, link).as_of).handlers()
        self.asked: list[str] = []

        def straight(template: str) -> Any:
            async def ask(call: Call) -> Answer:
                self.asked.append(template)
                return await outgoing.straight(Route("GET", template, (), ask))(call)

            return ask

        self._handlers = {template: made[template](straight(template)) for template in _ROUTES}

    async def get(self, template: str, *path: str, **query: str) -> Any:
        call = Call(PARTY, frozenset({"tansiq.read"}), path, query, b"")
        answer = await self._handlers[template](call)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    async def settled(self) -> None:
        """Once the mirror has caught up."""
        async with asyncio.timeout(20):
            while not self.link.up or self.link.behind:
                await asyncio.sleep(0.02)

    async def titles(self, **query: str) -> list[str]:
        found: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = await self.get("/api/v1/reports", **query, **cursor)
            found += [one["title"] for one in page["items"]]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}


@asynccontextmanager
async def centre(link: Linked, folder: Path, *, at_once: bool = False) -> AsyncGenerator[Here, None]:
    desk = open_desk(folder / "here.db")
    desk.open()
    if not desk.state.party:
        await desk.submit(OpenCentre(PARTY))
    office = OfficeClient(f"http://127.0.0.1:{link.wire.port}", PARTY, link.secret)
    here = Here(desk, OfficeLink(desk, office))
    running = asyncio.create_task(here.link.run())
    try:
        if not at_once:
            await here.settled()
        yield here
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await office.close()
        await desk.close()


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with linked(tmp_path_factory.mktemp("walk")) as whole:
        whole.centre.kill()  # type: ignore[union-attr]
        yield whole


@pytest.fixture(autouse=True)
def mended(link: Linked) -> None:
    link.wire.mend()


def test_what_changed_last_is_here_and_the_rest_at_the_office(link: Linked, tmp_path: Path) -> None:
    army = link.speakers["army"]
    made = [army.post("/reports", report(f"number {i}", [PARTY]))["id"] for i in range(7)]
    every = [f"number {i}" for i in reversed(range(7))]

    async def run() -> None:
        async with centre(link, tmp_path) as here:
            held = here.desk.state.mirror
            assert set(held.documents["report"]) == set(made[-4:])
            assert held.short == ("report",)
            assert await here.titles(limit="2") == every
            assert await here.titles() == every
            assert here.asked, "the mirror alone does not know them"
            here.asked.clear()
            assert [one["title"] for one in (await here.get("/api/v1/reports", limit="3"))["items"]] == every[:3]
            assert (await here.get("/api/v1/reports/{id}", made[5]))["title"] == "number 5"
            assert not here.asked, "what is here is answered here"
            assert (await here.get("/api/v1/reports/{id}", made[0]))["title"] == "number 0"
            await asyncio.to_thread(army.post, "/reports", report("number 7", [PARTY]))
            async with asyncio.timeout(20):
                while made[3] in held.documents["report"]:
                    await asyncio.sleep(0.02)
            assert len(held.documents["report"]) == 4
            link.wire.cut()
            async with asyncio.timeout(20):
                while here.link.up:
                    await asyncio.sleep(0.02)
            page = await here.get("/api/v1/reports")
            assert [one["title"] for one in page["items"]] == ["number 7", *every[:3]]
            with pytest.raises(Problem, match="only the office can answer this") as unreachable:
                await here.get("/api/v1/reports", cursor=page["next"])
            assert unreachable.value.status == 503
            with pytest.raises(Problem, match="only the office can answer this"):
                await here.get("/api/v1/reports/{id}", made[0])
            with pytest.raises(Problem, match="only the office can answer this"):
                await here.get("/api/v1/reports/{id}", "nobody")
            link.wire.mend()
        async with centre(link, tmp_path) as again:
            assert again.desk.state.mirror.short == ("report",), "a start does not forget it"

    with patch.dict(ROOM, {"report": Room(4, 1 << 20)}):
        asyncio.run(run())
    with patch.dict(ROOM, {"report": Room(40, 1 << 20)}):
        asyncio.run(_whole_again(link, tmp_path, ["number 7", *every]))


async def _whole_again(link: Linked, folder: Path, titles: list[str]) -> None:
    async with centre(link, folder) as here:
        assert here.desk.state.mirror.short == ()
        assert await here.titles() == titles
        assert not here.asked


def test_what_is_too_long_to_be_taken_in_is_asked_for_and_breaks_no_link(link: Linked, tmp_path: Path) -> None:
    army = link.speakers["army"]
    for number in range(12):
        army.post("/incidents", incident(f"number {number}", [PARTY], extents=[circle(36.0, 5.0)]))
    long = army.post("/reports", report("long", [PARTY], text="x" * 60_000))["id"]

    async def run() -> None:
        async with centre(link, tmp_path) as here:
            assert here.desk.state.mirror.short == ("report",)
            assert long not in here.desk.state.mirror.documents["report"]
            assert len(here.desk.state.mirror.documents["incident"]) == 12, "shorter pages are asked for"
            with patch.object(office_client, "MOST_BYTES", 1 << 20):
                assert len((await here.get("/api/v1/reports/{id}", long))["text"]) == 60_000

    with patch.object(office_client, "MOST_BYTES", 10_000):
        asyncio.run(run())


def test_a_look_ends_where_nothing_is_new(link: Linked, tmp_path: Path) -> None:
    asked: list[str] = []
    ask = OfficeClient.ask

    async def noted(self: OfficeClient, method: str, path: str, *more: Any, **named: Any) -> Any:
        asked.append(path)
        return await ask(self, method, path, *more, **named)

    async def run() -> None:
        async with centre(link, tmp_path) as here:
            assert len(here.desk.state.mirror.documents["report"]) > 3 * 2
            with patch.object(OfficeClient, "ask", noted), patch.object(office_walk, "_PAGE", 2):
                here.link._look_at_s = 0.0  # ten minutes later
                link.speakers["army"].post("/reports", report("one more", [PARTY]))
                async with asyncio.timeout(20):
                    while not any(path.startswith("/api/v1/reports?") for path in asked):
                        await asyncio.sleep(0.02)
                await here.settled()
        assert sum(path.startswith("/api/v1/reports/") for path in asked) <= 2, "of all of them the new one alone"
        assert sum(path.startswith("/api/v1/reports?") for path in asked) <= 2, "a page with the new one, and another"

    asyncio.run(run())


def test_what_has_not_been_looked_at_yet_is_asked_for(link: Linked, tmp_path: Path) -> None:
    made = link.speakers["army"].post("/reports", report("seen at once", [PARTY]))["id"]
    through = Walk.through

    async def run() -> None:
        walking, gate = asyncio.Event(), asyncio.Event()

        async def held(self: Walk, *what: Any, **how: Any) -> Any:
            walking.set()
            await gate.wait()
            return await through(self, *what, **how)

        with patch.object(Walk, "through", held):
            async with centre(link, tmp_path, at_once=True) as here:
                await asyncio.wait_for(walking.wait(), 20)
                assert not here.desk.state.mirror.documents.get("report")
                assert (await here.get("/api/v1/reports/{id}", made))["title"] == "seen at once"
                assert (await here.titles())[0] == "seen at once"
                gate.set()
                await here.settled()
                assert here.desk.state.mirror.short == ()
                here.asked.clear()
                assert (await here.titles())[0] == "seen at once"
                assert not here.asked

    asyncio.run(run())


def test_old_versions_for_which_there_is_no_room_are_asked_for(link: Linked, tmp_path: Path) -> None:
    army = link.speakers["army"]
    made = army.post("/reports", report("said 1", [PARTY]))["id"]
    for version in (1, 2, 3):
        link.there.get(f"/reports/{made}")
        army.put(f"/reports/{made}", {**report(f"said {version + 1}", [PARTY]), "version": version})

    async def run() -> None:
        async with centre(link, tmp_path) as here:
            kept = kept_in(here.desk.state.mirror.documents["report"][made])
            assert [*kept.versions] == ["3"]
            for version in (4, 3, 2, 1):
                shown = await here.get("/api/v1/reports/{id}", made, version=str(version))
                assert (shown["title"], shown["versions"]) == (f"said {version}", [1, 2, 3, 4])
            assert len(here.asked) == 2, "the third is here"

    with patch.object(office_walk, "_MOST_VERSIONS", 1):
        asyncio.run(run())


def test_much_that_was_missed_is_taken_in_a_little_at_a_time(link: Linked, tmp_path: Path) -> None:
    army, taken = link.speakers["army"], []

    async def run() -> None:
        async with centre(link, tmp_path) as here:
            put = here.link._put
            link.wire.cut()
            made = [await asyncio.to_thread(army.post, "/reports", report(f"missed {i}", [PARTY])) for i in range(5)]

            async def noted(after: int, last: int, documents: Any, *more: Any, **named: Any) -> None:
                taken.append(len(documents))
                await put(after, last, documents, *more, **named)

            with patch.object(here.link, "_put", noted):
                link.wire.mend()
                async with asyncio.timeout(20):
                    while made[-1]["id"] not in here.desk.state.mirror.documents["report"]:
                        await asyncio.sleep(0.02)
            assert {one["id"] for one in made} <= {*here.desk.state.mirror.documents["report"]}

    with patch.object(office_link, "_MOST_LONG", 2):
        asyncio.run(run())
    assert taken == [2, 2, 1]


def test_rooms_are_those_of_subjects_that_are_told() -> None:
    assert {*ROOM} <= {*Subject}
    assert sum(room.documents for room in ROOM.values()) < mirror.MOST_DOCUMENTS
    assert office_link.WALK_EVERY_S > office_link.LOOK_EVERY_S
