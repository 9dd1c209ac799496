"""What a feature says of itself beside its place: name, kind, radius, band, window and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

import msgspec

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.columns import Heading, recognise_property
from tansiq.gateways.geofiles.feature import FeatureFault, FeatureKind
from tansiq.gateways.geofiles.heights import (
    Band,
    Datum,
    Ground,
    Height,
    band,
    datum_named,
    height_of,
    is_number,
    read_height,
)
from tansiq.gateways.geofiles.numerals import plain, read_length_m
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode

Value: TypeAlias = object
"""Text, a number, a truth value or a date; None is "not said"."""
Window: TypeAlias = tuple[int | None, int | None]
_KINDS = {
    "area": FeatureKind.AREA, "zone": FeatureKind.AREA, "منطقة": FeatureKind.AREA, "зона": FeatureKind.AREA,
    "place": FeatureKind.PLACE, "site": FeatureKind.PLACE, "point": FeatureKind.PLACE, "موقع": FeatureKind.PLACE,
    "место": FeatureKind.PLACE, "объект": FeatureKind.PLACE, "lieu": FeatureKind.PLACE,
    "route": FeatureKind.ROUTE, "way": FeatureKind.ROUTE, "طريق": FeatureKind.ROUTE, "маршрут": FeatureKind.ROUTE,
    "itinéraire": FeatureKind.ROUTE,
}  # fmt: skip


@dataclass(slots=True)
class Said:
    """What is known of a feature so far."""

    name: str = ""
    kind: FeatureKind | None = None
    radius_m: float | None = None
    band: Band = field(default_factory=Band)
    window: Window = (None, None)
    windows: tuple[Window, ...] = ()
    """If there are several, in place of `window`."""
    properties: dict[str, str] = field(default_factory=dict)
    warnings: list[Remark] = field(default_factory=list)


def said_by_properties(properties: Iterable[tuple[str, Value]], ground: Ground, prefix: str) -> Said:
    """From the properties of a feature, in which the known ones may stand under any name that is read. Raises
    `FeatureFault`."""
    known: dict[str, tuple[Heading, Value]] = {}
    places: dict[str, str] = {}
    rest: dict[str, str] = {}
    for name, value in properties:
        heading = recognise_property(name)
        if value is None or value == "":
            continue
        if heading is None or heading.column in known:
            rest[name] = text_of(value)
        else:
            known[heading.column], places[heading.column] = (heading, value), f"{prefix}.{name}"
    faults: list[FeatureFault] = []
    said = said_by(known, ground, places.__getitem__, faults)
    if faults:
        raise faults[0]
    said.properties.update(rest)
    return said


def said_by(
    known: Mapping[str, tuple[Heading, Value]],
    ground: Ground,
    place_of: Callable[[str], str],
    faults: list[FeatureFault],
) -> Said:
    """From values under known columns. All that is wrong is added to `faults`; `place_of` names a column's place."""
    said = Said()

    def attempt(read: Callable[[], None]) -> None:
        try:
            read()
        except FeatureFault as fault:
            faults.append(fault)

    def radius() -> None:
        heading, value = known["radius"]
        said.radius_m = _length_m(value, heading, place_of("radius"))

    def heights() -> None:
        said.band = _band(known, ground, place_of)
        said.warnings += said.band.warnings

    def window() -> None:
        start, end = (_instant(known, column, place_of, said.warnings) for column in ("start", "end"))
        if start is not None and end is not None and start >= end:
            raise FeatureFault("times-reversed", Remark(RemarkCode.START_AFTER_END), place_of("start"))
        said.window = (start, end)

    for column, (_, value) in known.items():
        if column == "name":
            said.name = text_of(value)
        elif column == "kind":
            said.kind = _KINDS.get(plain(text_of(value)).casefold())
            if said.kind is None:
                said.properties["kind"] = text_of(value)
        elif column == "radius":
            attempt(radius)
        elif column not in _TRANSLATED:
            said.properties[column] = text_of(value)
    attempt(heights)
    attempt(window)
    return said


_TRANSLATED = frozenset({
    "name", "kind", "latitude", "longitude", "position", "radius", "outline", "route", "lower", "upper",
    "altitude reference", "start", "end",
})  # fmt: skip


def text_of(value: Value) -> str:
    """A value as text: whole numbers without a fraction, dates in ISO 8601, lists and objects as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else msgspec.json.encode(value).decode()


def _length_m(value: Value, heading: Heading, field_name: str) -> float:
    if is_number(value):
        return float(value) * heading.unit_m  # type: ignore[arg-type]
    return read_length_m(text_of(value), field_name, heading.unit_m)


def _band(known: Mapping[str, tuple[Heading, Value]], ground: Ground, place_of: Callable[[str], str]) -> Band:
    common = Datum.UNKNOWN
    if "altitude reference" in known:
        name = text_of(known["altitude reference"][1])
        named = datum_named(name)
        if named is None:
            remark = Remark(RemarkCode.REFERENCE_UNKNOWN, quoted=name[:40])
            raise FeatureFault("altitude-malformed", remark, place_of("altitude reference"))
        common = named
    lower, upper = (_height(known, column, common, place_of) for column in ("lower", "upper"))
    try:
        return band(lower, upper, ground)
    except FeatureFault as fault:
        raise FeatureFault(fault.code, fault.why, place_of("lower")) from None


def _height(
    known: Mapping[str, tuple[Heading, Value]], column: str, common: Datum, place_of: Callable[[str], str]
) -> Height | None:
    if column not in known:
        return None
    heading, value = known[column]
    datum = common if heading.datum is Datum.UNKNOWN else heading.datum
    if is_number(value):
        return height_of(float(value) * heading.unit_m, datum, place_of(column))  # type: ignore[arg-type]
    return read_height(text_of(value), place_of(column), unit_m=heading.unit_m, datum=datum)


def _instant(
    known: Mapping[str, tuple[Heading, Value]], column: str, place_of: Callable[[str], str], warnings: list[Remark]
) -> int | None:
    if column not in known:
        return None
    _, value = known[column]
    is_end = column == "end"
    if isinstance(value, datetime | date):
        return instants.from_cell(value, place_of(column), warnings, is_end=is_end)
    return instants.read_instant(text_of(value), place_of(column), warnings, is_end=is_end)
