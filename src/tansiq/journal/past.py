"""A journal as it stood at a moment: the state that was known by then. Nothing can be changed in it.

"By then" goes by the order, not by the clock alone: what stands before an entry that was written by then had been
written, too, even if the clock was ahead at the time. So the past of a moment is a beginning of the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NoReturn, TypeVar, cast

import apsw
import msgspec

from tansiq.journal.command import Command
from tansiq.journal.desk import Desk, Start
from tansiq.journal.entry import GENESIS, Draft, Entry, Head
from tansiq.journal.errors import JournalError
from tansiq.journal.machine import Blueprint
from tansiq.journal.rebuilding import Rebuilt, rebuild
from tansiq.journal.snapshots import newest_snapshot
from tansiq.journal.store import Opening, Store
from tansiq.journal.stores.reading import Progress, chain_at, no_progress, open_for_reading, verified_entries

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)
R = TypeVar("R")
_LAST_AT = "SELECT sequence, chain FROM entries WHERE time_us <= ? ORDER BY sequence DESC LIMIT 1"
_FIRST = "SELECT time_us FROM entries WHERE sequence = 1"


class PastUnchangeable(JournalError):  # noqa: N818
    """What has been is not changed any more."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The last entry that was there at a moment. Sequence 0: it lies before the first entry, which is of `begins_us`
    (None: there is no entry yet)."""

    head: Head
    begins_us: int | None


def moment_in(path: Path, at_us: int) -> Moment:
    """What the journal ended with at that moment. Looked for from the end on: what was lately is found at once."""
    with closing(open_for_reading(path)) as connection:
        return Moment(_last_at(connection, at_us), connection.execute(_FIRST).get)


def rebuild_at(
    blueprint: Blueprint[S, C, E], path: Path, sequence: int, on_progress: Progress = no_progress
) -> Rebuilt[S, C, E]:
    """The state after this entry, from the newest snapshot that is not newer. Needs no lock: a server may run."""
    with closing(open_for_reading(path)) as connection:
        version = blueprint.snapshot_format
        snapshot, _ = newest_snapshot(path, version, lambda number: chain_at(connection, number), until=sequence)

        def entries_after(after: int) -> Iterator[Entry]:
            return verified_entries(connection, path, after)

        return rebuild(blueprint, path, entries_after, snapshot, until=sequence, last=sequence, on_progress=on_progress)


def _last_at(connection: apsw.Connection, at_us: int) -> Head:
    found = connection.execute(_LAST_AT, (at_us,)).fetchone()
    return Head(0, GENESIS) if found is None else Head(found[0], found[1])


class PastDesk(Desk[S, C, E], Generic[S, C, E]):
    """What `Desk` is for the present: questions are asked of it alike, at `at_us`; every command is refused."""

    of_the_past = True

    def __init__(self, rebuilt: Rebuilt[S, C, E], path: Path, at_us: int) -> None:
        self.at_us = at_us
        opening = Opening(rebuilt.head.sequence, rebuilt.replayed, 0, None, 0.0)
        start = Start(opening, None, (), rebuilt.replayed, 0.0)
        store = cast(Store, _Ended(path, rebuilt.head))  # of a store, a desk that takes nothing asks no more
        super().__init__(store, rebuilt.machine, start, lambda: self.at_us)

    async def submit(self, command: Command[R]) -> R:
        """Raises `PastUnchangeable`."""
        raise PastUnchangeable("what has been cannot be changed")


class _Ended:
    """A store of a journal that ends somewhere."""

    def __init__(self, path: Path, head: Head) -> None:
        self.path, self.head = path, head

    def append(self, drafts: Sequence[Draft]) -> NoReturn:
        raise PastUnchangeable("what has been cannot be changed")

    def read(self, after: int = 0) -> Iterator[Entry]:
        with closing(open_for_reading(self.path)) as connection:
            for entry in verified_entries(connection, self.path, after):
                if entry.header.sequence > self.head.sequence:
                    return
                yield entry

    def close(self) -> None:
        pass
