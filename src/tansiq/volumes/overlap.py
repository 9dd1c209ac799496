"""Whether volumes overlap: exactly, in area, altitude and time; and whether one holds another.

Many at once, because the office asks "which of these fifty?": the plane is laid once, and all outlines are projected
and compared by vectorised code.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import shapely

from tansiq.volumes import earth
from tansiq.volumes.earth import Array, LocalFrame
from tansiq.volumes.shapes import Circle, Outline, Polygon, Volume, middle_of

_LARGE = 400  # numbers: 200 corners
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
    frame = LocalFrame(*earth.middle(np.array([middle_of(a), middle_of(b)])))
    shapes = [_drawn(frame, outline) for outline in (a, b)]
    shared = shapely.intersection(*shapes)
    point = (
        shared.representative_point()
        if shared.area
        else shapely.shortest_line(*shapes).interpolate(0.5, normalized=True)
    )
    ((lat, lng),) = frame.unproject(shapely.get_coordinates(point))
    return float(lat), float(lng)


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
    """Whether `outer` holds all of `inner`; see `holding`."""
    return holding(outer, (inner,), tolerance_m)[0]


def holding(outer: Volume, inners: Sequence[Volume], tolerance_m: float = 1.0) -> list[bool]:
    """For each of the others, whether `outer` holds all of it; the outline may stick out by the tolerance (clients
    round). An open end is held only by an open end."""
    result = [_bands_hold(outer, inner) for inner in inners]
    open_questions = [i for i, holds in enumerate(result) if holds and inners[i].outline != outer.outline]
    if open_questions:
        answers = _outlines_held(outer.outline, [inners[i].outline for i in open_questions], tolerance_m)
        for i, holds in zip(open_questions, answers, strict=True):
            result[i] = holds
    return result


def _bands_hold(outer: Volume, inner: Volume) -> bool:
    return (
        (outer.lower_m is None or (inner.lower_m is not None and outer.lower_m <= inner.lower_m))
        and (outer.upper_m is None or (inner.upper_m is not None and outer.upper_m >= inner.upper_m))
        and (outer.start_us is None or (inner.start_us is not None and outer.start_us <= inner.start_us))
        and (outer.end_us is None or (inner.end_us is not None and outer.end_us >= inner.end_us))
    )


def _outlines_meet(outline: Outline, others: Sequence[Outline]) -> list[bool]:
    result = [False] * len(others)
    polygons = [(i, other) for i, other in enumerate(others) if isinstance(other, Polygon)]
    if polygons:
        for (i, _), meets in zip(polygons, _near(outline, [p for _, p in polygons]), strict=True):
            result[i] = meets
    circles = [(i, other) for i, other in enumerate(others) if isinstance(other, Circle)]
    if circles:
        for (i, _), meets in zip(circles, _circles_near(outline, [c for _, c in circles]), strict=True):
            result[i] = meets
    return result


def _circles_near(outline: Outline, circles: Sequence[Circle]) -> list[bool]:
    """Which circles the outline meets: in one plane for all, and exactly for those that the plane leaves in doubt."""
    centres = np.array([(circle.lat, circle.lng) for circle in circles])
    reach_m = np.array([circle.radius_m for circle in circles], dtype=float)
    if isinstance(outline, Circle):
        plane = LocalFrame(outline.lat, outline.lng).project(centres)
        apart_m = np.hypot(*plane.T)
        reach_m += outline.radius_m
        widest_m = apart_m
    else:
        if len(outline.vertices) >= _LARGE:
            laid = _large.laid(outline)
            frame, shape = laid.frame, laid.shape
        else:
            frame = LocalFrame(*middle_of(outline))
            (shape,), _ = lay_polygons(frame, [outline])
        plane = frame.project(centres)
        apart_m = shapely.distance(shape, shapely.points(np.nan_to_num(plane, nan=0.0)))
        widest_m = np.hypot(*plane.T) + np.abs(shape.bounds).max()
    doubt = 0.01 + 4 * (widest_m / earth.SMALLEST_RADIUS_M) ** 2
    meets = apart_m < reach_m * (1 - doubt)
    clear = meets | (apart_m > reach_m * (1 + doubt) + _SLACK_M)  # what the plane cannot show at all is not clear
    clear &= ~np.isnan(widest_m)
    answer: list[bool] = (meets & clear).tolist()
    for i in np.flatnonzero(~clear).tolist():
        circle = circles[i]
        if isinstance(outline, Circle):
            length_m = earth.geodesic_m((outline.lat, outline.lng), (circle.lat, circle.lng))
            answer[i] = length_m <= outline.radius_m + circle.radius_m + _SLACK_M
        else:
            answer[i] = _exactly_near(circle, [outline])[0]
    return answer


def _near(outline: Outline, polygons: Sequence[Polygon]) -> list[bool]:
    """Which polygons the outline meets.

    What the plane cannot show lies more than 85 degrees away; shapes are narrower than that (`WIDEST_M`), so it is
    simply not near. A large polygon is asked in its own plane, where it has been laid and prepared once for all who
    ask: of two, the one with more corners.
    """
    if isinstance(outline, Circle):
        return _near_circle(outline, polygons)
    own = len(outline.vertices)
    result = [False] * len(polygons)
    rest: list[int] = []
    for i, polygon in enumerate(polygons):
        if len(polygon.vertices) >= max(_LARGE, own + 1):
            result[i] = _meets_laid(_large.laid(polygon), [outline])[0]
        else:
            rest.append(i)
    if rest:
        others = [polygons[i] for i in rest]
        if own >= _LARGE:
            answers = _meets_laid(_large.laid(outline), others)
        else:
            shapes, seen = lay_polygons(LocalFrame(*middle_of(outline)), [outline, *others])
            answers = (shapely.dwithin(shapes[0], shapes[1:], _SLACK_M) & seen[1:]).tolist()
        for i, meets in zip(rest, answers, strict=True):
            result[i] = meets
    return result


@dataclass(frozen=True, slots=True)
class _Laid:
    """A large polygon in the plane of its own middle, prepared."""

    polygon: Polygon
    frame: LocalFrame
    shape: shapely.Polygon


class _Large:
    """The large polygons that were asked about last. They are told by identity: to hash thousands of numbers each time
    would cost more than it saves."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._laid: OrderedDict[int, _Laid] = OrderedDict()

    def laid(self, polygon: Polygon) -> _Laid:
        found = self._laid.get(id(polygon))
        if found is not None and found.polygon is polygon:
            self._laid.move_to_end(id(polygon))
            return found
        frame = LocalFrame(*middle_of(polygon))
        (shape,), _ = lay_polygons(frame, [polygon])
        shapely.prepare(shape)
        made = self._laid[id(polygon)] = _Laid(polygon, frame, shape)
        if len(self._laid) > self._at_most:
            self._laid.popitem(last=False)
        return made


_large = _Large(256)


def _meets_laid(laid: _Laid, polygons: Sequence[Polygon]) -> list[bool]:
    shapes, seen = lay_polygons(laid.frame, polygons)
    answer: list[bool] = (seen & shapely.dwithin(laid.shape, shapes, _SLACK_M)).tolist()
    return answer


def _near_circle(circle: Circle, polygons: Sequence[Polygon]) -> list[bool]:
    """Which polygons the circle meets. The plane of its centre shows the nearest point, but lengths from there only
    nearly: where it is close, the geodesic to that point decides. Of a large polygon its own plane mostly knows."""
    known = [_clearly_near(circle, p) if len(p.vertices) >= _LARGE else None for p in polygons]
    rest = [i for i, answer in enumerate(known) if answer is None]
    result = [bool(answer) for answer in known]
    if rest:
        for i, meets in zip(rest, _exactly_near(circle, [polygons[i] for i in rest]), strict=True):
            result[i] = meets
    return result


def _clearly_near(circle: Circle, polygon: Polygon) -> bool | None:
    """The answer, unless the plane's error might change it."""
    laid = _large.laid(polygon)
    plane = laid.frame.project(np.array([(circle.lat, circle.lng)]))
    if np.isnan(plane).any():
        return None
    apart_m = shapely.distance(laid.shape, shapely.Point(plane[0]))
    reach_m = float(np.abs((*laid.shape.bounds, *plane[0])).max())
    doubt = 0.01 + 4 * (reach_m / earth.SMALLEST_RADIUS_M) ** 2
    if apart_m < circle.radius_m * (1 - doubt):
        return True
    return False if apart_m > circle.radius_m * (1 + doubt) + _SLACK_M else None


def _exactly_near(circle: Circle, polygons: Sequence[Polygon]) -> list[bool]:
    frame = LocalFrame(circle.lat, circle.lng)
    shapes, seen = lay_polygons(frame, polygons)
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


def lay_polygons(frame: LocalFrame, polygons: Sequence[Polygon]) -> tuple[Array, npt.NDArray[np.bool_]]:
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


def _outlines_held(outer: Outline, inners: Sequence[Outline], tolerance_m: float) -> list[bool]:
    if isinstance(outer, Circle):
        return [_circle_holds(outer, inner, tolerance_m) for inner in inners]
    polygons = [inner for inner in inners if isinstance(inner, Polygon)]
    circles = [inner for inner in inners if isinstance(inner, Circle)]
    held = iter(_polygon_holds(outer, polygons, tolerance_m) if polygons else ())
    held_circles = iter(_polygon_holds_circles(outer, circles, tolerance_m) if circles else ())
    return [next(held_circles if isinstance(inner, Circle) else held) for inner in inners]


def _circle_holds(outer: Circle, inner: Outline, tolerance_m: float) -> bool:
    if isinstance(inner, Circle):
        apart_m = earth.geodesic_m((outer.lat, outer.lng), (inner.lat, inner.lng))
        return apart_m + inner.radius_m <= outer.radius_m + tolerance_m
    plane = LocalFrame(outer.lat, outer.lng).project(inner.latlng())
    return bool((np.hypot(*plane.T) <= outer.radius_m + tolerance_m).all())


def _polygon_holds(outer: Polygon, inners: Sequence[Polygon], tolerance_m: float) -> list[bool]:
    """In the plane of the outer one; grown by the tolerance only if one of them is not held as it is."""
    laid = _large.laid(outer)
    shapes, seen = lay_polygons(laid.frame, inners)
    holds = seen & shapely.covers(laid.shape, shapes)
    if not holds.all():
        grown = shapely.buffer(laid.shape, tolerance_m, quad_segs=2)
        shapely.prepare(grown)
        holds = seen & shapely.covers(grown, shapes)
    answer: list[bool] = holds.tolist()
    return answer


def _polygon_holds_circles(outer: Polygon, circles: Sequence[Circle], tolerance_m: float) -> list[bool]:
    """In the plane of the polygon, and exactly for those that the plane leaves in doubt."""
    laid = _large.laid(outer)
    plane = laid.frame.project(np.array([(circle.lat, circle.lng) for circle in circles]))
    points = shapely.points(np.nan_to_num(plane, nan=0.0))
    needed_m = np.array([circle.radius_m for circle in circles]) - tolerance_m
    doubt = 0.01 + 4 * (np.abs(laid.shape.bounds).max() / earth.SMALLEST_RADIUS_M) ** 2
    inside = shapely.covers(laid.shape, points) & ~np.isnan(plane[:, 0])
    ring = laid.shape.exterior
    shapely.prepare(ring)
    clear = inside & ~shapely.dwithin(ring, points, np.maximum(needed_m * (1 + doubt), 0.0))
    unclear = inside & ~clear & ~shapely.dwithin(ring, points, np.maximum(needed_m * (1 - doubt), 0.0))
    answer: list[bool] = clear.tolist()
    for i in np.flatnonzero(unclear).tolist():
        answer[i] = _polygon_holds_circle(outer, circles[i], tolerance_m)
    return answer


def _polygon_holds_circle(outer: Polygon, inner: Circle, tolerance_m: float) -> bool:
    (shape,), (seen,) = lay_polygons(LocalFrame(inner.lat, inner.lng), [outer])
    centre = shapely.Point(0.0, 0.0)
    room_m = shapely.distance(shape.exterior, centre)
    return bool(seen and shape.covers(centre) and room_m >= inner.radius_m - tolerance_m)
