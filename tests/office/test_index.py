"""The index finds what brute force finds, however crowded."""

from __future__ import annotations

import random

from tansiq.office.index import Index
from tansiq.volumes import Circle, Volume, footprint, overlaps

HOUR_US = 3_600_000_000


def test_crowded_cells_give_the_same_answers_as_brute_force() -> None:
    chance = random.Random(7)
    index, kept = Index(), {}
    for number in range(1_500):
        size = chance.choice((20.0, 300.0, 4_000.0, 20_000.0))
        outline = Circle(48 + chance.uniform(-0.1, 0.1), 2 + chance.uniform(-0.1, 0.1), size)
        start = chance.choice((None, chance.randrange(0, 100 * HOUR_US)))
        length = chance.choice((HOUR_US // 6, HOUR_US, 30 * HOUR_US))
        volume = Volume(
            outline, chance.choice((None, 0.0, 100.0)), 150.0, start, None if start is None else start + length,
            footprint(outline).cells,
        )  # fmt: skip
        kept[str(number)] = volume
        index.add(str(number), (volume,))
    for gone in chance.sample(sorted(kept), 700):
        index.remove(gone, (kept.pop(gone),))
    assert len(index) == len(kept)
    for volume in chance.sample(list(kept.values()), 60):
        assert index.overlapping((volume,)) == {name for name, other in kept.items() if overlaps(volume, other)}
    for name, volume in kept.items():
        index.remove(name, (volume,))
    assert len(index) == 0
    assert not index.near(Volume(Circle(48, 2, 50_000.0), cells=footprint(Circle(48, 2, 50_000.0)).cells))
