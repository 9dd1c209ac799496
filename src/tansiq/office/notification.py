"""Whom a change concerns: the subscriptions whose volume the old or the new extents touch."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

import msgspec

from tansiq.office.entities import Subscription
from tansiq.office.state import Office
from tansiq.volumes import Volume, overlap_any


class About(Enum):
    """What a change is about: subscriptions choose."""

    INTENTS = auto()
    CONSTRAINTS = auto()


def concerned(
    state: Office,
    extents: tuple[Volume, ...],
    about: About,
    now_us: int,
    instead: Subscription | None = None,
    without: str | None = None,
) -> tuple[Subscription, ...]:
    """The subscriptions to notify, each with its index moved on by one, in the order of their ids.

    `instead` is a subscription that the same change makes or moves: it counts as it will be. `without` leaves out
    one that the same change takes away.
    """
    hits = state.subscription_index.overlapping(extents)
    found = [s for s in (state.subscription(i, now_us) for i in hits) if s is not None and s.id != without]
    if instead is not None:
        found = [s for s in found if s.id != instead.id]
        if any(overlap_any(volume, instead.extents) for volume in extents):
            found.append(instead)
    return tuple(
        msgspec.structs.replace(s, notification_index=s.notification_index + 1)
        for s in sorted(found, key=lambda s: s.id)
        if _wants(s, about)
    )


def count_notifications(state: Office, notified: tuple[str, ...]) -> None:
    """Moves the index of each of the subscriptions on by one. For `evolve` alone."""
    for subscription_id in notified:
        old = state.subscriptions[subscription_id]
        state.subscriptions[subscription_id] = msgspec.structs.replace(
            old, notification_index=old.notification_index + 1
        )


def counters_of(state: Office, notified: Iterable[str]) -> tuple[Subscription, ...]:
    """The subscriptions as they are now: to undo what `count_notifications` is about to do."""
    return tuple(state.subscriptions[subscription_id] for subscription_id in notified)


def _wants(subscription: Subscription, about: About) -> bool:
    if about is About.INTENTS:
        return subscription.notify_for_operational_intents
    return subscription.notify_for_constraints
