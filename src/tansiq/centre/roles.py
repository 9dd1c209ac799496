"""What a person may do at a party, by role; and a program, by the scopes that its party gave it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

READ = "tansiq.read"
"""See what the party may see."""
SPEAK = "tansiq.speak"
"""Write in threads, acknowledge, say to which unit something was passed on."""
OPERATE = "tansiq.operate"
"""Plan operations and constraints, notify, suspend a channel."""
AGREE = "tansiq.agree"
"""Propose, sign and end agreements; invite, object."""
ADMINISTER = "tansiq.administer"
"""Say who the party is, and who its people and programs are."""
LINK = "tansiq.link"
"""Be the party's own centre: say which of its people speaks, and send again what may have been done."""
ERASE = "tansiq.erase"
"""Have things erased by order: for the office's own staff. No party gives it to its people or programs."""
EXAMINE = "tansiq.examine"
"""Look at the past as any party: for the office's own staff. No party gives it to its people or programs."""
SCOPES = (READ, SPEAK, OPERATE, AGREE, ADMINISTER, LINK)


class Role(StrEnum):
    """What somebody is at a party; one person may be several."""

    OBSERVER = "observer"
    DUTY_OFFICER = "duty-officer"
    LIAISON = "liaison"
    """Sent by the party to the joint office: speaks for it there, and plans nothing."""
    ADMINISTRATOR = "administrator"


_MAY = {
    Role.OBSERVER: frozenset({READ}),
    Role.LIAISON: frozenset({READ, SPEAK}),
    Role.DUTY_OFFICER: frozenset({READ, SPEAK, OPERATE}),
    Role.ADMINISTRATOR: frozenset({READ, SPEAK, AGREE, ADMINISTER}),
}


def scopes_of(roles: frozenset[Role]) -> frozenset[str]:
    """All that these roles may do."""
    return frozenset().union(*(_MAY[role] for role in roles))


def scopes_at(party: str, roles: Iterable[Role], office_party: str) -> frozenset[str]:
    """The same, of somebody at this party. `office_party`: the one whose administrators are the office's own staff, if
    there is such a party."""
    given = frozenset(roles)
    staff = party == office_party and Role.ADMINISTRATOR in given
    return scopes_of(given) | ({EXAMINE, ERASE} if staff else frozenset())
