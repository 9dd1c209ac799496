"""Whom a request goes to, and what passes between its two sides: as far as an agreement in force allows, and the rest
when one is in force again."""

from __future__ import annotations

import msgspec

from tansiq.office.asked import DONE, Asked, Request
from tansiq.office.information import Marking, Release
from tansiq.office.refusals import Refusal
from tansiq.office.releasing import addressed
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes

MOST_ASKED = 50
"""Each of them is told, and awaited, by itself."""


def asked_now(
    state: Office, asker: str, to: Release, marking: Marking, needed_by_us: int, now_us: int
) -> tuple[Asked, ...]:
    """The parties that are meant now, each with the agreement under which it is asked. Refused: `recipients-invalid`,
    `marking-too-strict`, `not-shared`."""
    meant = addressed(state, asker, to, marking, now_us, named="to")
    if not 1 <= len(meant) <= MOST_ASKED:
        raise Refusal("recipients-invalid", f"1 to {MOST_ASKED} parties are asked at once", field="to")
    found = []
    for one in meant:
        agreement = Eyes(state, one.party, now_us).informed_by(asker)
        assert agreement is not None
        found.append(Asked(one.party, agreement.id, now_us, needed_by_us, now_us, one.via))
    return tuple(found)


def passing(state: Office, request: Request, now_us: int, eyes: dict[str, Eyes] | None = None) -> Request:
    """The request with each side told what the other did, as far as an agreement in force lets them tell each other.
    `eyes`: those of parties at this moment, for who looks at many requests."""
    known = {} if eyes is None else eyes

    def may_tell(party: str) -> bool:
        if party not in known:
            known[party] = Eyes(state, party, now_us)
        return known[party].informed_by(request.asker) is not None

    told = ((one, _told(request, one, now_us)) for one in request.asked)
    asked = tuple(new if new is not one and may_tell(one.party) else one for one, new in told)
    heard = any(new.told != old.told for new, old in zip(asked, request.asked, strict=True))
    return msgspec.structs.replace(request, asked=asked, changed_us=now_us if heard else request.changed_us)


def waiting(request: Request) -> tuple[str, ...]:
    """The parties of which the asker, or which of the asker, do not know all that is to be told."""
    return tuple(one.party for one in request.asked if _told(request, one, 1) is not one)


def _told(request: Request, one: Asked, now_us: int) -> Asked:
    """Whoever has answered or declined is told nothing more of what becomes of the request."""
    if one.told < len(one.steps):
        one = msgspec.structs.replace(one, told=len(one.steps), told_us=now_us)
    if one.state in DONE:
        return one
    if request.withdrawn_us:
        return msgspec.structs.replace(one, withdrawn_us=now_us, changed_us=now_us)
    if one.needed_by_us != request.needed_by_us:
        return msgspec.structs.replace(one, needed_by_us=request.needed_by_us, changed_us=now_us, overdue_us=0)
    return one
