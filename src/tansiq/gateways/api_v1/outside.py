"""What a centre's rooms ask of the office: of one in the same process, or, from a party's own machine, elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from tansiq.centre.likeness import Known, Spot, known_of, spot_of_plan
from tansiq.centre.papers import Draft, DraftState
from tansiq.gateways.api_v1.notice_forms import NoticeForm, put_of
from tansiq.gateways.api_v1.plans import Planner, PlanOutcome, ToPlan, plan_each
from tansiq.gateways.contract import Problem
from tansiq.gateways.forms import read_form
from tansiq.gateways.outlines import FormLimits
from tansiq.office.desk import Desk
from tansiq.office.notices import PutNotice, untold
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.things import Notice, Operation
from tansiq.volumes.shapes import middle_of

MOST_WAITING, MOST_AT_ONCE = 1_000, 500
Waiting: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Threads and notices by their ids."""


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """A party's own notice in force, as far as somebody has to know it who changes it."""

    version: int
    recipients: frozenset[str]


class Outside(Protocol):
    """The office, as drafts, imports and hand-overs need it."""

    async def release(self, party: str, notice_id: str, form: NoticeForm) -> None:
        """Has it take in a notice under this id, or, if the form names a version, the one after it; done before, in the
        same form, it is as good. Raises its `Refusal`, or `Problem`."""

    async def own_notice(self, party: str, notice_id: str) -> OwnNotice | None:
        """One that is in force."""

    async def own_notices(self, party: str) -> list[Spot]:
        """Where the party's notices are that stand."""

    async def untold(self, party: str, commands: Sequence[PutNotice]) -> list[tuple[str, ...]]:
        """For each of what would become notices, the recipients to whom it could not be told now; none, where that
        is known only when it is released."""

    async def own_operations(self, party: str) -> list[Spot]:
        """Where and when the party's operations and constraints are that stand."""

    async def plan(self, planner: Planner, plans: Sequence[ToPlan]) -> list[PlanOutcome]:
        """Has it plan these, each once; what became of the first so many of them. Raises what keeps all of them from
        being planned."""

    async def waiting(self, party: str) -> Waiting:
        """What waits for an acknowledgement, the party's or another's."""


class HereOutside:
    """The office in the same process."""

    def __init__(self, desk: Desk, limits: FormLimits) -> None:
        self._desk, self._limits = desk, limits

    async def release(self, party: str, notice_id: str, form: NoticeForm) -> None:
        """See `Outside`. Raises `Problem` (`notice-differs`) if the notice of this id says something else."""
        command = put_of(party, notice_id, form, self._limits)
        try:
            await self._desk.submit(command)
        except Refusal as refusal:
            if refusal.code == "stale-version" and await self._desk.read(
                lambda state, now_us: _became(state.notices.get(notice_id), command)
            ):
                return
            if refusal.code != "already-exists":
                raise
            if not await self._desk.read(lambda state, now_us: _says_the_same(state.notices.get(notice_id), command)):
                message = "the notice that was released from this draft says something else: change the notice itself"
                raise Problem(409, "notice-differs", f"{message}, and throw the draft away", "id") from None

    async def own_notice(self, party: str, notice_id: str) -> OwnNotice | None:
        """See `Outside`."""

        def found(state: Office, now_us: int) -> OwnNotice | None:
            notice = state.notices.get(notice_id)
            if notice is None or notice.owner != party or not notice.stands(now_us):
                return None
            return OwnNotice(notice.version, frozenset(one.party for one in notice.addressees))

        return await self._desk.read(found)

    async def taken_in(self, party: str, drafts: Iterable[Draft]) -> list[Draft]:
        """Those of a party's checked drafts that the office has as notices already."""
        found = []
        for draft in drafts:
            notice = self._desk.state.notices.get(draft.changes or draft.id)
            if draft.state is DraftState.CHECKED and notice is not None and notice.owner == party:
                try:
                    command = put_of(party, notice.id, read_form(draft.form.encode(), NoticeForm), self._limits)
                except Problem:
                    continue  # the limits are narrower now; its people will be told when they release it
                if (_became if draft.changes else _says_the_same)(notice, command):
                    found.append(draft)
        return found

    async def own_notices(self, party: str) -> list[Spot]:
        """See `Outside`."""

        def found(state: Office, now_us: int) -> list[Spot]:
            return [
                Spot(Known.NOTICE, notice.id, notice.current.card.title, *middle_of(notice.current.extents[0].outline))
                for notice in state.notices.values()
                if notice.owner == party and notice.stands(now_us)
            ]

        return await self._desk.read(found)

    async def untold(self, party: str, commands: Sequence[PutNotice]) -> list[tuple[str, ...]]:
        """See `Outside`."""

        def of(some: Sequence[PutNotice]) -> Callable[[Office, int], list[tuple[str, ...]]]:
            return lambda state, now_us: [untold(state, party, one.addressees, one.content, now_us) for one in some]

        found: list[tuple[str, ...]] = []
        for first in range(0, len(commands), MOST_AT_ONCE):  # so that nobody waits long behind a long file
            found += await self._desk.read(of(commands[first : first + MOST_AT_ONCE]))
        return found

    async def own_operations(self, party: str) -> list[Spot]:
        """See `Outside`."""

        def found(state: Office, now_us: int) -> list[Operation]:
            own = (state.operations[operation_id] for operation_id in state.operations_of.get(party, ()))
            return [operation for operation in own if operation.stands(now_us)]

        def spots(operations: list[Operation]) -> list[Spot]:
            return [spot_of_plan(known_of(o.kind), o.id, o.card.title, o.kind, o.extents) for o in operations]

        return await asyncio.to_thread(spots, await self._desk.read(found))

    async def plan(self, planner: Planner, plans: Sequence[ToPlan]) -> list[PlanOutcome]:
        """See `Outside`."""
        return await plan_each(self._desk, self._limits, planner, plans)

    async def waiting(self, party: str) -> Waiting:
        """See `Outside`."""
        return await self._desk.read(lambda state, now_us: _waiting(state, party))


def _says_the_same(notice: Notice | None, command: PutNotice) -> bool:
    """Whether a notice was released by this command. One that has been changed since keeps what it said first."""
    if notice is None or notice.owner != command.party or command.content not in dict(notice.contents).values():
        return False
    said = (notice.addressees, notice.urgent, notice.valid_until_us)
    return notice.version > 1 or said == (command.addressees, command.urgent, command.valid_until_us)


def _became(notice: Notice | None, command: PutNotice) -> bool:
    """Whether a notice is what this command made of the version that it changed."""
    if notice is None or not command.version or notice.version != command.version + 1:
        return False
    said = (notice.owner, notice.current, notice.addressees, notice.urgent, notice.valid_until_us)
    wanted = (command.party, command.content, command.addressees, command.urgent, command.valid_until_us)
    return said == wanted


def _waiting(state: Office, party: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    threads = tuple(
        sorted(
            thread_id
            for thread_id in state.threads_of.get(party, ())
            if state.tallies[thread_id].awaited[party] or state.tallies[thread_id].unanswered[party]
        )
    )
    notices = tuple(
        sorted(
            notice.id
            for notice in state.notices.values()
            if any(
                one.acknowledged is None and not one.withdrawn and party in (notice.owner, one.party)
                for one in notice.given
            )
        )
    )
    return threads[:MOST_WAITING], notices[:MOST_WAITING]
