"""A suggested change always clears, and is no larger than what brute force finds."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tansiq.volumes import Circle, Polygon, Volume, separation
from tansiq.volumes.clearing import Change, Obstacle, clearing_changes, obstructed
from tansiq.volumes.earth import LocalFrame
from tests.thorough import tries
from tests.volumes.shapes import EARTH, PLACES, outlines

START_US = 1_772_355_600_000_000
SECOND_US = 1_000_000
SOME = settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def volumes(draw: st.DrawFn, place: tuple[float, float], spread_m: float) -> Volume:
    low, start = 10.0 * draw(st.integers(0, 12)), START_US + 30 * SECOND_US * draw(st.integers(0, 20))
    high = low + 10.0 * draw(st.integers(1, 8))
    end = start + 30 * SECOND_US * draw(st.integers(1, 20))
    return Volume(draw(outlines(*place, spread_m)), low, high, start, end)


@st.composite
def obstacles(draw: st.DrawFn, place: tuple[float, float], spread_m: float) -> Obstacle:
    volume = draw(volumes(place, spread_m))
    return Obstacle(
        volume,
        draw(st.sampled_from((0.0, 50.0, 300.0))),
        draw(st.sampled_from((0.0, 20.0))),
        draw(st.sampled_from((0.0, 60.0))),
    )


def clear(extents: tuple[Volume, ...], around: list[Obstacle], slack_m: float = 0.0) -> bool:
    """By geodesics, one pair after another."""
    for volume in extents:
        for obstacle in around:
            apart = separation(volume, obstacle.volume)
            if (
                apart.horizontal_m <= obstacle.horizontal_m + slack_m
                and apart.vertical_m <= obstacle.vertical_m
                and apart.time_s <= obstacle.time_s
            ):
                return False
    return True


def later(extents: tuple[Volume, ...], seconds: float) -> tuple[Volume, ...]:
    by = round(seconds * 1e6)
    return tuple(
        msgspec.structs.replace(v, start_us=(v.start_us or 0) + by, end_us=(v.end_us or 0) + by) for v in extents
    )


def higher(extents: tuple[Volume, ...], metres: float) -> tuple[Volume, ...]:
    return tuple(
        msgspec.structs.replace(v, lower_m=(v.lower_m or 0) + metres, upper_m=(v.upper_m or 0) + metres)
        for v in extents
    )


@SOME
@given(st.data(), PLACES)
def test_every_suggested_change_clears_and_no_smaller_one_of_its_kind_does(
    data: st.DataObject, place: tuple[float, float]
) -> None:
    extents = tuple(data.draw(st.lists(volumes(place, 1_000.0), min_size=1, max_size=2)))
    around = data.draw(st.lists(obstacles(place, 1_000.0), min_size=1, max_size=4))
    changes = clearing_changes(extents, around)
    if clear(extents, around):
        assume(not obstructed(extents, around))  # the plane is a hair more careful than geodesics
        assert changes == []
        return
    assert any(change.later_s > 0 for change in changes)
    assert any(change.later_s < 0 for change in changes)
    for change in changes:
        assert clear(change.extents, around), change
        if change.later_s:
            assert change.extents == later(extents, change.later_s)
            step = math.copysign(5.0, change.later_s)
            tried = [
                step * n for n in range(1, int(abs(change.later_s) / 5.0)) if abs(step * n) < abs(change.later_s) - 0.2
            ]
            assert not any(clear(later(extents, seconds), around) for seconds in tried)
        if change.up_m:
            step = math.copysign(2.5, change.up_m)
            tried = [
                step * n for n in range(1, int(abs(change.up_m) / 2.5) + 1) if abs(step * n) < abs(change.up_m) - 0.2
            ]
            assert not any(clear(higher(extents, metres), around) for metres in tried)


@settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), PLACES)
def test_the_way_beside_is_as_short_as_brute_force_finds(data: st.DataObject, place: tuple[float, float]) -> None:
    extent = data.draw(volumes(place, 600.0))
    around = data.draw(st.lists(obstacles(place, 600.0), min_size=1, max_size=3))
    beside = [change for change in clearing_changes((extent,), around) if change.east_m or change.north_m]
    if clear((extent,), around):
        return
    assert beside, "there is always a way, on an open plain"
    (change,) = beside
    length_m = math.hypot(change.east_m, change.north_m)
    for share in (0.3, 0.6, 0.9, 0.97):
        for bearing in range(0, 360, 15):
            moved = shifted(extent, bearing, length_m * share - 2.0)
            assert not clear((moved,), around, slack_m=1.0), (share, bearing, length_m)


def shifted(volume: Volume, bearing: float, metres: float) -> Volume:
    """The whole outline moved along one geodesic direction; for a few kilometres, as good as in a plane."""
    if metres <= 0:
        return volume
    outline = volume.outline
    if isinstance(outline, Circle):
        end = EARTH.Direct(outline.lat, outline.lng, bearing, metres)
        return msgspec.structs.replace(volume, outline=Circle(end["lat2"], end["lon2"], outline.radius_m))
    frame_lat, frame_lng = outline.latlng()[0]
    frame = LocalFrame(float(frame_lat), float(frame_lng))
    turn = math.radians(bearing)
    plane = frame.project(outline.latlng()) + np.array((metres * math.sin(turn), metres * math.cos(turn)))
    return msgspec.structs.replace(
        volume, outline=Polygon.of([(float(lat), float(lng)) for lat, lng in frame.unproject(plane)])
    )


SPOT = Volume(Circle(36.0, 5.0, 300.0), 0.0, 120.0, START_US, START_US + 3_600 * SECOND_US)


def test_the_changes_say_what_they_are() -> None:
    changes = clearing_changes((SPOT,), [Obstacle(SPOT, 500.0, 30.0, 60.0)])
    assert [kind(change) for change in changes] == ["later", "earlier", "higher", "lower", "beside"]
    assert [round(c.later_s) for c in changes[:2]] == [3_660, -3_660]
    assert [round(c.up_m) for c in changes[2:4]] == [150, -150]
    assert math.hypot(changes[4].east_m, changes[4].north_m) == pytest.approx(1_100, rel=0.01)


def test_what_is_not_allowed_is_not_suggested() -> None:
    around = [Obstacle(SPOT, 500.0, 30.0, 60.0)]
    bounded = clearing_changes(
        (SPOT,), around, not_before_us=START_US, floor_m=0.0, ceiling_m=200.0, farthest_m=1_000.0
    )
    assert [kind(change) for change in bounded] == ["later"]
    assert (
        clearing_changes((SPOT,), around, not_before_us=START_US, floor_m=0, ceiling_m=200, farthest_m=9, farthest_s=9)
        == []
    )


def test_without_an_end_in_time_only_the_other_ways_are_left() -> None:
    closed = Obstacle(msgspec.structs.replace(SPOT, start_us=None, end_us=None))
    assert [kind(change) for change in clearing_changes((SPOT,), [closed])] == ["higher", "lower", "beside"]


def test_a_plan_that_is_clear_needs_no_change() -> None:
    far = msgspec.structs.replace(SPOT, outline=Circle(36.1, 5.0, 300.0))
    assert clearing_changes((SPOT,), [Obstacle(far, 500.0, 30.0, 60.0)]) == []
    assert clearing_changes((SPOT,), []) == []


def test_a_gap_between_two_is_used_only_if_the_plan_fits_in() -> None:
    def at(first_min: int, last_min: int) -> Obstacle:
        return Obstacle(
            msgspec.structs.replace(
                SPOT, start_us=START_US + first_min * 60 * SECOND_US, end_us=START_US + last_min * 60 * SECOND_US
            )
        )

    short = msgspec.structs.replace(SPOT, end_us=START_US + 600 * SECOND_US)
    tight = clearing_changes((short,), [at(-5, 20), at(29, 60)])
    roomy = clearing_changes((short,), [at(-5, 20), at(31, 60)])
    assert round(tight[0].later_s / 60) == 60
    assert round(roomy[0].later_s / 60) == 20


def test_what_the_way_beside_would_run_into_is_kept_clear_of() -> None:
    """In the way is one thing in the east; what is not in the way stands in the west."""
    plan = msgspec.structs.replace(SPOT, outline=Circle(0.0, 5.0, 300.0))
    east, west = (
        Obstacle(msgspec.structs.replace(SPOT, outline=Circle(0.0, 5.0 + metres / 111_320, 300.0)))
        for metres in (200.0, -700.0)
    )
    assert obstructed((plan,), [east, west]) == [(0, 0)]
    (free,) = [change for change in clearing_changes((plan,), [east]) if kind(change) == "beside"]
    (kept,) = [change for change in clearing_changes((plan,), [east, west]) if kind(change) == "beside"]
    assert math.hypot(free.east_m, free.north_m) == pytest.approx(400.0, rel=0.01)
    assert clear(kept.extents, [east, west])
    assert math.hypot(kept.east_m, kept.north_m) == pytest.approx(math.sqrt(250**2 + 600**2 - 450**2), rel=0.01)


def jagged(lat: float, lng: float, corners: int) -> Polygon:
    """As many corners as are taken, none of them smoothed out by its neighbours."""
    frame, turns = LocalFrame(lat, lng), np.arange(corners) * 2 * math.pi / corners
    reach_m = 2_000.0 * (1 - 0.3 * np.random.default_rng(1).random(corners))
    ring = frame.unproject(np.column_stack((reach_m * np.cos(turns), reach_m * np.sin(turns))))
    return Polygon.of([(corner_lat, corner_lng) for corner_lat, corner_lng in ring.tolist()])


def test_beside_what_has_too_many_corners_no_way_is_looked_for_and_the_other_ways_are() -> None:
    plan = tuple(
        msgspec.structs.replace(SPOT, outline=Polygon.of([(36.0, 5.0), (36.0, 5.01 + i / 1_000), (36.01, 5.0)]))
        for i in range(4)
    )
    around = [Obstacle(msgspec.structs.replace(SPOT, outline=jagged(36.0, 5.0, 1_000)), 50.0)]
    assert [kind(change) for change in clearing_changes(plan[:1], around)][-1] == "beside"
    assert [kind(change) for change in clearing_changes(plan, around)] == ["later", "earlier", "higher", "lower"]


def kind(change: Change) -> str:
    if change.later_s:
        return "later" if change.later_s > 0 else "earlier"
    if change.up_m:
        return "higher" if change.up_m > 0 else "lower"
    return "beside"
