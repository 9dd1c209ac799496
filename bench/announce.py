"""Announcing the whole `switzerland` sample of real flights."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import httpx
from tests.serving import Identity, running_office
from tests.traffic_sample import sample, wheel

from bench.load import pin, print_table, stay_on
from tansiq.cli.announce import announce_all, flights_of, pairs_of
from tansiq.gateways.f3548_client import Announced, DssClient
from tansiq.traffic.corridor import Buffers


def main() -> None:
    if isinstance(wheel(), str):
        print(f"announce: skipped, {wheel()}")
        return
    stay_on(1)
    flights = flights_of(sample("switzerland"), Buffers(), int((time.time() + 600) * 1e6))
    volumes = sum(len(flight.volumes) for flight in flights)

    async def announce(url: str, token: str) -> list[Announced]:
        async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
            return await announce_all(DssClient(client, token, "https://uss.example.org"), flights, quiet=True)

    with tempfile.TemporaryDirectory() as name:
        identity = Identity(Path(name))
        with running_office(Path(name) / "office.db", identity.public_file, prefix=pin(0)) as office:
            began = time.perf_counter()
            announced = asyncio.run(announce(office.url, identity.token("bench")))
            seconds = time.perf_counter() - began
    print_table(
        "Announcing real flights (the `switzerland` sample), 16 at once, every conflict answered and tried again",
        ("flights", "volumes", "refused", "conflicts", "seconds", "references/s", "volumes/s"),
        [
            (
                len(flights),
                volumes,
                sum(bool(done.problem) for done in announced),
                len(pairs_of(announced)),
                seconds,
                len(flights) / seconds,
                volumes / seconds,
            )
        ],
    )
