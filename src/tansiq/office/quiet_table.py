"""The quiet periods of an office, and what finds them. Only `evolve` changes it."""

from __future__ import annotations

from collections.abc import Iterator

from tansiq.office.deadlines import Deadlines
from tansiq.office.quiet_period import QuietPeriod
from tansiq.office.timeline import Timeline


class QuietTable:
    """Quiet periods by id; each party's, what changed last first; those that have not ended, by party and by
    agreement."""

    __slots__ = ("_by_id", "_for", "_live_for", "deadlines", "live_under")

    def __init__(self) -> None:
        self._by_id: dict[str, QuietPeriod] = {}
        self._for: dict[str, Timeline] = {}
        self._live_for: dict[str, set[str]] = {}
        self.live_under: dict[str, set[str]] = {}
        self.deadlines = Deadlines()

    def get(self, period_id: str) -> QuietPeriod | None:
        """One of them."""
        return self._by_id.get(period_id)

    def rows(self) -> Iterator[QuietPeriod]:
        """All, in the order of their ids."""
        return (self._by_id[period_id] for period_id in sorted(self._by_id))

    def times_for(self, party: str) -> Iterator[tuple[int, str]]:
        """When each of those in which the party takes part last changed, and its id, in the same order."""
        found = self._for.get(party)
        return iter(()) if found is None else found.times()

    def live_for(self, party: str) -> Iterator[QuietPeriod]:
        """Those of them that have not been ended, in the order of their ids."""
        return (self._by_id[period_id] for period_id in sorted(self._live_for.get(party, ())))

    def keep(self, period: QuietPeriod) -> None:
        """Puts a quiet period into the place of its older version."""
        if period.id in self._by_id:
            self._unlink(self._by_id[period.id])
        self._by_id[period.id] = period
        for party in period.parties:
            self._for.setdefault(party, Timeline()).add(period.id, period.changed_us)
        if (next_us := period.next_us) is not None:
            self.deadlines.add(period.id, next_us)
            self.live_under.setdefault(period.under, set()).add(period.id)
            for party in period.parties:
                self._live_for.setdefault(party, set()).add(period.id)

    def drop(self, period_id: str) -> None:
        """Forgets a quiet period."""
        self._unlink(self._by_id.pop(period_id))

    def _unlink(self, old: QuietPeriod) -> None:
        for party in old.parties:
            self._for[party].discard(old.id, old.changed_us)
            if not self._for[party]:
                del self._for[party]
        if (next_us := old.next_us) is not None:
            self.deadlines.discard(old.id, next_us)
            _take_out(self.live_under, old.under, old.id)
            for party in old.parties:
                _take_out(self._live_for, party, old.id)


def _take_out(groups: dict[str, set[str]], name: str, member: str) -> None:
    groups[name].discard(member)
    if not groups[name]:
        del groups[name]
