"""Incidents: what went wrong, in each party's own words."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Annotated

import msgspec

from tansiq.centre.roles import OPERATE, READ, SPEAK
from tansiq.gateways.api_v1.asking import area_of
from tansiq.gateways.api_v1.extents import Aware, volumes_of
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.incident_answers import (
    IncidentAccountOut,
    IncidentOut,
    IncidentSightOut,
    accounts_out,
    digests_of,
    incident_out,
    sight_out,
)
from tansiq.gateways.api_v1.incident_forms import (
    ActionForm,
    ActionStepForm,
    ClosingAnswerForm,
    FactsForm,
    FactStandForm,
    IncidentAccountForm,
    IncidentForm,
    IncidentPartiesForm,
    LinksForm,
    QuestionsForm,
    SettledForm,
    SideStandForm,
    UnlinkForm,
    WordsForm,
)
from tansiq.gateways.api_v1.incident_told import ToldByThenOut, told_out
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, looked_for, newest_first, page_in_order
from tansiq.gateways.api_v1.words import Words, new_salt
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits, microseconds
from tansiq.office import bodies, incidents
from tansiq.office.bodies import IncidentBody
from tansiq.office.desk import Desk
from tansiq.office.incident import (
    AccountGiven,
    ActionAnswered,
    ActionDone,
    ActionProposed,
    ClosedWithout,
    ClosingAnswered,
    ClosingProposed,
    FactsProposed,
    FactStood,
    IncidentKind,
    Invited,
    Link,
    Linked,
    QuestionAnswered,
    QuestionsAsked,
    QuestionSettled,
    Reopened,
    Step,
    Stood,
    Unlinked,
)
from tansiq.office.incident_seen import (
    IncidentState,
    SeenIncident,
    SideState,
    incidents_seen,
    seen_incident,
    shown_to,
)
from tansiq.office.incidents import Contribute, OpenIncident
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.told_by_then import candidates, span_of, told
from tansiq.volumes import Volume, overlap_any

_ROOT = "/api/v1/incidents"
MOST_TOLD = 500
_MINUTE_US = 60_000_000
_STATES = ", ".join(IncidentState)
_SIDES = ", ".join(SideState)


class IncidentFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which incidents are asked for."""

    opened_by: str = ""
    party: str = ""
    state: IncidentState | None = None
    stand: SideState | None = None
    kind: IncidentKind | None = None
    overdue: bool | None = None
    quiet_period: str = ""
    from_: Aware | None = msgspec.field(default=None, name="from")
    until: Aware | None = None
    area: str = ""


class SpanFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much time before and after is looked at."""

    span_minutes: Annotated[int, msgspec.Meta(ge=0, le=1_440)] = 60


class Incidents:
    """The routes of incidents. Whoever takes no part is answered as if there were none."""

    def __init__(self, desk: Desk, words: Words, limits: FormLimits, repeats: Repeats) -> None:
        self._desk, self._words, self._limits, self._repeats = desk, words, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        fact, question, closing, action = (f"{one}/{part}/{{name}}" for part in (
            "facts", "questions", "closings", "actions"))  # fmt: skip
        once = self._repeats.once
        return (
            Route("GET", _ROOT, needs(READ), self.listed, summary="Incidents in which one takes part, what changed "
                  "last first; without what was said.", gives=Page[IncidentOut], parameters={**PARAMETERS,
                  "opened_by": "opened by this party", "party": "in which this party takes part",
                  "state": f"that stand so over all: {_STATES}", "stand": f"to which one says so oneself: {_SIDES}",
                  "kind": f"of this kind: {', '.join(IncidentKind)}",
                  "overdue": "true: with an action that is late; false: all others",
                  "quiet_period": "said to have broken this quiet period", "from": "that end after this time",
                  "until": "that begin before this time",
                  "area": "that reach into this rectangle: west,south,east,north (degrees)"}),
            Route("POST", _ROOT, needs(OPERATE), once(_ROOT, self.open), summary="Say that something went wrong, to "
                  "those who are to take part.", takes=IncidentForm, gives=IncidentOut, status=201),
            Route("GET", one, needs(READ), self.read, summary="One of them, with all that was said.",
                  gives=IncidentOut),
            Route("POST", f"{one}/parties", needs(OPERATE), once(f"{one}/parties", self.invite), summary="Have others "
                  "take part, too. They read all of it.", takes=IncidentPartiesForm, gives=IncidentOut),
            Route("PUT", f"{one}/account", needs(OPERATE), self.account, summary="Give one's own account, or bring it "
                  "up to date. All versions stay.", takes=IncidentAccountForm, gives=IncidentOut),
            Route("GET", f"{one}/accounts/{{party}}", needs(READ), self.accounts, summary="All versions of a party's "
                  "account.", gives=list[IncidentAccountOut]),
            Route("POST", f"{one}/facts", needs(OPERATE), once(f"{one}/facts", self.propose), summary="Propose facts.",
                  takes=FactsForm, gives=IncidentOut),
            Route("PUT", f"{fact}/stand", needs(OPERATE), self.stand_on, summary="Agree to a fact, or dispute it.",
                  takes=FactStandForm, gives=IncidentOut),
            Route("POST", f"{one}/questions", needs(SPEAK), once(f"{one}/questions", self.ask), summary="Ask "
                  "questions.", takes=QuestionsForm, gives=IncidentOut),
            Route("POST", f"{question}/answers", needs(SPEAK), once(f"{question}/answers", self.answer),
                  summary="Answer a question.", takes=WordsForm, gives=IncidentOut),
            Route("PUT", question, needs(SPEAK), self.settle, summary="Say whether one's own question is answered.",
                  takes=SettledForm, gives=IncidentOut),
            Route("POST", f"{one}/links", needs(OPERATE), once(f"{one}/links", self.link), summary="Link it to what "
                  "it has to do with. Others are shown what they may see themselves.", takes=LinksForm,
                  gives=IncidentOut),
            Route("POST", f"{one}/links/removal", needs(OPERATE), once(f"{one}/links/removal", self.unlink),
                  summary="Take a link of one's own back.", takes=UnlinkForm, gives=IncidentOut),
            Route("PUT", f"{one}/stand", needs(OPERATE), self.stand, summary="Acknowledge or dispute what another "
                  "party alleges.", takes=SideStandForm, gives=IncidentOut),
            Route("POST", f"{one}/closings", needs(OPERATE), once(f"{one}/closings", self.propose_closing),
                  summary="Propose a text by which to close it; it is closed when each of the others agrees.",
                  takes=WordsForm, gives=IncidentOut),
            Route("PUT", f"{closing}/answer", needs(OPERATE), self.answer_closing, summary="Say whether one agrees to "
                  "a closing.", takes=ClosingAnswerForm, gives=IncidentOut),
            Route("POST", f"{one}/end", needs(OPERATE), once(f"{one}/end", self.end), summary="Close without "
                  "agreement what one has opened oneself, with the reason.", takes=WordsForm, gives=IncidentOut),
            Route("POST", f"{one}/reopening", needs(OPERATE), once(f"{one}/reopening", self.reopen), summary="Open it "
                  "again, with the reason.", takes=WordsForm, gives=IncidentOut),
            Route("POST", f"{one}/actions", needs(OPERATE), once(f"{one}/actions", self.act), summary="Propose what "
                  "is to be done, by whom and by when.", takes=ActionForm, gives=IncidentOut),
            Route("POST", f"{action}/steps", needs(OPERATE), once(f"{action}/steps", self.act_on), summary="Take on "
                  "what one is to do, decline it, or say that it is done.", takes=ActionStepForm, gives=IncidentOut),
            Route("GET", f"{one}/told", needs(READ), self.told, summary="What had each party been told by then? As "
                  "far as one may know.", gives=ToldByThenOut, parameters={
                  "span_minutes": "so long before and after is looked (0 to 1440; 60 if not given)"}),
            Route("GET", f"{one}/sight/{{party}}", needs(READ), self.sight, summary="What another party holds of what "
                  "one has said oneself.", gives=IncidentSightOut),
        )  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        """What is asked for is asked of what one sees."""
        filters = read_query(call, IncidentFilters)
        area = area_of(filters.area) if filters.area else None

        def found(state: Office, now_us: int) -> Page[SeenIncident]:
            asked = (one for one in incidents_seen(state, call.party, now_us) if _asked_for(one, filters, area))
            return page_in_order(asked, lambda one: newest_first(one.changed_us, one.incident.id), call.query)

        page = await self._desk.read(found)
        titles = await self._words.read([one.incident.body for one in page.items], IncidentBody)
        return given(200, Page([incident_out(one, titles, whole=False) for one in page.items], page.next))

    async def read(self, call: Call) -> Answer:
        """Whoever takes no part is told that there is none."""
        return await self._shown(call, text_id(call.path[0], "id"))

    async def open(self, call: Call) -> Answer:
        """All whom it names are told at once."""
        form, incident_id = read_body(call, IncidentForm), new_id(call, _ROOT)
        for i, volume in enumerate(form.extents):
            if volume.start is not None or volume.end is not None:
                raise Problem(400, "malformed", "a place has no times; `from` and `until` say when", f"extents[{i}]")
        if form.account is not None and not form.account.text.strip():
            raise Refusal("incident-invalid", "words, not spaces alone", field="account.text")
        if not await made_before(call, self._desk, lambda state, now_us: state.incidents.get(incident_id)):
            extents, areas_m2 = volumes_of(form.extents, self._limits) if form.extents else ((), ())
            body, account = IncidentBody(new_salt(), title=form.title, place=form.place), None
            put = [body]
            if form.account is not None:
                put.append(IncidentBody(new_salt(), (form.account.text,)))
                account = AccountGiven(1, form.account.language, bodies.digest_of(put[-1]))
            command = OpenIncident(
                call.party,
                incident_id,
                call.name or form.person,
                form.kind,
                microseconds(form.begins),
                microseconds(form.until),
                bodies.digest_of(body),
                tuple(form.parties),
                extents,
                areas_m2,
                form.quiet_period,
                account,
            )
            await self._put(command, put)
        return await self._shown(call, incident_id, 201)

    async def invite(self, call: Call) -> Answer:
        """Each by an agreement with the party that invites it."""
        form = read_body(call, IncidentPartiesForm)
        return await self._say(call, form.person, lambda body: Invited(tuple(form.parties)))

    async def account(self, call: Call) -> Answer:
        """Nobody else's can be changed."""
        form = read_body(call, IncidentAccountForm)
        return await self._say(
            call, form.person, lambda body: AccountGiven(form.version + 1, form.language, body), form.text
        )

    async def accounts(self, call: Call) -> Answer:
        """Of a party that has given none, none."""
        incident_id, party = text_id(call.path[0], "id"), text_id(call.path[1], "party")
        seen = await self._desk.read(lambda state, now_us: seen_incident(state, incident_id, call.party, now_us))
        side = seen.sides.get(party)
        digests = [said.body for _, said in (side.accounts if side is not None else ())]
        return given(200, accounts_out(seen, party, await self._words.read(digests, IncidentBody)))

    async def propose(self, call: Call) -> Answer:
        """Those of one request lie in one body."""
        form = read_body(call, FactsForm)
        ids = _ids(call, f"{_ROOT}/facts", len(form.facts))
        return await self._say(call, form.person, lambda body: FactsProposed(ids, body), *form.facts, made=ids[0])

    async def stand_on(self, call: Call) -> Answer:
        """The last that one said stands."""
        form, fact = read_body(call, FactStandForm), text_id(call.path[1], "fact")
        return await self._say(
            call, form.person, lambda body: FactStood(fact, form.stand, body), *_if_any(form.instead)
        )

    async def ask(self, call: Call) -> Answer:
        """Like facts."""
        form = read_body(call, QuestionsForm)
        ids = _ids(call, f"{_ROOT}/questions", len(form.questions))
        return await self._say(call, form.person, lambda body: QuestionsAsked(ids, body), *form.questions, made=ids[0])

    async def answer(self, call: Call) -> Answer:
        """By any who take part."""
        form, question = read_body(call, WordsForm), text_id(call.path[1], "question")
        name = new_id(call, f"{_ROOT}/answers")
        return await self._say(
            call, form.person, lambda body: QuestionAnswered(name, question, body), form.text, made=name
        )

    async def settle(self, call: Call) -> Answer:
        """By its asker."""
        form, question = read_body(call, SettledForm), text_id(call.path[1], "question")
        return await self._say(call, form.person, lambda body: QuestionSettled(question, form.answered))

    async def link(self, call: Call) -> Answer:
        """To what one sees."""
        form = read_body(call, LinksForm)
        links = tuple(Link(one.kind, one.id) for one in form.links)
        return await self._say(call, form.person, lambda body: Linked(links))

    async def unlink(self, call: Call) -> Answer:
        """Of one's own."""
        form = read_body(call, UnlinkForm)
        return await self._say(call, form.person, lambda body: Unlinked(Link(form.link.kind, form.link.id)))

    async def stand(self, call: Call) -> Answer:
        """By each of the others for itself."""
        form = read_body(call, SideStandForm)
        return await self._say(call, form.person, lambda body: Stood(form.stand, body), *_if_any(form.text))

    async def propose_closing(self, call: Call) -> Answer:
        """In place of one that stands."""
        form, name = read_body(call, WordsForm), new_id(call, f"{_ROOT}/closings")
        return await self._say(call, form.person, lambda body: ClosingProposed(name, body), form.text, made=name)

    async def answer_closing(self, call: Call) -> Answer:
        """Of one without agreement, that one disagrees."""
        form, closing = read_body(call, ClosingAnswerForm), text_id(call.path[1], "closing")
        return await self._say(
            call, form.person, lambda body: ClosingAnswered(closing, form.agrees, body), *_if_any(form.text)
        )

    async def end(self, call: Call) -> Answer:
        """The accounts stay."""
        form, name = read_body(call, WordsForm), new_id(call, f"{_ROOT}/end")
        return await self._say(call, form.person, lambda body: ClosedWithout(name, body), form.text, made=name)

    async def reopen(self, call: Call) -> Answer:
        """By any who take part."""
        form = read_body(call, WordsForm)
        return await self._say(call, form.person, Reopened, form.text)

    async def act(self, call: Call) -> Answer:
        """Its owner has to accept it."""
        form, name = read_body(call, ActionForm), new_id(call, f"{_ROOT}/actions")
        due_us = microseconds(form.due)
        return await self._say(
            call, form.person, lambda body: ActionProposed(name, form.owner, due_us, body), form.text, made=name
        )

    async def act_on(self, call: Call) -> Answer:
        """By its owner."""
        form, action = read_body(call, ActionStepForm), text_id(call.path[1], "action")

        def step(body: str) -> Step:
            if form.step == "done":
                return ActionDone(action, body)
            return ActionAnswered(action, form.step == "accept", body)

        return await self._say(call, form.person, step, *_if_any(form.text))

    async def told(self, call: Call) -> Answer:
        """Some at a time: whoever asks for much keeps nobody waiting."""
        incident_id, filters = text_id(call.path[0], "id"), read_query(call, SpanFilters)
        party = call.party
        span, links, now_us = await self._desk.read(
            lambda state, now_us: (
                found := span_of(
                    seen_incident(state, incident_id, party, now_us).incident, filters.span_minutes * _MINUTE_US
                ),
                candidates(state, found, party),
                now_us,
            )
        )
        things = await looked_for(
            self._desk, links, lambda state, now_us, some: told(state, span, party, now_us, some), MOST_TOLD
        )
        if len(things) > MOST_TOLD:
            message = f"more than {MOST_TOLD} things are there; look at less time"
            raise Problem(413, "too-many-found", message, "span_minutes")
        return given(200, told_out(incident_id, span, things, now_us))

    async def sight(self, call: Call) -> Answer:
        """Of what others have said, and of what they may see, it says nothing."""
        incident_id, viewer = text_id(call.path[0], "id"), text_id(call.path[1], "party")
        shown = await self._desk.read(lambda state, now_us: shown_to(state, incident_id, call.party, viewer, now_us))
        return given(200, sight_out(viewer, shown))

    async def _say(self, call: Call, person: str, step: Callable[[str], Step], *texts: str, made: str = "") -> Answer:
        """Says something in the incident that the path names. `made`: the identifier of what is made by it."""
        incident_id, party = text_id(call.path[0], "id"), call.party

        def before(state: Office, now_us: int) -> bool | None:
            incident = state.incidents.get(incident_id)
            return (incident is not None and incident.has_from(party, made)) or None

        if any(not text.strip() for text in texts):
            raise Refusal("incident-invalid", "words, not spaces alone", field="text")
        if not made or not await made_before(call, self._desk, before):
            body = IncidentBody(new_salt(), texts) if texts else None
            digest = "" if body is None else bodies.digest_of(body)
            command = Contribute(party, incident_id, call.name or person, step(digest))
            await self._put(command, [] if body is None else [body])
        return await self._shown(call, incident_id)

    async def _put(self, command: OpenIncident | Contribute, put: list[IncidentBody]) -> None:
        # What is refused leaves nothing behind, nor what has been said before.
        events, _ = await self._desk.read(lambda state, now_us: incidents.decide(state, command, now_us))
        if events:
            for body in put:
                await self._words.put(body)
            await self._desk.submit(command)

    async def _shown(self, call: Call, incident_id: str, status: int = 200) -> Answer:
        seen = await self._desk.read(lambda state, now_us: seen_incident(state, incident_id, call.party, now_us))
        words = await self._words.read(digests_of(seen, whole=True), IncidentBody)
        return given(status, incident_out(seen, words, whole=True))


def _if_any(text: str) -> tuple[str, ...]:
    """Words that need not be."""
    return (text,) if text.strip() else ()


def _ids(call: Call, route: str, count: int) -> tuple[str, ...]:
    """Identifiers for what one request makes, the same for the same request with a key."""
    first = uuid.UUID(new_id(call, route))
    return (str(first), *(str(uuid.uuid5(first, str(number))) for number in range(1, count)))


def _asked_for(one: SeenIncident, filters: IncidentFilters, area: Volume | None) -> bool:
    incident = one.incident
    return (
        filters.opened_by in ("", incident.opened_by)
        and (not filters.party or filters.party in one.sides)
        and filters.state in (None, one.state)
        and filters.stand in (None, one.sides[one.viewer].state)
        and filters.kind in (None, incident.kind)
        and filters.overdue in (None, any(action.overdue for action in one.actions.values()))
        and filters.quiet_period in ("", one.quiet_period)
        and (filters.from_ is None or incident.until_us > microseconds(filters.from_))
        and (filters.until is None or incident.from_us < microseconds(filters.until))
        and (area is None or overlap_any(area, incident.extents))
    )
