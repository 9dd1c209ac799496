"""What a list is asked for, judged by mirrored documents: as the office judges it, of the same words."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec

from tansiq.gateways.api_v1.asking import ThingFilters
from tansiq.gateways.outlines import FormLimits, covered, microseconds
from tansiq.volumes import Circle, Outline, Polygon, ShapeRefused, Volume, overlap_any

T = TypeVar("T")


class Place(msgspec.Struct):
    """Degrees, WGS84."""

    lat: float
    lng: float


class Round(msgspec.Struct):
    """A circle."""

    lat: float
    lng: float
    radius_m: float


class Extent(msgspec.Struct):
    """A volume as the office writes it, or a coarse extent."""

    polygon: list[Place] | None = None
    circle: Round | None = None
    cells: list[list[Place]] = []
    lower_m: float | None = None
    upper_m: float | None = None
    start: datetime | None = None
    end: datetime | None = None

    def outlines(self) -> list[Outline]:
        """Its outline, or those of its cells."""
        if self.circle is not None:
            return [Circle(self.circle.lat, self.circle.lng, self.circle.radius_m)]
        rings = self.cells if self.polygon is None else [self.polygon]
        return [Polygon.of((place.lat, place.lng) for place in ring) for ring in rings]


class Receipt(msgspec.Struct):
    """Of a receipt what is asked for."""

    overdue: bool = False


class Thing(msgspec.Struct):
    """Of an operation or a notice what is asked for."""

    id: str
    owner: str
    kind: str
    sight: str
    title: str = ""
    state: str | None = None
    extents: list[Extent] | None = None
    coarse: list[Extent] | None = None
    receipts: list[Receipt] = []

    @property
    def shown(self) -> list[Extent]:
        """What is shown of where and when."""
        return self.extents or self.coarse or []


def read(body: bytes, form: type[T]) -> T:
    """Of a document what is asked for."""
    return msgspec.json.decode(body, type=form)


def volumes_of(extents: list[Extent]) -> list[Volume]:
    """Ours. What this version cannot draw is left out."""
    found = []
    for extent in extents:
        for outline in extent.outlines():
            window = (_us(extent.start), _us(extent.end))
            try:
                volume, _ = covered(outline, (extent.lower_m, extent.upper_m), window, FormLimits())
            except ShapeRefused:
                continue
            found.append(volume)
    return found


def asked_for(thing: Thing, filters: ThingFilters, area: Volume | None) -> bool:
    """Whether a thing, as it is seen, is asked for."""
    if filters.owner not in ("", thing.owner) or (filters.kind is not None and filters.kind.value != thing.kind):
        return False
    if thing.sight == "exists":
        return area is None and filters.from_ is None and filters.until is None
    after, before = filters.from_, filters.until
    in_time = [
        extent
        for extent in thing.shown
        if not (after is not None and extent.end is not None and extent.end <= after)
        and not (before is not None and extent.start is not None and extent.start >= before)
    ]
    return bool(in_time) and (area is None or overlap_any(area, volumes_of(in_time)))


def agreement_line(document: dict[str, Any]) -> dict[str, Any]:
    """An agreement as lists show it."""
    offer = document.get("offer")
    terms = document.get("terms") or (offer["terms"] if offer else {})
    signed = {signature["party"] for signature in offer["signatures"]} if offer else set()
    line = {name: document[name] for name in ("id", "version", "parties", "standing")}
    line |= {name: terms[name] for name in ("title", "level", "start", "end") if terms.get(name)}
    if offer:
        line["offer_by"] = offer["by"]
        if awaits := [party for party in document["parties"] if party not in signed]:
            line["awaits"] = awaits
    return line


def thread_line(document: dict[str, Any]) -> dict[str, Any]:
    """A thread as lists show it."""
    return {name: value for name, value in document.items() if name != "messages"}


def _us(when: datetime | None) -> int | None:
    return None if when is None else microseconds(when)
