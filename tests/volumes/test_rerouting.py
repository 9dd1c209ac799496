"""A detour stays clear of everything, by geodesics, and is no longer than what brute force finds on a grid."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Sequence

import msgspec
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tansiq.volumes import Circle, Polygon, ShapeRefused, Volume
from tansiq.volumes.clearing import Obstacle, obstructed
from tansiq.volumes.earth import LocalFrame
from tansiq.volumes.rerouting import detour
from tansiq.volumes.routes import Waypoint, reach_m, route_volumes
from tests.thorough import tries
from tests.volumes.shapes import EARTH, PLACES, oracle, outlines
from tests.volumes.test_clearing import jagged
from tests.volumes.test_routes import SECOND_US, START_US, at, routes

SOME = settings(max_examples=tries(80), deadline=None, suppress_health_check=list(HealthCheck))
HALF_WIDTH_M, LOWER_M, UPPER_M, SLACK_S = 60.0, 40.0, 80.0, 20.0


def led_around(
    route: Sequence[Waypoint], around: Sequence[Obstacle], farthest_m: float = 20_000.0
) -> tuple[Waypoint, ...] | None:
    return detour(
        route,
        half_width_m=HALF_WIDTH_M,
        lower_m=LOWER_M,
        upper_m=UPPER_M,
        slack_s=SLACK_S,
        obstacles=around,
        farthest_m=farthest_m,
    )


def corridor(route: Sequence[Waypoint]) -> tuple[Volume, ...]:
    return route_volumes(route, half_width_m=HALF_WIDTH_M, lower_m=LOWER_M, upper_m=UPPER_M, slack_s=SLACK_S)


def apart_m(place: tuple[float, float], obstacle: Obstacle) -> float:
    return float(shapely.distance(oracle(obstacle.volume.outline, *place), shapely.Point(0, 0)))


def counts_at(obstacle: Obstacle, time_us: int) -> bool:
    """Whether an obstacle is there for someone who passes at that moment, in the band."""
    volume, by_us = obstacle.volume, round((SLACK_S + obstacle.time_s) * 1e6)
    return (
        (volume.lower_m is None or volume.lower_m - obstacle.vertical_m <= UPPER_M)
        and (volume.upper_m is None or volume.upper_m + obstacle.vertical_m >= LOWER_M)
        and (volume.start_us is None or volume.start_us <= time_us + by_us)
        and (volume.end_us is None or volume.end_us >= time_us - by_us)
    )


def length_m(route: Sequence[Waypoint]) -> float:
    return sum(EARTH.Inverse(a.lat, a.lng, b.lat, b.lng)["s12"] for a, b in itertools.pairwise(route))


@st.composite
def on_the_way(draw: st.DrawFn, route: Sequence[Waypoint]) -> Obstacle:
    """Somewhere near a leg, mostly there when the route passes."""
    leg = draw(st.integers(0, len(route) - 2))
    lat, lng, time_us = at(route[leg], route[leg + 1], draw(st.floats(0.2, 0.8)))
    volume = Volume(
        draw(outlines(lat, lng, draw(st.sampled_from((150.0, 700.0))))),
        draw(st.sampled_from((None, 0.0, 70.0))),
        draw(st.sampled_from((None, 120.0, 100.0))),
        draw(st.sampled_from((None, time_us - 100 * SECOND_US, time_us + 40 * SECOND_US))),
        draw(st.sampled_from((None, time_us + 100 * SECOND_US))),
    )
    return Obstacle(volume, draw(st.sampled_from((0.0, 80.0))), draw(st.sampled_from((0.0, 15.0))), 25.0)


@SOME
@given(st.data(), PLACES)
def test_every_point_of_a_detour_is_clear_of_every_obstacle(data: st.DataObject, place: tuple[float, float]) -> None:
    route = data.draw(routes(*place, legs=(0.0, 600.0, 4_000.0)))
    around = data.draw(st.lists(on_the_way(route), min_size=1, max_size=6))
    led = led_around(route, around)
    event("no way" if led is None else "as it was" if led == route else "led around")
    if led is None:
        assert obstructed(corridor(route), around)
        return
    assert not obstructed(corridor(led), around)
    assert (led[0], (led[-1].lat, led[-1].lng)) == (route[0], (route[-1].lat, route[-1].lng))
    assert led[-1].time_us >= route[-1].time_us
    assert length_m(led) <= length_m(route) + 20_001.0
    for one, following in itertools.pairwise(led):
        for share in (0.0, data.draw(st.floats(0, 1))):
            lat, lng, time_us = at(one, following, share)
            for obstacle in around:
                if counts_at(obstacle, time_us):
                    assert apart_m((lat, lng), obstacle) >= obstacle.horizontal_m + HALF_WIDTH_M


@SOME
@given(st.data(), PLACES)
def test_waypoints_stay_unless_something_is_in_their_way_and_nobody_hurries(
    data: st.DataObject, place: tuple[float, float]
) -> None:
    route = data.draw(routes(*place, legs=(0.0, 2_000.0, 4_000.0)))
    around = data.draw(st.lists(on_the_way(route), min_size=1, max_size=4))
    led = led_around(route, around)
    event("no way" if led is None else "as it was" if led == route else "led around")
    if led is None:
        return
    places = [(waypoint.lat, waypoint.lng) for waypoint in led]
    for waypoint in route:
        if (waypoint.lat, waypoint.lng) not in places:
            kept_m = [
                (apart_m((waypoint.lat, waypoint.lng), o), o.horizontal_m + reach_m(HALF_WIDTH_M)) for o in around
            ]
            assert any(away_m <= needed_m * 1.15 + 1.0 for away_m, needed_m in kept_m)
    speeds = [speed(*leg) for leg in itertools.pairwise(route)]
    assert max(speed(*leg) for leg in itertools.pairwise(led)) <= max(speeds) * 1.001 + 0.001
    halts_us = [b.time_us - a.time_us for a, b in itertools.pairwise(route) if (a.lat, a.lng) == (b.lat, b.lng)]
    assert halts_us == [b.time_us - a.time_us for a, b in itertools.pairwise(led) if (a.lat, a.lng) == (b.lat, b.lng)]


def speed(a: Waypoint, b: Waypoint) -> float:
    return float(EARTH.Inverse(a.lat, a.lng, b.lat, b.lng)["s12"] / ((b.time_us - a.time_us) / 1e6))


@settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), PLACES)
def test_a_detour_is_no_longer_than_brute_force_that_keeps_an_eighth_more_away(
    data: st.DataObject, place: tuple[float, float]
) -> None:
    bearing = data.draw(st.floats(0, 360))
    ends = [EARTH.Direct(*place, bearing + turn, 2_000.0) for turn in (0, 180)]
    route = tuple(Waypoint(end["lat2"], end["lon2"], START_US + i * 600 * SECOND_US) for i, end in enumerate(ends))
    shapes = data.draw(st.lists(outlines(*place, 900.0), min_size=1, max_size=4))
    around = [Obstacle(Volume(shape), data.draw(st.sampled_from((0.0, 100.0)))) for shape in shapes]
    brute_m = shortest_on_a_grid(place, route, around)
    led = led_around(route, around)
    if brute_m is None:
        return
    assert led is not None
    assert length_m(led) <= brute_m + 1.0
    if not obstructed(corridor(route), around):
        assert led == route


def shortest_on_a_grid(
    place: tuple[float, float], route: Sequence[Waypoint], around: Sequence[Obstacle]
) -> float | None:
    """Dijkstra over a grid of 125 m in the oracle's plane, in 16 directions. None if an end is shut in."""
    walls = shapely.union_all(
        [
            oracle(o.volume.outline, *place).buffer((o.horizontal_m + reach_m(HALF_WIDTH_M)) * 1.125 + 1.0)
            for o in around
        ]
    )
    shapely.prepare(walls)
    nodes = [in_plane(place, waypoint) for waypoint in route]
    side = np.arange(-3_500.0, 3_501.0, 125.0)
    nodes += [(x, y) for x in side for y in side]
    points = np.array(nodes)
    steps: dict[int, list[tuple[int, float]]] = {i: [] for i in range(len(points))}
    tree = shapely.STRtree(shapely.points(points))
    i, j = tree.query(shapely.points(points), predicate="dwithin", distance=125.0 * math.sqrt(5) + 1e-6)
    lines = shapely.linestrings(np.stack((points[i], points[j]), axis=1))
    free = ~shapely.intersects(walls, lines) & (i != j)
    for a, b in zip(i[free].tolist(), j[free].tolist(), strict=True):
        steps[a].append((b, math.dist(points[a], points[b])))
    best = {0: 0.0}
    waiting = [(0.0, 0)]
    while waiting:
        so_far, here = heapq.heappop(waiting)
        if here == 1:
            return so_far
        for there, step in steps[here]:
            if so_far + step < best.get(there, math.inf):
                best[there] = so_far + step
                heapq.heappush(waiting, (so_far + step, there))
    return None


def in_plane(place: tuple[float, float], waypoint: Waypoint) -> tuple[float, float]:
    line = EARTH.Inverse(*place, waypoint.lat, waypoint.lng)
    turn = math.radians(line["azi1"])
    return line["s12"] * math.sin(turn), line["s12"] * math.cos(turn)


WEST, EAST = Waypoint(36.0, 4.95, START_US, 60.0), Waypoint(36.0, 5.05, START_US + 600 * SECOND_US, 80.0)
BETWEEN = Waypoint(36.0, 5.0, START_US + 300 * SECOND_US, 70.0)
SPOT = Obstacle(Volume(Circle(36.0, 5.0, 500.0), 0.0, 120.0), 100.0)


def test_what_is_clear_stays_as_it_is() -> None:
    below = msgspec.structs.replace(SPOT.volume, upper_m=20.0)
    past = msgspec.structs.replace(SPOT.volume, end_us=START_US - 60 * SECOND_US)
    assert led_around((WEST, EAST), [Obstacle(below), Obstacle(past)]) == (WEST, EAST)
    assert led_around((WEST, EAST), []) == (WEST, EAST)


def test_a_detour_takes_longer_at_the_same_speed_and_keeps_its_heights_between() -> None:
    led = led_around((WEST, EAST), [SPOT])
    assert led is not None
    assert len(led) > 2
    assert speed(*led[:2]) == pytest.approx(speed(WEST, EAST), rel=1e-4)
    assert led[-1].time_us > EAST.time_us
    heights = [waypoint.altitude_m or 0.0 for waypoint in led]
    assert heights == sorted(heights)


def test_a_waypoint_in_the_way_is_left_out_but_a_halt_or_an_end_is_not() -> None:
    led = led_around((WEST, BETWEEN, EAST), [SPOT])
    assert led is not None
    assert (BETWEEN.lat, BETWEEN.lng) not in {(waypoint.lat, waypoint.lng) for waypoint in led}
    halt = Waypoint(36.0, 5.0, START_US + 400 * SECOND_US)
    assert led_around((WEST, BETWEEN, halt, EAST), [SPOT]) is None
    assert led_around((WEST, BETWEEN), [SPOT]) is None
    assert led_around((BETWEEN, EAST), [SPOT]) is None


def test_there_and_back_is_not_turned_into_staying_at_home() -> None:
    home = Waypoint(36.0, 4.95, START_US + 600 * SECOND_US)
    assert led_around((WEST, BETWEEN, home), [SPOT]) is None


def test_what_grows_too_long_is_none() -> None:
    assert led_around((WEST, EAST), [SPOT], farthest_m=50.0) is None
    assert led_around((WEST, EAST), [SPOT], farthest_m=500.0) is not None


def test_what_comes_in_the_way_only_because_of_the_delay_is_kept_away_from_too() -> None:
    """A place near the end, taken half a minute after the route would have been over."""
    from_then = Obstacle(Volume(Circle(36.0, 5.04, 200.0), 0.0, 120.0, EAST.time_us + 30 * SECOND_US))
    wall = Obstacle(msgspec.structs.replace(SPOT.volume, outline=Circle(36.0, 4.975, 1_200.0)), 100.0)
    assert not obstructed(corridor((WEST, EAST)), [from_then])
    late = led_around((WEST, EAST), [wall])
    assert late is not None
    assert obstructed(corridor(late), [from_then])
    led = led_around((WEST, EAST), [wall, from_then])
    assert led is not None
    assert not obstructed(corridor(led), [wall, from_then])
    assert length_m(led) > length_m(late)


def test_what_only_the_way_around_meets_is_gone_around_too() -> None:
    beside = Obstacle(Volume(Circle(36.0085, 5.0, 250.0), 0.0, 120.0), 50.0)
    southern = Obstacle(msgspec.structs.replace(SPOT.volume, outline=Circle(35.999, 5.0, 500.0)), 100.0)
    assert not obstructed(corridor((WEST, EAST)), [beside])
    led = led_around((WEST, EAST), [southern, beside])
    assert led is not None
    assert not obstructed(corridor(led), [southern, beside])


def test_what_was_there_before_or_comes_later_is_not_gone_around() -> None:
    """The same place, taken only while the route is elsewhere."""
    early = Obstacle(msgspec.structs.replace(SPOT.volume, end_us=START_US + 60 * SECOND_US), 100.0)
    legs = (WEST, Waypoint(36.0, 4.98, START_US + 120 * SECOND_US), EAST)
    assert led_around(legs, [early]) == legs


def test_a_wall_with_a_gate_is_passed_through_the_gate() -> None:
    south = Polygon.of([(35.8, 4.999), (35.999, 4.999), (35.999, 5.001), (35.8, 5.001)])
    north = Polygon.of([(36.004, 4.999), (36.2, 4.999), (36.2, 5.001), (36.004, 5.001)])
    led = led_around((WEST, EAST), [Obstacle(Volume(south)), Obstacle(Volume(north))])
    assert led is not None
    assert length_m(led) < length_m((WEST, EAST)) + 20.0


def test_a_ring_around_the_start_lets_nobody_out() -> None:
    frame = LocalFrame(36.0, 4.95)
    turns = np.linspace(0.2, 2 * math.pi - 0.2, 40)
    ring = np.vstack(
        [radius * np.column_stack((np.cos(t), np.sin(t))) for radius, t in ((2_000.0, turns), (1_500.0, turns[::-1]))]
    )
    horseshoe = Polygon.of([(float(lat), float(lng)) for lat, lng in frame.unproject(ring)])
    narrow, wide = Obstacle(Volume(horseshoe), 400.0), Obstacle(Volume(horseshoe), 50.0)
    out_west = Waypoint(36.0, 4.90, EAST.time_us)
    assert led_around((WEST, out_west), [narrow]) is None
    led = led_around((WEST, out_west), [wide])
    assert led is not None
    assert length_m(led) > length_m((WEST, out_west)) + 1_000.0


@pytest.mark.parametrize("lng", [5.0, 179.99, -179.99])
@pytest.mark.parametrize("lat", [0.0, 84.0, -89.9])
def test_a_long_way_is_led_around_a_long_wall_anywhere(lat: float, lng: float) -> None:
    ends = [EARTH.Direct(lat, lng, bearing, 150_000.0) for bearing in (90.0, 270.0)]
    route = tuple(Waypoint(e["lat2"], e["lon2"], START_US + i * 3_000 * SECOND_US) for i, e in enumerate(ends))
    corners = [EARTH.Direct(lat, lng, bearing, 50_000.0) for bearing in (10.0, 90.0, 170.0, 190.0, 270.0, 350.0)]
    wall = Obstacle(Volume(Polygon.of([(c["lat2"], c["lon2"]) for c in corners])), 1_000.0)
    led = led_around(route, [wall], farthest_m=100_000.0)
    assert led is not None
    assert not obstructed(corridor(led), [wall])
    for one, following in itertools.pairwise(led):
        for share in np.linspace(0, 1, 6).tolist():
            here = at(one, following, share)[:2]
            assert apart_m(here, wall) >= (1_000.0 + HALF_WIDTH_M) * (1 - 4e-4 * 150)


def test_what_has_ten_thousand_corners_is_gone_around_more_roughly() -> None:
    rough = Obstacle(Volume(jagged(36.0, 5.0, 10_000)), 100.0)
    led = led_around((WEST, EAST), [rough])
    assert led is not None
    assert not obstructed(corridor(led), [rough])
    assert length_m(led) < length_m((WEST, EAST)) + 2_000.0


def test_too_many_in_the_way_is_none_and_an_unsound_route_is_refused() -> None:
    chain = [Obstacle(Volume(Circle(36.0, 4.955 + 0.0004 * i, 20.0))) for i in range(230)]
    assert led_around((WEST, EAST), chain) is None
    with pytest.raises(ShapeRefused):
        led_around((WEST,), chain)
    with pytest.raises(ShapeRefused):
        led_around((), chain)
