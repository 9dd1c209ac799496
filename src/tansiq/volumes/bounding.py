"""Bounds of volumes as rows of numbers: a cheap look at many, before any outline is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tansiq.volumes.earth import MEAN_RADIUS_M, Array
from tansiq.volumes.shapes import Volume
from tansiq.volumes.widening import around

_SHORTEST = 0.99
"""The arc is longer than the chord, and the ellipsoid's lengths are within half a percent of the sphere's."""


def bounds_of(
    volume: Volume, horizontal_m: float = 0.0, vertical_m: float = 0.0, time_s: float = 0.0
) -> tuple[float, ...]:
    """From when to when, from what height to what, and a circle around it, each so much wider: start, end (us), lower,
    upper (m), the direction of the middle from that of the earth (x, y, z), the radius (m)."""
    circle, time_us = around(volume.outline, horizontal_m), time_s * 1e6
    lat, lng = math.radians(circle.lat), math.radians(circle.lng)
    return (
        -math.inf if volume.start_us is None else volume.start_us - time_us,
        math.inf if volume.end_us is None else volume.end_us + time_us,
        -math.inf if volume.lower_m is None else volume.lower_m - vertical_m,
        math.inf if volume.upper_m is None else volume.upper_m + vertical_m,
        math.cos(lat) * math.cos(lng),
        math.cos(lat) * math.sin(lng),
        math.sin(lat),
        circle.radius_m,
    )


def perhaps_near(volumes: Sequence[Volume], bounds: Array) -> npt.NDArray[np.bool_]:
    """Which bounds, (n, 8), one of the volumes may meet: never no where it is yes."""
    start, end, low, high, *middle, radius_m = bounds.T
    near = np.zeros(len(bounds), dtype=bool)
    for volume in volumes:
        starts, ends, lower, upper, x, y, z, own_m = bounds_of(volume)
        chord = np.sqrt((middle[0] - x) ** 2 + (middle[1] - y) ** 2 + (middle[2] - z) ** 2)
        apart_m = chord * (MEAN_RADIUS_M * _SHORTEST) - 10.0
        near |= (end >= starts) & (start <= ends) & (high >= lower) & (low <= upper) & (apart_m <= radius_m + own_m)
    return near
