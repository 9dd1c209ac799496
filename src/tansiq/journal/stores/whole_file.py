"""A journal's SQLite file as a whole: read while nobody can open it, or made by a copy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw

from tansiq.journal.blobs import FolderBlobs
from tansiq.journal.entry import GENESIS, Entry, Head
from tansiq.journal.mark import read_mark
from tansiq.journal.stores.reading import (
    as_damage,
    beside,
    check_log,
    compare_with_mark,
    open_for_reading,
    verified_entries,
    verify_from,
)
from tansiq.journal.stores.sqlite import SqliteStore, locked


class FileAtRest:
    """See `copying.AtRest`. The file stays as it was found."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self.blobs = blobs_beside(path)

    def entries(self) -> Iterator[Entry]:
        """See `copying.AtRest`."""
        head = Head(0, GENESIS)
        for entry in verified_entries(self._connection, self._path):
            head = Head(entry.header.sequence, entry.header.chain)
            yield entry
        marked = read_mark(beside(self._path, ".mark"))
        with as_damage(self._path):
            verify_from(self._connection, self._path, head)  # a body behind the last header is one that is missing
            if marked is not None:
                compare_with_mark(self._connection, self._path, head, marked)


@contextlib.contextmanager
def file_at_rest(path: Path) -> Iterator[FileAtRest]:
    """Until the end, nobody can open the journal to write. Raises `JournalInUse`, `JournalDamaged`, `NotAJournal`,
    `FileNotFoundError`."""
    if not path.exists():
        raise FileNotFoundError(f"no journal at {path}")
    path = path.resolve()
    with locked(path):
        check_log(path)
        with closing(open_for_reading(path)) as connection:
            yield FileAtRest(connection, path)


class GrowingFile:
    """See `copying.Growing`."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.blobs = blobs_beside(store.path)

    def put(self, entries: list[Entry]) -> None:
        """See `copying.Growing`."""
        self._store.adopt(entries)

    def entries(self) -> Iterator[Entry]:
        """See `copying.AtRest`."""
        with closing(open_for_reading(self._store.path)) as connection:
            yield from FileAtRest(connection, self._store.path).entries()


@contextlib.contextmanager
def growing_file(path: Path) -> Iterator[GrowingFile]:
    """A new journal's file. Raises `JournalInUse`, `StoreUnavailable`, `OSError`."""
    store = SqliteStore.open(path)
    try:
        yield GrowingFile(store)
    finally:
        store.close()


def blobs_beside(path: Path) -> FolderBlobs:
    """The files that belong to a journal's file."""
    return FolderBlobs(path.with_suffix(".files"))
