"""Volumes made wider: to ask what is near instead of what meets."""

from __future__ import annotations

import math

import msgspec
import s2geometry as s2

from tansiq.volumes.covering import cap_angle, footprint, s2_cap, s2_loop
from tansiq.volumes.earth import EQUATORIAL_RADIUS_M
from tansiq.volumes.shapes import WIDEST_M, Circle, Outline, Volume

_ELLIPSOID = 1.01
"""The sphere's lengths may be short of the ellipsoid's by half a percent."""


def widened(volume: Volume, horizontal_m: float, vertical_m: float = 0.0, time_us: int = 0) -> Volume:
    """A volume that holds all that is as near to the given one as that: a circle around it, with its covering."""
    circle = around(volume.outline, horizontal_m)
    return Volume(
        circle,
        None if volume.lower_m is None else volume.lower_m - vertical_m,
        None if volume.upper_m is None else volume.upper_m + vertical_m,
        None if volume.start_us is None else volume.start_us - time_us,
        None if volume.end_us is None else volume.end_us + time_us,
        footprint(circle).cells,
    )


def around(outline: Outline, horizontal_m: float) -> Circle:
    """A circle that holds the outline and so much around it."""
    if isinstance(outline, Circle):
        return msgspec.structs.replace(outline, radius_m=min(outline.radius_m + horizontal_m, WIDEST_M))
    loop = s2_loop(outline)
    loop.Normalize()
    cap = loop.GetCapBound()  # held by a name: its centre lives no longer than it does
    middle = s2.S2LatLng(cap.center())
    radius_m = cap_angle(cap) * EQUATORIAL_RADIUS_M * _ELLIPSOID + horizontal_m
    return Circle(middle.lat().degrees(), middle.lng().degrees(), min(radius_m, WIDEST_M))


def rectangle(outline: Outline, horizontal_m: float = 0.0) -> tuple[float, float, float, float]:
    """South, west, north and east (degrees, rounded outwards to 11 m) of a rectangle that holds the outline and so much
    around it. West is greater than east where it reaches across the antimeridian."""
    if isinstance(outline, Circle):
        bound = s2_cap(around(outline, horizontal_m)).GetRectBound()
    else:
        loop = s2_loop(outline)
        loop.Normalize()
        bound = loop.GetRectBound()
    south, west = bound.lat_lo().degrees(), bound.lng_lo().degrees()
    north, east = bound.lat_hi().degrees(), bound.lng_hi().degrees()
    if not isinstance(outline, Circle) and horizontal_m:
        more = math.degrees(horizontal_m / EQUATORIAL_RADIUS_M) * _ELLIPSOID
        wide = more / max(math.cos(math.radians(max(abs(south), abs(north)))), 0.01)
        south, north = max(-90.0, south - more), min(90.0, north + more)
        west, east = _turned(west - wide), _turned(east + wide)
    return (
        math.floor(south * 1e4) / 1e4,
        math.floor(west * 1e4) / 1e4,
        math.ceil(north * 1e4) / 1e4,
        math.ceil(east * 1e4) / 1e4,
    )


def _turned(lng: float) -> float:
    return (lng + 180.0) % 360.0 - 180.0
