"""Cursors of long lists: a place, as it stands in an address."""

from __future__ import annotations

import base64


def cursor_of(place: bytes) -> str:
    """The place, so that it needs no quoting."""
    return base64.urlsafe_b64encode(place).decode().rstrip("=")


def place_in(cursor: str) -> bytes:
    """The place that a cursor names. Raises `ValueError` for what is none."""
    return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
