"""Ending what has expired. One bounded command; the caller repeats it while it answers that more is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

from tansiq.journal.command import Command
from tansiq.office import channels, dayplans, feed, meetings, notices, operations, threads
from tansiq.office.agreements import PlansMet
from tansiq.office.channels import ChannelEvent
from tansiq.office.constraints import ConstraintRemoved
from tansiq.office.dayplans import DayPlanEvent
from tansiq.office.feed import FeedsTrimmed
from tansiq.office.intents import IntentRemoved
from tansiq.office.notices import NoticeEvent
from tansiq.office.operations import OperationEvent
from tansiq.office.ovns import OvnsForgotten
from tansiq.office.parties import PartyPut
from tansiq.office.parties import due as accessions_due
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
    | ThreadEvent
    | ChannelEvent
    | DayPlanEvent
    | PlansMet
    | FeedsTrimmed
)


@dataclass(frozen=True, slots=True)
class EndExpired(Command[int]):
    """Do what the clock brings, at most so many things: end what has expired, decide accessions, ask for renewals, go
    up the ladder for what is not acknowledged, test channels. No subscription is notified of an end: it was announced.
    """

    at_most: int = 500


def decide_end(state: Office, command: EndExpired, now_us: int) -> tuple[tuple[HousekeepingEvent, ...], int]:
    """Answers with how many there were. With the last intent that an implicit subscription serves, it ends too."""
    all_due = chain(
        _singly(_due(state, now_us)),
        _singly(accessions_due(state, now_us)),
        operations.due(state, now_us, spoken := set[str]()),
        notices.due(state, now_us, spoken),
        _overdue(state, now_us, spoken),
        _singly(feed.due(state)),
    )
    due = tuple(chain.from_iterable(islice(all_due, command.at_most)))
    if not due:  # a test speaks in a thread of which nothing else has changed in the same breath; plans come one by one
        due = (*channels.due(state, now_us), *islice(dayplans.due(state, now_us), 1))
    if not due:
        due = next(meetings.due(state, now_us), ())
    if len(due) < command.at_most and (spent := tuple(islice(_spent(state, now_us), command.at_most))):
        return (*due, OvnsForgotten(spent)), len(due) + len(spent)
    return due, len(due)


def _due(state: Office, now_us: int) -> Iterator[HousekeepingEvent]:
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


def _singly(events: Iterator[HousekeepingEvent]) -> Iterator[tuple[HousekeepingEvent, ...]]:
    return ((event,) for event in events)


def _overdue(state: Office, now_us: int, spoken: set[str]) -> Iterator[tuple[ThreadEvent | ChannelEvent, ...]]:
    """What belongs together, so that no bound falls between: a test's first step, and that it counts as missed.
    What has just been said to be over is overdue no longer."""
    for escalated in threads.due(state, now_us):
        if escalated.thread in spoken:
            continue
        yield (escalated, *channels.missed(state, escalated))


def _spent(state: Office, now_us: int) -> Iterator[str]:
    return (ovn for ovn in state.spent_deadlines.due(now_us) if state.spent_ovns[ovn].until_us < now_us)
