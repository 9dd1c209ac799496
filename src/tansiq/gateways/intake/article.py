"""What is taken from a document, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass

CODES = {
    "document-empty": "There is nothing in the document that can be read.",
    "document-too-long": "The document is longer than is taken, or has too many pages, lines or parts.",
    "document-unknown": "It is none of the kinds that are read.",
    "document-two-kinds": "It begins as one kind of file and holds another, or is not what its name says.",
    "document-malformed": "The document breaks the rules of its own kind.",
    "document-locked": "The document is encrypted.",
    "archive-unsafe": "It would unpack to more than is taken, or cannot be unpacked.",
    "document-type": "XML in it brings a document type or entities of its own.",
    "took-too-long": "Reading took more time or memory than is given.",
}


class IntakeRefused(ValueError):  # noqa: N818  an answer, not a fault
    """A document cannot be taken in at all."""

    def __init__(self, code: str, message: str) -> None:
        assert code in CODES, code
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """What one document may hold."""

    max_bytes: int = 32 << 20
    max_characters: int = 2_000_000
    """Of all text in it."""
    max_lines: int = 20_000
    max_pages: int = 300
    """Of a PDF."""
    max_parts: int = 100
    """Of an e-mail or a saved page."""
    max_depth: int = 200
    """Elements within elements of HTML."""
    seconds: int = 20
    memory_bytes: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document. `reason`: why its place alone says that it is no part of the article."""

    number: int
    text: str
    reason: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of itself outside its lines; empty where it says nothing."""

    title: str = ""
    outlet: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line, or a part, that was left out; `line` is 0 for a part that has no line."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody seems to be quoted. `start` and `end` are where `quote` stands in the article's text; `carried`: the
    sentence names nobody, and the speaker is the last who was named. `indirect`: what was said is told in the words of
    whoever wrote the article."""

    speaker: str
    quote: str
    sentence: str
    start: int
    end: int
    pattern: str
    carried: bool
    indirect: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """What is proposed. `text` is made of lines of the document, without the title; `sha256` names the very bytes."""

    title: str
    text: str
    outlet: str
    author: str
    date: str
    language: str
    proposals: tuple[Proposal, ...]
    media_type: str
    sha256: str
    left_out: tuple[LeftOut, ...]
