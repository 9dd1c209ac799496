"""The shapes themselves, as they are kept in memory and in the journal, and the checks that make them sound."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec
import numpy as np

from tansiq.volumes.earth import Array, middle

MAX_VERTICES = 10_000
LOWEST_M, HIGHEST_M = -8_000.0, 100_000.0
"""F3548-21, `Altitude`."""
EARLIEST_US, LATEST_US = 0, 253_402_300_799_000_000
"""1970-01-01 and the last second of the year 9999: what every calendar can name."""
WIDEST_M = 2_000_000.0
"""No part of a shape may lie farther from its middle: within this, one plane shows it whole."""


class ShapeRefused(ValueError):  # noqa: N818  a refusal, not a fault
    """An area, band or window that cannot be used. `field` names the part, relative to the volume."""

    def __init__(self, code: str, message: str, field: str) -> None:
        super().__init__(message)
        self.code, self.message, self.field = code, message, field


class Polygon(msgspec.Struct, frozen=True, tag="polygon", tag_field="kind", gc=False):
    """A ring of great-circle edges, in either winding, not repeating its first vertex.

    `vertices` alternates latitude and longitude (degrees): flat, because a million of these are kept.
    """

    vertices: tuple[float, ...]

    @classmethod
    def of(cls, latlng: Iterable[tuple[float, float]]) -> Polygon:
        """Made of (lat, lng) pairs; `footprint` finds what is unsound about it."""
        return cls(tuple(value for pair in latlng for value in pair))

    def latlng(self) -> Array:
        """(n, 2) degrees."""
        return np.array(self.vertices).reshape(-1, 2)


class Circle(msgspec.Struct, frozen=True, tag="circle", tag_field="kind", gc=False):
    """All points within a distance, measured along the ellipsoid, of a centre (degrees)."""

    lat: float
    lng: float
    radius_m: float


Outline: TypeAlias = Polygon | Circle


def middle_of(outline: Outline) -> tuple[float, float]:
    """A (lat, lng) in the middle of an outline, to lay a plane there."""
    return (outline.lat, outline.lng) if isinstance(outline, Circle) else middle(outline.latlng())


class Volume(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Area x altitude band x time window. None is "without end" on that side.

    `cells` is the S2 covering of the outline (cell ids as signed 64-bit numbers), kept so that a later library's
    other choice of cells cannot change what a replay gives.
    """

    outline: Outline
    lower_m: float | None = None
    upper_m: float | None = None
    start_us: int | None = None
    end_us: int | None = None
    cells: tuple[int, ...] = ()

    def check(self) -> None:
        """Raises `ShapeRefused` unless the band and the window are in order."""
        for name, value in (("altitude_lower", self.lower_m), ("altitude_upper", self.upper_m)):
            if value is not None and not LOWEST_M <= value <= HIGHEST_M:  # NaN fails too
                raise ShapeRefused(
                    "altitude-out-of-range",
                    f"altitude {value:g} m is not between {LOWEST_M:g} and {HIGHEST_M:g}",
                    f"volume.{name}.value",
                )
        if self.lower_m is not None and self.upper_m is not None and self.lower_m >= self.upper_m:
            raise ShapeRefused(
                "altitudes-reversed",
                f"altitude_lower ({self.lower_m:g} m) must be below altitude_upper ({self.upper_m:g} m)",
                "volume.altitude_lower.value",
            )
        for name, moment_us in (("time_start", self.start_us), ("time_end", self.end_us)):
            if moment_us is not None and not EARLIEST_US <= moment_us <= LATEST_US:
                raise ShapeRefused("time-out-of-range", "the time is not from 1970 to 9999 (UTC)", f"{name}.value")
        if self.start_us is not None and self.end_us is not None and self.start_us >= self.end_us:
            raise ShapeRefused("times-reversed", "time_start must be before time_end", "time_start.value")


def check_ring(latlng: Sequence[tuple[float, float]], max_vertices: int = MAX_VERTICES) -> None:
    """Raises `ShapeRefused` for what makes a ring unusable before any geometry is tried on it."""
    field = "volume.outline_polygon.vertices"
    if not 3 <= len(latlng) <= max_vertices:
        raise ShapeRefused("vertex-count", f"{len(latlng)} vertices given; 3 to {max_vertices} are allowed", field)
    for i, (lat, lng) in enumerate(latlng):
        check_position(lat, lng, f"{field}[{i}]")
    ring = [same_place(lat, lng) for lat, lng in latlng]
    if len(set(ring)) != len(ring):
        if ring[0] == ring[-1] and len(set(ring)) == len(ring) - 1:
            raise ShapeRefused(
                "vertex-repeated",
                "the last vertex repeats the first; leave it out, the ring closes by itself",
                f"{field}[{len(ring) - 1}]",
            )
        first = {place: i for i, place in reversed(list(enumerate(ring)))}
        again = next(i for i, place in enumerate(ring) if first[place] != i)
        raise ShapeRefused(
            "vertex-repeated", f"vertex {again} repeats vertex {first[ring[again]]}", f"{field}[{again}]"
        )


def check_position(lat: float, lng: float, field: str) -> None:
    """Raises `ShapeRefused` unless a latitude and longitude are on the earth."""
    if not -90.0 <= lat <= 90.0:  # NaN and infinities fail the comparison
        raise ShapeRefused("latitude-out-of-range", f"latitude {lat} is not between -90 and 90", f"{field}.lat")
    if not -180.0 <= lng <= 180.0:
        raise ShapeRefused("longitude-out-of-range", f"longitude {lng} is not between -180 and 180", f"{field}.lng")


def same_place(lat: float, lng: float) -> tuple[float, float]:
    """One name for each place: a pole has one longitude, and 180 is -180."""
    if abs(lat) == 90.0:
        return lat, 0.0
    return lat, (-180.0 if lng == 180.0 else lng)


def check_circle(circle: Circle) -> None:
    """Raises `ShapeRefused` for a circle without a sound centre and radius."""
    check_position(circle.lat, circle.lng, "volume.outline_circle.center")
    if not 0.0 < circle.radius_m <= WIDEST_M or math.isnan(circle.radius_m):
        raise ShapeRefused(
            "radius-out-of-range",
            f"radius {circle.radius_m:g} m is not above 0 and at most {WIDEST_M:g}",
            "volume.outline_circle.radius.value",
        )


def bounding_window(volumes: Iterable[Volume]) -> tuple[int | None, int | None]:
    """From the earliest start to the latest end (microseconds); None where one of them is open."""
    starts, ends = zip(*((v.start_us, v.end_us) for v in volumes), strict=True)
    return (
        None if None in starts else min(starts),
        None if None in ends else max(ends),
    )
