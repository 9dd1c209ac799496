"""EUROCAE ED-318: drone zones as GeoJSON with layers, in and out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Annotated, Any, Literal

import msgspec

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.attributes import Said, Window
from tansiq.gateways.geofiles.building import build
from tansiq.gateways.geofiles.feature import Feature, FeatureKind
from tansiq.gateways.geofiles.geojson import Geometry, features_in, position_of, read_feature, ring_of, shapes_of
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.zones import Period, Purpose, add_authority, add_periods, add_texts
from tansiq.volumes import Circle, Volume

# The standard's names, as they stand in its files.
# ruff: noqa: N815
ZONE_TYPES = ("USPACE", "PROHIBITED", "REQ_AUTHORIZATION", "CONDITIONAL", "NO_RESTRICTION")
_REASONS = ("AIR_TRAFFIC", "SENSITIVE", "PRIVACY", "POPULATION", "NATURE", "NOISE", "EMERGENCY", "DAR", "OTHER")
_NOWHERE = "XXX"  # a user-assigned code of ISO 3166: the standard demands three letters
_TEXT, _IDENTIFIER, _COUNTRY = 200, 7, 3
_LANGUAGE = "en-GB"


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    lang: Annotated[str, msgspec.Meta(max_length=5)]
    text: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None


class Authority(msgspec.Struct, frozen=True, omit_defaults=True):
    purpose: Purpose
    name: list[Text] | None = None
    service: list[Text] | None = None
    contactName: list[Text] | None = None
    siteURL: str | None = None
    email: str | None = None
    phone: str | None = None


class Properties(msgspec.Struct, frozen=True, omit_defaults=True):
    identifier: Annotated[str, msgspec.Meta(max_length=_IDENTIFIER)]
    country: Annotated[str, msgspec.Meta(min_length=_COUNTRY, max_length=_COUNTRY)]
    type: Literal["USPACE", "PROHIBITED", "REQ_AUTHORIZATION", "CONDITIONAL", "NO_RESTRICTION"]
    variant: Literal["COMMON", "CUSTOMIZED"]
    zoneAuthority: Annotated[list[Authority], msgspec.Meta(min_length=1)]
    name: list[Text] | None = None
    restrictionConditions: str | None = None
    region: int | None = None
    reason: list[str] | None = None
    otherReasonInfo: list[Text] | None = None
    regulationExemption: Literal["YES", "NO"] | None = None
    message: list[Text] | None = None
    limitedApplicability: list[Period] | None = None
    extendedProperties: dict[str, Any] | None = None


class FeatureForm(msgspec.Struct, frozen=True):
    type: Literal["Feature"]
    geometry: Geometry
    properties: Properties


def read(data: bytes, ledger: Ledger, kind: str) -> None:
    """Enters the zones of a document. Raises `FileRefused`."""
    for where, raw in features_in(data, ledger.name, kind):
        ledger.begin(where)
        with ledger.entering(where):
            ledger.features += _features(read_feature(raw, FeatureForm), where, ledger)


def _features(form: FeatureForm, where: str, ledger: Ledger) -> list[Feature]:
    zone = form.properties
    extended = dict(zone.extendedProperties or {})
    kind = extended.pop("kind", None)
    said = Said(
        name=_all(zone.name) or zone.identifier,
        kind=FeatureKind(kind) if isinstance(kind, str) and kind in list(FeatureKind) else FeatureKind.AREA,
    )
    names = ("identifier", "country", "type", "variant", "restrictionConditions", "region", "regulationExemption")
    add_texts(said, [(name, getattr(zone, name)) for name in names])
    add_texts(said, [("reason", ", ".join(zone.reason) if zone.reason else None)])
    add_texts(said, [("otherReasonInfo", _all(zone.otherReasonInfo)), ("remarks", _all(zone.message))])
    for authority in zone.zoneAuthority:
        add_authority(
            said,
            [
                ("authority", _all(authority.name)),
                ("contact", _all(authority.contactName) or _all(authority.service)),
                ("phone", authority.phone),
                ("email", authority.email),
                ("site", authority.siteURL),
                ("purpose", authority.purpose),
            ],
        )
    add_texts(said, list(extended.items()))
    add_periods(said, zone.limitedApplicability or (), "properties.limitedApplicability")
    return build(ledger, where, said, shapes_of(form.geometry, said, ledger))


def _all(texts: Sequence[Text] | None) -> str | None:
    """All that is said in the first language that is spoken."""
    spoken = [one for one in texts or () if one.text]
    return "".join(one.text or "" for one in spoken if one.lang == spoken[0].lang) or None


def write(features: Sequence[Feature]) -> bytes:
    """A collection of zones. A feature whose parts have different times is written as several. What the standard
    demands and a feature lacks is filled in: an identifier, country XXX, type CONDITIONAL, an authority's purpose
    INFORMATION. Times of waypoints are lost."""
    used = {text for f in features if 0 < len(text := f.properties.get("identifier", "")) <= _IDENTIFIER}
    taken: set[str] = set()
    written: list[dict[str, Any]] = []
    for feature in features:
        for part, window in _parts(feature):
            identifier = part.properties.get("identifier", "")
            if not 0 < len(identifier) <= _IDENTIFIER or identifier in taken:
                number = len(written) + 1
                while (identifier := f"T{number:06}") in used | taken:
                    number += 1
            taken.add(identifier)
            written.append(
                {
                    "type": "Feature",
                    "geometry": _geometry(part),
                    "properties": msgspec.to_builtins(_properties(part, identifier, window)),
                }
            )
    return msgspec.json.encode({"type": "FeatureCollection", "features": written})


def _parts(feature: Feature) -> list[tuple[Feature, Window]]:
    """The feature once for each of its times; the route, if there is one beside extents, last."""
    by_window = sorted(
        feature.extents, key=lambda v: (v.start_us is not None, v.start_us or 0, v.end_us is not None, v.end_us or 0)
    )
    parts = [
        (replace(feature, extents=tuple(group), route=()), window)
        for window, group in groupby(by_window, key=lambda v: (v.start_us, v.end_us))
    ]
    if feature.route and (not feature.extents or feature.kind is FeatureKind.ROUTE):
        parts.append((replace(feature, extents=()), (feature.start_us, feature.end_us)))
    return parts


def _properties(feature: Feature, identifier: str, window: Window) -> Properties:
    said = dict(feature.properties)

    def take(name: str, fits: Callable[[str], bool]) -> str | None:
        """What the standard has a place for, if it fits there; what does not fit goes to the extended properties."""
        return said.pop(name) if name in said and fits(said[name]) else None

    said = {name: text for name, text in said.items() if (name, text) != ("identifier", identifier)}
    zone_type = take("type", ZONE_TYPES.__contains__)
    variant = take("variant", ("COMMON", "CUSTOMIZED").__contains__)
    purpose = take("purpose", ("AUTHORIZATION", "NOTIFICATION", "INFORMATION").__contains__)
    exempt = take("regulationExemption", ("YES", "NO").__contains__)
    region = take("region", lambda text: re.fullmatch("0|[1-9][0-9]{0,8}", text) is not None)
    reason = take("reason", lambda text: all(word in _REASONS for word in text.split(", ")) and len(text) < _TEXT)
    start, end = (None if us is None else instants.written(us) for us in window)
    authority = Authority(
        purpose or "INFORMATION",  # type: ignore[arg-type]
        name=_texts(take("authority", bool)),
        contactName=_texts(take("contact", bool)),
        siteURL=take("site", bool),
        email=take("email", bool),
        phone=take("phone", lambda text: 0 < len(text) <= _TEXT),
    )
    return Properties(
        identifier,
        take("country", lambda text: len(text) == _COUNTRY) or _NOWHERE,
        zone_type or "CONDITIONAL",  # type: ignore[arg-type]
        variant or "COMMON",  # type: ignore[arg-type]
        [authority],
        name=_texts(feature.name),
        restrictionConditions=take("restrictionConditions", bool),
        region=None if region is None else int(region),
        reason=None if reason is None else reason.split(", "),
        regulationExemption=exempt,  # type: ignore[arg-type]
        message=_texts(take("remarks", bool)),
        limitedApplicability=None if window == (None, None) else [Period(start, end)],
        extendedProperties=said | {"kind": str(feature.kind)},
    )


def _texts(text: str | None) -> list[Text] | None:
    """A text in pieces of the length that is allowed."""
    if not text:
        return None
    return [Text(_LANGUAGE, text[i : i + _TEXT]) for i in range(0, len(text), _TEXT)]


def _geometry(feature: Feature) -> dict[str, Any]:
    if not feature.extents:
        positions = [position_of(point) for point in feature.route]
        band = Volume(Circle(0.0, 0.0, 1.0), feature.lower_m, feature.upper_m)
        if len(positions) == 1:
            return {"type": "Point", "coordinates": positions[0], "layer": _layer(band)}
        return {"type": "LineString", "coordinates": positions, "layer": _layer(band)}
    geometries = [_one(volume) for volume in feature.extents]
    return geometries[0] if len(geometries) == 1 else {"type": "GeometryCollection", "geometries": geometries}


def _one(volume: Volume) -> dict[str, Any]:
    outline = volume.outline
    if isinstance(outline, Circle):
        extent = {"subType": "Circle", "radius": outline.radius_m}
        place = {"type": "Point", "coordinates": [outline.lng, outline.lat], "extent": extent}
        return place | {"layer": _layer(volume)}
    return {"type": "Polygon", "coordinates": [ring_of(outline)], "layer": _layer(volume)}


def _layer(volume: Volume) -> dict[str, Any]:
    """A band. Open downwards is from the ground; open upwards is without an upper limit."""
    layer: dict[str, Any] = {"uom": "m", "lower": 0.0, "lowerReference": "AGL"}
    if volume.lower_m is not None:
        layer |= {"lower": volume.lower_m, "lowerReference": "WGS84"}
    if volume.upper_m is not None:
        layer |= {"upper": volume.upper_m, "upperReference": "WGS84"}
    return layer
