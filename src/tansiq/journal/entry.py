"""One line of the journal: a header, and a body kept beside it that may be erased without breaking the proof."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import NamedTuple

GENESIS = bytes(32)
"""The chain before the first entry."""
_NUMBERS = struct.Struct(">QqHH")
_LONGEST_NAME = 0xFFFF


class Draft(NamedTuple):
    """What is to be appended. `salt` (16 random bytes) keeps short bodies from being guessed by their digest."""

    time_us: int
    party: str
    kind: str
    body: bytes
    salt: bytes


class Head(NamedTuple):
    """The last sequence number and the chain up to it."""

    sequence: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """Sequence numbers start at 1, without gaps; times are microseconds since 1970."""

    sequence: int
    time_us: int
    party: str
    kind: str
    digest: bytes
    chain: bytes

    def packed(self) -> bytes:
        """All but the chain, in an unambiguous form."""
        return pack(self.sequence, self.time_us, self.party.encode(), self.kind.encode(), self.digest)


@dataclass(frozen=True, slots=True)
class Entry:
    """A header with what it vouches for. They are stored apart, so that a body can go and its proof stay."""

    header: Header
    salt: bytes
    body: bytes


def digest(salt: bytes, body: bytes) -> bytes:
    """SHA-256 over salt and body."""
    return hashlib.sha256(salt + body).digest()


def pack(sequence: int, time_us: int, party: bytes, kind: bytes, body_digest: bytes) -> bytes:
    """A header in an unambiguous form: sequence (8 bytes), time (8), lengths of party and kind (2 each), all
    big-endian; then party, kind and digest."""
    return b"".join((_NUMBERS.pack(sequence, time_us, len(party), len(kind)), party, kind, body_digest))


def link(previous: bytes, sequence: int, time_us: int, party: bytes, kind: bytes, body_digest: bytes) -> bytes:
    """The chain after an entry: SHA-256 over the chain before it and its header, packed."""
    return hashlib.sha256(previous + pack(sequence, time_us, party, kind, body_digest)).digest()


def check_names(draft: Draft) -> None:
    """Raises `ValueError` if party or kind cannot be written into a header, before anything rests on the entry."""
    for name in (draft.party, draft.kind):
        if len(name.encode()) > _LONGEST_NAME:
            raise ValueError(f"{name[:20]!r}... has more than {_LONGEST_NAME} bytes")
        if "\0" in name:  # a database's text has none, and every journal can be moved into a database
            raise ValueError(f"{name[:20]!r} holds a NUL")
