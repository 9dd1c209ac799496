"""The piece of a text that shows why it was found, cut from the text as it was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tansiq.library.folding import Token, tokens

WORDS = 30
LONGEST = 400
"""Characters: a text without blanks must not make a page of one hit."""
LOOKED_AT = 10_000
"""Characters in which the place is looked for: a page of hits must not cost what a page of books would."""


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """`parts` put together are a piece of the text, letter for letter. `direction`: `rtl` or `ltr`."""

    parts: tuple[Part, ...]
    direction: str
    begins_inside: bool
    ends_inside: bool


def direction(text: str) -> str:
    """By the first strong letter, as a browser's `dir="auto"` does."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def places(found: Sequence[Token], runs: Sequence[Sequence[str]]) -> list[int]:
    """Which of the words belong to what was looked for; of a phrase only where it stands whole."""
    marked: set[int] = set()
    for run in runs:
        for at in range(len(found) - len(run) + 1):
            if all(found[at + step].term == term for step, term in enumerate(run)):
                marked.update(range(at, at + len(run)))
    return sorted(marked)


def marked(text: str, runs: Sequence[Sequence[str]]) -> tuple[Part, ...]:
    """A short text, whole, with what was looked for in it."""
    found = tokens(text)
    return _parts(text, [found[number] for number in places(found, runs)], 0, len(text))


def snippet(text: str, runs: Sequence[Sequence[str]], words: int = WORDS) -> Snippet:
    """The stretch of so many words in which most of what was looked for stands; else the beginning."""
    found = tokens(text[:LOOKED_AT])
    there = places(found, runs)
    first = min(_best(found, there, words), max(0, len(found) - words))
    last = min(first + words, len(found)) - 1
    start = 0 if first == 0 else found[first].start
    end = len(text) if last == len(found) - 1 else found[last].end
    end = min(end, start + LONGEST)
    parts = _parts(text, [found[number] for number in there], start, end)
    return Snippet(parts, direction(text[start:end]), start > 0, end < len(text))


def _parts(text: str, looked_for: Sequence[Token], start: int, end: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = start
    for token in looked_for:
        if token.start < at or token.end > end:
            continue
        if token.start > at:
            parts.append(Part(text[at : token.start], found=False))
        parts.append(Part(text[token.start : token.end], found=True))
        at = token.end
    if at < end:
        parts.append(Part(text[at:end], found=False))
    return tuple(parts)


def _best(found: Sequence[Token], marked: Sequence[int], words: int) -> int:
    """Where the stretch begins that holds most different terms looked for, then most places; of equals the first."""
    best, richest = 0, (0, 0)
    for at, number in enumerate(marked):
        inside = [other for other in marked[at : at + words] if other < number + words]
        wealth = len({found[other].term for other in inside}), len(inside)
        if wealth > richest:
            richest, best = wealth, max(0, number - 3)
            if inside[-1] >= best + words:
                best = number
    return best
