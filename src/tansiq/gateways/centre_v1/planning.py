"""Many things planned at the office elsewhere: each is an errand of its own, and they go together.

The office draws an operation's id from the key under which it is planned. A refused errand stays refused, so that
planning the same once more, which may have become possible, is another try under another key; there is one after
another, so that what is planned already is found.
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
from tansiq.office.kinds import OperationState
from tansiq.office.rules import DAY_US

_OPERATIONS = "/api/v1/operations"
_MOST_TOGETHER = 100
_LOOKED_FOR = 8
"""Tries that the outbox has forgotten are looked for in the mirror: so many."""


@dataclass(frozen=True, slots=True)
class Try:
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
    one = await desk.read(lambda state, now_us: try_of(state, planner.party, plan.id, now_us))
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


def try_of(state: Centre, party: str, plan_id: str, now_us: int) -> Try:
    """The one of which something came, or may come; else a new one, after those that are known."""
    mirrored, outbox = state.mirror.documents.get("operation", {}), state.outbox
    new: Try | None = None
    for number in count():
        key = key_of("", f"plan {plan_id} {number}")
        operation = id_under(key, party, _OPERATIONS)
        if operation in mirrored:
            return Try(key, operation, there=mirrored[operation])
        given = outbox.by_key.get(key)
        if given is not None:
            if not _spent(outbox.errands[given], now_us):
                return Try(key, operation, outbox.errands[given])
            new = None
        elif new is None:
            new = Try(key, operation)
        if new is not None and number >= _LOOKED_FOR:
            return new
    raise AssertionError


def _spent(errand: Errand, now_us: int) -> bool:
    """Whether nothing is there of it, nor comes: it was refused; or it was done, and is mirrored no longer. The office
    keeps what has ended for a day, and the mirror may be a little behind."""
    gone = errand.state is ErrandState.DONE and errand.answered_us + DAY_US <= now_us
    return gone or errand.state is ErrandState.REFUSED


def _problem_in(errand: Errand, said: bytes) -> dict[str, object]:
    """The office's problem document; of an answer that was too long to keep, its status."""
    try:
        document = msgspec.json.decode(said, type=dict[str, object])
    except msgspec.MsgspecError:
        message = "the office has refused it; its answer was too long to keep"
        return problem_of(Problem(errand.status, "refused", message))
    return {name: value for name, value in document.items() if name != "instance"}


def _met(said: bytes) -> PlannedOut | None:
    """What a plan met when it was planned; None where the answer does not say."""
    try:
        return msgspec.json.decode(said, type=PlannedOut)
    except msgspec.MsgspecError:
        return None
