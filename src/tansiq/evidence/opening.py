"""An entry of a journal as a leaf of the log, and opened: shown to somebody with all that its leaf vouches for.

A leaf is 32 bytes: SHA-256 over `LEAF` and the packed header. The header's digest of the body is salted, so a leaf
tells nobody anything; it can only be compared with an entry that one was given.
"""

from __future__ import annotations

import hashlib
from struct import error as struct_error

import msgspec

from tansiq.evidence.notes import NoteInvalid
from tansiq.evidence.tree import leaf_hash
from tansiq.journal.entry import Entry, Header, digest, pack

LEAF = b"tansiq-entry/v1\n"
_encode = msgspec.json.Encoder().encode


class OpenedEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry with its body, for those who may have it. `index` in the log is the sequence number less one.

    `salt` is hexadecimal; `body` is JSON, to the byte as it was appended.
    """

    sequence: int
    time_us: int
    party: str
    kind: str
    salt: str
    body: str

    @classmethod
    def of(cls, entry: Entry) -> OpenedEntry:
        """Of an entry that has its body still."""
        header = entry.header
        return cls(header.sequence, header.time_us, header.party, header.kind, entry.salt.hex(), entry.body.decode())

    def leaf(self) -> bytes:
        """The leaf that it must be. Raises `NoteInvalid` where it can be of no entry."""
        try:
            salt, party, kind = bytes.fromhex(self.salt), self.party.encode(), self.kind.encode()
            if salt.hex() != self.salt:
                raise ValueError("the salt is written in small letters")
            body_digest = digest(salt, self.body.encode())
            return leaf(pack(self.sequence, self.time_us, party, kind, body_digest))
        except (ValueError, OverflowError, struct_error) as error:
            raise NoteInvalid(f"no entry is like this: {error}") from None


class Extra(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a receipt's file (C2SP tlog-proof) has in its line `extra`: the entry, and, where the receipt names a digest
    of what was told, that content to the byte."""

    entry: OpenedEntry
    content: str = ""

    def written(self) -> bytes:
        """As it stands in the file, before base64."""
        return _encode(self)

    @classmethod
    def read(cls, written: bytes) -> Extra:
        """Each has one form only. Raises `NoteInvalid`."""
        try:
            found = _extra.decode(written)
        except msgspec.ValidationError as error:
            raise NoteInvalid(f"the extra data is no entry of Tansiq: {error}") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise NoteInvalid(f"the extra data is no JSON: {error}") from None
        if found.written() != written:
            raise NoteInvalid("the extra data is written as no office writes it")
        return found


_extra = msgspec.json.Decoder(Extra)


def leaf(packed: bytes) -> bytes:
    """Of a packed header."""
    return hashlib.sha256(LEAF + packed).digest()


def leaf_of(header: Header) -> bytes:
    """What the log holds of an entry."""
    return leaf(header.packed())


def hash_of(header: Header) -> bytes:
    """The leaf's hash in the tree (RFC 6962)."""
    return leaf_hash(leaf_of(header))
