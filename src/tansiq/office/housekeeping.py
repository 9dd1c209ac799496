"""Ending what has expired. One bounded command; the caller repeats it while it answers that more is due."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.office.constraints import ConstraintRemoved
from tansiq.office.intents import IntentRemoved
from tansiq.office.state import Office
from tansiq.office.subscriptions import SubscriptionRemoved

HousekeepingEvent = IntentRemoved | ConstraintRemoved | SubscriptionRemoved


@dataclass(frozen=True, slots=True)
class EndExpired:
    """End at most so many things whose time has passed. Nobody is notified: their ends were announced."""

    at_most: int = 500


def decide_end(state: Office, command: EndExpired, now_us: int) -> tuple[tuple[HousekeepingEvent, ...], int]:
    """Answers with how many were ended. Intents go before the subscriptions that serve them."""
    events: list[HousekeepingEvent] = []
    subscriptions: list[SubscriptionRemoved] = []
    for thing_id in state.due(now_us):
        if (intent := state.intents.get(thing_id)) is not None and intent.end_us <= now_us:
            events.append(IntentRemoved(intent.id, intent.manager))
        if (constraint := state.constraints.get(thing_id)) is not None and constraint.end_us <= now_us:
            events.append(ConstraintRemoved(constraint.id, constraint.manager))
        if (subscription := state.subscriptions.get(thing_id)) is not None and subscription.end_us <= now_us:
            subscriptions.append(SubscriptionRemoved(subscription.id, subscription.manager))
        if len(events) + len(subscriptions) >= command.at_most:
            break
    return (*events, *subscriptions), len(events) + len(subscriptions)
