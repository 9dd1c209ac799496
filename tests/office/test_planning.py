"""What a plan meets: the same as a look at everything there is would find."""

from __future__ import annotations

import random

import pytest
import s2geometry as s2

from tansiq.office.entities import Agreement, Party, PartyKind, PartyState, Profile
from tansiq.office.kinds import PLANNED, OperationState, ThingKind
from tansiq.office.picture import Picture, Sighted, view_with
from tansiq.office.planning import MOST_WEIGHED, Plan, _Surroundings, outlook
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Terms
from tansiq.office.things import Card, Operation
from tansiq.office.visibility import Eyes
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint, overlap_any
from tests.office.commands import NOW_US


def busy_office(level: int, chance: random.Random) -> Office:
    """army shows relief some hundred operations of all sizes coarsely, and other shows them wholly."""
    state = Office()
    for name in ("army", "relief", "other"):
        state.parties[name] = Party(name, 1, PartyState.ADMITTED, Profile(name, PartyKind.OTHER), NOW_US)
    rules = (
        SeparationRule((ThingKind.AIRCRAFT, ThingKind.AIRCRAFT), 5_000.0, 300.0, 10.0),
        SeparationRule((ThingKind.AIRCRAFT, ThingKind.DRONE), 500.0, 50.0, 0.0),
    )
    for owner, sight in (("army", Sight.COARSE), ("other", Sight.ALL)):
        flows = (Flow(owner, "relief", PLANNED, sight), Flow("relief", owner, PLANNED, Sight.ALL))
        terms = Terms(owner, Level.COORDINATION, NOW_US - DAY_US, NOW_US + 9 * DAY_US, flows, coarse_level=level,
                      separation=rules)  # fmt: skip
        state.keep_agreement(Agreement(owner, 1, ("relief", owner), terms=terms))
    for i in range(250):
        volumes = (anywhere(chance, chance.choice((100.0, 2_000.0, 12_000.0, 60_000.0, 700_000.0))),)
        start_us, end_us = volumes[0].start_us or 0, volumes[0].end_us or 0
        state.keep_operation(
            Operation(
                f"o{i}", chance.choice(("army", "army", "other")), 1,
                chance.choice((ThingKind.AIRCRAFT, ThingKind.DRONE)), OperationState.ACCEPTED, Card("x"),
                volumes, start_us, end_us, NOW_US, NOW_US,
            )
        )  # fmt: skip
    return state


def anywhere(chance: random.Random, size_m: float) -> Volume:
    """Slivers, mostly: what is large and thin touches the most cells for its area."""
    lat, lng, by = 48 + chance.uniform(-1, 1), 2 + chance.uniform(-1.5, 1.5), size_m / 111_000
    outline: Outline = Circle(lat, lng, size_m / 4)
    if chance.random() < 0.7:
        across = chance.choice((-1, 1))
        outline = Polygon.of([(lat, lng), (lat + by, lng + across * by), (lat + by, lng + across * by + 0.002)])
    low, start_us = chance.uniform(0, 1_500), NOW_US + int(chance.uniform(0, 5) * HOUR_US)
    return Volume(outline, low, low + 100.0, start_us, start_us + HOUR_US // 2, footprint(outline).cells)


@pytest.mark.parametrize("level", [13, 10, 7])
def test_all_that_comes_too_near_is_found(level: int) -> None:
    chance, met = random.Random(level), 0
    state = busy_office(level, chance)
    for _ in range(60):
        plan = Plan("relief", ThingKind.AIRCRAFT, (anywhere(chance, chance.choice((100.0, 5_000.0))),))
        surroundings = _Surroundings(state, plan, NOW_US)
        everything = [surroundings.picture.look("operation", thing_id) for thing_id in sorted(state.operations)]
        there: list[Sighted] = [thing for thing in everything if thing is not None]
        expected = {(i, guarded.thing.id, guarded.rule) for i, guarded in surroundings.meeting(plan.extents, there)}
        assert {(i, g.thing.id, g.rule) for i, g in surroundings.met(plan.extents)} == expected
        met += bool(expected)
    assert met > 15


def test_what_is_suggested_meets_nothing_and_a_tenth_less_would() -> None:
    chance, looked = random.Random(1), 0
    state = busy_office(10, chance)
    for _ in range(30):
        plan = Plan("relief", ThingKind.AIRCRAFT, (anywhere(chance, 2_000.0),))
        for change in outlook(state, plan, NOW_US).changes:
            looked += 1
            moved = Plan("relief", ThingKind.AIRCRAFT, change.extents)
            assert not _Surroundings(state, moved, NOW_US).met(moved.extents)
            if change.later_s:
                by_us = round(change.later_s * 0.9e6)
                volume = plan.extents[0]
                less = Volume(
                    volume.outline, volume.lower_m, volume.upper_m,
                    (volume.start_us or 0) + by_us, (volume.end_us or 0) + by_us, volume.cells,
                )  # fmt: skip
                assert _Surroundings(state, moved, NOW_US).met((less,))
    assert looked > 20


@pytest.mark.parametrize("level", [13, 10, 7, 4])
def test_a_list_for_an_area_finds_all_that_is_shown_in_it(level: int) -> None:
    """A small thing shown coarsely on the coarsest grid may be shown a thousand kilometres from where it is."""
    chance, found = random.Random(level), 0
    state = busy_office(level, chance)
    eyes = Eyes(state, "relief", NOW_US)
    shown = {i: seen for i, o in state.operations.items() if (seen := view_with(eyes, o)) is not None}
    for _ in range(40):
        lat, lng = 48 + chance.uniform(-7, 7), 2 + chance.uniform(-9, 9)
        ring = [(lat, lng), (lat, lng + 0.1), (lat + 0.1, lng + 0.1), (lat + 0.1, lng)]
        outline = Polygon.of(ring)
        area = Volume(outline, cells=footprint(outline).cells)
        there = {i for i, seen in shown.items() if overlap_any(area, seen.extents)}
        assert there <= Picture(eyes).around("operation", area)
        found += bool(there)
    assert found > 3


def test_things_that_are_not_shown_near_a_plan_do_not_count() -> None:
    """Ten thousand small things, all of them shown as one cell; the plan is near where they are, and not near that."""
    chance = random.Random(1)
    state = busy_office(13, chance)
    cell = s2.S2CellId(s2.S2LatLng.FromDegrees(20.0, 20.0)).parent(13)
    corner = s2.S2LatLng(s2.S2Cell(cell).GetVertex(0))
    lat, lng = corner.lat().degrees(), corner.lng().degrees()
    middle = cell.ToLatLng()
    lat += (middle.lat().degrees() - lat) * 0.02
    lng += (middle.lng().degrees() - lng) * 0.02
    outline = Circle(lat, lng, 5.0)
    volume = Volume(outline, 2_000.0, 2_010.0, NOW_US, NOW_US + HOUR_US // 2, footprint(outline).cells)
    for i in range(MOST_WEIGHED + 10):
        state.keep_operation(
            Operation(
                f"many{i}", "army", 1, ThingKind.TEAM, OperationState.ACCEPTED, Card("x"),
                (volume,), NOW_US, NOW_US + HOUR_US // 2, NOW_US, NOW_US,
            )
        )  # fmt: skip
    far = Circle(lat - 0.02, lng, 5.0)
    plan = Volume(far, 2_000.0, 2_010.0, NOW_US, NOW_US + HOUR_US // 2, footprint(far).cells)
    found = outlook(state, Plan("relief", ThingKind.DRONE, (plan,)), NOW_US, with_changes=False)
    assert not found.conflicts
    assert not found.more
