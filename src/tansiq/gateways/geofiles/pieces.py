"""A feature cut into parts that have one band, one window and one kind of outline: what most languages can say of one
thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tansiq.gateways.geofiles.feature import Feature, FeatureKind, Waypoint
from tansiq.volumes import Circle, Outline

_Alike: TypeAlias = tuple[float | None, float | None, float | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Outlines (all polygons, or all circles of one radius), or else the points of a route or place."""

    feature: Feature
    outlines: tuple[Outline, ...] = ()
    radius_m: float | None = None
    points: tuple[Waypoint, ...] = ()
    lower_m: float | None = None
    upper_m: float | None = None
    start_us: int | None = None
    end_us: int | None = None


def pieces(feature: Feature) -> Iterator[Piece]:
    """The parts, in the order of the first outline of each; the route, if there is one, last."""
    alike: dict[_Alike, list[Outline]] = {}
    for volume in feature.extents:
        radius_m = volume.outline.radius_m if isinstance(volume.outline, Circle) else None
        key = (radius_m, volume.lower_m, volume.upper_m, volume.start_us, volume.end_us)
        alike.setdefault(key, []).append(volume.outline)
    for (radius_m, lower_m, upper_m, start_us, end_us), outlines in alike.items():
        yield Piece(feature, tuple(outlines), radius_m, (), lower_m, upper_m, start_us, end_us)
    if feature.route and (not feature.extents or feature.kind is FeatureKind.ROUTE):
        bounds = (feature.lower_m, feature.upper_m, feature.start_us, feature.end_us)
        yield Piece(feature, (), None, feature.route, *bounds)
