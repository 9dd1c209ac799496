"""What looks for an order in a history finds one exactly where trying every order does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.histories import NEVER_NS, UNKNOWN, NotLinearizable, Operation, linearize
from tests.thorough import tries


def register(state: int, asked: Any, answered: Any) -> Iterator[int]:
    """A number that is read, written, or changed if it is what somebody thinks it is."""
    match asked:
        case ("read",):
            if answered is UNKNOWN or answered == state:
                yield state
        case ("write", value):
            yield value
        case ("change", old, new):
            if answered is UNKNOWN or answered == (state == old):
                yield new if state == old else state


def _one_after_another(order: tuple[Operation, ...]) -> bool:
    states = {0}
    for operation in order:
        states = {after for state in states for after in register(state, operation.asked, operation.answered)}
    return bool(states)


def _keeps_time(order: tuple[Operation, ...]) -> bool:
    return all(
        order[later].answered_ns >= order[earlier].called_ns
        for earlier in range(len(order))
        for later in range(earlier + 1, len(order))
    )


def by_trying_every_order(history: list[Operation]) -> bool:
    known = [one for one in history if one.known]
    unknown = [one for one in history if not one.known]
    return any(
        _keeps_time(order) and _one_after_another(order)
        for chosen in range(1 << len(unknown))
        for order in permutations(known + [one for i, one in enumerate(unknown) if chosen >> i & 1])
    )


VALUES = st.integers(0, 2)
ASKED = st.one_of(st.just(("read",)), st.tuples(st.just("write"), VALUES), st.tuples(st.just("change"), VALUES, VALUES))


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    made = []
    for asked in draw(st.lists(ASKED, max_size=5)):
        called = draw(st.integers(0, 9))
        answer = VALUES if asked[0] == "read" else st.none() if asked[0] == "write" else st.booleans()
        if draw(st.integers(0, 3)) == 0:
            made.append(Operation(asked, UNKNOWN, called))
        else:
            made.append(Operation(asked, draw(answer), called, called + draw(st.integers(0, 9))))
    return made


@settings(max_examples=tries(3_000), deadline=None)
@given(histories())
def test_an_order_is_found_exactly_where_there_is_one(history: list[Operation]) -> None:
    try:
        order = linearize(history, 0, register)
    except NotLinearizable:
        assert not by_trying_every_order(history)
    else:
        assert {id(one) for one in history if one.known} <= {id(one) for one in order}
        assert _keeps_time(order)
        assert _one_after_another(order)


def played(seed: int, count: int, clients: int, lost: float) -> list[Operation]:
    """What clients of a true register see, some of whose answers are lost: each operation happens at a moment."""
    chance, state, made = random.Random(seed), 0, []
    free = [0] * clients
    happening = []
    for number in range(count):
        client = chance.randrange(clients)
        called = free[client] + chance.randrange(5)
        moment = called + chance.randrange(20)
        free[client] = answered = moment + chance.randrange(20)
        asked: tuple[Any, ...] = chance.choice((("read",), ("write", number), ("change", None, number)))
        happening.append((moment, number, asked, called, answered))
    for _, _, asked, called, answered in sorted(happening, key=lambda one: one[:2]):
        if asked[0] == "change":
            asked = ("change", state if chance.random() < 0.5 else -1, asked[2])
        answer = {"read": state, "change": asked[1:2] == (state,)}.get(asked[0])
        if asked[0] != "write" and chance.random() < lost:  # lost writes could go anywhere: too many orders to try
            if chance.random() < 0.5:
                (state,) = register(state, asked, UNKNOWN)
            made.append(Operation(asked, UNKNOWN, called))
        else:
            (state,) = register(state, asked, answer)
            made.append(Operation(asked, answer, called, answered))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_a_long_true_history_is_believed(seed: int) -> None:
    history = played(seed, 1_000, 8, 0.02)
    assert len(linearize(history, 0, register)) >= sum(one.known for one in history)


@pytest.mark.parametrize("seed", range(4))
def test_one_stale_answer_in_a_long_history_is_found(seed: int) -> None:
    """A read answers what two writes have since replaced, one answered before the other was called."""
    history = played(seed, 300, 4, 0.0)
    end = max(one.answered_ns for one in history)
    stale = [
        Operation(("write", 1_001), None, end + 1, end + 2),
        Operation(("write", 1_002), None, end + 3, end + 4),
        Operation(("read",), 1_001, end + 5, end + 6),
    ]
    with pytest.raises(NotLinearizable, match="1001"):
        linearize(history + stale, 0, register)


def test_what_was_lost_may_happen_late_but_not_before_it_was_asked() -> None:
    write = Operation(("write", 7), UNKNOWN, 10)
    assert write.answered_ns == NEVER_NS
    linearize([write, Operation(("read",), 0, 20, 30), Operation(("read",), 7, 40, 50)], 0, register)
    with pytest.raises(NotLinearizable):
        linearize([write, Operation(("read",), 7, 1, 9)], 0, register)
    with pytest.raises(NotLinearizable):
        linearize([write, Operation(("read",), 7, 20, 30), Operation(("read",), 0, 40, 50)], 0, register)
