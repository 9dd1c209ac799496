"""Which remainders of erased bodies a journal vouches for, and which of them are not yet in their place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import apsw
import msgspec

from tansiq.journal.entry import digest
from tansiq.journal.erasure import KIND, NO_SALT, Erasure, Vouching, Whole, read_vouching

_VOUCHING = """
SELECT e.sequence, e.time_us, e.digest, b.salt, b.body FROM entries e JOIN bodies b USING (sequence)
WHERE e.sequence > ? AND e.kind = ? ORDER BY e.sequence
"""
_WHOLE = """
SELECT e.sequence, e.time_us, b.body FROM entries e JOIN bodies b USING (sequence)
WHERE e.sequence > ? AND e.sequence <= ? AND e.time_us < ? AND b.salt != x'%s' AND e.kind IN (%s)
ORDER BY e.sequence LIMIT ?
"""


class Vouched:
    """Of one journal, behind an entry. Nothing is looked up before the first remainder is met: in most journals none
    is."""

    def __init__(self, connection: apsw.Connection, after: int) -> None:
        self._connection, self._after = connection, after
        self._known: bytearray | None = None

    def for_remainder(self, sequence: int, salt: bytes, body: bytes) -> bool:
        """Whether what stands in the place of a body is what a later entry says."""
        if salt != NO_SALT:
            return False
        if self._known is None:
            self._known = self._found()
        place = sequence - self._after
        return bool(self._known[place >> 3] >> (place & 7) & 1) and bool(body)

    def _found(self) -> bytearray:
        """A bit for each entry: a dictionary of a million digests would take a hundred times as much."""
        last = self._connection.execute("SELECT max(sequence) FROM entries").get or 0
        known = bytearray((last - self._after >> 3) + 1)
        for sequence, vouching in _vouchings(self._connection, self._after):
            for one in vouching.remainders:
                place = one.sequence - self._after
                if not 0 < place < sequence - self._after:
                    continue
                _, body = _body(self._connection, one.sequence)
                if hashlib.sha256(body).hexdigest() == one.sha256:
                    known[place >> 3] |= 1 << (place & 7)
        return known


def erasures(connection: apsw.Connection, after: int = 0) -> Iterator[Erasure]:
    """Every entry that vouches for remainders, in order."""
    rows: list[Any] = connection.execute(_VOUCHING, (after, KIND)).fetchall()
    for sequence, time_us, _, _, body in rows:
        named = (one.sequence for one in read_vouching(body).remainders)
        unfinished = tuple(name for name in named if _body(connection, name)[0] != NO_SALT)
        yield Erasure(sequence, time_us, body, unfinished)


def whole_bodies(
    connection: apsw.Connection, kinds: Sequence[str], *, after: int, upto: int, before_us: int, at_most: int
) -> list[Whole]:
    """Bodies of some kinds that have not been erased, between two numbers, of before a time."""
    asked = _WHOLE % (NO_SALT.hex(), ", ".join("?" * len(kinds)))
    return [Whole(*row) for row in connection.execute(asked, (after, upto, before_us, *kinds, at_most))]


def body_of(connection: apsw.Connection, sequence: int) -> bytes:
    """The body of an entry, or what is left of it."""
    return _body(connection, sequence)[1]


def _body(connection: apsw.Connection, sequence: int) -> tuple[bytes, bytes]:
    row = connection.execute("SELECT salt, body FROM bodies WHERE sequence = ?", (sequence,)).fetchone()
    return (b"", b"") if row is None else (bytes(row[0]), bytes(row[1]))


def _vouchings(connection: apsw.Connection, after: int) -> Iterator[tuple[int, Vouching]]:
    """Those that are whole themselves: one that is not vouches for nothing."""
    for sequence, _, body_digest, salt, body in connection.execute(_VOUCHING, (after, KIND)):
        if digest(salt, body) != body_digest:
            continue
        try:
            yield sequence, read_vouching(body)
        except msgspec.MsgspecError:
            continue
