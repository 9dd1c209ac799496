"""How each party of an agreement answers what it is asked under it, as figures. They count what both sides of a request
know: an answer that waits for a channel shows in no figure."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from tansiq.office.asked import DONE, Asked, ResponseState
from tansiq.office.parties import everybody_in, speaks_for
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office


@dataclass(frozen=True, slots=True)
class ResponseRecord:
    """A party's record. `asked` is the sum of `open`, `partly`, `answered`, `declined` and `withdrawn`; `overdue`: of
    those that are open or partly answered; `unexplained`: of those declined, those for which no reason was given.
    `median_us`: from when it was asked to when it had answered whole; None if
    it never has."""

    party: str
    asked: int
    open: int
    answered: int
    partly: int
    declined: int
    unexplained: int
    withdrawn: int
    overdue: int
    median_us: int | None


def response_records(state: Office, agreement_id: str, party: str, now_us: int) -> tuple[ResponseRecord, ...]:
    """Those of an agreement's sides, and of whoever else was asked under it, for a party for which it holds or held.
    Refused: `not-found`, and nothing more, for everybody else."""
    agreement = state.agreements.get(agreement_id)
    if agreement is None or not any(speaks_for(state, side, party) for side in agreement.parties):
        raise Refusal("not-found", f"no agreement {agreement_id}", field="id")
    found: dict[str, list[Asked]] = {side: [] for side in agreement.parties}
    members = {member for side in agreement.parties for member in everybody_in(state, side)}
    for request in state.requests.under(agreement_id):
        for one in request.asked:
            if one.under == agreement_id and one.party in members:
                found.setdefault(one.party, []).append(one)
    return tuple(_record(one, found[one], now_us) for one in sorted(found))


def _record(party: str, asked: list[Asked], now_us: int) -> ResponseRecord:
    states = [one.state_told for one in asked]
    said = [step for one in asked for step in one.steps[: one.told]]
    took = [
        step.at_us - one.at_us
        for one in asked
        for step in one.steps[: one.told]
        if step.state is ResponseState.ANSWERED
    ]
    return ResponseRecord(
        party,
        len(asked),
        sum(state in _OPEN for state in states),
        states.count(ResponseState.ANSWERED),
        states.count(ResponseState.PARTLY_ANSWERED),
        states.count(ResponseState.DECLINED),
        sum(step.state is ResponseState.DECLINED and not step.reason for step in said),
        states.count(ResponseState.WITHDRAWN),
        sum(one.state_told not in DONE and one.needed_by_us <= now_us for one in asked),
        round(median(took)) if took else None,
    )


_OPEN = (ResponseState.SENT, ResponseState.RECEIVED, ResponseState.CONSIDERED)
