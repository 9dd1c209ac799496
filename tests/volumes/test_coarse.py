"""Coarse extents hold the exact ones, are the same each time, and tell nothing that their grid does not."""

from __future__ import annotations

import pytest
import s2geometry as s2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.volumes import Circle, Polygon, Volume
from tansiq.volumes.coarse import ALTITUDE_STEP_M, MOST_CELLS, TIME_STEP_US, cell_corners, coarse
from tests.volumes.shapes import EARTH, PLACES, outlines

SOME = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
LEVELS = st.sampled_from((13, 10, 7, 4))


@SOME
@given(st.data(), PLACES, st.sampled_from([50.0, 3_000.0, 40_000.0]), LEVELS)
def test_a_coarse_extent_holds_every_corner_and_its_bands_are_no_narrower(
    data: st.DataObject, place: tuple[float, float], spread_m: float, level: int
) -> None:
    outline = data.draw(outlines(*place, spread_m))
    low, start = float(data.draw(st.integers(-500, 5_000))), data.draw(st.integers(0, 1 << 50))
    volume = Volume(outline, low, low + 33.0, start, start + 55)
    shown = coarse(volume, level)
    assert shown.level <= level
    assert len(shown.cells) <= MOST_CELLS or shown.level == 4
    if isinstance(outline, Circle):
        ends = [EARTH.Direct(outline.lat, outline.lng, turn, outline.radius_m) for turn in range(0, 360, 30)]
        corners = [(end["lat2"], end["lon2"]) for end in ends]
    else:
        corners = [(lat, lng) for lat, lng in outline.latlng()]
    cells = [s2.S2Cell(s2.S2CellId(cell % (1 << 64))) for cell in shown.cells]
    for lat, lng in corners:
        point = s2.S2LatLng.FromDegrees(float(lat), float(lng)).ToPoint()
        away_m = min(cell.GetDistance(point).ToAngle().radians() for cell in cells) * 6_371_000
        assert away_m <= shown.margin_m + 0.5
    assert shown.lower_m is not None
    assert shown.upper_m is not None
    assert shown.lower_m <= low
    assert shown.upper_m >= low + 33.0
    assert shown.lower_m % ALTITUDE_STEP_M == shown.upper_m % ALTITUDE_STEP_M == 0
    assert shown.start_us is not None
    assert shown.end_us is not None
    assert shown.start_us <= start < start + 55 <= shown.end_us
    assert shown.start_us % TIME_STEP_US == shown.end_us % TIME_STEP_US == 0


@SOME
@given(st.data(), PLACES, LEVELS)
def test_what_is_small_and_moves_within_a_cell_is_shown_as_the_same_even_at_its_edges(
    data: st.DataObject, place: tuple[float, float], level: int
) -> None:
    """Repeating with small changes does not narrow the place: neither its cells nor its margin speak of it."""
    at = s2.S2CellId(s2.S2LatLng.FromDegrees(*place)).parent(level)
    cell, shown = s2.S2Cell(at), set()
    corners = [s2.S2LatLng(cell.GetVertex(i)) for i in range(4)]
    middle = s2.S2LatLng(at.ToPoint())
    for corner in corners:
        line = EARTH.Inverse(
            middle.lat().degrees(), middle.lng().degrees(), corner.lat().degrees(), corner.lng().degrees()
        )
        inside = EARTH.Direct(
            middle.lat().degrees(), middle.lng().degrees(), line["azi1"], line["s12"] * data.draw(st.floats(0, 0.95))
        )
        volume = Volume(Circle(inside["lat2"], inside["lon2"], data.draw(st.floats(1, 150))))
        shown.add((coarse(volume, level).cells, coarse(volume, level).margin_m))
    assert len(shown) == 1


def test_the_same_volume_is_shown_the_same_in_either_winding() -> None:
    ring = [(36.0, 5.0), (36.0, 5.2), (36.2, 5.1)]
    assert coarse(Volume(Polygon.of(ring))) == coarse(Volume(Polygon.of(ring[::-1])))


def test_a_long_thin_corridor_and_a_continent_take_a_bounded_number_of_cells() -> None:
    thin = Polygon.of([(30.0, 0.0), (30.0, 30.0), (30.001, 30.0), (30.001, 0.0)])
    assert len(coarse(Volume(thin), 13).cells) <= MOST_CELLS
    wide = coarse(Volume(Circle(48.0, 2.0, 1_900_000.0)), 13)
    assert (wide.level, len(wide.cells) <= 80) == (4, True)


def test_a_grid_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="levels"):
        coarse(Volume(Circle(0.0, 0.0, 10.0)), 11)


def test_a_cell_has_four_corners_around_its_middle() -> None:
    (cell,) = coarse(Volume(Circle(36.0, 5.0, 10.0)), 10).cells
    corners = cell_corners(cell)
    assert len(corners) == 4
    assert min(lat for lat, _ in corners) < 36.0 < max(lat for lat, _ in corners)
    assert min(lng for _, lng in corners) < 5.0 < max(lng for _, lng in corners)
