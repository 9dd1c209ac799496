"""A journal in a database answers as one in a file does, also where bodies were erased."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.journal.entry import Draft
from tansiq.journal.erasure import KIND, NO_SALT, as_long_as
from tansiq.journal.errors import JournalDamaged
from tansiq.journal.source import InDatabase, reading
from tansiq.journal.store import Store
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema, migrate
from tansiq.journal.stores.postgres.store import PostgresStore
from tansiq.journal.stores.sqlite import SqliteStore
from tests.postgres import Cluster

KINDS = ("said", "done", KIND)
_names = itertools.count()
Left = list[tuple[int, bytes]]


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> Iterator[Database]:
    with closing(Database(cluster.make_database())) as database:
        check_schema(database)
        yield database


def append(store: Store, some: list[Draft]) -> None:
    if isinstance(store, PostgresStore):
        store.lock(store.head)
    store.append(some)


def vouching(store: Store, sequences: list[int]) -> tuple[Draft, Left]:
    """What vouches for remainders of these, and those."""
    left = [(number, as_long_as(body, b'{"kind":"said"}')) for number, body in store.bodies(sequences)]
    named = [[number, hashlib.sha256(body).hexdigest()] for number, body in left]
    body = json.dumps({"kind": KIND, "remainders": named}).encode()
    return Draft(1_000, "", KIND, body, os.urandom(16)), left


def said(body: bytes) -> Draft:
    return Draft(1, "alpha", "said", body, os.urandom(16))


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_both_stores_answer_alike_whatever_was_erased_and_replaced(database: Database, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(SqliteStore.open(Path(folder) / "j.db")) as of_file:
        name = f"journal{next(_names)}"
        of_database = PostgresStore(database, name, Path(name))
        both: tuple[Store, Store] = (of_file, of_database)
        parties, times = st.sampled_from(("alpha", "", "قوة")), st.integers(0, 9)
        entry = st.builds(
            Draft,
            times,
            parties,
            st.sampled_from(KINDS[:2]),
            st.binary(max_size=40),
            st.binary(min_size=16, max_size=16).filter(lambda salt: salt != NO_SALT),  # that is no draft's
        )
        some = data.draw(st.lists(entry, min_size=1, max_size=12))
        for store in both:
            append(store, some)
        for _ in range(data.draw(st.integers(0, 3))):
            sequences = data.draw(st.lists(st.integers(1, len(some)), unique=True))
            voucher, left = vouching(of_file, sequences)
            done = data.draw(st.integers(0, len(left)))
            for store in both:
                append(store, [voucher])
                store.replace_bodies(left[:done])
        last = of_file.head.sequence
        ranges = st.integers(0, last + 1)
        after, upto, before_us = data.draw(ranges), data.draw(ranges), data.draw(st.integers(0, 1_001))
        kinds = data.draw(st.lists(st.sampled_from((*KINDS, "never")), min_size=1, unique=True))
        numbers = data.draw(st.lists(st.integers(1, last)))
        at_most = data.draw(st.integers(1, 5))
        one, other = (
            (
                store.head,
                list(store.read(after)),
                list(store.headers(after, at_most)),
                list(store.of_kinds(after, upto, kinds)),
                list(store.whole_bodies(kinds, after=after, upto=upto, before_us=before_us, at_most=at_most)),
                list(store.erasures(after)),
                list(store.bodies(numbers)),
                store.chain_at(after),
            )
            for store in both
        )
        assert one == other
        answers = []
        for source in (Path(folder) / "j.db", InDatabase(database.address, of_database.path.name)):
            with reading(source) as there:
                tally = there.tally()
                answers.append(
                    (
                        there.check(),
                        list(there.verified(after)),
                        list(there.erasures()),
                        (tally.kinds, tally.parties, tally.first_us, tally.last_us, tally.entries),
                        (there.last(), there.begins_us(), there.chain_at(after)),
                    )
                )
        assert answers[0] == answers[1]


def test_what_was_replaced_once_stays_as_it_is_whoever_comes_again(database: Database) -> None:
    one, other = (PostgresStore(database, "once", Path("office")) for _ in range(2))
    append(one, [said(b"the clinic at the north gate"), said(b"the well")])
    voucher, left = vouching(one, [1])
    append(one, [voucher])
    one.replace_bodies(left)
    other.replace_bodies([(1, b"what a node of another version would leave"), (2, b"nothing")])
    assert one.bodies([1, 2]) == [*left, (2, b"nothing")]


def test_one_vouched_for_while_a_long_journal_is_read_is_no_damage(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.journal.stores.postgres.reading.AT_ONCE", 2)
    store = PostgresStore(database, "read", Path("office"))
    append(store, [said(b"the clinic %d" % number) for number in range(6)])
    for sequences in ([2], [5]):
        voucher, left = vouching(store, sequences)
        append(store, [voucher])
        store.replace_bodies(left)
        if sequences == [2]:
            pages = store.pages(PostgresStore(database, "read", Path("office")).head)
            assert [entry.header.sequence for entry in next(pages)] == [1, 2]
    assert [entry.header.sequence for page in pages for entry in page] == [3, 4, 5, 6, 7, 8]
    store.replace_bodies([(6, b"what nobody vouches for")])
    with pytest.raises(JournalDamaged, match="sequence 6: the body does not match"):
        list(store.pages(PostgresStore(database, "read", Path("office")).head))


def test_tables_of_the_first_version_are_brought_up_to_date(cluster: Cluster) -> None:
    address = cluster.make_database()
    name = address.rpartition("/")[2]
    indexed = "SELECT indexname FROM pg_indexes WHERE indexname = 'tansiq_erasures'"
    with closing(Database(address)) as database:
        check_schema(database)
        made = cluster.ask(name, indexed)
        cluster.ask(name, "DROP INDEX tansiq_erasures")
        cluster.ask(name, "UPDATE tansiq_schema SET version = 1")
        assert migrate(database) == (1, 2)
        assert cluster.ask(name, indexed) == made == [("tansiq_erasures",)]
        check_schema(database, create=False)
