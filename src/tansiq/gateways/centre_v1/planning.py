"""Many things planned at the office elsewhere: each is an errand of its own, and they go together.

The office draws an operation's id from the key under which it is planned. A refused errand stays refused, so that
planning the same once more, which may have become possible, is another try under another key, and the first that is
not refused is the last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.outbox import Errand, ErrandState, GiveErrand, key_of
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.idempotency import id_under
from tansiq.gateways.api_v1.operation_forms import PlannedOut
from tansiq.gateways.api_v1.plans import Planner, PlanOutcome, ToPlan, problem_of
from tansiq.gateways.centre_v1.judging import Thing, read
from tansiq.gateways.contract import Problem
from tansiq.gateways.office_errands import Carrier
from tansiq.gateways.statuses import CENTRE_STATUS, STATUS
from tansiq.office.things import OperationState

_OPERATIONS = "/api/v1/operations"
_MOST_TOGETHER = 100
_LOOKED_FOR = 8
"""Tries that the outbox has forgotten are looked for in the mirror: so many."""


@dataclass(frozen=True, slots=True)
class _Try:
    """The errand under whose key a plan goes, and the operation that comes of it. `errand`: it was given already;
    `there`: the operation as it is mirrored."""

    key: str
    operation: str
    errand: Errand | None = None
    there: bytes | None = None


async def plan_by_errands(
    desk: CentreDesk, carrier: Carrier, within_s: float, planner: Planner, plans: Sequence[ToPlan]
) -> list[PlanOutcome]:
    """Outcomes of the first so many, after a while at most: what the office has not answered by then is queued."""
    together = plans[:_MOST_TOGETHER]
    return await asyncio.gather(*(_planned(desk, carrier, within_s, planner, plan) for plan in together))


async def _planned(desk: CentreDesk, carrier: Carrier, within_s: float, planner: Planner, plan: ToPlan) -> PlanOutcome:
    outcome = PlanOutcome(where=plan.where, title=plan.form.card.title, state="planned")
    one = await desk.read(lambda state, now_us: _try_of(state, planner.party, plan))
    if one.there is not None:
        if read(one.there, Thing).state == OperationState.ENDED:
            problem = Problem(STATUS["has-ended"], "has-ended", f"operation {one.operation} has ended", "id")
            outcome.state, outcome.problem = "refused", problem_of(problem)
        else:
            outcome.id, outcome.before = one.operation, True
        return outcome
    if one.errand is None:
        body = msgspec.json.encode(plan.form).decode()
        command = GiveErrand(one.key, "POST", _OPERATIONS, body, planner.person, planner.name)
    else:  # it may have been given with another reason; it is on its way as it is
        given = one.errand
        command = GiveErrand(given.key, given.method, given.path, given.body, given.person, given.name)
    try:
        found = await carrier.give(command, within_s)
    except Refusal as refusal:
        problem = Problem(CENTRE_STATUS[refusal.code], refusal.code, refusal.message, refusal.field)
        outcome.state, outcome.problem = "refused", problem_of(problem)
        return outcome
    kept = isinstance(found, Errand)
    errand, said = (found, found.answer.encode()) if isinstance(found, Errand) else (found.errand, found.answer.body)
    match errand.state:
        case ErrandState.WAITING:
            outcome.state, outcome.queued = "queued", errand.key
        case ErrandState.REFUSED:
            outcome.state, outcome.problem = "refused", _problem_in(errand, said)
        case ErrandState.DONE:
            outcome.id, outcome.before = one.operation, kept
            if (met := _met(said)) is not None:
                outcome.conflicts, outcome.exists, outcome.more = met.conflicts, met.exists, met.more
    return outcome


def _try_of(state: Centre, party: str, plan: ToPlan) -> _Try:
    """The one that is there, or was given and not refused; else a new one, after those that are known."""
    mirrored, outbox = state.mirror.documents.get("operation", {}), state.outbox
    new: _Try | None = None
    for number in count():
        key = key_of("", f"plan {plan.id} {number}")
        operation = id_under(key, party, _OPERATIONS)
        if operation in mirrored:
            return _Try(key, operation, there=mirrored[operation])
        given = outbox.by_key.get(key)
        errand = None if given is None else outbox.errands[given]
        if errand is not None and errand.state is not ErrandState.REFUSED:
            return _Try(key, operation, errand)
        if errand is not None:
            new = None
        elif new is None:
            new = _Try(key, operation)
        if new is not None and number >= _LOOKED_FOR:
            return new
    raise AssertionError


def _problem_in(errand: Errand, said: bytes) -> dict[str, object]:
    """The office's problem document; of an answer that was too long to keep, its status."""
    try:
        return msgspec.json.decode(said, type=dict[str, object])
    except msgspec.MsgspecError:
        message = "the office has refused it; its answer was too long to keep"
        return problem_of(Problem(errand.status, "refused", message))


def _met(said: bytes) -> PlannedOut | None:
    """What a plan met when it was planned; None where the answer does not say."""
    try:
        return msgspec.json.decode(said, type=PlannedOut)
    except msgspec.MsgspecError:
        return None
