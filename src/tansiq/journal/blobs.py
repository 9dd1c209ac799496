"""Files that belong to a journal, each named by its own SHA-256: what a journal's entry names by its digest is found
there, and nothing else can be put in its place. They lie beside the journal, or in the database where that is."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tansiq.journal import durably
from tansiq.journal.errors import StoreUnavailable
from tansiq.journal.source import Source
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Database, Lends

_NAME = re.compile(r"[0-9a-f]{64}")


class BlobDamaged(Exception):  # noqa: N818
    """A file is not what its name says."""


class Blobs(Protocol):
    """Keeps files. Every method blocks: call it from a thread."""

    def put(self, data: bytes) -> str:
        """The digest (hex) of bytes that are durable on return. The same bytes are kept once, and written each time:
        the time that it takes tells one party nothing of what another has put in. Raises `StoreUnavailable`."""

    def get(self, digest: str) -> bytes | None:
        """The bytes; None if there are none. Raises `BlobDamaged`, `OSError`, `StoreUnavailable`."""

    def remove(self, digest: str, *, unless_after_s: float) -> bool:
        """Removes a file, unless it was written again after a time (since 1970): then somebody has put it in anew.
        Whether there is none any more. Raises `StoreUnavailable`."""

    def all(self) -> Iterator[tuple[str, int]]:
        """The digest of each, and when it was put in (microseconds since 1970). Raises `OSError`,
        `StoreUnavailable`."""

    def adopt(self, data: bytes, put_us: int) -> None:
        """Puts in what another store had, since that time: what is to be erased that is older goes here, too. Raises
        `StoreUnavailable`."""


class FolderBlobs:
    """A folder of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sweep(self) -> None:
        """Removes what a kill left of files that were being put in, which no erasure would find. For whoever holds the
        journal, before it puts any in. Raises `OSError`."""
        for half in self._folder.glob("??/.*"):
            half.unlink()

    def put(self, data: bytes) -> str:
        """See `Blobs`."""
        digest = hashlib.sha256(data).hexdigest()
        try:
            self._put(self._path(digest), data)
        except OSError as error:
            raise StoreUnavailable(f"a file cannot be kept: {error}") from error
        return digest

    def all(self) -> Iterator[tuple[str, int]]:
        """See `Blobs`."""
        for path in sorted(self._folder.glob("??/*")):
            if _NAME.fullmatch(path.name) and path.parent.name == path.name[:2]:
                yield path.name, path.stat().st_mtime_ns // 1000

    def adopt(self, data: bytes, put_us: int) -> None:
        """See `Blobs`."""
        path = self._path(self.put(data))
        try:
            os.utime(path, ns=(put_us * 1000, put_us * 1000))
            durably.sync(path)
        except OSError as error:
            raise StoreUnavailable(f"a file cannot be kept: {error}") from error

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durably.replace(path, data)
        durably.sync(self._folder)

    def get(self, digest: str) -> bytes | None:
        """See `Blobs`. Raises `BlobDamaged`, `OSError`."""
        if not _NAME.fullmatch(digest):
            return None
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        return _checked(digest, data)

    def remove(self, digest: str, *, unless_after_s: float) -> bool:
        """See `Blobs`."""
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


class SharedBlobs:
    """Those of one journal in a database: every node finds what any of them put in."""

    def __init__(self, database: Lends, journal: str) -> None:
        self._database, self._journal = database, journal

    def put(self, data: bytes) -> str:
        """See `Blobs`."""
        return self._put(data, time.time_ns() // 1000)

    def all(self) -> Iterator[tuple[str, int]]:
        """See `Blobs`."""
        with self._database.lent() as connection:
            rows = connection.execute(sql.FILES, (self._journal,)).fetchall()
        return ((str(digest), int(put_us)) for digest, put_us in rows)

    def adopt(self, data: bytes, put_us: int) -> None:
        """See `Blobs`."""
        self._put(data, put_us)

    def _put(self, data: bytes, put_us: int) -> str:
        digest = hashlib.sha256(data).hexdigest()
        with self._database.lent() as connection:
            connection.execute(sql.PUT_FILE, (self._journal, digest, data, put_us))
        return digest

    def get(self, digest: str) -> bytes | None:
        """See `Blobs`."""
        if not _NAME.fullmatch(digest):
            return None
        with self._database.lent() as connection:
            found = connection.execute(sql.GET_FILE, (self._journal, digest), binary=True).fetchone()
        return None if found is None else _checked(digest, bytes(found[0]))

    def remove(self, digest: str, *, unless_after_s: float) -> bool:
        """See `Blobs`. The bytes are gone from the table; PostgreSQL's own copies go as those of erased bodies do."""
        if not _NAME.fullmatch(digest):
            return True
        with self._database.lent() as connection:
            connection.execute(sql.REMOVE_FILE, (self._journal, digest, int(unless_after_s * 1e6)))
            return connection.execute(sql.GET_FILE, (self._journal, digest)).fetchone() is None


def blobs_of(source: Source) -> FolderBlobs | SharedBlobs:
    """Those of a journal, for whoever reads it beside those who write it."""
    if isinstance(source, Path):
        return FolderBlobs(source.resolve().with_suffix(".files"))
    return SharedBlobs(Database(source.address), source.journal)


def _checked(digest: str, data: bytes) -> bytes:
    if hashlib.sha256(data).hexdigest() != digest:
        raise BlobDamaged(f"the file {digest} is not what its name says")
    return data
