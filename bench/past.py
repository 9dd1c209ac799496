"""What it costs the present that somebody looks at the past: live requests while an office of a million entries is
rebuilt from the first one on, on the same one core."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tests import serving
from tests.serving import Identity, Office, running_office

from bench.flights import grid, hexagon
from bench.load import Outcome, closed_loop, pin, print_table, resident_kb, stay_on
from bench.query import queries
from tansiq.journal.entry import Draft
from tansiq.journal.snapshots import write_snapshot
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.office.desk import Fresh, now_us
from tansiq.office.entities import IntentState, PartyKind, Profile
from tansiq.office.intents import PutIntent
from tansiq.office.machine import blueprint
from tansiq.office.parties import Found
from tansiq.volumes import Polygon, Volume, footprint
from tansiq.web.pasts import ITS_OWN_S

ENTRIES, LATER, BATCH, QUERIES = 1_000_000, 1_000, 500, 3_000


def fill(path: Path, count: int) -> int:
    """A journal of so many entries, a millisecond apart, and a few more with a snapshot among them; when the first part
    ended."""
    office, fresh = blueprint(), Fresh()
    machine, store = office.begin(), SqliteStore.open(path)
    now, total = now_us(), count + LATER
    begins = now - total * 1_000
    drafts: list[Draft] = []
    commands: list[object] = [Found("bench", Profile("bench", PartyKind.OTHER))]
    for number, (lat, lng) in enumerate(grid(total)):
        outline = Polygon.of([(v["lat"], v["lng"]) for v in hexagon(lat, lng)])
        extents = (Volume(outline, 0.0, 120.0, now + 600_000_000, now + 86_400_000_000, footprint(outline).cells),)
        commands.append(
            PutIntent(
                "bench", fresh.uuid(), None, extents, (1.0,), IntentState.ACCEPTED, "https://uss.example.org",
                frozenset(), fresh.token(), "", "",
            )
        )  # fmt: skip
        at_us = begins + number * 1_000
        for command in commands:
            for event in machine.decide(command, at_us)[0]:  # type: ignore[arg-type]
                drafts.append(Draft(at_us, *machine.draft(event, at_us), os.urandom(16)))
                machine.evolve(event)
        commands = []
        if len(drafts) >= BATCH or number in (count - 1, total - 1):
            store.append(drafts)
            drafts = []
        if number == count + LATER // 2:
            store.append(drafts)
            drafts = []
            write_snapshot(path, store.head, office.dump(machine.state), office.snapshot_format)
    store.close()
    return begins + count * 1_000


def _child(office: Office) -> int | None:
    pid = office.process.pid
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(found[0]) if found else None


def _percentiles(outcome: Outcome) -> tuple[str, ...]:
    return tuple(f"{outcome.percentile(share):.2f}" for share in (0.5, 0.99, 1.0))


class Rebuilt(NamedTuple):
    """From the first question to its answer, and the most memory that the past took."""

    seconds: float
    memory_kb: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.memory_kb / 1024:,.0f} MB"


def _written(at_us: int) -> str:
    return quote(datetime.fromtimestamp(at_us / 1e6, UTC).isoformat())


async def _rebuilt(office: Office, token: str, at_us: int) -> Rebuilt:
    began, memory_kb = time.perf_counter(), 0
    ask = ("GET", f"/api/v1/moment?at={_written(at_us)}", b"")
    while True:
        outcome = await closed_loop(office.port, token, [ask], 1)
        memory_kb = max(memory_kb, resident_kb(pid) if (pid := _child(office)) else 0)
        if outcome.statuses[200]:
            return Rebuilt(time.perf_counter() - began, memory_kb)
        if not (outcome.statuses[503] or outcome.statuses[429]):
            raise RuntimeError(str(outcome.statuses))
        await asyncio.sleep(0.5)


async def _measure(office: Office, token: str, at_us: int, since_us: int) -> list[tuple[object, ...]]:
    places = list(grid(ENTRIES))[:1_000]
    await closed_loop(office.port, token, queries(300, places), 1)
    alone = await closed_loop(office.port, token, queries(QUERIES, places), 1)
    ready = asyncio.Event()

    async def look_back() -> Rebuilt:
        try:
            return await _rebuilt(office, token, at_us)
        finally:
            ready.set()

    looking = asyncio.create_task(look_back())
    meanwhile = Outcome()
    while not ready.is_set():
        some = await closed_loop(office.port, token, queries(300, places), 1)
        meanwhile.latencies_ms += some.latencies_ms
    besides = await looking
    feed = ("GET", f"/api/v1/feed?at={_written(at_us)}", b"")
    asked = await closed_loop(office.port, token, [feed] * 300, 1)
    rows: list[tuple[object, ...]] = [
        ("live, alone", *_percentiles(alone), ""),
        ("live, while it is rebuilt", *_percentiles(meanwhile), besides),
        ("of the past, once it is there", *_percentiles(asked), ""),
    ]
    others = (("nothing else asked, from the first entry", at_us - 1_000), ("the same, from a snapshot", since_us))
    for name, other_us in others:
        await asyncio.sleep(ITS_OWN_S)  # after which a past makes room for another of the same party
        rows.append((name, "", "", "", await _rebuilt(office, token, other_us)))
    return rows


def main() -> None:
    stay_on(1)
    serving.STARTS_WITHIN_S = 900.0  # a million entries are entered into the log, too
    with tempfile.TemporaryDirectory() as name:
        identity, journal = Identity(Path(name)), Path(name) / "office.db"
        at_us = fill(journal, ENTRIES)
        options = ("--snapshot-entries", "99999999", "--integrity", "tail")
        with running_office(journal, identity.public_file, *options, prefix=pin(0)) as office:
            token = identity.token("bench", f"tansiq.read {_SCOPES}")
            rows = asyncio.run(_measure(office, token, at_us, at_us + (LATER - 100) * 1_000))
    print_table(
        f"A past of {ENTRIES:,} entries, rebuilt from the first one (all on one core; query: 3 km around)",
        ("request", "p50 ms", "p99 ms", "worst ms", "rebuilding"),
        rows,
    )


_SCOPES = "utm.strategic_coordination"
