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
    due: list[HousekeepingEvent] = []
    for intent_id in state.intent_deadlines.due(now_us):
        if (intent := state.intents[intent_id]).end_us <= now_us:
            due.append(IntentRemoved(intent.id, intent.manager))
        if len(due) == command.at_most:
            return tuple(due), len(due)
    for constraint_id in state.constraint_deadlines.due(now_us):
        if (constraint := state.constraints[constraint_id]).end_us <= now_us:
            due.append(ConstraintRemoved(constraint.id, constraint.manager))
        if len(due) == command.at_most:
            return tuple(due), len(due)
    for subscription_id in state.subscription_deadlines.due(now_us):
        if (subscription := state.subscriptions[subscription_id]).end_us <= now_us:
            due.append(SubscriptionRemoved(subscription.id, subscription.manager))
        if len(due) == command.at_most:
            break
    return tuple(due), len(due)
