"""The tree against its definition, written down once more in the words of RFC 6962, and against harmed proofs."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.checkpoints import MOST_LEAVES
from tansiq.evidence.compact_range import CompactRange
from tansiq.evidence.tiles import Tile, TileHashes, bundle, entries_in, tile_at, tiles_of
from tansiq.evidence.tree import (
    EMPTY_ROOT,
    HASH_BYTES,
    MOST_HASHES,
    ProofInvalid,
    Stored,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_hash,
    subtree_hash,
)
from tests.evidence.rows import rows_of, stored_in


def entry(number: int) -> bytes:
    return f"entry {number}".encode()


def by_definition(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\1" + by_definition(entries[:k]) + by_definition(entries[k:])).digest()


def path_by_definition(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*path_by_definition(m, entries[:k]), by_definition(entries[k:])]
    return [*path_by_definition(m - k, entries[k:]), by_definition(entries[:k])]


def subproof_by_definition(m: int, entries: list[bytes], b: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(entries):
        return [] if b else [by_definition(entries)]
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m <= k:
        return [*subproof_by_definition(m, entries[:k], b), by_definition(entries[k:])]
    return [*subproof_by_definition(m - k, entries[k:], False), by_definition(entries[:k])]


def stored_of(entries: list[bytes]) -> Stored:
    def stored(level: int, index: int) -> bytes:
        low = index << level
        assert low + (1 << level) <= len(entries), "no whole subtree"
        return by_definition(entries[low : low + (1 << level)])

    return stored


ENTRIES = [entry(number) for number in range(70)]
STORED = stored_of(ENTRIES)
ROOTS = [by_definition(ENTRIES[:size]) for size in range(len(ENTRIES) + 1)]
sizes = st.integers(1, len(ENTRIES))


def test_roots_and_proofs_are_those_of_the_definition_for_every_size() -> None:
    assert root_hash(0, STORED) == EMPTY_ROOT == ROOTS[0]
    for size in range(1, len(ENTRIES) + 1):
        assert root_hash(size, STORED) == ROOTS[size]
        for index in range(size):
            proof = inclusion_proof(index, size, STORED)
            assert list(proof) == path_by_definition(index, ENTRIES[:size])
            check_inclusion(leaf_hash(entry(index)), index, size, proof, ROOTS[size])
        for old in range(size + 1):
            proof = consistency_proof(old, size, STORED)
            assert list(proof) == (subproof_by_definition(old, ENTRIES[:size], True) if old else [])
            check_consistency(old, size, ROOTS[old], ROOTS[size], proof)


@given(size=sizes, data=st.data())
def test_no_harmed_proof_of_inclusion_is_taken(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, STORED)
    leaf, root = leaf_hash(entry(index)), ROOTS[size]
    other_index, other_size = data.draw(st.integers(-1, size + 2)), data.draw(st.integers(0, size * 2))
    others = [
        (leaf_hash(entry(index + 1)), index, size, proof, root),
        (leaf, index, size, proof, ROOTS[size - 1]),
        (leaf, index, size, (*proof, leaf), root),
        *[(leaf, index, size, proof[:-1], root)] * bool(proof),
        *[(leaf, other_index, size, proof, root)] * (other_index != index),
    ]
    if proof:
        at, bit = data.draw(st.integers(0, len(proof) * 32 - 1)), 1 << data.draw(st.integers(0, 7))
        joined = bytearray(b"".join(proof))
        joined[at] ^= bit
        flipped = tuple(bytes(joined[i : i + 32]) for i in range(0, len(joined), 32))
        others.append((leaf, index, size, flipped, root))
    for harmed in others:
        with pytest.raises(ProofInvalid):
            check_inclusion(*harmed)
    if other_size != size and other_size > index:  # another size may have the same path; its root is another
        with pytest.raises(ProofInvalid):
            check_inclusion(leaf, index, other_size, proof, by_definition([entry(n) for n in range(other_size)]))


@given(size=sizes, data=st.data())
def test_no_harmed_proof_of_consistency_is_taken(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    proof = consistency_proof(old, size, STORED)
    others = [
        (old, size, ROOTS[old - 1], ROOTS[size], proof),
        (old, size, ROOTS[old], ROOTS[size - 1], proof),
        (old, size, ROOTS[old], ROOTS[size], (*proof, ROOTS[1])),
        (size + 1, size, ROOTS[old], ROOTS[size], proof),
        *[(old, size, ROOTS[old], ROOTS[size], proof[:-1])] * bool(proof),
        *[(old - 1, size, ROOTS[old - 1], ROOTS[size], proof)] * bool(proof and old > 1),
    ]
    forked = [*ENTRIES[: old - 1], b"another", *ENTRIES[old:]]
    others.append(
        (old, size, ROOTS[old], by_definition(forked[:size]), consistency_proof(old, size, stored_of(forked)))
    )
    for harmed in others:
        with pytest.raises(ProofInvalid):
            check_consistency(*harmed)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 70_000])
def test_tiles_hold_what_roots_and_proofs_are_made_of(size: int) -> None:
    rows = rows_of([leaf_hash(entry(number)) for number in range(size)])
    kept = {tile.path: tile for tile in tiles_of(size)}
    read: list[str] = []

    def tile(wanted: Tile) -> bytes:
        assert wanted.path in kept, wanted
        read.append(wanted.path)
        row = rows[wanted.level * 8]
        return b"".join(row[wanted.index * 256 : wanted.index * 256 + wanted.width])

    stored = stored_in(rows)
    assert root_hash(size, TileHashes(size, tile)) == root_hash(size, stored)
    for index in {0, size // 3, size - 1}:
        read.clear()
        assert inclusion_proof(index, size, TileHashes(size, tile)) == inclusion_proof(index, size, stored)
        assert len(read) == len(set(read)) <= 6
        old = index + 1
        assert consistency_proof(old, size, TileHashes(size, tile)) == consistency_proof(old, size, stored)


def test_the_tiles_of_a_tree_are_those_of_the_standard_s_example() -> None:
    tiles = list(tiles_of(70_000))
    assert len([tile for tile in tiles if tile.level == 0]) == 274
    assert [tile.path for tile in tiles if tile.width != 256] == [
        "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]  # fmt: skip
    assert [tile.path for tile in tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert Tile(3, 1234067).path == "tile/3/x001/x234/067"


@given(old=st.integers(0, 200_000), more=st.integers(0, 2_000))
def test_what_is_new_since_a_size_is_all_that_the_other_tree_has_more(old: int, more: int) -> None:
    size = old + more
    assert set(tiles_of(size, since=old)) == set(tiles_of(size)) - set(tiles_of(old))
    assert all(tile.end <= size for tile in tiles_of(size))


@given(st.integers(-1, 7), st.integers(0, 10**12), st.integers(1, 256))
def test_a_tile_has_one_path_and_a_path_one_tile(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert tile_at(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    ["tile/8/000", "tile/00/000", "tile/0/1", "tile/0/x000/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000/",
     "tile/0/000.p/01", "tile/entries", "tile/-1/000", "tile/0/x1/000", "tile/0/../000", "tile/0/000\n", "checkpoint",
     "tile/0/٠٠٠"],
)  # fmt: skip
def test_nothing_else_is_a_tile(path: str) -> None:
    assert tile_at(path) is None


@given(st.lists(st.binary(max_size=300), max_size=20), st.integers(1, 3))
def test_a_bundle_gives_its_entries_back_and_a_part_of_one_is_none(entries: list[bytes], cut: int) -> None:
    data = bundle(entries)
    assert entries_in(data) == entries
    if entries and len(entries[-1]) + 2 > cut:
        with pytest.raises(ValueError, match="breaks off"):
            entries_in(data[:-cut])


def test_a_root_over_leaves_that_pass_by_is_that_of_the_definition_at_every_size() -> None:
    passing = CompactRange()
    assert passing.root() == EMPTY_ROOT
    for size, root in enumerate(ROOTS[1:], 1):
        passing.add(leaf_hash(entry(size - 1)))
        assert (passing.size, passing.root()) == (size, root)


def test_no_tree_that_is_signed_needs_longer_proofs() -> None:
    def stored(level: int, index: int) -> bytes:
        return bytes(HASH_BYTES)

    assert len(inclusion_proof(0, MOST_LEAVES, stored)) == MOST_HASHES - 1
    assert len(consistency_proof(MOST_LEAVES - 2, MOST_LEAVES, stored)) == MOST_HASHES


@given(st.integers(0, 8), st.integers(0, 8))
def test_a_row_of_hashes_leads_to_the_hash_over_all_its_leaves(height: int, level: int) -> None:
    leaves = [leaf_hash(entry(number)) for number in range(1 << max(height, level))]
    rows = rows_of(leaves)
    assert subtree_hash(rows[min(height, level)]) == root_hash(len(leaves), stored_in(rows))


@given(st.integers(0, MOST_LEAVES), st.integers(0, MOST_LEAVES))
def test_no_proof_is_longer_than_is_read(one: int, other: int) -> None:
    def stored(level: int, index: int) -> bytes:
        return bytes(HASH_BYTES)

    old, size = sorted((one, other))
    assert len(consistency_proof(old, size, stored)) <= MOST_HASHES
    assert old == size or len(inclusion_proof(old, size, stored)) < MOST_HASHES
