"""What the sequencer asks of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from tansiq.journal.entry import Draft, Entry, Head, Header


class Store(Protocol):
    """Keeps entries, durably and in order."""

    @property
    def head(self) -> Head:
        """The last durable entry."""

    def append(self, drafts: Sequence[Draft]) -> Head:
        """All of them in one transaction, durable on return. Raises `StoreUnavailable`: none of them is kept."""

    def read(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a higher sequence number, in order."""

    def headers(self, after: int, at_most: int) -> Sequence[Header]:
        """The headers behind a sequence number, in order; from any thread."""

    def replace_bodies(self, remainders: Sequence[tuple[int, bytes]]) -> None:
        """Puts what is left of bodies into their places, without their salts; durable on return, and nothing of what
        was there is left in the store. Raises `StoreUnavailable`: to be called again."""

    def close(self) -> None:
        """Gives the journal back."""
