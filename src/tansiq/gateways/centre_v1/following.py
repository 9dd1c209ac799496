"""The party's feed and its stream from the mirror, and how the link is: on a route, and in the stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.mirror import Item, WentBack
from tansiq.centre.roles import READ
from tansiq.gateways.api_v1 import feed_form
from tansiq.gateways.api_v1.feed_form import MOST_ITEMS, Wish
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.api_v1.listeners import MOST_OF_PARTY, Listeners, Place
from tansiq.gateways.contract import Answer, Call, Handler, Route
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.outlines import moment

_encode = msgspec.json.Encoder().encode


class FeedOut(msgspec.Struct):
    """As the office answers it."""

    items: list[Item]
    last: int
    gap: bool


class WentBackOut(msgspec.Struct):
    """The office was put back to an older copy: `noticed` then, when items up to `read` had been read. It has those up
    to `common` (told at `common_at`; null if that is not known); what came after is not there any more, or is other."""

    noticed: datetime
    read: int
    common: int
    common_at: datetime | None


class LinkOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """How the link to the office is: `up` or `down`, since when and why. `as_of`: when what is shown here was last
    known to be as the office shows it. `behind`: items of the feed that are still to be read. `waiting`: changes that
    are still to be sent."""

    link: str
    since: datetime
    reason: str = ""
    as_of: datetime | None = None
    behind: int
    waiting: int
    office: str
    went_back: WentBackOut | None = None


class Following:
    """Handlers for what goes on."""

    def __init__(self, desk: CentreDesk, link: OfficeLink) -> None:
        self._desk, self._link = desk, link
        self._news = asyncio.Event()
        self._last, self.listeners = desk.state.mirror.last, Listeners(most=MOST_OF_PARTY)
        self.closed = False
        desk.sequencer.on_durable.append(self._look)
        link.on_change.append(self._wake)

    def handlers(self) -> dict[str, Handler]:
        """By the template of the office's route."""
        return {"/api/v1/feed": self.feed, "/api/v1/events": self.stream}

    def routes(self) -> tuple[Route, ...]:
        """What the office does not have."""
        return (
            Route("GET", "/api/v1/link", needs(READ), self.read, summary="How the link to the office is.",
                  gives=LinkOut),
        )  # fmt: skip

    def close(self) -> None:
        """Ends all streams."""
        self.closed = True
        self._wake()

    def link_out(self) -> LinkOut:
        """As it is answered."""
        link = self._link
        return LinkOut(
            link="up" if link.up else "down",
            since=link.since,
            reason=link.reason,
            as_of=link.as_of,
            behind=link.behind,
            waiting=self._desk.state.outbox.waiting,
            office=link.office.url,
            went_back=_went_back_out(self._desk.state.mirror.went_back),
        )

    async def read(self, call: Call) -> Answer:
        """Answered at once, whatever it is."""
        return given(200, self.link_out())

    async def feed(self, call: Call) -> Answer:
        """A page of the feed."""
        return given(200, await self._page(*feed_form.page_of(call)))

    async def stream(self, call: Call) -> Answer:
        """Each event's id is the item's number; that the link is up or down is told without one, in between."""
        wish = feed_form.wish_of(call)
        place = self.listeners.enter(call)
        last = (await self._page(0, 1)).last
        return wish.begun(last, self._items(last if wish.after is None else wish.after, wish, place))

    async def _items(self, after: int, wish: Wish, place: Place) -> AsyncGenerator[bytes, None]:
        said: tuple[bool, datetime] | None = None
        try:
            while not self.closed:
                news = self._news
                if said != (self._link.up, self._link.since):
                    said = self._link.up, self._link.since
                    yield b"event: link\ndata: %b\n\n" % _encode(self.link_out())
                page = await self._page(after, MOST_ITEMS)
                if page.gap:
                    yield feed_form.gap(page.last)
                    after = page.last
                elif page.items:
                    yield b"".join(_event(item) for item in page.items)
                    after = page.items[-1].number
                else:
                    try:
                        async with asyncio.timeout(wish.silent_s):
                            await news.wait()
                    except TimeoutError:
                        yield wish.beat(page.last)
        finally:
            place.leave()

    async def _page(self, after: int, at_most: int) -> FeedOut:
        def found(state: object, now_us: int) -> FeedOut:
            mirror = self._desk.state.mirror
            items, gap = mirror.after(after, at_most)
            return FeedOut(items, mirror.last, gap)

        return await self._desk.read(found)

    def _look(self) -> None:
        if self._desk.state.mirror.last != self._last:
            self._last = self._desk.state.mirror.last
            self._wake()

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


def _went_back_out(known: WentBack | None) -> WentBackOut | None:
    if known is None:
        return None
    common_at = datetime.fromisoformat(known.common_at) if known.common_at else None
    return WentBackOut(moment(known.at_us), known.read, known.common, common_at)


def _event(item: Item) -> bytes:
    subject = item.subject if item.subject.isprintable() else "item"
    return feed_form.item(item.number, subject, _encode(item))
