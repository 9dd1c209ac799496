"""What a process of an office still holds of what was erased, by itself or by another node: past offices in memory,
snapshots beside its journals. Whoever follows a journal learns from it that something was erased, and when no body is
whole any more that was to be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import structlog

from tansiq.journal import desk as journal
from tansiq.journal.snapshots import older_snapshots
from tansiq.journal.source import Source

AnyDesk: TypeAlias = journal.Desk[Any, Any, Any]
LOOK_S = 1.0
_log = structlog.get_logger("office")


@dataclass(slots=True)
class _Known:
    """Of one journal. `upto`: all erasures up to that entry are finished; `last`: the last one of all, 0: there is
    none; `looked`: where the journal ended when it was looked at."""

    upto: int = 0
    last: int = 0
    looked: int = 0


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
        """Until it is cancelled."""
        while True:
            for desk in self._desks():
                await self.look(desk)
            await asyncio.sleep(LOOK_S)

    async def look(self, desk: AnyDesk) -> None:
        """Lets go of what was erased from one journal since it was last looked at. Raises `StoreUnavailable`."""
        known = self._known.setdefault(desk.store.path, _Known())
        head = desk.sequencer.head.sequence
        if head > known.looked or known.upto < known.last:
            found = await asyncio.to_thread(desk.store.erasures, known.upto)
            unfinished = [one.sequence for one in found if one.unfinished]
            if found:
                known.last = max(known.last, found[-1].sequence)
                await self._let_go(desk)
            known.looked = head
            known.upto = min(unfinished) - 1 if unfinished else max(head, known.last)
        await self._forget_snapshots(desk, known.last)

    async def _forget_snapshots(self, desk: AnyDesk, last: int) -> None:
        """Removes states of before the last erasure, whoever wrote them and when."""
        if not last or not older_snapshots(desk.store.path, last):
            return
        await self._write_snapshot(desk.source, desk.sequencer.head.sequence)
        for old in older_snapshots(desk.store.path, last):
            old.unlink(missing_ok=True)
            _log.info("snapshot-removed", journal=desk.store.path.name, snapshot=old.name, erased=last)
