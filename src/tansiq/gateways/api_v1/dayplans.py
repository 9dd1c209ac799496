"""The day's plan as it was issued."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.api_v1.things import SIGHTS
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import microseconds, moment
from tansiq.office.dayplans import DayPlan, PlanLine, issued, waited_for
from tansiq.office.desk import Desk
from tansiq.office.kinds import OperationState, ThingKind
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight


class BoundsOut(msgspec.Struct):
    """A rectangle, in degrees. West is greater than east across the antimeridian."""

    south: float
    west: float
    north: float
    east: float


class PlanLineOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What, whose, where and when; as far as it may be seen."""

    id: str = ""
    owner: str
    kind: ThingKind
    sight: str
    title: str = ""
    state: OperationState | None = None
    start: datetime | None = None
    end: datetime | None = None
    lower_m: float | None = None
    upper_m: float | None = None
    bounds: BoundsOut | None = None


class DayPlanOut(msgspec.Struct):
    """An issue of the plan for a day (UTC). The first is issued the day before; others follow when it has changed."""

    day: str
    issue: int
    issued: datetime
    lines: list[PlanLineOut]
    left_out: int


class DayPlans:
    """The routes of day plans."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route(
                "GET",
                "/api/v1/day-plans/{day}",
                needs(READ),
                self.read,
                summary="The party's plan for a day (YYYY-MM-DD, or `today`), in its last issue.",
                gives=DayPlanOut,
            ),
        )

    async def read(self, call: Call) -> Answer:
        """Not found before the hour at which it is issued."""
        asked = call.path[0]

        def found(state: Office, now_us: int) -> DayPlan:
            day_us = now_us - now_us % DAY_US if asked == "today" else _day_us(asked)
            plan = issued(state, call.party, day_us)
            if plan is None:
                why = waited_for(state, day_us, now_us)
                raise Refusal("not-found", f"no plan has been issued for {asked}: {why}", field="day")
            return plan

        return given(200, plan_out(await self._desk.read(found)))


def plan_out(plan: DayPlan) -> DayPlanOut:
    """As it is answered."""
    day = moment(plan.day_us).date().isoformat()
    return DayPlanOut(day, plan.issue, moment(plan.at_us), [_line(line) for line in plan.lines], plan.left_out)


def _line(line: PlanLine) -> PlanLineOut:
    placed = line.sight is not Sight.EXISTS
    return PlanLineOut(
        id=line.id,
        owner=line.owner,
        kind=line.kind,
        sight=SIGHTS[line.sight],
        title=line.title,
        state=line.state,
        start=moment(line.start_us) if placed else None,
        end=moment(line.end_us) if placed else None,
        lower_m=line.lower_m,
        upper_m=line.upper_m,
        bounds=None if line.bounds is None else BoundsOut(*line.bounds),
    )


def _day_us(text: str) -> int:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Problem(400, "day-invalid", "a day as YYYY-MM-DD, or today", "day") from None
    return microseconds(datetime(day.year, day.month, day.day, tzinfo=UTC))
