"""Reports found by their words. What a party is not shown is in no hit, no count and no order."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.extents import Aware
from tansiq.gateways.api_v1.frame import given, needs, read_query
from tansiq.gateways.api_v1.pages import PARAMETERS, cursor_after, limit_and_after
from tansiq.gateways.api_v1.report_forms import ReportSeenOut
from tansiq.gateways.api_v1.reports import Reports
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import microseconds
from tansiq.gateways.report_library import ReportLibrary
from tansiq.gateways.shelving import box_around
from tansiq.library.asking import LARGEST_PAGE, After, Box, Narrowing, SearchRefused
from tansiq.library.index import Hit
from tansiq.library.snippets import Part, direction
from tansiq.office.desk import Desk
from tansiq.office.information import Marking
from tansiq.office.reported import SeenReport, holds, seen_report
from tansiq.office.state import Office
from tansiq.volumes import Circle, ShapeRefused, footprint

CODES = {
    "query-too-long": 400,
    "no-words": 400,
    "grade-invalid": 400,
    "area-invalid": 400,
    "limit-invalid": 400,
}
"""With which status a question that cannot be asked is answered, whatever there is to be found."""
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])
_LONGEST_LIST = 500
_Order = Annotated[int, msgspec.Meta(ge=-(1 << 62), le=1 << 62)]
_Names = Annotated[tuple[str, ...], msgspec.Meta(max_length=1_000)]


class SearchFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked for, and what narrows it. Where several may be named, commas stand between them."""

    q: str = ""
    role: Literal["", "own", "received"] = ""
    owner: str = ""
    marking: str = ""
    source_grade: str = ""
    information_grade: str = ""
    language: str = ""
    from_: Aware | None = msgspec.field(default=None, name="from")
    until: Aware | None = None
    area: str = ""
    circle: str = ""
    fresh: Literal["true", "false"] = "true"


class MarkedOut(msgspec.Struct, omit_defaults=True):
    """A piece of what a report says, letter for letter. `found`: from where to where (characters, that is code points)
    stands what was looked for. `direction`: `rtl` or `ltr`. `cut_before`, `cut_after`: more stands there."""

    text: str
    direction: str
    found: list[tuple[int, int]]
    cut_before: bool = False
    cut_after: bool = False


class ReportHitOut(msgspec.Struct):
    """A report that was found, as in the list of reports; with what was looked for marked in its title, and in the
    piece of what it says where most of that stands."""

    report: ReportSeenOut
    title: MarkedOut
    snippet: MarkedOut


class ReportHitsOut(msgspec.Struct, omit_defaults=True):
    """A page of them, the latest time that they speak of first. `total`: how many there are for the asker in all.
    `behind`: something that the asker was told of lately may not be among them yet."""

    items: list[ReportHitOut]
    total: int
    next: str | None
    behind: bool = False


class ReportSearch:
    """The route of the search."""

    def __init__(self, desk: Desk, reports: Reports, library: ReportLibrary | None) -> None:
        self._desk, self._reports, self._library = desk, reports, library

    def routes(self) -> tuple[Route, ...]:
        """It alone."""
        return (
            Route("GET", "/api/v1/reports/search", needs(READ), self.search, summary="Reports found by words and "
                  "phrases, the latest first, without their texts.", gives=ReportHitsOut, parameters={**PARAMETERS,
                  "q": "words, and phrases in quotation marks: all of them are looked for", "role": "own or received",
                  "owner": "of these parties", "marking": "marked so", "source_grade": "A to F",
                  "information_grade": "1 to 6", "language": "in these languages",
                  "from": "that speak of a time after this", "until": "that speak of a time before this",
                  "area": "that reach into this rectangle: west,south,east,north (degrees)",
                  "circle": "that reach into the rectangle around this circle: lat,lng,radius (m)",
                  "fresh": "false: do not wait for what one was told of just now"}),
        )  # fmt: skip

    async def search(self, call: Call) -> Answer:
        """What is shown of another's reports is noted first."""
        filters = read_query(call, SearchFilters)
        limit, cursor = limit_and_after(call.query)
        size = min(limit, LARGEST_PAGE)
        if self._library is None:
            raise Problem(503, "search-not-ready", "nothing can be searched here")
        try:
            found, complete = await self._library.search(
                call.party, filters.q, _narrowing(filters), _place(cursor), size, fresh=filters.fresh == "true"
            )
        except SearchRefused as refused:
            raise Problem(CODES[refused.code], refused.code, str(refused), refused.field) from None
        hits = {hit.report_id: hit for hit in found.hits}

        def held(state: Office, now_us: int) -> list[SeenReport]:
            """The index may lag: only what is shown now, in the very version that was found, is."""
            reports = (state.reports.get(report_id) for report_id in hits)
            return [
                seen
                for report in reports
                if report is not None and holds(report, call.party)
                if (seen := seen_report(state, report.id, call.party)).version == hits[report.id].version
            ]

        shown = await self._reports.shown(call, await self._desk.read(held), whole=False)
        items = [_hit_out(one, hits[one.id]) for one in shown if one.version == hits[one.id].version]
        following = None if found.next is None else cursor_after(_written(found.next))
        return given(200, ReportHitsOut(items, found.total, following, not complete or len(items) < len(hits)))


def _narrowing(filters: SearchFilters) -> Narrowing:
    if filters.area and filters.circle:
        raise Problem(400, "area-invalid", "give a rectangle or a circle", "circle")
    area = _rectangle(filters.area) if filters.area else _circle(filters.circle) if filters.circle else None
    return Narrowing(
        owners=_several(filters.owner, "owner"),
        source_grades=_several(filters.source_grade, "source_grade"),
        information_grades=_several(filters.information_grade, "information_grade"),
        from_us=None if filters.from_ is None else microseconds(filters.from_),
        until_us=None if filters.until is None else microseconds(filters.until),
        area=area,
        markings=_known(_several(filters.marking, "marking"), Marking, "marking"),
        languages=_several(filters.language, "language"),
        own=None if not filters.role else filters.role == "own",
    )


def _several(text: str, field: str) -> frozenset[str]:
    if len(text) > _LONGEST_LIST:
        raise Problem(400, "malformed", f"at most {_LONGEST_LIST} characters", field)
    return frozenset(part.strip() for part in text.split(",") if part.strip())


def _known(asked: frozenset[str], there_are: Iterable[StrEnum], field: str) -> frozenset[str]:
    known = [name.value for name in there_are]
    if not asked <= set(known):
        raise Problem(400, "malformed", f"one or several of {', '.join(known)}", field)
    return asked


def _rectangle(text: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise Problem(400, "area-invalid", "four numbers in degrees: west,south,east,north", "area") from None
    return Box(west, south, east, north)


def _circle(text: str) -> Box:
    try:
        lat, lng, radius_m = (float(part) for part in text.split(","))
    except ValueError:
        message = "three numbers: latitude and longitude in degrees, a radius in metres"
        raise Problem(400, "area-invalid", message, "circle") from None
    try:
        footprint(Circle(lat, lng, radius_m))
    except (ValueError, ShapeRefused) as error:
        message = f"latitude and longitude in degrees, a radius in metres ({error})"
        raise Problem(400, "area-invalid", message, "circle") from None
    return box_around(lat, lng, radius_m)


def _written(place: After) -> str:
    return msgspec.json.encode((place.order, place.given)).decode()


def _place(cursor: str | None) -> After | None:
    if cursor is None:
        return None
    try:
        order, names = msgspec.json.decode(cursor, type=tuple[_Order, _Names])
    except (msgspec.MsgspecError, ValueError):
        raise Problem(400, "cursor-invalid", "not the `next` of any page; begin without a cursor", "cursor") from None
    return After(order, names)


def _hit_out(report: ReportSeenOut, hit: Hit) -> ReportHitOut:
    if report.erased:
        nothing = MarkedOut("", "ltr", [])
        return ReportHitOut(report, nothing, nothing)
    title = _marked(hit.title, report.language)
    snippet = _marked(hit.snippet.parts, report.language)
    snippet.cut_before, snippet.cut_after = hit.snippet.begins_inside, hit.snippet.ends_inside
    return ReportHitOut(report, title, snippet)


def _marked(parts: Iterable[Part], language: str) -> MarkedOut:
    text, found = "", []
    for part in parts:
        if part.found:
            found.append((len(text), len(text) + len(part.text)))
        text += part.text
    return MarkedOut(text, _direction(text, language), found)


def _direction(text: str, language: str) -> str:
    """By the language; where that says nothing of right to left, by the first letter that does."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else direction(text)
