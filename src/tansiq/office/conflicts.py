"""Conflicts among what the office holds: with whom, where, from when to when, by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tansiq.office.entities import Constraint, Intent
from tansiq.office.state import Office
from tansiq.volumes import overlaps, shared_place

Other: TypeAlias = Intent | Constraint


@dataclass(frozen=True, slots=True)
class Conflict:
    """An operational intent shares air with another, or with a constraint. The window and the height that they share
    are those of the pairs of volumes that overlap, taken together; the place lies in what the first pair shares."""

    first: Intent
    second: Other
    lat: float
    lng: float
    start_us: int
    end_us: int
    shared_height_m: float


def conflicts_of(state: Office, intent: Intent, now_us: int) -> Iterator[Conflict]:
    """Those of one intent with constraints, and with intents of a higher id: asked of all, each pair comes up once.
    What has ended is in the way of nothing."""
    for other_id in sorted(state.intent_index.overlapping(intent.extents, intent.id.__ge__)):
        if (other := state.intents[other_id]).end_us > now_us:
            yield _between(intent, other)
    for constraint_id in sorted(state.constraint_index.overlapping(intent.extents)):
        if (closed := state.constraints[constraint_id]).end_us > now_us:
            yield _between(intent, closed)


def _between(first: Intent, second: Other) -> Conflict:
    pairs = [(a, b) for a in first.extents for b in second.extents if overlaps(a, b)]
    lat, lng = shared_place(pairs[0][0].outline, pairs[0][1].outline)
    return Conflict(
        first,
        second,
        lat,
        lng,
        min(max(a.start_us or first.start_us, b.start_us or second.start_us) for a, b in pairs),
        max(min(a.end_us or first.end_us, b.end_us or second.end_us) for a, b in pairs),
        max(
            min(_or(a.upper_m, b.upper_m), _or(b.upper_m, a.upper_m))
            - max(_or(a.lower_m, b.lower_m), _or(b.lower_m, a.lower_m))
            for a, b in pairs
        ),
    )


def _or(height_m: float | None, other_m: float | None) -> float:
    """A bound, or where there is none, the other's: an intent has both, a constraint may be without end."""
    if height_m is not None:
        return height_m
    return 0.0 if other_m is None else other_m
