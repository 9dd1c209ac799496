"""What only one node does: one at a time has it, another takes it when the first gives it back or stands still."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping

from tansiq.journal.leases import BEATS_IN_A_LIFE, Lease, holders
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tests.journal.nodes import Wire
from tests.postgres import Cluster

LIFE_S = 0.8


class Worker:
    """A node that would do the work."""

    def __init__(self, address: str, name: str, log: list[tuple[str, str]]) -> None:
        self.database, self.name, self.log = Database(address), name, log
        self.lease = Lease(self.database, "chores", name, life_s=LIFE_S)
        self.works = asyncio.Event()
        self.rests = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def work(self) -> None:
        self.log.append((self.name, "begins"))
        self.rests.clear()
        self.works.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.log.append((self.name, "ends"))
            self.works.clear()
            self.rests.set()

    def start(self) -> None:
        self.tasks = [asyncio.create_task(self.lease.run()), asyncio.create_task(self.lease.while_held(self.work))]

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.database.close()


@contextlib.asynccontextmanager
async def workers(
    address: str, *names: str, wires: Mapping[str, Wire] | None = None
) -> AsyncIterator[tuple[list[Worker], list[tuple[str, str]]]]:
    """`wires`: by which way some of them reach the database."""
    log: list[tuple[str, str]] = []
    ways = {name: wire.address(address) for name, wire in (wires or {}).items()}
    made = [Worker(ways.get(name, address), name, log) for name in names]
    check_schema(made[-1].database)
    try:
        yield made, log
    finally:
        for one in made:
            await one.stop()


async def beat(worker: Worker) -> int:
    """How often the lease has been raised."""
    return (await asyncio.to_thread(holders, worker.database))["chores"][1]


def test_one_works_at_a_time_and_the_other_goes_on_when_it_is_given_back(address: str) -> None:
    async def play() -> None:
        async with asyncio.timeout(30), workers(address, "one", "two") as ((one, two), log):
            one.start()
            await one.works.wait()
            two.start()
            begun = await beat(two)
            while await beat(two) < begun + 2 * BEATS_IN_A_LIFE:  # longer than a lease that is not kept would last
                await asyncio.sleep(0.02)
            assert one.lease.held
            assert not two.lease.held
            await one.stop()
            await two.works.wait()
            assert log == [("one", "begins"), ("one", "ends"), ("two", "begins")]

    asyncio.run(play())


def test_who_does_not_come_through_any_more_stops_before_another_begins(address: str, cluster: Cluster) -> None:
    async def play() -> None:
        async with asyncio.timeout(30), workers(address, "one", "two", wires={"one": wire}) as ((one, two), log):
            one.start()
            await one.works.wait()
            two.start()
            wire.cut = lambda piece: "before"
            await two.works.wait()
            assert log == [("one", "begins"), ("one", "ends"), ("two", "begins")]

    with contextlib.closing(Wire(cluster.port)) as wire:
        asyncio.run(play())


def test_who_ends_while_it_takes_the_lease_gives_it_back(address: str) -> None:
    async def play() -> None:
        async with asyncio.timeout(30), workers(address, "one", "two") as ((one, two), _):
            holds = two.database.connect()
            holds.execute("BEGIN")
            holds.execute("LOCK TABLE tansiq_leases")
            one.start()
            while holds.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone() == (0,):
                await asyncio.sleep(0.01)
            stopping = asyncio.create_task(one.stop())
            await asyncio.sleep(0)
            holds.execute("COMMIT")
            await stopping
            assert holds.execute("SELECT holder FROM tansiq_leases").fetchall() == [("",)]
            holds.close()

    asyncio.run(play())


def test_one_that_may_not_have_it_any_more_gives_it_to_another(address: str) -> None:
    async def play() -> None:
        async with workers(address, "one", "two") as ((one, two), log):
            one.start()
            await one.works.wait()
            two.start()
            one.lease.may = lambda: False
            await one.rests.wait()
            await two.works.wait()
            await two.stop()
            one.lease.may = lambda: True
            await one.works.wait()
            assert log == [("one", "begins"), ("one", "ends"), ("two", "begins"), ("two", "ends"), ("one", "begins")]

    asyncio.run(play())
