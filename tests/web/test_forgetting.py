"""What a process holds of what was erased goes, of each journal, whatever becomes of the others."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest

from tansiq.journal.entry import Draft, Head
from tansiq.journal.snapshots import older_snapshots, write_snapshot
from tansiq.journal.source import Source
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.office.desk import Desk, open_desk
from tansiq.web import forgetting
from tansiq.web.forgetting import Forgetting
from tests.journal.test_erasure import ordered

PATIENCE_S = 20.0


@contextmanager
def desks(*paths: Path) -> Iterator[list[Desk]]:
    opened = [open_desk(path) for path in paths]
    try:
        yield opened
    finally:
        for desk in opened:
            desk.store.close()


def erase(desk: Desk) -> None:
    """As the office that serves the journal does."""
    store = desk.store
    assert isinstance(store, SqliteStore)
    store.append([Draft(1, "army", "said", b'{"kind":"said","text":"the clinic at the north gate"}', os.urandom(16))])
    store.replace_bodies(ordered(store, [store.head.sequence]))


def old_snapshot(desk: Desk) -> Path:
    return write_snapshot(desk.store.path, Head(1, bytes(32)), [b"the clinic"], 1)


async def none_written(source: Source, sequence: int) -> None:
    """The next start replays all."""


async def nothing_held(desk: Any) -> None:
    """Nothing was read of it."""


@contextmanager
def running(work: Callable[[], Awaitable[None]]) -> Iterator[None]:
    task = asyncio.ensure_future(work())
    try:
        yield
        assert not task.done(), task.exception()
    finally:
        task.cancel()


def test_a_journal_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    async def play() -> None:
        with desks(tmp_path / "broken.db", tmp_path / "whole.db") as both:
            broken, whole = both
            gone: asyncio.Queue[Desk] = asyncio.Queue()
            for desk in both:
                erase(desk)
            with closing(apsw.Connection(str(broken.store.path))) as connection:
                connection.execute("ALTER TABLE bodies RENAME TO lost")
            old = old_snapshot(whole)
            removed = asyncio.Event()

            async def write(source: Source, sequence: int) -> None:
                removed.set()

            with running(Forgetting(lambda: both, write, gone.put).run):
                async with asyncio.timeout(PATIENCE_S):
                    assert await gone.get() is whole
                    await removed.wait()
                    while old.exists():
                        await asyncio.sleep(0)

    asyncio.run(play())


def test_what_is_left_of_a_snapshot_whose_writer_was_killed_goes_too(tmp_path: Path) -> None:
    async def play() -> None:
        with desks(tmp_path / "office.db") as (desk,):
            erase(desk)
            left = desk.store.path.with_name("office.db.snapshot-000000000001.partial")
            left.write_bytes(b"the clinic")
            written: asyncio.Queue[int] = asyncio.Queue()

            async def write(source: Source, sequence: int) -> None:
                written.put_nowait(sequence)

            with running(Forgetting(lambda: [desk], write, nothing_held).run):
                async with asyncio.timeout(PATIENCE_S):
                    assert await written.get() == desk.sequencer.head.sequence
                    while left.exists():
                        await asyncio.sleep(0)

    asyncio.run(play())


def test_while_a_snapshot_is_written_what_is_held_in_memory_goes(tmp_path: Path) -> None:
    async def play() -> None:
        with desks(tmp_path / "long.db", tmp_path / "other.db") as both:
            long, other = both
            gone: asyncio.Queue[Desk] = asyncio.Queue()
            begun = asyncio.Event()

            async def write(source: Source, sequence: int) -> None:
                begun.set()
                await asyncio.Event().wait()  # it takes its time

            erase(long)
            old_snapshot(long)
            with running(Forgetting(lambda: both, write, gone.put).run):
                async with asyncio.timeout(PATIENCE_S):
                    assert await gone.get() is long
                    await begun.wait()
                    erase(other)
                    assert await gone.get() is other

    asyncio.run(play())


def test_a_folder_in_which_nothing_has_changed_is_not_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def looking(journal: Path, sequence: int) -> list[Path]:
        looked.append(journal)
        return older_snapshots(journal, sequence)

    monkeypatch.setattr(forgetting, "older_snapshots", looking)

    async def play() -> None:
        with desks(tmp_path / "j.db") as (desk,):
            forgets = Forgetting(lambda: [desk], none_written, nothing_held)
            await forgets.forget_snapshots(desk)
            assert not looked, "nothing was erased yet"
            erase(desk)
            await forgets.look(desk)
            for _ in range(2):
                before = len(looked)
                old = old_snapshot(desk)
                await forgets.forget_snapshots(desk)
                assert not old.exists(), "whoever wrote it, and when"
                await forgets.forget_snapshots(desk)
                assert len(looked) > before + 1, "another one may have come in the same tick of the clock"
                os.utime(tmp_path, (before, before))  # a while ago
                await forgets.forget_snapshots(desk)
                settled = len(looked)
                for _ in range(100):
                    await forgets.forget_snapshots(desk)
                assert len(looked) == settled

    asyncio.run(play())
