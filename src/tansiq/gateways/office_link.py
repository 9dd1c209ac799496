"""The link from a self-hosted centre to its office: follows the party's feed into the mirror, and knows at each moment
whether the office can be reached.

The stream of events only says that there is something: what it is, is read from the feed, a page at a time, however
much has come meanwhile. So an hour's worth is caught up with as a moment's is, and many items about one thing are one
fetch. Whatever breaks off, is begun again after the number that the mirror stands at.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.mirror import ROOM, Document, Item, Key, TakeIn
from tansiq.gateways.office_client import LinkBroken, OfficeClient, ended
from tansiq.gateways.office_look import Look, look_due_us
from tansiq.gateways.office_past import other_past
from tansiq.journal.errors import JournalError, SequencerStopped

FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 2.0
LOOK_EVERY_S = 600.0
"""How often everything is looked at anew without a reason, at least: what changes by the clock alone is told to
nobody."""
WALK_EVERY_S = 6 * 3_600.0
"""How often long lists are looked at to their end, at least. In between a look ends where nothing is new."""
BEAT_S = 10.0
"""How often the office is asked for news although it rings at once: so both know that the other is there."""
_PAGE = 1_000
_MOST_LONG = 100
"""Reports, requests, incidents and quiet periods that are held in hand at once."""
_BATCH, _BATCH_BYTES = 500, 8 << 20
"""Documents in one entry of the journal, at most; a single one may be larger."""
LONG_BACKLOG = 300
"""Items from which on it may be quicker to look at everything than at each thing that they are about."""
MANY_ERRANDS, HELD_BACK_S = 50, 2.0
"""While more errands wait, each of which is told in the feed, it is read only so often: the errands go first."""
_log = structlog.get_logger("link")


class _Feed(msgspec.Struct):
    items: list[Item]
    last: int
    gap: bool


class OfficeLink:
    """One centre's link. Lives on one event loop; `run` and the carrying of errands are tasks of their own."""

    def __init__(
        self, desk: CentreDesk, office: OfficeClient, *, look_every_s: float = LOOK_EVERY_S, any_office: bool = False
    ) -> None:
        self._desk, self.office, self._any_office = desk, office, any_office
        self._look = Look(office, lambda: desk.state.mirror)
        self._look_every_s = look_every_s
        self._look_at_s = self._walk_at_s = 0.0
        self._looked_until = 0
        """Items up to this number tell nothing that was not seen: everything was looked at after them."""
        self.reached = asyncio.Event()
        """Set while the office answers: errands may go."""
        self.up = False
        """The office answers, and the mirror has caught up with it."""
        self.since = datetime.now(UTC)
        self.reason = "starting"
        self.as_of: datetime | None = _moment(desk.state.mirror.at_us) if desk.state.mirror.at_us else None
        """When the mirror was last known to be as the office was."""
        self.behind = 0
        self.on_change: list[Callable[[], None]] = []
        self._broken = asyncio.Event()
        self._went_back: tuple[int, str] | None = None
        """That the office has gone back, to be taken in with what it shows now."""

    async def run(self) -> None:
        """Keeps the link up; never ends by itself but for a journal that has failed."""
        wait_s = FIRST_WAIT_S
        while True:
            began = time.monotonic()
            self._broken.clear()
            try:
                await self._until_broken()
            except LinkBroken as broken:
                self.down(str(broken))
            except SequencerStopped:
                raise
            except JournalError as error:
                self.down(f"the centre's own journal cannot be written: {error}")
            except Exception as error:  # noqa: BLE001  a fault in one round must not be the end of the link
                _log.error("link-fault", exc_info=error)
                self.down("a fault of the centre; its log says which")
            wait_s = FIRST_WAIT_S if time.monotonic() - began > LONGEST_WAIT_S else min(2 * wait_s, LONGEST_WAIT_S)
            await asyncio.sleep(wait_s * random.uniform(0.5, 1.0))  # noqa: S311  so that centres do not come all at once

    def down(self, reason: str) -> None:
        """Whoever finds that the office does not answer says so here, once for all."""
        self._broken.set()
        self.reached.clear()
        if self.up or self.reason != reason:
            if self.up:
                self.since = datetime.now(UTC)
            self.up, self.reason = False, reason
            _log.warning("link-down", since=self.since.isoformat(), reason=reason)
            self._changed()

    async def _until_broken(self) -> None:
        following = asyncio.create_task(self._follow(), name="follow the office")
        broken = asyncio.create_task(self._broken.wait())
        try:
            await asyncio.wait((following, broken), return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                following.result()
            raise LinkBroken(self.reason)
        finally:
            following.cancel()
            broken.cancel()
            await asyncio.gather(following, broken, return_exceptions=True)

    async def _follow(self) -> None:
        """Listens first, reads then: what comes between the two rings once more."""
        mirror = self._desk.state.mirror
        stream = self.office.listen(f"/api/v1/events?after={mirror.last}")
        bell = asyncio.Event()
        await self._compare_pasts()
        await self._catch_up()
        listening = asyncio.create_task(_ring(stream, bell))
        try:
            while True:
                await self._catch_up()
                bell_rings = asyncio.create_task(bell.wait())
                timeout = min(max(0.05, self._look_at_s - time.monotonic()), BEAT_S)
                await asyncio.wait((listening, bell_rings), timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
                bell_rings.cancel()
                if listening.done():
                    listening.result()
                bell.clear()
                if self._desk.state.outbox.waiting > MANY_ERRANDS:
                    await asyncio.sleep(HELD_BACK_S)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await ended(stream)

    async def _compare_pasts(self) -> None:
        """What was read must still be there: else the office was put back to an older copy, and all is looked at anew;
        or it is another office, to which nothing is to be sent. Raises `LinkBroken`."""
        mirror = self._desk.state.mirror
        other = await other_past(mirror, self._feed)
        if other is None:
            return
        if other.none and not self._any_office:
            raise LinkBroken(
                f"what answers at {self.office.url} is another office, or one without a past: it knows none of the "
                f"{len(mirror.items):,} items that were last read from the office; nothing is sent to it"
            )
        _log.error(
            "office-went-back",
            read=mirror.last,
            common=other.common,
            common_at=other.common_at,
            meaning="what was done at the office after that moment is not there any more; see docs/self-hosting.md",
        )
        self._went_back = other.common, other.common_at
        await self._look_anew(mirror.last, _Feed([], other.last, gap=True))

    async def _catch_up(self) -> None:
        """Until the mirror is as the office was when it was asked last."""
        mirror = self._desk.state.mirror
        while True:
            after, asked_at = mirror.last, datetime.now(UTC)
            feed = await self._feed(after)
            self.reached.set()
            self.behind = max(0, feed.last - after)
            if self.behind > LONG_BACKLOG and mirror.count < 20 * self.behind and after >= self._looked_until:
                self._look_at_s = 0.0  # cheaper than to ask for each thing
            if feed.gap or time.monotonic() >= self._look_at_s:
                await self._look_anew(after, feed)
            elif feed.items:
                await self._take(after, feed.items)
            else:
                self._now_up(asked_at)
                return

    async def _feed(self, after: int, at_most: int = _PAGE) -> _Feed:
        answer = await self.office.ask("GET", f"/api/v1/feed?after={after}&limit={at_most}")
        if answer.status != 200:
            raise LinkBroken(f"the office does not show the party its feed: {answer.status} {answer.code}")
        try:
            return msgspec.json.decode(answer.body, type=_Feed)
        except msgspec.MsgspecError as error:
            raise LinkBroken(f"what answers at {self.office.url} is no office ({error})") from None

    async def _take(self, after: int, items: Sequence[Item]) -> None:
        """Takes in items with what they are about. Where one changes what is seen of much else, all is looked at."""
        items = _some_of(items)
        news = [item for item in items if item.number > self._looked_until]
        if any(_opens_or_closes(item) for item in news):
            self._look_at_s = 0.0
        beside = self._look.walk.beside(item.subject for item in news)
        if any((item.subject, item.why) == ("operation", "erased") for item in news):  # so are its lines in day plans
            beside |= {("day-plan", day) for day in self._desk.state.mirror.documents.get("day-plan", ())}
        documents, gone = await self._look.at({(item.subject, item.id) for item in news} | beside)
        short = self._short() if self._look.too_long else None
        await self._put(after, items[-1].number, documents, gone, tuple(items), short=short)

    async def _look_anew(self, after: int, feed: _Feed) -> None:
        """Everything that the office shows; what it does not show any more goes. The number is the one from before the
        look: what came during it is told once more."""
        began = time.monotonic()
        documents = await self._look.at_everything()
        seen = {(one.subject, one.id) for one in documents}
        mirror = self._desk.state.mirror
        listed = ((subject, i) for subject, held in mirror.documents.items() if subject not in ROOM for i in held)
        gone = [key for key in listed if key not in seen]
        walked, short = await self._walk(after, whole=feed.gap or began >= self._walk_at_s)
        last = feed.last if feed.gap else (feed.items[-1].number if feed.items else after)
        items = () if feed.gap else tuple(feed.items)
        await self._put(after, last, documents, [*gone, *walked], items, jumped=feed.gap, short=short)
        if feed.gap:
            _log.warning("mirror-jumped", after=after, to=last, meaning="older items are gone; all was looked at anew")
        self._looked_until = feed.last
        due_s = min(self._look_every_s, look_due_us(mirror) / 1e6 - time.time())
        self._look_at_s = time.monotonic() + max(1.0, due_s)
        _log.info("looked-anew", documents=len(documents), gone=len(gone), s=round(time.monotonic() - began, 2))

    async def _put(
        self,
        after: int,
        last: int,
        documents: Sequence[Document],
        gone: Sequence[Key],
        items: tuple[Item, ...],
        *,
        jumped: bool = False,
        short: tuple[str, ...] | None = None,
    ) -> None:
        """In entries of a bounded size; the last one alone moves the number."""
        *others, newest = _batches(documents)
        for some in others:
            await self._desk.submit(TakeIn(after, after, some))
        common, self._went_back = self._went_back, None
        await self._desk.submit(TakeIn(after, last, newest, tuple(gone), items, jumped, common, short))

    async def _walk(self, after: int, *, whole: bool) -> tuple[list[Key], tuple[str, ...]]:
        """Through what is too much to be held in hand: it is taken in on the way, before the number that it rests on.
        What is gone, and of what there is more than there is room for."""

        async def put(documents: Sequence[Document]) -> None:
            for some in _batches(documents):
                await self._desk.submit(TakeIn(after, after, some))

        mirror, anew = self._desk.state.mirror, self._went_back is not None
        unseen = {subject for subject in ROOM if subject not in mirror.documents}
        if whole and not unseen <= {*mirror.short}:  # until they have been looked at, the office is asked for them
            await self._desk.submit(TakeIn(after, after, short=tuple(sorted({*mirror.short, *unseen}))))
        walked = {subject: await self._look.walk.through(subject, put, whole=whole, anew=anew) for subject in ROOM}
        if whole:
            self._walk_at_s = time.monotonic() + WALK_EVERY_S
        known = {subject: found.short for subject, found in walked.items() if found.short is not None}
        short = {*(one for one in known if known[one]), *(one for one in self._short() if known.get(one, True))}
        return [key for found in walked.values() for key in found.gone], tuple(sorted(short))

    def _short(self) -> tuple[str, ...]:
        too_long, self._look.too_long = self._look.too_long, set()
        return tuple(sorted({*self._desk.state.mirror.short, *too_long}))

    def _now_up(self, asked_at: datetime) -> None:
        self.as_of, self.behind = asked_at, 0
        if not self.up:
            self.up, self.since, self.reason = True, datetime.now(UTC), ""
            _log.info("link-up", since=self.since.isoformat(), item=self._desk.state.mirror.last)
            self._changed()

    def _changed(self) -> None:
        for hear in self.on_change:
            hear()


async def _ring(stream: object, bell: asyncio.Event) -> None:
    async for _ in stream:  # type: ignore[attr-defined]
        bell.set()


def _batches(documents: Sequence[Document]) -> list[tuple[Document, ...]]:
    """At least one, each of a bounded count and size."""
    batches: list[list[Document]] = [[]]
    size = 0
    for document in documents:
        size += len(bytes(document.body))
        if len(batches[-1]) >= _BATCH or (size > _BATCH_BYTES and batches[-1]):
            batches.append([])
            size = len(bytes(document.body))
        batches[-1].append(document)
    return [tuple(batch) for batch in batches]


def _some_of(items: Sequence[Item]) -> Sequence[Item]:
    """As many of the first as are about so many things that may be long; the rest is read next."""
    about: set[str] = set()
    for number, item in enumerate(items):
        if item.subject in ROOM:
            about.add(item.id)
        if len(about) > _MOST_LONG:
            return items[:number]
    return items


def _opens_or_closes(item: Item) -> bool:
    """Whether an item may change what is seen of other things than the one that it is about."""
    match item.subject:
        case "agreement":
            return item.why not in ("proposed", "retracted", "used")
        case "party":
            return item.why not in ("applied", "objected", "objection-withdrawn", "changed", "asked-to-join")
        case _:
            return False


def _moment(us: int) -> datetime:
    return datetime.fromtimestamp(us / 1e6, UTC)
