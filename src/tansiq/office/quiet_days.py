"""The days of a quiet period in figures: how many it was in force, how many each party's own record says were kept, and
what each says of incidents. Nobody's record is taken for another's: they stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tansiq.office.incident_figures import SideCount, of_quiet_period
from tansiq.office.incident_seen import SideState
from tansiq.office.quiet_period import QuietPeriod
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office

OF_ITS_RECORD = (SideState.ALLEGES, SideState.ACKNOWLEDGED)
"""A party that says so says that it happened: by its own record, the day was not kept."""


@dataclass(frozen=True, slots=True)
class PartyDays:
    """A party's own record: days that were kept; the incidents that it alleges or acknowledges, by their state; and
    what it says to all that are said to have broken the quiet period."""

    party: str
    kept: int
    incidents: tuple[tuple[str, int], ...]
    says: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class QuietFigures:
    """`days`: on which it has been in force, if only for a part of them (UTC)."""

    days: int
    parties: tuple[PartyDays, ...]


def figures_seen(state: Office, period: QuietPeriod, reader: str, now_us: int) -> QuietFigures:
    """The figures up to now, of incidents in which the reader takes part, as far as it was told. That it may know of
    the quiet period is for the caller to see to."""
    return quiet_figures(period, of_quiet_period(state, period.id, reader, now_us), now_us)


def quiet_figures(period: QuietPeriod, recorded: Iterable[SideCount], now_us: int) -> QuietFigures:
    """All parties' records beside each other, up to now."""
    days = days_in_force(period, now_us)
    broken: dict[str, set[int]] = {party: set() for party in period.parties}
    own: dict[str, dict[str, str]] = {party: {} for party in period.parties}
    said: dict[str, dict[str, str]] = {party: {} for party in period.parties}
    for one in recorded:
        if one.party not in said:
            continue
        said[one.party][one.incident] = one.own.value
        if one.own in OF_ITS_RECORD:
            own[one.party][one.incident] = one.over_all.value
            broken[one.party].add(one.day_us // DAY_US)
    return QuietFigures(
        len(days),
        tuple(
            PartyDays(party, sum(day not in broken[party] for day in days), _counted(own[party]), _counted(said[party]))
            for party in period.parties
        ),
    )


def days_in_force(period: QuietPeriod, now_us: int) -> range:
    """The days (since 1970) on which it has been in force; none before it is."""
    until_us = min(now_us, period.over_us)
    if not period.committed_us or until_us <= period.since_us:
        return range(0)
    return range(period.since_us // DAY_US, (until_us - 1) // DAY_US + 1)


def _counted(states: dict[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(states.values()).items()))
