"""What comes in as STIX 2.1: a `report`, with the `location`s and `note`s beside it, as a report of whoever pushes
it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.gateways.forms import malformed
from tansiq.gateways.outlines import FormLimits, check_counts, covered, microseconds
from tansiq.gateways.taxii.stix import GRADING, REPORTING, TLP_REFS
from tansiq.gateways.words import new_salt
from tansiq.office.bodies import Claim, ReportBody
from tansiq.office.information import (
    STRICTNESS,
    InformationGrade,
    Marking,
    Relation,
    RelationKind,
    ReportContent,
    SourceGrade,
)
from tansiq.office.reports import MOST_EXTENTS, MOST_RELATIONS
from tansiq.volumes import Circle, Polygon, ShapeRefused, Volume

T = TypeVar("T")
READ_BESIDE = frozenset({"location", "note", "identity", "marking-definition", "extension-definition"})
"""Objects that mean nothing by themselves: they are read with the reports beside which they came."""
_MARKINGS = {ref: marking for marking, ref in TLP_REFS.items()}
_REPORT_REF = re.compile(r"report--([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_LINE = 500, 200_000, 2_000
_MOST_CLAIMS = 200
_LONGEST_BODY = 1_000_000
_LEAST_RADIUS_M = 100.0
"""A position without a precision is taken to be no more exact."""

Line = Annotated[str, msgspec.Meta(max_length=_LONGEST_LINE)]
Ref = Annotated[str, msgspec.Meta(max_length=200)]


class _Grading(msgspec.Struct, frozen=True):
    source_reliability: SourceGrade = SourceGrade.CANNOT_BE_JUDGED
    information_credibility: InformationGrade = InformationGrade.CANNOT_BE_JUDGED


class _Relation(msgspec.Struct, frozen=True):
    kind: RelationKind
    report_ref: Ref
    version: Annotated[int, msgspec.Meta(ge=1)]


class _Extent(msgspec.Struct, frozen=True):
    type: str
    coordinates: list[Any]
    radius_m: float = _LEAST_RADIUS_M
    lower_m: float | None = None
    upper_m: float | None = None


class _Reporting(msgspec.Struct, frozen=True):
    begins: datetime | None = msgspec.field(name="from", default=None)
    until: datetime | None = None
    source: Line = ""
    outlet: Line = ""
    place: Line = ""
    author: Annotated[str, msgspec.Meta(max_length=200)] = ""
    extents: Annotated[list[_Extent], msgspec.Meta(max_length=MOST_EXTENTS)] = []
    relations: Annotated[list[_Relation], msgspec.Meta(max_length=MOST_RELATIONS)] = []


class _Report(msgspec.Struct, frozen=True):
    id: Ref
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_TITLE)]
    published: datetime
    modified: datetime
    description: Annotated[str, msgspec.Meta(max_length=_LONGEST_TEXT)] = ""
    lang: Annotated[str, msgspec.Meta(max_length=35)] = "und"
    revoked: bool = False
    object_marking_refs: Annotated[list[Ref], msgspec.Meta(max_length=100)] = []
    object_refs: Annotated[list[Ref], msgspec.Meta(max_length=10_000)] = []
    extensions: dict[str, Any] = {}


class _Location(msgspec.Struct, frozen=True):
    id: Ref
    latitude: float | None = None
    longitude: float | None = None
    precision: float | None = None
    name: Line = ""
    country: Line = ""
    region: Line = ""


class _Note(msgspec.Struct, frozen=True):
    content: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_TEXT)]
    object_refs: Annotated[list[Ref], msgspec.Meta(max_length=10_000)]
    authors: Annotated[list[Line], msgspec.Meta(max_length=100)] = []


@dataclass(frozen=True, slots=True)
class Pushed:
    """A report as it came in. `modified_us`: of which moment its sender says that it is; `is_revoked`: taken back."""

    id: str
    content: ReportContent
    areas_m2: tuple[float, ...]
    body: ReportBody
    modified_us: int
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the reports of an envelope: locations by their identifiers, notes by the reports they are of."""

    places: Mapping[str, Any]
    notes: Mapping[str, Sequence[Any]]

    @classmethod
    def of(cls, objects: Iterable[Mapping[str, Any]]) -> Beside:
        """Of all objects of an envelope."""
        places: dict[str, Any] = {}
        notes: dict[str, list[Any]] = {}
        for one in objects:
            if one.get("type") == "location":
                places[str(one.get("id"))] = one
            elif one.get("type") == "note" and isinstance(refs := one.get("object_refs"), list):
                for ref in dict.fromkeys(map(str, refs[:_MOST_CLAIMS])):
                    notes.setdefault(ref, []).append(one)
        return cls(places, notes)


def read(stix: Mapping[str, Any], beside: Beside, author: str, limits: FormLimits) -> Pushed:
    """A `report`, with what lies beside it in the envelope. `author`: whose name it has if it names nobody. Raises
    `Problem`: `stix-invalid`, `stix-unsupported`, `marking-unknown`, `polygon-invalid` and other shapes' codes."""
    if stix.get("type") != "report":
        kind = str(stix.get("type", ""))[:60]
        raise Problem(422, "stix-unsupported", f"reports are taken in, no {kind!r}; nothing here describes a target")
    report = _as(_Report, stix)
    named = _REPORT_REF.fullmatch(report.id)
    if named is None:
        raise Problem(422, "stix-invalid", "report--UUID, in lower case", "id")
    grading = _as(_Grading, report.extensions.get(GRADING, {}), f"extensions.{GRADING}")
    about = _as(_Reporting, report.extensions.get(REPORTING, {}), f"extensions.{REPORTING}")
    places = [_as(_Location, beside.places[ref]) for ref in dict.fromkeys(report.object_refs) if ref in beside.places]
    notes = [_as(_Note, one) for one in beside.notes.get(report.id, ())]
    extents, areas_m2 = _extents(about.extents, places, limits)
    from_us = _us(about.begins or report.published)
    content = ReportContent(
        body="",  # named when it is put
        language=report.lang,
        source=grading.source_reliability,
        information=grading.information_credibility,
        marking=_marking(report.object_marking_refs),
        from_us=from_us,
        until_us=max(from_us, _us(about.until)) if about.until else from_us,
        author=about.author or author,
        extents=extents,
        relations=tuple(_relation(one) for one in about.relations),
    )
    return Pushed(
        named[1], content, areas_m2, _body(report, about, places, notes), _us(report.modified), report.revoked
    )


def _body(report: _Report, about: _Reporting, places: Sequence[_Location], notes: Sequence[_Note]) -> ReportBody:
    where = about.place or "; ".join(
        dict.fromkeys(filter(None, (one.name or one.region or one.country for one in places)))
    )
    claims = [
        Claim(", ".join(note.authors)[:_LONGEST_LINE] or "(nobody named)", note.content)
        for note in notes[:_MOST_CLAIMS]
    ]
    size = sum(len(claim.speaker) + len(claim.text) for claim in claims) + len(report.description)
    if size > _LONGEST_BODY:
        message = f"at most {_LONGEST_BODY:,} characters with all that is quoted"
        raise Problem(422, "stix-invalid", message, "description")
    return ReportBody(
        salt=new_salt(),
        title=report.name,
        text=report.description or report.name,
        source=about.source,
        outlet=about.outlet,
        place=where[:_LONGEST_LINE],
        claims=tuple(claims),
    )


def _marking(refs: Sequence[str]) -> Marking:
    """The strictest of TLP 2.0 that it names. Without one nobody knows how far it may go."""
    found = [_MARKINGS[ref] for ref in refs if ref in _MARKINGS]
    if not found:
        raise Problem(422, "marking-unknown", "name one of TLP 2.0's marking definitions", "object_marking_refs")
    return max(found, key=STRICTNESS.__getitem__)


def _relation(form: _Relation) -> Relation:
    named = _REPORT_REF.fullmatch(form.report_ref)
    if named is None:
        raise Problem(422, "stix-invalid", "report--UUID, in lower case", f"extensions.{REPORTING}.relations")
    return Relation(form.kind, named[1], form.version)


def _extents(
    forms: Sequence[_Extent], places: Sequence[_Location], limits: FormLimits
) -> tuple[tuple[Volume, ...], tuple[float, ...]]:
    """Outlines, if the extension has them; else a circle around each position."""
    if not forms:
        forms = [
            _Extent("Point", [one.longitude, one.latitude], max(one.precision or 0.0, _LEAST_RADIUS_M))
            for one in places[:MOST_EXTENTS]
            if one.latitude is not None and one.longitude is not None
        ]
    field = f"extensions.{REPORTING}.extents"
    check_counts([_corners(form) for form in forms], limits, field)
    made = []
    for i, form in enumerate(forms):
        try:
            made.append(covered(_outline(form), (form.lower_m, form.upper_m), (None, None), limits))
        except ShapeRefused as refused:
            raise Problem(422, refused.code, refused.message, f"{field}[{i}]") from None
        except (ValueError, TypeError, IndexError, OverflowError):
            raise Problem(422, "stix-invalid", "a GeoJSON Point or Polygon in degrees", f"{field}[{i}]") from None
    return tuple(volume for volume, _ in made), tuple(area_m2 for _, area_m2 in made)


def _corners(form: _Extent) -> int:
    ring = form.coordinates[0] if form.type == "Polygon" and form.coordinates else ()
    return len(ring) if isinstance(ring, list) else 0


def _outline(form: _Extent) -> Circle | Polygon:
    if form.type == "Point":
        lng, lat = form.coordinates
        return Circle(_degrees(lat), _degrees(lng), form.radius_m)
    if form.type != "Polygon" or len(form.coordinates) != 1:
        raise ValueError
    ring = [(_degrees(lat), _degrees(lng)) for lng, lat in form.coordinates[0]]
    return Polygon.of(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)


def _degrees(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _us(when: datetime) -> int:
    return microseconds(when if when.tzinfo else when.replace(tzinfo=UTC))


def _as(form: type[T], value: Any, where: str = "") -> T:
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        problem = malformed(error, form)
        field = f"{where}.{problem.field}" if where and problem.field else where or problem.field
        raise Problem(422, "stix-invalid", problem.message, field) from None
