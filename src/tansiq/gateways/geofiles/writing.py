"""Features as a file in an outside language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tansiq.gateways.geofiles import ed318, geojson, kml, tables
from tansiq.gateways.geofiles.feature import Feature


class _Language(NamedTuple):
    write: Callable[[Sequence[Feature]], bytes]
    media_type: str
    extension: str


_LANGUAGES = {
    "GeoJSON": _Language(geojson.write, "application/geo+json", ".geojson"),
    "KML": _Language(kml.write, "application/vnd.google-earth.kml+xml", ".kml"),
    "ED-318": _Language(ed318.write, "application/geo+json", ".json"),
    "XLSX": _Language(tables.write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "CSV": _Language(tables.write_csv, "text/csv; charset=utf-8", ".csv"),
}
LANGUAGES = tuple(_LANGUAGES)
"""What is written."""
MEDIA_TYPES = tuple(dict.fromkeys(language.media_type for language in _LANGUAGES.values()))


def write(features: Sequence[Feature], language: str) -> tuple[bytes, str, str]:
    """A file with its media type and extension; `language` is one of `LANGUAGES`. Raises `FileRefused`
    (`too-long-to-write`), only for tables."""
    chosen = _LANGUAGES[language]
    return chosen.write(features), chosen.media_type, chosen.extension
