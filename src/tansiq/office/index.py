"""What is near: from the cells of a covering to the volumes that touch them.

A cell finds what lies in it, in any cell above it and in any below. So each volume stands at its own cells (`_at`) and
below each of their ancestors (`_below`). A crowded cell sorts its volumes by half-hour slots: to ask about one hour in
a place that is busy all day costs no more than to ask where it is quiet.

Rows are small numbers, reused; a cell with one volume keeps the bare number, which is what makes a million affordable.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from tansiq.volumes import Circle, Volume, bounding_window, overlapping
from tansiq.volumes.bounding import bounds_of
from tansiq.volumes.earth import Array, lengths_m
from tansiq.volumes.widening import around

_LARGE_BIT = 1 << 2 * (30 - 7)
_LARGE_M = 15_000.0
"""Whatever touches more than 64 cells of level 10 reaches farther from its middle, and needs a covering with a cell of
level 7 or larger."""
_LEVEL_BITS = {1 << 2 * (30 - level): level for level in (4, 7, 10, 13)}
_ANCESTORS = {lsb: tuple(coarser for coarser in sorted(_LEVEL_BITS) if coarser > lsb) for lsb in _LEVEL_BITS}
_CROWDED = 64
_NOWHERE = Volume(Circle(0.0, 0.0, 0.0))
_SLOT_SHIFT = 31  # 2^31 us are 35.8 minutes
_LONG_SLOTS = 5
_MANY = 4
_LONG_AGO, _NEVER = -(1 << 62), 1 << 62


def _none(owner: str) -> bool:
    return False


class _Crowd:
    """The volumes of one busy cell, by slot; what lasts longer than a few hours stands apart."""

    __slots__ = ("lasting", "slots")

    def __init__(self) -> None:
        self.slots: dict[int, set[int]] = {}
        self.lasting: set[int] = set()

    def add(self, row: int, slots: range | None) -> None:
        if slots is None:
            self.lasting.add(row)
        else:
            known = self.slots
            for slot in slots:
                if slot in known:
                    known[slot].add(row)
                else:
                    known[slot] = {row}

    def discard(self, row: int, slots: range | None) -> None:
        if slots is None:
            self.lasting.discard(row)
            return
        for slot in slots:
            rows = self.slots[slot]
            rows.discard(row)
            if not rows:
                del self.slots[slot]

    def gather(self, volume: Volume, into: set[int]) -> None:
        into |= self.lasting
        first = _LONG_AGO if volume.start_us is None else volume.start_us >> _SLOT_SHIFT
        last = _NEVER if volume.end_us is None else volume.end_us >> _SLOT_SHIFT
        if last - first < len(self.slots):
            for slot in range(first, last + 1):
                if slot in self.slots:
                    into |= self.slots[slot]
        else:
            for slot, rows in self.slots.items():
                if first <= slot <= last:
                    into |= rows

    def __bool__(self) -> bool:
        return bool(self.slots or self.lasting)


def _bounds(volume: Volume) -> _Bounds:
    return (
        _LONG_AGO if volume.start_us is None else volume.start_us,
        _NEVER if volume.end_us is None else volume.end_us,
        -math.inf if volume.lower_m is None else volume.lower_m,
        math.inf if volume.upper_m is None else volume.upper_m,
    )


def _slots(volume: Volume) -> range | None:
    if volume.start_us is None or volume.end_us is None:
        return None
    first, last = volume.start_us >> _SLOT_SHIFT, volume.end_us >> _SLOT_SHIFT
    return range(first, last + 1) if last - first < _LONG_SLOTS else None


Group: TypeAlias = tuple[str, str]
_Bounds: TypeAlias = tuple[int, int, float, float]
"""Start, end, lower and upper bound of a volume; what is open reaches beyond everything."""
_Table: TypeAlias = "dict[int, int | set[int] | _Crowd]"


class Index:
    """Finds the owners of volumes that overlap a given one. Derived from the state; never stored."""

    __slots__ = (
        "_at",
        "_below",
        "_bounds",
        "_free",
        "_group_of",
        "_groups",
        "_large",
        "_limits",
        "_owners",
        "_rows",
        "_volumes",
    )

    def __init__(self) -> None:
        self._at: _Table = {}
        self._below: _Table = {}
        self._owners: list[str] = []
        self._volumes: list[Volume] = []
        self._bounds: list[_Bounds] = []
        self._free: list[int] = []
        self._groups: dict[Group, int] = {}
        self._group_of = np.empty(64, np.int32)
        """The place of a row's group in `_groups`."""
        self._large: dict[int, Circle] = {}
        self._limits = np.empty((64, 8))
        """The same as `_bounds`, row by row, to ask of many at once; and the circle around, as `bounds_of` gives it, of
        those that were asked for it: NaN for the others."""
        self._rows: dict[str, int | tuple[int, ...]] = {}
        """The rows of an owner; the bare number where it is one."""

    def __len__(self) -> int:
        return len(self._owners) - len(self._free)

    def add(self, owner: str, volumes: Sequence[Volume], group: Group = ("", "")) -> None:
        """Enters the volumes of one owner, which must not be in the index yet. Those of some groups alone can be asked
        for: a group is whose things they are, and of which kind."""
        if len(volumes) == 1:
            self._rows[owner] = self._add(owner, volumes[0], group)
        else:
            self._rows[owner] = tuple([self._add(owner, volume, group) for volume in volumes])

    def groups(self) -> Iterable[Group]:
        """All that there have been."""
        return self._groups

    def _add(self, owner: str, volume: Volume, group: Group) -> int:
        if self._free:
            row = self._free.pop()
            self._owners[row], self._volumes[row], self._bounds[row] = owner, volume, _bounds(volume)
        else:
            row = len(self._owners)
            self._owners.append(owner)
            self._volumes.append(volume)
            self._bounds.append(_bounds(volume))
            if row == len(self._limits):
                self._limits = np.concatenate((self._limits, np.empty_like(self._limits)))
                self._group_of = np.concatenate((self._group_of, np.empty_like(self._group_of)))
        self._limits[row, :4] = self._bounds[row]
        self._limits[row, 4:] = np.nan
        self._group_of[row] = self._groups.setdefault(group, len(self._groups))
        at, below, slots = self._at, self._below, _slots(volume)
        if any(cell & -cell >= _LARGE_BIT for cell in volume.cells):
            circle = around(volume.outline, 0.0)
            if circle.radius_m > _LARGE_M:
                self._large[row] = circle
        for cell in volume.cells:
            if cell in at:
                self._enter(at, cell, row, slots)
            else:
                at[cell] = row
        for cell in _ancestors(volume.cells):
            if cell in below:
                self._enter(below, cell, row, slots)
            else:
                below[cell] = row
        return row

    def remove(self, owner: str) -> None:
        """Takes the volumes of one owner out again."""
        rows = self._rows.pop(owner)
        for row in (rows,) if isinstance(rows, int) else rows:
            volume = self._volumes[row]
            slots = _slots(volume)
            for cell in volume.cells:
                self._leave(self._at, cell, row, slots)
            for cell in _ancestors(volume.cells):
                self._leave(self._below, cell, row, slots)
            self._large.pop(row, None)
            self._owners[row], self._volumes[row] = "", _NOWHERE
            self._free.append(row)

    def near(self, volume: Volume) -> list[tuple[str, Volume]]:
        """Owners and volumes whose covering, band and window meet the given ones: candidates, not answers."""
        # What `bands_meet` says, written out: this loop is where a crowded place spends its time.
        start_us, end_us, lower_m, upper_m = _bounds(volume)
        bounds, volumes, owners = self._bounds, self._volumes, self._owners
        result: list[tuple[str, Volume]] = []
        for row in self._rows_near(volume):
            starts, ends, lower, upper = bounds[row]
            if ends >= start_us and starts <= end_us and upper >= lower_m and lower <= upper_m:
                result.append((owners[row], volumes[row]))
        return result

    def owners_near(
        self,
        volumes: Sequence[Volume],
        groups: Collection[Group] | None = None,
        within: Callable[[Array], npt.NDArray[np.bool_]] | None = None,
    ) -> set[str]:
        """Owners of whom `near` finds something for one of the volumes at least; of these groups, if any are named; and
        whose bounds, (n, 8) as `bounds_of` gives them, are `within` what is asked about, if anything is."""
        found: set[int] = set()
        asked = None if groups is None else np.array([group in groups for group in self._groups], dtype=bool)
        if asked is not None and not asked.any():
            return set()
        for volume in volumes:
            rows = self._rows_near(volume) - found
            if rows:
                start_us, end_us, lower_m, upper_m = _bounds(volume)
                there = np.fromiter(rows, np.int64, len(rows))
                if asked is not None:
                    there = there[asked[self._group_of[there]]]
                starts, ends, lowers, uppers = self._limits[there, :4].T
                meets = (ends >= start_us) & (starts <= end_us) & (uppers >= lower_m) & (lowers <= upper_m)
                found.update(there[meets].tolist())
        if within is not None and found:
            there = np.fromiter(found, np.int64, len(found))
            return {self._owners[row] for row in there[within(self._all_bounds(there))].tolist()}
        return {self._owners[row] for row in found}

    def _all_bounds(self, rows: npt.NDArray[np.int64]) -> Array:
        for row in rows[np.isnan(self._limits[rows, 7])].tolist():
            self._limits[row, 4:] = bounds_of(self._volumes[row])[4:]
        return self._limits[rows]

    def large(self, volume: Volume, within_m: Callable[[float], float]) -> set[str]:
        """The owners of volumes that reach farther than 15 km from their middle, in the given one's band and window,
        and as near to its outline as `within_m` says for so large a one (metres from its middle)."""
        start_us, end_us, lower_m, upper_m = _bounds(volume)
        there = [
            (self._owners[row], circle)
            for row, circle in self._large.items()
            if (bounds := self._bounds[row])[1] >= start_us
            and bounds[0] <= end_us
            and bounds[3] >= lower_m
            and bounds[2] <= upper_m
        ]
        if not there:
            return set()
        here = around(volume.outline, 0.0)
        middles = np.array([(circle.lat, circle.lng) for _, circle in there])
        apart_m = lengths_m(np.broadcast_to((here.lat, here.lng), middles.shape), middles).tolist()
        return {
            owner
            for (owner, circle), away_m in zip(there, apart_m, strict=True)
            if away_m * 0.999 <= here.radius_m + circle.radius_m + within_m(circle.radius_m)
        }

    def overlapping(self, volumes: Sequence[Volume], skip: Callable[[str], bool] = _none) -> set[str]:
        """The owners of which some volume overlaps some of the given: exact, but for those that `skip` waves through
        without a look."""
        found: set[str] = set()
        waved: set[str] = set()
        places: dict[tuple[int, ...], list[Volume]] = {}
        for volume in volumes:
            places.setdefault(volume.cells, []).append(volume)
        for there in places.values():
            near = self._near_many(there) if len(there) >= _MANY else ((volume, self.near(volume)) for volume in there)
            for volume, pairs in near:
                candidates: list[tuple[str, Volume]] = []
                for pair in pairs:
                    owner = pair[0]
                    if owner in found or owner in waved:
                        continue
                    if skip(owner):
                        waved.add(owner)
                    else:
                        candidates.append(pair)
                if candidates:
                    meets = overlapping(volume, [v for _, v in candidates])
                    found.update(owner for (owner, _), yes in zip(candidates, meets, strict=True) if yes)
        return found

    def _near_many(self, there: Sequence[Volume]) -> Iterator[tuple[Volume, list[tuple[str, Volume]]]]:
        """`near` for many volumes with the same cells: what stands there is gathered once for all of them."""
        start_us, end_us = bounding_window(there)
        rows = list(self._rows_near(msgspec.structs.replace(there[0], start_us=start_us, end_us=end_us)))
        if not rows:
            return
        others = [self._volumes[row] for row in rows]
        starts, ends, lowers, uppers = (
            np.array(column) for column in zip(*(self._bounds[row] for row in rows), strict=True)
        )
        for volume in there:
            start, end, lower, upper = _bounds(volume)
            meets = (ends >= start) & (starts <= end) & (uppers >= lower) & (lowers <= upper)
            yield volume, [(self._owners[rows[i]], others[i]) for i in np.flatnonzero(meets)]

    def _rows_near(self, volume: Volume) -> set[int]:
        """What stands in, above or below the volume's cells, roughly at its time."""
        rows: set[int] = set()
        at, below = self._at, self._below
        if not at:
            return rows
        for cell in volume.cells:
            for table in (at, below):
                found = table.get(cell)
                if found is not None:
                    _gather(found, volume, rows)
        for cell in _ancestors(volume.cells):
            found = at.get(cell)
            if found is not None:
                _gather(found, volume, rows)
        return rows

    def _enter(self, table: _Table, cell: int, row: int, slots: range | None) -> None:
        found = table[cell]
        if isinstance(found, _Crowd):
            found.add(row, slots)
        elif isinstance(found, int):
            table[cell] = {found, row}
        elif len(found) < _CROWDED:
            found.add(row)
        else:
            table[cell] = crowd = _Crowd()
            for other in found:
                crowd.add(other, _slots(self._volumes[other]))
            crowd.add(row, slots)

    @staticmethod
    def _leave(table: _Table, cell: int, row: int, slots: range | None) -> None:
        found = table[cell]
        if isinstance(found, int):
            del table[cell]
            return
        if isinstance(found, _Crowd):
            found.discard(row, slots)
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
