"""Tables that people type: what their headings and cells mean, and what is said of each that cannot be read."""

from __future__ import annotations

import csv
import io
import math
from datetime import date, datetime, timedelta, timezone
from typing import Any

import mgrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.columns import COLUMNS, recognise
from tansiq.gateways.geofiles.coordinates import read_degrees, read_mgrs, read_position
from tansiq.gateways.geofiles.feature import Feature, FeatureError, FeatureFault, FeatureKind, FileRefused
from tansiq.gateways.geofiles.heights import Datum, Ground, Height, band, read_height
from tansiq.gateways.geofiles.limits import FileLimits
from tansiq.gateways.geofiles.numerals import read_length_m
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.remarks import Remark
from tansiq.gateways.geofiles.rows import Row, read_rows
from tansiq.gateways.geofiles.suspicion import SWAPPED
from tansiq.gateways.geofiles.tables import DANGEROUS, TEMPLATE_COLUMNS, template_xlsx
from tansiq.gateways.geofiles.writing import write
from tansiq.volumes import Circle, Polygon, Volume
from tansiq.volumes.earth import geodesic_m
from tests.gateways.features import HOUR_US, NOON_US, square


def workbook(*rows: list[Any], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(*rows: list[Any]) -> list[Row | FeatureError]:
    return list(read_rows(workbook(*rows), "f.xlsx"))


def one(*rows: list[Any]) -> Row:
    (row,) = table(*rows)
    assert isinstance(row, Row), row
    return row


@pytest.mark.parametrize(
    "heading",
    [
        ["Name", "Latitude", "Longitude", "Radius (m)"],
        ["اسم", "خط العرض", "خط الطول", "نصف القطر"],
        ["Название", "Широта", "Долгота", "Радиус, м"],
        ["Nom", "Latitude", "Longitude", "Rayon [m]"],
    ],
)
def test_headings_in_four_languages(heading: list[str]) -> None:
    row = one(heading, ["Clinic", 36.2, 37.1, 500])
    assert row.feature.name == "Clinic"
    assert row.feature.kind is FeatureKind.PLACE
    assert row.feature.extents[0].outline == Circle(36.2, 37.1, 500.0)
    assert row.cells == {"name": "Clinic", "latitude": "36.2", "longitude": "37.1", "radius": "500"}


def test_every_name_of_a_column_means_that_column() -> None:
    for column, kind in COLUMNS.items():
        for name in (column, *kind.synonyms):
            found = recognise(name.upper())
            assert found is not None
            assert found.column == column, name


def test_unknown_columns_are_properties_and_known_ones_cells() -> None:
    row = one(
        ["Site", "lat", "lng", "Recipients", "Urgent", "Vehicles", "Ward", None],
        ["A", 36, 37, "Office A; Office B", True, 3, "north", "loose"],
    )
    assert row.cells["recipients"] == "Office A; Office B"
    assert (row.cells["urgent"], row.cells["vehicles"]) == ("true", "3")
    assert row.feature.properties["Ward"] == "north"
    assert row.feature.properties["column 8"] == "loose"


def test_the_heading_may_stand_below_a_title_and_empty_rows_are_passed_over() -> None:
    row = one(["Sites of the week"], [], ["name", "lat", "lng"], [], ["A", 36, 37])
    assert (row.number, row.where) == (5, "Sheet: row 5")


def test_each_fault_of_a_row_is_told_with_its_column_and_the_other_rows_are_read() -> None:
    found = table(
        ["name", "lat", "lng", "Radius", "Upper limit", "start"],
        ["A", 36, 37, 5, "SFC?", "soon"],
        ["B", 36, 37, 5, "FL95", "2026-03-01T12:00Z"],
        ["C", 96, 37, 5, None, None],
    )
    assert [(e.where, e.code, e.field) for e in found if isinstance(e, FeatureError)] == [
        ("Sheet: row 2", "altitude-malformed", "Upper limit"),
        ("Sheet: row 2", "instant-malformed", "start"),
        ("Sheet: row 4", "latitude-out-of-range", "lat"),
    ]
    assert [r.feature.name for r in found if isinstance(r, Row)] == ["B"]


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("36.2083", 36.2083), ("36,2083", 36.2083), ("-36.5", -36.5), ("36°12'30\"N", 36.208333),
        ("36 12 30 S", -36.208333),
        ("36 12 30S", -36.208333), ("36°30'S", -36.5), ("S36 30", -36.5), ("36° 12.5′ N", 36.208333),
        ("361230N", 36.208333),
        ("36:12:30 N", 36.208333), ("٣٦٫٢٠٨٣", 36.2083), ("٣٦°١٢'٣٠\"", 36.208333), ("36°12′30″ С", 36.208333),
        ("36°12'30\" Ю", -36.208333), ("36°30' شمال", 36.5), ("36,5° جنوب", -36.5), ("36°12'30''N", 36.208333),
    ],
)  # fmt: skip
def test_latitudes_as_people_write_them(text: str, degrees: float) -> None:
    assert read_degrees(text, "lat", "f") == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    "text", ["", "north", "36°61'N", "36.5E", "-36.5 N", "95", "36 12 30 15", "N36S", "1e9", "nan"]
)
def test_what_is_no_latitude(text: str) -> None:
    with pytest.raises(FeatureFault):
        read_degrees(text, "lat", "f")


@given(st.floats(-90, 90), st.sampled_from(("°", " ", ":")))
def test_minutes_and_seconds_read_back(degrees: float, sign: str) -> None:
    seconds = round(abs(degrees) * 3600)
    parts = (f"{seconds // 3600}{sign}{seconds // 60 % 60:02}", "'" if sign == "°" else sign, f"{seconds % 60:02}")
    written = f"{''.join(parts)} {'S' if degrees < 0 else 'N'}"
    assert read_degrees(written, "lat", "f") == pytest.approx(degrees, abs=0.51 / 3600)


@pytest.mark.parametrize("text", ["36.2083 37.1594", "36.2083, 37.1594", "36,2083; 37,1594",
                                  "36°12'29.88\"N 37°09'33.84\"E",
                                  "37°09'33.84\"E 36°12'29.88\"N", "(36.2083, 37.1594)",
                                  "36 12 29.88 N 37 09 33.84 E"])  # fmt: skip
def test_positions_in_one_cell(text: str) -> None:
    assert read_position(text, "f", []) == pytest.approx((36.2083, 37.1594), abs=1e-6)


@given(st.floats(-80, 84), st.floats(-179.9, 179.9), st.integers(1, 5))
def test_a_grid_reference_is_the_middle_of_its_square(lat: float, lng: float, digits: int) -> None:
    written = mgrs.MGRS().toMGRS(lat, lng, MGRSPrecision=digits)
    warnings: list[Remark] = []
    found = read_mgrs(written, "f", warnings)
    assert geodesic_m(found, (lat, lng)) < 0.75 * 10 ** (5 - digits) + 1.5
    assert bool(warnings) == (digits < 4)


@pytest.mark.parametrize("text", ["37SCA123", "37ICA1234", "99SDA12", "SDA12", "37SCA12345678901234"])
def test_what_is_no_grid_reference(text: str) -> None:
    with pytest.raises(FeatureFault) as caught:
        read_mgrs(text, "f", [])
    assert caught.value.code == "grid-reference-malformed"


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("FL95", Height(9500 * 0.3048, Datum.PRESSURE)), ("1500 ft AMSL", Height(1500 * 0.3048, Datum.SEA_LEVEL)),
        ("120 m AGL", Height(120.0, Datum.GROUND)), ("5000 MSL", Height(5000.0, Datum.SEA_LEVEL)),
        ("SFC", Height(0.0, Datum.GROUND)),
        ("GND", Height(0.0, Datum.GROUND)), ("UNL", None), ("120", Height(120.0, Datum.UNKNOWN)),
        ("ALT 300 m", Height(300.0, Datum.SEA_LEVEL)),
        ("-20.5 m WGS84", Height(-20.5, Datum.ELLIPSOID)), ("1,5 km AMSL", Height(1500.0, Datum.SEA_LEVEL)),
        ("١٢٠ m AGL", Height(120.0, Datum.GROUND)),
    ],
)  # fmt: skip
def test_altitudes_as_people_write_them(text: str, height: Height | None) -> None:
    found = read_height(text, "f")
    if found is None or height is None:
        assert found is height
    else:
        assert (found.value_m, found.datum) == (pytest.approx(height.value_m), height.datum)


@pytest.mark.parametrize("text", ["high", "1,500 ft", "12 13", "FL", "9" * 13, "1e30 m", ""])
def test_what_is_no_altitude(text: str) -> None:
    with pytest.raises(FeatureFault) as caught:
        read_height(text, "f")
    assert caught.value.code == "altitude-malformed"


HEIGHTS = st.builds(Height, st.floats(1, 20_000), st.sampled_from(Datum))
GEOID = st.floats(-107, 86)


@given(HEIGHTS, HEIGHTS, st.floats(-500, 9_000), GEOID, st.floats(-340, 340))
def test_a_band_holds_where_the_bounds_can_truly_lie(
    low: Height, high: Height, ground_m: float, geoid_m: float, weather_m: float
) -> None:
    """An oracle of its own: the datum's height above the ellipsoid, within what it can be on earth."""
    truth = {
        Datum.ELLIPSOID: 0.0,
        Datum.SEA_LEVEL: geoid_m,
        Datum.GROUND: ground_m,
        Datum.PRESSURE: geoid_m + weather_m,
        Datum.UNKNOWN: geoid_m + weather_m,
    }
    if low.datum is high.datum and low.value_m >= high.value_m:
        with pytest.raises(FeatureFault, match="must be below"):
            band(low, high)
        return
    made = band(low, high)
    assert made.lower_m is not None
    assert made.upper_m is not None
    assert made.lower_m <= low.value_m + truth[low.datum]
    assert made.upper_m >= high.value_m + truth[high.datum]
    exact = {low.datum, high.datum} == {Datum.ELLIPSOID}
    assert (made.doubt_m == 0) == exact == (not made.warnings)


def test_from_the_ground_is_open_downwards() -> None:
    made = band(Height(0.0, Datum.GROUND), Height(120.0, Datum.GROUND), Ground(100.0, 700.0))
    assert (made.lower_m, made.upper_m, made.doubt_m) == (None, 820.0, 700.0)


@pytest.mark.parametrize(
    ("text", "length_m"),
    [("500", 500), ("500 m", 500), ("0,5 km", 500), ("3 NM", 5556), ("1000ft", 304.8), ("٥٠٠ м", 500)],
)
def test_lengths_as_people_write_them(text: str, length_m: float) -> None:
    assert read_length_m(text, "f") == pytest.approx(length_m)


@pytest.mark.parametrize(
    ("value", "us", "warned"),
    [
        ("2026-03-01T12:00Z", NOON_US, ()),
        ("2026-03-01 15:00 +03:00", NOON_US, ()),
        ("01.03.2026 12:00", NOON_US, (instants.NO_ZONE,)),
        ("٢٠٢٦-٠٣-٠١ ١٢:٠٠Z", NOON_US, ()),
        (datetime(2026, 3, 1, 12), NOON_US, (instants.NO_ZONE,)),
        (46082.5, NOON_US, (instants.NO_ZONE,)),
        (date(2026, 3, 1), NOON_US - 12 * HOUR_US, (instants.NO_ZONE, instants.DATE_ONLY_START)),
    ],
)
def test_times_as_people_write_them(value: Any, us: int, warned: tuple[str, ...]) -> None:
    feature = one(["lat", "lng", "start"], [36, 37, value]).feature
    assert (feature.start_us, feature.warnings) == (us, warned)


def test_a_date_alone_ends_with_its_day() -> None:
    feature = one(["lat", "lng", "start", "end"], [36, 37, "2026-03-01Z", "2026-03-01Z"]).feature
    assert feature.start_us is not None
    assert feature.end_us == feature.start_us + 24 * HOUR_US
    assert feature.warnings == (instants.DATE_ONLY_START, instants.DATE_ONLY_END)


@given(st.datetimes(datetime(1971, 1, 1), datetime(9000, 1, 1)), st.integers(-14, 14))
def test_instants_read_back(when: datetime, zone: int) -> None:
    aware = when.replace(tzinfo=timezone(timedelta(hours=zone)))
    us = instants.read_instant(aware.isoformat(), "f", [])
    assert instants.read_instant(instants.written(us), "f", []) == us
    assert us == (aware - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)  # noqa: UP017


def test_units_and_references_in_headings() -> None:
    (volume,) = one(
        ["lat", "lng", "radius (km)", "Upper (ft AMSL)", "lower_wgs84_m"], [36, 37, 2, 1000, 5]
    ).feature.extents
    assert (volume.outline, volume.lower_m, volume.upper_m) == (
        Circle(36.0, 37.0, 2000.0),
        5.0,
        pytest.approx(1000 * 0.3048 + 110),
    )


def test_a_place_swapped_among_others_is_suspected() -> None:
    rows = [[36.2 + i / 50, 17.1] for i in range(8)] + [[17.1, 36.3], [36.3, 17.2]]
    found = table(["lat", "lng"], *rows)
    assert [SWAPPED in row.feature.warnings for row in found if isinstance(row, Row)] == [False] * 8 + [True, False]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_the_encodings_that_spreadsheets_write(encoding: str, separator: str) -> None:
    text = (
        separator.join(["Название", "Широта", "Долгота"])
        + "\r\n"
        + separator.join(["Больница", "36.2", "37.1"])
        + "\r\n"
    )
    (row,) = read_rows(text.encode(encoding), "f.csv")
    assert isinstance(row, Row)
    assert (row.feature.name, row.where) == ("Больница", "row 2")


def test_an_older_arabic_csv() -> None:
    (row,) = read_rows("اسم,خط العرض,خط الطول\nمستشفى,36.2,37.1\n".encode("cp1256"), "f.csv")
    assert isinstance(row, Row)
    assert row.feature.name == "مستشفى"


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    rows = [[36, 37] for _ in range(450)]
    list(
        read_rows(
            workbook(["lat", "lng"], *rows), "f.xlsx", FileLimits(), lambda done, total: told.append((done, total))
        )
    )
    assert told == [(200, 451), (400, 451), (451, 451)]


def test_a_cell_that_is_too_long_is_an_error_of_its_row() -> None:
    found = list(
        read_rows(b"lat,lng,remarks\n36,37," + b"x" * 50 + b"\n36,37,y\n", "f.csv", FileLimits(max_cell_characters=40))
    )
    assert [(e.code, e.field) for e in found if isinstance(e, FeatureError)] == [("cell-too-long", "remarks")]
    assert len(found) == 2


def test_other_sheets_are_counted() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(["notes"])))
    for title in ("Sites", "Old"):
        sheet = book.create_sheet(title)
        sheet.append(["lat", "lng"])
        sheet.append([36, 37])
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue(), "f.xlsx")
    assert [f.where for f in reading.features] == ["Sites: row 2"]
    assert {remark.sentence: count for remark, count in reading.left_out.items()} == {"sheet Sheet": 1, "sheet Old": 1}


@given(st.sampled_from(DANGEROUS), st.text(st.characters(codec="ascii", categories=("L", "N", "P")), max_size=10))
def test_no_cell_that_is_written_is_a_formula(first: str, rest: str) -> None:
    text = first + rest
    feature = Feature(text, FeatureKind.PLACE, (Volume(Circle(36.0, 37.0, 5.0), -50.0, -20.0),), (), {text: text})
    rows = list(csv.reader(io.StringIO(write([feature], "CSV")[0].decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(write([feature], "XLSX")[0])).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    for value in [v for row in rows for v in row] + [cell.value for cell in cells if isinstance(cell.value, str)]:
        assert not value.startswith(DANGEROUS)


def test_an_outline_too_long_for_one_cell_goes_on_in_the_next_columns() -> None:
    count = 3_000
    ring = Polygon.of(
        [(36 + math.sin(turn) / 5, 37 + math.cos(turn) / 5) for turn in (i * math.tau / count for i in range(count))]
    )
    for language in ("XLSX", "CSV"):
        data, _, extension = write([Feature("long", FeatureKind.AREA, (Volume(ring),))], language)
        (again,) = read(data, f"f{extension}").features
        outline = again.extents[0].outline
        assert isinstance(outline, Polygon)
        assert outline.vertices == pytest.approx(ring.vertices, abs=1e-8)


def test_an_outline_too_long_for_a_table_is_refused() -> None:
    ring = Polygon(tuple(float(i % 90) for i in range(40_000)))
    with pytest.raises(FileRefused) as caught:
        write([Feature("long", FeatureKind.AREA, (Volume(ring),))], "XLSX")
    assert caught.value.code == "too-long-to-write"


def test_the_template_is_a_table_that_is_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx((*TEMPLATE_COLUMNS, "ward"))))
    assert [cell.value for cell in book["features"][1]] == [*TEMPLATE_COLUMNS, "ward"]
    explained = {row[0].value: row[1].value for row in book["explanation"].iter_rows()}
    assert explained["latitude"] == COLUMNS["latitude"].meaning
    assert explained["ward"]
    book["features"].append(["Clinic", None, 36, 37, 500])
    stream = io.BytesIO()
    book.save(stream)
    (feature,) = read(stream.getvalue(), "f.xlsx").features
    assert feature.extents[0].outline == Circle(36.0, 37.0, 500.0)


def test_examples_of_the_template_are_read() -> None:
    for column, kind in COLUMNS.items():
        if kind.example and column not in ("kind", "altitude reference"):
            row = {"lat": "36", "lng": "37"} | {column: kind.example}
            if column in ("latitude", "longitude", "position", "outline", "route"):
                row = {"latitude": "36", "longitude": "37"} | {column: kind.example}
            data = "\t".join(row) + "\n" + "\t".join(row.values()) + "\n"
            (found,) = read_rows(data.encode(), "f.csv")
            assert isinstance(found, Row), (column, found)


def test_square_of_a_row() -> None:
    row = one(["name", "outline"], ["Range", "36.0 37.0; 36.0 37.1; 36.1 37.1; 36.1 37.0; 36.0 37.0"])
    assert row.feature.kind is FeatureKind.AREA
    assert row.feature.extents[0].outline == square()
