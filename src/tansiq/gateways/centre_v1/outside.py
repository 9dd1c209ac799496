"""The office elsewhere, for drafts, imports and hand-overs: errands go there, and the mirror knows what is there."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.likeness import Known, Spot, known_of, spot_of_plan
from tansiq.centre.mirror import Mirror
from tansiq.centre.outbox import Errand, ErrandState, GiveErrand, key_of
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.notice_forms import NoticeForm
from tansiq.gateways.api_v1.outside import MOST_WAITING, OwnNotice, Waiting
from tansiq.gateways.api_v1.plans import Planner, PlanOutcome, ToPlan
from tansiq.gateways.centre_v1.judging import Thing, read
from tansiq.gateways.centre_v1.planning import plan_by_errands
from tansiq.gateways.contract import Problem
from tansiq.gateways.office_errands import Carrier
from tansiq.gateways.outlines import microseconds
from tansiq.office.kinds import NoticeState, OperationState
from tansiq.office.notices import PutNotice
from tansiq.volumes import Volume
from tansiq.volumes.shapes import middle_of


class LinkedOutside:
    """The office at the other end of the link."""

    def __init__(self, desk: CentreDesk, carrier: Carrier, within_s: float) -> None:
        self._desk, self._carrier, self._within_s = desk, carrier, within_s

    async def release(self, party: str, notice_id: str, form: NoticeForm) -> None:
        """See `Outside`. Released again in the same form, it is the same errand. Raises `Problem` (`on-its-way`), and
        as the office refused it."""
        body = msgspec.json.encode(form).decode()
        key = key_of("", f"release {notice_id} {hashlib.sha256(body.encode()).hexdigest()}")
        command = GiveErrand(key, "PUT", f"/api/v1/notices/{notice_id}", body, "")
        found = await self._carrier.give(command, self._within_s)
        errand = found if isinstance(found, Errand) else found.errand
        match errand.state:
            case ErrandState.WAITING:
                message = "it waits for the office, and will be sent; release it again to see what became of it"
                raise Problem(503, "on-its-way", message)
            case ErrandState.REFUSED:
                said = read(errand.answer.encode(), _Said) if errand.answer else _Said()
                raise Problem(errand.status, said.code, said.detail, said.field)

    async def own_notice(self, party: str, notice_id: str) -> OwnNotice | None:
        """See `Outside`. As the mirror has it; the office may know better when it is released."""

        def found(state: Centre, now_us: int) -> OwnNotice | None:
            body = state.mirror.documents.get("notice", {}).get(notice_id)
            known = None if body is None else read(body, _Own)
            if known is None or known.owner != party or known.state != NoticeState.IN_FORCE:
                return None
            return OwnNotice(known.version, frozenset(one.party for one in known.recipients))

        return await self._desk.read(found)

    async def own_notices(self, party: str) -> list[Spot]:
        """See `Outside`."""
        return await self._desk.read(lambda state, now_us: _spots(state.mirror, party))

    async def untold(self, party: str, commands: Sequence[PutNotice]) -> list[tuple[str, ...]]:
        """See `Outside`. The office says so when one is released."""
        return [() for _ in commands]

    async def own_operations(self, party: str) -> list[Spot]:
        """See `Outside`."""
        found = await self._desk.read(lambda state, now_us: list(state.mirror.documents.get("operation", {}).values()))
        return await asyncio.to_thread(_planned_spots, found, party)

    async def plan(self, planner: Planner, plans: Sequence[ToPlan]) -> list[PlanOutcome]:
        """See `Outside`. What the office has not answered after a while is queued."""
        return await plan_by_errands(self._desk, self._carrier, self._within_s, planner, plans)

    async def waiting(self, party: str) -> Waiting:
        """See `Outside`."""
        return await self._desk.read(lambda state, now_us: _waiting(state.mirror))


class _Said(msgspec.Struct):
    code: str = "refused"
    detail: str = "the office has refused it; its answer was too long to keep"
    field: str = ""


class _Recipient(msgspec.Struct):
    party: str = ""


class _Own(msgspec.Struct):
    owner: str = ""
    state: str = ""
    version: int = 0
    recipients: list[_Recipient] = []


class _Talk(msgspec.Struct):
    mine_awaited: int = 0
    others_awaited: int = 0


class _Receipt(msgspec.Struct):
    acknowledged_at: datetime | None = None
    withdrawn: bool = False


class _Held(msgspec.Struct):
    receipts: list[_Receipt] = []


def _spots(mirror: Mirror, party: str) -> list[Spot]:
    found = []
    for thing_id, body in mirror.documents.get("notice", {}).items():
        thing = read(body, Thing)
        if thing.owner == party and thing.state == NoticeState.IN_FORCE and thing.extents:
            found.append(Spot(Known.NOTICE, thing_id, thing.title, *middle_of(thing.extents[0].outlines()[0])))
    return found


def _planned_spots(documents: Sequence[bytes], party: str) -> list[Spot]:
    found = []
    for thing in (read(document, Thing) for document in documents):
        if thing.owner == party and thing.state != OperationState.ENDED and thing.extents:
            volumes = [
                Volume(outline, extent.lower_m, extent.upper_m, _us(extent.start), _us(extent.end))
                for extent in thing.extents
                for outline in extent.outlines()
            ]
            found.append(spot_of_plan(known_of(thing.kind), thing.id, thing.title, thing.kind, volumes))
    return found


def _us(when: datetime | None) -> int | None:
    return None if when is None else microseconds(when)


def _waiting(mirror: Mirror) -> Waiting:
    """A recipient's document of a notice holds its own receipt, the owner's all."""
    threads = sorted(
        thread_id
        for thread_id, body in mirror.documents.get("thread", {}).items()
        if (talk := read(body, _Talk)).mine_awaited or talk.others_awaited
    )
    notices = sorted(
        notice_id
        for notice_id, body in mirror.documents.get("notice", {}).items()
        if any(one.acknowledged_at is None and not one.withdrawn for one in read(body, _Held).receipts)
    )
    return tuple(threads[:MOST_WAITING]), tuple(notices[:MOST_WAITING])
