"""A journal copied to another kind of store is the same to the byte, whatever was erased of it."""

from __future__ import annotations

import itertools
import os
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.journal.blobs import BlobDamaged, FolderBlobs
from tansiq.journal.copying import copy_blobs, copy_entries
from tansiq.journal.entry import Draft, Entry
from tansiq.journal.erasure import NO_SALT
from tansiq.journal.errors import JournalDamaged, NotEmpty, StoreUnavailable, StoreUncertain, StoreUnreachable
from tansiq.journal.source import check
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.journal.stores.postgres.whole import database_at_rest, new_database
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.journal.stores.whole_file import file_at_rest, growing_file
from tests.journal.nodes import Wire
from tests.journal.test_stores_alike import said, vouching
from tests.postgres import Cluster

ENTRY = st.builds(
    Draft,
    st.integers(0, 9),
    st.sampled_from(("alpha", "", "قوة")),
    st.sampled_from(("said", "done")),
    st.binary(max_size=40),
    st.binary(min_size=16, max_size=16).filter(lambda salt: salt != NO_SALT),
)
_names = itertools.count()


def nothing(done: int) -> None:
    """Nobody wants to hear of it."""


@pytest.fixture(scope="module")
def shared(cluster: Cluster) -> str:
    return cluster.make_database()


def to_database(path: Path, address: str) -> list[Entry]:
    """What was read back, before it was kept."""
    with file_at_rest(path) as there, new_database(address) as made:
        growing = made.journal("office")
        copy_entries(there.entries(), growing, nothing)
        copy_blobs(there.blobs, growing.blobs, nothing)
        back = list(growing.entries())
        made.keep("office")
    return back


def to_file(address: str, path: Path) -> None:
    with database_at_rest(address) as there, growing_file(path) as growing:
        journal = there.journal("office")
        copy_entries(journal.entries(), growing, nothing)
        copy_blobs(journal.blobs, growing.blobs, nothing)
        there.check_unmoved()


def empty(cluster: Cluster, address: str) -> None:
    for table in ("heads", "entries", "bodies", "files", "keys"):
        cluster.ask(address.rpartition("/")[2], f"DELETE FROM tansiq_{table}")


@given(st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_from_a_file_to_a_database_and_back_nothing_is_other_than_it_was(
    cluster: Cluster, shared: str, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tansiq.journal.copying._ENTRIES", data.draw(st.integers(1, 4)))
        patch.setattr("tansiq.journal.stores.postgres.whole._AT_ONCE", data.draw(st.integers(1, 4)))
        first, last = Path(made) / "first.db", Path(made) / "last.db"
        with closing(SqliteStore.open(first)) as store:
            some = data.draw(st.lists(ENTRY, min_size=1, max_size=12))
            store.append(some)
            for _ in range(data.draw(st.integers(0, 3))):
                sequences = data.draw(st.lists(st.integers(1, len(some)), unique=True))
                voucher, left = vouching(store, sequences)
                store.append([voucher])
                store.replace_bodies(left[: data.draw(st.integers(0, len(left)))])
            before = list(store.read())
            unfinished = store.erasures()
        with closing(Database(shared)) as database:
            check_schema(database)
        empty(cluster, shared)
        assert to_database(first, shared) == before
        to_file(shared, last)
        with closing(SqliteStore.open(last)) as store:
            assert list(store.read()) == before
            assert store.erasures() == unfinished, "what was still to be erased is so there, too"
            store.append([said(b"it goes on")])
        check(last)


def journal(path: Path, entries: int = 30) -> None:
    with closing(SqliteStore.open(path)) as store:
        store.append([said(b"the well %d" % number) for number in range(entries)])


def test_files_keep_the_time_at_which_they_were_put_in(tmp_path: Path, address: str) -> None:
    """Or an order to erase that is not carried out yet would spare them, as put in anew."""
    path, back = tmp_path / "j.db", tmp_path / "back.db"
    journal(path)
    blobs = FolderBlobs(path.with_suffix(".files"))
    digests = [blobs.put(data) for data in (b"a map", b"", os.urandom(100_000))]
    put = list(blobs.all())
    between_s = time.time()
    assert sorted(digest for digest, _ in put) == sorted(digests)
    to_database(path, address)
    to_file(address, back)
    copied = FolderBlobs(back.with_suffix(".files"))
    assert list(copied.all()) == put
    assert [copied.get(digest) for digest in digests] == [blobs.get(digest) for digest in digests]
    assert copied.remove(digests[0], unless_after_s=between_s)


def test_a_file_that_is_not_what_its_name_says_ends_the_copy(tmp_path: Path, address: str) -> None:
    path = tmp_path / "j.db"
    journal(path)
    digest = FolderBlobs(path.with_suffix(".files")).put(b"a map")
    (path.with_suffix(".files") / digest[:2] / digest).write_bytes(b"a mop")
    with pytest.raises(BlobDamaged):
        to_database(path, address)
    assert is_empty(address)


def is_empty(address: str) -> bool:
    with new_database(address):
        return True


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("UPDATE bodies SET body = x'00' WHERE sequence = 17", "sequence 17: the body does not match"),
        ("UPDATE entries SET time_us = 5 WHERE sequence = 17", "sequence 17: the header does not fit"),
        ("DELETE FROM entries WHERE sequence = 17", "sequence 17: the entry is missing"),
        ("DELETE FROM entries WHERE sequence = 30", "sequence 30: the header is missing"),
        ("DELETE FROM entries WHERE sequence = 30; DELETE FROM bodies WHERE sequence = 30", "up to 30 had been"),
    ],
)
def test_a_damaged_file_is_not_copied_and_the_database_stays_empty(
    tmp_path: Path, address: str, harm: str, why: str
) -> None:
    path = tmp_path / "j.db"
    journal(path)
    with closing(SqliteStore.open(path)) as store:
        store._connection.execute(harm)
    with pytest.raises(JournalDamaged, match=why):
        to_database(path, address)
    assert is_empty(address)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("UPDATE tansiq_bodies SET body = 'x' WHERE sequence = 17", "sequence 17: the body does not match"),
        ("DELETE FROM tansiq_entries WHERE sequence = 17", "sequence 17: the entry is missing"),
        (
            "DELETE FROM tansiq_entries WHERE sequence = 30",
            "sequence 30: the entry is missing; .* head is at 30",
        ),
        ("DELETE FROM tansiq_heads", "sequence 1: the head is gone"),
        ("UPDATE tansiq_heads SET chain = 'x'", "sequence 30: the entry is not the one"),
    ],
)
def test_a_damaged_database_is_not_copied(tmp_path: Path, cluster: Cluster, address: str, harm: str, why: str) -> None:
    journal(tmp_path / "j.db")
    to_database(tmp_path / "j.db", address)
    cluster.ask(address.rpartition("/")[2], harm)
    with pytest.raises(JournalDamaged, match=why):
        to_file(address, tmp_path / "back.db")


def test_until_it_is_kept_nobody_finds_any_of_it_and_nobody_else_can_begin(tmp_path: Path, address: str) -> None:
    journal(tmp_path / "j.db")
    with new_database(address) as made, file_at_rest(tmp_path / "j.db") as there:
        copy_entries(there.entries(), made.journal("office"), nothing)
        with closing(Database(address)) as another, another.lent() as connection:
            for table in ("heads", "entries", "bodies"):
                assert connection.execute(f"SELECT count(*) FROM tansiq_{table}").fetchone() == (0,)
            connection.execute("SET lock_timeout = 100")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                connection.execute("INSERT INTO tansiq_heads VALUES ('office', 0, '', 0)")
        with new_database(address) as second, second.lent() as connection:
            connection.execute("SET lock_timeout = 100")
            with pytest.raises(NotEmpty, match="somebody else"):
                second.journal("office")
    assert is_empty(address)


def test_a_database_that_holds_anything_is_refused(tmp_path: Path, address: str) -> None:
    journal(tmp_path / "j.db")
    to_database(tmp_path / "j.db", address)
    with pytest.raises(NotEmpty, match="holds journals already"), new_database(address):
        pass


def test_a_name_that_no_database_keeps_is_told_with_its_entry(tmp_path: Path, address: str) -> None:
    with closing(SqliteStore.open(tmp_path / "j.db")) as store:
        store.append([said(b"one"), Draft(1, "al\0pha", "said", b"two", os.urandom(16))])
    with pytest.raises(StoreUnavailable, match="entry 2: its party or kind holds a NUL"):
        to_database(tmp_path / "j.db", address)


@pytest.mark.parametrize(("what", "stands"), [("before", False), ("after", True)])
def test_a_commit_whose_answer_was_lost_is_looked_up(
    tmp_path: Path, cluster: Cluster, address: str, what: str, stands: bool
) -> None:
    journal(tmp_path / "j.db")
    with closing(Wire(cluster.port)) as wire:
        with file_at_rest(tmp_path / "j.db") as there, new_database(wire.address(address)) as made:
            copy_entries(there.entries(), made.journal("office"), nothing)
            wire.cut = lambda piece: what if b"COMMIT\0" in piece and not wire.cuts else ""
            if stands:
                made.keep("office")
            else:
                with pytest.raises(StoreUnreachable, match="keeps nothing of it"):
                    made.keep("office")
        assert wire.cuts == [what]
    if stands:
        with database_at_rest(address) as there:
            assert there.heads() == {"office": 30}
    else:
        assert is_empty(address)


def test_a_database_that_does_not_come_back_is_said_to_be_in_doubt(
    tmp_path: Path, cluster: Cluster, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.journal.stores.postgres.whole._GIVE_UP_S", 0.0)
    journal(tmp_path / "j.db")
    with (
        closing(Wire(cluster.port)) as wire,
        file_at_rest(tmp_path / "j.db") as there,
        new_database(wire.address(address)) as made,
    ):
        copy_entries(there.entries(), made.journal("office"), nothing)
        wire.cut = lambda piece: "before" if wire.cuts or b"COMMIT\0" in piece else ""
        with pytest.raises(StoreUncertain, match="copy again when it answers"):
            made.keep("office")
