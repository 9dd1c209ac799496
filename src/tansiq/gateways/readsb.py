"""Tracks as readsb and tar1090 write them: `trace_full_*.json`, one aircraft over time, and `aircraft.json`, all
aircraft at one time (github.com/wiedehopf/readsb, README-json.md). Altitudes there are feet."""

from __future__ import annotations

from typing import Any

from tansiq.traffic.tracks import AltitudeReference, Fix, RecordingRefused, Track, Tracks, clean

_FOOT_M = 0.3048


def read(document: dict[str, Any], name: str) -> Tracks:
    """Raises `RecordingRefused` naming the place."""
    return _trace(document, name) if "trace" in document else _aircraft(document, name)


def _trace(document: dict[str, Any], name: str) -> Tracks:
    base, rows = document.get("timestamp"), document["trace"]
    if not isinstance(base, int | float) or not isinstance(rows, list):
        raise RecordingRefused("recording-malformed", "'timestamp' must be seconds and 'trace' a list", name)
    left_out: dict[str, int] = {}
    pressure: list[Fix] = []
    geometric: list[Fix] = []
    callsign = ""
    for i, row in enumerate(rows):
        if not isinstance(row, list) or len(row) < 4 or not _numbers(row[0], row[1], row[2]):
            raise RecordingRefused(
                "recording-malformed", "a row is [seconds, lat, lon, altitude, ...]", f"{name}: trace[{i}]"
            )
        details = row[8] if len(row) > 8 and isinstance(row[8], dict) else {}
        callsign = callsign or str(details.get("flight", "")).strip()
        time_us = _time_us(base + row[0], f"{name}: trace[{i}]")
        above_ellipsoid: Any = row[10] if len(row) > 10 else None
        if _numbers(above_ellipsoid):
            geometric.append(Fix(time_us, row[1], row[2], above_ellipsoid * _FOOT_M))
        if row[3] == "ground" or _numbers(row[3]):
            pressure.append(Fix(time_us, row[1], row[2], 0.0 if row[3] == "ground" else row[3] * _FOOT_M))
        elif not _numbers(above_ellipsoid):
            left_out["no altitude"] = left_out.get("no altitude", 0) + 1
    label = callsign or str(document.get("icao", name))
    # The height above the ellipsoid is what is asked for; it is used where the whole track has it.
    complete = len(geometric) >= len(pressure)
    fixes, reference = (geometric, AltitudeReference.ELLIPSOID) if complete else (pressure, AltitudeReference.PRESSURE)
    return Tracks(tuple(clean(label, fixes, reference, left_out)), left_out)


def _aircraft(document: dict[str, Any], name: str) -> Tracks:
    now, rows = document.get("now"), document["aircraft"]
    if not isinstance(now, int | float) or not isinstance(rows, list):
        raise RecordingRefused("recording-malformed", "'now' must be seconds and 'aircraft' a list", name)
    left_out: dict[str, int] = {}
    tracks: list[Track] = []
    for i, row in enumerate(rows):
        if not isinstance(row, dict):
            raise RecordingRefused("recording-malformed", "an aircraft is an object", f"{name}: aircraft[{i}]")
        lat: Any = row.get("lat")
        lng: Any = row.get("lon")
        seen: Any = row.get("seen_pos", 0)
        geometric: Any = row.get("alt_geom")
        pressure: Any = 0 if row.get("alt_baro") == "ground" else row.get("alt_baro")
        height, reference = (
            (geometric, AltitudeReference.ELLIPSOID) if _numbers(geometric) else (pressure, AltitudeReference.PRESSURE)
        )
        if not _numbers(lat, lng, seen, height):
            left_out["no position or altitude"] = left_out.get("no position or altitude", 0) + 1
            continue
        label = str(row.get("flight") or row.get("hex") or f"aircraft {i}").strip()
        fix = Fix(_time_us(now - seen, f"{name}: aircraft[{i}]"), lat, lng, height * _FOOT_M)
        tracks += clean(label, [fix], reference, left_out)
    return Tracks(tuple(tracks), left_out)


def _time_us(seconds: float, where: str) -> int:
    if not 1e8 <= seconds < 1e11:
        raise RecordingRefused("time-malformed", f"{seconds:g} seconds since 1970 is not a time of flight", where)
    return int(seconds * 1e6)


def _numbers(*values: object) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
