"""Erasing: after its time, or by somebody's order. What was erased, when, by whose order and on what ground is itself
an entry of the journal, and stands there before anything goes.

By order, two people of the office's staff do it: one gives the order its reference, another carries it out. What still
binds others, a notice in force or an operation that has not ended, is withdrawn or ended first. By time nothing goes to
which an incident that is still open is linked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from tansiq.journal.command import Command
from tansiq.journal.erasure import KIND, Remainder
from tansiq.office import feed
from tansiq.office.dayplans import DayPlansRestored
from tansiq.office.erased import Erasable, Erased, Ground, Key, Thing
from tansiq.office.erasing import by_key, parties_of, plan_key, remainder
from tansiq.office.erasure_orders import (
    Bounds,
    ErasureForgotten,
    ErasurePut,
    OrderCommand,
    decide_order,
    evolve_order,
    invert_order,
    under_way,
)
from tansiq.office.erasure_times import check_over, over_before
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.incidents import IncidentRestored
from tansiq.office.notices import NoticeCause, NoticeForgotten, NoticePut
from tansiq.office.operations import OperationCause, OperationForgotten, OperationPut
from tansiq.office.quiet import QuietCause, QuietPut
from tansiq.office.refusals import Refusal
from tansiq.office.reports import ReportCause, ReportPut
from tansiq.office.requests import RequestCause, RequestPut
from tansiq.office.state import Office
from tansiq.office.threads import ThreadRestored

if TYPE_CHECKING:
    from tansiq.office.machine import Event

ERASED = "erased"
"""Why parties are told of a thing of theirs that was."""


class BodiesErased(msgspec.Struct, frozen=True, omit_defaults=True, tag=KIND, tag_field="kind"):
    """The content of these things is erased from these entries: of each, what is left is vouched for. Written before
    the bodies are replaced. `order`: by which order; `by`, `persons`: of whose people it was."""

    at_us: int
    ground: Ground
    things: tuple[Thing, ...]
    remainders: tuple[Remainder, ...]
    order: str = ""
    by: str = ""
    persons: tuple[str, ...] = ()
    reference: str = ""
    tell: tuple[Tell, ...] = ()


class ErasedRestored(msgspec.Struct, frozen=True, tag="erased.restored", tag_field="kind"):
    """What is known of erased things is as it was: these are known to be erased, and those not. Only undoes."""

    rows: tuple[Erased, ...] = ()
    gone: tuple[Key, ...] = ()


ErasureEvent = ErasurePut | ErasureForgotten | BodiesErased | ErasedRestored


@dataclass(frozen=True, slots=True)
class EraseBodies(Command[int]):
    """Erase these. For the office itself alone. `order` "": their time is over since `before_us`. `concerned`: who had
    to do with each thing, as the journal says it: the state may have forgotten it. Replies with how many bodies."""

    things: tuple[Thing, ...]
    remainders: tuple[Remainder, ...]
    concerned: tuple[tuple[str, ...], ...]
    order: str = ""
    before_us: int = 0


ErasureCommand = OrderCommand | EraseBodies
Decided = tuple[tuple[ErasureEvent, ...], Any]


def decide(state: Office, command: ErasureCommand, now_us: int) -> Decided:
    """Refused: `already-exists`, `not-found`, `second-person-needed`, `transition-not-allowed`, `has-ended`,
    `too-many-found`."""
    if isinstance(command, EraseBodies):
        return _erased(state, command, now_us)
    bounds = Bounds(lambda thing: _check(state, thing, now_us), lambda thing: _before(state, thing))
    return decide_order(state, command, now_us, bounds)


def _check(state: Office, thing: Thing, now_us: int) -> None:
    if thing.subject is Erasable.PARTY and thing.id not in state.parties:
        raise Refusal("not-found", f"no party {thing.id[:60]}", field="thing")
    check_over(state, thing, now_us)


def _before(state: Office, thing: Thing) -> int:
    """Of a party, what it says of itself now stays: it takes people off that itself."""
    return state.parties[thing.id].version if thing.subject is Erasable.PARTY else 0


def _erased(state: Office, command: EraseBodies, now_us: int) -> Decided:
    if not command.remainders:
        return (), 0
    order = under_way(state, command.order) if command.order else None
    if order is None:
        over = over_before(state, [(one.subject, one.id) for one in command.things], command.before_us)
        if over != command.things:
            raise Refusal("transition-not-allowed", "the time of something is not over any more", field="things")
    tell = tuple(
        Tell(parties, Subject(thing.subject.value), thing.id, ERASED, now_us)
        for thing, concerned in zip(command.things, command.concerned, strict=True)
        if thing.subject is not Erasable.ERROR_REPORT and (parties := _told(state, thing, concerned))
    )
    ground = Ground.TIME if order is None else Ground.ORDER
    event = BodiesErased(now_us, ground, command.things, command.remainders, tell=tell)
    if order is None:
        return (event,), len(command.remainders)
    event = msgspec.structs.replace(
        event,
        order=order.id,
        by=order.party,
        persons=(order.asked_by, order.confirmed_by),
        reference=order.reference,
    )
    counted = msgspec.structs.replace(order, bodies=order.bodies + len(command.remainders))
    return (event, ErasurePut(counted)), len(command.remainders)


def _told(state: Office, thing: Thing, concerned: tuple[str, ...]) -> tuple[str, ...]:
    """Each party is told once of a thing that the office still knows, however many turns it takes."""
    if thing.subject is Erasable.DAY_PLAN or (thing.subject, thing.id) in state.erased:
        return ()
    known = {*concerned, *(party for event in present(state, (thing,)) for party in parties_of(event))}
    return tuple(sorted(party for party in known if party in state.parties))


# --- what it does to the state


def present(state: Office, things: tuple[Thing, ...]) -> Iterator[Event]:
    """The events that put what the state holds of these things."""
    for thing in things:
        match thing.subject:
            case Erasable.NOTICE if (notice := state.notices.get(thing.id)) is not None:
                yield NoticePut(notice, NoticeCause.UNDONE, "")
            case Erasable.OPERATION:
                if (operation := state.operations.get(thing.id)) is not None:
                    yield OperationPut(operation, OperationCause.UNDONE)
                for issues in state.day_plans.values():
                    if any(line.id == thing.id for plan in issues.plans for line in plan.lines):
                        yield DayPlansRestored(issues)
            case Erasable.DAY_PLAN:
                for issues in state.day_plans.values():
                    if any(plan_key(plan)[1] == thing.id for plan in issues.plans):
                        yield DayPlansRestored(issues)
            case Erasable.THREAD if (thread := state.threads.get(thing.id)) is not None:
                yield ThreadRestored(thread)
            case Erasable.REPORT if (report := state.reports.get(thing.id)) is not None:
                yield ReportPut(report, ReportCause.UNDONE, "")
            case Erasable.REQUEST if (request := state.requests.get(thing.id)) is not None:
                yield RequestPut(request, RequestCause.UNDONE, "")
            case Erasable.INCIDENT if (incident := state.incidents.get(thing.id)) is not None:
                yield IncidentRestored(incident)
            case Erasable.QUIET_PERIOD if (period := state.quiet.get(thing.id)) is not None:
                yield QuietPut(period, QuietCause.UNDONE, "")


def left_in(state: Office, event: BodiesErased) -> Iterator[Event]:
    """The events that put what is left of them."""
    things = by_key(event.things)
    for one in list(present(state, event.things)):
        if (left := remainder(one, things)) is not None:
            yield left


def is_shown(state: Office, subject: Erasable, thing_id: str) -> bool:
    """Whether somebody may still look at it: then it is said there that its content was erased."""
    match subject:
        case Erasable.NOTICE:
            return thing_id in state.notices
        case Erasable.OPERATION:
            return thing_id in state.operations
        case Erasable.THREAD:
            return thing_id in state.threads
        case Erasable.REPORT:
            return thing_id in state.reports
        case Erasable.REQUEST:
            return state.requests.get(thing_id) is not None
        case Erasable.INCIDENT:
            return state.incidents.get(thing_id) is not None
        case Erasable.QUIET_PERIOD:
            return state.quiet.get(thing_id) is not None
        case _:
            return False


def evolve(state: Office, event: ErasureEvent) -> None:
    """The state after the event, but for the things themselves: see `left_in`."""
    match event:
        case ErasurePut() | ErasureForgotten():
            evolve_order(state, event)
        case BodiesErased():
            for thing in event.things:
                key = thing.subject, thing.id
                if is_shown(state, *key):
                    state.erased[key] = Erased(*key, event.at_us, event.ground, event.by, event.reference, thing.before)
            feed.tell(state, event.tell)
        case ErasedRestored():
            for key in event.gone:
                state.erased.pop(key, None)
            for row in event.rows:
                state.erased[row.subject, row.id] = row


def invert(state: Office, event: ErasureEvent) -> tuple[Any, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case ErasurePut() | ErasureForgotten():
            return invert_order(state, event)
        case BodiesErased():
            keys = tuple((thing.subject, thing.id) for thing in event.things)
            rows = tuple(state.erased[key] for key in keys if key in state.erased)
            gone = tuple(key for key in keys if key not in state.erased)
            untold: tuple[Untold, ...] = feed.untell(event.tell)
            return (*present(state, event.things), ErasedRestored(rows, gone), *untold)
        case ErasedRestored():
            return ()


def party_of(event: ErasureEvent) -> str:
    """Whose change it was."""
    match event:
        case ErasurePut():
            return event.order.party
        case BodiesErased():
            return event.by
        case ErasureForgotten() | ErasedRestored():
            return ""


def forget(state: Office, event: Any) -> None:
    """With a notice or an operation, that it was erased is forgotten, too."""
    if (key := _forgotten(event)) is not None:
        state.erased.pop(key, None)


def unforget(state: Office, event: Any) -> tuple[ErasedRestored, ...]:
    """What undoes that."""
    key = _forgotten(event)
    return (ErasedRestored((state.erased[key],)),) if key is not None and key in state.erased else ()


def _forgotten(event: Any) -> Key | None:
    match event:
        case NoticeForgotten():
            return Erasable.NOTICE, event.id
        case OperationForgotten():
            return Erasable.OPERATION, event.id
    return None


def rows(state: Office) -> Iterator[Erased]:
    """As the snapshot has them."""
    return (state.erased[key] for key in sorted(state.erased))
