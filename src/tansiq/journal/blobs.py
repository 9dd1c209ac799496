"""Files beside the journal, each named by its own SHA-256: what a journal's entry names by its digest is found there,
and nothing else can be put in its place."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tansiq.journal import durably
from tansiq.journal.errors import StoreUnavailable

_NAME = re.compile(r"[0-9a-f]{64}")


class BlobDamaged(Exception):  # noqa: N818
    """A file is not what its name says."""


class Blobs:
    """A folder of them. Every method blocks: call it from a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """The digest (hex) of bytes that are durable on return. The same bytes are kept once, and written each time:
        the time that it takes tells one party nothing of what another has put in. Raises `StoreUnavailable`."""
        digest = hashlib.sha256(data).hexdigest()
        try:
            self._put(self._path(digest), data)
        except OSError as error:
            raise StoreUnavailable(f"a file cannot be kept: {error}") from error
        return digest

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durably.replace(path, data)
        durably.sync(self._folder)

    def get(self, digest: str) -> bytes | None:
        """The bytes; None if there are none. Raises `BlobDamaged`."""
        if not _NAME.fullmatch(digest):
            return None
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(data).hexdigest() != digest:
            raise BlobDamaged(f"the file {digest} is not what its name says")
        return data

    def remove(self, digest: str, *, unless_after_s: float) -> bool:
        """Removes a file, unless it was written again after a time (since 1970): then somebody has put it in anew.
        Whether there is none any more. Raises `StoreUnavailable`."""
        if not _NAME.fullmatch(digest):
            return True
        path = self._path(digest)
        try:
            if path.stat().st_mtime > unless_after_s:
                return False
            path.unlink()
            durably.sync(path.parent)
        except FileNotFoundError:
            return True
        except OSError as error:
            raise StoreUnavailable(f"a file cannot be removed: {error}") from error
        return True

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
