"""Signed notes (C2SP signed-note): text with signatures of named Ed25519 keys below it.

A key is written as `NAME+ID+KEY` (to check with) or `PRIVATE+KEY+NAME+ID+KEY` (to sign with): base64 of the kind of
signature in one byte and the key. `ID` is 8 hexadecimal digits.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PLAIN, COSIGNATURE = 0x01, 0x04
"""Kinds of signature: of a note as it is; timestamped, of a checkpoint (C2SP tlog-cosignature)."""
LONGEST_NOTE = 100_000
MOST_SIGNATURES = 100
_KEY_BYTES, _ID_BYTES = 32, 4
_PRIVATE = "PRIVATE+KEY+"
_FIELD = 2**255 - 19
_SMALL_ORDER = frozenset(
    (
        0,
        1,
        _FIELD - 1,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    )
)
"""The y of the eight points of Ed25519 that anybody can sign for (RFC 7748, 7; RFC 8032, 5.1.3)."""
_BLANK = " \t\r\n"  # around a key; any other space there makes it another text


class NoteInvalid(ValueError):  # noqa: N818
    """No signed note, no key, or a signature that does not hold."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line below a note. What `made` holds beside the signature, its kind says."""

    name: str
    key_id: bytes
    made: bytes

    @property
    def line(self) -> str:
        """As it is written, with its end."""
        return f"\u2014 {self.name} {base64.b64encode(self.key_id + self.made).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text that ends with a newline, and what is said to be signatures of it."""

    text: str
    signatures: tuple[Signature, ...]

    def written(self) -> str:
        """The whole of it."""
        return self.text + "\n" + "".join(signature.line for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """To check signatures of one kind with."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell it from other keys of this name."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:_ID_BYTES]

    def written(self) -> str:
        """`NAME+ID+KEY`."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.key).decode()}"

    @classmethod
    def read(cls, written: str) -> PublicKey:
        """Raises `NoteInvalid`."""
        name, _, rest = written.strip(_BLANK).partition("+")
        identifier, _, encoded = rest.partition("+")
        check_key_name(name)
        data = decoded(encoded, "a key")
        if len(data) != 1 + _KEY_BYTES or data[0] not in (PLAIN, COSIGNATURE):
            raise NoteInvalid("a key is an Ed25519 key of kind 1 or 4")
        if int.from_bytes(data[1:], "little") % 2**255 % _FIELD in _SMALL_ORDER:
            raise NoteInvalid(f"the key of {name} is one that anybody can sign with")
        key = cls(name, data[0], data[1:])
        if key.id.hex() != identifier:
            raise NoteInvalid(f"the key of {name} is not the one of which it has the identifier")
        return key

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature of the message is of this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class PrivateKey:
    """To sign with. Never logged: it has no readable form but `written`."""

    public: PublicKey
    seed: bytes

    @classmethod
    def of(cls, name: str, seed: bytes, kind: int = PLAIN) -> PrivateKey:
        """The key that follows from 32 random bytes."""
        check_key_name(name)
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return cls(PublicKey(name, kind, public), seed)

    def written(self) -> str:
        """`PRIVATE+KEY+NAME+ID+KEY`."""
        encoded = base64.b64encode(bytes([self.public.kind]) + self.seed).decode()
        return f"{_PRIVATE}{self.public.name}+{self.public.id.hex()}+{encoded}"

    @classmethod
    def read(cls, written: str) -> PrivateKey:
        """Raises `NoteInvalid`, which does not name the key."""
        name, _, rest = written.strip().removeprefix(_PRIVATE).partition("+")
        identifier, _, encoded = rest.partition("+")
        check_key_name(name)
        data = decoded(encoded, "a key")
        if not written.strip().startswith(_PRIVATE) or len(data) != 1 + _KEY_BYTES:
            raise NoteInvalid("no private key of a note")
        key = cls.of(name, data[1:], data[0])
        if key.public.id.hex() != identifier:
            raise NoteInvalid(f"the private key of {name} is not the one of which it has the identifier")
        return key

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def signed(text: str, keys: Iterable[PrivateKey]) -> SignedNote:
    """The text with a plain signature of each key. Raises `NoteInvalid` for a text that no note can have."""
    _check_text(text)
    made = (Signature(key.public.name, key.public.id, key.sign(text.encode())) for key in keys)
    return SignedNote(text, tuple(made))


def read_note(written: str | bytes) -> SignedNote:
    """What a note holds; nothing of it is checked but its form. Raises `NoteInvalid`."""
    if len(written) > LONGEST_NOTE:
        raise NoteInvalid(f"a note has at most {LONGEST_NOTE:,} bytes here")
    try:
        whole = written if isinstance(written, str) else written.decode()
    except UnicodeDecodeError:
        raise NoteInvalid("a note is UTF-8") from None
    text, blank, below = whole.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise NoteInvalid("a note has a blank line between its text and its signatures")
    text += "\n"
    _check_text(text)
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteInvalid(f"a note has at most {MOST_SIGNATURES} signatures here")
    return SignedNote(text, tuple(map(read_signature, lines)))


def read_signature(line: str) -> Signature:
    """A line below a note, without its end. Raises `NoteInvalid`."""
    dash, name, encoded = (*line.split(" "), "", "")[:3] if line.count(" ") == 2 else ("", "", "")
    if dash != "\u2014":
        raise NoteInvalid("a signature is a dash, a name and base64")
    check_key_name(name)
    data = decoded(encoded, "a signature")
    if len(data) <= _ID_BYTES:
        raise NoteInvalid("a signature is longer than its key's identifier")
    return Signature(name, data[:_ID_BYTES], data[_ID_BYTES:])


def signers(note: SignedNote, keys: Sequence[PublicKey]) -> tuple[PublicKey, ...]:
    """The keys of which a plain signature of it is there. Those of other keys count for nothing. Raises `NoteInvalid`
    where one that is said to be of a key is not."""
    found: dict[PublicKey, None] = {}
    for key in keys:
        for signature in note.signatures:
            if key.kind != PLAIN or (signature.name, signature.key_id) != (key.name, key.id):
                continue
            if not key.holds(note.text.encode(), signature.made):
                raise NoteInvalid(f"the signature of {key.name} does not hold")
            found[key] = None
    return tuple(found)


def check_key_name(name: str) -> None:
    """Raises `NoteInvalid` if no key can have it."""
    if not name or len(name) > 1_000 or any(each == "+" or each.isspace() for each in name):
        raise NoteInvalid("a key's name has neither spaces nor +, and is not empty")
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in name):
        raise NoteInvalid("a key's name has no control characters")


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise NoteInvalid("a note's text ends with a newline")
    if any((each < " " and each != "\n") or "\ud800" <= each <= "\udfff" for each in text):
        raise NoteInvalid("a note's text has no control characters but newlines")


def decoded(encoded: str, what: str) -> bytes:
    """The bytes of base64 that is written in its one way. Raises `NoteInvalid`, which calls it `what`."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise NoteInvalid(f"{what} is base64") from None
    if base64.b64encode(data).decode() != encoded:
        raise NoteInvalid(f"{what} is base64 as it is written, and no other of the same bytes")
    return data
