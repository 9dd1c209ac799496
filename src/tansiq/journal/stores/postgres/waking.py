"""Learning that other nodes have appended: told by the database where it can tell (`LISTEN`), and by looking now and
then in any case. It only hurries what waits for news; whoever asks is answered from a look of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping

import psycopg

from tansiq.journal.errors import StoreUnreachable
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Connection, Database

_GATHERED_S = 0.02
"""What is told of within so short a time is told of at once."""


class Waking:
    """Of one node. `wait` is called from one thread at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._ending = threading.Event()

    def wait(self, within_s: float) -> frozenset[str]:
        """Which journals were appended to, as soon as it is told of any; none when the time is over."""
        connection = self._listening()
        if connection is None:
            self._ending.wait(within_s)
            return frozenset()
        try:
            told = {one.payload for one in connection.notifies(timeout=within_s, stop_after=1)}
            if told:
                told |= {one.payload for one in connection.notifies(timeout=_GATHERED_S)}
        except psycopg.Error:
            self._drop()
            self._ending.wait(_GATHERED_S)
            return frozenset()
        return frozenset(told)

    def heads(self) -> Mapping[str, int]:
        """How far each journal in the database has come. Raises `StoreUnreachable`."""
        with self._database.lent() as connection:
            return {str(name): int(sequence) for name, sequence in connection.execute(sql.HEADS)}

    def close(self) -> None:
        """Waits no more; when `wait` has returned."""
        self._ending.set()
        self._drop()

    def _listening(self) -> Connection | None:
        if self._connection is None and not self._ending.is_set():
            with contextlib.suppress(StoreUnreachable):
                if self._database.can_wake():
                    connection = self._database.connect()
                    with self._database.errors():
                        connection.execute(sql.LISTEN)
                    self._connection = connection
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                connection.close()
