"""Which entries of a party's own journal say something in words that is to go: because of what it is about, or because
its time is over. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote

import msgspec

from tansiq.centre.drafts import DraftsPut
from tansiq.centre.erasing import is_of, remainder
from tansiq.centre.mirror import Document, Key, MirrorTaken
from tansiq.centre.outbox import Errand, ErrandQueued, ErrandSettled, ErrandState, is_settled
from tansiq.centre.papers import Draft, DraftState
from tansiq.centre.shifts import HandOverPut, TemplatePut
from tansiq.centre.state import Centre
from tansiq.journal.erasure import Remainder, as_long_as, remainder_of
from tansiq.office.erased import Erasable, Thing
from tansiq.office.incident_seen import CLOSED

_encode = msgspec.json.Encoder().encode
_ROOT = "/api/v1/"
_COLLECTIONS = {
    "notices": Erasable.NOTICE,
    "operations": Erasable.OPERATION,
    "threads": Erasable.THREAD,
    "reports": Erasable.REPORT,
    "requests": Erasable.REQUEST,
    "incidents": Erasable.INCIDENT,
    "quiet-periods": Erasable.QUIET_PERIOD,
    "parties": Erasable.PARTY,
}
Says: TypeAlias = Callable[[Any], bool]
"""Whether an event says something in words that is to go."""
Made: TypeAlias = Callable[[str, str], str]
"""The identifier of what the office made for an errand: of its key and path."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`left`: sequence number and what is to stand there. The rest is what these entries held: see `EraseContent`."""

    left: tuple[tuple[int, bytes], ...] = ()
    documents: tuple[Document, ...] = ()
    drafts: tuple[Draft, ...] = ()
    errands: tuple[int, ...] = ()
    hand_overs: tuple[int, ...] = ()

    @property
    def remainders(self) -> tuple[Remainder, ...]:
        """What vouches for them."""
        return tuple(remainder_of(sequence, body) for sequence, body in self.left)


def planned(bodies: Iterable[tuple[int, bytes, Any]], says: Says) -> Plan:
    """Of these entries (sequence number, body, event), those that go, what is left of each, and what they held."""
    gone = [one for one in bodies if says(one[2])]
    held = [event for _, _, event in gone]
    numbers = {_number(event) for event in held if isinstance(event, ErrandQueued | ErrandSettled)}
    given = {event.hand_over.number for event in held if isinstance(event, HandOverPut)}
    return Plan(
        tuple((sequence, left_of(body, event)) for sequence, body, event in gone),
        tuple(document for event in held if isinstance(event, MirrorTaken) for document in event.put),
        tuple(draft for event in held if isinstance(event, DraftsPut) for draft in event.drafts),
        tuple(sorted(numbers)),
        tuple(sorted(given)),
    )


def left_of(body: bytes, event: msgspec.Struct) -> bytes:
    """What is to stand in the place of a body."""
    return as_long_as(body, _encode(remainder(event)))


def of_things(things: Collection[Thing], errands: Collection[int], present: Mapping[Key, bytes | None]) -> Says:
    """What is about these. `errands`: the numbers of those that are; `present`: the mirror's copies, which stay."""
    keys = {(thing.subject, thing.id) for thing in things}
    notices = {name for subject, name in keys if subject is Erasable.NOTICE}

    def says(event: Any) -> bool:
        match event:
            case MirrorTaken():
                about = ((_key(one), bytes(one.body)) for one in event.put)
                return any(key in keys and body != present.get(key) for key, body in about)
            case DraftsPut():
                return any(is_of(draft, notices) for draft in event.drafts)
            case ErrandQueued() | ErrandSettled():
                return _number(event) in errands
            case _:
                return False

    return says


def over_before(state: Centre, before_us: int, hold: Collection[Key], made: Made) -> Says:
    """What is older than a moment, and on which nothing rests any more: copies in whose place the mirror has others, or
    none; changes that the office had answered by then; drafts that were written in or thrown away since; templates in
    whose place there are others, or none; hand-overs but the last. `hold`: what is about these stays. Asked of events
    that are older."""
    mirror, outbox, last = state.mirror, state.outbox, max(state.hand_overs, default=0)

    def says(event: Any) -> bool:
        match event:
            case MirrorTaken():
                old = [_key(one) for one in event.put if mirror.find(one.subject, one.id) != bytes(one.body)]
                return bool(old) and not any(key in hold for key in old)
            case DraftsPut():
                old_drafts = [one for one in event.drafts if state.drafts.get(one.id) != one]
                names = {name for one in old_drafts for name in (one.id, one.changes) if name}
                return bool(old_drafts) and not any((Erasable.NOTICE, name) in hold for name in names)
            case ErrandQueued():
                errand = outbox.errands.get(event.errand.number)
                if errand is not None and not (is_settled(outbox, errand.number) and errand.answered_us < before_us):
                    return False
                return about(event.errand, "" if errand is None else errand.answer, made) not in hold
            case ErrandSettled():
                errand = outbox.errands.get(event.number)
                return errand is None or about(errand, event.answer, made) not in hold
            case HandOverPut():
                return event.hand_over.number != last
            case TemplatePut():
                return state.templates.get(event.template.name) != event.template
            case _:
                return False

    return says


def released_before(state: Centre, before_us: int, hold: Collection[Key]) -> tuple[Thing, ...]:
    """The notices that were released here before a moment, and that the mirror of a linked centre has no more."""
    mirror = state.mirror
    if not mirror.at_us:
        return ()
    return tuple(
        Thing(Erasable.NOTICE, draft.id)
        for draft in state.drafts.values()
        if draft.state is DraftState.RELEASED
        and draft.released_us < before_us
        and mirror.find(Erasable.NOTICE.value, draft.id) is None
        and (Erasable.NOTICE, draft.id) not in hold
    )


class _Operation(msgspec.Struct):
    id: str = ""


class _Answer(msgspec.Struct):
    id: str = ""
    operation: _Operation | None = None


def about(errand: Errand, answer: str, made: Made) -> Key | None:
    """Which thing a change changed, or made: by its path, by the office's answer, or by its key; None for others."""
    path = errand.path.partition("?")[0]
    if not path.startswith(_ROOT):
        return None
    collection, _, rest = path[len(_ROOT) :].partition("/")
    if (subject := _COLLECTIONS.get(collection)) is None:
        return None
    if rest:
        return subject, unquote(rest.partition("/")[0])
    try:
        found = msgspec.json.decode(answer, type=_Answer)
    except msgspec.MsgspecError:  # refused, or too long to be kept
        found = _Answer()
    return subject, found.id or (found.operation.id if found.operation else "") or made(errand.key, path)


def errands_about(events: Iterable[Any], keys: Collection[Key], made: Made, settled: int) -> Iterator[int]:
    """The numbers of those among these events that are about these things, and that the office has answered."""
    queued: dict[int, Errand] = {}
    for event in events:
        match event:
            case ErrandQueued() if event.errand.number <= settled:
                if about(event.errand, "", made) in keys:
                    yield event.errand.number
                else:
                    queued[event.errand.number] = event.errand
            case ErrandSettled() if (errand := queued.pop(event.number, None)) is not None:
                if event.state is ErrandState.DONE and about(errand, event.answer, made) in keys:
                    yield event.number


class _Link(msgspec.Struct):
    kind: str
    id: str


class _Incident(msgspec.Struct):
    state: str = ""
    quiet_period: str = ""
    links: list[_Link] = []


class _KeptIncident(msgspec.Struct):
    shown: _Incident


def held(incidents: Iterable[bytes]) -> frozenset[Key]:
    """Legal hold: to what an incident is linked that is still open, as the mirror has it."""
    found: set[Key] = set()
    for body in incidents:
        shown = msgspec.json.decode(body, type=_KeptIncident).shown
        if shown.state in CLOSED:
            continue
        found |= {(Erasable(one.kind), one.id) for one in shown.links}
        if shown.quiet_period:
            found.add((Erasable.QUIET_PERIOD, shown.quiet_period))
    return frozenset(found)


def _key(document: Document) -> Key:
    return document.subject, document.id


def _number(event: ErrandQueued | ErrandSettled) -> int:
    return event.errand.number if isinstance(event, ErrandQueued) else event.number
