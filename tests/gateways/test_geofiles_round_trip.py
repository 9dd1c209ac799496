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
from tansiq.volumes import Circle, Outline
from tests.gateways.features import features

PARTS = {"GeoJSON": "pieces", "KML": "pieces", "ED-318": "windows", "XLSX": "rows", "CSV": "rows"}


def numbers(outline: Outline) -> list[float]:
    return [outline.lat, outline.lng, outline.radius_m] if isinstance(outline, Circle) else list(outline.vertices)


def volumes_said(found: Sequence[Feature]) -> list[tuple[object, ...]]:
    """All that is said in space and time, in an order of its own: of each outline and each route."""
    said: list[tuple[object, ...]] = []
    for feature in found:
        for v in feature.extents:
            outline = [round(x, 6) for x in numbers(v.outline)]
            said.append((feature.name, feature.kind, outline, v.lower_m, v.upper_m, v.start_us, v.end_us))
        if feature.route:
            bounds = (feature.lower_m, feature.upper_m, feature.start_us, feature.end_us)
            route = [(round(p.lat, 6), round(p.lng, 6), p.altitude_m, p.time_us) for p in feature.route]
            said.append((feature.name, feature.kind, route, *bounds))
    return sorted(said, key=repr)


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
    assert volumes_said(reading.features) == volumes_said([as_that_language_can(f, language) for f in made])
    assert all(f.vertical_doubt_m == 0 for f in reading.features)
    counted = {"pieces": sum(len(list(pieces(f))) for f in made)}.get(PARTS[language])
    assert counted is None or len(reading.features) == counted
    said = {(f.name, *pair) for f in reading.features for pair in f.properties.items()}
    assert said >= {(f.name, *pair) for f in made for pair in f.properties.items()}
