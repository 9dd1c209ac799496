"""`/api/v1`: what people's pages and parties' programs speak with a centre and the office. One file per resource."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from tansiq.gateways.api_v1.agreements import Agreements
from tansiq.gateways.api_v1.attachments import Attachments
from tansiq.gateways.api_v1.dayplans import DayPlans
from tansiq.gateways.api_v1.errands import as_errand, dress
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


def routes(desk: Desk, tidings: Tidings, limits: FormLimits, files: Blobs, public_url: str = "") -> tuple[Route, ...]:
    """Every route, with its description among them. `files`: where attachments are kept; `public_url`: under which
    people reach the office's pages."""
    repeats = Repeats()
    every = resources(desk, tidings, limits, repeats, files, public_url)
    described = description_route(every, version("tansiq"), cookie=SESSION_COOKIE, csrf_header=CSRF_HEADER)
    if desk is not None:
        dress(desk)
    return framed(desk, (*(as_errand(route, repeats) for route in every), described))


def offered() -> tuple[Route, ...]:
    """What an office offers, to be described or passed on: these routes cannot be called."""
    nothing: Any = None
    return resources(nothing, nothing, nothing, Repeats(), nothing, "")


def resources(
    desk: Desk, tidings: Tidings, limits: FormLimits, repeats: Repeats, files: Blobs, public_url: str
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
    )
