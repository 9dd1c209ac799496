"""The incidents of an office, and what finds them. Only `evolve` changes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tansiq.office.deadlines import Deadlines
from tansiq.office.incident import Incident
from tansiq.office.timeline import Timeline


class IncidentTable:
    """Incidents by id; each party's, what changed last in its eyes first; those of each quiet period."""

    __slots__ = ("_by_id", "_changed", "_for", "_next", "_of_quiet", "deadlines", "waiting")

    def __init__(self) -> None:
        self._by_id: dict[str, Incident] = {}
        self._for: dict[str, Timeline] = {}
        self._of_quiet: dict[str, set[str]] = {}
        self._changed: dict[str, dict[str, int]] = {}
        """When each incident last changed for whom: much may have been said in it, and little of that is new."""
        self._next: dict[str, int] = {}
        self.deadlines = Deadlines()
        self.waiting: set[str] = set()
        """Those of which something waits for a channel that is in force again."""

    def get(self, incident_id: str) -> Incident | None:
        """One of them."""
        return self._by_id.get(incident_id)

    def rows(self) -> Iterator[Incident]:
        """All, in the order of their ids."""
        return (self._by_id[incident_id] for incident_id in sorted(self._by_id))

    def times_for(self, party: str) -> Iterator[tuple[int, str]]:
        """When each of those in which the party takes part last changed in its eyes, and its id, the latest first."""
        found = self._for.get(party)
        return iter(()) if found is None else found.times()

    def of_quiet(self, quiet_period: str) -> Iterator[Incident]:
        """Those that are said to have broken a quiet period, in the order of their ids."""
        return (self._by_id[incident_id] for incident_id in sorted(self._of_quiet.get(quiet_period, ())))

    def keep(self, incident: Incident, news: Mapping[str, int] | None = None) -> None:
        """Puts an incident into the place of its older version. `news`: to whom something new came in it, and when; if
        that is not known, all that was said is gone through."""
        old = self._by_id.get(incident.id)
        before = self._changed.get(incident.id, {})
        changed = incident.all_changed() if news is None else _with(before, incident, news)
        if old is not None:
            self._unlink(old)
        for party, at_us in before.items():
            if changed.get(party) != at_us:
                self._take_out(party, incident.id, at_us)
        for party, at_us in changed.items():
            if before.get(party) != at_us:
                self._for.setdefault(party, Timeline()).add(incident.id, at_us)
        self._by_id[incident.id], self._changed[incident.id] = incident, changed
        if incident.quiet_period:
            self._of_quiet.setdefault(incident.quiet_period, set()).add(incident.id)
        if incident.waits:
            self.waiting.add(incident.id)
        if (next_us := incident.next_us) is not None:
            self._next[incident.id] = next_us
            self.deadlines.add(incident.id, next_us)

    def drop(self, incident_id: str) -> None:
        """Forgets an incident."""
        self._unlink(self._by_id.pop(incident_id))
        for party, at_us in self._changed.pop(incident_id).items():
            self._take_out(party, incident_id, at_us)

    def _take_out(self, party: str, incident_id: str, at_us: int) -> None:
        self._for[party].discard(incident_id, at_us)
        if not self._for[party]:
            del self._for[party]

    def _unlink(self, old: Incident) -> None:
        if old.quiet_period:
            self._of_quiet[old.quiet_period].discard(old.id)
            if not self._of_quiet[old.quiet_period]:
                del self._of_quiet[old.quiet_period]
        self.waiting.discard(old.id)
        if (next_us := self._next.pop(old.id, None)) is not None:
            self.deadlines.discard(old.id, next_us)


def _with(before: Mapping[str, int], incident: Incident, news: Mapping[str, int]) -> dict[str, int]:
    """When it changed for each who takes part, with what is new."""
    return {party: max(before.get(party, 0), news.get(party, 0)) for party in incident.parties}
