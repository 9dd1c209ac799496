"""Proofs as files (C2SP tlog-proof): that an entry is in a log, which can be checked offline."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from tansiq.evidence import hash_lines
from tansiq.evidence.notes import LONGEST_NOTE, NoteInvalid, SignedNote, decoded, read_note
from tansiq.evidence.tree import MOST_HASHES

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST_PROOF = 4_000_000
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


class ProofMalformed(NoteInvalid):
    """A file that is no proof."""


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That the entry at `index` is in the tree of the checkpoint. `extra` is not authenticated by itself."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: SignedNote
    extra: bytes = b""

    def written(self) -> str:
        """The file."""
        extra = f"extra {base64.b64encode(self.extra).decode()}\n" if self.extra else ""
        hashes = "".join(f"{line}\n" for line in hash_lines.written(self.hashes))
        return f"{FIRST_LINE}\n{extra}index {self.index}\n{hashes}\n{self.checkpoint.written()}"

    @classmethod
    def read(cls, written: str | bytes) -> InclusionProof:
        """Each proof has one form only. Raises `NoteInvalid`, of which `ProofMalformed` is one."""
        if len(written) > LONGEST_PROOF:
            raise ProofMalformed(f"a proof has at most {LONGEST_PROOF:,} bytes here")
        try:
            whole = written if isinstance(written, str) else written.decode()
        except UnicodeDecodeError:
            raise ProofMalformed("a proof is UTF-8") from None
        above, blank, note = whole.partition("\n\n")
        lines = above.split("\n")
        if not blank or lines.pop(0) != FIRST_LINE:
            raise ProofMalformed(f"the first line is not {FIRST_LINE}")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = decoded(lines.pop(0).removeprefix("extra "), "the extra data")
            if not extra:
                raise ProofMalformed("a proof without extra data has no line for it")
        index = _INDEX.fullmatch(lines.pop(0)) if lines else None
        if index is None:
            raise ProofMalformed("there is no line with the index")
        hashes = hash_lines.read(lines, MOST_HASHES)
        if len(note) > LONGEST_NOTE:
            raise ProofMalformed("the checkpoint is too long")
        return cls(int(index[1]), hashes, read_note(note), extra)
