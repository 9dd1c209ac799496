"""Checkpoints: signed tree heads (C2SP tlog-checkpoint), and cosignatures of those who watched the tree grow (C2SP
tlog-cosignature, Ed25519)."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tansiq.evidence.notes import (
    COSIGNATURE,
    NoteInvalid,
    PrivateKey,
    PublicKey,
    Signature,
    SignedNote,
    decoded,
    signers,
)
from tansiq.evidence.tree import HASH_BYTES

MOST_LEAVES = (1 << 63) - 1
LONGEST_CHECKPOINT = 2_000
"""Of a checkpoint's text, in characters: what has to be kept and shown of one stays small, whoever signed it."""
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_STAMP = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a log stood: of which log, how many leaves, and their root. `more`: lines that mean nothing here."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()

    def text(self) -> str:
        """As it is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.more)
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """Raises `NoteInvalid`."""
        if len(text) > LONGEST_CHECKPOINT:
            raise NoteInvalid(f"a checkpoint has at most {LONGEST_CHECKPOINT:,} characters here")
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):
            raise NoteInvalid("a checkpoint is three lines or more, none of them empty")
        origin, size, root, *more = lines
        if not _SIZE.fullmatch(size) or int(size) > MOST_LEAVES:
            raise NoteInvalid("a checkpoint's second line is the number of leaves")
        found = decoded(root, "a checkpoint's third line")
        if len(found) != HASH_BYTES:
            raise NoteInvalid("a checkpoint's third line is a SHA-256")
        return cls(origin, int(size), found, tuple(more))


@dataclass(frozen=True, slots=True)
class Cosigned:
    """Who has cosigned, and when (seconds since 1970, by its own clock)."""

    key: PublicKey
    at_s: int


def trusted_checkpoint(note: SignedNote, keys: Sequence[PublicKey]) -> tuple[Checkpoint, tuple[PublicKey, ...]]:
    """The checkpoint of a note that one of the log's keys has signed, and which of them have. A key counts only for the
    log of its own name. Raises `NoteInvalid`."""
    checkpoint = Checkpoint.read(note.text)
    found = signers(note, [key for key in keys if key.name == checkpoint.origin])
    if not found:
        raise NoteInvalid(f"no key that is trusted has signed this checkpoint of {checkpoint.origin}")
    return checkpoint, found


def with_signatures_of(note: SignedNote, keys: Sequence[PublicKey]) -> SignedNote:
    """The note with the lines of these keys below it, each once, and no others: anybody can write some there."""
    named = {(key.name, key.id) for key in keys}
    lines = dict.fromkeys(one for one in note.signatures if (one.name, one.key_id) in named)
    return SignedNote(note.text, tuple(lines))


def cosign(note: SignedNote, key: PrivateKey, at_s: int) -> Signature:
    """That at this moment the checkpoint was the largest that was seen of its log, and continues all before it."""
    if key.public.kind != COSIGNATURE:
        raise ValueError("a cosignature needs a key of that kind")
    made = key.sign(_cosigned(note.text, at_s))
    return Signature(key.public.name, key.public.id, _STAMP.pack(at_s) + made)


def cosigners(note: SignedNote, keys: Sequence[PublicKey]) -> tuple[Cosigned, ...]:
    """Which of these witnesses have cosigned it, each once, by its first cosignature. Raises `NoteInvalid` where one
    that is said to be of a key is not."""
    found: dict[PublicKey, Cosigned] = {}
    for key in keys:
        for signature in note.signatures:
            if key.kind != COSIGNATURE or (signature.name, signature.key_id) != (key.name, key.id):
                continue
            at_s = _STAMP.unpack(signature.made[: _STAMP.size])[0] if len(signature.made) > _STAMP.size else 0
            if at_s > MOST_LEAVES or not key.holds(_cosigned(note.text, at_s), signature.made[_STAMP.size :]):
                raise NoteInvalid(f"the cosignature of {key.name} does not hold")
            found.setdefault(key, Cosigned(key, at_s))
    return tuple(found.values())


def _cosigned(text: str, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{text}".encode()
