"""A desk over a journal that other nodes append to, too."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec

from tansiq.journal.desk import Desk, Start, now_us
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.machine import Blueprint
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
    clock: Callable[[], int] = now_us,
    on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Desk[S, C, E]:
    """Opens the journal of that name in a database whose tables were checked, and rebuilds the state from its first
    entry on, each checked. `path`: by this name the node's own files beside it are called.

    Entries of kinds that this version does not know do not keep it from opening; see `Following.apply`.
    Raises `StoreUnreachable`, `JournalDamaged`.
    """
    began = time.monotonic()
    store = PostgresStore(database, journal, path)
    head = store.look()
    opening = Opening(head.sequence, head.sequence, 0, None, 0.0)
    machine = blueprint.begin()
    start = Start(opening, None, (), head.sequence, 0.0)
    desk = Desk(store, machine, start, clock, shared=store)
    following = desk.sequencer.following
    assert following is not None, "a shared desk follows"
    for page in store.pages(store.head):
        following.apply(page)
        on_progress("replaying", store.head.sequence, head.sequence)
    if store.head.sequence < head.sequence:
        reason = f"the entry is missing; the head is at {head.sequence}"
        raise JournalDamaged(path, store.head.sequence + 1, reason)
    desk.start = replace(start, seconds=time.monotonic() - began)
    return desk
