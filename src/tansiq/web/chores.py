"""What an office does beside answering: keeping house, having snapshots written, stopping when it must."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.desk import housekeep as housekeep_centre
from tansiq.centre.drafts import ReleasedDrafts
from tansiq.centre.hosting import Hosting
from tansiq.gateways.api_v1.outside import HereOutside
from tansiq.journal import desk as journal
from tansiq.journal.errors import JournalError
from tansiq.journal.source import Source, path_of
from tansiq.office.desk import Desk, housekeep
from tansiq.web import snapshotting

AnyDesk: TypeAlias = journal.Desk[Any, Any, Any]
_AGAIN_S = 30.0
_SNAPSHOT_LOOK_S = 5.0
_NICE = 10
_log = structlog.get_logger("office")


async def supervise(name: str, chore: Callable[[], Awaitable[None]]) -> None:
    """Runs a chore that never ends by itself; if it fails, the log says so, and it is begun again a while later."""
    while True:
        try:
            await chore()
        except Exception as error:  # noqa: BLE001  one failed round must not be the last
            _log.error("chore-failed", chore=name, reason=repr(error), again_in_s=_AGAIN_S)
            await asyncio.sleep(_AGAIN_S)
        else:
            return


class Housekeeping:
    """Does what the clock brings, at the start and again and again. What a journal does not take now is left to the
    next round, said and counted: `postponed` is how often that was so."""

    def __init__(self) -> None:
        self.postponed = 0

    async def office(self, desk: Desk, every_s: float) -> None:
        """In the office."""
        while True:
            await self.round("", partial(housekeep, desk))
            await asyncio.sleep(every_s)

    async def centres(self, hosting: Hosting, every_s: float) -> None:
        """In the centres that an office hosts. A fault in one is no other's."""
        while True:
            for hosted in hosting:
                try:
                    await self.round(hosted.party, partial(housekeep_centre, hosted.desk))
                except Exception as error:  # noqa: BLE001  the others' turn comes all the same
                    _log.error("chore-failed", chore="housekeeping", party=hosted.party, reason=repr(error))
            await asyncio.sleep(every_s)

    async def centre(self, desk: CentreDesk, every_s: float) -> None:
        """In a party's own centre."""
        while True:
            await self.round(desk.state.party, partial(housekeep_centre, desk))
            await asyncio.sleep(every_s)

    async def round(self, party: str, ending: Callable[[], Awaitable[int]]) -> None:
        """One journal's turn. `party`: whose centre it is; "" for the office."""
        whose = {"party": party} if party else {}
        try:
            ended = await ending()
        except JournalError as error:
            self.postponed += 1
            _log.warning("housekeeping-postponed", reason=str(error) or type(error).__name__, **whose)
        else:
            if ended:
                _log.info("housekeeping", ended=ended, **whose)


async def note_released(outside: HereOutside, hosting: Hosting) -> None:
    """Notes in the centres which drafts the office has taken in as notices, where a stop fell between the two."""
    for hosted in hosting:
        released = await outside.taken_in(hosted.party, tuple(hosted.desk.state.drafts.values()))
        if released:
            given = tuple((draft.id, draft.digest) for draft in released)
            with contextlib.suppress(JournalError):  # to release them again does it, too
                await hosted.desk.submit(ReleasedDrafts("", given))
                _log.warning("drafts-released-before-the-stop", party=hosted.party, drafts=len(given))


async def write_snapshots(desks: Callable[[], Iterable[AnyDesk]], every_entries: int) -> None:
    """Has another process write a state down whenever enough has been appended since the last time."""
    written: dict[Path, int] = {}
    while True:
        await asyncio.sleep(_SNAPSHOT_LOOK_S)
        for one in desks():
            path, head = one.store.path, one.sequencer.head.sequence
            last = written.get(path, one.start.snapshot.sequence if one.start.snapshot else 0)
            following = one.sequencer.following
            if following is not None and following.newer:
                continue  # a newer version's process has to write it
            if head - last >= every_entries and await write_snapshot(one.source, head):
                written[path] = head


async def write_snapshot(source: Source, head: int) -> bool:
    """Has another process write a state down; whether it did."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tansiq.web.snapshotting"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
    _, said = await process.communicate(snapshotting.packed(source))
    name = path_of(source).name
    if process.returncode == 0:
        _log.info("snapshot", journal=name, sequence=head)
        return True
    reason = said.decode(errors="replace").strip()[-500:]
    _log.error("snapshot-failed", journal=name, sequence=head, status=process.returncode, reason=reason)
    await asyncio.sleep(_AGAIN_S)
    return False


async def once(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Runs something at the start; a failure is said, and ends nothing else."""
    try:
        await work()
    except Exception as error:  # noqa: BLE001  whatever it is, the office goes on
        _log.error("start-work-failed", work=name, reason=str(error) or repr(error))


async def stop_on_failure(desk: AnyDesk, stop: Callable[[], None]) -> None:
    """Ends the serving when the state no longer follows the journal."""
    await desk.failed.wait()
    _log.error("stopping", reason=f"the state no longer follows the journal: {desk.failure!r}")
    stop()
