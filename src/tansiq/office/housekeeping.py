"""Ending what has expired. One bounded command; the caller repeats it while it answers that more is due."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.office.constraints import ConstraintRemoved
from tansiq.office.intents import IntentRemoved
from tansiq.office.state import Office
from tansiq.office.subscriptions import SubscriptionRemoved


class DeadlinesPassed(msgspec.Struct, frozen=True, tag="deadlines.passed", tag_field="kind"):
    """Nothing that is there ends before this minute of Unix time."""

    before_minute: int


HousekeepingEvent = IntentRemoved | ConstraintRemoved | SubscriptionRemoved


@dataclass(frozen=True, slots=True)
class EndExpired:
    """End at most so many things whose time has passed. Nobody is notified: their ends were announced."""

    at_most: int = 500


def decide_end(state: Office, command: EndExpired, now_us: int) -> tuple[tuple[HousekeepingEvent, ...], int]:
    """Answers with how many were ended. Intents go before the subscriptions that serve them."""
    events: list[HousekeepingEvent] = []
    seen: set[str] = set()
    subscriptions: list[SubscriptionRemoved] = []
    for _, things in state.due(now_us):
        for thing_id in things:
            if thing_id in seen:
                continue
            seen.add(thing_id)
            intent = state.intents.get(thing_id)
            if intent is not None and intent.end_us <= now_us:
                events.append(IntentRemoved(intent.id, intent.manager))
            constraint = state.constraints.get(thing_id)
            if constraint is not None and constraint.end_us <= now_us:
                events.append(ConstraintRemoved(constraint.id, constraint.manager))
            subscription = state.subscriptions.get(thing_id)
            if subscription is not None and subscription.end_us <= now_us:
                subscriptions.append(SubscriptionRemoved(subscription.id, subscription.manager))
        if len(events) + len(subscriptions) >= command.at_most:
            break
    return (*events, *subscriptions), len(events) + len(subscriptions)
