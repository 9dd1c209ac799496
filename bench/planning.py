"""What a plan meets among 100,000 operations and 5,000 notices, with the smallest changes that keep it away."""

from __future__ import annotations

import random
import time

from bench.load import print_table, stay_on
from tansiq.office.agreements import AgreementCause, AgreementPut
from tansiq.office.entities import Agreement, Party, PartyKind, PartyState, Profile, Signature
from tansiq.office.kinds import NoticeState, OperationState, ThingKind
from tansiq.office.machine import evolve
from tansiq.office.notices import NoticeCause, NoticePut
from tansiq.office.operations import OperationCause, OperationPut
from tansiq.office.parties import Cause, PartyPut
from tansiq.office.planning import Outlook, Plan, outlook
from tansiq.office.rules import HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Terms
from tansiq.office.things import Addressee, Card, Content, Given, Notice, Operation, Precision
from tansiq.volumes import Circle, Volume, footprint

NOW_US = 1_800_000_000_000_000
PLANNER, OTHERS = "a", ("b", "c", "d", "e")
KINDS = (ThingKind.AIRCRAFT, ThingKind.DRONE, ThingKind.CONVOY)
FLOORS_M = (50, 100, 200, 400, 1_000, 2_000)
OPERATIONS, NOTICES, PLANS = 100_000, 5_000, 400


def _volume(lat: float, lng: float, radius_m: float, lower_m: float, start_us: int, end_us: int) -> Volume:
    circle = Circle(lat, lng, radius_m)
    return Volume(circle, lower_m, lower_m + 60.0, start_us, end_us, footprint(circle).cells)


def _agreed(sight: Sight) -> Office:
    state = Office()
    for party in (PLANNER, *OTHERS):
        made = Party(party, 1, PartyState.ADMITTED, Profile(party, PartyKind.OTHER), NOW_US)
        evolve(state, PartyPut(made, Cause.FOUNDED, party))
    for other in OTHERS:
        kinds = (*KINDS, ThingKind.SITE)
        flows = (Flow(PLANNER, other, kinds, Sight.ALL), Flow(other, PLANNER, kinds, sight))
        rules = tuple(SeparationRule((a, b), 300.0, 50.0, 3.0) for i, a in enumerate(KINDS) for b in KINDS[i:])
        until_us = NOW_US + 1_000 * HOUR_US
        terms = Terms(other, Level.DECONFLICTION, NOW_US - HOUR_US, until_us, flows, separation=rules, coarse_level=13)
        signed = tuple(Signature(side, "x", NOW_US, "d") for side in (PLANNER, other))
        agreement = Agreement(f"{other}-a", 1, (PLANNER, other), None, terms, signed)
        evolve(state, AgreementPut(agreement, AgreementCause.SIGNED, PLANNER))
    return state


def _filled(side_km: float, notices: int, sight: Sight, chance: random.Random) -> Office:
    state = _agreed(sight)
    for i in range(OPERATIONS):
        lat, lng = _place(side_km, chance)
        start_us = NOW_US + int(chance.random() * 24 * HOUR_US)
        end_us = start_us + int((0.2 + chance.random()) * HOUR_US)
        volume = _volume(lat, lng, chance.choice((200, 400, 800)), chance.choice(FLOORS_M), start_us, end_us)
        operation = Operation(
            f"o{i}", chance.choice(OTHERS), 1, chance.choice(KINDS), OperationState.ACCEPTED, Card(f"t{i}"), (volume,),
            start_us, end_us, NOW_US, NOW_US,
        )  # fmt: skip
        evolve(state, OperationPut(operation, OperationCause.PLANNED))
    until_us = NOW_US + 900 * HOUR_US
    for i in range(notices):
        circle = Circle(*_place(side_km, chance), 100.0)
        content = Content(ThingKind.SITE, Card("clinic"), (Volume(circle, cells=footprint(circle).cells),))
        given = Given(PLANNER, Precision.EXACT, 1, NOW_US, "b-a", False, NOW_US + HOUR_US, until_us)
        notice = Notice(
            f"n{i}", "b", 1, NoticeState.IN_FORCE, ((1, content),), (Addressee(PLANNER, Precision.EXACT),), (given,),
            False, NOW_US, NOW_US, until_us, "x", "y",
        )  # fmt: skip
        evolve(state, NoticePut(notice, NoticeCause.RELEASED, "b"))
    return state


def _place(side_km: float, chance: random.Random) -> tuple[float, float]:
    return 45.0 + chance.random() * side_km / 111.2, 5.0 + chance.random() * side_km / 78.0


def _plans(side_km: float, chance: random.Random) -> list[Plan]:
    plans = []
    for _ in range(PLANS):
        lat, lng = _place(side_km, chance)
        start_us, lower_m = NOW_US + int(chance.random() * 20 * HOUR_US), chance.choice(FLOORS_M)
        extents = tuple(
            _volume(lat + i * 0.01, lng + i * 0.005, 600.0, lower_m, start_us + i * 180_000_000,
                    start_us + (i + 2) * 180_000_000)
            for i in range(chance.randint(1, 10))
        )  # fmt: skip
        plans.append(Plan(PLANNER, chance.choice(KINDS), extents))
    return plans


def _measured(state: Office, plans: list[Plan]) -> list[tuple[float, Outlook]]:
    found = []
    for plan in plans:
        began = time.perf_counter()
        seen = outlook(state, plan, NOW_US)
        found.append(((time.perf_counter() - began) * 1_000, seen))
    return found


def main() -> None:
    stay_on(0)
    rows = []
    for name, side_km, notices, sight in (
        ("300 x 300 km", 300.0, NOTICES, Sight.ALL),
        ("the same, others seen coarsely", 300.0, NOTICES, Sight.COARSE),
        ("the same, no notices", 300.0, 0, Sight.ALL),
        ("100 x 100 km: 10 to a km2", 100.0, NOTICES, Sight.ALL),
    ):
        chance = random.Random(1)
        found = _measured(_filled(side_km, notices, sight, chance), _plans(side_km, chance))
        for what, some in (
            ("free", [ms for ms, seen in found if not seen.conflicts]),
            ("in conflict", [ms for ms, seen in found if seen.conflicts]),
        ):
            if some:
                ordered = sorted(some)
                share = [ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1]]
                changes = [len(seen.changes) for _, seen in found if seen.conflicts] if what != "free" else []
                mean = f"{sum(changes) / len(changes):.1f}" if changes else ""
                rows.append((name, what, len(some), *(f"{ms:.1f}" for ms in share), mean))
    print_table(
        f"A plan of 1 to 10 volumes among {OPERATIONS:,} operations and {NOTICES:,} notices (ms)",
        ("where", "the plan is", "plans", "p50", "p95", "max", "changes"),
        rows,
    )
