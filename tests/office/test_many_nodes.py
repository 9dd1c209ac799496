"""An office on several nodes is one office: the same state on each, to the byte, and the same as one replay gives."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.journal.shared_desk import open_shared_desk
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.office.desk import Desk
from tansiq.office.machine import blueprint
from tansiq.office.refusals import Refusal
from tests.office.commands import NOW_US, commands
from tests.postgres import Cluster

OFFICE = blueprint()


@given(st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_two_nodes_that_decide_in_any_order_are_one_office(cluster: Cluster, data: st.DataObject) -> None:
    address = cluster.make_database()
    clocks = itertools.count(NOW_US, 1_000)

    async def play() -> None:
        databases = [Database(address) for _ in range(2)]
        check_schema(databases[0])
        desks: list[Desk] = [
            open_shared_desk(OFFICE, database, "office", Path("office"), clock=lambda: next(clocks))
            for database in databases
        ]
        for desk in desks:
            desk.open()
        for serial in range(30):
            desk = desks[data.draw(st.integers(0, 1), label="node")]
            command = data.draw(commands(desk.state, serial), label="command")
            with contextlib.suppress(Refusal):
                await desk.submit(command)
        states = [await desk.read(lambda state, now_us: list(OFFICE.dump(state))) for desk in desks]
        late = open_shared_desk(OFFICE, databases[0], "office", Path("office"))
        assert states[0] == states[1] == list(OFFICE.dump(late.state))
        times = [entry.header.time_us for entry in late.store.read()]
        assert times == sorted(times)
        for desk in (*desks, late):
            await desk.close()
        for database in databases:
            database.close()

    asyncio.run(play())
