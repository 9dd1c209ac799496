"""Erasing in the journals of parties' centres, of those that an office hosts and of one that is linked to an office: as
the office's own entry says, by order of the party's people, and after its time. The steps are those of `eraser`."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.erasing import DRAFTS, ERASABLE_KINDS, EraseContent
from tansiq.centre.erasing_found import (
    Plan,
    Says,
    errands_about,
    held,
    left_of,
    of_things,
    over_before,
    planned,
    released_before,
)
from tansiq.centre.machine import blueprint
from tansiq.centre.mirror import Key
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.idempotency import id_under
from tansiq.journal.erasure import read_vouching
from tansiq.journal.errors import JournalError
from tansiq.journal.store import ERASURES_AT_ONCE
from tansiq.office.erased import Erasable, Ground
from tansiq.office.erasure_orders import ErasureOrder, FinishErasure, open_orders
from tansiq.office.erasures import BodiesErased

AT_ONCE = 16
"""Entries that are looked at together: one of the mirror may hold megabytes."""
_ERRANDS = ("errand.queued", "errand.settled")
_LOOK_S, _PASS_S, _BREATH_S = 1.0, 3_600.0, 0.05
EVER_US = 1 << 62
_decode = blueprint().decode
_log = structlog.get_logger("centre")


class CentreEraser:
    """Of one centre. `after_us`: so long after nothing rests on it any more, what was written goes by itself; 0:
    never."""

    def __init__(self, desk: CentreDesk, after_us: int) -> None:
        self._desk, self._after_us = desk, after_us

    async def run(self) -> None:
        """Until it is cancelled."""
        await self.finish()
        loop = asyncio.get_running_loop()
        again = loop.time()
        while True:
            for order in open_orders(self._desk.state):
                await self.carry_out(order)
            if self._after_us and loop.time() >= again:
                await self.by_time()
                again = loop.time() + _PASS_S
            await asyncio.sleep(_LOOK_S)

    async def finish(self) -> None:
        """Does what a stop left undone."""
        after = 0
        while found := await asyncio.to_thread(self._desk.store.erasures, after, ERASURES_AT_ONCE):
            undone = [erasure for erasure in found if erasure.unfinished]
            numbers = sorted({number for erasure in undone for number in erasure.unfinished})
            bodies = await asyncio.to_thread(self._desk.store.bodies, numbers)
            left = tuple((number, left_of(body, _decode(body))) for number, body in bodies)
            vouched = {(one.sequence, one.sha256) for each in undone for one in read_vouching(each.body).remainders}
            # What another version would leave of it, nobody vouched for: that is found, and erased, anew.
            await self._write_over(tuple(one for one in left if (one[0], _sha256(one[1])) in vouched))
            after = found[-1].sequence

    def notices(self) -> frozenset[str]:
        """Those of which drafts are in the journal. For a thread."""
        drafts = (draft for page in self._pages(DRAFTS, EVER_US) for _, _, event in page for draft in event.drafts)
        return frozenset(name for draft in drafts for name in (draft.id, draft.changes) if name)

    async def carry_out(self, order: ErasureOrder) -> None:
        """Erases all that this journal has of one thing."""
        erased = await self.erase(EraseContent(Ground.ORDER, (order.thing,), (), order=order.id))
        await self._desk.submit(FinishErasure(order.id))
        _log.info("erased", order=order.id, subject=order.thing.subject, id=order.thing.id, bodies=erased)

    async def erase(self, command: EraseContent) -> int:
        """Erases all that this journal has of the things of a command; of how many entries."""
        keys = [(thing.subject.value, thing.id) for thing in command.things]
        about = await self._errands_about(keys)

        def says(state: Centre) -> Says:
            return of_things(command.things, about, {key: state.mirror.find(*key) for key in keys})

        return await self._erase(says, command, EVER_US)

    async def by_time(self) -> int:
        """Erases what has been over for so long; of how many entries."""
        now_us, incidents = await self._desk.read(
            lambda state, now_us: (now_us, list(state.mirror.documents.get("incident", {}).values()))
        )
        before_us, hold, erased = now_us - self._after_us, await asyncio.to_thread(held, incidents), 0
        released = await self._desk.read(lambda state, _: released_before(state, before_us, hold))
        if released:
            erased += await self.erase(EraseContent(Ground.TIME, released, ()))
        command = EraseContent(Ground.TIME, (), ())
        erased += await self._erase(lambda state: over_before(state, before_us, hold, self._made), command, before_us)
        if erased:
            _log.info("erased-by-time", party=self._desk.state.party, bodies=erased)
        return erased

    async def _errands_about(self, keys: Collection[Key]) -> frozenset[int]:
        settled = self._desk.state.outbox.settled
        if not settled:
            return frozenset()

        def found() -> frozenset[int]:
            events = (event for page in self._pages(_ERRANDS, EVER_US) for _, _, event in page)
            return frozenset(errands_about(events, keys, self._made, settled))

        return await asyncio.to_thread(found)

    async def _erase(self, says: Callable[[Centre], Says], command: EraseContent, before_us: int) -> int:
        """A part of the journal after the other."""
        await self._desk.caught_up()  # what any node has taken in
        erased = 0
        pages = self._pages(ERASABLE_KINDS, before_us)
        while page := await asyncio.to_thread(next, pages, None):
            plan = await self._desk.read(partial(_planned, page, says))
            if plan.left:
                erased += await self._desk.submit(_with(command, plan))
                await self._write_over(plan.left)
            await asyncio.sleep(_BREATH_S)
        return erased

    def _pages(self, kinds: Sequence[str], before_us: int) -> Iterator[list[tuple[int, bytes, Any]]]:
        """Up to where the journal ends now. For a thread."""
        after, upto = 0, self._desk.sequencer.head.sequence
        while True:
            found = self._desk.store.whole_bodies(kinds, after=after, upto=upto, before_us=before_us, at_most=AT_ONCE)
            if found:
                yield [(whole.sequence, whole.body, _decode(whole.body)) for whole in found]
            if len(found) < AT_ONCE:
                return
            after = found[-1].sequence

    def _made(self, key: str, path: str) -> str:
        return id_under(key, self._desk.state.party, path)

    async def _write_over(self, left: tuple[tuple[int, bytes], ...]) -> None:
        store = self._desk.store
        await self._desk.sequencer.between_batches(lambda: store.replace_bodies(left))


async def erase_as_said(desks: Iterable[CentreDesk], said: BodiesErased) -> None:
    """Does in each centre that an office hosts what an entry of the office says: its drafts go. Done again, nothing
    more comes of it. What cannot be done in one centre now is done at the next start, and said."""
    things = tuple(thing for thing in said.things if thing.subject is Erasable.NOTICE)
    if not things:
        return
    command = EraseContent(said.ground, things, (), by=said.by, persons=said.persons, reference=said.reference)
    await each(desks, 0, lambda eraser: eraser.erase(command))


async def each(desks: Iterable[CentreDesk], after_us: int, do: Callable[[CentreEraser], Awaitable[object]]) -> None:
    """Has something done in each centre. A fault in one is no other's."""
    for desk in desks:
        try:
            await do(CentreEraser(desk, after_us))
        except JournalError as error:
            _log.error("not-erased", party=desk.state.party, reason=str(error), meaning="at the next start")


async def notices_drafted(desks: Iterable[CentreDesk]) -> frozenset[str]:
    """The notices of which drafts are there."""
    found: set[str] = set()
    for desk in desks:
        found |= await asyncio.to_thread(CentreEraser(desk, 0).notices)
    return frozenset(found)


def _planned(page: Sequence[tuple[int, bytes, Any]], says: Callable[[Centre], Says], state: Centre, _: int) -> Plan:
    return planned(page, says(state))


def _with(command: EraseContent, plan: Plan) -> EraseContent:
    return replace(
        command,
        remainders=plan.remainders,
        documents=plan.documents,
        drafts=plan.drafts,
        errands=plan.errands,
        hand_overs=plan.hand_overs,
    )


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
