"""Where, when and how high, for people."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tansiq.cli.times import window

_SHOWN, _MOST_CORNERS = 20, 6
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def extent_lines(thing: Any) -> Iterator[str]:
    """The volumes of a thing as far as it is seen, the first of them if they are many."""
    volumes = thing.get("extents") or thing.get("coarse") or ()
    for volume in volumes[:_SHOWN]:
        start, end = volume.get("start"), volume.get("end")
        yield f"{_roughly(volume)}{band(volume)}{f'; {window(start, end)}' if start or end else ''}"
    if len(volumes) > _SHOWN:
        yield f"and {len(volumes) - _SHOWN:,} more volumes: --json shows all"


def _roughly(volume: Any) -> str:
    corners = volume.get("polygon") or ()
    if len(corners) <= _MOST_CORNERS:
        return outline(volume)
    lats, lngs = [corner["lat"] for corner in corners], [corner["lng"] for corner in corners]
    west, east = min(lngs), max(lngs)
    if east - west > 180:  # across the antimeridian
        west, east = min(lng for lng in lngs if lng > 0), max(lng for lng in lngs if lng <= 0)
    ends = f"{place(min(lats), west)} and {place(max(lats), east)}"
    return f"an outline of {len(corners):,} corners between {ends}"


def whole_window(thing: Any) -> tuple[str | None, str | None]:
    """From when to when all volumes of a thing are; None: without end on that side, or not known."""
    volumes = thing.get("extents") or thing.get("coarse") or ()
    starts, ends = ([volume.get(name) for volume in volumes] for name in ("start", "end"))
    return (
        None if None in starts else min(starts, default=None),
        None if None in ends else max(ends, default=None),
    )


def place(lat: float, lng: float) -> str:
    """To about ten metres: `36.2000 5.4000`."""
    return f"{lat:.4f} {lng:.4f}"


def outline(shown: Any) -> str:
    """A circle, a polygon, or cells of the grid."""
    if (circle := shown.get("circle")) is not None:
        return f"within {circle['radius_m']:g} m of {circle['lat']:g} {circle['lng']:g}"
    if (cells := shown.get("cells")) is not None:
        middle = cells[0][0]
        about = place(middle["lat"], middle["lng"])
        size = f"{len(cells)} cell{'s' if len(cells) != 1 else ''} of S2 level {shown['level']}"
        return f"coarsely: {size} at {about}, or at most {shown['margin_m']:,.0f} m beyond"
    corners = ", ".join(f"{corner['lat']:g} {corner['lng']:g}" for corner in shown["polygon"])
    return f"inside {corners}"


def band(shown: Any) -> str:
    """`; 0 m to 120 m above the ellipsoid`, or nothing."""
    lower, upper = shown.get("lower_m"), shown.get("upper_m")
    if lower is None and upper is None:
        return ""
    low = "below" if lower is None else f"{lower:g} m"
    high = "above" if upper is None else f"{upper:g} m"
    return f"; {low} to {high} above the ellipsoid"


def wind(east_m: float, north_m: float) -> str:
    """The direction, as one of eight."""
    return _WINDS[round(math.degrees(math.atan2(east_m, north_m)) / 45) % 8]
