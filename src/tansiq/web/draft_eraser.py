"""Erasing the drafts of erased notices in the journals of the centres that an office hosts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.erasing import ERASABLE_KINDS, EraseDrafts, notices_in, planned
from tansiq.centre.machine import blueprint
from tansiq.journal.erasure import remainder_of
from tansiq.journal.errors import JournalError
from tansiq.office.erased import Erasable
from tansiq.office.erasures import BodiesErased

_AT_ONCE = 500
_decode = blueprint().decode
_log = structlog.get_logger("office")


async def erase_drafts(desks: Iterable[CentreDesk], said: BodiesErased) -> None:
    """Does in each centre what an entry of the office says. Done again, nothing more comes of it. What cannot be done
    in one centre now is done at the next start, and said."""
    if not any(thing.subject is Erasable.NOTICE for thing in said.things):
        return
    for desk in desks:
        try:
            await _erase(desk, said)
        except JournalError as error:
            _log.error("drafts-not-erased", party=desk.state.party, reason=str(error), meaning="at the next start")


async def notices_drafted(desks: Iterable[CentreDesk]) -> frozenset[str]:
    """The notices of which drafts are there."""
    found: set[str] = set()
    for desk in desks:
        await desk.caught_up()
        found |= await asyncio.to_thread(_drafted, desk)
    return frozenset(found)


def _drafted(desk: CentreDesk) -> set[str]:
    found: set[str] = set()
    after, upto = 0, desk.sequencer.head.sequence
    while True:
        page = desk.store.whole_bodies(ERASABLE_KINDS, after=after, upto=upto, before_us=1 << 62, at_most=_AT_ONCE)
        found |= notices_in((whole.body for whole in page), _decode)
        if len(page) < _AT_ONCE:
            return found
        after = page[-1].sequence


async def _erase(desk: CentreDesk, said: BodiesErased) -> None:
    await desk.caught_up()  # what any node has taken in
    after, upto = 0, desk.sequencer.head.sequence
    while True:
        page = await asyncio.to_thread(
            desk.store.whole_bodies, ERASABLE_KINDS, after=after, upto=upto, before_us=1 << 62, at_most=_AT_ONCE
        )
        bodies = [(whole.sequence, whole.body) for whole in page]
        left = await asyncio.to_thread(planned, bodies, said.things, _decode)
        if left:
            vouched = tuple(remainder_of(sequence, body) for sequence, body in left)
            await desk.submit(EraseDrafts(said.ground, said.things, vouched, said.by, said.persons, said.reference))
            await _write_over(desk, left)
        if len(page) < _AT_ONCE:
            break
        after = page[-1].sequence
    if await asyncio.to_thread(desk.store.erasures):
        await _write_over(desk, ())


async def _write_over(desk: CentreDesk, left: tuple[tuple[int, bytes], ...]) -> None:
    store = desk.store
    await desk.sequencer.between_batches(lambda: store.replace_bodies(left))
