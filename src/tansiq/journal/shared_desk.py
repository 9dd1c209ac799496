"""A desk over a journal that other nodes append to, too."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec

from tansiq.journal.desk import Desk, Start, now_us
from tansiq.journal.entry import GENESIS, Head
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.machine import Blueprint
from tansiq.journal.snapshots import newest_snapshot
from tansiq.journal.source import InDatabase
from tansiq.journal.store import Opening
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.store import PostgresStore

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)


def open_shared_desk(
    blueprint: Blueprint[S, C, E],
    database: Database,
    journal: str,
    path: Path,
    *,
    tail_only: bool = False,
    clock: Callable[[], int] = now_us,
    on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Desk[S, C, E]:
    """Opens the journal of that name in a database whose tables were checked, and rebuilds the state from the node's
    own newest snapshot and what followed. `path`: by this name the node's files beside the journal are called.

    `tail_only` checks what follows the snapshot, and takes what came before as it was when the snapshot was written.
    Entries of kinds that this version does not know do not keep it from opening; see `Following.apply`.
    Raises `StoreUnreachable`, `JournalDamaged`.
    """
    began = time.monotonic()
    store = PostgresStore(database, journal, path)
    head = store.look()
    machine = blueprint.begin()
    with newest_snapshot(path, blueprint.snapshot_format, store.chain_at) as (snapshot, skipped):
        if snapshot is not None:
            blueprint.load(machine.state, snapshot.chunks())
            (last,) = store.headers(snapshot.head.sequence - 1, 1)
            store.known(snapshot.head, last.time_us)
    known = store.head
    checked = known if tail_only else Head(0, GENESIS)
    opening = Opening(head.sequence, head.sequence - checked.sequence, 0, None, 0.0)
    start = Start(opening, None if snapshot is None else known, skipped, 0, 0.0)
    source = InDatabase(database.address, journal, str(path))
    desk = Desk(store, machine, start, clock, shared=store, source=source)
    following = desk.sequencer.following
    assert following is not None, "a shared desk follows"
    for page in store.pages(checked):
        following.apply(page)  # of these, what the snapshot does not hold
        on_progress("replaying", page[-1].header.sequence, head.sequence)
    if store.head.sequence < head.sequence:
        reason = f"the entry is missing; the head is at {head.sequence}"
        raise JournalDamaged(path, store.head.sequence + 1, reason)
    replayed = store.head.sequence - known.sequence
    desk.start = replace(start, replayed=replayed, seconds=time.monotonic() - began)
    return desk
