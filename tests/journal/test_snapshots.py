"""Snapshots: whole or not used."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from tansiq.journal.entry import Head
from tansiq.journal.snapshots import Skipped, newest_snapshot, write_snapshot


def newest(
    journal: Path, chain_at: Callable[[int], bytes | None], version: int = 1
) -> tuple[int, list[bytes], tuple[Skipped, ...]]:
    """Which one is used (0: none), what it holds, and which were passed over."""
    with newest_snapshot(journal, version, chain_at) as (found, skipped):
        return (0, [], skipped) if found is None else (found.head.sequence, list(found.chunks()), skipped)


def test_the_newest_whole_snapshot_that_fits_the_journal_is_used(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    chains = {5: b"5" * 32, 9: b"9" * 32, 12: b"c" * 32}
    for sequence in (5, 9, 12):
        write_snapshot(journal, Head(sequence, chains[sequence]), [b"a" * sequence, b"", b"end"], 1, keep=3)
    assert newest(journal, chains.get) == (12, [b"a" * 12, b"", b"end"], ())
    path = tmp_path / "j.db.snapshot-000000000012"
    data = bytearray(path.read_bytes())
    for position in range(0, len(data), 7):
        broken = bytearray(data)
        broken[position] ^= 1
        path.write_bytes(broken)
        sequence, _, skipped = newest(journal, chains.get)
        assert sequence == 9
        assert skipped[0].reason
    path.write_bytes(data[:20])
    sequence, _, skipped = newest(journal, chains.get)
    assert (sequence, skipped[0].reason) == (9, "too short")


def test_a_snapshot_of_another_history_or_format_is_passed_over(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    write_snapshot(journal, Head(5, b"5" * 32), [b"x"], 1)
    assert newest(journal, {5: b"5" * 32}.get)[0] == 5
    assert newest(journal, {5: b"6" * 32}.get)[0] == 0
    assert newest(journal, {}.get)[0] == 0
    assert newest(journal, {5: b"5" * 32}.get, version=2)[0] == 0


def test_a_snapshot_that_was_found_is_read_to_its_end_whoever_removes_it(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    write_snapshot(journal, Head(5, bytes(32)), [b"first"], 1)

    def chain_at(sequence: int) -> bytes:  # another process writes a newer one, and removes this one
        write_snapshot(journal, Head(9, bytes(32)), [b"second"], 1, keep=1)
        return bytes(32)

    assert newest(journal, chain_at) == (5, [b"first"], ())


def test_where_those_that_were_there_have_gone_the_newer_one_is_used(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    for sequence in (5, 9):
        write_snapshot(journal, Head(sequence, bytes(32)), [b"%d" % sequence], 1)

    def chain_at(sequence: int) -> bytes | None:
        if sequence == 9:  # of a history that was given up
            write_snapshot(journal, Head(12, bytes(32)), [b"12"], 1, keep=1)
            return None
        return bytes(32)

    sequence, pieces, skipped = newest(journal, chain_at)
    assert (sequence, pieces) == (12, [b"12"])
    assert [one.path.name[-2:] for one in skipped] == ["09"]


def test_who_looks_while_newer_ones_are_written_always_finds_one(tmp_path: Path) -> None:
    journal, last = tmp_path / "j.db", 400
    write_snapshot(journal, Head(1, bytes(32)), [b"1"], 1, keep=1)

    def write() -> None:
        for sequence in range(2, last + 1):
            write_snapshot(journal, Head(sequence, bytes(32)), [b"%d" % sequence], 1, keep=1)

    writer = threading.Thread(target=write)
    writer.start()
    seen = [1]
    while writer.is_alive():
        sequence, pieces, _ = newest(journal, lambda _: bytes(32))
        assert pieces == [b"%d" % sequence]
        assert sequence >= seen[-1]
        seen.append(sequence)
    writer.join()
    assert newest(journal, lambda _: bytes(32))[0] == last
    assert len(set(seen)) > 2


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for sequence in range(1, 6):
        write_snapshot(tmp_path / "j.db", Head(sequence, bytes(32)), [], 1, keep=2)
    assert sorted(p.name[-1] for p in tmp_path.iterdir()) == ["4", "5"]
