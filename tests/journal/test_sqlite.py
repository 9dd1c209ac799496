"""The store: what is kept is found again, and what is not whole is never taken for whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.journal.entry import Head
from tansiq.journal.errors import JournalDamaged, JournalInUse, NotAJournal, StoreUnavailable
from tansiq.journal.stores.reading import open_for_reading, verify_from
from tansiq.journal.stores.sqlite import SqliteStore
from tests.journal.counter import drafts, filled


@given(st.lists(st.lists(st.binary(max_size=300), min_size=1, max_size=5), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_appended_is_read_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[bytes]]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "j.db"
    store = SqliteStore.open(path)
    for batch in batches:
        store.append(drafts(*batch))
    head = store.head
    store.close()
    again = SqliteStore.open(path)
    assert [entry.body for entry in again.read()] == [body for batch in batches for body in batch]
    assert [entry.header.sequence for entry in again.read()] == list(range(1, sum(map(len, batches)) + 1))
    assert again.head == head
    again.close()


def test_a_second_opening_is_refused_and_names_the_holder(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    script = """
import sys
from pathlib import Path
from tansiq.journal.stores.sqlite import SqliteStore
SqliteStore.open(Path(sys.argv[1]))
"""
    command = [sys.executable, "-c", script, str(tmp_path / "j.db")]
    other = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "JournalInUse" in other.stderr
    with pytest.raises(JournalInUse, match="process"):
        SqliteStore.open(tmp_path / "j.db")
    store.close()
    SqliteStore.open(tmp_path / "j.db").close()


def test_any_flipped_byte_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    original = tmp_path / "j.db"
    filled(original, 40)
    content = _content(original)
    data = original.read_bytes()
    damages: list[Exception] = []
    for position in range(0, len(data), 97):
        copy = tmp_path / "copy.db"
        _remove(copy)
        copy.write_bytes(data[:position] + bytes([data[position] ^ 0x41]) + data[position + 1 :])
        shutil.copy(tmp_path / "j.db.mark", tmp_path / "copy.db.mark")
        try:
            store = SqliteStore.open(copy)
        except (JournalDamaged, NotAJournal) as damage:
            damages.append(damage)
            continue
        assert [(e.header, e.body) for e in store.read()] == content
        store.close()
    assert len(damages) > 50
    assert all(1 <= damage.sequence <= 41 for damage in damages if isinstance(damage, JournalDamaged))


def test_a_shortened_file_is_noticed_and_the_sequence_named(tmp_path: Path) -> None:
    original = tmp_path / "j.db"
    filled(original, 200)
    data = original.read_bytes()
    for length in (len(data) - 1, len(data) - 4096, len(data) // 2, 5000, 100, 0):
        copy = tmp_path / "copy.db"
        _remove(copy)
        copy.write_bytes(data[:length])
        shutil.copy(tmp_path / "j.db.mark", tmp_path / "copy.db.mark")
        with pytest.raises((JournalDamaged, NotAJournal)):
            SqliteStore.open(copy)


def test_a_changed_body_is_named_by_its_sequence(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 10)
    connection = apsw.Connection(str(tmp_path / "j.db"))
    connection.execute("UPDATE bodies SET body = x'00' WHERE sequence = 7")
    connection.close()
    with pytest.raises(JournalDamaged, match="sequence 7: the body") as damage:
        SqliteStore.open(tmp_path / "j.db")
    assert damage.value.sequence == 7


@pytest.mark.parametrize(
    ("statement", "sequence"),
    [
        ("UPDATE entries SET party = 'other' WHERE sequence = 4", 4),
        ("DELETE FROM entries WHERE sequence = 5", 5),
        ("DELETE FROM entries WHERE sequence = 10", 10),
        ("UPDATE entries SET time_us = time_us + 1 WHERE sequence = 1", 1),
    ],
)
def test_a_changed_or_missing_header_is_named(tmp_path: Path, statement: str, sequence: int) -> None:
    filled(tmp_path / "j.db", 10)
    connection = apsw.Connection(str(tmp_path / "j.db"))
    connection.execute(statement)
    connection.close()
    with pytest.raises(JournalDamaged) as damage:
        SqliteStore.open(tmp_path / "j.db")
    assert damage.value.sequence == sequence


def test_a_missing_body_is_named(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 10)
    connection = apsw.Connection(str(tmp_path / "j.db"))
    connection.execute("DELETE FROM bodies WHERE sequence = 4")
    connection.close()
    with pytest.raises(JournalDamaged, match="sequence 4: the body is missing"):
        SqliteStore.open(tmp_path / "j.db")


def test_entries_cut_off_behind_the_chains_back_are_missed_by_the_mark(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 10)
    connection = apsw.Connection(str(tmp_path / "j.db"))
    connection.execute("DELETE FROM entries WHERE sequence > 8; DELETE FROM bodies WHERE sequence > 8")
    connection.close()
    with pytest.raises(JournalDamaged, match=r"up to 10 had been acknowledged.*remove j\.db\.mark") as damage:
        SqliteStore.open(tmp_path / "j.db")
    assert damage.value.sequence == 9
    (tmp_path / "j.db.mark").unlink()
    SqliteStore.open(tmp_path / "j.db").close()


def test_a_deleted_journal_is_not_mistaken_for_a_new_one(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 10)
    (tmp_path / "j.db").unlink()
    with pytest.raises(JournalDamaged, match="the file is gone"):
        SqliteStore.open(tmp_path / "j.db")


def crashed(path: Path, batches: int) -> None:
    """A journal whose process died: everything is still in the write-ahead log."""
    script = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tansiq.journal.stores.sqlite import SqliteStore
from tests.journal.counter import drafts
store = SqliteStore.open(Path({str(path)!r}))
for batch in range({batches}):
    store.append(drafts(*(f"body {{batch}} {{i}}".encode() * 40 for i in range(5))))
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", script], check=False)


def test_after_a_crash_every_acknowledged_entry_is_there(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 20)
    store = SqliteStore.open(tmp_path / "j.db")
    assert store.head.sequence == 100
    store.close()


def test_a_torn_tail_is_cut_and_reported(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 20)
    wal = tmp_path / "j.db-wal"
    whole = wal.read_bytes()
    # What a loss of power leaves of one more transaction: frames of this log, not all of them, no commit.
    frame = 24 + 4096
    torn = bytearray(whole[-frame:])
    torn[4:8] = bytes(4)
    wal.write_bytes(whole + bytes(torn) + whole[-frame : -frame + 1000])
    store = SqliteStore.open(tmp_path / "j.db")
    assert store.head.sequence == 100
    assert store.opening.torn_bytes_cut >= frame
    store.close()


def test_a_broken_frame_in_the_middle_of_the_log_is_refused_even_without_a_mark(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 20)
    wal = tmp_path / "j.db-wal"
    data = bytearray(wal.read_bytes())
    (tmp_path / "j.db.mark").unlink()
    for position in (len(data) // 3, len(data) // 2):
        broken = bytearray(data)
        broken[position] ^= 0xFF
        wal.write_bytes(broken)
        with pytest.raises(JournalDamaged, match="later transactions follow") as damage:
            SqliteStore.open(tmp_path / "j.db")
        assert damage.value.sequence >= 1
    wal.write_bytes(data)
    SqliteStore.open(tmp_path / "j.db").close()


def test_a_log_cut_short_at_any_length_loses_nothing_silently(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 12)
    saved = tmp_path / "saved"
    saved.mkdir()
    for suffix in ("", "-wal", ".mark"):
        shutil.copy(tmp_path / f"j.db{suffix}", saved / f"j.db{suffix}")
    size = (saved / "j.db-wal").stat().st_size
    for length in {0, 31, 33, *range(4000, size - 1, 9173), size - 1}:
        _remove(tmp_path / "j.db")
        for suffix in ("", "-wal", ".mark"):
            shutil.copy(saved / f"j.db{suffix}", tmp_path / f"j.db{suffix}")
        with (tmp_path / "j.db-wal").open("r+b") as log:
            log.truncate(length)
        with pytest.raises((JournalDamaged, NotAJournal)):
            SqliteStore.open(tmp_path / "j.db")


def test_a_foreign_database_and_a_newer_format_are_refused(tmp_path: Path) -> None:
    foreign = apsw.Connection(str(tmp_path / "other.db"))
    foreign.execute("CREATE TABLE t(x)")
    foreign.close()
    with pytest.raises(NotAJournal, match="not a journal"):
        SqliteStore.open(tmp_path / "other.db")
    filled(tmp_path / "j.db", 3)
    connection = apsw.Connection(str(tmp_path / "j.db"))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NotAJournal, match="format 99"):
        SqliteStore.open(tmp_path / "j.db")


def test_a_journal_can_be_verified_while_it_is_in_use(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    store.append(drafts(b"one", b"two"))
    assert verify_from(open_for_reading(tmp_path / "j.db"), tmp_path / "j.db") == store.head
    store.close()


def test_a_verified_head_must_still_be_in_the_journal(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 10)
    store = SqliteStore.open(tmp_path / "j.db", verified=lambda chain_at: None)
    assert store.opening.verified == 10
    store.close()
    tail = SqliteStore.open(tmp_path / "j.db", verified=lambda chain_at: Head(5, chain_at(5) or b""))
    assert tail.opening.verified == 5
    tail.close()
    with pytest.raises(JournalDamaged, match="sequence 5"):
        SqliteStore.open(tmp_path / "j.db", verified=lambda chain_at: Head(5, bytes(32)))


def test_a_full_database_refuses_and_resumes_when_there_is_room(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    store.append(drafts(b"first"))
    head = store.head
    limit = store._connection
    pages = limit.execute("PRAGMA page_count").get
    limit.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailable, match="full"):
        store.append(drafts(*[b"x" * 4000] * 20))
    assert store.head == head
    assert [entry.body for entry in store.read()] == [b"first"]
    limit.execute("PRAGMA max_page_count = 1000000")
    store.append(drafts(b"second"))
    store.close()
    again = SqliteStore.open(tmp_path / "j.db")
    assert [entry.body for entry in again.read()] == [b"first", b"second"]
    again.close()


def _content(path: Path) -> list[object]:
    store = SqliteStore.open(path)
    content = [(entry.header, entry.body) for entry in store.read()]
    store.close()
    return content


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".mark", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
