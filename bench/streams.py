"""From an event by one party to another's open streams: 500 of them, while the first party goes on."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path

from tests.coordination import ALL, flight, found_office
from tests.serving import Identity, running_office

from bench.load import Connection, pin, print_table, stay_on

STREAMS = 500
EVENTS = 200
PER_SECOND = 10.0


async def _listen(port: int, token: str, ready: asyncio.Semaphore, seen: dict[str, list[float]], until: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    await reader.readuntil(b"retry: 1000\n\n")
    ready.release()
    got = 0
    while got < until:
        line = await reader.readline()
        if line.startswith(b"data: "):
            at = time.perf_counter()
            seen.setdefault(json.loads(line[6:])["id"], []).append(at)
            got += 1
    writer.close()


async def _run(port: int, drones: str, army: str, streams: int) -> tuple[list[float], list[float]]:
    """Milliseconds from the sending of each change to its arrival in each stream, and to its own answer."""
    seen: dict[str, list[float]] = {}
    ready = asyncio.Semaphore(0)
    listening = [asyncio.create_task(_listen(port, army, ready, seen, EVENTS)) for _ in range(streams)]
    for _ in range(streams):
        await ready.acquire()
    planner = await Connection.open(port, drones)
    sent: dict[str, float] = {}
    answered: list[float] = []
    began = time.perf_counter()
    for i in range(EVENTS):
        await asyncio.sleep(max(0.0, began + i / PER_SECOND - time.perf_counter()))
        body = json.dumps(flight(30.0 + (i % 100) * 0.1, 5.0 + i // 100)).encode()
        at = time.perf_counter()
        status, answer = await planner.send(("POST", "/api/v1/operations", body))
        assert status == 201, answer
        answered.append((time.perf_counter() - at) * 1_000)
        sent[json.loads(answer)["operation"]["id"]] = at
    await asyncio.wait_for(asyncio.gather(*listening), 60)
    planner.close()
    return [(at - sent[name]) * 1_000 for name, moments in seen.items() for at in moments], answered


def main() -> None:
    rows = []
    for streams in (1, 100, STREAMS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            identity = Identity(folder)
            found_office(folder / "office.db")
            with running_office(folder / "office.db", identity.public_file, "--no-access-log", prefix=pin(0)) as office:
                stay_on(1)
                arrived, answered = asyncio.run(
                    _run(office.port, identity.token("drones", ALL), identity.token("army", ALL), streams)
                )
        assert len(arrived) == streams * EVENTS, "some were lost, or came twice"
        rows.append((streams, len(arrived), *_spread(arrived), _spread(answered)[1]))
    print_table(
        f"An event in others' open streams, {PER_SECOND:g} a second (ms)",
        ("streams", "arrived", "p50", "p95", "max", "own answer p95"),
        rows,
    )


def _spread(values: list[float]) -> tuple[str, str, str]:
    ordered = sorted(values)
    middle, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"{middle:.1f}", f"{most:.1f}", f"{ordered[-1]:.1f}"
