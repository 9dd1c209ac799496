"""A planned route's corridor holds it: every moment of it, with the stated width, by an oracle that shares no code."""

from __future__ import annotations

import itertools
import math

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.volumes import Polygon, ShapeRefused, Volume, footprint, overlaps
from tansiq.volumes.routes import MAX_PIECES, MAX_WAYPOINTS, Waypoint, pieces, reach_m, route_volumes
from tests.thorough import tries
from tests.volumes.shapes import EARTH, PLACES, oracle

START_US = 1_772_355_600_000_000
SECOND_US = 1_000_000
SOME = settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))
WIDTHS = st.sampled_from((2.0, 50.0, 800.0))


@st.composite
def routes(
    draw: st.DrawFn, lat: float, lng: float, legs: tuple[float, ...] = (0.0, 40.0, 3_000.0, 45_000.0)
) -> tuple[Waypoint, ...]:
    """A way that turns, halts and doubles back."""
    time_us, bearing = START_US, draw(st.floats(0, 360))
    made = [Waypoint(lat, lng, time_us)]
    for _ in range(draw(st.integers(1, 5))):
        bearing += draw(st.floats(-180, 180))
        length_m = draw(st.sampled_from(legs))
        here = EARTH.Direct(made[-1].lat, made[-1].lng, bearing, length_m)
        time_us += draw(st.integers(1, 4_000)) * SECOND_US
        place = (here["lat2"], here["lon2"]) if length_m else (made[-1].lat, made[-1].lng)
        made.append(Waypoint(*place, time_us))
    return tuple(made)


def at(one: Waypoint, following: Waypoint, share: float) -> tuple[float, float, int]:
    """Where and when a leg is, after a share of it: along the geodesic, at constant speed."""
    line = EARTH.Inverse(one.lat, one.lng, following.lat, following.lng)
    here = EARTH.Direct(one.lat, one.lng, line["azi1"], line["s12"] * share)
    return here["lat2"], here["lon2"], one.time_us + round((following.time_us - one.time_us) * share)


@SOME
@given(st.data(), PLACES, WIDTHS, st.sampled_from((0.0, 30.0)))
def test_every_moment_of_a_route_lies_in_its_corridor_with_the_whole_width(
    data: st.DataObject, place: tuple[float, float], half_width_m: float, slack_s: float
) -> None:
    route = data.draw(routes(*place))
    volumes = route_volumes(route, half_width_m=half_width_m, lower_m=10.0, upper_m=90.0, slack_s=max(slack_s, 0.001))
    slack_us = round(slack_s * 1e6)
    for one, following in itertools.pairwise(route):
        lat, lng, time_us = at(one, following, data.draw(st.floats(0, 1)))
        holding = [
            volume
            for volume in volumes
            if (volume.start_us or 0) <= time_us - slack_us and (volume.end_us or 0) >= time_us + slack_us
        ]
        here = shapely.Point(0, 0)
        rings = [oracle(volume.outline, lat, lng) for volume in holding]
        rooms_m = [ring.exterior.distance(here) for ring in rings if ring.covers(here)]
        assert max(rooms_m, default=0.0) >= half_width_m


@SOME
@given(st.data(), PLACES, WIDTHS)
def test_a_corridor_is_sound_short_narrow_and_unbroken(
    data: st.DataObject, place: tuple[float, float], half_width_m: float
) -> None:
    route = data.draw(routes(*place))
    volumes = route_volumes(
        route, half_width_m=half_width_m, lower_m=None, upper_m=90.0, slack_s=20.0, longest_m=15_000.0, longest_s=600.0
    )
    cut = pieces(route, 15_000.0, 600.0)
    assert len(cut) == len(volumes)
    assert (volumes[0].start_us, volumes[-1].end_us) == (
        route[0].time_us - 20 * SECOND_US,
        route[-1].time_us + 20 * SECOND_US,
    )
    for volume, piece in zip(volumes, cut, strict=True):
        assert isinstance(volume.outline, Polygon)
        assert 0 < (volume.end_us or 0) - (volume.start_us or 0) <= 640 * SECOND_US + 1
        (lat, lng), end = piece.ends.tolist()
        line = EARTH.Inverse(lat, lng, *end)
        assert line["s12"] <= 15_000.5
        assert footprint(volume.outline).area_m2 <= 1.001 * (
            2 * reach_m(half_width_m) * line["s12"] + math.pi * reach_m(half_width_m) ** 2
        )
    for one, following in itertools.pairwise(volumes):
        assert following.start_us == (one.end_us or 0) - 40 * SECOND_US
        assert overlaps(one, following)


def test_a_long_leg_is_cut_at_constant_speed_along_its_great_circle() -> None:
    route = (Waypoint(60.0, 170.0, START_US), Waypoint(45.0, -165.0, START_US + 9_000 * SECOND_US))
    cut = pieces(route)
    lengths = [EARTH.Inverse(*piece.ends[0], *piece.ends[1])["s12"] for piece in cut]
    assert max(lengths) - min(lengths) < 0.5
    assert max(lengths) <= 20_000.5
    passed = itertools.accumulate(lengths)
    for piece, passed_m in zip(cut, passed, strict=True):
        assert (piece.end_us - START_US) / 9e9 == pytest.approx(passed_m / sum(lengths), abs=1e-6)
    assert [piece.ends[0].tolist() for piece in cut[1:]] == [piece.ends[1].tolist() for piece in cut[:-1]]
    assert {len(volume.outline.vertices) // 2 for volume in corridor(*route)} == {14}


def corridor(*waypoints: Waypoint, half_width_m: float = 100.0, slack_s: float = 30.0) -> tuple[Volume, ...]:
    return route_volumes(waypoints, half_width_m=half_width_m, lower_m=0.0, upper_m=120.0, slack_s=slack_s)


def test_a_halt_is_a_round_place_for_as_long() -> None:
    halt = corridor(Waypoint(36.0, 5.0, START_US), Waypoint(36.0, 5.0, START_US + 4_000 * SECOND_US))
    assert len(halt) == 3
    assert len({volume.outline for volume in halt}) == 1
    assert footprint(halt[0].outline).area_m2 == pytest.approx(math.pi * 100.0**2, rel=0.06)


HERE = Waypoint(36.0, 5.0, START_US)
THERE = Waypoint(36.1, 5.0, START_US + 600 * SECOND_US)


@pytest.mark.parametrize(
    ("waypoints", "code", "field"),
    [
        ((), "waypoint-count", "waypoints"),
        ((HERE,), "waypoint-count", "waypoints"),
        ((HERE,) * (MAX_WAYPOINTS + 1), "waypoint-count", "waypoints"),
        ((HERE, HERE), "waypoint-times", "waypoints[1].time"),
        ((HERE, THERE, HERE), "waypoint-times", "waypoints[2].time"),
        ((Waypoint(36.0, 5.0, -1), THERE), "time-out-of-range", "waypoints[0].time"),
        ((HERE, Waypoint(36.1, 5.0, THERE.time_us, math.nan)), "altitude-out-of-range", "waypoints[1].altitude"),
        ((HERE, Waypoint(91.0, 5.0, THERE.time_us)), "latitude-out-of-range", "waypoints[1].lat"),
        ((HERE, Waypoint(36.0, math.nan, THERE.time_us)), "longitude-out-of-range", "waypoints[1].lng"),
        ((HERE, Waypoint(-36.0, 5.0, THERE.time_us)), "too-wide", "waypoints"),
        ((HERE, Waypoint(-36.0, -175.0, THERE.time_us)), "too-wide", "waypoints"),
        ((HERE, Waypoint(36.0, 5.0, START_US + 10**14)), "route-too-long", "waypoints[1]"),
    ],
)
def test_an_unsound_route_is_refused_with_the_reason(waypoints: tuple[Waypoint, ...], code: str, field: str) -> None:
    with pytest.raises(ShapeRefused) as refused:
        corridor(*waypoints)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("half_width_m", [0.0, -5.0, 20_001.0, math.nan, math.inf])
def test_an_unsound_width_is_refused(half_width_m: float) -> None:
    with pytest.raises(ShapeRefused, match=r"half width .* is not between 1 and 20000"):
        corridor(HERE, THERE, half_width_m=half_width_m)


@pytest.mark.parametrize("slack_s", [-1.0, 86_401.0, math.nan])
def test_an_unsound_slack_is_refused(slack_s: float) -> None:
    with pytest.raises(ShapeRefused, match=r"slack .* is not between 0 and 86400"):
        corridor(HERE, THERE, slack_s=slack_s)


def test_no_route_makes_more_volumes_than_are_allowed() -> None:
    long = corridor(HERE, Waypoint(36.0, 5.0, START_US + MAX_PIECES * 1_800 * SECOND_US))
    assert len(long) == MAX_PIECES
