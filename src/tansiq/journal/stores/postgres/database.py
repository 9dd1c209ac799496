"""One node's connections to the database, lent out one at a time, and what its errors mean to a journal."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tansiq.journal.errors import JournalError, StoreFull, StoreUnreachable
from tansiq.journal.stores.postgres import statements as sql

Row: TypeAlias = tuple[Any, ...]
Cursor: TypeAlias = psycopg.Cursor[Row]
SCHEMES = ("postgresql://", "postgres://")
_PATIENCE_MS = 5_000
_SETTINGS = {
    "application_name": "tansiq",
    "client_encoding": "UTF8",
    "connect_timeout": "5",
    "target_session_attrs": "read-write",  # of several hosts, the one that takes writes; never a copy that lags behind
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_SERVERS_KEEPALIVE = {"tcp_keepalives_idle": 5, "tcp_keepalives_interval": 2, "tcp_keepalives_count": 3}
"""So that the other end, too, sees that a machine is gone, and gives up the turn that it had."""
_MOST = 12


class Connection(psycopg.Connection[Row]):
    """One to the database."""

    knows_turns = False
    """Whether it has been told the statements of a turn."""

    def learn_turns(self) -> None:
        """Tells it the statements of a turn, once; outside a transaction."""
        if not self.knows_turns:
            for statement in sql.OF_A_TURN:
                self.execute(statement)
            self.knows_turns = True


class Lends(Protocol):
    """What lends out connections."""

    def lent(self) -> AbstractContextManager[Connection]:
        """A connection for a question. Raises `StoreUnreachable`."""


class BadAddress(JournalError):  # noqa: N818
    """What was given is no address of a database."""


class DatabaseDamaged(StoreUnreachable):
    """It cannot read what it had written."""


class Database:
    """A database as one node uses it. From any thread."""

    def __init__(self, address: str, *, most: int = _MOST) -> None:
        """Raises `BadAddress`. Nothing is connected yet."""
        if not address.startswith(SCHEMES):
            raise BadAddress("the form is postgresql://USER@HOST/DATABASE")
        try:
            given = conninfo_to_dict(address)
            self._conninfo = make_conninfo(
                address, **{name: value for name, value in _SETTINGS.items() if name not in given}
            )
            self._password = str(given.get("password") or "")
            self.name = _shown(given)
            """The address without what is secret in it."""
        except (psycopg.Error, ValueError):  # what they say may repeat the address, and the password with it
            raise BadAddress(
                "this is not an address as PostgreSQL's libpq reads it (in a password, / is %2F, @ is %40, % is %25)"
            ) from None
        self.address = address
        """With all that is secret in it."""
        self._idle: list[Connection] = []
        self._guard = threading.Lock()
        self._free = threading.Semaphore(most)
        self.closed = False
        self._wakes: bool | None = None

    def __repr__(self) -> str:
        return f"Database({self.name})"

    def can_wake(self) -> bool:
        """Whether it knows LISTEN; CockroachDB does not. Raises `StoreUnreachable`."""
        if self._wakes is None:
            with self.errors(), contextlib.closing(self.connect()) as connection:
                try:
                    connection.execute(sql.LISTEN)
                    self._wakes = True
                except (psycopg.NotSupportedError, psycopg.ProgrammingError):
                    self._wakes = False
        return self._wakes

    def take(self) -> Connection:
        """A connection of one's own until it is given back; waits where all are lent. Raises `StoreUnreachable`."""
        if not self._free.acquire(timeout=_PATIENCE_MS / 1000):
            raise StoreUnreachable("all connections to the database are busy")
        with self._guard:
            if self._idle:
                return self._idle.pop()
        try:
            return self.connect()
        except BaseException:
            self._free.release()
            raise

    def give(self, connection: Connection) -> None:
        """Back. One that is broken, or in the midst of something, is closed, and that is undone: after a ROLLBACK,
        psycopg has all prepared statements forgotten, those of a turn, too."""
        with self._guard:
            if _is_idle(connection) and not self.closed:
                self._idle.append(connection)
                connection = None  # type: ignore[assignment]
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                connection.close()
        self._free.release()

    @contextlib.contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection for a question. Raises `StoreUnreachable`."""
        connection = self.take()
        try:
            with self.errors():
                yield connection
        finally:
            self.give(connection)

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what the database says into `StoreUnreachable`, or the `DatabaseDamaged` and `StoreFull` among them."""
        try:
            yield
        except (psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted) as error:
            raise DatabaseDamaged(self.plain(error)) from None
        except psycopg.Error as error:
            raise self.refused("the database cannot be used", error) from None

    def connect(self) -> Connection:
        """A new connection, in which nothing lasts for ever: a node that stands still must not hold up the others."""
        with self.errors():
            connection = Connection.connect(self._conninfo, autocommit=True)
            try:
                connection.execute(f"SET idle_in_transaction_session_timeout = {_PATIENCE_MS}")
                connection.execute(f"SET lock_timeout = {_PATIENCE_MS}")
                for option, value in _SERVERS_KEEPALIVE.items():
                    with contextlib.suppress(psycopg.DatabaseError):  # not known everywhere, nor on a Unix socket
                        connection.execute(f"SET {option} = {value}")
                if connection.execute("SHOW synchronous_commit").fetchone() in (("off",), ("on",)):
                    # Nothing is answered before it is durable, also when the server is told otherwise later.
                    connection.execute("SET synchronous_commit = on")
            except BaseException:
                connection.close()
                raise
            return connection

    def refused(self, what: str, error: psycopg.Error) -> StoreUnreachable:
        """What to raise where it did not do what it was asked."""
        kind = StoreFull if isinstance(error, psycopg.errors.DiskFull) else StoreUnreachable
        return kind(f"{what}: {self.plain(error)}")

    def plain(self, error: psycopg.Error) -> str:
        """What it says, in one line, without the password."""
        said = " ".join(str(error).split()) or type(error).__name__
        return said.replace(self._password, "***") if self._password else said

    def close(self) -> None:
        """Closes what is idle; what is lent is closed when it is given back."""
        with self._guard:
            self.closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            with contextlib.suppress(psycopg.Error):
                connection.close()

    def forget(self) -> None:
        """Closes what is idle: after one connection broke, the others have, too."""
        with self._guard:
            idle, self._idle = self._idle, []
        for connection in idle:
            with contextlib.suppress(psycopg.Error):
                connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection inside a transaction, committed at the end. Raises `StoreUnreachable`."""
        with self.lent() as connection:
            connection.execute(sql.BEGIN)
            yield connection
            commit(connection, sql.COMMIT.encode())


def commit(connection: Connection, message: bytes) -> Cursor:
    """Says a message that ends with a commit; what came of its first statement. A commit whose wait for a standby was
    cancelled comes back as if it stood, with no more than a warning, and the next failover takes it away: it is taken
    for one that did not come back. Raises `psycopg.Error`."""
    warnings: list[str] = []

    def note(said: psycopg.errors.Diagnostic) -> None:
        if said.severity_nonlocalized == "WARNING":
            warnings.append(said.message_primary or "")

    connection.add_notice_handler(note)
    try:
        cursor = connection.execute(message, prepare=False)
    finally:
        connection.remove_notice_handler(note)
    if warnings:
        connection.close()
        raise psycopg.OperationalError(f"committed, but: {warnings[0]}")
    return cursor


def _is_idle(connection: Connection) -> bool:
    return not connection.closed and connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def _shown(given: dict[str, Any]) -> str:
    """Where it leads. Raises `ValueError` where that may hold a part of a password."""
    hosts = str(given.get("host") or given.get("hostaddr") or "").split(",")
    ports = str(given.get("port") or "").split(",")
    name = str(given.get("dbname") or "")
    if "@" in name or not all(port.isdigit() or not port for port in ports):
        raise ValueError("an @ or / that is not written as %40 or %2F")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    places = [
        (f"[{host}]" if ":" in host else quote(host, safe="")) + (f":{port}" if port else "")
        for host, port in zip(hosts, ports, strict=False)
    ]
    return f"postgresql://{','.join(places)}/{quote(name, safe='')}"
