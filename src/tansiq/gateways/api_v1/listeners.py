"""Who listens to event streams, and how many may: nobody, and no party, takes the place of another."""

from __future__ import annotations

from collections import Counter

from tansiq.gateways.contract import Call, Problem

MOST, MOST_OF_PARTY, MOST_OF_PERSON = 5_000, 1_000, 30
KEPT_FOR_PARTY = 20
"""So many streams a party may always have open, however many others there are."""
_LATER = ((b"retry-after", b"30"),)


class Listeners:
    """The event streams that are open, by party and by person. Lives on one event loop."""

    def __init__(
        self,
        most: int = MOST,
        of_party: int = MOST_OF_PARTY,
        of_person: int = MOST_OF_PERSON,
        kept: int = KEPT_FOR_PARTY,
    ) -> None:
        self._most, self._of_party, self._of_person, self._kept = most, of_party, of_person, kept
        self._parties: Counter[str] = Counter()
        self._people: Counter[tuple[str, str]] = Counter()
        self._open = 0

    @property
    def open(self) -> int:
        """How many streams are open."""
        return self._open

    def enter(self, call: Call) -> Place:
        """A place for one more stream. Raises `Problem` (`too-many-streams`)."""
        who = (call.party, call.person) if call.person else None
        if who is not None and self._people[who] >= self._of_person:
            message = f"you have {self._of_person:,} event streams open, which is the most; close some"
            raise Problem(429, "too-many-streams", message)
        have = self._parties[call.party]
        if have >= self._of_party:
            message = f"{call.party} has {have:,} event streams open, which is the most; close some, or read the feed"
            raise Problem(429, "too-many-streams", message)
        if self._open >= self._most and have >= self._kept:
            message = (
                f"all of the office's {self._most:,} event streams are taken; {call.party} has {have:,} of them, and "
                f"may always have {self._kept:,}. Try again later, or read the feed"
            )
            raise Problem(503, "too-many-streams", message, headers=_LATER)
        return Place(self, call.party, who)

    def took(self, party: str, who: tuple[str, str] | None, count: int) -> None:
        """So many streams more, or fewer."""
        self._open += count
        self._parties[party] += count
        if not self._parties[party]:
            del self._parties[party]
        if who is not None:
            self._people[who] += count
            if not self._people[who]:
                del self._people[who]


class Place:
    """The place of one stream. Given back once: by `leave`, or when nobody holds it any more, as when its asker is gone
    before the stream has begun."""

    __slots__ = ("_listeners", "_party", "_who")

    def __init__(self, listeners: Listeners, party: str, who: tuple[str, str] | None) -> None:
        self._listeners: Listeners | None = listeners
        self._party, self._who = party, who
        listeners.took(party, who, 1)

    def leave(self) -> None:
        """The stream has ended."""
        listeners, self._listeners = self._listeners, None
        if listeners is not None:
            listeners.took(self._party, self._who, -1)

    def __del__(self) -> None:
        self.leave()
