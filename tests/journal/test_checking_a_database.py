"""A journal in a database is checked as one in a file is: beside those who write it, in nobody's way."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tansiq.journal.entry import Draft
from tansiq.journal.erasure import KIND, NO_SALT
from tansiq.journal.errors import JournalDamaged, NotAJournal, StoreUnreachable
from tansiq.journal.source import InDatabase, check, journals, reading
from tansiq.journal.stores.postgres import reading as of_database
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tansiq.journal.stores.postgres.store import PostgresStore
from tests.journal.test_stores_alike import append, said, vouching
from tests.postgres import Cluster

_names = itertools.count()


@pytest.fixture(scope="module")
def shared(cluster: Cluster) -> Iterator[Database]:
    with closing(Database(cluster.make_database())) as database:
        check_schema(database)
        yield database


def kept(database: Database, entries: int = 9) -> tuple[PostgresStore, InDatabase]:
    """A journal of its own: so many entries, one that vouches for what is left of 3 and 5, and another. 3 is erased."""
    name = f"journal{next(_names)}"
    store = PostgresStore(database, name, Path(name))
    for number in range(1, entries + 1):
        append(store, [Draft(number, "alpha", "said", b"words %d" % number, os.urandom(16))])
    voucher, left = vouching(store, [3, 5])
    append(store, [voucher])
    append(store, [Draft(1_001, "alpha", "said", b"more words", os.urandom(16))])
    store.replace_bodies(left[:1])
    return store, InDatabase(database.address, name)


def test_a_whole_one_is_found_whole_and_what_was_erased_is_told(shared: Database) -> None:
    store, source = kept(shared)
    told: list[tuple[int, int]] = []
    assert check(source, lambda done, total: told.append((done, total))) == store.head
    assert told[-1] == (11, 11)
    with reading(source) as there:
        assert [(one.sequence, one.unfinished) for one in there.erasures()] == [(10, (5,))]
        tally = there.tally()
    assert (tally.entries, dict(tally.kinds), dict(tally.parties)) == (11, {"said": 10, KIND: 1}, {"alpha": 10, "": 1})
    assert (tally.first_us, tally.last_us) == (1, 1_001)
    assert tally.size > 9 * len("words 1")


def test_one_without_entries_is_whole(shared: Database) -> None:
    store = PostgresStore(shared, "empty", Path("empty"))
    source = InDatabase(shared.address, "empty")
    assert check(source) == store.head
    with reading(source) as there:
        assert (there.tally().entries, there.tally().first_us) == (0, None)


OTHER = f"'\\x{hashlib.sha256(b'another').hexdigest()}'::BYTEA"
BODY, CHAIN, ENDS = (
    "the body does not match its digest",
    "the header does not fit the chain",
    "the journal's head is at",
)
DAMAGES = {
    "another body": ("UPDATE tansiq_bodies SET body = 'other words' WHERE sequence = 4", 4, BODY),
    "another salt": (f"UPDATE tansiq_bodies SET salt = {OTHER} WHERE sequence = 4", 4, BODY),
    "no body": ("DELETE FROM tansiq_bodies WHERE sequence = 4", 4, "the body is missing"),
    "another time": ("UPDATE tansiq_entries SET time_us = 5 WHERE sequence = 4", 4, CHAIN),
    "another party": ("UPDATE tansiq_entries SET party = 'beta' WHERE sequence = 4", 4, CHAIN),
    "another kind": ("UPDATE tansiq_entries SET kind = 'done' WHERE sequence = 4", 4, CHAIN),
    "another digest": (f"UPDATE tansiq_entries SET digest = {OTHER} WHERE sequence = 4", 4, BODY),
    "another chain": (f"UPDATE tansiq_entries SET chain = {OTHER} WHERE sequence = 4", 4, CHAIN),
    "an entry is gone": ("DELETE FROM tansiq_entries WHERE sequence = 4", 4, "the next is 5"),
    "the first is gone": ("DELETE FROM tansiq_entries WHERE sequence = 1", 1, "the next is 2"),
    "the last is gone": ("DELETE FROM tansiq_entries WHERE sequence = 11", 11, f"{ENDS} 11"),
    "all is gone": ("DELETE FROM tansiq_entries WHERE true", 1, f"{ENDS} 11"),
    "a later number": ("UPDATE tansiq_entries SET sequence = 12 WHERE sequence = 11", 11, "the next is 12"),
    "an erased one that nobody vouched for": (
        f"UPDATE tansiq_bodies SET salt = '\\x{NO_SALT.hex()}' WHERE sequence = 6", 6, BODY,
    ),
    "another remainder": ("UPDATE tansiq_bodies SET body = 'less' WHERE sequence = 3", 3, BODY),
    "an empty remainder": ("UPDATE tansiq_bodies SET body = '' WHERE sequence = 3", 3, BODY),
    "a voucher of another body": ("UPDATE tansiq_bodies SET body = '{}' WHERE sequence = 10", 3, BODY),
    "a head behind": ("UPDATE tansiq_heads SET sequence = 8 WHERE true", 9, "up to 11 behind the journal's head"),
    "a head ahead": ("UPDATE tansiq_heads SET sequence = 12 WHERE true", 12, f"{ENDS} 12"),
    "a head of another": (f"UPDATE tansiq_heads SET chain = {OTHER} WHERE true", 11, "not the one that the journal's"),
    "a head too early": ("UPDATE tansiq_heads SET time_us = 1000 WHERE true", 11, "another time than the entry"),
    "a head too late": ("UPDATE tansiq_heads SET time_us = 1002 WHERE true", 11, "another time than the entry"),
    "no head": ("DELETE FROM tansiq_heads WHERE true", 12, "the journal's head has been removed"),
    "a body behind": (
        "INSERT INTO tansiq_bodies SELECT journal, 12, salt, body FROM tansiq_bodies WHERE sequence = 11",
        12, "the header is missing, but a body 12 is there",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_is_changed_the_first_wrong_entry_is_named(shared: Database, cluster: Cluster, damage: str) -> None:
    _, source = kept(shared)
    statement, sequence, reason = DAMAGES[damage]
    cluster.ask(shared.address.rpartition("/")[2], f"{statement} AND journal = '{source.journal}'")
    with pytest.raises(JournalDamaged, match=re.escape(reason)) as found:
        check(source)
    assert (found.value.sequence, str(found.value.path)) == (sequence, source.journal)


def test_what_was_read_up_to_a_lost_end_is_not_all(shared: Database, cluster: Cluster) -> None:
    _, source = kept(shared)
    name = shared.address.rpartition("/")[2]
    cluster.ask(name, f"DELETE FROM tansiq_entries WHERE sequence = 11 AND journal = '{source.journal}'")
    with reading(source) as there:
        behind = there.verified(8)
        assert [next(behind).header.sequence for _ in range(2)] == [9, 10]
        with pytest.raises(JournalDamaged, match="damaged at sequence 11"):
            next(behind)


def test_one_whose_head_is_gone_is_among_those_there_are(cluster: Cluster) -> None:
    with closing(Database(cluster.make_database())) as database:
        check_schema(database)
        for name in ("office", "centre/relief", "centre/army"):
            append(PostgresStore(database, name, Path(name)), [said(b"words")])
        cluster.ask(database.address.rpartition("/")[2], "DELETE FROM tansiq_heads WHERE journal = 'centre/relief'")
        assert list(journals(InDatabase(database.address, "office"))) == ["office", "centre/army", "centre/relief"]
        with pytest.raises(NotAJournal, match="no journal centre/sea; there are centre/army, centre/relief, office"):
            check(InDatabase(database.address, "centre/sea"))


def test_nodes_that_append_and_erase_meanwhile_are_not_taken_for_damage(
    shared: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_database, "AT_ONCE", 5)
    store, source = kept(shared, 60)

    def live() -> None:
        for number in range(6, 60):
            append(store, [Draft(1_001, "alpha", "said", b"more words", os.urandom(16)) for _ in range(3)])
            voucher, left = vouching(store, [number, number + 1, store.head.sequence])
            append(store, [voucher._replace(time_us=1_001)])
            store.replace_bodies(left)

    checked = []
    with ThreadPoolExecutor(1) as pool:
        living = pool.submit(live)
        while not living.done():
            checked.append(check(source).sequence)
        living.result()
    assert checked == sorted(checked)
    assert len(set(checked)) > 3
    assert check(source) == store.head


def test_it_waits_for_nobodys_turn_and_needs_no_right_to_write(shared: Database, cluster: Cluster) -> None:
    store, source = kept(shared)
    name = shared.address.rpartition("/")[2]
    cluster.ask(name, "CREATE ROLE auditor LOGIN")
    cluster.ask(name, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor")
    auditor = InDatabase(shared.address.replace("tansiq@", "auditor@"), source.journal)
    with psycopg.connect(auditor.address) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM tansiq_bodies")
    store.lock(store.head)
    try:
        assert check(auditor) == store.head
        assert "office" not in journals(auditor)
        with reading(auditor) as there:
            assert len(list(there.verified())) == there.tally().entries == 11
    finally:
        store.release()


def test_what_the_database_cannot_read_any_more_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_database, "AT_ONCE", 5)
    cluster = Cluster()
    try:
        address = cluster.make_database()
        name = address.rpartition("/")[2]
        with closing(Database(address)) as database:
            check_schema(database)
            store = PostgresStore(database, "office", Path("office"))
            for _ in range(4):  # more than one page of the table
                append(store, [said(os.urandom(1_500)) for _ in range(10)])
        ((file,),) = cluster.ask(name, "SELECT pg_relation_filepath('tansiq_bodies')")
        ((first,),) = cluster.ask(name, "SELECT min(sequence) FROM tansiq_bodies WHERE ctid >= '(2,0)'")
        cluster.ask(name, "CHECKPOINT")
        cluster.kill()
        (path,) = cluster.files(str(file)) or [one for one in cluster.files("base") if str(one).endswith(str(file))]
        with path.open("r+b") as pages:
            pages.seek(2 * 8192)
            pages.write(os.urandom(8192))
        cluster.start()
        source = InDatabase(address, "office")
        with pytest.raises(JournalDamaged, match="unreadable") as found:
            check(source)
        assert 0 < found.value.sequence <= int(str(first))
        with reading(source) as there, pytest.raises(JournalDamaged, match="unreadable"):
            list(there.verified())
        with closing(Database(address)) as database, pytest.raises(StoreUnreachable, match="invalid page"):
            list(PostgresStore(database, "office", Path("office")).read())
    finally:
        cluster.stop()
