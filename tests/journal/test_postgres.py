"""A journal in PostgreSQL: several nodes, one order; nothing stale, nothing lost, nothing told that is not so."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import psycopg
import pytest

from tansiq.journal.entry import Draft
from tansiq.journal.erasure import Vouching, remainder_of
from tansiq.journal.errors import (
    JournalDamaged,
    NewerEntries,
    SchemaRefused,
    SequencerStopped,
    StoreUnreachable,
)
from tansiq.journal.stores.postgres import statements
from tansiq.journal.stores.postgres.database import BadAddress, Database
from tansiq.journal.stores.postgres.schema import check_schema, migrate
from tansiq.journal.stores.postgres.store import PostgresStore
from tests.journal.counter import Refused, drafts
from tests.journal.nodes import Node, Wire, nodes
from tests.postgres import Cluster


@pytest.fixture
def wire(cluster: Cluster) -> Iterator[Wire]:
    wire = Wire(cluster.port)
    yield wire
    wire.close()


def test_what_one_node_appended_another_one_reads(address: str) -> None:
    first, second = Node(address), Node(address)
    bodies = [b"", b"\x00\xff", b"x" * 100_000, "كلمة".encode()]
    first.store.lock(first.store.head)
    head = first.store.append(drafts(*bodies))
    entries = list(second.store.read())
    assert [entry.body for entry in entries] == bodies
    assert [entry.header.sequence for entry in entries] == [1, 2, 3, 4]
    assert (second.store.look(), second.store.chain_at(4)) == (head, head.chain)
    assert [header.sequence for header in second.store.headers(1, 2)] == [2, 3]
    assert second.store.of_kinds(1, 3, ("thing.happened",)) == [(2, bodies[1]), (3, bodies[2])]
    assert list(second.store.behind(second.store.head)) == entries
    assert second.store.of_kinds(0, 9, ("another",)) == []


def test_names_and_bodies_of_any_characters_come_back_as_they_were(address: str) -> None:
    first, second = Node(address), Node(address)
    names = ["o'hara", '{"a", b}', "back\\slash", "$1 %s {}", "'); COMMIT; --", "NULL", "", "قسم", "\n\t"]
    written = [Draft(1, name, name, name.encode() * 3, bytes(range(16))) for name in names]
    first.store.lock(first.store.head)
    first.store.append(written)
    for entries in (second.store.lock(second.store.head), list(second.store.read())):
        assert [(one.header.party, one.header.kind, one.body) for one in entries] == [
            (name, name, name.encode() * 3) for name in names
        ]


def test_nodes_that_write_at_once_agree_and_count_each_change_once(address: str) -> None:
    async def play() -> None:
        async with nodes(address, 3) as three:
            chance = random.Random(7)
            told: Counter[str] = Counter()

            async def one(node: Node, name: str, step: int) -> None:
                try:
                    await node.add(name, step)
                except Refused:
                    return
                told[name] += step

            work = [(chance.choice(three), chance.choice("abc"), chance.choice((0, 1, 2))) for _ in range(600)]
            await asyncio.gather(*(one(*what) for what in work))
            for node in three:
                assert {name: await node.value(name) for name in "abc"} == dict(told)
                assert node.store.head == three[0].store.head
            fresh = Node(address)
            for entry in fresh.store.read():
                fresh.replay(entry)
            assert fresh.machine.values == three[0].machine.values

    asyncio.run(play())


def test_replies_come_from_one_order(address: str) -> None:
    async def play() -> None:
        async with nodes(address) as two:
            replies = await asyncio.gather(*(two[i % 2].add("a") for i in range(200)))
            assert sorted(replies) == list(range(1, 201))

    asyncio.run(play())


def test_what_was_answered_on_one_node_is_read_on_the_other_at_once(address: str) -> None:
    async def play() -> None:
        async with nodes(address) as two:
            for number in range(300):
                await two[number % 2].add("a")
                assert await two[1 - number % 2].value("a") == number + 1

    asyncio.run(play())


def test_readers_that_wait_together_share_a_look(address: str) -> None:
    async def play() -> None:
        async with nodes(address) as two:
            await two[0].add("a")
            looks = 0
            look = two[1].store.look

            def counted() -> object:
                nonlocal looks
                looks += 1
                return look()

            two[1].store.look = counted  # type: ignore[method-assign,assignment]
            assert await asyncio.gather(*(two[1].value("a") for _ in range(500))) == [1] * 500
            assert looks <= 2

    asyncio.run(play())


def test_a_refusal_appends_nothing_and_gives_the_turn_back(address: str) -> None:
    async def play() -> None:
        async with nodes(address) as two:
            await two[0].add("a", 3)
            with pytest.raises(Refused, match="3"):
                await two[1].add("a", 0)
            assert await two[0].add("a") == 4
            assert two[0].store.head.sequence == 2

    asyncio.run(play())


def test_turns_go_on_after_one_that_was_given_back_on_a_connection_that_is_often_asked(address: str) -> None:
    async def play() -> None:
        async with nodes(address, 1) as (node,):
            for _ in range(10):
                await node.add("a")
                await node.value("a")
            for _ in range(10):
                with pytest.raises(Refused):
                    await node.add("a", 0)
                for _ in range(10):
                    await node.value("a")
                await node.add("a")
            assert await node.value("a") == 20

    asyncio.run(play())


def test_a_name_with_a_nul_is_refused_and_the_rest_of_its_batch_is_kept(address: str) -> None:
    async def play() -> None:
        async with nodes(address) as two:
            here, there = two
            here.machine.draft = lambda event, now_us: (event[0], "counted", json.dumps(event).encode())  # type: ignore[method-assign]
            answers = await asyncio.gather(*(here.add(name) for name in ("a", "b\0c", "d")), return_exceptions=True)
            assert (answers[0], answers[2]) == (1, 1)
            assert isinstance(answers[1], ValueError)
            assert [entry.header.party for entry in there.store.read()] == ["a", "d"]
            assert [await there.value(name) for name in ("a", "b\0c", "d")] == [1, 0, 1]
            assert not here.faults

    asyncio.run(play())


def test_what_the_database_does_not_take_is_not_kept_and_the_turn_is_given_back(address: str) -> None:
    node, other = Node(address), Node(address)
    node.store.lock(node.store.head)
    with pytest.raises(StoreUnreachable, match="did not take a batch"):
        node.store.append([*drafts(b"one"), Draft(1, "a\0b", "thing.happened", b"{}", bytes(16))])
    other.store.lock(other.store.head)
    other.store.append(drafts(b"two"))
    assert [entry.body for entry in node.store.behind(node.store.head)] == [b"two"]


def test_times_never_run_backwards_although_the_clocks_of_nodes_differ(address: str) -> None:
    async def play() -> None:
        ahead, behind = Node(address, lambda: 5_000), Node(address, lambda: 100)
        for node in (behind, ahead):
            node.sequencer.start()
        for _ in range(3):
            await behind.add("a")
            await ahead.add("a")
        await behind.add("a")
        times = [entry.header.time_us for entry in ahead.store.read()]
        assert times == [100] + [5_000] * 6
        assert behind.sequencer.now_us() == 5_000
        await asyncio.gather(ahead.close(), behind.close())

    asyncio.run(play())


@pytest.mark.parametrize(("cut", "stands"), [("before", False), ("after", True), ("silence", False)])
def test_a_wire_cut_during_a_commit_leads_to_the_true_answer(address: str, wire: Wire, cut: str, stands: bool) -> None:
    async def play() -> None:
        there, here = Node(address), Node(wire.address(address))
        for node in (there, here):
            node.sequencer.start()
        await here.add("a", 5)
        left = [cut]
        wire.cut = lambda piece: left.pop() if left and b"; COMMIT\0" in piece else ""
        asked = [asyncio.create_task(here.add("a", step)) for step in (1, 0, 2)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert wire.cuts == [cut]
        if stands:
            assert (answers[0], answers[2]) == (6, 8)
        else:
            assert [type(answer) for answer in answers] == [StoreUnreachable] * 3
        expected = 8 if stands else 5
        assert await there.value("a") == expected
        assert await here.value("a") == expected
        assert await here.add("a") == expected + 1
        assert not here.faults
        await asyncio.gather(there.close(), here.close())

    asyncio.run(play())


def test_others_have_appended_before_the_cut_node_asks_whether_its_batch_stands(address: str, wire: Wire) -> None:
    async def play() -> None:
        there, here = Node(address), Node(wire.address(address))
        for node in (there, here):
            node.sequencer.start()
        await here.add("a", 5)
        stands, went_on = here.store._stands, asyncio.Event()
        loop = asyncio.get_running_loop()

        def later(head: object) -> bool:
            asyncio.run_coroutine_threadsafe(there.add("a", 100), loop).result()
            loop.call_soon_threadsafe(went_on.set)
            return stands(head)  # type: ignore[arg-type]

        here.store._stands = later  # type: ignore[method-assign]
        left = ["after"]
        wire.cut = lambda piece: left.pop() if left and b"; COMMIT\0" in piece else ""
        assert await here.add("a") == 6
        assert went_on.is_set()
        assert await here.value("a") == 106
        await asyncio.gather(there.close(), here.close())

    asyncio.run(play())


def test_a_node_that_stands_still_in_its_turn_loses_it_and_is_told(address: str) -> None:
    async def play() -> None:
        still, other = Node(address), Node(address)
        still.store.lock(still.store.head)
        other.sequencer.start()
        with_patience = asyncio.create_task(_until_taken(other))
        assert await with_patience == 1
        with pytest.raises(StoreUnreachable):
            still.store.append(drafts(b"too late"))
        assert [entry.header.kind for entry in other.store.read()] == ["counted"]
        await other.close()

    asyncio.run(play())


def test_a_node_that_stands_still_before_its_last_bytes_have_been_sent_loses_its_turn_and_is_told(
    address: str, wire: Wire
) -> None:
    async def play() -> None:
        still, other = Node(wire.address(address)), Node(address)
        for node in (still, other):
            node.sequencer.start()
        left = ["short"]
        wire.cut = lambda piece: left.pop() if left and b"counted" in piece else ""
        lost = asyncio.create_task(still.add("a", 5))
        while not wire.cuts:
            await asyncio.sleep(0.01)
        assert await _until_taken(other) == 1
        with pytest.raises(StoreUnreachable):
            await lost
        assert await still.add("a") == 2
        await asyncio.gather(still.close(), other.close())

    asyncio.run(play())


async def _until_taken(node: Node) -> int:
    while True:
        try:
            return await node.add("a")
        except StoreUnreachable:
            assert not node.sequencer.available


def test_a_node_that_can_keep_nothing_says_so_until_it_has_kept_something(address: str, cluster: Cluster) -> None:
    """A turn in which there is nothing to append shows nothing."""
    name = address.rpartition("/")[2]

    async def play() -> None:
        async with nodes(address, 1) as (node,):
            assert await node.add("a") == 1
            cluster.ask(name, "ALTER TABLE tansiq_bodies ADD CONSTRAINT full_disk CHECK (false) NOT VALID")
            for _ in range(2):
                with pytest.raises(StoreUnreachable, match="did not take a batch"):
                    await node.add("a")
                with pytest.raises(Refused):
                    await node.add("a", 0)
                assert not node.sequencer.available
            cluster.ask(name, "ALTER TABLE tansiq_bodies DROP CONSTRAINT full_disk")
            assert await node.add("a") == 2
            assert node.sequencer.available

    asyncio.run(play())


def test_without_the_database_nothing_is_answered_and_afterwards_everything_is() -> None:
    cluster = Cluster(durable=True)

    async def play() -> None:
        async with nodes(cluster.make_database(), 3) as (*two, refused):
            told = [await two[i % 2].add("a") for i in range(20)]
            writers = [asyncio.create_task(_add_until_refused(node)) for node in two]
            await asyncio.sleep(0.1)
            # Both may be in the midst of a commit, since the lock is free before the answer is sent; they are told what
            # became of it when the database is back.
            await asyncio.to_thread(cluster.kill)
            with pytest.raises(StoreUnreachable):
                await refused.value("a")
            with pytest.raises(StoreUnreachable):
                await refused.add("a")
            assert not refused.sequencer.available
            over.set()
            await asyncio.to_thread(cluster.start)
            made = sum(await asyncio.gather(*writers))
            assert await _until_taken(two[0]) == len(told) + made + 1
            assert await two[1].value("a") == len(told) + made + 1
            assert two[0].sequencer.available

    over = asyncio.Event()

    async def _add_until_refused(node: Node) -> int:
        made = 0
        while not over.is_set():
            try:
                await node.add("a")
            except StoreUnreachable:
                return made
            made += 1
        return made

    try:
        asyncio.run(play())
    finally:
        cluster.stop()


def test_nodes_that_start_at_once_on_an_empty_database_all_start(cluster: Cluster) -> None:
    for _ in range(5):
        databases = [Database(cluster.make_database())] * 4
        ready = threading.Barrier(len(databases))

        def start(database: Database, ready: threading.Barrier = ready) -> None:
            ready.wait()
            check_schema(database)

        with ThreadPoolExecutor(len(databases)) as threads:
            list(threads.map(start, databases))
        with ThreadPoolExecutor(len(databases)) as threads:
            assert set(threads.map(migrate, databases)) == {(statements.VERSION, statements.VERSION)}


def _far_ahead(address: str) -> Node:
    ahead, many = Node(address), json.dumps(["a", 1]).encode()
    for _ in range(4):
        ahead.store.lock(ahead.store.head)
        ahead.store.append([Draft(1, "a", "counted", many, bytes(16))] * 900)
        ahead.store.known(ahead.store.head, 1)
    return ahead


def test_a_node_that_is_far_behind_ends_although_somebody_waits(address: str) -> None:
    behind = Node(address)
    _far_ahead(address)

    async def play() -> None:
        behind.sequencer.start()
        asked = asyncio.create_task(behind.add("a"))
        await asyncio.sleep(0)
        await asyncio.wait_for(behind.close(), 20)
        with pytest.raises(SequencerStopped):
            await asked

    asyncio.run(play())


def test_a_node_that_is_far_behind_catches_up_before_it_asks_for_the_turn(address: str) -> None:
    behind, ahead = Node(address), _far_ahead(address)

    async def play() -> None:
        assert behind.store.lock(behind.store.head) is None
        ahead.store.lock(ahead.store.head)  # and the lock is free
        ahead.store.release()
        behind.sequencer.start()
        assert await behind.add("a") == 3_601
        await behind.close()

    asyncio.run(play())


def test_whoever_asks_while_the_journal_is_found_damaged_is_told(address: str, cluster: Cluster) -> None:
    async def play() -> None:
        async with nodes(address, 1) as (node,):
            await node.add("a")
            cluster.ask(address.rpartition("/")[2], "UPDATE tansiq_heads SET sequence = 0")
            asked = [asyncio.create_task(node.value("a")) for _ in range(50)]
            while not node.faults:
                asked.append(asyncio.create_task(node.value("a")))
                await asyncio.sleep(0)
            done, waiting = await asyncio.wait(asked, timeout=10)
            assert not waiting
            assert {type(one.exception()) for one in done} == {SequencerStopped}

    asyncio.run(play())


def test_a_node_that_meets_newer_entries_decides_nothing_and_reads_the_rest(address: str) -> None:
    async def play() -> None:
        async with nodes(address) as two:
            await two[0].add("a")
            newer = Node(address)
            newer.store.lock(newer.store.head)
            newer.store.known(newer.store.look(), 1)
            newer.store.append([Draft(1, "nobody", "never.heard.of", b"{}", bytes(16))])
            with pytest.raises(NewerEntries, match=r"entry 2 \(never.heard.of\)"):
                await two[0].add("a")
            newer.store.lock(newer.store.head)
            newer.store.append([Draft(1, "nobody", "counted", b'["b", 7]', bytes(16))])
            assert await two[0].value("b") == await two[1].value("b") == 7
            for node in two:
                with pytest.raises(NewerEntries):
                    await node.add("a")
                assert not node.sequencer.available
                assert not node.faults

    asyncio.run(play())


def test_a_database_that_has_lost_what_it_had_promised_stops_the_node(address: str, cluster: Cluster) -> None:
    async def play() -> None:
        async with nodes(address, 1) as (node,):
            for _ in range(3):
                await node.add("a")
            name = address.rpartition("/")[2]
            cluster.ask(name, "UPDATE tansiq_heads SET sequence = 2")
            with pytest.raises(SequencerStopped, match="lost"):
                await node.value("a")
            assert isinstance(node.faults[0], JournalDamaged)
            with pytest.raises(SequencerStopped):
                await node.add("a")

    asyncio.run(play())


def test_entries_that_were_changed_in_the_database_are_not_believed(address: str, cluster: Cluster) -> None:
    node, other = Node(address), Node(address)
    node.store.lock(node.store.head)
    node.store.append(drafts(b"one", b"two", b"three"))
    name = address.rpartition("/")[2]
    cluster.ask(name, "UPDATE tansiq_bodies SET body = 'twO' WHERE sequence = 2")
    with pytest.raises(JournalDamaged, match="sequence 2: the body does not match"):
        other.store.behind(other.store.head)
    cluster.ask(name, "UPDATE tansiq_bodies SET body = 'two' WHERE sequence = 2")
    cluster.ask(name, "DELETE FROM tansiq_entries WHERE sequence = 1")
    with pytest.raises(JournalDamaged, match="sequence 1: the entry is missing"):
        other.store.lock(other.store.head)


def test_what_was_erased_is_no_damage_where_a_later_entry_vouches_for_what_is_left(address: str) -> None:
    node, other = Node(address), Node(address)
    node.store.lock(node.store.head)
    node.store.append([Draft(1, "nobody", "said", body, bytes(range(16))) for body in (b"secret", b"other")])
    node.store.replace_bodies([(1, b"left  ")])
    with pytest.raises(JournalDamaged, match="sequence 1: the body does not match"):
        other.store.behind(other.store.head)
    vouching = msgspec.json.encode(Vouching((remainder_of(1, b"left  "),)))
    node.store.lock(node.store.head)
    node.store.append([Draft(9, "nobody", "bodies.erased", vouching, bytes(range(16)))])
    assert [entry.body for entry in other.store.behind(other.store.head)] == [b"left  ", b"other", vouching]


def test_journals_of_one_database_do_not_mix(address: str) -> None:
    database = Database(address)
    check_schema(database)
    office, centre = (PostgresStore(database, name, Path(name)) for name in ("office", "centre/a"))
    for store, body in ((office, b"of the office"), (centre, b"of a centre")):
        store.lock(store.head)
        store.append(drafts(body))
    assert [entry.body for entry in office.read()] == [b"of the office"]
    assert [entry.body for entry in centre.read()] == [b"of a centre"]
    database.close()


def test_tables_are_made_in_an_empty_database_only_and_of_one_version(address: str, cluster: Cluster) -> None:
    database = Database(address)
    with pytest.raises(SchemaRefused, match="holds no journal"):
        check_schema(database, create=False)
    assert migrate(database) == (0, statements.VERSION)
    assert migrate(database) == (statements.VERSION, statements.VERSION)
    check_schema(database, create=False)
    cluster.ask(address.rpartition("/")[2], "UPDATE tansiq_schema SET version = 99")
    with pytest.raises(SchemaRefused, match="of version 99, newer"):
        check_schema(database)
    with pytest.raises(SchemaRefused, match="99"):
        migrate(database)
    cluster.ask(address.rpartition("/")[2], "UPDATE tansiq_schema SET version = 0")
    with pytest.raises(SchemaRefused, match=r"older than this one's .*tansiq journal migrate"):
        check_schema(database)
    database.close()


def test_a_role_without_rights_is_told_so_and_not_that_nothing_is_there(address: str, cluster: Cluster) -> None:
    name, role = address.rpartition("/")[2], f"r{secrets.token_hex(6)}"
    with contextlib.closing(Database(address)) as database:
        migrate(database)
    cluster.ask(name, f"CREATE ROLE {role} LOGIN")
    with contextlib.closing(Database(address.replace("tansiq@", f"{role}@"))) as database:
        for create in (True, False):
            with pytest.raises(StoreUnreachable, match="permission denied for table tansiq_schema"):
                check_schema(database, create=create)
        with pytest.raises(StoreUnreachable, match="permission denied"):
            migrate(database)
        cluster.ask(name, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        check_schema(database)


def test_a_password_is_never_said() -> None:
    database = Database("postgresql://tansiq:s3cr3t-word@127.0.0.1:1/office?password=s3cr3t-word")
    assert "s3cr3t" not in database.name + repr(database)
    with pytest.raises(StoreUnreachable) as failure:
        database.take()
    assert "s3cr3t" not in str(failure.value)
    for wrong in (
        "postgresql://u:s3cr3t-word@[h/d",
        "mysql://u:s3cr3t-word@h/d",
        "postgresql://u:s3cr3t%zz@h/d",
        "postgresql://u:s3cr3t/word@h/d",
        "postgresql://u:54/s3cr3t@h/d",
    ):
        with pytest.raises(BadAddress) as refused:
            Database(wrong)
        assert "s3cr3t" not in repr(refused.value)
        assert refused.value.__cause__ is None


def test_an_address_is_shown_by_where_it_leads() -> None:
    for address, shown in (
        ("postgresql://u:s3cr3t?word@h:5432/d", "postgresql://h:5432/d"),
        ("postgres://u@one:5000,two:5001/d?sslmode=require", "postgresql://one:5000,two:5001/d"),
        ("postgresql://u@[::1]:5000/d", "postgresql://[::1]:5000/d"),
        ("postgresql://%2Frun%2Fpostgresql/d", "postgresql://%2Frun%2Fpostgresql/d"),
        ("postgresql:///d?host=h&port=1&password=s3cr3t", "postgresql://h:1/d"),
    ):
        assert Database(address).name == shown


_COMMON = """
    AND ANY AS BEGIN BIGINT BY BYTEA COMMIT COMMITTED CONFLICT COUNT CREATE DELETE DESC DO EXECUTE FOR FROM GROUP IN
    INDEX INSERT INTO ISOLATION JOIN KEY LEFT LEVEL LIMIT NOT NOTHING NULL ON ORDER PREPARE PRIMARY READ REPEATABLE
    RETURNING SELECT SET TABLE TEXT UNNEST UPDATE VALUES WHERE WITH
"""


def test_statements_are_of_what_postgresql_cockroachdb_and_yugabytedb_have_in_common() -> None:
    said: list[str] = []
    for name, value in vars(statements).items():
        if name.isupper() and name not in ("LISTEN", "WAKE_AND_COMMIT"):
            said += [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
    for step in statements.STEPS.values():
        said += step
    assert len(said) > 20
    common = set(_COMMON.split())
    for statement in said:
        for word in re.findall(r"[A-Z]{2,}", re.sub(r"'[^']*'", "", statement)):
            assert word in common, f"{word} in: {statement}"
        functions = set(re.findall(r"([a-z_]+)\(", statement))
        assert functions <= {"unnest", "count", "min", "max", "sum", "octet_length", "current_schema"}, statement


def test_a_write_is_durable_whatever_is_said_to_the_server_while_it_is_used() -> None:
    """With `off`, a server that is killed forgets what has been acknowledged."""
    cluster = Cluster()
    address = cluster.make_database()
    name = address.rpartition("/")[2]
    try:
        with contextlib.closing(Database(address)) as database, contextlib.ExitStack() as open_too:
            others = [open_too.enter_context(psycopg.connect(address, autocommit=True))]
            used = open_too.enter_context(database.lent())
            others.append(open_too.enter_context(psycopg.connect(address, autocommit=True)))
            cluster.ask(name, "ALTER SYSTEM SET synchronous_commit = off")
            cluster.ask(name, "SELECT pg_reload_conf()")
            deadline = time.monotonic() + 20
            for other in others:  # of which one is told after the one in use, whichever way the server goes about it
                while other.execute("SHOW synchronous_commit").fetchone() != ("off",):
                    assert time.monotonic() < deadline
            assert used.execute("SHOW synchronous_commit").fetchone() == ("on",)
    finally:
        cluster.stop()


def test_a_commit_whose_wait_for_a_standby_was_cancelled_is_not_acknowledged(tmp_path: Path) -> None:
    """PostgreSQL says then that it stands, with only a warning; the next failover would take it away."""
    cluster = Cluster(durable=True)
    address = cluster.make_database()
    name = address.rpartition("/")[2]

    def wait_for(question: str) -> None:
        deadline = time.monotonic() + 20
        while not cluster.ask(name, question):
            assert time.monotonic() < deadline, question
            time.sleep(0.02)

    def standbys(names: str) -> None:
        cluster.ask(name, f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        cluster.ask(name, "SELECT pg_reload_conf()")
        wait_for(f"SELECT 1 FROM pg_settings WHERE name = 'synchronous_standby_names' AND setting = '{names}'")

    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE {}"
    try:
        with contextlib.closing(Database(address)) as database:
            check_schema(database)
            store = PostgresStore(database, "office", tmp_path / "office")
            standbys("nobody")
            assert store.lock(store.head) == []
            with ThreadPoolExecutor(1) as pool:
                appended = pool.submit(store.append, [Draft(1, "p", "counted", b"body", b"s" * 16)])
                asked = waiting.format("'%pg_notify%'")
                wait_for(asked)
                cluster.ask(name, f"SELECT pg_cancel_backend(pid) FROM ({asked}) one")
                wait_for(waiting.format("'COMMIT'"))  # it looks, and its own commit has to come back first
                assert not appended.done()
                standbys("")
                assert appended.result(20).sequence == 1
            store.close()
    finally:
        cluster.stop()
