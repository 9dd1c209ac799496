"""Creates of operational intent references over HTTP: disjoint, and all on one spot with keys of up to 50 OVNs."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path

from tests.serving import Identity, running_office

from bench.flights import create, grid, soon, uuid7, volume
from bench.load import Outcome, Request, closed_loop, paced, pin, print_table, stay_on

CONNECTIONS = 64
COUNT = 20_000
SPOT = 12_000
KEY = 50


def disjoint(count: int, seed: int = 0) -> list[Request]:
    start = soon()
    return [create(volume(lat + 40.0 * seed, lng, start)) for lat, lng in grid(count)]


def one_spot(count: int) -> list[Request]:
    """Flights at one place, a little apart, whose times slide: each overlaps the 50 before it and its key holds their
    OVNs.

    The OVNs are known beforehand because the planner asks for their suffixes (the OVN-request extension), so that the
    measured requests are the plain create, with the whole key check. Requests that are under way together may
    overtake each other: so there are 128 days, and each request is for the next of them.
    """
    start, moment, chance = soon(), time.time() + 60.0, random.Random(1)
    days = CONNECTIONS * 2
    window_min, step_min = 50.0, 1.02
    requests: list[Request] = []
    ovns: list[list[str]] = [[] for _ in range(days)]
    for i in range(count):
        day, turn = i % days, i // days
        intent_id, suffix = str(uuid.uuid4()), uuid7(moment)
        begins = start + timedelta(days=day, minutes=step_min * turn)
        lat, lng = 48.0 + chance.uniform(-0.0007, 0.0007), 2.0 + chance.uniform(-0.001, 0.001)
        extent = volume(lat, lng, begins, window_min)
        requests.append(create(extent, tuple(ovns[day][-KEY:]), suffix, intent_id))
        ovns[day].append(f"{intent_id}_{suffix}")
    return requests


def run(requests: list[Request], rate: float | None = None) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        identity = Identity(folder)
        with running_office(folder / "office.db", identity.public_file, prefix=pin(0)) as office:
            token = identity.token("bench")
            warm = disjoint(500, seed=1)
            asyncio.run(closed_loop(office.port, token, warm, CONNECTIONS))
            if rate is None:
                return asyncio.run(closed_loop(office.port, token, requests, CONNECTIONS))
            return asyncio.run(paced(office.port, token, requests, CONNECTIONS, rate))


def main() -> None:
    stay_on(1)
    free = run(disjoint(COUNT))
    spot = run(one_spot(SPOT))
    half = run(disjoint(COUNT), rate=free.rate / 2)
    rows = [
        (
            name,
            len(o.latencies_ms),
            o.rate,
            o.percentile(0.5),
            o.percentile(0.99),
            max(o.latencies_ms),
            dict(o.statuses),
        )
        for name, o in (
            ("disjoint, 64 connections", free),
            (f"one spot, keys of {KEY}", spot),
            ("disjoint, half the load", half),
        )
    ]
    rows = [(*row[:-1], " ".join(f"{status}:{count}" for status, count in row[-1].items())) for row in rows]
    print_table(
        "Create operational intent references (server on one core, load on the other)",
        ("", "requests", "per second", "p50 ms", "p99 ms", "max ms", "statuses"),
        rows,
    )
    print(f"  one spot / disjoint: {spot.rate / free.rate:.0%}")
