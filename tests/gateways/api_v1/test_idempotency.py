"""A request that is sent again: answered again, not done again."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.gateways.api_v1.idempotency import KEPT_S, MOST_KEPT, MOST_KEPT_BYTES, Repeats, key_of, new_id
from tansiq.gateways.contract import Answer, Call, Problem


def call(key: str | None = "k", body: bytes = b"{}", party: str = "uss1", path: tuple[str, ...] = ()) -> Call:
    headers = {} if key is None else {b"idempotency-key": key.encode("latin-1")}
    return Call(party, frozenset(), path, {}, body, headers=headers)


class Counter:
    """Makes something new each time."""

    def __init__(self, size: int = 0) -> None:
        self.made, self.size, self.fails = 0, size, 0
        self.gate: asyncio.Event | None = None

    async def __call__(self, asked: Call) -> Answer:
        if self.gate is not None:
            await self.gate.wait()
        if self.fails:
            self.fails -= 1
            raise Problem(409, "stale-version", "no")
        self.made += 1
        return Answer(201, b"%d" % self.made + b" " * self.size)


def test_a_repeat_is_answered_as_the_first_one_was() -> None:
    async def story() -> None:
        counter = Counter()
        once = Repeats().once("things", counter)
        assert [(await once(call())).body for _ in range(3)] == [b"1"] * 3
        assert (await once(call(key="other"))).body == b"2"
        assert (await once(call(party="uss2"))).body == b"3"
        assert [(await once(call(key=None))).body for _ in range(2)] == [b"4", b"5"]

    asyncio.run(story())


@pytest.mark.parametrize("again", [call(body=b"[]"), call(path=("a",))])
def test_another_request_under_the_same_key_is_refused(again: Call) -> None:
    async def story() -> None:
        once = Repeats().once("things", Counter())
        await once(call())
        with pytest.raises(Problem) as caught:
            await once(again)
        assert (caught.value.status, caught.value.code) == (422, "idempotency-key-reused")

    asyncio.run(story())


def test_the_same_key_on_another_route_is_another_wish() -> None:
    async def story() -> None:
        repeats, counter = Repeats(), Counter()
        assert (await repeats.once("a", counter)(call())).body == b"1"
        assert (await repeats.once("b", counter)(call())).body == b"2"

    asyncio.run(story())


def test_a_repeat_waits_for_the_first_one_and_tries_anew_if_that_failed() -> None:
    async def story() -> None:
        counter = Counter()
        counter.gate = asyncio.Event()
        once = Repeats().once("things", counter)
        asked = [asyncio.create_task(once(call())) for _ in range(3)]
        other = asyncio.create_task(once(call(body=b"[]")))
        with pytest.raises(Problem, match="another request"):
            await other
        counter.gate.set()
        assert [(await task).body for task in asked] == [b"1"] * 3

        counter.gate, counter.fails = asyncio.Event(), 1
        first = asyncio.create_task(once(call(key="f")))
        second = asyncio.create_task(once(call(key="f", body=b"{}")))
        await asyncio.sleep(0)
        counter.gate.set()
        with pytest.raises(Problem):
            await first
        assert (await second).body == b"2"
        assert (await once(call(key="f"))).body == b"2"

    asyncio.run(story())


def test_one_that_was_cut_off_leaves_the_key_free() -> None:
    async def story() -> None:
        counter = Counter()
        counter.gate = asyncio.Event()
        once = Repeats().once("things", counter)
        first = asyncio.create_task(once(call()))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        counter.gate.set()
        assert (await once(call())).body == b"1"

    asyncio.run(story())


def test_what_is_kept_is_bounded_in_time_number_and_size() -> None:
    async def story() -> None:
        now = [0.0]
        counter = Counter()
        once = Repeats(clock=lambda: now[0]).once("things", counter)
        for i in range(MOST_KEPT + 1):
            await once(call(key=f"{i}"))
        assert (await once(call(key="1"))).body == b"2"
        assert (await once(call(key="0"))).body == b"%d" % (MOST_KEPT + 2)
        now[0] = KEPT_S - 1
        before = (await once(call(key=f"{MOST_KEPT}"))).body
        assert before == b"%d" % (MOST_KEPT + 1)
        now[0] = KEPT_S
        assert (await once(call(key=f"{MOST_KEPT}"))).body != before

        large = Counter(MOST_KEPT_BYTES // 3)
        once = Repeats().once("large", large)
        for key in "abc":
            await once(call(key=key))
        assert [(await once(call(key=key))).body.strip() for key in "bc"] == [b"2", b"3"]
        assert (await once(call(key="a"))).body.strip() == b"4"

    asyncio.run(story())


@pytest.mark.parametrize("key", ["", "a" * 129, "é", "a\tb"])
def test_a_key_that_cannot_be_one_is_refused(key: str) -> None:
    with pytest.raises(Problem) as caught:
        key_of(call(key=key))
    assert (caught.value.code, caught.value.field) == ("idempotency-key-invalid", "Idempotency-Key")


parts = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=4)


@given(st.tuples(parts, parts, parts), st.tuples(parts, parts, parts))
@settings(max_examples=300)
def test_identifiers_are_the_same_for_the_same_wish_and_no_other(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    made = [new_id(call(key=key, party=party), route) for party, route, key in (one, other, one)]
    assert made[0] == made[2]
    assert (made[0] == made[1]) == (one == other)


def test_without_a_key_identifiers_are_drawn() -> None:
    assert new_id(call(key=None), "things") != new_id(call(key=None), "things")
