"""Files that are there whole or not at all. What reaches the disk, and when, is seen at `fsync`, which is real."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tansiq.centre.sealing import Seal
from tansiq.evidence.ring import new_ring
from tansiq.journal import durably


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The inodes that were made durable, in order."""
    inodes: list[int] = []
    really = os.fsync

    def fsync(descriptor: int) -> None:
        really(descriptor)
        inodes.append(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", fsync)
    return inodes


def _key(path: Path) -> None:
    Seal.open(path, create=True)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: durably.replace(path, b"said"),
        lambda path: durably.create(path, b"said"),
        lambda path: new_ring("office.example/log").write(path),
        _key,
    ],
    ids=["replace", "create", "log-key", "seal-key"],
)
def test_a_file_is_durable_and_so_is_its_name(tmp_path: Path, synced: list[int], make: Callable[[Path], None]) -> None:
    path = tmp_path / "file"
    make(path)
    assert synced == [path.stat().st_ino, tmp_path.stat().st_ino]
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_put_is_made_durable_by_whoever_puts_it(tmp_path: Path, synced: list[int]) -> None:
    durably.put(tmp_path / "file", b"said")
    assert not synced
    assert (tmp_path / "file").read_bytes() == b"said"


def test_what_is_there_already_is_replaced_but_not_created(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durably.create(path, b"first")
    with pytest.raises(FileExistsError):
        durably.create(path, b"second")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"first", [path])
    for change in (durably.replace, durably.put):
        change(path, change.__name__.encode())
        assert (path.read_bytes(), list(tmp_path.iterdir())) == (change.__name__.encode(), [path])


def test_nothing_is_left_of_what_could_not_be_given_its_name(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    for change in (durably.replace, durably.put, durably.create):
        with pytest.raises((FileExistsError, IsADirectoryError)):
            change(path, b"said")
        assert list(tmp_path.iterdir()) == [path]


def test_of_nodes_that_make_one_key_file_at_once_all_seal_with_the_key_that_is_in_it(tmp_path: Path) -> None:
    at_once = 8
    with ThreadPoolExecutor(at_once) as threads:
        for number in range(50):
            path, together = tmp_path / str(number), threading.Barrier(at_once)

            def opened(path: Path = path, together: threading.Barrier = together) -> Seal:
                together.wait()
                return Seal.open(path, create=True)

            seals = [made.result() for made in [threads.submit(opened) for _ in range(at_once)]]
            there = Seal.open(path, create=False)
            assert {there.unseal(seal.seal(b"secret", "p"), "p") for seal in seals} == {b"secret"}
