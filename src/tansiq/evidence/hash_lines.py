"""Hashes as text: base64, one a line, as they stand in proofs and in what a witness is asked."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

from tansiq.evidence.notes import NoteInvalid, decoded
from tansiq.evidence.tree import HASH_BYTES


def written(hashes: Iterable[bytes]) -> tuple[str, ...]:
    """A line each, without its end."""
    return tuple(base64.b64encode(each).decode() for each in hashes)


def read(lines: Sequence[str], at_most: int) -> tuple[bytes, ...]:
    """What `written` gave. Raises `NoteInvalid` for more lines than that, and for one that is no hash."""
    if len(lines) > at_most:
        raise NoteInvalid(f"there are {len(lines)} hashes; at most {at_most} are read")
    found = tuple(decoded(line, "a hash") for line in lines)
    if any(len(each) != HASH_BYTES for each in found):
        raise NoteInvalid("a hash is a SHA-256")
    return found
