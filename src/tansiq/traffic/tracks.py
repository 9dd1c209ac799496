"""Recorded tracks: where an aircraft or vehicle was, and when."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from tansiq.volumes.earth import geodesic_m

GAP_S = 300.0
"""After a longer silence it is not known what happened in it: a track is split there, unless one says otherwise."""
FASTEST_M_S = 500.0
"""A fix that asks for more is taken for an error."""
LOWEST_M, HIGHEST_M = -1_000.0, 60_000.0


class RecordingRefused(ValueError):  # noqa: N818  an answer, not a fault
    """A recording cannot be read. `field` names the file and the place in it, the message what is wrong."""

    def __init__(self, code: str, message: str, field: str) -> None:
        super().__init__(message)
        self.code, self.message, self.field = code, message, field


class AltitudeReference(StrEnum):
    """What a recorded altitude is measured from."""

    ELLIPSOID = "ellipsoid"
    SEA_LEVEL = "sea level"
    PRESSURE = "pressure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fix:
    """A position at a time: microseconds since 1970, degrees, metres above the track's reference."""

    time_us: int
    lat: float
    lng: float
    altitude_m: float


@dataclass(frozen=True, slots=True)
class Track:
    """Fixes in order of time, under the name the aircraft gave."""

    name: str
    fixes: tuple[Fix, ...]
    reference: AltitudeReference = AltitudeReference.UNKNOWN

    def shifted(self, by_us: int) -> Track:
        """The same track at another time."""
        return replace(self, fixes=tuple(replace(fix, time_us=fix.time_us + by_us) for fix in self.fixes))


@dataclass(frozen=True, slots=True)
class Tracks:
    """What was read from a recording, and how much of it was left out, by reason."""

    tracks: tuple[Track, ...]
    left_out: dict[str, int] = field(default_factory=dict)


def clean(name: str, fixes: Iterable[Fix], reference: AltitudeReference, left_out: dict[str, int]) -> list[Track]:
    """Sorts fixes and leaves out what cannot be, counting it in `left_out`: one track, or none if nothing is left."""

    def leave_out(reason: str) -> None:
        left_out[reason] = left_out.get(reason, 0) + 1

    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda fix: fix.time_us):
        if not (-90 <= fix.lat <= 90 and -180 <= fix.lng <= 180 and math.isfinite(fix.altitude_m)):
            leave_out("off the earth")
        elif not LOWEST_M <= fix.altitude_m <= HIGHEST_M:
            leave_out("altitude out of range")
        elif kept and fix.time_us == kept[-1].time_us:
            leave_out("repeated time")
        elif kept and _impossible(kept[-1], fix):
            leave_out("impossible jump")
        else:
            kept.append(fix)
    return [Track(name, tuple(kept), reference)] if kept else []


def split(track: Track, gap_s: float = GAP_S) -> list[Track]:
    """The track, cut where nothing is known of it for longer than a gap."""
    pieces: list[list[Fix]] = [[track.fixes[0]]]
    for before, fix in pairwise(track.fixes):
        if fix.time_us - before.time_us > gap_s * 1e6:
            pieces.append([])
        pieces[-1].append(fix)
    return [replace(track, fixes=tuple(piece)) for piece in pieces]


def _impossible(last: Fix, fix: Fix) -> bool:
    """Whether getting there asks for more than `FASTEST_M_S`, unless the track was silent for long in between."""
    seconds = (fix.time_us - last.time_us) / 1e6
    if seconds > GAP_S:
        return False
    # Most fixes are near: the exact length is asked for only where a rough one is suspicious.
    rough_m = 111_700 * math.hypot(fix.lat - last.lat, (fix.lng - last.lng) * math.cos(math.radians(fix.lat)))
    if rough_m <= FASTEST_M_S * seconds:
        return False
    return geodesic_m((last.lat, last.lng), (fix.lat, fix.lng)) > FASTEST_M_S * seconds
