"""What ends when, by the minute: so that ending the expired never looks at the rest."""

from __future__ import annotations

from collections.abc import Iterator, Set
from heapq import nsmallest

_MINUTE_US = 60_000_000


class Deadlines:
    """Identifiers of one kind of thing by the minute in which they end. Derived from the state; never stored."""

    __slots__ = ("minutes",)

    def __init__(self) -> None:
        self.minutes: dict[int, set[str]] = {}

    def add(self, thing_id: str, end_us: int) -> None:
        """The thing ends then."""
        self.minutes.setdefault(end_us // _MINUTE_US, set()).add(thing_id)

    def discard(self, thing_id: str, end_us: int) -> None:
        """The thing is gone, or ends at another time."""
        minute = end_us // _MINUTE_US
        things = self.minutes[minute]
        things.discard(thing_id)
        if not things:
            del self.minutes[minute]

    def due(self, now_us: int) -> Iterator[str]:
        """What ends in the minutes that have begun, oldest first; in the last of them some may have seconds left."""
        for minute in sorted(minute for minute in self.minutes if minute <= now_us // _MINUTE_US):
            yield from sorted(self.minutes[minute])


def some_of(ids: Set[str], after: str, at_most: int) -> tuple[list[str], str]:
    """The first so many of these after one, in order, and after which to go on; "" where none are left."""
    some = nsmallest(at_most + 1, (one for one in ids if one > after))
    return (some[:at_most], some[at_most - 1]) if len(some) > at_most else (some, "")
