"""What only one of an office's nodes should do: in an office of one process, that one, always."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol


class Alone(Protocol):
    """Knows whether this process is the one."""

    async def run(self) -> None:
        """Sees to it, until cancelled."""

    async def while_held(self, work: Callable[[], Awaitable[None]]) -> None:
        """Has work done whenever this process is the one, and as long as it is."""


class Always:
    """There is no other."""

    async def run(self) -> None:
        """There is nothing to see to."""
        await asyncio.Event().wait()

    async def while_held(self, work: Callable[[], Awaitable[None]]) -> None:
        """See `Alone`."""
        await work()
