"""Operations and constraints: planned, weighed, changed, activated, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.roles import OPERATE, READ
from tansiq.gateways.api_v1.asking import FILTERS, ThingFilters, area_of, asked_for, near
from tansiq.gateways.api_v1.extents import VolumeForm, VolumeOut, volume_out, volumes_of
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_looked_for
from tansiq.gateways.api_v1.things import (
    CardForm,
    RouteForm,
    SeenOut,
    Text,
    WaypointForm,
    card_of,
    card_out,
    corridor_of,
    seen_out,
    way_of,
    waypoints_of,
    waypoints_out,
)
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.desk import Desk
from tansiq.office.operations import InConflict, OperationChanged, PutOperation, SetOperationState
from tansiq.office.picture import Sighted, view, view_with
from tansiq.office.planning import Conflict, Outlook, Plan, Way, outlook
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.terms import Sight, ThingKind
from tansiq.office.things import Operation, OperationState, PlannedOver
from tansiq.office.visibility import Eyes
from tansiq.office.warnings import plan_of
from tansiq.volumes import Volume
from tansiq.volumes.clearing import Change
from tansiq.volumes.routes import Waypoint

_ROOT = "/api/v1/operations"
_FILTERS = {**FILTERS, "state": "in this state; without it, all but those that have ended"}


class Filters(ThingFilters, frozen=True, forbid_unknown_fields=True):
    """Which operations are asked for."""

    state: OperationState | None = None


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
    """What a plan meets, and what would keep it away. `detour`: the shortest way around, with its later times, for a
    plan that was given as a route. `more`: there is so much around it that not all was looked at or is told, and no
    change was looked for."""

    conflicts: list[ConflictOut]
    exists: list[ExistsOut]
    changes: list[ChangeOut]
    detour: list[WaypointForm] | None = None
    more: bool = False


class OverOut(msgspec.Struct):
    """A conflict that was known and planned over."""

    owner: str
    thing: str
    under: str


class OperationOut(SeenOut, omit_defaults=True, kw_only=True):
    """An operation or constraint in the asker's eyes. What may not be seen of it is absent. `beyond_end`: it strays or
    is in distress, and its planned time is over; it stays in view, and what it planned last is held open."""

    state: OperationState | None = None
    beyond_end: bool = False
    version: int | None = None
    card: CardForm | None = None
    route: list[WaypointForm] | None = None
    start: datetime | None = None
    end: datetime | None = None
    changed: datetime | None = None
    planned_over: list[OverOut] | None = None
    reason: str | None = None
    person: str | None = None


class GoneOnOut(OperationOut, omit_defaults=True, kw_only=True):
    """The operation as it is now, and, when it is activated, what it meets; `more` as of a plan."""

    conflicts: list[ConflictOut] | None = None
    exists: list[ExistsOut] | None = None
    more: bool = False


class PlannedOut(msgspec.Struct):
    """The operation as it is now, and what it meets. `more`: it meets, or may meet, more than that."""

    operation: OperationOut
    conflicts: list[ConflictOut]
    exists: list[ExistsOut]
    more: bool = False


class Operations:
    """The routes of operations."""

    def __init__(self, desk: Desk, limits: FormLimits, repeats: Repeats) -> None:
        self._desk, self._limits, self._repeats = desk, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="Operations and constraints that the party may see.",
                  gives=Page[OperationOut], parameters={**PARAMETERS, **_FILTERS}),
            Route("POST", _ROOT, needs(OPERATE), self._repeats.once(_ROOT, self.plan), summary="Plan an operation or "
                  "a constraint.", takes=OperationForm, gives=PlannedOut, status=201),
            Route("POST", f"{_ROOT}/outlook", needs(READ), self.weigh, summary="What would a plan meet, and which "
                  "smallest changes would keep it away? Changes nothing.", takes=WeighForm, gives=OutlookOut),
            Route("GET", f"{_ROOT}/{{id}}", needs(READ), self.read, summary="One of them.", gives=OperationOut),
            Route("PUT", f"{_ROOT}/{{id}}", needs(OPERATE), self.change, summary="Change one's own.",
                  takes=OperationForm, gives=PlannedOut),
            Route("PUT", f"{_ROOT}/{{id}}/state", needs(OPERATE), self.go_on, summary="Activate, end, release; say "
                  "that it strays or is in distress.", takes=StateForm, gives=GoneOnOut),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers. What is asked for is asked of what the party sees: a window of what is
        seen coarsely is its coarse window."""
        filters = read_query(call, Filters)
        area = None if not filters.area else area_of(filters.area)

        def look(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[tuple[Operation, Sighted]]:
            eyes = Eyes(state, call.party, now_us)
            for operation in (state.operations[i] for i in ids if i in state.operations):
                seen = view_with(eyes, operation)
                if seen is not None and asked_for(seen, filters, area) and _in_state(operation, seen, filters.state):
                    yield operation, seen

        ids = await self._desk.read(
            lambda state, now_us: (
                sorted(state.operations) if area is None else near(state, call.party, now_us, "operation", area)
            )
        )
        page = await page_looked_for(
            self._desk, ids, look, lambda pair: pair[0].id, lambda pair: len(pair[1].extents), call.query
        )
        return given(200, Page([_out(*pair) for pair in page.items], page.next))

    async def plan(self, call: Call) -> Answer:
        """Refused with 409 `in-conflict` where it comes too near to something and may not: with what it meets and the
        changes that would keep it away, as `conflicts` and `changes`."""
        form = read_body(call, OperationForm)
        if form.version:
            raise Problem(400, "malformed", "a new operation has no version yet", "version")
        operation_id = new_id(call, _ROOT)

        def before(state: Office, now_us: int) -> Operation | None:
            known = state.operations.get(operation_id)
            return known if known is not None and known.owner == call.party else None

        known = await made_before(call, self._desk, before)
        if known is not None:
            return given(201, PlannedOut(_own(known), [], []))
        return await self._put(call, operation_id, form, 201)

    async def change(self, call: Call) -> Answer:
        """As planning one; the whole of it is given again."""
        form = read_body(call, OperationForm)
        if not form.version:
            raise Problem(400, "malformed", "name the version that you have read", "version")
        return await self._put(call, text_id(call.path[0], "id"), form, 200)

    async def weigh(self, call: Call) -> Answer:
        """Nobody is told of it."""
        form = read_body(call, WeighForm)
        extents, _, way = self._extents(form)
        plan = Plan(call.party, form.kind, extents, form.id, way)
        _windowed(extents)
        return given(200, outlook_out(await self._desk.read(lambda state, now_us: outlook(state, plan, now_us))))

    async def read(self, call: Call) -> Answer:
        """Whoever may not know that it is there is told that there is none."""
        operation_id = text_id(call.path[0], "id")

        def found(state: Office, now_us: int) -> OperationOut:
            operation = state.operations.get(operation_id)
            pair = None if operation is None else _pair(state, operation, call.party, now_us)
            if pair is None:
                raise Refusal("not-found", f"no operation {operation_id}", field="id")
            return _out(*pair)

        return given(200, await self._desk.read(found))

    async def go_on(self, call: Call) -> Answer:
        """To another state. Refused with 409 `in-conflict` as in planning, where it is activated without a reason and
        one is needed."""
        form, operation_id = read_body(call, StateForm), text_id(call.path[0], "id")
        command = SetOperationState(call.party, operation_id, form.version, form.state, call.name, form.reason)

        def plan(state: Office, now_us: int) -> Plan:
            return plan_of(state.operations[operation_id], now_us)

        changed = await self._submitted(command, plan)
        own = _own(changed.operation)
        shown = {name: getattr(own, name) for name in own.__struct_fields__}
        conflicts = [_conflict_out(conflict) for conflict in changed.conflicts]
        exists = [ExistsOut(*found) for found in changed.exists]
        return given(200, GoneOnOut(**shown, conflicts=conflicts or None, exists=exists or None, more=changed.more))

    async def _put(self, call: Call, operation_id: str, form: OperationForm, status: int) -> Answer:
        extents, areas_m2, way = self._extents(form)
        command = PutOperation(
            party=call.party,
            id=operation_id,
            version=form.version,
            kind=form.kind,
            state=form.state,
            card=card_of(form.card),
            extents=extents,
            areas_m2=areas_m2,
            person=call.name,
            route=waypoints_of(form.route),
            reason=form.reason,
        )
        plan = Plan(call.party, form.kind, extents, operation_id, way)
        changed = await self._submitted(command, lambda state, now_us: plan)
        return given(
            status,
            PlannedOut(
                _own(changed.operation),
                [_conflict_out(conflict) for conflict in changed.conflicts],
                [ExistsOut(*found) for found in changed.exists],
                changed.more,
            ),
        )

    async def _submitted(
        self, command: PutOperation | SetOperationState, plan: Callable[[Office, int], Plan]
    ) -> OperationChanged:
        """Refused for a conflict, it says with what, and what would keep the plan away."""
        try:
            changed: OperationChanged = await self._desk.submit(command)
        except InConflict as refusal:
            found = await self._desk.read(lambda state, now_us: outlook(state, plan(state, now_us), now_us))
            seen = outlook_out(found)
            more = {"conflicts": seen.conflicts, "changes": seen.changes, "detour": seen.detour, "more": seen.more}
            raise Problem(409, refusal.code, refusal.message, refusal.field, more) from None
        return changed

    def _extents(self, form: OperationForm | WeighForm) -> tuple[tuple[Volume, ...], tuple[float, ...], Way | None]:
        if bool(form.extents) == (form.route is not None):
            raise Problem(400, "extents-needed", "give either extents or a route", "extents")
        if form.route is not None:
            way = way_of(form.route)
            return *corridor_of(way, self._limits), way
        return *volumes_of(form.extents, self._limits), None


def outlook_out(found: Outlook) -> OutlookOut:
    """As it is answered."""
    return OutlookOut(
        [_conflict_out(conflict) for conflict in found.conflicts],
        [ExistsOut(*one) for one in found.exists],
        [_change_out(change) for change in found.changes],
        None if found.detour is None else [_turn_out(turn) for turn in found.detour.waypoints],
        found.more,
    )


def _conflict_out(conflict: Conflict) -> ConflictOut:
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


def _pair(state: Office, operation: Operation, party: str, now_us: int) -> tuple[Operation, Sighted] | None:
    seen = view(state, operation, party, now_us)
    return None if seen is None else (operation, seen)


def _in_state(operation: Operation, seen: Sighted, wanted: OperationState | None) -> bool:
    """Of what is merely known to exist, no state is told: not by whether it is found, either."""
    if seen.sight is Sight.EXISTS:
        return wanted is None
    return operation.state is wanted if wanted else operation.state is not OperationState.ENDED


def _own(operation: Operation) -> OperationOut:
    whole = Sighted(
        operation.owner, operation.kind, operation.id, Sight.ALL, None, operation.extents, 0.0, operation.card.title
    )
    return _out(operation, whole)


def _out(operation: Operation, seen: Sighted) -> OperationOut:
    """What goes with each sight: of what is merely there its kind, of what is seen coarsely its state, too."""
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
        start=moment(operation.start_us),
        end=moment(operation.end_us),
        changed=moment(operation.changed_us),
        planned_over=[_over_out(over) for over in operation.planned_over] if own else None,
        reason=operation.reason if own else None,
        person=operation.person if own else None,
    )


def _over_out(over: PlannedOver) -> OverOut:
    return OverOut(over.owner, over.thing, over.under)


def _windowed(extents: tuple[Volume, ...]) -> None:
    for i, volume in enumerate(extents):
        if volume.start_us is None or volume.end_us is None:
            raise Problem(400, "window-missing", "start and end are needed in each volume", f"extents[{i}]")
