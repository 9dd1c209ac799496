"""What a file proves to one who trusts nobody but the keys that he names: no network, no clock, no state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.evidence.beginnings import FIRST_LINE as FIRST_OF_BEGINNING
from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.checkpoints import Checkpoint, Cosigned, cosigners
from tansiq.evidence.notes import NoteInvalid, PublicKey, SignedNote, read_note, signers
from tansiq.evidence.opening import Extra, OpenedEntry
from tansiq.evidence.paper import PaperIncomplete, is_paper, put_together
from tansiq.evidence.policy import Policy
from tansiq.evidence.proofs import FIRST_LINE, InclusionProof
from tansiq.evidence.tree import EMPTY_ROOT, ProofInvalid, check_consistency, check_inclusion, leaf_hash


class Fault(StrEnum):
    """Why a file proves nothing."""

    MALFORMED = "malformed"
    """It is no such file, or was changed so that it is none any more."""
    OTHER_LOG = "other-log"
    """It is of a log of which no key was named."""
    NOT_SIGNED = "not-signed"
    """It says that it is of a log whose key was named, and that key has not signed it."""
    WRONG_SIGNATURE = "wrong-signature"
    """A signature is said to be of a key that was named, and is not."""
    WRONG_COSIGNATURE = "wrong-cosignature"
    """The same of a witness."""
    NOT_IN_LOG = "not-in-log"
    """The entry is not in the log where the file says that it is, or says something else there."""
    NOT_BEGINNING = "not-the-beginning"
    """What the file says of a moment is not a beginning of the log that was signed."""
    OTHER_CONTENT = "other-content"
    """The content is not what the entry speaks of."""
    NOTHING_OPENED = "nothing-opened"
    """The file says that something is in the log, and does not hold what."""
    INCOMPLETE_PAPER = "incomplete-paper"
    """Of what was scanned from paper codes are missing, or they do not belong together."""
    DAMAGED_TILE = "damaged-tile"
    """Of a copy of the log: hashes or entries are missing, or are not those of the checkpoint."""


class NotProven(Exception):  # noqa: N818
    """The file proves nothing. `about`: of whom or what that is said, or what is wrong with the form."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(f"{fault}: {about}" if about else str(fault))
        self.fault, self.about = fault, about


@dataclass(frozen=True, slots=True)
class TrustedCheckpoint:
    """A checkpoint that can be trusted, as far as those who signed and cosigned can. `is_final`: as many have cosigned
    as the policy asks for."""

    checkpoint: Checkpoint
    signed_by: tuple[PublicKey, ...]
    cosigned: tuple[Cosigned, ...]
    is_final: bool


@dataclass(frozen=True, slots=True)
class Proven:
    """That the entry is in the log. `content` is what it names by its digest, if it is in the file; `names_content`:
    whether it names any."""

    head: TrustedCheckpoint
    entry: OpenedEntry
    content: str
    names_content: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """That the log began with so many entries, under this root."""

    head: TrustedCheckpoint
    size: int
    root: bytes


class _Names(msgspec.Struct):
    content: str = ""


def check(written: bytes, policy: Policy) -> Proven | Stood | TrustedCheckpoint:
    """Of a proof (C2SP tlog-proof), as a file or scanned from paper, of a beginning, or of a checkpoint alone. Raises
    `NotProven`."""
    if is_paper(written):
        try:
            written = put_together(written)
        except PaperIncomplete as incomplete:
            raise NotProven(Fault.INCOMPLETE_PAPER, str(incomplete)) from None
    if written.startswith(FIRST_LINE.encode()):
        return check_proof(written, policy)
    if written.startswith(FIRST_OF_BEGINNING.encode()):
        return check_beginning(written, policy)
    return check_checkpoint(written, policy)


def check_checkpoint(written: bytes, policy: Policy) -> TrustedCheckpoint:
    """Raises `NotProven`."""
    try:
        note = read_note(written)
    except NoteInvalid as error:
        raise NotProven(Fault.MALFORMED, str(error)) from None
    return _head(note, policy)


def check_proof(written: bytes, policy: Policy) -> Proven:
    """Raises `NotProven`."""
    try:
        proof = InclusionProof.read(written)
        Checkpoint.read(proof.checkpoint.text)
        extra = Extra.read(proof.extra) if proof.extra else None
        leaf = b"" if extra is None else extra.entry.leaf()
    except NoteInvalid as error:
        raise NotProven(Fault.MALFORMED, str(error)) from None
    # Who signed comes first: what a stranger has made is not told as a fault of the office.
    head = _head(proof.checkpoint, policy)
    if extra is None:
        raise NotProven(Fault.NOTHING_OPENED)
    if extra.entry.sequence != proof.index + 1:
        raise NotProven(Fault.NOT_IN_LOG, f"entry {extra.entry.sequence} at place {proof.index + 1}")
    try:
        check_inclusion(leaf_hash(leaf), proof.index, head.checkpoint.size, proof.hashes, head.checkpoint.root)
    except ProofInvalid as error:
        raise NotProven(Fault.NOT_IN_LOG, str(error)) from None
    named = _content_named(extra.entry.body)
    if extra.content and hashlib.sha256(extra.content.encode()).hexdigest() != named:
        raise NotProven(Fault.OTHER_CONTENT)
    return Proven(head, extra.entry, extra.content, bool(named))


def check_beginning(written: bytes, policy: Policy) -> Stood:
    """Raises `NotProven`."""
    try:
        found = Beginning.read(written)
        Checkpoint.read(found.checkpoint.text)
    except NoteInvalid as error:
        raise NotProven(Fault.MALFORMED, str(error)) from None
    head = _head(found.checkpoint, policy)
    try:
        check_consistency(found.size, head.checkpoint.size, found.root, head.checkpoint.root, found.hashes)
    except ProofInvalid as error:
        raise NotProven(Fault.NOT_BEGINNING, str(error)) from None
    return Stood(head, found.size, found.root)


def _head(note: SignedNote, policy: Policy) -> TrustedCheckpoint:
    try:
        checkpoint = Checkpoint.read(note.text)
    except NoteInvalid as error:
        raise NotProven(Fault.MALFORMED, str(error)) from None
    keys = [key for key in policy.logs if key.name == checkpoint.origin]
    if not keys:
        raise NotProven(Fault.OTHER_LOG, checkpoint.origin)
    signed: list[PublicKey] = []
    for key in keys:
        try:
            signed += signers(note, (key,))
        except NoteInvalid:
            raise NotProven(Fault.WRONG_SIGNATURE, key.name) from None
    if not signed:
        raise NotProven(Fault.NOT_SIGNED, checkpoint.origin)
    cosigned: list[Cosigned] = []
    for key in policy.keys:
        try:
            cosigned += cosigners(note, (key,))
        except NoteInvalid:
            raise NotProven(Fault.WRONG_COSIGNATURE, key.name) from None
    if not checkpoint.size and checkpoint.root != EMPTY_ROOT:
        raise NotProven(Fault.MALFORMED, "a log without entries has another root")
    is_final = policy.is_met({each.key for each in cosigned})
    return TrustedCheckpoint(checkpoint, tuple(signed), tuple(cosigned), is_final)


def _content_named(body: str) -> str:
    try:
        return msgspec.json.decode(body, type=_Names).content
    except (msgspec.DecodeError, RecursionError):
        return ""
