"""Tiles of the tree, 256 hashes wide (C2SP tlog-tiles): what is served, and what roots and proofs are made from."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tansiq.evidence.tree import HASH_BYTES, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
MOST_LEVEL = 7
"""Of a tile: 2**64 leaves are in no tree."""
LONGEST_ENTRY = 0xFFFF
_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)
_LENGTH = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class Tile:
    """`width` hashes of level `level * 8` from `index * 256` on; `level` -1: the entries themselves."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies below the log's prefix."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level < 0 else self.level}/{name}{part}"

    @property
    def end(self) -> int:
        """How many leaves a tree needs to have to have it."""
        return (self.index * WIDTH + self.width) << (HEIGHT * max(self.level, 0))


def tile_at(path: str) -> Tile | None:
    """The tile with this path; None if no tile has it."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level = -1 if found["level"] == "entries" else int(found["level"])
    tile = Tile(level, int(found["index"].replace("x", "").replace("/", "")), int(found["width"] or WIDTH))
    return tile if level <= MOST_LEVEL and tile.path == path else None


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """All hash tiles of a tree, whole ones and partial ones, that one of `since` leaves did not have."""
    level = 0
    while size >> (HEIGHT * level):
        hashes, before = size >> (HEIGHT * level), since >> (HEIGHT * level)
        for index in range(before // WIDTH, -(-hashes // WIDTH)):
            width = min(WIDTH, hashes - index * WIDTH)
            if index * WIDTH + width > before:
                yield Tile(level, index, width)
        level += 1


class TileHashes:
    """The stored hashes of a tree of `size` leaves, read from its tiles by `read`; each tile is read once."""

    def __init__(self, size: int, read: Callable[[Tile], bytes]) -> None:
        self._size, self._read = size, read
        self._rows: dict[tuple[int, int], list[list[bytes]]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """The hash of a whole subtree. Raises what `read` raises, and `ValueError` for a tile of another length."""
        tile_level, height = divmod(level, HEIGHT)
        tile_index, place = divmod(index << height, WIDTH)
        rows = self._rows.get((tile_level, tile_index))
        if rows is None:
            rows = self._rows[tile_level, tile_index] = [self._tile(tile_level, tile_index)]
        while len(rows) <= height:
            below = rows[-1]
            rows.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
        return rows[height][place >> height]

    def _tile(self, level: int, index: int) -> list[bytes]:
        width = min(WIDTH, (self._size >> (HEIGHT * level)) - index * WIDTH)
        data = self._read(Tile(level, index, width))
        if len(data) != width * HASH_BYTES:
            raise ValueError(f"tile {level}/{index} of width {width} has {len(data)} bytes")
        return hashes_in(data)


def hashes_in(tile: bytes) -> list[bytes]:
    """The hashes of a tile, in their order."""
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as they are served together: each after its length in two bytes."""
    return b"".join(_LENGTH.pack(len(entry)) + entry for entry in entries)


def entries_in(data: bytes) -> list[bytes]:
    """The entries of a bundle. Raises `ValueError` if it is none."""
    found, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("a bundle of entries breaks off")
        (length,) = _LENGTH.unpack_from(data, at)
        entry = data[at + 2 : at + 2 + length]
        if len(entry) != length:
            raise ValueError("a bundle of entries breaks off")
        found.append(entry)
        at += 2 + length
    return found
