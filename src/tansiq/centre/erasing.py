"""Erasing what a party's own desks hold of a notice of which the office has erased the content: its drafts. That it was
done, and by whose order, is an entry of the centre's journal, and stands there before anything goes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from tansiq.centre.drafts import DraftsPut
from tansiq.centre.papers import Draft
from tansiq.centre.state import Centre
from tansiq.journal.command import Command
from tansiq.journal.erasure import KIND, Remainder, as_long_as
from tansiq.office.erased import Erasable, Ground, Thing

ERASABLE_KINDS = ("drafts.put",)
"""Of the kinds that a centre hosted by an office has, those that hold what a notice says."""
_encode = msgspec.json.Encoder().encode


class DraftsErased(msgspec.Struct, frozen=True, omit_defaults=True, tag=KIND, tag_field="kind"):
    """The drafts of these notices are gone, also from these entries: of each, what is left is vouched for. The rest
    is as the office's own entry says it."""

    at_us: int
    ground: Ground
    things: tuple[Thing, ...]
    remainders: tuple[Remainder, ...]
    by: str = ""
    persons: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class EraseDrafts(Command[int]):
    """Erase these. For the office's machinery alone. Replies with how many entries."""

    ground: Ground
    things: tuple[Thing, ...]
    remainders: tuple[Remainder, ...]
    by: str = ""
    persons: tuple[str, ...] = ()
    reference: str = ""


def decide(state: Centre, command: EraseDrafts, now_us: int) -> tuple[tuple[DraftsErased, ...], int]:
    """Never refused: the office has decided it."""
    if not command.remainders:
        return (), 0
    event = DraftsErased(
        now_us,
        command.ground,
        command.things,
        command.remainders,
        command.by,
        command.persons,
        command.reference,
    )
    return (event,), len(command.remainders)


def evolve(state: Centre, event: DraftsErased) -> None:
    """The state after the event."""
    for draft in _of(state, event.things):
        del state.drafts[draft.id]


def invert(state: Centre, event: DraftsErased) -> tuple[DraftsPut, ...]:
    """What takes the state back to where it is before the event."""
    old = _of(state, event.things)
    return (DraftsPut(old, ""),) if old else ()


def planned(
    bodies: Iterable[tuple[int, bytes]], things: Collection[Thing], decode: Callable[[bytes], Any]
) -> tuple[tuple[int, bytes], ...]:
    """Of these entries, those that hold drafts of these notices, and what is left of each: the other drafts."""
    ids = _ids(things)
    left = []
    for sequence, body in bodies:
        event = decode(body)
        assert isinstance(event, DraftsPut)
        others = tuple(draft for draft in event.drafts if not _is_of(draft, ids))
        if others != event.drafts:
            left.append((sequence, as_long_as(body, _encode(msgspec.structs.replace(event, drafts=others)))))
    return tuple(left)


def notices_in(bodies: Iterable[bytes], decode: Callable[[bytes], Any]) -> frozenset[str]:
    """The notices of which these entries may hold drafts."""
    drafts = (draft for body in bodies for draft in decode(body).drafts)
    return frozenset(name for draft in drafts for name in (draft.id, draft.changes) if name)


def _of(state: Centre, things: Collection[Thing]) -> tuple[Draft, ...]:
    ids = _ids(things)
    return tuple(draft for draft in state.drafts.values() if _is_of(draft, ids))


def _ids(things: Collection[Thing]) -> frozenset[str]:
    return frozenset(thing.id for thing in things if thing.subject is Erasable.NOTICE)


def _is_of(draft: Draft, notices: frozenset[str]) -> bool:
    """A notice has its draft's id; a later draft names the notice that it changes."""
    return draft.id in notices or draft.changes in notices
