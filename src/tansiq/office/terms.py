"""The terms of an agreement: what flows from whom to whom, where, from when to when, and which rules go with it."""

from __future__ import annotations

import hashlib
from enum import IntEnum, StrEnum

import msgspec

from tansiq.office.kinds import ThingKind
from tansiq.volumes import Volume


class Level(StrEnum):
    """How much the parties do together; each level has what stands before it."""

    NOTIFICATION = "notification"
    """One side is told."""
    INFORMATION = "information"
    """Both sides tell each other."""
    DECONFLICTION = "deconfliction"
    """Both sides plan so that they stay apart by the rules agreed."""
    COORDINATION = "coordination"
    """Both sides plan together."""


class Sight(IntEnum):
    """What a party may see of another's thing; more is higher."""

    NOTHING = 0
    EXISTS = 1
    """That it is there, of which kind, and whom to ask."""
    COARSE = 2
    """Also where and when, on a coarse grid (`tansiq.volumes.coarse`)."""
    ALL = 3


class Flow(msgspec.Struct, frozen=True):
    """The giver shows the receiver its things of these kinds, so far. Both are parties of the agreement."""

    giver: str
    receiver: str
    kinds: tuple[ThingKind, ...]
    sight: Sight


class SeparationRule(msgspec.Struct, frozen=True):
    """Two things of these kinds stay apart by at least one of the three: beside, above, or in time."""

    kinds: tuple[ThingKind, ThingKind]
    horizontal_m: float
    vertical_m: float
    minutes: float


class LeadTimes(msgspec.Struct, frozen=True):
    """How long before it begins a thing is to be notified (hours). Later is taken in, and marked as late."""

    standard_h: float = 48.0
    urgent_h: float = 24.0


class AcknowledgeWithin(msgspec.Struct, frozen=True):
    """How soon a message is to be acknowledged (seconds), by its priority."""

    routine_s: int = 4 * 3_600
    urgent_s: int = 900
    distress_s: int = 120


class Step(msgspec.Struct, frozen=True):
    """A step of the escalation ladder: so long after the deadline, the contacts of this role are asked."""

    after_s: int
    role: str


class Terms(msgspec.Struct, frozen=True):
    """What the parties of an agreement sign, all of it.

    `area` None: everywhere; it may have altitudes, but no times: `start_us` to `end_us` say when it holds.
    `coarse_level`: the grid of coarse extents (S2 level). `plan_over`: whether a conflict may be planned over, with a
    reason. `opens_threads`: whether a conflict or a near notice opens a thread by itself: between operations by what
    each side may see of the other's, at a notice by the exact operation. `test_every_h`: how often the channel is
    tested (0: never), to be answered within `test_within_s`.
    """

    title: str
    level: Level
    start_us: int
    end_us: int
    flows: tuple[Flow, ...]
    area: Volume | None = None
    coarse_level: int = 10
    separation: tuple[SeparationRule, ...] = ()
    notice_distance_m: float = 1_000.0
    lead_times: LeadTimes = LeadTimes()
    acknowledge_within: AcknowledgeWithin = AcknowledgeWithin()
    ladder: tuple[Step, ...] = ()
    plan_over: bool = False
    opens_threads: bool = True
    test_every_h: float = 0.0
    test_within_s: int = 900
    text: str = ""


def digest_of(terms: Terms, parties: tuple[str, ...]) -> str:
    """What a signature is for: SHA-256 over the terms and the parties, in the one order of their fields."""
    return hashlib.sha256(msgspec.json.encode((sorted(parties), terms))).hexdigest()
