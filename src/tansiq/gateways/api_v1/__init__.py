"""`/api/v1`: what people's pages and parties' programs speak with a centre and the office. One file per resource."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from tansiq.centre.hosting import Hosting
from tansiq.gateways.api_v1.agreements import Agreements
from tansiq.gateways.api_v1.attachments import Attachments
from tansiq.gateways.api_v1.dayplans import DayPlans
from tansiq.gateways.api_v1.deliveries import Deliverer, Deliveries
from tansiq.gateways.api_v1.events import Events
from tansiq.gateways.api_v1.frame import framed
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.invitations import Invitations
from tansiq.gateways.api_v1.notices import Notices
from tansiq.gateways.api_v1.openapi import description_route
from tansiq.gateways.api_v1.operations import Operations
from tansiq.gateways.api_v1.parties import Parties
from tansiq.gateways.api_v1.threads import Threads
from tansiq.gateways.contract import Route
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import Blobs
from tansiq.office.desk import Desk
from tansiq.office.tidings import Tidings

SESSION_COOKIE, CSRF_HEADER = "tansiq_session", "X-CSRF-Token"
"""As the description names them; what a signed-in person's browser sends."""


@dataclass(frozen=True, slots=True)
class Centres:
    """The centres of hosted parties, and what delivers their news. `allow_private`: to private addresses, too."""

    hosting: Hosting
    deliverer: Deliverer
    allow_private: bool = False


def routes(
    desk: Desk, tidings: Tidings, limits: FormLimits, files: Blobs, centres: Centres, public_url: str = ""
) -> tuple[Route, ...]:
    """Every route, with its description among them. `files`: where attachments are kept; `public_url`: under which
    people reach the office's pages."""
    offered = resources(desk, tidings, limits, Repeats(), files, centres, public_url)
    described = description_route(offered, version("tansiq"), cookie=SESSION_COOKIE, csrf_header=CSRF_HEADER)
    return framed(desk, (*offered, described))


def resources(
    desk: Desk,
    tidings: Tidings,
    limits: FormLimits,
    repeats: Repeats,
    files: Blobs,
    centres: Centres,
    public_url: str,
) -> tuple[Route, ...]:
    """The routes of each resource."""
    attachments = Attachments(desk, files)
    return (
        *Events(desk, tidings).routes(),
        *Operations(desk, limits, repeats).routes(),
        *Notices(desk, limits, repeats).routes(),
        *DayPlans(desk).routes(),
        *attachments.routes(),
        *Threads(desk, attachments, repeats).routes(),
        *Parties(desk, repeats).routes(),
        *Invitations(desk, repeats, public_url).routes(),
        *Agreements(desk, limits, repeats).routes(),
        *Deliveries(
            desk, centres.hosting, centres.deliverer, limits, repeats, allow_private=centres.allow_private
        ).routes(),
    )
