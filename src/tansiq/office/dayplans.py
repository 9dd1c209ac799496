"""Day plans: what, who, where and when, for one day, in one party's eyes. Issued at a set hour for the next day, as
airspace use plans are, and issued anew while the day lasts when something in it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from tansiq.office import feed
from tansiq.office.entities import PartyState
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.kinds import OperationState, ThingKind
from tansiq.office.picture import Sighted, view_with
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.visibility import Eyes
from tansiq.volumes.widening import rectangle

MOST_LINES = 5_000
UPDATED_US = HOUR_US // 4
"""How long a change waits at most, so that many of them make one issue."""
KEPT_DAYS = 3


class PlanLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of a day plan. Where: a rectangle (degrees: south, west, north, east), of the coarse extent where no more
    may be seen. What is merely known to exist has no where and when."""

    id: str
    owner: str
    kind: ThingKind
    sight: Sight
    title: str = ""
    state: OperationState | None = None
    start_us: int = 0
    end_us: int = 0
    lower_m: float | None = None
    upper_m: float | None = None
    bounds: tuple[float, float, float, float] | None = None


class DayPlan(msgspec.Struct, frozen=True):
    """An issue of a party's plan for a day. `left_out`: how many lines did not fit. `told`: the number of the last item
    of the party's feed then, the one that tells of this issue; while there is no other, nothing has changed."""

    party: str
    day_us: int
    issue: int
    at_us: int
    lines: tuple[PlanLine, ...]
    left_out: int = 0
    told: int = 0


class Issues(msgspec.Struct, frozen=True):
    """The last issue of each day of a party, the days in order."""

    party: str
    plans: tuple[DayPlan, ...]


class DayPlanIssued(msgspec.Struct, frozen=True, omit_defaults=True, tag="day-plan.issued", tag_field="kind"):
    """A party was given its plan for a day, or a newer issue of it."""

    plan: DayPlan
    tell: tuple[Tell, ...] = ()


class DayPlansRestored(msgspec.Struct, frozen=True, tag="day-plan.restored", tag_field="kind"):
    """A party's plans are as they were. Only undoes."""

    issues: Issues


DayPlanEvent = DayPlanIssued | DayPlansRestored


def due(state: Office, now_us: int, after: str = "", at_most: int = 1_000_000) -> tuple[list[DayPlanIssued], str]:
    """The plan of the next day, when its hour has come, and newer issues of those that have changed; of the parties
    after one, in the order of their ids. Looks through the plans of at most so many, and says after whom to go on;
    "" after the last."""
    today_us = now_us - now_us % DAY_US
    days = [today_us, *([today_us + DAY_US] if now_us >= today_us + state.rules.day_plan_us else [])]
    found: list[DayPlanIssued] = []
    looked = 0
    for party in _concerned(state, after):
        told = state.told_last.get(party, 0)
        open_days = [day_us for day_us in days if not _stands(issued(state, party, day_us), told, now_us)]
        if not open_days:
            continue
        if looked == at_most:
            return found, after
        looked, after = looked + 1, party
        for day_us in open_days:
            last = issued(state, party, day_us)
            lines, left_out = _lines(state, party, day_us, now_us)
            if last is not None and last.lines == lines and last.left_out == left_out:
                continue
            if last is None and not lines and day_us == today_us:
                continue  # the hour of an empty day has passed unseen: nothing is said of it afterwards
            told += 1
            plan = DayPlan(party, day_us, 1 if last is None else last.issue + 1, now_us, lines, left_out, told)
            why = "issued" if last is None else "updated"
            found.append(DayPlanIssued(plan, (Tell((party,), Subject.DAY_PLAN, day_name(day_us), why, now_us),)))
    return found, ""


def _stands(last: DayPlan | None, told: int, now_us: int) -> bool:
    """Whether the last issue stands without a look: it is new, or the party has been told nothing since."""
    return last is not None and (abs(now_us - last.at_us) < UPDATED_US or told <= last.told)


def issued(state: Office, party: str, day_us: int) -> DayPlan | None:
    """The last issue for a day."""
    plans = state.day_plans[party].plans if party in state.day_plans else ()
    return next((plan for plan in plans if plan.day_us == day_us), None)


def waited_for(state: Office, day_us: int, now_us: int) -> str:
    """What the first issue for a day waits for, in a sentence for people."""
    today_us, hour_us = now_us - now_us % DAY_US, state.rules.day_plan_us
    if day_us < today_us:
        return f"none was issued, or it is older than {KEPT_DAYS} days"
    if now_us < day_us - DAY_US + hour_us:
        hour = f"{hour_us // HOUR_US:02d}:{hour_us % HOUR_US // 60_000_000:02d}"
        return f"it is issued at {hour} UTC on {day_name(day_us - DAY_US)}"
    if day_us == today_us:
        return (
            "nothing that you may see was planned for it yet; it is issued when something is, in the office's next "
            "round of housekeeping"
        )
    return "it is issued in the office's next round of housekeeping"


def day_name(day_us: int) -> str:
    """The day's date (UTC), as ISO 8601 has it."""
    return datetime.fromtimestamp(day_us // 1_000_000, UTC).date().isoformat()


def evolve(state: Office, event: DayPlanEvent) -> None:
    """The state after the event."""
    match event:
        case DayPlanIssued():
            plan = event.plan
            known = state.day_plans[plan.party].plans if plan.party in state.day_plans else ()
            oldest_us = plan.at_us - KEPT_DAYS * DAY_US
            others = tuple(p for p in known if p.day_us != plan.day_us and p.day_us >= oldest_us)
            plans = tuple(sorted((*others, plan), key=lambda p: p.day_us))
            state.day_plans[plan.party] = Issues(plan.party, plans)
            feed.tell(state, event.tell)
        case DayPlansRestored():
            if event.issues.plans:
                state.day_plans[event.issues.party] = event.issues
            else:
                del state.day_plans[event.issues.party]


def invert(state: Office, event: DayPlanEvent) -> tuple[DayPlanEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    party = event.plan.party if isinstance(event, DayPlanIssued) else event.issues.party
    back = DayPlansRestored(state.day_plans.get(party) or Issues(party, ()))
    return (back, *feed.untell(event.tell if isinstance(event, DayPlanIssued) else ()))


def party_of(event: DayPlanEvent) -> str:
    """Whose change it was."""
    return event.plan.party if isinstance(event, DayPlanIssued) else event.issues.party


def _concerned(state: Office, after: str) -> Iterator[str]:
    """The parties in whose plans there can be anything: what they plan themselves, or what agreements show them."""
    members = {member for party in state.parties.values() for member in party.members}
    concerned = members | state.operations_of.keys() | state.agreements_of.keys()
    for party in sorted(concerned & state.parties.keys()):
        if party > after and state.parties[party].state is PartyState.ADMITTED:
            yield party


def _lines(state: Office, party: str, day_us: int, now_us: int) -> tuple[tuple[PlanLine, ...], int]:
    """Ordered by time, then by whose they are. One line says that somebody has something of a kind; not how many."""
    found: dict[tuple[object, ...], PlanLine] = {}
    eyes = Eyes(state, party, now_us)
    for operation_id in sorted(state.operations):
        operation = state.operations[operation_id]
        astray = operation.end_us <= now_us and operation.stands(now_us)
        end_us = now_us if astray else operation.end_us
        if end_us <= day_us or operation.start_us >= day_us + DAY_US:
            continue
        if not operation.extents:
            continue  # it was erased
        if not eyes.sees_any(operation.owner, operation.kind):
            continue
        seen = view_with(eyes, operation)
        if seen is None or (operation.state is OperationState.ENDED and operation.owner != party):
            continue
        if seen.sight is Sight.EXISTS:
            found.setdefault((seen.owner, seen.kind), PlanLine("", seen.owner, seen.kind, seen.sight))
        else:
            found[operation_id,] = _line(seen, operation.state)
    lines = sorted(found.values(), key=lambda line: (line.start_us, line.owner, line.kind, line.id))
    return tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES)


def _line(seen: Sighted, state: OperationState) -> PlanLine:
    lowers = [volume.lower_m for volume in seen.extents]
    uppers = [volume.upper_m for volume in seen.extents]
    return PlanLine(
        id=seen.id,
        owner=seen.owner,
        kind=seen.kind,
        sight=seen.sight,
        title=seen.title,
        state=state,
        start_us=min(volume.start_us or 0 for volume in seen.extents),
        end_us=max(volume.end_us or 0 for volume in seen.extents),
        lower_m=None if None in lowers else min(h for h in lowers if h is not None),
        upper_m=None if None in uppers else max(h for h in uppers if h is not None),
        bounds=_bounds(seen),
    )


def _bounds(seen: Sighted) -> tuple[float, float, float, float]:
    corners = [rectangle(volume.outline, seen.margin_m) for volume in seen.extents]
    south, west, north, east = zip(*corners, strict=True)
    return min(south), min(west), max(north), max(east)
