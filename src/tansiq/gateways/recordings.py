"""Recorded tracks from files: what kind of file it is, told by its content."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import msgspec

from tansiq.gateways import readsb, trackfiles
from tansiq.traffic.tracks import RecordingRefused, Tracks

MAX_BYTES = 1 << 30


def read_recording(path: Path) -> Tracks:
    """Tracks from readsb/tar1090 JSON, GeoJSON or CSV, also gzipped. Raises `RecordingRefused`."""
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> Tracks:
    """The same from bytes."""
    if data[:2] == b"\x1f\x8b":
        data = _unzipped(data, name)
    if data.lstrip()[:1] not in {b"{", b"["}:
        return trackfiles.read_csv(data, name)
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordingRefused("not-json", str(error), name) from None
    if isinstance(document, dict) and ("trace" in document or "aircraft" in document):
        return readsb.read(document, name)
    if isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature"):
        return trackfiles.read_geojson(document, name)
    if isinstance(document, list):
        return trackfiles.read_rows(document, name)
    raise RecordingRefused(
        "recording-unknown", "neither readsb ('trace', 'aircraft'), GeoJSON ('FeatureCollection') nor rows", name
    )


def _unzipped(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise RecordingRefused("not-gzip", str(error), name) from None
    if len(content) > MAX_BYTES:
        raise RecordingRefused("recording-too-long", f"more than {MAX_BYTES:,} bytes when unpacked", name)
    return content
