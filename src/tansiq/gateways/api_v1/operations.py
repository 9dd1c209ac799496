"""Operations and constraints: planned, weighed, changed, activated, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tansiq.centre.roles import OPERATE, READ
from tansiq.gateways.api_v1.asking import FILTERS, ThingFilters, area_of, asked_for, near
from tansiq.gateways.api_v1.erasure_forms import erasure_out
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.operation_forms import (
    ExistsOut,
    GoneOnOut,
    OperationForm,
    OperationOut,
    OutlookOut,
    PlannedOut,
    StateForm,
    WeighForm,
    conflict_out,
    extents_of,
    operation_out,
    outlook_out,
    own_out,
    planned_out,
    put_of,
)
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_looked_for
from tansiq.gateways.api_v1.quiet_forms import quiet_flag_out
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits
from tansiq.office.desk import Desk
from tansiq.office.erased import Erasable
from tansiq.office.kinds import OperationState
from tansiq.office.operations import InConflict, OperationChanged, PutOperation, SetOperationState
from tansiq.office.picture import Sighted, view, view_with
from tansiq.office.planning import Plan, outlook
from tansiq.office.quiet_flags import flags_of
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import Operation
from tansiq.office.visibility import Eyes
from tansiq.office.warnings import plan_of
from tansiq.volumes import Volume

_ROOT = "/api/v1/operations"
_FILTERS = {**FILTERS, "state": "in this state; without it, all but those that have ended"}


class Filters(ThingFilters, frozen=True, forbid_unknown_fields=True):
    """Which operations are asked for."""

    state: OperationState | None = None


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
                  "smallest changes would avoid it? Changes nothing.", takes=WeighForm, gives=OutlookOut),
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
        return given(200, Page([operation_out(*pair) for pair in page.items], page.next))

    async def plan(self, call: Call) -> Answer:
        """Refused with 409 `in-conflict` where it comes too near to something and may not: with what it meets and the
        changes that would avoid it, as `conflicts` and `changes`."""
        form = read_body(call, OperationForm)
        if form.version:
            raise Problem(400, "malformed", "a new operation has no version yet", "version")
        operation_id = new_id(call, _ROOT)

        def before(state: Office, now_us: int) -> Operation | None:
            known = state.operations.get(operation_id)
            return known if known is not None and known.owner == call.party else None

        known = await made_before(call, self._desk, before)
        if known is not None:
            return given(201, PlannedOut(own_out(known), [], []))
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
        extents, _, way = extents_of(form, self._limits)
        plan = Plan(call.party, form.kind, extents, form.id, way)
        _windowed(extents)

        def found(state: Office, now_us: int) -> OutlookOut:
            quiet = flags_of(state, call.party, form.kind, extents, now_us)
            return outlook_out(outlook(state, plan, now_us), quiet)

        return given(200, await self._desk.read(found))

    async def read(self, call: Call) -> Answer:
        """Whoever may not know that it is there is told that there is none."""
        operation_id = text_id(call.path[0], "id")

        def found(state: Office, now_us: int) -> OperationOut:
            operation = state.operations.get(operation_id)
            pair = None if operation is None else _pair(state, operation, call.party, now_us)
            if pair is None:
                raise Refusal("not-found", f"no operation {operation_id}", field="id")
            shown = operation_out(*pair)
            if pair[1].sight is Sight.ALL:
                shown.erasure = erasure_out(state.erased.get((Erasable.OPERATION, operation_id)))
            return shown

        return given(200, await self._desk.read(found))

    async def go_on(self, call: Call) -> Answer:
        """To another state. Refused with 409 `in-conflict` as in planning, where it is activated without a reason and
        one is needed."""
        form, operation_id = read_body(call, StateForm), text_id(call.path[0], "id")
        command = SetOperationState(call.party, operation_id, form.version, form.state, call.name, form.reason)

        def plan(state: Office, now_us: int) -> Plan:
            return plan_of(state.operations[operation_id], now_us)

        changed = await submitted(self._desk, command, plan)
        own = own_out(changed.operation)
        shown = {name: getattr(own, name) for name in own.__struct_fields__}
        conflicts = [conflict_out(conflict) for conflict in changed.conflicts]
        exists = [ExistsOut(*found) for found in changed.exists]
        quiet = [quiet_flag_out(flag) for flag in changed.quiet]
        return given(
            200,
            GoneOnOut(
                **shown, conflicts=conflicts or None, exists=exists or None, more=changed.more, quiet=quiet or None
            ),
        )

    async def _put(self, call: Call, operation_id: str, form: OperationForm, status: int) -> Answer:
        command, plan = put_of(call.party, operation_id, form, self._limits, call.name)
        return given(status, planned_out(await submitted(self._desk, command, lambda state, now_us: plan)))


async def submitted(
    desk: Desk, command: PutOperation | SetOperationState, plan: Callable[[Office, int], Plan]
) -> OperationChanged:
    """What the office makes of it. Refused for a conflict, it says with what, and what would keep the plan away."""
    try:
        changed: OperationChanged = await desk.submit(command)
    except InConflict as refusal:
        found = await desk.read(lambda state, now_us: outlook(state, plan(state, now_us), now_us))
        seen = outlook_out(found)
        more = {"conflicts": seen.conflicts, "changes": seen.changes, "detour": seen.detour, "more": seen.more}
        raise Problem(409, refusal.code, refusal.message, refusal.field, more) from None
    return changed


def _pair(state: Office, operation: Operation, party: str, now_us: int) -> tuple[Operation, Sighted] | None:
    seen = view(state, operation, party, now_us)
    return None if seen is None else (operation, seen)


def _in_state(operation: Operation, seen: Sighted, wanted: OperationState | None) -> bool:
    """Of what is merely known to exist, no state is told: not by whether it is found, either."""
    if seen.sight is Sight.EXISTS:
        return wanted is None
    return operation.state is wanted if wanted else operation.state is not OperationState.ENDED


def _windowed(extents: tuple[Volume, ...]) -> None:
    for i, volume in enumerate(extents):
        if volume.start_us is None or volume.end_us is None:
            raise Problem(400, "window-missing", "start and end are needed in each volume", f"extents[{i}]")
