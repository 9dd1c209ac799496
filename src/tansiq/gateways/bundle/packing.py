"""A bundle as one file: a zip with a manifest of digests. The same things give the same bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import msgspec

FORMAT = "tansiq incident bundle 1"
MANIFEST = "manifest.json"
_THEN = (1980, 1, 1, 0, 0, 0)


def manifest_of(files: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """What is in it: each file with its length and SHA-256."""
    listed = [
        {"path": path, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        for path, body in sorted(files.items())
    ]
    return msgspec.json.format(msgspec.json.encode({"format": FORMAT, **about, "files": listed}), indent=2)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return into.getvalue()
