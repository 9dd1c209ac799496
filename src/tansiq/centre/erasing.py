"""Erasing what a party's own journal holds in words: drafts, templates and hand-overs; of a centre that is linked to an
office, copies of what it showed, and changes that went there, too. That it was done, when and by whose order, is an
entry of this journal, and stands there before anything goes.

What is taken out of an entry is all that it says in words. What still stands of it, the mirror's present copy of a
thing or a draft that nobody has written in since, is written down once more, just before the entry that vouches. So
nothing that is still needed lies in a remainder, where nothing could be erased any more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from tansiq.centre.drafts import DraftsPut
from tansiq.centre.mirror import Document, Mirror, MirrorTaken
from tansiq.centre.outbox import ErrandQueued, ErrandSettled, ErrandsRestored, is_settled, without_words
from tansiq.centre.papers import Draft, HandOver
from tansiq.centre.shifts import HandOverPut, TemplatePut
from tansiq.centre.state import Centre
from tansiq.journal.command import Command
from tansiq.journal.erasure import KIND, Remainder
from tansiq.office.erased import Erasable, Ground, Thing
from tansiq.office.erasure_orders import Bounds, ErasurePut, OrderCommand, OrderEvent, decide_order, under_way
from tansiq.office.refusals import Refusal

change = msgspec.structs.replace
DRAFTS = ("drafts.put",)
ERASABLE_KINDS = (*DRAFTS, "errand.queued", "errand.settled", "hand-over.put", "mirror.taken", "template.put")
"""The kinds of a centre's events that hold words."""


class ContentErased(msgspec.Struct, frozen=True, omit_defaults=True, tag=KIND, tag_field="kind"):
    """These entries say nothing in words any more: of each, what is left is vouched for. `things`: of which drafts and
    copies went; none where only what nothing rests on any more went by its time. `errands`, `hand_overs`: those that
    are kept without their words from now on. The rest is as an order, or the office's own entry, says it."""

    at_us: int
    ground: Ground
    things: tuple[Thing, ...]
    remainders: tuple[Remainder, ...]
    by: str = ""
    persons: tuple[str, ...] = ()
    reference: str = ""
    order: str = ""
    errands: tuple[int, ...] = ()
    hand_overs: tuple[int, ...] = ()


ErasingEvent: TypeAlias = ContentErased | DraftsPut | MirrorTaken | ErasurePut


@dataclass(frozen=True, slots=True)
class EraseContent(Command[int]):
    """Erase these. For the machinery alone. `documents`, `drafts`: what else the entries hold; it stays if it still
    stands. `order`: by which order of this centre; "": by time, or as the office says. Replies with how many
    entries."""

    ground: Ground
    things: tuple[Thing, ...]
    remainders: tuple[Remainder, ...]
    documents: tuple[Document, ...] = ()
    drafts: tuple[Draft, ...] = ()
    errands: tuple[int, ...] = ()
    hand_overs: tuple[int, ...] = ()
    by: str = ""
    persons: tuple[str, ...] = ()
    reference: str = ""
    order: str = ""


class _Marked(msgspec.Struct):
    erasure: dict[str, Any] | None = None


class _Kept(_Marked):
    shown: _Marked | None = None


def is_marked(body: bytes) -> bool:
    """Whether the office says of what a document is about that its content was erased."""
    kept = msgspec.json.decode(body, type=_Kept)
    return (kept.shown or kept).erasure is not None


def decide(state: Centre, command: EraseContent, now_us: int) -> tuple[tuple[ErasingEvent, ...], int]:
    """Refused: `not-found`, `transition-not-allowed`."""
    if not command.remainders:
        return (), 0
    order = under_way(state, command.order) if command.order else None
    mirror, notices = state.mirror, _notices(command.things)
    documents = tuple(one for one in command.documents if mirror.find(one.subject, one.id) == bytes(one.body))
    drafts = tuple(one for one in command.drafts if state.drafts.get(one.id) == one and not is_of(one, notices))
    stays: list[ErasingEvent] = []
    if documents:
        stays.append(MirrorTaken(mirror.at_us, mirror.last, documents))
    if drafts:
        stays.append(DraftsPut(drafts, ""))
    event = ContentErased(
        now_us,
        command.ground,
        command.things,
        command.remainders,
        command.by,
        command.persons,
        command.reference,
        command.order,
        command.errands,
        command.hand_overs,
    )
    if order is None:
        return (*stays, event), len(command.remainders)
    persons = (order.asked_by, order.confirmed_by)
    event = change(event, by=order.party, persons=persons, reference=order.reference)
    counted = change(order, bodies=order.bodies + len(command.remainders))
    return (*stays, event, ErasurePut(counted)), len(command.remainders)


def decide_on_order(state: Centre, command: OrderCommand, now_us: int) -> tuple[tuple[OrderEvent, ...], object]:
    """An order of the party's own people. Refused as at an office; `transition-not-allowed` for what the office still
    shows."""
    return decide_order(state, command, now_us, Bounds(lambda thing: _check_gone(state.mirror, thing)))


def _check_gone(mirror: Mirror, thing: Thing) -> None:
    body = mirror.find(thing.subject.value, thing.id)
    if body is not None and thing.subject is not Erasable.PARTY and not is_marked(body):
        message = f"the office still shows the party {thing.subject} {thing.id}; it is ended or erased there first"
        raise Refusal("transition-not-allowed", message, field="thing")


def remainder(event: msgspec.Struct) -> msgspec.Struct | None:
    """What is left of an event without its words; None of one that has none. A remainder of a remainder is itself."""
    match event:
        case DraftsPut():
            return change(event, drafts=())
        case MirrorTaken():
            return change(event, put=())
        case ErrandQueued():
            return change(event, errand=without_words(event.errand))
        case ErrandSettled():
            return change(event, answer="")
        case HandOverPut():
            return change(event, hand_over=_without_summary(event.hand_over))
        case TemplatePut():
            return change(event, template=change(event.template, form=""))
        case _:
            return None


def evolve(state: Centre, event: ContentErased) -> None:
    """The state after the event."""
    for draft in _of(state, event.things):
        del state.drafts[draft.id]
    errands = state.outbox.errands
    for number in event.errands:
        if is_settled(state.outbox, number):
            errands[number] = without_words(errands[number])
    for number in event.hand_overs:
        if (given := state.hand_overs.get(number)) is not None:
            state.hand_overs[number] = _without_summary(given)


def invert(state: Centre, event: ContentErased) -> tuple[DraftsPut | ErrandsRestored | HandOverPut, ...]:
    """What takes the state back to where it is before the event."""
    drafts = _of(state, event.things)
    errands = tuple(state.outbox.errands[n] for n in event.errands if is_settled(state.outbox, n))
    given = (state.hand_overs[number] for number in event.hand_overs if number in state.hand_overs)
    return (
        *((DraftsPut(drafts, ""),) if drafts else ()),
        *((ErrandsRestored(errands),) if errands else ()),
        *(HandOverPut(one) for one in given),
    )


def is_of(draft: Draft, notices: Collection[str]) -> bool:
    """A notice has its draft's id; a later draft names the notice that it changes."""
    return draft.id in notices or draft.changes in notices


def _of(state: Centre, things: Collection[Thing]) -> tuple[Draft, ...]:
    notices = _notices(things)
    return tuple(draft for draft in state.drafts.values() if is_of(draft, notices)) if notices else ()


def _notices(things: Collection[Thing]) -> frozenset[str]:
    return frozenset(thing.id for thing in things if thing.subject is Erasable.NOTICE)


def _without_summary(given: HandOver) -> HandOver:
    return change(given, summary="")
