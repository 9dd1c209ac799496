"""What a file proves, and by which code it is refused."""

from __future__ import annotations

import base64

import msgspec
import pytest

from tansiq.evidence.checkpoints import Checkpoint, cosign
from tansiq.evidence.notes import COSIGNATURE, PrivateKey, Signature, SignedNote, signed
from tansiq.evidence.opening import Extra
from tansiq.evidence.policy import Policy
from tansiq.evidence.proofs import InclusionProof
from tansiq.evidence.tree import EMPTY_ROOT
from tansiq.evidence.verifying import Fault, NotProven, Proven, TrustedCheckpoint, check, check_checkpoint, check_proof
from tests.evidence.people import (
    ARMY,
    CONTENT,
    NEXT,
    OFFICE,
    ORIGIN,
    RELIEF,
    RIVER,
    SEEN_S,
    STRANGER,
    Log,
    log_with,
    opened,
    receipt,
)

LOG = log_with(receipt())
CHECKPOINT = LOG.checkpoint((OFFICE,), (RELIEF, ARMY))
POLICY = Policy.of([OFFICE.public], [RELIEF.public, ARMY.public, RIVER.public], 2)


def fault(written: bytes, policy: Policy = POLICY) -> Fault:
    with pytest.raises(NotProven) as refused:
        check(written, policy)
    return refused.value.fault


def rewritten(**changed: object) -> bytes:
    proof = InclusionProof.read(LOG.proof(6, CHECKPOINT, CONTENT))
    fields = {name: getattr(proof, name) for name in ("index", "hashes", "checkpoint", "extra")}
    return InclusionProof(**{**fields, **changed}).written().encode()  # type: ignore[arg-type]


def test_each_entry_of_a_log_is_proven_with_who_signed_and_who_saw_it_when() -> None:
    for sequence in range(1, 12):
        found = check(LOG.proof(sequence, CHECKPOINT), POLICY)
        assert isinstance(found, Proven)
        assert found.entry == LOG.entries[sequence - 1]
        assert found.head == check_checkpoint(CHECKPOINT.written().encode(), POLICY)
    assert found.head.signed_by == (OFFICE.public,)
    assert [(one.key, one.at_s) for one in found.head.cosigned] == [
        (RELIEF.public, SEEN_S),
        (ARMY.public, SEEN_S + 1),
    ]
    assert found.head.is_final
    assert found.head.checkpoint.size == 11


def test_too_few_witnesses_are_told_and_not_refused() -> None:
    for witnesses, final in (((), False), ((RELIEF,), False), ((RIVER, RELIEF), True), ((STRANGER,), False)):
        cosigners = tuple(key for key in witnesses if key.public.kind == COSIGNATURE)
        found = check(LOG.proof(6, LOG.checkpoint((OFFICE,), cosigners)), POLICY)
        assert isinstance(found, Proven)
        assert found.head.is_final == final
    note = LOG.checkpoint((OFFICE,), (RELIEF,))
    twice = SignedNote(note.text, (*note.signatures, cosign(note, RELIEF, SEEN_S + 60)))
    found = check(LOG.proof(6, twice), POLICY)
    assert isinstance(found, Proven)
    assert not found.head.is_final
    assert [one.at_s for one in found.head.cosigned] == [SEEN_S]


def test_the_content_is_what_the_entry_names() -> None:
    found = check_proof(LOG.proof(6, CHECKPOINT, CONTENT), POLICY)
    assert (found.content, found.names_content) == (CONTENT, True)
    without = check_proof(LOG.proof(6, CHECKPOINT), POLICY)
    assert (without.content, without.names_content) == ("", True)
    assert fault(LOG.proof(6, CHECKPOINT, CONTENT + " ")) == Fault.OTHER_CONTENT
    bare = log_with(receipt(content=""))
    checkpoint = bare.checkpoint((OFFICE,), (RELIEF, ARMY))
    assert not check_proof(bare.proof(6, checkpoint), POLICY).names_content
    assert fault(bare.proof(6, checkpoint, CONTENT)) == Fault.OTHER_CONTENT
    for body in ('"content"', '{"content":7}', "[" * 100_000, "not JSON"):
        entry = opened(1, None, "x.y")
        log = Log((msgspec.structs.replace(entry, body=body),))
        assert not check_proof(log.proof(1, log.checkpoint()), Policy.of([OFFICE.public])).names_content


def test_each_reason_has_its_code() -> None:
    whole = LOG.proof(6, CHECKPOINT)
    elsewhere = PrivateKey.of("elsewhere.example/log", OFFICE.seed)
    assert fault(whole, Policy.of([elsewhere.public])) == Fault.OTHER_LOG
    assert fault(whole, Policy.of([])) == Fault.OTHER_LOG
    assert fault(whole, Policy.of([NEXT.public])) == Fault.NOT_SIGNED
    assert fault(rewritten(checkpoint=SignedNote(CHECKPOINT.text, CHECKPOINT.signatures[1:]))) == Fault.NOT_SIGNED
    forged = Signature(ORIGIN, OFFICE.public.id, NEXT.sign(CHECKPOINT.text.encode()))
    assert fault(rewritten(checkpoint=SignedNote(CHECKPOINT.text, (forged,)))) == Fault.WRONG_SIGNATURE
    both = (*CHECKPOINT.signatures, forged)
    assert fault(rewritten(checkpoint=SignedNote(CHECKPOINT.text, both))) == Fault.WRONG_SIGNATURE
    for made in (b"", b"1234", bytes(72), CHECKPOINT.signatures[2].made):
        cosigned = (CHECKPOINT.signatures[0], Signature("relief.example", RELIEF.public.id, made or b"\0"))
        assert fault(rewritten(checkpoint=SignedNote(CHECKPOINT.text, cosigned))) == Fault.WRONG_COSIGNATURE
    assert fault(rewritten(extra=b"")) == Fault.NOTHING_OPENED
    assert fault(rewritten(index=4)) == Fault.NOT_IN_LOG
    assert fault(rewritten(hashes=())) == Fault.NOT_IN_LOG
    assert fault(rewritten(extra=Extra(opened(6, receipt(unit="another"))).written())) == Fault.NOT_IN_LOG
    misnumbered = Log((*LOG.entries[:5], LOG.entries[6], *LOG.entries[6:]))
    checkpoint = misnumbered.checkpoint((OFFICE,), (RELIEF, ARMY))
    assert fault(misnumbered.proof(6, checkpoint)) == Fault.NOT_IN_LOG  # in the tree, at another's place
    beyond = Extra(msgspec.structs.replace(LOG.entries[5], sequence=12)).written()
    assert fault(rewritten(index=11, extra=beyond)) == Fault.NOT_IN_LOG


def test_what_has_not_the_form_is_malformed_whoever_signed() -> None:
    whole = LOG.proof(6, CHECKPOINT)
    entry = Extra(LOG.entries[5])
    for extra in (
        b"{}", b"\xff", b'{"entry":{}}', entry.written() + b" ", entry.written()[:-1] + b',"x":1}',
        Extra(msgspec.structs.replace(entry.entry, salt="xy")).written(),
        Extra(msgspec.structs.replace(entry.entry, salt="AB" * 16)).written(),
        Extra(msgspec.structs.replace(entry.entry, sequence=-1)).written(),
        Extra(msgspec.structs.replace(entry.entry, sequence=1 << 64)).written(),
        Extra(msgspec.structs.replace(entry.entry, time_us=1 << 63)).written(),
        Extra(msgspec.structs.replace(entry.entry, party="x" * 65_536)).written(),
    ):  # fmt: skip
        assert fault(rewritten(extra=extra)) == Fault.MALFORMED, extra[:80]
    for text in ("a note\n", f"{ORIGIN}\n11\nAAAA\n", f"{ORIGIN}\n\n11\n"):
        note = signed(text, [OFFICE])
        assert fault(rewritten(checkpoint=note)) == Fault.MALFORMED
        assert fault(note.written().encode()) == Fault.MALFORMED
    for written in (b"", b"\0", b"c2sp.org/tlog-proof@v1", whole[:-1], b" " + whole, whole.replace(b"\n", b"\r\n")):
        assert fault(written) == Fault.MALFORMED
    assert fault(b"a" * 5_000_000) == Fault.MALFORMED


def test_a_checkpoint_is_checked_by_itself_and_an_empty_log_has_one_root() -> None:
    found = check(CHECKPOINT.written().encode(), POLICY)
    assert isinstance(found, TrustedCheckpoint)
    assert found.is_final
    alone = Policy.of([OFFICE.public])
    empty = signed(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text(), [OFFICE])
    assert check_checkpoint(empty.written().encode(), alone).checkpoint.size == 0
    other = signed(Checkpoint(ORIGIN, 0, bytes(32)).text(), [OFFICE])
    assert fault(other.written().encode(), alone) == Fault.MALFORMED
    more = signed(Checkpoint(ORIGIN, 0, EMPTY_ROOT, ("more", base64.b64encode(b"x").decode())).text(), [OFFICE])
    assert check_checkpoint(more.written().encode(), alone).checkpoint.more[0] == "more"


def test_a_stranger_s_file_is_told_as_a_stranger_s_and_not_as_the_office_s_fault() -> None:
    """Who signed is looked at before what is shown."""
    false = InclusionProof(5, (), signed(CHECKPOINT.text, [STRANGER]), Extra(LOG.entries[5]).written())
    assert fault(false.written().encode()) == Fault.NOT_SIGNED
