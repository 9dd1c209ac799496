"""`/api/v1`: what people's pages and parties' programs speak with a centre and the office. One file per resource."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from tansiq.centre.reception import Reception
from tansiq.centre.roles import SCOPES
from tansiq.gateways.api_v1.agreements import Agreements
from tansiq.gateways.api_v1.attachments import Attachments
from tansiq.gateways.api_v1.batches import Batches
from tansiq.gateways.api_v1.bundles import Bundles
from tansiq.gateways.api_v1.centres import Centres, CentresShown
from tansiq.gateways.api_v1.channels import Channels
from tansiq.gateways.api_v1.conflicts import Conflicts
from tansiq.gateways.api_v1.cookies import CSRF_HEADER, SESSION_COOKIE, Cookies
from tansiq.gateways.api_v1.dayplans import DayPlans
from tansiq.gateways.api_v1.deliveries import Deliveries, Delivering
from tansiq.gateways.api_v1.drafts import Drafts
from tansiq.gateways.api_v1.erasures import Erasures
from tansiq.gateways.api_v1.errands import as_errand, dress
from tansiq.gateways.api_v1.events import Events
from tansiq.gateways.api_v1.exports import Exports
from tansiq.gateways.api_v1.frame import framed
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.imports import Imports
from tansiq.gateways.api_v1.incidents import Incidents
from tansiq.gateways.api_v1.invitations import Invitations
from tansiq.gateways.api_v1.log import Log
from tansiq.gateways.api_v1.log_watch import LogWatch
from tansiq.gateways.api_v1.map_detail import MapDetail
from tansiq.gateways.api_v1.notices import Notices
from tansiq.gateways.api_v1.oidc import Oidc
from tansiq.gateways.api_v1.openapi import description_route, document
from tansiq.gateways.api_v1.operations import Operations
from tansiq.gateways.api_v1.outside import HereOutside, Outside
from tansiq.gateways.api_v1.parties import Parties
from tansiq.gateways.api_v1.past import Beginnings, LookingBack, Moments, Pasts, no_log, with_a_past
from tansiq.gateways.api_v1.people import People
from tansiq.gateways.api_v1.programs import Programs
from tansiq.gateways.api_v1.quiet_periods import QuietPeriods
from tansiq.gateways.api_v1.receipts import Receipts
from tansiq.gateways.api_v1.report_intake import ReportIntake
from tansiq.gateways.api_v1.report_search import ReportSearch
from tansiq.gateways.api_v1.reports import Reports
from tansiq.gateways.api_v1.requests import Requests
from tansiq.gateways.api_v1.sessions import Sessions
from tansiq.gateways.api_v1.shifts import Shifts
from tansiq.gateways.api_v1.staff import staffed
from tansiq.gateways.api_v1.threads import Threads
from tansiq.gateways.contract import Route
from tansiq.gateways.news import OfficeNews
from tansiq.gateways.oidc_client import Provider
from tansiq.gateways.outlines import FormLimits
from tansiq.gateways.public_log.log import PublicLog
from tansiq.gateways.public_log.outside import OutsideWitnesses
from tansiq.gateways.public_log.watch import Watch
from tansiq.gateways.public_log.witnesses import LogWitnesses
from tansiq.gateways.report_library import ReportLibrary
from tansiq.gateways.report_words import ReportWords
from tansiq.gateways.tile_file import TileFile
from tansiq.gateways.words import Words
from tansiq.journal.blobs import Blobs
from tansiq.office.desk import Desk
from tansiq.office.tidings import Tidings

__all__ = [
    "CSRF_HEADER",
    "SESSION_COOKIE",
    "Centres",
    "Deliveries",
    "Delivering",
    "Erasures",
    "LogWatch",
    "Rooms",
    "Served",
    "Staff",
    "centre_routes",
    "described",
    "dress",
    "offered",
    "resources",
    "routes",
    "staff_routes",
]


@dataclass(frozen=True, slots=True)
class Staff:
    """What the routes about parties' own people need: their centres' door, under which address people reach the pages,
    the parties' identity providers, and the scopes that a party's program may have. `party`: the one whose own centre
    it is, if it is one's. `tiles`: detail for the map, if the operator has set some. `office_party`: whose
    administrators are the office's staff, if there is such a party."""

    reception: Reception
    public_url: str = ""
    providers: Mapping[str, Provider] = field(default_factory=dict)
    program_scopes: frozenset[str] = frozenset(SCOPES)
    party: str = ""
    tiles: TileFile | None = None
    office_party: str = ""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the routes of centres' own desks need. `files`: where attachments are kept."""

    outside: Outside
    reception: Reception
    limits: FormLimits
    files: Blobs
    repeats: Repeats = field(default_factory=Repeats)


async def _no_watch(party: str) -> Watch | None:
    return None


@dataclass(frozen=True, slots=True)
class Served:
    """What an office serves: its desk, and what the routes need besides. `files`: where attachments are kept.
    `library`: what finds reports; `log`: what receipts are given out from; `pasts`: what answers for moments that are
    over; `beginnings`: what proves where the journal stood."""

    desk: Desk
    tidings: Tidings
    limits: FormLimits
    files: Blobs
    staff: Staff
    delivering: Delivering
    repeats: Repeats = field(default_factory=Repeats)
    centres: Centres = field(default_factory=Centres)
    library: ReportLibrary | None = None
    pasts: Pasts | None = None
    log: PublicLog | None = None
    beginnings: Beginnings = no_log
    witnesses: LogWitnesses | None = None
    witness_quorum: int = 1
    outside: OutsideWitnesses | None = None
    watch_of: Callable[[str], Awaitable[Watch | None]] = _no_watch


def routes(served: Served) -> tuple[Route, ...]:
    """Every route, with its description among them. The desk is to be dressed (`dress`)."""
    desk, staff, repeats = served.desk, served.staff, served.repeats
    every, own = resources(served), (*staff_routes(staff), *LogWatch(served.watch_of).routes())
    rooms = (
        *centre_routes(Rooms(HereOutside(desk, served.limits), staff.reception, served.limits, served.files, repeats)),
        *Deliveries(
            OfficeNews(desk, served.tidings), staff.reception, served.delivering, served.limits, repeats
        ).routes(),
    )
    cookie = Cookies(staff.public_url).name()
    back = LookingBack(desk, served.pasts).ready
    errands = framed(desk, (back(served.centres.noting(as_errand(route, repeats))) for route in every))
    batches = tuple(map(served.centres.noting, Batches(errands).routes()))
    described = description_route(
        (*every, *batches, *own, *rooms), version("tansiq"), cookie=cookie, csrf_header=CSRF_HEADER
    )
    own_desks = map(back, staffed(rooms))
    return (
        *errands,
        *framed(desk, (*map(back, batches), described)),
        *staffed(map(back, own)),
        *framed(desk, own_desks),
    )


def offered() -> tuple[Route, ...]:
    """What an office offers, to be described or passed on: these routes cannot be called."""
    nothing: Any = None
    return resources(Served(nothing, nothing, nothing, nothing, Staff(nothing), nothing))


def described() -> dict[str, Any]:
    """The description of all that an office serves, for whoever builds on it before there is an office."""
    nothing: Any = None
    staff = Staff(nothing)
    own = (
        *staff_routes(staff),
        *LogWatch(nothing).routes(),
        *centre_routes(Rooms(nothing, nothing, nothing, nothing)),
        *Deliveries(nothing, nothing, Delivering(nothing, False), nothing, Repeats()).routes(),
    )
    return document((*offered(), *own), version("tansiq"), cookie=SESSION_COOKIE, csrf_header=CSRF_HEADER)


def staff_routes(staff: Staff) -> tuple[Route, ...]:
    """Those about a party's own people and programs, and the map before them. They are there before it takes part in
    the office, too."""
    cookies = Cookies(staff.public_url)
    sessions = Sessions(staff.reception, cookies, staff.providers, staff.party, staff.office_party)
    return (
        *sessions.routes(),
        *Oidc(staff.reception, cookies, sessions, staff.providers).routes(),
        *People(staff.reception, staff.public_url).routes(),
        *Programs(staff.reception, staff.program_scopes, cookies).routes(),
        *MapDetail(staff.tiles).routes(),
    )


def centre_routes(rooms: Rooms) -> tuple[Route, ...]:
    """What lies on a party's own desks: drafts, templates, imports, hand-overs, readings."""
    return (
        *Drafts(rooms.outside, rooms.reception, rooms.limits, rooms.repeats).routes(),
        *Imports(rooms.outside, rooms.reception, rooms.files, rooms.limits, rooms.repeats).routes(),
        *Shifts(rooms.outside, rooms.reception, rooms.repeats).routes(),
    )


def resources(served: Served) -> tuple[Route, ...]:
    """The routes of each of the office's resources."""
    desk, limits, repeats = served.desk, served.limits, served.repeats
    attachments = Attachments(desk, served.files)
    threads = Threads(desk, attachments, repeats)
    words = Words(served.files)
    reports = Reports(desk, ReportWords(desk, words), attachments, limits, repeats)
    every = (
        *Moments(desk, served.beginnings).routes(),
        *Events(desk, served.tidings).routes(),
        *Operations(desk, limits, repeats).routes(),
        *Conflicts(desk).routes(),
        *Notices(desk, limits, repeats).routes(),
        *DayPlans(desk).routes(),
        *CentresShown(desk, served.centres).routes(),
        *Exports(desk).routes(),
        *attachments.routes(),
        *threads.routes(),
        *reports.routes(),
        *ReportSearch(desk, reports, served.library).routes(),
        *ReportIntake(attachments).routes(),
        *Requests(desk, words, limits, repeats).routes(),
        *QuietPeriods(desk, limits, repeats).routes(),
        *Incidents(desk, words, limits, repeats).routes(),
        *Receipts(served.log).routes(),
        *Log(served.witnesses, served.witness_quorum, served.outside).routes(),
        *Channels(desk, threads, repeats).routes(),
        *Parties(desk, repeats).routes(),
        *Erasures(desk, repeats).routes(),
        *Invitations(desk, repeats, served.staff.public_url).routes(),
        *Agreements(desk, limits, repeats).routes(),
    )
    log_key = None if served.log is None else served.log.keeper.ring.public[0].written()
    return tuple(map(with_a_past, (*every, *Bundles(desk, every, log_key=log_key).routes())))
