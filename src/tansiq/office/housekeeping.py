"""What the clock brings: ends, deadlines, hours. Each chore has its turn, a bounded command; a round is a turn of each,
so that however much of one waits, the others are not kept waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice
from typing import TypeAlias

from tansiq.journal.command import Command
from tansiq.office import (
    channels,
    dayplans,
    feed,
    incidents,
    meetings,
    notices,
    operations,
    parties,
    quiet,
    reports,
    requests,
    threads,
)
from tansiq.office.agreements import PlansMet
from tansiq.office.channels import ChannelEvent
from tansiq.office.constraints import ConstraintRemoved
from tansiq.office.dayplans import DayPlanEvent
from tansiq.office.feed import FeedsTrimmed
from tansiq.office.incidents import IncidentEvent
from tansiq.office.intents import IntentRemoved
from tansiq.office.notices import NoticeEvent
from tansiq.office.operations import OperationEvent
from tansiq.office.ovns import OvnsForgotten
from tansiq.office.parties import PartyPut
from tansiq.office.quiet import QuietEvent
from tansiq.office.reports import ReportEvent
from tansiq.office.requests import RequestEvent
from tansiq.office.state import Office
from tansiq.office.subscriptions import SubscriptionRemoved
from tansiq.office.threads import ThreadEvent

HousekeepingEvent: TypeAlias = (
    IntentRemoved
    | ConstraintRemoved
    | SubscriptionRemoved
    | OvnsForgotten
    | PartyPut
    | OperationEvent
    | NoticeEvent
    | ReportEvent
    | RequestEvent
    | IncidentEvent
    | QuietEvent
    | ThreadEvent
    | ChannelEvent
    | DayPlanEvent
    | PlansMet
    | FeedsTrimmed
)
_Together: TypeAlias = tuple[HousekeepingEvent, ...]
"""Events that no bound may fall between."""
PLANS_AT_ONCE = 5
"""Parties whose day plans are looked through in one turn: each looks at all operations."""
WAITING_AT_ONCE = 50
"""Reports, requests, or incidents that are looked at in one turn: most wait long for a channel that is not in force."""


class Chore(StrEnum):
    """What has its turn in each round, in this order."""

    REFERENCES = "references"
    ACCESSIONS = "accessions"
    OPERATIONS = "operations"
    NOTICES = "notices"
    REPORTS = "reports"
    """That wait for a channel."""
    REQUESTS = "requests"
    """That are overdue, or of which something waits for a channel."""
    INCIDENTS = "incidents"
    """What waits for a channel, and what should have been done."""
    QUIET_PERIODS = "quiet periods"
    """That come into force, or end."""
    LADDER = "ladder"
    """Up the ladder, for what is not acknowledged."""
    CHANNEL_TESTS = "channel tests"
    DAY_PLANS = "day plans"
    MEETINGS = "meetings"
    """What plans meet under an agreement that has come into force since."""
    FEEDS = "feeds"
    OVNS = "OVNs"


@dataclass(frozen=True, slots=True)
class Turn:
    """How many things were done, and what the chore's next turn in this round is; None: it has nothing more to do."""

    done: int
    again: EndExpired | None = None


@dataclass(frozen=True, slots=True)
class EndExpired(Command[Turn]):
    """Do of one chore what is due, at most so many things. No subscription is notified of an end: it was announced.
    `after`: the party after which day plans are gone on with, or the report, request, or incident after which others
    are."""

    chore: Chore
    at_most: int = 500
    after: str = ""


ROUND = tuple(EndExpired(chore) for chore in Chore)
"""The first turn of each."""


def decide_end(state: Office, command: EndExpired, now_us: int) -> tuple[_Together, Turn]:
    """Answers with how many there were. With the last intent that an implicit subscription serves, it ends too."""
    match command.chore:
        case Chore.DAY_PLANS:
            plans, after = dayplans.due(state, now_us, command.after, PLANS_AT_ONCE)
            return tuple(plans), Turn(len(plans), replace(command, after=after) if after else None)
        case Chore.REPORTS | Chore.REQUESTS | Chore.INCIDENTS:
            due = _WAITING[command.chore]
            steps, after = due(state, now_us, command.after, min(command.at_most, WAITING_AT_ONCE))
            # Once more at the same ones while something comes of it, then at the next.
            again = command if steps else replace(command, after=after) if after else None
            return tuple(chain.from_iterable(steps)), Turn(sum(map(len, steps)), again)
        case Chore.MEETINGS:
            step = next(meetings.due(state, now_us), ())
            return step, Turn(len(step), command if step else None)
        case Chore.OVNS:
            spent = tuple(islice(_spent(state, now_us), command.at_most))
            return (OvnsForgotten(spent),) if spent else (), Turn(len(spent), command if spent else None)
    events = tuple(chain.from_iterable(islice(_DUE[command.chore](state, now_us), command.at_most)))
    return events, Turn(len(events), command if events else None)


def _references(state: Office, now_us: int) -> Iterator[HousekeepingEvent]:
    gone: set[str] = set()
    for intent_id in state.intent_deadlines.due(now_us):
        intent = state.intents[intent_id]
        if intent.end_us > now_us:
            continue
        served_by = state.subscriptions.get(intent.subscription_id or "")
        # Before the intent: a bound that falls between the two then leaves nothing behind for ever.
        if (
            served_by is not None
            and served_by.implicit
            and served_by.id not in gone
            and not state.dependents_of(served_by.id, now_us)
        ):
            gone.add(served_by.id)
            yield SubscriptionRemoved(served_by.id, served_by.manager)
        yield IntentRemoved(intent.id, intent.manager)
    for constraint_id in state.constraint_deadlines.due(now_us):
        if (constraint := state.constraints[constraint_id]).end_us <= now_us:
            yield ConstraintRemoved(constraint.id, constraint.manager)
    for subscription_id in state.subscription_deadlines.due(now_us):
        subscription = state.subscriptions[subscription_id]
        if subscription.end_us <= now_us and subscription.id not in gone:
            yield SubscriptionRemoved(subscription.id, subscription.manager)


def _singly(events: Iterator[HousekeepingEvent]) -> Iterator[_Together]:
    return ((event,) for event in events)


def _overdue(state: Office, now_us: int) -> Iterator[_Together]:
    """What belongs together: a test's first step, and that it counts as missed."""
    for escalated in threads.due(state, now_us):
        yield (escalated, *channels.missed(state, escalated))


def _spent(state: Office, now_us: int) -> Iterator[str]:
    return (ovn for ovn in state.spent_deadlines.due(now_us) if state.spent_ovns[ovn].until_us < now_us)


_DUE: dict[Chore, Callable[[Office, int], Iterator[_Together]]] = {
    Chore.REFERENCES: lambda state, now_us: _singly(_references(state, now_us)),
    Chore.ACCESSIONS: lambda state, now_us: _singly(parties.due(state, now_us)),
    Chore.OPERATIONS: operations.due,
    Chore.NOTICES: notices.due,
    Chore.QUIET_PERIODS: quiet.due,
    Chore.LADDER: _overdue,
    Chore.CHANNEL_TESTS: channels.due,
    Chore.FEEDS: lambda state, now_us: _singly(feed.due(state)),
}
_Steps: TypeAlias = tuple[Sequence[_Together], str]
_WAITING: dict[Chore, Callable[[Office, int, str, int], _Steps]] = {
    Chore.REPORTS: reports.due,
    Chore.REQUESTS: requests.due,
    Chore.INCIDENTS: incidents.due,
}
