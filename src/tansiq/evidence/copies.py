"""A copy of a log's files (C2SP tlog-tiles), checked as a whole: every tile belongs to the tree that was signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tansiq.evidence.policy import Policy
from tansiq.evidence.tiles import HEIGHT, LONGEST_ENTRY, WIDTH, Tile, TileHashes, entries_in, hashes_in, tiles_of
from tansiq.evidence.tree import HASH_BYTES, leaf_hash, root_hash, subtree_hash
from tansiq.evidence.verifying import Fault, NotProven, TrustedCheckpoint, check_checkpoint

LONGEST_FILE = WIDTH * (2 + LONGEST_ENTRY)
Read: TypeAlias = Callable[[str], bytes | None]
"""What lies at a path below the log's prefix; None if nothing does."""


@dataclass(frozen=True, slots=True)
class Copy:
    """That all tiles of the checkpoint's tree are there, and how many; and bundles of entries, of those that are."""

    head: TrustedCheckpoint
    tiles: int
    bundles: int


def check_copy(read: Read, policy: Policy) -> Copy:
    """Raises `NotProven`. Partial tiles may be missing where whole ones are there; what belongs to other trees is
    passed over."""
    written = read("checkpoint")
    if written is None:
        raise NotProven(Fault.DAMAGED_TILE, "checkpoint is missing")
    head = check_checkpoint(written, policy)
    size = head.checkpoint.size
    if root_hash(size, TileHashes(size, lambda tile: _tile(read, tile))) != head.checkpoint.root:
        raise NotProven(Fault.DAMAGED_TILE, "the tiles at the end of the tree do not lead to the root")
    tiles = bundles = 0
    above, row = None, b""
    for tile in tiles_of(size):
        data = _tile(read, tile)
        if tile.width == WIDTH:  # the others are those from which the root was made
            parent = _above(tile, size)
            if parent != above:
                above, row = parent, _tile(read, parent)
            if subtree_hash(hashes_in(data)) != row[tile.index % WIDTH * HASH_BYTES :][:HASH_BYTES]:
                raise NotProven(Fault.DAMAGED_TILE, f"{tile.path} is not what {parent.path} says")
        tiles += 1
        bundles += tile.level == 0 and _has_bundle(read, tile, data)
    return Copy(head, tiles, bundles)


def _above(tile: Tile, size: int) -> Tile:
    index = tile.index // WIDTH
    return Tile(tile.level + 1, index, min(WIDTH, (size >> (HEIGHT * (tile.level + 1))) - index * WIDTH))


def _has_bundle(read: Read, tile: Tile, hashes: bytes) -> bool:
    """Whether the entries of a tile are there, too. Raises `NotProven` if they are others."""
    for width in dict.fromkeys((tile.width, WIDTH)):
        path = Tile(-1, tile.index, width).path
        written = read(path)
        if written is not None:
            try:
                entries = entries_in(written)
            except ValueError as error:
                raise NotProven(Fault.DAMAGED_TILE, f"{path}: {error}") from None
            if len(entries) != width or b"".join(map(leaf_hash, entries[: tile.width])) != hashes:
                raise NotProven(Fault.DAMAGED_TILE, f"{path} is not what {tile.path} says")
            return True
    return False


def _tile(read: Read, tile: Tile) -> bytes:
    for width in dict.fromkeys((tile.width, WIDTH)):
        data = read(Tile(tile.level, tile.index, width).path)
        if data is not None:
            if len(data) != width * HASH_BYTES:
                raise NotProven(Fault.DAMAGED_TILE, f"{tile.path} has {len(data)} bytes")
            return data[: tile.width * HASH_BYTES]
    raise NotProven(Fault.DAMAGED_TILE, f"{tile.path} is missing")
