"""Writing a snapshot from the journal alone, in a process of its own: the serving one is not slowed down, and every
snapshot proves again that a replay gives the state."""

from __future__ import annotations

from pathlib import Path

from tansiq.journal.entry import GENESIS, Head
from tansiq.journal.snapshots import newest_snapshot, write_snapshot
from tansiq.journal.stores.sqlite import chain_at, entries, open_for_reading
from tansiq.office.machine import SNAPSHOT_FORMAT, Machine, dump, load
from tansiq.office.state import Office


def state_from_journal(path: Path) -> tuple[Office, Head]:
    """The state at the journal's head, from its newest snapshot and what follows it. Needs no lock."""
    connection = open_for_reading(path)
    machine = Machine(Office())
    found, _ = newest_snapshot(path, SNAPSHOT_FORMAT, lambda sequence: chain_at(connection, sequence))
    head = Head(0, GENESIS)
    if found is not None:
        load(machine.state, found.chunks())
        head = found.head
    for entry in entries(connection, head.sequence):
        machine.replay(entry.body)
        head = Head(entry.header.sequence, entry.header.chain)
    return machine.state, head


def write_from_journal(path: Path) -> tuple[Path, Head]:
    """Writes a newer snapshot beside the journal. A server may run."""
    state, head = state_from_journal(path)
    return write_snapshot(path, head, dump(state), SNAPSHOT_FORMAT), head
