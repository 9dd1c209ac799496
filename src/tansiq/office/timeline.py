"""Things in the order of their times, the newest first where they are read."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter


class Timeline:
    """Names with their times (microseconds), each once. The order follows from what is in it alone, however it came
    in: a state that is put back from a snapshot reads like the one that was saved."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: list[tuple[int, str]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, name: str, at_us: int) -> None:
        """Enters a name. What comes in is mostly the newest, which costs next to nothing."""
        insort(self._entries, (at_us, name))

    def discard(self, name: str, at_us: int) -> None:
        """Takes out a name that was entered with that time."""
        place = bisect_left(self._entries, (at_us, name))
        if place < len(self._entries) and self._entries[place] == (at_us, name):
            del self._entries[place]

    def newest(self) -> Iterator[str]:
        """The names, what is newest first; of what is of the same time, in the order of the names."""
        return (name for _, name in self.times())

    def times(self) -> Iterator[tuple[int, str]]:
        """The same, with their times."""
        for _, together in groupby(reversed(self._entries), key=itemgetter(0)):
            yield from reversed(list(together))

    @property
    def last_us(self) -> int:
        """The newest time in it; below every time where it is empty."""
        return self._entries[-1][0] if self._entries else -1

    def since(self, place: tuple[int, str]) -> Iterator[tuple[int, str]]:
        """Times and names from a place on, the oldest first. The place itself need not be there any more."""
        return islice(self._entries, bisect_left(self._entries, place), None)

    def back_from(self, place: tuple[int, str]) -> Iterator[str]:
        """The names from before a place on, what is newest first."""
        end = bisect_left(self._entries, place)
        return (self._entries[number][1] for number in range(end - 1, -1, -1))
