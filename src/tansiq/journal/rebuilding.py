"""The state from the journal: from a snapshot and what followed it, or from the first entry on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import msgspec

from tansiq.journal.entry import GENESIS, Entry, Head
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.machine import Blueprint, Machine
from tansiq.journal.snapshots import Snapshot, write_snapshot
from tansiq.journal.source import Source, newest_of, path_of, reading
from tansiq.journal.stores.reading import Progress, no_progress

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)
EntriesAfter: TypeAlias = Callable[[int], Iterable[Entry]]
_PROGRESS_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Rebuilt(Generic[S, C, E]):
    """A state, the entry that it stands at, and how many entries were replayed for it."""

    machine: Machine[S, C, E]
    head: Head
    replayed: int


def rebuild(
    blueprint: Blueprint[S, C, E],
    path: Path,
    entries_after: EntriesAfter,
    snapshot: Snapshot | None,
    *,
    until: int | None = None,
    last: int = 0,
    on_progress: Progress = no_progress,
) -> Rebuilt[S, C, E]:
    """Loads the snapshot, if there is one, and applies what follows, up to entry `until`. `last` is the journal's last
    entry, for `on_progress`. Raises `JournalDamaged` for an entry that this version cannot apply."""
    machine, head = blueprint.begin(), Head(0, GENESIS)
    if snapshot is not None:
        blueprint.load(machine.state, snapshot.chunks())
        head = snapshot.head
    first = head.sequence
    for entry in entries_after(first):
        header = entry.header
        if until is not None and header.sequence > until:
            break
        try:
            unknown = machine.replay(entry.body)
        except Exception as error:
            reason = f"{header.kind!r} cannot be applied by this version ({error})"
            raise JournalDamaged(path, header.sequence, reason) from error
        if unknown:
            reason = f"{header.kind!r} cannot be applied by this version (it does not know the field {unknown!r})"
            raise JournalDamaged(path, header.sequence, reason)
        head = Head(header.sequence, header.chain)
        if header.sequence % _PROGRESS_EVERY == 0:
            on_progress(header.sequence - first, max(last, header.sequence) - first)
    return Rebuilt(machine, head, head.sequence - first)


def from_journal(
    blueprint: Blueprint[S, C, E], source: Source, on_progress: Progress = no_progress
) -> Rebuilt[S, C, E]:
    """The state at the journal's head. Needs no lock: a server may run."""
    with reading(source) as there, newest_of(source, there, blueprint.snapshot_format) as snapshot:
        last = there.last().sequence
        path = path_of(source)
        return rebuild(blueprint, path, there.verified, snapshot, last=last, on_progress=on_progress)


def write_from_journal(
    blueprint: Blueprint[S, C, E], source: Source, on_progress: Progress = no_progress
) -> tuple[Path, Head]:
    """Writes a newer snapshot beside the journal, in a process of its own: a serving one is not slowed down."""
    rebuilt = from_journal(blueprint, source, on_progress)
    pieces = blueprint.dump(rebuilt.machine.state)
    return write_snapshot(path_of(source), rebuilt.head, pieces, blueprint.snapshot_format), rebuilt.head


def snapshot_differs(
    blueprint: Blueprint[S, C, E], source: Source, on_progress: Progress = no_progress
) -> tuple[Snapshot | None, bool]:
    """The newest snapshot (closed), and whether a replay from the first entry on gives another state than it holds."""
    with reading(source) as there, newest_of(source, there, blueprint.snapshot_format) as snapshot:
        until = None if snapshot is None else snapshot.head.sequence
        last = until or there.last().sequence
        path = path_of(source)
        read = rebuild(blueprint, path, there.verified, None, until=until, last=last, on_progress=on_progress)
        if snapshot is None:
            return None, False
        loaded = blueprint.begin()
        blueprint.load(loaded.state, snapshot.chunks())
        pieces = zip_longest(blueprint.dump(read.machine.state), blueprint.dump(loaded.state))
        return snapshot, any(replayed != kept for replayed, kept in pieces)
