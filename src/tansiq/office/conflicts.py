"""Conflicts among what the office holds: with whom, where, from when to when, by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tansiq.office.entities import Intent
from tansiq.office.state import Office
from tansiq.volumes import Circle, Volume, overlaps
from tansiq.volumes.earth import middle


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two operational intents share air. The window and the height that they share are those of the pairs of volumes
    that overlap, taken together; the place is in the middle of the first pair."""

    first: Intent
    second: Intent
    lat: float
    lng: float
    start_us: int
    end_us: int
    shared_height_m: float


def conflicts(state: Office, now_us: int) -> Iterator[Conflict]:
    """Every pair of intents that have not ended and overlap, each pair once."""
    for intent in state.intents.values():
        if intent.end_us <= now_us:
            continue
        for other_id in state.intent_index.overlapping(intent.extents, intent.id.__ge__):
            other = state.intents[other_id]
            if other.end_us > now_us:
                yield _between(intent, other)


def _between(first: Intent, second: Intent) -> Conflict:
    pairs = [(a, b) for a in first.extents for b in second.extents if overlaps(a, b)]
    lat, lng = middle(np.array([_middle(volume) for volume in pairs[0]]))
    return Conflict(
        first,
        second,
        lat,
        lng,
        min(max(a.start_us or 0, b.start_us or 0) for a, b in pairs),
        max(min(a.end_us or first.end_us, b.end_us or second.end_us) for a, b in pairs),
        max(min(a.upper_m or 0.0, b.upper_m or 0.0) - max(a.lower_m or 0.0, b.lower_m or 0.0) for a, b in pairs),
    )


def _middle(volume: Volume) -> tuple[float, float]:
    outline = volume.outline
    if isinstance(outline, Circle):
        return outline.lat, outline.lng
    return middle(outline.latlng())
