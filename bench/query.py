"""What a million active references cost: a query by area, memory for each, and a start from a snapshot and a tail.

The references are put into the journal by the office's own `decide`, not over HTTP; everything measured is over HTTP or
in a server's own process.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

from tests.serving import Identity, running_office

from bench.flights import INTENTS, grid, hexagon
from bench.load import Outcome, Request, closed_loop, encode, pin, print_table, resident_kb, stay_on
from tansiq.journal.entry import Draft
from tansiq.journal.snapshots import write_snapshot
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.office.desk import Fresh, now_us
from tansiq.office.entities import IntentState
from tansiq.office.intents import PutIntent
from tansiq.office.machine import blueprint
from tansiq.volumes import Polygon, Volume, footprint

SIZES = (1_000, 1_000_000)
TAIL = 10_000
QUERIES = 3_000
BATCH = 500


def fill(path: Path, count: int, tail: int = 0) -> None:
    """A journal of so many references, with a snapshot after all but the last `tail` of them."""
    office, fresh = blueprint(), Fresh()
    machine = office.begin()
    store = SqliteStore.open(path)
    now = now_us()
    drafts: list[Draft] = []
    for number, (lat, lng) in enumerate(grid(count)):
        outline = Polygon.of([(v["lat"], v["lng"]) for v in hexagon(lat, lng)])
        extents = (Volume(outline, 0.0, 120.0, now + 600_000_000, now + 86_400_000_000, footprint(outline).cells),)
        command = PutIntent(
            "bench", fresh.uuid(), None, extents, (1.0,), IntentState.ACCEPTED, "https://uss.example.org", frozenset(),
            fresh.token(), "", "",
        )  # fmt: skip
        for event in machine.decide(command, now)[0]:
            drafts.append(Draft(now, *machine.draft(event, now), os.urandom(16)))
            machine.evolve(event)
        if len(drafts) == BATCH or number == count - 1:
            store.append(drafts)
            drafts = []
        if tail and number == count - tail - 1:
            store.append(drafts)
            drafts = []
            write_snapshot(path, store.head, office.dump(machine.state), office.snapshot_format)
    store.close()


def queries(count: int, places: list[tuple[float, float]]) -> list[Request]:
    chance = random.Random(3)
    made = []
    for _ in range(count):
        lat, lng = chance.choice(places)
        area = {
            "volume": {"outline_circle": {"center": {"lat": lat, "lng": lng}, "radius": {"value": 3_000, "units": "M"}}}
        }
        made.append(("POST", f"{INTENTS}/query", encode({"area_of_interest": area})))
    return made


def main() -> None:
    stay_on(1)
    rows: list[tuple[object, ...]] = []
    first: Outcome | None = None
    with tempfile.TemporaryDirectory() as name:
        identity = Identity(Path(name))
        with running_office(Path(name) / "empty.db", identity.public_file, prefix=pin(0)) as office:
            empty_kb = resident_kb(office.process.pid)
        for count in SIZES:
            journal = Path(name) / f"{count}.db"
            fill(journal, count, min(TAIL, count // 2))
            began = time.perf_counter()
            with running_office(
                journal, identity.public_file, "--snapshot-entries", "99999999", prefix=pin(0)
            ) as office:
                started = time.perf_counter() - began
                kb = (resident_kb(office.process.pid) - empty_kb) / count
                # All queries are where the smaller office has its references too, away from the edge.
                places = [(lat, lng) for lat, lng in grid(SIZES[0])]
                places = places if count == SIZES[0] else random.Random(5).sample(grid(count), SIZES[0])
                token = identity.token("bench")
                asyncio.run(closed_loop(office.port, token, queries(300, places), 1))
                outcome = asyncio.run(closed_loop(office.port, token, queries(QUERIES, places), 1))
            first = first or outcome
            ratio = outcome.percentile(0.5) / first.percentile(0.5)
            rows.append(
                (
                    f"{count:,}",
                    outcome.percentile(0.5) * 1000,
                    outcome.percentile(0.99) * 1000,
                    f"{ratio:.2f}",
                    f"{kb:.2f}",
                    started,
                )
            )
    print_table(
        f"Active references (start: snapshot and {TAIL:,} entries more, whole journal verified; query: 3 km around)",
        ("references", "query p50 us", "query p99 us", "of the first", "kB a reference", "start s"),
        rows,
    )
