"""Outlet, date and language, as far as an article says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tansiq.gateways.intake.article import Line
from tansiq.gateways.intake.furniture import DATELINE

_SIGNED = re.compile(
    r"\((AFP|Reuters|AP|Anadolu|ТАСС|Интерфакс|رويترز|أ ف ب|ا ف ب|الأناضول|الاناضول)\)\W*$", re.IGNORECASE
)
_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january января يناير", "february февраля فبراير شباط", "march марта مارس آذار", "april апреля أبريل نيسان",
            "may мая مايو أيار", "june июня يونيو حزيران", "july июля يوليو تموز", "august августа أغسطس آب",
            "september сентября سبتمبر أيلول", "october октября أكتوبر", "november ноября نوفمبر",
            "december декабря ديسمبر",
        ),
        1,
    )
    for month in names.split()
}  # fmt: skip
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
_NAMED = re.compile(r"\b(\d{1,2})\s+([^\W\d]+)[\s,،]+(\d{4})\b")
_ENGLISH = re.compile(r"\b([A-Za-z]+)\s+(\d{1,2}),\s*(\d{4})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")


def outlet_of(said: str, kept: Sequence[Line], credit: str) -> str:
    """What the page says; or the agency of its dateline or its signature; or that beside a picture."""
    if said:
        return said[:200]
    if kept and (match := DATELINE.match(kept[0].text)):
        return match[2].strip()
    signed = next((match[1] for line in kept[-1:] if (match := _SIGNED.search(line.text))), "")
    return signed or credit


def date_of(said: str, lines: Sequence[str]) -> str:
    """YYYY-MM-DD, from what the page says or from the short lines around the article; never from its sentences, which
    tell of other days. Numbers alone are read as day, month, year."""
    for text in (said, *lines):
        if match := _ISO.search(text):
            return _day(match[1], match[2], match[3])
        if (match := _NAMED.search(text)) and match[2].lower() in _MONTHS:
            return _day(match[3], _MONTHS[match[2].lower()], match[1])
        if (match := _ENGLISH.search(text)) and match[1].lower() in _MONTHS:
            return _day(match[3], _MONTHS[match[1].lower()], match[2])
        if match := _NUMBERS.search(text):
            return _day(match[3], match[2], match[1])
    return ""


def _day(year: str, month: str | int, day: str) -> str:
    return f"{int(year):04}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""


def language_of(text: str) -> str:
    """`ar`, `fa`, `ru`, `uk` or `en` by its letters and commonest words; "" where they do not tell."""
    arabic = len(re.findall(r"[\u0620-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]", text))
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    most = max(arabic, cyrillic, latin)
    if not most:
        return ""
    if most == arabic:
        return "fa" if len(re.findall(r"[پچژگکی]", text)) > arabic / 50 else "ar"
    if most == cyrillic:
        return "uk" if len(re.findall(r"[іїєґ]", text)) > cyrillic / 50 else "ru"
    words = re.findall(r"[a-z]+", text.lower())
    return "en" if sum(word in ("the", "of", "and", "to", "in", "a", "is") for word in words) > len(words) / 20 else ""
