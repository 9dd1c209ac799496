"""A state written down as tables, and read back: what a snapshot holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

import msgspec

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Table(Generic[S]):
    """One table of a state `S`.

    `kind`: the type of its rows. `keep` puts a row into a state, with all that follows from it. `rows` gives those of
    a state, always in the same order; without it, they are the values of the state's dict of that name, by their keys.
    `at_once`: how many rows make a piece; fewer where they can be long.
    """

    name: str
    kind: Any
    keep: Callable[[S, Any], None]
    rows: Callable[[S], Iterable[Any]] | None = None
    at_once: int = 5_000

    def rows_of(self, state: S) -> Iterator[Any]:
        """Every row, in order."""
        if self.rows is not None:
            return iter(self.rows(state))
        table: dict[Any, Any] = getattr(state, self.name)
        return (table[key] for key in sorted(table))


def dump(tables: Iterable[Table[S]], state: S) -> Iterator[bytes]:
    """The whole state in pieces: equal states give equal bytes."""
    for table in tables:
        rows = table.rows_of(state)
        while some := list(islice(rows, table.at_once)):
            yield table.name.encode() + b"\n" + msgspec.msgpack.encode(some)


def load(tables: Iterable[Table[S]], state: S, pieces: Iterable[bytes]) -> None:
    """Fills an empty state from what `dump` gave."""
    known = {table.name.encode(): (_decoder_of(table), table.keep) for table in tables}
    for piece in pieces:
        name, _, packed = piece.partition(b"\n")
        decoder, keep = known[name]
        for row in decoder.decode(packed):
            keep(state, row)


def _decoder_of(table: Table[S]) -> msgspec.msgpack.Decoder[list[Any]]:
    return msgspec.msgpack.Decoder(list[table.kind])  # type: ignore[name-defined]
