"""How a log asks a witness to cosign a checkpoint (C2SP tlog-witness, "add-checkpoint"): the request, written and read.

old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

(signatures)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tansiq.evidence import hash_lines
from tansiq.evidence.checkpoints import MOST_LEAVES
from tansiq.evidence.notes import NoteInvalid, read_note
from tansiq.evidence.witness import MOST_PROOF

LONGEST = 65_536
"""Of a request, in bytes."""
SIZE_TYPE = b"text/x.tlog.size"
"""The media type of an answer that says which size was cosigned last."""
LONGEST_ANSWER = 16_384
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n")


@dataclass(frozen=True, slots=True)
class Request:
    """That the checkpoint `note` (as it is written) continues the one of `old_size` entries, as the proof shows."""

    old_size: int
    proof: tuple[bytes, ...]
    note: str

    def written(self) -> bytes:
        """As the body of `POST <prefix>/add-checkpoint`."""
        lines = (f"old {self.old_size}", *hash_lines.written(self.proof), "", self.note)
        return "\n".join(lines).encode()

    @classmethod
    def read(cls, body: bytes) -> Request:
        """Raises `NoteInvalid`."""
        if len(body) > LONGEST:
            raise NoteInvalid(f"a request has at most {LONGEST:,} bytes here")
        try:
            head, blank, note = body.decode().partition("\n\n")
        except UnicodeDecodeError:
            raise NoteInvalid("a request is UTF-8") from None
        old, *proof = head.split("\n")
        size = _OLD.fullmatch(old)
        if not blank or size is None or int(size[1]) > MOST_LEAVES:
            raise NoteInvalid("a request is `old` and a size, the lines of a proof, an empty line and a checkpoint")
        read_note(note)
        return cls(int(size[1]), hash_lines.read(proof, MOST_PROOF), note)


def size_answered(size: int) -> bytes:
    """The body of the answer that another size was cosigned last."""
    return f"{size}\n".encode()


def read_size(body: bytes) -> int:
    """The size in such an answer. Raises `NoteInvalid`."""
    found = _SIZE.fullmatch(body)
    if found is None or int(found[1]) > MOST_LEAVES:
        raise NoteInvalid("the answer is no size and the end of a line")
    return int(found[1])
