"""The exercise's office before the day begins: written by the office's own commands, some days ago."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

from tansiq.cli.exercise.cast import PLACES, accords, members
from tansiq.office.agreements import Propose, Sign, Suspend
from tansiq.office.desk import Desk, housekeep, now_us, open_desk
from tansiq.office.invitations import Invite
from tansiq.office.kinds import ThingKind
from tansiq.office.notices import PutNotice
from tansiq.office.parties import Apply, Found, secret_digest
from tansiq.office.receipts import AcknowledgeNotice
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.terms import digest_of
from tansiq.office.things import Addressee, Card, Content, Precision
from tansiq.volumes import Circle, Volume, footprint

_INVITATION = "exercise"


def found_office(journal: Path) -> bool:
    """Writes the journal of an office in which all have been admitted and have agreed; False if there is one already.

    The clock of the writing lies three days back, so that objections had their time.
    """
    if journal.exists():
        return False
    journal.parent.mkdir(parents=True, exist_ok=True)
    asyncio.run(_found(journal))
    return True


async def _found(journal: Path) -> None:
    clock = _Clock(now_us() - 3 * DAY_US)
    desk = open_desk(journal, clock=clock)
    desk.open()
    try:
        await _admit_all(desk, clock)
        clock.at_us += HOUR_US
        await _agree_on_all(desk, clock)
        await _notify_a_clinic(desk, clock)
    finally:
        await desk.close()


class _Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at_us: int) -> None:
        self.at_us = at_us

    def __call__(self) -> int:
        return self.at_us


async def _admit_all(desk: Desk, clock: _Clock) -> None:
    first, *others = members()
    await desk.submit(Found(first.id, first.profile))
    secret = desk.fresh.token()
    until_us = clock.at_us + 30 * DAY_US
    note = "For all who share the valley."
    await desk.submit(Invite(first.id, _INVITATION, secret_digest(secret), note, until_us, HOUR_US))
    for member in others:
        await desk.submit(Apply(member.id, _INVITATION, secret, member.profile))
    clock.at_us += 2 * HOUR_US
    await housekeep(desk)


async def _agree_on_all(desk: Desk, clock: _Clock) -> None:
    for accord in accords(clock.at_us):
        await desk.submit(Propose(accord.sides[0], accord.id, 0, accord.sides, accord.terms))
        digest = digest_of(accord.terms, accord.sides)
        for side in accord.sides:
            clock.at_us += 60_000_000
            await desk.submit(Sign(side, accord.id, f"Head of {side}", digest))
        if accord.suspended_by:
            await desk.submit(Suspend(accord.suspended_by, accord.id, accord.reason))


async def _notify_a_clinic(desk: Desk, clock: _Clock) -> None:
    """A notice of two days ago: the north has acknowledged it, the south has not, and it has gone up the ladder."""
    lat, lng = PLACES["Nendaz"]
    circle = Circle(lat, lng, 150.0)
    cells, area_m2 = footprint(circle)
    card = Card("Clinic of Nendaz", "red crescent and cross on the roof", "Lina", "+41 27 000 00 03")
    put = PutNotice(
        party="relief",
        id=str(uuid.uuid5(uuid.NAMESPACE_DNS, "clinic of nendaz")),
        version=0,
        content=Content(ThingKind.SITE, card, (Volume(circle, cells=cells),), people="20 beds", category="medical"),
        areas_m2=(area_m2,),
        addressees=(Addressee("north", Precision.EXACT), Addressee("south", Precision.COARSE)),
        urgent=False,
        valid_until_us=clock.at_us + 90 * DAY_US,
        author="Lina",
        checked_by="Samir",
    )
    notice = await desk.submit(put)
    clock.at_us += HOUR_US // 6
    await desk.submit(AcknowledgeNotice("north", notice.id, notice.version, "Capt. Orlova"))
    for _ in range(3):
        clock.at_us += HOUR_US
        await housekeep(desk)
