"""Which cells of the S2 grid an area touches: few, of mixed size, so that a large area costs no more than a small one.

Levels 4, 7, 10 and 13 only (cells of about 580, 72, 9 and 1.1 km): a look-up then walks at most three ancestors.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import s2geometry as s2

from tansiq.volumes import earth
from tansiq.volumes.shapes import (
    MAX_VERTICES,
    WIDEST_M,
    Circle,
    Outline,
    Polygon,
    ShapeRefused,
    check_circle,
    check_ring,
    same_place,
)

COVERING_LEVELS = (4, 7, 10, 13)
MAX_CELLS = 8
SMALLEST_AREA_M2 = 0.01
_RING = "volume.outline_polygon.vertices"
_EDGES_EXPLAINED = 300

MOST_LOOKED_UP = 40
_coverer = s2.S2RegionCoverer()
_coverer.set_max_cells(MAX_CELLS)
_coverer.set_min_level(COVERING_LEVELS[0])
_coverer.set_max_level(COVERING_LEVELS[-1])
_coverer.set_level_mod(3)
_searcher = s2.S2RegionCoverer()
_searcher.set_max_cells(MOST_LOOKED_UP)
_searcher.set_min_level(COVERING_LEVELS[0])
_searcher.set_max_level(COVERING_LEVELS[-1])
_searcher.set_level_mod(3)


class Footprint(NamedTuple):
    """The cells that cover an outline (signed 64-bit S2 ids) and its area."""

    cells: tuple[int, ...]
    area_m2: float


def footprint(outline: Outline, max_vertices: int = MAX_VERTICES) -> Footprint:
    """Checks an outline and covers it. Raises `ShapeRefused` with the reason: too few or too many vertices, a
    vertex off the earth or repeated, edges that cross, no area, wider than one plane can show."""
    if isinstance(outline, Circle):
        return _circle(outline)
    values = outline.vertices
    latlng = list(zip(values[::2], values[1::2], strict=True))
    check_ring(latlng, max_vertices)
    loop = s2_loop(outline)
    if not loop.IsValid():
        raise ShapeRefused("edges-cross", _crossing(outline), _RING)
    loop.Normalize()  # the winding is the one that gives the smaller area
    centre_lat = _check_width(loop)
    north_radius, east_radius = earth.radii_m(centre_lat)
    area_m2 = loop.GetArea() * north_radius * east_radius
    if area_m2 < SMALLEST_AREA_M2:
        raise ShapeRefused("no-area", "the vertices lie on one line and enclose no area", _RING)
    return Footprint(_cells(loop), area_m2)


def cells_around(circle: Circle) -> tuple[int, ...]:
    """Cells that cover a circle, to look up what is there: more of them than are kept of a volume, and so nearer to
    it. A busy region has little in them that is elsewhere."""
    return tuple([signed(cell.id()) for cell in _searcher.GetCovering(s2_cap(circle))])


def s2_loop(polygon: Polygon) -> s2.S2Loop:
    """The ring as S2 sees it; not checked, not normalised."""
    values = polygon.vertices
    loop = s2.S2Loop()
    loop.Init(
        [
            s2.S2LatLng.FromDegrees(*same_place(lat, lng)).ToPoint()
            for lat, lng in zip(values[::2], values[1::2], strict=True)
        ]
    )
    return loop


def _circle(circle: Circle) -> Footprint:
    check_circle(circle)
    return Footprint(_cells(s2_cap(circle)), math.pi * circle.radius_m**2)


def s2_cap(circle: Circle) -> s2.S2Cap:
    """The circle as S2 sees it; never smaller."""
    # The smallest radius of curvature gives the largest angle: the cap never falls short of the circle.
    angle = circle.radius_m / earth.SMALLEST_RADIUS_M * (1 + 1e-9)
    centre = s2.S2LatLng.FromDegrees(circle.lat, circle.lng).ToPoint()
    return s2.S2Cap.FromCenterHeight(centre, max(2 * math.sin(angle / 2) ** 2, 1e-15))


def cap_angle(cap: s2.S2Cap) -> float:
    """How far a cap reaches from its middle, on the unit sphere."""
    return 2 * math.asin(min(1.0, math.sqrt(max(0.0, cap.height()) / 2)))


def _cells(region: s2.S2Loop | s2.S2Cap) -> tuple[int, ...]:
    return tuple([signed(cell.id()) for cell in _coverer.GetCovering(region)])


def signed(cell_id: int) -> int:
    """S2's unsigned 64 bits as the signed number that databases, numpy and msgspec take."""
    return cell_id - (1 << 64) if cell_id >> 63 else cell_id


def _check_width(loop: s2.S2Loop) -> float:
    cap = loop.GetCapBound()  # S2's own: never smaller than the loop
    if cap_angle(cap) * earth.EQUATORIAL_RADIUS_M > WIDEST_M:
        raise ShapeRefused(
            "too-wide", f"the area reaches farther than {WIDEST_M / 1000:,.0f} km from its middle", _RING
        )
    centre = cap.center()
    return math.degrees(math.atan2(centre.z(), math.hypot(centre.x(), centre.y())))


def _crossing(polygon: Polygon) -> str:
    """Which edges cross. Only for refused rings, so the plain way will do: the first edges against all others."""
    latlng = polygon.latlng()
    plane = earth.LocalFrame(*earth.middle(latlng)).project(latlng)
    n = len(plane)
    a, b = plane, np.roll(plane, -1, axis=0)
    for i in range(min(n, _EDGES_EXPLAINED)):
        d, e = b[i] - a[i], b - a
        denominator = d[0] * e[:, 1] - d[1] * e[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            gap = a - a[i]
            t = (gap[:, 0] * e[:, 1] - gap[:, 1] * e[:, 0]) / denominator
            u = (gap[:, 0] * d[1] - gap[:, 1] * d[0]) / denominator
        hit = (t >= 0) & (t <= 1) & (u >= 0) & (u <= 1)
        hit[[i, (i + 1) % n, (i - 1) % n]] = False
        if hit.any():
            j = int(np.flatnonzero(hit)[0])
            return f"the edge from vertex {i} to {(i + 1) % n} crosses the edge from vertex {j} to {(j + 1) % n}"
    return "edges cross or touch each other"
