"""The index of reports beside a real desk: what it holds up, and what it does not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tansiq.gateways.contract import Problem
from tansiq.gateways.report_library import MOST_OF_PARTY, ReportLibrary
from tansiq.journal.blobs import FolderBlobs
from tansiq.library.asking import Narrowing, SearchRefused
from tansiq.library.index import Library
from tansiq.office.desk import Desk, open_desk
from tests.coordination import found_office


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[tuple[Desk, ReportLibrary]]:
    found_office(folder / "office.db")
    desk = open_desk(folder / "office.db")
    desk.open()
    library = ReportLibrary(desk, FolderBlobs(folder / "office.files"), folder / "office.library")
    running = asyncio.create_task(library.run())
    try:
        yield desk, library
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await desk.close()


def test_the_office_goes_on_while_searches_take_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, searching = threading.Event(), Library.search

    def slow(*asked: Any) -> Any:
        assert go_on.wait(60)
        return searching(*asked)

    monkeypatch.setattr(Library, "search", slow)

    async def story() -> None:
        async with kept(tmp_path) as (desk, library):
            asked = [
                asyncio.create_task(library.search(party, "road", Narrowing(), None, 10, fresh=True))
                for party in ("relief",) * MOST_OF_PARTY + ("army",)
            ]
            await asyncio.sleep(0)  # they have begun
            with pytest.raises(Problem) as refused:
                await library.search("relief", "road", Narrowing(), None, 10, fresh=True)
            assert (refused.value.status, refused.value.code) == (429, "too-many-searches")
            assert await desk.read(lambda state, now_us: len(state.parties)) == 5
            go_on.set()
            found = await asyncio.gather(*asked)
            assert [(one.total, complete) for one, complete in found] == [(0, True)] * (MOST_OF_PARTY + 1)
            await library.search("relief", "road", Narrowing(), None, 10, fresh=True)

    asyncio.run(story())


def test_what_cannot_be_asked_is_refused_before_there_is_an_index(tmp_path: Path) -> None:
    async def story() -> None:
        found_office(tmp_path / "office.db")
        desk = open_desk(tmp_path / "office.db")
        library = ReportLibrary(desk, FolderBlobs(tmp_path / "office.files"), tmp_path / "office.library")
        with pytest.raises(SearchRefused):
            await library.search("relief", "?", Narrowing(), None, 10, fresh=True)
        with pytest.raises(Problem) as refused:
            await library.search("relief", "road", Narrowing(), None, 10, fresh=False)
        assert (refused.value.status, refused.value.code) == (503, "search-not-ready")
        await desk.close()

    asyncio.run(story())
