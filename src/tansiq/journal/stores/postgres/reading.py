"""What is asked of a journal in a database, by a node that serves it and by whoever only reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tansiq.journal.entry import GENESIS, Entry, Head, Header, digest, link
from tansiq.journal.erasure import NO_SALT, Erasure, Whole, read_vouching
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.store import Tally
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import DatabaseDamaged, Lends, Row
from tansiq.journal.stores.reading import Progress, no_progress
from tansiq.journal.vouching import Vouched, VouchingRow

AT_ONCE = 5_000
"""Entries that are asked for in one question."""
_HEADLESS = "the journal's head has been removed from the database"
_VOUCHING_AT_ONCE = 50
"""Of those that vouch: one can name some hundred others."""


class DatabaseReading:
    """One journal. From any thread. `path`: what it is called where it is found damaged. `at_once`: so many entries are
    asked for in one question. Every method raises `StoreUnreachable`."""

    def __init__(self, database: Lends, journal: str, path: Path, at_once: int | None = None) -> None:
        self._database, self._journal, self._path = database, journal, path
        self._at_once = at_once or AT_ONCE

    def head(self) -> Head | None:
        """The last entry; None if there is no such journal."""
        with self._database.lent() as connection:
            found = connection.execute(sql.HEAD, (self._journal,)).fetchone()
        return None if found is None else Head(int(found[0]), bytes(found[1]))

    def last(self) -> Head:
        """The last entry. Raises `JournalDamaged` if there is no such journal (any more)."""
        found = self.head()
        if found is None:
            raise JournalDamaged(self._path, 1, _HEADLESS)
        return found

    def last_at(self, at_us: int) -> Head:
        """The last entry that was there at a moment."""
        with self._database.lent() as connection:
            found = connection.execute(sql.LAST_AT, (self._journal, at_us)).fetchone()
        return Head(0, GENESIS) if found is None else Head(int(found[0]), bytes(found[1]))

    def begins_us(self) -> int | None:
        """The time of the first entry; None if there is none."""
        first = self.headers(0, 1)
        return first[0].time_us if first else None

    def verified(self, after: int = 0) -> Iterator[Entry]:
        """See `Reading`."""
        head = self.last()
        known = self.chain_at(after) if after else GENESIS
        if known is not None:
            for page in self._pages_to(head.sequence, Head(after, known)):
                yield from page

    def check(self, on_progress: Progress = no_progress) -> Head:
        """See `Reading`. That the journal's head is the last entry, too. Each question is a statement of its own: no
        old rows are kept for a transaction that goes on for minutes, and nobody waits for it."""
        with self._database.lent() as connection:
            ends = connection.execute(sql.ENDS, (self._journal,) * 3, binary=True).fetchone()
        sequence, chain, time_us, last, last_body = ends or (1 << 62, b"", 0, 0, 0)
        read, found, last_us, latest_us = 0, GENESIS, 0, 0
        for page in self._pages_to(sequence if ends else 0, Head(0, GENESIS)):
            for entry in page[: sequence - read]:
                read, found, last_us = entry.header.sequence, entry.header.chain, entry.header.time_us
                latest_us = max(latest_us, last_us)
            on_progress(read, sequence if ends else read)
        if ends is None:
            raise JournalDamaged(self._path, read + 1, _HEADLESS)
        if (last or 0) > sequence:
            raise JournalDamaged(self._path, sequence + 1, f"there are entries up to {last} behind the journal's head")
        if (last_body or 0) > sequence:
            raise JournalDamaged(self._path, sequence + 1, f"the header is missing, but a body {last_body} is there")
        if chain != found:
            raise JournalDamaged(self._path, sequence, "the entry is not the one that the journal's head names")
        if not last_us <= time_us <= latest_us:
            raise JournalDamaged(self._path, sequence, "the journal's head names another time than the entry")
        return Head(sequence, found)

    def tally(self) -> Tally:
        """See `Reading`. Its size is that of the bodies."""
        asked = (self._journal, self.last().sequence)
        with self._database.lent() as connection:
            rows = connection.execute(sql.TALLY, asked).fetchall()
            size = connection.execute(sql.SIZE, asked).fetchone()
        return Tally.of(int(size[0] or 0) if size else 0, rows)

    def exists(self) -> bool:
        """Whether there is such a journal, or what is left of one."""
        return self.head() is not None or bool(self.headers(0, 1))

    def _pages_to(self, last: int, after: Head) -> Iterator[list[Entry]]:
        """All behind a head, as far as they were when the last one was asked for, and some that came since."""
        sequence = after.sequence
        try:
            for page in self.pages(after):
                yield page
                sequence = page[-1].header.sequence
                if sequence >= last:
                    return
        except DatabaseDamaged as error:
            raise JournalDamaged(self._path, sequence + 1, f"unreadable ({error})") from error
        if sequence < last:
            raise JournalDamaged(self._path, sequence + 1, f"the entry is missing; the journal's head is at {last}")

    def pages(self, after: Head) -> Iterator[list[Entry]]:
        """What is durable behind a head, verified, so much at once. Raises `JournalDamaged`."""
        vouched = Vouched(self._vouching_behind)
        while True:
            page = self.verified_rows(self._rows(after.sequence), after, vouched)
            if page:
                yield page
                after = Head(page[-1].header.sequence, page[-1].header.chain)
            if len(page) < self._at_once:
                return

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order, as they are."""
        while True:
            rows = self._rows(after)
            for row in rows:
                entry = _entry(row)
                yield entry
                after = entry.header.sequence
            if len(rows) < self._at_once:
                return

    def entries_at(self, sequences: Sequence[int]) -> list[Entry]:
        """Those of these sequence numbers that there are, in order, as they are."""
        with self._database.lent() as connection:
            rows = connection.execute(sql.ENTRIES_AT, (self._journal, list(sequences)), binary=True).fetchall()
        return [_entry(row) for row in rows]

    def headers(self, after: int, at_most: int) -> list[Header]:
        """The headers behind a sequence number, in order."""
        with self._database.lent() as connection:
            rows = connection.execute(sql.HEADERS, (self._journal, after, at_most), binary=True).fetchall()
        return [Header(*row) for row in rows]

    def of_kinds(self, after: int, upto: int, kinds: Sequence[str]) -> list[tuple[int, bytes | None]]:
        """Sequence number and body (None where it was erased) of the entries of some kinds behind one number, up to
        another."""
        with self._database.lent() as connection:
            asked = (self._journal, after, upto, list(kinds))
            return [(int(row[0]), row[1]) for row in connection.execute(sql.OF_KINDS, asked, binary=True)]

    def chain_at(self, sequence: int) -> bytes | None:
        """The chain after an entry; None if there is no such entry."""
        with self._database.lent() as connection:
            found = connection.execute(sql.CHAIN_AT, (self._journal, sequence)).fetchone()
        return None if found is None else bytes(found[0])

    def whole_bodies(self, kinds: Sequence[str], *, after: int, upto: int, before_us: int, at_most: int) -> list[Whole]:
        """Bodies of some kinds that have not been erased, between two numbers, of before a time."""
        with self._database.lent() as connection:
            asked = (self._journal, after, upto, before_us, NO_SALT, list(kinds), at_most)
            return [Whole(*row) for row in connection.execute(sql.WHOLE_BODIES, asked, binary=True)]

    def erasures(self, after: int = 0) -> Iterator[Erasure]:
        """The entries that say what was erased, with what of it is still to be done."""
        for sequence, time_us, _, _, body in self._vouching_behind(after):
            yield Erasure(sequence, time_us, body, self._unfinished(body))

    def bodies(self, sequences: Sequence[int]) -> list[tuple[int, bytes]]:
        """The bodies of entries, or what is left of them."""
        with self._database.lent() as connection:
            asked = (self._journal, list(sequences))
            found: dict[int, bytes] = dict(connection.execute(sql.BODIES, asked, binary=True).fetchall())
        return [(sequence, found.get(sequence, b"")) for sequence in sequences]

    def _rows(self, after: int) -> list[Row]:
        asked = (self._journal, after, after + self._at_once)
        with self._database.lent() as lent:
            return lent.execute(sql.READ, asked, binary=True).fetchall()

    def _vouching_behind(self, after: int) -> Iterator[VouchingRow]:
        while True:
            with self._database.lent() as connection:
                asked = (self._journal, after, _VOUCHING_AT_ONCE)
                rows = connection.execute(sql.VOUCHING, asked, binary=True).fetchall()
            yield from rows
            if len(rows) < _VOUCHING_AT_ONCE:
                return
            after = rows[-1][0]

    def _unfinished(self, body: bytes) -> tuple[int, ...]:
        named = [one.sequence for one in read_vouching(body).remainders]
        with self._database.lent() as connection:
            rows = connection.execute(sql.ERASED_OF, (self._journal, named, NO_SALT), binary=True)
            erased = {sequence for (sequence,) in rows}
        return tuple(name for name in named if name not in erased)

    def verified_rows(self, rows: Sequence[Row], after: Head, vouched: Vouched | None = None) -> list[Entry]:
        """Of what `statements.READ` gave behind a head. Raises `JournalDamaged`."""
        sequence, chain = after
        vouched = vouched or Vouched(self._vouching_behind)
        entries = []
        for row in rows:
            entry = _entry(row)
            header = entry.header
            if header.sequence != sequence + 1:
                raise JournalDamaged(self._path, sequence + 1, f"the entry is missing; the next is {header.sequence}")
            if entry.body is None:
                raise JournalDamaged(self._path, header.sequence, "the body is missing")
            if digest(entry.salt, entry.body) != header.digest and not vouched.for_remainder(
                header.sequence, entry.salt, entry.body
            ):
                raise JournalDamaged(self._path, header.sequence, "the body does not match its digest")
            sequence = header.sequence
            chain = link(chain, sequence, header.time_us, header.party.encode(), header.kind.encode(), header.digest)
            if chain != header.chain:
                raise JournalDamaged(self._path, sequence, "the header does not fit the chain")
            entries.append(entry)
        return entries


def _entry(row: Row) -> Entry:
    sequence, time_us, party, kind, body_digest, chain, salt, body = row
    return Entry(Header(sequence, time_us, party, kind, body_digest, chain), salt, body)
