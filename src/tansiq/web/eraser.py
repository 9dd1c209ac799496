"""Erasing in a running office: carries out what was ordered, and what its time brings, and finishes what a stop left
unfinished.

The order of its steps is what makes it safe to be killed anywhere. First the journal says what will be erased, and what
will be left of it. Then the files beside the journal go; then the bodies are written over, salts with them, and the log
is cut. Where bodies are whole that an entry says to be erased, the rest is done again. What each process holds of it
beside the journal goes by `forgetting`.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.journal.blobs import Blobs
from tansiq.journal.erasure import Erasure, Whole
from tansiq.journal.store import ERASURES_AT_ONCE
from tansiq.office.desk import Desk
from tansiq.office.erased import Key, Thing
from tansiq.office.erasing import ERASABLE_KINDS, by_key, things_of
from tansiq.office.erasure_files import files_of, named_elsewhere
from tansiq.office.erasure_orders import ErasureOrder, FinishErasure, open_orders
from tansiq.office.erasure_plan import Plan, planned
from tansiq.office.erasure_times import over_before
from tansiq.office.erasures import BodiesErased, EraseBodies
from tansiq.office.machine import blueprint
from tansiq.office.refusals import Refusal
from tansiq.web.centre_eraser import EVER_US, CentreEraser, each, erase_as_said, notices_drafted

AT_ONCE = 500
"""Bodies that are erased by one entry."""
_LOOK_S, _PASS_S, _BREATH_S = 1.0, 3_600.0, 0.05
_decode = blueprint().decode
_log = structlog.get_logger("office")


class Eraser:
    """Of one office, in whichever of its processes does what only one should. `after_us`: so long after its end a
    thing's content goes by itself; 0: never. `centres`: those that the office hosts."""

    def __init__(
        self,
        desk: Desk,
        files: Blobs,
        after_us: int,
        centres: Callable[[], Iterable[CentreDesk]] = tuple,
    ) -> None:
        self._desk, self._files, self._after_us, self._centres = desk, files, after_us, centres

    async def run(self) -> None:
        """Until it is cancelled."""
        await self.finish()
        loop = asyncio.get_running_loop()
        again = loop.time()
        while True:
            for order in open_orders(self._desk.state):
                try:
                    await self.carry_out(order)
                except Refusal as refusal:  # another node has done it, while this one slept
                    _log.info("erasure-postponed", order=order.id, reason=refusal.message)
            if self._after_us and loop.time() >= again:
                await self.by_time()
                await each(self._centres(), self._after_us, CentreEraser.by_time)
                again = loop.time() + _PASS_S
            await asyncio.sleep(_LOOK_S)

    async def finish(self) -> None:
        """Does what a stop left undone."""
        await each(self._centres(), 0, CentreEraser.finish)
        after, drafted = 0, frozenset[str]()
        while found := await asyncio.to_thread(self._desk.store.erasures, after, ERASURES_AT_ONCE):
            if not after:
                drafted = await notices_drafted(self._centres())
            for erasure in found:
                event = _decode(erasure.body)
                assert isinstance(event, BodiesErased)
                if erasure.unfinished:
                    await self._finish(erasure, event)
                if not drafted.isdisjoint(thing.id for thing in event.things):
                    await erase_as_said(self._centres(), event)
            after = found[-1].sequence
        if after:
            await self._write_over(())

    async def _finish(self, erasure: Erasure, event: BodiesErased) -> None:
        bodies = await asyncio.to_thread(self._desk.store.bodies, erasure.unfinished)
        vouched = {one.sequence: one.sha256 for one in event.remainders}
        plan = planned(bodies, event.things, _decode)
        # What another version of the office would leave of it, nobody vouched for: that is found, and erased, anew.
        left = tuple(one for one in plan.left if hashlib.sha256(one[1]).hexdigest() == vouched[one[0]])
        await self._remove_files(bodies, event.things, event.at_us)
        await self._write_over(left)
        _log.info("erasure-finished", sequence=erasure.sequence, bodies=len(left))

    async def carry_out(self, order: ErasureOrder) -> None:
        """Erases all that there is of one thing, also what comes to it meanwhile."""
        erased = after = 0
        while True:
            await self._desk.caught_up()  # what any node has taken in about it
            bodies, plan, after = await asyncio.to_thread(self._next_of, (order.thing,), after)
            if not plan.left:
                break
            erased += await self._erase(bodies, plan, order.id, 0)
        await self._desk.submit(FinishErasure(order.id))
        _log.info("erased", order=order.id, subject=order.thing.subject, id=order.thing.id, bodies=erased)

    def _next_of(self, things: tuple[Thing, ...], after: int) -> tuple[list[tuple[int, bytes]], Plan, int]:
        """The next bodies behind an entry that hold something of these, and up to which one was looked; for a
        thread."""
        wanted = {(one.subject, one.id) for one in things}
        some: list[tuple[int, bytes]] = []
        for whole in self._pages(EVER_US, after):
            after = whole.sequence
            if not wanted.isdisjoint(things_of(_decode(whole.body))):
                some.append((whole.sequence, whole.body))
                if len(some) >= AT_ONCE:
                    plan = planned(some, things, _decode)
                    if plan.left:
                        return some, plan, after
                    some = []
        return some, planned(some, things, _decode), after

    def _pages(self, before_us: int, after: int) -> Iterator[Whole]:
        while True:
            page = self._page(before_us, after)
            yield from page
            if len(page) < AT_ONCE:
                return
            after = page[-1].sequence

    def _page(self, before_us: int, after: int) -> Sequence[Whole]:
        upto = self._desk.sequencer.head.sequence
        return self._desk.store.whole_bodies(
            ERASABLE_KINDS, after=after, upto=upto, before_us=before_us, at_most=AT_ONCE
        )

    async def by_time(self) -> int:
        """Erases what has been over for so long. A part of the journal after the other; how many bodies."""
        now_us = await self._desk.read(lambda _, now_us: now_us)
        before_us, after, erased = now_us - self._after_us, 0, 0
        while True:
            page = await asyncio.to_thread(self._page, before_us, after)
            if page:
                erased += await self._erase_over(page, before_us)
            if len(page) < AT_ONCE:
                break
            after = page[-1].sequence
            await asyncio.sleep(_BREATH_S)
        if erased:
            _log.info("erased-by-time", bodies=erased)
        return erased

    async def _erase_over(self, page: Sequence[Whole], before_us: int) -> int:
        keys = await asyncio.to_thread(_keys_in, page)
        things = await self._desk.read(lambda state, _: over_before(state, keys, before_us))
        if not things:
            return 0
        bodies = [(whole.sequence, whole.body) for whole in page]
        plan = await asyncio.to_thread(planned, bodies, things, _decode)
        if not plan.left:
            return 0
        try:
            return await self._erase(bodies, plan, "", before_us)
        except Refusal as refusal:  # something has come to one of them since: the next pass looks again
            _log.info("erasure-postponed", reason=refusal.message)
            return 0

    async def _erase(self, bodies: list[tuple[int, bytes]], plan: Plan, order: str, before_us: int) -> int:
        command = EraseBodies(plan.things, plan.remainders, plan.concerned, order, before_us)
        before = self._desk.sequencer.head.sequence
        done = await self._desk.submit(command)
        now_us = await self._desk.read(lambda _, now_us: now_us)
        numbers = {sequence for sequence, _ in plan.left}
        await self._remove_files((one for one in bodies if one[0] in numbers), plan.things, now_us)
        await self._write_over(plan.left)
        for erasure in await asyncio.to_thread(self._desk.store.erasures, before):
            event = _decode(erasure.body)
            assert isinstance(event, BodiesErased)
            await erase_as_said(self._centres(), event)
        return done

    async def _remove_files(
        self, bodies: Iterable[tuple[int, bytes]], things: tuple[Thing, ...], unless_after_us: int
    ) -> None:
        gone = by_key(things)
        named = frozenset(digest for _, body in bodies for digest in files_of(_decode(body), gone))
        if not named:
            return
        kept = await self._desk.read(lambda state, _: named_elsewhere(state, named, gone))
        for digest in sorted(named - kept):
            await asyncio.to_thread(partial(self._files.remove, digest, unless_after_s=unless_after_us / 1e6))

    async def _write_over(self, left: tuple[tuple[int, bytes], ...]) -> None:
        store = self._desk.store
        await self._desk.sequencer.between_batches(lambda: store.replace_bodies(left))


def _keys_in(page: Sequence[Whole]) -> list[Key]:
    return sorted({key for whole in page for key in things_of(_decode(whole.body))})
