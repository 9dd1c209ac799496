"""Tables from spreadsheets (XLSX) and text (CSV): sheets of rows of plain values, streamed, before anything is made of
them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from tansiq.gateways.geofiles.archives import Archive, unpacked
from tansiq.gateways.geofiles.attributes import Value
from tansiq.gateways.geofiles.feature import FileRefused
from tansiq.gateways.geofiles.limits import FileLimits

_DELIMITERS = ",;\t"
_LOOKED_AT, _LOOKED_INTO = 20, 100_000  # rows, characters
_MOST_CELLS = 16_384  # what a spreadsheet can hold in one row
_XML_BEGINS = frozenset({b"<", b"\xef", b"\xff", b"\xfe", b"\x00"})  # or a byte order mark, or UTF-16
_CELL, _ROW = ("c", ":c"), ("row", ":row")
_OLD_ENCODINGS = ("cp1252", "cp1251", "cp1256")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their numbers, counted from 1 as a spreadsheet shows them. `total`: how many there are, about."""

    title: str
    total: int
    rows: Iterator[tuple[int, Sequence[Value]]]


def xlsx_sheets(data: bytes, name: str, limits: FileLimits) -> Iterator[Sheet]:
    """The visible sheets of a workbook; a formula's value is the one that was saved. Raises `FileRefused`."""
    import openpyxl  # a large part of every start

    with unpacked(data, name, limits) as archive:
        counts = [_checked(archive, part, limits) for part in archive.names]
    with _refusing(name):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        yield Sheet(str(sheet.title), max(counts, default=0), _xlsx_rows(sheet, name, limits))


def _xlsx_rows(sheet: Any, name: str, limits: FileLimits) -> Iterator[tuple[int, Sequence[Value]]]:
    with _refusing(name):
        sheet.reset_dimensions()  # what a file says of its own size may be wrong, and rows would be missed
        rows = enumerate(sheet.iter_rows(values_only=True, max_col=limits.max_columns + 1), 1)
    while True:
        with _refusing(name):
            numbered = next(rows, None)
        if numbered is None:
            return
        number, row = numbered
        yield number, _within(row, f"{name}: {sheet.title}: row {number}", limits)


def _within(row: Sequence[Value], where: str, limits: FileLimits) -> Sequence[Value]:
    """The row, if it is not wider than is taken. Raises `FileRefused` (`file-too-deep`)."""
    if any(value not in (None, "") for value in row[limits.max_columns :]):
        raise FileRefused("file-too-deep", f"more than {limits.max_columns} columns; at most so many are taken", where)
    return row[: limits.max_columns]


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """openpyxl meets a broken workbook with errors of every kind."""
    try:
        yield
    except FileRefused:
        raise
    except Exception as error:  # noqa: BLE001  a library's many words for "this is no workbook"
        kind = type(error).__name__
        raise FileRefused("file-malformed", f"not a sound workbook: {kind}: {str(error)[:200]}", name) from None


def _checked(archive: Archive, part: str, limits: FileLimits) -> int:
    """Looks through one part, without keeping any of it, before a library builds things of it: no document type, and
    bounded in depth, elements and cells of a row. The number of rows in it. Raises `FileRefused`."""
    content = archive.read(part)
    if not part.endswith((".xml", ".rels")) and content[:8].lstrip()[:1] not in _XML_BEGINS:
        return 0  # a picture or the like: as XML it could not be read
    depth = elements = rows = cells = 0
    where = f"{archive.name}: {part[:80]}"

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth, elements, rows, cells
        depth += 1
        elements += 1
        if tag in _CELL or tag.endswith(_CELL[1]):
            cells += 1
        elif tag in _ROW or tag.endswith(_ROW[1]):
            rows += 1
            cells = 0
        if depth > limits.max_depth or elements > limits.max_elements or cells > _MOST_CELLS:
            message = f"more than {limits.max_depth} elements within each other, {limits.max_elements:,} in one part, "
            raise FileRefused("file-too-deep", f"{message}or {_MOST_CELLS:,} cells in a row", where)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise FileRefused(
            "document-type", "it brings a document type or entities of its own, which are not read", where
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefused("file-malformed", f"not well-formed XML: {error}", where) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("file-malformed", f"XML in an encoding that is not read: {error}", where) from None
    return rows


def csv_sheets(data: bytes, name: str, limits: FileLimits, fits: Callable[[Iterable[Value]], int]) -> Iterator[Sheet]:
    """The one sheet of a CSV file. If it is not Unicode, that older encoding is taken in which the most headings are
    known, as `fits` counts them. Raises `FileRefused`."""
    text = _csv_text(data, name, fits)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, fits)[0])

    def numbered() -> Iterator[tuple[int, Sequence[Value]]]:
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                raise FileRefused("file-malformed", str(error), f"{name}: line {rows.line_num}") from None
            if row is None:
                return
            yield rows.line_num, _within(row, f"{name}: line {rows.line_num}", limits)

    yield Sheet("", text.count("\n") + 1, numbered())


def _delimiter(text: str, fits: Callable[[Iterable[Value]], int]) -> tuple[str, int]:
    """What separates the cells: that with which the most headings are known, and how many those are."""

    def known(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text[:_LOOKED_INTO], newline=""), delimiter=delimiter)
        try:
            return max((fits(row) for _, row in zip(range(_LOOKED_AT), reader, strict=False)), default=0)
        except csv.Error:
            return 0

    return max(((delimiter, known(delimiter)) for delimiter in _DELIMITERS), key=lambda found: found[1])


def _csv_text(data: bytes, name: str, fits: Callable[[Iterable[Value]], int]) -> str:
    for bom, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-8"),
    ):
        if not data.startswith(bom):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if bom:
                raise FileRefused("file-malformed", f"not {encoding}: {error}", name) from None

    texts = (data.decode(encoding, "replace") for encoding in _OLD_ENCODINGS)
    return max(texts, key=lambda text: _delimiter(text, fits)[1])
