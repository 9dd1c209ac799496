"""`/api/v1` of a self-hosted centre: the office's own routes, each answered from the mirror, carried by the outbox or
asked straight on. What the office learns to do, its parties' centres pass on without knowing it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from importlib.metadata import version

from tansiq.centre.desk import CentreDesk
from tansiq.gateways.api_v1 import CSRF_HEADER, offered
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.erasures import TEMPLATES as ERASURES
from tansiq.gateways.api_v1.frame import refused
from tansiq.gateways.api_v1.log import CONTRADICTIONS, COSIGNATURE, PUT_UP
from tansiq.gateways.api_v1.openapi import description_route
from tansiq.gateways.api_v1.past import check_has_past, is_of_the_past, straight_to_the_past
from tansiq.gateways.api_v1.report_intake import ReportIntake
from tansiq.gateways.centre_v1.following import Following
from tansiq.gateways.centre_v1.mirrored import Mirrored
from tansiq.gateways.centre_v1.outgoing import Outgoing, if_reached
from tansiq.gateways.centre_v1.outlook import Weighing
from tansiq.gateways.centre_v1.shelved import Shelved
from tansiq.gateways.contract import Answer, Call, Handler, Problem, Route
from tansiq.gateways.office_errands import Carrier
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.outlines import FormLimits
from tansiq.office.refusals import Refusal

STRAIGHT = frozenset(
    {
        "/api/v1/sight",
        "/api/v1/agreements/{id}/preview",
        "/api/v1/attachments",
        "/api/v1/invitations",
        "/api/v1/reports/outlook",
    }
)
"""What is asked with POST and not queued: it changes nothing, is too large to keep, or answers with a secret."""
_OUTLOOK, _INTAKE = "/api/v1/operations/outlook", "/api/v1/reports/intake"
_OFFICE_ONLY = frozenset({"/api/v1/office", PUT_UP, COSIGNATURE, CONTRADICTIONS}) | ERASURES


@dataclass(frozen=True, slots=True)
class Linked:
    """A party's own centre, and its link to the office. `public_url`: under which people reach it; `within_s`: how long
    a change waits for the office's answer."""

    party: str
    public_url: str
    desk: CentreDesk
    link: OfficeLink
    carrier: Carrier
    following: Following
    limits: FormLimits
    within_s: float


def routes(centre: Linked, own: tuple[Route, ...] = ()) -> tuple[Route, ...]:
    """All of them. `own`: routes that the centre itself has, of its people and programs; they come before the
    office's."""
    desk, link, following = centre.desk, centre.link, centre.following
    mirrored, outgoing = Mirrored(desk, link), Outgoing(desk, link, centre.carrier, centre.within_s)
    shelved, intake = Shelved(desk, link, mirrored.as_of).handlers(), ReportIntake()
    local = {**mirrored.handlers(), **following.handlers()}
    taken = {(route.method, route.template) for route in own}

    def handler(route: Route) -> Handler:
        straight = outgoing.straight(route)
        if route.method == "GET":
            if route.template in shelved:
                return straight_to_the_past(shelved[route.template](straight), straight)
            here = local.get(route.template)
            return straight if here is None else straight_to_the_past(_or_straight(here, straight), straight)
        if route.template == _OUTLOOK:
            return Weighing(desk, link, centre.limits, straight).weigh
        if route.template == _INTAKE:
            return _here_if_cut_off(link, straight, intake.take)
        return straight if route.template in STRAIGHT else outgoing.changing(route)

    passed_on = (
        dataclasses.replace(route, handler=handler(route))
        for route in offered()
        if route.scopes and route.template not in _OFFICE_ONLY and (route.method, route.template) not in taken
    )
    every = (*own, *passed_on, *following.routes(), *outgoing.routes())
    cookie = Cookies(centre.public_url).name()
    described = description_route(every, version("tansiq"), cookie=cookie, csrf_header=CSRF_HEADER)
    return tuple(_for_party(route, centre.party) for route in (*every, described))


def _or_straight(here: Handler, straight: Handler) -> Handler:
    """From the mirror; older messages of a thread are only at the office."""

    async def answer(call: Call) -> Answer:
        return await (straight if "before" in call.query else here)(call)

    return answer


def _here_if_cut_off(link: OfficeLink, straight: Handler, here: Handler) -> Handler:
    """At the office, which keeps the original; while it cannot be reached here, where nothing is kept."""

    async def answer(call: Call) -> Answer:
        there = await if_reached(link, straight, call)
        return await here(call) if there is None else there

    return answer


def _for_party(route: Route, party: str) -> Route:
    """The route, for the party's own people and programs, with problem documents."""
    inner = route.handler

    async def handler(call: Call) -> Answer:
        if route.scopes and call.party != party:
            raise Problem(403, "not-yours", f"this is the centre of {party}; {call.party} has, or is, another")
        if route.scopes and is_of_the_past(call):
            check_has_past(route)
        try:
            return await inner(call)
        except Refusal as refusal:  # in the office's own words, of what is decided here by its rules
            raise refused(refusal) from None

    return dataclasses.replace(route, handler=handler, problems=True)
