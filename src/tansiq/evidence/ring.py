"""The private keys of a log, in one file that only its owner can read. All of them sign every checkpoint, so that a new
key can come into use while others still know only the old one."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.key_statements import MOST_KEYS, stated
from tansiq.evidence.notes import COSIGNATURE, PLAIN, NoteInvalid, PrivateKey, PublicKey, SignedNote, signed
from tansiq.journal import durably

_LARGEST_FILE = 100_000
_SEED_BYTES = 32
_RETIRED = "retired "


class RingRefused(Exception):  # noqa: N818
    """The file of keys cannot be used; says why, and holds nothing secret."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """One key or several of one name, the newest last. The name is the log's origin (C2SP tlog-checkpoint).

    `retired`: keys that were taken out of use. The file goes on naming them, since a key that is only absent may not
    have come to this machine yet.
    """

    keys: tuple[PrivateKey, ...]
    retired: tuple[PublicKey, ...] = ()

    @property
    def origin(self) -> str:
        """Of which log these are."""
        return self.keys[0].public.name

    @property
    def public(self) -> tuple[PublicKey, ...]:
        """To check with."""
        return tuple(key.public for key in self.keys)

    def checkpoint(self, size: int, root: bytes) -> SignedNote:
        """That the log has so many entries under this root."""
        return signed(Checkpoint(self.origin, size, root).text(), self.keys)

    def statement(self) -> SignedNote:
        """That these are the log's keys: see `key_statements`."""
        return stated(self.origin, self.keys)

    def with_new(self) -> KeyRing:
        """With one key more. Raises `RingRefused`."""
        if len(self.keys) >= MOST_KEYS:
            raise RingRefused(f"a log has at most {MOST_KEYS} keys at a time; take an old one out first")
        return replace(self, keys=(*self.keys, _new(self.origin)))

    def without(self, key_id: str) -> KeyRing:
        """With the key that has this identifier (8 hexadecimal digits) taken out of use. Raises `RingRefused`."""
        left = tuple(key for key in self.keys if key.public.id.hex() != key_id)
        if len(left) == len(self.keys):
            raise RingRefused(f"there is no key {key_id} among {', '.join(key.public.id.hex() for key in self.keys)}")
        if not left:
            raise RingRefused("it is the only key; add another first")
        return KeyRing(left, (*self.retired, *(key.public for key in self.keys if key not in left)))

    def of(self, keys: Sequence[PublicKey]) -> KeyRing | None:
        """Those of these keys that it has, in this order; None if it has none."""
        has = {key.public: key for key in self.keys}
        found = tuple(has[key] for key in keys if key in has)
        return replace(self, keys=found) if found else None

    def write(self, path: Path) -> None:
        """Makes the file, or replaces it at once and durably. Only its owner can read it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (*(key.written() for key in self.keys), *(f"{_RETIRED}{key.written()}" for key in self.retired))
        durably.replace(path, "".join(f"{line}\n" for line in lines).encode())


def new_ring(origin: str) -> KeyRing:
    """A first key. Raises `RingRefused` for a name that no key can have."""
    return KeyRing((_new(origin),))


def new_witness_key(name: str) -> PrivateKey:
    """With which a witness cosigns. Raises `RingRefused` for a name that no key can have."""
    return _new(name, COSIGNATURE)


def witness_key(path: Path, name: str) -> PrivateKey:
    """The key in this file, with which a witness cosigns; where there is none, a new one of this name, which is written
    there. Raises `RingRefused`, `OSError`."""
    try:
        keys, retired = _keys_in(path)
    except FileNotFoundError:
        made = KeyRing((new_witness_key(name),))
        made.write(path)
        return made.keys[0]
    if retired or len(keys) != 1 or keys[0].public.kind != COSIGNATURE:
        raise RingRefused(f"{path} does not hold one key of a witness, and nothing else")
    return keys[0]


def read_ring(path: Path) -> KeyRing:
    """What `write` wrote. Raises `RingRefused`, and `FileNotFoundError`."""
    keys, retired = _keys_in(path)
    _check(keys, path)
    return KeyRing(keys, retired)


def _keys_in(path: Path) -> tuple[tuple[PrivateKey, ...], tuple[PublicKey, ...]]:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(_LARGEST_FILE)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise RingRefused(f"{path}: {error.strerror}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RingRefused(f"{path} can be read by others; make it its owner's alone: chmod 600")
    try:
        lines = [line.strip() for line in data.decode().splitlines() if line.strip()]
        keys = tuple(PrivateKey.read(line) for line in lines if not line.startswith(_RETIRED))
        return keys, tuple(PublicKey.read(line.removeprefix(_RETIRED)) for line in lines if line.startswith(_RETIRED))
    except (NoteInvalid, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, NoteInvalid) else "it is no text"
        raise RingRefused(f"{path}: {reason}") from None


def _check(keys: Sequence[PrivateKey], path: Path) -> None:
    if not 1 <= len(keys) <= MOST_KEYS:
        raise RingRefused(f"{path} has {len(keys)} keys; 1 to {MOST_KEYS} are used")
    if len({key.public.name for key in keys}) > 1:
        raise RingRefused(f"{path} has keys of several logs")
    if any(key.public.kind != PLAIN for key in keys):
        raise RingRefused(f"{path} has a key that signs no checkpoints")
    if len({key.public.id for key in keys}) < len(keys):
        raise RingRefused(f"{path} has a key twice")


def _new(origin: str, kind: int = PLAIN) -> PrivateKey:
    try:
        return PrivateKey.of(origin, os.urandom(_SEED_BYTES), kind)
    except NoteInvalid as error:
        raise RingRefused(f"{origin[:100]!r} cannot name a log: {error}") from None
