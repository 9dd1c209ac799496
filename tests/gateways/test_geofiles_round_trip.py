"""What is written in each language reads back; and what a language cannot say is named here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.gateways.geofiles.feature import Feature, FeatureKind
from tansiq.gateways.geofiles.pieces import pieces
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.writing import LANGUAGES, write
from tansiq.volumes import Circle, Outline, Volume
from tests.gateways.features import features

PARTS = {"GeoJSON": "pieces", "KML": "pieces", "ED-318": "windows", "XLSX": "rows", "CSV": "rows"}


def numbers(outline: Outline) -> list[float]:
    return [outline.lat, outline.lng, outline.radius_m] if isinstance(outline, Circle) else list(outline.vertices)


def volumes_said(found: Sequence[Feature]) -> list[tuple[tuple[object, ...], list[float]]]:
    """All that is said in space and time, of each outline and each route: what must be equal, and degrees and radii."""
    said: list[tuple[tuple[object, ...], list[float]]] = []
    for feature in found:
        for v in feature.extents:
            bounds = (v.lower_m, v.upper_m, v.start_us, v.end_us)
            said.append(((feature.name, feature.kind, type(v.outline), *bounds), numbers(v.outline)))
        if feature.route:
            bounds = (feature.lower_m, feature.upper_m, feature.start_us, feature.end_us)
            rest = [(p.altitude_m, p.time_us) for p in feature.route]
            places = [value for p in feature.route for value in (p.lat, p.lng)]
            said.append(((feature.name, feature.kind, *rest, *bounds), places))
    return said


def assert_same(found: Sequence[Feature], made: Sequence[Feature]) -> None:
    """Each one is found once, to a millionth of a degree, whatever the order."""
    left = volumes_said(found)
    for exact, near in volumes_said(made):
        match = next((one for one in left if one[0] == exact and one[1] == pytest.approx(near, abs=1e-6)), None)
        assert match is not None, (exact, near, left)
        left.remove(match)
    assert not left


def as_that_language_can(feature: Feature, language: str) -> Feature:
    if language == "ED-318":  # its lines have no times
        return Feature(
            feature.name, feature.kind, feature.extents,
            tuple(type(p)(p.lat, p.lng, p.altitude_m) for p in feature.route), feature.properties,
            lower_m=feature.lower_m, upper_m=feature.upper_m, start_us=feature.start_us, end_us=feature.end_us,
        )  # fmt: skip
    if language in ("XLSX", "CSV") and feature.kind is FeatureKind.PLACE:  # a row's point has no altitude
        return Feature(
            feature.name, feature.kind, feature.extents,
            tuple(type(p)(p.lat, p.lng) for p in feature.route), feature.properties,
            lower_m=feature.lower_m, upper_m=feature.upper_m, start_us=feature.start_us, end_us=feature.end_us,
        )  # fmt: skip
    return feature


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_what_is_written_reads_back(language: str, data: st.DataObject) -> None:
    made = data.draw(st.lists(features(), min_size=1, max_size=3))
    content, _, extension = write(made, language)
    reading = read(content, f"f{extension}")
    assert reading.language == language
    assert not reading.errors
    assert_same(reading.features, [as_that_language_can(f, language) for f in made])
    assert all(f.vertical_doubt_m == 0 for f in reading.features)
    counted = {"pieces": sum(len(list(pieces(f))) for f in made)}.get(PARTS[language])
    assert counted is None or len(reading.features) == counted
    said = {(f.name, *pair) for f in reading.features for pair in f.properties.items()}
    assert said >= {(f.name, *pair) for f in made for pair in f.properties.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (89.9999999, 179.9999999), (36.2, 5.4)])
@pytest.mark.parametrize("radius_m", [1e-9, 0.001, 0.999, 1.0, 14_000.0, 2_000_000.0])
def test_a_circle_of_any_size_anywhere_can_be_written(
    language: str, place: tuple[float, float], radius_m: float
) -> None:
    volume = Volume(Circle(*place, radius_m), 0.0, 100.0, 0, 3_600_000_000)
    assert write([Feature("small", FeatureKind.AREA, (volume,))], language)[0]
