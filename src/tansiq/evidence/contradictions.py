"""What shows that a log has two pasts: two checkpoints that its own key has signed and that cannot both be of one log.

Whoever knows the log's key can check it, and needs nobody's word: neither the witness's who found it nor the log's.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from tansiq.evidence import hash_lines
from tansiq.evidence.checkpoints import Checkpoint, trusted_checkpoint, with_signatures_of
from tansiq.evidence.notes import NoteInvalid, PublicKey, SignedNote, read_note
from tansiq.evidence.tree import MOST_HASHES, ProofInvalid, check_consistency

LONGEST = 400_000
"""Of what is read as one, in bytes."""


class Finding(StrEnum):
    """What two checkpoints show together."""

    SPLIT = "split"
    """The log signed two trees of one size: different parties were shown different pasts."""
    REWRITTEN = "rewritten"
    """The longer tree does not begin with the shorter one: entries that had been vouched for were changed or left out.
    """
    SHORTENED = "shortened"
    """After the longer tree only the shorter one was shown. The two may be of one log: this alone convicts nobody, but
    entries that had been vouched for are not shown any more."""


CONVICTS = frozenset({Finding.SPLIT, Finding.REWRITTEN})
"""What no honest log can have done, whoever tells of it."""


class Contradiction(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Two checkpoints as signed notes; `first` was seen first. Of a rewritten log also what the longer tree has as its
    beginning (`beginning`, base64), and the proof that it has (`proof`, base64 each)."""

    first: str
    second: str
    beginning: str = ""
    proof: tuple[str, ...] = ()

    @classmethod
    def between(
        cls, first: SignedNote, second: SignedNote, beginning: bytes = b"", proof: Sequence[bytes] = ()
    ) -> Contradiction:
        """Of these notes."""
        return cls(first.written(), second.written(), base64.b64encode(beginning).decode(), hash_lines.written(proof))

    def finding(self, keys: Sequence[PublicKey]) -> Finding:
        """What it shows to whoever knows these keys of the log. Raises `NoteInvalid` where it shows nothing."""
        first, second = (trusted_checkpoint(read_note(note), keys)[0] for note in (self.first, self.second))
        if first.origin != second.origin:
            raise NoteInvalid("the checkpoints are of two logs")
        if first.size == second.size:
            if first.root == second.root:
                raise NoteInvalid("the checkpoints agree")
            return Finding.SPLIT
        if not self.beginning:
            if second.size < first.size:
                return Finding.SHORTENED
            raise NoteInvalid("what the longer tree begins with is missing")
        self._check_beginning(*sorted((first, second), key=lambda one: one.size))
        return Finding.REWRITTEN

    def checked(self, keys: Sequence[PublicKey]) -> tuple[Finding, Contradiction]:
        """What it shows to whoever knows these keys of the log, and itself with nothing in it that does not count to
        them: what is kept of what somebody else wrote. Raises `NoteInvalid` where it shows nothing."""
        finding = self.finding(keys)
        first, second = (with_signatures_of(read_note(note), keys).written() for note in (self.first, self.second))
        beginning = (self.beginning, self.proof) if finding is Finding.REWRITTEN else ()
        return finding, Contradiction(first, second, *beginning)

    def _check_beginning(self, shorter: Checkpoint, longer: Checkpoint) -> None:
        if not shorter.size:
            raise NoteInvalid("no tree can be shown to begin otherwise like this")
        beginning, *proof = hash_lines.read((self.beginning, *self.proof), 1 + MOST_HASHES)
        if beginning == shorter.root:
            raise NoteInvalid("the longer tree begins with the shorter one")
        try:
            check_consistency(shorter.size, longer.size, beginning, longer.root, proof)
        except ProofInvalid as invalid:
            raise NoteInvalid(str(invalid)) from None

    def written(self) -> bytes:
        """As a file (JSON)."""
        return msgspec.json.encode(self)

    @classmethod
    def read(cls, written: bytes | str) -> Contradiction:
        """Nothing of it is checked but its form. Raises `NoteInvalid`."""
        if len(written) > LONGEST:
            raise NoteInvalid(f"evidence has at most {LONGEST:,} bytes here")
        try:
            return msgspec.json.decode(written, type=cls)
        except msgspec.ValidationError as error:
            raise NoteInvalid(f"this is no evidence against a log: {error}") from None
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise NoteInvalid("this is no evidence against a log: such evidence is written as JSON") from None
