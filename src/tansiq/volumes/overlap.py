"""Whether volumes overlap: exactly, in area, altitude and time; and whether one holds another.

Many at once, because the office asks "which of these fifty?": the plane is laid once, and all outlines are projected
and compared by vectorised code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import shapely

from tansiq.volumes import earth
from tansiq.volumes.earth import Array, LocalFrame
from tansiq.volumes.shapes import Circle, Outline, Polygon, Volume

_SLACK_M = 0.001  # closed sets, and rounding: what comes this close touches


def overlaps(a: Volume, b: Volume) -> bool:
    """Whether the two share a point."""
    return overlapping(a, (b,))[0]


def overlap_any(volume: Volume, others: Iterable[Volume]) -> bool:
    """Whether the volume shares a point with at least one of the others."""
    return any(overlapping(volume, tuple(others)))


def overlapping(volume: Volume, others: Sequence[Volume]) -> list[bool]:
    """For each of the others, whether it shares a point with the volume."""
    result = [bands_meet(volume, other) for other in others]
    open_questions = [i for i, meets in enumerate(result) if meets and others[i].outline != volume.outline]
    if open_questions:
        outlines = [others[i].outline for i in open_questions]
        for i, meets in zip(open_questions, _outlines_meet(volume.outline, outlines), strict=True):
            result[i] = meets
    return result


def shared_place(a: Outline, b: Outline) -> tuple[float, float]:
    """A point (lat, lng) in what two outlines share; where they only touch or stay apart, one between them. For people
    to find the place: circles are drawn with 128 corners."""
    frame = LocalFrame(*earth.middle(np.array([_middle(a), _middle(b)])))
    shapes = [_drawn(frame, outline) for outline in (a, b)]
    shared = shapely.intersection(*shapes)
    point = shared.representative_point() if shared.area else shapely.shortest_line(*shapes).interpolate(0.5, True)
    ((lat, lng),) = frame.unproject(shapely.get_coordinates(point))
    return float(lat), float(lng)


def _middle(outline: Outline) -> tuple[float, float]:
    return (outline.lat, outline.lng) if isinstance(outline, Circle) else earth.middle(outline.latlng())


def _drawn(frame: LocalFrame, outline: Outline) -> shapely.Polygon:
    if isinstance(outline, Polygon):
        return shapely.make_valid(shapely.Polygon(frame.project(outline.latlng())))
    ((x, y),) = frame.project(np.array([(outline.lat, outline.lng)]))
    return shapely.Point(x, y).buffer(outline.radius_m, quad_segs=32)


def bands_meet(a: Volume, b: Volume) -> bool:
    """Whether altitude bands and time windows have something in common; the cheap half of the question."""
    return (
        (a.start_us is None or b.end_us is None or a.start_us <= b.end_us)
        and (b.start_us is None or a.end_us is None or b.start_us <= a.end_us)
        and (a.lower_m is None or b.upper_m is None or a.lower_m <= b.upper_m)
        and (b.lower_m is None or a.upper_m is None or b.lower_m <= a.upper_m)
    )


def contains(outer: Volume, inner: Volume, tolerance_m: float = 1.0) -> bool:
    """Whether `outer` holds all of `inner`; the outline may stick out by the tolerance (clients round).

    An open end of `inner` is held only by an open end of `outer`.
    """
    return (
        (outer.lower_m is None or (inner.lower_m is not None and outer.lower_m <= inner.lower_m))
        and (outer.upper_m is None or (inner.upper_m is not None and outer.upper_m >= inner.upper_m))
        and (outer.start_us is None or (inner.start_us is not None and outer.start_us <= inner.start_us))
        and (outer.end_us is None or (inner.end_us is not None and outer.end_us >= inner.end_us))
        and (outer.outline == inner.outline or _outline_holds(outer.outline, inner.outline, tolerance_m))
    )


def _outlines_meet(outline: Outline, others: Sequence[Outline]) -> list[bool]:
    result = [False] * len(others)
    polygons = [(i, other) for i, other in enumerate(others) if isinstance(other, Polygon)]
    if polygons:
        for (i, _), meets in zip(polygons, _near(outline, [p for _, p in polygons]), strict=True):
            result[i] = meets
    for i, other in enumerate(others):
        if isinstance(other, Circle):
            if isinstance(outline, Circle):
                reach = outline.radius_m + other.radius_m + _SLACK_M
                result[i] = earth.geodesic_m((outline.lat, outline.lng), (other.lat, other.lng)) <= reach
            else:
                result[i] = _near(other, [outline])[0]
    return result


def _near(outline: Outline, polygons: Sequence[Polygon]) -> list[bool]:
    """Which polygons the outline meets.

    What the plane cannot show lies more than 85 degrees away; shapes are narrower than that (`WIDEST_M`), so it is
    simply not near.
    """
    if isinstance(outline, Circle):
        return _near_circle(outline, polygons)
    shapes, seen = _project(LocalFrame(*earth.middle(outline.latlng())), [outline, *polygons])
    answer: list[bool] = (shapely.dwithin(shapes[0], shapes[1:], _SLACK_M) & seen[1:]).tolist()
    return answer


def _near_circle(circle: Circle, polygons: Sequence[Polygon]) -> list[bool]:
    """Which polygons the circle meets. The plane of its centre shows the nearest point, but lengths from there only
    nearly: where it is close, the geodesic to that point decides."""
    frame = LocalFrame(circle.lat, circle.lng)
    shapes, seen = _project(frame, polygons)
    centre = shapely.Point(0.0, 0.0)
    apart_m = shapely.distance(shapes, centre)
    doubt_m = circle.radius_m * (0.005 + (circle.radius_m / earth.SMALLEST_RADIUS_M) ** 2)
    meets = seen & (apart_m <= circle.radius_m + doubt_m)
    for i in np.flatnonzero(meets & (apart_m > circle.radius_m - doubt_m)):
        nearest = frame.unproject(shapely.get_coordinates(shapely.shortest_line(centre, shapes[i]))[1:])
        length_m = earth.geodesic_m((circle.lat, circle.lng), (float(nearest[0, 0]), float(nearest[0, 1])))
        meets[i] = length_m <= circle.radius_m + _SLACK_M
    answer: list[bool] = meets.tolist()
    return answer


def _project(frame: LocalFrame, polygons: Sequence[Polygon]) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Polygons as shapely geometries in the frame, and which of them it can show whole."""
    flat = np.fromiter(chain.from_iterable([p.vertices for p in polygons]), dtype=np.float64)
    owner = np.repeat(np.arange(len(polygons)), [len(p.vertices) // 2 for p in polygons])
    plane = frame.project(flat.reshape(-1, 2))
    hidden = np.isnan(plane[:, 0])
    seen = np.ones(len(polygons), dtype=bool)
    if hidden.any():
        seen[owner[hidden]] = False
        plane[~seen[owner]] = 0.0
    return shapely.polygons(shapely.linearrings(plane, indices=owner)), seen


def _outline_holds(outer: Outline, inner: Outline, tolerance_m: float) -> bool:
    if isinstance(outer, Circle):
        frame = LocalFrame(outer.lat, outer.lng)
        if isinstance(inner, Circle):
            apart = earth.geodesic_m((outer.lat, outer.lng), (inner.lat, inner.lng))
            return apart + inner.radius_m <= outer.radius_m + tolerance_m
        return bool((np.hypot(*frame.project(inner.latlng()).T) <= outer.radius_m + tolerance_m).all())
    if isinstance(inner, Circle):
        (shape,), (seen,) = _project(LocalFrame(inner.lat, inner.lng), [outer])
        centre = shapely.Point(0.0, 0.0)
        room_m = shapely.distance(shape.exterior, centre)
        return bool(seen and shape.covers(centre) and room_m >= inner.radius_m - tolerance_m)
    shapes, seen = _project(LocalFrame(*earth.middle(inner.latlng())), [outer, inner])
    return bool(seen.all() and shapely.covers(shapely.buffer(shapes[0], tolerance_m), shapes[1]))
