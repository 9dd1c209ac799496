"""All that a journal must know of the state that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Generic, TypeVar, get_args

import msgspec

from tansiq.journal import tables
from tansiq.journal.tables import Table
from tansiq.journal.unknown import unknown_in

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E", bound=msgspec.Struct)
_encode = msgspec.json.Encoder().encode


def members(union: type[Any] | UnionType) -> tuple[type[Any], ...]:
    """The classes in a union; of a class, itself."""
    return get_args(union) or (union,)


@dataclass(frozen=True, slots=True)
class Blueprint(Generic[S, C, E]):
    """How a state `S` begins, what commands `C` and events `E` do to it, and how both are written down.

    `decide`, `evolve` and `invert` are pure; see `sequencer.StateMachine`. `party_of`: whose change an event is, asked
    before it is applied. `decode`: an event from its JSON; raises `msgspec.ValidationError` for what this version does
    not know. `snapshot_format` grows whenever `tables` change: older snapshots are then passed over.
    """

    empty: Callable[[], S]
    decide: Callable[[S, C, int], tuple[Sequence[E], Any]]
    evolve: Callable[[S, E], None]
    invert: Callable[[S, E], Sequence[E]]
    party_of: Callable[[S, E], str]
    decode: Callable[[bytes], E]
    tables: tuple[Table[S], ...]
    snapshot_format: int

    def begin(self) -> Machine[S, C, E]:
        """A machine whose journal is still empty."""
        return Machine(self, self.empty())

    def dump(self, state: S) -> Iterator[bytes]:
        """The whole state in pieces: equal states give equal bytes."""
        return tables.dump(self.tables, state)

    def load(self, state: S, pieces: Iterable[bytes]) -> None:
        """Fills an empty state from what `dump` gave."""
        tables.load(self.tables, state, pieces)


@dataclass(frozen=True, slots=True)
class Machine(Generic[S, C, E]):
    """A state as the sequencer drives it."""

    blueprint: Blueprint[S, C, E]
    state: S

    def decide(self, command: C, now_us: int) -> tuple[Sequence[E], Any]:
        """Events and reply; raises to refuse, changing nothing."""
        return self.blueprint.decide(self.state, command, now_us)

    def evolve(self, event: E) -> None:
        """Applies an event."""
        self.blueprint.evolve(self.state, event)

    def invert(self, event: E) -> Sequence[E]:
        """The events that undo this one; asked before it is applied."""
        return self.blueprint.invert(self.state, event)

    def draft(self, event: E, now_us: int) -> tuple[str, str, bytes]:
        """Party, kind and body of the journal's entry. The body is JSON: a person can read it decades later."""
        return self.blueprint.party_of(self.state, event), str(event.__struct_config__.tag), _encode(event)

    def replay(self, body: bytes) -> str:
        """Applies a journalled event again; the path of a field that says something and that this version does not
        know, "" if there is none: then it has been applied without that. Raises what `Blueprint.decode` raises."""
        event = self.blueprint.decode(body)
        unknown = unknown_in(body, event)
        self.evolve(event)
        return unknown
