"""The requests of an office, and what finds them. Only `evolve` changes it."""

from __future__ import annotations

from collections.abc import Iterator

from tansiq.office.asked import Request
from tansiq.office.deadlines import Deadlines
from tansiq.office.timeline import Timeline


class RequestTable:
    """Requests by id; each party's, what changed last for it first; those of each agreement."""

    __slots__ = ("_by_id", "_for", "_under", "deadlines", "waiting")

    def __init__(self) -> None:
        self._by_id: dict[str, Request] = {}
        self._for: dict[str, Timeline] = {}
        self._under: dict[str, set[str]] = {}
        self.deadlines = Deadlines()
        self.waiting: set[str] = set()
        """Those of which something waits for a channel that is in force again."""

    def get(self, request_id: str) -> Request | None:
        """One of them."""
        return self._by_id.get(request_id)

    def rows(self) -> Iterator[Request]:
        """All, in the order of their ids."""
        return (self._by_id[request_id] for request_id in sorted(self._by_id))

    def times_for(self, party: str) -> Iterator[tuple[int, str]]:
        """When each of those that the party asked, or was asked, last changed for it, and its id, the latest first."""
        found = self._for.get(party)
        return iter(()) if found is None else found.times()

    def under(self, agreement_id: str) -> Iterator[Request]:
        """Those that somebody was asked under this agreement."""
        return (self._by_id[request_id] for request_id in sorted(self._under.get(agreement_id, ())))

    def keep(self, request: Request, *, waits: bool) -> None:
        """Puts a request into the place of its older version."""
        if request.id in self._by_id:
            self._unlink(self._by_id[request.id])
        self._by_id[request.id] = request
        for party, at_us in _times(request):
            self._for.setdefault(party, Timeline()).add(request.id, at_us)
        for agreement_id in {one.under for one in request.asked}:
            self._under.setdefault(agreement_id, set()).add(request.id)
        if (next_us := request.next_us) is not None:
            self.deadlines.add(request.id, next_us)
        if waits:
            self.waiting.add(request.id)

    def drop(self, request_id: str) -> None:
        """Forgets a request."""
        self._unlink(self._by_id.pop(request_id))

    def _unlink(self, old: Request) -> None:
        for party, at_us in _times(old):
            self._for[party].discard(old.id, at_us)
            if not self._for[party]:
                del self._for[party]
        for agreement_id in {one.under for one in old.asked}:
            self._under[agreement_id].discard(old.id)
            if not self._under[agreement_id]:
                del self._under[agreement_id]
        if (next_us := old.next_us) is not None:
            self.deadlines.discard(old.id, next_us)
        self.waiting.discard(old.id)


def _times(request: Request) -> list[tuple[str, int]]:
    """Who may see something of it, and when that last changed for them."""
    return [(request.asker, request.changed_us), *((one.party, one.changed_us) for one in request.asked)]
