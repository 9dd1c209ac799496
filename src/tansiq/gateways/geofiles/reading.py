"""Which language a file speaks, told by its content first and its name second; and what it says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import msgspec

from tansiq.gateways.geofiles import ed269, ed318, geojson, gpx, kml, openair, rows
from tansiq.gateways.geofiles.archives import unpacked
from tansiq.gateways.geofiles.feature import FileRefused, Reading
from tansiq.gateways.geofiles.heights import ANYWHERE, Ground
from tansiq.gateways.geofiles.limits import FileLimits, Ledger
from tansiq.gateways.geofiles.suspicion import with_suspicion

LANGUAGES = ("GeoJSON", "ED-318", "ED-269", "KML", "KMZ", "GPX", "OpenAir", "XLSX", "CSV")
"""What is read."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GEOMETRIES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(kml|gpx)[\s>/]")
_SAMPLE = 65_536
_NOTHING = msgspec.Raw(b"")


class _Head(msgspec.Struct, frozen=True):
    type: Any = None
    features: msgspec.Raw = _NOTHING


def read(
    data: bytes,
    name: str,
    *,
    limits: FileLimits = FileLimits(),  # noqa: B008  frozen
    ground: Ground = ANYWHERE,
    on_progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """What a file says. One bad feature never hides the good ones: it is among the errors.

    `ground`: between which heights the ground lies where the file reaches, if that is known: it narrows what is given
    above ground. `on_progress` is told rows done and rows in all, for tables. Raises `FileRefused` for a file that
    cannot be read at all.
    """
    if len(data) > limits.max_bytes:
        raise FileRefused("file-too-long", f"{len(data):,} bytes; at most {limits.max_bytes:,} are taken", name)
    if not data.strip(b" \t\r\n\x00"):
        raise FileRefused("file-empty", "there is nothing in it", name)
    ledger = Ledger(name, limits, ground)
    language = recognise(data, name, limits)
    if language in ("XLSX", "CSV"):
        rows.read(data, ledger, on_progress)
    elif language == "KMZ":
        kml.read_kmz(data, ledger)
    elif language == "KML":
        kml.read(data, ledger)
    elif language == "GPX":
        gpx.read(data, ledger)
    elif language == "OpenAir":
        openair.read(text_of(data, name), ledger)
    else:
        _read_json(data, language, ledger)
    return Reading(
        language,
        with_suspicion(ledger.features),
        tuple(ledger.errors),
        dict(ledger.left_out),
        hashlib.sha256(data).digest(),
    )


def recognise(data: bytes, name: str, limits: FileLimits = FileLimits()) -> str:  # noqa: B008  frozen
    """One of `LANGUAGES`. Raises `FileRefused` (`file-unknown`, or what makes the file unreadable)."""
    if data[:4] == b"PK\x03\x04":
        with unpacked(data, name, limits) as archive:
            return "XLSX" if "[Content_Types].xml" in archive.names else "KMZ"
    start = text_start(data)
    if start[:1] in ("{", "["):
        return _json_language(data, name)
    if start[:1] == "<":
        if found := _ROOT.search(data[:_SAMPLE].replace(b"\x00", b"")):
            return "KML" if found[1] == b"kml" else "GPX"
        raise FileRefused("file-unknown", "XML that is neither KML nor GPX", name)
    text = text_of(data[: _SAMPLE - _SAMPLE % 4], name, partly=True)
    if openair.looks_like(text) or name.lower().endswith((".openair", ".air")):
        return "OpenAir"
    if "\x00" in text or not any(separator in text for separator in ",;\t"):
        kinds = ", ".join(LANGUAGES)
        raise FileRefused("file-unknown", f"none of the languages that are read: {kinds}", name)
    return "CSV"


def text_start(data: bytes) -> str:
    """The first characters after a byte order mark and spaces, whatever the encoding."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    return data[:_SAMPLE].decode(encoding, "replace").lstrip()[:8]


def text_of(data: bytes, name: str, *, partly: bool = False) -> str:
    """The text of a file in UTF-8, or in the encoding that its byte order mark names; of older files in Windows'
    Western one. Raises `FileRefused`."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    if partly:
        return data.decode(encoding, "replace")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return data.decode("cp1252", "replace")
        raise FileRefused("file-malformed", f"not {encoding}: {error}", name) from None


def _head(data: bytes, name: str) -> _Head:
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(body, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileRefused("file-malformed", f"not JSON in UTF-8: {error}", name) from None


def _json_language(data: bytes, name: str) -> str:
    head = _head(data, name)
    first = bytes(head.features)[:_SAMPLE]
    if head.type is None and b'"horizontalProjection"' in first:
        return "ED-269"
    if head.type in ("FeatureCollection", "Feature"):
        return "ED-318" if b'"zoneAuthority"' in data else "GeoJSON"
    if isinstance(head.type, str) and head.type in _GEOMETRIES:
        return "GeoJSON"
    if first[:1] == b"[":
        return "ED-269"
    raise FileRefused("file-unknown", "JSON that is neither GeoJSON, ED-318 nor ED-269", name)


def _read_json(data: bytes, language: str, ledger: Ledger) -> None:
    body = data.removeprefix(b"\xef\xbb\xbf")
    kind = str(_head(body, ledger.name).type)
    if language == "ED-269":
        ed269.read(body, ledger)
    elif language == "ED-318":
        ed318.read(body, ledger, kind)
    else:
        geojson.read(body, ledger, kind)
