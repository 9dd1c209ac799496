"""An office in a database, as `copying` looks at it and makes it. A new one is one transaction: it is there as a whole,
or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tansiq.centre.kept import CHECK, PREFIX, WITNESS, known_master, new_master
from tansiq.centre.sealing import KeyMissing, Seal
from tansiq.evidence.notes import PrivateKey
from tansiq.journal.errors import NotAJournal
from tansiq.journal.source import InDatabase
from tansiq.journal.stores.postgres.whole import (
    DatabaseAtRest,
    GrowingJournal,
    JournalAtRest,
    NewDatabase,
    database_at_rest,
    new_database,
)
from tansiq.office.machine import JOURNAL


class DatabaseOffice:
    """See `copying.AtRest`."""

    def __init__(self, address: str, there: DatabaseAtRest, seal_key: Path | None) -> None:
        self._address, self._there = address, there
        self._master = known_master(_named(seal_key), there.key(CHECK))

    @classmethod
    @contextlib.contextmanager
    def open(cls, source: InDatabase, seal_key: Path | None) -> Iterator[DatabaseOffice]:
        """At one moment. Raises `JournalInUse`, `KeyMissing`, `SchemaRefused`, `StoreUnreachable`, `OSError`."""
        with database_at_rest(source.address) as there:
            yield cls(source.address, there, seal_key)

    def heads(self) -> dict[str, int]:
        """See `copying.AtRest`."""
        heads = self._there.heads()
        if JOURNAL not in heads:
            raise NotAJournal(f"{self._there.database.name} holds no office")
        return {JOURNAL: heads[JOURNAL]} | {
            name: last for name, last in heads.items() if name.startswith(PREFIX) and last
        }

    def source(self, name: str) -> InDatabase:
        """See `copying.AtRest`."""
        return InDatabase(self._address, name)

    def journal(self, name: str) -> AbstractContextManager[JournalAtRest]:
        """See `copying.AtRest`."""
        return nullcontext(self._there.journal(name))

    def key(self, name: str) -> bytes | None:
        """See `copying.AtRest`."""
        sealed = self._there.key(name)
        return None if sealed is None else self._master.unseal(sealed, name)

    def witness_key(self, name: str) -> PrivateKey | None:
        """See `copying.AtRest`."""
        kept_as = WITNESS + name.removeprefix(PREFIX)
        sealed = self._there.key(kept_as)
        return None if sealed is None else PrivateKey.read(self._master.unseal(sealed, kept_as).decode())

    def check_unmoved(self) -> None:
        """See `copying.AtRest`."""
        self._there.check_unmoved()


class NewDatabaseOffice:
    """See `copying.Growing`."""

    def __init__(self, made: NewDatabase, master: Seal) -> None:
        self._made, self._master = made, master

    @classmethod
    @contextlib.contextmanager
    def open(cls, target: InDatabase, seal_key: Path | None) -> Iterator[NewDatabaseOffice]:
        """Raises `NotEmpty`, `KeyMissing`, `SchemaRefused`, `StoreUnreachable`, `OSError`."""
        path = _named(seal_key)
        with new_database(target.address) as made:
            master, kept = new_master(path)
            made.put_key(CHECK, kept)
            yield cls(made, master)

    def journal(self, name: str) -> AbstractContextManager[GrowingJournal]:
        """See `copying.Growing`."""
        return nullcontext(self._made.journal(name))

    def put_key(self, name: str, key: bytes) -> None:
        """See `copying.Growing`."""
        self._made.put_key(name, self._master.seal(key, name))

    def put_witness_key(self, name: str, key: PrivateKey) -> None:
        """See `copying.Growing`."""
        kept_as = WITNESS + name.removeprefix(PREFIX)
        self._made.put_key(kept_as, self._master.seal(key.written().encode(), kept_as))

    def keep(self) -> None:
        """See `copying.Growing`."""
        self._made.keep(JOURNAL)


def _named(seal_key: Path | None) -> Path:
    if seal_key is None:
        raise KeyMissing("name the key file that seals the keys of centres in the database, the same for all its nodes")
    return seal_key
