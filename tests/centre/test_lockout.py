"""How fast tries may follow each other, beside a simple model; and that nobody can be kept out for ever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.centre.lockout import BY_ADDRESS, BY_BOTH, BY_LOGIN, Attempt, Lockout, network_of
from tansiq.centre.rules import HOUR_US, MINUTE_US, SECOND_US

tries = st.lists(
    st.tuples(
        st.integers(0, 20 * 60),
        st.sampled_from(["amal", "boutros"]),
        st.sampled_from(["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=80,
)


@given(tries)
@settings(deadline=None)
def test_the_delays_are_those_of_a_plain_count_of_wrong_tries(run: list[tuple[int, str, str, bool, bool]]) -> None:
    lockout, now = Lockout(), 0
    wrong: dict[tuple[str, ...], list[int]] = {}
    for seconds, login, address, known, right in run:
        now += seconds * SECOND_US
        attempt = Attempt("relief", login, address, known)
        waits = []
        for key, meter in attempt.meters():
            moments = wrong.get(key, [])
            if moments and now - moments[-1] >= HOUR_US:
                moments = wrong[key] = []
            if moments:
                waits.append(moments[-1] + meter.delay_us(len(moments)) - now)
        expected = max(0, *waits) if waits else 0
        assert lockout.begin(attempt, now) == expected
        if expected:
            continue
        for key, meter in attempt.meters():
            moments = wrong.setdefault(key, [])
            if right:  # the count is as before; only the moment of the last try stays
                wrong[key] = [] if meter is BY_BOTH else [now] * len(moments)
            else:
                moments.append(now)
        if right:
            lockout.right(attempt)


def test_whoever_is_hammered_from_elsewhere_signs_in_at_once_where_it_usually_does() -> None:
    lockout, now = Lockout(), 0
    for number in range(10_000):
        now += SECOND_US
        lockout.begin(Attempt("relief", "amal", f"198.51.{number // 250}.{number % 250}"), now)
    assert lockout.begin(Attempt("relief", "amal", "192.0.2.1", known=True), now) == 0
    assert 0 < lockout.begin(Attempt("relief", "amal", "203.0.113.9"), now) <= BY_LOGIN.longest_us


def test_a_try_that_comes_too_early_does_not_count() -> None:
    lockout, now = Lockout(), 0
    attempt = Attempt("relief", "amal", "192.0.2.1")
    while lockout.begin(attempt, now) == 0:
        pass
    waits = [lockout.begin(attempt, now) for _ in range(1_000)]
    assert set(waits) == {BY_BOTH.first_us}
    assert lockout.begin(attempt, now + BY_BOTH.first_us) == 0


def test_no_delay_is_longer_than_the_longest() -> None:
    for meter in (BY_ADDRESS, BY_BOTH, BY_LOGIN):
        assert meter.delay_us(meter.free - 1) == 0
        assert meter.delay_us(meter.free) == meter.first_us
        assert meter.delay_us(10**9) == meter.longest_us <= 15 * MINUTE_US


def test_a_right_password_without_its_code_gives_no_free_tries_at_the_code() -> None:
    lockout = Lockout()
    attempt = Attempt("relief", "amal", "192.0.2.1")
    looked_at = 0
    for _ in range(50):
        looked_at += lockout.begin(attempt, 0) == 0  # a wrong code
        if lockout.begin(attempt, 0) == 0:  # none at all
            lockout.give_back(attempt)
    assert looked_at <= BY_BOTH.free


def test_memory_is_bounded_and_the_oldest_is_forgotten_first() -> None:
    lockout = Lockout(remembered=30)
    for number in range(1_000):
        lockout.begin(Attempt("relief", f"login{number}", f"192.0.{number // 250}.{number % 250}"), number)
    assert len(lockout) == 30


def test_an_ipv6_subscriber_is_its_64_bits() -> None:
    assert network_of("2001:db8:0:1::1") == network_of("2001:db8:0:1:ffff::2") != network_of("2001:db8:0:2::1")
    assert network_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert network_of("fe80::1%eth0") == "fe80::/64"
    assert network_of("not an address") == "not an address"


@given(tries, st.integers(1, 48 * 60))
def test_when_the_clock_is_set_back_nobody_waits_longer(run: list[tuple[int, str, str, bool, bool]], back: int) -> None:
    lockout, now = Lockout(), 100 * HOUR_US
    for seconds, login, address, known, _ in run:
        now += seconds * SECOND_US
        lockout.begin(Attempt("relief", login, address, known), now)
    now -= back * MINUTE_US
    for _, login, address, known, _ in run:
        attempt = Attempt("relief", login, address, known)
        assert lockout.begin(attempt, now) <= BY_BOTH.longest_us
    stranger = Attempt("relief", "chadia", "192.0.2.1")
    assert lockout.begin(stranger, now) <= BY_ADDRESS.longest_us
