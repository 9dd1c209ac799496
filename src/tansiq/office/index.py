"""What is near: from the cells of a covering to the volumes that touch them.

A cell finds what lies in it, in any cell above it and in any below. So each volume stands at its own cells (`_at`) and
below each of their ancestors (`_below`). A crowded cell sorts its volumes by hour: a busy place over a day costs no
more to ask about one hour than a quiet one.

Rows are small numbers, reused; a cell with one volume keeps the bare number, which is what makes a million affordable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from tansiq.volumes import Circle, Volume, overlapping
from tansiq.volumes.overlap import bands_meet

_LEVEL_BITS = {1 << 2 * (30 - level): level for level in (4, 7, 10, 13)}
_ANCESTORS = {lsb: tuple(coarser for coarser in sorted(_LEVEL_BITS) if coarser > lsb) for lsb in _LEVEL_BITS}
_CROWDED = 64
_NOWHERE = Volume(Circle(0.0, 0.0, 0.0))
_HOUR_SHIFT = 32  # 2^32 us are 71.6 minutes
_LONG_HOURS = 4


def _none(owner: str) -> bool:
    return False


class _Crowd:
    """The volumes of one busy cell, by hour; what lasts longer than a few hours stands apart."""

    __slots__ = ("hours", "lasting")

    def __init__(self) -> None:
        self.hours: dict[int, set[int]] = {}
        self.lasting: set[int] = set()

    def add(self, row: int, volume: Volume) -> None:
        hours = _hours(volume)
        if hours is None:
            self.lasting.add(row)
        else:
            for hour in hours:
                self.hours.setdefault(hour, set()).add(row)

    def discard(self, row: int, volume: Volume) -> None:
        hours = _hours(volume)
        if hours is None:
            self.lasting.discard(row)
            return
        for hour in hours:
            rows = self.hours[hour]
            rows.discard(row)
            if not rows:
                del self.hours[hour]

    def gather(self, volume: Volume, into: set[int]) -> None:
        into |= self.lasting
        first = -(1 << 62) if volume.start_us is None else volume.start_us >> _HOUR_SHIFT
        last = 1 << 62 if volume.end_us is None else volume.end_us >> _HOUR_SHIFT
        if last - first < len(self.hours):
            for hour in range(first, last + 1):
                if hour in self.hours:
                    into |= self.hours[hour]
        else:
            for hour, rows in self.hours.items():
                if first <= hour <= last:
                    into |= rows

    def __bool__(self) -> bool:
        return bool(self.hours or self.lasting)


def _hours(volume: Volume) -> range | None:
    if volume.start_us is None or volume.end_us is None:
        return None
    first, last = volume.start_us >> _HOUR_SHIFT, volume.end_us >> _HOUR_SHIFT
    return range(first, last + 1) if last - first < _LONG_HOURS else None


_Table: TypeAlias = "dict[int, int | set[int] | _Crowd]"


class Index:
    """Finds the owners of volumes that overlap a given one. Derived from the state; never stored."""

    __slots__ = ("_at", "_below", "_free", "_owners", "_volumes")

    def __init__(self) -> None:
        self._at: _Table = {}
        self._below: _Table = {}
        self._owners: list[str] = []
        self._volumes: list[Volume] = []
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._owners) - len(self._free)

    def add(self, owner: str, volumes: Sequence[Volume]) -> None:
        """Enters the volumes of one owner, which must not be in the index yet."""
        for volume in volumes:
            if self._free:
                row = self._free.pop()
                self._owners[row], self._volumes[row] = owner, volume
            else:
                row = len(self._owners)
                self._owners.append(owner)
                self._volumes.append(volume)
            for cell in volume.cells:
                self._enter(self._at, cell, row, volume)
            for cell in _ancestors(volume.cells):
                self._enter(self._below, cell, row, volume)

    def remove(self, owner: str, volumes: Sequence[Volume]) -> None:
        """Takes the volumes of one owner out again; they must be those that were entered."""
        for volume in volumes:
            row = next(r for r in self._rows_at(volume.cells[0], volume) if self._is(r, owner, volume))
            for cell in volume.cells:
                self._leave(self._at, cell, row, volume)
            for cell in _ancestors(volume.cells):
                self._leave(self._below, cell, row, volume)
            self._owners[row], self._volumes[row] = "", _NOWHERE
            self._free.append(row)

    def near(self, volume: Volume) -> list[tuple[str, Volume]]:
        """Owners and volumes whose covering, band and window meet the given ones: candidates, not answers."""
        rows: set[int] = set()
        at, below = self._at, self._below
        for cell in volume.cells:
            for table in (at, below):
                found = table.get(cell)
                if found is not None:
                    _gather(found, volume, rows)
        for cell in _ancestors(volume.cells):
            found = at.get(cell)
            if found is not None:
                _gather(found, volume, rows)
        volumes, owners = self._volumes, self._owners
        return [(owners[row], volumes[row]) for row in rows if bands_meet(volume, volumes[row])]

    def overlapping(self, volumes: Sequence[Volume], skip: Callable[[str], bool] = _none) -> set[str]:
        """The owners of which some volume overlaps some of the given: exact, but for those that `skip` waves through
        without a look."""
        result: set[str] = set()
        waved: set[str] = set()
        for volume in volumes:
            candidates: list[tuple[str, Volume]] = []
            for pair in self.near(volume):
                owner = pair[0]
                if owner in result or owner in waved:
                    continue
                if skip(owner):
                    waved.add(owner)
                else:
                    candidates.append(pair)
            if candidates:
                meets = overlapping(volume, [v for _, v in candidates])
                result.update(owner for (owner, _), yes in zip(candidates, meets, strict=True) if yes)
        return result

    def _is(self, row: int, owner: str, volume: Volume) -> bool:
        return self._volumes[row] is volume or (self._owners[row] == owner and self._volumes[row] == volume)

    def _rows_at(self, cell: int, volume: Volume) -> set[int]:
        rows: set[int] = set()
        _gather(self._at[cell], volume, rows)
        return rows

    def _enter(self, table: _Table, cell: int, row: int, volume: Volume) -> None:
        found = table.get(cell)
        if found is None:
            table[cell] = row
        elif isinstance(found, int):
            table[cell] = {found, row}
        elif isinstance(found, _Crowd):
            found.add(row, volume)
        elif len(found) < _CROWDED:
            found.add(row)
        else:
            table[cell] = crowd = _Crowd()
            for other in found:
                crowd.add(other, self._volumes[other])
            crowd.add(row, volume)

    @staticmethod
    def _leave(table: _Table, cell: int, row: int, volume: Volume) -> None:
        found = table[cell]
        if isinstance(found, int):
            del table[cell]
            return
        if isinstance(found, _Crowd):
            found.discard(row, volume)
        else:
            found.discard(row)
        if not found:
            del table[cell]


def _gather(found: int | set[int] | _Crowd, volume: Volume, into: set[int]) -> None:
    if isinstance(found, int):
        into.add(found)
    elif isinstance(found, _Crowd):
        found.gather(volume, into)
    else:
        into |= found


def _ancestors(cells: Sequence[int]) -> set[int]:
    """The cells of the coarser levels in which the given ones lie."""
    return {(cell & -lsb) | lsb for cell in cells for lsb in _ANCESTORS[cell & -cell]}
