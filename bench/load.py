"""A load generator: many keep-alive connections from one process, with little work of its own."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

Request = tuple[str, str, bytes]
"""Method, path, body."""


@dataclass
class Outcome:
    """Latencies in milliseconds, statuses, and the time it all took."""

    latencies_ms: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")

    @property
    def rate(self) -> float:
        return len(self.latencies_ms) / self.seconds if self.seconds else 0.0


class Connection:
    """One keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        self._reader, self._writer = reader, writer
        self._head = f"Host: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"

    @classmethod
    async def open(cls, port: int, token: str) -> Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=1 << 24), token)

    async def send(self, request: Request) -> tuple[int, bytes]:
        method, path, body = request
        head = f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        at = answer.lower().index(b"content-length:") + 15
        length = int(answer[at : answer.index(b"\r\n", at)])
        return status, await self._reader.readexactly(length)

    def close(self) -> None:
        self._writer.close()


async def closed_loop(port: int, token: str, requests: Iterable[Request], connections: int) -> Outcome:
    """Every connection sends its next request when the last one is answered."""
    outcome, source = Outcome(), iter(requests)
    opened = [await Connection.open(port, token) for _ in range(connections)]
    began = time.perf_counter()

    async def work(connection: Connection) -> None:
        for request in source:
            sent = time.perf_counter()
            status, _ = await connection.send(request)
            outcome.latencies_ms.append((time.perf_counter() - sent) * 1000)
            outcome.statuses[status] += 1

    await asyncio.gather(*(work(connection) for connection in opened))
    outcome.seconds = time.perf_counter() - began
    for connection in opened:
        connection.close()
    return outcome


async def paced(port: int, token: str, requests: list[Request], connections: int, rate: float) -> Outcome:
    """Requests start at a steady rate, whether or not earlier ones are answered; waiting for a connection counts."""
    outcome = Outcome()
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(connections):
        free.put_nowait(await Connection.open(port, token))
    began = time.perf_counter()

    async def one(request: Request, due: float) -> None:
        connection = await free.get()
        status, _ = await connection.send(request)
        outcome.latencies_ms.append((time.perf_counter() - due) * 1000)
        outcome.statuses[status] += 1
        free.put_nowait(connection)

    tasks = []
    for i, request in enumerate(requests):
        due = began + i / rate
        delay = due - time.perf_counter()
        if delay > 0:
            await asyncio.sleep(delay)
        tasks.append(asyncio.create_task(one(request, due)))
    await asyncio.gather(*tasks)
    outcome.seconds = time.perf_counter() - began
    while not free.empty():
        free.get_nowait().close()
    return outcome


def print_table(title: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """A plain table."""
    cells = [columns, *[tuple(_show(value) for value in row) for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    print(f"\n{title}")
    for row in cells:
        print(
            "  "
            + "  ".join(
                cell.rjust(width) if i else cell.ljust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        )


def _show(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def resident_kb(process_id: int) -> int:
    """Memory of a process."""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise AssertionError


def pin(core: int) -> list[str]:
    """The words that keep a command on one core, where there are two."""
    return ["taskset", "-c", str(core)] if (os.cpu_count() or 1) > 1 else []


def stay_on(core: int) -> None:
    """Keeps this process on one core, where there are two."""
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


encode = msgspec.json.encode
