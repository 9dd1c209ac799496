"""A witness of a log (C2SP tlog-witness): what it remembers, and what it takes for the log's next checkpoint. Pure.

What it has taken must be durable before its cosignature leaves, and each is taken from the memory that the one before
left: else it could cosign two pasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from tansiq.evidence.checkpoints import Checkpoint, trusted_checkpoint
from tansiq.evidence.contradictions import Contradiction
from tansiq.evidence.key_statements import Believed
from tansiq.evidence.notes import NoteInvalid, SignedNote
from tansiq.evidence.tree import EMPTY_ROOT, ProofInvalid, check_consistency

MOST_PROOF = 63
"""Hashes in a consistency proof: a log must not send more (C2SP tlog-witness). That is one less than `MOST_HASHES`,
which only a tree of more than 2**62 leaves can need."""


class Why(Enum):
    """Why a checkpoint was not taken; the value is the status by which HTTP says so."""

    UNKNOWN_LOG = 404
    NOT_SIGNED = 403
    MALFORMED = 400
    OLD_SIZE = 409
    NOT_CONSISTENT = 422


class NotTaken(Exception):  # noqa: N818  an answer, not a fault
    """A checkpoint that is not cosigned. `size`: of the newest that was. `contradiction`: what this one and that one
    show against the log, if they do."""

    def __init__(self, why: Why, message: str, size: int = 0, contradiction: Contradiction | None = None) -> None:
        super().__init__(message)
        self.why, self.size, self.contradiction = why, size, contradiction


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one log: its name, its keys, and the newest checkpoint that was taken."""

    origin: str
    believed: Believed
    newest: SignedNote | None = None

    @property
    def checkpoint(self) -> Checkpoint:
        """The newest; before the first, that of the empty tree."""
        if self.newest is None:
            return Checkpoint(self.origin, 0, EMPTY_ROOT)
        return Checkpoint.read(self.newest.text)


def take(memory: Memory | None, old_size: int, proof: Sequence[bytes], note: SignedNote) -> Memory:
    """The memory after a checkpoint that continues the newest, of `old_size` entries, as the proof shows. Raises
    `NotTaken`."""
    try:
        origin = Checkpoint.read(note.text).origin
    except NoteInvalid as invalid:
        raise NotTaken(Why.MALFORMED, str(invalid)) from None
    if memory is None or memory.origin != origin:
        raise NotTaken(Why.UNKNOWN_LOG, "this log is not watched here")
    try:
        found, _ = trusted_checkpoint(note, memory.believed.keys)
    except NoteInvalid as invalid:
        raise NotTaken(Why.NOT_SIGNED, str(invalid)) from None
    newest = memory.checkpoint
    if old_size > found.size or len(proof) > MOST_PROOF:
        raise NotTaken(Why.MALFORMED, "the old size is more than the checkpoint's, or the proof is too long")
    if found.size == newest.size and found.root != newest.root and memory.newest is not None:
        split = Contradiction.between(memory.newest, note)
        raise NotTaken(Why.OLD_SIZE, "another tree of this size was cosigned", newest.size, split)
    if old_size != newest.size:
        raise NotTaken(Why.OLD_SIZE, "the newest checkpoint that was cosigned has another size", newest.size)
    if found.size == old_size and found.root != newest.root:
        raise NotTaken(Why.OLD_SIZE, "the empty tree has another root", newest.size)
    if proof and old_size in (0, found.size):
        raise NotTaken(Why.NOT_CONSISTENT, "there is nothing to prove, and yet a proof", newest.size)
    try:
        check_consistency(old_size, found.size, newest.root, found.root, proof)
    except ProofInvalid as invalid:
        raise NotTaken(Why.NOT_CONSISTENT, str(invalid), newest.size) from None
    return replace(memory, newest=note)
