"""Whose witness a key is, said and signed by the key itself.

A cosignature does not show that whoever hands it in can make it: a witness gives it to anybody who asks. So a key is
taken for a party's only with this. The first line is no log's name, and the second no number: it is no checkpoint, and
no witness cosigns it for another.
"""

from __future__ import annotations

from tansiq.evidence.checkpoints import cosign, cosigners, with_signatures_of
from tansiq.evidence.notes import NoteInvalid, PrivateKey, PublicKey, SignedNote, read_note

FIRST_LINE = "tansiq-witness-key/v1"
LONGEST = 8_000


def claimed(origin: str, party: str, key: PrivateKey, at_s: int) -> SignedNote:
    """That this key cosigns the log of this name for this party, signed at this moment (seconds since 1970)."""
    text = _text(origin, party, key.public)
    return SignedNote(text, (cosign(SignedNote(text, ()), key, at_s),))


def check_claim(written: str, origin: str, party: str, key: PublicKey) -> SignedNote:
    """The claim, with no lines that others wrote below it. Raises `NoteInvalid` for one that does not say so, or that
    the key has not signed."""
    note = read_note(written)
    if note.text != _text(origin, party, key):
        raise NoteInvalid(f"the claim does not say that this key cosigns {origin} for {party}")
    if not cosigners(note, [key]):
        raise NoteInvalid("the key has not signed the claim")
    return with_signatures_of(note, (key,))


def _text(origin: str, party: str, key: PublicKey) -> str:
    return f"{FIRST_LINE}\n{origin}\n{party}\n{key.written()}\n"
