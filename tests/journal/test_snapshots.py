"""Snapshots: whole or not used."""

from __future__ import annotations

from pathlib import Path

from tansiq.journal.entry import Head
from tansiq.journal.snapshots import newest_snapshot, write_snapshot


def test_the_newest_whole_snapshot_that_fits_the_journal_is_used(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    chains = {5: b"5" * 32, 9: b"9" * 32, 12: b"c" * 32}
    for sequence in (5, 9, 12):
        write_snapshot(journal, Head(sequence, chains[sequence]), [b"a" * sequence, b"", b"end"], 1, keep=3)
    found, skipped = newest_snapshot(journal, 1, chains.get)
    assert found is not None
    assert (found.head.sequence, skipped) == (12, ())
    assert list(found.chunks()) == [b"a" * 12, b"", b"end"]
    path = tmp_path / "j.db.snapshot-000000000012"
    data = bytearray(path.read_bytes())
    for position in range(0, len(data), 7):
        broken = bytearray(data)
        broken[position] ^= 1
        path.write_bytes(broken)
        found, skipped = newest_snapshot(journal, 1, chains.get)
        assert found is not None
        assert found.head.sequence == 9
        assert skipped[0].reason
    path.write_bytes(data[:20])
    found, skipped = newest_snapshot(journal, 1, chains.get)
    assert found is not None
    assert (found.head.sequence, skipped[0].reason) == (9, "too short")


def test_a_snapshot_of_another_history_or_format_is_passed_over(tmp_path: Path) -> None:
    journal = tmp_path / "j.db"
    write_snapshot(journal, Head(5, b"5" * 32), [b"x"], 1)
    assert newest_snapshot(journal, 1, {5: b"6" * 32}.get)[0] is None
    assert newest_snapshot(journal, 1, {}.get)[0] is None
    assert newest_snapshot(journal, 2, {5: b"5" * 32}.get)[0] is None


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for sequence in range(1, 6):
        write_snapshot(tmp_path / "j.db", Head(sequence, bytes(32)), [], 1, keep=2)
    assert sorted(p.name[-1] for p in tmp_path.iterdir()) == ["4", "5"]
