"""The office as the sequencer drives it: every command to its `decide`, every event to what it changes and how it is
undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, assert_never

import msgspec

from tansiq.journal import machine as journal
from tansiq.journal.machine import Blueprint
from tansiq.office import (
    agreements,
    attesting,
    availability,
    channels,
    constraints,
    dayplans,
    erasures,
    errands,
    error_reports,
    feed,
    housekeeping,
    incidents,
    intents,
    invitations,
    looking_back,
    notices,
    operations,
    ovns,
    parties,
    quiet,
    receipts,
    reports,
    requests,
    subscriptions,
    threads,
    witnesses,
)
from tansiq.office.agreements import AgreementCommand, AgreementEvent, AgreementForgotten, AgreementPut
from tansiq.office.attested import ReceiptMade
from tansiq.office.availability import AvailabilityEvent, AvailabilitySet, SetAvailability
from tansiq.office.channels import ChannelCommand, ChannelEvent
from tansiq.office.constraints import ConstraintEvent, ConstraintPut, PutConstraint, RemoveConstraint
from tansiq.office.dayplans import DayPlanEvent, DayPlanIssued, DayPlansRestored
from tansiq.office.erasure_orders import ErasureForgotten, ErasurePut
from tansiq.office.erasures import BodiesErased, ErasedRestored, ErasureCommand, ErasureEvent
from tansiq.office.errands import AsErrand, ErrandEvent
from tansiq.office.error_reports import ReportTaken, TakeReport
from tansiq.office.feed import FeedEvent
from tansiq.office.housekeeping import EndExpired
from tansiq.office.incidents import (
    IncidentCommand,
    IncidentEvent,
    IncidentForgotten,
    IncidentGiven,
    IncidentOpened,
    IncidentRestored,
    IncidentSaid,
)
from tansiq.office.intents import IntentEvent, IntentPut, PutIntent, RemoveIntent
from tansiq.office.invitations import InvitationEvent, InvitationForgotten, InvitationPut, Invite, WithdrawInvitation
from tansiq.office.looking_back import LookBack, LookedBack
from tansiq.office.notices import NoticeCommand, NoticeEvent, NoticeForgotten, NoticePut
from tansiq.office.operations import OperationEvent, OperationForgotten, OperationPut, PutOperation, SetOperationState
from tansiq.office.ovns import OvnEvent
from tansiq.office.parties import Join, Leave, PartyCommand, PartyEvent
from tansiq.office.quiet import QuietCommand, QuietEvent
from tansiq.office.receipts import AcknowledgeNotice, PassOn
from tansiq.office.reports import ReportCommand, ReportEvent, ReportForgotten, ReportPut
from tansiq.office.requests import RequestCommand, RequestEvent
from tansiq.office.rules import Rules
from tansiq.office.state import Office
from tansiq.office.subscriptions import PutSubscription, RemoveSubscription, SubscriptionEvent, SubscriptionPut
from tansiq.office.tables import SNAPSHOT_FORMAT, TABLES
from tansiq.office.threads import (
    ThreadAcknowledged,
    ThreadClosed,
    ThreadCommand,
    ThreadEscalated,
    ThreadEvent,
    ThreadForgotten,
    ThreadOpened,
    ThreadRestored,
    ThreadSaid,
)
from tansiq.office.witnesses import WitnessingCommand, WitnessingEvent

_OfOneKind: TypeAlias = (
    ErasureCommand
    | PartyCommand
    | AgreementCommand
    | NoticeCommand
    | ReportCommand
    | RequestCommand
    | IncidentCommand
    | QuietCommand
    | ThreadCommand
    | ChannelCommand
    | WitnessingCommand
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
    | Invite
    | WithdrawInvitation
    | PutOperation
    | SetOperationState
    | AcknowledgeNotice
    | PassOn
    | AsErrand
    | LookBack
    | _OfOneKind
)
Event: TypeAlias = (
    IntentEvent
    | OvnEvent
    | ConstraintEvent
    | SubscriptionEvent
    | AvailabilityEvent
    | ReportTaken
    | PartyEvent
    | InvitationEvent
    | AgreementEvent
    | OperationEvent
    | NoticeEvent
    | ReportEvent
    | RequestEvent
    | IncidentEvent
    | QuietEvent
    | ThreadEvent
    | ChannelEvent
    | DayPlanEvent
    | FeedEvent
    | ErrandEvent
    | ErasureEvent
    | LookedBack
    | ReceiptMade
    | WitnessingEvent
)
Machine: TypeAlias = journal.Machine[Office, AnyCommand, Event]
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
JOURNAL = "office"
"""The name of an office's journal, in a database."""
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in Event.__args__}
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
            return error_reports.decide_take(state, command, now_us)
        case EndExpired():
            return housekeeping.decide_end(state, command, now_us)
        case Leave():
            left, party = parties.decide(state, command, now_us)
            behind = threads.left_behind(state, command.party, "", now_us)
            return (*agreements.ended_by_leaving(state, command, now_us), *behind, *left), party
        case Join(leave=True):
            left, party = parties.decide(state, command, now_us)
            return (*threads.left_behind(state, command.party, command.coalition, now_us), *left), party
        case Invite() | WithdrawInvitation():
            return invitations.decide(state, command, now_us)
        case PutOperation() | SetOperationState():
            return operations.decide(state, command, now_us)
        case AcknowledgeNotice() | PassOn():
            return receipts.decide(state, command, now_us)
        case LookBack():
            return looking_back.decide(state, command, now_us)
        case AsErrand():
            errands.check_new(state, command)
            events, reply = decide(state, command.command, now_us)
            return (*events, errands.done(state, command)), reply
        case _:
            return _decide_kind(state, command, now_us)


def _decide_kind(state: Office, command: _OfOneKind, now_us: int) -> Decision:
    """Of a resource whose file decides all that becomes of it."""
    if isinstance(command, ErasureCommand):
        return erasures.decide(state, command, now_us)
    if isinstance(command, PartyCommand):
        return parties.decide(state, command, now_us)
    if isinstance(command, AgreementCommand):
        return agreements.decide(state, command, now_us)
    if isinstance(command, NoticeCommand):
        return notices.decide(state, command, now_us)
    if isinstance(command, ReportCommand):
        return reports.decide(state, command, now_us)
    if isinstance(command, RequestCommand):
        return requests.decide(state, command, now_us)
    if isinstance(command, IncidentCommand):
        return incidents.decide(state, command, now_us)
    if isinstance(command, QuietCommand):
        return quiet.decide(state, command, now_us)
    if isinstance(command, ThreadCommand):
        return threads.decide(state, command, now_us)
    if isinstance(command, ChannelCommand):
        return channels.decide(state, command, now_us)
    if isinstance(command, WitnessingCommand):
        return witnesses.decide(state, command, now_us)
    assert_never(command)


def evolve(state: Office, event: Event) -> None:
    """The state after the event. Total: what has been decided cannot be refused."""
    if isinstance(event, IntentEvent):
        intents.evolve(state, event)
    elif isinstance(event, OvnEvent):
        ovns.evolve(state, event)
    elif isinstance(event, ConstraintEvent):
        constraints.evolve(state, event)
    elif isinstance(event, SubscriptionEvent):
        subscriptions.evolve(state, event)
    elif isinstance(event, AvailabilityEvent):
        availability.evolve(state, event)
    elif isinstance(event, PartyEvent):
        parties.evolve(state, event)
    elif isinstance(event, InvitationEvent):
        invitations.evolve(state, event)
    elif isinstance(event, AgreementEvent):
        agreements.evolve(state, event)
    elif isinstance(event, OperationEvent):
        operations.evolve(state, event)
        erasures.forget(state, event)
    elif isinstance(event, NoticeEvent):
        notices.evolve(state, event)
        erasures.forget(state, event)
    elif isinstance(event, ReportEvent):
        reports.evolve(state, event)
    elif isinstance(event, RequestEvent):
        requests.evolve(state, event)
    elif isinstance(event, IncidentEvent):
        incidents.evolve(state, event)
    elif isinstance(event, QuietEvent):
        quiet.evolve(state, event)
    elif isinstance(event, ThreadEvent):
        threads.evolve(state, event)
    elif isinstance(event, ChannelEvent):
        channels.evolve(state, event)
    elif isinstance(event, DayPlanEvent):
        dayplans.evolve(state, event)
    elif isinstance(event, FeedEvent):
        feed.evolve(state, event)
    elif isinstance(event, ErrandEvent):
        errands.evolve(state, event)
    elif isinstance(event, WitnessingEvent):
        witnesses.evolve(state, event)
    elif isinstance(event, ErasureEvent):
        if isinstance(event, BodiesErased):
            for left in erasures.left_in(state, event):
                evolve(state, left)
        erasures.evolve(state, event)
    elif isinstance(event, ReportTaken | LookedBack | ReceiptMade):
        pass  # evidence only; the journal keeps it
    else:
        assert_never(event)


def invert(state: Office, event: Event) -> tuple[Event, ...]:
    """The events that take the state back to where it is before the event. Asked before `evolve`."""
    if isinstance(event, IntentEvent):
        return intents.invert(state, event)
    if isinstance(event, OvnEvent):
        return ovns.invert(state, event)
    if isinstance(event, ConstraintEvent):
        return constraints.invert(state, event)
    if isinstance(event, SubscriptionEvent):
        return subscriptions.invert(state, event)
    if isinstance(event, AvailabilityEvent):
        return availability.invert(state, event)
    if isinstance(event, PartyEvent):
        return parties.invert(state, event)
    if isinstance(event, InvitationEvent):
        return invitations.invert(state, event)
    if isinstance(event, AgreementEvent):
        return agreements.invert(state, event)
    if isinstance(event, OperationEvent):
        return (*operations.invert(state, event), *erasures.unforget(state, event))
    if isinstance(event, NoticeEvent):
        return (*notices.invert(state, event), *erasures.unforget(state, event))
    if isinstance(event, ReportEvent):
        return reports.invert(state, event)
    if isinstance(event, RequestEvent):
        return requests.invert(state, event)
    if isinstance(event, IncidentEvent):
        return incidents.invert(state, event)
    if isinstance(event, QuietEvent):
        return quiet.invert(state, event)
    if isinstance(event, ThreadEvent):
        return threads.invert(state, event)
    if isinstance(event, ChannelEvent):
        return channels.invert(state, event)
    if isinstance(event, DayPlanEvent):
        return dayplans.invert(state, event)
    if isinstance(event, FeedEvent):
        return feed.invert(state, event)
    if isinstance(event, ErrandEvent):
        return errands.invert(event)
    if isinstance(event, WitnessingEvent):
        return witnesses.invert(state, event)
    if isinstance(event, ErasureEvent):
        return erasures.invert(state, event)
    if isinstance(event, ReportTaken | LookedBack | ReceiptMade):
        return ()
    assert_never(event)


def party_of(event: Event) -> str:
    """Whose change it was."""
    if isinstance(event, ChannelEvent | ReceiptMade):
        return ""
    if isinstance(event, PartyEvent | RequestEvent | QuietEvent):
        return event.by
    if isinstance(event, WitnessingEvent):
        return witnesses.party_of(event)
    if isinstance(event, ErasureEvent):
        return _erased_by(event)
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
        case IncidentOpened():
            return event.incident.opened_by
        case IncidentSaid():
            return event.entry.by
        case ThreadEscalated() | ThreadRestored() | ThreadForgotten():
            return ""
        case IncidentGiven() | IncidentRestored() | IncidentForgotten():
            return ""
        case AvailabilitySet() | InvitationForgotten() | AgreementPut() | AgreementForgotten():
            return event.by
        case NoticePut() | ReportPut() | ReportForgotten() | ThreadClosed():
            return event.by
        case _:
            return event.party


def _erased_by(event: ErasureEvent) -> str:
    match event:
        case ErasurePut():
            return event.order.party
        case BodiesErased():
            return event.by
        case ErasureForgotten() | ErasedRestored():
            return ""


def decide_and_attest(state: Office, command: AnyCommand, now_us: int) -> Decision:
    """The same as `decide`, with the receipts that follow. Raises `Refusal`."""
    events, reply = decide(state, command, now_us)
    return (*events, *attesting.attested(state, events, now_us, party_of)), reply


def blueprint(rules: Rules | None = None) -> Blueprint[Office, AnyCommand, Event]:
    """What a journal must know of an office."""
    return Blueprint(
        empty=lambda: Office(rules),
        decide=decide_and_attest,
        evolve=evolve,
        invert=invert,
        party_of=lambda state, event: party_of(event),
        decode=_decoder.decode,
        tables=TABLES,
        snapshot_format=SNAPSHOT_FORMAT,
    )
