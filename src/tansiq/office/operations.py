"""Operations and constraints: planned, changed, activated, ended. What agreements demand is looked at when one is
announced; what has happened already (it strays, it is in distress) is taken in as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.entities import Agreement
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.kinds import PLANNED, OperationState, Priority, ThingKind
from tansiq.office.limits import check_areas, check_window
from tansiq.office.parties import LONGEST_TEXT, check_name, taking_part
from tansiq.office.planning import Conflict, Plan, outlook
from tansiq.office.quiet import QuietCause, tell_of
from tansiq.office.quiet_flags import QuietFlag, flags_of, newly_inside
from tansiq.office.refusals import Refusal
from tansiq.office.resolving import resolved
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import Card, Corridor, Operation, PlannedOver, Waypoint
from tansiq.office.threads import ThreadEvent, spoken_in, thread_of_event
from tansiq.office.visibility import coarsely, sights_of
from tansiq.office.warnings import about_conflict, plan_of, to_be_told
from tansiq.volumes import Volume

MOST_WAYPOINTS = 500
_FOLLOWS = {
    None: (OperationState.ACCEPTED, OperationState.ACTIVATED),
    OperationState.ACCEPTED: (OperationState.ACCEPTED, OperationState.ACTIVATED),
    OperationState.ACTIVATED: (OperationState.ACTIVATED, OperationState.NONCONFORMING, OperationState.CONTINGENT),
    OperationState.NONCONFORMING: (
        OperationState.ACTIVATED,
        OperationState.NONCONFORMING,
        OperationState.CONTINGENT,
    ),
    OperationState.CONTINGENT: (OperationState.CONTINGENT,),
}
_CALM = (OperationState.ACCEPTED, OperationState.ACTIVATED)


class OperationCause(StrEnum):
    """Why an operation is there in a new version."""

    PLANNED = "planned"
    CHANGED = "changed"
    ACTIVATED = "activated"
    NONCONFORMING = "nonconforming"
    CONTINGENT = "contingent"
    ENDED = "ended"
    UNDONE = "undone"


class OperationPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="operation.put", tag_field="kind"):
    """An operation or constraint is there, or is there in a new version; these parties were told."""

    operation: Operation
    cause: OperationCause
    tell: tuple[Tell, ...] = ()


class OperationForgotten(msgspec.Struct, frozen=True, tag="operation.forgotten", tag_field="kind"):
    """An operation ended a while ago, and is no longer kept in memory. Also undoes a first `operation.put`."""

    id: str
    owner: str


OperationEvent = OperationPut | OperationForgotten


@dataclass(frozen=True, slots=True)
class PutOperation(Command["OperationChanged"]):
    """Announce (`version` 0) or change an operation. `reason`: why conflicts that bind are planned over; without one
    they refuse."""

    party: str
    id: str
    version: int
    kind: ThingKind
    state: OperationState
    card: Card
    extents: tuple[Volume, ...]
    areas_m2: tuple[float, ...]
    person: str = ""
    route: tuple[Waypoint, ...] = ()
    reason: str = ""
    corridor: Corridor | None = None


@dataclass(frozen=True, slots=True)
class SetOperationState(Command["OperationChanged"]):
    """Go on to another state; with `ENDED`, end (a constraint: release). `reason`: why it is activated although it
    comes too near to something that binds, and nothing was said of that when it was planned."""

    party: str
    id: str
    version: int
    state: OperationState
    person: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OperationChanged:
    """The operation as it is now, and what it meets; `more` as in `Outlook`. `quiet`: the quiet periods to which its
    planner has committed, and into which it reaches."""

    operation: Operation
    conflicts: tuple[Conflict, ...] = ()
    exists: tuple[tuple[str, ThingKind, str], ...] = ()
    more: bool = False
    quiet: tuple[QuietFlag, ...] = ()


class InConflict(Refusal):
    """The plan meets what it has to be planned around. `conflicts` are all that it meets."""

    def __init__(self, message: str, conflicts: tuple[Conflict, ...], field: str) -> None:
        super().__init__("in-conflict", message, field=field)
        self.conflicts = conflicts


Events = tuple[OperationPut | ThreadEvent, ...]


def decide(state: Office, command: PutOperation | SetOperationState, now_us: int) -> tuple[Events, OperationChanged]:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `stale-version`, `transition-not-allowed`, `card-invalid`,
    `kind-fixed`, `area-too-large`, `window-missing`, `window-past`, `window-too-far`, `in-conflict`."""
    taking_part(state, command.party)
    check_name(command.person, "card-invalid", "person")
    old = state.operations.get(command.id)
    if old is not None and old.owner != command.party:
        # Whether it may see the thing or not: it is not there to be changed, and nothing more is said.
        raise Refusal("not-found", f"no operation {command.id} of yours", field="id")
    if old is not None and old.state is OperationState.ENDED:
        raise Refusal("has-ended", f"operation {old.id} has ended", field="id")
    if isinstance(command, SetOperationState):
        if old is None:
            raise Refusal("not-found", f"no operation {command.id} of yours", field="id")
        _check_version(old, command.version)
        return _set_state(state, old, command, now_us)
    if old is None and command.version:
        raise Refusal("not-found", f"no operation {command.id} of yours", field="id")
    if old is not None:
        _check_version(old, command.version)
    return _put(state, old, command, now_us)


def due(state: Office, now_us: int) -> Iterator[Events | tuple[OperationForgotten]]:
    """Operations whose time is over end, those that stray or are in distress a while later; those that ended a day ago
    are forgotten. With each what belongs to it; in no thread something is said twice in one breath."""
    spoken: set[str] = set()
    for operation_id in state.operation_deadlines.due(now_us):
        operation = state.operations[operation_id]
        if operation.state is not OperationState.ENDED:
            if operation.gone_us <= now_us:
                ended = _next(operation, now_us, state=OperationState.ENDED)
                said = tuple(resolved(state, ended, now_us, without=frozenset(spoken)))
                spoken.update(one.thread for one in said)
                yield (_event(state, operation, ended, now_us), *said)
        elif operation.changed_us + DAY_US <= now_us:
            yield (OperationForgotten(operation.id, operation.owner),)


def evolve(state: Office, event: OperationEvent) -> None:
    """The state after the event."""
    match event:
        case OperationPut():
            state.keep_operation(event.operation)
            feed.tell(state, event.tell)
        case OperationForgotten():
            state.drop_operation(event.id)


def invert(state: Office, event: OperationEvent) -> tuple[OperationEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    operation_id = event.operation.id if isinstance(event, OperationPut) else event.id
    old = state.operations.get(operation_id)
    back = OperationForgotten(operation_id, "") if old is None else OperationPut(old, OperationCause.UNDONE)
    return (back, *feed.untell(event.tell if isinstance(event, OperationPut) else ()))


def party_of(event: OperationEvent) -> str:
    """Whose change it was."""
    return event.operation.owner if isinstance(event, OperationPut) else event.owner


def check_card(card: Card) -> None:
    """Refused: `card-invalid`, with the field."""
    for field, text, least in (
        ("title", card.title.strip(), 1),
        ("mark", card.mark, 0),
        ("contact", card.contact, 0),
        ("phone", card.phone, 0),
    ):
        if not least <= len(text) <= 200 or not text.isprintable():
            raise Refusal("card-invalid", f"{least} to 200 printable characters", field=f"card.{field}")
    if len(card.remarks) > LONGEST_TEXT:
        raise Refusal("card-invalid", f"at most {LONGEST_TEXT:,} characters", field="card.remarks")


def _put(state: Office, old: Operation | None, command: PutOperation, now_us: int) -> tuple[Events, OperationChanged]:
    if command.kind not in PLANNED or (old is not None and old.kind is not command.kind):
        kinds = old.kind if old is not None else ", ".join(PLANNED)
        raise Refusal("kind-fixed", f"the kind is {kinds}; sites and movements are notified", field="kind")
    check_card(command.card)
    if len(command.route) > MOST_WAYPOINTS or len(command.reason) > LONGEST_TEXT:
        raise Refusal("card-invalid", f"at most {MOST_WAYPOINTS} waypoints", field="route")
    check_areas(command.areas_m2, state.rules)
    start_us, end_us = check_window(command.extents, state.rules, now_us)
    _check_follows(old, command.kind, command.state)
    plan = Plan(command.party, command.kind, command.extents, command.id)
    found = outlook(state, plan, now_us, with_changes=False)
    moved = old is None or old.extents != command.extents
    over, reason = ((), "") if old is None else (old.planned_over, old.reason)
    if moved and command.state in _CALM:
        if found.more and command.kind is not ThingKind.CONSTRAINT:
            raise InConflict(
                "there is more around it than can be weighed at once; plan less at a time, or fewer volumes",
                found.conflicts,
                "extents",
            )
        over = _planned_over(found.conflicts, command)
        reason = command.reason if over else ""
    elif old is not None and _is_activation(old, command.state):
        over, reason = _activated_over(state, old, found.conflicts, command.reason)
    made = Operation(
        id=command.id,
        owner=command.party,
        version=1 if old is None else old.version + 1,
        kind=command.kind,
        state=command.state,
        card=command.card,
        extents=command.extents,
        start_us=start_us,
        end_us=end_us,
        made_us=now_us if old is None else old.made_us,
        changed_us=now_us,
        person=command.person,
        route=command.route,
        planned_over=over,
        reason=reason,
        corridor=command.corridor,
    )
    events: Events = (_event(state, old, made, now_us),)
    if moved:
        told = to_be_told(state, made, found.conflicts, now_us)
        events += tuple(about_conflict(state, made, told, now_us, before=old or made))
    elif old is not None and _is_activation(old, made.state):
        events += _said_at_activation(state, old, made, found.conflicts, now_us)
    if moved:
        events += tuple(resolved(state, made, now_us, without=spoken_in(events)))
    quiet = flags_of(state, made.owner, made.kind, made.extents, now_us)
    return events, OperationChanged(made, found.conflicts, found.exists, found.more, quiet)


def _planned_over(conflicts: tuple[Conflict, ...], command: PutOperation) -> tuple[PlannedOver, ...]:
    """The conflicts that bind, where the agreements let them be planned over, and a reason is given."""
    binding = [conflict for conflict in conflicts if conflict.binding]
    firm = [conflict for conflict in binding if not conflict.may_plan_over]
    if firm:
        raise InConflict(
            f"it comes too near to {_named(firm)}; under agreement {firm[0].under} that has to be planned around",
            conflicts,
            "extents",
        )
    if binding and not command.reason.strip():
        raise InConflict(
            f"it comes too near to {_named(binding)}; under agreement {binding[0].under} that may be planned over, "
            "but only with a reason",
            conflicts,
            "reason",
        )
    return tuple(
        dict.fromkeys(PlannedOver(conflict.other.owner, conflict.other.id, conflict.under) for conflict in binding)
    )


def _named(conflicts: list[Conflict]) -> str:
    names = list(dict.fromkeys(f"{conflict.other.kind} of {conflict.other.owner}" for conflict in conflicts))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _set_state(
    state: Office, old: Operation, command: SetOperationState, now_us: int
) -> tuple[Events, OperationChanged]:
    if command.state is not OperationState.ENDED:
        _check_follows(old, old.kind, command.state)
    if len(command.reason) > LONGEST_TEXT:
        raise Refusal("card-invalid", f"at most {LONGEST_TEXT:,} characters", field="reason")
    made = _next(old, now_us, state=command.state, person=command.person)
    if _is_activation(old, command.state):
        found = outlook(state, plan_of(made, now_us), now_us, with_changes=False)
        over, reason = _activated_over(state, old, found.conflicts, command.reason)
        made = msgspec.structs.replace(made, planned_over=over, reason=reason)
        said = _said_at_activation(state, old, made, found.conflicts, now_us)
        events = (_event(state, old, made, now_us), *said)
        quiet = flags_of(state, made.owner, made.kind, made.extents_at(now_us), now_us)
        return events, OperationChanged(made, found.conflicts, found.exists, found.more, quiet)
    over_now = tuple(resolved(state, made, now_us)) if made.state is OperationState.ENDED else ()
    return (_event(state, old, made, now_us), *over_now), OperationChanged(made)


def _is_activation(old: Operation, wanted: OperationState) -> bool:
    return old.state is OperationState.ACCEPTED and wanted is OperationState.ACTIVATED


def _activated_over(
    state: Office, old: Operation, conflicts: tuple[Conflict, ...], reason: str
) -> tuple[tuple[PlannedOver, ...], str]:
    """What is planned over from now on, and why. Nobody is kept from saying that it has begun: but of what binds, and
    neither side has given a reason for, one is given now."""
    over = {(one.owner, one.thing) for one in old.planned_over}
    open_ones = [
        conflict
        for conflict in conflicts
        if conflict.binding
        and (conflict.other.owner, conflict.other.id) not in over
        and not _has_planned_over(state, conflict, old)
    ]
    if open_ones and not reason.strip():
        raise InConflict(
            f"it comes too near to {_named(open_ones)}; under agreement {open_ones[0].under} it begins only with a "
            "reason, or is planned around that",
            conflicts,
            "reason",
        )
    if not open_ones:
        return old.planned_over, old.reason
    more = (PlannedOver(conflict.other.owner, conflict.other.id, conflict.under) for conflict in open_ones)
    return tuple(dict.fromkeys((*old.planned_over, *more))), reason


def _has_planned_over(state: Office, conflict: Conflict, old: Operation) -> bool:
    """Whether the other side has planned over it, with a reason of its own."""
    other = state.operations.get(conflict.other.id)
    return (
        other is not None
        and other.owner == conflict.other.owner
        and any((one.owner, one.thing) == (old.owner, old.id) for one in other.planned_over)
    )


def _said_at_activation(
    state: Office, old: Operation, made: Operation, conflicts: tuple[Conflict, ...], now_us: int
) -> tuple[ThreadEvent, ...]:
    """Of what has been spoken of before, only that for which a reason is given now."""
    newly = {(one.owner, one.thing) for one in made.planned_over if one not in old.planned_over}
    told = list(to_be_told(state, made, conflicts, now_us))
    with_reason = [one for one in told if (one.conflict.other.owner, one.conflict.other.id) in newly]
    others = [one for one in told if one not in with_reason]
    said = tuple(about_conflict(state, made, with_reason, now_us, before=old))
    already = spoken_in(said)
    rest = about_conflict(state, made, others, now_us)
    return (*said, *(event for event in rest if thread_of_event(event) not in already))


def _check_version(old: Operation, version: int) -> None:
    if version != old.version:
        code = "stale-version" if version else "already-exists"
        raise Refusal(code, f"the version is {old.version} now; read it again", field="version")


def _check_follows(old: Operation | None, kind: ThingKind, wanted: OperationState) -> None:
    before = None if old is None else old.state
    allowed = _FOLLOWS[before]
    if kind is ThingKind.CONSTRAINT:
        allowed = tuple(state for state in allowed if state in _CALM)
    if wanted not in allowed:
        after = f"after {before}" if before else "at the beginning"
        raise Refusal(
            "transition-not-allowed", f"{after} it can be {' or '.join(allowed)}; to end it, say so", field="state"
        )


def _event(state: Office, old: Operation | None, made: Operation, now_us: int) -> OperationPut:
    cause = OperationCause.CHANGED
    if old is None:
        cause = OperationCause.PLANNED
    elif made.state is not old.state:
        cause = OperationCause(made.state.value.lower()) if made.state is not OperationState.ACCEPTED else cause
    urgent = made.state in (OperationState.NONCONFORMING, OperationState.CONTINGENT)
    priority = Priority.URGENT if urgent else Priority.ROUTINE
    changed, found, lost = _whom_it_concerns(state, old, made, now_us)
    tell = [Tell((made.owner, *changed), Subject.OPERATION, made.id, cause.value, now_us, priority)]
    for to, why in ((found, OperationCause.PLANNED), (lost, OperationCause.ENDED)):
        if to:
            tell.append(Tell(to, Subject.OPERATION, made.id, why.value, now_us))
    for period, others in newly_inside(state, old, made, now_us):
        tell.append(tell_of(period, others, QuietCause.OPERATION_INSIDE, now_us))
    return OperationPut(made, cause, tuple(tell))


def _whom_it_concerns(
    state: Office, old: Operation | None, made: Operation, now_us: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The others to be told of a change: those who see it; and those who may know no more than that there is such a
    thing, and for whom there is one now, or is none any more. Whoever sees no difference is told nothing: who sees the
    coarse extent hears of it when that, or the state, is another."""
    now = sights_of(state, made.owner, made.kind, made.extents, now_us)
    before = {} if old is None else sights_of(state, old.owner, old.kind, old.extents, now_us)
    told: tuple[list[str], list[str], list[str]] = [], [], []
    for party in sorted({*now, *before}):
        was_seen = None if old is None else _in_eyes(old, before.get(party))
        if _in_eyes(made, now.get(party)) != was_seen:
            most = max(sights[party][0] for sights in (now, before) if party in sights)
            told[0 if most is not Sight.EXISTS else 1 if party in now else 2].append(party)
    return tuple(told[0]), tuple(told[1]), tuple(told[2])


def _in_eyes(operation: Operation, sight: tuple[Sight, Agreement] | None) -> object:
    """What somebody sees of it, to be compared."""
    if sight is None:
        return None
    if sight[0] is Sight.ALL:
        return operation
    return (operation.state, coarsely(sight[1], operation.extents)) if sight[0] is Sight.COARSE else sight[0]


def _next(old: Operation, now_us: int, **changes: object) -> Operation:
    return msgspec.structs.replace(old, version=old.version + 1, changed_us=now_us, **changes)
