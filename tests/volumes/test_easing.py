"""The changes found by asking little are those found by looking at everything."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.volumes import Circle, Volume
from tansiq.volumes.clearing import Change, Obstacle, clearing_changes, obstructed
from tansiq.volumes.easing import smallest_free_changes
from tests.volumes.shapes import PLACES
from tests.volumes.test_clearing import SECOND_US, SPOT, START_US, clear, higher, kind, later, obstacles, volumes

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


class World:
    """Everything there is, and how often it was asked."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles, self.asked = obstacles, 0

    def find(self, extents: Sequence[Volume]) -> list[Obstacle]:
        self.asked += 1
        return [self.obstacles[j] for j in sorted({j for _, j in obstructed(extents, self.obstacles)})]


def size(change: Change) -> float:
    return abs(change.later_s) + abs(change.up_m) + math.hypot(change.east_m, change.north_m)


@SOME
@given(st.data(), PLACES)
def test_asking_little_finds_what_looking_at_everything_finds(data: st.DataObject, place: tuple[float, float]) -> None:
    extents = tuple(data.draw(st.lists(volumes(place, 1_500.0), min_size=1, max_size=3)))
    around = data.draw(st.lists(obstacles(place, 1_500.0), min_size=1, max_size=8))
    limits = {
        "not_before_us": data.draw(st.sampled_from((None, START_US - 100 * SECOND_US))),
        "floor_m": data.draw(st.sampled_from((-8_000.0, 0.0))),
        "ceiling_m": data.draw(st.sampled_from((100_000.0, 200.0))),
        "farthest_m": data.draw(st.sampled_from((100_000.0, 800.0))),
    }
    world = World(around)
    found = smallest_free_changes(extents, world.find, rounds=len(around) + 1, **limits)
    expected = clearing_changes(extents, around, **limits)
    assert [kind(change) for change in found] == [kind(change) for change in expected]
    for one, other in zip(found, expected, strict=True):
        assert size(one) == pytest.approx(size(other), rel=1e-6)
        assert clear(one.extents, around)


@SOME
@given(st.data(), PLACES)
def test_no_smaller_change_in_time_or_height_is_free(data: st.DataObject, place: tuple[float, float]) -> None:
    """By brute force and geodesics, sharing nothing with what is tested."""
    extents = tuple(data.draw(st.lists(volumes(place, 800.0), min_size=1, max_size=2)))
    around = data.draw(st.lists(obstacles(place, 800.0), min_size=1, max_size=5))
    for change in smallest_free_changes(extents, World(around).find):
        moved, by, step = (later, change.later_s, 15.0) if change.later_s else (higher, change.up_m, 5.0)
        tried = [math.copysign(step * n, by) for n in range(1, int((abs(by) - 0.2) / step) + 1)]
        assert not any(clear(moved(extents, smaller), around, slack_m=1.0) for smaller in tried)


def bookings(count: int) -> list[Obstacle]:
    """A spot that is taken for hours, one after another."""
    hour_us = 3_600 * SECOND_US
    return [
        Obstacle(msgspec.structs.replace(SPOT, start_us=START_US + i * hour_us, end_us=START_US + (i + 1) * hour_us))
        for i in range(count)
    ]


def test_one_after_another_is_found_and_jumped_over() -> None:
    world = World(bookings(5))
    found = smallest_free_changes((SPOT,), world.find)
    assert [kind(change) for change in found] == ["later", "earlier", "higher", "lower", "beside"]
    assert round(found[0].later_s) == 5 * 3_600


def test_a_kind_that_takes_too_many_rounds_is_left_out_and_the_others_are_not() -> None:
    world = World(bookings(40))
    found = smallest_free_changes((SPOT,), world.find, rounds=3)
    assert [kind(change) for change in found] == ["earlier", "higher", "lower", "beside"]
    assert world.asked <= 1 + 5 * 3


def test_a_plan_that_is_free_is_asked_about_once() -> None:
    world = World([Obstacle(Volume(Circle(37.0, 5.0, 300.0)), 100.0)])
    assert smallest_free_changes((SPOT,), world.find) == []
    assert world.asked == 1


def test_a_measure_that_differs_ends_the_search() -> None:
    always = [Obstacle(SPOT)]
    assert smallest_free_changes((SPOT,), lambda _: always) == []
