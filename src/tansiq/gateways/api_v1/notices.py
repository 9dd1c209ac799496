"""Notices and their receipts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from tansiq.centre.roles import LINK, OPERATE, READ, SPEAK
from tansiq.gateways.api_v1.asking import FILTERS, ThingFilters, area_of, asked_for, near
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id, uuid_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.notice_forms import (
    AcknowledgeNoticeForm,
    NoticeForm,
    NoticeOut,
    PassOnForm,
    RecipientsForm,
    RenewForm,
    WithdrawForm,
    is_overdue,
    notice_out,
    put_of,
)
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_looked_for
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits, microseconds
from tansiq.office.desk import Desk
from tansiq.office.holding import NoticeView, seen_notice
from tansiq.office.kinds import NoticeState
from tansiq.office.notices import ReaddressNotice, RenewNotice, WithdrawNotice
from tansiq.office.receipts import AcknowledgeNotice, PassOn
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.things import Addressee

_ROOT = "/api/v1/notices"


class Filters(ThingFilters, frozen=True, forbid_unknown_fields=True):
    """Which notices are asked for."""

    state: NoticeState | None = None
    role: Literal["", "own", "received"] = ""
    overdue: bool = False


class Notices:
    """The routes of notices."""

    def __init__(self, desk: Desk, limits: FormLimits, repeats: Repeats) -> None:
        self._desk, self._limits, self._repeats = desk, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        once = self._repeats.once
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="Notices, one's own and those received.",
                  gives=Page[NoticeOut], parameters={**PARAMETERS, **FILTERS, "state": "in this state",
                  "role": "own or received", "overdue": "true: those that somebody has not acknowledged in time"}),
            Route("POST", _ROOT, needs(OPERATE), once(_ROOT, self.release), summary="Release a notice to the "
                  "recipients that it names.", takes=NoticeForm, gives=NoticeOut, status=201),
            Route("GET", one, needs(READ), self.read, summary="One of them.", gives=NoticeOut),
            Route("PUT", one, needs(OPERATE), self.change, summary="Release another version of one's own.",
                  takes=NoticeForm, gives=NoticeOut),
            Route("PUT", f"{one}/recipients", needs(OPERATE), self.readdress, summary="Add recipients, or take some "
                  "away; what it says stays as it was checked.", takes=RecipientsForm, gives=NoticeOut),
            Route("POST", f"{one}/renewal", needs(OPERATE), once(f"{one}/renewal", self.renew), summary="Say that it "
                  "still holds.", takes=RenewForm, gives=NoticeOut),
            Route("POST", f"{one}/withdrawal", needs(OPERATE), once(f"{one}/withdrawal", self.withdraw),
                  summary="Take it back.", takes=WithdrawForm, gives=NoticeOut),
            Route("POST", f"{one}/acknowledgement", needs(SPEAK), once(f"{one}/acknowledgement", self.acknowledge),
                  summary="Say that one has read it.", takes=AcknowledgeNoticeForm, gives=NoticeOut),
            Route("POST", f"{one}/passing-on", needs(SPEAK), once(f"{one}/passing-on", self.pass_on), summary="Say to "
                  "which unit it was passed on.", takes=PassOnForm, gives=NoticeOut),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        filters = read_query(call, Filters)
        area = None if not filters.area else area_of(filters.area)

        def look(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[NoticeView]:
            for view in (_held(state, notice_id, call.party, now_us) for notice_id in ids):
                asked = view is not None and _asked_for(view, filters, call.party, now_us)
                if view is not None and asked and asked_for(view.shown, filters, area):
                    yield view

        ids = await self._desk.read(
            lambda state, now_us: (
                sorted(state.notices) if area is None else near(state, call.party, now_us, "notice", area)
            )
        )
        page = await page_looked_for(
            self._desk, ids, look, lambda view: view.notice.id, lambda view: len(view.shown.extents), call.query
        )
        now_us = await self._desk.read(lambda _, now_us: now_us)
        return given(200, Page([notice_out(view, call.party, now_us) for view in page.items], page.next))

    async def release(self, call: Call) -> Answer:
        """A late one is taken in and marked late. A signed-in person releases what another has checked, from a draft;
        a program says who the two persons were."""
        form = read_body(call, NoticeForm)
        if form.version:
            raise Problem(400, "malformed", "a new notice has no version yet", "version")
        notice_id = new_id(call, _ROOT)
        if await made_before(call, self._desk, lambda state, now_us: _held(state, notice_id, call.party, now_us)):
            return await self._shown(call, notice_id, 201)
        return await self._put(call, notice_id, form, 201)

    async def change(self, call: Call) -> Answer:
        """The whole of it is given again. Recipients are added, or taken away, not both in one request."""
        form = read_body(call, NoticeForm)
        if form.version:
            return await self._put(call, text_id(call.path[0], "id"), form, 200)
        if LINK not in call.scopes:
            raise Problem(400, "malformed", "name the version that you have read", "version")
        # A party's own centre gives a new one its draft's id: never one that others may take for something else.
        return await self._put(call, uuid_id(call.path[0], "id"), form, 200)

    async def read(self, call: Call) -> Answer:
        """Whoever it was not given to is told that there is none."""
        return await self._shown(call, text_id(call.path[0], "id"))

    async def readdress(self, call: Call) -> Answer:
        """A person may do it, too: the coordinates have been checked by two."""
        form, notice_id = read_body(call, RecipientsForm), text_id(call.path[0], "id")
        addressees = tuple(Addressee(recipient.party, recipient.precision) for recipient in form.recipients)
        await self._desk.submit(ReaddressNotice(call.party, notice_id, form.version, addressees))
        return await self._shown(call, notice_id)

    async def renew(self, call: Call) -> Answer:
        """Before it ends its owner is asked whether it still holds."""
        form, notice_id = read_body(call, RenewForm), text_id(call.path[0], "id")
        await self._desk.submit(RenewNotice(call.party, notice_id, form.version, microseconds(form.valid_until)))
        return await self._shown(call, notice_id)

    async def withdraw(self, call: Call) -> Answer:
        """Its recipients are told, and why."""
        form, notice_id = read_body(call, WithdrawForm), text_id(call.path[0], "id")
        await self._desk.submit(WithdrawNotice(call.party, notice_id, form.version, form.reason))
        return await self._shown(call, notice_id)

    async def acknowledge(self, call: Call) -> Answer:
        """Said twice, it was said once."""
        form, notice_id = read_body(call, AcknowledgeNoticeForm), text_id(call.path[0], "id")
        person = call.name or form.person
        await self._desk.submit(AcknowledgeNotice(call.party, notice_id, form.version, person))
        return await self._shown(call, notice_id)

    async def pass_on(self, call: Call) -> Answer:
        """Whoever has passed it on has read it."""
        form, notice_id = read_body(call, PassOnForm), text_id(call.path[0], "id")
        person, passed_us = call.name or form.person, microseconds(form.passed_at)
        await self._desk.submit(PassOn(call.party, notice_id, form.version, person, form.unit, passed_us))
        return await self._shown(call, notice_id)

    async def _put(self, call: Call, notice_id: str, form: NoticeForm, status: int) -> Answer:
        if call.person:
            message = "a person releases from a draft that somebody else has checked: POST /api/v1/notice-drafts"
            raise Problem(403, "second-person-needed", message, "checked_by")
        await self._desk.submit(put_of(call.party, notice_id, form, self._limits))
        return await self._shown(call, notice_id, status)

    async def _shown(self, call: Call, notice_id: str, status: int = 200) -> Answer:
        def found(state: Office, now_us: int) -> NoticeOut:
            return notice_out(seen_notice(state, notice_id, call.party, now_us), call.party, now_us)

        return given(status, await self._desk.read(found))


def _held(state: Office, notice_id: str, party: str, now_us: int) -> NoticeView | None:
    try:
        return seen_notice(state, notice_id, party, now_us)
    except Refusal:
        return None


def _asked_for(view: NoticeView, filters: Filters, party: str, now_us: int) -> bool:
    notice = view.notice
    own = notice.owner == party
    return (
        (filters.role == "" or own == (filters.role == "own"))
        and (notice.state is filters.state if filters.state else notice.state is NoticeState.IN_FORCE)
        and (not filters.overdue or any(is_overdue(held, now_us) for held in notice.given))
    )
