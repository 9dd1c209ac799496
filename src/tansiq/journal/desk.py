"""An open journal in service: the state, the journal under it, and the only two ways to it, `submit` and `read`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import msgspec

from tansiq.journal.command import Command
from tansiq.journal.entry import Head
from tansiq.journal.machine import Blueprint, Machine
from tansiq.journal.rebuilding import rebuild
from tansiq.journal.sequencer import Sequencer
from tansiq.journal.snapshots import Skipped, Snapshot, newest_snapshot
from tansiq.journal.source import Source
from tansiq.journal.store import Opening, SharedStore, Store
from tansiq.journal.stores.reading import ChainAt
from tansiq.journal.stores.sqlite import SqliteStore

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)
R = TypeVar("R")
T = TypeVar("T")


def now_us() -> int:
    """The clock: UTC microseconds since 1970."""
    return time.time_ns() // 1000


class Fresh:
    """Draws what `decide` must not: identifiers and OVNs."""

    def token(self) -> str:
        """192 random bits in 32 URL-safe characters: an OVN or a version."""
        return urlsafe_b64encode(os.urandom(24)).decode()

    def uuid(self) -> str:
        """A version-4 UUID."""
        return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Start:
    """How the state came to be: from which snapshot, with how many entries replayed."""

    opening: Opening
    snapshot: Head | None
    skipped: tuple[Skipped, ...]
    replayed: int
    seconds: float


class Desk(Generic[S, C, E]):
    """An open journal of a state `S`, commands `C` and events `E`. Made by `open_desk`."""

    of_the_past = False
    """Whether it ends at a moment that is over: nothing that is done changes it."""

    def __init__(
        self,
        store: Store,
        machine: Machine[S, C, E],
        start: Start,
        clock: Callable[[], int] = now_us,
        shared: SharedStore | None = None,
        source: Source | None = None,
    ) -> None:
        """`shared`: the store again, if other nodes append to it, too. `source`: where others read the journal, if not
        in a file by the store's path."""
        self.fresh = Fresh()
        self.start = start
        self.store = store
        self.source: Source = store.path if source is None else source
        self._machine = machine
        self.failure: BaseException | None = None
        self.failed = asyncio.Event()
        self.dress: Callable[[Any], Any] = lambda command: command
        """What becomes of every command before it is submitted: a way in may put its own command around it."""
        self.turn: Callable[[], Awaitable[None]] | None = None
        """What every command waits for before it is submitted; raises if it must not be."""
        self.dress_to_try: Callable[[Any], Any] = lambda command: command
        """What becomes of a command that is only tried: it is refused for what `dress` would have it refused for."""
        self.sequencer: Sequencer[C, E] = Sequencer(
            store,
            machine,
            clock=clock,
            on_fatal=self._failed,
            shared=shared,
            replay=lambda entry: machine.replay(entry.body),
        )

    @property
    def state(self) -> S:
        """The state itself, for figures; answers come from `read`, which waits for the disk."""
        return self._machine.state

    def open(self) -> None:
        """Begins to take commands, on the running event loop."""
        self.sequencer.start()

    async def close(self) -> None:
        """Finishes what waits, and gives the journal back."""
        try:
            await self.sequencer.stop()
        finally:
            self.store.close()

    async def submit(self, command: Command[R]) -> R:
        """Carries out a command; see `Sequencer.submit`."""
        if self.turn is not None:
            await self.turn()
        reply: R = await self.sequencer.submit(self.dress(cast("C", command)))  # each command is one of them
        return reply

    async def try_out(self, command: Command[R]) -> Sequence[E]:
        """What would come of a command now; nothing does. It is refused as it would be."""
        tried = self.dress_to_try(cast("C", command))
        return await self.read(lambda state, now_us: self._machine.decide(tried, now_us)[0])

    async def read(self, question: Callable[[S, int], T]) -> T:
        """The answer of a question `(state, now_us)`, once all that it rests on is durable."""
        return await self.sequencer.read(lambda: question(self._machine.state, self.sequencer.now_us()))

    async def caught_up(self) -> None:
        """Returns when `state` has all that any node had made durable when this was called. Raises
        `StoreUnavailable`."""
        if self.sequencer.following is not None:
            await self.sequencer.following.fresh()

    def _failed(self, error: BaseException) -> None:
        self.failure = error
        self.failed.set()


def open_desk(
    blueprint: Blueprint[S, C, E],
    path: Path,
    *,
    tail_only: bool = False,
    create: bool = True,
    clock: Callable[[], int] = now_us,
    on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Desk[S, C, E]:
    """Opens a journal, checks it, and rebuilds the state from its newest snapshot and what followed.

    `tail_only` checks what follows the snapshot and takes what came before as it was when the snapshot was written.
    `on_progress` hears of long work: what is done, how far, of how much.
    Raises `JournalInUse`, `JournalDamaged`, `NotAJournal`, `FileNotFoundError` (`create=False`).
    """
    began = time.monotonic()
    found: list[tuple[Snapshot | None, tuple[Skipped, ...]]] = []
    with contextlib.ExitStack() as opened:

        def snapshot_head(chain_at: ChainAt) -> Head | None:
            newest = opened.enter_context(newest_snapshot(path, blueprint.snapshot_format, chain_at))
            found.append(newest)
            return newest[0].head if newest[0] is not None and tail_only else None

        store = SqliteStore.open(
            path, verified=snapshot_head, create=create, on_progress=partial(on_progress, "checking")
        )
        try:
            ((snapshot, skipped),) = found
            rebuilt = rebuild(
                blueprint,
                path,
                store.read,
                snapshot,
                last=store.head.sequence,
                on_progress=partial(on_progress, "replaying"),
            )
        except BaseException:
            store.close()
            raise
    seconds = time.monotonic() - began
    start = Start(store.opening, snapshot.head if snapshot else None, skipped, rebuilt.replayed, seconds)
    return Desk(store, rebuilt.machine, start, clock)
