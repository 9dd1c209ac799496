"""The smallest changes that keep a plan clear of others: later or earlier, higher or lower, beside.

Two volumes are clear of each other if they are apart by at least one of three: beside, above, or in time, each by the
margin that the rule for the pair names. Which changes clear a plan can be written down as forbidden stretches: of time
for a shift in time, of height for one in altitude, of the plane for one beside. The nearest point outside of all of
them is the smallest change. Each suggestion is looked at again before it is given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias, get_args

import msgspec
import numpy as np
import numpy.typing as npt
import shapely

from tansiq.volumes import earth
from tansiq.volumes.earth import Array, LocalFrame
from tansiq.volumes.overlap import lay_polygons
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M, Circle, Outline, Polygon, Volume, middle_of

MOST_PAIRS = 1_000
_PAIRS_AT_ONCE = 100_000
"""What is measured of many pairs takes so much memory at a time."""
_ROUND_M = 0.1
_QUADRANT = 32
_INSCRIBED = math.cos(0.75 * math.pi / (2 * _QUADRANT))
"""How near a buffer's edges come, for each metre that its corners are away. GEOS rounds the number of pieces of each
corner, so that one may be half as long again as `quad_segs` says."""
_OPEN = 1 << 60  # farther than any time or height, and as far again still fits into 64 bits
_SLACK = 0.0005
"""The plane's lengths may be wrong by this share at 80 km; what must be kept is kept with as much more, or with the
multiple of it that serves farther out: few different margins are put together sooner than many."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A volume to stay clear of, and by how much: metres beside, metres above or below, seconds before or after."""

    volume: Volume
    horizontal_m: float = 0.0
    vertical_m: float = 0.0
    time_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a whole plan, all its volumes together, and what they are then (without coverings).

    One of the three is not zero: seconds (later), metres up, or metres east and north.
    """

    extents: tuple[Volume, ...]
    later_s: float = 0.0
    up_m: float = 0.0
    east_m: float = 0.0
    north_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a change may be: not starting before a moment, within a band, and no farther than so many metres (beside) or
    seconds."""

    not_before_us: int | None = None
    floor_m: float = LOWEST_M
    ceiling_m: float = HIGHEST_M
    farthest_m: float = 100_000.0
    farthest_s: float = 86_400.0


Kind: TypeAlias = Literal["later", "earlier", "higher", "lower", "beside"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def obstructed(
    extents: Sequence[Volume], obstacles: Sequence[Obstacle], enough: float = math.inf
) -> list[tuple[int, int]]:
    """Which volume is not clear of which obstacle: pairs of their places. Once more than `enough` are found, the rest
    is not looked at."""
    found: list[tuple[int, int]] = []
    at_once = max(1, _PAIRS_AT_ONCE // max(1, len(extents)))
    for first in range(0, len(obstacles) if extents else 0, at_once):
        found += [(i, first + j) for i, j in Ground(extents, obstacles[first : first + at_once]).meeting()]
        if len(found) > enough:
            break
    return found


def clearing_changes(
    extents: Sequence[Volume],
    obstacles: Sequence[Obstacle],
    *,
    not_before_us: int | None = None,
    floor_m: float = LOWEST_M,
    ceiling_m: float = HIGHEST_M,
    farthest_m: float = 100_000.0,
    farthest_s: float = 86_400.0,
) -> list[Change]:
    """The smallest change of each kind that clears the plan of all obstacles: later, earlier, higher, lower, beside;
    those that there are, in this order. None if it is clear already."""
    limits = Limits(not_before_us, floor_m, ceiling_m, farthest_m, farthest_s)
    if not extents or not obstacles:
        return []
    ground = Ground(extents, obstacles)
    if not ground.meeting():
        return []
    found = [ground.smallest(kind, limits) for kind in KINDS]
    return [change for change in found if change is not None]


class Ground:
    """A plan and what is in its way: their outlines in one plane, and for each pair of them the changes with which they
    still meet. Neither may be empty."""

    def __init__(self, extents: Sequence[Volume], obstacles: Sequence[Obstacle]) -> None:
        self._extents, self._obstacles = extents, obstacles
        others = [obstacle.volume for obstacle in obstacles]
        self._frame = LocalFrame(*earth.middle(np.array([middle_of(v.outline) for v in extents])))
        self._own = drawn(self._frame, [v.outline for v in extents])
        self._others = drawn(self._frame, [v.outline for v in others])
        self._around_m = np.array([radius_m(o.volume.outline) + o.horizontal_m for o in obstacles])
        self._own_m = np.array([radius_m(v.outline) for v in extents])
        self._farthest_m = np.nan_to_num(np.abs(shapely.bounds(self._own)).max(axis=1))
        seconds = _gaps([(v.start_us, v.end_us) for v in extents], [(v.start_us, v.end_us) for v in others], 1e6)
        metres = _gaps([(v.lower_m, v.upper_m) for v in extents], [(v.lower_m, v.upper_m) for v in others], 1.0)
        margins_s = np.array([o.time_s for o in obstacles])
        margins_m = np.array([o.vertical_m for o in obstacles])
        self._seconds = seconds[0] - margins_s, seconds[1] + margins_s
        self._metres = metres[0] - margins_m, metres[1] + margins_m
        self._in_time, self._in_height = _here(self._seconds), _here(self._metres)

    def meeting(self) -> list[tuple[int, int]]:
        """The pairs that are not clear of each other: places in the plan and among the obstacles."""
        return [(int(i), int(j)) for i, j in np.argwhere(self._near(self._in_time & self._in_height))]

    def smallest(self, kind: Kind, limits: Limits) -> Change | None:
        """The smallest change of a kind that clears the plan, for one that is not clear; looked at again before it is
        given."""
        change = {
            "later": lambda: self._in_other_time(limits, up=True),
            "earlier": lambda: self._in_other_time(limits, up=False),
            "higher": lambda: self._at_other_height(limits, up=True),
            "lower": lambda: self._at_other_height(limits, up=False),
            "beside": lambda: Beside(self._extents, self._obstacles).smallest(limits),
        }[kind]()
        return None if change is None or obstructed(change.extents, self._obstacles) else change

    def _in_other_time(self, limits: Limits, *, up: bool) -> Change | None:
        near = self._near(self._in_height)
        later_s = _shift(self._seconds[0][near], self._seconds[1][near], up=up)
        first_us = min((v.start_us for v in self._extents if v.start_us is not None), default=None)
        if later_s is None or abs(later_s) > limits.farthest_s:
            return None
        if (
            limits.not_before_us is not None
            and first_us is not None
            and first_us + later_s * 1e6 < limits.not_before_us
        ):
            return None
        return Change(tuple(_later(v, later_s) for v in self._extents), later_s=later_s)

    def _at_other_height(self, limits: Limits, *, up: bool) -> Change | None:
        near = self._near(self._in_time)
        up_m = _shift(self._metres[0][near], self._metres[1][near], up=up)
        if up_m is None:
            return None
        moved = tuple(_higher(v, up_m) for v in self._extents)
        within = all(
            (v.lower_m is None or v.lower_m >= limits.floor_m) and (v.upper_m is None or v.upper_m <= limits.ceiling_m)
            for v in moved
        )
        return Change(moved, up_m=up_m) if within else None

    def _reach_m(self, i: npt.NDArray[np.intp], j: npt.NDArray[np.intp]) -> Array:
        """What pairs are to keep away in the plane: its lengths are too long away from its middle, by the square of the
        distance in earth radii."""
        reach_m = self._own_m[i] + self._around_m[j]
        share = 3 * (np.maximum(self._farthest_m[i], reach_m) / earth.SMALLEST_RADIUS_M) ** 2
        kept_m: Array = reach_m * (1 + np.ceil(np.maximum(share, _TINY) / _SLACK) * _SLACK) + 0.001
        return kept_m

    def _near(self, asked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Of the pairs asked for, those that come closer than their margin, seen from above."""
        near = np.zeros_like(asked)
        i, j = np.nonzero(asked)
        near[i, j] = shapely.dwithin(self._own[i], self._others[j], self._reach_m(i, j))
        return near

    def apart(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Array]:
        """The pairs that share a height and a time, and how far they are from their margin, seen from above (metres;
        NaN for what is beyond this plane)."""
        i, j = np.nonzero(self._in_time & self._in_height)
        return i, j, shapely.distance(self._own[i], self._others[j]) - self._reach_m(i, j)

    def convex_pairs(
        self, i: npt.NDArray[np.intp], j: npt.NDArray[np.intp], at_most: int
    ) -> list[tuple[Array, Array, float]] | None:
        """The convex pieces of pairs, each with each (corners of the other, of our own; and how close they may not
        come); None if there are more of them than that."""
        own = {k: _corners(self._own[k]) for k in np.unique(i).tolist()}
        others = {k: _corners(self._others[k]) for k in np.unique(j).tolist()}
        if sum(len(own[a]) * len(others[b]) for a, b in zip(i.tolist(), j.tolist(), strict=True)) > at_most:
            return None
        return [
            (there, here, reach_m)
            for a, b, reach_m in zip(i.tolist(), j.tolist(), self._reach_m(i, j).tolist(), strict=True)
            for there, here in product(others[b], own[a])
        ]

    def moved(self, east_m: float, north_m: float) -> tuple[Volume, ...]:
        """The plan, moved in the plane."""
        by = np.array([(east_m, north_m)])
        made = []
        for volume in self._extents:
            outline: Outline
            if isinstance(volume.outline, Circle):
                place = self._frame.project(np.array([(volume.outline.lat, volume.outline.lng)])) + by
                ((lat, lng),) = self._frame.unproject(place)
                outline = Circle(float(lat), float(lng), volume.outline.radius_m)
            else:
                corners = self._frame.unproject(self._frame.project(volume.outline.latlng()) + by)
                outline = Polygon.of([(float(lat), float(lng)) for lat, lng in corners])
            made.append(msgspec.structs.replace(volume, outline=outline, cells=()))
        return tuple(made)


class Beside:
    """The shortest way out of what is forbidden to a plan as a whole; what is in the way may be added to. None is found
    where more than `MOST_PAIRS` of convex pieces would have to be drawn."""

    def __init__(self, extents: Sequence[Volume], obstacles: Sequence[Obstacle]) -> None:
        self._extents, self._whole, self._left = extents, shapely.Polygon(), MOST_PAIRS
        self._grounds: list[Ground] = []
        self._open: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Array]] = []
        self.add(obstacles)

    def add(self, obstacles: Sequence[Obstacle]) -> None:
        """More in the way."""
        self._grounds.append(Ground(self._extents, obstacles))
        self._open.append(self._grounds[-1].apart())

    def smallest(self, limits: Limits) -> Change | None:
        """The smallest change beside; not looked at again."""
        way = self._way_out(limits.farthest_m)
        if way is None:
            return None
        east_m, north_m = way
        return Change(self._grounds[0].moved(east_m, north_m), east_m=east_m, north_m=north_m)

    def _way_out(self, farthest_m: float) -> tuple[float, float] | None:
        """Metres east and north. Pairs that are farther apart than the way out is long cannot matter: they are drawn
        only when it gets there."""
        here, looked_m, way = shapely.Point(0.0, 0.0), 0.0, np.zeros(2)
        while self._draw(looked_m + 2 * _ROUND_M) or not looked_m:
            if self._left < 0 or not self._whole.covers(here):
                return None
            way = shapely.get_coordinates(shapely.shortest_line(here, shapely.boundary(self._whole)))[1]
            if not 0 < np.hypot(*way) <= farthest_m:
                return None
            looked_m = max(float(np.hypot(*way)), min(2 * looked_m, farthest_m))
        east_m, north_m = (way * (1 + _ROUND_M / np.hypot(*way))).tolist()
        return east_m, north_m

    def _draw(self, within_m: float) -> bool:
        """Adds what lies within so many metres to what is forbidden; whether there was any, or is too much."""
        pairs: list[tuple[Array, Array, float]] = []
        for k, (ground, (i, j, apart_m)) in enumerate(zip(self._grounds, self._open, strict=True)):
            due = apart_m <= within_m
            if due.any() and self._left >= 0:
                more = ground.convex_pairs(i[due], j[due], self._left)
                pairs += more or []
                self._left = -1 if more is None else self._left - len(more)
                self._open[k] = i[~due], j[~due], apart_m[~due]
        if pairs and self._left >= 0:
            self._whole = shapely.union_all([self._whole, *_forbidden(pairs)])
        return bool(pairs) or self._left < 0


def _shift(low: Array, high: Array, *, up: bool) -> float | None:
    """The smallest shift up, or else down, that lies outside of all the closed stretches; None without an end."""
    if not up:
        low, high = -high, -low
    end = 0.0
    for begins, ends in sorted(zip(low.tolist(), high.tolist(), strict=True)):
        if begins > end:
            break
        end = max(end, ends)
    if not math.isfinite(end):
        return None
    shift = math.floor(end / _ROUND_M + 1) * _ROUND_M
    return shift if up else -shift


def _gaps(
    own: Sequence[tuple[float | None, float | None]],
    others: Sequence[tuple[float | None, float | None]],
    divisor: float,
) -> tuple[Array, Array]:
    """The shifts of each of our own stretches (low, high) with which it still meets each of the others: from, to; two
    (own, others). None is "without end". Whole numbers are subtracted as such: floats do not hold every microsecond."""
    kind = np.int64 if divisor != 1.0 else np.float64
    ends = [
        np.array([(-_OPEN if a is None else a, _OPEN if b is None else b) for a, b in stretches], dtype=kind)
        for stretches in (own, others)
    ]
    low = (ends[1][:, 0] - ends[0][:, 1, None]).astype(np.float64)
    high = (ends[1][:, 1] - ends[0][:, 0, None]).astype(np.float64)
    return (
        np.where(low < -_OPEN / 2, -math.inf, low / divisor),
        np.where(high > _OPEN / 2, math.inf, high / divisor),
    )


def _here(stretches: tuple[Array, Array]) -> npt.NDArray[np.bool_]:
    """Which stretches hold no shift at all."""
    here: npt.NDArray[np.bool_] = (stretches[0] <= 0.0) & (stretches[1] >= 0.0)
    return here


def _later(volume: Volume, seconds: float) -> Volume:
    by_us = round(seconds * 1e6)
    return msgspec.structs.replace(
        volume,
        start_us=None if volume.start_us is None else volume.start_us + by_us,
        end_us=None if volume.end_us is None else volume.end_us + by_us,
    )


def _higher(volume: Volume, metres: float) -> Volume:
    return msgspec.structs.replace(
        volume,
        lower_m=None if volume.lower_m is None else volume.lower_m + metres,
        upper_m=None if volume.upper_m is None else volume.upper_m + metres,
    )


def radius_m(outline: Outline) -> float:
    """What a circle, drawn as its middle, reaches beyond it."""
    return outline.radius_m if isinstance(outline, Circle) else 0.0


def drawn(frame: LocalFrame, outlines: Sequence[Outline]) -> npt.NDArray[np.object_]:
    """The outlines in the plane; of a circle its middle. Empty if the plane cannot show it."""
    made = np.empty(len(outlines), dtype=object)
    polygons = [(i, outline) for i, outline in enumerate(outlines) if isinstance(outline, Polygon)]
    circles = [(i, outline) for i, outline in enumerate(outlines) if isinstance(outline, Circle)]
    if polygons:
        shapes, seen = lay_polygons(frame, [outline for _, outline in polygons])
        made[[i for i, _ in polygons]] = np.where(seen, shapes, shapely.Polygon())
    if circles:
        plane = frame.project(np.array([(outline.lat, outline.lng) for _, outline in circles]))
        shown = ~np.isnan(plane[:, 0])
        made[[i for i, _ in circles]] = np.where(shown, shapely.points(np.nan_to_num(plane)), shapely.Point())
    return made


def _corners(shape: shapely.Polygon | shapely.Point) -> list[Array]:
    """Of each of the convex pieces that make up a shape; (n, 2) metres."""
    if isinstance(shape, shapely.Point):
        return [shapely.get_coordinates(shape)]
    hull = shape.convex_hull
    if hull.area - shape.area <= 1e-9 * hull.area:
        return [shapely.get_coordinates(hull)[:-1]]
    pieces = shapely.get_parts(shapely.constrained_delaunay_triangles(shape))
    return [shapely.get_coordinates(piece)[:-1] for piece in pieces if piece.area]


def _forbidden(pairs: Sequence[tuple[Array, Array, float]]) -> npt.NDArray[np.object_]:
    """The shifts with which pairs come closer than they may. Each is grown by itself: GEOS takes ten times as long to
    grow many that overlap as to put together what has been grown."""
    reach_m = np.array([reach_m for *_, reach_m in pairs])
    grown: npt.NDArray[np.object_] = shapely.buffer(
        _differences(pairs), (reach_m + _ROUND_M) / _INSCRIBED, quad_segs=_QUADRANT
    )
    return grown


def _differences(pairs: Sequence[tuple[Array, Array, float]]) -> npt.NDArray[np.object_]:
    """For each pair of convex shapes the shifts of the second with which it meets the first: their Minkowski
    difference."""
    shifts = [(there[:, None, :] - here[None, :, :]).reshape(-1, 2) for there, here, _ in pairs]
    strings = [np.concatenate((part, part[:1])) for part in shifts]  # the cheapest shape to make a hull of
    owner = np.repeat(np.arange(len(strings)), [len(string) for string in strings])
    hulls: npt.NDArray[np.object_] = shapely.convex_hull(shapely.linestrings(np.concatenate(strings), indices=owner))
    return hulls
