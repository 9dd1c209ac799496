"""Files made to harm, and files harmed on the way: they are refused with a reason, or some of their features are."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.gateways.geofiles.feature import CODES, FileRefused, Reading
from tansiq.gateways.geofiles.limits import FileLimits
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.rows import read_rows
from tests.gateways.features import GPX, SAMPLES, kmz

SMALL = FileLimits(
    max_bytes=1 << 20, max_features=200, max_points=5_000, max_elements=20_000, max_unpacked_bytes=1 << 21
)


def said_of(data: bytes, name: str = "f", limits: FileLimits = SMALL) -> Reading | FileRefused:
    """What is read, or the refusal; anything else that is raised fails the test."""
    try:
        reading = read(data, name, limits=limits)
    except FileRefused as refused:
        return refused
    assert all(error.code and error.message and error.where for error in reading.errors)
    for feature in reading.features:
        assert feature.extents or feature.route
        for volume in feature.extents:
            volume.check()
    return reading


def refused_with(data: bytes, limits: FileLimits = SMALL) -> str:
    said = said_of(data, limits=limits)
    assert isinstance(said, FileRefused), said
    assert said.code in CODES
    assert said.message
    return said.code


@st.composite
def harmed(draw: st.DrawFn) -> bytes:
    """A sound file with bytes changed, taken out, doubled or put in."""
    data = bytearray(SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))][0])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0 if at < len(data):
                data[at] = draw(st.integers(0, 255))
            case 1:
                del data[at : at + draw(st.integers(1, 40))]
            case 2:
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case _:
                data[at:at] = draw(
                    st.binary(max_size=8) | st.sampled_from((b"<", b"{", b"]", b"&x;", b"1e999", b"NaN", b"-"))
                )
    return bytes(data)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harmed())
def test_a_harmed_file_is_read_in_part_or_refused(data: bytes) -> None:
    said_of(data)


@st.composite
def harmed_inside(draw: st.DrawFn) -> bytes:
    """A sound zip file, in one part of which bytes were changed, taken out or doubled."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLES[draw(st.sampled_from(("XLSX", "KMZ")))][0])) as old:
        parts = {name: bytearray(old.read(name)) for name in old.namelist()}
    content = parts[draw(st.sampled_from(sorted(parts)))]
    for _ in range(draw(st.integers(1, 4))):
        at, count = draw(st.integers(0, len(content))), draw(st.integers(1, 60))
        match draw(st.integers(0, 2)):
            case 0:
                content[at : at + 1] = draw(st.binary(max_size=2) | st.from_regex(rb"[0-9A-Z<>/]", fullmatch=True))
            case 1:
                del content[at : at + count]
            case _:
                content[at:at] = content[at : at + count]
    with zipfile.ZipFile(stream, "w") as new:
        for name, part in parts.items():
            new.writestr(name, bytes(part))
    return stream.getvalue()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harmed_inside())
def test_what_is_harmed_within_a_zip_file_is_read_in_part_or_refused(data: bytes) -> None:
    said_of(data)


BEGINNINGS = (b"PK\x03\x04", b"<kml>", b"<gpx ", b'{"type":', b"AC R\nDP ", b"lat,lng\n")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.tuples(st.sampled_from(BEGINNINGS), st.binary()).map(b"".join),
    st.sampled_from(("f", "f.csv", "f.kmz", "f.air", "f.xlsx")),
)  # fmt: skip
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    said_of(data, name)


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
JSON_VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def misfitting(draw: st.DrawFn) -> bytes:
    """A sound JSON file in which one member, anywhere, is something else."""
    document = json.loads(SAMPLES[draw(st.sampled_from(("GeoJSON", "ED-318", "ED-269")))][0])
    here = document["features"]
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return json.dumps(document).encode()
        key = draw(st.sampled_from(keys))
        if isinstance(here[key], dict | list) and draw(st.integers(0, 3)):
            here = here[key]
            continue
        here[key] = draw(JSON_VALUES)
        return json.dumps(document).encode()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(misfitting())
def test_what_does_not_fit_into_a_form_is_named(data: bytes) -> None:
    said_of(data)


CELLS = st.text(max_size=12) | st.sampled_from(
    ("36", "37.1", "36°12'30\"N", "1e999", "FL95", "UNL", "2026-03-01", "=1", "٣٦", "37SCA1234567890", "9" * 40)
)
HEADINGS = st.sampled_from(
    (
        "name",
        "lat",
        "lng",
        "position",
        "radius (km)",
        "outline",
        "route",
        "upper",
        "lower",
        "start",
        "end",
        "datum",
        "x",
    )
)


@settings(max_examples=400, deadline=None)
@given(st.lists(HEADINGS, min_size=2, max_size=8), st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_any_rows_are_read_or_named(headings: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(["\t".join(headings), *("\t".join(cell.replace("\t", " ") for cell in row) for row in rows)])
    said_of(text.encode("utf-8", "replace"))


BILLION = '<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def workbook_with(part: str, change: tuple[bytes, bytes]) -> bytes:
    """The sample workbook with something replaced in one of its parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLES["XLSX"][0])) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                assert change[0] in content
                content = content.replace(*change, 1)
            new.writestr(name, content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FEATURE = b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[37,36]}}'
REFUSED = [
    ("nothing", b"", "file-empty"),
    ("spaces", b" \n", "file-empty"),
    ("too long", b"x" * (1 << 20) + b"y", "file-too-long"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(50), "file-unknown"),
    ("some other JSON", b'{"a": 1}', "file-unknown"),
    ("half JSON", b'{"type":"FeatureCollection","features":[', "file-malformed"),
    ("JSON too deep", b'{"type":"FeatureCollection","features":' + b"[" * 100_000, "file-malformed"),
    ("features that are none", b'{"type":"FeatureCollection","features":5}', "file-malformed"),
    ("some other XML", b"<svg/>", "file-unknown"),
    ("XML with entities", f"{BILLION}<kml>&b;</kml>".encode(), "document-type"),
    ("GPX with a file of ours", f'<!DOCTYPE gpx SYSTEM "file:///etc/passwd">{GPX[21:]}'.encode(), "document-type"),
    ("XML too deep", b"<kml>" + b"<a>" * 100 + b"</a>" * 100 + b"</kml>", "file-too-deep"),
    ("XML of too many elements", b"<kml>" + b"<a/>" * 20_001 + b"</kml>", "file-too-deep"),
    ("half XML", SAMPLES["KML"][0][:-30], "file-malformed"),
    ("XML in no encoding", b'<?xml version="1.0" encoding="none"?><kml/>', "file-malformed"),
    ("half a zip file", SAMPLES["XLSX"][0][:-50], "archive-unsafe"),
    ("a zip of nothing we read", zipped("a.txt", b"x"), "file-unknown"),
    ("a KMZ that unpacks to much more", kmz(b"<kml>" + b" " * (1 << 21) + b"</kml>"), "archive-unsafe"),
    ("a workbook with entities", workbook_with(SHEET, (b"<worksheet", BILLION[21:].encode() + b"<worksheet")),
     "document-type"),
    ("a workbook with a sheet too deep",
     workbook_with(SHEET, (b"</sheetData>", b"<a>" * 99 + b"</a>" * 99 + b"</sheetData>")), "file-too-deep"),
    ("a workbook of many cells in a row", workbook_with(SHEET, (b"</row>", b"<c/>" * 16_500 + b"</row>")),
     "file-too-deep"),
    ("too many features", b'{"type":"FeatureCollection","features":[' + b",".join([FEATURE] * 201) + b"]}",
     "too-many-features"),
    ("too many rows", b"lat,lng\n" + b"36,37\n" * 201, "too-many-features"),
    ("too many points", b'{"type":"LineString","coordinates":[' + b",".join([b"[1,2]"] * 5_001) + b"]}",
     "too-many-points"),
    ("no heading", b"a,b\n1,2\n", "heading-missing"),
    ("too many columns", b"lat,lng\n" + b"36," * 300 + b"\n", "file-too-deep"),
    ("a quote that is never closed", b'lat,lng\n"' + b"x" * 200_000, "file-malformed"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_trusted_is_refused(data: bytes, code: str) -> None:
    assert refused_with(data) == code


def test_a_zip_bomb_is_refused_without_being_unpacked() -> None:
    """By its ratio, long before the limit in bytes."""
    bomb = zipped("doc.kml", b"<kml>" + b" " * (40 << 20) + b"</kml>")
    assert len(bomb) < 100_000
    assert refused_with(bomb, FileLimits()) == "archive-unsafe"


def test_a_row_number_beyond_all_rows_ends_the_sheet() -> None:
    data = workbook_with(
        SHEET, (b"</sheetData>", b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>')
    )
    said = said_of(data)
    assert isinstance(said, FileRefused) or any("empty rows" in reason.sentence for reason in said.left_out)


def test_rows_that_lie_about_their_number_are_read_all_the_same() -> None:
    lying = workbook_with(SHEET, (b"<sheetData>", b'<dimension ref="A1:B1"/><sheetData>'))
    assert len(list(read_rows(lying, "f.xlsx"))) == len(list(read_rows(SAMPLES["XLSX"][0], "f.xlsx")))


def test_links_in_a_file_are_counted_and_never_followed() -> None:
    document = SAMPLES["KML"][0].replace(
        b"</Document>", b"<NetworkLink><Link><href>http://127.0.0.1:1/</href></Link></NetworkLink></Document>"
    )
    reading = said_of(document)
    assert isinstance(reading, Reading)
    assert reading.left_out == {Remark(RemarkCode.ELEMENT, quoted="NetworkLink"): 1}


def test_one_bad_feature_hides_none_of_the_others() -> None:
    bad = FEATURE.replace(b"36", b"96")
    reading = said_of(b'{"type":"FeatureCollection","features":[' + b",".join([FEATURE, bad, FEATURE]) + b"]}")
    assert isinstance(reading, Reading)
    assert [f.where for f in reading.features] == ["features[0]", "features[2]"]
    assert [(e.where, e.code, e.field) for e in reading.errors] == [
        ("features[1]", "latitude-out-of-range", "geometry.coordinates")
    ]
