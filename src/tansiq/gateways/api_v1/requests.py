"""Requests: what parties ask each other for, and how each answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Literal

import msgspec

from tansiq.centre.roles import OPERATE, READ, SPEAK
from tansiq.gateways.api_v1.extents import places_of
from tansiq.gateways.api_v1.frame import given, needs, person_needed, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, newest_first, page_looked_for
from tansiq.gateways.api_v1.request_forms import (
    AnswerForm,
    DeclineForm,
    NeedByForm,
    RequestForm,
    RequestOut,
    RequestPersonForm,
    RequestSightOut,
    RequestWithdrawForm,
    ResponseRecordOut,
    digests_of,
    record_out,
    request_out,
    to_of,
)
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import FormLimits, microseconds
from tansiq.gateways.words import Words, new_salt
from tansiq.office import bodies
from tansiq.office.asked import RequestContent, RequestKind, ResponseState
from tansiq.office.bodies import AnswerBody, RequestBody
from tansiq.office.desk import Desk
from tansiq.office.kinds import Priority
from tansiq.office.requested import SeenRequest, seen_of_own_request, seen_request, these_seen
from tansiq.office.requests import MakeRequest, NeedBy, Respond, WithdrawRequest
from tansiq.office.responses import response_records
from tansiq.office.state import Office

_ROOT = "/api/v1/requests"
_STATES = ", ".join(ResponseState)


class RequestFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which requests are asked for."""

    role: Literal["", "own", "received"] = ""
    party: str = ""
    kind: RequestKind | None = None
    state: ResponseState | None = None
    overdue: bool | None = None


class Requests:
    """The routes of requests."""

    def __init__(self, desk: Desk, words: Words, limits: FormLimits, repeats: Repeats) -> None:
        self._desk, self._words, self._limits, self._repeats = desk, words, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        once = self._repeats.once
        return (
            Route("GET", _ROOT, needs(READ), self.listed, summary="Requests that one made or was asked, what changed "
                  "last first; without their texts.", gives=Page[RequestOut], parameters={**PARAMETERS,
                  "role": "own or received", "party": "asked by this party, or, of one's own, asking it",
                  "kind": "information or support", "state": f"with somebody in this state: {_STATES}",
                  "overdue": "true: those that somebody has not answered by when it was needed; false: all others"}),
            Route("POST", _ROOT, needs(OPERATE), once(_ROOT, self.ask), summary="Ask others for information or "
                  "support.", takes=RequestForm, gives=RequestOut, status=201),
            Route("GET", one, needs(READ), self.read, summary="One of them, whole: of what one asked how it stands "
                  "with each, of what one was asked how it stands with oneself.", gives=RequestOut),
            Route("PUT", f"{one}/needed-by", needs(OPERATE), self.need_by, summary="Say that it is needed by another "
                  "time.", takes=NeedByForm, gives=RequestOut),
            Route("POST", f"{one}/withdrawal", needs(OPERATE), once(f"{one}/withdrawal", self.withdraw),
                  summary="Take it back.", takes=RequestWithdrawForm, gives=RequestOut),
            Route("POST", f"{one}/note", needs(SPEAK), once(f"{one}/note", self.note), summary="Take note of what "
                  "one was asked.", takes=RequestPersonForm, gives=RequestOut),
            Route("POST", f"{one}/consideration", needs(SPEAK), once(f"{one}/consideration", self.consider),
                  summary="Say that it is under consideration.", takes=RequestPersonForm, gives=RequestOut),
            Route("POST", f"{one}/answer", needs(SPEAK), once(f"{one}/answer", self.answer), summary="Answer it, "
                  "whole or in part.", takes=AnswerForm, gives=RequestOut),
            Route("POST", f"{one}/decline", needs(SPEAK), once(f"{one}/decline", self.decline), summary="Say that "
                  "there will be no answer, with or without a reason.", takes=DeclineForm, gives=RequestOut),
            Route("GET", f"{one}/sight/{{party}}", needs(READ), self.sight, summary="What another party sees of a "
                  "request of one's own.", gives=RequestSightOut),
            Route("GET", "/api/v1/agreements/{id}/responses", needs(READ), self.records, summary="How each party of "
                  "an agreement answers what it is asked under it, as figures.", gives=list[ResponseRecordOut]),
        )  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        """What is asked for is asked of what one sees."""
        filters = read_query(call, RequestFilters)

        def times(state: Office, now_us: int) -> dict[str, str]:
            return {newest_first(at_us, name): name for at_us, name in state.requests.times_for(call.party)}

        places = await self._desk.read(times)

        def look(state: Office, now_us: int, some: Sequence[str]) -> Iterator[tuple[str, SeenRequest]]:
            found = these_seen(state, [places[place] for place in some], call.party, now_us)
            asked = {one.id: one for one in found if _asked_for(one, filters, call.party)}
            return ((place, asked[places[place]]) for place in some if places[place] in asked)

        page = await page_looked_for(
            self._desk, list(places), look, itemgetter(0), lambda pair: len(pair[1].content.extents), call.query
        )
        words = await self._words.read((one.content.body for _, one in page.items if one.erased is None), RequestBody)
        return given(200, Page([request_out(one, words, None) for _, one in page.items], page.next))

    async def read(self, call: Call) -> Answer:
        """Whoever neither asked nor was asked is told that there is none."""
        return await self._shown(call, text_id(call.path[0], "id"))

    async def ask(self, call: Call) -> Answer:
        """Each is told under the agreement that lets the asker tell it."""
        form = read_body(call, RequestForm)
        extents, areas_m2 = places_of(form.extents, self._limits, "`needed_by` says")
        request_id = new_id(call, _ROOT)
        if not await made_before(call, self._desk, lambda state, now_us: state.requests.get(request_id)):
            body = RequestBody(new_salt(), form.title, form.text, form.place)
            content = RequestContent(
                body=bodies.digest_of(body),
                language=form.language,
                kind=form.kind,
                priority=Priority(form.priority),
                marking=form.marking,
                person=_person(call, form.person),
                extents=extents,
            )
            needed_by_us = microseconds(form.needed_by)
            command = MakeRequest(call.party, request_id, content, areas_m2, to_of(form.to), needed_by_us)
            await self._words.say(self._desk, command, body)
        return await self._shown(call, request_id, 201)

    async def need_by(self, call: Call) -> Answer:
        """Whoever has not answered is told; what was overdue is so no longer."""
        form, request_id = read_body(call, NeedByForm), text_id(call.path[0], "id")
        await self._desk.submit(NeedBy(call.party, request_id, form.version, microseconds(form.needed_by)))
        return await self._shown(call, request_id)

    async def withdraw(self, call: Call) -> Answer:
        """Whoever has not answered is told, and why."""
        form, request_id = read_body(call, RequestWithdrawForm), text_id(call.path[0], "id")
        await self._desk.submit(WithdrawRequest(call.party, request_id, form.version, form.reason))
        return await self._shown(call, request_id)

    async def note(self, call: Call) -> Answer:
        """Said twice, it was said once."""
        return await self._say(call, ResponseState.RECEIVED)

    async def consider(self, call: Call) -> Answer:
        """Said twice, it was said once."""
        return await self._say(call, ResponseState.CONSIDERED)

    async def answer(self, call: Call) -> Answer:
        """The words lie beside the journal before the journal names them."""
        form, request_id = read_body(call, AnswerForm), text_id(call.path[0], "id")
        body = AnswerBody(new_salt(), form.text) if form.text.strip() else None
        command = Respond(
            call.party,
            request_id,
            ResponseState.PARTLY_ANSWERED if form.partly else ResponseState.ANSWERED,
            call.name or form.person,
            body="" if body is None else bodies.digest_of(body),
            language=form.language if body is not None else "",
            marking=form.marking,
            reports=tuple(form.reports),
        )
        await self._words.say(self._desk, command, *([] if body is None else [body]))
        return await self._shown(call, request_id)

    async def decline(self, call: Call) -> Answer:
        """For good."""
        form, request_id = read_body(call, DeclineForm), text_id(call.path[0], "id")
        person = call.name or form.person
        await self._desk.submit(Respond(call.party, request_id, ResponseState.DECLINED, person, form.reason))
        return await self._shown(call, request_id)

    async def sight(self, call: Call) -> Answer:
        """By what decides what the viewer sees when it asks itself."""
        request_id, viewer = text_id(call.path[0], "id"), text_id(call.path[1], "party")

        seen = await self._desk.read(
            lambda state, now_us: seen_of_own_request(state, request_id, call.party, viewer, now_us)
        )
        return given(200, RequestSightOut(viewer, None if seen is None else await self._out(seen)))

    async def records(self, call: Call) -> Answer:
        """To nobody else is there such an agreement."""
        agreement_id = text_id(call.path[0], "id")
        found = await self._desk.read(lambda state, now_us: response_records(state, agreement_id, call.party, now_us))
        return given(200, [record_out(one) for one in found])

    async def _say(self, call: Call, said: ResponseState) -> Answer:
        form, request_id = read_body(call, RequestPersonForm), text_id(call.path[0], "id")
        await self._desk.submit(Respond(call.party, request_id, said, call.name or form.person))
        return await self._shown(call, request_id)

    async def _shown(self, call: Call, request_id: str, status: int = 200) -> Answer:
        seen = await self._desk.read(lambda state, now_us: seen_request(state, request_id, call.party, now_us))
        return given(status, await self._out(seen))

    async def _out(self, seen: SeenRequest) -> RequestOut:
        words = await self._words.read([seen.content.body] if seen.erased is None else (), RequestBody)
        return request_out(seen, words, await self._words.read(digests_of(seen), AnswerBody))


def _person(call: Call, person: str) -> str:
    if not (call.name or person).strip():
        raise person_needed("name the person who asks", "person")
    return call.name or person


def _asked_for(one: SeenRequest, filters: RequestFilters, party: str) -> bool:
    others = {one.asker} if one.asker != party else {response.party for response in one.responses}
    return (
        (not filters.role or (one.asker == party) is (filters.role == "own"))
        and (not filters.party or filters.party in others)
        and filters.kind in (None, one.content.kind)
        and (filters.state is None or any(response.state is filters.state for response in one.responses))
        and filters.overdue in (None, any(response.overdue for response in one.responses))
    )
