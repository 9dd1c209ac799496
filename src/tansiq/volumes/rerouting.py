"""The shortest way around what is in the way of a route.

What obstructs a leg is drawn wider by all that must be kept from it; the shortest way then runs straight from corner to
corner of what is drawn. Whether that is free is asked of the new route's own volumes: with its later times it may meet
other things, or the same ones no longer. So it is drawn and asked again until nothing is in the way.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from tansiq.volumes import earth
from tansiq.volumes.clearing import Obstacle, drawn, obstructed, radius_m
from tansiq.volumes.earth import Array, LocalFrame
from tansiq.volumes.routes import ROUND_DIGITS, Waypoint, pieces, places_of, reach_m, route_volumes, strip
from tansiq.volumes.shapes import ShapeRefused, Volume

MOST_OBSTACLES = 200
MOST_CORNERS = 400
"""Of all that is drawn around for one leg."""
_ROUNDS = 20
_PATIENT = 8
"""So many rounds take only what truly was in the way; after that, all that lies between comes at once."""
_EDGE_M = 0.05
_FEW_CORNERS = 8
_MOST_OF_ONE = 200
"""Corners of one obstacle; one with more is drawn more roughly, and as much wider."""
_QUADRANT_SEGMENTS = 4
_INSCRIBED = math.cos(0.75 * math.pi / (2 * _QUADRANT_SEGMENTS))
_CIRCLE_CORNER = math.cos(math.pi / (4 * _QUADRANT_SEGMENTS))
"""How near the edges come around corners and around circles, for each metre that what is drawn is away; see
`clearing`."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way from one waypoint of the old route to a later one: (n, 2) degrees, both ends among them."""

    first: int
    last: int
    places: Array


@dataclass(frozen=True, slots=True)
class _Stuck:
    """There is no way, because of where one end is; or none at all."""

    waypoint: int | None


def detour(
    waypoints: Sequence[Waypoint],
    *,
    half_width_m: float,
    lower_m: float | None,
    upper_m: float | None,
    slack_s: float,
    obstacles: Sequence[Obstacle],
    farthest_m: float,
) -> tuple[Waypoint, ...] | None:
    """The route, led around what is in its way; its `route_volumes` are clear of all obstacles. The waypoints as they
    are if they are clear already. None where there is no such route, or none found with bounded effort.

    The first and the last waypoint stay, and so do those between that do not lie in something that is in the way; a
    halt that does has no other place. A leg that grows longer takes longer, at its own speed, and what follows is
    later. The whole way grows by at most `farthest_m`. Raises `ShapeRefused` as `route_volumes` does.
    """
    search = _Search(waypoints, half_width_m, farthest_m, obstacles)
    candidate, ways = tuple(waypoints), [_Way(i, i + 1, search.places[i : i + 2]) for i in range(len(waypoints) - 1)]
    for turn in range(_ROUNDS):
        try:
            volumes = route_volumes(
                candidate, half_width_m=half_width_m, lower_m=lower_m, upper_m=upper_m, slack_s=slack_s
            )
        except ShapeRefused:
            if turn:
                return None
            raise
        met = obstructed(volumes, obstacles)
        if not met:
            return candidate
        way_of_leg = [way for way in ways for _ in range(len(way.places) - 1)]
        way_of_volume = [way_of_leg[piece.leg] for piece in pieces(candidate)]
        found = [search.add(way_of_volume[i], j) for i, j in met]
        if turn >= _PATIENT:
            spans = [_span(way, volumes, way_of_volume, half_width_m) for way in {id(w): w for w in ways}.values()]
            found += [search.add(ways[i], j) for i, j in obstructed(spans, obstacles)]
        if not any(found) or len(set().union(*search.in_the_way)) > MOST_OBSTACLES:
            return None
        planned = search.ways()
        if planned is None:
            return None
        ways = planned
        candidate = search.timed(ways)
    return None


def _span(way: _Way, volumes: Sequence[Volume], way_of_volume: Sequence[_Way], half_width_m: float) -> Volume:
    """All that lies between, from the start to the end of a way."""
    own = [volume for volume, whose in zip(volumes, way_of_volume, strict=True) if whose is way]
    frame = LocalFrame(*earth.middle(way.places))
    hull = shapely.MultiPoint(frame.project(way.places)).convex_hull
    around = shapely.get_coordinates(hull) if hull.area else frame.project(way.places)
    return Volume(
        strip(frame.unproject(around), half_width_m, half_width_m / 10),
        own[0].lower_m,
        own[0].upper_m,
        own[0].start_us,
        own[-1].end_us,
    )


class _Search:
    """What is known of a route and what is in the way of each of its legs."""

    def __init__(
        self, waypoints: Sequence[Waypoint], half_width_m: float, farthest_m: float, obstacles: Sequence[Obstacle]
    ) -> None:
        self._waypoints, self._obstacles, self._farthest_m = waypoints, obstacles, farthest_m
        self.places = places_of(waypoints) if waypoints else np.empty((0, 2))
        self._lengths_m = earth.lengths_m(self.places[:-1], self.places[1:])
        self._reach_m = reach_m(half_width_m)
        self.in_the_way: list[set[int]] = [set() for _ in self._lengths_m]
        self._known: dict[tuple[int, int, frozenset[int]], _Way | _Stuck] = {}

    def add(self, way: _Way, obstacle: int) -> bool:
        """Notes that an obstacle is in a way; whether that is new."""
        legs = self.in_the_way[way.first : way.last]
        new = any(obstacle not in leg for leg in legs)
        for leg in legs:
            leg.add(obstacle)
        return new

    def ways(self) -> list[_Way] | None:
        """The shortest ways through all waypoints that can stay."""
        stays = list(range(len(self._waypoints)))
        while True:
            found: list[_Way] = []
            for first, last in pairwise(stays):
                way = self._way(first, last)
                if isinstance(way, _Stuck):
                    if way.waypoint is None or not self._may_go(way.waypoint):
                        return None
                    stays.remove(way.waypoint)
                    break
                found.append(way)
            else:
                return found if self._growth_m(found) <= self._farthest_m else None

    def timed(self, ways: Sequence[_Way]) -> tuple[Waypoint, ...]:
        """The waypoints along some ways: none is passed faster than before, nor left earlier."""
        made = [self._waypoints[0]]
        late_us = 0
        for way in ways:
            a, b = self._waypoints[way.first], self._waypoints[way.last]
            steps_m = earth.lengths_m(way.places[:-1], way.places[1:])
            before_m, after_m = float(self._lengths_m[way.first : way.last].sum()), float(steps_m.sum())
            took_us = b.time_us - a.time_us
            takes_us = math.ceil(took_us * after_m / before_m) if after_m > before_m else took_us
            for (lat, lng), passed_m in zip(way.places[1:-1].tolist(), np.cumsum(steps_m[:-1]).tolist(), strict=True):
                share = passed_m / after_m
                altitude_m = None
                if a.altitude_m is not None and b.altitude_m is not None:
                    altitude_m = a.altitude_m + share * (b.altitude_m - a.altitude_m)
                made.append(Waypoint(lat, lng, a.time_us + late_us + round(takes_us * share), altitude_m))
            late_us += takes_us - took_us
            made.append(Waypoint(b.lat, b.lng, b.time_us + late_us, b.altitude_m))
        return tuple(made)

    def _may_go(self, waypoint: int) -> bool:
        """Whether a waypoint can be left out: neither an end nor a halt."""
        if not 0 < waypoint < len(self._waypoints) - 1:
            return False
        return bool(self._lengths_m[waypoint - 1] and self._lengths_m[waypoint])

    def _growth_m(self, ways: Sequence[_Way]) -> float:
        after_m = sum(float(earth.lengths_m(way.places[:-1], way.places[1:]).sum()) for way in ways)
        return after_m - float(self._lengths_m.sum())

    def _way(self, first: int, last: int) -> _Way | _Stuck:
        met = frozenset().union(*self.in_the_way[first:last])
        key = (first, last, met)
        if key not in self._known:
            self._known[key] = self._shortest(first, last, sorted(met))
        return self._known[key]

    def _shortest(self, first: int, last: int, met: Sequence[int]) -> _Way | _Stuck:
        ends = self.places[[first, last]]
        if last - first > 1 and (ends[0] == ends[1]).all():
            return _Stuck(None)
        frame = LocalFrame(*earth.middle(ends))
        plane = frame.project(ends)
        walls = self._walls(frame, [self._obstacles[j] for j in met])
        inside = shapely.buffer(walls, -_EDGE_M, join_style="mitre")
        for end, place in zip((first, last), plane, strict=True):
            if shapely.intersects_xy(inside, *place):
                return _Stuck(end)
        corners = _turning_points(walls)
        if len(corners) > MOST_CORNERS:
            return _Stuck(None)
        nodes = np.vstack((plane, corners))
        path = _shortest_path(nodes, earth.geocentric(frame.unproject(nodes)), inside)
        if path is None:
            return _Stuck(None)
        places = np.vstack((ends[:1], np.round(frame.unproject(nodes[path[1:-1]]), ROUND_DIGITS), ends[1:]))
        apart = np.any(places[1:-1] != places[:-2], axis=1)  # corners of what was put together may be a hair apart
        return _Way(first, last, places[np.concatenate(([True], apart, [True]))])

    def _walls(self, frame: LocalFrame, met: Sequence[Obstacle]) -> shapely.Geometry:
        """What the middle of the way must not enter: around each obstacle its margin, and the reach of the way's own
        outline; a little more, for the planes in which that is looked at."""
        shapes = drawn(frame, [obstacle.volume.outline for obstacle in met])
        route_m = np.abs(frame.project(self.places)).max(initial=0.0) + self._farthest_m
        walls = []
        for shape, obstacle in zip(shapes, met, strict=True):
            if shape.is_empty:
                continue
            margin_m = radius_m(obstacle.volume.outline) + obstacle.horizontal_m
            farthest = max(route_m, margin_m, float(np.abs(shape.bounds).max())) / earth.SMALLEST_RADIUS_M
            kept_m = (margin_m + self._reach_m) * (1.001 + 7 * farthest**2) + 4 * _EDGE_M
            walls.append(_grown(shape, kept_m))
        return shapely.union_all(walls)


def _grown(shape: shapely.Polygon | shapely.Point, by_m: float) -> shapely.Polygon:
    """A shape and all that lies within a length of it, and little more, with few corners."""
    if isinstance(shape, shapely.Point):
        return shape.buffer(by_m / _CIRCLE_CORNER, quad_segs=_QUADRANT_SEGMENTS)
    tolerance_m, simple = 0.0, shape
    while len(simple.exterior.coords) - 1 > (_MOST_OF_ONE if tolerance_m else _FEW_CORNERS):
        tolerance_m = 2 * tolerance_m or by_m / 50
        simple = shape.simplify(tolerance_m)
    return simple.buffer((by_m + tolerance_m) / _INSCRIBED, quad_segs=_QUADRANT_SEGMENTS)


def _turning_points(walls: shapely.Geometry) -> Array:
    """The corners (n, 2) around which a shortest way may turn: those that stick out."""
    found = [np.empty((0, 2))]
    for polygon in shapely.get_parts(shapely.orient_polygons(walls)):
        for ring in (polygon.exterior, *polygon.interiors):
            corners = shapely.get_coordinates(ring)[:-1]
            before, after = corners - np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0) - corners
            found.append(corners[before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0] > 0.0])
    return np.concatenate(found)


def _shortest_path(nodes: Array, in_space: Array, inside: shapely.Geometry) -> list[int] | None:
    """Places among nodes from the first to the second, not through `inside`; A*, and who sees whom is found only for
    those that it comes to. Lengths are straight through the earth: they keep the order."""
    shapely.prepare(inside)
    to_end = np.linalg.norm(in_space - in_space[1], axis=1)
    best = np.full(len(nodes), math.inf)
    best[0] = 0.0
    came_from = np.zeros(len(nodes), dtype=int)
    done = np.zeros(len(nodes), dtype=bool)
    waiting = [(float(to_end[0]), 0)]
    while waiting:
        _, here = heapq.heappop(waiting)
        if done[here]:
            continue
        done[here] = True
        if here == 1:
            path = [1]
            while path[-1]:
                path.append(int(came_from[path[-1]]))
            return path[::-1]
        lengths = best[here] + np.linalg.norm(in_space - in_space[here], axis=1)
        open_to = np.flatnonzero(~done & (lengths < best))
        lines = shapely.linestrings(np.stack((np.broadcast_to(nodes[here], (len(open_to), 2)), nodes[open_to]), axis=1))
        for there in open_to[~shapely.intersects(inside, lines)].tolist():
            best[there], came_from[there] = lengths[there], here
            heapq.heappush(waiting, (float(lengths[there] + to_end[there]), there))
    return None
