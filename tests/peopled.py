"""A journal in which parties take part already: objections have an hour at least, and no test waits for it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tansiq.centre.roles import SCOPES
from tansiq.office.desk import housekeep, now_us, open_desk
from tansiq.office.entities import Contact, PartyKind, Profile
from tansiq.office.invitations import Invite
from tansiq.office.parties import Apply, Found, secret_digest
from tansiq.office.rules import DAY_US, HOUR_US

ALL = " ".join(SCOPES)
KINDS = {"army": PartyKind.AIR_FORCE, "relief": PartyKind.RELIEF, "union": PartyKind.COALITION}


def profile_of(party: str) -> Profile:
    contacts = (Contact(f"watch of {party}", "duty", "+1 555 0100", f"watch@{party}.example.org", ("en",)),)
    return Profile(f"The {party}", KINDS.get(party, PartyKind.OTHER), ("en",), contacts)


def people(journal: Path, *parties: str, applying: tuple[str, ...] = ()) -> None:
    """The first one opens the office, and has invited the others; whoever applies has just done so."""
    asyncio.run(_people(journal, parties, applying))


async def _people(journal: Path, parties: tuple[str, ...], applying: tuple[str, ...]) -> None:
    clock = [now_us() - 2 * HOUR_US]
    desk = open_desk(journal, clock=lambda: clock[0])
    desk.open()
    first, *others = parties
    await desk.submit(Found(first, profile_of(first)))
    invite = Invite(first, "first", secret_digest("the secret"), "", clock[0] + 30 * DAY_US, HOUR_US)
    await desk.submit(invite)
    for party in others:
        await desk.submit(Apply(party, "first", "the secret", profile_of(party)))
    clock[0] = now_us()
    await housekeep(desk)
    for party in applying:
        await desk.submit(Apply(party, "first", "the secret", profile_of(party)))
    await desk.close()
