"""What the office says by itself: that something comes nearer than agreed, in a thread between those whom it concerns.
It tells each side no more than that may see."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from tansiq.office import ladder, wording
from tansiq.office.entities import Agreement
from tansiq.office.feed import Subject
from tansiq.office.index import Index
from tansiq.office.kinds import NOTIFIED, STRAYING, MessageKind, OperationState, Priority, ThingKind
from tansiq.office.picture import Sighted, held_notice, view
from tansiq.office.planning import Conflict, Plan, conflicts_with, outlook
from tansiq.office.saying import office_message
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.talk import About, Finding, Heading, Report, Thread
from tansiq.office.terms import Sight, Terms
from tansiq.office.things import Notice, Operation
from tansiq.office.threads import ThreadEvent, ThreadOpened, said_in
from tansiq.office.visibility import Eyes, coarsely, sights_of
from tansiq.volumes import Polygon, Volume
from tansiq.volumes.widening import widened

_NAMES = uuid.UUID("6f3f0f3c-2f0e-4a5e-9d0a-3d8b5a1c7e42")
MOST_NEAR = 50
"""Operations near one new notice of which the office speaks by itself."""
MOST_TRIED, MOST_TRIED_IN_ALL = 200, 500
"""Operations that are looked at, for one recipient of a new notice, and for all of them: those that begin first."""
MOST_SHOWN = 2_000
"""Parts of a coarse extent that are looked around, the first of them in time."""


class Awaited(Enum):
    """Who is to acknowledge what the office says: whoever did not bring it about."""

    OTHER = auto()
    PLANNER = auto()
    BOTH = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict that both sides are to be told of. `coarsely`: it is one by the coarse extent of the planner's own
    thing, which is all that the other side sees."""

    conflict: Conflict
    coarsely: bool = False


def conflict_thread(one: About, other: About) -> str:
    """The thread in which the office speaks of two things."""
    return str(uuid.uuid5(_NAMES, "/".join(sorted((f"{one.owner}:{one.id}", f"{other.owner}:{other.id}")))))


def to_be_told(state: Office, made: Operation, conflicts: Iterable[Conflict], now_us: int) -> Iterator[Told]:
    """Of what an operation comes too near to, that of which both sides may be told.

    Both learn that there is a conflict, so it has to be one by what each may see of the other's: by the exact extents
    where the other side sees these, by the coarse ones where it sees no more. Else, whoever plans things all over the
    place would be told where another's are. Of what may only be known to exist nothing is told, unless its planner
    plans over the other with a reason, or it strays or is in distress. A notice is there to be kept away from: its
    owner is told whatever it may see of the operation (see docs/decisions/0004-conflicts.md).
    """
    sights = sights_of(state, made.owner, made.kind, made.extents, now_us)
    for conflict in conflicts:
        other = conflict.other
        sight = sights[other.owner][0] if other.owner in sights else Sight.NOTHING
        declared = made.state in STRAYING or _is_planned_over(made, other)
        if other.kind in NOTIFIED or sight is Sight.ALL or (sight is Sight.EXISTS and declared):
            yield Told(conflict)
    seeing: dict[int, list[str]] = {}
    for party, (sight, agreement) in sights.items():
        if sight is Sight.COARSE and agreement.terms is not None:
            seeing.setdefault(agreement.terms.coarse_level, []).append(party)
    there = {owner for index in _indexes(state) for owner, _ in index.groups()} if seeing else set()
    for _, parties in sorted(seeing.items()):
        shared = (agreement for party in parties for agreement in _shared(state, made.owner, party, now_us))
        if there.isdisjoint(parties) or not any(map(_speaks, shared)):
            continue
        plan = shown_plan(state, made, parties[0], now_us)
        assert plan is not None
        for conflict in outlook(state, plan, now_us, with_changes=False).conflicts:
            if conflict.other.owner in parties and conflict.other.kind not in NOTIFIED:
                yield Told(conflict, coarsely=True)


def shown_plan(state: Office, operation: Operation, party: str, now_us: int) -> Plan | None:
    """An operation as another party sees it, to be compared with what its owner sees; None if that party may not know
    where it is."""
    seen = view(state, operation, party, now_us)
    if seen is None or seen.sight is Sight.EXISTS:
        return None
    extents = seen.extents
    if seen.sight is Sight.COARSE and len(extents) > MOST_SHOWN:
        extents = tuple(sorted(extents, key=_first)[:MOST_SHOWN])
    return Plan(operation.owner, operation.kind, extents, operation.id, margin_m=seen.margin_m)


def about_conflict(
    state: Office,
    made: Operation,
    found: Iterable[Told],
    now_us: int,
    *,
    before: Operation | None = None,
    awaited: Awaited = Awaited.OTHER,
) -> Iterator[ThreadEvent]:
    """The office opens a thread for what comes too near, where the agreement says so; or says so in the one that is
    open. It tells each side no more than it may see.

    `before`: what the operation was, when it is planned anew; whoever sees nothing of the change is told nothing again.
    Without it, nothing is said of what was said before.
    """
    begun: set[str] = set()
    for told in found:
        other, agreement = told.conflict.other, told.conflict.other.agreement
        terms = None if agreement is None else agreement.terms
        if agreement is None or terms is None or not _speaks(agreement) or other.owner == made.owner:
            continue
        if standing(agreement, now_us) is not Standing.IN_FORCE:
            continue
        notified = other.kind in NOTIFIED
        about = About(Subject.NOTICE if notified else Subject.OPERATION, other.id, other.owner)
        own = About(Subject.OPERATION, made.id, made.owner)
        thread_id = conflict_thread(about, own)
        thread = state.threads.get(thread_id)
        said_before = thread is not None and thread.conflict_stands
        if thread_id in begun or (said_before and not _looks_otherwise(before, made, told)):
            continue
        begun.add(thread_id)
        if thread is None:
            thread = Thread(
                id=thread_id,
                parties=tuple(sorted((made.owner, other.owner))),
                opened_by="",
                opened_us=now_us,
                title=wording.title(Heading.NEAR_NOTICE if notified else Heading.CONFLICT),
                under=agreement.id,
                about=(about, own),
            )
            yield ThreadOpened(thread)
        over = _is_planned_over(made, other)
        closes = made.kind is ThingKind.CONSTRAINT and not notified
        urgent = over or closes or made.state in STRAYING
        priority = Priority.URGENT if urgent else Priority.ROUTINE
        yield said_in(
            thread,
            office_message(
                thread,
                MessageKind.OFFICE,
                _report(terms, made, told, over=over),
                now_us,
                priority=priority,
                awaited=_awaited(awaited, made, other),
                due_us=ladder.due_us(terms, priority, now_us),
            ),
        )


def _indexes(state: Office) -> tuple[Index, ...]:
    return state.operation_index, state.intent_index, state.constraint_index


def _awaited(awaited: Awaited, made: Operation, other: Sighted) -> tuple[str, ...]:
    match awaited:
        case Awaited.OTHER:
            return (other.owner,)
        case Awaited.PLANNER:
            return (made.owner,)
        case Awaited.BOTH:
            return tuple(sorted((made.owner, other.owner)))


def _speaks(agreement: Agreement) -> bool:
    return agreement.terms is not None and agreement.terms.opens_threads


def _shared(state: Office, one: str, other: str, now_us: int) -> tuple[Agreement, ...]:
    return Eyes(state, one, now_us).agreements_with(other)


def _first(volume: Volume) -> tuple[int, int, float, tuple[float, ...]]:
    outline = volume.outline
    corners = outline.vertices if isinstance(outline, Polygon) else ()
    return volume.start_us or 0, volume.end_us or 0, volume.lower_m or 0.0, corners


def _is_planned_over(made: Operation, other: Sighted) -> bool:
    return any((over.owner, over.thing) == (other.owner, other.id) for over in made.planned_over)


def _looks_otherwise(before: Operation | None, made: Operation, told: Told) -> bool:
    """Whether the other side sees something new of it."""
    if before is None:
        return False
    if before.state is not made.state or not told.coarsely:
        return True
    agreement = told.conflict.other.agreement
    return _is_planned_over(made, told.conflict.other) or (
        agreement is not None and coarsely(agreement, before.extents) != coarsely(agreement, made.extents)
    )


def about_notice(state: Office, notice: Notice, now_us: int) -> Iterator[ThreadEvent]:
    """The office says to recipients of a new notice which of their operations are planned near it, in a thread with
    its owner, where the agreement says so."""
    left = MOST_TRIED_IN_ALL
    for given in notice.given:
        agreement, thing = state.agreements.get(given.under), held_notice(state, notice, given.party)
        if given.at_us != now_us or agreement is None or agreement.terms is None or thing is None:
            continue
        planned = _planned_near(state, thing, given.party, agreement.terms, now_us)[: min(MOST_TRIED, left)]
        left -= len(planned)
        near = (
            (operation, conflicts)
            for operation in planned
            if (conflicts := conflicts_with(state, plan_of(operation, now_us), thing, now_us))
        )
        for operation, conflicts in islice(near, MOST_NEAR):
            found = (Told(conflict) for conflict in conflicts)
            yield from about_conflict(state, operation, found, now_us, before=operation, awaited=Awaited.PLANNER)


def plan_of(operation: Operation, now_us: int) -> Plan:
    """An operation as its owner has it."""
    return Plan(operation.owner, operation.kind, operation.extents_at(now_us), operation.id)


def _planned_near(state: Office, thing: Sighted, party: str, terms: Terms, now_us: int) -> list[Operation]:
    """The party's operations that may be near a notice as it sees it, those that begin first at the beginning:
    candidates."""
    wide = [widened(volume, terms.notice_distance_m + thing.margin_m) for volume in thing.extents]
    index = state.operation_index
    found = index.owners_near(wide, {group for group in index.groups() if group[0] == party})
    planned = [
        operation
        for operation_id in sorted(found)
        if (operation := state.operations[operation_id]).owner == party and operation.stands(now_us)
    ]
    return sorted(planned, key=lambda operation: operation.start_us)


def _report(terms: Terms, made: Operation, told: Told, *, over: bool) -> Report:
    other = told.conflict.other
    sees_coarsely = other.sight is Sight.COARSE
    if other.kind in NOTIFIED:
        near = Finding.NEAR_NOTICE_COARSELY if sees_coarsely else Finding.NEAR_NOTICE
        return Report(near, distance_m=terms.notice_distance_m)
    if made.kind is ThingKind.CONSTRAINT:
        return Report(Finding.CLOSED_AREA, made.owner)
    state = made.state.value if made.state in STRAYING else ""
    if over and made.state in (OperationState.ACCEPTED, OperationState.ACTIVATED):
        return Report(Finding.PLANNED_OVER, made.owner, reason=made.reason)
    if told.coarsely:
        return Report(Finding.MAY_COME_NEARER, made.owner, state)
    return Report(Finding.MAY_COME_NEARER_COARSELY if sees_coarsely else Finding.COMES_NEARER, made.owner, state)
