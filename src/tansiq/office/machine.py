"""The office as the sequencer drives it: every command to its `decide`, every event to what it changes and how it
is undone, and the form in which events and the whole state are written down."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from tansiq.office import availability, constraints, housekeeping, intents, reports, subscriptions
from tansiq.office.availability import AvailabilityForgotten, AvailabilitySet, SetAvailability
from tansiq.office.constraints import ConstraintPut, ConstraintRemoved, PutConstraint, RemoveConstraint
from tansiq.office.entities import Availability, Constraint, Intent, Subscription
from tansiq.office.housekeeping import EndExpired
from tansiq.office.intents import IntentPut, IntentRemoved, PutIntent, RemoveIntent
from tansiq.office.notification import count_notifications
from tansiq.office.reports import ReportTaken, TakeReport
from tansiq.office.state import Office
from tansiq.office.subscriptions import PutSubscription, RemoveSubscription, SubscriptionPut, SubscriptionRemoved

Command: TypeAlias = (
    PutIntent
    | RemoveIntent
    | PutConstraint
    | RemoveConstraint
    | PutSubscription
    | RemoveSubscription
    | SetAvailability
    | TakeReport
    | EndExpired
)
Event: TypeAlias = (
    IntentPut
    | IntentRemoved
    | ConstraintPut
    | ConstraintRemoved
    | SubscriptionPut
    | SubscriptionRemoved
    | AvailabilitySet
    | AvailabilityForgotten
    | ReportTaken
)
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in Event.__args__}

SNAPSHOT_FORMAT = 1
_CHUNK = 5_000
_TABLES: dict[str, Any] = {
    "intents": Intent,
    "constraints": Constraint,
    "subscriptions": Subscription,
    "availability": Availability,
}
_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)

_DECIDE: dict[type[Command], Any] = {
    PutIntent: intents.decide_put,
    RemoveIntent: intents.decide_remove,
    PutConstraint: constraints.decide_put,
    RemoveConstraint: constraints.decide_remove,
    PutSubscription: subscriptions.decide_put,
    RemoveSubscription: subscriptions.decide_remove,
    SetAvailability: availability.decide_set,
    TakeReport: reports.decide_take,
    EndExpired: housekeeping.decide_end,
}


def decide(state: Office, command: Command, now_us: int) -> tuple[Sequence[Event], Any]:
    """What happens because of a command, and what its sender is told. Pure. Raises `Refusal`."""
    answer: tuple[Sequence[Event], Any] = _DECIDE[type(command)](state, command, now_us)
    return answer


def evolve(state: Office, event: Event) -> None:
    """The state after the event. Total: what has been decided cannot be refused."""
    match event:
        case IntentPut():
            state.keep_intent(event.intent)
            count_notifications(state, event.notified)
        case IntentRemoved():
            state.drop_intent(event.id)
            count_notifications(state, event.notified)
        case ConstraintPut():
            state.keep_constraint(event.constraint)
            count_notifications(state, event.notified)
        case ConstraintRemoved():
            state.drop_constraint(event.id)
            count_notifications(state, event.notified)
        case SubscriptionPut():
            state.keep_subscription(event.subscription)
        case SubscriptionRemoved():
            state.drop_subscription(event.id)
        case AvailabilitySet():
            state.availability[event.availability.party] = event.availability
        case AvailabilityForgotten():
            del state.availability[event.party]
        case ReportTaken():
            pass  # evidence only; the journal keeps it


def invert(state: Office, event: Event) -> tuple[Event, ...]:
    """The events that take the state back to where it is before the event. Asked before `evolve`."""
    match event:
        case IntentPut() | IntentRemoved():
            intent_id = event.intent.id if isinstance(event, IntentPut) else event.id
            intent = state.intents.get(intent_id)
            back: Event = IntentRemoved(intent_id, "") if intent is None else IntentPut(intent)
            return (back, *_counters(state, event.notified))
        case ConstraintPut() | ConstraintRemoved():
            constraint_id = event.constraint.id if isinstance(event, ConstraintPut) else event.id
            constraint = state.constraints.get(constraint_id)
            back = ConstraintRemoved(constraint_id, "") if constraint is None else ConstraintPut(constraint)
            return (back, *_counters(state, event.notified))
        case SubscriptionPut():
            old = state.subscriptions.get(event.subscription.id)
            return (SubscriptionRemoved(event.subscription.id, "") if old is None else SubscriptionPut(old),)
        case SubscriptionRemoved():
            return (SubscriptionPut(state.subscriptions[event.id]),)
        case AvailabilitySet():
            said = state.availability.get(event.availability.party)
            return (
                AvailabilityForgotten(event.availability.party) if said is None else AvailabilitySet(said, event.by),
            )
        case AvailabilityForgotten():
            return (AvailabilitySet(state.availability[event.party], ""),)
        case ReportTaken():
            return ()


def _counters(state: Office, notified: Iterable[str]) -> Iterator[SubscriptionPut]:
    return (SubscriptionPut(state.subscriptions[i]) for i in notified)


def party_of(event: Event) -> str:
    """Whose change it was."""
    match event:
        case IntentPut():
            return event.intent.manager
        case ConstraintPut():
            return event.constraint.manager
        case SubscriptionPut():
            return event.subscription.manager
        case AvailabilitySet():
            return event.by
        case _:
            return event.party


def encode(event: Event) -> bytes:
    """An event as the journal keeps it: JSON, so that a person can read it decades later."""
    return _encode(event)


def decode(body: bytes) -> Event:
    """An event as it was. Raises `msgspec.ValidationError` for what this version does not know."""
    return _decoder.decode(body)


class Machine:
    """The office's side of the sequencer's bargain."""

    def __init__(self, state: Office) -> None:
        self.state = state

    def decide(self, command: Command, now_us: int) -> tuple[Sequence[Event], Any]:
        """See `decide`."""
        return decide(self.state, command, now_us)

    def evolve(self, event: Event) -> None:
        """See `evolve`."""
        evolve(self.state, event)

    def invert(self, event: Event) -> tuple[Event, ...]:
        """See `invert`."""
        return invert(self.state, event)

    def draft(self, event: Event, now_us: int) -> tuple[str, str, bytes]:
        """Party, kind and body of the journal's entry."""
        return party_of(event), str(event.__struct_config__.tag), encode(event)

    def replay(self, body: bytes) -> None:
        """Applies a journalled event again."""
        evolve(self.state, decode(body))


def dump(state: Office) -> Iterator[bytes]:
    """The whole state in pieces, sorted: equal states give equal bytes."""
    for name in _TABLES:
        table: dict[str, Any] = getattr(state, name)
        keys = sorted(table)
        for first in range(0, len(keys), _CHUNK):
            things = [table[key] for key in keys[first : first + _CHUNK]]
            yield name.encode() + b"\n" + msgspec.msgpack.encode(things)


def load(state: Office, chunks: Iterable[bytes]) -> None:
    """Fills an empty state from what `dump` gave. Strings that repeat are kept once."""
    decoders = {name: msgspec.msgpack.Decoder(list[kind]) for name, kind in _TABLES.items()}  # type: ignore[valid-type]
    urls: dict[str, str] = {}
    share = msgspec.structs.force_setattr
    for chunk in chunks:
        name, _, packed = chunk.partition(b"\n")
        things: list[Any] = decoders[name.decode()].decode(packed)
        if name == b"availability":
            state.availability.update((thing.party, thing) for thing in things)
            continue
        keep: Callable[[Any], None] = state.keep_subscription
        if name == b"intents":
            keep = state.keep_intent
        elif name == b"constraints":
            keep = state.keep_constraint
        for thing in things:
            share(thing, "manager", sys.intern(thing.manager))
            share(thing, "uss_base_url", urls.setdefault(thing.uss_base_url, thing.uss_base_url))
            keep(thing)
