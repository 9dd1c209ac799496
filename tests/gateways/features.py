"""Features of every kind, all over the earth, and files of every language that is read."""

from __future__ import annotations

import io
import json
import zipfile

from hypothesis import strategies as st

from tansiq.gateways.geofiles.feature import Feature, FeatureKind, Waypoint
from tansiq.gateways.geofiles.instants import written
from tansiq.gateways.geofiles.writing import write
from tansiq.volumes import Circle, Outline, Polygon, ShapeRefused, Volume, footprint
from tests.volumes.shapes import PLACES, outlines

MOMENTS = st.integers(0, 4_000_000_000_000_000)
_UNSEEN = ("Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co", "Cf")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=_UNSEEN),
    min_size=1,
    max_size=12,
)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join) | st.sampled_from(
    ("=1+1", "+963 11", "-5", "@x", "<b>&amp;", "a;b,c\"d'e", "'quoted", "]]>", "x" * 300)
)
NAMES = st.sampled_from(("colour", "authority", "remarks", "Ref. 4", "country", "=danger", "phone", "identifier"))


def sound(outline: Outline) -> bool:
    try:
        return bool(footprint(outline))
    except ShapeRefused:
        return False


@st.composite
def volumes(draw: st.DrawFn) -> Volume:
    outline = draw(outlines(*draw(PLACES), 40_000).filter(sound))
    low, high = sorted((draw(st.floats(-500, 4_000)), draw(st.floats(4_001, 20_000))))
    start, end = sorted((draw(MOMENTS), draw(MOMENTS) + 4_000_000_000_000_001))
    return Volume(
        outline,
        draw(st.sampled_from((None, low))),
        draw(st.sampled_from((None, high))),
        draw(st.sampled_from((None, start))),
        draw(st.sampled_from((None, end))),
        footprint(outline).cells,
    )


@st.composite
def waypoints(draw: st.DrawFn, high: bool, timed: bool) -> Waypoint:
    return Waypoint(
        draw(st.floats(-90, 90)),
        draw(st.floats(-180, 180)),
        draw(st.floats(-400, 20_000)) if high else None,
        draw(MOMENTS) if timed else None,
    )


@st.composite
def features(draw: st.DrawFn) -> Feature:
    """As they may be written: what has extents, and routes and places without."""
    name, properties = draw(TEXTS), draw(st.dictionaries(NAMES, TEXTS, max_size=3))
    kind = draw(st.sampled_from(FeatureKind))
    if kind is not FeatureKind.ROUTE and draw(st.booleans()):
        return Feature(name, kind, tuple(draw(st.lists(volumes(), min_size=1, max_size=3))), (), properties)
    if kind is FeatureKind.AREA:
        return Feature(name, kind, (draw(volumes()),), (), properties)
    high, timed = draw(st.booleans()), draw(st.booleans()) and kind is FeatureKind.ROUTE
    count = draw(st.integers(2, 5)) if kind is FeatureKind.ROUTE else 1
    bounds = draw(volumes())
    return Feature(
        name,
        kind,
        (),
        tuple(draw(waypoints(high, timed)) for _ in range(count)),
        properties,
        lower_m=bounds.lower_m,
        upper_m=bounds.upper_m,
        start_us=bounds.start_us,
        end_us=bounds.end_us,
    )


def square(lat: float = 36.0, lng: float = 37.0, side: float = 0.1) -> Polygon:
    return Polygon.of([(lat, lng), (lat, lng + side), (lat + side, lng + side), (lat + side, lng)])


def kmz(document: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", document)
        archive.writestr("files/icon.png", b"\x89PNG")
    return stream.getvalue()


NOON_US = 1_772_366_400_000_000  # 2026-03-01T12:00:00Z
HOUR_US = 3_600_000_000
SAMPLES_OF = (
    Feature(
        "Clinic 4",
        FeatureKind.PLACE,
        (Volume(Circle(36.2, 37.1, 500.0), None, 1_000.0, NOON_US, NOON_US + HOUR_US),),
        (),
        {"contact": "Duty officer"},
    ),
    Feature("Range", FeatureKind.AREA, (Volume(square(), 100.0, 900.0), Volume(square(36.5), 100.0, 900.0))),
    Feature(
        "Convoy",
        FeatureKind.ROUTE,
        (),
        (Waypoint(36.0, 37.0, 300.0, NOON_US), Waypoint(36.1, 37.0, 310.0, NOON_US + 1)),
    ),
    Feature("Gate", FeatureKind.PLACE, (), (Waypoint(36.0, 37.0),)),
)  # fmt: skip
OPENAIR = """* a comment
AC R
AY DANGER
AN Range 7
AH FL95
AL 1000 ft AMSL
AA 2026-03-01T12:00Z/2026-03-01T13:00Z
V X=36:00:00 N 037:00:00 E
DC 2.5
*
AC D
AN Sector
AH 2500ft AGL
AL SFC
DP 36:00:00 N 037:00:00 E
V X=36:00:00 N 037:00:00 E
V D=-
DA 5, 90, 0
*
AC A
AN Airway
AH FL300
AL FL100
DY 36:00:00 N 037:00:00 E
DY 37:00:00 N 037:00:00 E
"""
GPX = f"""<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="36" lon="37"><name>Gate</name><ele>400</ele><geoidheight>22.5</geoidheight></wpt>
<rte><name>Way</name><rtept lat="36" lon="37"/><rtept lat="36.1" lon="37"/></rte>
<trk><name>Convoy</name><trkseg><trkpt lat="36" lon="37"><ele>400</ele><time>{written(NOON_US)}</time></trkpt>
<trkpt lat="36.1" lon="37"><time>{written(NOON_US + HOUR_US)}</time></trkpt></trkseg></trk></gpx>
"""
ED269 = {
    "title": "zones",
    "features": [
        {
            "identifier": "Z1",
            "country": "SYR",
            "name": "Hospital",
            "type": "COMMON",
            "restriction": "PROHIBITED",
            "applicability": [{"startDateTime": "2026-03-01T12:00:00Z", "endDateTime": "2026-03-01T13:00:00Z"}],
            "zoneAuthority": [{"name": "Office", "phone": "+963 11", "purpose": "INFORMATION"}],
            "geometry": [
                {
                    "uomDimensions": "FT",
                    "lowerLimit": 0,
                    "lowerVerticalReference": "AGL",
                    "upperLimit": 1000,
                    "upperVerticalReference": "AMSL",
                    "horizontalProjection": {"type": "Circle", "center": [37.0, 36.0], "radius": 500},
                },
                {
                    "uomDimensions": "M",
                    "upperLimit": 120,
                    "upperVerticalReference": "AGL",
                    "horizontalProjection": {
                        "type": "Polygon",
                        "coordinates": [[[37, 36], [37.1, 36], [37.1, 36.1], [37, 36]]],
                    },
                },
            ],
        }
    ],
}
SAMPLES: dict[str, tuple[bytes, str]] = {
    language: (write(SAMPLES_OF, language)[0], language) for language in ("GeoJSON", "KML", "ED-318", "XLSX", "CSV")
} | {
    "KMZ": (kmz(write(SAMPLES_OF, "KML")[0]), "KMZ"),
    "OpenAir": (OPENAIR.encode(), "OpenAir"),
    "GPX": (GPX.encode(), "GPX"),
    "ED-269": (json.dumps(ED269).encode(), "ED-269"),
}
"""A sound file of each language."""
