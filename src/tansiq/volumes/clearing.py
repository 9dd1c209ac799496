"""The smallest changes that keep a plan clear of others: later or earlier, higher or lower, beside.

Two volumes are clear of each other if they are apart by at least one of three: beside, above, or in time, each by the
margin that the rule for the pair names. Which changes clear a plan can be written down as forbidden stretches: of time
for a shift in time, of height for one in altitude, of the plane for one beside. The nearest point outside of all of
them is the smallest change. Each suggestion is looked at again before it is given.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import msgspec
import numpy as np
import shapely

from tansiq.volumes import earth
from tansiq.volumes.earth import Array, LocalFrame
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M, Circle, Outline, Polygon, Volume, middle_of

_ROUND_M = 0.1
_QUADRANT = 32
_INSCRIBED = math.cos(0.75 * math.pi / (2 * _QUADRANT))
"""How near a buffer's edges come, for each metre that its corners are away. GEOS rounds the number of pieces of each
corner, so that one may be half as long again as `quad_segs` says."""
_SLACK = 1.0005
"""The plane's lengths may fall short by so much at 100 km; what must be kept is kept with as much more."""


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


def obstructed(extents: Sequence[Volume], obstacles: Sequence[Obstacle]) -> list[tuple[int, int]]:
    """Which volume is not clear of which obstacle: pairs of their places."""
    if not extents or not obstacles:
        return []
    ground = _Ground(extents, obstacles)
    return [
        (i, j)
        for i, j in ground.near()
        if _times_meet(extents[i], obstacles[j]) and _heights_meet(extents[i], obstacles[j])
    ]


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
    if not obstructed(extents, obstacles):
        return []
    ground = _Ground(extents, obstacles)
    near = ground.near()
    found: list[Change] = []
    seconds = _shifts(
        [_forbidden_s(extents[i], obstacles[j]) for i, j in near if _heights_meet(extents[i], obstacles[j])]
    )
    for later_s in seconds:
        first_us = min((v.start_us for v in extents if v.start_us is not None), default=None)
        early = not_before_us is not None and first_us is not None and first_us + later_s * 1e6 < not_before_us
        if abs(later_s) <= farthest_s and not early:
            found.append(Change(tuple(_later(v, later_s) for v in extents), later_s=later_s))
    metres = _shifts([_forbidden_m(extents[i], obstacles[j]) for i, j in near if _times_meet(extents[i], obstacles[j])])
    for up_m in metres:
        moved = tuple(_higher(v, up_m) for v in extents)
        if all(
            (v.lower_m is None or v.lower_m >= floor_m) and (v.upper_m is None or v.upper_m <= ceiling_m) for v in moved
        ):
            found.append(Change(moved, up_m=up_m))
    beside = ground.beside(farthest_m)
    if beside is not None:
        east_m, north_m = beside
        found.append(Change(ground.moved(east_m, north_m), east_m=east_m, north_m=north_m))
    return [change for change in found if not obstructed(change.extents, obstacles)]


class _Ground:
    """The outlines of a plan and of what is in its way, in one plane."""

    def __init__(self, extents: Sequence[Volume], obstacles: Sequence[Obstacle]) -> None:
        self._extents, self._obstacles = extents, obstacles
        self._frame = LocalFrame(*earth.middle(np.array([middle_of(v.outline) for v in extents])))
        self._own = [_drawn(self._frame, v.outline) for v in extents]
        self._others = [_drawn(self._frame, o.volume.outline) for o in obstacles]
        radii = np.array([_radius_m(o.volume.outline) + o.horizontal_m for o in obstacles])
        self._reach = [(_radius_m(v.outline) + radii) * _SLACK + 0.001 for v in extents]

    def near(self) -> list[tuple[int, int]]:
        """The pairs that come closer than their margin, seen from above."""
        others = np.array(self._others, dtype=object)
        meets = (shapely.dwithin(own, others, reach) for own, reach in zip(self._own, self._reach, strict=True))
        return [(i, int(j)) for i, row in enumerate(meets) for j in np.flatnonzero(row)]

    def beside(self, farthest_m: float) -> tuple[float, float] | None:
        """The shortest way (metres east and north) out of what is forbidden to the plan as a whole."""
        forbidden = []
        for (i, own), (j, other) in product(enumerate(self._own), enumerate(self._others)):
            extent, obstacle, reach_m = self._extents[i], self._obstacles[j], float(self._reach[i][j])
            if other.is_empty or not (_times_meet(extent, obstacle) and _heights_meet(extent, obstacle)):
                continue
            if shapely.dwithin(own, other, reach_m + farthest_m):
                forbidden += [
                    _difference(part, piece).buffer((reach_m + _ROUND_M) / _INSCRIBED, quad_segs=_QUADRANT)
                    for part, piece in product(_convex(other), _convex(own))
                ]
        whole = shapely.union_all(forbidden)
        here = shapely.Point(0.0, 0.0)
        if not whole.covers(here):
            return None
        way = shapely.get_coordinates(shapely.shortest_line(here, shapely.boundary(whole)))[1]
        length_m = float(np.hypot(*way))
        if not 0 < length_m <= farthest_m:
            return None
        east_m, north_m = (way * (1 + _ROUND_M / length_m)).tolist()
        return east_m, north_m

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


def _shifts(forbidden: Iterable[tuple[float, float]]) -> list[float]:
    """The smallest shift up and the smallest down that lie outside of all the closed stretches; none without an end."""
    merged: list[list[float]] = []
    for low, high in sorted(forbidden):
        if merged and low <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    here = next(((low, high) for low, high in merged if low <= 0.0 <= high), None)
    if here is None:
        return []
    up, down = here[1], here[0]
    shifts = []
    if math.isfinite(up):
        shifts.append(math.floor(up / _ROUND_M + 1) * _ROUND_M)
    if math.isfinite(down):
        shifts.append(math.ceil(down / _ROUND_M - 1) * _ROUND_M)
    return shifts


def _forbidden_s(volume: Volume, obstacle: Obstacle) -> tuple[float, float]:
    """The shifts in time (seconds) with which the two still meet in time."""
    other, margin_s = obstacle.volume, obstacle.time_s
    low = -math.inf if other.start_us is None or volume.end_us is None else (other.start_us - volume.end_us) / 1e6
    high = math.inf if other.end_us is None or volume.start_us is None else (other.end_us - volume.start_us) / 1e6
    return low - margin_s, high + margin_s


def _forbidden_m(volume: Volume, obstacle: Obstacle) -> tuple[float, float]:
    """The shifts in altitude (metres) with which the two still meet in altitude."""
    other, margin_m = obstacle.volume, obstacle.vertical_m
    low = -math.inf if other.lower_m is None or volume.upper_m is None else other.lower_m - volume.upper_m
    high = math.inf if other.upper_m is None or volume.lower_m is None else other.upper_m - volume.lower_m
    return low - margin_m, high + margin_m


def _times_meet(volume: Volume, obstacle: Obstacle) -> bool:
    low, high = _forbidden_s(volume, obstacle)
    return low <= 0.0 <= high


def _heights_meet(volume: Volume, obstacle: Obstacle) -> bool:
    low, high = _forbidden_m(volume, obstacle)
    return low <= 0.0 <= high


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


def _radius_m(outline: Outline) -> float:
    """What a circle, drawn as its middle, reaches beyond it."""
    return outline.radius_m if isinstance(outline, Circle) else 0.0


def _drawn(frame: LocalFrame, outline: Outline) -> shapely.Polygon | shapely.Point:
    """The outline in the plane; of a circle its middle. Empty if the plane cannot show it."""
    if isinstance(outline, Circle):
        plane: Array = frame.project(np.array([(outline.lat, outline.lng)]))
        return shapely.Point() if np.isnan(plane).any() else shapely.Point(plane[0])
    plane = frame.project(outline.latlng())
    return shapely.Polygon() if np.isnan(plane).any() else shapely.Polygon(plane)


def _convex(shape: shapely.Polygon | shapely.Point) -> list[shapely.Geometry]:
    """Convex pieces that make up a shape."""
    if isinstance(shape, shapely.Point):
        return [shape]
    hull = shape.convex_hull
    if hull.area - shape.area <= 1e-9 * hull.area:
        return [hull]
    return [piece for piece in shapely.get_parts(shapely.constrained_delaunay_triangles(shape)) if piece.area]


def _difference(other: shapely.Geometry, own: shapely.Geometry) -> shapely.Geometry:
    """The shifts of a convex `own` with which it meets a convex `other`: their Minkowski difference."""
    there, here = shapely.get_coordinates(other), shapely.get_coordinates(own)
    return shapely.MultiPoint((there[:, None, :] - here[None, :, :]).reshape(-1, 2)).convex_hull
