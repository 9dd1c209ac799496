"""Random shapes all over the earth, and an oracle that shares no code with what it judges: geodesics on the ellipsoid
(geographiclib), a plane of its own (azimuthal equidistant), edges cut into short pieces."""

from __future__ import annotations

import math

import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import strategies as st

from tansiq.volumes import Circle, Outline, Polygon

EARTH = Geodesic.WGS84
PLACES = st.sampled_from(
    [(48.0, 2.0), (0.0, 0.0), (0.001, 179.999), (-35.0, -179.995), (89.9, 40.0), (-90.0, 0.0), (70.0, -120.0)]
)


@st.composite
def outlines(draw: st.DrawFn, lat: float, lng: float, spread_m: float) -> Outline:
    """A star-shaped ring or a circle near a place; the ring is convex or deeply notched."""
    bearing, away = draw(st.floats(0, 360)), draw(st.floats(0, 1)) * spread_m
    middle = EARTH.Direct(lat, lng, bearing, away)
    size_m = spread_m * draw(st.floats(0.05, 1.0))
    if draw(st.integers(0, 2)) == 0:
        return Circle(middle["lat2"], middle["lon2"], size_m)
    corners = draw(st.integers(3, 14))
    turn = draw(st.floats(0, 360))
    ring = []
    for i in range(corners):
        reach = size_m * draw(st.floats(0.3, 1.0))
        corner = EARTH.Direct(middle["lat2"], middle["lon2"], turn + 360 * i / corners, reach)
        ring.append((corner["lat2"], corner["lon2"]))
    return Polygon.of(ring[::-1] if draw(st.booleans()) else ring)


def oracle(outline: Outline, lat: float, lng: float) -> shapely.Geometry:
    """The outline in a plane around a place: distance and bearing of geodesics from there. Great-circle edges are cut
    into 24 pieces first; circles are rings of 180 geodesics."""
    if isinstance(outline, Circle):
        ring = []
        for i in range(180):
            end = EARTH.Direct(outline.lat, outline.lng, 2 * i, outline.radius_m)
            ring.append((end["lat2"], end["lon2"]))
    else:
        values = outline.vertices
        corners = list(zip(values[::2], values[1::2], strict=True))
        ring = []
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            ring += [_between(a, b, i / 24) for i in range(24)]
    plane = []
    for place in ring:
        line = EARTH.Inverse(lat, lng, *place)
        azimuth = math.radians(line["azi1"])
        plane.append((line["s12"] * math.sin(azimuth), line["s12"] * math.cos(azimuth)))
    return shapely.make_valid(shapely.Polygon(plane))


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    va, vb = _vector(a), _vector(b)
    mixed = [x + (y - x) * share for x, y in zip(va, vb, strict=True)]
    return (
        math.degrees(math.atan2(mixed[2], math.hypot(mixed[0], mixed[1]))),
        math.degrees(math.atan2(mixed[1], mixed[0])),
    )


def _vector(place: tuple[float, float]) -> tuple[float, float, float]:
    lat, lng = map(math.radians, place)
    return math.cos(lat) * math.cos(lng), math.cos(lat) * math.sin(lng), math.sin(lat)
