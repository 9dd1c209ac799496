"""`tansiq journal` of an office whose journals are in a real PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import secrets
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tansiq.centre import machine as centre
from tansiq.centre.people import OpenCentre
from tansiq.cli.output import EXIT_REFUSED, EXIT_UNREACHABLE
from tansiq.journal.blobs import SharedBlobs
from tansiq.journal.shared_desk import open_shared_desk
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.statements import VERSION
from tansiq.office.erased import Erasable
from tansiq.office.erasure_orders import ConfirmErasure, OrderErasure
from tansiq.office.machine import blueprint
from tansiq.web.eraser import Eraser
from tests.cli import terminal
from tests.coordination import found_office
from tests.postgres import Cluster

here = partial(terminal.tansiq, width=200)
CENTRES = ("centre/army", "centre/relief")


@pytest.fixture(scope="module")
def kept(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with an office in which something was erased by order, and two hosted centres."""
    address, folder = cluster.make_database(), tmp_path_factory.mktemp("node")
    found_office(address)

    async def live() -> None:
        with closing(Database(address)) as database:
            desk = open_shared_desk(blueprint(), database, "office", folder / "office.db")
            desk.open()
            await desk.submit(OrderErasure("relief", "o1", Erasable.PARTY, "relief", "court of Aden, 12/2026", "Amal"))
            order = await desk.submit(ConfirmErasure("relief", "o1", "Bashir"))
            await Eraser(desk, SharedBlobs(database, "office"), 0).carry_out(order)
            await desk.close()
            for name in CENTRES:
                there = open_shared_desk(centre.blueprint(), database, name, folder / "centre.db")
                there.open()
                await there.submit(OpenCentre(name.removeprefix("centre/")))
                await there.close()

    asyncio.run(live())
    return address


@pytest.fixture
def copied(kept: str, cluster: Cluster) -> tuple[str, Callable[[str], object]]:
    """A copy of it, and what asks the database itself."""
    name = f"t{secrets.token_hex(6)}"
    cluster.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {kept.rpartition('/')[2]}")
    return cluster.address(name), partial(cluster.ask, name)


def test_all_journals_of_an_office_are_checked_and_what_was_erased_is_told(kept: str) -> None:
    done = here("journal", "verify", kept, "--replay", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["journals"]
    assert list(told) == ["office", *CENTRES]
    assert all(one["whole"] and one["replayed"] and one["entries"] for one in told.values())
    (erased,) = told["office"]["erased"]
    assert (erased["reference"], erased["persons"], erased["ground"]) == (
        "court of Aden, 12/2026", ["Amal", "Bashir"], "order",
    )  # fmt: skip
    assert erased["bodies"]
    assert erased["unfinished"] == []
    words = here("journal", "verify", kept, width=200).stdout
    assert [line.split(":")[2].split(" ")[1] for line in words.splitlines() if "all whole" in line] == [
        f"({name})" for name in told
    ]
    assert "court of Aden," in words, words
    one = json.loads(here("journal", "verify", kept, "--name", CENTRES[1], "--json").stdout)["journals"]
    assert one == {CENTRES[1]: {key: value for key, value in told[CENTRES[1]].items() if key != "replayed"}}


def test_every_damaged_journal_is_named_with_its_first_damaged_entry(
    copied: tuple[str, Callable[[str], object]],
) -> None:
    address, ask = copied
    ask("UPDATE tansiq_bodies SET body = 'x' WHERE journal = 'office' AND sequence IN (3, 5)")
    ask("DELETE FROM tansiq_heads WHERE journal = 'centre/army'")
    done = here("journal", "verify", address)
    said = " ".join(done.stderr.split())
    assert done.returncode == 3
    assert "journal office is damaged at sequence 3: the body does not match its digest" in said
    assert "entries 1 to 2 are whole" in said
    assert "journal centre/army is damaged at sequence 2: the journal's head has been removed" in said
    assert "(centre/relief): " in done.stdout
    assert "(office): " not in done.stdout
    told = json.loads(here("journal", "verify", address, "--json").stdout)["journals"]
    assert {name: one["whole"] for name, one in told.items()} == {
        "office": False, "centre/army": False, "centre/relief": True,
    }  # fmt: skip
    assert told["office"]["damaged"] == 3
    assert here("journal", "verify", address, "--name", "centre/relief").returncode == 0
    done = here("journal", "export", address)
    assert (done.returncode, len(done.stdout.splitlines())) == (3, 0)
    assert here("conflicts", address).returncode == 3
    assert here("journal", "stats", address, "--name", "centre/army").returncode == 3


def test_it_is_counted_and_exported_as_a_file_is(kept: str) -> None:
    whole = json.loads(here("journal", "verify", kept, "--json").stdout)["journals"]
    for name in ("office", CENTRES[0]):
        stats = json.loads(here("journal", "stats", kept, "--name", name, "--json").stdout)
        lines = [json.loads(line) for line in here("journal", "export", kept, "--name", name).stdout.splitlines()]
        assert stats["entries"] == whole[name]["entries"] == len(lines) == sum(stats["kinds"].values())
        assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
        assert lines[-1]["chain"] == whole[name]["chain"]
        assert stats["first"][:19] == lines[0]["time"][:19]
    assert here("journal", "stats", kept).stdout.startswith(kept.replace("tansiq@", "") + " (office): ")
    some = here("journal", "export", kept, "--after", "2", "--limit", "3").stdout.splitlines()
    assert [json.loads(line)["sequence"] for line in some] == [3, 4, 5]
    assert here("journal", "export", kept, "--after", "999").stdout == ""
    assert here("conflicts", kept, "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("verify", "{}", "--name", "centre/sea"),
            "no journal centre/sea; there are centre/army, centre/relief, office",
        ),
        (("export", "{}", "--name", "sea"), "no journal sea; there are centre/army, centre/relief, office"),
        (("snapshot", "{}"), "each node writes its own, into the folder of its --data"),
        (("stats", "office.db", "--name", "office"), "a file holds one journal"),
    ],
)
def test_what_there_is_none_of_is_refused_in_plain_words(kept: str, words: tuple[str, ...], said: str) -> None:
    done = here("journal", *(word.format(kept) for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("postgresql://u:s3cr3t@127.0.0.1:1/office", EXIT_UNREACHABLE, "cannot be used"),
        ("postgresql://u:s3cr3t/x@127.0.0.1:1/office", EXIT_REFUSED, "this is not an address"),
        ("postgresql://u:s3cr3t@[h/office", EXIT_REFUSED, "this is not an address"),
        ("postgresq://u:s3cr3t@h/office", EXIT_REFUSED, "the form postgresql://USER@HOST/DATABASE"),
        ("sqlite:postgresql://u:s3cr3t@h/office", EXIT_REFUSED, "the form postgresql://USER@HOST/DATABASE"),
    ],
)
@pytest.mark.parametrize("command", ["verify", "stats", "export", "snapshot"])
def test_a_wrong_address_is_refused_and_its_password_never_said(
    command: str, address: str, code: int, said: str
) -> None:
    done = here("journal", command, address)
    assert (done.returncode, done.stdout) == (EXIT_REFUSED if command == "snapshot" else code, "")
    assert "s3cr3t" not in done.stderr
    assert command == "snapshot" or said in " ".join(done.stderr.replace("│", " ").split())


def test_a_database_without_an_office_is_told_apart_from_one_of_another_version(cluster: Cluster) -> None:
    address = cluster.make_database()
    for command in ("verify", "stats", "export"):
        done = here("journal", command, address)
        assert (done.returncode, "tables of Tansiq are missing" in done.stderr) == (2, True), done
    assert here("journal", "migrate", address).returncode == 0
    for command in ("verify", "stats", "export"):
        done = here("journal", command, address)
        assert (done.returncode, "holds no journal yet" in done.stderr) == (2, True), done
    cluster.ask(address.rpartition("/")[2], f"UPDATE tansiq_schema SET version = {VERSION + 1}")
    for command in ("verify", "stats", "export"):
        done = here("journal", command, address)
        assert (done.returncode, "newer than this one's" in done.stderr) == (2, True), done


def test_the_office_of_a_database_is_missing_when_only_centres_are_there(
    copied: tuple[str, Callable[[str], object]],
) -> None:
    address, ask = copied
    for table in ("heads", "entries", "bodies"):
        ask(f"DELETE FROM tansiq_{table} WHERE journal = 'office'")
    done = here("journal", "verify", address)
    assert (done.returncode, "no journal office; there are centre/army, centre/relief" in done.stderr) == (2, True)


def test_a_process_of_its_own_ends_with_the_same_codes(
    copied: tuple[str, Callable[[str], object]], tmp_path: Path
) -> None:
    address, ask = copied
    words = [sys.executable, "-m", "tansiq.cli.main", "journal", "verify", address]
    assert subprocess.run(words, capture_output=True, cwd=tmp_path, check=False).returncode == 0
    assert list(tmp_path.iterdir()) == []
    ask("DELETE FROM tansiq_bodies WHERE journal = 'centre/relief'")
    assert subprocess.run(words, capture_output=True, cwd=tmp_path, check=False).returncode == 3
