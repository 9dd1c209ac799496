"""Keys of witnesses: under one name and identifier there is one key, or a signature of one would be a wrong one of
another."""

from __future__ import annotations

import pytest

from tansiq.office import witnesses
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


def test_nor_do_two_that_come_at_once(state: Office) -> None:
    with pytest.raises(Refusal, match="name and the identifier"):
        take(state, VICTIM, f"{VICTIM[:-4]}++++")
    take(state, VICTIM, f"{VICTIM.replace('0b0b0b0b', '0b0b0b0c')[:-4]}++++")
    assert len(state.log.witnesses) == 2
