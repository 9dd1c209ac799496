"""Files beside the journal: kept once, and written as if they were new each time."""

from __future__ import annotations

from pathlib import Path

from tansiq.journal.blobs import Blobs


def test_bytes_that_are_there_already_are_written_like_new_ones(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = blobs.put(b"a map")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    first = file.stat().st_ino, file.stat().st_mtime_ns
    assert blobs.put(b"a map") == digest
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]
    assert (file.stat().st_ino, file.stat().st_mtime_ns) != first
    assert blobs.get(digest) == b"a map"
