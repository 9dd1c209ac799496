"""What an office does beside answering: keeping house, having snapshots written, stopping when it must."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable

import structlog

from tansiq.journal.errors import JournalError
from tansiq.office.desk import Desk, housekeep

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


async def keep_house(desk: Desk, every_s: float) -> None:
    """Ends what has expired, again and again."""
    while True:
        await asyncio.sleep(every_s)
        try:
            ended = await housekeep(desk)
        except JournalError as error:
            _log.warning("housekeeping-postponed", reason=str(error))
        else:
            if ended:
                _log.info("housekeeping", ended=ended)


async def write_snapshots(desk: Desk, every_entries: int) -> None:
    """Has another process write the state down whenever enough has been appended since the last time."""
    last = desk.start.snapshot.sequence if desk.start.snapshot else 0
    while True:
        await asyncio.sleep(_SNAPSHOT_LOOK_S)
        head = desk.sequencer.head.sequence
        if head - last < every_entries:
            continue
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tansiq.cli.main", "journal", "snapshot", str(desk.store.path)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        _, said = await process.communicate()
        if process.returncode == 0:
            last = head
            _log.info("snapshot", sequence=head)
        else:
            reason = said.decode(errors="replace").strip()[-500:]
            _log.error("snapshot-failed", sequence=head, status=process.returncode, reason=reason)
            await asyncio.sleep(_AGAIN_S)


async def once(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Runs something at the start; a failure is said, and ends nothing else."""
    try:
        await work()
    except Exception as error:  # noqa: BLE001  whatever it is, the office goes on
        _log.error("start-work-failed", work=name, reason=str(error) or repr(error))


async def stop_on_failure(desk: Desk, stop: Callable[[], None]) -> None:
    """Ends the serving when the state no longer follows the journal."""
    await desk.failed.wait()
    _log.error("stopping", reason=f"the state no longer follows the journal: {desk.failure!r}")
    stop()
