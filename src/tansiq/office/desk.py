"""The office in service: its state, the journal under it, and the only two ways to it, `submit` and `read`."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tansiq.journal.entry import Head
from tansiq.journal.errors import JournalDamaged, StoreUnavailable
from tansiq.journal.sequencer import Sequencer
from tansiq.journal.snapshots import Skipped, Snapshot, newest_snapshot, write_snapshot
from tansiq.journal.stores.sqlite import ChainAt, Opening, SqliteStore
from tansiq.office.housekeeping import EndExpired
from tansiq.office.machine import SNAPSHOT_FORMAT, Command, Event, Machine, dump, load
from tansiq.office.rules import Rules
from tansiq.office.state import Office

T = TypeVar("T")
_READ_ATTEMPTS = 3


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


class Desk:
    """An open office. Made by `open_desk`."""

    def __init__(self, store: SqliteStore, machine: Machine, start: Start, clock: Callable[[], int] = now_us) -> None:
        self.fresh = Fresh()
        self.start = start
        self.store = store
        self._machine, self._clock = machine, clock
        self.failure: BaseException | None = None
        self.failed = asyncio.Event()
        self.sequencer: Sequencer[Command, Event] = Sequencer(store, machine, clock=clock, on_fatal=self._failed)

    @property
    def state(self) -> Office:
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

    async def submit(self, command: Command) -> Any:
        """Carries out a command; see `Sequencer.submit`."""
        return await self.sequencer.submit(command)

    async def read(self, question: Callable[[Office, int], T]) -> T:
        """The answer of a question `(state, now_us)`, once all that it rests on is durable."""
        for _ in range(_READ_ATTEMPTS):
            answer: T | None = None
            refusal: Exception | None = None
            try:
                answer = question(self._machine.state, self._clock())
            except Exception as raised:  # noqa: BLE001  a refusal, too, may rest on what is not durable yet
                refusal = raised
            try:
                await self.sequencer.settled()
            except StoreUnavailable:
                continue  # what was seen has been undone
            if refusal is not None:
                raise refusal
            return answer  # type: ignore[return-value]
        raise StoreUnavailable("the journal cannot be written, and what is known changes too fast to be read")

    async def housekeep(self) -> int:
        """Ends all that has expired; how many."""
        ended = 0
        while more := await self.submit(EndExpired()):
            ended += more
        return ended

    def _failed(self, error: BaseException) -> None:
        self.failure = error
        self.failed.set()


def open_desk(
    path: Path, rules: Rules | None = None, tail_only: bool = False, clock: Callable[[], int] = now_us
) -> Desk:
    """Opens a journal, checks it, and rebuilds the state from its newest snapshot and what followed.

    `tail_only` checks what follows the snapshot and takes what came before as it was when the snapshot was written.
    Raises `JournalInUse`, `JournalDamaged`, `NotAJournal`.
    """
    began = time.monotonic()
    found: list[tuple[Snapshot | None, tuple[Skipped, ...]]] = []

    def snapshot_head(chain_at: ChainAt) -> Head | None:
        found.append(newest_snapshot(path, SNAPSHOT_FORMAT, chain_at))
        snapshot, _ = found[0]
        return snapshot.head if snapshot is not None and tail_only else None

    store = SqliteStore.open(path, verified=snapshot_head)
    try:
        machine = Machine(Office(rules))
        ((snapshot, skipped),) = found
        if snapshot is not None:
            load(machine.state, snapshot.chunks())
        replayed = replay(store, machine, snapshot.head.sequence if snapshot else 0)
    except BaseException:
        store.close()
        raise
    start = Start(store.opening, snapshot.head if snapshot else None, skipped, replayed, time.monotonic() - began)
    return Desk(store, machine, start, clock)


def replay(store: SqliteStore, machine: Machine, after: int) -> int:
    """Applies the entries behind a sequence number; how many. Raises `JournalDamaged` for what cannot be applied."""
    count = 0
    for entry in store.read(after):
        sequence = entry.header.sequence
        try:
            machine.replay(entry.body)
        except Exception as error:
            raise JournalDamaged(
                store.path, sequence, f"{entry.header.kind!r} cannot be applied by this version ({error})"
            ) from error
        count += 1
    return count


def snapshot(store: SqliteStore, state: Office) -> Path:
    """Writes the state down beside the journal. The state must be the one at the store's head."""
    return write_snapshot(store.path, store.head, dump(state), SNAPSHOT_FORMAT)
