"""Writing a snapshot from the journal alone, in a process of its own: the serving one is not slowed down, and every
snapshot proves again that a replay gives the state."""

from __future__ import annotations

from pathlib import Path

from tansiq.journal.entry import GENESIS, Head
from tansiq.journal.snapshots import newest_snapshot, write_snapshot
from tansiq.journal.stores.sqlite import chain_at, entries, open_for_reading
from tansiq.office.machine import SNAPSHOT_FORMAT, Machine, dump, load
from tansiq.office.state import Office


def write_from_journal(path: Path) -> tuple[Path, Head]:
    """Replays what follows the newest snapshot and writes a newer one. Needs no lock; a server may run."""
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
    return write_snapshot(path, head, dump(machine.state), SNAPSHOT_FORMAT), head
