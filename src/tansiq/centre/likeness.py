"""Whether what is about to be notified or planned is there already: the same thing again, or one so near that somebody
has to look which of the two is meant."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import msgspec
import numpy as np

from tansiq.volumes import Volume
from tansiq.volumes.earth import EQUATORIAL_RADIUS_M, geodesic_m, unit_vectors
from tansiq.volumes.shapes import middle_of
from tansiq.volumes.widening import around

SAME_SPOT_M, SAME_TITLE_M, NEAR_M = 1.0, 50.0, 250.0
SAME_SIZE_M = 1.0
_CELL_M = NEAR_M * 1.01
_AROUND = tuple(product((-1, 0, 1), repeat=3))


class Alike(StrEnum):
    """How much."""

    SAME = "same"
    """The same spot, or the same title within 50 m; of what is planned, besides, as wide and as high."""
    NEAR = "near"
    """Within 250 m."""


class Known(StrEnum):
    """What something may be like: a row of the file itself, a notice or draft, or something planned, by its kind."""

    FILE = "file"
    DRAFT = "draft"
    NOTICE = "notice"
    AIRCRAFT = "aircraft"
    DRONE = "drone"
    CONVOY = "convoy"
    TEAM = "team"
    FIELD_WORK = "field-work"
    CONSTRAINT = "constraint"
    OPERATION = "operation"


def known_of(kind: str) -> Known:
    """How something planned of this kind is told of. An office of a later version may know further kinds."""
    return Known(kind) if kind in set(Known) else Known.OPERATION


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing and the middle of where it is (degrees). `known` and `id` are how it is told of; that of a row is its
    place in the file. Of what is planned, `kind` and `window_us` say what it can be compared with, `size_m` what it is
    the same as: around one place there may be several areas, one above or within the other."""

    known: Known
    id: str
    title: str
    lat: float
    lng: float
    kind: str = ""
    window_us: tuple[float, float] = (-math.inf, math.inf)
    size_m: tuple[float, ...] = ()


class Resembled(msgspec.Struct, frozen=True, omit_defaults=True):
    """What something is like, as it is told of, and how far from it: each reader's page says it in the reader's
    language."""

    known: Known
    id: str
    title: str
    distance_m: float = 0.0

    @property
    def sentence(self) -> str:
        """In English."""
        what = f"{self.id} of this file" if self.known is Known.FILE else f"{self.known} {self.id}"
        near = f"{self.distance_m:,.0f} m from" if self.distance_m >= 1 else "at the very place of"
        return f"{near} {what} ({self.title})"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a thing resembles most."""

    alike: Alike
    other: Spot
    metres: float

    @property
    def told(self) -> Resembled:
        """As it is told of."""
        return Resembled(self.other.known, self.other.id, self.other.title, self.metres)


def spot_of_plan(known: Known, spot_id: str, title: str, kind: str, extents: Sequence[Volume]) -> Spot:
    """Of something planned: where it begins, how far that reaches and how far from there it ends, its lowest and
    highest bound, and from when to when."""
    first, last = (middle_of(extents[i].outline) for i in (0, -1))
    return Spot(
        known,
        spot_id,
        title,
        *first,
        kind,
        (
            min(-math.inf if volume.start_us is None else volume.start_us for volume in extents),
            max(math.inf if volume.end_us is None else volume.end_us for volume in extents),
        ),
        (
            around(extents[0].outline, 0.0).radius_m,
            geodesic_m(first, last),
            min(-math.inf if volume.lower_m is None else volume.lower_m for volume in extents),
            max(math.inf if volume.upper_m is None else volume.upper_m for volume in extents),
        ),
    )


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
        if not _comparable(spot, other):
            continue
        metres = geodesic_m((spot.lat, spot.lng), (other.lat, other.lng))
        same_title = _folded(spot.title) == _folded(other.title)
        if (metres <= SAME_SPOT_M or (same_title and metres <= SAME_TITLE_M)) and _as_large(spot, other):
            alike = Alike.SAME
        elif metres <= NEAR_M:
            alike = Alike.NEAR
        else:
            continue
        rank = (alike is not Alike.SAME, metres)
        if best is None or rank < (best.alike is not Alike.SAME, best.metres):
            best = Likeness(alike, other, metres)
    return best


def _comparable(spot: Spot, other: Spot) -> bool:
    """Of one kind, and there at one time."""
    (start, end), (starts, ends) = spot.window_us, other.window_us
    return spot.kind == other.kind and start < ends and starts < end


def _as_large(spot: Spot, other: Spot) -> bool:
    return all(one == two or abs(one - two) <= SAME_SIZE_M for one, two in zip(spot.size_m, other.size_m, strict=True))


def _cell(spot: Spot) -> tuple[int, int, int]:
    """Of a grid in space: it has no seam at a pole or at the antimeridian."""
    x, y, z = np.floor(unit_vectors(np.array([(spot.lat, spot.lng)]))[0] * EQUATORIAL_RADIUS_M / _CELL_M).astype(int)
    return int(x), int(y), int(z)


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())
