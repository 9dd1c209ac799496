"""Overlap, distance, area and covering against an independent, slow oracle, all over the earth."""

from __future__ import annotations

import math

import pytest
import s2geometry as s2
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tansiq.volumes import (
    COVERING_LEVELS,
    Circle,
    Outline,
    Polygon,
    ShapeRefused,
    Volume,
    contains,
    footprint,
    overlapping,
    overlaps,
    separation,
    shared_place,
)
from tests.thorough import tries
from tests.volumes.shapes import EARTH, PLACES, oracle, outlines

SPREADS = st.sampled_from([50.0, 1_000.0, 12_000.0])
FEW = settings(max_examples=tries(120), deadline=None, suppress_health_check=list(HealthCheck))


def sound(volume: Volume) -> Volume:
    try:
        return Volume(volume.outline, cells=footprint(volume.outline).cells)
    except ShapeRefused:
        assume(False)
        raise


def tolerance_m(spread_m: float) -> float:
    """The planes' own errors: the oracle's chords and azimuths, and our scale away from the middle."""
    return 0.02 + spread_m * 4e-4


@FEW
@given(st.data(), PLACES, SPREADS)
def test_overlap_agrees_with_the_oracle_and_with_itself(
    data: st.DataObject, place: tuple[float, float], spread_m: float
) -> None:
    a = sound(Volume(data.draw(outlines(*place, spread_m))))
    b = sound(Volume(data.draw(outlines(*place, spread_m))))
    said = overlaps(a, b)
    assert said == overlaps(b, a)
    assert overlaps(a, a)
    one, other = oracle(a.outline, *place), oracle(b.outline, *place)
    if said:
        assert shapely.distance(one, other) <= tolerance_m(spread_m)
    else:
        assert shapely.intersection(one, other).area <= tolerance_m(spread_m) * (one.length + other.length)
        assert not one.buffer(-tolerance_m(spread_m)).intersects(other.buffer(-tolerance_m(spread_m)))


@FEW
@given(st.data(), PLACES, SPREADS)
def test_what_overlaps_shares_a_cell_or_a_cell_and_its_ancestor(
    data: st.DataObject, place: tuple[float, float], spread_m: float
) -> None:
    a = sound(Volume(data.draw(outlines(*place, spread_m))))
    b = sound(Volume(data.draw(outlines(*place, spread_m))))
    if overlaps(a, b):
        cells = [[s2.S2CellId(cell % (1 << 64)) for cell in volume.cells] for volume in (a, b)]
        assert any(x.intersects(y) for x in cells[0] for y in cells[1])


@FEW
@given(st.data(), PLACES, st.sampled_from([30.0, 3_000.0, 28_000.0, 400_000.0]))
def test_a_covering_is_small_of_few_levels_and_holds_the_shape(
    data: st.DataObject, place: tuple[float, float], spread_m: float
) -> None:
    outline = data.draw(outlines(*place, spread_m))
    volume = sound(Volume(outline))
    cells = [s2.S2CellId(cell % (1 << 64)) for cell in volume.cells]
    assert len(cells) <= 12
    assert {cell.level() for cell in cells} <= set(COVERING_LEVELS)
    if isinstance(outline, Polygon):
        places = list(zip(outline.vertices[::2], outline.vertices[1::2], strict=True))
    else:
        ends = [EARTH.Direct(outline.lat, outline.lng, 20 * i, outline.radius_m * 0.999999) for i in range(18)]
        places = [(end["lat2"], end["lon2"]) for end in ends]
    for lat, lng in places:
        leaf = s2.S2CellId(s2.S2LatLng.FromDegrees(lat, lng))
        assert any(cell.contains(leaf) for cell in cells)


@FEW
@given(st.data(), PLACES, SPREADS)
def test_distance_agrees_with_the_oracle_and_is_zero_just_when_areas_meet(
    data: st.DataObject, place: tuple[float, float], spread_m: float
) -> None:
    a = sound(Volume(data.draw(outlines(*place, spread_m))))
    b = sound(Volume(data.draw(outlines(*place, spread_m))))
    there, back = separation(a, b).horizontal_m, separation(b, a).horizontal_m
    assert there == pytest.approx(back, abs=0.01 + spread_m * 1e-6)
    assert (there == 0) == overlaps(a, b) or there < 0.01
    expected = shapely.distance(oracle(a.outline, *place), oracle(b.outline, *place))
    assert there == pytest.approx(expected, abs=tolerance_m(spread_m))


@FEW
@given(st.data(), PLACES, SPREADS)
def test_area_agrees_with_geodesic_area(data: st.DataObject, place: tuple[float, float], spread_m: float) -> None:
    outline = data.draw(outlines(*place, spread_m))
    assume(isinstance(outline, Polygon))
    assert isinstance(outline, Polygon)
    try:
        area_m2 = footprint(outline).area_m2
    except ShapeRefused:
        assume(False)
        raise
    ring = EARTH.Polygon()
    for lat, lng in zip(outline.vertices[::2], outline.vertices[1::2], strict=True):
        ring.AddPoint(lat, lng)
    _, perimeter, exact = ring.Compute(reverse=False, sign=True)
    assert area_m2 == pytest.approx(abs(exact), rel=0.002, abs=0.01 + perimeter * 0.001)


@FEW
@given(st.data(), PLACES, SPREADS)
def test_what_holds_another_overlaps_it_and_is_not_smaller(
    data: st.DataObject, place: tuple[float, float], spread_m: float
) -> None:
    a = sound(Volume(data.draw(outlines(*place, spread_m))))
    b = sound(Volume(data.draw(outlines(*place, spread_m / 4))))
    held = contains(a, b, tolerance_m=0.0)
    outer, inner = oracle(a.outline, *place), oracle(b.outline, *place)
    if held:
        assert overlaps(a, b)
        assert inner.difference(outer.buffer(tolerance_m(spread_m))).area < 1e-3 * inner.area + 1e-6
    else:
        assert not outer.buffer(-tolerance_m(spread_m)).covers(inner.buffer(tolerance_m(spread_m)))
    assert contains(a, a)


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(1, 4), st.integers(0, 6), st.integers(1, 4)), min_size=2, max_size=2
    ),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_bands_and_windows_meet_just_when_brute_force_says_so(
    spans: list[tuple[int, int, int, int]], open_ends: list[bool]
) -> None:
    made = []
    for (low, height, start, length), ends in zip(spans, (open_ends[:4], open_ends[4:]), strict=True):
        bounds = [low, low + height, start, start + length]
        made.append([None if gone else bound for bound, gone in zip(bounds, ends, strict=True)])
    circle = Circle(1.0, 1.0, 100.0)
    a, b = (Volume(circle, *bounds) for bounds in made)  # type: ignore[arg-type]

    def inside(bounds: list[int | None], height: int, when: int) -> bool:
        low, high, start, end = bounds
        return (
            (low is None or low <= height) and (high is None or height <= high)
            and (start is None or start <= when) and (end is None or when <= end)
        )  # fmt: skip

    moments = range(-1, 12)
    brute = any(inside(made[0], h, t) and inside(made[1], h, t) for h in moments for t in moments)
    assert overlaps(a, b) == brute
    gaps = separation(a, b)
    assert (gaps.vertical_m == 0 and gaps.time_s == 0) == brute


def outcome(outline: Outline) -> tuple[bool, ShapeRefused | None]:
    """Whether the outline was covered, or else why it was refused."""
    try:
        return bool(footprint(outline).cells), None
    except ShapeRefused as refused:
        return False, refused


@FEW
@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
def test_whatever_numbers_are_given_a_ring_is_covered_or_refused(points: list[tuple[float, float]]) -> None:
    taken, refused = outcome(Polygon.of(points))
    assert taken or (refused and refused.code and refused.message)
    assert not refused or refused.field.startswith("volume.outline_polygon")


@given(st.floats(), st.floats(), st.floats())
def test_whatever_numbers_are_given_a_circle_is_covered_or_refused(lat: float, lng: float, radius_m: float) -> None:
    taken, refused = outcome(Circle(lat, lng, radius_m))
    assert taken or (refused and refused.field.startswith("volume.outline_circle"))


def hexagon(lat: float, lng: float, radius_m: float, corners: int) -> Polygon:
    ends = [EARTH.Direct(lat, lng, 360 * i / corners, radius_m) for i in range(corners)]
    return Polygon.of([(end["lat2"], end["lon2"]) for end in ends])


def test_ten_thousand_corners_are_taken_and_one_more_is_refused() -> None:
    ring = hexagon(48, 2, 20_000, 10_000)
    made = Volume(ring, cells=footprint(ring).cells)
    assert overlaps(made, Volume(Circle(48, 2, 10)))
    with pytest.raises(ShapeRefused, match="10001 vertices given; 3 to 10000 are allowed"):
        footprint(hexagon(48, 2, 20_000, 10_001))


@pytest.mark.parametrize(
    ("ring", "code", "says"),
    [
        ([(0, 0), (0, 1), (1, 0), (1, 1)], "edges-cross", "vertex 1 to 2 crosses the edge from vertex 3 to 0"),
        ([(0, 0), (0, 1)], "vertex-count", "2 vertices given"),
        ([], "vertex-count", "0 vertices given"),
        ([(0, 0), (0, 1), (1, 1), (0, 0)], "vertex-repeated", "repeats the first"),
        ([(0, 0), (0, 1), (1, 1), (0, 1)], "vertex-repeated", "vertex 3 repeats vertex 1"),
        ([(0, 0), (0, 1), (0, 2)], "no-area", "one line"),
        ([(80, 0), (90, 0), (90, 90)], "vertex-repeated", "vertex 2 repeats vertex 1"),
        ([(0, 180), (1, 180), (0, -180)], "vertex-repeated", "repeats the first"),
        ([(0, 0), (0, 100), (50, 50)], "too-wide", "2,000 km"),
        ([(0, 0), (0, 179), (0, -1)], "edges-cross", ""),
        ([(91, 0), (0, 1), (1, 1)], "latitude-out-of-range", "latitude 91"),
        ([(0, 181), (0, 1), (1, 1)], "longitude-out-of-range", "longitude 181"),
        ([(float("nan"), 0), (0, 1), (1, 1)], "latitude-out-of-range", "nan"),
    ],
)
def test_an_unsound_ring_is_refused_with_the_reason(ring: list[tuple[float, float]], code: str, says: str) -> None:
    with pytest.raises(ShapeRefused) as refused:
        footprint(Polygon.of(ring))
    if says:
        assert (refused.value.code, says in refused.value.message) == (code, True), refused.value.message


@pytest.mark.parametrize("radius_m", [0.0, -1.0, math.nan, math.inf, 3e6])
def test_an_unsound_radius_is_refused(radius_m: float) -> None:
    with pytest.raises(ShapeRefused, match="radius"):
        footprint(Circle(0, 0, radius_m))


@pytest.mark.parametrize(
    "bounds", [(100.0, 100.0, 0, 1), (100.0, 0.0, 0, 1), (0.0, 1.0, 5, 5), (0.0, math.nan, 0, 1), (-9_000.0, 0.0, 0, 1)]
)
def test_bands_and_windows_out_of_order_are_refused(bounds: tuple[float, float, int, int]) -> None:
    with pytest.raises(ShapeRefused):
        Volume(Circle(0, 0, 1), *bounds).check()


def test_across_the_antimeridian_and_over_the_poles_shapes_are_whole() -> None:
    date_line = Polygon.of([(1, 179), (1, -179), (-1, -179), (-1, 179)])
    assert footprint(date_line).area_m2 == pytest.approx(49_228e6, rel=0.002)
    assert overlaps(Volume(date_line), Volume(Circle(0, 180, 10)))
    assert overlaps(Volume(date_line), Volume(Circle(0, -180, 10)))
    assert not overlaps(Volume(date_line), Volume(Circle(0, 0, 10)))
    polar = Polygon.of([(89, 0), (89, 120), (89, -120)])
    assert overlaps(Volume(polar), Volume(Circle(90, 77, 10)))
    assert not overlaps(Volume(polar), Volume(Circle(88, 77, 10)))


def test_an_edge_is_a_great_circle_not_a_parallel() -> None:
    wide = Polygon.of([(60, 0), (60, 20), (59, 20), (59, 0)])
    bulge = Volume(Circle(60.3, 10, 100))  # north of the parallel, south of the great circle
    assert overlaps(Volume(wide), bulge)


def test_a_thin_strip_of_300_km_is_exact() -> None:
    strip = Polygon.of([(45, 0), (45, 3.8), (45.00001, 3.8), (45.00001, 0)])
    footprint(strip)
    middle = EARTH.Inverse(45, 0, 45, 3.8)
    assert separation(Volume(strip), Volume(Circle(45.5, 1.9, 10))).horizontal_m > 0
    assert middle["s12"] > 290_000
    assert overlapping(Volume(strip), [Volume(Circle(45.0, 0.0, 5)), Volume(Circle(45.0, 1.9, 5))]) == [True, False]


@settings(max_examples=tries(150), deadline=None)
@given(
    st.data(), PLACES, st.sampled_from([300.0, 28_000.0, 1_000_000.0]), st.sampled_from([-0.02, 0.02]), st.booleans()
)
def test_a_circle_meets_a_polygon_to_the_centimetre(
    data: st.DataObject, place: tuple[float, float], radius_m: float, gap_m: float, corner: bool
) -> None:
    """A polygon whose nearest point, a corner or the middle of an edge, lies just inside or outside of the radius."""
    bearing = data.draw(st.floats(0, 360))
    near = EARTH.Direct(*place, bearing, radius_m + gap_m)
    away, turn = near["azi2"], data.draw(st.floats(20, 80))
    at = (near["lat2"], near["lon2"])
    size_m = radius_m * data.draw(st.floats(0.01, 0.3))
    ways = (away - turn, away + turn) if corner else (away - 89.0, away + 89.0)
    sides = [EARTH.Direct(*at, way, size_m) for way in ways]
    ring = [at, *((side["lat2"], side["lon2"]) for side in sides)]
    outline = Polygon.of(ring)
    assert overlaps(Volume(Circle(*place, radius_m)), Volume(outline)) == (gap_m < 0)


def test_a_shared_place_lies_in_both() -> None:
    a, b = Circle(48.0, 2.0, 500.0), Polygon.of([(48.003, 2.0), (48.003, 2.01), (48.01, 2.0)])
    place = shared_place(a, b)
    assert overlaps(Volume(Circle(*place, 0.5)), Volume(a))
    assert overlaps(Volume(Circle(*place, 0.5)), Volume(b))
    between = shared_place(a, Circle(48.0, 2.1, 500.0))
    assert between == pytest.approx((48.0, 2.05), abs=1e-3)


@settings(max_examples=tries(60), deadline=None)
@given(st.data(), PLACES)
def test_many_at_once_are_answered_as_one_by_one_and_across_the_earth(
    data: st.DataObject, place: tuple[float, float]
) -> None:
    one = Volume(data.draw(outlines(*place, 3_000.0)))
    many = [Volume(data.draw(outlines(*place, 3_000.0))) for _ in range(6)]
    many += [Volume(Circle(-place[0], 170.0, 500.0)), Volume(Circle(place[0], place[1], 3_000.0))]
    assert overlapping(one, many) == [overlaps(one, other) for other in many]
    assert overlapping(one, many) == [overlaps(other, one) for other in many]
    assert not overlaps(one, Volume(Circle(-place[0] + 0.5, 100.0, 500.0)))
