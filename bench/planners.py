"""A hundred planners at once on one spot, each learning from the 409 what it has not seen, until all are in."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
import uuid
from collections import Counter
from pathlib import Path

from tests.serving import Identity, running_office

from bench.flights import INTENTS, soon, volume
from bench.load import Connection, encode, pin, print_table, stay_on

PLANNERS = 100


async def plan(port: int, token: str, statuses: Counter[int], tries: list[int]) -> None:
    connection = await Connection.open(port, token)
    intent_id, key, attempts = str(uuid.uuid4()), set[str](), 0
    body = {"extents": [volume(48.0, 2.0, soon())], "state": "Accepted", "uss_base_url": "https://uss.example.org"}
    while True:
        attempts += 1
        status, answer = await connection.send(("PUT", f"{INTENTS}/{intent_id}", encode(body | {"key": sorted(key)})))
        statuses[status] += 1
        if status != 409:
            break
        key |= {missing["ovn"] for missing in json.loads(answer)["missing_operational_intents"]}
    tries.append(attempts)
    connection.close()


async def all_at_once(port: int, token: str) -> tuple[Counter[int], list[int], float]:
    statuses: Counter[int] = Counter()
    tries: list[int] = []
    began = time.perf_counter()
    await asyncio.gather(*(plan(port, token, statuses, tries) for _ in range(PLANNERS)))
    return statuses, tries, time.perf_counter() - began


def main() -> None:
    stay_on(1)
    with tempfile.TemporaryDirectory() as name:
        identity = Identity(Path(name))
        with running_office(Path(name) / "office.db", identity.public_file, prefix=pin(0)) as office:
            statuses, tries, seconds = asyncio.run(all_at_once(office.port, identity.token("bench")))
    print_table(
        f"{PLANNERS} planners at once on one spot, each until it is in",
        ("in", "409 on the way", "other", "most tries", "seconds"),
        [
            (
                statuses[201],
                statuses[409],
                sum(n for s, n in statuses.items() if s not in {201, 409}),
                max(tries),
                seconds,
            )
        ],
    )
