"""What deliveries ask of what parties are told: of an office in the same process, or, at a party's own centre, of what
is mirrored of one elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from tansiq.centre.picking import Next, Read
from tansiq.gateways.mail import Line
from tansiq.office.awaited import awaited_by_us, contacts_asked
from tansiq.office.desk import Desk
from tansiq.office.entities import Contact
from tansiq.office.feed import FeedPage, Told, read_feed
from tansiq.office.state import Office
from tansiq.office.tidings import Tidings


class News(Protocol):
    """Feeds of parties, and what their items are about."""

    @property
    def closed(self) -> bool:
        """Whether nothing is to be begun any more."""

    async def last(self, party: str) -> int:
        """The number of the feed's last item; 0 without one."""

    async def choose(self, party: str, choose: Callable[[Read, int], Next]) -> tuple[Next, int]:
        """What is chosen `(read, now_us)` of the party's feed, and the number of its last item."""

    async def after(self, party: str, number: int, within_s: float) -> None:
        """Returns when the party has been told more than this number, when the time is over, or when all is closed."""

    async def lines(self, party: str, items: Sequence[Told]) -> tuple[Line, ...]:
        """Items as a mail says them."""

    async def contacts_asked(self, party: str, item: Told) -> tuple[Contact, ...]:
        """Whom an escalation asks; nobody, once nothing is awaited of the party."""


class OfficeNews:
    """Of an office in the same process."""

    def __init__(self, desk: Desk, tidings: Tidings) -> None:
        self._desk, self._tidings = desk, tidings

    @property
    def closed(self) -> bool:
        """See `News`."""
        return self._tidings.closed

    async def last(self, party: str) -> int:
        """See `News`."""
        return await self._desk.read(lambda state, now_us: state.told_last.get(party, 0))

    async def choose(self, party: str, choose: Callable[[Read, int], Next]) -> tuple[Next, int]:
        """See `News`."""

        def question(state: Office, now_us: int) -> tuple[Next, int]:
            def read(after: int, at_most: int) -> FeedPage:
                return read_feed(state, party, after, at_most)

            return choose(read, now_us), state.told_last.get(party, 0)

        return await self._desk.read(question)

    async def after(self, party: str, number: int, within_s: float) -> None:
        """See `News`."""
        await self._tidings.after(party, number, within_s)

    async def lines(self, party: str, items: Sequence[Told]) -> tuple[Line, ...]:
        """See `News`."""
        return await self._desk.read(
            lambda state, now_us: tuple(Line(item, awaited_by_us(state, party, item)) for item in items)
        )

    async def contacts_asked(self, party: str, item: Told) -> tuple[Contact, ...]:
        """See `News`."""
        return await self._desk.read(lambda state, now_us: contacts_asked(state, party, item))
