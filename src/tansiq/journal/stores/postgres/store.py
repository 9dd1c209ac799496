"""A journal in a PostgreSQL database, which several nodes write in turn.

A turn: `lock` takes the row of the journal's head, so that nobody else appends, and brings what others have appended;
then `append` adds to it and commits, or `release` gives it back. The database fences: an append carries the number
that it stands on, both as the head's guard and as the entries' key: of two that stand on the same, only one can be.

When the connection breaks during a commit, whether it was made is looked up under the head's lock, which a transaction
that still runs over there holds until it has ended: so the answer is final, and nobody is told a wrong one.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL

from tansiq.journal.entry import GENESIS, Draft, Entry, Head, Header, digest, link
from tansiq.journal.erasure import NO_SALT, Erasure, Whole
from tansiq.journal.errors import JournalDamaged, StoreUncertain, StoreUnreachable
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Connection, Database
from tansiq.journal.stores.postgres.reading import DatabaseReading
from tansiq.journal.stores.postgres.turns import begin_turn, end_turn

_AGAIN_S = 0.25
_BEHIND = 1_000
"""Entries that are read and applied while others wait for their turn; it takes some 0.1 s."""
_NOT_TOLD = frozenset(("40003", "57P01", "57P02", "57P03"))
"""SQLSTATEs after which it is not known whether a commit stands, beside those of class 08."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Entries as columns, and the head after them."""

    entries: tuple[list[Any], ...]
    bodies: tuple[list[Any], ...]
    head: Head
    time_us: int


class PostgresStore:
    """One journal, as one node knows it. A turn is taken by one thread; questions come from any."""

    def __init__(self, database: Database, journal: str, path: Path) -> None:
        """`path`: by this name the node's own files beside the journal are called. Raises `StoreUnreachable`."""
        self.path = path
        self._database, self._journal = database, journal
        self._reading = DatabaseReading(database, journal, path)
        self._turn: Connection | None = None
        self._closing = threading.Event()
        waking = SQL(sql.WAKE_AND_COMMIT).format(journal).as_string()
        self._committing = waking if database.can_wake() else sql.COMMIT
        self.head = Head(0, GENESIS)
        """The last entry that this node knows to be durable; moved by whoever applied what is behind it."""
        self.latest_us = 0
        """The time of the last entry, which the next one must not be before."""
        with database.lent() as connection:
            connection.execute(sql.ENTER, (journal, GENESIS))

    def known(self, head: Head, time_us: int) -> None:
        """This node has taken in what others appended, up to here."""
        self.head, self.latest_us = head, max(self.latest_us, time_us)

    # A turn

    def lock(self, after: Head) -> Sequence[Entry] | None:
        """Waits for the turn; what others have appended behind `after`, verified. Until `append` or `release`, nobody
        else appends. None: there is no turn, as too much is behind. Raises `StoreUnreachable`: there is no turn."""
        connection = self._database.take()
        try:
            with self._database.errors():
                connection.learn_turns()
                found, rows = begin_turn(connection, self._journal, after.sequence, _BEHIND)
                head = self._compare(found, after)
                self._turn = connection
                if head.sequence > after.sequence + _BEHIND:
                    self.release()
                    return None
                entries = self._reading.verified_rows(rows, after)
                last = entries[-1].header.sequence if entries else after.sequence
                if last != head.sequence:
                    raise JournalDamaged(self.path, last + 1, f"missing; the head is at {head.sequence}")
        except BaseException:
            self._turn = None
            self._database.give(connection)
            self._database.forget()
            raise
        return entries

    def release(self) -> None:
        """Gives the turn back; nothing was appended."""
        connection, self._turn = self._turn, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                connection.execute(sql.COMMIT)
            self._database.give(connection)

    def append(self, drafts: Sequence[Draft]) -> Head:
        """In the turn that was taken: all of them, durable on return, and the turn is over.

        Raises `StoreUnreachable`: none of them is kept. Raises `StoreUncertain`: the node is closing, and that cannot
        be known here any more.
        """
        connection, self._turn = self._turn, None
        assert connection is not None, "an append is part of a turn"
        batch = self._laid_out(drafts)
        try:
            self._commit(connection, batch)
        except psycopg.Error as error:
            told = not connection.closed and (error.sqlstate or "") not in _NOT_TOLD
            connection.close()  # which undoes what was begun
            if told or not self._stands(batch.head):
                raise self._database.refused("the database did not take a batch", error) from None
        finally:
            self._database.give(connection)
        self.known(batch.head, batch.time_us)
        return self.head

    def _laid_out(self, drafts: Sequence[Draft]) -> _Batch:
        sequence, chain = self.head
        columns: tuple[list[Any], ...] = ([], [], [], [], [], [])
        for time_us, party, kind, body, salt in drafts:
            sequence += 1
            body_digest = digest(salt, body)
            chain = link(chain, sequence, time_us, party.encode(), kind.encode(), body_digest)
            row = (sequence, time_us, party, kind, body_digest, chain)
            for column, value in zip(columns, row, strict=True):
                column.append(value)
        bodies = (columns[0], [draft.salt for draft in drafts], [draft.body for draft in drafts])
        return _Batch(columns, bodies, Head(sequence, chain), max(draft.time_us for draft in drafts))

    def _commit(self, connection: Connection, batch: _Batch) -> None:
        moved = (batch.head.sequence, batch.head.chain, batch.time_us, self._journal, self.head.sequence)
        added = end_turn(connection, (*moved, *batch.entries, *batch.bodies), self._committing)
        if added != len(batch.bodies[0]):
            raise psycopg.IntegrityError("the journal's head is not where it was when it was locked")

    def _stands(self, head: Head) -> bool:
        """Whether the batch that ends there was committed. Asks until it is told. Raises `StoreUncertain`."""
        self._database.forget()
        while True:
            try:
                with self._database.transaction() as connection:
                    connection.execute(sql.HEAD_LOCKED, (self._journal,))
                    found = connection.execute(sql.CHAIN_AT, (self._journal, head.sequence)).fetchone()
                    return found is not None and bytes(found[0]) == head.chain
            except StoreUnreachable as error:
                if self._closing.wait(_AGAIN_S):
                    raise StoreUncertain(f"closed before the database told whether a batch stands: {error}") from None

    # Questions

    def look(self) -> Head:
        """The journal's head at a moment after this was called. Raises `StoreUnreachable`."""
        before = self.head
        with self._database.lent() as connection:
            found = connection.execute(sql.HEAD, (self._journal,)).fetchone()
        return self._compare(found, before)

    def behind(self, after: Head) -> Sequence[Entry]:
        """What is durable behind a head, verified; not all, if it is much. Raises `StoreUnreachable`."""
        return next(self._reading.pages(after), [])

    def pages(self, after: Head) -> Iterator[Sequence[Entry]]:
        """All that is durable behind a head, verified, so much at once. Raises `StoreUnreachable`."""
        return self._reading.pages(after)

    def read(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order."""
        return self._reading.entries(after)

    def entries_at(self, sequences: Sequence[int]) -> Sequence[Entry]:
        """See `Store`."""
        return self._reading.entries_at(sequences)

    def headers(self, after: int, at_most: int) -> Sequence[Header]:
        """The headers behind a sequence number, in order; from any thread."""
        return self._reading.headers(after, at_most)

    def of_kinds(self, after: int, upto: int, kinds: Sequence[str]) -> Sequence[tuple[int, bytes | None]]:
        """See `Store`."""
        return self._reading.of_kinds(after, upto, kinds)

    def chain_at(self, sequence: int) -> bytes | None:
        """The chain after an entry; None if there is no such entry."""
        return self._reading.chain_at(sequence)

    def whole_bodies(
        self, kinds: Sequence[str], *, after: int, upto: int, before_us: int, at_most: int
    ) -> Sequence[Whole]:
        """See `Store`."""
        return self._reading.whole_bodies(kinds, after=after, upto=upto, before_us=before_us, at_most=at_most)

    def erasures(self, after: int = 0, at_most: int | None = None) -> Sequence[Erasure]:
        """See `Store`."""
        return list(itertools.islice(self._reading.erasures(after), at_most))

    def bodies(self, sequences: Sequence[int]) -> Sequence[tuple[int, bytes]]:
        """See `Store`."""
        return self._reading.bodies(sequences)

    def replace_bodies(self, remainders: Sequence[tuple[int, bytes]]) -> None:
        """Puts what is left of bodies into their places, without their salts; durable on return. Those that have been
        replaced, by whichever node, stay as they are. What was there is gone from the tables when the database has
        vacuumed them. From any thread. Raises `StoreUnreachable`: to be called again."""
        if not remainders:
            return
        sequences, bodies = zip(*remainders, strict=True)
        with self._database.transaction() as connection:
            asked = (NO_SALT, list(sequences), list(bodies), self._journal, NO_SALT)
            connection.execute(sql.REPLACE_BODIES, asked)

    def stop_waiting(self) -> None:
        """From now on, what cannot be known at once is not waited for."""
        self._closing.set()

    def close(self) -> None:
        """Gives back what is held. The database is not this journal's to close."""
        self._closing.set()
        self.release()

    def _compare(self, found: tuple[Any, ...] | None, known: Head) -> Head:
        """The head that was found. Raises `JournalDamaged` if it is not behind what is known to have been durable: a
        database that was put back to an earlier time, or that another one has taken the place of."""
        if found is None:
            raise JournalDamaged(self.path, 1, "the journal has been removed from the database")
        head = Head(int(found[0]), bytes(found[1]))
        if head.sequence < known.sequence:
            reason = f"entries up to {known.sequence} had been made durable and are gone: the database has lost them"
            raise JournalDamaged(self.path, head.sequence + 1, reason)
        if head.sequence == known.sequence and head.chain != known.chain:
            raise JournalDamaged(self.path, head.sequence, "the entry is not the one that had been made durable")
        return head
