"""Where receipts are in the journal: by who may have them, and of which thing. A projection: made again from the
journal whenever it is missing, of another form, or of another journal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw

FORMAT = 1
_BUSY_MS = 5_000
_SCHEMA = """
CREATE TABLE held (
  party TEXT NOT NULL, subject TEXT NOT NULL, thing TEXT NOT NULL, sequence INTEGER NOT NULL,
  PRIMARY KEY (party, subject, thing, sequence)
) WITHOUT ROWID, STRICT;
CREATE INDEX of_party ON held (party, sequence);
CREATE TABLE upto (sequence INTEGER NOT NULL, chain BLOB NOT NULL) STRICT;
INSERT INTO upto VALUES (0, x'');
"""
_OF_THING = (
    "SELECT sequence FROM held WHERE party = ? AND subject = ? AND thing = ? AND sequence > ? ORDER BY sequence LIMIT ?"
)
_OF_PARTY = "SELECT sequence FROM held WHERE party = ? AND sequence > ? ORDER BY sequence LIMIT ?"


class Placed(NamedTuple):
    """A receipt in the journal, and who may have it."""

    sequence: int
    subject: str
    thing: str
    to: tuple[str, ...]


class ReceiptIndex:
    """Every method blocks. `put` is for one thread at a time, the rest for any."""

    def __init__(self, path: Path) -> None:
        """Opens it, or begins it anew where it is none of this form. Raises `apsw.Error`."""
        self._path = path
        try:
            self._writer = _opened(path)
        except apsw.Error:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._writer = _opened(path)

    def upto(self) -> tuple[int, bytes]:
        """How far the journal has been read: the last entry, and the chain up to it."""
        row: Any = self._writer.execute("SELECT sequence, chain FROM upto").fetchone()
        return int(row[0]), bytes(row[1])

    def put(self, receipts: Iterable[Placed], upto: int, chain: bytes) -> None:
        """Takes in what the journal has up to there."""
        rows = [(party, one.subject, one.thing, one.sequence) for one in receipts for party in one.to]
        with self._writer:
            self._writer.executemany("INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?)", rows)
            self._writer.execute("UPDATE upto SET sequence = ?, chain = ?", (upto, chain))

    def forget(self) -> None:
        """Begins anew."""
        with self._writer:
            self._writer.execute("DELETE FROM held; UPDATE upto SET sequence = 0, chain = x''")

    def of(self, party: str, after: int, at_most: int, *, subject: str = "", thing: str = "") -> Sequence[int]:
        """The sequence numbers of the receipts that a party may have, behind a number, in order: all of them, or those
        of one thing."""
        asked = (party, subject, thing, after, at_most) if thing else (party, after, at_most)
        with contextlib.closing(_connection(self._path)) as connection:
            rows: Any = connection.execute(_OF_THING if thing else _OF_PARTY, asked)
            return [int(row[0]) for row in rows]

    def close(self) -> None:
        """Gives it back."""
        self._writer.close()


def _connection(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(_BUSY_MS)
    return connection


def _opened(path: Path) -> apsw.Connection:
    connection = _connection(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
        if empty:
            with connection:
                connection.execute(_SCHEMA)
                connection.pragma("user_version", FORMAT)
        if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
            raise apsw.NotADBError(f"{path} is of another form")
        connection.execute("SELECT sequence FROM upto").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
