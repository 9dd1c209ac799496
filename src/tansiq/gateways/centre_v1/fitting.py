"""What lists of reports, requests, incidents and quiet periods are asked for, judged by mirrored documents: as the
office judges it, of the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from tansiq.gateways.api_v1 import incidents, quiet_periods, reports, requests
from tansiq.gateways.api_v1.asking import area_of
from tansiq.gateways.api_v1.frame import read_query
from tansiq.gateways.api_v1.pages import MOST_VOLUMES
from tansiq.gateways.centre_v1.judging import Extent, volumes_of
from tansiq.gateways.contract import Call
from tansiq.gateways.informed import SORTS, Shown
from tansiq.volumes import overlap_any


def _none(shown: Shown) -> int:
    return 0


def _whole(shown: Shown) -> Shown:
    return shown


def _texts(shown: Shown) -> int:
    return len(shown.get("text") or "") + sum(len(claim["text"]) for claim in shown.get("claims", ()))


def _extents(shown: Shown) -> int:
    return len(shown.get("extents", ()))


@dataclass(frozen=True, slots=True)
class Fits:
    """Whether a thing is `wanted`, as what (`line`) the list shows it, its `weight`, and the `most` that a page has."""

    wanted: Callable[[msgspec.Raw], bool]
    line: Callable[[Shown], Shown]
    weight: Callable[[Shown], int] = _none
    most: int = MOST_VOLUMES


class _Report(msgspec.Struct):
    owner: str
    marking: str
    source_grade: str
    information_grade: int


class _Response(msgspec.Struct):
    party: str
    state: str
    overdue: bool = False


class _Request(msgspec.Struct):
    asker: str
    kind: str
    responses: list[_Response] = []


class _Side(msgspec.Struct):
    party: str
    state: str


class _Counts(msgspec.Struct):
    overdue: int = 0


class _Incident(msgspec.Struct):
    opened_by: str
    kind: str
    state: str
    begins: datetime = msgspec.field(name="from")
    until: datetime
    parties: list[_Side]
    counts: _Counts
    quiet_period: str = ""
    extents: list[Extent] = []


class _QuietPeriod(msgspec.Struct):
    state: str
    under: str
    parties: list[str]


def of_reports(call: Call) -> Fits:
    """By whose they are, how they are marked and graded."""
    filters = read_query(call, reports.Filters)

    def wanted(shown: msgspec.Raw) -> bool:
        one = msgspec.json.decode(shown, type=_Report)
        return (
            (not filters.role or (one.owner == call.party) is (filters.role == "own"))
            and filters.owner in ("", one.owner)
            and filters.marking in (None, one.marking)
            and filters.source_grade in (None, one.source_grade)
            and filters.information_grade in (None, one.information_grade)
        )

    if filters.texts:
        return Fits(wanted, _whole, _texts, reports.MOST_TEXT)
    return Fits(wanted, SORTS["report"].line)


def of_requests(call: Call) -> Fits:
    """By who asks whom, and how it stands. `overdue` is what it was when the office said so."""
    filters = read_query(call, requests.RequestFilters)

    def wanted(shown: msgspec.Raw) -> bool:
        one = msgspec.json.decode(shown, type=_Request)
        others = {one.asker} if one.asker != call.party else {response.party for response in one.responses}
        return (
            (not filters.role or (one.asker == call.party) is (filters.role == "own"))
            and (not filters.party or filters.party in others)
            and filters.kind in (None, one.kind)
            and (filters.state is None or any(response.state == filters.state for response in one.responses))
            and filters.overdue in (None, any(response.overdue for response in one.responses))
        )

    return Fits(wanted, SORTS["request"].line, _extents)


def of_incidents(call: Call) -> Fits:
    """By who takes part, how it stands, when and where. Late is what was late when the office said so."""
    filters = read_query(call, incidents.IncidentFilters)
    area = area_of(filters.area) if filters.area else None

    def wanted(shown: msgspec.Raw) -> bool:
        one = msgspec.json.decode(shown, type=_Incident)
        sides = {side.party: side.state for side in one.parties}
        return (
            filters.opened_by in ("", one.opened_by)
            and (not filters.party or filters.party in sides)
            and filters.state in (None, one.state)
            and filters.stand in (None, sides[call.party])
            and filters.kind in (None, one.kind)
            and filters.overdue in (None, one.counts.overdue > 0)
            and filters.quiet_period in ("", one.quiet_period)
            and (filters.from_ is None or one.until > filters.from_)
            and (filters.until is None or one.begins < filters.until)
            and (area is None or overlap_any(area, volumes_of(one.extents)))
        )

    return Fits(wanted, SORTS["incident"].line, _extents)


def of_quiet_periods(call: Call) -> Fits:
    """By state, agreement and who takes part."""
    filters = read_query(call, quiet_periods.QuietFilters)

    def wanted(shown: msgspec.Raw) -> bool:
        one = msgspec.json.decode(shown, type=_QuietPeriod)
        return (
            filters.state in (None, one.state)
            and filters.under in ("", one.under)
            and (not filters.party or filters.party in one.parties)
        )

    return Fits(wanted, SORTS["quiet-period"].line)


FITTING: dict[str, Callable[[Call], Fits]] = {
    "report": of_reports,
    "request": of_requests,
    "incident": of_incidents,
    "quiet-period": of_quiet_periods,
}
"""By what they are about."""
