"""Constraint references: areas closed or restricted for a time. F3548-21, 4.5 and `ConstraintReference`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.entities import Constraint
from tansiq.office.limits import check_area, check_areas, check_found, check_window
from tansiq.office.notification import About, concerned, count_notifications, counters_of
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.subscriptions import SubscriptionPut
from tansiq.office.versions import Kind, check_change
from tansiq.office.views import ConstraintView, Subscriber, subscribers, view_constraint
from tansiq.volumes import Volume

_KIND = Kind("constraint", "entityid", "ovn", "OVN", open=True)


class ConstraintPut(msgspec.Struct, frozen=True, tag="constraint.put", tag_field="kind"):
    """A constraint is there, or is there in a new version; these subscriptions were to be notified."""

    constraint: Constraint
    notified: tuple[str, ...] = ()


class ConstraintRemoved(msgspec.Struct, frozen=True, tag="constraint.removed", tag_field="kind"):
    """A constraint is gone: withdrawn by its manager, or ended."""

    id: str
    party: str
    notified: tuple[str, ...] = ()


ConstraintEvent = ConstraintPut | ConstraintRemoved


@dataclass(frozen=True, slots=True)
class PutConstraint(Command["ConstraintChanged"]):
    """Create (no `ovn`) or change a constraint. `new_ovn` is drawn by the caller."""

    party: str
    id: str
    ovn: str | None
    extents: tuple[Volume, ...]
    areas_m2: tuple[float, ...]
    uss_base_url: str
    new_ovn: str


@dataclass(frozen=True, slots=True)
class RemoveConstraint(Command["ConstraintChanged"]):
    """Withdraw a constraint."""

    party: str
    id: str
    ovn: str


@dataclass(frozen=True, slots=True)
class ConstraintChanged:
    """The constraint as it is now (or was, when removed), and whom its manager has to notify."""

    view: ConstraintView
    subscribers: tuple[Subscriber, ...]


def decide_put(
    state: Office, command: PutConstraint, now_us: int
) -> tuple[tuple[ConstraintPut, ...], ConstraintChanged]:
    """Refused: `already-exists`, `not-found`, `not-yours`, `stale-version`, `area-too-large`, `window-missing`,
    `window-past`, `window-too-far`."""
    old = _changeable(state, command.party, command.id, command.ovn, now_us)
    check_areas(command.areas_m2, state.rules)
    start_us, end_us = check_window(command.extents, state.rules, now_us)
    constraint = Constraint(
        id=command.id,
        manager=command.party,
        version=1 if old is None else old.version + 1,
        ovn=command.new_ovn,
        uss_base_url=command.uss_base_url,
        start_us=start_us,
        end_us=end_us,
        extents=command.extents,
    )
    touched = command.extents if old is None else (*old.extents, *command.extents)
    notified = concerned(state, touched, About.CONSTRAINTS, now_us)
    event = ConstraintPut(constraint, tuple(s.id for s in notified))
    return (event,), ConstraintChanged(view_constraint(state, constraint, command.party), subscribers(notified))


def decide_remove(
    state: Office, command: RemoveConstraint, now_us: int
) -> tuple[tuple[ConstraintRemoved, ...], ConstraintChanged]:
    """Refused: `not-found`, `not-yours`, `stale-version`."""
    old = _changeable(state, command.party, command.id, command.ovn, now_us)
    assert old is not None
    notified = concerned(state, old.extents, About.CONSTRAINTS, now_us)
    event = ConstraintRemoved(old.id, old.manager, tuple(s.id for s in notified))
    return (event,), ConstraintChanged(view_constraint(state, old, command.party), subscribers(notified))


def get_constraint(state: Office, constraint_id: str, party: str, now_us: int) -> ConstraintView:
    """Refused: `not-found`."""
    found = state.constraint(constraint_id, now_us)
    if found is None:
        raise Refusal("not-found", f"no constraint {constraint_id}", field="entityid")
    return view_constraint(state, found, party)


def query_constraints(
    state: Office, area: Volume, area_m2: float, party: str, now_us: int
) -> tuple[ConstraintView, ...]:
    """Every constraint that touches the volume. Refused: `area-too-large`, `too-many-found`."""
    check_area(area_m2, state.rules, "area_of_interest")
    found = state.constraint_index.overlapping((area,))
    check_found(len(found), state.rules)
    hits = (state.constraint(i, now_us) for i in sorted(found))
    return tuple(view_constraint(state, hit, party) for hit in hits if hit is not None)


def evolve(state: Office, event: ConstraintEvent) -> None:
    """The state after the event."""
    match event:
        case ConstraintPut():
            state.keep_constraint(event.constraint)
        case ConstraintRemoved():
            state.drop_constraint(event.id)
    count_notifications(state, event.notified)


def invert(state: Office, event: ConstraintEvent) -> tuple[ConstraintEvent | SubscriptionPut, ...]:
    """What takes the state back to where it is before the event."""
    constraint_id = event.constraint.id if isinstance(event, ConstraintPut) else event.id
    old = state.constraints.get(constraint_id)
    back: ConstraintEvent = ConstraintRemoved(constraint_id, "") if old is None else ConstraintPut(old)
    return (back, *(SubscriptionPut(counter) for counter in counters_of(state, event.notified)))


def party_of(event: ConstraintEvent) -> str:
    """Whose change it was."""
    return event.constraint.manager if isinstance(event, ConstraintPut) else event.party


def _changeable(state: Office, party: str, constraint_id: str, ovn: str | None, now_us: int) -> Constraint | None:
    old = state.constraint(constraint_id, now_us)
    check_change(_KIND, old, None if old is None else old.ovn, party, constraint_id, ovn)
    return old
