"""How an agreement stands at a moment, and which hold for whom: asked by all that rests on agreements."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from tansiq.office.entities import Agreement
from tansiq.office.parties import speaks_for
from tansiq.office.state import Office
from tansiq.office.terms import Terms


class Standing(StrEnum):
    """Where an agreement stands at a moment."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    """By all, but its time has not begun."""
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    SUSPENDED_BUT_USED = "suspended but used"
    EXPIRED = "expired"
    ENDED = "ended"


def standing(agreement: Agreement, now_us: int) -> Standing:
    """Where the agreement stands."""
    if agreement.ending is not None:
        return Standing.ENDED
    terms = agreement.terms
    if terms is None:
        return Standing.PROPOSED
    if now_us >= terms.end_us:
        return Standing.EXPIRED
    if agreement.suspension is not None:
        return Standing.SUSPENDED_BUT_USED if agreement.suspension.used else Standing.SUSPENDED
    return Standing.SIGNED if now_us < terms.start_us else Standing.IN_FORCE


def over_since(agreement: Agreement, now_us: int) -> int | None:
    """When it ended or ran out; None if it has not."""
    ended = [] if agreement.ending is None else [agreement.ending.at_us]
    if agreement.terms is not None and agreement.terms.end_us <= now_us:
        ended.append(agreement.terms.end_us)
    return min(ended, default=None)


def in_force_between(state: Office, one: str, other: str, now_us: int) -> Iterator[Agreement]:
    """The agreements in force that hold for both, each by itself or as member of a coalition; in the order of ids."""
    mine = _agreements_for(state, one)
    for agreement_id in sorted(mine & _agreements_for(state, other)):
        agreement = state.agreements[agreement_id]
        if standing(agreement, now_us) is Standing.IN_FORCE:
            yield agreement


def in_force_for(state: Office, party: str, now_us: int) -> Iterator[Agreement]:
    """The agreements in force that hold for a party, by itself or as member of a coalition; in the order of ids."""
    for agreement_id in sorted(_agreements_for(state, party)):
        agreement = state.agreements[agreement_id]
        if standing(agreement, now_us) is Standing.IN_FORCE:
            yield agreement


def terms_for(state: Office, party: str) -> list[Terms]:
    """The terms that hold, or have held last, for a party, by itself or as member of a coalition."""
    found = (state.agreements[agreement_id].terms for agreement_id in sorted(_agreements_for(state, party)))
    return [terms for terms in found if terms is not None]


def _agreements_for(state: Office, party: str) -> set[str]:
    """The agreements of the party and of the coalitions of which it is a member."""
    found = set(state.agreements_of.get(party, ()))
    for whole, agreements in state.agreements_of.items():
        if whole != party and speaks_for(state, whole, party):
            found |= agreements
    return found
