"""The lines of a PDF's page. A page draws glyphs at places and knows nothing of words or of which way they run: a line
of Arabic letters is put together from right to left by where its pieces were drawn, its glyphs are made letters again.

What cannot be mended here: pieces whose glyphs were drawn in the order of writing (the reader takes them for drawn from
left to right), letters that the file's own table of glyphs leaves out, and columns side by side.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_GLYPHS = re.compile(r"[\ufb1d-\ufdff\ufe70-\ufefc]+")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9\u0660-\u0669\u06f0-\u06f9\u0400-\u04ff]")
_BEFORE, _AFTER = re.compile(r"\s+([.,:!?\u060c\u061b\u061f\u201d\u00bb)\]])"), re.compile(r"([\u201c\u00ab(\[])\s+")
_ENDS = re.compile(r"[.!?:\u061f\u2026][\u201d\u00bb\")\]]*$")
_ONE_LINE = 2.0
"""So far apart, in the page's own units, pieces stand on one line."""
_FULL = 0.7
"""A line of so much of the longest one is full: what goes on in the next one is of the same paragraph."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float


def page_text_lines(page: PageObject) -> list[str]:
    """Its lines as they are read, those of a paragraph together where that can be told. Raises what the library
    raises."""
    pieces: list[_Piece] = []

    def note(text: str, matrix: Any, at: Any, font: Any, size: Any) -> None:
        x = at[4] * matrix[0] + at[5] * matrix[2] + matrix[4]
        y = at[4] * matrix[1] + at[5] * matrix[3] + matrix[5]
        pieces.append(_Piece(text.replace("\n", ""), x, y, round(size * math.hypot(at[0], at[1]), 1)))

    text = page.extract_text(visitor_text=note)
    if not _ARABIC.search(text):
        return _joined([(line.strip(), 0.0) for line in text.splitlines()])
    spaced = any(piece.text.isspace() for piece in pieces)
    return _joined([(_as_read(row, spaced), row[0].size) for row in _rows(pieces)])


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in pieces:
        if not piece.text:
            continue
        if rows and abs(rows[-1][0].y - piece.y) <= _ONE_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _as_read(row: list[_Piece], spaced: bool) -> str:
    """`spaced`: the page draws blanks, too; else each piece is a word."""
    text = "".join(piece.text for piece in row)
    if 2 * len(_ARABIC.findall(text)) > len(re.findall(r"\w", text)):
        text = ("" if spaced else " ").join(_from_right(row))
    letters = " ".join(_GLYPHS.sub(lambda glyphs: unicodedata.normalize("NFKC", glyphs[0]), text).split())
    return _AFTER.sub(r"\1", _BEFORE.sub(r"\1", letters))


def _from_right(row: list[_Piece]) -> list[str]:
    """The pieces from right to left; those of numbers and of names in other letters, which run on, as they stand."""
    made: list[str] = []
    running: list[str] = []
    for piece in sorted(row, key=lambda piece: -piece.x):
        other = _LEFT_TO_RIGHT.search(piece.text) and not _ARABIC.search(piece.text)
        if other or (running and piece.text.isspace()):
            running.append(piece.text)
        else:
            made += [*_turned(running), piece.text]
            running = []
    return [*made, *_turned(running)]


def _turned(running: list[str]) -> list[str]:
    """The other way round, but for blanks behind it."""
    end = len(running)
    while end and running[end - 1].isspace():
        end -= 1
    return [*reversed(running[:end]), *running[end:]]


def _joined(lines: list[tuple[str, float]]) -> list[str]:
    """A full line that ends no sentence goes on in the next one of its size, if that does not begin with a capital."""
    longest = max((len(text) for text, _ in lines), default=0)
    made: list[str] = []
    before, size_before = "", 0.0
    for text, size in lines:
        goes_on = len(before) >= _FULL * longest and not _ENDS.search(before) and size == size_before
        if made and text and goes_on and (text[0].islower() or _ARABIC.match(text)):
            made[-1] += f" {text}"
        else:
            made.append(text)
        before, size_before = text, size
    return made
