"""Incidents: what went wrong, in each party's own words."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Annotated

import msgspec

from tansiq.centre.roles import OPERATE, READ
from tansiq.gateways.api_v1.asking import area_of
from tansiq.gateways.api_v1.extents import Aware, places_of
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.incident_answers import (
    IncidentAccountOut,
    IncidentOut,
    IncidentSightOut,
    accounts_out,
    digests_of,
    digests_said,
    incident_out,
    sight_out,
)
from tansiq.gateways.api_v1.incident_forms import IncidentForm
from tansiq.gateways.api_v1.incident_saying import Answering, Saying
from tansiq.gateways.api_v1.incident_told import ToldByThenOut, told_out
from tansiq.gateways.api_v1.pages import PARAMETERS, TIME_DIGITS, Page, looked_for, newest_first, page_looked_for
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits, microseconds
from tansiq.gateways.words import Words, new_salt
from tansiq.office import bodies
from tansiq.office.bodies import IncidentBody
from tansiq.office.desk import Desk
from tansiq.office.incident import AccountGiven, IncidentKind
from tansiq.office.incident_seen import IncidentState, SeenIncident, SideState, seen_incident, shown_to
from tansiq.office.incidents import OpenIncident
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.told_by_then import candidates, span_of, told
from tansiq.volumes import Volume, overlap_any

_ROOT = "/api/v1/incidents"
MOST_TOLD = 500
_MINUTE_US = 60_000_000
_AT_ONCE = 50
"""So many are looked at before others are served: what stands in each follows from all that was said in it."""
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
        self._answering = Answering(desk, words)
        self._saying = Saying(desk, self._answering, repeats)

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
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
            Route("GET", f"{one}/accounts/{{party}}", needs(READ), self.accounts, summary="All versions of a party's "
                  "account.", gives=list[IncidentAccountOut]),
            Route("GET", f"{one}/told", needs(READ), self.told, summary="What had each party been told by then? As "
                  "far as one may know.", gives=ToldByThenOut, parameters={
                  "span_minutes": "so long before and after is looked (0 to 1440; 60 if not given)"}),
            Route("GET", f"{one}/sight/{{party}}", needs(READ), self.sight, summary="What another party holds of what "
                  "one has said oneself.", gives=IncidentSightOut),
            *self._saying.routes(),
        )  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        """What is asked for is asked of what one sees."""
        filters = read_query(call, IncidentFilters)
        area = area_of(filters.area) if filters.area else None

        def look(state: Office, now_us: int, keys: Sequence[str]) -> list[tuple[str, SeenIncident]]:
            every = ((key, seen_incident(state, key[TIME_DIGITS:], call.party, now_us)) for key in keys)
            return [(key, one) for key, one in every if _asked_for(one, filters, area)]

        keys = await self._desk.read(
            lambda state, now_us: [newest_first(at_us, name) for at_us, name in state.incidents.times_for(call.party)]
        )
        page = await page_looked_for(
            self._desk, keys, look, itemgetter(0), lambda pair: len(pair[1].incident.extents), call.query, _AT_ONCE
        )
        found = [one for _, one in page.items]
        titles = await self._words.read(
            (digest for one in found for digest in digests_of(one, whole=False)), IncidentBody
        )
        return given(200, Page([incident_out(one, titles, whole=False) for one in found], page.next))

    async def read(self, call: Call) -> Answer:
        """Whoever takes no part is told that there is none."""
        return await self._answering.shown(call, text_id(call.path[0], "id"))

    async def open(self, call: Call) -> Answer:
        """All whom it names are told at once."""
        form, incident_id = read_body(call, IncidentForm), new_id(call, _ROOT)
        extents, areas_m2 = places_of(form.extents, self._limits, "`from` and `until` say")
        if form.account is not None and not form.account.text.strip():
            raise Refusal("incident-invalid", "words, not spaces alone", field="account.text")
        if not await made_before(call, self._desk, lambda state, now_us: state.incidents.get(incident_id)):
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
            await self._answering.say(command, *put)
        return await self._answering.shown(call, incident_id, 201)

    async def accounts(self, call: Call) -> Answer:
        """Of a party that has given none, none."""
        incident_id, party = text_id(call.path[0], "id"), text_id(call.path[1], "party")
        seen = await self._desk.read(lambda state, now_us: seen_incident(state, incident_id, call.party, now_us))
        side = seen.sides.get(party)
        digests = digests_said(seen, (said for _, said in (side.accounts if side is not None else ())))
        return given(200, accounts_out(seen, party, await self._words.read(digests, IncidentBody)))

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
