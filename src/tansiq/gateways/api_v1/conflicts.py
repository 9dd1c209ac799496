"""What the asker's own operations meet now: each as if it were planned this moment."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.api_v1.operation_forms import ConflictOut, ExistsOut, conflict_out
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, cursor_after, limit_and_after
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.office.desk import Desk
from tansiq.office.planning import outlook
from tansiq.office.state import Office
from tansiq.office.things import Operation
from tansiq.office.warnings import plan_of

_ROOT = "/api/v1/conflicts"
_AT_ONCE = 10
"""Operations that are weighed before others are served: each takes some milliseconds where much is around it."""
_WITHIN_S = 2.0
"""A page ends early rather than keep its asker waiting longer; the next one goes on."""


class MeetingOut(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An operation of one's own, with what it comes too near to, those that bind first, and who else has something
    there that one may not see. `more`: not all that is around it was looked at, or is told."""

    id: str
    title: str
    conflicts: list[ConflictOut]
    exists: list[ExistsOut] = []
    more: bool = False


class Conflicts:
    """The route of conflicts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route(
                "GET",
                _ROOT,
                needs(READ),
                self.list,
                summary="What the party's own operations meet now.",
                gives=Page[MeetingOut],
                parameters=PARAMETERS,
            ),
        )

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers. `limit` is how many operations are weighed: those that meet nothing are
        left out, so a page may be shorter, even empty, while there is a `next`."""
        limit, after = limit_and_after(call.query)
        ids = await self._desk.read(lambda state, now_us: sorted(o.id for o in _standing(state, call.party, now_us)))
        rest = ids if after is None else ids[bisect_right(ids, after) :]
        found: list[MeetingOut] = []
        until, weighed = time.monotonic() + _WITHIN_S, 0
        while weighed < min(limit, len(rest)) and (not weighed or time.monotonic() < until):
            some = rest[weighed : min(limit, weighed + _AT_ONCE)]
            found += await self._desk.read(lambda state, now_us, some=some: _met(state, call.party, some, now_us))  # type: ignore[misc]
            weighed += len(some)
            await asyncio.sleep(0)  # the others
        return given(200, Page(found, cursor_after(rest[weighed - 1]) if weighed < len(rest) else None))


def _standing(state: Office, party: str, now_us: int) -> Iterator[Operation]:
    return (o for o in state.operations.values() if o.owner == party and o.stands(now_us))


def _met(state: Office, party: str, ids: list[str], now_us: int) -> list[MeetingOut]:
    found = []
    for operation in (state.operations[one] for one in ids if one in state.operations):
        if operation.owner != party or not operation.stands(now_us):
            continue
        seen = outlook(state, plan_of(operation, now_us), now_us, with_changes=False)
        if seen.conflicts or seen.exists:
            conflicts = [conflict_out(conflict) for conflict in seen.conflicts]
            exists = [ExistsOut(*one) for one in seen.exists]
            title = operation.card.title
            found.append(MeetingOut(id=operation.id, title=title, conflicts=conflicts, exists=exists, more=seen.more))
    return found
