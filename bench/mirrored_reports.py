"""A party's own centre that is linked to an office with many reports for the first time, and once more: how long it
takes until it shows them all, and what one of them takes in memory and on disk."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.coordination import Speaker, report
from tests.linked import PARTY, Linked, linked
from tests.serving import Office

from bench.load import Connection, print_table
from bench.report_texts import reports

COUNT = int(os.environ.get("BENCH_REPORTS", "20000"))
CONNECTIONS = 16


def _forms(count: int) -> Iterator[dict[str, Any]]:
    for one in reports(count):
        yield report(one.title, [PARTY], text=one.text, language=one.language)


async def _fill(speaker: Speaker) -> None:
    forms = _forms(COUNT)

    async def one() -> None:
        connection = await Connection.open(speaker.office.port, speaker.token)
        for form in forms:
            status, answer = await connection.send(("POST", "/api/v1/reports", json.dumps(form).encode()))
            assert status == 201, answer
        connection.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))


def _resident(office: Office) -> int:
    (line,) = (s for s in Path(f"/proc/{office.process.pid}/status").read_text().splitlines() if "VmRSS" in s)
    return int(line.split()[1]) * 1024


def _started(link: Linked) -> tuple[float, int]:
    """Seconds until it shows all, and bytes resident then."""
    began = time.monotonic()
    link.start_centre()
    link.wait_until(lambda: link.link()["link"] == "up", 600)
    seconds = time.monotonic() - began
    assert link.centre is not None
    return seconds, _resident(link.centre)


def _timed(speaker: Speaker, path: str, count: int = 50) -> float:
    took = []
    for _ in range(count):
        began = time.perf_counter()
        speaker.get(path)
        took.append(time.perf_counter() - began)
    return sorted(took)[len(took) // 2] * 1e3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, linked(Path(folder)) as link:
        assert link.centre is not None
        link.wait_up()
        link.centre.stop()
        _, empty = _started(link)
        link.centre.stop()
        before = (link.folder / "own" / f"{PARTY}.db").stat().st_size
        asyncio.run(_fill(link.speakers["army"]))
        first, full = _started(link)
        documents = link.here.get("/reports?limit=1000")["items"]
        one = f"/reports/{documents[500]['id']}"
        lists = [_timed(link.here, path) for path in ("/reports?limit=100", "/reports?owner=drones", one)]
        there = [_timed(link.there, path) for path in ("/reports?limit=100", "/reports?owner=drones", one)]
        link.centre.stop()
        size = sum(path.stat().st_size for path in (link.folder / "own").glob(f"{PARTY}.db*")) - before
        again, resident = _started(link)
    print_table(
        f"{COUNT:,} reports mirrored for the first time, and after a start",
        ("what", "figure"),
        [
            ("until all are shown, first (s)", first),
            ("until all are shown, after a start (s)", again),
            ("memory for each, first (bytes)", (full - empty) / COUNT),
            ("memory for each, after a start (bytes)", (resident - empty) / COUNT),
            ("on disk for each (bytes)", size / COUNT),
            ("100 of them, here (ms)", lists[0]),
            ("100 of them, at the office (ms)", there[0]),
            ("a filter that finds none, here (ms)", lists[1]),
            ("a filter that finds none, at the office (ms)", there[1]),
            ("one of them, here (ms)", lists[2]),
            ("one of them, at the office (ms)", there[2]),
        ],
    )


if __name__ == "__main__":
    main()
