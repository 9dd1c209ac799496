"""Bodies: the words of reports, requests, answers and incidents. Each lies beside the journal under its digest; the
journal names only that. So it may be erased one day, and the proof that it was there, and who was given it, stays."""

from __future__ import annotations

import hashlib
from typing import TypeAlias, TypeVar

import msgspec


class Custody(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step in the history of a piece of evidence: who had it, from when, and what was done with it."""

    at_us: int
    who: str
    what: str = ""


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that goes with a report: which bytes (SHA-256, hex), where it comes from, through whose hands it went."""

    sha256: str
    name: str
    media_type: str
    size: int
    origin: str = ""
    custody: tuple[Custody, ...] = ()


class Claim(msgspec.Struct, frozen=True):
    """What somebody is quoted as having said; a person has read it and let it stand."""

    speaker: str
    text: str


class ReportBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words of a version of a report. `salt`: random (hex), so that nobody finds out the words by guessing.
    `source`: whom or what it rests on; `outlet`: where it was published, if it was."""

    salt: str
    title: str
    text: str
    source: str = ""
    outlet: str = ""
    place: str = ""
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class RequestBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words of a request. `place` names where it is about."""

    salt: str
    title: str
    text: str
    place: str = ""


class AnswerBody(msgspec.Struct, frozen=True):
    """The words of an answer to a request."""

    salt: str
    text: str


class IncidentBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words of something that was said in an incident, or of its opening (`title`, `place`). What was said at once
    lies together: several facts, or questions, in `texts`."""

    salt: str
    texts: tuple[str, ...] = ()
    title: str = ""
    place: str = ""


Body: TypeAlias = ReportBody | RequestBody | AnswerBody | IncidentBody
B = TypeVar("B", bound=Body)


def encode(body: Body) -> bytes:
    """As it is kept: JSON, its fields in one order."""
    return msgspec.json.encode(body)


def decode(data: bytes, form: type[B]) -> B:
    """The body that was kept. Raises `msgspec.MsgspecError`."""
    return msgspec.json.decode(data, type=form)


def digest_of(body: Body) -> str:
    """SHA-256 (hex) of what is kept."""
    return hashlib.sha256(encode(body)).hexdigest()
