"""Bounds of volumes as rows of numbers: a cheap look at many, before any outline is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tansiq.volumes.coarse import ALTITUDE_STEP_M, GRID_M, TIME_STEP_US
from tansiq.volumes.earth import MEAN_RADIUS_M, Array
from tansiq.volumes.shapes import Volume
from tansiq.volumes.widening import around

_SHORTEST = 0.99
"""The arc is longer than the chord, and the ellipsoid's lengths are within half a percent of the sphere's."""
_ON_GRID_M = {13: 1_875.0, 10: 15_000.0, 7: 120_000.0}
"""What reaches no farther from its middle touches at most 64 cells of the grid: it is shown on no coarser one."""
_HAIR_US = 1_000
"""Floats do not hold every microsecond of a far year."""


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


def coarse_bounds(bounds: Array, level: int) -> Array:
    """What bounds, (n, 8), become where volumes are shown coarsely, on the grid of a level or, as their size asks for
    it, on a coarser one: never narrower than what is shown."""
    shown, radius_m = bounds.copy(), bounds[:, 7]
    shown[:, 0] = np.floor((bounds[:, 0] - _HAIR_US) / TIME_STEP_US) * TIME_STEP_US - _HAIR_US
    shown[:, 1] = np.ceil((bounds[:, 1] + _HAIR_US) / TIME_STEP_US) * TIME_STEP_US + _HAIR_US
    shown[:, 2] = np.floor(bounds[:, 2] / ALTITUDE_STEP_M) * ALTITUDE_STEP_M
    shown[:, 3] = np.ceil(bounds[:, 3] / ALTITUDE_STEP_M) * ALTITUDE_STEP_M
    beyond_m = np.full(len(bounds), GRID_M[level])
    for finer, widest_m in _ON_GRID_M.items():
        if finer <= level:
            beyond_m[radius_m > widest_m] = GRID_M[finer - 3]
    shown[:, 7] = radius_m + beyond_m
    return shown


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
