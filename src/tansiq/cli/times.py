"""Times on the command line: as they are given, and as they are shown."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

import typer

_FROM_NOW = re.compile(r"([+-])(?=\d)(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m(?:in)?)?", re.ASCII)
_HALF_A_YEAR = timedelta(days=180)
_FORMS = "like 2026-03-01T08:00Z, 2026-03-01T08:00+02:00, now, +1h30m (from now on) or -20m (before now)"


def when(text: str | datetime) -> datetime:
    """The moment that is meant. Raises `typer.BadParameter` for one without a zone, too: a guess may be hours off."""
    if isinstance(text, datetime):
        return text
    given = text.strip()
    now = datetime.now(UTC)
    if given.lower() == "now":
        return now
    try:
        if (ahead := _FROM_NOW.fullmatch(given)) is not None:
            days, hours, minutes = (int(part or 0) for part in ahead.groups()[1:])
            far = timedelta(days=days, hours=hours, minutes=minutes)
            return now + far if ahead[1] == "+" else now - far
        found = datetime.fromisoformat(given)
        if found.tzinfo is None:
            raise typer.BadParameter(f"{given} has no zone; write {given}Z for UTC, or {given}+02:00")
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{given[:60]!r} is no time {_FORMS}") from None


def minute(text: str | None, *, end: bool = False) -> str:
    """An answer's time to the minute, `2026-03-01 08:00`; an `end` that lies in a minute is told as the next one, so
    that what is shown never is less than what is meant."""
    return "" if text is None else f"{_to_the_minute(text, end=end):%Y-%m-%d %H:%M}"


def brief(text: str | None, *, end: bool = False) -> str:
    """The same for a narrow column, `01 Mar 08:00`; the year is told if it may be another."""
    if text is None:
        return ""
    moment = _to_the_minute(text, end=end)
    near = abs(moment - datetime.now(UTC)) < _HALF_A_YEAR
    return f"{moment:%d %b %H:%M}" if near else f"{moment:%d %b %Y %H:%M}"


def brief_window(start: str | None, end: str | None) -> tuple[str, str]:
    """From when to when in two lines; the day is told once if it is one."""
    first, last = brief(start), brief(end, end=True)
    if first and last and first[:-6] == last[:-6]:
        last = last[-5:]
    return first or "always", f"to {last or 'no end'}"


def _to_the_minute(text: str, *, end: bool) -> datetime:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    if end and (moment.second or moment.microsecond) and moment.year < 9_999:
        moment += timedelta(minutes=1)
    return moment


def second(text: str | None) -> str:
    """An answer's time to the second: `2026-03-01 08:00:12`."""
    return "" if text is None else f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def window(start: str | None, end: str | None) -> str:
    """From when to when, UTC; the day is told once if it is one."""
    first, last = minute(start), minute(end, end=True)
    if first and first[:10] == last[:10]:
        last = last[11:]
    return f"{first or 'always'} to {last or 'no end'}{' UTC' if first or last else ''}"


def span(seconds: float) -> str:
    """How long, never told shorter than it is: `45 s`, `32 min`, `1 h 5 min 10 s`."""
    whole = math.ceil(abs(seconds) - 1e-6)
    hours, rest = divmod(whole, 3_600)
    minutes, rest = divmod(rest, 60)
    parts = [f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "min"), (rest, "s")) if n]
    return " ".join(parts) or "0 s"
