"""Where news is delivered to those who do not look at the page: a party's endpoints, and how each is doing."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from tansiq.centre import deliveries
from tansiq.centre.deliveries import (
    ChangeEndpoint,
    MakeEndpoint,
    RemoveEndpoint,
    ResumeEndpoint,
    Said,
    StopEndpoint,
)
from tansiq.centre.endpoints import Endpoint, EndpointKind, Wish, seal_context
from tansiq.centre.hosting import Hosted
from tansiq.centre.reception import Reception
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import ADMINISTER, READ
from tansiq.gateways.api_v1.delivery_forms import (
    DeliveriesOut,
    EndpointChangeForm,
    EndpointForm,
    EndpointOut,
    FailingOut,
    ResumeForm,
    StopForm,
    StoppedOut,
    TestOut,
    quiet_of,
    wish_out,
)
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, new_id
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.mail import check_address
from tansiq.gateways.news import News
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.gateways.undelivered import Undelivered
from tansiq.gateways.webhooks import check_url, new_secret, written_secret

_ROOT = "/api/v1/deliveries"
_TESTS_AN_HOUR = 20


class Deliverer(Protocol):
    """What delivers."""

    @property
    def mail_possible(self) -> bool:
        """Whether there is a mail server."""

    def look(self) -> None:
        """Looks soon whether there are new centres."""

    def live(self, party: str, endpoint: Endpoint) -> Endpoint:
        """The endpoint as it is at this moment."""

    async def test(self, hosted: Hosted, endpoint: Endpoint) -> None:
        """Sends a test. Raises `Undelivered`."""


@dataclass(frozen=True, slots=True)
class Delivering:
    """What delivers, and whether it goes to private addresses, too."""

    deliverer: Deliverer
    allow_private: bool = False


class Deliveries:
    """The routes."""

    def __init__(
        self,
        news: News,
        reception: Reception,
        delivering: Delivering,
        limits: FormLimits,
        repeats: Repeats,
    ) -> None:
        self._news, self._reception, self._limits, self._repeats = news, reception, limits, repeats
        self._deliverer, self._allow_private = delivering.deliverer, delivering.allow_private
        self._tests: dict[str, deque[float]] = {}

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        return (
            Route("GET", _ROOT, needs(READ), self.list, gives=DeliveriesOut,
                  summary="Where news is delivered, and how that is going."),
            Route("POST", _ROOT, needs(ADMINISTER), self._repeats.once(_ROOT, self.make), status=201,
                  takes=EndpointForm, gives=EndpointOut, summary="Have news delivered; a secret is shown this once."),
            Route("GET", one, needs(READ), self.read, gives=EndpointOut, summary="One endpoint."),
            Route("PUT", one, needs(ADMINISTER), self.change, takes=EndpointChangeForm, gives=EndpointOut,
                  summary="Say something else of an endpoint."),
            Route("DELETE", one, needs(ADMINISTER), self.remove, gives=EndpointOut,
                  summary="Remove an endpoint, with its secret."),
            Route("POST", f"{one}/test", needs(ADMINISTER), self.test, gives=TestOut,
                  summary="Send a test to it now."),
            Route("POST", f"{one}/stop", needs(ADMINISTER), self.stop, takes=StopForm, gives=EndpointOut,
                  summary="Deliver nothing more to it for now."),
            Route("POST", f"{one}/resume", needs(ADMINISTER), self.resume, takes=ResumeForm,
                  gives=EndpointOut, summary="Deliver again, and try at once."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order in which they were made. What fails or was stopped by itself is said in `attention`."""
        hosted = self._reception.hosting.find(call.party)
        last = await self._news.last(call.party)
        if hosted is None:
            return given(200, DeliveriesOut([], last, []))
        found = await hosted.desk.read(lambda state, now_us: list(state.endpoints.values()))
        live = [self._deliverer.live(call.party, endpoint) for endpoint in found]
        live.sort(key=lambda endpoint: (endpoint.made_us, endpoint.id))
        attention = [text for endpoint in live if (text := _attention(endpoint))]
        return given(200, DeliveriesOut([self._out(call, endpoint) for endpoint in live], last, attention))

    async def read(self, call: Call) -> Answer:
        """As it is at this moment."""
        _, endpoint = await self._known(call)
        return given(200, self._out(call, endpoint))

    async def make(self, call: Call) -> Answer:
        """Begins with what is told from now on, unless `after` says otherwise."""
        form, endpoint_id = read_body(call, EndpointForm), new_id(call, _ROOT)
        kind = EndpointKind(form.kind)
        said = self._said(kind, form)
        hosted = await self._reception.hosting.make(call.party)
        self._deliverer.look()
        before = await hosted.desk.read(lambda state, now_us: state.endpoints.get(endpoint_id))
        if before is not None:  # a repeat, after the office was started anew
            return given(201, self._out(call, before))
        last = await self._news.last(call.party)
        if form.after is not None and form.after > last:
            raise Problem(400, "number-invalid", f"the newest number of the feed is {last}", "after")
        secret = new_secret() if kind is EndpointKind.WEBHOOK else b""
        sealed = hosted.seal.seal(secret, seal_context(endpoint_id)) if secret else ""
        up_to = last if form.after is None else form.after
        made = await hosted.desk.submit(MakeEndpoint(call.person, endpoint_id, kind, said, up_to, sealed))
        out = self._out(call, made)
        out.secret = written_secret(secret) if secret else ""
        return given(201, out)

    async def change(self, call: Call) -> Answer:
        """What is on its way at this moment may still go where it went before."""
        hosted, endpoint = await self._known(call)
        form = read_body(call, EndpointChangeForm)
        said = self._said(endpoint.kind, form)
        made = await hosted.desk.submit(ChangeEndpoint(call.person, endpoint.id, form.version, said))
        return given(200, self._out(call, made))

    async def remove(self, call: Call) -> Answer:
        """The endpoint that mails the contacts of ladders can only be stopped."""
        hosted, endpoint = await self._known(call)
        await hosted.desk.submit(RemoveEndpoint(call.person, endpoint.id))
        return given(200, self._out(call, endpoint))

    async def test(self, call: Call) -> Answer:
        """Beside what is to be delivered; also one that is stopped. Its number is 0, its subject `test`."""
        hosted, endpoint = await self._known(call)
        if endpoint.kind is EndpointKind.CONTACTS:
            raise Problem(400, "not-testable", "make an e-mail endpoint for a contact's address, and test that", "id")
        self._count_test(call.party)
        try:
            await self._deliverer.test(hosted, endpoint)
        except Undelivered as undelivered:
            return given(200, TestOut(delivered=False, reason=undelivered.reason, mishap=undelivered.mishap))
        return given(200, TestOut(delivered=True))

    async def stop(self, call: Call) -> Answer:
        """What is told meanwhile is kept for it, as long as the feed keeps it."""
        hosted, endpoint = await self._known(call)
        form = read_body(call, StopForm)
        return given(
            200, self._out(call, await hosted.desk.submit(StopEndpoint(call.person, endpoint.id, form.reason)))
        )

    async def resume(self, call: Call) -> Answer:
        """Also one that fails is tried at once."""
        hosted, endpoint = await self._known(call)
        form = read_body(call, ResumeForm)
        last = await self._news.last(call.party)
        skip_to = last if form.missed == "skip" else None
        return given(200, self._out(call, await hosted.desk.submit(ResumeEndpoint(call.person, endpoint.id, skip_to))))

    async def _known(self, call: Call) -> tuple[Hosted, Endpoint]:
        endpoint_id = text_id(call.path[0], "id")
        hosted = self._reception.hosting.find(call.party)
        if hosted is None:
            raise Refusal("endpoint-unknown", "the party has no such endpoint", field="id")
        endpoint = await hosted.desk.read(lambda state, now_us: deliveries.known(state, endpoint_id))
        return hosted, self._deliverer.live(call.party, endpoint)

    def _said(self, kind: EndpointKind, form: EndpointForm | EndpointChangeForm) -> Said:
        match kind:
            case EndpointKind.WEBHOOK:
                check_url(
                    form.target,
                    "target",
                    allow_http=self._limits.allow_http_urls,
                    allow_private=self._allow_private,
                )
            case EndpointKind.EMAIL:
                if not self._deliverer.mail_possible:
                    raise Problem(409, "mail-not-possible", "there is no mail server here", "kind")
                check_address(form.target, "target")
        wish = form.wish
        return Said(
            form.name,
            form.target,
            Wish(tuple(sorted(set(wish.subjects))), wish.least, wish.escalations_only, quiet_of(wish.quiet)),
            form.language,
            form.person,
        )

    def _count_test(self, party: str) -> None:
        """Whoever can have mail sent to an address at will could annoy its reader."""
        now_s, sent = time.monotonic(), self._tests.setdefault(party, deque())
        while sent and sent[0] < now_s - 3_600:
            sent.popleft()
        if len(sent) >= _TESTS_AN_HOUR:
            raise Problem(429, "too-many-tests", f"at most {_TESTS_AN_HOUR} tests an hour; wait a while")
        sent.append(now_s)

    def _out(self, call: Call, endpoint: Endpoint) -> EndpointOut:
        failure, stop, cursor = endpoint.failure, endpoint.stop, endpoint.cursor
        mail = endpoint.kind is EndpointKind.EMAIL
        shown = endpoint.target
        if endpoint.kind is EndpointKind.WEBHOOK and ADMINISTER not in call.scopes:
            shown = "/".join(shown.split("/")[:3]).partition("?")[0] + "/…"
        return EndpointOut(
            id=endpoint.id,
            version=endpoint.version,
            kind=endpoint.kind,
            name=endpoint.name,
            target=shown,
            wish=wish_out(endpoint.wish),
            language=endpoint.language,
            person=endpoint.person,
            made=moment(endpoint.made_us),
            state=endpoint.state,
            delivered_up_to=min(cursor.up_to, cursor.at_once_up_to) if mail else cursor.up_to,
            failing=FailingOut(
                moment(failure.since_us), failure.reason, failure.tries, moment(failure.next_us), failure.mishap
            )
            if failure is not None and stop is None
            else None,
            stopped=StoppedOut(moment(stop.since_us), stop.by, stop.reason, stop.mishap, stop.hours, stop.tries)
            if stop is not None
            else None,
        )


def _attention(endpoint: Endpoint) -> str:
    if endpoint.stop is not None and not endpoint.stop.by:
        return f"STOPPED: nothing more is delivered to {endpoint.name!r}: {endpoint.stop.reason}"
    if endpoint.stop is None and endpoint.failure is not None:
        since = moment(endpoint.failure.since_us)
        return f"{endpoint.name!r} has taken nothing since {since:%Y-%m-%d %H:%M} UTC: {endpoint.failure.reason}"
    return ""
