"""What the office keeps: the things themselves, frozen. A change is a new one in the old one's place."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.volumes import Volume


class IntentState(StrEnum):
    """F3548-21, `OperationalIntentState`. Ended is not kept: what has ended is gone."""

    ACCEPTED = "Accepted"
    ACTIVATED = "Activated"
    NONCONFORMING = "Nonconforming"
    CONTINGENT = "Contingent"


class AvailabilityState(StrEnum):
    """F3548-21, `UssAvailabilityState`."""

    UNKNOWN = "Unknown"
    NORMAL = "Normal"
    DOWN = "Down"


class Intent(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An operational intent reference. `start_us` and `end_us` bound the windows of all its volumes."""

    id: str
    manager: str
    version: int
    state: IntentState
    ovn: str
    uss_base_url: str
    start_us: int
    end_us: int
    extents: tuple[Volume, ...]
    subscription_id: str | None = None


class Constraint(msgspec.Struct, frozen=True, gc=False):
    """A constraint reference."""

    id: str
    manager: str
    version: int
    ovn: str
    uss_base_url: str
    start_us: int
    end_us: int
    extents: tuple[Volume, ...]


class Subscription(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A wish to be told of changes. An implicit one is kept by the office for one operational intent."""

    id: str
    manager: str
    version: str
    uss_base_url: str
    start_us: int
    end_us: int
    extents: tuple[Volume, ...]
    notification_index: int = 0
    notify_for_operational_intents: bool = False
    notify_for_constraints: bool = False
    implicit: bool = False


class Availability(msgspec.Struct, frozen=True, gc=False):
    """What an arbiter said about a party."""

    party: str
    state: AvailabilityState
    version: str


class SpentOvn(msgspec.Struct, frozen=True, gc=False):
    """An OVN that a planner fixed itself, and until when its suffix is recent enough to be asked for again: an OVN
    must never name two versions."""

    ovn: str
    until_us: int
