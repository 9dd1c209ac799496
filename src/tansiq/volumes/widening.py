"""Volumes made wider: to ask what is near instead of what meets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
import s2geometry as s2

from tansiq.volumes.covering import cap_angle, cells_around, s2_cap, s2_loop
from tansiq.volumes.earth import EQUATORIAL_RADIUS_M, lengths_m, middle
from tansiq.volumes.shapes import WIDEST_M, Circle, Outline, Polygon, Volume, bounding_window

_TOGETHER_M = 20_000.0
_REMEMBERED = 200  # numbers: outlines with more of them are not kept
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
        cells_around(circle),
    )


def holding_all(volumes: Sequence[Volume]) -> list[Volume]:
    """One volume that holds all of some, a circle around them; or the same, where that would be wide."""
    if len(volumes) < 2:
        return list(volumes)
    circles = [around(volume.outline, 0.0) for volume in volumes]
    middles = np.array([(circle.lat, circle.lng) for circle in circles])
    lat, lng = middle(middles)
    away_m = lengths_m(np.broadcast_to((lat, lng), middles.shape), middles) * _ELLIPSOID
    radius_m = max(float(m) + circle.radius_m for m, circle in zip(away_m, circles, strict=True))
    if radius_m > _TOGETHER_M:
        return list(volumes)
    start_us, end_us = bounding_window(volumes)
    lowers, uppers = zip(*((volume.lower_m, volume.upper_m) for volume in volumes), strict=True)
    return [
        Volume(
            Circle(lat, lng, radius_m),
            None if None in lowers else min(lowers),
            None if None in uppers else max(uppers),
            start_us,
            end_us,
        )
    ]


def around(outline: Outline, horizontal_m: float) -> Circle:
    """A circle that holds the outline and so much around it."""
    if isinstance(outline, Circle):
        return msgspec.structs.replace(outline, radius_m=min(outline.radius_m + horizontal_m, WIDEST_M))
    many = len(outline.vertices) > _REMEMBERED
    circle = (_circle_of if many else _known_circle_of)(outline)
    return Circle(circle.lat, circle.lng, min(circle.radius_m + horizontal_m, WIDEST_M))


def _circle_of(outline: Polygon) -> Circle:
    loop = s2_loop(outline)
    loop.Normalize()
    cap = loop.GetCapBound()  # held by a name: its centre lives no longer than it does
    middle = s2.S2LatLng(cap.center())
    radius_m = cap_angle(cap) * EQUATORIAL_RADIUS_M * _ELLIPSOID
    return Circle(middle.lat().degrees(), middle.lng().degrees(), radius_m)


_known_circle_of = lru_cache(50_000)(_circle_of)


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
