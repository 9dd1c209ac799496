"""A journal in one SQLite file: WAL, `synchronous=FULL`, one transaction and one fsync for each batch.

Beside `PATH` lie `PATH-wal` and `PATH-shm` (SQLite's), `PATH.lock` (who holds it), `PATH.mark` (how far it was
acknowledged) and `PATH.snapshot-N`.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import apsw

from tansiq.journal.entry import GENESIS, Draft, Entry, Head, Header, digest, link
from tansiq.journal.erasure import NO_SALT, Erasure, Whole
from tansiq.journal.errors import JournalDamaged, JournalInUse, NotAJournal, StoreUnavailable, StoreUncertain
from tansiq.journal.mark import Mark, read_mark
from tansiq.journal.store import Opening
from tansiq.journal.stores.checkpoints import Checkpointer
from tansiq.journal.stores.reading import (
    APPLICATION_ID,
    BUSY_MS,
    FORMAT,
    ChainAt,
    Progress,
    as_damage,
    beside,
    bodies_of_kinds,
    chain_at,
    check_format,
    check_log,
    compare_with_mark,
    entries,
    entries_at,
    headers,
    leave_log,
    no_progress,
    verify_from,
)
from tansiq.journal.stores.vouched import body_of, erasures, whole_bodies

_LOCK_WITHIN_S = 2.0
_SURELY_LATER_NS = 1_000_000_000

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY, time_us INTEGER NOT NULL, party TEXT NOT NULL, kind TEXT NOT NULL,
  digest BLOB NOT NULL, chain BLOB NOT NULL
) STRICT;
CREATE TABLE bodies (sequence INTEGER PRIMARY KEY, salt BLOB NOT NULL, body BLOB NOT NULL) STRICT;
"""


class SqliteStore:
    """An open journal. Appends come from one thread at a time."""

    def __init__(self, path: Path, connection: apsw.Connection, lock: int, head: Head, opening: Opening) -> None:
        self.path, self.opening = path, opening
        self._connection, self._lock, self._head = connection, lock, head
        self._mark = Mark(beside(path, ".mark"))
        self._mark.write(*head)
        files = (path, *(beside(path, suffix) for suffix in ("-wal", "-shm", ".lock", ".mark")))
        self._files = tuple((file, file.stat().st_ino) for file in files)
        self._folder_ns = 0
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # SQLite's own would sit in the commit's way
        self._checkpointer = Checkpointer(path)
        connection.set_wal_hook(self._checkpointer.on_commit)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        verified: Callable[[ChainAt], Head | None] = lambda chain_at: None,
        create: bool = True,
        on_progress: Progress = no_progress,
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
            return cls._open_locked(path, lock, verified, on_progress, began)
        except BaseException:
            os.close(lock)
            raise

    @classmethod
    def _open_locked(
        cls, path: Path, lock: int, verified: Callable[[ChainAt], Head | None], on_progress: Progress, began: float
    ) -> SqliteStore:
        marked = read_mark(beside(path, ".mark"))
        if not path.exists() and marked is not None and marked[0] > 0:
            raise JournalDamaged(path, 1, f"the file is gone, but its mark says that {marked[0]} entries were kept")
        log = check_log(path)
        with as_damage(path):
            connection = apsw.Connection(str(path))
            try:
                leave_log(connection, True)
                connection.set_busy_timeout(BUSY_MS)
                _prepare(connection, path, kept=0 if marked is None else marked[0])
                after = verified(lambda sequence: chain_at(connection, sequence)) or Head(0, GENESIS)
                head = verify_from(connection, path, after, on_progress)
                if marked is not None:
                    compare_with_mark(connection, path, head, marked)
                if connection.readonly("main"):
                    raise NotAJournal(f"{path} may not be written to, or its first page says so")
            except BaseException:
                connection.close()
                raise
        opening = Opening(
            head.sequence,
            head.sequence - after.sequence,
            log.torn_bytes,
            None if marked is None else marked[0],
            time.monotonic() - began,
        )
        leave_log(connection, False)
        return cls(path, connection, lock, head, opening)

    @property
    def head(self) -> Head:
        """The last durable entry."""
        return self._head

    def append(self, drafts: Sequence[Draft]) -> Head:
        """One transaction, durable on return.

        Raises `StoreUnavailable`: nothing was kept. Raises `StoreUncertain`: that cannot be known before a restart.
        """
        sequence, chain = self._head
        headers, bodies = [], []
        for time_us, party, kind, body, salt in drafts:
            sequence += 1
            body_digest = digest(salt, body)
            chain = link(chain, sequence, time_us, party.encode(), kind.encode(), body_digest)
            headers.append((sequence, time_us, party, kind, body_digest, chain))
            bodies.append((sequence, salt, body))
        return self._keep(headers, bodies)

    def adopt(self, entries: Sequence[Entry]) -> Head:
        """Entries as another store gave them, verified, each behind the last one: what was erased of them stays so. One
        transaction, durable on return. Raises as `append` does."""
        headers, bodies = [], []
        for entry in entries:
            header = entry.header
            row = (header.sequence, header.time_us, header.party, header.kind, header.digest, header.chain)
            headers.append(row)
            bodies.append((header.sequence, entry.salt, entry.body))
        return self._keep(headers, bodies) if headers else self._head

    def _keep(
        self, headers: Sequence[tuple[int, int, str, str, bytes, bytes]], bodies: Sequence[tuple[int, bytes, bytes]]
    ) -> Head:
        self._check_files()
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", headers)
            connection.executemany("INSERT INTO bodies VALUES (?, ?, ?)", bodies)
            connection.execute("COMMIT")
        except apsw.Error as error:
            if not self._forget_batch(full=isinstance(error, apsw.FullError)):
                raise StoreUncertain(f"the disk failed while a batch was made durable: {error}") from error
            raise StoreUnavailable(f"the journal cannot be written: {error}") from error
        sequence, *_, chain = headers[-1]
        self._head = Head(sequence, chain)
        self._mark.write(sequence, chain)
        return self._head

    def replace_bodies(self, remainders: Sequence[tuple[int, bytes]]) -> None:
        """Puts what is left of bodies into their places, usually as long as what was there, and takes their salts away.
        Durable on return, and nothing of what was there is left in the journal's files. From the thread that appends.

        Raises `StoreUnavailable`: bytes may be left; to be called again with the same, or with nothing, finishes it.
        """
        self._check_files()
        connection = self._connection
        try:
            moved = connection.execute("PRAGMA user_version").get != FORMAT
            with connection:  # same length, same pages: each byte is written over where it is, and nothing moves
                for sequence, body in remainders:
                    length = connection.execute("SELECT length(body) FROM bodies WHERE sequence = ?", (sequence,)).get
                    moved = moved or length != len(body)
                    connection.execute(
                        "UPDATE bodies SET salt = ?, body = ? WHERE sequence = ?", (NO_SALT, body, sequence)
                    )
            if moved:
                # Or the journal was made before what is deleted was also written over: there, as where a body has moved
                # to make room, copies may lie in unused parts of pages.
                connection.execute("VACUUM")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() or (1,)
        except apsw.Error as error:
            raise StoreUnavailable(f"bodies cannot be erased now: {error}") from error
        if busy:
            raise StoreUnavailable("somebody reads the journal; what was erased goes from its log when they have done")

    def _check_files(self) -> None:
        """Raises `StoreUnavailable` if the journal's files are not those that were opened: what is written into files
        that have been removed is gone with the process.

        Whoever removes or replaces a file changes its folder's time; only then, and while that time is so recent that
        another change might share it, the files themselves are looked at.
        """
        folder_ns = os.stat(self.path.parent).st_mtime_ns  # noqa: PTH116  half the time of Path.stat, once a batch
        if folder_ns == self._folder_ns:
            return
        for file, inode in self._files:
            try:
                same = file.stat().st_ino == inode
            except OSError:
                same = False
            if not same:
                raise StoreUnavailable(
                    f"{file} has been removed or replaced under the running office; stop it, and look"
                )
        if time.time_ns() - folder_ns > _SURELY_LATER_NS:
            self._folder_ns = folder_ns

    def _forget_batch(self, *, full: bool) -> bool:
        """Whether no restart can bring the batch back.

        When the sync of a commit fails, the log may hold the whole batch, and only cutting the log forgets it. On a
        full disk the frame that commits, the last one, was never written: there, cutting is tried just to make room.
        """
        with contextlib.suppress(apsw.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        self._connection.set_busy_timeout(0 if full else BUSY_MS)
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except apsw.Error:
            return full
        finally:
            self._connection.set_busy_timeout(BUSY_MS)
        return True

    def read(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order; over a connection of its own, so that appends go on."""
        with contextlib.closing(self._reader()) as connection:
            yield from entries(connection, after)

    def entries_at(self, sequences: Sequence[int]) -> list[Entry]:
        """See `Store`."""
        with contextlib.closing(self._reader()) as connection:
            return entries_at(connection, sequences)

    def of_kinds(self, after: int, upto: int, kinds: Sequence[str]) -> list[tuple[int, bytes | None]]:
        """Sequence number and body (None where it was erased) of the entries of some kinds behind one number, up to
        another; for whoever follows the journal from a thread of its own."""
        with contextlib.closing(self._reader()) as connection:
            return bodies_of_kinds(connection, after, upto, kinds)

    def whole_bodies(self, kinds: Sequence[str], *, after: int, upto: int, before_us: int, at_most: int) -> list[Whole]:
        """Bodies of some kinds that have not been erased, of before a time; for a thread of its own."""
        with contextlib.closing(self._reader()) as connection:
            return whole_bodies(connection, kinds, after=after, upto=upto, before_us=before_us, at_most=at_most)

    def erasures(self, after: int = 0, at_most: int | None = None) -> list[Erasure]:
        """The entries that say what was erased, with what of it is still to be done; for a thread of its own."""
        with contextlib.closing(self._reader()) as connection:
            return list(itertools.islice(erasures(connection, after), at_most))

    def bodies(self, sequences: Sequence[int]) -> list[tuple[int, bytes]]:
        """The bodies of entries, or what is left of them; for a thread of its own."""
        with contextlib.closing(self._reader()) as connection:
            return [(sequence, body_of(connection, sequence)) for sequence in sequences]

    def headers(self, after: int, at_most: int) -> list[Header]:
        """The headers behind a sequence number, in order; for whoever follows the journal from a thread of its own."""
        with contextlib.closing(self._reader()) as connection:
            return headers(connection, after, at_most)

    def chain_at(self, sequence: int) -> bytes | None:
        """The chain after an entry; None if there is no such entry."""
        with contextlib.closing(self._reader()) as connection:
            return chain_at(connection, sequence)

    def _reader(self) -> apsw.Connection:
        try:  # no file is made: had somebody moved the journal's, its log would be removed for a dead one's
            connection = apsw.Connection(str(self.path), flags=apsw.SQLITE_OPEN_READWRITE)
        except apsw.CantOpenError as error:
            raise StoreUnavailable(f"journal {self.path} cannot be opened ({error})") from error
        connection.set_busy_timeout(BUSY_MS)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def close(self) -> None:
        """Moves the log into the file and gives the journal back."""
        self._checkpointer.stop()
        self._mark.close()
        with contextlib.suppress(apsw.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()
        os.close(self._lock)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody opens the journal meanwhile. Raises `JournalInUse`, `OSError`."""
    lock = _take_lock(path)
    try:
        yield
    finally:
        os.close(lock)


def _take_lock(path: Path) -> int:
    lock_path = beside(path, ".lock")
    lock = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + _LOCK_WITHIN_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            if time.monotonic() < deadline:  # a reader holds it for a moment, while it looks at the log
                time.sleep(0.05)
                continue
            holder = os.pread(lock, 20, 0).strip()
            os.close(lock)
            raise JournalInUse(path, int(holder) if holder.isdigit() else None) from None
    with contextlib.suppress(OSError):  # whose it is, is good to know; on a full disk the lock holds without
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def _prepare(connection: apsw.Connection, path: Path, kept: int) -> None:
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    if empty and kept:
        reason = f"it is empty, but its mark says that {kept} entries were kept; was {path.name}-wal lost? Restore both"
        raise JournalDamaged(path, 1, reason)
    if empty and connection.execute("PRAGMA application_id").fetchone() == (0,):
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")  # if the disk fills up here, closing the connection undoes it
        connection.execute(_SCHEMA)
        connection.execute("COMMIT")
    check_format(connection, path)
    connection.execute("PRAGMA secure_delete = ON")  # of what moves to another page, no copy stays behind
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
