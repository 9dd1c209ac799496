"""Many things planned in one request: each is decided in its order, as if it had come alone, and has its own outcome.
One that is refused keeps none of the others back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from tansiq.gateways.api_v1.frame import refused
from tansiq.gateways.api_v1.operation_forms import ConflictOut, ExistsOut, OperationForm, planned_out, put_of
from tansiq.gateways.api_v1.operations import submitted
from tansiq.gateways.contract import Problem, problem_document
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.errors import JournalError
from tansiq.office.desk import Desk
from tansiq.office.refusals import Refusal

_LONGEST_S = 3.0
"""After so long, or with so much to be answered, no other is begun: its sender waits for the outcomes, too."""
_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Planner:
    """For which party, and which of its people if it is one, things are planned."""

    party: str
    person: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ToPlan:
    """What is to be planned under an id. `where` its sender has it from."""

    id: str
    where: str
    form: OperationForm


class PlanOutcome(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What became of one of many. `planned`: as the operation `id`, which meets these things; `before`: it was there
    already, as one of the same feature of the same file. `refused`: with the problem that planning it alone gives.
    `queued`: at a party's own centre, it waits for the office as this change of `/api/v1/outbox`."""

    where: str
    title: str
    state: Literal["planned", "refused", "queued"]
    id: str = ""
    before: bool = False
    conflicts: list[ConflictOut] = []
    exists: list[ExistsOut] = []
    more: bool = False
    problem: dict[str, Any] | None = None
    queued: str = ""


async def plan_each(desk: Desk, limits: FormLimits, planner: Planner, plans: Sequence[ToPlan]) -> list[PlanOutcome]:
    """Outcomes of the first so many. Raises the journal's errors if it cannot be written for the first of them."""
    until_s, size = time.monotonic() + _LONGEST_S, 0
    outcomes: list[PlanOutcome] = []
    for plan in plans:
        try:
            outcome = await _planned(desk, limits, planner, plan)
        except JournalError:
            if not outcomes:
                raise
            break  # those that are planned are told; the next request meets what is wrong
        outcomes.append(outcome)
        size += len(msgspec.json.encode(outcome))
        if time.monotonic() > until_s or size > _MOST_BYTES:
            break
    return outcomes


def problem_of(problem: Problem) -> dict[str, Any]:
    """The document that it would be, had it come alone: without the request that this would have been."""
    document = problem_document(problem.status, problem.code, problem.message, problem.field, more=problem.more)
    return {name: value for name, value in msgspec.json.decode(document).items() if name != "instance"}


async def _planned(desk: Desk, limits: FormLimits, planner: Planner, plan: ToPlan) -> PlanOutcome:
    outcome = PlanOutcome(where=plan.where, title=plan.form.card.title, state="planned")
    try:
        command, weighed = put_of(planner.party, plan.id, plan.form, limits, planner.name)
        changed = await submitted(desk, command, lambda state, now_us: weighed)
    except Problem as problem:
        outcome.state, outcome.problem = "refused", problem_of(problem)
    except Refusal as refusal:
        outcome.before = refusal.code == "already-exists"
        if not outcome.before:
            outcome.state, outcome.problem = "refused", problem_of(refused(refusal))
    else:
        answer = planned_out(changed)
        outcome.conflicts, outcome.exists, outcome.more = answer.conflicts, answer.exists, answer.more
    if outcome.state == "planned":
        outcome.id = plan.id
    return outcome
