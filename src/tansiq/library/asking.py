"""What a reader asks for: words and phrases, and what narrows them. What there is never decides what is refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from tansiq.library.folding import terms

LONGEST_QUERY = 500
MOST_PARTS = 16
LARGEST_PAGE = 100

SOURCE_GRADES = frozenset("ABCDEF")
INFORMATION_GRADES = frozenset("123456")

_PARTS = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')


class SearchRefused(Exception):  # noqa: N818
    """A question that cannot be asked: `code` for a program, the sentence for a person."""

    def __init__(self, code: str, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.field = code, field


@dataclass(frozen=True, slots=True)
class Box:
    """An area by its edges in degrees, edges included. West of more than east: it reaches over the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        fits = all(map(math.isfinite, (self.west, self.south, self.east, self.north)))
        if not (fits and abs(self.west) <= 180 and abs(self.east) <= 180 and -90 <= self.south <= self.north <= 90):
            raise SearchRefused(
                "area-invalid", "area", "A box is west, south, east, north in degrees: -180 to 180, -90 to 90."
            )

    @property
    def span(self) -> tuple[float, float]:
        """West and east with east never less: up to 540."""
        return self.west, self.east if self.east >= self.west else self.east + 360.0


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What hits must also be. Empty: anything. Grades are sets, since F and 6 say "cannot be judged", not "worst"."""

    owners: frozenset[str] = frozenset()
    source_grades: frozenset[str] = frozenset()
    information_grades: frozenset[str] = frozenset()
    from_us: int | None = None
    until_us: int | None = None
    area: Box | None = None
    markings: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    own: bool | None = None
    """True: the reader's own; False: those of others."""

    def __post_init__(self) -> None:
        for field, given, there_are in (
            ("source_grade", self.source_grades, SOURCE_GRADES),
            ("information_grade", self.information_grades, INFORMATION_GRADES),
        ):
            if not given <= there_are:
                raise SearchRefused("grade-invalid", field, f"Grades are {', '.join(sorted(there_are))}.")


@dataclass(frozen=True, slots=True)
class After:
    """A place between two hits: behind all that come before `order`, and behind those that share it and are named."""

    order: int
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Runs of terms, all of which must be there; of a run of several, one directly behind the other."""

    runs: tuple[tuple[str, ...], ...]


def understand(query: str) -> Wanted:
    """Words, and phrases in quotation marks of any kind. What is blank asks for everything.

    What is written together and falls into several words (UN-421) is looked for as a phrase.
    """
    if len(query) > LONGEST_QUERY:
        raise SearchRefused("query-too-long", "q", f"A query has at most {LONGEST_QUERY} characters.")
    runs = dict.fromkeys(tuple(terms(phrase or word)) for phrase, word in _PARTS.findall(query))
    runs.pop((), None)
    if not runs and query.strip():
        raise SearchRefused("no-words", "q", "There is no word in the query.")
    if len(runs) > MOST_PARTS or sum(map(len, runs)) > 2 * MOST_PARTS:
        raise SearchRefused("query-too-long", "q", f"A query has at most {MOST_PARTS} words and phrases.")
    return Wanted(tuple(runs))


def check_size(size: int) -> None:
    """How many hits a page may have."""
    if not 1 <= size <= LARGEST_PAGE:
        raise SearchRefused("limit-invalid", "limit", f"A page has 1 to {LARGEST_PAGE} hits.")
