"""Where a journal lies, for whoever reads it beside those who write it: a past, a snapshot, a check."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeAlias

import apsw
import msgspec

from tansiq.journal.entry import GENESIS, Entry, Head
from tansiq.journal.errors import NotAJournal
from tansiq.journal.snapshots import Snapshot, newest_snapshot
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.reading import DatabaseReading
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.journal.stores.reading import chain_at, open_for_reading, verified_entries

_LAST = "SELECT sequence, chain FROM entries ORDER BY sequence DESC LIMIT 1"
_LAST_AT = "SELECT sequence, chain FROM entries WHERE time_us <= ? ORDER BY sequence DESC LIMIT 1"
_FIRST = "SELECT time_us FROM entries WHERE sequence = 1"


class InDatabase(msgspec.Struct, frozen=True, omit_defaults=True):
    """A journal by its name in a database. `beside`: by this name a node's own files beside it are called; "": whoever
    reads it is no node, and has none."""

    address: str
    journal: str
    beside: str = ""

    def __repr__(self) -> str:
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
        """Entries with a higher sequence number, in order, each checked before it is given. Raises
        `JournalDamaged`."""


class _FileReading:
    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def last(self) -> Head:
        return _head(self._connection.execute(_LAST).fetchone())

    def last_at(self, at_us: int) -> Head:
        return _head(self._connection.execute(_LAST_AT, (at_us,)).fetchone())

    def begins_us(self) -> int | None:
        found: int | None = self._connection.execute(_FIRST).get
        return found

    def chain_at(self, sequence: int) -> bytes | None:
        return chain_at(self._connection, sequence)

    def verified(self, after: int = 0) -> Iterator[Entry]:
        return verified_entries(self._connection, self._path, after)


@contextlib.contextmanager
def reading(source: Source) -> Iterator[Reading]:
    """A journal, opened; needs no lock: a server may run. Raises `NotAJournal`, `FileNotFoundError`; of a database
    `BadAddress`, `SchemaRefused`, `StoreUnreachable`."""
    if isinstance(source, Path):
        with closing(open_for_reading(source)) as connection:
            yield _FileReading(connection, source)
        return
    with closing(Database(source.address)) as database:
        check_schema(database, create=False)
        there = DatabaseReading(database, source.journal, path_of(source))
        if there.head() is None:
            raise NotAJournal(f"{database.name} holds no journal {source.journal}")
        yield there


def path_of(source: Source) -> Path:
    """By this name the files beside a journal are called, and the journal itself where it is found damaged."""
    return source if isinstance(source, Path) else Path(source.beside or source.journal)


def newest_of(source: Source, there: Reading, version: int, *, until: int | None = None) -> Snapshot | None:
    """The newest snapshot of the state that lies beside a journal; see `newest_snapshot`."""
    if not isinstance(source, Path) and not source.beside:
        return None
    return newest_snapshot(path_of(source), version, there.chain_at, until=until)[0]


def _head(found: tuple[int, bytes] | None) -> Head:
    return Head(0, GENESIS) if found is None else Head(found[0], found[1])
