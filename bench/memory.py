"""Memory of a reference that was announced over HTTP: alone, and with an implicit subscription of its own."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path

from tests.serving import Identity, running_office

from bench.create import CONNECTIONS, disjoint
from bench.load import Request, closed_loop, encode, pin, print_table, resident_kb, stay_on

COUNT = 50_000


def listening(request: Request) -> Request:
    method, path, body = request
    wish = {"new_subscription": {"uss_base_url": "https://uss.example.org/utm"}}
    return method, path, encode(json.loads(body) | wish)


def measured(requests: list[Request]) -> float:
    """Resident kB for each of the requests, above what the office has after the first hundred."""
    with tempfile.TemporaryDirectory() as name:
        identity = Identity(Path(name))
        with running_office(Path(name) / "office.db", identity.public_file, prefix=pin(0)) as office:
            token = identity.token("bench")
            asyncio.run(closed_loop(office.port, token, requests[:100], CONNECTIONS))
            before_kb = resident_kb(office.process.pid)
            outcome = asyncio.run(closed_loop(office.port, token, requests[100:], CONNECTIONS))
            assert set(outcome.statuses) == {201}, outcome.statuses
            return (resident_kb(office.process.pid) - before_kb) / (len(requests) - 100)


def main() -> None:
    stay_on(1)
    requests = disjoint(COUNT)
    print_table(
        f"Memory of references announced over HTTP ({COUNT:,} of them)",
        ("", "kB each"),
        [
            ("a reference", f"{measured(requests):.2f}"),
            (
                "a reference and an implicit subscription of its own",
                f"{measured([listening(r) for r in requests]):.2f}",
            ),
        ],
    )
