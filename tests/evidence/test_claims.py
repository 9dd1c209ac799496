"""What a witness's key says of itself: for one log, one party, one key, and signed by that key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.checkpoints import Checkpoint, cosign
from tansiq.evidence.claims import LONGEST, check_claim, claimed
from tansiq.evidence.notes import COSIGNATURE, NoteInvalid, PrivateKey, SignedNote, read_note

KEY = PrivateKey.of("relief.example/witness", bytes(32), COSIGNATURE)
OTHER = PrivateKey.of("relief.example/witness", bytes(31) + b"1", COSIGNATURE)
SAID = claimed("office.example/log", "relief", KEY, 1_795_000_000).written()


def test_it_is_believed_as_it_was_made() -> None:
    check_claim(SAID, "office.example/log", "relief", KEY.public)


@pytest.mark.parametrize(
    ("origin", "party", "key"),
    [
        ("other.example/log", "relief", KEY),
        ("office.example/log", "army", KEY),
        ("office.example/log", "relief", OTHER),
    ],
)
def test_it_says_nothing_of_another_log_party_or_key(origin: str, party: str, key: PrivateKey) -> None:
    with pytest.raises(NoteInvalid, match="does not say"):
        check_claim(SAID, origin, party, key.public)


def test_nobody_makes_it_without_the_key() -> None:
    text = read_note(SAID).text
    by_another = SignedNote(text, (cosign(SignedNote(text, ()), OTHER, 1),)).written()
    for wrong in (by_another, SignedNote(text, ()).written(), text):
        with pytest.raises(NoteInvalid):
            check_claim(wrong, "office.example/log", "relief", KEY.public)


def test_what_a_witness_cosigns_is_none_and_it_is_no_checkpoint() -> None:
    with pytest.raises(NoteInvalid, match="second line"):
        Checkpoint.read(read_note(SAID).text)


@given(st.integers(min_value=0, max_value=len(SAID.encode()) * 8 - 1))
def test_no_bit_of_it_can_be_another(place: int) -> None:
    raw = bytearray(SAID.encode())
    raw[place // 8] ^= 1 << place % 8
    with pytest.raises((NoteInvalid, UnicodeDecodeError)):
        check_claim(raw.decode(), "office.example/log", "relief", KEY.public)


def test_the_longest_names_fit() -> None:
    key = PrivateKey.of("w" * 255, bytes(32), COSIGNATURE)
    assert len(claimed("o" * 255, "p" * 255, key, 1).written()) < LONGEST
