"""The office as the sequencer drives it: every command to its `decide`, every event to what it changes and how it is
undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from operator import attrgetter
from types import UnionType
from typing import Any, TypeAlias

import msgspec

from tansiq.journal import machine as journal
from tansiq.journal.machine import Blueprint, members
from tansiq.office import (
    agreements,
    attested,
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
from tansiq.office.rules import Rules
from tansiq.office.state import Office
from tansiq.office.tables import SNAPSHOT_FORMAT, TABLES

AnyCommand: TypeAlias = (
    intents.PutIntent
    | intents.RemoveIntent
    | constraints.PutConstraint
    | constraints.RemoveConstraint
    | subscriptions.PutSubscription
    | subscriptions.RemoveSubscription
    | availability.SetAvailability
    | error_reports.TakeReport
    | housekeeping.EndExpired
    | parties.PartyCommand
    | invitations.Invite
    | invitations.WithdrawInvitation
    | agreements.AgreementCommand
    | operations.PutOperation
    | operations.SetOperationState
    | notices.NoticeCommand
    | receipts.AcknowledgeNotice
    | receipts.PassOn
    | reports.ReportCommand
    | requests.RequestCommand
    | incidents.IncidentCommand
    | quiet.QuietCommand
    | threads.ThreadCommand
    | channels.ChannelCommand
    | witnesses.WitnessingCommand
    | erasures.ErasureCommand
    | looking_back.LookBack
    | errands.AsErrand
)
Event: TypeAlias = (
    intents.IntentEvent
    | ovns.OvnEvent
    | constraints.ConstraintEvent
    | subscriptions.SubscriptionEvent
    | availability.AvailabilityEvent
    | error_reports.ReportTaken
    | parties.PartyEvent
    | invitations.InvitationEvent
    | agreements.AgreementEvent
    | operations.OperationEvent
    | notices.NoticeEvent
    | reports.ReportEvent
    | requests.RequestEvent
    | incidents.IncidentEvent
    | quiet.QuietEvent
    | threads.ThreadEvent
    | channels.ChannelEvent
    | dayplans.DayPlanEvent
    | feed.FeedEvent
    | errands.ErrandEvent
    | erasures.ErasureEvent
    | looking_back.LookedBack
    | attested.ReceiptMade
    | witnesses.WitnessingEvent
)
Machine: TypeAlias = journal.Machine[Office, AnyCommand, Event]
Decision: TypeAlias = tuple[Sequence[Event], Any]
"""Events, and the reply of the kind that the command names."""
JOURNAL = "office"
"""The name of an office's journal, in a database."""
EVENT_KINDS: dict[str, type[Event]] = {str(event.__struct_config__.tag): event for event in members(Event)}
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def _as_errand(state: Office, command: errands.AsErrand, now_us: int) -> Decision:
    errands.check_new(state, command)
    events, reply = decide(state, command.command, now_us)
    return (*events, errands.done(state, command)), reply


def _join(state: Office, command: parties.Join, now_us: int) -> Decision:
    left, party = parties.decide(state, command, now_us)
    if not command.leave:
        return left, party
    return (*threads.left_behind(state, command.party, command.coalition, now_us), *left), party


def _leave(state: Office, command: parties.Leave, now_us: int) -> Decision:
    left, party = parties.decide(state, command, now_us)
    behind = threads.left_behind(state, command.party, "", now_us)
    return (*agreements.ended_by_leaving(state, command, now_us), *behind, *left), party


DECIDES: dict[type[AnyCommand], Callable[[Office, Any, int], Decision]] = {
    intents.PutIntent: intents.decide_put,
    intents.RemoveIntent: intents.decide_remove,
    constraints.PutConstraint: constraints.decide_put,
    constraints.RemoveConstraint: constraints.decide_remove,
    subscriptions.PutSubscription: subscriptions.decide_put,
    subscriptions.RemoveSubscription: subscriptions.decide_remove,
    availability.SetAvailability: availability.decide_set,
    error_reports.TakeReport: error_reports.decide_take,
    housekeeping.EndExpired: housekeeping.decide_end,
    **dict.fromkeys(members(parties.PartyCommand), parties.decide),
    parties.Join: _join,
    parties.Leave: _leave,
    invitations.Invite: invitations.decide,
    invitations.WithdrawInvitation: invitations.decide,
    **dict.fromkeys(members(agreements.AgreementCommand), agreements.decide),
    operations.PutOperation: operations.decide,
    operations.SetOperationState: operations.decide,
    **dict.fromkeys(members(notices.NoticeCommand), notices.decide),
    receipts.AcknowledgeNotice: receipts.decide,
    receipts.PassOn: receipts.decide,
    **dict.fromkeys(members(reports.ReportCommand), reports.decide),
    **dict.fromkeys(members(requests.RequestCommand), requests.decide),
    **dict.fromkeys(members(incidents.IncidentCommand), incidents.decide),
    **dict.fromkeys(members(quiet.QuietCommand), quiet.decide),
    **dict.fromkeys(members(threads.ThreadCommand), threads.decide),
    **dict.fromkeys(members(channels.ChannelCommand), channels.decide),
    **dict.fromkeys(members(witnesses.WitnessingCommand), witnesses.decide),
    **dict.fromkeys(members(erasures.ErasureCommand), erasures.decide),
    looking_back.LookBack: looking_back.decide,
    errands.AsErrand: _as_errand,
}
"""What becomes of each command."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What a file makes of its events. `evolve`: what they change; `invert`: what undoes that; `party_of`: whose change
    it was."""

    events: type[Event] | UnionType
    evolve: Callable[[Office, Any], None]
    invert: Callable[[Office, Any], tuple[Event, ...]]
    party_of: Callable[[Any], str]


def _with_its_erasure(one: Resource) -> Resource:
    """Of things that are forgotten: that they were erased is forgotten with them."""

    @wraps(one.evolve)
    def evolve(state: Office, event: Any) -> None:
        one.evolve(state, event)
        erasures.forget(state, event)

    @wraps(one.invert)
    def invert(state: Office, event: Any) -> tuple[Event, ...]:
        return (*one.invert(state, event), *erasures.unforget(state, event))

    return replace(one, evolve=evolve, invert=invert)


def _evolve_erasure(state: Office, event: erasures.ErasureEvent) -> None:
    if isinstance(event, erasures.BodiesErased):
        for left in erasures.left_in(state, event):
            evolve(state, left)
    erasures.evolve(state, event)


def _change_nothing(state: Office, event: Any) -> None:
    """Of evidence: the journal keeps it, and nothing else."""


def _undo_nothing(state: Office, event: Any) -> tuple[Event, ...]:
    return ()


def _nobody(event: Any) -> str:
    """Of what the office itself does."""
    return ""


_by, _party = attrgetter("by"), attrgetter("party")

RESOURCES = (
    Resource(intents.IntentEvent, intents.evolve, intents.invert, intents.party_of),
    Resource(ovns.OvnEvent, ovns.evolve, ovns.invert, _party),
    Resource(constraints.ConstraintEvent, constraints.evolve, constraints.invert, constraints.party_of),
    Resource(subscriptions.SubscriptionEvent, subscriptions.evolve, subscriptions.invert, subscriptions.party_of),
    Resource(availability.AvailabilityEvent, availability.evolve, availability.invert, availability.party_of),
    Resource(parties.PartyEvent, parties.evolve, parties.invert, _by),
    Resource(invitations.InvitationEvent, invitations.evolve, invitations.invert, invitations.party_of),
    Resource(agreements.AgreementEvent, agreements.evolve, agreements.invert, agreements.party_of),
    _with_its_erasure(Resource(operations.OperationEvent, operations.evolve, operations.invert, operations.party_of)),
    _with_its_erasure(Resource(notices.NoticeEvent, notices.evolve, notices.invert, notices.party_of)),
    Resource(reports.ReportEvent, reports.evolve, reports.invert, reports.party_of),
    Resource(requests.RequestEvent, requests.evolve, requests.invert, _by),
    Resource(incidents.IncidentEvent, incidents.evolve, incidents.invert, incidents.party_of),
    Resource(quiet.QuietEvent, quiet.evolve, quiet.invert, _by),
    Resource(threads.ThreadEvent, threads.evolve, threads.invert, threads.party_of),
    Resource(channels.ChannelEvent, channels.evolve, channels.invert, _nobody),
    Resource(dayplans.DayPlanEvent, dayplans.evolve, dayplans.invert, dayplans.party_of),
    Resource(feed.FeedEvent, feed.evolve, feed.invert, _party),
    Resource(errands.ErrandEvent, errands.evolve, errands.invert, _party),
    Resource(witnesses.WitnessingEvent, witnesses.evolve, witnesses.invert, witnesses.party_of),
    Resource(erasures.ErasureEvent, _evolve_erasure, erasures.invert, erasures.party_of),
    Resource(error_reports.ReportTaken | looking_back.LookedBack, _change_nothing, _undo_nothing, _party),
    Resource(attested.ReceiptMade, _change_nothing, _undo_nothing, _nobody),
)
_OF_EVENT = {event: one for one in RESOURCES for event in members(one.events)}


def decide(state: Office, command: AnyCommand, now_us: int) -> Decision:
    """What happens because of a command, and what its sender is told. Pure. Raises `Refusal`."""
    return DECIDES[type(command)](state, command, now_us)


def evolve(state: Office, event: Event) -> None:
    """The state after the event. Total: what has been decided cannot be refused."""
    _OF_EVENT[type(event)].evolve(state, event)


def invert(state: Office, event: Event) -> tuple[Event, ...]:
    """The events that take the state back to where it is before the event. Asked before `evolve`."""
    return _OF_EVENT[type(event)].invert(state, event)


def party_of(event: Event) -> str:
    """Whose change it was; "" for what the office itself does."""
    return _OF_EVENT[type(event)].party_of(event)


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
