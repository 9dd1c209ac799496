"""However an office's nodes are killed, paused and cut off from their database, what it answers could all have
happened one after another."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.faults.spots import History, Planner, Spot, step
from tests.histories import NotLinearizable, linearize
from tests.journal.nodes import Wire
from tests.postgres import Cluster
from tests.serving import Identity, Office, free_port, start_office

FAULTS = max(3, int(os.environ.get("KILLS", "10")) // 2)
BETWEEN = 100
"""Answers of each node that stands, between one fault and the next."""
MEANWHILE = 30
"""Answers of each of the others while one stands still or is cut off, and those who asked it wait."""
PATIENCE_S = 90.0
PLANNERS = 6


class Nodes:
    """An office of several processes, each at a port that it keeps."""

    def __init__(self, starters: dict[str, Callable[[], Office]], wires: dict[str, Wire] | None = None) -> None:
        """`wires`: the ways to the database, of nodes that share one."""
        self._starters, self._wires = starters, wires or {}
        self.offices = {name: start() for name, start in starters.items()}
        self._standing = set(self.offices)
        self._one_stands = threading.Condition()

    def standing(self) -> dict[str, Office]:
        """Those that may be asked; waits while there are none, so that whoever asks does not slow down their start."""
        with self._one_stands:
            self._one_stands.wait_for(lambda: self._standing, PATIENCE_S)
            return {name: self.offices[name] for name in sorted(self._standing)}

    def kill(self, name: str) -> None:
        self.offices[name].kill()
        with self._one_stands:
            self._standing.discard(name)

    def stop(self, name: str) -> None:
        """In order: what it has begun it answers."""
        assert self.offices[name].stop() == 0
        with self._one_stands:
            self._standing.discard(name)

    def start(self, name: str) -> None:
        started = self._starters[name]()
        with self._one_stands:
            self.offices[name] = started
            self._standing.add(name)
            self._one_stands.notify_all()

    def pause(self, name: str) -> None:
        self.offices[name].process.send_signal(signal.SIGSTOP)

    def go_on(self, name: str) -> None:
        self.offices[name].process.send_signal(signal.SIGCONT)

    @property
    def can_be_cut(self) -> bool:
        return bool(self._wires)

    def cut(self, name: str, how: str) -> None:
        """Nothing gets to the database any more, or no answer comes back from there ("before", "after")."""
        self._wires[name].cut = lambda piece: how

    def mend(self, name: str) -> None:
        self._wires[name].cut = lambda piece: ""

    def close(self) -> None:
        for office in self.offices.values():
            office.kill()
        for wire in self._wires.values():
            wire.close()


@contextmanager
def one_office_on_sqlite(folder: Path, identity: Identity) -> Iterator[Nodes]:
    port = free_port()
    nodes = Nodes({"sqlite": lambda: start_office(folder / "j.db", identity.public_file, "--no-access-log", port=port)})
    try:
        yield nodes
    finally:
        nodes.close()


@contextmanager
def three_nodes_on_postgres(folder: Path, identity: Identity) -> Iterator[Nodes]:
    cluster = Cluster(durable=True)
    try:
        address = cluster.make_database()
        wires = {name: Wire(cluster.port) for name in ("one", "two", "three")}
        keys = ("--seal-key", str(folder / "seal-key"), "--log-key", str(folder / "log-key"), "--no-access-log")

        def starter(name: str) -> Callable[[], Office]:
            own = ("--journal", wires[name].address(address), "--data", str(folder / name))
            port = free_port()
            return lambda: start_office(folder / name, identity.public_file, *own, *keys, port=port)

        nodes = Nodes({name: starter(name) for name in wires}, wires)
        try:
            yield nodes
        finally:
            nodes.close()
    finally:
        cluster.stop()


OFFICES = [one_office_on_sqlite, three_nodes_on_postgres]


@pytest.mark.slow
@pytest.mark.parametrize("made", OFFICES, ids=lambda made: made.__name__)
def test_every_history_has_an_order_whatever_is_killed_and_paused(
    made: Callable[[Path, Identity], AbstractContextManager[Nodes]],
    tmp_path: Path,
    identity: Identity,
    record_property: Callable[[str, object], None],
) -> None:
    seed = time.time_ns() % 1_000_000
    chance, history, token = random.Random(seed), History(), identity.token("uss1")
    spots, done = [Spot(40.0, 5.0), Spot(42.0, 5.0)], Counter[str]()
    with made(tmp_path, identity) as nodes:
        planners = [Planner(seed + i, spots, nodes.standing, token, history) for i in range(PLANNERS)]
        for planner in planners:
            planner.start()
        for _ in range(FAULTS):
            assert history.wait_for(BETWEEN, list(nodes.offices), PATIENCE_S), "no answers"
            hit = chance.choice(list(nodes.offices))
            others = [name for name in nodes.offices if name != hit]
            happens = chance.random()
            if nodes.can_be_cut and happens < 0.33:
                nodes.cut(hit, chance.choice(("before", "after")))
                assert history.wait_for(MEANWHILE, others, PATIENCE_S), f"{hit} is cut off, and the others wait for it"
                nodes.mend(hit)
                done["cut off"] += 1
            elif others and happens < 0.67:
                nodes.pause(hit)
                assert history.wait_for(MEANWHILE, others, PATIENCE_S), f"{hit} is paused, and the others wait for it"
                nodes.go_on(hit)
                done["paused"] += 1
            else:
                nodes.kill(hit)
                assert history.wait_for(BETWEEN, others, PATIENCE_S), f"{hit} is dead, and the others wait for it"
                nodes.start(hit)
                done["killed"] += 1
        assert history.wait_for(BETWEEN, list(nodes.offices), PATIENCE_S), "no answers"
        for planner in planners:
            planner.enough.set()
        for planner in planners:
            planner.join(PATIENCE_S)
            assert not planner.is_alive()
            assert not planner.problems, planner.problems
        for spot in spots:  # what stands at the end stands on every node
            for name, office in nodes.offices.items():
                planners[0].ask(spot, ("look",), name, office)
    for spot in spots:
        try:
            linearize(history.told[spot], spot.empty, step)
        except NotLinearizable as no_order:
            pytest.fail(f"seed {seed}: {no_order}")
    told = [one for spot in spots for one in history.told[spot]]
    changes = [one for one in told if one.asked[0] == "change"]
    record_property("figures", "histories that have an order")
    record_property("office", made.__name__)
    for fault in ("killed", "paused", "cut off"):
        record_property(fault, done[fault])
    record_property("answers", sum(one.known for one in told))
    record_property("changed", sum(one.answered is True for one in changes))
    record_property("refused", sum(one.answered is False for one in changes))
    record_property("in doubt", sum(not one.known for one in changes))
