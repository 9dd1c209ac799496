"""Lists and single things from the mirror: in the office's words, whether the office can be reached or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.mirror import Mirror
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1 import agreements, notices, operations, parties, threads
from tansiq.gateways.api_v1.asking import area_of
from tansiq.gateways.api_v1.frame import given, read_query, text_id
from tansiq.gateways.api_v1.pages import Page, page_in_order, page_of
from tansiq.gateways.centre_v1.judging import Thing, agreement_line, asked_for, read, thread_line
from tansiq.gateways.contract import Answer, Call, Handler, Problem
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.outlines import microseconds
from tansiq.office.entities import PartyState
from tansiq.office.kinds import NoticeState, OperationState


class Mirrored:
    """Handlers for what is answered from the mirror."""

    def __init__(self, desk: CentreDesk, link: OfficeLink) -> None:
        self._desk, self._link = desk, link

    def handlers(self) -> dict[str, Handler]:
        """By the template of the office's route."""
        return {
            "/api/v1/operations": self.operations,
            "/api/v1/operations/{id}": self._one("operation"),
            "/api/v1/notices": self.notices,
            "/api/v1/notices/{id}": self._one("notice"),
            "/api/v1/threads": self.threads,
            "/api/v1/threads/{id}": self._one("thread"),
            "/api/v1/agreements": self.agreements,
            "/api/v1/agreements/{id}": self._one("agreement"),
            "/api/v1/parties": self.parties,
            "/api/v1/parties/{id}": self._one("party"),
            "/api/v1/applications": self.applications,
            "/api/v1/invitations": self.invitations,
            "/api/v1/day-plans/{day}": self.day_plan,
        }

    def as_of(self) -> tuple[tuple[bytes, bytes], ...]:
        """Headers that say how fresh an answer is."""
        as_of = self._link.as_of
        known = () if as_of is None else ((b"tansiq-as-of", as_of.isoformat().replace("+00:00", "Z").encode()),)
        return ((b"tansiq-link", b"up" if self._link.up else b"down"), *known)

    async def operations(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        filters = read_query(call, operations.Filters)
        area = None if not filters.area else area_of(filters.area)

        def wanted(body: bytes) -> bool:
            thing = read(body, Thing)
            if not asked_for(thing, filters, area):
                return False
            if thing.sight == "exists":
                return filters.state is None
            return thing.state == filters.state if filters.state else thing.state != OperationState.ENDED

        return await self._list(call, "operation", wanted)

    async def notices(self, call: Call) -> Answer:
        """In the order of their identifiers. `overdue` is what it was when the office said so."""
        filters = read_query(call, notices.Filters)
        area = None if not filters.area else area_of(filters.area)

        def wanted(body: bytes) -> bool:
            thing = read(body, Thing)
            own = thing.owner == call.party
            return (
                filters.role in ("", "own" if own else "received")
                and thing.state == (filters.state or NoticeState.IN_FORCE)
                and (not filters.overdue or any(receipt.overdue for receipt in thing.receipts))
                and asked_for(thing, filters, area)
            )

        return await self._list(call, "notice", wanted)

    async def threads(self, call: Call) -> Answer:
        """The one in which something was said last comes first."""
        filters = read_query(call, threads.Filters)

        def wanted(thread: Mapping[str, Any]) -> bool:
            return (
                filters.under in ("", thread.get("under", ""))
                and filters.open in (None, "closed" not in thread)
                and (not filters.awaited or thread.get("mine_awaited", 0) > 0)
                and (not filters.about or any(one["id"] == filters.about for one in thread.get("about", ())))
            )

        def found(mirror: Mirror) -> Page[Any]:
            every = (thread_line(msgspec.json.decode(body)) for _, body in _ordered(mirror, "thread"))
            return page_of((thread for thread in every if wanted(thread)), _latest_first, call.query)

        return await self._answer(found)

    async def agreements(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        filters = read_query(call, agreements.Filters)

        def found(mirror: Mirror) -> Page[Any]:
            every = (agreement_line(msgspec.json.decode(body)) for _, body in _ordered(mirror, "agreement"))
            wanted = (
                line
                for line in every
                if filters.party in ("", *line["parties"]) and filters.standing in (None, line["standing"])
            )
            return page_in_order(wanted, lambda line: str(line["id"]), call.query)

        return await self._answer(found)

    async def parties(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        state = read_query(call, parties.Filters).state
        return await self._list(call, "party", lambda body: read(body, _Stated).state == state)

    async def applications(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        return await self._list(call, "party", lambda body: read(body, _Stated).state == PartyState.APPLYING)

    async def invitations(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        return await self._list(call, "invitation", lambda body: True)

    async def day_plan(self, call: Call) -> Answer:
        """In its last issue."""
        asked = call.path[0]
        day = datetime.now(UTC).date().isoformat() if asked == "today" else text_id(asked, "day")
        return await self._shown("day-plan", day, f"no plan for {asked} is mirrored here")

    def _one(self, subject: str) -> Handler:
        async def one(call: Call) -> Answer:
            thing_id = text_id(call.path[0], "id")
            return await self._shown(subject, thing_id, f"no {subject} {thing_id}")

        return one

    async def _shown(self, subject: str, thing_id: str, missing: str) -> Answer:
        body = await self._desk.read(lambda state, now_us: state.mirror.find(subject, thing_id))
        if body is None:
            raise Problem(404, "not-found", missing, "id")
        return Answer(200, body, self.as_of())

    async def _list(self, call: Call, subject: str, wanted: Any) -> Answer:
        def found(mirror: Mirror) -> Page[Any]:
            pairs = (pair for pair in _ordered(mirror, subject) if wanted(pair[1]))
            page = page_in_order(pairs, lambda pair: pair[0], call.query)
            return Page([msgspec.Raw(body) for _, body in page.items], page.next)

        return await self._answer(found)

    async def _answer(self, found: Any) -> Answer:
        def question(state: Centre, now_us: int) -> Page[Any]:
            page: Page[Any] = found(state.mirror)
            return page

        return given(200, await self._desk.read(question), *self.as_of())


class _Stated(msgspec.Struct):
    state: str


def _ordered(mirror: Mirror, subject: str) -> Iterator[tuple[str, bytes]]:
    documents = mirror.documents.get(subject, {})
    for thing_id in sorted(documents):
        yield thing_id, documents[thing_id]


def _latest_first(thread: Mapping[str, Any]) -> str:
    changed_us = microseconds(datetime.fromisoformat(thread["changed"]))
    return f"{10**17 - changed_us:017d}/{thread['id']}"
