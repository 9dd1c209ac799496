"""Who, of several nodes, does what only one of them should: delivers, keeps house.

A lease is a row with its holder's name and a number that the holder raises as long as it lives. No clocks are compared:
whoever would have it takes it when it has seen the number stand still for the lease's whole life, by its own monotonic
clock; and the holder counts itself as such for a little less from the beginning of its last raise, by its own.

It is no lock: a node that stood still wakes up and may finish what it had begun. What is done under it must bear being
done twice, or be fenced by the journal.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from tansiq.journal.errors import StoreUnreachable
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Database

LIFE_S = 10.0
_LOOKS_S = 0.25
BEATS_IN_A_LIFE = 4
_COUNTED = 0.8
"""Of its life: the rest is for ending what is under way."""
_NOBODY = ""
_log = structlog.get_logger("node")


class Lease:
    """One lease as one node sees it. Lives on one event loop. `holder`: a name that no other node has."""

    def __init__(
        self,
        database: Database,
        name: str,
        holder: str,
        *,
        life_s: float = LIFE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._name, self._holder = database, name, holder
        self._life_s, self._clock = life_s, clock
        self._until = -1.0
        self._said = self._ended = False
        self._seen: tuple[str, int] | None = None
        self._seen_at = 0.0
        self._turned = asyncio.Event()
        self.may: Callable[[], bool] = lambda: True
        """Whether this node may have it: where it says no, what is held is given back, and none is taken."""

    @property
    def held(self) -> bool:
        """Whether it is this node's at this moment."""
        return not self._ended and self._clock() < self._until

    async def run(self) -> None:
        """Takes it when it is free and keeps it, until cancelled; then it is given back."""
        beating = asyncio.ensure_future(self._beat())
        try:
            while True:
                await asyncio.wait((beating,), timeout=self._left_s())
                self._say()
                await asyncio.shield(beating)
                self._say()
                await asyncio.sleep(min(self._life_s / BEATS_IN_A_LIFE, self._left_s() or self._life_s))
                beating = asyncio.ensure_future(self._beat())
        finally:
            self._ended = True
            await asyncio.shield(self._end(beating))

    async def while_held(self, work: Callable[[], Awaitable[None]]) -> None:
        """Has work done that never ends by itself, whenever the lease is this node's and as long as it is; until
        cancelled. Raises what the work raises."""
        while True:
            while not self.held:
                await self._turned.wait()
            working = asyncio.ensure_future(work())
            try:
                while self.held and not working.done():
                    turning = asyncio.ensure_future(self._turned.wait())
                    await asyncio.wait((working, turning), return_when=asyncio.FIRST_COMPLETED)
                    turning.cancel()
                if working.done():
                    return working.result()
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)

    def _left_s(self) -> float | None:
        """How long it is held without another raise; None: it is not."""
        left_s = self._until - self._clock()
        return left_s if left_s > 0 else None

    def _say(self) -> None:
        """Tells whoever works under it that it was taken or lost."""
        if self.held != self._said:
            self._said = self.held
            _log.info("lease", name=self._name, held=self._said)
            turned, self._turned = self._turned, asyncio.Event()
            turned.set()

    async def _beat(self) -> None:
        if not self.may():
            await self._give_up()
            return
        began = self._clock()
        try:
            mine = await asyncio.to_thread(self._raise)
        except StoreUnreachable:
            return  # what is held is held until its life is over
        self._until = began + _COUNTED * self._life_s if mine else -1.0

    async def _end(self, beating: asyncio.Future[None]) -> None:
        """A raise that is under way may have taken it."""
        await asyncio.wait((beating,))
        await self._give_up()

    async def _give_up(self) -> None:
        if self._until >= 0:
            self._until = -1.0
            self._say()
            await asyncio.to_thread(self._give_back)

    def _raise(self) -> bool:
        with self._database.transaction() as connection:
            connection.execute(sql.ENTER_LEASE, (self._name, _NOBODY))
            found = connection.execute(sql.LEASE, (self._name,)).fetchone()
            assert found is not None, "it has just been entered"
            holder, beat = str(found[0]), int(found[1])
            now = self._clock()
            if (holder, beat) != self._seen:
                self._seen, self._seen_at = (holder, beat), now
            free = holder in (_NOBODY, self._holder) or now - self._seen_at >= self._life_s
            if free:
                connection.execute(sql.HOLD_LEASE, (self._holder, beat + 1, self._name))
            return free

    def _give_back(self) -> None:
        try:
            with self._database.transaction() as connection:
                found = connection.execute(sql.LEASE, (self._name,)).fetchone()
                if found is not None and found[0] == self._holder:
                    connection.execute(sql.HOLD_LEASE, (_NOBODY, int(found[1]) + 1, self._name))
        except StoreUnreachable:
            return  # it runs out


def holders(database: Database) -> dict[str, tuple[str, int]]:
    """Who has each lease that somebody has, and its number. Raises `StoreUnreachable`."""
    with database.lent() as connection:
        rows = connection.execute(sql.LEASES).fetchall()
    return {str(name): (str(holder), int(beat)) for name, holder, beat in rows if holder != _NOBODY}


def living_holder(database: Database, *, life_s: float = LIFE_S) -> str | None:
    """Somebody who has a lease and lives; None if nobody does. Where one was left by a node that died, it takes a
    lease's whole life to know. Blocks. Raises `StoreUnreachable`."""
    before, until = holders(database), time.monotonic() + life_s
    while before and time.monotonic() < until:
        time.sleep(_LOOKS_S)
        now = holders(database)
        for name, held in now.items():
            if held != before.get(name):
                return held[0]
        before = now
    return None
