"""What is asked of a store, wherever it keeps its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tansiq.journal.entry import Draft, Entry, Head, Header
from tansiq.journal.erasure import Erasure, Whole

ERASURES_AT_ONCE = 100
"""Entries of that kind that are looked through together."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found when a journal was opened: how many entries, and how many of them were checked. `marked` None:
    there was no readable mark to compare with."""

    entries: int
    verified: int
    torn_bytes_cut: int
    marked: int | None
    seconds: float


@dataclass(slots=True)
class Tally:
    """How many entries there are, by kind and by party. `size`: bytes. The times are those of the earliest and the
    latest entry, microseconds since 1970; None if there is none."""

    size: int
    kinds: Counter[str] = field(default_factory=Counter)
    parties: Counter[str] = field(default_factory=Counter)
    first_us: int | None = None
    last_us: int | None = None

    @classmethod
    def of(cls, size: int, rows: Iterable[tuple[str, str, int, int, int]]) -> Tally:
        """`rows`: of each kind and party, how many, and the earliest and the latest time."""
        made = cls(size)
        for kind, party, count, first_us, last_us in rows:
            made.kinds[kind] += count
            made.parties[party] += count
            made.first_us = first_us if made.first_us is None else min(made.first_us, first_us)
            made.last_us = last_us if made.last_us is None else max(made.last_us, last_us)
        return made

    @property
    def entries(self) -> int:
        """All of them."""
        return self.kinds.total()


class Store(Protocol):
    """Keeps entries, durably and in order."""

    @property
    def head(self) -> Head:
        """The last durable entry."""

    def append(self, drafts: Sequence[Draft]) -> Head:
        """All of them in one transaction, durable on return. Raises `StoreUnavailable`: none of them is kept."""

    def read(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order."""

    def entries_at(self, sequences: Sequence[int]) -> Sequence[Entry]:
        """Those of these sequence numbers that there are, in order, as they are; from any thread."""

    @property
    def path(self) -> Path:
        """By this name the journal's files beside it are called."""

    def of_kinds(self, after: int, upto: int, kinds: Sequence[str]) -> Sequence[tuple[int, bytes | None]]:
        """Sequence number and body (None where it was erased) of the entries of some kinds behind one number, up to
        another; from any thread."""

    def chain_at(self, sequence: int) -> bytes | None:
        """The chain after an entry; None if there is no such entry. From any thread."""

    def headers(self, after: int, at_most: int) -> Sequence[Header]:
        """The headers behind a sequence number, in order; from any thread."""

    def whole_bodies(
        self, kinds: Sequence[str], *, after: int, upto: int, before_us: int, at_most: int
    ) -> Sequence[Whole]:
        """Bodies of some kinds that have not been erased, of before a time, behind one number, up to another; from any
        thread."""

    def erasures(self, after: int = 0, at_most: int | None = None) -> Sequence[Erasure]:
        """The entries that say what was erased, in order, with what of it is still to be done; from any thread. Each
        names up to hundreds of others: over a whole journal, ask for so many at a time."""

    def bodies(self, sequences: Sequence[int]) -> Sequence[tuple[int, bytes]]:
        """The bodies of entries, or what is left of them; from any thread."""

    def replace_bodies(self, remainders: Sequence[tuple[int, bytes]]) -> None:
        """Puts what is left of bodies into their places, without their salts; durable on return, and nothing of what
        was there is left in the store. Raises `StoreUnavailable`: to be called again."""

    def close(self) -> None:
        """Gives the journal back."""


class SharedStore(Store, Protocol):
    """One that other nodes append to, too: this one takes turns with them, and learns what they appended."""

    @property
    def latest_us(self) -> int:
        """The time of the last entry, which no later one is before."""

    def known(self, head: Head, time_us: int) -> None:
        """This node has taken in what others appended, up to this head and its time: `head` from now on."""

    def lock(self, after: Head) -> Sequence[Entry] | None:
        """Waits for the turn; what others have appended behind `after`. Until `append` or `release`, nobody else does.
        None: too much is behind to hold all others up for it, and there is no turn. Raises `StoreUnreachable`: there is
        no turn."""

    def release(self) -> None:
        """Gives the turn back; nothing was appended."""

    def look(self) -> Head:
        """The journal's head at a moment after this was called. Raises `StoreUnreachable`. From any thread."""

    def behind(self, after: Head) -> Sequence[Entry]:
        """What is durable behind a head; not all, if it is much. Raises `StoreUnreachable`. From any thread."""

    def stop_waiting(self) -> None:
        """From now on, what cannot be known at once is not waited for."""
