"""Latitudes and longitudes as people write them: decimal degrees, degrees with minutes and seconds, MGRS."""

from __future__ import annotations

import re
from functools import cache

import mgrs

from tansiq.gateways.geofiles.feature import FeatureFault
from tansiq.gateways.geofiles.numerals import check_short, is_number_text, plain
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode

# Directions in English, Russian, French (ouest) and Arabic. Cyrillic С and В look like Latin C and B; both are taken.
_NORTH, _SOUTH = (
    ("NORTH", "NORD", "N", "С", "СЕВ", "شمالا", "شمال", "ش"),
    ("SOUTH", "SUD", "S", "Ю", "ЮЖ", "جنوبا", "جنوب", "ج"),
)
_EAST, _WEST = (
    ("EAST", "EST", "E", "В", "ВОСТ", "شرقا", "شرق", "ق"),
    ("WEST", "OUEST", "W", "O", "З", "ЗАП", "غربا", "غرب", "غ"),
)
_LETTERS = {word: (axis, sign) for words, axis, sign in (
    (_NORTH, "lat", 1), (_SOUTH, "lat", -1), (_EAST, "lng", 1), (_WEST, "lng", -1)) for word in words
}  # fmt: skip
_WORDS = "|".join(sorted(_LETTERS, key=len, reverse=True))
_DEGREES = re.compile(
    rf"(?P<before>{_WORDS})?\.? *(?P<sign>[+-])? *(?P<d>\d{{1,3}}(?:\.\d{{0,20}})?)"
    # No letter stands for seconds: S is south.
    rf"(?: *[°ºD:\s] *(?:(?P<m>\d{{1,2}}(?:\.\d{{1,20}})?)(?: *['’′ʹM:\s] *(?:(?P<s>\d{{1,2}}(?:\.\d{{1,20}})?))?)?)?)?"
    rf" *(?:\"|”|″|''|’’|′′)? *(?P<after>{_WORDS})?\.?",
)
_PACKED = re.compile(r"(?P<d>\d{2,3})(?P<m>\d{2})(?P<s>\d{2}(?:\.\d{1,6})?)?(?P<after>[NSEW])", re.ASCII)
_LIMIT = {"lat": 90.0, "lng": 180.0}
_NAME = {"lat": "latitude", "lng": "longitude"}
_UNREADABLE = {"lat": RemarkCode.LATITUDE_UNREADABLE, "lng": RemarkCode.LONGITUDE_UNREADABLE}
_MISPLACED = {"lat": RemarkCode.LONGITUDE_MISPLACED, "lng": RemarkCode.LATITUDE_MISPLACED}
"""What stands where a coordinate of this axis belongs."""
_MGRS = re.compile(r"(\d{1,2}[C-HJ-NP-X]|[ABYZ])[A-HJ-NP-Z]{2}((?:\d\d){0,5})", re.ASCII)
_FIVE_DIGITS, _FINE_M = 5, 10


def read_degrees(text: str, axis: str, field: str) -> float:
    """One coordinate, `axis` being "lat" or "lng". Raises `FeatureFault` (`coordinate-malformed`, and what
    `tansiq.volumes` says of one off the earth)."""
    value, letter_axis = _degrees(text, axis, field)
    if letter_axis not in (None, axis):
        raise FeatureFault("coordinate-malformed", Remark(_MISPLACED[axis], quoted=text[:40]), field)
    return on_earth(value, axis, field)


def on_earth(value: float, axis: str, field: str) -> float:
    """A coordinate within its range, or a `FeatureFault`."""
    limit = _LIMIT[axis]
    if not -limit <= value <= limit:  # NaN fails too
        code = RemarkCode.LATITUDE_OFF_EARTH if axis == "lat" else RemarkCode.LONGITUDE_OFF_EARTH
        if axis == "lat" and abs(value) <= _LIMIT["lng"]:
            code = RemarkCode.LATITUDE_SWAPPED
        raise FeatureFault(f"{_NAME[axis]}-out-of-range", Remark(code, degrees=value), field)
    return value


def read_position(text: str, field: str, warnings: list[Remark]) -> tuple[float, float]:
    """A (lat, lng) from one cell: two coordinates in that order, or an MGRS grid reference. Raises `FeatureFault`."""
    check_short(text, field, "coordinate-malformed")
    packed = re.sub(r"\s+", "", plain(text).upper())
    if _MGRS.fullmatch(packed):
        return read_mgrs(packed, field, warnings)
    cleaned = text.strip().strip("()[]")
    for separator in (";", "|", ",", None):
        parts = cleaned.split(separator)
        if len(parts) == 2:
            break
    else:
        # With spaces inside the coordinates, the first direction letter ends the first of them.
        found = re.fullmatch(rf"(.*?(?:{_WORDS})),?\s+(.*)", cleaned.upper())
        parts = [found[1], found[2]] if found else []
    if len(parts) != 2:
        raise FeatureFault("coordinate-malformed", Remark(RemarkCode.POSITION_UNREADABLE, quoted=text[:60]), field)
    (a, a_axis), (b, b_axis) = (
        _degrees(part.strip(" ,;"), axis, field) for part, axis in zip(parts, ("lat", "lng"), strict=True)
    )
    if (a_axis, b_axis) == ("lng", "lat"):
        a, b = b, a
    elif a_axis == "lng" or b_axis == "lat":
        raise FeatureFault("coordinate-malformed", Remark(RemarkCode.DIRECTION_TWICE, quoted=text[:60]), field)
    return on_earth(a, "lat", field), on_earth(b, "lng", field)


def read_mgrs(text: str, field: str, warnings: list[Remark]) -> tuple[float, float]:
    """The middle of the square that a grid reference names. Raises `FeatureFault` (`grid-reference-malformed`)."""
    check_short(text, field, "grid-reference-malformed")
    written = re.sub(r"\s+", "", plain(text).upper())
    match = _MGRS.fullmatch(written)
    remark = Remark(RemarkCode.GRID_REFERENCE_UNREADABLE, quoted=text[:40])
    fault = FeatureFault("grid-reference-malformed", remark, field)
    if match is None:
        raise fault
    size_m = 10 ** (_FIVE_DIGITS - len(match[2]) // 2)
    if size_m > _FINE_M:
        warnings.append(Remark(RemarkCode.GRID_SQUARE, length_m=size_m))
    try:
        lat, lng = _converter().toLatLon(written)
    except (mgrs.core.MGRSError, ValueError):
        raise fault from None
    return on_earth(lat, "lat", field), on_earth(lng, "lng", field)


@cache
def _converter() -> mgrs.MGRS:
    return mgrs.MGRS()


def _degrees(text: str, axis: str, field: str) -> tuple[float, str | None]:
    """Degrees, and the axis that a direction letter names."""
    check_short(text, field, "coordinate-malformed")
    written = plain(text).upper()
    if is_number_text(written):
        return float(written), None
    match = _PACKED.fullmatch(written) or _DEGREES.fullmatch(written)
    if match is None:
        raise FeatureFault("coordinate-malformed", Remark(_UNREADABLE[axis], quoted=text[:40]), field)
    parts = match.groupdict()
    minutes, seconds = float(parts["m"] or 0), float(parts["s"] or 0)
    before, after, sign = parts.get("before"), parts["after"], parts.get("sign")
    if minutes >= 60 or seconds >= 60 or (before and after) or (sign and (before or after)):
        raise FeatureFault("coordinate-malformed", Remark(RemarkCode.MINUTES_TOO_MANY, quoted=text[:40]), field)
    value = float(parts["d"]) + minutes / 60 + seconds / 3600
    letter_axis, direction = _LETTERS[before or after] if before or after else (None, 1)
    return (-value if direction < 0 or sign == "-" else value), letter_axis
