"""Of which kind things and messages are, and in which state: the words that everybody uses, and nothing behind them."""

from __future__ import annotations

from enum import StrEnum


class ThingKind(StrEnum):
    """What agreements speak of. Kinds that move come first."""

    AIRCRAFT = "aircraft"
    DRONE = "drone"
    CONVOY = "convoy"
    TEAM = "team"
    FIELD_WORK = "field-work"
    CONSTRAINT = "constraint"
    SITE = "site"
    MOVEMENT = "movement"
    INFRASTRUCTURE = "infrastructure"


PLANNED = (
    ThingKind.AIRCRAFT,
    ThingKind.DRONE,
    ThingKind.CONVOY,
    ThingKind.TEAM,
    ThingKind.FIELD_WORK,
    ThingKind.CONSTRAINT,
)
NOTIFIED = (ThingKind.SITE, ThingKind.MOVEMENT, ThingKind.INFRASTRUCTURE)


class OperationState(StrEnum):
    """As in F3548-21, for whatever moves or works. A constraint is Accepted, Activated and Ended (released)."""

    ACCEPTED = "Accepted"
    ACTIVATED = "Activated"
    NONCONFORMING = "Nonconforming"
    CONTINGENT = "Contingent"
    ENDED = "Ended"


STRAYING = (OperationState.NONCONFORMING, OperationState.CONTINGENT)
"""What is in one of these does not vanish when its planned time is over."""


class NoticeState(StrEnum):
    """Where a notice stands."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Priority(StrEnum):
    """Of what is said in a thread."""

    ROUTINE = "routine"
    URGENT = "urgent"
    DISTRESS = "distress"


class MessageKind(StrEnum):
    """What a line of a thread is. Nothing said is ever changed: a correction follows, and a translation is one."""

    MESSAGE = "message"
    CALL = "call"
    CORRECTION = "correction"
    TRANSLATION = "translation"
    TEST = "test"
    OFFICE = "office"
    """Written by the office itself: a conflict was found, a thing was planned near a notice."""
    RESOLVED = "resolved"
    """Written by the office itself: what it had spoken of is so no longer."""
