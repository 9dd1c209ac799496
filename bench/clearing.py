"""What suggestions cost: the smallest changes, against what is near and among 100,000 things; and the way around."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import shapely

from bench.load import print_table, stay_on
from tansiq.volumes import Circle, Polygon, Volume
from tansiq.volumes.clearing import Obstacle, clearing_changes, obstructed
from tansiq.volumes.earth import LocalFrame
from tansiq.volumes.easing import smallest_free_changes
from tansiq.volumes.rerouting import detour
from tansiq.volumes.routes import Waypoint, route_volumes

TRIES = 30
THINGS = 100_000
START_US = 1_772_355_600_000_000
FRAME = LocalFrame(48.0, 2.0)
MARGIN_DEGREES = 0.003
Place = tuple[float, float]


def route(legs: int, chance: random.Random, start: Place = (0.0, 0.0), spread_s: float = 0.0) -> list[Waypoint]:
    """A small drone's way: legs of 1.5 km at 15 m/s, with turns; places in metres from the middle."""
    bearing, places = chance.uniform(0, 2 * math.pi), [start]
    for _ in range(legs):
        bearing += chance.uniform(-0.8, 0.8)
        places.append((places[-1][0] + 1_500 * math.cos(bearing), places[-1][1] + 1_500 * math.sin(bearing)))
    begins_us = START_US + int(chance.uniform(0, spread_s) * 1e6)
    latlng = FRAME.unproject(np.array(places)).tolist()
    return [Waypoint(lat, lng, begins_us + i * 100_000_000) for i, (lat, lng) in enumerate(latlng)]


def corridor(way: Sequence[Waypoint]) -> tuple[Volume, ...]:
    return route_volumes(way, half_width_m=100.0, lower_m=60.0, upper_m=120.0, slack_s=30.0)


def thing(place: Place, chance: random.Random, spread_s: float = 1_800.0) -> Obstacle:
    """A circle or a polygon of 4 to 12 corners, 100 m to 1.2 km across, there for 5 to 60 minutes."""
    size_m, corners = chance.uniform(50, 600), chance.choice((0, 0, 4, 6, 12))
    turn = 2 * math.pi * np.arange(max(corners, 1)) / max(corners, 1)
    ring = np.array(place) + (size_m * np.column_stack((np.cos(turn), np.sin(turn))) if corners else 0.0)
    latlng = FRAME.unproject(ring.reshape(-1, 2)).tolist()
    outline = Polygon.of([(lat, lng) for lat, lng in latlng]) if corners else Circle(*latlng[0], size_m)
    begins_us = START_US + int(chance.uniform(-1_800, spread_s) * 1e6)
    ends_us, low_m = begins_us + int(chance.uniform(300, 3_600) * 1e6), chance.uniform(0, 120)
    volume = Volume(outline, low_m, low_m + chance.uniform(30, 120), begins_us, ends_us)
    return Obstacle(volume, chance.choice((50.0, 150.0)), 15.0, 30.0)


def around(plan: Sequence[Waypoint], count: int, chance: random.Random) -> list[Obstacle]:
    places = FRAME.project(np.array([(waypoint.lat, waypoint.lng) for waypoint in plan])).tolist()
    near = [chance.choice(places) for _ in range(count)]
    return [thing((x + chance.gauss(0, 1_000), y + chance.gauss(0, 1_000)), chance) for x, y in near]


class Things:
    """All that there is, found by place: a stand-in for an office's index."""

    def __init__(self, things: Sequence[Obstacle]) -> None:
        self.things, self.rounds, self.seconds = things, 0, 0.0
        self._tree = shapely.STRtree([_box(thing.volume, MARGIN_DEGREES) for thing in things])
        self._times_us = np.array([(thing.volume.start_us, thing.volume.end_us) for thing in things])

    def find(self, extents: Sequence[Volume]) -> list[Obstacle]:
        began = time.perf_counter()
        whose, near = self._tree.query([_box(volume, 0.0) for volume in extents])
        windows_us = np.array([(volume.start_us, volume.end_us) for volume in extents])[whose]
        wait_us = 60_000_000
        meets = self._times_us[near, 0] - wait_us <= windows_us[:, 1]
        meets &= self._times_us[near, 1] + wait_us >= windows_us[:, 0]
        candidates = [self.things[i] for i in np.unique(near[meets]).tolist()]
        found = [candidates[j] for j in sorted({j for _, j in obstructed(extents, candidates)})]
        self.rounds, self.seconds = self.rounds + 1, self.seconds + time.perf_counter() - began
        return found


def _box(volume: Volume, more: float) -> shapely.Polygon:
    outline = volume.outline
    if isinstance(outline, Circle):
        lats, lngs, more = [outline.lat], [outline.lng], more + outline.radius_m / 70_000
    else:
        lats, lngs = list(outline.vertices[::2]), list(outline.vertices[1::2])
    return shapely.box(min(lats) - more, min(lngs) - more, max(lats) + more, max(lngs) + more)


def took_ms(action: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    answer = action()
    return (time.perf_counter() - began) * 1e3, answer


def spread(times_ms: Sequence[float]) -> tuple[float, float, float]:
    ordered = sorted(times_ms)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1]


def near() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for volumes in (1, 5, 20):
        for count in (1, 20, 200):
            checks, changes = [], []
            for seed in range(TRIES):
                chance = random.Random(seed)
                way = route(volumes, chance)
                extents, obstacles = corridor(way), around(way, count, chance)
                checks.append(took_ms(lambda e=extents, o=obstacles: obstructed(e, o))[0])
                changes.append(took_ms(lambda e=extents, o=obstacles: clearing_changes(e, o))[0])
            rows.append((f"{volumes} volumes, {count} near", *spread(checks)[:2], *spread(changes)))
    return rows


def among_all() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for name, half_side_m in (("spread (300 x 300 km)", 150_000.0), ("crowded (60 x 60 km)", 30_000.0)):
        chance = random.Random(7)
        places = [
            (chance.uniform(-half_side_m, half_side_m), chance.uniform(-half_side_m, half_side_m))
            for _ in range(THINGS)
        ]
        everything = Things([thing(place, chance, 86_400.0) for place in places])
        for volumes in (1, 5, 20):
            times, own, rounds, kinds = [], [], [], []
            while len(times) < TRIES:
                start = (chance.uniform(-0.6, 0.6) * half_side_m, chance.uniform(-0.6, 0.6) * half_side_m)
                extents = corridor(route(volumes, chance, start, 80_000.0))
                if not everything.find(extents):
                    continue
                everything.rounds, everything.seconds = 0, 0.0
                ask = partial(smallest_free_changes, extents, everything.find, farthest_m=5_000.0)
                ms, changes = took_ms(ask)
                times.append(ms)
                own.append(ms - everything.seconds * 1e3)
                rounds.append(everything.rounds)
                kinds.append(len(changes))  # type: ignore[arg-type]
            rows.append(
                (f"{name}, {volumes} volumes", *spread(times), spread(own)[1], max(rounds), sum(kinds) / len(kinds))
            )
    return rows


def ways_around() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for count in (1, 5, 30, 60, 200):
        times, found, most = [], 0, 0
        for seed in range(TRIES):
            chance = random.Random(seed)
            places = [(chance.uniform(-8_000, 8_000), chance.uniform(-4_000, 4_000)) for _ in range(count)]
            obstacles = [thing(place, chance) for place in places]
            ends = FRAME.unproject(np.array([(-9_000.0, 0.0), (0.0, 300.0), (9_000.0, 0.0)])).tolist()
            way = [Waypoint(lat, lng, START_US + i * 600_000_000) for i, (lat, lng) in enumerate(ends)]
            ms, led = took_ms(
                lambda w=way, o=obstacles: detour(
                    w, half_width_m=60.0, lower_m=60.0, upper_m=120.0, slack_s=30.0, obstacles=o, farthest_m=5_000.0
                )
            )
            times.append(ms)
            if isinstance(led, tuple):
                found, most = found + 1, max(most, len(led))
        rows.append((f"{count} obstacles in 16 x 8 km", *spread(times), f"{found}/{TRIES}", most))
    return rows


def main() -> None:
    stay_on(1)
    print_table(
        f"Smallest changes against what is near ({TRIES} plans each)",
        ("", "in the way? p50 ms", "p95 ms", "five changes p50 ms", "p95 ms", "max ms"),
        near(),
    )
    print_table(
        f"Smallest free changes among {THINGS:,} things, with all look-ups ({TRIES} plans each)",
        ("", "p50 ms", "p95 ms", "max ms", "without look-ups p95 ms", "most look-ups", "changes"),
        among_all(),
    )
    print_table(
        f"The shortest way around ({TRIES} fields each)",
        ("", "p50 ms", "p95 ms", "max ms", "found", "most waypoints"),
        ways_around(),
    )


if __name__ == "__main__":
    main()
