"""From a track to a corridor: 4D volumes around every fix and the straight way between them, with a stated buffer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tansiq.traffic.tracks import AltitudeReference, Fix, Track
from tansiq.volumes import Polygon, Volume
from tansiq.volumes.routes import strip

ALTITUDE_DOUBT_M = {
    AltitudeReference.ELLIPSOID: 0.0,
    AltitudeReference.SEA_LEVEL: 110.0,  # the geoid lies between -107 and +86 m from the ellipsoid
    AltitudeReference.PRESSURE: 450.0,  # the same, and 340 m for 40 hPa between the day's pressure and 1013
    AltitudeReference.UNKNOWN: 450.0,
}
"""How far an altitude of that kind may lie from the height above the ellipsoid (metres): added to the buffer."""


@dataclass(frozen=True, slots=True)
class Buffers:
    """How much is added around a track, and how long one volume of the corridor may be.

    The defaults suit crewed aircraft: 1 km beside, 100 m above and below (and the doubt about the altitude), 30 s
    before and after. For small drones: 50 m, 20 m, 10 s.
    """

    horizontal_m: float = 1_000.0
    vertical_m: float = 100.0
    time_s: float = 30.0
    longest_s: float = 300.0
    longest_m: float = 20_000.0


def corridor(track: Track, buffers: Buffers = Buffers()) -> tuple[Volume, ...]:
    """Volumes in order of time; each shares a moment and a place with the next. Their coverings are left empty."""
    return tuple(_volume(piece, track.reference, buffers) for piece in _pieces(track.fixes, buffers))


def _pieces(fixes: tuple[Fix, ...], buffers: Buffers) -> Iterator[list[Fix]]:
    """Cuts a track so that no piece is too long; neighbours share the fix between them."""
    piece: list[Fix] = []
    length_m = 0.0
    for fix in fixes:
        if piece:
            last = piece[-1]
            step_m = 111_700 * math.hypot(
                fix.lat - last.lat, _turn(fix.lng - last.lng) * math.cos(math.radians((fix.lat + last.lat) / 2))
            )
            too_long = length_m + step_m > buffers.longest_m
            if len(piece) > 1 and (too_long or fix.time_us - piece[0].time_us > buffers.longest_s * 1e6):
                yield piece
                piece, length_m = [last], 0.0
            length_m += step_m
        piece.append(fix)
    if piece:
        yield piece


def _volume(piece: list[Fix], reference: AltitudeReference, buffers: Buffers) -> Volume:
    beside_m = ALTITUDE_DOUBT_M[reference] + buffers.vertical_m
    heights = [fix.altitude_m for fix in piece]
    wait_us = int(buffers.time_s * 1e6)
    return Volume(
        _outline(piece, buffers.horizontal_m),
        min(heights) - beside_m,
        max(heights) + beside_m,
        piece[0].time_us - wait_us,
        piece[-1].time_us + wait_us,
    )


def _outline(piece: list[Fix], buffer_m: float) -> Polygon:
    return strip(np.array([(fix.lat, fix.lng) for fix in piece]), buffer_m, tolerance_m=buffer_m / 10)


def _turn(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0
