"""What each node of an office keeps for itself: the state that it starts from; and what it reads of the past."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.journal.entry import Draft
from tansiq.journal.errors import JournalDamaged, NotAJournal, SchemaRefused
from tansiq.journal.past import moment_in, rebuild_at
from tansiq.journal.rebuilding import snapshot_differs, write_from_journal
from tansiq.journal.shared_desk import open_shared_desk
from tansiq.journal.snapshots import write_snapshot
from tansiq.journal.source import InDatabase, Source, reading
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.journal.stores.postgres.store import PostgresStore
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.office.availability import SetAvailability
from tansiq.office.desk import Desk
from tansiq.office.entities import AvailabilityState
from tansiq.office.machine import blueprint
from tansiq.office.past import open_past
from tansiq.office.state import Office
from tests.office.commands import NOW_US, commands
from tests.office.commands_coordination import already_here
from tests.office.keeping import keep_house
from tests.office.test_past import Lived
from tests.postgres import Cluster

OFFICE = blueprint()
_numbers = itertools.count()


def bytes_of(state: Office) -> bytes:
    return b"".join(OFFICE.dump(state))


def one_more() -> SetAvailability:
    """An entry each."""
    name = f"party-{next(_numbers)}"
    return SetAvailability("arbiter", name, "", AvailabilityState.NORMAL, f"v-{name}")


class House:
    """An office in a database; its nodes have folders of their own."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder = address, folder
        with closing(Database(address)) as database:
            check_schema(database)

    def path(self, node: str) -> Path:
        (self.folder / node).mkdir(exist_ok=True)
        return self.folder / node / "office.db"

    @contextlib.asynccontextmanager
    async def node(self, name: str, now_us: int = NOW_US, *, tail_only: bool = False) -> AsyncIterator[Desk]:
        with closing(Database(self.address)) as database:
            path = self.path(name)
            desk = open_shared_desk(
                OFFICE, database, "office", path, tail_only=tail_only, clock=lambda: now_us + next(_numbers)
            )
            desk.open()
            try:
                yield desk
            finally:
                await desk.close()

    async def live(self, entries: int) -> None:
        async with self.node("any") as desk:
            for _ in range(entries):
                await desk.submit(one_more())

    def write_snapshot(self, node: str) -> Path:
        return write_from_journal(OFFICE, InDatabase(self.address, "office", str(self.path(node))))[0]


@pytest.fixture
def house(address: str, tmp_path: Path) -> House:
    return House(address, tmp_path)


def test_a_node_starts_from_its_own_snapshot_and_replays_what_any_node_appended_since(house: House) -> None:
    async def play() -> None:
        await house.live(7)
        house.write_snapshot("one")
        await house.live(3)
        async with house.node("one") as one, house.node("two") as two:
            assert one.start.snapshot is not None
            assert (one.start.snapshot.sequence, one.start.replayed) == (7, 3)
            assert (two.start.snapshot, two.start.replayed) == (None, 10)
            assert (one.start.opening.entries, one.start.opening.verified) == (10, 10)
            assert bytes_of(one.state) == bytes_of(two.state)
            assert len(one.state.availability) == 10
            await one.submit(one_more())
            states = [await node.read(lambda state, _: bytes_of(state)) for node in (one, two)]
            assert states[0] == states[1]
        assert snapshot_differs(OFFICE, InDatabase(house.address, "office", str(house.path("one"))))[1] is False

    asyncio.run(play())


def test_a_node_whose_snapshot_holds_all_goes_on_no_earlier_than_its_last_entry(house: House) -> None:
    async def play() -> None:
        await house.live(3)
        house.write_snapshot("one")
        async with house.node("one", now_us=1) as behind:  # by its own clock, long before
            assert behind.start.replayed == 0
            await behind.submit(one_more())
            times = [header.time_us for header in behind.store.headers(0, 9)]
            assert times == sorted(times)
            assert len(times) == 4

    asyncio.run(play())


def test_a_snapshot_of_another_database_or_of_more_than_this_one_holds_is_set_aside(
    house: House, cluster: Cluster, tmp_path: Path
) -> None:
    async def play() -> None:
        await house.live(4)
        kept = house.write_snapshot("one")
        (tmp_path / "other").mkdir()
        other = House(cluster.make_database(), tmp_path / "other")
        for already in (0, 5):  # shorter; as long, with other entries
            await other.live(already)
            shutil.copy(kept, other.path("one").parent / kept.name)
            async with other.node("one") as desk:
                assert desk.start.snapshot is None
                assert [skipped.reason for skipped in desk.start.skipped] == [
                    "it does not belong to this journal, or is ahead of it"
                ]
                assert len(desk.state.availability) == desk.start.replayed == already

    asyncio.run(play())


def test_what_the_snapshot_holds_is_checked_too_unless_only_the_tail_is_to_be(house: House, cluster: Cluster) -> None:
    async def play() -> None:
        await house.live(4)
        house.write_snapshot("one")
        cluster.ask(house.address.rpartition("/")[2], "UPDATE tansiq_bodies SET body = '{}' WHERE sequence = 2")
        with pytest.raises(JournalDamaged, match="sequence 2"):
            async with house.node("one"):
                pass
        async with house.node("one", tail_only=True) as desk:
            assert (len(desk.state.availability), desk.start.opening.verified) == (4, 0)

    asyncio.run(play())


class LivedTwice(Lived):
    """The same life in a file and in a database."""

    def __init__(self, path: Path, database: Database, journal: str) -> None:
        super().__init__(path)
        self.shared = PostgresStore(database, journal, path)

    def take(self, event: object) -> None:
        super().take(event)
        (entry,) = self.store.read(self.store.head.sequence - 1)
        header = entry.header
        self.shared.lock(self.shared.head)
        self.shared.append([Draft(header.time_us, header.party, header.kind, entry.body, entry.salt)])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), drawn=st.integers(0, 1_000))
def test_the_past_of_a_journal_in_a_database_is_that_of_the_same_one_in_a_file(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, drawn: int
) -> None:
    folder, address = tmp_path_factory.mktemp("past"), cluster.make_database()
    with closing(Database(address)) as database:
        check_schema(database)
        lived = LivedTwice(folder / "office.db", database, "office")
        for event in already_here(lived.now_us):
            lived.take(event)
        for serial in range(6):
            lived.now_us += data.draw(st.sampled_from((0, 1, 60_000_000)))
            lived.do(data.draw(commands(lived.machine.state, serial)))
        keep_house(lived.do, 50, turns=2_000)
        there = InDatabase(address, "office", str(folder / "node.db"))
        last, chances = len(lived.times), random.Random(drawn)
        number = chances.randrange(1, last + 1)  # one old snapshot beside the node
        kept = rebuild_at(OFFICE, there, number)
        write_snapshot(folder / "node.db", kept.head, OFFICE.dump(kept.machine.state), OFFICE.snapshot_format)
        for number in {0, 1, last, *chances.sample(range(last + 1), min(6, last))}:
            past = rebuild_at(OFFICE, there, number)
            assert past.head.sequence == number
            assert bytes_of(past.machine.state) == lived.stood[number], number
        for at_us in {lived.times[0] - 1, *lived.times, lived.times[-1] + 1}:
            assert moment_in(there, at_us) == moment_in(lived.path, at_us)
        nobodys = InDatabase(address, "office")
        assert rebuild_at(OFFICE, nobodys, last).replayed == last, "who is no node has no snapshots"
        past_office = open_past(nobodys, 1, lived.now_us)
        assert [entry.header.sequence for entry in past_office.store.read()] == [1]
        lived.store.close()


def test_where_there_is_no_journal_there_is_no_past(address: str) -> None:
    secret = address.replace("tansiq@", "tansiq:s3cret@")
    nowhere: Source = InDatabase(secret, "office")
    with pytest.raises(SchemaRefused, match="holds no journal"):
        moment_in(nowhere, 1)
    with closing(Database(address)) as database:
        check_schema(database)
    with pytest.raises(NotAJournal, match="holds no journal") as refused, reading(nowhere):
        pass
    assert "s3cret" not in f"{refused.value} {nowhere} {nowhere!r}"


def test_both_kinds_of_journals_say_where_they_end(address: str, tmp_path: Path) -> None:
    with closing(Database(address)) as database, closing(SqliteStore.open(tmp_path / "j.db")) as of_file:
        check_schema(database)
        of_database = PostgresStore(database, "office", tmp_path / "j")
        for count in (0, 3):
            for number in range(count):
                draft = Draft(number, "p", "k", b"{}", bytes(15) + b"1")
                of_file.append([draft])
                of_database.lock(of_database.head)
                of_database.append([draft])
            ends = []
            for source in (tmp_path / "j.db", InDatabase(address, "office")):
                with reading(source) as there:
                    ends.append((there.last(), there.begins_us(), there.chain_at(2), len(list(there.verified(1)))))
            assert ends[0] == ends[1]
