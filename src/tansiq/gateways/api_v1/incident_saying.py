"""What a party says in an incident: one route for each sort of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from tansiq.centre.roles import OPERATE, SPEAK
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.incident_answers import IncidentOut, digests_of, incident_out
from tansiq.gateways.api_v1.incident_forms import (
    ActionForm,
    ActionStepForm,
    ClosingAnswerForm,
    FactsForm,
    FactStandForm,
    IncidentAccountForm,
    IncidentPartiesForm,
    LinksForm,
    QuestionsForm,
    SettledForm,
    SideStandForm,
    UnlinkForm,
    WordsForm,
)
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import microseconds
from tansiq.gateways.words import Words, new_salt
from tansiq.office import bodies
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
from tansiq.office.incident_seen import seen_incident
from tansiq.office.incidents import Contribute, OpenIncident
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office

_ROOT = "/api/v1/incidents"


class Answering:
    """Has something said (`say`), and answers with the incident as the party sees it then (`shown`)."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk, self._words = desk, words

    async def say(self, command: OpenIncident | Contribute, *said: IncidentBody) -> None:
        """The words come first; see `Words.say`."""
        await self._words.say(self._desk, command, *said)

    async def shown(self, call: Call, incident_id: str, status: int = 200) -> Answer:
        """The incident as the party sees it, with all that was said."""
        seen = await self._desk.read(lambda state, now_us: seen_incident(state, incident_id, call.party, now_us))
        words = await self._words.read(digests_of(seen, whole=True), IncidentBody)
        return given(status, incident_out(seen, words, whole=True))


class Saying:
    """The routes by which something is said in an incident."""

    def __init__(self, desk: Desk, answering: Answering, repeats: Repeats) -> None:
        self._desk, self._answering, self._repeats = desk, answering, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        fact, question, closing, action = (f"{one}/{part}/{{name}}" for part in (
            "facts", "questions", "closings", "actions"))  # fmt: skip
        once = self._repeats.once
        return (
            Route("POST", f"{one}/parties", needs(OPERATE), once(f"{one}/parties", self.invite), summary="Have others "
                  "take part, too. They read all of it.", takes=IncidentPartiesForm, gives=IncidentOut),
            Route("PUT", f"{one}/account", needs(OPERATE), self.account, summary="Give one's own account, or bring it "
                  "up to date. All versions stay.", takes=IncidentAccountForm, gives=IncidentOut),
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
        )  # fmt: skip

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
            await self._answering.say(command, *([] if body is None else [body]))
        return await self._answering.shown(call, incident_id)


def _if_any(text: str) -> tuple[str, ...]:
    """Words that need not be."""
    return (text,) if text.strip() else ()


def _ids(call: Call, route: str, count: int) -> tuple[str, ...]:
    """Identifiers for what one request makes, the same for the same request with a key."""
    first = uuid.UUID(new_id(call, route))
    return (str(first), *(str(uuid.uuid5(first, str(number))) for number in range(1, count)))
