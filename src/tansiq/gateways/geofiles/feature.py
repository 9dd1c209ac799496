"""What a geographic file says, in our words: features, and what was wrong with those that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tansiq.gateways.geofiles.remarks import Remark
from tansiq.volumes import Volume

CODES = {
    "file-empty": "There is nothing in the file.",
    "file-too-long": "The file is longer than is taken.",
    "file-unknown": "It is none of the languages that are read.",
    "file-malformed": "The file breaks the rules of its own language, so that none of it can be trusted.",
    "file-too-deep": "Its parts are nested more deeply than is taken, or there are too many of them.",
    "archive-unsafe": "A compressed file would unpack to more than is taken, or cannot be unpacked.",
    "document-type": "An XML file brings a document type or entities of its own.",
    "heading-missing": "No row of a table names the columns that are needed.",
    "too-many-features": "More features or rows than are taken in one file.",
    "too-many-points": "More points in all features together than are taken in one file.",
    "feature-malformed": "A feature lacks something, or has it in a form that its language does not allow.",
    "feature-empty": "A feature has no place: no area, point or line.",
    "coordinate-malformed": "A latitude or longitude cannot be read.",
    "grid-reference-malformed": "An MGRS grid reference cannot be read.",
    "altitude-malformed": "An altitude cannot be read.",
    "length-malformed": "A length cannot be read.",
    "instant-malformed": "A date and time cannot be read.",
    "cell-too-long": "A cell holds more characters than is taken.",
    "too-long-to-write": "An outline has more corners than a table can hold.",
}
"""Reasons given here. What is wrong with a shape is said in the words of `tansiq.volumes` (`edges-cross` ...)."""


class FeatureKind(StrEnum):
    """What a feature stands for."""

    AREA = "area"
    PLACE = "place"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A point: degrees, metres above the WGS84 ellipsoid, microseconds since 1970 (UTC); None is "not said"."""

    lat: float
    lng: float
    altitude_m: float | None = None
    time_us: int | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing in a file.

    `extents`: where it is, with coverings; empty for a route and for a place without a radius, whose band and window
    are the last four members. `route`: the waypoints of a route, the one point of a place. Altitudes are metres above
    the WGS84 ellipsoid, bounds without which a volume is open None; bands have been widened by `vertical_doubt_m`, the
    most by which a bound was moved because its reference is not the ellipsoid. `where`: the place in the file.
    `properties`: what else was said, as text; it is the author's text, and may hold anything.
    """

    name: str
    kind: FeatureKind
    extents: tuple[Volume, ...] = ()
    route: tuple[Waypoint, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    warnings: tuple[Remark, ...] = ()
    vertical_doubt_m: float = 0.0
    lower_m: float | None = None
    upper_m: float | None = None
    start_us: int | None = None
    end_us: int | None = None


@dataclass(frozen=True, slots=True)
class FeatureError:
    """Why one feature cannot be used; the others can. `remark`: what `message` says in English, in parts; None where
    the code says it all."""

    where: str
    code: str
    message: str
    field: str = ""
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: its language, its features, the faults of others, and how much was left out, by
    reason. `original_sha256` names the very bytes."""

    language: str
    features: tuple[Feature, ...]
    errors: tuple[FeatureError, ...]
    left_out: Mapping[Remark, int]
    original_sha256: bytes


class FileRefused(ValueError):  # noqa: N818  an answer, not a fault
    """A file cannot be read, or written, at all. `where` is the place in it."""

    def __init__(self, code: str, message: str, where: str) -> None:
        assert code in CODES, code
        super().__init__(message)
        self.code, self.message, self.where = code, message, where


class FeatureFault(ValueError):  # noqa: N818  an answer, not a fault
    """One feature cannot be used. Never leaves the reading of a file: it becomes a `FeatureError`. `why` is a sentence
    only where what is wrong is in other words already, or the code says it all."""

    def __init__(self, code: str, why: Remark | str, field: str = "") -> None:
        self.remark = why if isinstance(why, Remark) else None
        self.message = why.sentence if isinstance(why, Remark) else why
        super().__init__(self.message)
        self.code, self.why, self.field = code, why, field

    def error(self, where: str) -> FeatureError:
        """As it is told of what stands at a place of the file."""
        return FeatureError(where, self.code, self.message, self.field, self.remark)
