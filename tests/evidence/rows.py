"""All hashes of a tree, level by level, for tests to compare with."""

from __future__ import annotations

from tansiq.evidence.tree import Stored, node_hash


def rows_of(leaves: list[bytes]) -> list[list[bytes]]:
    """The hashes of the whole subtrees of each level."""
    rows = [leaves]
    while len(rows[-1]) > 1:
        below = rows[-1]
        rows.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
    return rows


def stored_in(rows: list[list[bytes]]) -> Stored:
    """As proofs are made from them."""
    return lambda level, index: rows[level][index]
