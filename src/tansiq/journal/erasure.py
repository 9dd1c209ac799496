"""Bodies that have been erased. What is left of each, its remainder, stands in its place, and an entry that came later
vouches for it; the header, with the digest of what was there, is never touched."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import msgspec

KIND = "bodies.erased"
"""The kind of the entries that vouch for remainders, in every journal."""
NO_SALT = bytes(16)
"""Stands in the place of the salt of what was erased: with the salt, a short body could be guessed from its digest."""


class Remainder(msgspec.Struct, frozen=True, array_like=True):
    """That what is left of the body of an entry has this SHA-256 (hex)."""

    sequence: int
    sha256: str


class Vouching(msgspec.Struct, frozen=True):
    """What every body of an entry of that kind holds, whatever else it does."""

    remainders: tuple[Remainder, ...]


class Whole(NamedTuple):
    """A body that has not been erased."""

    sequence: int
    time_us: int
    body: bytes


class Erasure(NamedTuple):
    """An entry that vouches for remainders: its body, and which of the bodies it names are still whole."""

    sequence: int
    time_us: int
    body: bytes
    unfinished: tuple[int, ...]


read_vouching = msgspec.json.Decoder(Vouching).decode


def as_long_as(body: bytes, remainder: bytes) -> bytes:
    """The remainder in just as many bytes: blanks follow it. A store then writes over every byte of the body, and moves
    nothing that it would leave a copy of behind. One that is longer (an older version wrote less down) stays so."""
    return remainder.ljust(len(body))


def remainder_of(sequence: int, remainder: bytes) -> Remainder:
    """What vouches for it."""
    return Remainder(sequence, hashlib.sha256(remainder).hexdigest())
