"""An office's journal moved from a file to a database and back, with all that is checked on the way."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.postgres import Cluster

from bench.load import print_table
from tansiq.journal.entry import Draft
from tansiq.journal.stores.sqlite import SqliteStore

ENTRIES = int(os.environ.get("ENTRIES", "100000"))
_AT_ONCE = 1_000
_BODY_BYTES = 600


def _journal(path: Path) -> None:
    draw = random.Random(1)
    with closing(SqliteStore.open(path)) as store:
        for first in range(0, ENTRIES, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, ENTRIES))
            bodies = (draw.randbytes(_BODY_BYTES // 2).hex().encode() for _ in numbers)
            drafts = [
                Draft(number, "army", "intent.put", body, draw.randbytes(16))
                for number, body in zip(numbers, bodies, strict=True)
            ]
            store.append(drafts)


_COPYING = """
import resource, sys, time
from pathlib import Path
from tansiq.cli.journal_named import journal_anywhere
from tansiq.web.copying import copy_office

began = time.perf_counter()
source, target = map(journal_anywhere, sys.argv[1:3])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
copy_office(source, target, Path(sys.argv[3]), lambda what, done, total: None)
print(time.perf_counter() - began, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _copied(name: str, *where: object) -> tuple[object, ...]:
    """Time and memory, in a process of its own; but not the time that Python takes to start."""
    command = [sys.executable, "-c", _COPYING, *map(str, where)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, before, most = map(float, said.split())
    return (
        name,
        f"{ENTRIES:,}",
        f"{seconds:.1f}",
        f"{ENTRIES / seconds:,.0f}",
        f"{before / 1024:.0f}",
        f"{most / 1024:.0f}",
    )


def main() -> None:
    cluster = Cluster(durable=True)
    try:
        with tempfile.TemporaryDirectory() as made:
            path, back, key = (Path(made) / name for name in ("office.db", "back/office.db", "seal-key"))
            _journal(path)
            address = cluster.make_database()
            rows = [
                _copied("file to database", path, address, key),
                _copied("database to file", address, back, key),
            ]
    finally:
        cluster.stop()
    print_table(
        f"Moving an office (bodies of {_BODY_BYTES} bytes), read back and compared",
        ("what", "entries", "s", "entries/s", "MB resident before", "at most"),
        rows,
    )
