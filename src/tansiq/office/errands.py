"""Errands: what a party's own centre has the office do. Each has a key and is done once: that it was done is written
down in the same breath as what it did, so that neither can be there without the other, whatever is killed when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from tansiq.journal.command import Command
from tansiq.office.refusals import Refusal

if TYPE_CHECKING:
    from tansiq.office.machine import AnyCommand
    from tansiq.office.state import Office

KEPT = 2_000
"""Keys of a party that are remembered. A centre sends at most a hundred together and goes on when it has the answers:
only those can come again; the others are for a centre that was put back to a copy of some time ago."""


class ErrandDone(msgspec.Struct, frozen=True, omit_defaults=True, tag="errand.done", tag_field="kind"):
    """The entries before this one, of the same command, are what became of this errand. `forgotten`: the oldest key,
    which makes room."""

    party: str
    key: str
    forgotten: str = ""


class ErrandUndone(msgspec.Struct, frozen=True, omit_defaults=True, tag="errand.undone", tag_field="kind"):
    """The last errand of the party was not done. Only undoes."""

    party: str
    restored: str = ""


class Errands(msgspec.Struct, frozen=True):
    """A party's keys, the oldest first, for the snapshot."""

    party: str
    keys: tuple[str, ...]


ErrandEvent = ErrandDone | ErrandUndone


@dataclass(frozen=True, slots=True)
class AsErrand(Command[Any]):
    """Carry out a command as the errand with this key, unless it has been done. Replies as the command does."""

    party: str
    key: str
    command: AnyCommand


def check_new(state: Office, errand: AsErrand) -> None:
    """Refused: `done-before`."""
    if errand.key in state.errands.get(errand.party, ()):
        message = "this was done before, by a request with the same key; read the thing for what it is now"
        raise Refusal("done-before", message)


def done(state: Office, errand: AsErrand) -> ErrandDone:
    """That it has been done."""
    known = state.errands.get(errand.party, {})
    return ErrandDone(errand.party, errand.key, next(iter(known)) if len(known) >= KEPT else "")


def evolve(state: Office, event: ErrandEvent) -> None:
    """The state after the event."""
    match event:
        case ErrandDone():
            keys = state.errands.setdefault(event.party, {})
            if event.forgotten:
                del keys[event.forgotten]
            keys[event.key] = None
        case ErrandUndone():
            keys = state.errands[event.party]
            keys.popitem()
            if event.restored:
                state.errands[event.party] = {event.restored: None, **keys}
            elif not keys:
                del state.errands[event.party]


def invert(state: Office, event: ErrandEvent) -> tuple[ErrandEvent, ...]:
    """What takes the state back to where it is before the event. What only undoes is not itself undone."""
    return (ErrandUndone(event.party, event.forgotten),) if isinstance(event, ErrandDone) else ()


def rows(state: Office) -> Iterator[Errands]:
    """All parties' keys as the snapshot has them."""
    return (Errands(party, tuple(state.errands[party])) for party in sorted(state.errands))


def keep(state: Office, errands: Errands) -> None:
    """A party's keys as the snapshot had them."""
    state.errands[errands.party] = dict.fromkeys(errands.keys)
