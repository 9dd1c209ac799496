"""An office's log with receipts in it, and parties who watch it: what the tests of proofs are made from."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.checkpoints import Checkpoint, cosign
from tansiq.evidence.notes import COSIGNATURE, PrivateKey, SignedNote, signed
from tansiq.evidence.opening import Extra, OpenedEntry
from tansiq.evidence.proofs import InclusionProof
from tansiq.evidence.tree import inclusion_proof, leaf_hash, root_hash
from tansiq.office.attested import ReceiptMade, Says
from tansiq.office.feed import Subject
from tests.evidence.rows import rows_of, stored_in

ORIGIN = "office.example/log"
OFFICE = PrivateKey.of(ORIGIN, bytes(range(32)))
NEXT = PrivateKey.of(ORIGIN, bytes(range(5, 37)))
RELIEF = PrivateKey.of("relief.example", bytes(range(1, 33)), COSIGNATURE)
ARMY = PrivateKey.of("army.example", bytes(range(2, 34)), COSIGNATURE)
RIVER = PrivateKey.of("river.example", bytes(range(3, 35)), COSIGNATURE)
STRANGER = PrivateKey.of("stranger.example", bytes(range(4, 36)))
NOTICE = "3b8a1f0e-6a52-4d0e-9d0d-1c2b3a495867"
AT_US = 1_796_000_000_000_000
SEEN_S = AT_US // 1_000_000 + 7
CONTENT = '{"kind":"convoy","text":"Four lorries, القافلة"}'


def receipt(says: Says = Says.ACKNOWLEDGED, content: str = CONTENT, said_us: int = 0, unit: str = "") -> ReceiptMade:
    """Of version 2 of a notice of the army, for relief and the army."""
    return ReceiptMade(
        says, Subject.NOTICE, NOTICE, "relief", ("army", "relief"), AT_US, by="army", version=2, person="Lt. K.",
        unit=unit, said_us=said_us, content=hashlib.sha256(content.encode()).hexdigest() if content else "",
    )  # fmt: skip


def opened(sequence: int, body: object, kind: str = "receipt.made") -> OpenedEntry:
    """An entry of the journal."""
    written = msgspec.json.encode(body).decode()
    salt = hashlib.sha256(sequence.to_bytes(4, "big")).hexdigest()[:32]
    return OpenedEntry(sequence, AT_US + sequence, "relief", kind, salt, written)


@dataclass(frozen=True)
class Log:
    """All entries of a journal, opened."""

    entries: tuple[OpenedEntry, ...]

    @property
    def hashes(self) -> list[bytes]:
        """Of the leaves."""
        return [leaf_hash(entry.leaf()) for entry in self.entries]

    def checkpoint(self, keys: Sequence[PrivateKey] = (OFFICE,), witnesses: Sequence[PrivateKey] = ()) -> SignedNote:
        """Signed and cosigned; each witness saw it a second after the one before."""
        root = root_hash(len(self.entries), stored_in(rows_of(self.hashes)))
        note = signed(Checkpoint(ORIGIN, len(self.entries), root).text(), keys)
        cosigned = tuple(cosign(note, key, at) for key, at in zip(witnesses, itertools.count(SEEN_S)))
        return SignedNote(note.text, (*note.signatures, *cosigned))

    def proof(self, sequence: int, checkpoint: SignedNote, content: str = "") -> bytes:
        """The file that opens an entry."""
        path = inclusion_proof(sequence - 1, len(self.entries), stored_in(rows_of(self.hashes)))
        extra = Extra(self.entries[sequence - 1], content).written()
        return InclusionProof(sequence - 1, path, checkpoint, extra).written().encode()

    def beginning(self, size: int, checkpoint: SignedNote) -> Beginning:
        """How the log stood when it had so many entries."""
        return Beginning.of(size, checkpoint, stored_in(rows_of(self.hashes)))


def log_with(body: ReceiptMade, size: int = 11) -> Log:
    """A log whose sixth entry is this receipt."""
    others = (opened(n, {"kind": "notice.released", "id": NOTICE, "n": n}, "notice.released") for n in range(1, size))
    before = list(others)
    return Log((*before[:5], opened(6, body), *(opened(n, {"n": n}, "x.y") for n in range(7, size + 1))))
