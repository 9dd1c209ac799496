"""The days of a quiet period in figures: how many it was in force, how many each party's own record says were kept, and
what each says of incidents. Nobody's record is taken for another's: they stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tansiq.office.incident_figures import SideCount
from tansiq.office.incident_seen import SideState
from tansiq.office.quiet_period import QuietPeriod
from tansiq.office.rules import DAY_US

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


class Counting:
    """Takes what is said of incidents, some at a time, and puts each party's record beside the others'."""

    def __init__(self, period: QuietPeriod) -> None:
        self._period = period
        self._broken: dict[str, set[int]] = {party: set() for party in period.parties}
        self._own: dict[str, dict[str, str]] = {party: {} for party in period.parties}
        self._said: dict[str, dict[str, str]] = {party: {} for party in period.parties}

    def take(self, recorded: Iterable[SideCount]) -> None:
        """Counts these, too."""
        for one in recorded:
            if one.party not in self._said:
                continue
            self._said[one.party][one.incident] = one.own.value
            if one.own in OF_ITS_RECORD:
                self._own[one.party][one.incident] = one.over_all.value
                self._broken[one.party].add(one.day_us // DAY_US)

    def figures(self, now_us: int) -> QuietFigures:
        """All that was taken, up to now."""
        days = days_in_force(self._period, now_us)
        return QuietFigures(len(days), tuple(self._of(party, days) for party in self._period.parties))

    def _of(self, party: str, days: range) -> PartyDays:
        kept = len(days) - sum(day in days for day in self._broken[party])
        return PartyDays(party, kept, _counted(self._own[party]), _counted(self._said[party]))


def days_in_force(period: QuietPeriod, now_us: int) -> range:
    """The days (since 1970) on which it has been in force; none before it is."""
    until_us = min(now_us, period.over_us)
    if not period.committed_us or until_us <= period.since_us:
        return range(0)
    return range(period.since_us // DAY_US, (until_us - 1) // DAY_US + 1)


def _counted(states: dict[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(states.values()).items()))
