"""What a process of an office still holds of what was erased, by itself or by another node: past offices in memory,
snapshots beside its journals. Whoever follows a journal learns from it that something was erased, and when no body is
whole any more that was to be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from tansiq.journal.snapshots import older_snapshots
from tansiq.journal.source import Source
from tansiq.journal.store import ERASURES_AT_ONCE
from tansiq.web.chores import AnyDesk

LOOK_S = 1.0
_TICK_NS = 1_000_000_000
"""Two changes of a folder that are less than this apart may bear the same time."""
_log = structlog.get_logger("office")


@dataclass(slots=True)
class _Known:
    """Of one journal. `upto`: all erasures up to that entry are finished; `last`: the last one of all, 0: there is
    none; `looked`: where the journal ended when it was looked at. `rid`: for which `last` no older snapshot was there,
    and when their folder had changed by then, in nanoseconds since 1970."""

    upto: int = 0
    last: int = 0
    looked: int = 0
    rid: tuple[int, int] = (0, 0)


class Forgetting:
    """Lives on one event loop. `desks`: of all journals that the process serves. `write_snapshot` has a new snapshot
    written, before older ones go: the next start is to be quick, too. `let_go`: of what was read of such a journal
    before; called when something is to be erased from it, and again when it has been."""

    def __init__(
        self,
        desks: Callable[[], Iterable[AnyDesk]],
        write_snapshot: Callable[[Source, int], Awaitable[Any]],
        let_go: Callable[[AnyDesk], Awaitable[None]],
    ) -> None:
        self._desks, self._write_snapshot, self._let_go = desks, write_snapshot, let_go
        self._known: dict[Path, _Known] = {}

    async def run(self) -> None:
        """Until it is cancelled. A fault in one journal is no other's; and to write a snapshot may take minutes, which
        nothing that is held in memory waits for."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._at_all(self.look))
            both.create_task(self._at_all(self.forget_snapshots))

    async def _at_all(self, work: Callable[[AnyDesk], Awaitable[None]]) -> None:
        said: dict[Path, str] = {}
        while True:
            for desk in self._desks():
                path, fault = desk.store.path, ""
                try:
                    await work(desk)
                except Exception as error:  # noqa: BLE001  the others' turn comes all the same
                    fault = repr(error)
                if fault and fault != said.get(path):  # not each second again
                    _log.error("chore-failed", chore="forgetting", journal=path.name, reason=fault, again_in_s=LOOK_S)
                said[path] = fault
            await asyncio.sleep(LOOK_S)

    def _of(self, desk: AnyDesk) -> _Known:
        return self._known.setdefault(desk.store.path, _Known())

    async def look(self, desk: AnyDesk) -> None:
        """Lets go of what was erased from one journal since it was last looked at. Raises `StoreUnavailable`."""
        known = self._of(desk)
        head = desk.sequencer.head.sequence
        if head > known.looked or known.upto < known.last:
            after, unfinished = known.upto, 0
            while found := await asyncio.to_thread(desk.store.erasures, after, ERASURES_AT_ONCE):
                after = found[-1].sequence
                unfinished = unfinished or next((one.sequence for one in found if one.unfinished), 0)
            if after > known.upto:
                await self._let_go(desk)
                known.last = max(known.last, after)
            known.looked = head
            known.upto = unfinished - 1 if unfinished else max(head, known.last)

    async def forget_snapshots(self, desk: AnyDesk) -> None:
        """Removes states of before the last erasure that was learnt of, whoever wrote them and when. Raises
        `OSError`."""
        known, path = self._of(desk), desk.store.path
        last = known.last
        if not last:
            return
        changed_ns = path.parent.stat().st_mtime_ns
        if known.rid == (last, changed_ns):
            return
        if await asyncio.to_thread(older_snapshots, path, last):
            await self._write_snapshot(desk.source, desk.sequencer.head.sequence)
            await asyncio.to_thread(_remove_older, path, last)
        elif time.time_ns() - changed_ns > _TICK_NS:
            known.rid = last, changed_ns


def _remove_older(journal: Path, last: int) -> None:
    for old in older_snapshots(journal, last):
        old.unlink(missing_ok=True)
        _log.info("snapshot-removed", journal=journal.name, snapshot=old.name, erased=last)
