"""Latitudes and longitudes that seem to be swapped: a place far from all others of its file, near them when swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from tansiq.gateways.geofiles.feature import Feature
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.volumes import Circle

SWAPPED = Remark(RemarkCode.SWAPPED)
FEWEST = 5
"""So many places must be known before one can be told to be strange."""
_FAR, _NEAR = 10.0, 5.0  # degrees


def place_of(feature: Feature) -> tuple[float, float]:
    """A (lat, lng) of the feature."""
    if not feature.extents:
        return feature.route[0].lat, feature.route[0].lng
    outline = feature.extents[0].outline
    return (outline.lat, outline.lng) if isinstance(outline, Circle) else outline.vertices[:2]  # type: ignore[return-value]


def middle_of(places: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Where most of the places are; None if there are too few."""
    if len(places) < FEWEST:
        return None
    return median(lat for lat, _ in places), median(lng for _, lng in places)


def seems_swapped(place: tuple[float, float], middle: tuple[float, float]) -> bool:
    """Whether a place is far from the middle, and near it when swapped."""
    lat, lng = place
    far = max(abs(lat - middle[0]), abs(lng - middle[1])) > _FAR
    return far and max(abs(lng - middle[0]), abs(lat - middle[1])) < _NEAR


def with_suspicion(features: Sequence[Feature]) -> tuple[Feature, ...]:
    """The features, with a warning on each that seems to be swapped."""
    places = [place_of(feature) for feature in features]
    middle = middle_of(places)
    if middle is None:
        return tuple(features)
    return tuple(
        replace(feature, warnings=(*feature.warnings, SWAPPED))
        if seems_swapped(place, middle) and SWAPPED not in feature.warnings
        else feature
        for feature, place in zip(features, places, strict=True)
    )
