"""What is left of erased bodies, as entries that came later say; of any store."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from tansiq.journal.entry import digest
from tansiq.journal.erasure import NO_SALT, Remainder, read_vouching

VouchingRow: TypeAlias = tuple[int, int, bytes, bytes, bytes]
"""Of an entry that vouches for remainders: sequence, time, digest, salt and body."""
WINDOW = 1 << 20
"""Of so many entries it is held at once what is left of them."""
_SIZE = hashlib.sha256().digest_size


class Vouched:
    """Of one journal that is read in order, entry by entry. Nothing is looked up before the first remainder is met: in
    most journals none is.

    A dictionary of a million digests would take 200 MB. So each has its place in a row of bytes: 32 MB, of which memory
    is only what was written to. Where a journal has more entries than `window`, it is looked through again for the next
    so many.
    """

    def __init__(self, vouching_behind: Callable[[int], Iterable[VouchingRow]], *, window: int = WINDOW) -> None:
        """`vouching_behind` gives those with a higher sequence number, in order."""
        self._vouching_behind, self._window = vouching_behind, window
        self._first, self._upto = 0, 0
        self._digests: mmap.mmap | None = None
        self._others: set[tuple[int, bytes]] = set()

    def for_remainder(self, sequence: int, salt: bytes, body: bytes) -> bool:
        """Whether what stands in the place of a body is what a later entry says. Sequence numbers do not go down."""
        if salt != NO_SALT or not body:
            return False
        if self._digests is None or sequence >= self._first + self._window:
            self._first = self._upto = sequence
            self._digests = mmap.mmap(-1, self._window * _SIZE)
            self._others = set()
        sha256 = hashlib.sha256(body).digest()
        return self._knows(self._digests, sequence, sha256) or (
            self._look(self._digests) and self._knows(self._digests, sequence, sha256)
        )

    def _knows(self, digests: mmap.mmap, sequence: int, sha256: bytes) -> bool:
        place = (sequence - self._first) * _SIZE
        return digests[place : place + _SIZE] == sha256 or (sequence, sha256) in self._others

    def _look(self, digests: mmap.mmap) -> bool:
        """Whether there was something that had not been looked at: a serving office may erase meanwhile."""
        before = self._upto
        for sequence, _, body_digest, salt, body in self._vouching_behind(self._upto):
            self._upto = sequence
            if digest(salt, body) != body_digest:  # one that is not whole itself vouches for nothing
                continue
            try:
                remainders = read_vouching(body).remainders
            except msgspec.MsgspecError:
                continue
            for one in remainders:
                if self._first <= one.sequence < min(sequence, self._first + self._window):
                    self._keep(digests, one)
        return self._upto != before

    def _keep(self, digests: mmap.mmap, one: Remainder) -> None:
        try:
            sha256 = bytes.fromhex(one.sha256)
        except ValueError:
            return
        place = (one.sequence - self._first) * _SIZE
        if len(sha256) != _SIZE:
            return
        if not any(digests[place : place + _SIZE]):
            digests[place : place + _SIZE] = sha256
        elif not self._knows(digests, one.sequence, sha256):  # rare: two nodes erased the same at once, differently
            self._others.add((one.sequence, sha256))
