"""Files of what is to be planned, in the languages in which people have it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

Document = dict[str, Any]


def geojson(*features: Document) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def area(lat: float, lng: float, size: float = 0.01, **properties: Any) -> Document:
    """A square with its south-western corner there."""
    ring = [[lng, lat], [lng + size, lat], [lng + size, lat + size], [lng, lat + size], [lng, lat]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def round_area(lat: float, corners: int, **properties: Any) -> Document:
    """A round one with so many corners, at 5 degrees east."""
    turns = [2 * math.pi * i / corners for i in range(corners)]
    ring = [[5.0 + 0.02 * math.cos(turn), lat + 0.01 * math.sin(turn)] for turn in turns]
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def line(*places: tuple[float, ...], **properties: Any) -> Document:
    """Through (lat, lng) or (lat, lng, height)."""
    points = [[lng, lat, *rest] for lat, lng, *rest in places]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": points}}


def zone(identifier: str, lat: float, lng: float, radius_m: float = 500.0, **more: Any) -> Document:
    """A zone of ED-318, from the ground to 120 m above the ellipsoid."""
    layer = {"upper": 120, "upperReference": "WGS84", "lower": 0, "lowerReference": "WGS84", "uom": "m"}
    return {
        "type": "Feature",
        "properties": {
            "identifier": identifier,
            "country": "XYZ",
            "name": [{"lang": "en-GB", "text": f"Zone {identifier}"}],
            "type": "PROHIBITED",
            "variant": "COMMON",
            "zoneAuthority": [{"purpose": "INFORMATION", "phone": "+000 7"}],
            **more,
        },
        "geometry": {
            "type": "Point",
            "coordinates": [lng, lat],
            "extent": {"subType": "Circle", "radius": radius_m},
            "layer": layer,
        },
    }


def applies(start: str, end: str) -> Document:
    """When a zone of ED-318 does."""
    return {"limitedApplicability": [{"startDateTime": start, "endDateTime": end}]}


def kml(*placemarks: str) -> bytes:
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(placemarks)}</Document></kml>'.encode()


def placemark(name: str, lat: float, lng: float, size: float = 0.01, **data: str) -> str:
    """A square with its south-western corner there, and what else is said of it."""
    corners: Iterable[tuple[float, float]] = (
        (lng, lat), (lng + size, lat), (lng + size, lat + size), (lng, lat + size), (lng, lat),
    )  # fmt: skip
    extended = "".join(f'<Data name="{key}"><value>{value}</value></Data>' for key, value in data.items())
    ring = " ".join(f"{x},{y}" for x, y in corners)
    return (
        f"<Placemark><name>{name}</name><ExtendedData>{extended}</ExtendedData><Polygon><outerBoundaryIs><LinearRing>"
        f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
    )
