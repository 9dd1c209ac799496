"""Where very much is planned in one place: everybody waits while one plan is weighed, so that has to end soon."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path

import pytest

from tansiq.office.desk import Desk, now_us, open_desk
from tansiq.office.kinds import OperationState, ThingKind
from tansiq.office.operations import InConflict, OperationCause, OperationPut, PutOperation
from tansiq.office.planning import MOST_TOLD, Plan, outlook
from tansiq.office.rules import HOUR_US
from tansiq.office.things import Card, Operation
from tansiq.volumes import Circle, Polygon, Volume, footprint
from tests.coordination import found_office

MANY = 1_500


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    journal = tmp_path_factory.mktemp("crowd") / "office.db"
    found_office(journal)
    return journal


def _crowd(journal: Path) -> Desk:
    desk = open_desk(journal)
    now = now_us()
    for n in range(MANY):
        place = _volume(now, 36.0 + n % 40 * 0.002, 5.0 + n // 40 * 0.002, 100.0)
        made = Operation(
            id=f"op-{n:05d}",
            owner="drones",
            version=1,
            kind=ThingKind.DRONE,
            state=OperationState.ACCEPTED,
            card=Card(f"drone {n}"),
            extents=(place,),
            start_us=place.start_us or 0,
            end_us=place.end_us or 0,
            made_us=now,
            changed_us=now,
        )
        desk._machine.evolve(OperationPut(made, OperationCause.PLANNED))
    return desk


def _volume(now: int, lat: float, lng: float, radius_m: float) -> Volume:
    outline = Circle(lat, lng, radius_m)
    return Volume(outline, 100.0, 150.0, now + HOUR_US, now + 2 * HOUR_US, footprint(outline).cells)


def test_a_plan_across_a_crowd_is_told_what_presses_most_and_is_not_taken_in(crowded: Path) -> None:
    asyncio.run(_a_plan_across_a_crowd(_crowd(crowded), now_us()))


async def _a_plan_across_a_crowd(desk: Desk, now: int) -> None:
    desk.open()
    try:
        whole = tuple(_volume(now, 36.04 + i * 1e-5, 5.04, 9_000.0) for i in range(300))
        for extents in (whole[:1], whole):
            found = outlook(desk.state, Plan("army", ThingKind.AIRCRAFT, extents), now)
            assert found.more
            assert 0 < len(found.conflicts) <= MOST_TOLD
            assert all(conflict.binding for conflict in found.conflicts)
            assert found.changes == ()
        command = PutOperation(
            "army", "wide", 0, ThingKind.AIRCRAFT, OperationState.ACCEPTED, Card("wide"), whole[:1], (1.0,), reason="so"
        )
        with pytest.raises(InConflict):
            await desk.submit(command)
        constraint = PutOperation(
            "army", "closed", 0, ThingKind.CONSTRAINT, OperationState.ACCEPTED, Card("closed"), whole[:1], (1.0,)
        )
        changed = await desk.submit(constraint)
        assert changed.more
        assert len(changed.conflicts) == MOST_TOLD
    finally:
        await desk.close()


def test_what_can_be_weighed_wholly_is(crowded: Path) -> None:
    desk, now = _crowd(crowded), now_us()
    try:
        found = outlook(desk.state, Plan("army", ThingKind.AIRCRAFT, (_volume(now, 36.0, 5.0, 50.0),)), now)
        assert not found.more
        assert 0 < len(found.conflicts) < MOST_TOLD
        assert found.changes
    finally:
        desk.store.close()


def test_of_outlines_with_very_many_corners_fewer_are_measured(crowded: Path) -> None:
    desk, now = _crowd(crowded), now_us()
    try:
        turns = [(0.04 if i % 2 else 0.02, math.tau * i / 10_000) for i in range(10_000)]
        star = Polygon.of([(36.04 + r * math.sin(turn), 5.04 + r * math.cos(turn)) for r, turn in turns])
        volume = Volume(star, 100.0, 150.0, now + HOUR_US, now + 2 * HOUR_US, footprint(star).cells)
        found = outlook(desk.state, Plan("army", ThingKind.AIRCRAFT, (volume,)), now)
        assert found.more
        assert 0 < len(found.conflicts) <= MOST_TOLD // 10
    finally:
        desk.store.close()
