"""The office as the sequencer drives it: every command to its `decide`, every event to what it changes and how it
is undone, and the form in which events and the whole state are written down."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias, assert_never

import msgspec

from tansiq.journal.rebuilding import Blueprint
from tansiq.office import (
    agreements,
    availability,
    channels,
    constraints,
    dayplans,
    errands,
    feed,
    giving,
    housekeeping,
    intents,
    invitations,
    notices,
    operations,
    ovns,
    parties,
    receipts,
    reports,
    subscriptions,
    threads,
)
from tansiq.office.agreements import AgreementForgotten, AgreementPut, End, Propose, Retract, Sign, Suspend
from tansiq.office.availability import AvailabilityForgotten, AvailabilitySet, SetAvailability
from tansiq.office.channels import ChannelForgotten, ChannelMissed, ChannelPut, TestChannel
from tansiq.office.constraints import ConstraintPut, ConstraintRemoved, PutConstraint, RemoveConstraint
from tansiq.office.dayplans import DayPlanIssued, DayPlansRestored, Issues
from tansiq.office.entities import (
    Agreement,
    Availability,
    Constraint,
    Intent,
    Invitation,
    Party,
    SpentOvn,
    Subscription,
)
from tansiq.office.errands import Errand, ErrandDone, Errands, ErrandUndone
from tansiq.office.feed import Feed, FeedsRestored, FeedsTrimmed, Untold
from tansiq.office.housekeeping import EndExpired
from tansiq.office.intents import IntentPut, IntentRemoved, PutIntent, RemoveIntent
from tansiq.office.invitations import InvitationForgotten, InvitationPut, Invite, WithdrawInvitation
from tansiq.office.notices import NoticeForgotten, NoticePut, PutNotice, RenewNotice, WithdrawNotice
from tansiq.office.operations import OperationForgotten, OperationPut, PutOperation, SetOperationState
from tansiq.office.ovns import OvnsForgotten, OvnsSpent
from tansiq.office.parties import (
    Apply,
    AskToJoin,
    ChangeProfile,
    Found,
    Join,
    Leave,
    Object,
    PartyForgotten,
    PartyPut,
)
from tansiq.office.receipts import AcknowledgeNotice, PassOn
from tansiq.office.reports import ReportTaken, TakeReport
from tansiq.office.rules import Rules
from tansiq.office.state import Office
from tansiq.office.subscriptions import PutSubscription, RemoveSubscription, SubscriptionPut, SubscriptionRemoved
from tansiq.office.talk import Channel, Thread
from tansiq.office.things import Notice, Operation
from tansiq.office.threads import (
    Acknowledge,
    CloseThread,
    OpenThread,
    Say,
    ThreadAcknowledged,
    ThreadClosed,
    ThreadEscalated,
    ThreadForgotten,
    ThreadOpened,
    ThreadRestored,
    ThreadSaid,
)

AnyCommand: TypeAlias = (
    PutIntent
    | RemoveIntent
    | PutConstraint
    | RemoveConstraint
    | PutSubscription
    | RemoveSubscription
    | SetAvailability
    | TakeReport
    | EndExpired
    | Found
    | Apply
    | Object
    | ChangeProfile
    | AskToJoin
    | Join
    | Leave
    | Invite
    | WithdrawInvitation
    | Propose
    | Retract
    | Sign
    | Suspend
    | End
    | PutOperation
    | SetOperationState
    | PutNotice
    | RenewNotice
    | WithdrawNotice
    | AcknowledgeNotice
    | PassOn
    | OpenThread
    | Say
    | Acknowledge
    | CloseThread
    | TestChannel
    | Errand
)
Event: TypeAlias = (
    IntentPut
    | IntentRemoved
    | OvnsForgotten
    | OvnsSpent
    | ConstraintPut
    | ConstraintRemoved
    | SubscriptionPut
    | SubscriptionRemoved
    | AvailabilitySet
    | AvailabilityForgotten
    | ReportTaken
    | PartyPut
    | PartyForgotten
    | InvitationPut
    | InvitationForgotten
    | AgreementPut
    | AgreementForgotten
    | OperationPut
    | OperationForgotten
    | NoticePut
    | NoticeForgotten
    | ThreadOpened
    | ThreadSaid
    | ThreadAcknowledged
    | ThreadEscalated
    | ThreadClosed
    | ThreadRestored
    | ThreadForgotten
    | ChannelPut
    | ChannelMissed
    | ChannelForgotten
    | DayPlanIssued
    | DayPlansRestored
    | FeedsTrimmed
    | FeedsRestored
    | Untold
    | ErrandDone
    | ErrandUndone
)
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in Event.__args__}

SNAPSHOT_FORMAT = 5
_CHUNK = 5_000
_TABLES: dict[str, type[msgspec.Struct]] = {
    "intents": Intent,
    "constraints": Constraint,
    "subscriptions": Subscription,
    "availability": Availability,
    "spent_ovns": SpentOvn,
    "parties": Party,
    "invitations": Invitation,
    "agreements": Agreement,
    "operations": Operation,
    "notices": Notice,
    "threads": Thread,
    "channels": Channel,
    "day_plans": Issues,
    "feeds": Feed,
    "errands": Errands,
}
_MANAGED = frozenset({"intents", "constraints", "subscriptions"})
_KEPT: dict[str, Callable[[Office, str], msgspec.Struct]] = {"feeds": feed.kept, "errands": errands.kept}
"""Tables that are written down in another form than they are used in."""
_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def decide(state: Office, command: AnyCommand, now_us: int) -> Decision:
    """What happens because of a command, and what its sender is told. Pure. Raises `Refusal`."""
    match command:
        case PutIntent():
            return intents.decide_put(state, command, now_us)
        case RemoveIntent():
            return intents.decide_remove(state, command, now_us)
        case PutConstraint():
            return constraints.decide_put(state, command, now_us)
        case RemoveConstraint():
            return constraints.decide_remove(state, command, now_us)
        case PutSubscription():
            return subscriptions.decide_put(state, command, now_us)
        case RemoveSubscription():
            return subscriptions.decide_remove(state, command, now_us)
        case SetAvailability():
            return availability.decide_set(state, command, now_us)
        case TakeReport():
            return reports.decide_take(state, command, now_us)
        case EndExpired():
            return housekeeping.decide_end(state, command, now_us)
        case Leave():
            left, party = parties.decide(state, command, now_us)
            return (*agreements.ended_by_leaving(state, command, now_us), *left), party
        case Found() | Apply() | Object() | ChangeProfile() | AskToJoin() | Join():
            return parties.decide(state, command, now_us)
        case Invite() | WithdrawInvitation():
            return invitations.decide(state, command, now_us)
        case Propose() | Retract() | Sign() | Suspend() | End():
            return agreements.decide(state, command, now_us)
        case PutOperation() | SetOperationState():
            return operations.decide(state, command, now_us)
        case PutNotice() | RenewNotice() | WithdrawNotice():
            return notices.decide(state, command, now_us)
        case AcknowledgeNotice() | PassOn():
            return receipts.decide(state, command, now_us)
        case OpenThread() | Say() | Acknowledge() | CloseThread():
            return threads.decide(state, command, now_us)
        case TestChannel():
            return channels.decide(state, command, now_us)
        case Errand():
            errands.check_new(state, command)
            events, reply = decide(state, command.command, now_us)
            return (*events, errands.done(state, command)), reply
        case _:
            assert_never(command)


def evolve(state: Office, event: Event) -> None:
    """The state after the event. Total: what has been decided cannot be refused."""
    match event:
        case IntentPut() | IntentRemoved():
            intents.evolve(state, event)
        case OvnsForgotten() | OvnsSpent():
            ovns.evolve(state, event)
        case ConstraintPut() | ConstraintRemoved():
            constraints.evolve(state, event)
        case SubscriptionPut() | SubscriptionRemoved():
            subscriptions.evolve(state, event)
        case AvailabilitySet() | AvailabilityForgotten():
            availability.evolve(state, event)
        case PartyPut() | PartyForgotten():
            parties.evolve(state, event)
        case InvitationPut() | InvitationForgotten():
            invitations.evolve(state, event)
        case AgreementPut() | AgreementForgotten():
            agreements.evolve(state, event)
        case OperationPut() | OperationForgotten():
            operations.evolve(state, event)
        case NoticePut() | NoticeForgotten():
            notices.evolve(state, event)
        case (
            ThreadOpened()
            | ThreadSaid()
            | ThreadAcknowledged()
            | ThreadEscalated()
            | ThreadClosed()
            | ThreadRestored()
            | ThreadForgotten()
        ):
            threads.evolve(state, event)
        case ChannelPut() | ChannelMissed() | ChannelForgotten():
            channels.evolve(state, event)
        case DayPlanIssued() | DayPlansRestored():
            dayplans.evolve(state, event)
        case FeedsTrimmed() | FeedsRestored() | Untold():
            feed.evolve(state, event)
        case ErrandDone() | ErrandUndone():
            errands.evolve(state, event)
        case ReportTaken():
            pass  # evidence only; the journal keeps it
        case _:
            assert_never(event)


def invert(state: Office, event: Event) -> tuple[Event, ...]:
    """The events that take the state back to where it is before the event. Asked before `evolve`."""
    match event:
        case IntentPut() | IntentRemoved():
            return intents.invert(state, event)
        case OvnsForgotten() | OvnsSpent():
            return ovns.invert(state, event)
        case ConstraintPut() | ConstraintRemoved():
            return constraints.invert(state, event)
        case SubscriptionPut() | SubscriptionRemoved():
            return subscriptions.invert(state, event)
        case AvailabilitySet() | AvailabilityForgotten():
            return availability.invert(state, event)
        case PartyPut() | PartyForgotten():
            return parties.invert(state, event)
        case InvitationPut() | InvitationForgotten():
            return invitations.invert(state, event)
        case AgreementPut() | AgreementForgotten():
            return agreements.invert(state, event)
        case OperationPut() | OperationForgotten():
            return operations.invert(state, event)
        case NoticePut() | NoticeForgotten():
            return notices.invert(state, event)
        case (
            ThreadOpened()
            | ThreadSaid()
            | ThreadAcknowledged()
            | ThreadEscalated()
            | ThreadClosed()
            | ThreadRestored()
            | ThreadForgotten()
        ):
            return threads.invert(state, event)
        case ChannelPut() | ChannelMissed() | ChannelForgotten():
            return channels.invert(state, event)
        case DayPlanIssued() | DayPlansRestored():
            return dayplans.invert(state, event)
        case FeedsTrimmed() | FeedsRestored() | Untold():
            return feed.invert(state, event)
        case ErrandDone() | ErrandUndone():
            return errands.invert(event)
        case ReportTaken():
            return ()
        case _:
            assert_never(event)


def party_of(event: Event) -> str:
    """Whose change it was."""
    match event:
        case IntentPut():
            return event.intent.manager
        case ConstraintPut():
            return event.constraint.manager
        case SubscriptionPut():
            return event.subscription.manager
        case InvitationPut():
            return event.invitation.by
        case OperationPut():
            return event.operation.owner
        case OperationForgotten() | NoticeForgotten():
            return event.owner
        case DayPlanIssued():
            return event.plan.party
        case DayPlansRestored():
            return event.issues.party
        case ThreadSaid():
            return event.message.by
        case ThreadAcknowledged():
            return event.receipt.party
        case ThreadOpened():
            return event.thread.opened_by
        case (
            ThreadEscalated()
            | ThreadRestored()
            | ThreadForgotten()
            | ChannelPut()
            | ChannelMissed()
            | ChannelForgotten()
        ):
            return ""
        case (
            AvailabilitySet()
            | PartyPut()
            | PartyForgotten()
            | InvitationForgotten()
            | AgreementPut()
            | AgreementForgotten()
            | NoticePut()
            | ThreadClosed()
        ):
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

    def decide(self, command: AnyCommand, now_us: int) -> Decision:
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
            some = keys[first : first + _CHUNK]
            things = [_KEPT[name](state, key) if name in _KEPT else table[key] for key in some]
            yield name.encode() + b"\n" + msgspec.msgpack.encode(things)


def load(state: Office, chunks: Iterable[bytes]) -> None:
    """Fills an empty state from what `dump` gave. Strings that repeat are kept once."""
    decoders: dict[str, msgspec.msgpack.Decoder[list[Any]]] = {
        name: msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
        for name, kind in _TABLES.items()
    }
    keep: dict[str, Callable[[Any], None]] = {
        "intents": state.keep_intent,
        "constraints": state.keep_constraint,
        "subscriptions": state.keep_subscription,
        "availability": lambda said: state.availability.update({said.party: said}),
        "spent_ovns": state.keep_spent_ovn,
        "parties": lambda party: state.parties.update({party.id: party}),
        "invitations": lambda invitation: state.invitations.update({invitation.id: invitation}),
        "agreements": state.keep_agreement,
        "operations": state.keep_operation,
        "notices": lambda notice: state.keep_notice(notice, waits=giving.waits(notice)),
        "threads": state.keep_thread,
        "day_plans": lambda issues: state.day_plans.update({issues.party: issues}),
        "channels": lambda channel: state.channels.update({channel.agreement: channel}),
        "feeds": lambda kept: feed.keep(state, kept),
        "errands": lambda kept: state.errands.update({kept.party: dict.fromkeys(kept.keys)}),
    }
    urls: dict[str, str] = {}
    # These structs are frozen for everybody else; nobody has seen them yet, and a copy of a million costs seconds.
    share = msgspec.structs.force_setattr
    for chunk in chunks:
        name, _, packed = chunk.partition(b"\n")
        table = name.decode()
        put = keep[table]
        things = decoders[table].decode(packed)
        if table in _MANAGED:
            for thing in things:
                share(thing, "manager", sys.intern(thing.manager))
                share(thing, "uss_base_url", urls.setdefault(thing.uss_base_url, thing.uss_base_url))
        for thing in things:
            put(thing)


def blueprint(rules: Rules | None = None) -> Blueprint[Office, AnyCommand, Event]:
    """What a journal must know of an office."""
    return Blueprint(lambda: Machine(Office(rules)), dump, load, SNAPSHOT_FORMAT)
