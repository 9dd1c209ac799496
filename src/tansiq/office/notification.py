"""Whom a change concerns: the subscriptions whose volume the old or the new extents touch."""

from __future__ import annotations

from typing import Literal

import msgspec

from tansiq.office.entities import Subscription
from tansiq.office.refusals import Refusal
from tansiq.office.rules import Rules
from tansiq.office.state import Office
from tansiq.volumes import Volume, bounding_window, overlap_any


def concerned(
    state: Office,
    extents: tuple[Volume, ...],
    about: Literal["intents", "constraints"],
    now_us: int,
    instead: Subscription | None = None,
    without: str | None = None,
) -> tuple[Subscription, ...]:
    """The subscriptions to notify, each with its index moved on by one, in the order of their ids.

    `instead` is a subscription that the same change makes or moves: it counts as it will be. `without` leaves out
    one that the same change takes away.
    """
    wants = "notify_for_operational_intents" if about == "intents" else "notify_for_constraints"
    hits = state.subscription_index.overlapping(extents)
    found = [s for s in (state.subscription(i, now_us) for i in hits) if s is not None and s.id != without]
    if instead is not None:
        found = [s for s in found if s.id != instead.id]
        if any(overlap_any(volume, instead.extents) for volume in extents):
            found.append(instead)
    return tuple(
        msgspec.structs.replace(s, notification_index=s.notification_index + 1)
        for s in sorted(found, key=lambda s: s.id)
        if getattr(s, wants)
    )


def count_notifications(state: Office, notified: tuple[str, ...]) -> None:
    """Moves the index of each of the subscriptions on by one. For `evolve` alone."""
    for subscription_id in notified:
        old = state.subscriptions[subscription_id]
        state.subscriptions[subscription_id] = msgspec.structs.replace(
            old, notification_index=old.notification_index + 1
        )


def check_window(extents: tuple[Volume, ...], rules: Rules, now_us: int) -> tuple[int, int]:
    """First start and last end. Raises `Refusal` unless each volume has both times and both altitudes, and the last
    end lies ahead, but not too far (F3548-21, `extents`)."""
    for i, volume in enumerate(extents):
        if volume.start_us is None or volume.end_us is None:
            missing = "time_start" if volume.start_us is None else "time_end"
            raise Refusal("window-missing", f"{missing} is needed in each volume", field=f"extents[{i}].{missing}")
    start_us, end_us = bounding_window(extents)
    assert start_us is not None
    assert end_us is not None
    if end_us <= now_us:
        raise Refusal("window-past", "time_end lies in the past", field="extents[].time_end.value")
    if end_us > now_us + rules.max_ahead_us:
        days = rules.max_ahead_us / 86_400e6
        raise Refusal(
            "window-too-far", f"time_end lies more than {days:g} days ahead", field="extents[].time_end.value"
        )
    return start_us, end_us


def check_bands(extents: tuple[Volume, ...]) -> None:
    """Raises `Refusal` unless each volume has both altitudes."""
    for i, volume in enumerate(extents):
        if volume.lower_m is None or volume.upper_m is None:
            missing = "altitude_lower" if volume.lower_m is None else "altitude_upper"
            raise Refusal("band-missing", f"{missing} is needed in each volume", field=f"extents[{i}].volume.{missing}")
