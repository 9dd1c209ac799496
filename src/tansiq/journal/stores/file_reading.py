"""What is asked of a journal's file by whoever only reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw

from tansiq.journal.entry import GENESIS, Entry, Head
from tansiq.journal.erasure import Erasure
from tansiq.journal.store import Tally
from tansiq.journal.stores.reading import (
    Progress,
    as_damage,
    beside,
    chain_at,
    entries_at,
    no_progress,
    verified_entries,
    verify,
)
from tansiq.journal.stores.vouched import erasures

_LAST = "SELECT sequence, chain FROM entries ORDER BY sequence DESC LIMIT 1"
_LAST_AT = "SELECT sequence, chain FROM entries WHERE time_us <= ? ORDER BY sequence DESC LIMIT 1"
_FIRST = "SELECT time_us FROM entries WHERE sequence = 1"
_TALLY = "SELECT kind, party, count(*), min(time_us), max(time_us) FROM entries GROUP BY kind, party"


class FileReading:
    """See `Reading`."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def last(self) -> Head:
        """See `Reading`."""
        return _head(self._connection.execute(_LAST).fetchone())

    def last_at(self, at_us: int) -> Head:
        """See `Reading`."""
        return _head(self._connection.execute(_LAST_AT, (at_us,)).fetchone())

    def begins_us(self) -> int | None:
        """See `Reading`."""
        found: int | None = self._connection.execute(_FIRST).get
        return found

    def chain_at(self, sequence: int) -> bytes | None:
        """See `Reading`."""
        return chain_at(self._connection, sequence)

    def verified(self, after: int = 0) -> Iterator[Entry]:
        """See `Reading`."""
        return verified_entries(self._connection, self._path, after)

    def entries_at(self, sequences: Sequence[int]) -> Sequence[Entry]:
        """See `Reading`."""
        return entries_at(self._connection, sequences)

    def check(self, on_progress: Progress = no_progress) -> Head:
        """See `Reading`. That it reaches its mark, too."""
        return verify(self._connection, self._path, on_progress)

    def erasures(self) -> Iterator[Erasure]:
        """See `Reading`."""
        with as_damage(self._path):
            yield from erasures(self._connection)

    def tally(self) -> Tally:
        """See `Reading`. Its size is that of the file with what is still in its log."""
        with as_damage(self._path):
            rows: list[Any] = self._connection.execute(_TALLY).fetchall()
        path = self._path.resolve()
        files = (path, beside(path, "-wal"))
        return Tally.of(sum(file.stat().st_size for file in files if file.exists()), rows)


def _head(found: tuple[int, bytes] | None) -> Head:
    return Head(0, GENESIS) if found is None else Head(found[0], found[1])
