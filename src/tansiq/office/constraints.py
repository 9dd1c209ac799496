"""Constraint references: areas closed or restricted for a time. F3548-21, 4.5 and `ConstraintReference`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.office.entities import Constraint
from tansiq.office.notification import check_window, concerned
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.subscriptions import check_area
from tansiq.office.views import ConstraintView, Subscriber, subscribers, view_constraint
from tansiq.volumes import Volume


class ConstraintPut(msgspec.Struct, frozen=True, tag="constraint.put", tag_field="kind"):
    """A constraint is there, or is there in a new version; these subscriptions were to be notified."""

    constraint: Constraint
    notified: tuple[str, ...] = ()


class ConstraintRemoved(msgspec.Struct, frozen=True, tag="constraint.removed", tag_field="kind"):
    """A constraint is gone: withdrawn by its manager, or ended."""

    id: str
    party: str
    notified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PutConstraint:
    """Create (no `ovn`) or change a constraint. `new_ovn` is drawn by the caller."""

    party: str
    id: str
    ovn: str | None
    extents: tuple[Volume, ...]
    area_m2: float
    uss_base_url: str
    new_ovn: str


@dataclass(frozen=True, slots=True)
class RemoveConstraint:
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
    check_area(command.area_m2, state.rules, "extents")
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
    notified = concerned(state, touched, "constraints", now_us)
    event = ConstraintPut(constraint, tuple(s.id for s in notified))
    return (event,), ConstraintChanged(view_constraint(state, constraint, command.party), subscribers(notified))


def decide_remove(
    state: Office, command: RemoveConstraint, now_us: int
) -> tuple[tuple[ConstraintRemoved, ...], ConstraintChanged]:
    """Refused: `not-found`, `not-yours`, `stale-version`."""
    old = _changeable(state, command.party, command.id, command.ovn, now_us)
    assert old is not None
    notified = concerned(state, old.extents, "constraints", now_us)
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
    """Every constraint that touches the volume. Refused: `area-too-large`."""
    check_area(area_m2, state.rules, "area_of_interest")
    hits = (state.constraint(i, now_us) for i in sorted(state.constraint_index.overlapping((area,))))
    return tuple(view_constraint(state, hit, party) for hit in hits if hit is not None)


def _changeable(state: Office, party: str, constraint_id: str, ovn: str | None, now_us: int) -> Constraint | None:
    old = state.constraint(constraint_id, now_us)
    if old is None:
        if ovn is not None:
            raise Refusal("not-found", f"no constraint {constraint_id}", field="entityid")
        return None
    if old.manager != party:
        raise Refusal("not-yours", f"constraint {constraint_id} belongs to {old.manager}", field="entityid")
    if ovn is None:
        raise Refusal(
            "already-exists",
            f"constraint {constraint_id} exists; to change it, name its OVN in the path",
            field="entityid",
        )
    if ovn != old.ovn:
        raise Refusal("stale-version", "the OVN in the path is not the current one", field="ovn")
    return old
