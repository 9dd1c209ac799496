"""Files that belong to a journal: kept once, and written as if they were new each time."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from tansiq.journal.blobs import BlobDamaged, FolderBlobs, SharedBlobs
from tansiq.journal.stores.postgres.database import Database
from tansiq.journal.stores.postgres.schema import check_schema
from tests.postgres import Cluster


def test_bytes_that_are_there_already_are_written_like_new_ones(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    digest = blobs.put(b"a map")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    first = file.stat().st_ino, file.stat().st_mtime_ns
    assert blobs.put(b"a map") == digest
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]
    assert (file.stat().st_ino, file.stat().st_mtime_ns) != first
    assert blobs.get(digest) == b"a map"


def test_what_one_node_puts_in_another_finds_and_only_what_was_not_put_in_anew_is_removed(
    cluster: Cluster, address: str
) -> None:
    name = address.rpartition("/")[2]
    with contextlib.closing(Database(address)) as database, contextlib.closing(Database(address)) as another:
        check_schema(database)
        one, other = SharedBlobs(database, "office"), SharedBlobs(another, "office")
        digest = one.put(b"a \0 map")
        between_s = time.time()
        assert (other.get(digest), other.get("0" * 64), other.get("../etc")) == (b"a \0 map", None, None)
        assert SharedBlobs(another, "centre/relief").get(digest) is None
        assert other.put(b"a \0 map") == digest
        assert cluster.ask(name, "SELECT count(*) FROM tansiq_files") == [(1,)]
        assert not one.remove(digest, unless_after_s=between_s)
        cluster.ask(name, "UPDATE tansiq_files SET data = 'another'")
        with pytest.raises(BlobDamaged):
            other.get(digest)
        assert one.remove(digest, unless_after_s=time.time())
        assert other.get(digest) is None


def test_what_a_kill_left_of_a_file_goes_and_nothing_else(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    digest = blobs.put(b"a map")
    half = tmp_path / digest[:2] / ".k3jq_x1"
    half.write_bytes(b"half a m")
    blobs.sweep()
    assert not half.exists()
    assert blobs.get(digest) == b"a map"
    FolderBlobs(tmp_path / "none yet").sweep()
