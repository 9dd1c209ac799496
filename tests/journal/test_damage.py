"""What a review of the journal found: each of these stood for a way to lose, refuse or hide something wrongly."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import apsw
import pytest

from tansiq.journal.entry import Draft, Head
from tansiq.journal.errors import (
    JournalDamaged,
    JournalInUse,
    NotAJournal,
    OutcomeUnknown,
    SequencerStopped,
    StoreUnavailable,
)
from tansiq.journal.sequencer import Sequencer
from tansiq.journal.snapshots import newest_snapshot, write_snapshot
from tansiq.journal.stores.reading import open_for_reading, verify_from
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.journal.wal import inspect
from tests.journal.counter import Counters, drafts, filled
from tests.journal.test_sqlite import crashed

FRAME = 24 + 4096


def _frames(wal: bytes) -> list[int]:
    return list(range(32, len(wal), FRAME))


def _commits(wal: bytes) -> list[int]:
    return [at for at in _frames(wal) if wal[at + 4 : at + 8] != bytes(4)]


def test_the_first_lost_entry_is_named_when_all_entries_are_in_the_log(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 20)
    wal = tmp_path / "j.db-wal"
    data = bytearray(wal.read_bytes())
    data[_commits(bytes(data))[-3] + 500] ^= 0xFF  # the third last of 20 transactions of five: 86 is the first lost
    wal.write_bytes(data)
    with pytest.raises(JournalDamaged) as damage:
        SqliteStore.open(tmp_path / "j.db")
    assert damage.value.sequence == 86


@pytest.mark.parametrize("offset", [4, 5, 6, 7, 8, 12, 16, 24, 4000])
def test_any_broken_part_of_a_commit_frame_before_the_last_transaction_is_seen_without_a_mark(
    tmp_path: Path, offset: int
) -> None:
    crashed(tmp_path / "j.db", 5)
    (tmp_path / "j.db.mark").unlink()
    wal = tmp_path / "j.db-wal"
    data = bytearray(wal.read_bytes())
    data[_commits(bytes(data))[-2] + offset] ^= 0x01
    wal.write_bytes(data)
    with pytest.raises(JournalDamaged):
        SqliteStore.open(tmp_path / "j.db")


def test_a_journal_that_is_refused_is_left_as_it_was_found(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 5)
    wal = tmp_path / "j.db-wal"
    data = bytearray(wal.read_bytes())
    data[-100] ^= 0xFF  # the last transaction: only the mark knows
    wal.write_bytes(data)
    before = (tmp_path / "j.db").read_bytes()
    with pytest.raises(JournalDamaged):
        SqliteStore.open(tmp_path / "j.db")
    assert wal.exists()
    assert wal.read_bytes() == bytes(data)
    assert (tmp_path / "j.db").read_bytes() == before


def test_verifying_a_journal_with_a_broken_log_says_so_and_leaves_the_evidence(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 20)
    wal = tmp_path / "j.db-wal"
    data = bytearray(wal.read_bytes())
    data[len(data) // 2] ^= 0xFF
    wal.write_bytes(data)

    def look() -> None:
        connection = open_for_reading(tmp_path / "j.db")
        try:
            verify_from(connection, tmp_path / "j.db")
        finally:
            connection.close()

    with pytest.raises(JournalDamaged):
        look()
    assert wal.read_bytes() == bytes(data)


def test_looking_at_a_crashed_journal_does_not_change_it(tmp_path: Path) -> None:
    crashed(tmp_path / "j.db", 5)
    before = (tmp_path / "j.db-wal").read_bytes()
    open_for_reading(tmp_path / "j.db").close()
    assert (tmp_path / "j.db-wal").exists()
    assert (tmp_path / "j.db-wal").read_bytes() == before


def test_a_journal_has_one_lock_whatever_name_it_is_reached_by(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    (tmp_path / "other.db").symlink_to(tmp_path / "j.db")
    try:
        with pytest.raises(JournalInUse):
            SqliteStore.open(tmp_path / "other.db").close()
    finally:
        store.close()


def test_no_flipped_byte_gives_another_error_or_a_journal_that_takes_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "j.db", 12)
    data = (tmp_path / "j.db").read_bytes()
    used = [i for i in range(len(data)) if i < 100 or data[i]]
    wrong = []
    for flip in (0x01, 0x80):
        for position in used if flip == 1 else used[::5]:
            copy = tmp_path / "copy.db"
            for suffix in ("", "-wal", "-shm", ".mark", ".lock"):
                copy.with_name(copy.name + suffix).unlink(missing_ok=True)
            copy.write_bytes(data[:position] + bytes([data[position] ^ flip]) + data[position + 1 :])
            shutil.copy(tmp_path / "j.db.mark", tmp_path / "copy.db.mark")
            try:
                store = SqliteStore.open(copy)
            except (JournalDamaged, NotAJournal):
                continue
            except Exception as error:  # noqa: BLE001
                wrong.append((position, flip, "open", repr(error)[:90]))
                continue
            try:
                store.append(drafts(*[b"y" * 900] * 30))
            except Exception as error:  # noqa: BLE001
                wrong.append((position, flip, "append", repr(error)[-90:]))
            store.close()
            try:
                SqliteStore.open(copy).close()
            except Exception as error:  # noqa: BLE001
                wrong.append((position, flip, "reopen", repr(error)[-90:]))
    assert not wrong, (len(wrong), wrong[:12])


_FAILING_SYNC = """
import os, sys
from pathlib import Path
import apsw
sys.path.insert(0, sys.argv[1])
from tansiq.journal.errors import StoreUnavailable, StoreUncertain
from tansiq.journal.stores.sqlite import SqliteStore
from tests.journal.counter import drafts
broken = 0
class File(apsw.VFSFile):
    def __init__(self, name, flags): super().__init__("unix", name, flags)
    def xSync(self, flags):
        global broken
        if broken:
            broken = broken - 1
            raise apsw.IOError("sync failed on purpose")
        return super().xSync(flags)
class Vfs(apsw.VFS):
    def __init__(self): super().__init__("flaky", "unix", makedefault=True)
    def xOpen(self, name, flags): return File(name, flags)
    # A test double needs no more.
vfs = Vfs()
store = SqliteStore.open(Path(sys.argv[2]))
store.append(drafts(b"kept"))
for size in map(int, sys.argv[3].split(",")):
    broken = int(sys.argv[5])
    try: store.append(drafts(*[b"refused" * 100] * size)); print("accepted")
    except StoreUnavailable: print("refused")
    except StoreUncertain: print("uncertain"); os._exit(1)
    broken = 0
if sys.argv[4] == "more": store.append(drafts(b"kept, too")); print("kept")
os._exit(1)
"""


def _with_failing_syncs(path: Path, sizes: str, then: str, failures: int) -> str:
    command = [
        sys.executable,
        "-u",
        "-c",
        _FAILING_SYNC,
        str(Path(__file__).parents[2]),
        str(path),
        sizes,
        then,
        str(failures),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def test_a_batch_whose_sync_failed_once_does_not_come_back_after_a_crash(tmp_path: Path) -> None:
    assert _with_failing_syncs(tmp_path / "j.db", "5", "die", failures=1).split() == ["refused"]
    store = SqliteStore.open(tmp_path / "j.db")
    try:
        assert [entry.body for entry in store.read()] == [b"kept"]
    finally:
        store.close()


def test_a_batch_of_which_only_a_restart_can_tell_is_neither_promised_nor_denied_and_comes_whole(
    tmp_path: Path,
) -> None:
    assert _with_failing_syncs(tmp_path / "j.db", "60", "more", failures=99).split() == ["uncertain"]
    store = SqliteStore.open(tmp_path / "j.db")
    try:
        assert len(list(store.read())) in {1, 61}
    finally:
        store.close()


def test_after_syncs_that_failed_once_the_journal_goes_on(tmp_path: Path) -> None:
    said = _with_failing_syncs(tmp_path / "j.db", "60,30", "more", failures=1).split()
    assert said == ["refused", "refused", "kept"]
    store = SqliteStore.open(tmp_path / "j.db")
    assert [entry.body for entry in store.read()] == [b"kept", b"kept, too"]
    store.close()


def test_whoever_reads_while_the_file_is_somewhere_else_leaves_the_log_alone(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "x.db", tmp_path / "elsewhere.db"
    store = SqliteStore.open(path)
    store.append(drafts(b"one", b"two"))
    path.rename(elsewhere)
    for ask in (lambda: store.headers(0, 9), lambda: list(store.read()), lambda: store.chain_at(1)):
        with pytest.raises(StoreUnavailable):
            ask()
    assert not path.exists()
    elsewhere.rename(path)
    store.append(drafts(b"three"))
    assert [entry.body for entry in store.read()] == [b"one", b"two", b"three"]
    store.close()


def test_the_log_of_a_long_burst_is_whole(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "x.db"))
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    connection.execute("CREATE TABLE t(x)")
    with connection:
        connection.executemany("INSERT INTO t VALUES (?)", [(os.urandom(3900),) for _ in range(8_000)])
    report = inspect(tmp_path / "x.db-wal")
    connection.close()
    assert (report.damaged, report.torn_bytes) == (False, 0)


def test_entries_can_be_read_while_others_are_appended(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "j.db")
    store.append(drafts(*[b"x" * 100] * 2_000))
    faults: list[BaseException] = []

    def append() -> None:
        try:
            for _ in range(100):
                store.append(drafts(*[b"y" * 100] * 50))
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    writer = threading.Thread(target=append)
    writer.start()
    try:
        while writer.is_alive():
            assert [e.header.sequence for e in store.read()][:2_000] == list(range(1, 2_001))
    finally:
        writer.join()
        store.close()
    assert not faults


def test_a_new_snapshot_is_kept_although_an_abandoned_history_has_later_ones(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    for sequence in (50, 60):
        write_snapshot(journal, Head(sequence, b"o" * 32), [b"old"], 1)
    path = write_snapshot(journal, Head(12, b"n" * 32), [b"new"], 1)  # an older copy was restored on purpose
    assert path.exists()
    with newest_snapshot(journal, 1, {12: b"n" * 32}.get) as (found, _):
        assert found is not None


def test_a_snapshot_that_could_not_be_finished_leaves_nothing(tmp_path: Path) -> None:
    def chunks() -> object:
        yield b"x"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_snapshot(tmp_path / "j.db", Head(1, bytes(32)), chunks(), 1)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


class Broken:
    """A store whose append fails in a way that nobody foresaw, once it is let go."""

    head = Head(0, bytes(32))

    def __init__(self) -> None:
        self.go = threading.Event()

    def append(self, drafts: Sequence[Draft]) -> Head:
        self.go.wait(5)
        raise MemoryError("unforeseen")


def test_a_reader_does_not_wait_for_ever_when_an_append_fails_in_an_unforeseen_way() -> None:
    async def main() -> None:
        store, machine = Broken(), Counters()
        sequencer = Sequencer(store, machine, clock=lambda: 1)  # type: ignore[arg-type,var-annotated]
        sequencer.start()
        asked = asyncio.create_task(sequencer.submit(("a", 1)))
        while not machine.values:
            await asyncio.sleep(0)
        reading = asyncio.create_task(sequencer.read(lambda: machine.values))
        await asyncio.sleep(0)
        store.go.set()
        with pytest.raises(OutcomeUnknown):
            await asked
        with pytest.raises(SequencerStopped):
            await asyncio.wait_for(reading, 1)

    asyncio.run(main())


def test_nothing_is_read_from_a_state_that_is_no_longer_known(tmp_path: Path) -> None:
    class HalfWay(Counters):
        def decide(self, command: tuple[str, int], now_us: int) -> tuple[Sequence[tuple[str, int]], int]:
            return (command, ("break", 1)), 0

        def evolve(self, event: tuple[str, int]) -> None:
            if event[0] == "break":
                raise ZeroDivisionError
            super().evolve(event)

    async def main() -> None:
        store, machine = SqliteStore.open(tmp_path / "j.db"), HalfWay()
        sequencer = Sequencer(store, machine, clock=lambda: 1)  # type: ignore[var-annotated]
        sequencer.start()
        with pytest.raises(SequencerStopped):
            await sequencer.submit(("a", 1))
        assert machine.values == {"a": 1}  # seen by readers, and in no journal
        try:
            with pytest.raises(SequencerStopped):
                await sequencer.read(lambda: machine.values)
        finally:
            store.close()

    asyncio.run(main())


def test_an_event_that_cannot_be_written_down_fails_its_own_command_only(tmp_path: Path) -> None:
    class Picky(Counters):
        def draft(self, event: tuple[str, int], now_us: int) -> tuple[str, str, bytes]:
            return event[0], "counted", event[0].encode()  # a lone surrogate cannot be encoded

    async def main() -> None:
        store, machine = SqliteStore.open(tmp_path / "j.db"), Picky()
        sequencer = Sequencer(store, machine, clock=lambda: 1)  # type: ignore[var-annotated]
        sequencer.start()
        answers = await asyncio.gather(
            *(sequencer.submit((name, 1)) for name in ("a", "\ud800", "a")), return_exceptions=True
        )
        assert (answers[0], type(answers[1]), answers[2]) == (1, UnicodeEncodeError, 2)
        assert machine.values == {"a": 2}
        await sequencer.stop()
        store.close()

    asyncio.run(main())


def test_a_party_that_cannot_be_written_down_fails_its_own_command_only(tmp_path: Path) -> None:
    class Named(Counters):
        def draft(self, event: tuple[str, int], now_us: int) -> tuple[str, str, bytes]:
            return event[0], "counted", b""

    async def main() -> None:
        store, machine = SqliteStore.open(tmp_path / "j.db"), Named()
        sequencer = Sequencer(store, machine, clock=lambda: 1)  # type: ignore[var-annotated]
        sequencer.start()
        answers = await asyncio.gather(
            *(sequencer.submit((name, 1)) for name in ("a", "\ud800", "b" * 70_000, "a")), return_exceptions=True
        )
        assert (answers[0], answers[3]) == (1, 2)
        assert isinstance(answers[1], ValueError)
        assert isinstance(answers[2], ValueError)
        assert machine.values == {"a": 2}
        await sequencer.stop()
        store.close()

    asyncio.run(main())
