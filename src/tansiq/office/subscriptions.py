"""Subscriptions: who is told of what changes, and where. F3548-21, 4.6 and `Subscription`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.entities import Subscription
from tansiq.office.limits import check_area
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US, Rules
from tansiq.office.state import Office
from tansiq.office.versions import Kind, check_change
from tansiq.office.views import (
    ConstraintView,
    IntentView,
    SubscriptionView,
    view_constraint,
    view_intent,
    view_subscription,
)
from tansiq.volumes import Volume, contains, holding

_KIND = Kind("subscription", "subscriptionid", "version", "version", open=False)


class SubscriptionPut(msgspec.Struct, frozen=True, tag="subscription.put", tag_field="kind"):
    """A subscription is there, or is there in a new version."""

    subscription: Subscription


class SubscriptionRemoved(msgspec.Struct, frozen=True, tag="subscription.removed", tag_field="kind"):
    """A subscription is gone: withdrawn by its owner, ended, or left behind by its operational intent."""

    id: str
    party: str


SubscriptionEvent = SubscriptionPut | SubscriptionRemoved


@dataclass(frozen=True, slots=True)
class PutSubscription(Command["SubscriptionChanged"]):
    """Create (no `version`) or change a subscription. `new_version` is drawn by the caller."""

    party: str
    id: str
    version: str | None
    extents: Volume
    area_m2: float
    uss_base_url: str
    notify_for_operational_intents: bool
    notify_for_constraints: bool
    new_version: str


@dataclass(frozen=True, slots=True)
class RemoveSubscription(Command["SubscriptionChanged"]):
    """Withdraw a subscription."""

    party: str
    id: str
    version: str


@dataclass(frozen=True, slots=True)
class SubscriptionChanged:
    """The subscription as it is now (or was, when removed), and what is in its area already."""

    view: SubscriptionView
    intents: tuple[IntentView, ...] = ()
    constraints: tuple[ConstraintView, ...] = ()


def decide_put(
    state: Office, command: PutSubscription, now_us: int
) -> tuple[tuple[SubscriptionPut, ...], SubscriptionChanged]:
    """Refused: `already-exists`, `not-found`, `not-yours`, `stale-version`, `subscription-implicit`,
    `nothing-to-notify`, `area-too-large`, `window-past`, `window-too-long`, `subscription-too-small` (an operational
    intent that depends on it would lose its cover), `subscription-deaf`."""
    old = _changeable(state, command.party, command.id, command.version, now_us)
    if not command.notify_for_operational_intents and not command.notify_for_constraints:
        raise Refusal(
            "nothing-to-notify",
            "notify_for_operational_intents and notify_for_constraints are both false; at least one must be true",
            field="notify_for_operational_intents",
        )
    check_area(command.area_m2, state.rules, "extents")
    extents = _windowed(command.extents, old, state.rules, now_us)
    assert extents.start_us is not None
    assert extents.end_us is not None
    subscription = Subscription(
        id=command.id,
        manager=command.party,
        version=command.new_version,
        uss_base_url=command.uss_base_url,
        start_us=extents.start_us,
        end_us=extents.end_us,
        extents=(extents,),
        notification_index=0 if old is None else old.notification_index,
        notify_for_operational_intents=command.notify_for_operational_intents,
        notify_for_constraints=command.notify_for_constraints,
    )
    dependents = state.dependents_of(command.id, now_us)
    if old is None or not _serves_as_before(subscription, old):
        for intent in dependents:
            must_serve(subscription, intent.extents, f"operational intent {intent.id} depends on it: ")
    return (SubscriptionPut(subscription),), SubscriptionChanged(
        SubscriptionView(subscription, tuple(intent.id for intent in dependents)),
        *_already_there(state, subscription, now_us),
    )


def decide_remove(
    state: Office, command: RemoveSubscription, now_us: int
) -> tuple[tuple[SubscriptionRemoved, ...], SubscriptionChanged]:
    """Refused: `not-found`, `not-yours`, `stale-version`, `subscription-implicit`, `subscription-in-use`."""
    old = _changeable(state, command.party, command.id, command.version, now_us)
    assert old is not None
    if dependents := state.dependents_of(command.id, now_us):
        names = ", ".join(intent.id for intent in dependents)
        raise Refusal(
            "subscription-in-use",
            f"operational intents depend on it: {names}; end them or give them another first",
            field="subscriptionid",
        )
    return (SubscriptionRemoved(old.id, old.manager),), SubscriptionChanged(SubscriptionView(old, ()))


def must_serve(subscription: Subscription, extents: tuple[Volume, ...], who: str = "") -> None:
    """Raises `Refusal` unless the subscription tells of intents and holds all of the volumes (F3548-21,
    `subscription_id`: "must cover at least the area over which this operational intent is conducted")."""
    if not subscription.notify_for_operational_intents:
        raise Refusal(
            "subscription-deaf",
            f"{who}subscription {subscription.id} does not notify for operational intents",
            field="subscription_id",
        )
    held = [any(answers) for answers in zip(*(holding(outer, extents) for outer in subscription.extents), strict=True)]
    for i, yes in enumerate(held):
        if not yes:
            raise Refusal(
                "subscription-too-small",
                f"{who}subscription {subscription.id} does not hold extents[{i}] in area, altitude and time",
                field="subscription_id",
            )


def evolve(state: Office, event: SubscriptionEvent) -> None:
    """The state after the event."""
    match event:
        case SubscriptionPut():
            state.keep_subscription(event.subscription)
        case SubscriptionRemoved():
            state.drop_subscription(event.id)


def invert(state: Office, event: SubscriptionEvent) -> tuple[SubscriptionEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case SubscriptionPut():
            old = state.subscriptions.get(event.subscription.id)
            return (SubscriptionRemoved(event.subscription.id, "") if old is None else SubscriptionPut(old),)
        case SubscriptionRemoved():
            return (SubscriptionPut(state.subscriptions[event.id]),)


def party_of(event: SubscriptionEvent) -> str:
    """Whose change it was."""
    return event.subscription.manager if isinstance(event, SubscriptionPut) else event.party


def _serves_as_before(subscription: Subscription, old: Subscription) -> bool:
    """Whether it holds all that the old version held, told without a look at what depends on it."""
    return subscription.notify_for_operational_intents and all(
        any(outer.outline == inner.outline and contains(outer, inner) for outer in subscription.extents)
        for inner in old.extents
    )


def get_subscription(state: Office, subscription_id: str, party: str, now_us: int) -> SubscriptionView:
    """Refused: `not-found`, also for another party's: that it exists is not theirs to know."""
    found = state.subscription(subscription_id, now_us)
    view = None if found is None else view_subscription(state, found, party, now_us)
    if view is None:
        raise Refusal("not-found", f"no subscription {subscription_id}", field="subscriptionid")
    return view


def query_subscriptions(
    state: Office, area: Volume, area_m2: float, party: str, now_us: int
) -> tuple[SubscriptionView, ...]:
    """The party's own subscriptions that touch the volume. Refused: `area-too-large`."""
    check_area(area_m2, state.rules, "area_of_interest")
    mine = {owner for owner, _ in state.subscription_index.near(area) if state.subscriptions[owner].manager == party}
    hits = mine & state.subscription_index.overlapping((area,)) if mine else mine
    found = [state.subscription(subscription_id, now_us) for subscription_id in sorted(hits)]
    views = [
        view_subscription(state, subscription, party, now_us) for subscription in found if subscription is not None
    ]
    return tuple(view for view in views if view is not None)


def _changeable(
    state: Office, party: str, subscription_id: str, version: str | None, now_us: int
) -> Subscription | None:
    old = state.subscription(subscription_id, now_us)
    check_change(_KIND, old, None if old is None else old.version, party, subscription_id, version)
    if old is not None and old.implicit:
        raise Refusal(
            "subscription-implicit",
            f"subscription {subscription_id} is kept by the office for an operational intent; change that instead",
            field="subscriptionid",
        )
    return old


def _windowed(extents: Volume, old: Subscription | None, rules: Rules, now_us: int) -> Volume:
    """The volume with both ends of its window filled in: from now (or as before), for as long as is allowed."""
    start_us = extents.start_us if extents.start_us is not None else (now_us if old is None else old.start_us)
    counted_from_us = start_us if old is None else max(start_us, now_us)
    end_us = extents.end_us if extents.end_us is not None else counted_from_us + rules.max_subscription_us
    if old is None and start_us < now_us - rules.clock_skew_us:
        raise Refusal("window-past", "time_start lies in the past", field="extents.time_start.value")
    if end_us <= now_us:
        raise Refusal("window-past", "time_end lies in the past", field="extents.time_end.value")
    if end_us <= start_us:
        raise Refusal("window-past", "time_end must be after time_start", field="extents.time_end.value")
    if end_us - counted_from_us > rules.max_subscription_us:
        raise Refusal(
            "window-too-long",
            f"a subscription lasts at most {rules.max_subscription_us / HOUR_US:g} hours; renew it before it ends",
            field="extents.time_end.value",
        )
    if end_us > now_us + rules.max_ahead_us:
        days = rules.max_ahead_us / DAY_US
        raise Refusal("window-too-far", f"time_end lies more than {days:g} days ahead", field="extents.time_end.value")
    return msgspec.structs.replace(extents, start_us=start_us, end_us=end_us)


def _already_there(
    state: Office, subscription: Subscription, now_us: int
) -> tuple[tuple[IntentView, ...], tuple[ConstraintView, ...]]:
    party, extents = subscription.manager, subscription.extents
    intents: tuple[IntentView, ...] = ()
    constraints: tuple[ConstraintView, ...] = ()
    if subscription.notify_for_operational_intents:
        hits = [state.intent(i, now_us) for i in sorted(state.intent_index.overlapping(extents))]
        intents = tuple(view_intent(state, hit, party) for hit in hits if hit is not None)
    if subscription.notify_for_constraints:
        found = [state.constraint(i, now_us) for i in sorted(state.constraint_index.overlapping(extents))]
        constraints = tuple(view_constraint(state, hit, party) for hit in found if hit is not None)
    return intents, constraints
