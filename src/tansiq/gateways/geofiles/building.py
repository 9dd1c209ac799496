"""From the shapes of one feature in a file, and what is said of it, to features of ours."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from tansiq.gateways.geofiles.attributes import Said
from tansiq.gateways.geofiles.feature import Feature, FeatureFault, FeatureKind, Waypoint
from tansiq.gateways.geofiles.heights import Band, capped
from tansiq.gateways.geofiles.limits import Ledger, distinct
from tansiq.gateways.geofiles.outlines import volume
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.volumes import Circle, Outline
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M

_MAX_EXTENTS = 2_000


@dataclass(slots=True)
class Shapes:
    """What one feature of a file consists of; each with the place in the file where it stands, and, where a shape has a
    band of its own, that. `from_points`: all outlines are circles around points."""

    outlines: list[tuple[Outline, str, Band | None]] = field(default_factory=list)
    lines: list[tuple[tuple[Waypoint, ...], str]] = field(default_factory=list)
    points: list[tuple[Waypoint, str]] = field(default_factory=list)
    loose_band: Band | None = None
    """The band of the lines and points, if they have one of their own."""
    waypoint_doubt_m: float = 0.0
    warnings: list[Remark] = field(default_factory=list)


def build(ledger: Ledger, where: str, said: Said, shapes: Shapes) -> list[Feature]:
    """One feature of all outlines together, one of each line, and one of each point without a radius. Raises
    `FeatureFault`."""
    outlines, points = list(shapes.outlines), list(shapes.points)
    default = FeatureKind.AREA if outlines else FeatureKind.PLACE
    if said.radius_m is not None:
        outlines += [(Circle(p.lat, p.lng, said.radius_m), place, None) for p, place in points]
        points = []
    warnings = said.warnings + shapes.warnings
    windows = said.windows or (said.window,)
    starts, ends = zip(*windows, strict=True)
    made: list[Feature] = []

    def add(kind: FeatureKind, **members: object) -> None:
        made.append(
            Feature(
                said.name,
                kind,
                properties=said.properties,
                where=where,
                warnings=distinct(warnings),
                **members,  # type: ignore[arg-type]
            )
        )

    if outlines:
        bands = [band or said.band for _, _, band in outlines]
        doubt_m = max(band.doubt_m for band in bands)
        warnings += [warning for band in bands for warning in band.warnings]
        if len(windows) * len(outlines) > _MAX_EXTENTS:
            remark = Remark(RemarkCode.VOLUMES_TOO_MANY, count=len(windows) * len(outlines), of=_MAX_EXTENTS)
            raise FeatureFault("feature-malformed", remark, where)
        shaped = [
            volume(ledger, outline, place, band, windows[0])
            for (outline, place, _), band in zip(outlines, bands, strict=True)
        ]
        extents = tuple(
            msgspec.structs.replace(one, start_us=start_us, end_us=end_us)
            for start_us, end_us in windows
            for one in shaped
        )
        add(said.kind or default, extents=extents, vertical_doubt_m=doubt_m)
    loose_band = capped(shapes.loose_band or said.band, LOWEST_M, HIGHEST_M)
    if shapes.lines or points:
        warnings += loose_band.warnings
    loose = {
        "vertical_doubt_m": max(loose_band.doubt_m, shapes.waypoint_doubt_m),
        "lower_m": loose_band.lower_m,
        "upper_m": loose_band.upper_m,
        "start_us": None if None in starts else min(starts),
        "end_us": None if None in ends else max(ends),
    }
    for line, place in shapes.lines:
        if len(line) < 2:
            raise FeatureFault("feature-malformed", Remark(RemarkCode.LINE_TOO_SHORT), place)
        add(FeatureKind.ROUTE, route=line, **loose)
    for point, _ in points:
        add(FeatureKind.PLACE, route=(point,), **loose)
    if not made:
        raise FeatureFault("feature-empty", Remark(RemarkCode.SHAPE_MISSING), where)
    return made
