"""The root of a Merkle tree over leaves that pass by: as many hashes are kept as the tree has levels."""

from __future__ import annotations

from tansiq.evidence.tree import EMPTY_ROOT, node_hash


class CompactRange:
    """The largest whole subtrees from the first leaf on (RFC 6962, 2.1)."""

    def __init__(self) -> None:
        self._whole: list[bytes] = []
        self.size = 0
        """How many leaves there were."""

    def add(self, leaf: bytes) -> None:
        """One more leaf, by its hash."""
        made, below = leaf, self.size
        while below & 1:
            made = node_hash(self._whole.pop(), made)
            below >>= 1
        self._whole.append(made)
        self.size += 1

    def root(self) -> bytes:
        """Of the tree over all leaves so far."""
        if not self._whole:
            return EMPTY_ROOT
        *others, root = self._whole
        for left in reversed(others):
            root = node_hash(left, root)
        return root
