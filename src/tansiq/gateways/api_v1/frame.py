"""What holds for every route of `/api/v1`: who may ask at all, and the form in which a refusal is answered."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from tansiq.gateways.api_v1.extents import in_our_words
from tansiq.gateways.contract import Answer, Call, Problem, Route, Scopes
from tansiq.gateways.forms import malformed, read_form
from tansiq.gateways.statuses import STATUS
from tansiq.office.desk import Desk
from tansiq.office.parties import taking_part
from tansiq.office.refusals import Refusal

T = TypeVar("T")
BEFORE_ADMISSION = frozenset({("POST", "/api/v1/office"), ("GET", "/api/v1/applications")})
"""What a party may ask that does not take part, or not yet; and all that needs no scope."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_encode = msgspec.json.Encoder().encode


def needs(scope: str) -> Scopes:
    """The scope that a route's token must hold."""
    return (frozenset({scope}),)


def given(status: int, body: Any, *headers: tuple[bytes, bytes]) -> Answer:
    """An answer in JSON."""
    return Answer(status, _encode(body), headers)


def read_body(call: Call, form: type[T]) -> T:
    """The request's form; see `read_form`."""
    return read_form(call.body, form)


def read_query(call: Call, form: type[T]) -> T:
    """What the query asks for; `limit` and `cursor` are left to the page. Raises `Problem` (`malformed`)."""
    asked = {name: value for name, value in call.query.items() if name not in ("limit", "cursor")}
    try:
        return msgspec.convert(asked, form, strict=False)
    except msgspec.ValidationError as error:
        raise malformed(error, form) from None


def text_id(value: str, name: str, longest: int = 256) -> str:
    """An identifier in a path. Raises `Problem` (`identifier-invalid`)."""
    if not 1 <= len(value) <= longest or not value.isprintable() or "\ufffd" in value:
        raise Problem(400, "identifier-invalid", f"1 to {longest} printable characters in UTF-8", name)
    return value


def uuid_id(value: str, name: str) -> str:
    """An identifier in a path that whoever makes a thing chooses for it. Raises `Problem` (`identifier-invalid`)."""
    if _UUID.fullmatch(value) is None:
        raise Problem(400, "identifier-invalid", f"{value[:60]!r} is not a UUID in lower case", name)
    return value


def person_of(call: Call, why: str) -> str:
    """The id of the person who has signed in. Raises `Problem` (`person-needed`) for a program."""
    if not call.person:
        raise person_needed(why)
    return call.person


def person_needed(why: str, field: str = "") -> Problem:
    """What only a person does, or what names the person who does it."""
    return Problem(403, "person-needed", why, field)


def refused(refusal: Refusal) -> Problem:
    """The office's refusal as a route of this interface answers it."""
    code, field = refusal.code, in_our_words(refusal.field)
    return Problem(STATUS[code], code, in_our_words(refusal.message), field)


def framed(desk: Desk, routes: Iterable[Route]) -> tuple[Route, ...]:
    """The routes, each asked by admitted parties only where it asks for a scope, each with the office's refusals as
    problem documents."""
    return tuple(_framed(desk, route) for route in routes)


def _framed(desk: Desk, route: Route) -> Route:
    admitted_only = bool(route.scopes) and (route.method, route.template) not in BEFORE_ADMISSION
    inner = route.handler

    async def handler(call: Call) -> Answer:
        try:
            if admitted_only:
                await desk.read(lambda state, now_us: taking_part(state, call.party))
            return await inner(call)
        except Refusal as refusal:
            raise refused(refusal) from None

    return dataclasses.replace(route, handler=handler, problems=True)
