"""Secrets that must be read again (those of one-time codes) are kept sealed: AES-256-GCM under a key file that lies
beside the journal and is in no journal, snapshot or export.

It protects whoever keeps the key file apart from the journal: a copied or exported journal, or a backup of it alone,
opens no second factor. It does not protect against whoever reads the whole folder, or the process.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tansiq.journal import durably

_KEY_BYTES, _NONCE_BYTES = 32, 12


class KeyMissing(Exception):  # noqa: N818
    """The key file is gone or is not the one that sealed what is there. The message says what to do."""


class Seal:
    """Seals under one key. `context` is bound in: what was sealed for one person opens for nobody else."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    @classmethod
    def open(cls, path: Path, *, create: bool) -> Seal:
        """Reads a key file, or, with `create`, makes one that only its owner may read. Raises `KeyMissing`."""
        if create:
            _make(path)
        return cls(read_key(path))

    @classmethod
    def kept_under(cls, master: Seal, name: str, keep: Callable[[str], str]) -> Seal:
        """A seal whose own key is kept sealed by a master, where several nodes find it. `keep`: takes a new one,
        sealed, and gives what is kept under that name: the same, or what was there before. Raises `KeyMissing` if
        another master sealed that."""
        return cls(master.kept(name, os.urandom(_KEY_BYTES), keep))

    def kept(self, name: str, offered: bytes, keep: Callable[[str], str]) -> bytes:
        """What is kept sealed under a name: what is offered, if nothing is. `keep`: takes that, sealed, and gives what
        is there. Raises `KeyMissing` if another key sealed it."""
        return self.unseal(keep(self.seal(offered, name)), name)

    def seal(self, secret: bytes, context: str) -> str:
        """The secret, sealed, in base64."""
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, secret, context.encode())).decode()

    def unseal(self, sealed: str, context: str) -> bytes:
        """What was sealed. Raises `KeyMissing` if it was another key, or for another context."""
        data = base64.b64decode(sealed)
        try:
            return self._cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], context.encode())
        except InvalidTag:
            raise KeyMissing("the key file is not the one that sealed this: restore it") from None


def read_key(path: Path) -> bytes:
    """The key in a key file. Raises `KeyMissing`."""
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except FileNotFoundError:
        raise KeyMissing(f"{path} is not there: restore it from where it is kept apart from the journal") from None
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES:
        raise KeyMissing(f"{path} holds no key of {_KEY_BYTES} bytes: restore it")
    return key


def write_key(path: Path, key: bytes) -> None:
    """A key file that only its owner may read, durable on return: what it seals must not outlive it."""
    durably.replace(path, _written(key))


def _make(path: Path) -> None:
    """A new key, where there is none. Another node may make the file at the same moment: then that one's key it is."""
    key = os.urandom(_KEY_BYTES)
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            durably.create(path, _written(key))
    elif not path.stat().st_size:  # cut off when it was made, by an older version
        write_key(path, key)


def _written(key: bytes) -> bytes:
    return base64.b64encode(key) + b"\n"
