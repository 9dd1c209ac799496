"""Tracks from files of rows (CSV, or a JSON list of objects) and from GeoJSON with times."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tansiq.traffic.tracks import AltitudeReference, Fix, RecordingRefused, Track, Tracks, clean

_FOOT_M = 0.3048
_TIME = ("timestamp", "time", "datetime", "date_time", "utc")
_LAT = ("latitude", "lat")
_LNG = ("longitude", "lng", "lon", "long")
_NAME = ("callsign", "flight", "name", "id", "icao24", "hex")
_HEIGHTS: tuple[tuple[str, float, AltitudeReference], ...] = (
    ("ellipsoid_m", 1.0, AltitudeReference.ELLIPSOID),
    ("altitude_m", 1.0, AltitudeReference.UNKNOWN),
    ("alt_m", 1.0, AltitudeReference.UNKNOWN),
    ("altitude_ft", _FOOT_M, AltitudeReference.PRESSURE),
    ("alt_ft", _FOOT_M, AltitudeReference.PRESSURE),
    ("alt_geom", _FOOT_M, AltitudeReference.ELLIPSOID),
    ("alt_baro", _FOOT_M, AltitudeReference.PRESSURE),
    ("baroaltitude", 1.0, AltitudeReference.PRESSURE),
    ("geoaltitude", 1.0, AltitudeReference.ELLIPSOID),
    # What ADS-B tools call plainly "altitude" is feet of pressure altitude.
    ("altitude", _FOOT_M, AltitudeReference.PRESSURE),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_csv(data: bytes, name: str) -> Tracks:
    """Rows under a heading, separated by commas, semicolons or tabs. Raises `RecordingRefused`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordingRefused("recording-malformed", f"not UTF-8: {error}", name) from None
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _from_rows(rows, name, lambda number: f"{name}: line {number + 2}")
    except csv.Error as error:
        raise RecordingRefused("recording-malformed", str(error), f"{name}: line {rows.line_num + 1}") from None


def read_rows(rows: list[Any], name: str) -> Tracks:
    """A list of objects with the same names as a CSV's columns."""
    for i, row in enumerate(rows):
        if not isinstance(row, dict):
            raise RecordingRefused("recording-malformed", "a row is an object", f"{name}: [{i}]")
    return _from_rows(rows, name, lambda number: f"{name}: [{number}]")


def read_geojson(document: dict[str, Any], name: str) -> Tracks:
    """LineStrings with as many `times` (or `coordTimes`) among their properties, and Points with a `time`.

    Heights in coordinates are metres above the ellipsoid (RFC 7946, 3.1.1).
    """
    features = document.get("features") if document["type"] == "FeatureCollection" else [document]
    if not isinstance(features, list):
        raise RecordingRefused("recording-malformed", "a FeatureCollection needs a list of features", name)
    left_out: dict[str, int] = {}
    by_name: dict[str, list[Fix]] = {}
    for i, feature in enumerate(features):
        where = f"{name}: features[{i}]"
        try:
            properties, geometry = feature.get("properties") or {}, feature["geometry"]
            kind, coordinates = geometry["type"], geometry["coordinates"]
            named = [properties.get(key) for key in _NAME]
        except (KeyError, TypeError, AttributeError):
            message = "a feature has an object of properties and a geometry with coordinates"
            raise RecordingRefused("recording-malformed", message, where) from None
        label = str(next((name for name in named if name), f"feature {i}"))
        times = properties.get("times") or properties.get("coordTimes")
        if kind == "Point":
            coordinates, times = [coordinates], [properties.get("time") or properties.get("timestamp")]
        elif kind != "LineString":
            left_out[f"{kind} without times"] = left_out.get(f"{kind} without times", 0) + 1
            continue
        if not isinstance(times, list) or not isinstance(coordinates, list) or len(times) != len(coordinates):
            raise RecordingRefused(
                "times-needed", "a LineString needs as many times as coordinates", f"{where}.properties.times"
            )
        for j, (place, when) in enumerate(zip(coordinates, times, strict=True)):
            if not isinstance(place, list) or len(place) < 3 or not all(isinstance(v, int | float) for v in place[:3]):
                raise RecordingRefused(
                    "recording-malformed", "a place is [longitude, latitude, metres]", f"{where}.coordinates[{j}]"
                )
            fix = Fix(_time_us(when, f"{where}: time {j}"), place[1], place[0], place[2])
            by_name.setdefault(label, []).append(fix)
    return _cleaned(by_name, AltitudeReference.ELLIPSOID, left_out)


def _from_rows(rows: Iterable[Mapping[str, Any]], name: str, where: Callable[[int], str]) -> Tracks:
    left_out: dict[str, int] = {}
    by_name: dict[str, list[Fix]] = {}
    columns: tuple[str, str, str, str | None] | None = None
    height: tuple[str, float, AltitudeReference] | None = None
    for number, row in enumerate(rows):
        if columns is None or height is None:
            known = {str(key).strip().lower(): key for key in row if key is not None}
            columns, height = _columns(known, name)
        time, lat, lng, label = columns
        values = [row.get(column) for column in (time, lat, lng, height[0])]
        if any(value is None or value == "" for value in values):
            left_out["incomplete row"] = left_out.get("incomplete row", 0) + 1
            continue
        try:
            place = [float(value) for value in values[1:]]  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise RecordingRefused("recording-malformed", f"not numbers: {values[1:]}", where(number)) from None
        fix = Fix(_time_us(values[0], where(number)), place[0], place[1], place[2] * height[1])
        by_name.setdefault(str(row.get(label) or name).strip() if label else name, []).append(fix)
    if height is None:
        raise RecordingRefused("recording-empty", "no rows", name)
    return _cleaned(by_name, height[2], left_out)


def _columns(
    known: Mapping[str, str], name: str
) -> tuple[tuple[str, str, str, str | None], tuple[str, float, AltitudeReference]]:
    def one(names: tuple[str, ...]) -> str:
        found = next((known[n] for n in names if n in known), None)
        if found is None:
            raise RecordingRefused("column-missing", f"no column {' or '.join(names)} among {', '.join(known)}", name)
        return found

    label = next((known[n] for n in _NAME if n in known), None)
    heights = [(known[n], factor, reference) for n, factor, reference in _HEIGHTS if n in known]
    if not heights:
        one(tuple(n for n, _, _ in _HEIGHTS))
    return (one(_TIME), one(_LAT), one(_LNG), label), heights[0]


def _cleaned(by_name: dict[str, list[Fix]], reference: AltitudeReference, left_out: dict[str, int]) -> Tracks:
    tracks: list[Track] = []
    for label, fixes in by_name.items():
        tracks += clean(label, fixes, reference, left_out)
    return Tracks(tuple(tracks), left_out)


def _time_us(value: Any, where: str) -> int:
    """Microseconds from ISO 8601 (UTC unless it says otherwise) or a count of s, ms or us since 1970, told by size."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            try:
                when = datetime.fromisoformat(value.strip())
            except ValueError:
                raise RecordingRefused("time-malformed", f"{value[:40]!r} is not an ISO 8601 time", where) from None
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            value = (when - _EPOCH).total_seconds()
            if not 1e8 <= value < 1e11:
                raise RecordingRefused("time-malformed", f"{when} is not a time of flight", where) from None
            return int(value * 1e6)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1e8 <= value < 1e17:
        raise RecordingRefused("time-malformed", f"{value!r} is not a time", where)
    for below, factor in ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0)):
        if value < below:
            return int(value * factor)
    raise AssertionError(value)
