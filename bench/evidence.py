"""What proof costs: creates with checkpoints every second and with none after the start, and proofs in a log of ten
million entries."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import tempfile
import time
from pathlib import Path

from tests.serving import Identity, running_office

from bench.create import CONNECTIONS, disjoint
from bench.load import Outcome, closed_loop, pin, print_table, stay_on
from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.ring import new_ring
from tansiq.evidence.shelf import Shelf
from tansiq.evidence.tree import check_inclusion
from tansiq.journal.entry import Header

COUNT, TURNS = 12_000, 3
ENTRIES = 10_000_000
PROOFS = 10_000
_AT_ONCE = 100_000


def creates(every_s: str) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        identity = Identity(folder)
        options = ("--checkpoint-s", every_s)
        with running_office(folder / "office.db", identity.public_file, *options, prefix=pin(0)) as office:
            token = identity.token("bench")
            asyncio.run(closed_loop(office.port, token, disjoint(500, seed=1), CONNECTIONS))
            return asyncio.run(closed_loop(office.port, token, disjoint(COUNT), CONNECTIONS))


def on_the_write_path() -> None:
    """One after the other, in turns, so that whatever else the machine does meets both."""
    rates: dict[str, list[float]] = {"3600": [], "1.0": []}
    for _ in range(TURNS):
        for every_s, found in rates.items():
            found.append(creates(every_s).rate)
    without, with_proof = (sorted(found)[TURNS // 2] for found in rates.values())
    rows = [
        ("no checkpoint after the start", f"{without:,.0f}", " ".join(f"{rate:,.0f}" for rate in rates["3600"])),
        ("a checkpoint every second", f"{with_proof:,.0f}", " ".join(f"{rate:,.0f}" for rate in rates["1.0"])),
        ("cost", f"{100 * (1 - with_proof / without):.1f} %", ""),
    ]
    print_table("Creates with proof (server on one core)", ("", "per second, median", "each run"), rows)


def in_a_long_log(entries: int) -> None:
    """Proofs of entries drawn at random, each read from the disk's files by a shelf that has read none before."""
    leaves = [hashlib.sha256(number.to_bytes(8, "big")).digest() for number in range(_AT_ONCE)]
    with tempfile.TemporaryDirectory() as name:
        folder, ring = Path(name) / "tiles", new_ring("bench.example/log")
        shelf, began = Shelf(folder), time.perf_counter()
        for first in range(0, entries, _AT_ONCE):
            shelf.grow(leaves[: min(_AT_ONCE, entries - first)])
        grown_s = time.perf_counter() - began
        shelf.publish(ring.checkpoint(shelf.size, shelf.root()))
        note, root = shelf.checkpoint, shelf.root()
        assert note is not None
        keeper = LogKeeper(folder, Shelf(folder), ring, _none)
        took_ms = []
        for _ in range(PROOFS):
            index = random.randrange(entries)
            began = time.perf_counter()
            proof = keeper.prove(index, note, entries)
            took_ms.append(1_000 * (time.perf_counter() - began))
            check_inclusion(leaves[index % _AT_ONCE], index, entries, proof.hashes, root)
        took_ms.sort()
        size = sum(os.stat(Path(where, file)).st_size for where, _, files in os.walk(folder) for file in files)  # noqa: PTH116
    rows = [
        (
            f"{entries:,}",
            f"{took_ms[PROOFS // 2]:.2f}",
            f"{took_ms[PROOFS * 99 // 100]:.2f}",
            f"{took_ms[-1]:.2f}",
            f"{1e6 * grown_s / entries:.1f}",
            f"{size / 1e6:,.0f}",
        )
    ]
    print_table(
        f"Inclusion proofs ({PROOFS:,} entries drawn at random)",
        ("entries", "p50 ms", "p99 ms", "max ms", "growing, us an entry", "MB of tiles"),
        rows,
    )


def _none(after: int, at_most: int) -> list[Header]:
    return []


def main() -> None:
    stay_on(1)
    on_the_write_path()
    for entries in (100_000, ENTRIES):
        in_a_long_log(entries)
