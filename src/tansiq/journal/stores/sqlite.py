"""A journal in one SQLite file: WAL, `synchronous=FULL`, one transaction and one fsync for each batch.

Beside `PATH` lie `PATH-wal` and `PATH-shm` (SQLite's), `PATH.lock` (who holds it), `PATH.mark` (how far it was
acknowledged) and `PATH.snapshot-N`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import apsw

from tansiq.journal.entry import GENESIS, Draft, Entry, Head, Header, digest, link
from tansiq.journal.errors import JournalDamaged, JournalInUse, NotAJournal, StoreUnavailable
from tansiq.journal.mark import Mark, read_mark
from tansiq.journal.stores.checkpoints import Checkpointer
from tansiq.journal.wal import WalReport, inspect, last_sequence

APPLICATION_ID = 0x544E5351  # "TNSQ"
FORMAT = 1
_BUSY_MS = 5_000

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY, time_us INTEGER NOT NULL, party TEXT NOT NULL, kind TEXT NOT NULL,
  digest BLOB NOT NULL, chain BLOB NOT NULL
) STRICT;
CREATE TABLE bodies (sequence INTEGER PRIMARY KEY, salt BLOB NOT NULL, body BLOB NOT NULL) STRICT;
"""
_READ = """
SELECT e.sequence, e.time_us, e.party, e.kind, e.digest, e.chain, b.salt, b.body
FROM entries e LEFT JOIN bodies b USING (sequence) WHERE e.sequence > ? ORDER BY e.sequence
"""
ChainAt: TypeAlias = Callable[[int], bytes | None]
"""The chain after an entry; None if there is no such entry."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found when a journal was opened. `marked` None: there was no readable mark to compare with."""

    entries: int
    verified: int
    torn_bytes_cut: int
    marked: int | None
    seconds: float


class SqliteStore:
    """An open journal. Appends come from one thread at a time."""

    def __init__(self, path: Path, connection: apsw.Connection, lock: int, head: Head, opening: Opening) -> None:
        self.path, self.opening = path, opening
        self._connection, self._lock, self._head = connection, lock, head
        self._mark = Mark(_beside(path, ".mark"))
        self._mark.write(*head)
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # SQLite's own would sit in the commit's way
        self._checkpointer = Checkpointer(path)
        connection.set_wal_hook(self._checkpointer.on_commit)

    @classmethod
    def open(
        cls, path: Path, *, verified: Callable[[ChainAt], Head | None] | None = None, create: bool = True
    ) -> SqliteStore:
        """Opens, checks and locks a journal.

        `verified` may name a head that was checked before (of a snapshot): then only what follows it is checked.
        Raises `JournalInUse`, `JournalDamaged`, `NotAJournal`, `FileNotFoundError` (`create=False`). A journal that
        is refused is left as it was found.
        """
        began = time.monotonic()
        path = path.resolve()  # one journal has one lock, whatever name it is reached by
        if not create and not path.exists():
            raise FileNotFoundError(f"no journal at {path}")
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _take_lock(path)
        try:
            return cls._open_locked(path, lock, verified, began)
        except BaseException:
            os.close(lock)
            raise

    @classmethod
    def _open_locked(
        cls, path: Path, lock: int, verified: Callable[[ChainAt], Head | None] | None, began: float
    ) -> SqliteStore:
        marked = read_mark(_beside(path, ".mark"))
        if not path.exists() and marked is not None and marked[0] > 0:
            raise JournalDamaged(path, 1, f"the file is gone, but its mark says that {marked[0]} entries were kept")
        log = _check_log(path)
        with _as_damage(path):
            connection = apsw.Connection(str(path))
            try:
                _leave_log(connection, True)
                connection.set_busy_timeout(_BUSY_MS)
                _prepare(connection, path)
                known = verified(lambda sequence: chain_at(connection, sequence)) if verified is not None else None
                after = known or Head(0, GENESIS)
                head = verify_from(connection, path, after)
                if connection.readonly("main"):
                    raise NotAJournal(f"{path} may not be written to, or its first page says so")
            except BaseException:
                connection.close()
                raise
        if marked is not None:
            _compare_with_mark(connection, path, head, marked)
        opening = Opening(
            head.sequence,
            head.sequence - after.sequence,
            log.torn_bytes,
            None if marked is None else marked[0],
            time.monotonic() - began,
        )
        _leave_log(connection, False)
        return cls(path, connection, lock, head, opening)

    @property
    def head(self) -> Head:
        """The last durable entry."""
        return self._head

    def append(self, drafts: Sequence[Draft]) -> Head:
        """One transaction, durable on return. Raises `StoreUnavailable`; then nothing was kept."""
        sequence, chain = self._head
        headers, bodies = [], []
        for time_us, party, kind, body, salt in drafts:
            sequence += 1
            body_digest = digest(salt, body)
            chain = link(chain, sequence, time_us, party.encode(), kind.encode(), body_digest)
            headers.append((sequence, time_us, party, kind, body_digest, chain))
            bodies.append((sequence, salt, body))
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", headers)
            connection.executemany("INSERT INTO bodies VALUES (?, ?, ?)", bodies)
            connection.execute("COMMIT")
        except apsw.Error as error:
            self._forget_batch()
            raise StoreUnavailable(f"the journal cannot be written: {error}") from error
        self._head = Head(sequence, chain)
        self._mark.write(sequence, chain)
        return self._head

    def _forget_batch(self) -> None:
        with contextlib.suppress(apsw.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        # When the sync of a commit fails, the log may hold the whole batch, and a restart would bring back what has
        # been refused. Cutting the log prevents that, and may make room; else the next append overwrites it.
        self._connection.set_busy_timeout(0)
        with contextlib.suppress(apsw.Error):
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        self._connection.set_busy_timeout(_BUSY_MS)

    def read(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order."""
        return _entries(self._connection, after)

    def chain_at(self, sequence: int) -> bytes | None:
        """The chain after an entry; None if there is no such entry."""
        return chain_at(self._connection, sequence)

    def close(self) -> None:
        """Moves the log into the file and gives the journal back."""
        self._checkpointer.stop()
        self._mark.close()
        with contextlib.suppress(apsw.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()
        os.close(self._lock)


def verify_from(connection: apsw.Connection, path: Path, after: Head = Head(0, GENESIS)) -> Head:  # noqa: B008
    """Checks sequence, chain and digests of all entries behind a known head. Raises `JournalDamaged`.

    From the start of the journal, the file's own structure, too: disorder in it lets the next append overwrite others.
    """
    sequence, chain = after
    if sequence and chain_at(connection, sequence) != chain:
        raise JournalDamaged(path, sequence, "the entry is missing or is not the one that was verified before")
    try:
        for found, time_us, party, kind, body_digest, stored, salt, body in connection.execute(_READ, (sequence,)):
            if found != sequence + 1:
                raise JournalDamaged(path, sequence + 1, f"the entry is missing; the next one is {found}")
            if body is None:
                raise JournalDamaged(path, found, "the body is missing")
            if digest(salt, body) != body_digest:
                raise JournalDamaged(path, found, "the body does not match its digest")
            chain = link(chain, found, time_us, party.encode(), kind.encode(), body_digest)
            if chain != stored:
                raise JournalDamaged(path, found, "the header does not fit the chain")
            sequence = found
        orphan = connection.execute("SELECT max(sequence) FROM bodies").fetchone()
        structure = "ok" if after.sequence else connection.execute("PRAGMA quick_check(1)").get
    except (apsw.Error, AttributeError, TypeError, UnicodeError, struct.error) as error:
        raise JournalDamaged(path, sequence + 1, f"unreadable ({error})") from error
    if orphan is not None and orphan[0] is not None and orphan[0] > sequence:
        raise JournalDamaged(path, sequence + 1, f"the header is missing, but a body {orphan[0]} is there")
    if structure != "ok":
        reason = f"all {sequence} entries are whole, but the next could not be kept safely in this file ({structure})"
        raise JournalDamaged(path, sequence + 1, reason)
    return Head(sequence, chain)


def open_for_reading(path: Path) -> apsw.Connection:
    """A read-only connection, also while a server holds the journal. Raises `NotAJournal`, `FileNotFoundError`."""
    if not path.exists():
        raise FileNotFoundError(f"no journal at {path}")
    path = path.resolve()
    with _unless_in_use(path) as free, _as_damage(path):
        if free:  # a log that is being written to cannot be judged, and its server did so when it opened it
            _check_log(path)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)  # WAL needs its -shm file
        _leave_log(connection, True)
        connection.set_busy_timeout(_BUSY_MS)
        connection.execute("PRAGMA query_only = ON")
        _check_format(connection, path)
        return connection


def entries(connection: apsw.Connection, after: int = 0) -> Iterator[Entry]:
    """Entries over a connection from `open_for_reading`."""
    return _entries(connection, after)


def _entries(connection: apsw.Connection, after: int) -> Iterator[Entry]:
    for sequence, time_us, party, kind, body_digest, chain, salt, body in connection.execute(_READ, (after,)):
        yield Entry(Header(sequence, time_us, party, kind, body_digest, chain), salt, body)


def chain_at(connection: apsw.Connection, sequence: int) -> bytes | None:
    """The chain after an entry; None if there is no such entry."""
    row = connection.execute("SELECT chain FROM entries WHERE sequence = ?", (sequence,)).fetchone()
    return None if row is None else bytes(row[0])


def _take_lock(path: Path) -> int:
    lock_path = _beside(path, ".lock")
    lock = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.pread(lock, 20, 0).strip()
        os.close(lock)
        raise JournalInUse(path, int(holder) if holder.isdigit() else None) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


@contextlib.contextmanager
def _unless_in_use(path: Path) -> Iterator[bool]:
    try:
        lock = os.open(_beside(path, ".lock"), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield True
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        free = True
    except OSError:
        free = False
    try:
        yield free
    finally:
        os.close(lock)


def _check_log(path: Path) -> WalReport:
    log = _beside(path, "-wal")
    report = inspect(log)
    if report.damaged:
        before = last_sequence(log, report) or _last_sequence_without_wal(path)
        raise JournalDamaged(path, before + 1, report.reason)
    return report


def _leave_log(connection: apsw.Connection, leave: bool) -> None:
    """To close the last connection moves the log into the file and removes it: evidence, if the journal is refused."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, int(leave))


def _prepare(connection: apsw.Connection, path: Path) -> None:
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    if empty and connection.execute("PRAGMA application_id").fetchone() == (0,):
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = WAL")
        with connection:
            connection.execute(_SCHEMA)
    _check_format(connection, path)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")


def _check_format(connection: apsw.Connection, path: Path) -> None:
    application_id, version = (connection.execute(f"PRAGMA {name}").get for name in ("application_id", "user_version"))
    if application_id != APPLICATION_ID:
        raise NotAJournal(f"{path} is a database, but not a journal of Tansiq")
    if version != FORMAT:
        raise NotAJournal(f"{path} is a journal of format {version}; this version knows format {FORMAT}")


def _compare_with_mark(connection: apsw.Connection, path: Path, head: Head, marked: tuple[int, bytes]) -> None:
    sequence, chain = marked
    if sequence > head.sequence:
        connection.close()
        raise JournalDamaged(
            path,
            head.sequence + 1,
            f"entries up to {sequence} had been acknowledged and are gone; restore the whole journal, or, if an older "
            f"copy was restored on purpose, remove {_beside(path, '.mark').name}",
        )
    if sequence and chain_at(connection, sequence) != chain:
        connection.close()
        raise JournalDamaged(path, sequence, "the entry is not the one that had been acknowledged")


def _last_sequence_without_wal(path: Path) -> int:
    try:
        connection = apsw.Connection(f"file:{path}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
        try:
            row = connection.execute("SELECT max(sequence) FROM entries").fetchone()
            return 0 if row is None or row[0] is None else int(row[0])
        finally:
            connection.close()
    except apsw.Error:
        return 0


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


@contextlib.contextmanager
def _as_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except apsw.NotADBError as error:
        raise JournalDamaged(path, 1, "not a SQLite database, or its first page is broken") from error
    except (apsw.CorruptError, apsw.SQLError) as error:
        raise JournalDamaged(path, _last_sequence_without_wal(path) + 1, f"unreadable ({error})") from error
    except apsw.IOError as error:
        if getattr(error, "extendedresult", 0) != apsw.SQLITE_IOERR_SHORT_READ:
            raise StoreUnavailable(f"journal {path} cannot be used: {error}") from error
        raise JournalDamaged(path, _last_sequence_without_wal(path) + 1, f"unreadable ({error})") from error
    except (apsw.FullError, apsw.CantOpenError) as error:
        raise StoreUnavailable(f"journal {path} cannot be used: {error}") from error
