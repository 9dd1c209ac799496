"""Pages of what is looked for among very much: others are served meanwhile, and no page is beyond all measure."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tansiq.gateways.api_v1.pages import MOST_VOLUMES, looked_for, page_looked_for
from tansiq.office.desk import open_desk
from tansiq.office.state import Office

IDS = [f"{n:06d}" for n in range(5_000)]


def _all(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[str]:
    return iter(ids)


def _none(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[str]:
    return (i for i in ids if i == "nowhere")


def _with_desk(path: Path, question: Any) -> Any:
    async def ask() -> Any:
        desk = open_desk(path / "office.db")
        desk.open()
        try:
            return await question(desk)
        finally:
            await desk.close()

    return asyncio.run(ask())


def test_others_are_served_while_nothing_is_found_among_many(tmp_path: Path) -> None:
    async def question(desk: Any) -> tuple[list[str], int]:
        served = 0

        async def others() -> None:
            nonlocal served
            while True:
                served += 1
                await asyncio.sleep(0)

        beside = asyncio.create_task(others())
        found = await looked_for(desk, IDS, _none, 10)
        beside.cancel()
        return found, served

    found, served = _with_desk(tmp_path, question)
    assert found == []
    assert served >= 9


def test_pages_follow_each_other_and_hold_a_bounded_number_of_volumes(tmp_path: Path) -> None:
    async def pages(desk: Any, each: int, limit: int) -> list[list[str]]:
        made: list[list[str]] = []
        query = {"limit": str(limit)}
        while True:
            page = await page_looked_for(desk, IDS, _all, str, lambda _: each, query)
            made.append(page.items)
            if page.next is None:
                return made
            query["cursor"] = page.next

    light = _with_desk(tmp_path, lambda desk: pages(desk, 1, 1_000))
    assert [len(page) for page in light] == [1_000] * 5
    heavy = _with_desk(tmp_path, lambda desk: pages(desk, 1_000, 1_000))
    assert {len(page) for page in heavy} == {MOST_VOLUMES // 1_000}
    assert [i for page in heavy for i in page] == IDS
    huge = _with_desk(tmp_path, lambda desk: pages(desk, MOST_VOLUMES + 1, 1_000))
    assert {len(page) for page in huge} == {1}
