"""What a witness reads from a log's tiles, fetched as they are needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tansiq.evidence.tiles import Tile, TileHashes
from tansiq.evidence.tree import Stored, consistency_proof, root_hash

MOST_TILES = 2_000
"""That are fetched for one answer; the largest log there can be needs far fewer."""
T = TypeVar("T")


class LogNotShown(Exception):  # noqa: N818
    """The log does not show what its checkpoint says: nothing is cosigned, and nothing proved against it."""


async def from_tiles(fetch: Callable[[Tile], Awaitable[bytes]], size: int, question: Callable[[Stored], T]) -> T:
    """What a question about the stored hashes of a tree of `size` leaves gives, once the tiles that it needs are here.
    Raises `LogNotShown`, and what `fetch` raises."""
    tiles: dict[Tile, bytes] = {}

    def read(tile: Tile) -> bytes:
        try:
            return tiles[tile]
        except KeyError:
            raise _Missing(tile) from None

    while True:
        try:
            return question(TileHashes(size, read))
        except _Missing as missing:
            if len(tiles) >= MOST_TILES:
                raise LogNotShown("a proof needs more tiles than there can be") from None
            tiles[missing.tile] = await fetch(missing.tile)
        except ValueError as invalid:
            raise LogNotShown(str(invalid)) from None


async def beginning_of(
    fetch: Callable[[Tile], Awaitable[bytes]], old: int, size: int, root: bytes
) -> tuple[bytes, tuple[bytes, ...]]:
    """The root of the first `old` leaves of the tree of `size` leaves that has this root, and the proof of it. Raises
    `LogNotShown`."""

    def question(stored: Stored) -> tuple[bytes, bytes, tuple[bytes, ...]]:
        return root_hash(size, stored), root_hash(old, stored), consistency_proof(old, size, stored)

    whole, beginning, proof = await from_tiles(fetch, size, question)
    if whole != root:
        raise LogNotShown("the log's tiles do not lead to the root of its checkpoint")
    return beginning, proof


class _Missing(Exception):  # noqa: N818
    def __init__(self, tile: Tile) -> None:
        super().__init__(tile.path)
        self.tile = tile
