"""Rings and circles as files give them, made into outlines of ours and checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geographiclib.geodesic import Geodesic

from tansiq.gateways.geofiles.feature import FeatureFault
from tansiq.gateways.geofiles.heights import Band, capped
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.volumes import Outline, Polygon, ShapeRefused, Volume, footprint
from tansiq.volumes.earth import EQUATORIAL_RADIUS_M
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M, same_place

HOLES = Remark(RemarkCode.HOLES_FILLED)
REPEATED = Remark(RemarkCode.CORNERS_REPEATED)
ARC_WITHIN_M = 10.0
"""How far from an arc the straight edges that stand for it may lie."""
_STRAIGHT_WITHIN_M = 50.0
_SMALLEST_ARC_M, _LARGEST_ARC_M = 1.0, 2_000_000.0
_WIDEST_STEP = 10.0  # degrees

LatLng = tuple[float, float]


def ring(ledger: Ledger, latlng: Sequence[LatLng], field: str, warnings: list[Remark]) -> Polygon:
    """A polygon of a ring that may or may not repeat its first corner at its end. Not yet checked."""
    ledger.count_points(len(latlng), field)
    corners: list[LatLng] = []
    for corner in latlng:
        if not corners or same_place(*corners[-1]) != same_place(*corner):
            corners.append(corner)
        else:
            warnings.append(REPEATED)
    if len(corners) > 1 and same_place(*corners[0]) == same_place(*corners[-1]):
        corners.pop()
    return Polygon.of(corners)


def volume(
    ledger: Ledger,
    outline: Outline,
    field: str,
    band: Band = Band(),  # noqa: B008  frozen
    window: tuple[int | None, int | None] = (None, None),
) -> Volume:
    """A volume with its covering. Raises `FeatureFault` with the reason that `tansiq.volumes` has against it."""
    band = capped(band, LOWEST_M, HIGHEST_M)
    try:
        cells, _ = footprint(outline, ledger.limits.max_vertices)
        made = Volume(outline, band.lower_m, band.upper_m, *window, cells)
        made.check()
    except ShapeRefused as refused:
        place = refused.field.rpartition("vertices")[2] if "vertices" in refused.field else ""
        raise FeatureFault(refused.code, refused.message, field + place) from None
    return made


def straight_edges_differ(polygons: Iterable[Polygon], warnings: list[Remark]) -> None:
    """Warns where an edge is so long that a straight line on a map of longitudes and latitudes, which GeoJSON means,
    leaves the great circle, which is taken, by more than 50 m."""
    furthest_m = 0.0
    for polygon in polygons:
        values = polygon.vertices
        for i in range(0, len(values), 2):
            turn = math.radians((values[i - 1] - values[i + 1] + 180.0) % 360.0 - 180.0)
            lat = math.radians((values[i - 2] + values[i]) / 2)
            furthest_m = max(furthest_m, EQUATORIAL_RADIUS_M * turn * turn * abs(math.sin(2 * lat)) / 16)
    if furthest_m > _STRAIGHT_WITHIN_M:
        warnings.append(Remark(RemarkCode.EDGE_LONG, length_m=furthest_m))


def arc(centre: LatLng, start: LatLng, end: LatLng, *, clockwise: bool, field: str) -> list[LatLng]:
    """Points from `start` to `end` around a centre, both of them among the points; between them the distance from the
    centre changes evenly. No edge lies farther than `ARC_WITHIN_M` from the arc. Raises `FeatureFault`."""
    first, last = (Geodesic.WGS84.Inverse(*centre, *place) for place in (start, end))
    radius_m = max(first["s12"], last["s12"])
    if min(first["s12"], last["s12"]) < _SMALLEST_ARC_M:
        raise FeatureFault("radius-out-of-range", Remark(RemarkCode.ARC_AT_CENTRE), field)
    turn = (last["azi1"] - first["azi1"]) % 360.0
    if not clockwise:
        turn = turn - 360.0 if turn else 0.0
    turn = turn or (360.0 if clockwise else -360.0)
    steps = arc_steps(radius_m, abs(turn))
    points = [start]
    for i in range(1, steps):
        share = i / steps
        points.append(
            _around(centre, first["azi1"] + turn * share, first["s12"] + (last["s12"] - first["s12"]) * share)
        )
    return [*points, end]


def arc_between(
    centre: LatLng, radius_m: float, start: float, end: float, *, clockwise: bool, field: str
) -> list[LatLng]:
    """The same from one bearing (degrees) to another at one distance."""
    if not _SMALLEST_ARC_M <= radius_m <= _LARGEST_ARC_M:
        remark = Remark(RemarkCode.ARC_RADIUS, length_m=radius_m, low_m=_SMALLEST_ARC_M, high_m=_LARGEST_ARC_M)
        raise FeatureFault("radius-out-of-range", remark, field)
    first, last = _around(centre, start, radius_m), _around(centre, end, radius_m)
    return arc(centre, first, last, clockwise=clockwise, field=field)


def arc_steps(radius_m: float, turn: float) -> int:
    """Into how many edges an arc of `turn` degrees is cut."""
    widest = math.degrees(2 * math.acos(1 - min(1.0, ARC_WITHIN_M / radius_m)))
    return max(1, math.ceil(turn / min(widest, _WIDEST_STEP)))


def _around(centre: LatLng, bearing: float, radius_m: float) -> LatLng:
    place = Geodesic.WGS84.Direct(*centre, bearing, radius_m)
    return place["lat2"], place["lon2"]
