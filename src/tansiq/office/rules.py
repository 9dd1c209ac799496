"""The limits that an office sets itself. Part of no event: they bound what is taken in, not what happened."""

from __future__ import annotations

from dataclasses import dataclass

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits on what may be announced; defaults follow F3548-21 and its reference deployments."""

    max_area_m2: float = 2_500e6
    max_subscription_us: int = 24 * HOUR_US
    max_ahead_us: int = 366 * DAY_US
    clock_skew_us: int = 5 * 60_000_000
    """How far in the past a subscription may begin, and how old a requested OVN suffix may be."""
