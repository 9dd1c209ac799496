"""In which order long lists of the mirror are read, and what goes when there is no more room: what changed first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator, Mapping
from heapq import merge
from operator import itemgetter


class Shelf:
    """What is mirrored of one subject, by when it changed last. Only `evolve` changes it."""

    __slots__ = ("_order", "_row", "size")

    def __init__(self) -> None:
        self._order: list[tuple[int, str]] = []
        """By when it changed, backwards, and by name: as lists show it."""
        self._row: dict[str, tuple[int, int]] = {}
        self.size = 0
        """Bytes of all documents together."""

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, thing_id: str) -> bool:
        return thing_id in self._row

    def changed_us(self, thing_id: str) -> int:
        """When it changed last, as the office said; 0 for what is not here."""
        return self._row.get(thing_id, (0, 0))[0]

    def after(self, place: tuple[int, str] | None, count: int) -> list[tuple[int, str]]:
        """When so many changed last, and which they are; what changed last first, from after a place on."""
        first = 0 if place is None else bisect_right(self._order, (-place[0], place[1]))
        return [(-at, name) for at, name in self._order[first : first + count]]

    @property
    def last(self) -> tuple[int, str] | None:
        """When what changed first of them did, and which it is: the last of a list."""
        return (-self._order[-1][0], self._order[-1][1]) if self._order else None

    def newer(self, changed_us: int) -> list[str]:
        """Those that changed after a time, what changed last first."""
        return [name for _, name in self._order[: bisect_left(self._order, (-changed_us, ""))]]

    def keep(self, thing_id: str, changed_us: int, size: int) -> None:
        """It is here, or is here anew."""
        self.drop(thing_id)
        self._row[thing_id] = changed_us, size
        insort(self._order, (-changed_us, thing_id))
        self.size += size

    def drop(self, thing_id: str) -> None:
        """It is not here any more."""
        row = self._row.pop(thing_id, None)
        if row is not None:
            del self._order[bisect_left(self._order, (-row[0], thing_id))]
            self.size -= row[1]

    def sizes(self, ids: Collection[str]) -> int:
        """Bytes of those of these that are here."""
        return sum(self._row[thing_id][1] for thing_id in ids if thing_id in self._row)

    def oldest(self) -> Iterator[tuple[int, str, int]]:
        """When each changed, which it is, and its bytes; what changed first is first."""
        return ((-at, name, self._row[name][1]) for at, name in reversed(self._order))


def overflowing(
    shelf: Shelf, new: Mapping[str, tuple[int, int]], away: Collection[str], most: int, most_bytes: int
) -> set[str]:
    """What has no room once these are here (`new`: when each changed, and its bytes) and those are away: of the old and
    the new what changed first."""
    out = {name for name in (*new, *away) if name in shelf}
    count = len(shelf) - len(out) + len(new)
    size = shelf.size - shelf.sizes(out) + sum(length for _, length in new.values())
    if count <= most and size <= most_bytes:
        return set()
    stay = (entry for entry in shelf.oldest() if entry[1] not in new and entry[1] not in away)
    fresh = [(changed_us, name, length) for name, (changed_us, length) in new.items()]
    over: set[str] = set()
    for _, name, length in merge(stay, sorted(fresh), key=itemgetter(0)):
        if count <= most and size <= most_bytes:
            break
        over.add(name)
        count, size = count - 1, size - length
    return over
