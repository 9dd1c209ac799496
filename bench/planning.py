"""What a plan meets, and the smallest changes that keep it away, in an office with a day of a busy region.

In the domain itself: 100,000 operations of six parties and 5,000 notices over 300 x 300 km, agreements with rules of
separation, everything shown wholly, coarsely, or known to exist. One party plans, all over the place.
"""

from __future__ import annotations

import gc
import random
import time

from bench.load import print_table, stay_on
from tansiq.office.agreements import AgreementCause, AgreementPut
from tansiq.office.entities import Agreement, Party, PartyKind, PartyState, Profile
from tansiq.office.machine import evolve
from tansiq.office.notices import NoticeCause, NoticePut
from tansiq.office.operations import OperationCause, OperationPut
from tansiq.office.parties import Cause, PartyPut
from tansiq.office.planning import Plan, outlook
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Terms, ThingKind
from tansiq.office.things import (
    NOTIFIED,
    PLANNED,
    Addressee,
    Card,
    Content,
    Given,
    Notice,
    NoticeState,
    Operation,
    OperationState,
    Precision,
)
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint

OPERATIONS, NOTICES, PLANS = 100_000, 5_000, 400
NOW_US = 1_772_355_600_000_000
PLANNER = "army"
OTHERS = {
    "uss1": Sight.ALL, "uss2": Sight.ALL, "authority": Sight.ALL, "navy": Sight.COARSE, "guard": Sight.EXISTS,
}  # fmt: skip
MIX = (ThingKind.DRONE, ThingKind.DRONE, ThingKind.AIRCRAFT, ThingKind.AIRCRAFT, ThingKind.CONVOY)
RULES = tuple(
    SeparationRule((one, other), beside_m, above_m, minutes)
    for one, other, beside_m, above_m, minutes in (
        (ThingKind.AIRCRAFT, ThingKind.AIRCRAFT, 5_000.0, 300.0, 5.0),
        (ThingKind.AIRCRAFT, ThingKind.DRONE, 1_000.0, 150.0, 0.0),
        (ThingKind.DRONE, ThingKind.DRONE, 200.0, 30.0, 0.0),
        (ThingKind.AIRCRAFT, ThingKind.CONSTRAINT, 500.0, 100.0, 0.0),
    )
)
CARD = Card("a title")


def somewhere(chance: random.Random, lat: float, lng: float, start_us: int, low_m: float) -> Volume:
    outline: Outline = Circle(lat, lng, chance.uniform(100.0, 1_500.0))
    if chance.random() < 0.5:
        by = chance.uniform(0.002, 0.02)
        outline = Polygon.of([(lat, lng), (lat, lng + by), (lat + by, lng + 2 * by), (lat + by, lng)])
    end_us = start_us + int(chance.uniform(0.1, 1.0) * HOUR_US)
    return Volume(outline, low_m, low_m + chance.uniform(30, 300), start_us, end_us, footprint(outline).cells)


def journey(chance: random.Random, volumes: int) -> tuple[Volume, ...]:
    """Some volumes, each beside and after the one before."""
    lat, lng = 47 + chance.uniform(0, 2.7), 7 + chance.uniform(0, 4.0)
    start_us, low_m = NOW_US + int(chance.uniform(0, 23) * HOUR_US), chance.uniform(0, 2_500)
    north, east = chance.uniform(-0.03, 0.03), chance.uniform(-0.03, 0.03)
    return tuple(
        somewhere(chance, lat + i * north, lng + i * east, start_us + i * HOUR_US // 12, low_m) for i in range(volumes)
    )


def region(operations: int, notices: int, chance: random.Random) -> Office:
    """The office, made by its own events."""
    state = Office()
    for name in (PLANNER, *OTHERS):
        party = Party(name, 1, PartyState.ADMITTED, Profile(name, PartyKind.OTHER), NOW_US)
        evolve(state, PartyPut(party, Cause.FOUNDED, ""))
    kinds = (*PLANNED, *NOTIFIED)
    for name, sight in OTHERS.items():
        flows = (Flow(name, PLANNER, kinds, sight), Flow(PLANNER, name, kinds, Sight.ALL))
        terms = Terms(name, Level.COORDINATION, NOW_US - DAY_US, NOW_US + 9 * DAY_US, flows, separation=RULES)
        evolve(state, AgreementPut(Agreement(name, 1, (PLANNER, name), terms=terms), AgreementCause.SIGNED, name))
    owners = (PLANNER, *OTHERS)
    for i in range(operations):
        extents = journey(chance, chance.choice((1, 1, 2, 3)))
        starts, ends = [v.start_us or 0 for v in extents], [v.end_us or 0 for v in extents]
        operation = Operation(
            f"operation-{i}", chance.choice(owners), 1, chance.choice(MIX), OperationState.ACCEPTED, CARD, extents,
            min(starts), max(ends), NOW_US, NOW_US,
        )  # fmt: skip
        evolve(state, OperationPut(operation, OperationCause.PLANNED))
    for i in range(notices):
        (place,) = journey(chance, 1)
        owner = chance.choice(tuple(OTHERS))
        precision = chance.choice(tuple(Precision))
        given = Given(PLANNER, precision, 1, NOW_US, owner, False, NOW_US + HOUR_US, NOW_US + 5 * DAY_US)
        site = Volume(place.outline, 0.0, 50.0, cells=place.cells)
        notice = Notice(
            f"notice-{i}", owner, 1, NoticeState.IN_FORCE, ((1, Content(ThingKind.SITE, CARD, (site,))),),
            (Addressee(PLANNER, precision),), (given,), False, NOW_US, NOW_US, NOW_US + 5 * DAY_US, "a", "b",
        )  # fmt: skip
        evolve(state, NoticePut(notice, NoticeCause.RELEASED, owner))
    return state


def main() -> None:
    stay_on(1)
    chance = random.Random(11)
    began = time.perf_counter()
    state = region(OPERATIONS, NOTICES, chance)
    filled_s = time.perf_counter() - began
    gc.freeze()
    taken: dict[str, list[float]] = {"meets nothing": [], "in conflict": []}
    met: list[int] = []
    changes: list[int] = []
    for _ in range(PLANS):
        plan = Plan(PLANNER, chance.choice(MIX), journey(chance, chance.randint(1, 10)))
        began = time.perf_counter()
        found = outlook(state, plan, NOW_US)
        taken["in conflict" if found.conflicts else "meets nothing"].append((time.perf_counter() - began) * 1_000)
        if found.conflicts:
            met.append(len(found.conflicts))
            changes.append(len(found.changes))
    rows: list[tuple[object, ...]] = []
    for name, times in taken.items():
        times.sort()
        if times:
            p95 = times[int(0.95 * (len(times) - 1))]
            rows.append((name, len(times), times[len(times) // 2], p95, times[-1]))
    print_table(
        f"What a plan of 1 to 10 volumes meets, with changes, among {OPERATIONS:,} operations and {NOTICES:,} notices "
        f"(filled in {filled_s:.0f} s; of those in conflict: {sum(met) / max(1, len(met)):.1f} conflicts and "
        f"{sum(changes) / max(1, len(changes)):.1f} changes each)",
        ("plans", "count", "p50 ms", "p95 ms", "max ms"),
        rows,
    )


if __name__ == "__main__":
    main()
