"""Shifts: hand-overs with a summary of how things stand, and who on the staff has read what."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.hosting import Hosted
from tansiq.centre.papers import HandOver, Reading
from tansiq.centre.reception import Reception
from tansiq.centre.roles import READ, SPEAK
from tansiq.centre.shifts import GiveOver, NoteReading, TakeOver
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.frame import given, needs, person_of, read_body, read_query
from tansiq.gateways.api_v1.idempotency import Repeats, key_of, new_id
from tansiq.gateways.api_v1.outside import Outside
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.office.feed import Subject

_ROOT, _READINGS = "/api/v1/hand-overs", "/api/v1/readings"


class HandOverForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How things stand. What waits for something is added by itself."""

    summary: Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


class HandOverOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A hand-over: `threads` wait for somebody's acknowledgement, `notices` for ours or a recipient's. People are named
    by their ids. `taken`: when the next one said that it was understood."""

    number: int
    by: str
    at: datetime
    summary: str
    threads: list[str]
    notices: list[str]
    taken_by: str = ""
    taken: datetime | None = None


class ReadingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody is looking at, and which version (of a thread: up to which message)."""

    subject: Subject
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    version: Annotated[int, msgspec.Meta(ge=0)] = 0


class ReadingOut(msgspec.Struct):
    """A person of the party has looked at it, first at that time."""

    person: str
    subject: str
    id: str
    version: int
    at: datetime


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose readings of what."""

    subject: Subject | None = None
    id: str = ""
    person: str = ""


class Shifts:
    """The routes of shifts."""

    def __init__(self, outside: Outside, reception: Reception, repeats: Repeats) -> None:
        self._outside, self._reception, self._repeats = outside, reception, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="Hand-overs, the newest first.",
                  gives=Page[HandOverOut], parameters=PARAMETERS),
            Route("POST", _ROOT, needs(SPEAK), self._repeats.once(_ROOT, self.give), summary="Hand over to the next "
                  "shift.", takes=HandOverForm, gives=HandOverOut, status=201),
            Route("POST", f"{_ROOT}/{{number}}/taking", needs(SPEAK), self.take, summary="Say that one has understood "
                  "it, and is on duty.", gives=HandOverOut),
            Route("GET", _READINGS, needs(READ), self.readings, summary="Who at the party has read what.",
                  gives=Page[ReadingOut], parameters={**PARAMETERS, "subject": "of this kind", "id": "of this one",
                  "person": "by this person"}),
            Route("POST", _READINGS, needs(READ), self.note, summary="Note that one looks at something.",
                  takes=ReadingForm, status=204),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """Of one's own party."""
        hosted = await self._centre(call)

        def found(state: Centre, now_us: int) -> Page[HandOverOut]:
            page = page_of(state.hand_overs.values(), lambda one: f"{10**9 - one.number:09d}", call.query)
            return Page([_out(one) for one in page.items], page.next)

        return given(200, await hosted.desk.read(found))

    async def give(self, call: Call) -> Answer:
        """With all that waits for somebody at this moment."""
        form, person = read_body(call, HandOverForm), _person(call)
        hosted = await self._centre(call)
        threads, notices = await self._outside.waiting(call.party)
        ref = "" if key_of(call) is None else new_id(call, _ROOT)  # after a restart, too, a repeat is the same
        made = await hosted.desk.submit(GiveOver(person, form.summary, threads, notices, ref))
        return given(201, _out(made))

    async def take(self, call: Call) -> Answer:
        """By somebody else than who has handed over."""
        number, person, hosted = call.path[0], _person(call), await self._centre(call)
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            raise Problem(400, "number-invalid", "the number of a hand-over: 1 or more", "number")
        return given(200, _out(await hosted.desk.submit(TakeOver(person, int(number)))))

    async def readings(self, call: Call) -> Answer:
        """Other parties never learn of them."""
        filters, hosted = read_query(call, Filters), await self._centre(call)

        def found(state: Centre, now_us: int) -> Page[ReadingOut]:
            wanted = (
                reading
                for reading in state.readings.values()
                if filters.id in ("", reading.id)
                and filters.person in ("", reading.person)
                and filters.subject in (None, reading.subject)
            )
            page = page_of(wanted, _reading_key, call.query)
            return Page([_reading_out(reading) for reading in page.items], page.next)

        return given(200, await hosted.desk.read(found))

    async def note(self, call: Call) -> Answer:
        """Only the first look at a version is kept."""
        form, person, hosted = read_body(call, ReadingForm), _person(call), await self._centre(call)
        await hosted.desk.submit(NoteReading(person, form.subject.value, form.id, form.version))
        return Answer(204, b"")

    async def _centre(self, call: Call) -> Hosted:
        return await self._reception.hosting.make(call.party)


def _person(call: Call) -> str:
    return person_of(call, "this is for people who have signed in; a program has no shift")


def _out(one: HandOver) -> HandOverOut:
    return HandOverOut(
        number=one.number,
        by=one.by,
        at=moment(one.at_us),
        summary=one.summary,
        threads=list(one.threads),
        notices=list(one.notices),
        taken_by=one.taken_by,
        taken=moment(one.taken_us) if one.taken_us else None,
    )


def _reading_key(reading: Reading) -> str:
    return f"{reading.subject}/{reading.id}/{reading.person}"


def _reading_out(reading: Reading) -> ReadingOut:
    return ReadingOut(reading.person, reading.subject, reading.id, reading.version, moment(reading.at_us))
