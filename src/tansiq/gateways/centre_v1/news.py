"""What a party is told, as its own centre has mirrored it, for deliveries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import cast

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.mirror import Item, Mirror
from tansiq.centre.picking import Next, Read
from tansiq.centre.state import Centre
from tansiq.gateways.centre_v1.judging import read
from tansiq.gateways.mail import Line
from tansiq.gateways.outlines import microseconds
from tansiq.office.entities import Contact
from tansiq.office.feed import FeedPage, Subject, Told
from tansiq.office.kinds import Priority


class MirrorNews:
    """Of the party whose centre it is. Lives on one event loop."""

    def __init__(self, desk: CentreDesk) -> None:
        self._desk = desk
        self._more = asyncio.Event()
        self._seen = desk.state.mirror.last
        self.closed = False
        desk.sequencer.on_durable.append(self._look)

    def close(self) -> None:
        """Wakes everybody for the last time."""
        self.closed = True
        self._wake()

    async def last(self, party: str) -> int:
        """See `News`."""
        return await self._desk.read(lambda state, now_us: state.mirror.last)

    async def choose(self, party: str, choose: Callable[[Read, int], Next]) -> tuple[Next, int]:
        """See `News`."""

        def question(state: Centre, now_us: int) -> tuple[Next, int]:
            return choose(lambda after, at_most: page(state.mirror, after, at_most), now_us), state.mirror.last

        return await self._desk.read(question)

    async def after(self, party: str, number: int, within_s: float) -> None:
        """See `News`. Returns, too, when the feed has begun anew."""
        try:
            async with asyncio.timeout(within_s):
                while not self.closed and self._desk.state.mirror.last == number:
                    await self._more.wait()
        except TimeoutError:
            return

    async def lines(self, party: str, items: Sequence[Told]) -> tuple[Line, ...]:
        """See `News`."""
        return await self._desk.read(
            lambda state, now_us: tuple(Line(item, awaited_by_us(state.mirror, party, item)[0]) for item in items)
        )

    async def contacts_asked(self, party: str, item: Told) -> tuple[Contact, ...]:
        """See `News`."""
        return await self._desk.read(lambda state, now_us: contacts_asked(state.mirror, party, item))

    def _look(self) -> None:
        if self._desk.state.mirror.last != self._seen:
            self._seen = self._desk.state.mirror.last
            self._wake()

    def _wake(self) -> None:
        more, self._more = self._more, asyncio.Event()
        more.set()


def page(mirror: Mirror, after: int, at_most: int) -> FeedPage:
    """What the party was told after a number, as far as it is kept here; see `read_feed`."""
    if after > mirror.last:
        return FeedPage((), mirror.last, gap=True)
    kept_after = mirror.last - len(mirror.items)
    first = max(0, after - kept_after)
    items = tuple(_told(item) for item in islice(mirror.items, first, first + at_most))
    return FeedPage(items, mirror.last, gap=after < kept_after)


class _Message(msgspec.Struct):
    awaited: list[str] = []
    due: datetime | None = None


class _Thread(msgspec.Struct):
    under: str = ""
    messages: list[_Message] = []


class _Receipt(msgspec.Struct):
    party: str
    under: str = ""
    due: datetime | None = None
    acknowledged_at: datetime | None = None
    withdrawn: bool = False


class _Notice(msgspec.Struct):
    receipts: list[_Receipt] = []


class _Step(msgspec.Struct):
    role: str


class _Terms(msgspec.Struct):
    ladder: list[_Step] = []


class _Agreement(msgspec.Struct):
    terms: _Terms | None = None


class _Contact(msgspec.Struct):
    name: str
    role: str
    phone: str = ""
    email: str = ""
    languages: list[str] = []


class _Profile(msgspec.Struct):
    contacts: list[_Contact] | None = None


class _Party(msgspec.Struct):
    profile: _Profile


def awaited_by_us(mirror: Mirror, party: str, item: Told) -> tuple[int, str]:
    """Until when the party is to acknowledge what an item is about, 0 if nothing is awaited of it; and under which
    agreement."""
    body = mirror.find(item.subject, item.id)
    if body is None:
        return 0, ""
    if item.subject == Subject.THREAD:
        thread = read(body, _Thread)
        due = [one.due for one in thread.messages if party in one.awaited and one.due is not None]
        return min(map(microseconds, due), default=0), thread.under
    if item.subject == Subject.NOTICE:
        for given in read(body, _Notice).receipts:
            awaited = given.acknowledged_at is None and not given.withdrawn
            if given.party == party and awaited and given.due is not None:
                return microseconds(given.due), given.under
    return 0, ""


def contacts_asked(mirror: Mirror, party: str, item: Told) -> tuple[Contact, ...]:
    """As the office would say; see `office.awaited`."""
    due_us, under = awaited_by_us(mirror, party, item)
    if item.level < 2 or not due_us:
        return ()
    known, agreement = mirror.find("party", party), mirror.find("agreement", under)
    contacts = read(known, _Party).profile.contacts if known is not None else None
    reachable = tuple(
        Contact(one.name, one.role, one.phone, one.email, tuple(one.languages)) for one in contacts or () if one.email
    )
    terms = read(agreement, _Agreement).terms if agreement is not None else None
    steps = [] if terms is None else terms.ladder
    role = steps[item.level - 2].role if item.level <= len(steps) + 1 else ""
    return tuple(one for one in reachable if role and one.role == role) or reachable


@lru_cache(maxsize=20_000)
def _told(item: Item) -> Told:
    """Lists of words may grow: a subject that is not known stays as it is said, such a priority presses."""
    subject = Subject(item.subject) if item.subject in _SUBJECTS else cast("Subject", item.subject)
    priority = Priority(item.priority) if item.priority in _PRIORITIES else Priority.URGENT
    at_us = microseconds(datetime.fromisoformat(item.at))
    return Told(item.number, subject, item.id, item.why, at_us, priority, item.level)


_SUBJECTS, _PRIORITIES = frozenset(Subject), frozenset(Priority)
