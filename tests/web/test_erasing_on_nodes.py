"""What was ordered to be erased at one node is gone at all of them, once, whichever of them dies or comes back late."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tansiq.centre import machine as centre
from tansiq.centre.desk import CentreDesk
from tansiq.centre.drafts import WriteDrafts, Written
from tansiq.centre.people import OpenCentre
from tansiq.journal.blobs import SharedBlobs
from tansiq.journal.errors import StoreUnreachable
from tansiq.journal.rebuilding import write_from_journal
from tansiq.journal.shared_desk import open_shared_desk
from tansiq.journal.snapshots import newest_snapshot
from tansiq.journal.source import InDatabase, reading
from tansiq.journal.stores.postgres.database import Database
from tansiq.office.availability import SetAvailability
from tansiq.office.desk import Desk
from tansiq.office.entities import AvailabilityState
from tansiq.office.erased import Erasable
from tansiq.office.erasure_orders import ConfirmErasure, ErasureOrder, OrderErasure, open_orders
from tansiq.office.machine import blueprint
from tansiq.office.refusals import Refusal
from tansiq.web.eraser import Eraser
from tansiq.web.forgetting import Forgetting
from tests.coordination import Speaker, at, eventually, found_office, site
from tests.journal.nodes import Wire
from tests.postgres import Cluster
from tests.serving import Identity
from tests.web.test_erasing import House, Killed, forget, found_in, never, ordered, staff
from tests.web.test_nodes import Nodes, two_nodes

OFFICE = blueprint()


def rows_with(cluster: Cluster, address: str, word: str) -> list[str]:
    """The columns of the tables that hold a word, with how often."""
    name = address.rpartition("/")[2]
    columns = cluster.ask(
        name,
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name LIKE 'tansiq%'",
    )
    found = []
    for table, column, kind in columns:
        if kind in ("text", "bytea"):
            sought = f"convert_to('{word}', 'UTF8')" if kind == "bytea" else f"'{word}'"
            ((count,),) = cluster.ask(name, f"SELECT count(*) FROM {table} WHERE position({sought} in {column}) > 0")
            found += [f"{table}.{column}: {count}"] if count else []
    return found


@pytest.fixture
def nodes(cluster: Cluster, tmp_path: Path, identity: Identity) -> Iterator[Nodes]:
    address = cluster.make_database()
    found_office(address)
    with two_nodes(address, tmp_path, identity, "--snapshot-entries", "100") as both:
        yield both


def of_the_past(speaker: Speaker, path: str) -> Any:
    """The answer, once the past office stands."""
    status, answer = eventually(lambda: _unless_rebuilt(speaker("GET", path)), 60)
    assert status == 200, answer
    return answer


def _unless_rebuilt(answered: tuple[int, Any]) -> tuple[int, Any] | None:
    return None if answered[0] in (429, 503) else answered


def test_what_was_ordered_is_in_no_table_and_at_no_node_any_more(
    nodes: Nodes, cluster: Cluster, identity: Identity
) -> None:
    one, two = nodes.offices
    house, there = House(one, identity), Speaker(two, identity, "relief")
    reports = {"Zubaydah": house.report["id"], "Falconridge": house.other["id"]}
    for _ in range(60):  # enough for a snapshot
        there.post("/notices", site())
    folders = [nodes.folder / name for name in ("one", "two")]
    then = at(0)
    for speaker in (house.relief, there):
        for word, report in reports.items():
            assert word in json.dumps(of_the_past(speaker, f"/reports/{report}?at={then}"))
    for folder in folders:
        eventually(lambda folder=folder: found_in(folder, "Falconridge"), 60)
        assert any("snapshot" in name for name in found_in(folder, "Falconridge"))
    for word, report in reports.items():
        assert rows_with(cluster, nodes.address, word)
        order = ordered(there, "report", report)
        staff(house.relief).post(f"/erasures/{order['id']}/confirmation", {"person": "Bashir"})
        for speaker in (house.relief, there):
            eventually(lambda s=speaker, o=order: staff(s).get(f"/erasures/{o['id']}").get("done"), 60)
            seen = speaker.get(f"/reports/{report}")
            assert (seen["erased"], seen.get("text")) == (True, None)
        assert rows_with(cluster, nodes.address, word) == []
        for folder in folders:
            eventually(lambda folder=folder, word=word: not found_in(folder, word), 60)
    for speaker in (house.relief, there):
        for word, report in reports.items():
            assert word not in json.dumps(of_the_past(speaker, f"/reports/{report}?at={then}"))
            assert speaker.get(f"/reports/search?q={word.lower()}&fresh=true")["total"] == 0
    assert rows_with(cluster, nodes.address, "Wadi-Nakhla"), "what was not ordered is there"
    with reading(InDatabase(nodes.address, "office")) as journal:
        assert sum(1 for _ in journal.verified()) == journal.last().sequence


def test_the_node_that_erases_is_killed_and_the_other_one_does_it(
    nodes: Nodes, cluster: Cluster, identity: Identity
) -> None:
    one, two = nodes.offices
    house = House(one, identity)
    order = ordered(house.relief, "report", house.report["id"])
    ((holder,),) = eventually(
        lambda: cluster.ask(
            nodes.address.rpartition("/")[2], "SELECT holder FROM tansiq_leases WHERE name = 'chores' AND holder <> ''"
        )
    )
    first, other = (one, two) if str(one.process.pid) in str(holder).split("-") else (two, one)
    staff(Speaker(other, identity, "relief")).post(f"/erasures/{order['id']}/confirmation", {"person": "Bashir"})
    first.kill()
    left = staff(Speaker(other, identity, "relief"))
    eventually(lambda: left.get(f"/erasures/{order['id']}").get("done"), 60)
    assert rows_with(cluster, nodes.address, "Zubaydah") == []


@dataclass
class Lived:
    """A database in which an office lies where something has been said of everything; each test has a copy."""

    cluster: Cluster
    name: str
    report: str
    other: str
    notice: str

    def copy(self) -> str:
        name = f"t{secrets.token_hex(6)}"
        self.cluster.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {self.name}")
        return self.cluster.address(name)


@pytest.fixture(scope="module")
def lived(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Lived:
    address = cluster.make_database()
    found_office(address)
    with two_nodes(address, tmp_path_factory.mktemp("lived"), identity) as both:
        house = House(both.offices[0], identity)
        over = {"version": house.notice["version"], "reason": "over"}
        house.relief.post(f"/notices/{house.notice['id']}/withdrawal", over)
    return Lived(cluster, address.rpartition("/")[2], house.report["id"], house.other["id"], house.notice["id"])


@asynccontextmanager
async def node(address: str, folder: Path) -> AsyncIterator[tuple[Desk, Eraser]]:
    """A node's desk, and what erases there."""
    folder.mkdir(exist_ok=True)
    with closing(Database(address)) as database:
        desk = open_shared_desk(OFFICE, database, "office", folder / "office.db")
        desk.open()
        try:
            yield desk, Eraser(desk, SharedBlobs(database, "office"), 0)
        finally:
            await desk.close()


@asynccontextmanager
async def centre_at(address: str, folder: Path) -> AsyncIterator[CentreDesk]:
    """A party's centre, at a node."""
    with closing(Database(address)) as database:
        desk = open_shared_desk(centre.blueprint(), database, "centre/relief", folder / "relief.db")
        desk.open()
        try:
            yield desk
        finally:
            await desk.close()


async def confirmed(desk: Desk, thing: str, subject: Erasable = Erasable.REPORT) -> ErasureOrder:
    await desk.submit(OrderErasure("relief", "o1", subject, thing, "court", "Amal"))
    return await desk.submit(ConfirmErasure("relief", "o1", "Bashir"))


async def states_of(*desks: Desk) -> list[bytes]:
    return [await desk.read(lambda state, _: b"".join(OFFICE.dump(state))) for desk in desks]


def test_desks_without_the_words_in_memory_and_one_that_is_opened_late_are_one_office(
    lived: Lived, tmp_path: Path
) -> None:
    async def play() -> None:
        address = lived.copy()
        async with node(address, tmp_path / "1") as (one, eraser), node(address, tmp_path / "2") as (two, _):
            assert b"Falconridge" in (await states_of(two))[0]
            await eraser.carry_out(await confirmed(one, lived.other))
            async with node(address, tmp_path / "3") as (late, _):
                states = await states_of(one, two, late)
            assert states[0] == states[1] == states[2]
            assert b"Falconridge" not in states[0]

    asyncio.run(play())


POINTS = ("decided", "files removed", "bodies replaced", "done")


@pytest.mark.parametrize("point", POINTS)
def test_whatever_step_a_node_dies_at_the_next_round_of_any_node_finishes_it(
    lived: Lived, tmp_path: Path, point: str
) -> None:
    address = lived.copy()

    def killed(*_: Any, **__: Any) -> Any:
        raise Killed

    async def until_killed() -> None:
        async with node(address, tmp_path / "1") as (one, first):
            order = await confirmed(one, lived.report)
            replace = one.store.replace_bodies
            if point == "decided":
                first._files.remove = killed  # type: ignore[method-assign]
            if point == "files removed":
                one.store.replace_bodies = killed  # type: ignore[method-assign]
            if point == "bodies replaced":
                one.store.replace_bodies = lambda left: killed(replace(left))  # type: ignore[method-assign]
            await first.carry_out(order)
            raise Killed

    async def play() -> None:
        async with node(address, tmp_path / "2") as (two, second):
            with pytest.raises(Killed):
                await until_killed()
            await two.caught_up()
            await second.finish()
            for order in open_orders(two.state):
                await second.carry_out(order)
            assert rows_with(lived.cluster, address, "Zubaydah") == []
            assert two.state.erasures["o1"].done_us
            assert [erasure.unfinished for erasure in two.store.erasures()] == [()]
            async with node(address, tmp_path / "3") as (late, _):
                states = await states_of(two, late)
            assert states[0] == states[1]

    asyncio.run(play())


NOTING = (
    "CREATE TABLE replaced (sequence BIGINT)",
    """CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO replaced VALUES (NEW.sequence); RETURN NEW; END'""",
    "CREATE TRIGGER noting AFTER UPDATE ON tansiq_bodies FOR EACH ROW EXECUTE FUNCTION note()",
)


@pytest.mark.parametrize("asleep_at", ["_erase", "_remove_files", "_write_over"])
def test_two_nodes_that_both_believe_to_be_the_one_replace_each_body_once(
    lived: Lived, tmp_path: Path, asleep_at: str
) -> None:
    """As when one slept while its lease ran out, and woke up in the midst."""
    address = lived.copy()
    name = address.rpartition("/")[2]
    for statement in NOTING:
        lived.cluster.ask(name, statement)

    async def play() -> None:
        async with node(address, tmp_path / "1") as (one, first), node(address, tmp_path / "2") as (two, second):
            order = await confirmed(one, lived.report)
            await two.caught_up()
            asleep, woken = asyncio.Event(), asyncio.Event()
            step = getattr(first, asleep_at)

            async def sleeping(*what: Any) -> Any:
                asleep.set()
                await woken.wait()
                return await step(*what)

            setattr(first, asleep_at, sleeping)
            late = asyncio.create_task(first.carry_out(order))
            await asleep.wait()
            await second.finish()
            await second.carry_out(order)
            woken.set()
            (refused,) = await asyncio.gather(late, return_exceptions=True)
            assert isinstance(refused, Refusal) == (asleep_at == "_erase"), "to erase again what is done is refused"
            await one.caught_up()
            replaced = [row[0] for row in lived.cluster.ask(name, "SELECT sequence FROM replaced")]
            assert replaced
            assert len(set(replaced)) == len(replaced)
            assert rows_with(lived.cluster, address, "Zubaydah") == []
            assert one.state.erasures["o1"].done_us
            states = await states_of(one, two)
            assert states[0] == states[1]
        with reading(InDatabase(address, "office")) as journal:
            assert sum(1 for _ in journal.verified()) == journal.last().sequence

    asyncio.run(play())


def test_each_node_forgets_its_own_snapshots_when_it_learns_of_it(lived: Lived, tmp_path: Path) -> None:
    async def play() -> None:
        address = lived.copy()
        async with node(address, tmp_path / "1") as (one, eraser), node(address, tmp_path / "2") as (two, _):
            kept = write_from_journal(OFFICE, two.source)[0]
            await forget(two)
            assert kept.exists(), "nothing was erased yet"
            await eraser.carry_out(await confirmed(one, lived.report))
            await two.caught_up()
            await forget(two)
            with newest_snapshot(two.store.path, OFFICE.snapshot_format, lambda _: b"") as (found, _):
                assert found is None
            assert not kept.exists()

    asyncio.run(play())


def test_a_node_lets_go_again_when_the_last_body_has_been_replaced(lived: Lived, tmp_path: Path) -> None:
    """Between the two, somebody may have read what was still there."""

    async def play() -> None:
        address = lived.copy()
        async with node(address, tmp_path / "1") as (one, eraser), node(address, tmp_path / "2") as (two, _):
            let_go: list[Desk] = []

            async def note(desk: Desk) -> None:
                let_go.append(desk)

            forgetting = Forgetting(lambda: [two], never, note)
            order = await confirmed(one, lived.report)
            decided, going_on = asyncio.Event(), asyncio.Event()
            write_over = eraser._write_over

            async def waiting(left: Any) -> None:
                decided.set()
                await going_on.wait()
                await write_over(left)

            eraser._write_over = waiting  # type: ignore[method-assign]
            erasing = asyncio.create_task(eraser.carry_out(order))
            await forgetting.look(two)
            assert let_go == []
            await decided.wait()
            await two.caught_up()
            await forgetting.look(two)
            assert let_go == [two]
            going_on.set()
            await erasing
            let_go.clear()
            await forgetting.look(two)
            assert let_go == [two]
            await one.submit(SetAvailability("army", "army", "", AvailabilityState.NORMAL, "v"))
            await two.caught_up()
            await forgetting.look(two)
            assert let_go == [two], "once it is over"

    asyncio.run(play())


def test_a_vacuum_takes_what_was_erased_out_of_the_databases_files(lived: Lived, tmp_path: Path) -> None:
    async def play() -> None:
        address = lived.copy()
        name = address.rpartition("/")[2]
        ((number,),) = lived.cluster.ask(name, "SELECT oid::text FROM pg_database WHERE datname = current_database()")

        def in_files(word: bytes) -> bool:
            lived.cluster.ask(name, "CHECKPOINT")
            return any(word in file.read_bytes() for file in lived.cluster.files(f"base/{number}"))

        assert in_files(b"Falconridge")
        async with node(address, tmp_path / "1") as (one, eraser):
            await eraser.carry_out(await confirmed(one, lived.other))
        lived.cluster.ask(name, "VACUUM FULL tansiq_bodies")
        lived.cluster.ask(name, "VACUUM FULL tansiq_files")
        assert not in_files(b"Falconridge")
        assert in_files(b"tansiq_bodies"), "it is not that nothing was read"

    asyncio.run(play())


def test_the_drafts_of_an_erased_notice_go_from_a_centre_at_every_node(lived: Lived, tmp_path: Path) -> None:
    async def play() -> None:
        address = lived.copy()
        async with (
            node(address, tmp_path / "1") as (one, eraser),
            centre_at(address, tmp_path / "1") as here,
            centre_at(address, tmp_path / "2") as there,
        ):
            eraser._centres = lambda: [here]
            await there.submit(OpenCentre("relief"))
            for name, form in ((lived.notice, '{"card":"Jebel-Akhdar"}'), ("another", '{"card":"Falconridge"}')):
                await there.submit(WriteDrafts("p", (Written(name, form),)))
            assert rows_with(lived.cluster, address, "Jebel-Akhdar")
            await eraser.carry_out(await confirmed(one, lived.notice, Erasable.NOTICE))
            for word in ("Jebel-Akhdar", "Qasr-Marjan"):
                assert rows_with(lived.cluster, address, word) == []
            for desk in (here, there):
                assert await desk.read(lambda state, _: list(state.drafts)) == ["another"]
        with reading(InDatabase(address, "centre/relief")) as journal:
            assert sum(1 for _ in journal.verified()) == journal.last().sequence

    asyncio.run(play())


def test_without_the_database_nothing_is_erased_and_the_order_is_not_done(lived: Lived, tmp_path: Path) -> None:
    async def play() -> None:
        address = lived.copy()
        async with node(wire.address(address), tmp_path / "1") as (one, eraser):
            order = await confirmed(one, lived.report)
            wire.cut = lambda piece: "before" if b"UPDATE tansiq_bodies" in piece else ""
            with pytest.raises(StoreUnreachable):
                await eraser.carry_out(order)
            assert wire.cuts == ["before"]
            assert not one.state.erasures["o1"].done_us
            assert rows_with(lived.cluster, address, "Zubaydah")
            wire.cut = lambda piece: ""
            await eraser.finish()
            await eraser.carry_out(order)
            assert one.state.erasures["o1"].done_us
            assert rows_with(lived.cluster, address, "Zubaydah") == []

    with closing(Wire(lived.cluster.port)) as wire:
        asyncio.run(play())
