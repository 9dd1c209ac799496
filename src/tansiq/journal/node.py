"""One process among those that serve an office from one database: its folder, its desks, and how it learns of news."""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import os
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tansiq.journal.desk import Desk, now_us
from tansiq.journal.errors import JournalInUse, StoreUnreachable
from tansiq.journal.leases import Lease
from tansiq.journal.machine import Blueprint
from tansiq.journal.shared_desk import open_shared_desk
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.journal.stores.postgres.waking import Waking

LOOK_S = 0.5
"""How often it looks whether there is news, where nobody tells it."""
_HOLDER = "node.lock"
S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)


class Node:
    """Lives on one event loop. `folder`: for its own files, which no other node may use."""

    def __init__(self, database: Database, folder: Path, *, create: bool = True) -> None:
        """Raises `StoreUnreachable`, `SchemaRefused` (tables of another version; none, without `create`),
        `JournalInUse` (another process has the folder), `OSError`."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _lock(folder / _HOLDER)
        self.database, self.folder = database, folder
        self.name = f"{os.uname().nodename}-{os.getpid()}-{secrets.token_hex(4)}"
        self._desks: dict[str, Desk[Any, Any, Any]] = {}
        self._waking = Waking(database)
        self.on_unknown: Callable[[str], Awaitable[None]] = _pass
        """Told of a journal in the database that is not open here."""
        try:
            check_schema(database, create=create)
        except BaseException:
            os.close(self._lock)
            raise

    def open_desk(
        self,
        blueprint: Blueprint[S, C, E],
        journal: str,
        path: Path,
        *,
        tail_only: bool = False,
        clock: Callable[[], int] = now_us,
        on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> Desk[S, C, E]:
        """Opens the journal of that name; see `open_shared_desk`."""
        desk = open_shared_desk(
            blueprint, self.database, journal, path, tail_only=tail_only, clock=clock, on_progress=on_progress
        )
        self._desks[journal] = desk
        return desk

    def forget(self, journal: str) -> None:
        """Its desk has been closed."""
        self._desks.pop(journal, None)

    def journals(self) -> tuple[str, ...]:
        """The names of all journals in the database. Raises `StoreUnreachable`."""
        return tuple(self._waking.heads())

    def has(self, journal: str) -> bool:
        """Whether the database has a journal of that name. Raises `StoreUnreachable`."""
        with self.database.lent() as connection:
            return connection.execute(sql.HEAD, (journal,)).fetchone() is not None

    def kept_key(self, name: str, offered: str) -> str:
        """What is kept under a name, sealed, for all nodes: what is offered, if nothing is. Raises
        `StoreUnreachable`."""
        with self.database.transaction() as connection:
            connection.execute(sql.PUT_KEY, (name, offered))
            found = connection.execute(sql.KEY, (name,)).fetchone()
        assert found is not None, "it has just been put"
        return str(found[0])

    def has_key(self, name: str) -> bool:
        """Whether something is kept under a name. Raises `StoreUnreachable`."""
        with self.database.lent() as connection:
            return connection.execute(sql.KEY, (name,)).fetchone() is not None

    @property
    def outdated(self) -> str:
        """Why this node decides nothing in one of its journals: another one, of a newer version, has written there; "":
        it decides in all."""
        followed = (desk.sequencer.following for desk in self._desks.values())
        return next((one.newer for one in followed if one is not None and one.newer), "")

    def lease(self, name: str) -> Lease:
        """A lease, as this node sees it. One that is outdated leaves it to the others."""
        lease = Lease(self.database, name, self.name)
        lease.may = lambda: not self.outdated
        return lease

    async def follow(self) -> None:
        """Takes in what other nodes append, soon after they do, until cancelled: for event streams and whatever else
        waits for news."""
        while True:
            waiting = asyncio.ensure_future(asyncio.to_thread(self._waking.wait, LOOK_S))
            try:
                told = await asyncio.shield(waiting)
            finally:
                if not waiting.done():  # a thread uses the connection
                    await asyncio.wait((waiting,))
            for name in told or await self._unheard():
                desk = self._desks.get(name)
                if desk is None:
                    await self.on_unknown(name)
                elif desk.sequencer.following is not None:
                    await desk.sequencer.following.glance()

    def close(self) -> None:
        """When its desks have been closed."""
        self._waking.close()
        self.database.close()
        os.close(self._lock)

    async def _unheard(self) -> frozenset[str]:
        """Which journals have come further than this node knows, or could not be looked at the last time."""
        try:
            heads = await asyncio.to_thread(self._waking.heads)
        except StoreUnreachable:
            return frozenset(itertools.islice(self._desks, 1))  # a look, so that it is known
        return frozenset(name for name, sequence in heads.items() if self._is_behind(name, sequence))

    def _is_behind(self, name: str, sequence: int) -> bool:
        desk = self._desks.get(name)
        if desk is None or desk.sequencer.following is None:
            return True
        return desk.sequencer.head.sequence < sequence or not desk.sequencer.following.reachable


async def _pass(name: str) -> None:
    """Where nobody wants to know."""


def _lock(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise JournalInUse(path, None) from None
    return lock
