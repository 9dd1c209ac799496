"""Waiting for news: those who follow a party's feed are woken when something more is told to it."""

from __future__ import annotations

import asyncio

from tansiq.office.desk import Desk


class Tidings:
    """Lives on one event loop."""

    def __init__(self, desk: Desk) -> None:
        self._told_last = desk.state.told_last
        desk.sequencer.on_durable.append(self.look)
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
