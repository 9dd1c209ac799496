"""Threads, hotlines and channels."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.roles import READ, SPEAK
from tansiq.gateways.api_v1.attachments import AttachmentForm, AttachmentOut, Attachments
from tansiq.gateways.api_v1.erasure_forms import ErasureOut, erasure_out
from tansiq.gateways.api_v1.extents import Aware
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.api_v1.things import Line, PartyName
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import microseconds, moment
from tansiq.office.desk import Desk
from tansiq.office.erased import Erasable
from tansiq.office.feed import Subject
from tansiq.office.kinds import MessageKind, Priority
from tansiq.office.saying import Saying
from tansiq.office.state import Office
from tansiq.office.talk import About, Finding, Heading, Message, PhoneCall, Report, Thread, still_awaited
from tansiq.office.threads import Acknowledge, CloseThread, OpenThread, Say, about_seen, thread_of

_ROOT = "/api/v1/threads"
_MESSAGES_SHOWN, _CLOSINGS_SHOWN = 500, 100


class CallForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A telephone call that was made."""

    with_whom: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    at: Aware
    minutes: Annotated[int, msgspec.Meta(ge=0, le=1_440)] = 0


class MessageForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said. A correction or a translation names the number of the message that it is of. `person`: who says
    it, where a program writes."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    priority: Priority = Priority.ROUTINE
    kind: MessageKind = MessageKind.MESSAGE
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""
    refers_to: Annotated[int, msgspec.Meta(ge=0)] = 0
    call: CallForm | None = None
    attachments: Annotated[list[AttachmentForm], msgspec.Meta(max_length=10)] = []
    person: Line = ""


class AboutForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that a thread is about: an operation, a notice, a report, a request, an incident, a quiet period or an
    agreement. `owner` need not be said; what belongs to all who take part in it has none."""

    subject: Subject
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    owner: Annotated[str, msgspec.Meta(max_length=256)] = ""


class ThreadForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thread with other parties, about something or nothing, and its first message."""

    parties: Annotated[list[PartyName], msgspec.Meta(min_length=1, max_length=50)]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    message: MessageForm
    about: Annotated[list[AboutForm], msgspec.Meta(max_length=10)] = []
    under: Annotated[str, msgspec.Meta(max_length=256)] = ""


class PersonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says so, where a program writes."""

    person: Line = ""


class ClosingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What came of it."""

    summary: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class ReceiptOut(msgspec.Struct):
    """A party has read the message."""

    party: str
    person: str
    at: datetime


class CallOut(msgspec.Struct):
    """A telephone call that was made."""

    with_whom: str
    at: datetime
    minutes: int


class ReportOut(msgspec.Struct, omit_defaults=True):
    """What the office says by itself, in parts, so that it can be said in any language: an operation of `party`, which
    is in `state` if that is remarkable, a `distance_m`, the `reason` that was given. What comes later may have other
    findings: then `text` says it."""

    finding: Finding
    party: str = ""
    state: str = ""
    distance_m: float | None = None
    reason: str = ""


class MessageOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A line of a thread. `by` is absent for the office. `awaited`: who has not acknowledged it yet, `due`: until when;
    `overdue`, and how far up the ladder it went (`level`)."""

    number: int
    id: str
    by: str = ""
    person: str = ""
    at: datetime
    kind: MessageKind
    priority: Priority
    text: str
    language: str = ""
    refers_to: int = 0
    call: CallOut | None = None
    attachments: list[AttachmentOut] = []
    awaited: list[str] = []
    due: datetime | None = None
    overdue: bool = False
    level: int = 0
    receipts: list[ReceiptOut] = []
    report: ReportOut | None = None


class ClosingOut(msgspec.Struct):
    """A party said that the thread was done, and what had come of it."""

    by: str
    at: datetime
    summary: str


class ThreadOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A thread. `about` holds what the asker may know of. `messages`: the last of them, up to 500; the whole count is
    in `count`. `mine_awaited`: messages that the asker has not acknowledged. `closings`: beside the messages, who has
    said that it was done and when, the last of them, up to 100, also those after which something more was said;
    `closed_by` and `summary` are of the one that stands. `heading`: what `title` says in English, where the office has
    given it."""

    id: str
    parties: list[str]
    title: str
    heading: Heading | None = None
    under: str = ""
    erasure: ErasureOut | None = None
    opened_by: str = ""
    opened: datetime
    about: list[AboutForm] = []
    closed: datetime | None = None
    closed_by: str = ""
    summary: str = ""
    hotline: bool = False
    priority: Priority
    count: int
    changed: datetime
    mine_awaited: int = 0
    others_awaited: int = 0
    messages: list[MessageOut] | None = None
    closings: list[ClosingOut] | None = None


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which threads are asked for."""

    about: str = ""
    under: str = ""
    open: bool | None = None
    awaited: bool = False


_FILTERS = {
    "about": "about the thing with this id",
    "under": "that rest on this agreement",
    "open": "true or false",
    "awaited": "true: those with messages that the asker has not acknowledged",
}


class Threads:
    """The routes of threads."""

    def __init__(self, desk: Desk, attachments: Attachments, repeats: Repeats) -> None:
        self._desk, self._attachments, self._repeats = desk, attachments, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one, once = f"{_ROOT}/{{id}}", self._repeats.once
        said, read = f"{one}/messages", f"{one}/messages/{{number}}/acknowledgement"
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="The party's threads, without their messages.",
                  gives=Page[ThreadOut], parameters={**PARAMETERS, **_FILTERS}),
            Route("POST", _ROOT, needs(SPEAK), once(_ROOT, self.open), summary="Begin a thread.", takes=ThreadForm,
                  gives=ThreadOut, status=201),
            Route("GET", one, needs(READ), self.read, summary="A thread with its messages.", gives=ThreadOut,
                  parameters={"before": "messages before this number"}),
            Route("POST", said, needs(SPEAK), once(said, self.say), summary="Say something.", takes=MessageForm,
                  gives=ThreadOut, status=201),
            Route("POST", read, needs(SPEAK), once(read, self.acknowledge), summary="Say that one has read a message.",
                  takes=PersonForm, gives=ThreadOut),
            Route("POST", f"{one}/closing", needs(SPEAK), once(f"{one}/closing", self.close), summary="Say that it is "
                  "done, and what came of it.", takes=ClosingForm, gives=ThreadOut),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """The one in which something was said last comes first."""
        filters = read_query(call, Filters)

        def found(state: Office, now_us: int) -> Page[ThreadOut]:
            threads = (state.threads[i] for i in state.threads_of.get(call.party, ()))
            wanted = (thread for thread in threads if _asked_for(state, thread, filters, call.party, now_us))
            page = page_of(wanted, _latest_first, call.query)
            return Page([_out(state, thread, call.party, now_us) for thread in page.items], page.next)

        return given(200, await self._desk.read(found))

    async def open(self, call: Call) -> Answer:
        """Under an agreement in force; distress under any, or none."""
        form = read_body(call, ThreadForm)
        thread_id = new_id(call, _ROOT)
        command = OpenThread(
            party=call.party,
            id=thread_id,
            others=tuple(form.parties),
            title=form.title,
            saying=self.saying(call, form.message, f"{thread_id}/first"),
            about=tuple(About(about.subject, about.id, about.owner) for about in form.about),
            under=form.under,
        )
        if await made_before(call, self._desk, lambda state, now_us: state.threads.get(thread_id)) is None:
            await self._desk.submit(command)
        return await self.shown(call, thread_id, 201)

    async def read(self, call: Call) -> Answer:
        """Its last messages."""
        return await self.shown(call, text_id(call.path[0], "id"), before=call.query.get("before"))

    async def say(self, call: Call) -> Answer:
        """Nothing that is said can be changed or taken back; a correction follows."""
        form, thread_id = read_body(call, MessageForm), text_id(call.path[0], "id")
        await self._desk.submit(Say(call.party, thread_id, self.saying(call, form, new_id(call, _ROOT))))
        return await self.shown(call, thread_id, 201)

    async def acknowledge(self, call: Call) -> Answer:
        """Said twice, it was said once."""
        form, thread_id = read_body(call, PersonForm), text_id(call.path[0], "id")
        number = _number(call.path[1])
        await self._desk.submit(Acknowledge(call.party, thread_id, number, call.name or form.person))
        return await self.shown(call, thread_id)

    async def close(self, call: Call) -> Answer:
        """Whoever says something more opens it again."""
        form, thread_id = read_body(call, ClosingForm), text_id(call.path[0], "id")
        await self._desk.submit(CloseThread(call.party, thread_id, form.summary))
        return await self.shown(call, thread_id)

    def saying(self, call: Call, form: MessageForm, message_id: str) -> Saying:
        """What somebody says, by the form and by who asks. Raises `Problem` for an attachment that is not there."""
        phone = None
        if form.call is not None:
            phone = PhoneCall(form.call.with_whom, microseconds(form.call.at), form.call.minutes)
        return Saying(
            id=message_id,
            text=form.text,
            person=call.name or form.person,
            kind=form.kind,
            priority=form.priority,
            language=form.language,
            refers_to=form.refers_to,
            attachments=self._attachments.named(call.party, form.attachments),
            call=phone,
        )

    async def shown(self, call: Call, thread_id: str, status: int = 200, before: str | None = None) -> Answer:
        """A thread with its last messages before the one of that number."""
        last = None if before is None else _number(before, "before") - 1

        def found(state: Office, now_us: int) -> ThreadOut:
            thread = thread_of(state, thread_id, call.party)
            out = _out(state, thread, call.party, now_us)
            out.messages = [_message_out(m, now_us) for m in thread.messages[:last][-_MESSAGES_SHOWN:]]
            out.closings = [
                ClosingOut(c.by, moment(c.at_us), c.summary) for c in thread.said_done[-_CLOSINGS_SHOWN:]
            ] or None
            return out

        return given(status, await self._desk.read(found))


def _asked_for(state: Office, thread: Thread, filters: Filters, party: str, now_us: int) -> bool:
    return (
        filters.under in ("", thread.under)
        and filters.open in (None, not thread.closed_us)
        and (not filters.awaited or state.tallies[thread.id].awaited[party] > 0)
        and (not filters.about or any(a.id == filters.about for a in about_seen(state, thread, party, now_us)))
    )


def _latest_first(thread: Thread) -> str:
    """A key that grows as the last message gets older; one change makes a thread move, and no more than that."""
    return f"{10**17 - _changed_us(thread):017d}/{thread.id}"


def _changed_us(thread: Thread) -> int:
    return max(thread.opened_us, thread.closed_us, thread.messages[-1].at_us if thread.messages else 0)


def _out(state: Office, thread: Thread, party: str, now_us: int) -> ThreadOut:
    about = about_seen(state, thread, party, now_us)
    tally, heading = state.tallies[thread.id], thread.heading
    return ThreadOut(
        id=thread.id,
        parties=list(thread.parties),
        title=thread.title,
        under=thread.under,
        erasure=erasure_out(state.erased.get((Erasable.THREAD, thread.id))),
        opened_by=thread.opened_by,
        opened=moment(thread.opened_us),
        about=[AboutForm(one.subject, one.id, one.owner) for one in about],
        closed=moment(thread.closed_us) if thread.closed_us else None,
        closed_by=thread.closed_by,
        summary=thread.summary,
        hotline=heading is Heading.HOTLINE,
        heading=heading,
        priority=tally.highest,
        count=len(thread.messages),
        changed=moment(_changed_us(thread)),
        mine_awaited=tally.awaited[party],
        others_awaited=tally.unanswered[party],
    )


def _message_out(message: Message, now_us: int) -> MessageOut:
    missing = still_awaited(message)
    return MessageOut(
        number=message.number,
        id=message.id,
        by=message.by,
        person=message.person,
        at=moment(message.at_us),
        kind=message.kind,
        priority=message.priority,
        text=message.text,
        language=message.language,
        refers_to=message.refers_to,
        call=None
        if message.call is None
        else CallOut(message.call.with_whom, moment(message.call.at_us), message.call.minutes),
        attachments=[AttachmentOut(a.name, a.media_type, a.size, a.sha256) for a in message.attachments],
        awaited=list(missing),
        due=moment(message.due_us) if message.awaited else None,
        overdue=bool(missing) and message.due_us <= now_us,
        level=message.level,
        receipts=[ReceiptOut(receipt.party, receipt.person, moment(receipt.at_us)) for receipt in message.receipts],
        report=None if message.report is None else _report_out(message.report),
    )


def _report_out(report: Report) -> ReportOut:
    return ReportOut(report.finding, report.party, report.state, report.distance_m or None, report.reason)


def _number(text: str, field: str = "number") -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6 or not int(text):
        raise Problem(400, "number-invalid", "the number of a message: 1 or more", field)
    return int(text)
