"""Keys of witnesses: under one name and identifier there is one key, or a signature of one would be a wrong one of
another."""

from __future__ import annotations

import pytest

from tansiq.office import witnesses
from tansiq.office.entities import Party, PartyKind, PartyState, Profile
from tansiq.office.log_record import Cosigned
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.witnesses import PutLogKeys, PutUpCheckpoint, TakeCosignatures

LOG, VICTIM = "office.example/log+0a0a0a0a+AQ==", "relief.example+0b0b0b0b+BA=="


def take(state: Office, *keys: str) -> None:
    events, _ = witnesses.decide(
        state, TakeCosignatures(5, tuple(Cosigned("", key, "", 1, own_centre=True) for key in keys)), 3
    )
    for event in events:
        witnesses.evolve(state, event)


@pytest.fixture
def state() -> Office:
    state = Office()
    for command in (PutLogKeys((LOG,), (), ""), PutUpCheckpoint(5, "note")):
        for event in witnesses.decide(state, command, 2)[0]:
            witnesses.evolve(state, event)
    return state


@pytest.mark.parametrize("taken", [LOG, VICTIM])
def test_no_witness_signs_under_the_name_and_identifier_of_another_key(state: Office, taken: str) -> None:
    take(state, VICTIM)
    with pytest.raises(Refusal, match="name and the identifier") as refused:
        take(state, f"{taken[:-4]}++++")
    assert refused.value.code == "witness-key-taken"
    assert [one.key for one in state.log.witnesses] == [VICTIM]


def test_a_new_key_of_a_party_is_taken_with_its_own_word_only(state: Office) -> None:
    state.parties["relief"] = Party("relief", 1, PartyState.ADMITTED, Profile("relief", PartyKind.OTHER), 1)
    own = Cosigned("relief", VICTIM, "", 1, own_centre=True)
    with pytest.raises(Refusal, match="whose it is") as refused:
        witnesses.decide(state, TakeCosignatures(5, (own,)), 3)
    assert (refused.value.code, refused.value.field) == ("witness-claim-missing", "claim")
    for event in witnesses.decide(state, TakeCosignatures(5, (own,), "claim"), 3)[0]:
        witnesses.evolve(state, event)
    assert [(one.party, one.claim) for one in state.log.witnesses] == [("relief", "claim")]
    assert witnesses.decide(state, TakeCosignatures(5, (own,)), 4)[0] == (), "known"
    changed = Cosigned("relief", VICTIM.replace("0b0b0b0b", "0c0c0c0c").replace("BA==", "BAE="), "", 1, own_centre=True)
    with pytest.raises(Refusal, match="whose it is"):
        witnesses.decide(state, TakeCosignatures(5, (changed,)), 5)
    hosted = Cosigned("relief", "relief.example/hosted+0d0d0d0d+BAI=", "", 1)
    assert witnesses.decide(state, TakeCosignatures(5, (hosted,)), 6)[0], "the office keeps that key itself"


def test_nor_do_two_that_come_at_once(state: Office) -> None:
    with pytest.raises(Refusal, match="name and the identifier"):
        take(state, VICTIM, f"{VICTIM[:-4]}++++")
    take(state, VICTIM, f"{VICTIM.replace('0b0b0b0b', '0b0b0b0c')[:-4]}++++")
    assert len(state.log.witnesses) == 2
