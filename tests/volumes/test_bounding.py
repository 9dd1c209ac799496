"""The bounds of what is shown coarsely hold it, however large it is and wherever it stands."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.volumes import Circle, Volume
from tansiq.volumes.bounding import bounds_of, coarse_bounds, perhaps_near
from tansiq.volumes.coarse import cell_corners, coarse
from tests.volumes.shapes import PLACES, outlines

SOME = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SIZES_M = st.sampled_from([50.0, 700.0, 1_900.0, 2_600.0, 9_000.0, 14_900.0, 40_000.0, 130_000.0])


@SOME
@given(st.data(), PLACES, SIZES_M, st.sampled_from((13, 10, 7, 4)))
def test_whoever_meets_what_is_shown_is_perhaps_near_its_bounds(
    data: st.DataObject, place: tuple[float, float], spread_m: float, level: int
) -> None:
    outline = data.draw(outlines(*place, spread_m))
    low, start_us = float(data.draw(st.integers(-500, 5_000))), data.draw(st.integers(0, 1 << 57))
    volume = Volume(outline, low, low + 33.0, start_us, start_us + 55)
    bounds = coarse_bounds(np.array([bounds_of(volume)]), level)
    shown = coarse(volume, level)
    start, end, lower, upper = bounds[0, :4]
    assert start <= (shown.start_us or 0) < (shown.end_us or 0) <= end
    assert lower <= (shown.lower_m or 0.0) <= (shown.upper_m or 0.0) <= upper
    bounds[0, 7] -= shown.margin_m
    for lat, lng in (corner for cell in shown.cells for corner in cell_corners(cell)):
        outermost = Volume(Circle(lat, lng, 0.0), shown.upper_m, shown.upper_m, shown.end_us, shown.end_us)
        assert perhaps_near([outermost], bounds)[0]


def test_bounds_without_end_stay_without_end() -> None:
    low, high = coarse_bounds(np.array([[-np.inf, np.inf, -np.inf, np.inf, 1.0, 0.0, 0.0, 9.0]]), 13)[0, :2]
    assert np.isneginf(low)
    assert np.isposinf(high)
