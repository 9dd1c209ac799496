"""A database's journals as a whole: read as they are at one moment, or made by a copy, all in one transaction: nobody
finds a part of them, whatever ends the process, the machine or the connection."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg

from tansiq.journal.blobs import SharedBlobs
from tansiq.journal.entry import GENESIS, Entry, Head
from tansiq.journal.errors import (
    JournalDamaged,
    JournalInUse,
    NotEmpty,
    StoreUnavailable,
    StoreUncertain,
    StoreUnreachable,
)
from tansiq.journal.leases import holders, living_holder
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Connection, Database, commit
from tansiq.journal.stores.postgres.reading import DatabaseReading
from tansiq.journal.stores.postgres.schema import check_schema

_PATIENCE = "15min"
"""Of the database, with a transaction that nothing is heard of: it takes what it made away."""
_AT_ONCE = 1_000
_AGAIN_S, _GIVE_UP_S = 0.5, 30.0


class JournalAtRest:
    """See `copying.AtRest`, within a transaction."""

    def __init__(self, transaction: Transaction, name: str) -> None:
        self._transaction, self._name = transaction, name
        self._path = Path(f"{name} ({transaction.database.name.partition('//')[2]})")
        self._reading = DatabaseReading(transaction, name, self._path, _AT_ONCE)
        self.blobs = SharedBlobs(transaction, name)

    def entries(self) -> Iterator[Entry]:
        """See `copying.AtRest`."""
        head = self._reading.last()
        last = Head(0, GENESIS)
        for entry in self._reading.verified():
            last = Head(entry.header.sequence, entry.header.chain)
            yield entry
        if last.sequence < head.sequence:
            raise JournalDamaged(self._path, last.sequence + 1, f"missing; the head is at {head.sequence}")
        if last != head:
            raise JournalDamaged(self._path, head.sequence, "the entry is not the one that had been made durable")


class GrowingJournal(JournalAtRest):
    """See `copying.Growing`."""

    def put(self, entries: list[Entry]) -> None:
        """See `copying.Growing`."""
        headers = [entry.header for entry in entries]
        for header in headers:
            if "\0" in header.party + header.kind:
                raise StoreUnavailable(
                    f"entry {header.sequence}: its party or kind holds a NUL, which no database keeps"
                )
        sequences, last = [header.sequence for header in headers], headers[-1]
        columns = (
            [header.time_us for header in headers],
            [header.party for header in headers],
            [header.kind for header in headers],
            [header.digest for header in headers],
            [header.chain for header in headers],
        )
        bodies = [entry.salt for entry in entries], [entry.body for entry in entries]
        with self._transaction.lent() as connection:
            connection.execute(sql.ADOPT_ENTRIES, (self._name, sequences, *columns))
            connection.execute(sql.ADOPT_BODIES, (self._name, sequences, *bodies))
            connection.execute(sql.MOVE_HEAD, (last.sequence, last.chain, last.time_us, self._name))


class Transaction:
    """Lends out the connection of a transaction, to one after another."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.database, self._connection = database, connection

    @contextlib.contextmanager
    def lent(self) -> Iterator[Connection]:
        """See `Lends`."""
        with self.database.errors():
            yield self._connection

    def heads(self) -> dict[str, int]:
        """Every journal, and its last entry. Raises `JournalDamaged` for one whose head is gone."""
        with self.lent() as connection:
            heads = {str(name): int(sequence) for name, sequence in connection.execute(sql.HEADS)}
            name = ""
            while (row := connection.execute(sql.NEXT_JOURNAL, (name,)).fetchone()) and row[0] is not None:
                name = str(row[0])
                if name not in heads:
                    raise JournalDamaged(Path(name), 1, "the head is gone; its entries are there")
        return heads

    def key(self, name: str) -> str | None:
        """What is kept under a name, sealed."""
        with self.lent() as connection:
            found = connection.execute(sql.KEY, (name,)).fetchone()
        return None if found is None else str(found[0])


class DatabaseAtRest(Transaction):
    """All that a database has, at one moment."""

    def __init__(self, database: Database, connection: Connection, leases: dict[str, tuple[str, int]]) -> None:
        super().__init__(database, connection)
        self._heads, self._leases = self.heads(), leases

    def check_unmoved(self) -> None:
        """Raises `JournalInUse` where a node has served it since."""
        with _transaction(self.database, sql.BEGIN_MOMENT) as connection:
            moved = Transaction(self.database, connection).heads() != self._heads
        now = holders(self.database)
        if moved or now != self._leases:
            _check_unserved(self.database, next((holder for holder, _ in now.values()), "somebody"))

    def journal(self, name: str) -> JournalAtRest:
        """The journal of that name."""
        return JournalAtRest(self, name)


@contextlib.contextmanager
def database_at_rest(address: str) -> Iterator[DatabaseAtRest]:
    """Raises `JournalInUse` while nodes serve it, `BadAddress`, `SchemaRefused`, `StoreUnreachable`."""
    with closing(Database(address)) as database:
        check_schema(database, create=False)
        _check_unserved(database, living_holder(database))
        leases = holders(database)
        with _transaction(database, sql.BEGIN_MOMENT) as connection:
            yield DatabaseAtRest(database, connection, leases)


class NewDatabase(Transaction):
    """All that a database will have."""

    def journal(self, name: str) -> GrowingJournal:
        """A new one. Raises `NotEmpty` where somebody else makes one of that name."""
        with self.lent() as connection:
            try:
                entered = connection.execute(sql.ENTER, (name, GENESIS)).rowcount
            except psycopg.errors.LockNotAvailable:
                entered = 0
        if not entered:
            raise NotEmpty(f"somebody else is making a journal in {self.database.name}: another copy, or a node")
        return GrowingJournal(self, name)

    def put_key(self, name: str, sealed: str) -> None:
        """Keeps something sealed under a name."""
        with self.lent() as connection:
            connection.execute(sql.PUT_KEY, (name, sealed))

    def keep(self, name: str) -> None:
        """From now on it is all there. `name`: of one of its journals. Raises `StoreUnreachable`: nothing is;
        `StoreUncertain`."""
        with self.lent() as connection:
            head = connection.execute(sql.HEAD, (name,)).fetchone()
        try:
            commit(self._connection, sql.COMMIT.encode())
        except psycopg.Error as error:
            if not self._stands(name, head):
                said = self.database.plain(error)
                raise StoreUnreachable(f"the database did not take the copy, and keeps nothing of it: {said}") from None

    def _stands(self, name: str, head: object) -> bool:
        """Whether it is there. To enter the same name waits for a transaction that still runs over there."""
        until = time.monotonic() + _GIVE_UP_S
        while True:
            try:
                with _transaction(self.database, sql.BEGIN) as connection, self.database.errors():
                    connection.execute(sql.ENTER, (name, GENESIS))
                    return connection.execute(sql.HEAD, (name,)).fetchone() == head
            except StoreUnreachable as error:
                if time.monotonic() > until:
                    raise StoreUncertain(
                        f"the connection broke while all was made durable, and whether {self.database.name} has it now "
                        f"is not known ({error}): copy again when it answers; where it has it, that is refused"
                    ) from None
                time.sleep(_AGAIN_S)


@contextlib.contextmanager
def new_database(address: str) -> Iterator[NewDatabase]:
    """One that holds nothing yet; its tables are made where there are none. What is not kept by `keep` is gone at the
    end. Raises `NotEmpty`, `BadAddress`, `SchemaRefused`, `StoreUnreachable`."""
    with closing(Database(address)) as database:
        check_schema(database)
        with _transaction(database, sql.BEGIN) as connection:
            made = NewDatabase(database, connection)
            with made.lent():
                if any(connection.execute(asked).fetchone() for asked in sql.ANYTHING):
                    raise NotEmpty(f"{database.name} holds journals already; a copy is made into an empty database")
            yield made


@contextlib.contextmanager
def _transaction(database: Database, begin: str) -> Iterator[Connection]:
    """Undone at the end, unless it was committed."""
    connection = database.connect()
    try:
        with database.errors():
            connection.execute(f"SET idle_in_transaction_session_timeout = '{_PATIENCE}'")
            connection.execute(begin)
        yield connection
    finally:
        connection.close()


def _check_unserved(database: Database, holder: str | None) -> None:
    if holder is not None:
        raise JournalInUse(Path(database.name.partition("//")[2]), None, by=f"a node ({holder})")
