"""Three nodes over one PostgreSQL, which is killed, and to which their wires are cut: what they answer has an order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tansiq.journal.errors import StoreUnavailable
from tests.histories import UNKNOWN, NotLinearizable, Operation, linearize
from tests.journal.counter import Refused
from tests.journal.nodes import Node, Wire
from tests.postgres import Cluster

FAULTS = max(3, int(os.environ.get("KILLS", "10")) // 2)
BETWEEN = 200
"""Answers between one fault and the next."""


def counted(state: int, asked: tuple[Any, ...], answered: Any) -> Iterator[int]:
    match asked:
        case ("read",):
            if answered == state:
                yield state
        case ("add", step):
            if answered is UNKNOWN or answered == state + step:
                yield state + step


class Asking:
    """Who reads and adds through nodes that are drawn, and what they were told."""

    def __init__(self, nodes: list[Node], seed: int) -> None:
        self.nodes, self.chance = nodes, random.Random(seed)
        self.told: dict[str, list[Operation]] = {name: [] for name in "ab"}
        self.answers, self.refused, self.enough = 0, 0, False
        self.more = asyncio.Condition()

    async def ask(self) -> None:
        while not self.enough:
            name = self.chance.choice("ab")
            place = self.chance.randrange(len(self.nodes))
            asked = ("read",) if self.chance.random() < 0.5 else ("add", 1)
            await self.one(place, name, asked)

    async def one(self, place: int, name: str, asked: tuple[Any, ...]) -> None:
        node, called = self.nodes[place], time.monotonic_ns()
        try:
            answered = await (node.value(name) if asked == ("read",) else node.add(name, asked[1]))
        except StoreUnavailable:  # says that nothing was changed: so nothing is noted
            self.refused += 1
            await asyncio.sleep(0)
            return
        except Refused as refused:
            pytest.fail(str(refused))
        self.told[name].append(Operation(asked, answered, called, time.monotonic_ns(), f"node {place}"))
        async with self.more:
            self.answers += 1
            self.more.notify_all()

    async def wait_for(self, count: int) -> None:
        goal = self.answers + count
        async with self.more, asyncio.timeout(45):
            await self.more.wait_for(lambda: self.answers >= goal)


@pytest.mark.slow
def test_what_three_nodes_answer_has_an_order_whatever_happens_to_their_database() -> None:
    cluster = Cluster(durable=True)
    wires = [Wire(cluster.port) for _ in range(3)]
    address, seed = cluster.make_database(), time.time_ns() % 1_000_000

    async def play() -> Asking:
        nodes = [Node(wire.address(address)) for wire in wires]
        for node in nodes:
            node.sequencer.start()
        asking = Asking(nodes, seed)
        tasks = [asyncio.create_task(asking.ask()) for _ in range(8)]
        chance = random.Random(seed)
        for _ in range(FAULTS):
            await asking.wait_for(BETWEEN)
            if chance.random() < 0.4:
                await asyncio.to_thread(cluster.kill)
                while True:
                    with contextlib.suppress(AssertionError):
                        await asyncio.to_thread(cluster.start)
                        break
                    # What was killed still holds its memory or its port
            else:
                wire, how = chance.choice(wires), chance.choice(("before", "after", "silence"))
                hits = len(wire.cuts)

                def cut(piece: bytes, wire: Wire = wire, how: str = how, hits: int = hits) -> str:
                    return how if b"COMMIT" in piece and len(wire.cuts) == hits else ""

                wire.cut = cut
        await asking.wait_for(BETWEEN)
        asking.enough = True
        await asyncio.gather(*tasks)
        for place, node in enumerate(nodes):
            for name in "ab":
                await asking.one(place, name, ("read",))
            assert node.faults == []
        await asyncio.gather(*(node.close() for node in nodes))
        return asking

    try:
        asking = asyncio.run(play())
    finally:
        cluster.stop()
        for wire in wires:
            wire.close()
    for name, told in asking.told.items():
        try:
            linearize(told, 0, counted)
        except NotLinearizable as no_order:
            pytest.fail(f"seed {seed}, {name}: {no_order}")
