"""EUROCAE ED-269: drone zones in the JSON that came before ED-318. Read only."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.gateways.forms import read_form
from tansiq.gateways.geofiles.attributes import Said
from tansiq.gateways.geofiles.building import Shapes, build
from tansiq.gateways.geofiles.coordinates import on_earth
from tansiq.gateways.geofiles.feature import Feature, FeatureFault, FeatureKind, FileRefused
from tansiq.gateways.geofiles.geojson import Position, read_feature
from tansiq.gateways.geofiles.heights import FOOT_M, Band, Datum, band, height_of
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.outlines import HOLES, ring, straight_edges_differ
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.zones import RADIUS_UNIT, Period, Purpose, add_authority, add_periods, add_texts
from tansiq.volumes import Circle, Polygon

# The standard's names, as they stand in its files.
# ruff: noqa: N815
Reference = Literal["AGL", "AMSL", "WGS84"]


class Projection(msgspec.Struct, frozen=True):
    type: Literal["Polygon", "Circle"]
    coordinates: list[list[Position]] | None = None
    center: Position | None = None
    radius: Annotated[float, msgspec.Meta(gt=0)] | None = None


class AirspaceVolume(msgspec.Struct, frozen=True):
    horizontalProjection: Projection
    uomDimensions: Literal["M", "FT"] = "M"
    lowerLimit: float | None = None
    lowerVerticalReference: Reference | None = None
    upperLimit: float | None = None
    upperVerticalReference: Reference | None = None


class Authority(msgspec.Struct, frozen=True):
    name: str | None = None
    service: str | None = None
    email: str | None = None
    contactName: str | None = None
    siteURL: str | None = None
    phone: str | None = None
    purpose: Purpose | None = None


class Zone(msgspec.Struct, frozen=True):
    identifier: str
    geometry: Annotated[list[AirspaceVolume], msgspec.Meta(min_length=1)]
    name: str | None = None
    country: str | None = None
    type: str | None = None
    restriction: str | None = None
    restrictionConditions: Any = None
    region: int | None = None
    reason: Any = None
    otherReasonInfo: str | None = None
    regulationExemption: str | None = None
    uSpaceClass: str | None = None
    message: str | None = None
    applicability: list[Period] | None = None
    zoneAuthority: list[Authority] | None = None


class Collection(msgspec.Struct, frozen=True):
    features: list[msgspec.Raw]


def read(data: bytes, ledger: Ledger) -> None:
    """Enters the zones of a document. Raises `FileRefused`."""
    try:
        collection = read_form(data, Collection)
    except Problem as problem:
        raise FileRefused("file-malformed", problem.message, ledger.name) from None
    for i, raw in enumerate(collection.features):
        where = f"features[{i}]"
        ledger.begin(where)
        with ledger.entering(where):
            ledger.features += _features(read_feature(bytes(raw), Zone), where, ledger)


def _features(zone: Zone, where: str, ledger: Ledger) -> list[Feature]:
    said = Said(name=zone.name or zone.identifier, kind=FeatureKind.AREA)
    add_texts(
        said,
        [
            (name, getattr(zone, name))
            for name in ("identifier", "country", "type", "restriction", "restrictionConditions", "region", "reason",
                         "otherReasonInfo", "regulationExemption", "uSpaceClass")
        ],
    )  # fmt: skip
    add_texts(said, [("remarks", zone.message or None)])
    for authority in zone.zoneAuthority or ():
        add_authority(
            said,
            [
                ("authority", authority.name),
                ("contact", authority.contactName or authority.service),
                ("phone", authority.phone),
                ("email", authority.email),
                ("site", authority.siteURL),
                ("purpose", authority.purpose),
            ],
        )
    add_periods(said, zone.applicability or (), "applicability")
    shapes = Shapes()
    for i, part in enumerate(zone.geometry):
        _add(part, f"geometry[{i}]", shapes, ledger)
    straight_edges_differ([o for o, _, _ in shapes.outlines if isinstance(o, Polygon)], shapes.warnings)
    return build(ledger, where, said, shapes)


def _add(part: AirspaceVolume, place: str, shapes: Shapes, ledger: Ledger) -> None:
    projection, at = part.horizontalProjection, f"{place}.horizontalProjection"
    own = _band(part, place, ledger)
    if projection.type == "Circle":
        if projection.center is None or projection.radius is None:
            missing = "center" if projection.center is None else "radius"
            raise FeatureFault("feature-malformed", Remark(RemarkCode.CIRCLE_INCOMPLETE), f"{at}.{missing}")
        if part.uomDimensions == "FT":
            shapes.warnings.append(RADIUS_UNIT)
        lat, lng = _position(projection.center, f"{at}.center")
        shapes.outlines.append((Circle(lat, lng, projection.radius), at, own))
        return
    if not projection.coordinates:
        raise FeatureFault("feature-malformed", Remark(RemarkCode.RING_MISSING), f"{at}.coordinates")
    if len(projection.coordinates) > 1:
        shapes.warnings.append(HOLES)
    at = f"{at}.coordinates[0]"
    corners = [_position(position, f"{at}[{i}]") for i, position in enumerate(projection.coordinates[0])]
    shapes.outlines.append((ring(ledger, corners, at, shapes.warnings), at, own))


def _position(position: Position, place: str) -> tuple[float, float]:
    return on_earth(position[1], "lat", place), on_earth(position[0], "lng", place)


def _band(part: AirspaceVolume, place: str, ledger: Ledger) -> Band:
    factor = FOOT_M if part.uomDimensions == "FT" else 1.0
    lower, upper = (
        None if value is None else height_of(value * factor, Datum(reference or "unknown"), f"{place}.{name}")
        for value, reference, name in (
            (part.lowerLimit, part.lowerVerticalReference, "lowerLimit"),
            (part.upperLimit, part.upperVerticalReference, "upperLimit"),
        )
    )
    return band(lower, upper, ledger.ground)
