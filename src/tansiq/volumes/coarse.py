"""Coarse extents: what is shown of a volume to whom the exact one is not meant.

The area becomes cells of a fixed grid, the altitudes and times are widened to fixed steps. The same volume gives the
same coarse one each time and for everybody, so that asking again narrows nothing.

A small thing is shown as the one cell in which its middle lies: the cells that it touches would give away that it
stands at an edge, or, worse, at a corner. So it may reach beyond its cell, by `margin_m` at the most, the same for all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import s2geometry as s2

from tansiq.volumes.covering import COVERING_LEVELS, cap_angle, s2_cap, s2_loop, signed
from tansiq.volumes.earth import EQUATORIAL_RADIUS_M
from tansiq.volumes.shapes import Circle, Outline, Polygon, Volume

ALTITUDE_STEP_M = 500.0
TIME_STEP_US = 3_600_000_000
GRID_M = {13: 2_500.0, 10: 20_000.0, 7: 160_000.0, 4: 1_300_000.0}
"""Across a cell of each grid, corner to corner, and its margin: how far a coarse extent may reach beyond the thing."""
_REMEMBERED = 200  # numbers: outlines with more of them are not kept
MOST_CELLS = 64
"""Of one volume; one that touches more of them is shown on the next coarser grid."""


@dataclass(frozen=True, slots=True)
class CoarseVolume:
    """`cells` are those of one S2 level (signed ids, ascending); the thing lies in them, or at most `margin_m` beyond.
    None is "without end" on that side."""

    level: int
    cells: tuple[int, ...]
    margin_m: float
    lower_m: float | None
    upper_m: float | None
    start_us: int | None
    end_us: int | None


def coarse(volume: Volume, finest_level: int = 10) -> CoarseVolume:
    """The coarse form of a volume on the grid of an S2 level: 13 (cells of about 1.1 km), 10 (9 km), 7 (72 km) or
    4 (580 km); on a coarser one where that would take more than `MOST_CELLS`."""
    if finest_level not in COVERING_LEVELS:
        raise ValueError(f"a grid has one of the levels {COVERING_LEVELS}")
    outline = volume.outline
    many = isinstance(outline, Polygon) and len(outline.vertices) > _REMEMBERED
    level, cells, margin_m = (_on_grid if many else _known_on_grid)(outline, finest_level)
    return CoarseVolume(
        level,
        cells,
        margin_m,
        None if volume.lower_m is None else math.floor(volume.lower_m / ALTITUDE_STEP_M) * ALTITUDE_STEP_M,
        None if volume.upper_m is None else math.ceil(volume.upper_m / ALTITUDE_STEP_M) * ALTITUDE_STEP_M,
        None if volume.start_us is None else volume.start_us // TIME_STEP_US * TIME_STEP_US,
        None if volume.end_us is None else -(-volume.end_us // TIME_STEP_US) * TIME_STEP_US,
    )


def _on_grid(outline: Outline, finest_level: int) -> tuple[int, tuple[int, ...], int]:
    """Level, cells and margin (m)."""
    region, area, reach = _region(outline)
    # A fixed grid has no bound of its own: levels at which the area alone is more than enough are not even tried.
    fitting = [n for n in COVERING_LEVELS if n <= finest_level and area < MOST_CELLS * _cell_area(n)]
    cells: tuple[int, ...] = ()
    for level in sorted(fitting, reverse=True) or COVERING_LEVELS[:1]:
        margin = _cell_width(level) / 4
        if reach <= margin:
            cells = (_middle_cell(region, level),)
        else:
            cells, margin = _touched(region, level), 0.0
        if len(cells) <= MOST_CELLS:
            break
    return level, cells, math.ceil(margin * EQUATORIAL_RADIUS_M)


_known_on_grid = lru_cache(50_000)(_on_grid)
"""The same things are looked at again and again, by everybody who may see them coarsely."""


@lru_cache(50_000)
def cell_corners(cell: int) -> tuple[tuple[float, float], ...]:
    """The four corners (lat, lng) of a cell, to draw it."""
    drawn = s2.S2Cell(s2.S2CellId(cell % (1 << 64)))
    corners = [s2.S2LatLng(drawn.GetVertex(i)) for i in range(4)]
    return tuple((corner.lat().degrees(), corner.lng().degrees()) for corner in corners)


def _region(outline: Outline) -> tuple[s2.S2Loop | s2.S2Cap, float, float]:
    """The outline, its area, and how far it reaches from its middle: on the unit sphere."""
    if isinstance(outline, Circle):
        cap = s2_cap(outline)
        return cap, 2 * math.pi * cap.height(), cap_angle(cap)
    loop = s2_loop(outline)
    loop.Normalize()
    return loop, float(loop.GetArea()), cap_angle(loop.GetCapBound())


def _cell_area(level: int) -> float:
    """Of a cell, on the average; on the unit sphere."""
    return float(4 * math.pi / (6 * 4**level))


def _cell_width(level: int) -> float:
    """The least that a cell measures across; on the unit sphere (S2's own bound for its quadratic projection)."""
    return float(2 * math.sqrt(2) / 3 / 2**level)


def _middle_cell(region: s2.S2Loop | s2.S2Cap, level: int) -> int:
    cap = region.GetCapBound()  # held by a name: its centre lives no longer than it does
    return signed(s2.S2CellId(s2.S2LatLng(cap.center())).parent(level).id())


def _touched(region: s2.S2Loop | s2.S2Cap, level: int) -> tuple[int, ...]:
    coverer = s2.S2RegionCoverer()
    coverer.set_fixed_level(level)
    coverer.set_max_cells(MOST_CELLS + 1)
    return tuple(sorted(signed(cell.id()) for cell in coverer.GetCovering(region)))
