"""Operations and constraints on the wire: what somebody plans, and the command that it stands for; what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.gateways.api_v1.erasure_forms import ErasureOut
from tansiq.gateways.api_v1.extents import VolumeForm, VolumeOut, volume_out, volumes_of
from tansiq.gateways.api_v1.quiet_forms import QuietFlagOut, quiet_flag_out
from tansiq.gateways.api_v1.things import (
    CardForm,
    CorridorOut,
    RouteForm,
    SeenOut,
    Text,
    WaypointForm,
    card_of,
    card_out,
    corridor_of,
    corridor_out,
    laid_as,
    seen_out,
    way_of,
    waypoints_of,
    waypoints_out,
)
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.kinds import OperationState, ThingKind
from tansiq.office.operations import OperationChanged, PutOperation
from tansiq.office.picture import Sighted
from tansiq.office.planning import Conflict, Outlook, Plan, Way
from tansiq.office.quiet_flags import QuietFlag
from tansiq.office.terms import Sight
from tansiq.office.things import Operation, PlannedOver
from tansiq.volumes import Volume
from tansiq.volumes.clearing import Change
from tansiq.volumes.routes import Waypoint


class OperationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody plans: in volumes, or along a route. `version`: the one that is changed; 0 for a new one. `reason`:
    why a conflict that binds is planned over, where the agreement lets that be done."""

    kind: ThingKind
    card: CardForm
    extents: Annotated[list[VolumeForm], msgspec.Meta(max_length=10_000)] = []
    route: RouteForm | None = None
    state: OperationState = OperationState.ACCEPTED
    version: Annotated[int, msgspec.Meta(ge=0)] = 0
    reason: Text = ""


class WeighForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan, to see what it meets. `id`: of the operation that it would change."""

    kind: ThingKind
    extents: Annotated[list[VolumeForm], msgspec.Meta(max_length=10_000)] = []
    route: RouteForm | None = None
    id: str = ""


class StateForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The state that follows. `Ended` ends an operation, or releases a constraint. `reason`: why it is activated
    although it comes too near to something that binds, if nothing was said of that before."""

    state: OperationState
    version: Annotated[int, msgspec.Meta(ge=1)]
    reason: Text = ""


class RuleOut(msgspec.Struct):
    """Two things of these kinds stay apart by at least one of the three."""

    horizontal_m: float
    vertical_m: float
    minutes: float


class GapOut(msgspec.Struct):
    """What is between the two volumes that come nearest."""

    horizontal_m: float
    vertical_m: float
    time_s: float


class ConflictOut(msgspec.Struct, kw_only=True, omit_defaults=True):
    """With what, under which rule of which agreement, from when to when, about where, and how near. `binding`: it has
    to be planned around, or, if `may_plan_over`, planned over with a reason."""

    other: SeenOut
    under: str = ""
    rule: RuleOut
    gap: GapOut
    lat: float
    lng: float
    start: datetime
    end: datetime
    binding: bool
    may_plan_over: bool


class ExistsOut(msgspec.Struct):
    """Somebody has something there, of which only that may be known: ask them."""

    owner: str
    kind: ThingKind
    under: str


class ChangeOut(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The smallest change of its kind that meets nothing the planner can see, ready to be planned. Later (or, below 0,
    earlier), up (or down), or beside."""

    later_s: float = 0.0
    up_m: float = 0.0
    east_m: float = 0.0
    north_m: float = 0.0
    extents: list[VolumeOut]


class OutlookOut(msgspec.Struct):
    """What a plan meets, and what would avoid it. `detour`: the shortest way around, with its later times, for a
    plan that was given as a route. `more`: there is so much around it that not all was looked at or is told, and no
    change was looked for. `quiet`: the quiet periods to which the planner has committed and into which it reaches."""

    conflicts: list[ConflictOut]
    exists: list[ExistsOut]
    changes: list[ChangeOut]
    detour: list[WaypointForm] | None = None
    more: bool = False
    quiet: list[QuietFlagOut] = []


class OverOut(msgspec.Struct):
    """A conflict that was known and planned over."""

    owner: str
    thing: str
    under: str


class OperationOut(SeenOut, omit_defaults=True, kw_only=True):
    """An operation or constraint in the asker's eyes. What may not be seen of it is absent. `beyond_end`: it strays or
    is in distress, and its planned time is over; it stays in view, and what it planned last is held open. `erasure`:
    where its content was; absent in lists."""

    state: OperationState | None = None
    beyond_end: bool = False
    version: int | None = None
    card: CardForm | None = None
    route: list[WaypointForm] | None = None
    corridor: CorridorOut | None = None
    start: datetime | None = None
    end: datetime | None = None
    changed: datetime | None = None
    planned_over: list[OverOut] | None = None
    reason: str | None = None
    person: str | None = None
    erasure: ErasureOut | None = None


class GoneOnOut(OperationOut, omit_defaults=True, kw_only=True):
    """The operation as it is now, and, when it is activated, what it meets; `more` and `quiet` as of a plan."""

    conflicts: list[ConflictOut] | None = None
    exists: list[ExistsOut] | None = None
    more: bool = False
    quiet: list[QuietFlagOut] | None = None


class PlannedOut(msgspec.Struct):
    """The operation as it is now, and what it meets. `more`: it meets, or may meet, more than that. `quiet`: the quiet
    periods to which its planner has committed, and into which it reaches."""

    operation: OperationOut
    conflicts: list[ConflictOut]
    exists: list[ExistsOut]
    more: bool = False
    quiet: list[QuietFlagOut] = []


def put_of(
    party: str, operation_id: str, form: OperationForm, limits: FormLimits, person: str = ""
) -> tuple[PutOperation, Plan]:
    """The command that a form stands for, and the plan that is weighed if it is refused. Raises `Problem`."""
    extents, areas_m2, way = extents_of(form, limits)
    command = PutOperation(
        party=party,
        id=operation_id,
        version=form.version,
        kind=form.kind,
        state=form.state,
        card=card_of(form.card),
        extents=extents,
        areas_m2=areas_m2,
        person=person,
        route=waypoints_of(form.route),
        reason=form.reason,
        corridor=laid_as(form.route),
    )
    return command, Plan(party, form.kind, extents, operation_id, way)


def extents_of(
    form: OperationForm | WeighForm, limits: FormLimits
) -> tuple[tuple[Volume, ...], tuple[float, ...], Way | None]:
    """Where a plan is, the area of each volume (m2), and the way along which they were laid. Raises `Problem`."""
    if bool(form.extents) == (form.route is not None):
        raise Problem(400, "extents-needed", "give either extents or a route", "extents")
    if form.route is not None:
        way = way_of(form.route)
        return *corridor_of(way, limits), way
    return *volumes_of(form.extents, limits), None


def outlook_out(found: Outlook, quiet: tuple[QuietFlag, ...] = ()) -> OutlookOut:
    """As it is answered."""
    return OutlookOut(
        [conflict_out(conflict) for conflict in found.conflicts],
        [ExistsOut(*one) for one in found.exists],
        [_change_out(change) for change in found.changes],
        None if found.detour is None else [_turn_out(turn) for turn in found.detour.waypoints],
        found.more,
        [quiet_flag_out(flag) for flag in quiet],
    )


def conflict_out(conflict: Conflict) -> ConflictOut:
    """As it is answered."""
    rule, gap = conflict.rule, conflict.gap
    return ConflictOut(
        other=seen_out(conflict.other),
        under=conflict.under,
        rule=RuleOut(rule.horizontal_m, rule.vertical_m, rule.minutes),
        gap=GapOut(gap.horizontal_m, gap.vertical_m, gap.time_s),
        lat=conflict.lat,
        lng=conflict.lng,
        start=moment(conflict.start_us),
        end=moment(conflict.end_us),
        binding=conflict.binding,
        may_plan_over=conflict.may_plan_over,
    )


def _change_out(change: Change) -> ChangeOut:
    return ChangeOut(
        later_s=change.later_s,
        up_m=change.up_m,
        east_m=change.east_m,
        north_m=change.north_m,
        extents=[volume_out(volume) for volume in change.extents],
    )


def _turn_out(turn: Waypoint) -> WaypointForm:
    return WaypointForm(turn.lat, turn.lng, moment(turn.time_us))


def planned_out(changed: OperationChanged) -> PlannedOut:
    """As planning or changing one is answered."""
    return PlannedOut(
        own_out(changed.operation),
        [conflict_out(conflict) for conflict in changed.conflicts],
        [ExistsOut(*found) for found in changed.exists],
        changed.more,
        [quiet_flag_out(flag) for flag in changed.quiet],
    )


def own_out(operation: Operation) -> OperationOut:
    """One's own operation as it is answered."""
    whole = Sighted(
        operation.owner, operation.kind, operation.id, Sight.ALL, None, operation.extents, 0.0, operation.card.title
    )
    return operation_out(operation, whole)


def operation_out(operation: Operation, seen: Sighted) -> OperationOut:
    """An operation as it is seen: of what is merely there its kind, of what is seen coarsely its state, too."""
    base = msgspec.structs.asdict(seen_out(seen))
    if seen.sight is Sight.EXISTS:
        return OperationOut(**base)
    if seen.sight is Sight.COARSE:
        return OperationOut(**base, state=operation.state, beyond_end=seen.beyond_end)
    own = not seen.under
    return OperationOut(
        **base,
        state=operation.state,
        beyond_end=seen.beyond_end,
        version=operation.version,
        card=card_out(operation.card),
        route=waypoints_out(operation.route) or None,
        corridor=corridor_out(operation.corridor),
        start=moment(operation.start_us),
        end=moment(operation.end_us),
        changed=moment(operation.changed_us),
        planned_over=[_over_out(over) for over in operation.planned_over] if own else None,
        reason=operation.reason if own else None,
        person=operation.person if own else None,
    )


def _over_out(over: PlannedOver) -> OverOut:
    return OverOut(over.owner, over.thing, over.under)
