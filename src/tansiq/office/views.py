"""What a party may see. The one place that decides it, for answers, refusals and queries alike.

Today's rule is the standard's: everybody sees that a reference is there, who manages it and whom to ask for details;
only its manager sees its OVN (F3548-21, `OperationalIntentReference`), because an OVN proves that its bearer has read
the details. A subscription is seen by its owner alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tansiq.office.entities import AvailabilityState, Constraint, Intent, Subscription
from tansiq.office.state import Office


@dataclass(frozen=True, slots=True)
class IntentView:
    """An intent as one party sees it; `ovn` None where it is not the party's own."""

    intent: Intent
    ovn: str | None
    availability: AvailabilityState


@dataclass(frozen=True, slots=True)
class ConstraintView:
    """A constraint as one party sees it; `ovn` None where it is not the party's own."""

    constraint: Constraint
    ovn: str | None
    availability: AvailabilityState


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """A subscription as its owner sees it, with the intents that rest on it."""

    subscription: Subscription
    dependents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whom the author of a change has to notify: a base URL, and (subscription id, notification index) pairs."""

    uss_base_url: str
    subscriptions: tuple[tuple[str, int], ...]


def view_intent(state: Office, intent: Intent, party: str) -> IntentView:
    """The intent in the party's eyes."""
    return IntentView(intent, intent.ovn if intent.manager == party else None, _availability(state, intent.manager))


def view_constraint(state: Office, constraint: Constraint, party: str) -> ConstraintView:
    """The constraint in the party's eyes."""
    ovn = constraint.ovn if constraint.manager == party else None
    return ConstraintView(constraint, ovn, _availability(state, constraint.manager))


def view_subscription(state: Office, subscription: Subscription, party: str, now_us: int) -> SubscriptionView | None:
    """The subscription, for its owner; None for anybody else."""
    if subscription.manager != party:
        return None
    return SubscriptionView(subscription, tuple(intent.id for intent in state.dependents_of(subscription.id, now_us)))


def subscribers(subscriptions: Iterable[Subscription]) -> tuple[Subscriber, ...]:
    """Subscriptions to notify, grouped by the address that hears of them; in a stable order."""
    by_url: dict[str, list[tuple[str, int]]] = {}
    for subscription in subscriptions:
        by_url.setdefault(subscription.uss_base_url, []).append((subscription.id, subscription.notification_index))
    return tuple(Subscriber(url, tuple(sorted(by_url[url]))) for url in sorted(by_url))


def _availability(state: Office, party: str) -> AvailabilityState:
    known = state.availability.get(party)
    return AvailabilityState.UNKNOWN if known is None else known.state
