"""The channel of an agreement: its hotline, and the tests that show whether somebody answers at its other end."""

from __future__ import annotations

from datetime import datetime

import msgspec

from tansiq.centre.roles import READ, SPEAK
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, new_id
from tansiq.gateways.api_v1.threads import MessageForm, ThreadOut, Threads
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import moment
from tansiq.office.channels import SayOnHotline, TestChannel
from tansiq.office.desk import Desk
from tansiq.office.passage import seen_by_side_or_member
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.talk import Channel, Thread, hotline_id

_ROOT = "/api/v1/threads"
"""What is said on a hotline has an id as anything that is said in a thread."""


class ChannelOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """How the channel of an agreement is: its standing, its hotline, and its tests with those that were missed."""

    agreement: str
    standing: Standing
    hotline: str
    tests: int = 0
    missed: dict[str, int] = {}
    last_test: datetime | None = None
    next_test: datetime | None = None


class Channels:
    """The routes of channels."""

    def __init__(self, desk: Desk, threads: Threads, repeats: Repeats) -> None:
        self._desk, self._threads, self._repeats = desk, threads, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        once = self._repeats.once
        channel, hotline = "/api/v1/agreements/{id}/channel", "/api/v1/agreements/{id}/hotline"
        return (
            Route("GET", channel, needs(READ), self.channel, summary="How the channel of an agreement is.",
                  gives=ChannelOut),
            Route("POST", f"{channel}/test", needs(SPEAK), once(f"{channel}/test", self.test), summary="Test the "
                  "channel now.", gives=ThreadOut, status=201),
            Route("POST", hotline, needs(SPEAK), once(hotline, self.hotline), summary="Say something on the hotline "
                  "of an agreement.", takes=MessageForm, gives=ThreadOut, status=201),
        )  # fmt: skip

    async def channel(self, call: Call) -> Answer:
        """For its sides, and the members of coalitions among them."""
        agreement_id = text_id(call.path[0], "id")

        def found(state: Office, now_us: int) -> ChannelOut:
            agreement = seen_by_side_or_member(state, agreement_id, call.party)
            known = state.channels.get(agreement_id, Channel(agreement_id, 0))
            return ChannelOut(
                agreement=agreement_id,
                standing=standing(agreement, now_us),
                hotline=hotline_id(agreement_id),
                tests=known.tests,
                missed=dict(known.missed),
                last_test=moment(known.last_us) if known.last_us else None,
                next_test=moment(known.next_us) if known.next_us else None,
            )

        return given(200, await self._desk.read(found))

    async def test(self, call: Call) -> Answer:
        """All others on it are asked to acknowledge."""
        agreement_id = text_id(call.path[0], "id")
        thread: Thread = await self._desk.submit(TestChannel(call.party, agreement_id, new_id(call, _ROOT)))
        return await self._threads.shown(call, thread.id, 201)

    async def hotline(self, call: Call) -> Answer:
        """It is there as soon as somebody says something on it."""
        form, agreement_id = read_body(call, MessageForm), text_id(call.path[0], "id")
        saying = self._threads.saying(call, form, new_id(call, _ROOT))
        thread: Thread = await self._desk.submit(SayOnHotline(call.party, agreement_id, saying))
        return await self._threads.shown(call, thread.id, 201)
