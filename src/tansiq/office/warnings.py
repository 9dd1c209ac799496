"""What the office says by itself: that something comes nearer than agreed, in a thread between those whom it concerns.
It tells each side no more than that may see."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice

from tansiq.office import ladder
from tansiq.office.agreements import Standing, standing
from tansiq.office.feed import Subject
from tansiq.office.picture import Sighted, held_notice
from tansiq.office.planning import Conflict, Plan, conflicts_with
from tansiq.office.state import Office
from tansiq.office.talk import About, Message, MessageKind, Thread
from tansiq.office.terms import Priority, Sight, Terms, ThingKind
from tansiq.office.things import NOTIFIED, Notice, Operation, OperationState
from tansiq.office.threads import ThreadEvent, ThreadOpened, said_in
from tansiq.office.visibility import Eyes
from tansiq.volumes.widening import widened

_NAMES = uuid.UUID("6f3f0f3c-2f0e-4a5e-9d0a-3d8b5a1c7e42")
MOST_NEAR = 50
"""Operations near one new notice of which the office speaks by itself."""


def about_conflict(
    state: Office, made: Operation, conflicts: Iterable[Conflict], now_us: int, *, planner_knows: bool = True
) -> Iterator[ThreadEvent]:
    """The office opens a thread for what comes too near, where the agreement says so and the other side may know of
    the operation; or says so in the one that is open. It tells each side no more than it may see.

    The other side is to acknowledge it; where it is the other's doing (not `planner_knows`), the planner is.
    """
    begun: set[str] = set()
    for conflict in conflicts:
        other, agreement = conflict.other, conflict.other.agreement
        terms = None if agreement is None else agreement.terms
        if agreement is None or terms is None or not terms.opens_threads or other.owner == made.owner:
            continue
        if standing(agreement, now_us) is not Standing.IN_FORCE:
            continue
        notified = other.kind in NOTIFIED
        knows = Eyes(state, other.owner, now_us).sight(made.owner, made.kind, made.extents)[0]
        thread_id = str(uuid.uuid5(_NAMES, "/".join(sorted((f"{made.owner}:{made.id}", f"{other.owner}:{other.id}")))))
        if not (notified or knows) or thread_id in begun:
            continue
        begun.add(thread_id)
        thread = state.threads.get(thread_id)
        if thread is None:
            subject = Subject.NOTICE if notified else Subject.OPERATION
            thread = Thread(
                id=thread_id,
                parties=tuple(sorted((made.owner, other.owner))),
                opened_by="",
                opened_us=now_us,
                title="Planned near a notice" if notified else "Conflict",
                under=agreement.id,
                about=(About(subject, other.id, other.owner), About(Subject.OPERATION, made.id, made.owner)),
            )
            yield ThreadOpened(thread)
        over = any((o.owner, o.thing) == (other.owner, other.id) for o in made.planned_over)
        closes = made.kind is ThingKind.CONSTRAINT and not notified
        urgent = over or closes or made.state in (OperationState.NONCONFORMING, OperationState.CONTINGENT)
        priority = Priority.URGENT if urgent else Priority.ROUTINE
        text = _conflict_text(terms, made, other, over=over)
        yield said_in(
            thread,
            Message(
                number=len(thread.messages) + 1,
                id=f"{thread_id}/{len(thread.messages) + 1}",
                by="",
                person="",
                at_us=now_us,
                kind=MessageKind.OFFICE,
                priority=priority,
                text=text,
                awaited=(other.owner,) if planner_knows else (made.owner,),
                due_us=(until_us := ladder.due_us(terms, priority, now_us)),
                next_us=until_us,
            ),
        )


def about_notice(state: Office, notice: Notice, now_us: int) -> Iterator[ThreadEvent]:
    """The office says to recipients of a new notice which of their operations are planned near it, in a thread with
    its owner, where the agreement says so."""
    for given in notice.given:
        agreement, thing = state.agreements.get(given.under), held_notice(state, notice, given.party)
        if given.at_us != now_us or agreement is None or agreement.terms is None or thing is None:
            continue
        near = (
            (operation, conflicts)
            for operation in _planned_near(state, thing, given.party, agreement.terms, now_us)
            if (conflicts := conflicts_with(state, _plan_of(operation), thing, now_us))
        )
        for operation, conflicts in islice(near, MOST_NEAR):
            yield from about_conflict(state, operation, conflicts, now_us, planner_knows=False)


def _plan_of(operation: Operation) -> Plan:
    return Plan(operation.owner, operation.kind, operation.extents, operation.id)


def _planned_near(state: Office, thing: Sighted, party: str, terms: Terms, now_us: int) -> list[Operation]:
    """The party's operations that may be near a notice as it sees it, those that begin first at the beginning:
    candidates."""
    wide = [widened(volume, terms.notice_distance_m + thing.margin_m) for volume in thing.extents]
    found = state.operation_index.owners_near(wide)
    planned = [
        operation
        for operation_id in sorted(found)
        if (operation := state.operations[operation_id]).owner == party
        and operation.stands(now_us)
    ]
    return sorted(planned, key=lambda operation: operation.start_us)


def _conflict_text(terms: Terms, made: Operation, other: Sighted, *, over: bool) -> str:
    coarsely = other.sight is Sight.COARSE
    if other.kind in NOTIFIED:
        near = "the coarse extent of this notice, which is what its planner sees" if coarsely else "this notice"
        return f"Something is planned within {terms.notice_distance_m:,.0f} m of {near}."
    if made.kind is ThingKind.CONSTRAINT:
        return f"A constraint of {made.owner} is planned where this is, or nearer than agreed."
    what = f"An operation of {made.owner}"
    if made.state in (OperationState.NONCONFORMING, OperationState.CONTINGENT):
        what += f" that is {made.state.lower()}"
    if over and made.state in (OperationState.ACCEPTED, OperationState.ACTIVATED):
        return f"{what} was planned over a conflict. The reason given: {made.reason}"
    if coarsely:
        return f"{what} may come nearer than agreed: its planner sees the coarse extent of yours only."
    return f"{what} comes nearer than agreed."
