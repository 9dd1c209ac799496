"""Which keys a log has, said and signed by them: how whoever believes an old key comes to believe a new one.

That a new key signs beside an old one shows nothing: signatures stand below a note, and anybody can put one more there.
So the keys that are there sign a text that names them all. Its first line is no log's name, so it is no checkpoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tansiq.evidence.notes import NoteInvalid, PrivateKey, PublicKey, SignedNote, signed, signers

FIRST_LINE = "tansiq-log-keys/v1"
MOST_KEYS = 8
"""That a log has at a time."""


class KeysNotBelieved(NoteInvalid):
    """A statement by which nothing is believed, and why."""


@dataclass(frozen=True, slots=True)
class Believed:
    """Which keys of a log somebody believes, and which no longer: those never count again."""

    keys: tuple[PublicKey, ...]
    retired: tuple[PublicKey, ...] = ()


def stated(origin: str, keys: Sequence[PrivateKey]) -> SignedNote:
    """That these are the log's keys, signed by each of them."""
    lines = (FIRST_LINE, origin, *(key.public.written() for key in keys))
    return signed("\n".join(lines) + "\n", keys)


def keys_stated(note: SignedNote) -> tuple[str, tuple[PublicKey, ...]]:
    """The log, and the keys that it says it has; each of them has signed. Raises `NoteInvalid`."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) < 3 or lines[0] != FIRST_LINE:
        raise NoteInvalid(f"a statement of keys begins with {FIRST_LINE} and the log's name")
    origin, written = lines[1], lines[2:]
    keys = tuple(map(PublicKey.read, written))
    if not 1 <= len(keys) <= MOST_KEYS or len(set(keys)) < len(keys):
        raise NoteInvalid(f"a log has 1 to {MOST_KEYS} keys, each named once")
    if any(key.name != origin for key in keys):
        raise NoteInvalid("a key has another log's name")
    if len(signers(note, keys)) < len(keys):
        raise NoteInvalid("a key has not signed that it is one")
    return origin, keys


def believe(known: Believed, note: SignedNote) -> Believed:
    """What is believed after a statement of the log's keys: the keys that it names, if one that is believed has signed
    it. Raises `KeysNotBelieved`, and `NoteInvalid` for what is no statement."""
    _, keys = keys_stated(note)
    if not signers(note, known.keys):
        raise KeysNotBelieved("no key that is believed vouches for these keys")
    if back := [key.id.hex() for key in keys if key in known.retired]:
        raise KeysNotBelieved(f"a key that had been taken out of use is named again: {', '.join(back)}")
    retired = (*known.retired, *(key for key in known.keys if key not in keys))
    return Believed(keys, retired)
