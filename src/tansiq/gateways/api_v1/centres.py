"""Whether parties' own centres are connected: a centre that is not gets no news, and its people know less than others
think. Told to the party itself, and to those on another side of an agreement in force with it."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
import structlog

from tansiq.centre.roles import LINK, READ
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.office.desk import Desk
from tansiq.office.registry import reached_by
from tansiq.office.state import Office

SILENT_S = 25.0
"""A centre asks for news every 10 s at least; one that has not for so long is not connected."""
_BACK_WITHIN_S = 3.0
"""After its stream of events has ended."""
_NOTED = frozenset({"/api/v1/feed", "/api/v1/events", "/api/v1/errands"})
_log = structlog.get_logger("centres")


class CentreOut(msgspec.Struct):
    """A party's own centre: `link` is `up` or `down`, `since` when. `heard`: when it asked for something last; null if
    it has not since the office was started, and has before."""

    party: str
    link: str
    since: datetime
    heard: datetime | None


class CentresOut(msgspec.Struct):
    """In the order of the parties' identifiers. Parties without a centre of their own are not among them."""

    items: list[CentreOut]


@dataclass(slots=True)
class _Heard:
    since: datetime
    heard: datetime
    up: bool = True
    timer: asyncio.TimerHandle | None = None


class Centres:
    """Who has been heard of since the office was started. Lives on one event loop."""

    def __init__(self, silent_s: float = SILENT_S) -> None:
        self._silent_s = silent_s
        self._started = datetime.now(UTC)
        self._heard: dict[str, _Heard] = {}

    def note(self, party: str) -> None:
        """The party's centre has asked for something."""
        now = datetime.now(UTC)
        known = self._heard.get(party)
        if known is None:
            known = self._heard[party] = _Heard(now, now)
            _log.info("centre-connected", party=party)
        elif not known.up:
            _log.info("centre-back", party=party, away_since=known.since.isoformat())
            known.up, known.since = True, now
        known.heard = now
        self._look_in(party, self._silent_s)

    def known(self, state: Office) -> dict[str, CentreOut]:
        """All of them, by party; also those that have not been heard of since the start and had things done before."""
        found = {party: CentreOut(party, "down", self._started, None) for party in state.errands}
        for party, one in self._heard.items():
            found[party] = CentreOut(party, "up" if one.up else "down", one.since, one.heard)
        return found

    def noting(self, route: Route) -> Route:
        """The route; that a centre has asked it is noted."""
        if route.template not in _NOTED:
            return route
        inner = route.handler

        async def handler(call: Call) -> Answer:
            answer = await inner(call)
            if LINK not in call.scopes:
                return answer
            self.note(call.party)
            if answer.stream is None:
                return answer
            return dataclasses.replace(answer, stream=self._until_it_leaves(call.party, answer.stream))

        return dataclasses.replace(route, handler=handler)

    async def _until_it_leaves(self, party: str, stream: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        """The stream; when it ends, the centre has a moment to come back."""
        try:
            async with aclosing(stream):
                async for piece in stream:
                    yield piece
        finally:
            self._look_in(party, min(_BACK_WITHIN_S, self._silent_s))

    def _look_in(self, party: str, seconds: float) -> None:
        known = self._heard[party]
        if known.timer is not None:
            known.timer.cancel()
        known.timer = asyncio.get_running_loop().call_later(seconds, self._lost, party) if known.up else None

    def _lost(self, party: str) -> None:
        known = self._heard[party]
        known.up, known.since, known.timer = False, known.heard, None
        _log.warning("centre-lost", party=party, since=known.since.isoformat())


class CentresShown:
    """The route that shows them."""

    def __init__(self, desk: Desk, centres: Centres) -> None:
        self._desk, self._centres = desk, centres

    def routes(self) -> tuple[Route, ...]:
        """The one."""
        return (
            Route("GET", "/api/v1/centres", needs(READ), self.list, summary="Which parties' own centres are connected, "
                  "and since when not.", gives=CentresOut),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """Those that the asker may know of."""

        def found(state: Office, now_us: int) -> list[CentreOut]:
            known, reached = self._centres.known(state), reached_by(state, call.party, now_us)
            return [known[party] for party in sorted(known) if party in reached]

        return given(200, CentresOut(await self._desk.read(found)))
