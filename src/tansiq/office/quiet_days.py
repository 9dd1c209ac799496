"""The days of a quiet period in figures: how many it was in force, how many each party's own record says were kept, and
what each says of incidents. Nobody's record is taken for another's: they stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tansiq.office.quiet_period import QuietPeriod
from tansiq.office.rules import DAY_US


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a party says, as far as the reader was told, of an incident that is said to have broken a quiet period: its
    own state of it, on a day (its midnight, UTC) on which it went on. `alleges`: by it, the day was not kept."""

    incident: str
    party: str
    day_us: int
    state: str
    alleges: bool


@dataclass(frozen=True, slots=True)
class PartyDays:
    """A party's own record: days that were kept, and its incidents by their state in it."""

    party: str
    kept: int
    incidents: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class QuietFigures:
    """`days`: on which it has been in force, if only for a part of them (UTC)."""

    days: int
    parties: tuple[PartyDays, ...]


def quiet_figures(period: QuietPeriod, recorded: Iterable[Recorded], now_us: int) -> QuietFigures:
    """All parties' records beside each other, up to now."""
    days = days_in_force(period, now_us)
    alleged: dict[str, set[int]] = {}
    states: dict[str, dict[str, str]] = {}
    for one in recorded:
        states.setdefault(one.party, {})[one.incident] = one.state
        if one.alleges:
            alleged.setdefault(one.party, set()).add(one.day_us // DAY_US)
    return QuietFigures(
        len(days),
        tuple(
            PartyDays(
                party,
                sum(day not in alleged.get(party, ()) for day in days),
                tuple(sorted(Counter(states.get(party, {}).values()).items())),
            )
            for party in period.parties
        ),
    )


def days_in_force(period: QuietPeriod, now_us: int) -> range:
    """The days (since 1970) on which it has been in force; none before it is."""
    until_us = min(now_us, period.over_us)
    if not period.committed_us or until_us <= period.since_us:
        return range(0)
    return range(period.since_us // DAY_US, (until_us - 1) // DAY_US + 1)
