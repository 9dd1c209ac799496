"""Numbers as people write them: in three scripts, with either decimal sign."""

from __future__ import annotations

import re

from tansiq.gateways.geofiles.feature import FeatureFault
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode

_ARABIC = {ord("٠") + i: str(i) for i in range(10)} | {ord("۰") + i: str(i) for i in range(10)}
_SIGNS = {ord("٫"): ".", ord("٬"): None, ord("−"): "-", ord("–"): "-", ord("\u00a0"): " ", ord("\u202f"): " "}
_MARKS = dict.fromkeys((0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF))
_TABLE = _ARABIC | _SIGNS | _MARKS
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_LONGEST = 120
_THOUSANDS = re.compile(r"(?<!\d)[1-9]\d{0,2}(,\d{3})+(?![\d.,])")
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,3})?", re.ASCII)
_LENGTH = re.compile(
    r"(.*?)\s*(km|км|كم|m|mtr|м|م|metres?|meters?|mètres?|nm|nmi|ft|feet|фт|pieds?)?\.?", re.IGNORECASE
)
_METRES_IN = {"km": 1000.0, "км": 1000.0, "كم": 1000.0, "nm": 1852.0, "nmi": 1852.0, "ft": 0.3048, "feet": 0.3048}
_METRES_IN |= {"фт": 0.3048, "pied": 0.3048, "pieds": 0.3048}


def plain(text: str) -> str:
    """Arabic-Indic digits and signs as ASCII ones, without marks of direction, with a point for a decimal comma."""
    return _COMMA.sub(".", text.translate(_TABLE).strip())


def is_number_text(written: str) -> bool:
    """Whether what `plain` gave is one number."""
    return _NUMBER.fullmatch(written) is not None


def read_number(text: str, field: str, code: str = "coordinate-malformed") -> float:
    """A number. Raises `FeatureFault`."""
    check_short(text, field, code)
    written = plain(text)
    if not is_number_text(written):
        raise FeatureFault(code, Remark(RemarkCode.NOT_A_NUMBER, quoted=text[:40]), field)
    return float(written)


def check_short(text: str, field: str, code: str) -> None:
    """Raises `FeatureFault` for a text that is too long to be a quantity: patterns are tried on short texts only."""
    if len(text) > _LONGEST:
        raise FeatureFault(code, Remark(RemarkCode.QUANTITY_TOO_LONG, quoted=text[:40], of=_LONGEST), field)


def degrees(value: float) -> str:
    """A latitude or longitude to a tenth of a millimetre, never with an exponent."""
    return f"{value:.9f}"


def check_thousands(text: str, field: str, code: str) -> None:
    """Raises `FeatureFault` for `1,500`, which is a thousand times more in one country than in another."""
    check_short(text, field, code)
    if _THOUSANDS.search(text.translate(_TABLE)):
        raise FeatureFault(code, Remark(RemarkCode.COMMA_AMBIGUOUS, quoted=text[:40]), field)


def read_length_m(text: str, field: str, unit_m: float = 1.0) -> float:
    """A length with or without its unit (m, km, NM, ft). Raises `FeatureFault` (`length-malformed`)."""
    check_thousands(text, field, "length-malformed")
    match = _LENGTH.fullmatch(plain(text))
    if match is None:
        raise FeatureFault("length-malformed", Remark(RemarkCode.LENGTH_UNREADABLE, quoted=text[:40]), field)
    unit = (match[2] or "").lower()
    try:
        value = read_number(match[1], field, "length-malformed")
    except FeatureFault:
        raise FeatureFault("length-malformed", Remark(RemarkCode.LENGTH_UNREADABLE, quoted=text[:40]), field) from None
    return value * (_METRES_IN.get(unit, 1.0) if unit else unit_m)
