"""What was planned before an agreement came into force meets by its rules: found a few operations at a time, while the
office keeps house, and told to both sides. Likewise when its terms are changed, and when its channel is open again.

An operation is looked at as its planner would see it if it were planned now. `Office.to_meet` says for which agreements
there is something left to look at, and after which operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

import msgspec

from tansiq.office.agreements import PlansMet
from tansiq.office.entities import Agreement
from tansiq.office.kinds import NOTIFIED
from tansiq.office.parties import everybody_in
from tansiq.office.planning import outlook
from tansiq.office.resolving import resolved_of
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.things import Operation
from tansiq.office.threads import ThreadEvent, spoken_in, thread_of_event
from tansiq.office.visibility import touches
from tansiq.office.warnings import Awaited, about_conflict, plan_of, to_be_told

MOST_PASSED, MOST_WEIGHED = 500, 20
"""Operations of one step that are passed over or looked at; and of these, such as are weighed."""
MOST_TOLD = 200
"""Messages of one step, a few more at the most."""
_THREADS = "\x7f"
"""What comes after all parties: the threads, in which what is over is said."""

Step = tuple[PlansMet | ThreadEvent, ...]


def due(state: Office, now_us: int) -> Iterator[Step]:
    """The next step of each agreement that is in force and has something left."""
    for agreement_id in sorted(state.to_meet):
        agreement = state.agreements.get(agreement_id)
        where = Standing.ENDED if agreement is None else standing(agreement, now_us)
        if agreement is not None and where is Standing.IN_FORCE:
            yield _step(state, agreement, state.to_meet[agreement_id], now_us)
        elif where is not Standing.SIGNED:  # a suspended one is looked at from the beginning when it is resumed
            yield (PlansMet(agreement_id, None),)


def _step(state: Office, agreement: Agreement, after: str, now_us: int) -> Step:
    party, _, passed = after.partition("/")
    events: list[ThreadEvent] = []
    left = MOST_PASSED
    weighed = 0
    for one in _looking(state, agreement):
        if one < party:
            continue
        ids = nsmallest(left, (i for i in state.operations_of.get(one, ()) if one > party or i > passed))
        for operation_id in ids:
            operation = state.operations[operation_id]
            left -= 1
            if _concerns(agreement, operation, now_us):
                events += _said_of(state, agreement, operation, spoken_in(events), now_us)
                weighed += 1
            if not left or weighed >= MOST_WEIGHED or len(events) >= MOST_TOLD:
                return (*events, PlansMet(agreement.id, f"{one}/{operation_id}"))
    between = {i for one in _looking(state, agreement) for i in state.threads_of.get(one, ())}
    begin = passed if party == _THREADS else ""
    for thread_id in nsmallest(left, (i for i in between if i > begin and state.threads[i].under == agreement.id)):
        left -= 1
        if state.threads[thread_id].between_things and thread_id not in spoken_in(events):
            events += resolved_of(state, state.threads[thread_id], now_us)
        if not left or len(events) >= MOST_TOLD:
            return (*events, PlansMet(agreement.id, f"{_THREADS}/{thread_id}"))
    return (*events, PlansMet(agreement.id, None))


def _looking(state: Office, agreement: Agreement) -> list[str]:
    """The parties that see something under an agreement: those whose plans may meet others'."""
    flows = agreement.terms.flows if agreement.terms is not None else ()
    return sorted({party for flow in flows for party in everybody_in(state, flow.receiver)})


def _concerns(agreement: Agreement, operation: Operation, now_us: int) -> bool:
    """Whether the agreement may have something to say of it: by its kind, or because a notice may be near it."""
    terms = agreement.terms
    kinds = {kind for flow in terms.flows for kind in flow.kinds} if terms is not None else set()
    ruled = {kind for rule in terms.separation for kind in rule.kinds} if terms is not None else set()
    return (
        operation.stands(now_us)
        and bool(operation.kind in kinds | ruled or kinds & set(NOTIFIED))
        and touches(agreement, operation.extents)
    )


def _said_of(
    state: Office, agreement: Agreement, operation: Operation, spoken: frozenset[str], now_us: int
) -> Iterator[ThreadEvent]:
    met = outlook(state, plan_of(operation, now_us), now_us, with_changes=False).conflicts
    told = [
        one
        for one in to_be_told(state, operation, met, now_us)
        if one.conflict.other.agreement is not None and one.conflict.other.agreement.id == agreement.id
    ]
    for event in about_conflict(state, operation, told, now_us, awaited=Awaited.BOTH):
        if thread_of_event(event) not in spoken:
            yield event


class ToMeet(msgspec.Struct, frozen=True):
    """For the snapshot: what `Office.to_meet` says of one agreement."""

    id: str
    after: str


def rows(state: Office) -> Iterator[ToMeet]:
    """As the snapshot has them."""
    return (ToMeet(agreement_id, state.to_meet[agreement_id]) for agreement_id in sorted(state.to_meet))


def keep(state: Office, left: ToMeet) -> None:
    """As the snapshot had it: after the agreements."""
    state.to_meet[left.id] = left.after
