"""Notes, checkpoints, cosignatures and proofs: each has one form, and a harmed one is refused."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.checkpoints import Checkpoint, cosign, cosigners, trusted_checkpoint
from tansiq.evidence.notes import (
    COSIGNATURE,
    NoteInvalid,
    PrivateKey,
    PublicKey,
    Signature,
    SignedNote,
    read_note,
    signed,
    signers,
)
from tansiq.evidence.proofs import FIRST_LINE, InclusionProof

OFFICE = PrivateKey.of("office.example/log", bytes(range(32)))
OTHER = PrivateKey.of("office.example/log", bytes(32))
WITNESS = PrivateKey.of("relief.example", bytes(range(1, 33)), COSIGNATURE)
CHECKPOINT = Checkpoint("office.example/log", 12, bytes(range(32)))
NOTE = signed(CHECKPOINT.text(), [OFFICE])
COSIGNED = SignedNote(NOTE.text, (*NOTE.signatures, cosign(NOTE, WITNESS, 1_800_000_000)))
PROOF = InclusionProof(3, (bytes(32), bytes(range(32))), COSIGNED, b"header")

# The key, text and signature that stand in the documentation of Go's golang.org/x/mod/sumdb/note.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_of_another_program_is_read_and_made_alike() -> None:
    note = read_note(GO_NOTE)
    (key,) = signers(note, [PublicKey.read(GO_PUBLIC)])
    assert (key.name, key.written()) == ("PeterNeumann", GO_PUBLIC)
    private = PrivateKey.read(GO_PRIVATE)
    assert (private.public, private.written()) == (key, GO_PRIVATE)
    assert signed(note.text, [private]).written() == GO_NOTE
    assert "AYEKFALV" not in repr(private)


def test_a_checkpoint_and_its_cosignatures_are_taken_of_trusted_keys_alone() -> None:
    read = read_note(COSIGNED.written())
    assert read == COSIGNED
    assert trusted_checkpoint(read, [OTHER.public, OFFICE.public]) == (CHECKPOINT, (OFFICE.public,))
    assert [(one.key, one.at_s) for one in cosigners(read, [WITNESS.public])] == [(WITNESS.public, 1_800_000_000)]
    assert cosigners(NOTE, [WITNESS.public]) == ()
    elsewhere = PrivateKey.of("another.example/log", bytes(range(32)))
    for keys in ([], [OTHER.public], [WITNESS.public], [elsewhere.public]):
        with pytest.raises(NoteInvalid, match="no key that is trusted"):
            trusted_checkpoint(read, keys)
    with pytest.raises(NoteInvalid, match="no key that is trusted"):  # another log's key says nothing of this one
        trusted_checkpoint(signed(CHECKPOINT.text(), [elsewhere]), [elsewhere.public])


def test_two_keys_may_sign_while_one_replaces_the_other() -> None:
    both = signed(CHECKPOINT.text(), [OTHER, OFFICE])
    for known in ([OFFICE], [OTHER], [OFFICE, OTHER]):
        found = trusted_checkpoint(both, [key.public for key in known])
        assert found == (CHECKPOINT, tuple(key.public for key in known))


def test_a_plain_signature_is_no_cosignature_and_none_of_another_time() -> None:
    same = PrivateKey.of(WITNESS.public.name, WITNESS.seed)
    assert cosigners(signed(CHECKPOINT.text(), [same]), [WITNESS.public]) == ()
    made = cosign(NOTE, WITNESS, 1_800_000_000)
    later = Signature(made.name, made.key_id, (1_800_000_001).to_bytes(8, "big") + made.made[8:])
    with pytest.raises(NoteInvalid, match="does not hold"):
        cosigners(SignedNote(NOTE.text, (later,)), [WITNESS.public])
    with pytest.raises(ValueError, match="of that kind"):
        cosign(NOTE, OFFICE, 1)


@given(st.integers(0, len(COSIGNED.written().encode()) - 1), st.integers(0, 7))
def test_no_flipped_bit_of_a_checkpoint_leaves_the_same_said(at: int, bit: int) -> None:
    """What a note says, and of whom, is authenticated; another name or identifier of a key is another key."""
    data = bytearray(COSIGNED.written().encode())
    data[at] ^= 1 << bit
    try:
        note = read_note(bytes(data))
        trusted_checkpoint(note, [OFFICE.public])
        assert cosigners(note, [WITNESS.public]) == ()
    except NoteInvalid:
        pass


@given(st.integers(0, len(PROOF.written().encode()) - 1), st.integers(0, 7))
def test_a_flipped_bit_of_a_proof_is_refused_or_is_another_proof(at: int, bit: int) -> None:
    data = bytearray(PROOF.written().encode())
    data[at] ^= 1 << bit
    try:
        read = InclusionProof.read(bytes(data))
    except NoteInvalid:
        return
    assert read != PROOF
    assert read.written().encode() == bytes(data)


def test_a_proof_has_one_form() -> None:
    assert InclusionProof.read(PROOF.written()) == PROOF
    assert InclusionProof.read(PROOF.written().encode()) == PROOF
    bare = InclusionProof(0, (), NOTE)
    assert bare.written().startswith(f"{FIRST_LINE}\nindex 0\n\noffice.example/log\n12\n")
    assert InclusionProof.read(bare.written()) == bare


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (FIRST_LINE, "c2sp.org/tlog-proof@v2", "first line"),
        ("index 3", "index 03", "index"),
        ("index 3", "index -3", "index"),
        ("index 3\n", "", "index"),
        ("index 3", "index \u0663", "index"),
        ("extra aGVhZGVy", "extra ", "extra data"),
        ("extra aGVhZGVy", "extra aGVhZGVz=", "base64"),
        ("AAAAAAA=\n", "AAAAAAB=\n", "base64"),
        ("AAAAAAA=\n", "AAAA\n", "SHA-256"),
        ("\n\noffice", "\noffice", "a hash"),
        ("\n\n\u2014", "\n\u2014", "blank line"),
        ("12\n", "012\n", "number of leaves"),
    ],
)
def test_what_is_malformed_is_said(old: str, new: str, says: str) -> None:
    assert old in PROOF.written()
    harmed = PROOF.written().replace(old, new, 1)
    with pytest.raises(NoteInvalid, match=says):
        Checkpoint.read(InclusionProof.read(harmed).checkpoint.text)


@pytest.mark.parametrize("text", ["a\n12\n", "a\n12\nAA==\n", f"\n1\n{base64.b64encode(bytes(32)).decode()}\n",
                                  f"a\n-1\n{base64.b64encode(bytes(32)).decode()}\n",
                                  f"a\n{1 << 63}\n{base64.b64encode(bytes(32)).decode()}\n", "", "a"])  # fmt: skip
def test_no_other_text_is_a_checkpoint(text: str) -> None:
    with pytest.raises(NoteInvalid):
        Checkpoint.read(text)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        b"a\n\n",
        b"a\n",
        b"\xff\n\n\xe2\x80\x94 a AAAAAAA=\n",
        b"a\t\n\n\xe2\x80\x94 a AAAAAAA=\n",
        "a\n\n\u2014 a b\n",
        "a\n\n\u2014 a+b AAAAAAA=\n",
        "a\n\n\u2014 a AAAA\n",
        "a\n\n- a AAAAAAA=\n",
        "a\n\n\u2014 a AAAAAAA=",
        "a\n\n\u2014  AAAAAAA=\n",
        "a" * 200_000,
    ],
)
def test_no_other_text_is_a_note(note: str | bytes) -> None:
    with pytest.raises(NoteInvalid):
        read_note(note)


@pytest.mark.parametrize("written", ["", "a", "a+b", GO_PUBLIC.replace("c74f20a3", "c74f20a4"), GO_PUBLIC[:-4],
                                     GO_PUBLIC.replace("+AR", "+Ah"), "a b" + GO_PUBLIC[12:], GO_PRIVATE])  # fmt: skip
def test_no_other_text_is_a_key(written: str) -> None:
    with pytest.raises(NoteInvalid):
        PublicKey.read(written)
    with pytest.raises(NoteInvalid):
        PrivateKey.read(written[:-3] + "AAA" if written == GO_PRIVATE else written)


def test_a_proof_of_many_hashes_is_refused() -> None:
    with pytest.raises(NoteInvalid, match="at most 64"):
        InclusionProof.read(InclusionProof(0, (bytes(32),) * 65, NOTE).written())


def test_no_key_is_read_that_anybody_can_sign_with() -> None:
    field = 2**255 - 19
    order_8 = int.from_bytes(
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
    )
    forged = bytes.fromhex("58" + "66" * 31) + (1).to_bytes(32, "little")  # the base point, and 1: made with no key
    for y in (0, 1, field - 1, field, field + 1, order_8, field - order_8):
        for sign in (0, 1 << 255):
            weak = PublicKey("relief.example", COSIGNATURE, (y | sign).to_bytes(32, "little"))
            assert any(weak.holds(b"message %d" % each, forged) for each in range(200))
            with pytest.raises(NoteInvalid, match="anybody can sign with"):
                PublicKey.read(weak.written())
