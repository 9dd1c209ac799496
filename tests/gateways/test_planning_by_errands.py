"""Under which key a plan goes to the office elsewhere, by what became of it before."""

from __future__ import annotations

from tansiq.centre.outbox import Errand, ErrandState, keep_errand
from tansiq.centre.state import Centre
from tansiq.gateways.centre_v1.planning import Try, try_of
from tansiq.office.rules import DAY_US

NOW_US = 10 * DAY_US


def tried(centre: Centre) -> Try:
    return try_of(centre, "relief", "plan", NOW_US)


def becomes(centre: Centre, state: ErrandState, ago_us: int = 0) -> Try:
    """The try that there is now is given, and becomes this."""
    one = tried(centre)
    number = len(centre.outbox.errands) + 1
    keep_errand(centre, Errand(number, one.key, "POST", "/", "", "", 0, state=state, answered_us=NOW_US - ago_us))
    return one


def test_what_waits_or_was_done_is_not_given_anew() -> None:
    for state in (ErrandState.WAITING, ErrandState.DONE):
        centre = Centre()
        one = becomes(centre, state)
        assert one.errand is None
        again = tried(centre)
        assert (again.key, again.operation) == (one.key, one.operation)
        assert again.errand is not None


def test_what_was_refused_is_tried_under_another_key_each_time() -> None:
    centre = Centre()
    keys = [becomes(centre, ErrandState.REFUSED).key for _ in range(20)]
    done = becomes(centre, ErrandState.DONE)
    assert len({*keys, done.key}) == 21
    assert tried(centre).key == done.key


def test_a_try_follows_those_that_are_known_even_if_the_first_are_forgotten() -> None:
    """The office may remember them longer, and would say again what it said then."""
    whole = Centre()
    first, second = (becomes(whole, ErrandState.REFUSED) for _ in range(2))
    third = tried(whole)
    centre = Centre()
    keep_errand(centre, whole.outbox.errands[2])
    assert tried(centre).key == third.key
    assert len({first.key, second.key, third.key}) == 3


def test_what_is_mirrored_is_there_even_if_the_outbox_has_forgotten_how_it_came_there() -> None:
    before = Centre()
    for _ in range(3):
        becomes(before, ErrandState.REFUSED)
    made = tried(before)
    centre = Centre()
    centre.mirror.documents["operation"] = {made.operation: b"{}"}
    assert tried(centre).there == b"{}"


def test_what_has_ended_long_ago_may_be_planned_again() -> None:
    centre = Centre()
    one = becomes(centre, ErrandState.DONE, ago_us=DAY_US)
    assert tried(centre).errand is None
    assert tried(centre).key != one.key
