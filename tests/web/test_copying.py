"""An office that has lived is moved from files to a database and back: its people sign in, its files are there, what
was erased is not; and whatever ends the copy, nobody can serve a part of it."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tansiq.centre.sealing import KeyMissing
from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.ring import read_ring
from tansiq.journal.errors import JournalInUse, NotAJournal, NotEmpty
from tansiq.journal.leases import holders
from tansiq.journal.source import InDatabase, Source, check, reading
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.whole import new_database
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.web.copying import Copied, CopyDiffers, copy_office
from tests.coordination import Speaker, eventually, found_office, upload
from tests.postgres import Cluster
from tests.serving import Identity, Office, running_office, start_office
from tests.web.browsing import Browser, browser_of, code_for, person
from tests.web.test_erasing import House, erased
from tests.web.test_erasing_on_nodes import rows_with

PDF = b"%PDF-1.7 the way to Umm-Qasr"


@dataclass
class Lived:
    """An office, stopped; each test has a copy of its folder."""

    folder: Path
    identity: Identity
    secret: str
    codes: list[str]
    attachment: str
    report: str
    root: bytes = field(default=b"")
    entries: int = 0

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.folder, to)
        return to / "office.db"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Lived:
    folder = tmp_path_factory.mktemp("lived") / "office"
    folder.mkdir()
    path = folder / "office.db"
    found_office(path)
    with running_office(path, identity.public_file) as office:
        house = House(office, identity)
        army = Speaker(office, identity, "army")
        person(office, identity, "relief", "amal", "administrator")
        person(office, identity, "army", "boutros", "administrator")
        assert Speaker(office, identity, "relief").get("/log/watch")["witness"], "it has a key to cosign with"
        amal = browser_of(office, "relief", "amal")
        secret = amal.ask("POST", "/api/v1/session/totp")[1]["secret"]
        status, made = amal.ask("POST", "/api/v1/session/totp/confirmation", {"code": code_for(secret)})
        assert status == 200, made
        status, put = upload(army, "/attachments?name=map.pdf", PDF, content_type="application/pdf")
        assert status == 201, put
        message = {"text": "A map", "attachments": [{"sha256": put["sha256"], "name": "map.pdf"}]}
        thread = army.post("/threads", {"parties": ["relief"], "title": "Map", "message": message})
        erased(house.relief, "report", house.report["id"])
        attachment = f"/threads/{thread['id']}/attachments/{put['sha256']}"
        report = f"/reports/{house.report['id']}"
    store = SqliteStore.open(path)
    with closing(store):
        keeper = LogKeeper.open(
            path.with_suffix(".tiles"),
            read_ring(path.with_suffix(".log-key")),
            store.headers,
            journal=path,
            last=store.head.sequence,
        )
        keeper.catch_up(store.head.sequence)
        found = Lived(folder, identity, secret, made["recovery_codes"], attachment, report)
        found.root, found.entries = keeper.beginning(store.head.sequence).root, store.head.sequence
    return found


def nothing(what: str, done: int, total: int) -> None:
    """Nobody wants to hear of it."""


def copied(source: Source, target: Source, seal_key: Path) -> dict[str, Copied]:
    return {one.name: one for one in copy_office(source, target, seal_key, nothing)}


def serves(office: Office, lived: Lived, code: str) -> None:
    """What there was is there, and what was erased is not."""
    relief = Speaker(office, lived.identity, "relief")
    assert relief("GET", lived.attachment) == (200, PDF.decode())
    assert relief.get(lived.report)["erased"]
    assert browser_of(office, "army", "boutros").ask("GET", "/api/v1/session")[0] == 200
    amal = Browser(office)
    status, document = amal.sign_in("relief", "amal")
    assert (status, document["code"]) == (401, "code-needed")
    assert amal.sign_in("relief", "amal", code=code)[0] == 200, "the second factor's secret is opened"


def node_of(address: str, folder: Path, identity: Identity, log_key: Path, seal_key: Path) -> Office:
    folder.mkdir(exist_ok=True)
    keys = ("--data", str(folder), "--seal-key", str(seal_key), "--log-key", str(log_key))
    return start_office(folder / "node", identity.public_file, "--journal", address, "--must-exist", *keys)


def test_an_office_moves_to_a_database_and_back_and_is_served_at_both(
    lived: Lived, tmp_path: Path, cluster: Cluster, address: str
) -> None:
    path, seal_key = lived.copy(tmp_path / "here"), tmp_path / "seal-key"
    there = InDatabase(address, "office")
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file() and "lock" not in file.name}
    moved = copied(path, there, seal_key)
    assert moved["office"].root == lived.root, "the root of the log's own checkpoint"
    assert moved["office"].entries == lived.entries
    assert moved["office"].files >= 1
    assert list(moved) == ["office", "centre/army", "centre/relief"]
    assert [one.key for one in moved.values()] == [False, True, True]
    assert {file: file.read_bytes() for file in before if not file.name.endswith("-shm")} == {
        file: data for file, data in before.items() if not file.name.endswith("-shm")
    }
    assert seal_key.stat().st_mode & 0o77 == 0
    assert rows_with(cluster, address, "Zubaydah") == [], "what was erased"
    with reading(there) as journal:
        assert sum(1 for _ in journal.verified()) == lived.entries
    log_key = path.with_suffix(".log-key")
    office = node_of(address, tmp_path / "node", lived.identity, log_key, seal_key)
    try:
        serves(office, lived, lived.codes[0])
        eventually(lambda: int(str(office.call("GET", "/log/checkpoint")[1]).splitlines()[1]) > lived.entries)
        with pytest.raises(JournalInUse, match=rf"a node \(.*-{office.process.pid}-"):
            copy_office(there, tmp_path / "early" / "office.db", seal_key, nothing)
        Speaker(office, lived.identity, "army").post("/threads", {"title": "In the database"} | one_message())
    finally:
        office.stop()
    back = tmp_path / "back" / "office.db"
    again = copied(there, back, seal_key)
    assert again["office"].entries > lived.entries
    assert sorted(file.name for file in back.parent.iterdir()) == [
        "centres", "office.db", "office.db.lock", "office.db.mark", "office.files"
    ]  # fmt: skip
    for name in again:
        check(back if name == "office" else back.parent / "centres" / f"{name.removeprefix('centre/')}.db")
    files, files_back = ({file.name for file in one.with_suffix(".files").glob("*/*")} for one in (path, back))
    assert hashlib.sha256(PDF).hexdigest() in files
    assert files <= files_back
    witnesses = [one.parent / "centres" / "relief.witness-key" for one in (path, back)]
    assert witnesses[0].read_bytes() == witnesses[1].read_bytes()
    assert witnesses[1].stat().st_mode & 0o77 == 0
    for party in ("army", "relief"):
        key = back.parent / "centres" / f"{party}.db.key"
        assert key.stat().st_mode & 0o77 == 0
        assert base64.b64decode(key.read_bytes()) == base64.b64decode(
            (path.parent / "centres" / f"{party}.db.key").read_bytes()
        )
    shutil.copy(log_key, back.with_suffix(".log-key"))
    with running_office(back, lived.identity.public_file, "--must-exist") as office:
        serves(office, lived, lived.codes[1])
        titles = [one["title"] for one in Speaker(office, lived.identity, "army").get("/threads")["items"]]
        assert "In the database" in titles


def one_message() -> dict[str, object]:
    return {"parties": ["relief"], "message": {"text": "Here"}}


def test_what_is_served_is_not_copied(lived: Lived, tmp_path: Path, address: str) -> None:
    path = lived.copy(tmp_path / "here")
    with running_office(path, lived.identity.public_file), pytest.raises(JournalInUse, match="in use by process"):
        copied(path, InDatabase(address, "office"), tmp_path / "seal-key")


@pytest.mark.stories
def test_a_node_that_died_is_waited_for_and_one_that_began_meanwhile_is_found(
    lived: Lived, tmp_path: Path, address: str
) -> None:
    path, seal_key, there = lived.copy(tmp_path / "here"), tmp_path / "seal-key", InDatabase(address, "office")
    copied(path, there, seal_key)
    log_key, nodes = path.with_suffix(".log-key"), list[Office]()

    def begin(what: str, done: int, total: int) -> None:
        if what == "making it durable":
            nodes.append(node_of(address, tmp_path / "node", lived.identity, log_key, seal_key))
            with closing(Database(address)) as database:
                eventually(lambda: holders(database))

    try:
        with pytest.raises(JournalInUse, match=r"somebody|a node"):
            copy_office(there, tmp_path / "early" / "office.db", seal_key, begin)
    finally:
        for node in nodes:
            node.kill()
    assert not (tmp_path / "early" / "office.db").exists()
    assert copied(there, tmp_path / "late" / "office.db", seal_key)["office"].entries >= lived.entries


def test_other_keys_than_those_that_seal_are_refused_before_anything_is_kept(
    lived: Lived, tmp_path: Path, address: str
) -> None:
    path, seal_key, there = lived.copy(tmp_path / "here"), tmp_path / "seal-key", InDatabase(address, "office")
    key = path.parent / "centres" / "relief.db.key"
    right = key.read_bytes()
    key.write_bytes(base64.b64encode(os.urandom(32)))
    with pytest.raises(KeyMissing, match="centre/relief: the key file is not the one"):
        copied(path, there, seal_key)
    key.unlink()
    with pytest.raises(KeyMissing, match="centre/relief: the key that sealed what is there is gone"):
        copied(path, there, seal_key)
    key.write_bytes(right)
    copied(path, there, seal_key)
    other = tmp_path / "other-key"
    with pytest.raises(KeyMissing, match="is not there: restore it"):
        copied(there, tmp_path / "back" / "office.db", other)
    assert not other.exists(), "of a database that has one, none is made"
    other.write_bytes(base64.b64encode(os.urandom(32)))
    with pytest.raises(KeyMissing, match="not the one that sealed this"):
        copied(there, tmp_path / "back" / "office.db", other)
    assert not (tmp_path / "back" / "office.db").exists()


def test_a_copy_that_reads_back_otherwise_is_not_kept(
    lived: Lived, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chain would find most of it; this one is of a store that loses the last entry, and is content."""
    path, seal_key, there = lived.copy(tmp_path / "here"), tmp_path / "seal-key", InDatabase(address, "office")
    adopt = SqliteStore.adopt
    copied(path, there, seal_key)
    with monkeypatch.context() as patch:
        patch.setattr(SqliteStore, "adopt", lambda store, entries: adopt(store, entries[:-1]))
        with pytest.raises(CopyDiffers, match=r"office: .* entries with the root"):
            copied(there, tmp_path / "back" / "office.db", seal_key)
    assert not (tmp_path / "back" / "office.db").exists()
    assert not (tmp_path / "back" / "office.db.copying").exists()


def test_a_copy_goes_where_nothing_is(lived: Lived, tmp_path: Path, address: str) -> None:
    path, seal_key, there = lived.copy(tmp_path / "here"), tmp_path / "seal-key", InDatabase(address, "office")
    with new_database(address):
        pass  # makes the tables
    with pytest.raises(NotAJournal, match="holds no office"):
        copied(there, tmp_path / "a" / "office.db", write(seal_key))
    with pytest.raises(NotAJournal, match="own centre"):
        copied(path.parent / "centres" / "army.db", there, seal_key)
    copied(path, there, seal_key)
    with pytest.raises(NotEmpty, match="holds journals already"):
        copied(path, there, seal_key)
    for left in (
        "office.db",
        "office.db.mark",
        "office.files/ab/cd",
        "centres/army.db",
        "office.db.snapshot-000000000001",
    ):
        target = tmp_path / left.replace("/", "-") / "office.db"
        (target.parent / left).parent.mkdir(parents=True)
        (target.parent / left).write_bytes(b"something")
        with pytest.raises(NotEmpty, match="an office already"):
            copied(there, target, seal_key)
        assert (target.parent / left).read_bytes() == b"something"
    target = tmp_path / "fine" / "office.db"
    (target.parent / "centres").mkdir(parents=True)
    (target.parent / "centres" / "army.witness-key").write_bytes(b"its own")
    copied(there, target, seal_key)
    other = tmp_path / "other" / "office.db"
    lies = other.parent / "centres" / "relief.witness-key"
    lies.parent.mkdir(parents=True)
    lies.write_bytes(b"another's")
    with pytest.raises(NotEmpty, match="holds another key"):
        copied(there, other, seal_key)
    assert lies.read_bytes() == b"another's"
    assert not other.exists()
    shutil.copy(target.parent / "centres" / "relief.witness-key", lies)
    copied(there, other, seal_key)


def write(key: Path) -> Path:
    key.write_bytes(base64.b64encode(os.urandom(32)))
    return key


KILLED = """
import os, sys
from pathlib import Path
from tansiq.journal.source import InDatabase
from tansiq.web.copying import copy_office

def where(text):
    return InDatabase(text, "office") if text.startswith("postgresql:") else Path(text)

left = [int(sys.argv[4])]

def step(*said):
    if not left[0]:
        os.kill(os.getpid(), 9)
    left[0] -= 1

if sys.argv[5] == "moves":
    move = Path.rename
    def rename(*two):
        step()
        return move(*two)
    Path.rename = rename
import tansiq.journal.copying, tansiq.journal.stores.postgres.whole
tansiq.journal.copying._ENTRIES = 7
on_progress = step if sys.argv[5] == "steps" else lambda *said: None
copy_office(where(sys.argv[1]), where(sys.argv[2]), Path(sys.argv[3]), on_progress)
print(left[0])
"""


def killed(source: object, target: object, seal_key: Path, after: int, at: str = "steps") -> int | None:
    """Copies in a process of its own, which is killed after so many steps of its progress; how many it did not need,
    None where it was killed."""
    command = [sys.executable, "-c", KILLED, str(source), str(target), str(seal_key), str(after), at]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def points(needed: int, at_most: int = 4) -> Iterator[int]:
    """Of so many steps, some from the first to the last."""
    yield from sorted({round(n * (needed - 1) / (at_most - 1)) for n in range(at_most)})


@pytest.mark.stories
def test_killed_anywhere_on_its_way_to_a_database_it_leaves_nothing_there_and_can_begin_anew(
    lived: Lived, tmp_path: Path, cluster: Cluster
) -> None:
    path, seal_key = lived.copy(tmp_path / "here"), tmp_path / "seal-key"
    left = killed(path, cluster.make_database(), seal_key, 10_000)
    assert left is not None
    address = cluster.make_database()
    for after in points(10_000 - left):
        assert killed(path, address, seal_key, after) is None
        tables = cluster.ask(address.rpartition("/")[2], "SELECT 1 FROM pg_tables WHERE tablename = 'tansiq_heads'")
        for table in ("heads", "entries", "keys", "files") if tables else ():
            assert cluster.ask(address.rpartition("/")[2], f"SELECT count(*) FROM tansiq_{table}") == [(0,)]
    assert copied(path, InDatabase(address, "office"), seal_key)["office"].root == lived.root


@pytest.mark.stories
def test_killed_anywhere_on_its_way_to_a_file_nothing_can_be_served_and_it_can_begin_anew(
    lived: Lived, tmp_path: Path, address: str
) -> None:
    path, seal_key = lived.copy(tmp_path / "here"), tmp_path / "seal-key"
    there = InDatabase(address, "office")
    copied(path, there, seal_key)
    left = killed(address, tmp_path / "whole" / "office.db", seal_key, 10_000)
    assert left is not None
    target = tmp_path / "cut" / "office.db"
    for after in points(10_000 - left):
        target.parent.mkdir(exist_ok=True)
        assert killed(address, target, seal_key, after) is None
        assert [file.name for file in target.parent.iterdir() if "lock" not in file.name] in ([], ["office.db.copying"])
    assert copied(there, target, seal_key)["office"].root == lived.root
    check(target)


@pytest.mark.stories
def test_killed_while_its_parts_are_moved_it_cannot_be_taken_for_an_office_and_says_what_to_remove(
    lived: Lived, tmp_path: Path, address: str
) -> None:
    path, seal_key = lived.copy(tmp_path / "here"), tmp_path / "seal-key"
    there = InDatabase(address, "office")
    copied(path, there, seal_key)
    left = killed(address, tmp_path / "whole" / "office.db", seal_key, 1_000, "moves")
    assert left is not None
    moves = 1_000 - left
    assert moves >= 9, "the mark, two centres with their marks, locks and keys, the files, the journal"
    for after in (0, 1, moves // 2, moves - 1):
        target = tmp_path / str(after) / "office.db"
        assert killed(address, target, seal_key, after, "moves") is None
        assert not target.exists()
        if not target.with_name("office.db.mark").exists():
            assert copied(there, target, seal_key)["office"].root == lived.root
            continue
        with pytest.raises(RuntimeError, match="the file is gone, but its mark says"):
            start_office(target, lived.identity.public_file)
        with pytest.raises(NotEmpty, match="was cut off at its end") as refused:
            copied(there, target, seal_key)
        subprocess.run(str(refused.value).rpartition("begin anew: ")[2], shell=True, check=True)
        assert copied(there, target, seal_key)["office"].root == lived.root
