"""A journal as it stood at a moment: the state that was known by then. Nothing can be changed in it.

"By then" goes by the order, not by the clock alone: what stands before an entry that was written by then had been
written, too, even if the clock was ahead at the time. So the past of a moment is a beginning of the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar, cast

import msgspec

from tansiq.journal.command import Command
from tansiq.journal.desk import Desk, Start
from tansiq.journal.entry import Draft, Entry, Head
from tansiq.journal.errors import JournalError
from tansiq.journal.machine import Blueprint
from tansiq.journal.rebuilding import Rebuilt, rebuild
from tansiq.journal.source import Source, newest_of, path_of, reading
from tansiq.journal.store import Opening, Store
from tansiq.journal.stores.reading import Progress, no_progress

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)
R = TypeVar("R")


class PastUnchangeable(JournalError):  # noqa: N818
    """What has been is not changed any more."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The last entry that was there at a moment. Sequence 0: it lies before the first entry, which is of `begins_us`
    (None: there is no entry yet)."""

    head: Head
    begins_us: int | None


def moment_in(source: Source, at_us: int) -> Moment:
    """What the journal ended with at that moment."""
    with reading(source) as there:
        return Moment(there.last_at(at_us), there.begins_us())


def rebuild_at(
    blueprint: Blueprint[S, C, E], source: Source, sequence: int, on_progress: Progress = no_progress
) -> Rebuilt[S, C, E]:
    """The state after this entry, from the newest snapshot that is not newer. Needs no lock: a server may run."""
    with reading(source) as there, newest_of(source, there, blueprint.snapshot_format, until=sequence) as snapshot:
        path = path_of(source)
        return rebuild(
            blueprint, path, there.verified, snapshot, until=sequence, last=sequence, on_progress=on_progress
        )


class PastDesk(Desk[S, C, E], Generic[S, C, E]):
    """What `Desk` is for the present: questions are asked of it alike, at `at_us`; every command is refused."""

    of_the_past = True

    def __init__(self, rebuilt: Rebuilt[S, C, E], source: Source, at_us: int) -> None:
        self.at_us = at_us
        opening = Opening(rebuilt.head.sequence, rebuilt.replayed, 0, None, 0.0)
        start = Start(opening, None, (), rebuilt.replayed, 0.0)
        store = cast(Store, _Ended(source, rebuilt.head))  # of a store, a desk that takes nothing asks no more
        super().__init__(store, rebuilt.machine, start, lambda: self.at_us, source=source)

    async def submit(self, command: Command[R]) -> R:
        """Raises `PastUnchangeable`."""
        raise PastUnchangeable("what has been cannot be changed")


class _Ended:
    """A store of a journal that ends somewhere."""

    def __init__(self, source: Source, head: Head) -> None:
        self._source, self.path, self.head = source, path_of(source), head

    def append(self, drafts: Sequence[Draft]) -> NoReturn:
        raise PastUnchangeable("what has been cannot be changed")

    def read(self, after: int = 0) -> Iterator[Entry]:
        with reading(self._source) as there:
            for entry in there.verified(after):
                if entry.header.sequence > self.head.sequence:
                    return
                yield entry

    def entries_at(self, sequences: Sequence[int]) -> Sequence[Entry]:
        with reading(self._source) as there:
            return there.entries_at([sequence for sequence in sequences if sequence <= self.head.sequence])

    def close(self) -> None:
        pass
