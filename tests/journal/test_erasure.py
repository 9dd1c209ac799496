"""What was erased is gone, and everything else is proven as before; nothing else can take its place."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import apsw
import pytest

from tansiq.journal.entry import Draft
from tansiq.journal.erasure import KIND, NO_SALT, as_long_as
from tansiq.journal.errors import JournalDamaged, StoreUnavailable
from tansiq.journal.source import check
from tansiq.journal.stores.reading import open_for_reading, verified_entries
from tansiq.journal.stores.sqlite import SqliteStore

SECRET = b"the clinic at the north gate"


def _kept(path: Path, entries: int = 60, *, as_before: bool = False) -> SqliteStore:
    store = SqliteStore.open(path)
    if as_before:
        store._connection.execute("PRAGMA secure_delete = OFF")
        store._connection.execute("PRAGMA user_version = 1")
    for i in range(entries):
        body = json.dumps({"kind": "said", "text": f"{SECRET.decode()} {i:03} " * (1 + i % 400)}).encode()
        store.append([Draft(i, "alpha", "said", body, os.urandom(16))])
    return store


def ordered(store: SqliteStore, sequences: list[int]) -> list[tuple[int, bytes]]:
    """An entry that vouches for what is to be left of these."""
    left = [(number, as_long_as(body, b'{"kind":"said"}')) for number, body in store.bodies(sequences)]
    remainders = [[number, hashlib.sha256(body).hexdigest()] for number, body in left]
    body = json.dumps({"kind": KIND, "remainders": remainders, "by": "whoever"}).encode()
    store.append([Draft(1_000, "", KIND, body, os.urandom(16))])
    return left


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_what_was_erased_is_in_no_file_and_the_journal_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store = _kept(path)
    before = store.head
    assert SECRET in _bytes(path)
    salts = [entry.salt for entry in store.read()]
    store.replace_bodies(ordered(store, list(range(1, 61))))
    found = _bytes(path)
    assert SECRET not in found
    assert not any(salt in found for salt in salts)
    assert store.chain_at(before.sequence) == before.chain
    check(path)
    store.close()
    again = SqliteStore.open(path)
    assert again.head.sequence == 61
    assert json.loads(again.bodies([7])[0][1]) == {"kind": "said"}
    assert again.whole_bodies(["said"], after=0, upto=99, before_us=99, at_most=9) == []
    again.close()


def test_of_some_only_those_go(tmp_path: Path) -> None:
    store = _kept(tmp_path / "j.db")
    store.replace_bodies(ordered(store, [2, 40, 59]))
    found = _bytes(tmp_path / "j.db")
    assert all((b"%s %03d " % (SECRET, i) not in found) == (i + 1 in (2, 40, 59)) for i in range(60))
    assert [erasure.unfinished for erasure in store.erasures()] == [()]
    store.close()


def test_a_journal_of_before_is_packed_anew_when_first_erased(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    _kept(path, as_before=True).close()
    store = SqliteStore.open(path)
    store.replace_bodies(ordered(store, list(range(1, 61))))
    assert SECRET not in _bytes(path)
    check(path)
    store.close()


def test_what_was_vouched_for_and_not_yet_done_is_whole_and_known(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store = _kept(path, 9)
    left = ordered(store, [3, 4])
    store.replace_bodies(left[:1])
    store.close()  # it was killed between the two
    check(path)
    again = SqliteStore.open(path)
    assert [(one.sequence, one.unfinished) for one in again.erasures()] == [(10, (4,))]
    again.close()


@pytest.mark.parametrize("case", ["nobody vouched", "another remainder", "no body", "vouched before", "broken voucher"])
def test_what_nobody_vouched_for_is_damage(tmp_path: Path, case: str) -> None:
    path = tmp_path / "j.db"
    store = _kept(path, 9)
    ((_, good),) = ordered(store, [5])
    store.close()
    target = 5
    connection = apsw.Connection(str(path))
    change = "UPDATE bodies SET salt = ?, body = ? WHERE sequence = ?"
    match case:
        case "nobody vouched":
            connection.execute(change, (NO_SALT, good, target := 6))
        case "another remainder":
            connection.execute(change, (NO_SALT, good.replace(b"said", b"sang"), 5))
        case "no body":
            connection.execute("DELETE FROM bodies WHERE sequence = 5")
        case "vouched before":
            connection.execute("UPDATE entries SET kind = ? WHERE sequence = 4", (KIND,))
            vouches = json.dumps({"remainders": [[5, hashlib.sha256(good).hexdigest()]]}).encode()
            connection.execute("UPDATE bodies SET body = ? WHERE sequence = 4", (vouches,))
            connection.execute("UPDATE entries SET kind = 'said' WHERE sequence = 10")
            connection.execute(change, (NO_SALT, good, 5))
            target = 4
        case "broken voucher":
            connection.execute(change, (NO_SALT, good, 5))
            connection.execute("UPDATE bodies SET salt = ? WHERE sequence = 10", (os.urandom(16),))
    connection.close()
    with pytest.raises(JournalDamaged) as damage:
        SqliteStore.open(path)
    assert damage.value.sequence == target


def test_a_salt_of_nothing_is_no_way_in(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    store.append([Draft(1, "alpha", "said", b"{}", NO_SALT)])
    store.close()
    check(tmp_path / "j.db")


def test_while_somebody_reads_the_log_waits_and_it_is_finished_later(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store = _kept(path, 9)
    reader = open_for_reading(path)
    reading = verified_entries(reader, path)
    next(reading)
    store._connection.set_busy_timeout(1)
    with pytest.raises(StoreUnavailable, match="reads the journal"):
        store.replace_bodies(ordered(store, [5]))
    assert b"%s %03d" % (SECRET, 4) in _bytes(path)
    assert [entry.header.sequence for entry in reading] == list(range(2, 10)), "it reads on at its moment"
    reader.close()
    store.replace_bodies([])
    assert b"%s %03d" % (SECRET, 4) not in _bytes(path)
    store.close()


def test_a_remainder_that_is_longer_than_what_was_there_leaves_nothing_either(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    for i in range(40):
        store.append([Draft(i, "alpha", "said", b"%s %03d" % (SECRET, i), os.urandom(16))])
    left = [(i, as_long_as(b"short", b"%03d" % i + b"x" * 400)) for i in range(1, 41)]
    remainders = [[number, hashlib.sha256(body).hexdigest()] for number, body in left]
    body = json.dumps({"kind": KIND, "remainders": remainders}).encode()
    store.append([Draft(1_000, "", KIND, body, os.urandom(16))])
    store.replace_bodies(left)
    assert SECRET not in _bytes(tmp_path / "j.db")
    store.close()
    check(tmp_path / "j.db")
