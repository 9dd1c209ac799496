"""What goes from the centre to the office: changes through the outbox, questions straight on."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.outbox import Errand, ErrandState, GiveErrand, key_of
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import READ
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1 import idempotency
from tansiq.gateways.api_v1.frame import given, needs, read_query, text_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.contract import Answer, Call, Handler, Problem, Route
from tansiq.gateways.forms import read_form
from tansiq.gateways.office_client import LinkBroken
from tansiq.gateways.office_errands import Carrier, speaking
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.outlines import moment
from tansiq.gateways.statuses import CENTRE_STATUS

_ROOT, _UNREACHABLE = "/api/v1/outbox", "office-unreachable"
_PASSED_ON = frozenset({"content-disposition", "x-content-type-options", "content-security-policy", "cache-control"})


class QueuedOut(msgspec.Struct):
    """The office cannot be reached: the change is kept, and will be sent. `position`: 1 for the one that goes next."""

    queued: str
    position: int


class ErrandOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A change on its way to the office, or there. `done` and `refused` are the office's word: `status` and `answer`
    are what it said. `position`: how many go before it, and itself, while it waits."""

    key: str
    method: str
    path: str
    person: str = ""
    at: datetime
    state: ErrandState
    position: int = 0
    body: msgspec.Raw | None = None
    status: int = 0
    answer: msgspec.Raw | None = None
    answered: datetime | None = None


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which errands are asked for."""

    state: ErrandState | None = None


class Outgoing:
    """Handlers for all that only the office can do."""

    def __init__(self, desk: CentreDesk, link: OfficeLink, carrier: Carrier, within_s: float) -> None:
        self._desk, self._link, self._carrier, self._within_s = desk, link, carrier, within_s

    def routes(self) -> tuple[Route, ...]:
        """What the office does not have."""
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="Changes on their way to the office, and those that it "
                  "has answered; the newest first.", gives=Page[ErrandOut],
                  parameters={**PARAMETERS, "state": "waiting, done or refused"}),
            Route("GET", f"{_ROOT}/{{key}}", needs(READ), self.read, summary="One of them.", gives=ErrandOut),
        )  # fmt: skip

    def changing(self, route: Route) -> Handler:
        """Has the office change something, now or as soon as it can be reached."""

        async def change(call: Call) -> Answer:
            if not self._link.reached.is_set() and isinstance(route.takes, type):
                read_form(call.body, route.takes)  # what the office would refuse for its form, nobody need wait for
            path, body = _path(route, call), _text(call.body)
            command = GiveErrand(_key(call), route.method, path, body, call.person, call.name)
            try:
                given_errand = await self._carrier.give(command, self._within_s)
            except Refusal as refusal:
                code = "idempotency-key-reused" if refusal.code == "key-reused" else refusal.code
                raise Problem(CENTRE_STATUS[refusal.code], code, refusal.message, refusal.field) from None
            if isinstance(given_errand, Errand):
                return _queued_or_answered(self._desk, given_errand)
            answer = given_errand.answer
            return Answer(answer.status, answer.body, _passed_on(answer.headers), answer.content_type.encode())

        return change

    def straight(self, route: Route) -> Handler:
        """Asks the office now or not at all."""

        async def ask(call: Call) -> Answer:
            headers = speaking(call.person, call.name)
            if (kind := call.headers.get(b"content-type")) is not None:
                headers["content-type"] = kind
            if idempotency.key_of(call) is not None:
                headers["idempotency-key"] = _key(call)
            return await self.forward(route.method, _path(route, call), call.body, headers)

        return ask

    async def forward(self, method: str, path: str, body: bytes, headers: Mapping[str, str | bytes]) -> Answer:
        """The office's answer as it is. Raises `Problem` (`office-unreachable`)."""
        if not self._link.reached.is_set():
            raise self._unreachable(self._link.reason)
        try:
            answer = await self._link.office.ask(method, path, body, headers)
        except LinkBroken as broken:
            self._link.down(str(broken))
            raise self._unreachable(str(broken)) from None
        return Answer(answer.status, answer.body, _passed_on(answer.headers), answer.content_type.encode())

    async def list(self, call: Call) -> Answer:
        """Bodies and answers are shown with each alone."""
        wanted = read_query(call, Filters).state

        def found(state: Centre, now_us: int) -> Page[ErrandOut]:
            errands = (one for one in state.outbox.errands.values() if wanted in (None, one.state))
            page = page_of(errands, lambda one: f"{10**15 - one.number:015d}", call.query)
            return Page([_out(state, one) for one in page.items], page.next)

        return given(200, await self._desk.read(found))

    async def read(self, call: Call) -> Answer:
        """With what was asked, and the office's answer."""
        key = text_id(call.path[0], "key")

        def found(state: Centre, now_us: int) -> ErrandOut:
            number = state.outbox.by_key.get(key)
            if number is None:
                raise Problem(404, "not-found", f"no change {key} waits or was sent lately", "key")
            errand = state.outbox.errands[number]
            out = _out(state, errand)
            out.body = msgspec.Raw(errand.body.encode()) if errand.body else None
            out.answer = msgspec.Raw(errand.answer.encode()) if _is_json(errand.answer) else None
            return out

        return given(200, await self._desk.read(found))

    def _unreachable(self, reason: str) -> Problem:
        since = self._link.since.isoformat(timespec="seconds").replace("+00:00", "Z")
        message = f"only the office can answer this, and it cannot be reached since {since}: {reason}"
        return Problem(503, _UNREACHABLE, message)


async def if_reached(link: OfficeLink, straight: Handler, call: Call, within_s: float | None = None) -> Answer | None:
    """The office's answer; none, if it cannot be reached, or takes too long for one who has another answer."""
    if not link.reached.is_set():
        return None
    try:
        async with asyncio.timeout(within_s):
            return await straight(call)
    except TimeoutError:
        return None
    except Problem as problem:
        if problem.code != _UNREACHABLE:
            raise
        return None


def _queued_or_answered(desk: CentreDesk, errand: Errand) -> Answer:
    """The answer to an errand that was given before, as far as it is kept; or that it waits."""
    if errand.state is ErrandState.WAITING:
        return given(202, QueuedOut(errand.key, max(1, errand.number - desk.state.outbox.settled)))
    kind = b"application/problem+json" if errand.status >= 400 else b"application/json"
    return Answer(errand.status, (errand.answer or "{}").encode(), (), kind)


def _out(state: Centre, errand: Errand) -> ErrandOut:
    waits = errand.state is ErrandState.WAITING
    return ErrandOut(
        key=errand.key,
        method=errand.method,
        path=errand.path,
        person=errand.person,
        at=moment(errand.at_us),
        state=errand.state,
        position=errand.number - state.outbox.settled if waits else 0,
        status=errand.status,
        answered=moment(errand.answered_us) if errand.answered_us else None,
    )


def _key(call: Call) -> str:
    asked = idempotency.key_of(call)
    return str(uuid.uuid4()) if asked is None else key_of(call.person, asked)


def _path(route: Route, call: Call) -> str:
    names = iter(call.path)
    steps = (quote(next(names), safe="") if step.startswith("{") else step for step in route.template.split("/"))
    return "/".join(steps) + (f"?{urlencode(call.query)}" if call.query else "")


def _text(body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Problem(400, "malformed", "the body is not JSON in UTF-8") from None
    if text and not _is_json(text):
        raise Problem(400, "malformed", "the body is not JSON")
    return text


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text, type=Any)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


def _passed_on(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.encode(), headers[name].encode("latin-1")) for name in sorted(_PASSED_ON) if name in headers)
