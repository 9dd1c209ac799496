"""Altitudes of every reference as bands above the WGS84 ellipsoid: what is not known exactly makes the band wider."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from tansiq.gateways.geofiles.feature import FeatureFault
from tansiq.gateways.geofiles.numerals import check_thousands, plain
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.traffic.corridor import ALTITUDE_DOUBT_M
from tansiq.traffic.tracks import AltitudeReference

FOOT_M = 0.3048
_FLIGHT_LEVEL_M = 100 * FOOT_M


class Datum(StrEnum):
    """What a height is measured from."""

    ELLIPSOID = "WGS84"
    SEA_LEVEL = "AMSL"
    GROUND = "AGL"
    PRESSURE = "STD"
    UNKNOWN = "unknown"


DOUBT_M = {
    Datum.ELLIPSOID: ALTITUDE_DOUBT_M[AltitudeReference.ELLIPSOID],
    Datum.SEA_LEVEL: ALTITUDE_DOUBT_M[AltitudeReference.SEA_LEVEL],
    Datum.PRESSURE: ALTITUDE_DOUBT_M[AltitudeReference.PRESSURE],
    Datum.UNKNOWN: ALTITUDE_DOUBT_M[AltitudeReference.UNKNOWN],
}
"""How far a height of that kind may lie from the height above the ellipsoid (metres). Above ground: see `Ground`."""

_WHY = {
    Datum.SEA_LEVEL: RemarkCode.BOUND_ABOVE_SEA,
    Datum.PRESSURE: RemarkCode.BOUND_PRESSURE,
    Datum.UNKNOWN: RemarkCode.BOUND_UNREFERENCED,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Between which heights (metres above the ellipsoid) the ground lies wherever a file reaches."""

    lowest_m: float = -500.0
    highest_m: float = 9_000.0


ANYWHERE = Ground()
"""Nothing is known of the terrain: from below the shore of the Dead Sea to above Everest."""


@dataclass(frozen=True, slots=True)
class Height:
    """Metres above a datum."""

    value_m: float
    datum: Datum


@dataclass(frozen=True, slots=True)
class Band:
    """Metres above the ellipsoid, None where open; by how much at most a bound was moved outward, and why."""

    lower_m: float | None = None
    upper_m: float | None = None
    doubt_m: float = 0.0
    warnings: tuple[Remark, ...] = ()


def band(lower: Height | None, upper: Height | None, ground: Ground = ANYWHERE) -> Band:
    """The band that surely holds what lies between two heights. None is open.

    A lower bound at the ground, or below it, opens downwards: nothing flies beneath. Other bounds are moved outward by
    the doubt about their datum; a height above ground by how low, or high, the ground may be. Raises `FeatureFault`
    (`altitudes-reversed`) for bounds of one datum in the wrong order: the doubt must not hide that.
    """
    if lower is not None and upper is not None and lower.datum is upper.datum and lower.value_m >= upper.value_m:
        remark = Remark(RemarkCode.BOUNDS_REVERSED, quoted=lower.datum.value, low_m=lower.value_m, high_m=upper.value_m)
        raise FeatureFault("altitudes-reversed", remark, "lower")
    warnings: list[Remark] = []
    doubts = [0.0]
    lower_m = upper_m = None
    if lower is not None and not (lower.datum is Datum.GROUND and lower.value_m <= 0):
        doubt_m = -ground.lowest_m if lower.datum is Datum.GROUND else DOUBT_M[lower.datum]
        lower_m = lower.value_m - doubt_m
        doubts.append(abs(doubt_m))
        warnings += _warning("lower", lower, doubt_m, ground)
    if upper is not None:
        doubt_m = ground.highest_m if upper.datum is Datum.GROUND else DOUBT_M[upper.datum]
        upper_m = upper.value_m + doubt_m
        doubts.append(abs(doubt_m))
        warnings += _warning("upper", upper, doubt_m, ground)
    return Band(lower_m, upper_m, max(doubts), tuple(warnings))


def _warning(bound: str, height: Height, doubt_m: float, ground: Ground) -> list[Remark]:
    if height.datum is Datum.ELLIPSOID:
        return []
    code, low_m, high_m = RemarkCode.BOUND_ABOVE_GROUND, ground.lowest_m, ground.highest_m
    if height.datum is not Datum.GROUND:
        code, low_m, high_m = _WHY[height.datum], 0.0, doubt_m
    shift_m = doubt_m if bound == "upper" else -doubt_m
    return [Remark(code, bound=bound, length_m=height.value_m, shift_m=shift_m, low_m=low_m, high_m=high_m)]


_UNLIMITED = re.compile(r"UNL(IM(ITED)?)?|UNLTD|∞", re.IGNORECASE)
_SURFACE = re.compile(r"SFC|GND|SURFACE|GROUND", re.IGNORECASE)
_LEVEL = re.compile(r"F(?:LIGHT *LEVEL|L|\.L\.) *(\d{1,4}(?:\.\d+)?)", re.IGNORECASE)
_HEIGHT = re.compile(
    r"(?:(?P<before>ALT|AMSL|MSL|AGL|HGT|STD|QNE)\.? *)?"
    r"(?P<value>[+-]?\d{1,12}(?:\.\d{1,20})?(?:E[+-]?\d{1,3})?) *"
    r"(?P<unit>FEET|FT|F|METRES|METERS|METRE|METER|MTR|MT|M|KM)?\.? *"
    r"(?P<datum>ABOVE +(?:MEAN +)?SEA +LEVEL|ABOVE +GROUND(?: +LEVEL)?|ABOVE +ELLIPSOID|AMSL|MSL|ALT|QNH|AGL|AGND|"
    r"GND|SFC|ASFC|HGT|STD|QNE|WGS ?-?84|W84|HAE|ELLIPSOID|EGM ?-?(?:96|2008|08))?",
    re.IGNORECASE,
)
_METRES_IN = {"F": FOOT_M, "M": 1.0, "K": 1000.0}


def datum_named(text: str) -> Datum | None:
    """The datum that a word stands for, None if for none."""
    word = " ".join(text.upper().replace("-", " ").split())
    if word in {"WGS84", "WGS 84", "W84", "HAE", "ELLIPSOID", "ABOVE ELLIPSOID", "ELLIPSOIDAL"}:
        return Datum.ELLIPSOID
    if word in {"AMSL", "MSL", "ALT", "QNH", "SEA LEVEL", "GEOID"} or word.startswith(
        ("EGM", "ABOVE MEAN", "ABOVE SEA")
    ):
        return Datum.SEA_LEVEL
    if word in {"AGL", "AGND", "GND", "SFC", "ASFC", "HGT", "GROUND", "SURFACE"} or word.startswith("ABOVE GROUND"):
        return Datum.GROUND
    return Datum.PRESSURE if word in {"STD", "QNE", "FL", "PRESSURE", "FLIGHT LEVEL"} else None


def read_height(text: str, field: str, *, unit_m: float = 1.0, datum: Datum = Datum.UNKNOWN) -> Height | None:
    """A height as people write it: `FL95`, `1500 ft AMSL`, `120 m AGL`, `SFC`; None for `UNL`.

    What the text leaves open is taken from `unit_m` (metres in one) and `datum`. Raises `FeatureFault`
    (`altitude-malformed`).
    """
    check_thousands(text, field, "altitude-malformed")
    written = " ".join(plain(text).replace("(", " ").replace(")", " ").split())
    if _UNLIMITED.fullmatch(written):
        return None
    if _SURFACE.fullmatch(written):
        return Height(0.0, Datum.GROUND)
    if level := _LEVEL.fullmatch(written):
        return Height(float(level[1]) * _FLIGHT_LEVEL_M, Datum.PRESSURE)
    match = _HEIGHT.fullmatch(written)
    if match is None:
        raise FeatureFault("altitude-malformed", Remark(RemarkCode.ALTITUDE_UNREADABLE, quoted=text[:40]), field)
    named = match["datum"] or match["before"]
    value = float(match["value"])
    if match["unit"]:
        unit_m = _METRES_IN[match["unit"][0].upper()]
    return height_of(value * unit_m, (named and datum_named(named)) or datum, field)


def height_of(value_m: float, datum: Datum, field: str) -> Height:
    """A height, if it can be one. Raises `FeatureFault` (`altitude-malformed`)."""
    if not -100_000.0 <= value_m <= 1_000_000.0:  # NaN fails too
        raise FeatureFault("altitude-malformed", Remark(RemarkCode.ALTITUDE_IMPOSSIBLE, length_m=value_m), field)
    return Height(value_m, datum)


def written(value_m: float | None) -> str:
    """A bound as `read_height` reads it again."""
    return "" if value_m is None else f"{value_m!r} m {Datum.ELLIPSOID}"


def capped(value: Band, lowest_m: float, highest_m: float) -> Band:
    """The band without what lies beyond the altitudes that a volume may have: a bound out there is as good as none."""
    lower_m = None if value.lower_m is None or value.lower_m < lowest_m else value.lower_m
    upper_m = None if value.upper_m is None or value.upper_m > highest_m else value.upper_m
    return Band(lower_m, upper_m, value.doubt_m, value.warnings)


def is_number(value: object) -> bool:
    """Whether a value of JSON can be a quantity."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
