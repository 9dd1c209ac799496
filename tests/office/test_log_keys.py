"""Statements of the log's keys: each rests on the one before, whichever node makes it."""

from __future__ import annotations

from tansiq.office import witnesses
from tansiq.office.state import Office
from tansiq.office.witnesses import LogKeysPut, PutLogKeys

ONE, TWO, THREE = "log+1+a", "log+2+b", "log+3+c"


def put(state: Office, at_us: int, was: tuple[str, ...], *keys: str, statement: str = "") -> int:
    """How many entries come of it."""
    events, _ = witnesses.decide(state, PutLogKeys(keys, was, statement), at_us)
    for event in events:
        assert isinstance(event, LogKeysPut)
        witnesses.evolve(state, event)
    return len(events)


def signing(state: Office) -> list[str]:
    return [one.key for one in state.log.keys if not one.until_us]


def test_of_two_nodes_that_begin_at_once_the_first_states_its_keys() -> None:
    state = Office()
    assert put(state, 1, (), ONE) == 1
    assert put(state, 2, (), TWO) == 0
    assert signing(state) == [ONE]


def test_what_rests_on_keys_that_are_no_longer_the_newest_changes_nothing() -> None:
    state = Office()
    put(state, 1, (), ONE)
    assert put(state, 2, (ONE,), ONE, TWO, statement="both") == 1
    assert put(state, 3, (ONE,), ONE, THREE, statement="another") == 0
    assert (signing(state), state.log.statement) == ([ONE, TWO], "both")
    assert put(state, 4, (ONE, TWO), TWO, statement="the new one") == 1
    assert [(one.key, one.until_us) for one in state.log.keys] == [(ONE, 4), (TWO, 0)]


def test_a_statement_is_kept_for_keys_that_were_stated_without_and_nobody_is_told_of_that() -> None:
    state = Office()
    put(state, 1, (), ONE)
    events, _ = witnesses.decide(state, PutLogKeys((ONE,), (ONE,), "signed"), 2)
    (event,) = events
    assert isinstance(event, LogKeysPut)
    assert event.tell == ()
    witnesses.evolve(state, event)
    assert state.log.statement == "signed"
    assert put(state, 3, (ONE,), ONE, statement="signed") == 0
