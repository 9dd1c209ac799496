"""What a centre's rooms ask of the office: of one in the same process, or, from a party's own machine, elsewhere."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from tansiq.centre.likeness import Spot
from tansiq.gateways.api_v1.notices import NoticeForm, put_of
from tansiq.gateways.outlines import FormLimits
from tansiq.office.desk import Desk
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.threads import still_awaited
from tansiq.volumes.shapes import middle_of

MOST_WAITING = 1_000
Waiting: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Threads and notices by their ids."""


class Outside(Protocol):
    """The office, as drafts, imports and hand-overs need it."""

    async def release(self, party: str, notice_id: str, form: NoticeForm) -> None:
        """Has it take in a notice under this id; done before, it is as good. Raises its `Refusal`, or `Problem`."""

    async def own_notices(self, party: str) -> list[Spot]:
        """Where the party's notices are that stand."""

    async def waiting(self, party: str) -> Waiting:
        """What waits for an acknowledgement, the party's or another's."""


class HereOutside:
    """The office in the same process."""

    def __init__(self, desk: Desk, limits: FormLimits) -> None:
        self._desk, self._limits = desk, limits

    async def release(self, party: str, notice_id: str, form: NoticeForm) -> None:
        """See `Outside`."""
        try:
            await self._desk.submit(put_of(party, notice_id, form, self._limits))
        except Refusal as refusal:
            if refusal.code != "already-exists":
                raise

    async def own_notices(self, party: str) -> list[Spot]:
        """See `Outside`."""

        def found(state: Office, now_us: int) -> list[Spot]:
            return [
                Spot(f"notice {notice.id}", notice.current.card.title, *middle_of(notice.current.extents[0].outline))
                for notice in state.notices.values()
                if notice.owner == party and notice.stands(now_us)
            ]

        return await self._desk.read(found)

    async def waiting(self, party: str) -> Waiting:
        """See `Outside`."""
        return await self._desk.read(lambda state, now_us: _waiting(state, party))


def _waiting(state: Office, party: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    threads = tuple(
        sorted(
            thread_id
            for thread_id in state.threads_of.get(party, ())
            if any(
                party in still_awaited(message) or (message.by == party and still_awaited(message))
                for message in state.threads[thread_id].messages
            )
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
