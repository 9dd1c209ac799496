"""Moving committed pages from SQLite's write-ahead log into its file, out of the way of commits."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import apsw

_CHECKPOINT_PAGES = 4_000
_LONGEST_LOG_PAGES = 50_000


class Checkpointer:
    """Moves committed pages from the log into the file, on a thread and a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wanted = threading.Event()
        self._stopping = False
        self._pages = 0
        self._thread = threading.Thread(target=self._run, name="journal-checkpointer", daemon=True)
        self._thread.start()

    def on_commit(self, connection: object, database: str, pages: int) -> int:
        """SQLite's hook, called with the length of the log after each commit."""
        self._pages = pages
        if pages >= _CHECKPOINT_PAGES:
            self._wanted.set()
        return 0

    def stop(self) -> None:
        """Ends the thread."""
        self._stopping = True
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        connection = apsw.Connection(str(self._path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            while True:
                self._wanted.wait()
                self._wanted.clear()
                if self._stopping:
                    return
                # PASSIVE never makes the writer wait; once all is moved, its next commit starts the log anew. Under
                # a load that never pauses that moment may not come: then the writer waits once, and the log is short.
                mode = "PASSIVE" if self._pages < _LONGEST_LOG_PAGES else "RESTART"
                with contextlib.suppress(apsw.Error):
                    connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchall()
        finally:
            connection.close()
