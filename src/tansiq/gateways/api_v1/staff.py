"""What the routes about a party's own people share: a centre's refusals as problems, and who has signed in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from tansiq.centre.closed import CentreClosed
from tansiq.centre.hosting import Hosted
from tansiq.centre.reception import Caller, Reception
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import ADMINISTER
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.frame import person_needed
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.statuses import CENTRE_STATUS

NO_STORE = (b"cache-control", b"no-store")
Secret = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


def staffed(routes: Iterable[Route]) -> tuple[Route, ...]:
    """The routes, each with a centre's refusals as problem documents, and with answers that no cache keeps."""
    return tuple(_staffed(route) for route in routes)


def _staffed(route: Route) -> Route:
    inner = route.handler

    async def handler(call: Call) -> Answer:
        try:
            answer = await inner(call)
        except Refusal as refusal:
            raise problem_of(refusal) from None
        except CentreClosed as closed:
            raise closed_problem(closed) from None
        if NO_STORE in answer.headers:
            return answer
        return dataclasses.replace(answer, headers=(*answer.headers, NO_STORE))

    return dataclasses.replace(route, handler=handler, problems=True)


def problem_of(refusal: Refusal) -> Problem:
    """The problem that a refusal is answered with."""
    headers = ((b"retry-after", str(refusal.wait_s).encode()),) if refusal.wait_s else ()
    return Problem(CENTRE_STATUS[refusal.code], refusal.code, refusal.message, refusal.field, headers=headers)


def closed_problem(closed: CentreClosed) -> Problem:
    """The problem of a party whose centre cannot be used."""
    return Problem(503, "centre-closed", str(closed))


def signed_in(reception: Reception, cookies: Cookies, call: Call) -> Caller:
    """Who has signed in. Raises `Problem` (`person-needed`) for a program."""
    caller = reception.caller(cookies.value(call.headers)) if call.person else None
    if caller is None:
        raise person_needed("this is for people who have signed in; a program has no session")
    return caller


def check_recent(reception: Reception, cookies: Cookies, call: Call) -> None:
    """Raises `Refusal` (`sign-in-again`) for a person who has not signed in a moment ago: what gives somebody a way in,
    or takes one away, must not be done by whoever finds an administrator's screen. A program has its secret."""
    caller = reception.caller(cookies.value(call.headers)) if call.person else None
    if caller is not None:
        reception.check_recent(caller)


def centre_of(reception: Reception, call: Call) -> Hosted:
    """The asking party's own centre, and no other. Refused: `person-unknown` if it has none."""
    hosted = reception.hosting.find(call.party)
    if hosted is None:
        raise Refusal("person-unknown", "the party has nobody here yet")
    return hosted


def may_administer(call: Call) -> bool:
    """Whether the asker may know and do what administrators may."""
    return ADMINISTER in call.scopes


def agent_of(headers: Mapping[bytes, bytes]) -> str:
    """The browser, in its own words."""
    return headers.get(b"user-agent", b"").decode("latin-1")
