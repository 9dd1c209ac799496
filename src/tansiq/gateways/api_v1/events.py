"""What a party is told: its feed, page by page, and as a stream of server-sent events (HTML Standard, 9.2)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.api_v1.listeners import Listeners, Place
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.office.desk import Desk
from tansiq.office.feed import FeedPage, Subject, Told, read_feed
from tansiq.office.terms import Priority
from tansiq.office.tidings import Tidings

MOST_ITEMS = 1_000
BEAT_S = 15.0
"""A stream that has nothing to say says so: whoever hears nothing for longer has lost the connection."""
_encode = msgspec.json.Encoder().encode
_AFTER = "the number of the last item that is known; 0 for all that is kept"
_HEADERS = ((b"cache-control", b"no-store"), (b"x-accel-buffering", b"no"))


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

    def __init__(self, desk: Desk, tidings: Tidings, beat_s: float = BEAT_S) -> None:
        self._desk, self._tidings, self._beat_s = desk, tidings, beat_s
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
                parameters={"after": _AFTER, "limit": f"how many at most (1 to {MOST_ITEMS:,})"},
            ),
            Route(
                "GET",
                "/api/v1/events",
                needs(READ),
                self.stream,
                summary="The same as it comes (server-sent events); goes on after `Last-Event-ID`.",
                gives="text/event-stream",
                parameters={"after": f"{_AFTER}; none: only what is new"},
            ),
        )

    async def feed(self, call: Call) -> Answer:
        """A page of the feed."""
        after = whole_number(call.query.get("after"), "after")
        at_most = whole_number(call.query.get("limit"), "limit", 100)
        if not 1 <= at_most <= MOST_ITEMS:
            raise Problem(400, "limit-invalid", f"a whole number from 1 to {MOST_ITEMS:,}", "limit")
        page = await self._page(call.party, after, at_most)
        return given(200, FeedOut([_out(item) for item in page.items], page.last, page.gap))

    async def stream(self, call: Call) -> Answer:
        """Each event's id is the item's number: a browser that reconnects sends the last one by itself."""
        place = self.listeners.enter(call)
        known = call.headers.get(b"last-event-id", b"").decode("latin-1") or call.query.get("after")
        after = whole_number(known, "after", -1)
        if after < 0:
            after = (await self._page(call.party, 0, 1)).last
        return Answer(200, b"retry: 1000\n\n", _HEADERS, b"text/event-stream", self._items(call.party, after, place))

    async def _items(self, party: str, after: int, place: Place) -> AsyncGenerator[bytes, None]:
        tidings = self._tidings
        try:
            while not tidings.closed:
                page = await self._page(party, after, MOST_ITEMS)
                if page.gap:
                    yield b'event: gap\nid: %d\ndata: {"last":%d}\n\n' % (page.last, page.last)
                    after = page.last
                elif page.items:
                    yield b"".join(_event(item) for item in page.items)
                    after = page.items[-1].number
                else:
                    await tidings.after(party, after, self._beat_s)
                    if self._desk.state.told_last.get(party, 0) <= after:
                        yield b": still here\n\n"
        finally:
            place.leave()

    async def _page(self, party: str, after: int, at_most: int) -> FeedPage:
        return await self._desk.read(lambda state, now_us: read_feed(state, party, after, at_most))


def told_body(item: Told) -> bytes:
    """An item of a feed as JSON."""
    return _encode(_out(item))


def _event(item: Told) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (item.number, item.subject.encode(), told_body(item))


def _out(item: Told) -> ToldOut:
    return ToldOut(item.number, item.subject, item.id, item.why, moment(item.at_us), item.priority, item.level)


def whole_number(value: str | None, name: str, missing: int = 0) -> int:
    """A number in a query. Raises `Problem` (`number-invalid`)."""
    if value is None:
        return missing
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        raise Problem(400, "number-invalid", "a whole number, 0 or more", name)
    return int(value)
