"""A node of an older version beside newer ones: what it does not know, and what it does then."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tansiq.journal.entry import Draft, Entry
from tansiq.journal.errors import JournalDamaged, NewerEntries, StoreUnreachable
from tansiq.journal.rebuilding import rebuild
from tansiq.journal.stores.postgres import statements as sql
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema, migrate
from tansiq.journal.stores.postgres.store import PostgresStore
from tansiq.office.machine import blueprint
from tests.journal.nodes import Node, nodes
from tests.postgres import Cluster


class Partly(Node):
    """Knows of an entry that it counts all but a reason."""

    def replay(self, entry: Entry) -> str:
        event = json.loads(entry.body)
        self.machine.evolve((event[0], event[1]))
        return "reason" if len(event) > 2 else ""


class Strict(Node):
    """Cannot count down what it has never counted up."""

    def replay(self, entry: Entry) -> str:
        if entry.header.kind == "counted":
            name, step = json.loads(entry.body)
            if step < 0:
                self.machine.values[name] += step
                return ""
        return super().replay(entry)


def append(address: str, *entries: tuple[str, str]) -> None:
    """What a newer node writes."""
    newer = Node(address)
    newer.store.known(newer.store.look(), 1)
    newer.store.lock(newer.store.head)
    newer.store.append([Draft(1, "nobody", kind, body.encode(), bytes(16)) for kind, body in entries])
    newer.database.close()


def test_of_an_entry_with_a_field_that_it_does_not_know_a_node_takes_in_the_rest_and_decides_nothing_more(
    address: str,
) -> None:
    async def play() -> None:
        node = Partly(address)
        node.sequencer.start()
        await node.add("a")
        append(address, ("counted", '["a", 2, "why"]'))
        with pytest.raises(NewerEntries, match=r"'reason' in entry 2 \(counted\)"):
            await node.add("a")
        assert await node.value("a") == 3
        append(address, ("counted", '["a", 4]'))
        assert await node.value("a") == 7
        assert not node.faults
        await node.close()

    asyncio.run(play())


def test_a_node_for_which_an_entry_rests_on_one_that_it_does_not_know_answers_nothing_more(address: str) -> None:
    async def play() -> None:
        node = Strict(address)
        node.sequencer.start()
        await node.add("a")
        append(address, ("counted.otherwise", '{"b": 5}'))
        assert await node.value("a") == 1
        append(address, ("counted", '["b", -1]'))
        for ask in (node.value, node.add):
            with pytest.raises(NewerEntries):
                await ask("a")
        with pytest.raises(NewerEntries, match=r"entry 3 \(counted\) rests on"):
            await node.value("a")
        assert not node.faults
        await node.close()

    asyncio.run(play())


def test_a_file_with_a_field_of_a_newer_version_is_refused_by_an_older_one(address: str) -> None:
    body = b'{"kind":"availability.set","availability":{"party":"a","state":"Down","version":"v","new":1},"by":"b"}'
    append(address, ("availability.set", body.decode()))
    database = Database(address)
    store = PostgresStore(database, "office", Path("office"))
    with pytest.raises(JournalDamaged, match=r"does not know the field 'availability\.new'"):
        rebuild(blueprint(), Path("office.db"), lambda after: store.read(), None)
    database.close()


def test_nodes_are_stopped_by_a_step_of_the_tables_that_is_not_for_them(
    address: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play() -> None:
        async with nodes(address, 1) as (old,):
            await old.add("a")
            version = sql.VERSION
            monkeypatch.setattr(sql, "VERSION", version + 1)
            monkeypatch.setattr(sql, "SERVED_SINCE", version + 1)
            step = f"ALTER TABLE tansiq_heads RENAME TO tansiq_heads_{version + 1}"
            monkeypatch.setitem(sql.STEPS, version, (step,))
            database = Database(address)
            assert migrate(database) == (version, version + 1)
            for ask in (old.add, old.value):
                with pytest.raises(StoreUnreachable):
                    await ask("a")
            check_schema(database)
            database.close()
            assert not old.faults
            name = address.rpartition("/")[2]
            assert cluster.ask(name, "SELECT count(*) FROM tansiq_entries") == [(1,)]

    asyncio.run(play())


def test_of_two_that_migrate_at_once_one_finds_nothing_to_do(address: str, cluster: Cluster) -> None:
    async def play() -> None:
        both = [Database(address), Database(address)]
        check_schema(both[0])
        name = address.rpartition("/")[2]
        cluster.ask(name, "DROP INDEX tansiq_erasures")
        cluster.ask(name, "UPDATE tansiq_schema SET version = 1")
        done = await asyncio.gather(*(asyncio.to_thread(migrate, one) for one in both))
        assert sorted(done) == [(1, sql.VERSION), (sql.VERSION, sql.VERSION)]
        assert cluster.ask(name, "SELECT id, version FROM tansiq_schema ORDER BY id") == [
            (sql.OF_THE_TABLES, sql.VERSION),
            (sql.SERVED, sql.SERVED_SINCE),
        ]
        for one in both:
            one.close()

    asyncio.run(play())
