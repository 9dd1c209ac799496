"""The smallest changes that leave a plan free of everything there is, without looking at everything there is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import shapely

from tansiq.volumes.clearing import KINDS, Beside, Change, Ground, Kind, Limits, Obstacle
from tansiq.volumes.earth import LocalFrame
from tansiq.volumes.shapes import HIGHEST_M, LOWEST_M, WIDEST_M, Circle, Outline, Polygon, Volume, middle_of

MOST_OBSTACLES = 2_000
"""A kind of change that has more than this in its way is not looked for any further."""
_MOST_PAIRS = 50_000
"""The same, for pairs of a volume of the plan and an obstacle."""
_MOST_AHEAD, _MOST_BESIDE = 2_000, 300
"""What lies ahead is taken together unless it is more than that; and beside, where each makes drawing dearer."""


class TooMuch(Exception):  # noqa: N818  an answer, not a fault
    """There is too much around a plan to look for changes."""


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
    find_some: Callable[[Sequence[Volume], int], Sequence[Obstacle]] | None = None,
) -> list[Change]:
    """The smallest change of each kind with which a plan obstructs nothing: later, earlier, higher, lower, beside;
    those that there are, in this order. None if it is free already.

    `find` gives every obstacle that some volumes are not clear of, each by its own margins. Each kind is on its own:
    the smallest change that clears what was found so far is asked about, and what it meets is found then; and what lies
    ahead of it, unless that is too much: `find_some` may give up, with what it has, when it has more than so many.
    Either may raise `TooMuch`: that kind of change is then left out.

    The smallest change for some obstacles is never larger than that for all; so one that meets nothing else is the
    smallest there is. A kind that is not there after so many rounds is left out.
    """
    first = find(extents)
    if not first:
        return []
    limits = Limits(not_before_us, floor_m, ceiling_m, farthest_m, farthest_s)
    some = find_some or (lambda swept, _: find(swept))
    changes = [_smallest(kind, extents, first, find, some, limits, rounds) for kind in KINDS]
    return [change for change in changes if change is not None]


def _smallest(
    kind: Kind,
    extents: Sequence[Volume],
    first: Sequence[Obstacle],
    find: Callable[[Sequence[Volume]], Sequence[Obstacle]],
    find_some: Callable[[Sequence[Volume], int], Sequence[Obstacle]],
    limits: Limits,
    rounds: int,
) -> Change | None:
    known = dict.fromkeys(first)
    beside = Beside(extents, first) if kind == "beside" else None
    farther = _FARTHER[kind]
    for turn in range(rounds):
        if len(known) > MOST_OBSTACLES or len(known) * len(extents) > _MOST_PAIRS:
            return None
        change = beside.smallest(limits) if beside else Ground(extents, list(known)).smallest(kind, limits)
        if change is None:
            return None
        try:
            met = find(change.extents)
            if not met:
                return change
            if turn and farther:  # where one thing comes after another, those ahead are taken together
                enough = _MOST_BESIDE if beside else _MOST_AHEAD
                ahead = find_some(_swept(extents, change, limits, farther[0]), enough)
                if len(ahead) <= enough:
                    met = [*met, *ahead]
                else:
                    farther = farther[1:]
        except TooMuch:
            return None
        new = [obstacle for obstacle in dict.fromkeys(met) if obstacle not in known]
        if not new:  # two measures differ by a hair about what is known: no larger change is tried
            return None
        known.update(dict.fromkeys(new))
        if beside:
            beside.add(new)
    return None


_FARTHER: dict[Kind, tuple[float, ...]] = {
    "later": (math.inf, 2.0),
    "earlier": (math.inf, 2.0),
    "higher": (math.inf, 2.0),
    "lower": (math.inf, 2.0),
    "beside": (1.25,),
}
"""How many times as large as the change that did not do the changes are of which all that they meet is looked for at
once; where that is too much, how many times then. What stands in one place, or flies at one time, is mostly little."""


def _swept(extents: Sequence[Volume], change: Change, limits: Limits, times: float) -> list[Volume]:
    """What a plan takes with all changes of one kind together, up to so many times as large as this one."""
    by_s = max(-limits.farthest_s, min(times * change.later_s, limits.farthest_s)) if change.later_s else 0.0
    highest_m = HIGHEST_M - LOWEST_M
    up_m = max(-highest_m, min(times * change.up_m, highest_m)) if change.up_m else 0.0
    by_us, away_m = round(by_s * 1e6), math.hypot(change.east_m, change.north_m)
    beside_m = min(times * away_m, limits.farthest_m) if away_m else 0.0
    return [
        Volume(
            _grown(volume.outline, beside_m) if beside_m else volume.outline,
            None if volume.lower_m is None else volume.lower_m + min(up_m, 0.0),
            None if volume.upper_m is None else volume.upper_m + max(up_m, 0.0),
            None if volume.start_us is None else volume.start_us + min(by_us, 0),
            None if volume.end_us is None else volume.end_us + max(by_us, 0),
        )
        for volume in extents
    ]


def _grown(outline: Outline, by_m: float) -> Outline:
    """An outline with all that lies within a length of it, roughly."""
    if isinstance(outline, Circle):
        return Circle(outline.lat, outline.lng, min(outline.radius_m + by_m, WIDEST_M))
    frame = LocalFrame(*middle_of(outline))
    hull = shapely.MultiPoint(frame.project(outline.latlng())).convex_hull
    ring = shapely.get_coordinates(hull.buffer(by_m * 1.1, quad_segs=2))[:-1]
    return Polygon.of([(float(lat), float(lng)) for lat, lng in frame.unproject(ring)])
