"""An office of files, as `copying` looks at it and makes it.

A new one grows in `PATH.copying`, beside where it is to be. When it is whole and durable, its parts are moved: first
the office's mark, so that from now on `PATH` cannot be taken for an office that is yet to begin (the journal is gone, a
start would say); then all else; then the journal.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tansiq.centre.kept import ENDING, PREFIX, WITNESS_KEY
from tansiq.centre.sealing import KeyMissing, read_key, write_key
from tansiq.evidence.notes import PrivateKey
from tansiq.evidence.ring import KeyRing, RingRefused, witness_key
from tansiq.journal import durably
from tansiq.journal.errors import NotAJournal, NotEmpty, StoreUnavailable
from tansiq.journal.source import reading
from tansiq.journal.stores.reading import beside
from tansiq.journal.stores.sqlite import locked
from tansiq.journal.stores.whole_file import FileAtRest, GrowingFile, file_at_rest, growing_file
from tansiq.office.machine import JOURNAL
from tansiq.web.opening import CENTRES

_KEY = ".key"
_STAGE = ".copying"


class FolderOffice:
    """See `copying.AtRest`."""

    def __init__(self, path: Path, office: FileAtRest) -> None:
        self._path, self._office = path, office

    @classmethod
    @contextlib.contextmanager
    def open(cls, path: Path) -> Iterator[FolderOffice]:
        """Until the end, nobody can serve it. Raises `JournalInUse`, `JournalDamaged`, `NotAJournal`,
        `FileNotFoundError`."""
        with file_at_rest(path) as office:
            yield cls(path.resolve(), office)

    def heads(self) -> dict[str, int]:
        """See `copying.AtRest`. A centre that was cut off when it was made is none yet."""
        heads = {JOURNAL: _last(self._path)}
        for path in sorted((self._path.parent / CENTRES).glob(f"*{ENDING}")):
            last = _last(path)
            if last:
                heads[PREFIX + path.name.removesuffix(ENDING)] = last
        return heads

    def source(self, name: str) -> Path:
        """See `copying.AtRest`."""
        return _place(self._path, name)

    def journal(self, name: str) -> AbstractContextManager[FileAtRest]:
        """See `copying.AtRest`."""
        return nullcontext(self._office) if name == JOURNAL else file_at_rest(self.source(name))

    def key(self, name: str) -> bytes | None:
        """See `copying.AtRest`."""
        path = beside(self.source(name), _KEY)
        return read_key(path) if path.exists() and path.stat().st_size else None

    def witness_key(self, name: str) -> PrivateKey | None:
        """See `copying.AtRest`."""
        path = self.source(name).with_suffix(WITNESS_KEY)
        try:
            return witness_key(path, "") if path.exists() else None
        except RingRefused as refused:
            raise KeyMissing(str(refused)) from None

    def check_unmoved(self) -> None:
        """See `copying.AtRest`. Nobody could: it is locked."""


class NewFolderOffice:
    """See `copying.Growing`."""

    def __init__(self, path: Path, stage: Path) -> None:
        self._path, self._stage = path, stage

    @classmethod
    @contextlib.contextmanager
    def open(cls, path: Path) -> Iterator[NewFolderOffice]:
        """Until the end, nobody can serve it. Raises `NotEmpty`, `JournalInUse`, `OSError`."""
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        stage = beside(path, _STAGE)
        with locked(path):
            _check_nothing_there(path, stage)
            shutil.rmtree(stage, ignore_errors=True)  # of a copy that was cut off
            stage.mkdir(mode=0o700)
            try:
                yield cls(path, stage)
            finally:
                if not beside(path, ".mark").exists() or path.exists():  # or parts have been moved already
                    shutil.rmtree(stage, ignore_errors=True)

    @contextlib.contextmanager
    def journal(self, name: str) -> Iterator[GrowingFile]:
        """See `copying.Growing`."""
        path = _place(self._stage / self._path.name, name)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        with growing_file(path) as made:
            yield made
        if beside(path, "-wal").exists():
            raise StoreUnavailable(f"{path} could not be closed: is the disk full?")

    def put_key(self, name: str, key: bytes) -> None:
        """See `copying.Growing`."""
        write_key(beside(_place(self._stage / self._path.name, name), _KEY), key)

    def put_witness_key(self, name: str, key: PrivateKey) -> None:
        """See `copying.Growing`. Raises `NotEmpty` where another key lies already: to lose it would not be seen."""
        there = _place(self._path, name).with_suffix(WITNESS_KEY)
        if there.exists() and there.stat().st_size and _key_in(there) != key:
            raise NotEmpty(f"{there} holds another key than what is copied: whoever needs neither moves it away")
        KeyRing((key,)).write(_place(self._stage / self._path.name, name).with_suffix(WITNESS_KEY))

    def keep(self) -> None:
        """See `copying.Growing`."""
        journal = self._stage / self._path.name
        folder = self._path.parent
        for made in (self._stage, self._stage / CENTRES):
            if made.exists():
                durably.sync(made)
        beside(journal, ".mark").rename(beside(self._path, ".mark"))
        durably.sync(folder)
        if (self._stage / CENTRES).exists():
            (folder / CENTRES).mkdir(exist_ok=True, mode=0o700)
            for part in sorted((self._stage / CENTRES).iterdir()):
                part.rename(folder / CENTRES / part.name)
            durably.sync(folder / CENTRES)
        files = journal.with_suffix(".files")
        if files.exists():
            files.rename(self._path.with_suffix(".files"))
        durably.sync(folder)
        journal.rename(self._path)
        durably.sync(folder)


def _place(office: Path, name: str) -> Path:
    """Where the journal lies that has this name in a database."""
    return office if name == JOURNAL else office.parent / CENTRES / f"{name.removeprefix(PREFIX)}{ENDING}"


def _last(path: Path) -> int:
    try:
        with reading(path) as there:
            return there.last().sequence
    except NotAJournal:
        if path.stat().st_size:
            raise
        return 0


def _key_in(path: Path) -> PrivateKey | None:
    try:
        return witness_key(path, "")
    except RingRefused:
        return None


def _check_nothing_there(path: Path, stage: Path) -> None:
    parts = (path, *(beside(path, suffix) for suffix in ("-wal", "-shm", ".mark")))
    files = path.with_suffix(".files")
    found = [part for part in parts if part.exists()]
    found += [*path.parent.glob(f"{path.name}.snapshot-*"), *(path.parent / CENTRES).glob(f"*{ENDING}*")]
    found += [files] if files.exists() else []
    if not found:
        return
    if stage.exists() and not path.exists():
        named = " ".join(str(part) for part in (stage, *found))
        raise NotEmpty(
            f"an earlier copy to {path} was cut off at its end; remove what it left, and begin anew: rm -r {named}"
        )
    named = ", ".join(part.name for part in found[:5]) + (", ..." if len(found) > 5 else "")
    raise NotEmpty(
        f"in {path.parent} there is an office already, or what is left of one ({named}); a copy goes where nothing is"
    )
