"""How a log stood at a moment, as a file: that the tree of its first entries is the beginning of one that was signed
(consistency, RFC 6962, 2.1.2).

A checkpoint is signed of what the log holds when it is made, not of each entry. So of most moments there is none; but a
later one vouches for all of its beginnings. C2SP has no form for this; it is that of its tlog-proof, with the size and
the root of the beginning where the index of the entry is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tansiq.evidence import hash_lines
from tansiq.evidence.checkpoints import MOST_LEAVES, Checkpoint
from tansiq.evidence.notes import LONGEST_NOTE, NoteInvalid, SignedNote, read_note
from tansiq.evidence.tree import MOST_HASHES, Stored, consistency_proof, root_hash

FIRST_LINE = "tansiq-beginning/v1"
_SIZE = re.compile(r"size ([1-9][0-9]{0,18})")


class BeginningMalformed(NoteInvalid):
    """A file that is no such proof."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """That the tree of the first `size` entries, which has this root, is the beginning of the checkpoint's tree."""

    size: int
    root: bytes
    hashes: tuple[bytes, ...]
    checkpoint: SignedNote

    @classmethod
    def of(cls, size: int, checkpoint: SignedNote, stored: Stored) -> Beginning:
        """Of a log whose tree has these hashes. Raises `ValueError` where the checkpoint does not reach so far."""
        whole = Checkpoint.read(checkpoint.text).size
        return cls(size, root_hash(size, stored), consistency_proof(size, whole, stored), checkpoint)

    def written(self) -> str:
        """The file."""
        lines = (FIRST_LINE, f"size {self.size}", *hash_lines.written((self.root, *self.hashes)))
        return "\n".join(lines) + f"\n\n{self.checkpoint.written()}"

    @classmethod
    def read(cls, written: str | bytes) -> Beginning:
        """Each has one form only. Raises `NoteInvalid`, of which `BeginningMalformed` is one."""
        try:
            whole = written if isinstance(written, str) else written.decode()
        except UnicodeDecodeError:
            raise BeginningMalformed("it is not UTF-8") from None
        above, blank, note = whole.partition("\n\n")
        first, *lines = above.split("\n")
        if not blank or first != FIRST_LINE:
            raise BeginningMalformed(f"the first line is not {FIRST_LINE}")
        size = _SIZE.fullmatch(lines.pop(0)) if lines else None
        if size is None or int(size[1]) > MOST_LEAVES:
            raise BeginningMalformed("there is no line with the size")
        if not lines:
            raise BeginningMalformed("there is no line with the root")
        root, *hashes = hash_lines.read(lines, 1 + MOST_HASHES)
        if len(note) > LONGEST_NOTE:
            raise BeginningMalformed("the checkpoint is too long")
        return cls(int(size[1]), root, tuple(hashes), read_note(note))
