"""A server and its chores while they run, as offices and centres have them alike."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import TypeAlias

import structlog

from tansiq.settings import Settings
from tansiq.web.chores import AnyDesk, stop_on_failure, supervise
from tansiq.web.listening import Server, bind, listen

Chore: TypeAlias = Callable[[], Awaitable[None]]
_log = structlog.get_logger("office")


def bound(settings: Settings, ending: AsyncExitStack) -> list[socket.socket]:
    """A socket for every port, not listening yet. Raises `SettingRefused`."""
    return [ending.enter_context(bind(settings.host, port)) for port in settings.port]


def say_closed(desk: AnyDesk) -> None:
    """That all has been closed, and where the journal ends."""
    _log.info("closed", sequence=desk.sequencer.head.sequence)


async def run(
    server: Server, sockets: Sequence[socket.socket], desk: AnyDesk, chores: Mapping[str, Chore], *once: Awaitable[None]
) -> int:
    """Serves and does the chores until the server is to end, or the state no longer follows the journal. `once`: what
    is begun when it listens. Exit status: 0 after an orderly end, 1 when it had to stop."""
    tasks = [asyncio.ensure_future(supervise(name, chore)) for name, chore in chores.items()]
    tasks.append(asyncio.ensure_future(stop_on_failure(desk, partial(setattr, server, "should_exit", True))))
    listen(sockets)
    tasks += map(asyncio.ensure_future, once)  # what comes before the server runs waits in the sockets' queues
    try:
        await server.serve(sockets=list(sockets))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return 0 if desk.failure is None else 1
