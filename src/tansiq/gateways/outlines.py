"""From a form's outline, band and window to a volume with its covering: what every outside language does alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from tansiq.gateways.contract import Problem
from tansiq.volumes import Outline, Volume, footprint

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class FormLimits(msgspec.Struct, frozen=True):
    """What a request may hold; set by the operator."""

    max_vertices: int = 10_000
    max_volumes: int = 1_000
    max_total_vertices: int = 20_000
    allow_http_urls: bool = False


def moment(us: int) -> datetime:
    """Microseconds since 1970 as an aware time (UTC)."""
    return _EPOCH + timedelta(microseconds=us)


def microseconds(when: datetime) -> int:
    """An aware time as microseconds since 1970."""
    return (when - _EPOCH) // _MICROSECOND


def check_counts(vertices: Sequence[int], limits: FormLimits, name: str) -> None:
    """Raises `Problem` for more volumes, or more vertices in all of them together, than one request may hold.

    `vertices`: how many each volume's polygon has; 0 for a circle.
    """
    if len(vertices) > limits.max_volumes:
        raise Problem(400, "too-many-volumes", f"{len(vertices)} volumes given; at most {limits.max_volumes}", name)
    corners = sum(vertices)
    if corners > limits.max_total_vertices:
        message = f"{corners:,} vertices in all volumes together; at most {limits.max_total_vertices:,}"
        raise Problem(400, "vertex-count", message, name)


def covered(
    outline: Outline,
    band_m: tuple[float | None, float | None],
    window_us: tuple[int | None, int | None],
    limits: FormLimits,
) -> tuple[Volume, float]:
    """The volume with its covering, and its area (m2). Raises `ShapeRefused`."""
    cells, area_m2 = footprint(outline, limits.max_vertices)
    volume = Volume(outline, *band_m, *window_us, cells)
    volume.check()
    return volume, area_m2
