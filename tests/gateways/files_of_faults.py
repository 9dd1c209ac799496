"""Files with a fault of each kind that a row or a feature may have, and with what is assumed or left out of others."""

from __future__ import annotations

import csv
import io

from tests.coordination import at
from tests.gateways.files_of_plans import area, geojson, line

_NAMES = (
    "name",
    "kind",
    "owner",
    "lat",
    "lng",
    "position",
    "outline",
    "route",
    "radius",
    "lower",
    "upper",
    "start",
    "end",
)
_WHERE = {"lat": "50.5", "lng": "5.5"}
_HIGH = {"lower": "100 m WGS84", "upper": "150 m WGS84"}


def _rows() -> list[dict[str, str]]:
    when = {"start": at(60), "end": at(120)}
    good = {**_WHERE, **_HIGH, **when}
    return [
        {**good, "lat": "north"},
        {**good, "lng": "east of it"},
        {**good, "lat": "95"},
        {**good, "lat": "-200"},
        {**good, "lng": "200"},
        {**good, "lat": "5°30'E"},
        {**good, "lng": "50°30'N"},
        {**good, "lat": "50°70'N"},
        {**good, "lat": "5" * 130},
        {**good, "lat": ""},
        {**good, "lng": ""},
        {**_HIGH, **when, "position": "somewhere"},
        {**_HIGH, **when, "position": "50°30'N 51°30'N"},
        {**_HIGH, **when, "position": "31ZZZ1234512345"},
        {**_HIGH, **when, "outline": "50.5 5.5; 50.6 5.6"},
        {**_HIGH, **when, "outline": "50.5 5.5; 50.6 5.6; 50.5 5.6; 50.6 5.5"},
        {**_HIGH, **when, "route": "50.5 5.5"},
        {**_HIGH, **when, "route": f"50.5 5.5 100 {at(60)}; 50.6 5.6 100"},
        {**good, "radius": "wide"},
        {**good, "radius": "1,500"},
        {**good, "upper": "high"},
        {**good, "upper": "2000000 m AMSL"},
        {**good, "lower": "300 m AMSL", "upper": "100 m AMSL"},
        {**good, "start": "tomorrow"},
        {**good, "start": at(120), "end": at(60)},
        {**good, "start": "1900-01-01"},
        {**good, "start": at(-120), "end": at(-60)},
        {**_WHERE, **_HIGH},
        {**_WHERE, **_HIGH, "start": at(60)},
        {**good, "kind": "movement"},
        {**good, "name": "N" * 400},
        # These can be used; of each something is to be known.
        {**good, "lower": "100", "upper": "FL95"},
        {**good, "lat": "50.6", "lower": "50 m AGL", "upper": "300 m AMSL"},
        {**good, "lat": "50.6001", "start": f"{at(60)[:10]} 00:30", "end": f"{at(3_000)[:10]}", "owner": "army"},
        {**_WHERE, **when, "lat": "50.7"},
        {**_HIGH, **when, "position": "31UFT12"},
        {**_HIGH, **when, "outline": "50.8 5.5; 50.8 5.5; 50.9 5.5; 50.8 5.6"},
        {**when, "route": "51.5 5.5; 51.6 5.6", "kind": "convoy"},
    ]


def table() -> bytes:
    """A CSV file with a fault in most rows."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _NAMES)
    writer.writeheader()
    writer.writerows({"name": f"F{number}", **row} for number, row in enumerate(_rows(), 1))
    return stream.getvalue().encode()


def features() -> bytes:
    """A GeoJSON file."""
    when = {"start": at(60), "end": at(120)}
    place = {"type": "Point", "coordinates": [5.0, 52.0]}
    nested: object = place
    for _ in range(6):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    ring = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]
    hole = [[5.02, 52.01], [5.03, 52.01], [5.03, 52.02], [5.02, 52.01]]

    def feature(geometry: object, **properties: object) -> dict[str, object]:
        return {"type": "Feature", "geometry": geometry, "properties": properties}

    return geojson(
        area(52.0, 5.0, name="F1", **when, upper="100 m", datum="roof"),
        feature(nested, name="F2", **when),
        feature({"type": "Polygon", "coordinates": []}, name="F3", **when),
        feature(place, name="F4", times=[at(60)]),
        line((52.0, 5.0), (52.1, 5.1), name="F5", times=[1, 2]),
        feature({"type": "Sphere"}, name="F6"),
        feature(None, name="F7"),
        feature({"type": "Polygon", "coordinates": [ring, hole]}, name="F8", **when),
        area(20.0, 5.0, 30.0, name="F9", **when),
    )


def placemarks() -> bytes:
    """A KML file."""

    def mark(name: str, inner: str) -> str:
        return f"<Placemark><name>{name}</name>{inner}</Placemark>"

    track = "<when>2026-03-01T12:00:00Z</when><coord>5 53 10</coord><coord>5 53.1 10</coord>"
    ring = "<coordinates>5,54,100 5.1,54,100 5.1,54.1,100 5,54,100</coordinates>"
    return (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        + mark("K1", "<Point><coordinates>5,53 6,53</coordinates></Point>")
        + mark("K2", "<Polygon/>")
        + mark("K3", f'<Track xmlns="http://www.google.com/kml/ext/2.2">{track}</Track>')
        + mark("K4", "<Point><coordinates>5</coordinates></Point>")
        + mark("K5", "<Point><coordinates>5,high</coordinates></Point>")
        + mark("K6", "<LineString><coordinates>5,53</coordinates></LineString>")
        + mark(
            "K7",
            f"<TimeSpan><begin>{at(60)}</begin><end>{at(120)}</end></TimeSpan><Polygon><altitudeMode>absolute"
            f"</altitudeMode><outerBoundaryIs><LinearRing>{ring}</LinearRing></outerBoundaryIs></Polygon>",
        )
        + "<GroundOverlay/></Document></kml>"
    ).encode()


def airspaces() -> bytes:
    """An OpenAir file."""
    return "\n".join(
        (
            "DP 50:00:00 N 005:00:00 E",
            "AC R\nAN O1\nAH FL95\nAL SFC\nDC 2",
            "AC R\nAN O2\nAH FL95\nAL SFC\nV X=50:00:00 N 005:00:00 E\nDA 2,10",
            "AC R\nAN O3\nAH FL95\nAL SFC\nV X=50:00:00 N 005:00:00 E\nDB 50:10:00 N 005:00:00 E",
            "AC R\nAN O4\nAH FL95\nAL SFC\nV Q=7",
            "AC R\nAN O5\nAH FL95\nAL SFC\nV X=50:00:00 N 005:00:00 E\nDA 3000,10,50",
            "AC R\nAN O6\nAA noon\nDP 50:00:00 N 005:00:00 E",
            "AC R\nAN O7\nAH FL95\nAL SFC",
            f"AC R\nAN O8\nAA {at(60)}/{at(120)}\nV X=55:00:00 N 005:00:00 E\nDC 2",
            "what is this",
        )
    ).encode()


FILES = {
    "faults.csv": table,
    "faults.geojson": features,
    "faults.kml": placemarks,
    "faults.openair": airspaces,
}
