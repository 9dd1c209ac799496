"""The tree's tiles as files beside a journal: added to as it grows, and whole again after whatever ended the process.

Below the folder lie `tile/...` as they are served, and `checkpoint`. A checkpoint is written when all tiles of its tree
are durable, never before; so its size says how far they reach. What a crash left beyond it is written once more, the
same to the byte.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import NoteInvalid, SignedNote, read_note
from tansiq.evidence.tiles import HEIGHT, WIDTH, Tile, TileHashes, hashes_in, tiles_of
from tansiq.evidence.tree import HASH_BYTES, root_hash, subtree_hash
from tansiq.journal import durably

TILES = ".tiles"
"""What the folder is called, after its journal."""


class ShelfDamaged(Exception):  # noqa: N818
    """What lies on the shelf is not what was put there. It can be made anew from the journal."""


class Shelf:
    """Of one log. Every method blocks; `grow` and `publish` are for one thread at a time, the rest for any."""

    def __init__(self, folder: Path) -> None:
        """Opens it where its checkpoint left it. Raises `ShelfDamaged`."""
        self._folder = folder
        self._dirty: set[Path] = set()
        self.checkpoint: SignedNote | None = self._read_checkpoint()
        """The newest that was published."""
        self.size = 0 if self.checkpoint is None else Checkpoint.read(self.checkpoint.text).size
        """How many leaves the tiles hold."""
        self._edge = self._read_edge()

    def root(self) -> bytes:
        """Of the tree as it is now."""
        return root_hash(self.size, self.hashes(self.size))

    def hashes(self, size: int) -> TileHashes:
        """The stored hashes of the tree of the first `size` leaves, read as they are wanted. What is asked of them
        raises `ShelfDamaged` where a tile is not whole."""
        return TileHashes(size, self.tile)

    def tile(self, tile: Tile) -> bytes:
        """What it holds; a partial one, from the whole one, too. Raises `ShelfDamaged`."""
        length = tile.width * HASH_BYTES
        for width in dict.fromkeys((tile.width, WIDTH)):
            with contextlib.suppress(FileNotFoundError):
                data = (self._folder / Tile(tile.level, tile.index, width).path).read_bytes()
                if len(data) != width * HASH_BYTES:
                    raise ShelfDamaged(f"{tile.path} has {len(data)} bytes")
                return data[:length]
        for wider in sorted((self._folder / tile.path).parent.glob("*"), key=lambda path: len(path.name)):
            # A partial tile of an older tree: its beginning is that of the newer one.
            if wider.name.isdigit() and tile.width < int(wider.name) < WIDTH:
                return wider.read_bytes()[:length]
        raise ShelfDamaged(f"{tile.path} is missing")

    def grow(self, leaves: Iterable[bytes]) -> None:
        """Adds leaves by their hashes. They are on the shelf when `publish` has been called."""
        before = self.size
        whole: list[tuple[Tile, bytes]] = []
        for leaf in leaves:
            self._add(0, leaf, whole)
            self.size += 1
        for tile, data in whole:
            self._write(self._folder / tile.path, data)
        for tile in tiles_of(self.size, since=before):
            if tile.width < WIDTH:
                self._write(self._folder / tile.path, b"".join(self._edge[tile.level]))

    def publish(self, note: SignedNote) -> None:
        """Makes the tiles durable, then the checkpoint of them. Raises `ValueError` if it is of another tree."""
        checkpoint = Checkpoint.read(note.text)
        if (checkpoint.size, checkpoint.root) != (self.size, self.root()):
            raise ValueError("the checkpoint is of another tree")
        self._make_room(self._folder)
        self._make_durable()
        durably.replace(self._folder / "checkpoint", note.written().encode())
        self.checkpoint = note

    def tidy(self, since: int = 0) -> None:
        """Removes partial tiles of which there is the whole one, since there were so many leaves."""
        for tile in tiles_of(self.size, since=since):
            if tile.width == WIDTH:
                parts = (self._folder / Tile(tile.level, tile.index, 1).path).parent
                with contextlib.suppress(FileNotFoundError):
                    for part in parts.iterdir():
                        part.unlink()
                    parts.rmdir()

    def _add(self, level: int, made: bytes, whole: list[tuple[Tile, bytes]]) -> None:
        while len(self._edge) <= level:
            self._edge.append([])
        row = self._edge[level]
        row.append(made)
        if len(row) < WIDTH:
            return
        whole.append((Tile(level, self.size >> (HEIGHT * (level + 1))), b"".join(row)))
        self._edge[level] = []
        self._add(level + 1, subtree_hash(row), whole)

    def _read_checkpoint(self) -> SignedNote | None:
        try:
            note = read_note((self._folder / "checkpoint").read_bytes())
            Checkpoint.read(note.text)
        except FileNotFoundError:
            return None
        except NoteInvalid as error:
            raise ShelfDamaged(f"the checkpoint cannot be read: {error}") from error
        return note

    def _read_edge(self) -> list[list[bytes]]:
        """The hashes of the partial tile of each level. Raises `ShelfDamaged` if they do not lead to the root."""
        edge: list[list[bytes]] = []
        for tile in tiles_of(self.size):
            while len(edge) <= tile.level:
                edge.append([])
            if tile.width < WIDTH:
                edge[tile.level] = hashes_in(self.tile(tile))
        if self.checkpoint is not None and self.root() != Checkpoint.read(self.checkpoint.text).root:
            raise ShelfDamaged("the tiles do not lead to the root of the checkpoint")
        return edge

    def _write(self, path: Path, data: bytes) -> None:
        self._make_room(path.parent)
        durably.put(path, data)
        self._dirty |= {path, path.parent}

    def _make_room(self, folder: Path) -> None:
        for one in (folder, *folder.parents):
            if one == self._folder.parent or one.exists():
                break
            self._dirty.add(one.parent)
        folder.mkdir(parents=True, exist_ok=True)

    def _make_durable(self) -> None:
        for path in sorted(self._dirty, reverse=True):  # files before the folders that name them
            with contextlib.suppress(FileNotFoundError):
                durably.sync(path)
        self._dirty.clear()


def beginning_on_shelf(folder: Path, size: int, last: Callable[[], bytes]) -> Beginning | None:
    """Of the log that lies there, which another process may keep meanwhile; None where there is none that reaches so
    far, or it is not whole, or of another journal. `last`: the leaf's hash of entry `size` as the journal has it."""
    if size < 1 or not folder.is_dir():
        return None
    try:
        shelf = Shelf(folder)
        if shelf.checkpoint is None or shelf.size < size:
            return None
        stored = shelf.hashes(shelf.size)
        return Beginning.of(size, shelf.checkpoint, stored) if stored(0, size - 1) == last() else None
    except ShelfDamaged:
        return None
