"""Waiting for news: those who follow a party's feed are woken when something more is told to it."""

from __future__ import annotations

import asyncio

from tansiq.office.desk import Desk


class Tidings:
    """Lives on one event loop."""

    def __init__(self, desk: Desk) -> None:
        self._told_last = desk.state.told_last
        desk.sequencer.on_durable.append(self.look)
        self._waiting: dict[str, dict[asyncio.Future[None], int]] = {}
        """Those who wait, by party, each with the number that they know."""
        self.closed = False

    def look(self) -> None:
        """Wakes whoever has news: called when what was told is durable."""
        for party, waiting in self._waiting.items():
            last = self._told_last.get(party, 0)
            if last > min(waiting.values()):
                for future, known in waiting.items():
                    if last > known and not future.done():
                        future.set_result(None)

    async def after(self, party: str, number: int, within_s: float) -> None:
        """Returns when the party has been told more than this number, when the time is over, or when all is closed."""
        if self.closed or self._told_last.get(party, 0) > number:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(party, {})[future] = number
        try:
            async with asyncio.timeout(within_s):
                await future
        except TimeoutError:
            return
        finally:
            waiting = self._waiting[party]
            del waiting[future]
            if not waiting:
                del self._waiting[party]

    def close(self) -> None:
        """Wakes everybody for the last time."""
        self.closed = True
        for waiting in self._waiting.values():
            for future in waiting:
                if not future.done():
                    future.set_result(None)
