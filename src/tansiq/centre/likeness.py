"""Whether what is about to be notified is there already: the same thing again, or one so near that somebody has to look
which of the two is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from tansiq.volumes.earth import EQUATORIAL_RADIUS_M, geodesic_m, unit_vectors

SAME_SPOT_M, SAME_TITLE_M, NEAR_M = 1.0, 50.0, 250.0
_CELL_M = NEAR_M * 1.01
_AROUND = tuple(product((-1, 0, 1), repeat=3))


class Alike(StrEnum):
    """How much."""

    SAME = "same"
    """The same spot, or the same title within 50 m."""
    NEAR = "near"
    """Within 250 m."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing and the middle of where it is (degrees). `label` is how it is told of."""

    label: str
    title: str
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a thing resembles most."""

    alike: Alike
    other: Spot
    metres: float


def likenesses(new: Sequence[Spot], known: Iterable[Spot]) -> list[Likeness | None]:
    """For each of the new things what it resembles: of those known, and of the new ones before it."""
    grid: dict[tuple[int, int, int], list[Spot]] = {}
    for spot in known:
        grid.setdefault(_cell(spot), []).append(spot)
    found = []
    for spot in new:
        here = _cell(spot)
        x, y, z = here
        near = (other for i, j, k in _AROUND for other in grid.get((x + i, y + j, z + k), ()))
        found.append(_most_alike(spot, near))
        grid.setdefault(here, []).append(spot)
    return found


def _most_alike(spot: Spot, others: Iterable[Spot]) -> Likeness | None:
    best: Likeness | None = None
    for other in others:
        metres = geodesic_m((spot.lat, spot.lng), (other.lat, other.lng))
        same_title = _folded(spot.title) == _folded(other.title)
        if metres <= SAME_SPOT_M or (same_title and metres <= SAME_TITLE_M):
            alike = Alike.SAME
        elif metres <= NEAR_M:
            alike = Alike.NEAR
        else:
            continue
        rank = (alike is not Alike.SAME, metres)
        if best is None or rank < (best.alike is not Alike.SAME, best.metres):
            best = Likeness(alike, other, metres)
    return best


def _cell(spot: Spot) -> tuple[int, int, int]:
    """Of a grid in space: it has no seam at a pole or at the antimeridian."""
    x, y, z = np.floor(unit_vectors(np.array([(spot.lat, spot.lng)]))[0] * EQUATORIAL_RADIUS_M / _CELL_M).astype(int)
    return int(x), int(y), int(z)


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())
