"""From a planned route to a corridor of 4D volumes; and the outline around a way, flown or planned."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from tansiq.volumes import earth
from tansiq.volumes.earth import Array, LocalFrame
from tansiq.volumes.shapes import (
    EARLIEST_US,
    HIGHEST_M,
    LATEST_US,
    LOWEST_M,
    WIDEST_M,
    Polygon,
    ShapeRefused,
    Volume,
    check_position,
    same_place,
)

MAX_WAYPOINTS = 1_000
MAX_PIECES = 1_000
NARROWEST_M, WIDEST_HALF_M = 1.0, 20_000.0
LONGEST_SLACK_S = 86_400.0
MAX_CORNERS = 40
"""Of an outline around a way with many turns; around a straight one there are 14."""
ROUND_DIGITS = 7  # of a degree: 6 mm
ROUNDING_M = 0.05
_QUADRANT_SEGMENTS = 3
_TINY = 1e-6  # on the unit sphere: 6 m, where a chord is as good as an arc
_CORNER = math.cos(math.pi / (4 * _QUADRANT_SEGMENTS))
"""How near a round end's edges come, for each metre that its corners are away."""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A place on a route (degrees), when it is passed, and how high where the planner says so (metres above the
    ellipsoid). Between two of them the way is the great circle, at constant speed. Two at one place are a halt."""

    lat: float
    lng: float
    time_us: int
    altitude_m: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a leg, short enough for one volume. `leg` counts from 0; `ends` is (2, 2) degrees."""

    leg: int
    ends: Array
    start_us: int
    end_us: int


def route_volumes(
    waypoints: Sequence[Waypoint],
    *,
    half_width_m: float,
    lower_m: float | None,
    upper_m: float | None,
    slack_s: float,
    longest_m: float = 20_000.0,
    longest_s: float = 1_800.0,
) -> tuple[Volume, ...]:
    """Volumes in order of time, one or more for each leg, each sharing a moment and a place with the next. Their
    coverings are left empty.

    Every point of the way lies at least `half_width_m` inside, from `slack_s` before it is passed until `slack_s`
    after. The band is that of the whole way. No volume is made of more than `longest_m` of it, or of more than
    `longest_s` besides the slack. Raises `ShapeRefused`; see `check_route`.
    """
    if not (NARROWEST_M <= half_width_m <= WIDEST_HALF_M):  # NaN fails the comparison
        message = f"half width {half_width_m:g} m is not between {NARROWEST_M:g} and {WIDEST_HALF_M:g}"
        raise ShapeRefused("half-width-out-of-range", message, "half_width")
    if not (0.0 <= slack_s <= LONGEST_SLACK_S):
        message = f"slack {slack_s:g} s is not between 0 and {LONGEST_SLACK_S:g}"
        raise ShapeRefused("slack-out-of-range", message, "slack")
    slack_us = round(slack_s * 1e6)
    check_route(waypoints)
    made = []
    for piece in pieces(waypoints, longest_m, longest_s):
        outline = strip(piece.ends, half_width_m)
        volume = Volume(outline, lower_m, upper_m, piece.start_us - slack_us, piece.end_us + slack_us)
        volume.check()
        made.append(volume)
    return tuple(made)


def check_route(waypoints: Sequence[Waypoint]) -> None:
    """Raises `ShapeRefused` for fewer than 2 or more than `MAX_WAYPOINTS` waypoints, one off the earth, too high or low
    or outside of the calendar, times that do not ascend, and a route wider than one plane can show."""
    if not 2 <= len(waypoints) <= MAX_WAYPOINTS:
        message = f"{len(waypoints)} waypoints given; 2 to {MAX_WAYPOINTS:,} are allowed"
        raise ShapeRefused("waypoint-count", message, "waypoints")
    for i, waypoint in enumerate(waypoints):
        check_position(waypoint.lat, waypoint.lng, f"waypoints[{i}]")
        if not EARLIEST_US <= waypoint.time_us <= LATEST_US:
            raise ShapeRefused("time-out-of-range", "the time is not from 1970 to 9999 (UTC)", f"waypoints[{i}].time")
        if waypoint.altitude_m is not None and not LOWEST_M <= waypoint.altitude_m <= HIGHEST_M:  # NaN fails too
            message = f"altitude {waypoint.altitude_m:g} m is not between {LOWEST_M:g} and {HIGHEST_M:g}"
            raise ShapeRefused("altitude-out-of-range", message, f"waypoints[{i}].altitude")
        if i and waypoint.time_us <= waypoints[i - 1].time_us:
            message = f"waypoint {i} must be later than waypoint {i - 1}"
            raise ShapeRefused("waypoint-times", message, f"waypoints[{i}].time")
    latlng = places_of(waypoints)
    vectors = earth.unit_vectors(np.vstack((latlng, [earth.middle(latlng)])))
    if (vectors[:-1] @ vectors[-1]).min() < math.cos(WIDEST_M / earth.EQUATORIAL_RADIUS_M):
        message = f"the route reaches farther than {WIDEST_M / 1000:,.0f} km from its middle"
        raise ShapeRefused("too-wide", message, "waypoints")


def pieces(waypoints: Sequence[Waypoint], longest_m: float = 20_000.0, longest_s: float = 1_800.0) -> list[Piece]:
    """A checked route, cut so that no piece is too long; neighbours share the place and moment between them. Raises
    `ShapeRefused` where there would be more than `MAX_PIECES`."""
    if not (longest_m > 0.0 and longest_s > 0.0):
        raise ValueError("a piece must have a length")
    latlng = places_of(waypoints)
    lengths_m = earth.lengths_m(latlng[:-1], latlng[1:])
    made: list[Piece] = []
    for leg, ((a, b), length_m) in enumerate(zip(pairwise(waypoints), lengths_m.tolist(), strict=True)):
        count = max(1, math.ceil(length_m / longest_m), math.ceil((b.time_us - a.time_us) / (longest_s * 1e6)))
        if len(made) + count > MAX_PIECES:
            message = (
                f"more than {MAX_PIECES:,} volumes would be needed, of {longest_m / 1000:g} km and {longest_s:g} s each"
            )
            raise ShapeRefused("route-too-long", message, f"waypoints[{leg + 1}]")
        cuts = _great_circle(latlng[leg], latlng[leg + 1], count)
        times_us = [a.time_us + round(i / count * (b.time_us - a.time_us)) for i in range(count + 1)]
        made += [
            Piece(leg, cuts[i : i + 2], start_us, end_us) for i, (start_us, end_us) in enumerate(pairwise(times_us))
        ]
    return made


def places_of(waypoints: Sequence[Waypoint]) -> Array:
    """(n, 2) degrees; each place by one name."""
    return np.array([same_place(waypoint.lat, waypoint.lng) for waypoint in waypoints])


def strip(latlng: Array, half_width_m: float, tolerance_m: float = 0.0) -> Polygon:
    """A polygon around the way through some places ((n, 2) degrees), at least `half_width_m` away from it everywhere,
    with few corners.

    The way is simplified by at most a tolerance, buffered by as much more, and the ring simplified again by at most
    the tolerance; round ends are drawn around their circle, not in it. Only a straight way can do without a tolerance:
    its covers what the outer side of a bend loses, too. In a local frame great circles are straight.
    """
    frame = LocalFrame(*earth.middle(latlng))
    plane = frame.project(latlng)
    way = shapely.Point(plane[0]) if (plane == plane[0]).all() else shapely.LineString(plane).simplify(tolerance_m)
    stretch = 1 + (float(np.hypot(*plane.T).max()) / earth.SMALLEST_RADIUS_M) ** 2
    around_m = (half_width_m * stretch + 2 * tolerance_m + ROUNDING_M) / _CORNER
    around = shapely.Polygon(way.buffer(around_m, quad_segs=_QUADRANT_SEGMENTS).exterior)
    ring = shapely.Polygon(around.simplify(tolerance_m).exterior)
    if len(ring.exterior.coords) - 1 > MAX_CORNERS or not ring.is_valid:
        ring = around.convex_hull.simplify(tolerance_m)
    corners = frame.unproject(np.array(ring.exterior.coords)[:-1])
    return Polygon.of([(round(float(lat), ROUND_DIGITS), round(float(lng), ROUND_DIGITS)) for lat, lng in corners])


def reach_m(half_width_m: float) -> float:
    """How far the outline around a piece of a route may reach from it."""
    return (half_width_m * 1.001 + ROUNDING_M) / _CORNER + ROUNDING_M


def _great_circle(a: Array, b: Array, count: int) -> Array:
    """Places (degrees) that cut the great circle between two into as many pieces of one length; both ends as they were
    given."""
    if count == 1 or (a == b).all():
        return np.vstack([a] * count + [b])
    one, other = earth.unit_vectors(np.vstack((a, b)))
    angle = math.atan2(float(np.linalg.norm(np.cross(one, other))), float(one @ other))

    def between(shares: Array) -> Array:
        left, right = 1 - shares[1:-1, None], shares[1:-1, None]
        if angle > _TINY:
            left, right = np.sin(left * angle) / math.sin(angle), np.sin(right * angle) / math.sin(angle)
        return np.vstack((a, earth.degrees(left * one + right * other), b))

    # Of one angle first. On the ellipsoid these differ in length by up to a third of a percent, and slowly.
    even: Array = np.linspace(0.0, 1.0, count + 1)
    cuts = between(even)
    passed_m = np.concatenate(([0.0], np.cumsum(earth.lengths_m(cuts[:-1], cuts[1:]))))
    return between(np.interp(even * passed_m[-1], passed_m, even))
