"""Tiles on the disk: those of the tree, whatever ended the process between."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import PrivateKey, signed
from tansiq.evidence.shelf import Shelf, ShelfDamaged
from tansiq.evidence.tiles import Tile, tiles_of
from tansiq.evidence.tree import check_consistency, check_inclusion, consistency_proof, inclusion_proof, leaf_hash
from tests.evidence.rows import rows_of, stored_in

KEY = PrivateKey.of("office.example/log", bytes(32))
LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]
ROWS = rows_of(LEAVES)


def publish(shelf: Shelf) -> Checkpoint:
    checkpoint = Checkpoint("office.example/log", shelf.size, shelf.root())
    shelf.publish(signed(checkpoint.text(), [KEY]))
    return checkpoint


def expected(tile: Tile) -> bytes:
    return b"".join(ROWS[tile.level * 8][tile.index * 256 : tile.index * 256 + tile.width])


@given(
    steps=st.lists(st.tuples(st.integers(0, 700), st.sampled_from(("publish", "end", "break", "go on"))), max_size=8),
    data=st.data(),
)
@settings(deadline=None)
def test_whatever_ends_the_process_the_tiles_are_those_of_the_tree(
    steps: list[tuple[int, str]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf, published = Shelf(Path(folder)), 0
        for more, then in steps:
            shelf.grow(LEAVES[shelf.size : shelf.size + more])
            if then == "publish":
                published = publish(shelf).size
            elif then in ("end", "break"):
                if then == "break":  # what was not yet durable may be there in part, or not at all
                    kept = {Path(folder, tile.path) for tile in tiles_of(published)}
                    newer = [path for path in sorted(Path(folder).rglob("*")) if path.is_file() and path not in kept]
                    for path in newer:
                        if path.name != "checkpoint" and data.draw(st.booleans()):
                            path.write_bytes(path.read_bytes()[: data.draw(st.sampled_from((0, 32, 33)))])
                shelf = Shelf(Path(folder))
                assert shelf.size == published
        last = publish(shelf)
        for tile in tiles_of(last.size):
            assert Shelf(Path(folder)).tile(tile) == expected(tile)


def test_a_large_tree_gives_proofs_and_loses_nothing_by_tidying(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    checkpoints = []
    for size in (1, 256, 257, 65_535, 65_536, 70_000):
        shelf.grow(LEAVES[shelf.size : size])
        checkpoints.append(publish(shelf))
    shelf.tidy()
    assert not [path for path in tmp_path.rglob("*.p") if (tmp_path / str(path)[:-2]).exists()]
    last = checkpoints[-1]
    for before in checkpoints:
        proof = consistency_proof(before.size, last.size, shelf.hashes(last.size))
        check_consistency(before.size, last.size, before.root, last.root, proof)
        for index in {0, before.size // 2, before.size - 1}:
            path = inclusion_proof(index, before.size, shelf.hashes(before.size))
            assert path == inclusion_proof(index, before.size, stored_in(ROWS))
            check_inclusion(LEAVES[index], index, before.size, path, before.root)


def test_what_was_harmed_is_noticed_and_never_signed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "a")
    shelf.grow(LEAVES[:600])
    publish(shelf)
    for harmed in ("tile/0/002.p/88", "tile/1/000.p/2", "checkpoint"):
        copy = tmp_path / harmed.replace("/", "-")
        shutil.copytree(tmp_path / "a", copy)
        data = bytearray((copy / harmed).read_bytes())
        data[len(data) // 3] ^= 1
        (copy / harmed).write_bytes(bytes(data))
        with pytest.raises(ShelfDamaged):
            Shelf(copy)
        (copy / harmed).unlink()
        if harmed != "checkpoint":
            with pytest.raises(ShelfDamaged, match="missing"):
                Shelf(copy)
    other = Checkpoint("office.example/log", 600, bytes(32))
    with pytest.raises(ValueError, match="another tree"):
        shelf.publish(signed(other.text(), [KEY]))
