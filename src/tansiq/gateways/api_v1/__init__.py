"""`/api/v1`: what people's pages and parties' programs speak with a centre and the office. One file per resource."""

from __future__ import annotations

from importlib.metadata import version

from tansiq.gateways.api_v1.agreements import Agreements
from tansiq.gateways.api_v1.frame import framed
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.invitations import Invitations
from tansiq.gateways.api_v1.openapi import description_route
from tansiq.gateways.api_v1.parties import Parties
from tansiq.gateways.contract import Route
from tansiq.gateways.outlines import FormLimits
from tansiq.office.desk import Desk

SESSION_COOKIE, CSRF_HEADER = "tansiq_session", "X-CSRF-Token"
"""As the description names them; what a signed-in person's browser sends."""


def routes(desk: Desk, limits: FormLimits, public_url: str = "") -> tuple[Route, ...]:
    """Every route, with its description among them. `public_url`: under which people reach the office's pages."""
    offered = resources(desk, limits, Repeats(), public_url)
    described = description_route(offered, version("tansiq"), cookie=SESSION_COOKIE, csrf_header=CSRF_HEADER)
    return framed(desk, (*offered, described))


def resources(desk: Desk, limits: FormLimits, repeats: Repeats, public_url: str) -> tuple[Route, ...]:
    """The routes of each resource."""
    return (
        *Parties(desk, repeats).routes(),
        *Invitations(desk, repeats, public_url).routes(),
        *Agreements(desk, limits, repeats).routes(),
    )
