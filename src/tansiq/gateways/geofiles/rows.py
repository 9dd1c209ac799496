"""The rows of a table, each a feature: streamed, so that ten thousand of them need little room."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.attributes import Said, Value, said_by, text_of
from tansiq.gateways.geofiles.building import Shapes, build
from tansiq.gateways.geofiles.columns import Heading, recognise_all
from tansiq.gateways.geofiles.coordinates import on_earth, read_degrees, read_position
from tansiq.gateways.geofiles.feature import Feature, FeatureError, FeatureFault, FileRefused, Waypoint
from tansiq.gateways.geofiles.heights import ANYWHERE, DOUBT_M, Datum, Ground, height_of, is_number
from tansiq.gateways.geofiles.limits import FileLimits, Ledger
from tansiq.gateways.geofiles.numerals import read_number
from tansiq.gateways.geofiles.outlines import ring
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.sheets import Sheet, csv_sheets, xlsx_sheets
from tansiq.gateways.geofiles.suspicion import SWAPPED, middle_of, place_of, seems_swapped

HEADING_WITHIN = 20
"""Rows of a sheet among which the heading must stand."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula; written with an apostrophe before it, read without."""
_PROGRESS_EVERY = 200
_REMEMBERED = 101
_BLANK_IN_SEQUENCE = 5_000
_AXES = (
    ("lat", "latitude", RemarkCode.LATITUDE_MISSING),
    ("lng", "longitude", RemarkCode.LONGITUDE_MISSING),
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used. `cells` holds what stood under each known column, as text; unknown columns are among
    the feature's properties under their own headings."""

    number: int
    where: str
    feature: Feature
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a sheet mean. `titles` are the headings as they stand there."""

    titles: tuple[str, ...]
    headings: tuple[Heading | None, ...]

    def title(self, column: str) -> str:
        """The heading of a known column."""
        return next(
            (t for t, heading in zip(self.titles, self.headings, strict=True) if heading and heading.column == column),
            column,
        )


def read_rows(
    data: bytes,
    name: str,
    limits: FileLimits = FileLimits(),  # noqa: B008  frozen
    on_progress: Progress | None = None,
    *,
    ground: Ground = ANYWHERE,
) -> Iterator[Row | FeatureError]:
    """The rows of an XLSX or CSV file; of a row that cannot be used each fault, with the heading of its column.

    Raises `FileRefused`, also midway. `on_progress` is told rows done and rows in all.
    """
    if len(data) > limits.max_bytes:
        raise FileRefused("file-too-long", f"{len(data):,} bytes; at most {limits.max_bytes:,} are taken", name)
    yield from _rows(data, Ledger(name, limits, ground), on_progress)


def read(data: bytes, ledger: Ledger, on_progress: Progress | None = None) -> None:
    """Enters the rows of a table. Raises `FileRefused`."""
    for found in _rows(data, ledger, on_progress):
        if isinstance(found, Row):
            ledger.features.append(found.feature)
        else:
            ledger.errors.append(found)


def _rows(data: bytes, ledger: Ledger, on_progress: Progress | None) -> Iterator[Row | FeatureError]:
    if data[:4] == b"PK\x03\x04":
        sheets = xlsx_sheets(data, ledger.name, ledger.limits)
    else:
        sheets = csv_sheets(data, ledger.name, ledger.limits, _known)
    titles: list[str] = []
    for sheet in sheets:
        columns = _heading(sheet)
        if columns is None:
            titles.append(sheet.title)
            continue
        yield from _sheet_rows(sheet, columns, ledger, on_progress)
        for other in (*titles, *(later.title for later in sheets)):
            ledger.leave_out(Remark(RemarkCode.OTHER_SHEET, quoted=other[:60]))
        return
    raise FileRefused(
        "heading-missing",
        f"none of the first {HEADING_WITHIN} rows names the columns; a heading such as name, latitude, longitude (or "
        "position, outline or route) is needed",
        ledger.name,
    )


def _known(row: Iterable[Value]) -> int:
    """How many headings of a row are known."""
    return sum(heading is not None for heading in recognise_all(text_of(value) for value in islice(row, 1_000)))


def _heading(sheet: Sheet) -> _Columns | None:
    """The columns, if one of the first rows says where a feature lies."""
    for number, values in sheet.rows:
        titles = tuple(text_of(_undone(value)).strip() for value in values)
        headings = tuple(recognise_all(titles))
        columns = {heading.column for heading in headings if heading}
        if columns & {"position", "outline", "route"} or {"latitude", "longitude"} <= columns:
            return _Columns(titles, headings)
        if number >= HEADING_WITHIN:
            break
    return None


def _sheet_rows(
    sheet: Sheet, columns: _Columns, ledger: Ledger, on_progress: Progress | None
) -> Iterator[Row | FeatureError]:
    recent: deque[tuple[float, float]] = deque(maxlen=_REMEMBERED)
    blank = number = 0
    for number, values in sheet.rows:
        if on_progress is not None and number % _PROGRESS_EVERY == 0:
            on_progress(number, max(number, sheet.total))
        if all(value is None or (isinstance(value, str) and not value.strip()) for value in values):
            blank += 1
            if blank > _BLANK_IN_SEQUENCE:
                ledger.leave_out(Remark(RemarkCode.AFTER_EMPTY_ROWS, of=_BLANK_IN_SEQUENCE))
                break
            continue
        blank = 0
        where = f"{sheet.title}: row {number}".removeprefix(": ")
        ledger.begin(where)
        yield from _row(number, where, values, columns, ledger, recent)
    if on_progress is not None:
        on_progress(number, number)


def _row(
    number: int,
    where: str,
    values: Sequence[Value],
    columns: _Columns,
    ledger: Ledger,
    recent: deque[tuple[float, float]],
) -> Iterator[Row | FeatureError]:
    faults: list[FeatureFault] = []
    known, unknown = _sorted(values, columns, ledger.limits, faults)
    said = said_by(known, ledger.ground, columns.title, faults)
    said.properties.update(unknown)
    shapes = Shapes()
    try:
        _place(known, columns, said, shapes, ledger)
    except FeatureFault as fault:
        faults.append(fault)
    try:
        feature = None if faults else build(ledger, where, said, shapes)[0]
    except FeatureFault as fault:
        faults.append(fault)
        feature = None
    if feature is None:
        for wrong in faults:
            yield wrong.error(where)
        return
    place, middle = place_of(feature), middle_of(recent)
    if middle is not None and seems_swapped(place, middle):
        feature = replace(feature, warnings=(*feature.warnings, SWAPPED))
    else:
        recent.append(place)
    yield Row(number, where, feature, {column: text_of(value) for column, (_, value) in known.items()})


def _sorted(
    values: Sequence[Value], columns: _Columns, limits: FileLimits, faults: list[FeatureFault]
) -> tuple[dict[str, tuple[Heading, Value]], dict[str, str]]:
    """The values under known columns, and the texts under others. What several columns say together is joined."""
    known: dict[str, tuple[Heading, Value]] = {}
    unknown: dict[str, str] = {}
    for i, cell in enumerate(values):
        value = _undone(cell)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        title, heading = (columns.titles[i], columns.headings[i]) if i < len(columns.titles) else ("", None)
        if isinstance(value, str) and len(value) > limits.max_cell_characters:
            remark = Remark(RemarkCode.CELL_TOO_LONG, count=len(value), of=limits.max_cell_characters)
            faults.append(FeatureFault("cell-too-long", remark, title))
        elif heading is None:
            unknown[title or f"column {i + 1}"] = text_of(value)
        elif heading.column in known:
            known[heading.column] = (known[heading.column][0], f"{text_of(known[heading.column][1])}; {text_of(value)}")
        else:
            known[heading.column] = (heading, value)
    return known, unknown


def _undone(value: Value) -> Value:
    """A text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    if isinstance(value, str) and value[:1] == "'" and value[1:2] in DANGEROUS:
        return value[1:]
    return value


def _place(
    known: Mapping[str, tuple[Heading, Value]], columns: _Columns, said: Said, shapes: Shapes, ledger: Ledger
) -> None:
    """Where the row's feature lies. Raises `FeatureFault`."""
    if "outline" in known:
        title = columns.title("outline")
        corners = [read_position(part, title, said.warnings) for part in _parts(known["outline"][1])]
        shapes.outlines.append((ring(ledger, corners, title, said.warnings), title, None))
    elif "route" in known:
        heading, value = known["route"]
        title = columns.title("route")
        parts = _parts(value)
        ledger.count_points(len(parts), title)
        shapes.lines.append((tuple(_waypoint(part, heading.datum, title, said, shapes) for part in parts), title))
    else:
        shapes.points.append((Waypoint(*_point(known, columns, said)), columns.title("position")))
        ledger.count_points(1, columns.title("position"))


def _parts(value: Value) -> list[str]:
    return [part for part in text_of(value).replace("\n", ";").split(";") if part.strip()]


def _point(known: Mapping[str, tuple[Heading, Value]], columns: _Columns, said: Said) -> tuple[float, float]:
    if "position" in known and not {"latitude", "longitude"} <= known.keys():
        return read_position(text_of(known["position"][1]), columns.title("position"), said.warnings)
    found = []
    for axis, column, missing in _AXES:
        title = columns.title(column)
        if column not in known:
            raise FeatureFault("feature-empty", Remark(missing), title)
        value = known[column][1]
        if is_number(value):
            found.append(on_earth(float(value), axis, title))  # type: ignore[arg-type]
        else:
            found.append(read_degrees(text_of(value), axis, title))
    return found[0], found[1]


def _waypoint(part: str, datum: Datum, title: str, said: Said, shapes: Shapes) -> Waypoint:
    """`latitude longitude [altitude|-] [time]`; a position in any other form stands alone."""
    words = part.split()
    try:
        numbers = [read_number(word, title) for word in words[:2]]
    except FeatureFault:
        numbers = []
    if len(numbers) < 2 or not 3 <= len(words) <= 4:
        return Waypoint(*read_position(part, title, said.warnings))
    lat, lng = on_earth(numbers[0], "lat", title), on_earth(numbers[1], "lng", title)
    altitude_m, time_us = None, None
    if words[2] != "-" and datum is not Datum.GROUND:
        altitude_m = height_of(read_number(words[2], title, "altitude-malformed"), datum, title).value_m
        shapes.waypoint_doubt_m = DOUBT_M[datum]
        if datum is not Datum.ELLIPSOID:
            said.warnings.append(Remark(RemarkCode.POINTS_DOUBTFUL, length_m=DOUBT_M[datum]))
    if len(words) == 4:
        time_us = instants.read_instant(words[3], title, said.warnings)
    return Waypoint(lat, lng, altitude_m, time_us)
