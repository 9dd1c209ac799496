"""Where a journal lies, for whoever reads it beside those who write it: a past, a snapshot, a check.

What reads a database is imported where a journal lies in one: whoever has a file needs no driver.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from tansiq.journal.entry import Entry, Head
from tansiq.journal.erasure import Erasure
from tansiq.journal.errors import NotAJournal
from tansiq.journal.snapshots import Snapshot, newest_snapshot
from tansiq.journal.store import Tally
from tansiq.journal.stores.file_reading import FileReading
from tansiq.journal.stores.reading import Progress, no_progress, open_for_reading

if TYPE_CHECKING:
    from tansiq.journal.stores.postgres.database import Database


class InDatabase(msgspec.Struct, frozen=True, omit_defaults=True):
    """A journal by its name in a database. `beside`: by this name a node's own files beside it are called; "": whoever
    reads it is no node, and has none."""

    address: str
    journal: str
    beside: str = ""

    def __repr__(self) -> str:
        from tansiq.journal.stores.postgres.database import Database

        return f"{Database(self.address).name} ({self.journal})"  # the address may hold a password


Source: TypeAlias = Path | InDatabase
"""A journal in a file, or in a database."""


Sent: TypeAlias = str | InDatabase
"""The same, as one process tells another; never on a command line, which anybody can see."""


def sent(source: Source) -> Sent:
    """As it is told."""
    return str(source) if isinstance(source, Path) else source


def received(told: Sent) -> Source:
    """As it was before."""
    return Path(told) if isinstance(told, str) else told


class Reading(Protocol):
    """An open journal that is only read. Blocks: ask it from a thread. Every method raises `StoreUnavailable`."""

    def last(self) -> Head:
        """The last entry."""

    def last_at(self, at_us: int) -> Head:
        """The last entry that was there at a moment. Looked for from the end on: what was lately is found at once."""

    def begins_us(self) -> int | None:
        """The time of the first entry; None if there is none."""

    def chain_at(self, sequence: int) -> bytes | None:
        """The chain after an entry; None if there is no such entry."""

    def verified(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order, each checked before it is given: all there are at this
        moment, at least. Raises `JournalDamaged`."""

    def entries_at(self, sequences: Sequence[int]) -> Sequence[Entry]:
        """Those of these sequence numbers that there are, in order, as they are."""

    def check(self, on_progress: Progress = no_progress) -> Head:
        """Checks all entries that there are at this moment (sequence, chain, digests, what was erased), and that none
        is missing at the end, also while a server appends. Raises `JournalDamaged`."""

    def erasures(self) -> Iterator[Erasure]:
        """The entries that say what was erased, in order."""

    def tally(self) -> Tally:
        """How many entries there are."""


@contextlib.contextmanager
def reading(source: Source) -> Iterator[Reading]:
    """A journal, opened; needs no lock: a server may run. Raises `NotAJournal`, `FileNotFoundError`; of a database
    `BadAddress`, `SchemaRefused`, `StoreUnreachable`."""
    if isinstance(source, Path):
        with closing(open_for_reading(source)) as connection:
            yield FileReading(connection, source)
        return
    from tansiq.journal.stores.postgres.reading import DatabaseReading

    with _opened(source) as database:
        there = DatabaseReading(database, source.journal, path_of(source))
        if not there.exists():
            others = ", ".join(_names(database))
            instead = f"no journal {source.journal}; there are {others}" if others else "no journal yet"
            raise NotAJournal(f"{database.name} holds {instead}")
        yield there


def check(source: Source, on_progress: Progress = no_progress) -> Head:
    """See `Reading`. Raises what `reading` raises, and `JournalDamaged`."""
    with reading(source) as there:
        return there.check(on_progress)


def journals(source: Source) -> dict[str, Source]:
    """Every journal that lies where this one does, by its name, this one first; a file, which holds one, has none.
    Raises `BadAddress`, `SchemaRefused`, `StoreUnreachable`."""
    if isinstance(source, Path):
        return {"": source}
    with _opened(source) as database:
        others = [name for name in _names(database) if name != source.journal]
    return {name: InDatabase(source.address, name) for name in (source.journal, *others)}


@contextlib.contextmanager
def _opened(source: InDatabase) -> Iterator[Database]:
    from tansiq.journal.stores.postgres.database import Database
    from tansiq.journal.stores.postgres.schema import check_schema

    with closing(Database(source.address)) as database:
        check_schema(database, create=False)
        yield database


def _names(database: Database) -> list[str]:
    """Also of those whose head is gone. Raises `StoreUnreachable`."""
    from tansiq.journal.stores.postgres import statements as sql

    with database.lent() as connection:
        found = {str(name) for name, _ in connection.execute(sql.HEADS)}
        name = ""
        while (row := connection.execute(sql.NEXT_JOURNAL, (name,)).fetchone()) and row[0] is not None:
            name = str(row[0])
            found.add(name)
    return sorted(found)


def path_of(source: Source) -> Path:
    """By this name the files beside a journal are called, and the journal itself where it is found damaged."""
    return source if isinstance(source, Path) else Path(source.beside or source.journal)


@contextlib.contextmanager
def newest_of(source: Source, there: Reading, version: int, *, until: int | None = None) -> Iterator[Snapshot | None]:
    """The newest snapshot of the state that lies beside a journal; see `newest_snapshot`."""
    if not isinstance(source, Path) and not source.beside:
        yield None
        return
    with newest_snapshot(path_of(source), version, there.chain_at, until=until) as (snapshot, _):
        yield snapshot
