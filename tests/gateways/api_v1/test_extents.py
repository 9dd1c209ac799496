"""Volumes as the interface speaks of them: what comes in widened by its doubt, what goes out exact."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.api_v1.extents import VolumeForm, coarse_out, volume_of, volume_out, volumes_of
from tansiq.gateways.contract import Problem
from tansiq.gateways.forms import read_form
from tansiq.gateways.outlines import FormLimits
from tansiq.volumes import Polygon, Volume, footprint, overlaps
from tansiq.volumes.coarse import coarse

LIMITS = FormLimits(max_vertices=50, max_volumes=3, max_total_vertices=100)
SQUARE = [{"lat": 36.0, "lng": 5.0}, {"lat": 36.1, "lng": 5.0}, {"lat": 36.1, "lng": 5.1}, {"lat": 36.0, "lng": 5.1}]
MANY = [{"lat": i / 100, "lng": 0.1 * (i % 2)} for i in range(51)]
WHOLE = {
    "polygon": SQUARE, "lower_m": 0, "upper_m": 120,
    "start": "2026-03-01T09:00:00+01:00", "end": "2026-03-01T10:00:00.000001Z",
}  # fmt: skip


class Form(msgspec.Struct, forbid_unknown_fields=True):
    extents: list[VolumeForm]


def read(*volumes: dict[str, Any]) -> Form:
    return read_form(msgspec.json.encode({"extents": volumes}), Form)


def test_a_volume_comes_back_as_it_was_sent_in_utc() -> None:
    volume, area_m2 = volume_of(read(WHOLE).extents[0], LIMITS, "extents[0]")
    assert volume.cells == footprint(volume.outline).cells
    assert 99e6 < area_m2 < 101e6
    assert msgspec.json.decode(msgspec.json.encode(volume_out(volume))) == {
        **WHOLE, "altitude_reference": "WGS84", "start": "2026-03-01T08:00:00Z", "end": "2026-03-01T10:00:00.000001Z",
    }  # fmt: skip


def test_what_is_open_stays_open_and_is_left_out_of_the_answer() -> None:
    form = {"circle": {"lat": 1, "lng": 2, "radius_m": 3}, "altitude_reference": "AGL"}
    volume, _ = volume_of(read(form).extents[0], LIMITS, "area")
    assert (volume.lower_m, volume.upper_m, volume.start_us, volume.end_us) == (None,) * 4
    assert msgspec.json.decode(msgspec.json.encode(volume_out(volume))) == {**form, "altitude_reference": "WGS84"}


@given(
    st.sampled_from(["WGS84", "AMSL", "AGL", "STD", "unknown"]), st.floats(-7_000, 90_000), st.floats(1, 5_000)
)  # fmt: skip
def test_a_height_of_another_reference_widens_the_band_and_never_narrows_it(
    reference: str, lower_m: float, height_m: float
) -> None:
    form = {**WHOLE, "lower_m": lower_m, "upper_m": lower_m + height_m, "altitude_reference": reference}
    volume, _ = volume_of(read(form).extents[0], LIMITS, "extents[0]")
    assert volume.lower_m is not None
    assert volume.upper_m is not None
    least = {"WGS84": (0, 0), "AMSL": (107, 86), "STD": (340, 340), "unknown": (107, 86), "AGL": (430, 8_849)}
    below_m, above_m = least[reference]
    assert volume.lower_m <= max(-8_000, lower_m - below_m)
    assert volume.upper_m >= min(100_000, lower_m + height_m + above_m)
    assert (volume.lower_m == lower_m) == (reference == "WGS84")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"polygon": None}, "outline-needed", "extents[1]"),
        ({"circle": {"lat": 1, "lng": 2, "radius_m": 3}}, "outline-needed", "extents[1]"),
        ({"polygon": SQUARE[:2]}, "malformed", "extents[1].polygon"),
        ({"polygon": [*SQUARE, SQUARE[0]]}, "vertex-repeated", "extents[1].polygon[4]"),
        ({"polygon": [*SQUARE[:2], {"lat": 91, "lng": 0}]}, "malformed", "extents[1].polygon[2].lat"),
        ({"polygon": [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]}, "edges-cross", "extents[1].polygon"),
        ({"polygon": MANY}, "vertex-count", "extents[1].polygon"),
        ({"polygon": None, "circle": {"lat": 1, "lng": 2, "radius_m": 0}}, "malformed", "extents[1].circle.radius_m"),
        ({"lower_m": 200}, "altitudes-reversed", "extents[1].lower_m"),
        ({"lower_m": 200, "altitude_reference": "AGL"}, "altitudes-reversed", "extents[1].lower_m"),
        ({"upper_m": 1e6}, "malformed", "extents[1].upper_m"),
        ({"start": "2026-03-01T11:00:00Z"}, "times-reversed", "extents[1].start"),
        ({"start": "2026-03-01T08:00:00"}, "malformed", "extents[1].start"),
        ({"start": "1960-03-01T08:00:00Z"}, "time-out-of-range", "extents[1].start"),
        ({"altitude_reference": "QNH"}, "malformed", "extents[1].altitude_reference"),
        ({"radius": 3}, "malformed", "extents[1].radius"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_exact_place(changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Problem) as caught:
        volumes_of(read(WHOLE, {**WHOLE, **changes}).extents, LIMITS)
    assert (caught.value.status, caught.value.code, caught.value.field) == (400, code, field)
    assert "altitude_lower" not in caught.value.message
    assert "time_" not in caught.value.message


def test_too_much_in_one_request_is_refused() -> None:
    ring = [{"lat": 1 + (i % 2) / 1000 + i / 100, "lng": i / 100} for i in range(49)]
    for volumes, code in ((4 * [WHOLE], "too-many-volumes"), (3 * [{"polygon": ring}], "vertex-count")):
        with pytest.raises(Problem) as caught:
            volumes_of(read(*volumes).extents, LIMITS)
        assert (caught.value.code, caught.value.field) == (code, "extents")


def test_a_misspelt_member_is_named_with_what_it_may_have_meant() -> None:
    with pytest.raises(Problem, match=r"no member 'lower' here; did you mean lower_m\?") as caught:
        read({**WHOLE, "lower": 3})
    assert caught.value.field == "extents[0].lower"


def test_a_coarse_extent_is_drawn_as_cells_that_hold_the_volume() -> None:
    volume, _ = volume_of(read(WHOLE).extents[0], LIMITS, "extents[0]")
    out = coarse_out(coarse(volume, 10))
    assert (out.level, out.margin_m, out.lower_m, out.upper_m) == (10, 0, 0, 500)
    drawn = [Polygon.of((place.lat, place.lng) for place in cell) for cell in out.cells]
    assert all(len(cell) == 4 for cell in out.cells)
    for corner in SQUARE:
        here = Polygon.of((corner["lat"] + y, corner["lng"] + x) for y, x in ((0, 0), (1e-5, 0), (0, 1e-5)))
        assert any(overlaps(Volume(cell, cells=footprint(cell).cells), Volume(here, cells=footprint(here).cells))
                   for cell in drawn)  # fmt: skip
    assert msgspec.json.decode(msgspec.json.encode(out))["start"] == "2026-03-01T08:00:00Z"
