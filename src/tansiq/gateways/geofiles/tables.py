"""Features as tables (XLSX, CSV), and empty tables for people to fill in. Nothing in them is a formula.

`openpyxl` is imported by those who need it: it is a large part of every start.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.columns import COLUMNS
from tansiq.gateways.geofiles.feature import Feature, FileRefused, Waypoint
from tansiq.gateways.geofiles.heights import written
from tansiq.gateways.geofiles.numerals import degrees
from tansiq.gateways.geofiles.pieces import Piece, pieces
from tansiq.gateways.geofiles.rows import DANGEROUS
from tansiq.volumes import Circle, Outline

CELL_CHARACTERS = 32_767
"""What a spreadsheet can hold in one cell; a longer text is cut."""
OUTLINE_COLUMNS = 10
MAX_PROPERTY_COLUMNS = 200
"""Properties that fewer features have share one column, `more`."""
TEMPLATE_COLUMNS = (
    "name", "kind", "latitude", "longitude", "radius", "outline", "route", "lower", "upper", "start", "end", "contact",
    "phone", "remarks",
)  # fmt: skip
_HEADINGS = {"radius": "radius (m)", "route": "route (WGS84)"}
_WIDTH, _WIDE = 18, 60
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Cell = str | float


def write_xlsx(features: Sequence[Feature]) -> bytes:
    """A workbook with one row for each outline, route or place. Raises `FileRefused` (`too-long-to-write`)."""
    book = _workbook()
    sheet = book.create_sheet("features")
    _widen(sheet, OUTLINE_COLUMNS)
    sheet.freeze_panes = "A2"
    for i, row in enumerate(_table(features)):
        sheet.append([_bold(sheet, cell) if i == 0 else cell for cell in row])
    return _saved(book)


def write_csv(features: Sequence[Feature]) -> bytes:
    """The same table as text in UTF-8 with a byte order mark, so that a spreadsheet opens it well."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_table(features))
    return text.getvalue().encode("utf-8-sig", "replace")


def template_xlsx(columns: Sequence[str] = TEMPLATE_COLUMNS) -> bytes:
    """An empty table with those headings, and a second sheet that says what belongs into each column. Columns that are
    not known (`columns.COLUMNS`) are allowed; what stands there is kept as a property."""
    book = _workbook()
    sheet, help_sheet = book.create_sheet("features"), book.create_sheet("explanation")
    _widen(sheet, len(columns))
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, harmless(column)) for column in columns])
    help_sheet.column_dimensions["A"].width, help_sheet.column_dimensions["B"].width = _WIDTH, _WIDE
    help_sheet.column_dimensions["C"].width = _WIDE
    help_sheet.append([_bold(help_sheet, title) for title in ("column", "what belongs there", "for example")])
    for column in columns:
        known = COLUMNS.get(column)
        meaning = known.meaning if known else "Kept as it is written."
        help_sheet.append(
            [_wrapped(help_sheet, harmless(text)) for text in (column, meaning, known.example if known else "")]
        )
    for sentence in _ADVICE:
        help_sheet.append(["", _wrapped(help_sheet, sentence)])
    return _saved(book)


_ADVICE = (
    "One row is one place, area or route. Rows above the headings are not read; empty rows are passed over.",
    "Give a latitude and a longitude, or a position, or an outline, or a route.",
    "A time without a zone is taken as UTC. A date alone is the whole day.",
    "An altitude without its reference is taken as uncertain, and more room is left around it.",
)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, and that can stand in one."""
    sound = _NOT_IN_XML.sub("\ufffd", text)
    return (f"'{sound}" if sound.startswith(DANGEROUS) else sound)[:CELL_CHARACTERS]


def _table(features: Sequence[Feature]) -> Iterator[list[Cell]]:
    counted = Counter(name for feature in features for name in feature.properties)
    properties = [name for name, _ in counted.most_common(MAX_PROPERTY_COLUMNS)]
    has_more = len(counted) > len(properties)
    rows = [
        (piece, outline) for feature in features for piece in pieces(feature) for outline in piece.outlines or (None,)
    ]
    spread = [_spread(_outline_texts(outline), piece.feature.name) for piece, outline in rows]
    outlines = max(1, *(len(cells) for cells in spread), 1)
    first = ["name", "kind", "latitude", "longitude", "radius", *_numbered("outline", outlines), "route"]
    heading = [_HEADINGS.get(column, column) for column in (*first, "lower", "upper", "start", "end")]
    yield [*heading, *(harmless(name) for name in properties), *(["more"] if has_more else [])]
    for (piece, outline), cells in zip(rows, spread, strict=True):
        said = piece.feature.properties
        row = [*_where(piece, outline), *cells, *[""] * (outlines - len(cells)), _route(piece), *_bounds(piece)]
        row += [harmless(said.get(name, "")) for name in properties]
        if has_more:
            rest = [f"{name}: {value}" for name, value in said.items() if name not in properties]
            row.append(harmless("; ".join(rest)))
        yield row


def _numbered(column: str, count: int) -> list[str]:
    return [column if i == 0 else f"{column} {i + 1}" for i in range(count)]


def _where(piece: Piece, outline: Outline | None) -> list[Cell]:
    """Name, kind, latitude, longitude, radius."""
    start: list[Cell] = [harmless(piece.feature.name), str(piece.feature.kind)]
    if isinstance(outline, Circle):
        return [*start, outline.lat, outline.lng, outline.radius_m]
    if len(piece.points) == 1:
        return [*start, piece.points[0].lat, piece.points[0].lng, ""]
    return [*start, "", "", ""]


def _bounds(piece: Piece) -> list[Cell]:
    times = ["" if us is None else instants.written(us) for us in (piece.start_us, piece.end_us)]
    # A negative number with its unit would look like a formula.
    return [harmless(written(piece.lower_m)), harmless(written(piece.upper_m)), *times]


def _outline_texts(outline: Outline | None) -> list[str]:
    if outline is None or isinstance(outline, Circle):
        return []
    values = outline.vertices
    return [f"{degrees(lat)} {degrees(lng)}" for lat, lng in zip(values[::2], values[1::2], strict=True)]


def _spread(corners: list[str], name: str) -> list[str]:
    """Corners over as many cells as they need. Raises `FileRefused` (`too-long-to-write`)."""
    cells: list[str] = []
    for corner in corners:
        if cells and len(cells[-1]) + len(corner) + 3 < CELL_CHARACTERS:
            cells[-1] += f"; {corner}"
        else:
            cells.append(corner)
    if len(cells) > OUTLINE_COLUMNS:
        message = f"an outline of {len(corners):,} corners is too long for a table; choose another language"
        raise FileRefused("too-long-to-write", message, name)
    return [harmless(cell) for cell in cells]


def _route(piece: Piece) -> str:
    if len(piece.points) < 2:
        return ""
    cells = _spread([_waypoint(point) for point in piece.points], piece.feature.name)
    if len(cells) > 1:
        message = f"a route of {len(piece.points):,} points is too long for a table; choose another language"
        raise FileRefused("too-long-to-write", message, piece.feature.name)
    return cells[0]


def _waypoint(point: Waypoint) -> str:
    if point.altitude_m is None and point.time_us is None:
        return f"{degrees(point.lat)} {degrees(point.lng)}"
    altitude = "-" if point.altitude_m is None else repr(point.altitude_m)
    when = "" if point.time_us is None else f" {instants.written(point.time_us)}"
    return f"{degrees(point.lat)} {degrees(point.lng)} {altitude}{when}"


def _workbook() -> Any:
    import openpyxl

    return openpyxl.Workbook(write_only=True)


def _bold(sheet: Any, text: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _wrapped(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(sheet, value=text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widen(sheet: Any, count: int) -> None:
    from openpyxl.utils import get_column_letter

    for i in range(count):
        sheet.column_dimensions[get_column_letter(i + 1)].width = _WIDTH


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
