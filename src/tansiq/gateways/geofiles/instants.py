"""Dates and times as files write them, as microseconds since 1970 (UTC)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from tansiq.gateways.geofiles.feature import FeatureFault
from tansiq.gateways.geofiles.numerals import check_short, plain
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.volumes.shapes import EARLIEST_US, LATEST_US

NO_ZONE = Remark(RemarkCode.ZONE_ASSUMED)
DATE_ONLY_START = Remark(RemarkCode.START_OF_DAY)
DATE_ONLY_END = Remark(RemarkCode.END_OF_DAY)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)", re.ASCII)
_ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))?"
    r"(?: ?(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?",
    re.ASCII,
)
_SERIAL_FIRST, _SERIAL_LAST = 20_000.0, 80_000.0  # spreadsheet days: 1954 to 2119
_SERIAL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)


def read_instant(text: str, field: str, warnings: list[Remark], *, is_end: bool = False) -> int:
    """ISO 8601, `31.12.2026 14:30`, or a spreadsheet's count of days. Raises `FeatureFault` (`instant-malformed`).

    Without a zone it is UTC, and a warning says so; a mere date is the whole day: an end is its last moment.
    """
    check_short(text, field, "instant-malformed")
    written = plain(text)
    if match := _DOTTED.fullmatch(written):
        written = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}{match[4]}"
    if match := _ISO.fullmatch(written):
        try:
            when = datetime.fromisoformat(_iso(match))
        except ValueError:
            raise _malformed(text, field) from None
        return microseconds(when, field, warnings, is_end=is_end, date_only=match["time"] is None)
    try:
        serial = float(written)
    except ValueError:
        raise _malformed(text, field) from None
    if not _SERIAL_FIRST <= serial <= _SERIAL_LAST:
        raise _malformed(text, field)
    when = _SERIAL_EPOCH + timedelta(seconds=round(serial * 86_400))
    return microseconds(when.replace(tzinfo=None), field, warnings, is_end=is_end, date_only=serial.is_integer())


def microseconds(
    when: datetime, field: str, warnings: list[Remark], *, is_end: bool = False, date_only: bool = False
) -> int:
    """A date and time as microseconds, with the warnings that `read_instant` gives."""
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
        warnings.append(NO_ZONE)
    if date_only:
        warnings.append(DATE_ONLY_END if is_end else DATE_ONLY_START)
    us = (when - _EPOCH) // _MICROSECOND
    if date_only and is_end:
        us += _DAY // _MICROSECOND
    if not EARLIEST_US <= us <= LATEST_US:
        raise FeatureFault("time-out-of-range", Remark(RemarkCode.INSTANT_OUT_OF_RANGE), field)
    return us


def from_cell(when: datetime | date, field: str, warnings: list[Remark], *, is_end: bool = False) -> int:
    """The same from a spreadsheet's date. One at midnight sharp is a mere date to those who typed it."""
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=None)  # noqa: DTZ001  a spreadsheet knows no zones
    return microseconds(when, field, warnings, is_end=is_end, date_only=when.time() == datetime.min.time())


def written(us: int) -> str:
    """Microseconds as ISO 8601 in UTC."""
    when = _EPOCH + timedelta(microseconds=us)
    return when.replace(tzinfo=None).isoformat() + "Z"


def _iso(match: re.Match[str]) -> str:
    """The same time in the form that Python 3.11 reads."""
    time = (match["time"] or "00:00").replace(",", ".")
    zone = match["zone"] or ""
    hour = "0" if time.index(":") == 1 else ""
    return f"{match['date']}T{hour}{time}{'Z' if zone in ('UTC', 'GMT') else zone}"


def _malformed(text: str, field: str) -> FeatureFault:
    return FeatureFault("instant-malformed", Remark(RemarkCode.INSTANT_UNREADABLE, quoted=text[:40]), field)
