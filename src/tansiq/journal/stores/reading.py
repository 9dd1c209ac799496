"""Reading a journal's SQLite file: entries, their verification, and what a damaged file is called. Needs no lock."""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import apsw

from tansiq.journal.entry import GENESIS, Entry, Head, Header, digest, link
from tansiq.journal.errors import JournalDamaged, NotAJournal, StoreUnavailable
from tansiq.journal.mark import read_mark
from tansiq.journal.stores.vouched import vouching_behind
from tansiq.journal.vouching import Vouched
from tansiq.journal.wal import WalReport, inspect, last_sequence

APPLICATION_ID = 0x544E5351  # "TNSQ"
FORMAT = 2
OLDER = (1,)
"""Formats that are read and written as they are. In those of format 1, bytes of what was erased may be left where
SQLite once had them, until the file is packed anew."""
BUSY_MS = 5_000
_PROGRESS_EVERY = 10_000
_READ = """
SELECT e.sequence, e.time_us, e.party, e.kind, e.digest, e.chain, b.salt, b.body
FROM entries e LEFT JOIN bodies b USING (sequence) WHERE e.sequence > ? ORDER BY e.sequence
"""
_HEADERS = """
SELECT sequence, time_us, party, kind, digest, chain FROM entries WHERE sequence > ? ORDER BY sequence LIMIT ?
"""
_OF_KINDS = """
SELECT e.sequence, b.body FROM entries e LEFT JOIN bodies b USING (sequence)
WHERE e.sequence > ? AND e.sequence <= ? AND e.kind IN (%s) ORDER BY e.sequence
"""
ChainAt: TypeAlias = Callable[[int], bytes | None]
"""The chain after an entry; None if there is no such entry."""
Progress: TypeAlias = Callable[[int, int], None]
"""Called now and then with how much is done, and of how much."""


def no_progress(done: int, total: int) -> None:
    """For whoever does not want to hear of it."""


def verify(connection: apsw.Connection, path: Path, on_progress: Progress = no_progress) -> Head:
    """Checks a whole journal, also while a server appends to it, and that it reaches its mark. Raises
    `JournalDamaged`, `StoreUnavailable`."""
    marked = read_mark(beside(path.resolve(), ".mark"))  # before the rest: what was acknowledged by now must be there
    with as_damage(path):
        connection.execute("BEGIN")  # one moment of the journal for all that is asked
        try:
            head = verify_from(connection, path, on_progress=on_progress)
            if marked is not None:
                compare_with_mark(connection, path, head, marked)
            return head
        finally:
            with contextlib.suppress(apsw.Error):
                connection.execute("ROLLBACK")


def verify_from(
    connection: apsw.Connection,
    path: Path,
    after: Head = Head(0, GENESIS),  # noqa: B008
    on_progress: Progress = no_progress,
) -> Head:
    """Checks sequence, chain and digests of all entries behind a known head. Raises `JournalDamaged`.

    From the start of the journal, the file's own structure, too: disorder in it lets the next append overwrite others.
    """
    sequence, chain = after
    for sequence, chain, *_ in _checked(connection, path, after, on_progress):  # noqa: B007
        pass
    try:
        orphan = connection.execute("SELECT max(sequence) FROM bodies").get
        structure = "ok" if after.sequence else connection.execute("PRAGMA quick_check(1)").get
    except (apsw.Error, AttributeError, TypeError, UnicodeError, struct.error) as error:
        raise JournalDamaged(path, sequence + 1, f"unreadable ({error})") from error
    if orphan is not None and orphan > sequence:
        raise JournalDamaged(path, sequence + 1, f"the header is missing, but a body {orphan} is there")
    if structure != "ok":
        reason = f"all {sequence} entries are whole, but the next could not be kept safely in this file ({structure})"
        raise JournalDamaged(path, sequence + 1, reason)
    return Head(sequence, chain)


def open_for_reading(path: Path) -> apsw.Connection:
    """A read-only connection, also while a server holds the journal. Raises `NotAJournal`, `FileNotFoundError`."""
    if not path.exists():
        raise FileNotFoundError(f"no journal at {path}")
    path = path.resolve()
    with _unless_in_use(path) as free, as_damage(path):
        if free:  # a log that is being written to cannot be judged, and its server did so when it opened it
            check_log(path)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)  # WAL needs its -shm file
        try:
            leave_log(connection, True)
            connection.set_busy_timeout(BUSY_MS)
            connection.execute("PRAGMA query_only = ON")
            check_format(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def entries(connection: apsw.Connection, after: int = 0) -> Iterator[Entry]:
    """Entries with a higher sequence number, in order."""
    for sequence, time_us, party, kind, body_digest, chain, salt, body in connection.execute(_READ, (after,)):
        yield Entry(Header(sequence, time_us, party, kind, body_digest, chain), salt, body)


def entries_at(connection: apsw.Connection, sequences: Sequence[int]) -> list[Entry]:
    """Those of these sequence numbers that there are, in order, as they are."""
    found = (next(entries(connection, sequence - 1), None) for sequence in sorted(set(sequences)))
    return [entry for entry in found if entry is not None and entry.header.sequence in sequences]


def headers(connection: apsw.Connection, after: int, at_most: int) -> list[Header]:
    """The headers behind a number, in order."""
    return [Header(*row) for row in connection.execute(_HEADERS, (after, at_most))]


def bodies_of_kinds(
    connection: apsw.Connection, after: int, upto: int, kinds: Sequence[str]
) -> list[tuple[int, bytes | None]]:
    """Sequence number and body (None where it was erased) of the entries of some kinds between two numbers."""
    asked = _OF_KINDS % ", ".join("?" * len(kinds))
    return [(int(row[0]), row[1]) for row in connection.execute(asked, (after, upto, *kinds))]


def verified_entries(
    connection: apsw.Connection, path: Path, after: int = 0, on_progress: Progress = no_progress
) -> Iterator[Entry]:
    """The same, each checked before it is given. Raises `JournalDamaged`."""
    known = chain_at(connection, after) if after else GENESIS
    if known is None:
        return
    for row in _checked(connection, path, Head(after, known), on_progress):
        sequence, chain, time_us, party, kind, body_digest, salt, body = row
        yield Entry(Header(sequence, time_us, party, kind, body_digest, chain), salt, body)


def _checked(
    connection: apsw.Connection, path: Path, after: Head, on_progress: Progress
) -> Iterator[tuple[int, bytes, int, str, str, bytes, bytes, bytes]]:
    """Sequence, chain, time, party, kind, digest, salt and body of each entry behind a known head."""
    sequence, chain = after
    if sequence and chain_at(connection, sequence) != chain:
        raise JournalDamaged(path, sequence, "the entry is missing or is not the one that was verified before")
    vouched, began = Vouched(partial(vouching_behind, connection)), False
    try:
        if not connection.in_transaction:
            connection.execute("BEGIN")  # one moment for all: what is erased meanwhile is not taken for damage
            began = True
        last = connection.execute("SELECT max(sequence) FROM entries").get or 0
        for found, time_us, party, kind, body_digest, stored, salt, body in connection.execute(_READ, (sequence,)):
            if found != sequence + 1:
                raise JournalDamaged(path, sequence + 1, f"the entry is missing; the next one is {found}")
            if body is None:
                raise JournalDamaged(path, found, "the body is missing")
            if digest(salt, body) != body_digest and not vouched.for_remainder(found, salt, body):
                raise JournalDamaged(path, found, "the body does not match its digest")
            chain = link(chain, found, time_us, party.encode(), kind.encode(), body_digest)
            if chain != stored:
                raise JournalDamaged(path, found, "the header does not fit the chain")
            sequence = found
            if sequence % _PROGRESS_EVERY == 0:
                on_progress(sequence - after.sequence, last - after.sequence)
            yield sequence, chain, time_us, party, kind, body_digest, salt, body
    except (apsw.Error, AttributeError, TypeError, UnicodeError, struct.error) as error:
        raise JournalDamaged(path, sequence + 1, f"unreadable ({error})") from error
    finally:
        if began:
            with contextlib.suppress(apsw.Error):
                connection.execute("ROLLBACK")


def chain_at(connection: apsw.Connection, sequence: int) -> bytes | None:
    """The chain after an entry; None if there is no such entry."""
    row = connection.execute("SELECT chain FROM entries WHERE sequence = ?", (sequence,)).fetchone()
    return None if row is None else bytes(row[0])


@contextlib.contextmanager
def _unless_in_use(path: Path) -> Iterator[bool]:
    try:
        lock = os.open(beside(path, ".lock"), os.O_RDONLY | os.O_CLOEXEC)
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


def check_log(path: Path) -> WalReport:
    """Inspects the write-ahead log of a journal that nobody writes to. Raises `JournalDamaged`."""
    log = beside(path, "-wal")
    report = inspect(log)
    if report.damaged:
        before = last_sequence(log, report) or _last_sequence_without_wal(path)
        raise JournalDamaged(path, before + 1, report.reason)
    return report


def leave_log(connection: apsw.Connection, leave: bool) -> None:
    """To close the last connection moves the log into the file and removes it: evidence, if the journal is refused."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, int(leave))


def check_format(connection: apsw.Connection, path: Path) -> None:
    """Raises `NotAJournal`."""
    application_id, version = (connection.execute(f"PRAGMA {name}").get for name in ("application_id", "user_version"))
    if application_id != APPLICATION_ID:
        raise NotAJournal(f"{path} is a database, but not a journal of Tansiq")
    if version != FORMAT and version not in OLDER:
        raise NotAJournal(f"{path} is a journal of format {version}; this version knows format {FORMAT}")


def compare_with_mark(connection: apsw.Connection, path: Path, head: Head, marked: tuple[int, bytes]) -> None:
    """Raises `JournalDamaged` unless the journal holds what its mark says had been acknowledged."""
    sequence, chain = marked
    if sequence > head.sequence:
        raise JournalDamaged(
            path,
            head.sequence + 1,
            f"entries up to {sequence} had been acknowledged and are gone; restore the whole journal, or, if an older "
            f"copy was restored on purpose, remove {beside(path, '.mark').name}",
        )
    if sequence and chain_at(connection, sequence) != chain:
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


def beside(path: Path, suffix: str) -> Path:
    """The file of this kind that belongs to a journal."""
    return path.with_name(path.name + suffix)


@contextlib.contextmanager
def as_damage(path: Path) -> Iterator[None]:
    """Turns what SQLite says of a broken file into `JournalDamaged`, of a broken disk into `StoreUnavailable`."""
    try:
        yield
    except apsw.NotADBError as error:
        if read_mark(beside(path, ".mark")) is None:
            raise NotAJournal(f"{path} is not a journal of Tansiq") from error
        raise JournalDamaged(path, 1, "its first page is broken") from error
    except (apsw.CorruptError, apsw.SQLError) as error:
        raise JournalDamaged(path, _last_sequence_without_wal(path) + 1, f"unreadable ({error})") from error
    except apsw.IOError as error:
        if getattr(error, "extendedresult", 0) != apsw.SQLITE_IOERR_SHORT_READ:
            raise StoreUnavailable(f"journal {path} cannot be used: {error}") from error
        raise JournalDamaged(path, _last_sequence_without_wal(path) + 1, f"unreadable ({error})") from error
    except (apsw.ReadOnlyError, apsw.CantOpenError) as error:
        raise StoreUnavailable(
            f"journal {path} cannot be used by this user: SQLite must be able to write beside it, also to read; "
            "to look at it elsewhere, copy it with its -wal and .mark files"
        ) from error
    except apsw.FullError as error:
        raise StoreUnavailable(f"journal {path} cannot be used: {error}") from error
