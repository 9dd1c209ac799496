"""Reports as STIX 2.1 has them: a `report`, where it speaks of (`location`), who is quoted with what (`note`), and what
it says of others (`opinion`). What STIX has no place for stands in two property extensions. None of it describes a
target, and what would (`indicator`, `threat-actor`, ...) is never written.

Everything here is pure: what comes in is what its reader may see.
"""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from tansiq.office.bodies import Claim, ReportBody
from tansiq.office.entities import Party
from tansiq.office.information import InformationGrade, Marking, Relation, RelationKind, ReportState
from tansiq.office.reported import SeenReport
from tansiq.volumes import Circle, Outline, Polygon, Volume
from tansiq.volumes.earth import geodesic_m

Stix: TypeAlias = dict[str, Any]

SPEC = "2.1"
GRADING = "extension-definition--6d4f3f0e-7d55-4c1f-9a0b-1de2c6a0f6c1"
"""The Admiralty code: how far source and information can be relied on."""
REPORTING = "extension-definition--b1c0a5de-2f57-4b5b-8a0c-5d0f9f3a7e42"
"""Which time and place a report speaks of, what it rests on, to what it answers."""
_OFFICE = "identity--0f2b9a52-6c1a-4c92-8d34-91b6f0a7c5d3"
_NAMESPACE = uuid.UUID("3d2c1b9e-5a47-5e0c-9c39-6f8d0b7a4e21")
_TLP = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""OASIS, STIX common objects: TLP 2.0."""
TLP_REFS = {
    Marking.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Marking.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Marking.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Marking.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Marking.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_TLP_MADE = "2022-10-01T00:00:00.000Z"
_DEFINED = "2026-11-01T00:00:00.000Z"
CONFIDENCE = {
    InformationGrade.CONFIRMED: 90,
    InformationGrade.PROBABLY_TRUE: 70,
    InformationGrade.POSSIBLY_TRUE: 50,
    InformationGrade.DOUBTFUL: 30,
    InformationGrade.IMPROBABLE: 10,
}
"""STIX 2.1, appendix A: the scale of Admiralty credibility. What cannot be judged has none."""
_OPINIONS = {RelationKind.CONFIRMS: "agree", RelationKind.CONTRADICTS: "disagree"}
_MOST_OF_A_KIND = 256
"""Objects of one kind that belong to a report: more than it may have places or quotations."""
_MOST_OPINIONS = 1_024
ERASED = "(erased)"
"""The name of a report whose words are kept no longer."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """An object and when the reader was given it. `part`: its place among the objects of the same moment."""

    at_us: int
    part: int
    stix: Stix


def written(at_us: int) -> str:
    """A STIX timestamp."""
    moment = _EPOCH + timedelta(microseconds=at_us)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def version_of(one: Stix) -> str:
    """Of which moment an object is; what never changes has only the one when it was made."""
    return str(one.get("modified", one["created"]))


def identity_ref(party: str) -> str:
    """The identifier of a party's `identity`."""
    return f"identity--{uuid.uuid5(_NAMESPACE, f'party {party}')}"


def report_ref(report_id: str) -> str:
    """The identifier of its `report`."""
    return f"report--{report_id}"


def fixed() -> tuple[Stix, ...]:
    """What every collection begins with: what the marks mean, and what the extensions hold."""
    return (
        {
            "type": "identity",
            "spec_version": SPEC,
            "id": _OFFICE,
            "created": _DEFINED,
            "modified": _DEFINED,
            "name": "Tansiq",
            "description": "The coordination office: a way in and out for what parties report to each other.",
            "identity_class": "system",
        },
        _extension(
            GRADING,
            "Admiralty grading",
            "How far a source and what it says can be relied on (NATO AJP-2.1).",
            {
                "source_reliability": {"enum": ["A", "B", "C", "D", "E", "F"]},
                "information_credibility": {"enum": [1, 2, 3, 4, 5, 6]},
            },
        ),
        _extension(
            REPORTING,
            "What a report speaks of",
            "Its time and place, what it rests on, and to which reports it answers. It describes no target.",
            {
                "version": {"type": "integer"},
                "from": {"type": "string", "format": "date-time"},
                "until": {"type": "string", "format": "date-time"},
                "source": {"type": "string"},
                "outlet": {"type": "string"},
                "place": {"type": "string"},
                "author": {"type": "string"},
                "extents": {"type": "array"},
                "relations": {"type": "array"},
                "withdrawn_because": {"type": "string"},
            },
        ),
        *(
            {
                "type": "marking-definition",
                "spec_version": SPEC,
                "id": ref,
                "created": _TLP_MADE,
                "name": str(marking),
                "extensions": {_TLP: {"extension_type": "property-extension", "tlp_2_0": marking[4:].lower()}},
            }
            for marking, ref in TLP_REFS.items()
        ),
    )


def identity_of(party: Party) -> Stix:
    """A party, as far as its collection names it."""
    return {
        "type": "identity",
        "spec_version": SPEC,
        "id": identity_ref(party.id),
        "created": written(party.since_us),
        "modified": written(identity_us(party)),
        "name": party.profile.name,
        "identity_class": "organization",
        "external_references": [{"source_name": "tansiq", "external_id": party.id}],
    }


def identity_us(party: Party) -> int:
    """When its identity was changed last, as far as it is known: later with each version."""
    return party.since_us + 1_000 * party.version


def entries_of(seen: SeenReport, words: ReportBody | None) -> Iterator[Entry]:
    """The objects of a report as its reader sees it, each at its place. `words`: None if they are erased."""
    at_us = seen.changed_us
    common = _common(seen)
    yield Entry(at_us, 0, _report(seen, words, common))
    for number, volume in enumerate(seen.content.extents):
        yield Entry(at_us, 1_000 + number, _location(seen, number, volume, words, common))
    for number, claim in enumerate(() if words is None else words.claims):
        yield Entry(at_us, 2_000 + number, _note(seen, number, claim, common))
    for place, relation in _opinions(seen):
        if relation.kind in _OPINIONS:
            opinion = {
                "type": "opinion",
                "id": _ref("opinion", seen.id, place),
                **common,
                "opinion": _OPINIONS[relation.kind],
                "authors": [seen.content.author],
                "object_refs": [report_ref(relation.report)],
            }
            yield Entry(at_us, 3_000 + place, opinion)


def _opinions(seen: SeenReport) -> list[tuple[int, Relation]]:
    """What it says of other reports, each at a place that follows from what its reader sees alone: a place in the list
    of all would tell how many more there are."""
    taken: dict[int, Relation] = {}
    for relation in sorted(seen.relations, key=lambda one: one.report):
        place = zlib.crc32(relation.report.encode()) % _MOST_OPINIONS
        while place in taken:
            place = (place + 1) % _MOST_OPINIONS
        taken[place] = relation
    return sorted(taken.items(), key=lambda pair: pair[0])


def reports_meant(ref: str) -> tuple[str, ...]:
    """The reports to which an object with this identifier may belong: it is one of their objects, or there is none."""
    kind, _, name = ref.partition("--")
    try:
        number = uuid.UUID(name).int
    except ValueError:
        return ()
    if kind == "report":
        return (name,)
    if kind in ("location", "note", "opinion"):
        most = _MOST_OPINIONS if kind == "opinion" else _MOST_OF_A_KIND
        return tuple(str(uuid.UUID(int=number ^ place)) for place in range(most))
    return ()


def _ref(kind: str, report_id: str, place: int = 0) -> str:
    """The identifier of something that belongs to a report: its own, with the place in its last digits."""
    return f"{kind}--{uuid.UUID(int=uuid.UUID(report_id).int ^ place)}"


def _common(seen: SeenReport) -> Stix:
    content = seen.content
    common: Stix = {
        "spec_version": SPEC,
        "created": written(seen.since_us),
        "modified": written(seen.changed_us),
        "created_by_ref": identity_ref(seen.owner),
        "lang": content.language,
        "object_marking_refs": [TLP_REFS[content.marking]],
    }
    if content.information in CONFIDENCE:
        common["confidence"] = CONFIDENCE[content.information]
    if seen.state is ReportState.WITHDRAWN:
        common["revoked"] = True
    return common


def _report(seen: SeenReport, words: ReportBody | None, common: Mapping[str, Any]) -> Stix:
    content = seen.content
    made: Stix = {
        "type": "report",
        "id": report_ref(seen.id),
        **common,
        "name": ERASED if words is None else words.title,
        "published": written(seen.since_us),
        "object_refs": [
            identity_ref(seen.owner),
            *(_ref("location", seen.id, number) for number in range(len(content.extents))),
            *(report_ref(relation.report) for relation in seen.relations),
        ],
    }
    about: Stix = {
        "extension_type": "property-extension",
        "version": seen.version,
        "from": written(content.from_us),
        "until": written(content.until_us),
        "author": content.author,
    }
    if words is not None:
        made["description"] = words.text
        about |= {name: text for name in ("source", "outlet", "place") if (text := getattr(words, name))}
        if words.evidence:
            made["external_references"] = [
                {
                    "source_name": file.name,
                    "description": file.origin or f"{file.size:,} bytes, {file.media_type}",
                    "hashes": {"SHA-256": file.sha256},
                }
                for file in words.evidence
            ]
    if content.extents:
        about["extents"] = [outline_written(volume) for volume in content.extents]
    if seen.relations:
        about["relations"] = [
            {
                "kind": relation.kind.value,
                "report_ref": report_ref(relation.report),
                **({"version": relation.version} if relation.version else {}),
            }
            for relation in seen.relations
        ]
    if seen.reason:
        about["withdrawn_because"] = seen.reason
    made["extensions"] = {
        GRADING: {
            "extension_type": "property-extension",
            "source_reliability": content.source.value,
            "information_credibility": content.information.value,
        },
        REPORTING: about,
    }
    return made


def outline_written(volume: Volume) -> Stix:
    """A volume of a report (it has no times): as a GeoJSON polygon, or a point with a radius in metres."""
    match volume.outline:
        case Circle(lat, lng, radius_m):
            made: Stix = {"type": "Point", "coordinates": [lng, lat], "radius_m": radius_m}
        case polygon:
            ring = [[lng, lat] for lat, lng in _corners(polygon)]
            made = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    if volume.lower_m is not None:
        made["lower_m"] = volume.lower_m
    if volume.upper_m is not None:
        made["upper_m"] = volume.upper_m
    return made


def _location(
    seen: SeenReport, number: int, volume: Volume, words: ReportBody | None, common: Mapping[str, Any]
) -> Stix:
    lat, lng, radius_m = circle_around(volume.outline)
    made: Stix = {
        "type": "location",
        "id": _ref("location", seen.id, number),
        **common,
        "latitude": lat,
        "longitude": lng,
        "precision": radius_m,
    }
    if words is not None and words.place:
        made["name"] = words.place
    return made


def circle_around(outline: Outline) -> tuple[float, float, float]:
    """Latitude and longitude (degrees) of a point in the middle, and how far (m) the outline reaches from there."""
    if isinstance(outline, Circle):
        return outline.lat, outline.lng, outline.radius_m
    corners = _corners(outline)
    lats = [lat for lat, _ in corners]
    first = corners[0][1]
    # An outline may lie across the meridian of 180 degrees.
    lngs = [first + (lng - first + 540) % 360 - 180 for _, lng in corners]
    lat, lng = (min(lats) + max(lats)) / 2, (min(lngs) + max(lngs)) / 2
    lng = (lng + 540) % 360 - 180
    # The corners of the box around it lie no nearer; of an outline with thousands of corners none needs to be measured.
    box = [(south_or_north, lng + side) for south_or_north in (min(lats), max(lats)) for side in _sides(lngs)]
    return lat, lng, max(geodesic_m((lat, lng), corner) for corner in box)


def _sides(lngs: list[float]) -> tuple[float, float]:
    half = (max(lngs) - min(lngs)) / 2
    return -half, half


def _corners(outline: Polygon) -> list[tuple[float, float]]:
    return list(zip(outline.vertices[::2], outline.vertices[1::2], strict=True))


def _note(seen: SeenReport, number: int, claim: Claim, common: Mapping[str, Any]) -> Stix:
    """What somebody is quoted with in a report."""
    return {
        "type": "note",
        "id": _ref("note", seen.id, number),
        **common,
        "content": claim.text,
        "authors": [claim.speaker],
        "object_refs": [report_ref(seen.id)],
    }


def _extension(ref: str, name: str, description: str, properties: Mapping[str, Any]) -> Stix:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"extension_type": {"const": "property-extension"}, **properties},
    }
    return {
        "type": "extension-definition",
        "spec_version": SPEC,
        "id": ref,
        "created_by_ref": _OFFICE,
        "created": _DEFINED,
        "modified": _DEFINED,
        "name": name,
        "description": description,
        "schema": json.dumps(schema, sort_keys=True),
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
