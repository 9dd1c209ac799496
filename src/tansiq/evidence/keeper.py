"""The log of a journal: follows it, adds what has become durable to the tree, and signs what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import SignedNote
from tansiq.evidence.opening import hash_of, leaf_of
from tansiq.evidence.proofs import InclusionProof
from tansiq.evidence.ring import KeyRing
from tansiq.evidence.shelf import Shelf, ShelfDamaged
from tansiq.evidence.tiles import WIDTH, Tile, bundle
from tansiq.evidence.tree import HASH_BYTES, consistency_proof, inclusion_proof
from tansiq.journal.entry import Header
from tansiq.journal.errors import JournalDamaged

Headers: TypeAlias = Callable[[int, int], Sequence[Header]]
"""The headers behind a sequence number, at most so many, in order."""
_AT_ONCE = 4_096
_SET_ASIDE = ".damaged"


class LogKeeper:
    """Of one log. Every method blocks; `catch_up` is for one thread at a time, the rest for any."""

    def __init__(self, folder: Path, shelf: Shelf, ring: KeyRing, headers: Headers) -> None:
        self._folder, self._shelf, self._headers = folder, shelf, headers
        self.ring = ring
        """Who signs. May be replaced by another of the same name."""

    @classmethod
    def open(cls, folder: Path, ring: KeyRing, headers: Headers, *, journal: Path, last: int) -> LogKeeper:
        """Of the journal whose last entry is `last`. Tiles that are not whole are set aside and made anew.

        Raises `JournalDamaged` where a checkpoint is there of more than the journal holds, or of something else: others
        may have proofs of it, and an office must not sign a second past.
        """
        try:
            shelf = Shelf(folder)
        except ShelfDamaged:
            aside = folder.with_name(folder.name + _SET_ASIDE)
            number = next(n for n in range(1, 1 << 20) if not aside.with_name(f"{aside.name}{n}").exists())
            folder.rename(aside.with_name(f"{aside.name}{number}"))
            shelf = Shelf(folder)
        if shelf.size > last:
            raise JournalDamaged(
                journal,
                last + 1,
                f"the journal is shorter than its log: a checkpoint of {shelf.size} entries has been given out; "
                f"restore the whole journal. If what came after {last} is lost for good, move {folder.name} away and "
                "begin the log anew, with another --log-name and --log-key: every witness refuses a shorter one",
            )
        keeper = cls(folder, shelf, ring, headers)
        keeper._compare(journal)
        return keeper

    @property
    def size(self) -> int:
        """How many entries the newest checkpoint speaks of."""
        newest = self._shelf.checkpoint
        return 0 if newest is None else Checkpoint.read(newest.text).size

    @property
    def checkpoint(self) -> SignedNote | None:
        """The newest; None before the first."""
        return self._shelf.checkpoint

    def catch_up(self, last: int, on_progress: Callable[[int, int], None] = lambda done, total: None) -> bool:
        """Adds the entries up to `last`, which are durable, and signs a checkpoint of them. Whether it is a new one.

        Raises `OSError` where the disk does not take it: nothing has been signed then, and the next turn goes on.
        """
        newest, before = self.checkpoint, self.size
        if newest is not None and before >= last and self._is_signed_by_all(newest):
            return False
        try:
            self._grow(last, on_progress)
        except BaseException:
            self._shelf = Shelf(self._folder)  # as it was published: what was added may be there in part
            raise
        self._shelf.tidy(before)
        return True

    def _grow(self, last: int, on_progress: Callable[[int, int], None]) -> None:
        shelf = self._shelf
        while shelf.size < last:
            found = self._headers(shelf.size, min(_AT_ONCE, last - shelf.size))
            if not found:
                raise ShelfDamaged(f"the journal gives no entry {shelf.size + 1}")
            shelf.grow(_in_order(found, shelf.size))
            on_progress(shelf.size, last)
        shelf.publish(self.ring.checkpoint(shelf.size, shelf.root()))

    def tile(self, tile: Tile) -> bytes | None:
        """What it holds; None if the newest checkpoint's tree does not have it. Raises `ShelfDamaged`."""
        if tile.end > self.size:
            return None
        if tile.level >= 0:
            return self._shelf.tile(tile)
        headers = self._headers(tile.index * WIDTH, tile.width)
        return bundle([leaf_of(header) for header in headers])

    def prove(self, index: int, checkpoint: SignedNote, size: int, extra: bytes = b"") -> InclusionProof:
        """That entry `index` (its sequence number less one) is in the tree of a checkpoint of `size` entries, which is
        the newest one or one before it. Raises `ShelfDamaged`."""
        return InclusionProof(index, inclusion_proof(index, size, self._shelf.hashes(size)), checkpoint, extra)

    def beginning(self, size: int) -> Beginning:
        """How the log stood when it had so many entries, by the newest checkpoint. Raises `ShelfDamaged`, and
        `ValueError` where that does not reach so far."""
        newest = self.checkpoint
        if newest is None:
            raise ValueError("nothing has been signed yet")
        return Beginning.of(size, newest, self._shelf.hashes(Checkpoint.read(newest.text).size))

    def consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        """That the tree of `size` entries continues that of `old` ones. Raises `ShelfDamaged`."""
        return consistency_proof(old, size, self._shelf.hashes(size))

    def _is_signed_by_all(self, note: SignedNote) -> bool:
        made = {(signature.name, signature.key_id) for signature in note.signatures}
        return made == {(key.name, key.id) for key in self.ring.public}

    def _compare(self, journal: Path) -> None:
        """That the tree's newest entries are those of the journal; for what came before them its chain vouches."""
        size = self._shelf.size
        if not size:
            return
        index, width = (size - 1) // WIDTH, (size - 1) % WIDTH + 1
        known = self._shelf.tile(Tile(0, index, width))
        for place, header in enumerate(self._headers(index * WIDTH, width)):
            if known[place * HASH_BYTES :][:HASH_BYTES] != hash_of(header):
                raise JournalDamaged(
                    journal, header.sequence, "the entry is not the one of which checkpoints have been given out"
                )


def _in_order(headers: Iterable[Header], after: int) -> Iterable[bytes]:
    for expected, header in enumerate(headers, after + 1):
        if header.sequence != expected:
            raise ShelfDamaged(f"the journal gives entry {header.sequence} where {expected} is wanted")
        yield hash_of(header)
