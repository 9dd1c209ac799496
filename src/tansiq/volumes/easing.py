"""The smallest changes that leave a plan free of everything there is, without looking at everything there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tansiq.volumes.clearing import KINDS, Change, Ground, Kind, Limits, Obstacle
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M, Volume

MOST_OBSTACLES = 2_000
"""A kind of change that has more than this in its way is not looked for any further."""


def smallest_free_changes(
    extents: Sequence[Volume],
    find: Callable[[Sequence[Volume]], Sequence[Obstacle]],
    *,
    not_before_us: int | None = None,
    floor_m: float = LOWEST_M,
    ceiling_m: float = HIGHEST_M,
    farthest_m: float = 100_000.0,
    farthest_s: float = 86_400.0,
    rounds: int = 8,
) -> list[Change]:
    """The smallest change of each kind with which a plan obstructs nothing: later, earlier, higher, lower, beside;
    those that there are, in this order. None if it is free already.

    `find` gives every obstacle that some volumes are not clear of, each by its own margins. Each kind is on its own:
    the smallest change that clears what was found so far is asked about, and what it meets is found then. The smallest
    change for some obstacles is never larger than that for all; so one that meets nothing else is the smallest there
    is. A kind that is not there after so many rounds is left out.
    """
    first = find(extents)
    if not first:
        return []
    limits = Limits(not_before_us, floor_m, ceiling_m, farthest_m, farthest_s)
    changes = [_smallest(kind, extents, first, find, limits, rounds) for kind in KINDS]
    return [change for change in changes if change is not None]


def _smallest(
    kind: Kind,
    extents: Sequence[Volume],
    first: Sequence[Obstacle],
    find: Callable[[Sequence[Volume]], Sequence[Obstacle]],
    limits: Limits,
    rounds: int,
) -> Change | None:
    known = dict.fromkeys(first)
    for _ in range(rounds):
        if len(known) > MOST_OBSTACLES:
            return None
        change = Ground(extents, list(known)).smallest(kind, limits)
        if change is None:
            return None
        met = find(change.extents)
        if not met:
            return change
        before = len(known)
        known.update(dict.fromkeys(met))
        if len(known) == before:  # two measures differ by a hair about what is known: no larger change is tried
            return None
    return None
