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
    availability,
    channels,
    constraints,
    dayplans,
    errands,
    error_reports,
    feed,
    housekeeping,
    incidents,
    intents,
    invitations,
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
)
from tansiq.office.agreements import AgreementForgotten, AgreementPut, End, PlansMet, Propose, Retract, Sign, Suspend
from tansiq.office.availability import AvailabilityForgotten, AvailabilitySet, SetAvailability
from tansiq.office.channels import ChannelForgotten, ChannelMissed, ChannelPut, SayOnHotline, TestChannel
from tansiq.office.constraints import ConstraintPut, ConstraintRemoved, PutConstraint, RemoveConstraint
from tansiq.office.dayplans import DayPlanIssued, DayPlansRestored
from tansiq.office.errands import AsErrand, ErrandDone, ErrandUndone
from tansiq.office.error_reports import ReportTaken, TakeReport
from tansiq.office.feed import FeedsRestored, FeedsTrimmed, Untold
from tansiq.office.housekeeping import EndExpired
from tansiq.office.incidents import (
    Contribute,
    IncidentForgotten,
    IncidentGiven,
    IncidentOpened,
    IncidentRestored,
    IncidentSaid,
    OpenIncident,
)
from tansiq.office.intents import IntentPut, IntentRemoved, PutIntent, RemoveIntent
from tansiq.office.invitations import InvitationForgotten, InvitationPut, Invite, WithdrawInvitation
from tansiq.office.notices import NoticeForgotten, NoticePut, PutNotice, ReaddressNotice, RenewNotice, WithdrawNotice
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
from tansiq.office.quiet import ExtendQuiet, QuietForgotten, QuietPut, SayToQuiet, TakeBack, WithdrawQuiet
from tansiq.office.quiet_proposing import ProposeQuiet
from tansiq.office.receipts import AcknowledgeNotice, PassOn
from tansiq.office.reports import (
    NoteShown,
    PutReport,
    ReportForgotten,
    ReportPut,
    ReportsShown,
    ReportsUnshown,
    WithdrawReport,
)
from tansiq.office.requests import (
    MakeRequest,
    NeedBy,
    RequestForgotten,
    RequestMoved,
    RequestPut,
    Respond,
    WithdrawRequest,
)
from tansiq.office.rules import Rules
from tansiq.office.state import Office
from tansiq.office.subscriptions import PutSubscription, RemoveSubscription, SubscriptionPut, SubscriptionRemoved
from tansiq.office.tables import SNAPSHOT_FORMAT, TABLES
from tansiq.office.threads import (
    Acknowledge,
    CloseThread,
    OpenThread,
    Say,
    ThreadAcknowledged,
    ThreadClosed,
    ThreadEscalated,
    ThreadForgotten,
    ThreadLeft,
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
    | ReaddressNotice
    | WithdrawNotice
    | AcknowledgeNotice
    | PassOn
    | PutReport
    | WithdrawReport
    | NoteShown
    | MakeRequest
    | NeedBy
    | WithdrawRequest
    | Respond
    | OpenIncident
    | Contribute
    | ProposeQuiet
    | SayToQuiet
    | TakeBack
    | ExtendQuiet
    | WithdrawQuiet
    | OpenThread
    | Say
    | Acknowledge
    | CloseThread
    | TestChannel
    | SayOnHotline
    | AsErrand
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
    | PlansMet
    | OperationPut
    | OperationForgotten
    | NoticePut
    | NoticeForgotten
    | ReportPut
    | ReportForgotten
    | ReportsShown
    | ReportsUnshown
    | RequestPut
    | RequestMoved
    | RequestForgotten
    | IncidentOpened
    | IncidentSaid
    | IncidentGiven
    | IncidentRestored
    | IncidentForgotten
    | QuietPut
    | QuietForgotten
    | ThreadOpened
    | ThreadSaid
    | ThreadAcknowledged
    | ThreadEscalated
    | ThreadClosed
    | ThreadLeft
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
Machine: TypeAlias = journal.Machine[Office, AnyCommand, Event]
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
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
        case Found() | Apply() | Object() | ChangeProfile() | AskToJoin() | Join():
            return parties.decide(state, command, now_us)
        case Invite() | WithdrawInvitation():
            return invitations.decide(state, command, now_us)
        case Propose() | Retract() | Sign() | Suspend() | End():
            return agreements.decide(state, command, now_us)
        case PutOperation() | SetOperationState():
            return operations.decide(state, command, now_us)
        case PutNotice() | RenewNotice() | WithdrawNotice() | ReaddressNotice():
            return notices.decide(state, command, now_us)
        case AcknowledgeNotice() | PassOn():
            return receipts.decide(state, command, now_us)
        case PutReport() | WithdrawReport() | NoteShown():
            return reports.decide(state, command, now_us)
        case MakeRequest() | NeedBy() | WithdrawRequest() | Respond():
            return requests.decide(state, command, now_us)
        case OpenIncident() | Contribute():
            return incidents.decide(state, command, now_us)
        case ProposeQuiet() | SayToQuiet() | TakeBack() | ExtendQuiet() | WithdrawQuiet():
            return quiet.decide(state, command, now_us)
        case OpenThread() | Say() | Acknowledge() | CloseThread():
            return threads.decide(state, command, now_us)
        case TestChannel() | SayOnHotline():
            return channels.decide(state, command, now_us)
        case AsErrand():
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
        case AgreementPut() | AgreementForgotten() | PlansMet():
            agreements.evolve(state, event)
        case OperationPut() | OperationForgotten():
            operations.evolve(state, event)
        case NoticePut() | NoticeForgotten():
            notices.evolve(state, event)
        case ReportPut() | ReportForgotten() | ReportsShown() | ReportsUnshown():
            reports.evolve(state, event)
        case RequestPut() | RequestMoved() | RequestForgotten():
            requests.evolve(state, event)
        case IncidentOpened() | IncidentSaid() | IncidentGiven() | IncidentRestored() | IncidentForgotten():
            incidents.evolve(state, event)
        case QuietPut() | QuietForgotten():
            quiet.evolve(state, event)
        case (
            ThreadOpened()
            | ThreadSaid()
            | ThreadAcknowledged()
            | ThreadEscalated()
            | ThreadClosed()
            | ThreadLeft()
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
        case AgreementPut() | AgreementForgotten() | PlansMet():
            return agreements.invert(state, event)
        case OperationPut() | OperationForgotten():
            return operations.invert(state, event)
        case NoticePut() | NoticeForgotten():
            return notices.invert(state, event)
        case ReportPut() | ReportForgotten() | ReportsShown() | ReportsUnshown():
            return reports.invert(state, event)
        case RequestPut() | RequestMoved() | RequestForgotten():
            return requests.invert(state, event)
        case IncidentOpened() | IncidentSaid() | IncidentGiven() | IncidentRestored() | IncidentForgotten():
            return incidents.invert(state, event)
        case QuietPut() | QuietForgotten():
            return quiet.invert(state, event)
        case (
            ThreadOpened()
            | ThreadSaid()
            | ThreadAcknowledged()
            | ThreadEscalated()
            | ThreadClosed()
            | ThreadLeft()
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
        case IncidentOpened():
            return event.incident.opened_by
        case IncidentSaid():
            return event.entry.by
        case (
            ThreadEscalated()
            | ThreadRestored()
            | ThreadForgotten()
            | IncidentGiven()
            | IncidentRestored()
            | IncidentForgotten()
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
            | ReportPut()
            | ReportForgotten()
            | RequestPut()
            | RequestMoved()
            | RequestForgotten()
            | QuietPut()
            | QuietForgotten()
            | ThreadClosed()
        ):
            return event.by
        case _:
            return event.party


def blueprint(rules: Rules | None = None) -> Blueprint[Office, AnyCommand, Event]:
    """What a journal must know of an office."""
    return Blueprint(
        empty=lambda: Office(rules),
        decide=decide,
        evolve=evolve,
        invert=invert,
        party_of=lambda state, event: party_of(event),
        decode=_decoder.decode,
        tables=TABLES,
        snapshot_format=SNAPSHOT_FORMAT,
    )
