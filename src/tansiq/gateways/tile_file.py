"""A file of map tiles (PMTiles, version 3) that an operator has put beside the office: detail for the map, given out
piece by piece. It may be as large as a disk; no more of it than one piece is ever in memory."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 4 << 20
"""Of one piece. Readers of PMTiles ask for the first 16 KiB, for directories, and for tiles: all are smaller."""
_HEADER_BYTES = 127
_MAGIC, _VERSION, _VECTOR = b"PMTiles", 3, 1
_TYPE_AT = 99


class TileFileRefused(ValueError):  # noqa: N818
    """It cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the file as it is now. `etag` is that of the file: pieces of two files do not go together."""

    body: bytes
    size: int
    etag: str


class TileFile:
    """One that is there, and is what it should be. It may be replaced by another while it is served: it is opened anew
    for each piece."""

    def __init__(self, path: Path) -> None:
        """Raises `TileFileRefused`."""
        self._path = path
        try:
            with path.open("rb") as file:
                head = file.read(_HEADER_BYTES)
        except OSError as error:
            raise TileFileRefused(error.strerror or str(error)) from None
        if len(head) < _HEADER_BYTES or not head.startswith(_MAGIC):
            raise TileFileRefused("not a PMTiles file")
        if head[len(_MAGIC)] != _VERSION:
            raise TileFileRefused(f"version {head[len(_MAGIC)]} of PMTiles; only version {_VERSION} is read")
        if head[_TYPE_AT] != _VECTOR:
            raise TileFileRefused("its tiles are pictures; vector tiles are needed")

    async def piece(self, first: int, last: int | None) -> Piece:
        """From byte `first` to `last`, as far as is given at a time; empty beyond the end. Raises `OSError`."""
        return await asyncio.to_thread(self._read, first, last)

    def _read(self, first: int, last: int | None) -> Piece:
        with self._path.open("rb") as file:
            there = os.fstat(file.fileno())
            end = min(there.st_size, first + MOST_BYTES, there.st_size if last is None else last + 1)
            body = os.pread(file.fileno(), max(0, end - first), first)
        return Piece(body, there.st_size, f'"{there.st_mtime_ns:x}-{there.st_size:x}"')
