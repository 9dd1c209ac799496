"""Recorded flights in each form that is read, and what is said of those that cannot be."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.gateways.recordings import read_bytes
from tansiq.traffic.tracks import AltitudeReference, RecordingRefused, Tracks

FOOT_M = 0.3048
NOON_S = 1_772_366_400  # 2026-03-01T12:00:00Z
CSV = (
    "time,callsign,latitude,longitude,altitude_m\n2026-03-01T12:00:00Z,F1,48,2,100\n"
    "2026-03-01T12:00:10Z,F1,48.001,2,110\n"
)


def text(document: Any) -> bytes:
    return json.dumps(document).encode()


def shape(tracks: Tracks) -> list[tuple[str, AltitudeReference, list[tuple[int, float, float, float]]]]:
    return [
        (
            track.name,
            track.reference,
            [(f.time_us // 1_000_000 - NOON_S, f.lat, f.lng, round(f.altitude_m, 3)) for f in track.fixes],
        )
        for track in tracks.tracks
    ]


def test_a_readsb_trace_with_heights_above_the_ellipsoid() -> None:
    rows = [
        [0, 48.0, 2.0, 1000, 200, 90, 0, 0, {"flight": "AFR12  "}, "adsb_icao", 1200, 0],
        [10.0, 48.01, 2.0, 1000, 200, 90, 0, 0, None, "adsb_icao", 1300, 0],
    ]
    tracks = read_bytes(text({"icao": "4b1800", "timestamp": NOON_S, "trace": rows}), "trace_full_4b1800.json")
    assert shape(tracks) == [
        ("AFR12", AltitudeReference.ELLIPSOID, [(0, 48.0, 2.0, 1200 * FOOT_M), (10, 48.01, 2.0, 1300 * FOOT_M)])
    ]


def test_a_readsb_trace_with_pressure_altitudes_only_and_one_on_the_ground() -> None:
    rows = [[0, 48.0, 2.0, "ground"], [10.0, 48.001, 2.0, 100], [20.0, 48.002, 2.0, None]]
    tracks = read_bytes(text({"icao": "4b1800", "timestamp": NOON_S, "trace": rows}), "t")
    assert shape(tracks) == [
        ("4b1800", AltitudeReference.PRESSURE, [(0, 48.0, 2.0, 0.0), (10, 48.001, 2.0, 100 * FOOT_M)])
    ]
    assert tracks.left_out == {"no altitude": 1}


def test_all_aircraft_of_one_moment() -> None:
    rows = [
        {"hex": "a1", "flight": "F1 ", "lat": 48.0, "lon": 2.0, "alt_geom": 1000, "alt_baro": 900, "seen_pos": 2},
        {"hex": "a2", "lat": 49.0, "lon": 2.0, "alt_baro": "ground"},
        {"hex": "a3"},
    ]
    tracks = read_bytes(text({"now": NOON_S, "aircraft": rows}), "aircraft.json")
    assert shape(tracks) == [
        ("F1", AltitudeReference.ELLIPSOID, [(-2, 48.0, 2.0, 1000 * FOOT_M)]),
        ("a2", AltitudeReference.PRESSURE, [(0, 49.0, 2.0, 0.0)]),
    ]
    assert tracks.left_out == {"no position or altitude": 1}


def test_geojson_lines_and_points_with_times() -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"name": "F1", "coordTimes": ["2026-03-01T12:00:00Z", "2026-03-01T13:00:10+01:00"]},
            "geometry": {"type": "LineString", "coordinates": [[2.0, 48.0, 100], [2.0, 48.001, 110]]},
        },
        {
            "type": "Feature",
            "properties": {"callsign": "F2", "time": NOON_S * 1000},
            "geometry": {"type": "Point", "coordinates": [3.0, 48.0, 50.5]},
        },
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}},
    ]
    tracks = read_bytes(text({"type": "FeatureCollection", "features": features}), "f.geojson")
    assert shape(tracks) == [
        ("F1", AltitudeReference.ELLIPSOID, [(0, 48.0, 2.0, 100.0), (10, 48.001, 2.0, 110.0)]),
        ("F2", AltitudeReference.ELLIPSOID, [(0, 48.0, 3.0, 50.5)]),
    ]
    assert tracks.left_out == {"Polygon without times": 1}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rows_under_a_heading(separator: str) -> None:
    tracks = read_bytes("\ufeff".encode() + CSV.replace(",", separator).encode(), "f.csv")
    assert shape(tracks) == [("F1", AltitudeReference.UNKNOWN, [(0, 48.0, 2.0, 100.0), (10, 48.001, 2.0, 110.0)])]


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000])
def test_times_are_told_apart_by_their_size(unit: int) -> None:
    rows = [{"timestamp": NOON_S * unit, "latitude": 48, "longitude": 2, "altitude": 1000, "flight": "F1"}]
    assert shape(read_bytes(gzip.compress(text(rows)), "rows.json.gz")) == [
        ("F1", AltitudeReference.PRESSURE, [(0, 48.0, 2.0, 1000 * FOOT_M)])
    ]


def test_an_incomplete_row_is_left_out_and_counted() -> None:
    tracks = read_bytes((CSV + "2026-03-01T12:00:20Z,F1,,2,120\n").encode(), "f.csv")
    assert tracks.left_out == {"incomplete row": 1}


LINE = {"type": "LineString", "coordinates": [[2.0, 48.0, 100]]}
BAD: list[tuple[str, bytes, str, str]] = [
    ("some other JSON", b'{"a": 1}', "recording-unknown", "f"),
    ("half JSON", b'{"a": ', "not-json", "f"),
    ("half gzip", gzip.compress(b"x" * 1000)[:-20], "not-gzip", "f"),
    ("a trace that is no list", text({"timestamp": 1, "trace": 5}), "recording-malformed", "f"),
    ("a trace of words", text({"timestamp": 1, "trace": [["x", 1, 2, 3]]}), "recording-malformed", "f: trace[0]"),
    ("a trace with a time beyond time", text({"timestamp": 1e300, "trace": [[0, 1, 2, 3]]}), "time-malformed",
     "f: trace[0]"),
    ("aircraft that are words", text({"now": 1, "aircraft": ["x"]}), "recording-malformed", "f: aircraft[0]"),
    ("a feature without geometry", text({"type": "Feature"}), "recording-malformed", "f: features[0]"),
    ("a feature that is a word", text({"type": "FeatureCollection", "features": [5]}), "recording-malformed",
     "f: features[0]"),
    ("a line without times", text({"type": "Feature", "geometry": LINE, "properties": {}}), "times-needed",
     "f: features[0].properties.times"),
    ("a line of words", text({"type": "Feature", "geometry": {"type": "LineString", "coordinates": ["x"]},
     "properties": {"times": ["2026-03-01T12:00:00Z"]}}), "recording-malformed", "f: features[0].coordinates[0]"),
    ("coordinates that are a number", text({"type": "Feature", "geometry": {"type": "LineString", "coordinates": 5},
     "properties": {"times": []}}), "times-needed", "f: features[0].properties.times"),
    ("a line at no time", text({"type": "Feature", "geometry": LINE, "properties": {"times": ["noon"]}}),
     "time-malformed", "f: features[0]: time 0"),
    ("no such column", b"time,callsign,latitude,longitude\n1,2,3,4\n", "column-missing", "f"),
    ("no rows", b"time,latitude,longitude,altitude\n", "recording-empty", "f"),
    ("words for numbers", CSV.replace("48.001", "north").encode(), "recording-malformed", "f: line 3"),
    ("words for times", CSV.replace("2026-03-01T12:00:10Z", "noon").encode(), "time-malformed", "f: line 3"),
    ("a time before aircraft", CSV.replace("2026-03-01T12:00:10Z", "5").encode(), "time-malformed", "f: line 3"),
    ("rows that are words", b'["x"]', "recording-malformed", "f: [0]"),
    ("not UTF-8", b"time,\xff\xfe\n", "recording-malformed", "f"),
    ("nothing", b"", "recording-empty", "f"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "field"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_read_is_named_with_its_place(data: bytes, code: str, field: str) -> None:
    with pytest.raises(RecordingRefused) as caught:
        read_bytes(data, "f")
    assert (caught.value.code, caught.value.field) == (code, field)
    assert caught.value.message


NUMBERS = st.one_of(st.integers(), st.floats(), st.none(), st.booleans(), st.just("ground"), st.text(max_size=5))
ROWS = st.dictionaries(
    st.sampled_from(("time", "latitude", "longitude", "altitude", "callsign", "lat", "lon", "alt_geom", "seen_pos")),
    NUMBERS,
)
FEATURES = st.fixed_dictionaries(
    {
        "geometry": st.fixed_dictionaries(
            {
                "type": st.sampled_from(("LineString", "Point")),
                "coordinates": NUMBERS | st.lists(NUMBERS, max_size=3) | st.lists(st.lists(NUMBERS, max_size=4)),
            }
        ),
        "properties": NUMBERS | st.dictionaries(st.sampled_from(("times", "time", "name")), st.lists(NUMBERS)),
    }
)  # fmt: skip
DOCUMENTS = st.one_of(
    st.lists(st.one_of(ROWS, NUMBERS)),
    st.fixed_dictionaries({"timestamp": NUMBERS, "trace": st.lists(st.lists(NUMBERS, max_size=12))}),
    st.fixed_dictionaries({"now": NUMBERS, "aircraft": st.lists(ROWS)}),
    st.fixed_dictionaries({"type": st.just("FeatureCollection"), "features": st.lists(FEATURES)}),
)


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS.map(text) | st.binary(max_size=60) | st.text(max_size=80).map(str.encode))
def test_whatever_is_given_is_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        tracks = read_bytes(data, "f")
    except RecordingRefused as refused:
        said = refused.message and refused.field
    else:
        said = all(track.fixes for track in tracks.tracks)
    assert said
