"""The index finds what brute force finds, however crowded."""

from __future__ import annotations

import math
import random

import pytest

from tansiq.office.index import Index
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint, overlaps

HOUR_US = 3_600_000_000


def somewhere(chance: random.Random) -> Outline:
    size = chance.choice((20.0, 300.0, 4_000.0, 20_000.0))
    lat, lng = 48 + chance.uniform(-0.1, 0.1), 2 + chance.uniform(-0.1, 0.1)
    if chance.random() < 0.9:
        return Circle(lat, lng, size)
    corners, degrees = chance.choice((5, 250)), size / 111_000  # some have many corners: these are kept prepared
    turns = [2 * math.pi * i / corners for i in range(corners)]
    return Polygon.of([(lat + degrees * math.sin(t), lng + degrees * math.cos(t)) for t in turns])


def anything(chance: random.Random, outline: Outline) -> Volume:
    start = chance.choice((None, chance.randrange(0, 100 * HOUR_US)))
    end = None if start is None else start + chance.choice((HOUR_US // 6, HOUR_US, 30 * HOUR_US))
    return Volume(outline, chance.choice((None, 0.0, 100.0)), 150.0, start, end, footprint(outline).cells)


@pytest.mark.parametrize("together", [1, 9])
def test_crowded_cells_give_the_same_answers_as_brute_force(together: int) -> None:
    """`together`: how many volumes an owner has at one place."""
    chance = random.Random(7)
    index, kept = Index(), {}
    for number in range(1_500 // together):
        outline = somewhere(chance)
        kept[str(number)] = tuple(anything(chance, outline) for _ in range(together))
        index.add(str(number), kept[str(number)])
    for gone in chance.sample(sorted(kept), 700 // together):
        index.remove(gone)
        del kept[gone]
    assert len(index) == len(kept) * together
    for volumes in chance.sample(list(kept.values()), 40):
        expected = {name for name, others in kept.items() if any(overlaps(a, b) for a in volumes for b in others)}
        assert index.overlapping(volumes) == expected
        assert index.overlapping(volumes, lambda name: name.endswith("3")) == {
            name for name in expected if not name.endswith("3")
        }
    for name in kept:
        index.remove(name)
    assert len(index) == 0
    assert not index.near(Volume(Circle(48, 2, 50_000.0), cells=footprint(Circle(48, 2, 50_000.0)).cells))


def test_large_volumes_are_found_as_far_away_as_asked_and_small_ones_never() -> None:
    index = Index()
    sizes_m = {"small": 14_000.0, "large": 30_000.0, "far": 30_000.0, "later": 30_000.0}
    for name, radius_m in sizes_m.items():
        circle = Circle(48.0, 2.0 if name != "far" else 6.0, radius_m)
        start_us = 5_000_000_000_000 if name == "later" else 0
        index.add(name, [Volume(circle, 0.0, 9.0, start_us, start_us + 1_000, footprint(circle).cells)])
    here = Volume(Circle(48.0, 4.0, 100.0), 0.0, 9.0, 0, 1_000)  # 149 km from the middle of either
    assert index.large(here, lambda radius_m: 118_000.0) == set()
    assert index.large(here, lambda radius_m: 120_000.0) == {"large", "far"}
    assert index.large(here, lambda radius_m: 1.0 if radius_m < 40_000 else 1e6) == set()
    index.remove("large")
    assert index.large(here, lambda radius_m: 120_000.0) == {"far"}
