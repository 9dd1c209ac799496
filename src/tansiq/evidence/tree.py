"""The Merkle tree of RFC 6962, section 2.1 (SHA-256): roots and proofs made of stored hashes, and proofs checked.

Stored are the hashes of whole subtrees only: that of level `l` and index `i` is over the `2**l` leaves from `i * 2**l`
on. They never change, however the tree grows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

HASH_BYTES = 32
MOST_HASHES = 64
"""In a proof: of a tree of 2**63 - 1 leaves, the largest that is signed, an inclusion proof has 63 at most, and a
consistency proof one more."""
EMPTY_ROOT = hashlib.sha256(b"").digest()
Stored: TypeAlias = Callable[[int, int], bytes]
"""The hash of a whole subtree by its level and index."""


class ProofInvalid(ValueError):  # noqa: N818
    """A proof does not show what it should."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def subtree_hash(row: Sequence[bytes]) -> bytes:
    """The hash over a row of hashes that have one level: so many as a power of two."""
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def root_hash(size: int, stored: Stored) -> bytes:
    """The root of the tree of the first `size` leaves."""
    return _over(0, size, stored) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, stored: Stored) -> tuple[bytes, ...]:
    """That leaf `index` (from 0) is in the tree of `size` leaves: from its sibling up to the root's child (2.1.1).
    Raises `ValueError` if there is no such leaf."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _left(high - low)
        if index < middle:
            path.append(_over(middle, high, stored))
            high = middle
        else:
            path.append(_over(low, middle, stored))
            low = middle
    return tuple(reversed(path))


def consistency_proof(old: int, size: int, stored: Stored) -> tuple[bytes, ...]:
    """That the tree of the first `old` leaves is the beginning of the tree of `size` (2.1.2); empty where there is
    nothing to show. Raises `ValueError` if it cannot be."""
    if not 0 <= old <= size:
        raise ValueError(f"{old} leaves are not the beginning of {size}")
    if old in (0, size):
        return ()
    path = []
    low, high, is_root = 0, size, True
    while old != high:
        middle = low + _left(high - low)
        if old <= middle:
            path.append(_over(middle, high, stored))
            high = middle
        else:
            path.append(_over(low, middle, stored))
            low, is_root = middle, False
    if not is_root:
        path.append(_over(low, high, stored))
    return tuple(reversed(path))


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root of the tree of `size` leaves of which the leaf with this hash is the one at `index`, if the proof shows
    it (RFC 9162, 2.1.3.2). Raises `ProofInvalid` if it is no proof for this place."""
    if not 0 <= index < size:
        raise ProofInvalid(f"a tree of {size} leaves has no leaf {index}")
    place, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofInvalid("the proof is too long")
        if place & 1 or place == last:
            root = node_hash(sibling, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofInvalid("the proof is too short")
    return root


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises `ProofInvalid` unless the leaf with this hash is the one at `index` in the tree with this root."""
    if root_by_inclusion(leaf, index, size, proof) != root:
        raise ProofInvalid("the proof leads to another root")


def check_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """Raises `ProofInvalid` unless the tree with the old root is the beginning of the one with the other (RFC 9162,
    2.1.4.2)."""
    if not 0 <= old <= size:
        raise ProofInvalid(f"{old} leaves are not the beginning of {size}")
    if old in (0, size):
        if proof:
            raise ProofInvalid("the proof is too long")
        if old == size and old_root != root:
            raise ProofInvalid("two trees of one size have different roots")
        if old == 0 and old_root != EMPTY_ROOT:
            raise ProofInvalid("a tree without leaves has another root")
        return
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise ProofInvalid("the proof is too short")
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_found = found = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofInvalid("the proof is too long")
        if place & 1 or place == last:
            old_found, found = node_hash(sibling, old_found), node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofInvalid("the proof is too short")
    if old_found != old_root:
        raise ProofInvalid("the proof leads to another old root")
    if found != root:
        raise ProofInvalid("the proof leads to another root")


def _left(leaves: int) -> int:
    """How many of them are in the left subtree: the largest power of two that is less."""
    return 1 << ((leaves - 1).bit_length() - 1)


def _over(low: int, high: int, stored: Stored) -> bytes:
    """The hash over some leaves that are a subtree of the tree: `low` is a multiple of what the left part holds."""
    parts = []
    while low < high:
        leaves = high - low
        whole = leaves if leaves & (leaves - 1) == 0 else _left(leaves)
        level = whole.bit_length() - 1
        parts.append(stored(level, low >> level))
        low += whole
    root = parts.pop()
    while parts:
        root = node_hash(parts.pop(), root)
    return root
