"""What an SQLite file holds of erasures: the entries that vouch for remainders, and which of these are not yet in their
place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import apsw

from tansiq.journal.erasure import KIND, NO_SALT, Erasure, Whole, read_vouching
from tansiq.journal.vouching import VouchingRow

_VOUCHING = """
SELECT e.sequence, e.time_us, e.digest, b.salt, b.body FROM entries e JOIN bodies b USING (sequence)
WHERE e.sequence > ? AND e.kind = ? ORDER BY e.sequence
"""
_WHOLE = """
SELECT e.sequence, e.time_us, b.body FROM entries e JOIN bodies b USING (sequence)
WHERE e.sequence > ? AND e.sequence <= ? AND e.time_us < ? AND b.salt != x'%s' AND e.kind IN (%s)
ORDER BY e.sequence LIMIT ?
"""


def vouching_behind(connection: apsw.Connection, after: int) -> Iterator[VouchingRow]:
    """The entries that vouch for remainders, with a higher sequence number, in order."""
    return connection.execute(_VOUCHING, (after, KIND))


def erasures(connection: apsw.Connection, after: int = 0) -> Iterator[Erasure]:
    """What they say was erased, and which of it is still to be done."""
    for sequence, time_us, _, _, body in vouching_behind(connection, after):
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
