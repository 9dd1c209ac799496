"""How far apart two volumes are: beside, above, and in time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import s2geometry as s2
import shapely

from tansiq.volumes import earth
from tansiq.volumes.covering import s2_loop
from tansiq.volumes.earth import LocalFrame
from tansiq.volumes.overlap import overlaps
from tansiq.volumes.shapes import Circle, Outline, Polygon, Volume, middle_of

_REFINED_WITHIN_M = 200_000.0
_MANY_CORNERS = 1_000


@dataclass(frozen=True, slots=True)
class Separation:
    """Zero in a direction means that the volumes share something in it; all three zero, that they overlap."""

    horizontal_m: float
    vertical_m: float
    time_s: float


def separation(a: Volume, b: Volume) -> Separation:
    """The gaps between two volumes. Horizontal lengths are geodesics, good to 1 m in 100 km."""
    return Separation(
        horizontal_m=_horizontal_m(a.outline, b.outline),
        vertical_m=_gap((a.lower_m, a.upper_m), (b.lower_m, b.upper_m)),
        time_s=_gap((a.start_us, a.end_us), (b.start_us, b.end_us)) / 1e6,
    )


def nearest_place(a: Outline, b: Outline) -> tuple[float, float]:
    """A (lat, lng) in what two outlines share, or half-way between them where they come nearest; good to a few metres
    in 100 km."""
    frame = LocalFrame(*earth.middle(np.array([middle_of(a), middle_of(b)])))
    drawn = [_drawn(frame, outline) for outline in (a, b)]
    if any(shape.is_empty for shape in drawn):
        return middle_of(a)
    # What many corners share takes long to draw; where they come nearest is a place that they share, too, if they do.
    many = sum(shapely.get_num_coordinates(shape) for shape in drawn) > _MANY_CORNERS
    shared = shapely.Polygon() if many else drawn[0].intersection(drawn[1])
    if not shared.is_empty:
        place = shared.point_on_surface()
    else:
        place = shapely.shortest_line(drawn[0], drawn[1]).interpolate(0.5, normalized=True)
    ((lat, lng),) = frame.unproject(np.array([(place.x, place.y)]))
    return float(lat), float(lng)


def _drawn(frame: LocalFrame, outline: Outline) -> shapely.Geometry:
    if isinstance(outline, Circle):
        plane = frame.project(np.array([(outline.lat, outline.lng)]))
        return shapely.Point() if np.isnan(plane).any() else shapely.Point(plane[0]).buffer(outline.radius_m)
    plane = frame.project(outline.latlng())
    return shapely.Polygon() if np.isnan(plane).any() else shapely.Polygon(plane)


def _gap(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> float:
    above = -math.inf if b[0] is None or a[1] is None else b[0] - a[1]
    below = -math.inf if a[0] is None or b[1] is None else a[0] - b[1]
    return max(0.0, above, below)


def _horizontal_m(a: Outline, b: Outline) -> float:
    if overlaps(Volume(a), Volume(b)):
        return 0.0
    if isinstance(a, Circle) and isinstance(b, Circle):
        apart = earth.geodesic_m((a.lat, a.lng), (b.lat, b.lng))
        return max(0.0, apart - a.radius_m - b.radius_m)
    if isinstance(a, Polygon) and isinstance(b, Polygon):
        return _shortest_m(*_nearest(a, b), a, b)
    circle, polygon = (a, b) if isinstance(a, Circle) else (b, a)
    assert isinstance(circle, Circle)
    assert isinstance(polygon, Polygon)
    centre = (circle.lat, circle.lng)
    loop = s2_loop(polygon)
    loop.Normalize()
    nearest = _degrees(loop.Project(s2.S2LatLng.FromDegrees(*centre).ToPoint()))
    return max(0.0, _shortest_m(centre, nearest, None, polygon) - circle.radius_m)


def _nearest(a: Polygon, b: Polygon) -> tuple[tuple[float, float], tuple[float, float]]:
    """The nearest points of two disjoint rings on the sphere: one of the two is always a vertex."""
    loops = [s2_loop(a), s2_loop(b)]
    for loop in loops:
        loop.Normalize()
    best, pair = math.inf, ((0.0, 0.0), (0.0, 0.0))
    for here, there in ((0, 1), (1, 0)):
        for i in range(loops[here].num_vertices()):
            vertex = loops[here].vertex(i)
            other = loops[there].Project(vertex)
            chord = (vertex.x() - other.x()) ** 2 + (vertex.y() - other.y()) ** 2 + (vertex.z() - other.z()) ** 2
            if chord < best:
                best = chord
                found = (_degrees(vertex), _degrees(other))
                pair = found if here == 0 else (found[1], found[0])
    return pair


def _shortest_m(p: tuple[float, float], q: tuple[float, float], a: Polygon | None, b: Polygon) -> float:
    """The geodesic between the nearest points, found again in the plane between them: the sphere and the ellipsoid
    differ about which points are nearest by up to 0.3 %. `a` None: the point p itself."""
    length = earth.geodesic_m(p, q)
    if length > _REFINED_WITHIN_M:
        return length
    frame = LocalFrame(*earth.middle(np.array([p, q])))
    rings = [frame.project(shape.latlng()) for shape in (a, b) if shape is not None]
    if any(np.isnan(ring).any() for ring in rings):
        return length
    shapes = [shapely.Polygon(ring) for ring in rings]
    if a is None:
        shapes.insert(0, shapely.Point(frame.project(np.array([p]))[0]))
    ends = frame.unproject(shapely.get_coordinates(shapely.shortest_line(shapes[0], shapes[1])))
    return min(length, earth.geodesic_m((ends[0, 0], ends[0, 1]), (ends[1, 0], ends[1, 1])))


def _degrees(point: s2.S2Point) -> tuple[float, float]:
    x, y, z = point.x(), point.y(), point.z()
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
