"""The limits that an office sets itself. Part of no event: they bound what is taken in, not what happened."""

from __future__ import annotations

from dataclasses import dataclass

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US
SKEW_US = 5 * 60_000_000
"""By so much a party's clock may differ from the office's."""
OLDEST_US = -(200 * 366 * DAY_US)
"""Of no time before this (since 1970) anybody says what happened."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits on what may be announced; defaults follow F3548-21 and its reference deployments."""

    max_area_m2: float = 2_500e6
    """Of one volume."""
    max_total_area_m2: float = 25_000e6
    """Of all volumes of one request together."""
    max_subscription_us: int = 24 * HOUR_US
    max_ahead_us: int = 366 * DAY_US
    clock_skew_us: int = SKEW_US
    """How far in the past a subscription may begin, and how old a requested OVN suffix may be."""
    max_implicit_volumes: int = 2_000
    """Of one implicit subscription that serves several intents: each change writes all of them anew."""
    max_found: int = 20_000
    """Most references that a query is answered with."""
    max_unseen: int = 1_000
    """Most references that a refusal lists; there may be more in the way."""
    witness_quorum: int = 1
    """How many parties' own centres, or witnesses outside, must have cosigned a checkpoint before it is final."""
    day_plan_us: int = 15 * HOUR_US
    """When the plan of the next day is issued: after midnight, UTC. Airspace use plans are for 15:00."""
