"""Which things a list is asked for. Every filter looks at a thing as the asker sees it, and at nothing else: what is
found, and what is not, tells no more than what is shown."""

from __future__ import annotations

from typing import Literal

import msgspec

from tansiq.gateways.api_v1.extents import Aware
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, covered, microseconds
from tansiq.office.kinds import ThingKind
from tansiq.office.picture import Picture, Sighted
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.visibility import Eyes
from tansiq.volumes import Polygon, ShapeRefused, Volume, overlap_any

FILTERS = {
    "owner": "of this party",
    "kind": "of this kind",
    "from": "that end after this time",
    "until": "that begin before this time",
    "area": "that reach into this rectangle: west,south,east,north (degrees)",
}


class ThingFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Filters of every list of things."""

    owner: str = ""
    kind: ThingKind | None = None
    from_: Aware | None = msgspec.field(default=None, name="from")
    until: Aware | None = None
    area: str = ""


def area_of(text: str) -> Volume:
    """The rectangle. Raises `Problem` (`area-invalid`)."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        ring = [(south, west), (south, east), (north, east), (north, west)]
        return covered(Polygon.of(ring), (None, None), (None, None), FormLimits())[0]
    except (ValueError, ShapeRefused) as error:
        message = f"four numbers in degrees, west,south,east,north, that enclose something ({error})"
        raise Problem(400, "area-invalid", message, "area") from None


def near(state: Office, party: str, now_us: int, table: Literal["operation", "notice"], area: Volume) -> list[str]:
    """The operations or notices that may reach into an area, seen exactly or coarsely, in order: candidates."""
    return sorted(Picture(Eyes(state, party, now_us)).around(table, area))


def asked_for(thing: Sighted, filters: ThingFilters, area: Volume | None) -> bool:
    """Whether a thing, as it is seen, is asked for."""
    if filters.owner not in ("", thing.owner) or filters.kind not in (None, thing.kind):
        return False
    if thing.sight is Sight.EXISTS:  # when and where it is, is not told
        return area is None and filters.from_ is None and filters.until is None
    after_us = None if filters.from_ is None else microseconds(filters.from_)
    before_us = None if filters.until is None else microseconds(filters.until)
    in_time = [
        volume
        for volume in thing.extents
        if not (after_us is not None and volume.end_us is not None and volume.end_us <= after_us)
        and not (before_us is not None and volume.start_us is not None and volume.start_us >= before_us)
    ]
    return bool(in_time) and (area is None or overlap_any(area, in_time))
