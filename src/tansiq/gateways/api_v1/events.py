"""What a party is told: its feed, page by page, and as a stream of server-sent events (HTML Standard, 9.2)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1 import feed_form
from tansiq.gateways.api_v1.feed_form import MOST_ITEMS, Wish
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.api_v1.listeners import Listeners, Place
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import moment
from tansiq.office.desk import Desk
from tansiq.office.feed import FeedPage, Subject, Told, read_feed
from tansiq.office.kinds import Priority
from tansiq.office.tidings import Tidings

_encode = msgspec.json.Encoder().encode


class ToldOut(msgspec.Struct, omit_defaults=True):
    """An item of a feed: something became of a thing; look at the thing itself for what it is now. `why` is the cause;
    `level` how far up the ladder of escalation it has gone."""

    number: int
    subject: Subject
    id: str
    why: str
    at: datetime
    priority: Priority
    level: int = 0


class FeedOut(msgspec.Struct):
    """Items in order. `last` is the number of the newest. `gap`: older ones than asked for are no longer at hand, so
    look at everything anew."""

    items: list[ToldOut]
    last: int
    gap: bool


class Events:
    """The routes of feeds."""

    def __init__(self, desk: Desk, tidings: Tidings) -> None:
        self._desk, self._tidings = desk, tidings
        self.listeners = Listeners()

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route(
                "GET",
                "/api/v1/feed",
                needs(READ),
                self.feed,
                summary="What the party was told, in order.",
                gives=FeedOut,
                parameters=feed_form.PAGE_PARAMETERS,
            ),
            Route(
                "GET",
                "/api/v1/events",
                needs(READ),
                self.stream,
                summary="The same as it comes (server-sent events); goes on after `Last-Event-ID`.",
                gives=feed_form.MEDIA_TYPE,
                parameters=feed_form.STREAM_PARAMETERS,
            ),
        )

    async def feed(self, call: Call) -> Answer:
        """A page of the feed."""
        page = await self._page(call.party, *feed_form.page_of(call))
        return given(200, FeedOut([_out(item) for item in page.items], page.last, page.gap))

    async def stream(self, call: Call) -> Answer:
        """Each event's id is the item's number: a browser that reconnects sends the last one by itself."""
        wish = feed_form.wish_of(call)
        place = self.listeners.enter(call)
        last = (await self._page(call.party, 0, 1)).last
        after = last if wish.after is None else wish.after
        return wish.begun(last, self._items(call.party, after, wish, place))

    async def _items(self, party: str, after: int, wish: Wish, place: Place) -> AsyncGenerator[bytes, None]:
        tidings = self._tidings
        try:
            while not tidings.closed:
                page = await self._page(party, after, MOST_ITEMS)
                if page.gap:
                    yield feed_form.gap(page.last)
                    after = page.last
                elif page.items:
                    yield b"".join(_event(item) for item in page.items)
                    after = page.items[-1].number
                else:
                    await tidings.after(party, after, wish.silent_s)
                    if self._desk.state.told_last.get(party, 0) <= after:
                        yield wish.beat(page.last)
        finally:
            place.leave()

    async def _page(self, party: str, after: int, at_most: int) -> FeedPage:
        return await self._desk.read(lambda state, now_us: read_feed(state, party, after, at_most))


def told_body(item: Told) -> bytes:
    """An item of a feed as JSON."""
    return _encode(_out(item))


def _event(told: Told) -> bytes:
    return feed_form.item(told.number, told.subject, told_body(told))


def _out(item: Told) -> ToldOut:
    return ToldOut(item.number, item.subject, item.id, item.why, moment(item.at_us), item.priority, item.level)
