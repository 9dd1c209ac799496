"""Operational intent references: who will be where and when, and who has seen it. F3548-21, 4.4 and
`OperationalIntentReference`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.entities import Intent, IntentState, SpentOvn, Subscription
from tansiq.office.key import check_key
from tansiq.office.limits import check_area, check_areas, check_bands, check_found, check_window
from tansiq.office.notification import About, concerned, count_notifications, counters_of
from tansiq.office.ovns import OvnsForgotten, requested_ovn
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.subscriptions import SubscriptionPut, SubscriptionRemoved, must_serve
from tansiq.office.versions import Kind, check_change
from tansiq.office.views import IntentView, Subscriber, subscribers, view_intent
from tansiq.volumes import Volume

_KIND = Kind("operational intent", "entityid", "ovn", "OVN", open=True)
_PLANNING = frozenset({IntentState.ACCEPTED, IntentState.ACTIVATED})
_FOLLOWS = {
    None: frozenset({IntentState.ACCEPTED}),
    IntentState.ACCEPTED: frozenset(IntentState),
    IntentState.ACTIVATED: frozenset(IntentState),
    IntentState.NONCONFORMING: frozenset(IntentState) - {IntentState.ACCEPTED},
    IntentState.CONTINGENT: frozenset({IntentState.CONTINGENT}),
}
"""What may follow a state. F3548-21: an intent begins as Accepted; Contingent "must transition to Ended"."""


class IntentPut(msgspec.Struct, frozen=True, tag="intent.put", tag_field="kind", omit_defaults=True):
    """An operational intent is there, or is there in a new version; these subscriptions were to be notified.

    `ovn_until_us`, where its manager fixed the OVN: how long the same one could be asked for again.
    """

    intent: Intent
    notified: tuple[str, ...] = ()
    ovn_until_us: int = 0


class IntentRemoved(msgspec.Struct, frozen=True, tag="intent.removed", tag_field="kind"):
    """An operational intent has ended: by its manager's word, or by its time."""

    id: str
    party: str
    notified: tuple[str, ...] = ()


IntentEvent = IntentPut | IntentRemoved


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """The implicit subscription that is to go with an intent."""

    uss_base_url: str
    notify_for_constraints: bool


@dataclass(frozen=True, slots=True)
class PutIntent(Command["IntentChanged"]):
    """Create (no `ovn`) or change an operational intent. The `new_...` are drawn by the caller."""

    party: str
    id: str
    ovn: str | None
    extents: tuple[Volume, ...]
    areas_m2: tuple[float, ...]
    state: IntentState
    uss_base_url: str
    key: frozenset[str]
    new_ovn: str
    new_subscription_id: str
    new_subscription_version: str
    subscription_id: str | None = None
    new_subscription: NewSubscription | None = None
    requested_ovn_suffix: str | None = None
    monitors_conformance: bool = False


@dataclass(frozen=True, slots=True)
class RemoveIntent(Command["IntentChanged"]):
    """End an operational intent."""

    party: str
    id: str
    ovn: str


@dataclass(frozen=True, slots=True)
class IntentChanged:
    """The intent as it is now (or was, when removed), and whom its manager has to notify."""

    view: IntentView
    subscribers: tuple[Subscriber, ...]


def decide_put(
    state: Office, command: PutIntent, now_us: int
) -> tuple[tuple[IntentEvent | SubscriptionPut | SubscriptionRemoved, ...], IntentChanged]:
    """Announce or change an operational intent.

    Refused: `already-exists`, `not-found`, `not-yours`, `stale-version`, `scope-missing` (off-nominal states need
    conformance monitoring), `transition-not-allowed`, `party-down`, `area-too-large`, `window-missing`,
    `band-missing`, `window-past`, `window-too-far`, `ovn-suffix-invalid`, `subscription-needed`,
    `subscription-unknown`, `subscription-deaf`, `subscription-too-small`, `subscription-full`, `unseen-conflicts`
    (the key lacks the OVN of a relevant reference: the refusal lists them).  Source: F3548-21, 4.4.2 and `Key`.
    """
    ovn, ovn_until_us = command.new_ovn, 0
    if command.requested_ovn_suffix is not None:
        ovn, ovn_until_us = requested_ovn(state, command.id, command.requested_ovn_suffix, now_us)
    old = _changeable(state, command.party, command.id, command.ovn, now_us)
    _check_state(state, command, old)
    check_areas(command.areas_m2, state.rules)
    check_bands(command.extents)
    start_us, end_us = check_window(command.extents, state.rules, now_us)
    subscription, subscription_event = _subscription(state, command, old, start_us, end_us, now_us)
    if command.state in _PLANNING:
        wants_constraints = subscription is not None and subscription.notify_for_constraints
        check_key(state, command.party, command.id, command.extents, command.key, wants_constraints, now_us)
    intent = Intent(
        id=command.id,
        manager=command.party,
        version=1 if old is None else old.version + 1,
        state=command.state,
        ovn=ovn,
        uss_base_url=command.uss_base_url,
        start_us=start_us,
        end_us=end_us,
        extents=command.extents,
        subscription_id=None if subscription is None else subscription.id,
    )
    left = _left_behind(state, old, intent.subscription_id, now_us)
    touched = command.extents if old is None else (*old.extents, *command.extents)
    made = None if subscription_event is None else subscription_event.subscription
    notified = concerned(state, touched, About.INTENTS, now_us, instead=made, without=None if left is None else left.id)
    events: list[IntentEvent | SubscriptionPut | SubscriptionRemoved] = [
        IntentPut(intent, tuple(s.id for s in notified), ovn_until_us)
    ]
    if subscription_event is not None:
        events.insert(0, subscription_event)
    if left is not None:
        events.append(left)
    return tuple(events), IntentChanged(view_intent(state, intent, command.party), subscribers(notified))


def decide_remove(
    state: Office, command: RemoveIntent, now_us: int
) -> tuple[tuple[IntentRemoved | SubscriptionRemoved, ...], IntentChanged]:
    """End an operational intent. Refused: `not-found`, `not-yours`, `stale-version`, `party-down`."""
    old = _changeable(state, command.party, command.id, command.ovn, now_us)
    assert old is not None
    if state.is_down(command.party):
        raise Refusal("party-down", f"{command.party} is marked as down and may not end operational intents")
    left = _left_behind(state, old, None, now_us)
    notified = concerned(state, old.extents, About.INTENTS, now_us)
    events: list[IntentRemoved | SubscriptionRemoved] = [
        IntentRemoved(old.id, old.manager, tuple(s.id for s in notified))
    ]
    if left is not None:
        events.append(left)
    return tuple(events), IntentChanged(view_intent(state, old, command.party), subscribers(notified))


def get_intent(state: Office, intent_id: str, party: str, now_us: int) -> IntentView:
    """Refused: `not-found`."""
    found = state.intent(intent_id, now_us)
    if found is None:
        raise Refusal("not-found", f"no operational intent {intent_id}", field="entityid")
    return view_intent(state, found, party)


def query_intents(state: Office, area: Volume, area_m2: float, party: str, now_us: int) -> tuple[IntentView, ...]:
    """Every operational intent that touches the volume. Refused: `area-too-large`, `too-many-found`."""
    check_area(area_m2, state.rules, "area_of_interest")
    found = state.intent_index.overlapping((area,))
    check_found(len(found), state.rules)
    hits = (state.intent(i, now_us) for i in sorted(found))
    return tuple(view_intent(state, hit, party) for hit in hits if hit is not None)


def evolve(state: Office, event: IntentEvent) -> None:
    """The state after the event."""
    match event:
        case IntentPut():
            state.keep_intent(event.intent)
            if event.ovn_until_us:
                state.keep_spent_ovn(SpentOvn(event.intent.ovn, event.ovn_until_us))
            count_notifications(state, event.notified)
        case IntentRemoved():
            state.drop_intent(event.id)
            count_notifications(state, event.notified)


def invert(state: Office, event: IntentEvent) -> tuple[IntentEvent | OvnsForgotten | SubscriptionPut, ...]:
    """What takes the state back to where it is before the event."""
    intent_id = event.intent.id if isinstance(event, IntentPut) else event.id
    old = state.intents.get(intent_id)
    back: IntentEvent = IntentRemoved(intent_id, "") if old is None else IntentPut(old)
    counters = tuple(SubscriptionPut(counter) for counter in counters_of(state, event.notified))
    if isinstance(event, IntentPut) and event.ovn_until_us:
        return (back, OvnsForgotten((event.intent.ovn,)), *counters)
    return (back, *counters)


def party_of(event: IntentEvent) -> str:
    """Whose change it was."""
    return event.intent.manager if isinstance(event, IntentPut) else event.party


def _changeable(state: Office, party: str, intent_id: str, ovn: str | None, now_us: int) -> Intent | None:
    old = state.intent(intent_id, now_us)
    check_change(_KIND, old, None if old is None else old.ovn, party, intent_id, ovn)
    return old


def _check_state(state: Office, command: PutIntent, old: Intent | None) -> None:
    if command.state not in _PLANNING and not command.monitors_conformance:
        raise Refusal(
            "scope-missing",
            f"to announce {command.state} the token needs the scope utm.conformance_monitoring_sa",
            field="state",
        )
    allowed = _FOLLOWS[None if old is None else old.state]
    if command.state not in allowed:
        now = "a new operational intent begins" if old is None else f"{old.state} can be followed only"
        choice = " or ".join(sorted(allowed))
        raise Refusal("transition-not-allowed", f"{now} as {choice}, not {command.state}", field="state")
    if command.state in _PLANNING and state.is_down(command.party):
        raise Refusal("party-down", f"{command.party} is marked as down and may not plan ({command.state})")


def _subscription(
    state: Office, command: PutIntent, old: Intent | None, start_us: int, end_us: int, now_us: int
) -> tuple[Subscription | None, SubscriptionPut | None]:
    """The subscription that serves the intent from now on, and the event that makes or widens it, if any."""
    if command.subscription_id is not None:
        return _named_subscription(state, command, start_us, end_us, now_us)
    if command.new_subscription is not None:
        made = Subscription(
            id=command.new_subscription_id,
            manager=command.party,
            version=command.new_subscription_version,
            uss_base_url=command.new_subscription.uss_base_url,
            start_us=start_us,
            end_us=end_us,
            extents=command.extents,
            notify_for_operational_intents=True,
            notify_for_constraints=command.new_subscription.notify_for_constraints,
            implicit=True,
        )
        return made, SubscriptionPut(made)
    if command.state is not IntentState.ACCEPTED:
        raise Refusal(
            "subscription-needed",
            f"in state {command.state}, subscription_id or new_subscription must be given",
            field="subscription_id",
        )
    return None, None


def _named_subscription(
    state: Office, command: PutIntent, start_us: int, end_us: int, now_us: int
) -> tuple[Subscription, SubscriptionPut | None]:
    assert command.subscription_id is not None
    named = state.subscription(command.subscription_id, now_us)
    if named is None or named.manager != command.party:
        raise Refusal(
            "subscription-unknown", f"you have no subscription {command.subscription_id}", field="subscription_id"
        )
    if not named.implicit:
        must_serve(named, command.extents)
        return named, None
    # An implicit subscription is the office's own to keep: it follows the intents that rest on it.
    others = [intent for intent in state.dependents_of(named.id, now_us) if intent.id != command.id]
    extents = (*command.extents, *(volume for other in others for volume in other.extents))
    if extents == named.extents:
        return named, None
    if len(extents) > state.rules.max_implicit_volumes:
        raise Refusal(
            "subscription-full",
            f"subscription {named.id} would have {len(extents):,} volumes; at most "
            f"{state.rules.max_implicit_volumes:,}: ask for a new_subscription",
            field="subscription_id",
        )
    widened = msgspec.structs.replace(
        named,
        version=command.new_subscription_version,
        extents=extents,
        start_us=min([start_us, *(other.start_us for other in others)]),
        end_us=max([end_us, *(other.end_us for other in others)]),
    )
    return widened, SubscriptionPut(widened)


def _left_behind(state: Office, old: Intent | None, kept: str | None, now_us: int) -> SubscriptionRemoved | None:
    """The implicit subscription on which no operational intent rests any more after this change."""
    if old is None or old.subscription_id is None or old.subscription_id == kept:
        return None
    subscription = state.subscriptions.get(old.subscription_id)
    if subscription is None or not subscription.implicit:
        return None
    if any(intent.id != old.id for intent in state.dependents_of(subscription.id, now_us)):
        return None
    return SubscriptionRemoved(subscription.id, subscription.manager)
