"""Waiting for news: those who follow a party's feed are woken when something more is told to it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping


class Tidings:
    """Lives on one event loop. `told_last` is the number of the last item of each feed."""

    def __init__(self, told_last: Mapping[str, int]) -> None:
        self._told_last = told_last
        self._waiting: dict[str, list[tuple[int, asyncio.Future[None]]]] = {}
        self.closed = False

    def look(self) -> None:
        """Wakes whoever has news: called when what was told is durable."""
        for party in [party for party in self._waiting if self._told_last.get(party, 0)]:
            last = self._told_last[party]
            still = []
            for after, future in self._waiting.pop(party):
                if future.done():
                    continue
                if last > after:
                    future.set_result(None)
                else:
                    still.append((after, future))
            if still:
                self._waiting[party] = still

    async def after(self, party: str, number: int, within_s: float) -> None:
        """Returns when the party has been told more than this number, when the time is over, or when all is closed."""
        if self.closed or self._told_last.get(party, 0) > number:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(party, []).append((number, future))
        try:
            async with asyncio.timeout(within_s):
                await future
        except TimeoutError:
            return

    def close(self) -> None:
        """Wakes everybody for the last time."""
        self.closed = True
        waiting, self._waiting = self._waiting, {}
        for pairs in waiting.values():
            for _, future in pairs:
                if not future.done():
                    future.set_result(None)
