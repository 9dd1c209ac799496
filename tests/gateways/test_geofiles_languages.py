"""What each language says, in our words."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from geographiclib.geodesic import Geodesic

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.feature import Feature, FeatureKind, Reading, Waypoint
from tansiq.gateways.geofiles.heights import Ground
from tansiq.gateways.geofiles.outlines import ARC_WITHIN_M, HOLES
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.suspicion import SWAPPED
from tansiq.gateways.geofiles.writing import write
from tansiq.gateways.geofiles.zones import SCHEDULE
from tansiq.volumes import Circle, Polygon, Volume
from tests.gateways.features import HOUR_US, NOON_US, OPENAIR, SAMPLES, SAMPLES_OF, square

STANDARD = Path(__file__).parents[3] / "shared/standards/ed318"
needs_standard = pytest.mark.skipif(not STANDARD.exists(), reason="ED-318's schema and examples are not in ../shared")
FOOT_M = 0.3048
RING = [[37.0, 36.0], [37.1, 36.0], [37.1, 36.1], [37.0, 36.1], [37.0, 36.0]]


def geojson(geometry: dict[str, Any], **properties: Any) -> Reading:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return read(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode(), "f.geojson")


def only(reading: Reading) -> Feature:
    assert not reading.errors
    assert len(reading.features) == 1
    return reading.features[0]


def kml(body: str) -> Reading:
    return read(f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode(), "f.kml")


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_a_file_is_told_by_its_content(language: str) -> None:
    data, _ = SAMPLES[language]
    reading = read(data, "file.without.a.meaning")
    assert reading.language == language
    assert reading.features
    assert not reading.errors


def test_a_polygon_of_geojson_is_an_area_and_its_holes_are_filled() -> None:
    feature = only(
        geojson(
            {"type": "Polygon", "coordinates": [RING, [[37.04, 36.04], [37.06, 36.04], [37.05, 36.06]]]},
            name="Zone",
            beds=12,
        )
    )
    assert (feature.name, feature.kind, feature.where) == ("Zone", FeatureKind.AREA, "features[0]")
    assert feature.extents[0].outline == square()
    assert feature.extents[0].cells
    assert feature.properties == {"beds": "12"}
    assert feature.warnings == (HOLES,)


def test_a_point_is_a_place_with_a_circle_if_it_has_a_radius() -> None:
    point = {"type": "Point", "coordinates": [37.1, 36.2]}
    feature = only(geojson(point, radius="3 km"))
    assert (feature.kind, feature.extents[0].outline) == (FeatureKind.PLACE, Circle(36.2, 37.1, 3_000.0))
    bare = only(geojson(point, start="2026-03-01T12:00:00Z", lower="SFC", upper="100 m WGS84"))
    assert (bare.kind, bare.extents, bare.route) == (FeatureKind.PLACE, (), (Waypoint(36.2, 37.1),))
    assert (bare.lower_m, bare.upper_m, bare.start_us, bare.end_us) == (None, 100.0, NOON_US, None)


def test_several_polygons_are_several_extents_and_several_lines_several_routes() -> None:
    far = [[lng + 1, lat] for lng, lat in RING]
    assert len(only(geojson({"type": "MultiPolygon", "coordinates": [[RING], [far]]})).extents) == 2
    lines = geojson({"type": "MultiLineString", "coordinates": [[[37, 36], [37, 37]], [[38, 36, 5], [38, 37, 6]]]})
    assert [f.kind for f in lines.features] == [FeatureKind.ROUTE] * 2
    assert [p.altitude_m for p in lines.features[1].route] == [5.0, 6.0]


def test_a_ring_that_crosses_itself_is_an_error_of_its_feature() -> None:
    bow = [[37.0, 36.0], [37.1, 36.1], [37.1, 36.0], [37.0, 36.1], [37.0, 36.0]]
    reading = geojson({"type": "Polygon", "coordinates": [bow]})
    assert [(e.code, e.field) for e in reading.errors] == [("edges-cross", "geometry.coordinates[0]")]


def test_a_ring_may_lie_across_the_antimeridian_and_around_a_pole() -> None:
    across = [[179.9, 10], [-179.9, 10], [-179.9, 10.1], [179.9, 10.1], [179.9, 10]]
    assert only(geojson({"type": "Polygon", "coordinates": [across]})).extents
    polar = [[0, 89], [120, 89], [-120, 89], [0, 89]]
    assert only(geojson({"type": "Polygon", "coordinates": [polar]})).extents


def test_a_very_long_edge_is_warned_of() -> None:
    wide = [[30, 50], [40, 50], [40, 51], [30, 51], [30, 50]]
    assert only(geojson({"type": "Polygon", "coordinates": [wide]})).warnings[0].code is RemarkCode.EDGE_LONG
    assert not only(geojson({"type": "Polygon", "coordinates": [RING]})).warnings


def test_one_place_far_from_all_others_that_would_be_near_when_swapped_is_suspected() -> None:
    places = [[57.1 + i / 100, 16.2] for i in range(8)] + [[16.2, 57.1]]
    points = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": place}} for place in places
    ]
    reading = read(json.dumps({"type": "FeatureCollection", "features": points}).encode(), "f")
    assert [SWAPPED in f.warnings for f in reading.features] == [False] * 8 + [True]


def test_kml_with_times_heights_and_data() -> None:
    ring = " ".join(f"{lng},{lat},300" for lng, lat in RING)
    reading = kml(
        "<Folder><Placemark><name>Range</name><description>Live &lt;b&gt;fire</description>"
        "<TimeSpan><begin>2026-03-01T12:00:00Z</begin><end>2026-03-01T13:00:00Z</end></TimeSpan>"
        '<ExtendedData><Data name="colour"><value>red</value></Data></ExtendedData>'
        "<Polygon><extrude>1</extrude><altitudeMode>absolute</altitudeMode><outerBoundaryIs><LinearRing><coordinates>"
        f"{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder><GroundOverlay/>"
    )
    feature = only(reading)
    (volume,) = feature.extents
    assert (feature.name, feature.properties) == ("Range", {"colour": "red", "remarks": "Live <b>fire"})
    assert (volume.outline, volume.lower_m, volume.upper_m) == (square(), None, 410.0)
    assert (volume.start_us, volume.end_us) == (NOON_US, NOON_US + HOUR_US)
    assert feature.vertical_doubt_m == 110.0
    assert reading.left_out == {Remark(RemarkCode.ELEMENT, quoted="GroundOverlay"): 1}


def test_a_year_of_kml_lasts_until_its_last_day() -> None:
    reading = kml(
        "<Placemark><TimeSpan><begin>2026</begin><end>2028-02</end></TimeSpan>"
        "<Point><coordinates>37,36</coordinates></Point></Placemark>"
    )
    feature = only(reading)
    assert feature.start_us is not None
    assert feature.end_us is not None
    assert instants.written(feature.start_us) == "2026-01-01T00:00:00Z"
    assert instants.written(feature.end_us) == "2028-03-01T00:00:00Z"


def test_a_track_of_kml_is_a_route_with_times() -> None:
    feature = only(
        kml(
            '<Placemark xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:Track><altitudeMode>absolute</altitudeMode>'
            "<when>2026-03-01T12:00:00Z</when><when>2026-03-01T13:00:00Z</when><gx:coord>37 36 300</gx:coord>"
            "<gx:coord>37 36.1 310</gx:coord></gx:Track></Placemark>"
        )
    )
    assert feature.route == (Waypoint(36.0, 37.0, 300.0, NOON_US), Waypoint(36.1, 37.0, 310.0, NOON_US + HOUR_US))
    assert feature.vertical_doubt_m == 110.0


def test_kml_above_ground_says_nothing_of_the_ellipsoid() -> None:
    feature = only(
        kml(
            "<Placemark><LineString><altitudeMode>relativeToGround</altitudeMode><coordinates>37,36,9 37,37,9"
            "</coordinates></LineString></Placemark>"
        )
    )
    assert [p.altitude_m for p in feature.route] == [None, None]


def test_gpx_waypoints_are_places_and_routes_and_tracks_are_routes() -> None:
    gate, way, convoy = read(*SAMPLES["GPX"]).features
    assert (gate.kind, gate.route, gate.vertical_doubt_m) == (FeatureKind.PLACE, (Waypoint(36.0, 37.0, 422.5),), 0.0)
    assert (way.kind, len(way.route)) == (FeatureKind.ROUTE, 2)
    assert convoy.route == (Waypoint(36.0, 37.0, 400.0, NOON_US), Waypoint(36.1, 37.0, None, NOON_US + HOUR_US))
    assert convoy.vertical_doubt_m == 110.0
    assert convoy.where == "trk (line 4): segment 1"


def test_openair_circles_stay_circles_and_airways_are_counted() -> None:
    reading = read(*SAMPLES["OpenAir"])
    circle, sector = reading.features
    (volume,) = circle.extents
    assert (circle.name, circle.properties) == ("Range 7", {"class": "R", "type": "DANGER"})
    assert volume.outline == Circle(36.0, 37.0, 2.5 * 1852)
    assert (volume.lower_m, volume.upper_m) == (pytest.approx(1000 * FOOT_M - 110), pytest.approx(9500 * FOOT_M + 450))
    assert (volume.start_us, volume.end_us, circle.vertical_doubt_m) == (NOON_US, NOON_US + HOUR_US, 450.0)
    assert any("flight level" in warning.sentence for warning in circle.warnings)
    assert reading.left_out == {Remark(RemarkCode.AIRWAY): 1}
    assert sector.where == "line 11"


def test_an_arc_lies_within_the_stated_distance_of_its_circle() -> None:
    sector = read(*SAMPLES["OpenAir"]).features[1].extents[0].outline
    assert isinstance(sector, Polygon)
    radius_m, corners = 5 * 1852, sector.latlng()[1:]
    for a, b in pairwise(corners):
        for place in (a, (a + b) / 2):
            away = Geodesic.WGS84.Inverse(36.0, 37.0, *place)
            assert radius_m - ARC_WITHIN_M - 0.5 <= away["s12"] <= radius_m + 0.5
            assert -0.01 <= away["azi1"] <= 90.01  # counterclockwise from east to north


def test_an_openair_area_with_a_fault_hides_no_other() -> None:
    reading = read(OPENAIR.replace("DC 2.5", "DC wide").encode(), "f.txt")
    assert [f.name for f in reading.features] == ["Sector"]
    assert [(e.where, e.code, e.field) for e in reading.errors] == [("line 2", "length-malformed", "line 9")]


def test_ed269_zones_with_circle_polygon_and_times() -> None:
    feature = only(read(*SAMPLES["ED-269"]))
    circle, triangle = feature.extents
    assert (feature.name, feature.properties["restriction"]) == ("Hospital", "PROHIBITED")
    assert feature.properties["authority"] == "Office"
    assert circle.outline == Circle(36.0, 37.0, 500.0)
    assert (circle.lower_m, circle.upper_m) == (None, pytest.approx(1000 * FOOT_M + 110))
    assert (triangle.lower_m, triangle.upper_m) == (None, 120 + 9_000.0)
    assert {(v.start_us, v.end_us) for v in feature.extents} == {(NOON_US, NOON_US + HOUR_US)}
    assert any("feet" in warning.sentence for warning in feature.warnings)


def test_what_is_known_of_the_ground_narrows_what_is_given_above_it() -> None:
    data, name = SAMPLES["ED-269"]
    (feature,) = read(data, name, ground=Ground(200.0, 700.0)).features
    assert feature.extents[1].upper_m == 820.0
    assert feature.vertical_doubt_m == 700.0


@needs_standard
def test_the_standards_examples_are_read() -> None:
    for path in sorted((STANDARD / "examples").glob("Example_*.json")):
        reading = read(path.read_bytes(), path.name)
        assert reading.language == "ED-318"
        assert reading.features
        assert not reading.errors
    layers, circle = read((STANDARD / "examples/Example_Collection.json").read_bytes(), "f").features
    assert [(v.lower_m, v.upper_m) for v in layers.extents] == [(-450.0, 9_150.0), (None, 9_050.0)]
    assert SCHEDULE in layers.warnings
    assert circle.extents[0].outline == Circle(50.122901, 2.636866, 3_500.0)
    assert circle.properties["email"] == "UASZoneManager@lfpg.fr"


@needs_standard
def test_the_standards_invalid_example_gives_errors_of_its_feature() -> None:
    reading = read((STANDARD / "examples/InvalidExample_GeoZone_2_Layers.json").read_bytes(), "f")
    assert not reading.features
    assert [(e.where, e.code, e.field) for e in reading.errors] == [
        ("features[0]", "feature-malformed", "properties.name[0]")
    ]


@needs_standard
def test_zones_are_written_as_the_standards_schema_wants_them() -> None:
    import jsonschema  # what it loads takes as long as all tests of this file
    import referencing

    folder = STANDARD / "schema"
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(
        [(f"./{name}", referencing.Resource.from_contents(schema)) for name, schema in schemas.items()]
    )
    registry = registry.with_resources(
        [(name, referencing.Resource.from_contents(schema)) for name, schema in schemas.items()]
    )
    validator = jsonschema.Draft7Validator(schemas["Schema_GeoZones.json"], registry=registry)
    long = Feature(
        "n" * 450,
        FeatureKind.AREA,
        SAMPLES_OF[0].extents,
        (),
        {"identifier": "far too long", "region": "x", "phone": "1" * 300, "country": "Syria"},
    )
    document = json.loads(write((*SAMPLES_OF, long, *read(*SAMPLES["ED-269"]).features), "ED-318")[0])
    assert not [error.message for error in validator.iter_errors(document)]
    document["features"][0]["properties"]["type"] = "REQ_AUTHORISATION"
    assert list(validator.iter_errors(document))
    again = read(write([long], "ED-318")[0], "f").features[0]
    assert (again.name, again.properties["phone"], again.properties["identifier"]) == (
        long.name,
        "1" * 300,
        "far too long",
    )


def test_zones_with_several_times_are_written_as_several_with_their_own_identifiers() -> None:
    volumes = tuple(Volume(square(), 0.0, 100.0, NOON_US + i * HOUR_US, NOON_US + (i + 1) * HOUR_US) for i in range(3))
    document = json.loads(write([Feature("Z", FeatureKind.AREA, volumes, (), {"identifier": "ZONE1"})], "ED-318")[0])
    identifiers = [f["properties"]["identifier"] for f in document["features"]]
    assert len(set(identifiers)) == 3
    assert identifiers[0] == "ZONE1"


def test_a_circle_of_kml_is_drawn_for_the_eye() -> None:
    data, media_type, extension = write(SAMPLES_OF[:1], "KML")
    assert (media_type, extension) == ("application/vnd.google-earth.kml+xml", ".kml")
    ring = data.split(b"<LinearRing><coordinates>")[1].split(b"<")[0].split()
    for corner in ring:
        lng, lat = map(float, corner.split(b","))
        assert math.isclose(Geodesic.WGS84.Inverse(36.2, 37.1, lat, lng)["s12"], 500.0, abs_tol=0.01)
    assert only(read(data, "f")).extents[0].outline == Circle(36.2, 37.1, 500.0)
