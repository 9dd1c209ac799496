"""Passage: under which agreement something is said, and whether it may pass.

Distress passes always: a suspended channel carries it and is shown as used, and so does an office in which the two have
agreed on nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tansiq.office.agreements import AgreementEvent, seen_by_side, used
from tansiq.office.entities import Agreement
from tansiq.office.kinds import Priority
from tansiq.office.parties import everybody_in
from tansiq.office.refusals import Refusal
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.terms import Terms


def sides_of(state: Office, agreement: Agreement) -> tuple[str, ...]:
    """The parties for whom an agreement holds: its sides, and the members of coalitions among them; in order."""
    return tuple(sorted({party for side in agreement.parties for party in everybody_in(state, side)}))


def seen_by_side_or_member(state: Office, agreement_id: str, party: str) -> Agreement:
    """The agreement, for its sides and the members of coalitions among them. Refused: `not-found` for others."""
    found = state.agreements.get(agreement_id)
    if found is not None and party in sides_of(state, found):
        return found
    return seen_by_side(state, agreement_id, party)


def terms_of(state: Office, agreement_id: str) -> Terms | None:
    """The terms of an agreement, in force or not."""
    agreement = state.agreements.get(agreement_id)
    return None if agreement is None else agreement.terms


def resting_on(state: Office, party: str, others: Sequence[str], under: str, priority: Priority, now_us: int) -> str:
    """The agreement under which a party's new thread stands: one that holds for all of them, in force if there is one;
    `under`, if that is named. "" for distress without any. Refused: `not-found`, `no-agreement`."""
    everybody = {party, *others}
    if under:
        seen_by_side_or_member(state, under, party)
    found: list[tuple[bool, str]] = []
    for agreement in (state.agreements[i] for i in sorted(state.agreements)):
        if everybody <= set(sides_of(state, agreement)) and agreement.terms is not None and under in ("", agreement.id):
            found.append((standing(agreement, now_us) is not Standing.IN_FORCE, agreement.id))
    if found:
        return min(found)[1]
    if priority is not Priority.DISTRESS:
        raise Refusal(
            "no-agreement",
            f"no agreement holds for {' and '.join(sorted(everybody))}; without one only distress passes",
            field="parties",
        )
    return ""


def passing(state: Office, under: str, priority: Priority, now_us: int) -> tuple[AgreementEvent, ...]:
    """What follows for the channel from something passing. Refused: `no-agreement`, `channel-suspended`,
    `not-in-force`."""
    agreement = state.agreements.get(under)
    if agreement is None:
        if priority is not Priority.DISTRESS:
            raise Refusal("no-agreement", "this thread rests on no agreement; only distress passes", field="priority")
        return ()
    where = standing(agreement, now_us)
    if where is Standing.IN_FORCE:
        return ()
    if priority is not Priority.DISTRESS:
        suspended = where in (Standing.SUSPENDED, Standing.SUSPENDED_BUT_USED)
        raise Refusal(
            "channel-suspended" if suspended else "not-in-force",
            f"agreement {under} is {where}: only distress passes",
            field="priority",
        )
    return used(state, agreement, now_us) if agreement.ending is None else ()
