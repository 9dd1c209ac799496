"""Creates of operational intent references through 1, 2 and 4 nodes over one PostgreSQL, beside one office over SQLite.

All take turns, over and over, so that what else the machine does meets them alike; what is compared is the ratio within
a round. Nothing is kept on a core: nodes, database and load share what there is.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from tests.postgres import Cluster
from tests.serving import Identity, Office, start_office

from bench.create import CONNECTIONS, disjoint
from bench.load import Outcome, Request, closed_loop, print_table

ROUNDS = int(os.environ.get("ROUNDS", "5"))
COUNT = int(os.environ.get("COUNT", "6000"))
WARM = 500
NODES = (1, 2, 4)
_TICK_US = 1_000_000 / os.sysconf("SC_CLK_TCK")
_SAMPLED_EVERY_S = 0.01
_ACTIVITY = """
    SELECT CASE
      WHEN state = 'idle in transaction' THEN 'the node works'
      WHEN state <> 'active' THEN ''
      WHEN wait_event_type = 'Lock' THEN 'waits for its turn'
      WHEN query LIKE '%%COMMIT' OR wait_event IN ('WALSync', 'WALWrite') THEN 'commit'
      WHEN query LIKE '%%unnest%%' THEN 'append'
      ELSE 'lock, look and read' END
    FROM pg_stat_activity WHERE datname = %s AND application_name = 'tansiq'
"""
STEPS = ("lock, look and read", "the node works", "append", "commit")


@dataclass
class Measured:
    """One run: what whoever asked saw, and what it took."""

    outcome: Outcome
    cpu_us: tuple[float, float, float]
    """Processor time of a create: of the nodes, the database, the load."""
    others: float
    """The share of the machine's processors that all else had meanwhile."""
    turns: int = 0
    entries: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    """How often the database's connections were seen in each step."""


class Sampling:
    """Looks again and again at what a database's connections are doing."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.seen: Counter[str] = Counter()
        self._cluster, self._name, self._over = cluster, name, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Sampling:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        with psycopg.connect(self._cluster.address("postgres"), autocommit=True) as connection:
            while not self._over.wait(_SAMPLED_EVERY_S):
                self.seen.update(step for (step,) in connection.execute(_ACTIVITY, (self._name,)))


def cpu_us(pids: list[int]) -> float:
    """What processes, and those of theirs that have ended, have used of the processors."""
    return (
        sum(sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15])) for pid in pids)
        * _TICK_US
    )


def machine_us() -> float:
    """How long the machine's processors have not been idle, all together."""
    user, nice, system, _, _, irq, softirq, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + softirq + steal) * _TICK_US


@contextlib.contextmanager
def office_of(folder: Path, identity: Identity, *journals: tuple[str, ...]) -> Iterator[list[Office]]:
    """One node for each set of options."""
    offices: list[Office] = []
    try:
        for i, options in enumerate(journals):
            offices.append(start_office(folder / f"{i}.db", identity.public_file, "--no-access-log", *options))
        yield offices
    finally:
        for office in offices:
            office.stop()


async def _load(offices: list[Office], token: str, requests: list[Request]) -> Outcome:
    source, whole = iter(requests), Outcome()
    share = CONNECTIONS // len(offices)
    for one in await asyncio.gather(*(closed_loop(office.port, token, source, share) for office in offices)):
        whole.latencies_ms += one.latencies_ms
        whole.statuses += one.statuses
        whole.seconds = max(whole.seconds, one.seconds)
    assert set(whole.statuses) == {201}, whole.statuses
    return whole


def _measure(offices: list[Office], identity: Identity, database: int | None = None) -> Measured:
    token = identity.token("bench")
    asyncio.run(_load(offices, token, disjoint(WARM * len(offices), seed=1)))
    requests = disjoint(COUNT)
    children = Path(f"/proc/{database}/task/{database}/children")
    of_database = [] if database is None else [database, *map(int, children.read_text().split())]
    groups = ([office.process.pid for office in offices], of_database, [os.getpid()])
    before, busy = [cpu_us(pids) for pids in groups], machine_us()
    outcome = asyncio.run(_load(offices, token, requests))
    used = [cpu_us(pids) - since for pids, since in zip(groups, before, strict=True)]
    others = (machine_us() - busy - sum(used)) / (outcome.seconds * 1_000_000 * (os.cpu_count() or 1))
    nodes, server, load = (one / COUNT for one in used)
    return Measured(outcome, (nodes, server, load), max(0.0, others))


def on_sqlite(identity: Identity) -> Measured:
    with tempfile.TemporaryDirectory() as folder, office_of(Path(folder), identity, ()) as offices:
        return _measure(offices, identity)


def on_postgres(cluster: Cluster, identity: Identity, count: int) -> Measured:
    address = cluster.make_database()
    name = address.rpartition("/")[2]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shared = ("--journal", address, "--seal-key", str(folder / "seal-key"), "--log-key", str(folder / "log-key"))
        each = [(*shared, "--data", str(folder / f"node-{i}")) for i in range(count)]
        with office_of(folder, identity, *each) as offices, Sampling(cluster, name) as sampling:
            measured = _measure(offices, identity, cluster.pid)
        measured.seen = sampling.seen
    asked = "SELECT count(DISTINCT xmin::text), count(*) FROM (SELECT xmin FROM tansiq_entries WHERE journal = 'office'"
    asked += f" AND kind = 'intent.put' ORDER BY sequence DESC LIMIT {COUNT}) AS last"
    ((turns, entries),) = cluster.ask(name, asked)
    measured.turns, measured.entries = int(str(turns)), int(str(entries))
    cluster.ask("postgres", f"DROP DATABASE {name}")
    return measured


def _middle(values: list[float]) -> float:
    return statistics.median(values)


def _row(name: str, runs: list[Measured], ratios: list[float]) -> tuple[object, ...]:
    rates = [run.outcome.rate for run in runs]
    nodes, server, load = (_middle([run.cpu_us[i] for run in runs]) for i in range(3))
    return (
        name,
        _middle(rates),
        f"{_middle(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
        _middle([run.outcome.percentile(0.5) for run in runs]),
        _middle([run.outcome.percentile(0.99) for run in runs]),
        _middle([run.entries / run.turns if run.turns else float("nan") for run in runs]),
        _middle([run.turns / run.outcome.seconds for run in runs]),
        f"{nodes:.0f} + {server:.0f} + {load:.0f}",
        f"{_middle([run.others for run in runs]):.0%}",
    )


def _steps(name: str, runs: list[Measured]) -> tuple[object, ...]:
    """A turn's time in its steps: only one connection at a time is in any of them, so what was seen is a share."""
    seen: Counter[str] = Counter()
    for run in runs:
        seen += run.seen
    turn_ms = _middle([run.outcome.seconds * 1000 / run.turns for run in runs])
    whole = sum(seen[step] for step in STEPS) or 1
    return (name, turn_ms, *(f"{seen[step] / whole:.0%}" for step in STEPS))


def main() -> None:
    runs: dict[int, list[Measured]] = {count: [] for count in (0, *NODES)}
    cluster = Cluster(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            identity = Identity(Path(folder))
            began = time.monotonic()
            for _ in range(ROUNDS):
                runs[0].append(on_sqlite(identity))
                for count in NODES:
                    runs[count].append(on_postgres(cluster, identity, count))
            took = time.monotonic() - began
    finally:
        cluster.stop()
    first = [run.outcome.rate for run in runs[0]]
    ratios = {
        count: [run.outcome.rate / of for run, of in zip(made, first, strict=True)] for count, made in runs.items()
    }
    named = {count: f"{count} on PostgreSQL" if count else "1 on SQLite" for count in runs}
    print_table(
        f"Create operational intent references, {CONNECTIONS} connections, {ROUNDS} rounds of {COUNT} ({took:.0f} s)",
        (
            "nodes",
            "per second",
            "of SQLite's",
            "p50 ms",
            "p99 ms",
            "batch",
            "turns/s",
            "CPU us: nodes + db + load",
            "others",
        ),
        [_row(named[count], made, ratios[count]) for count, made in runs.items()],
    )
    print_table(
        "Where the time of a turn goes (as the database saw it)",
        ("nodes", "ms a turn", *STEPS),
        [_steps(named[count], runs[count]) for count in NODES],
    )
