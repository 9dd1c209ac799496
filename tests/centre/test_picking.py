"""What is delivered next: nothing wanted is ever passed over, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.centre.endpoints import LONGEST_RETRY_US, Cursor, Quiet, Wish, at_once, retry_us, wants
from tansiq.centre.picking import NEVER_US, Next, Read, next_escalation, next_item, next_mail, until_us
from tansiq.office.feed import FeedPage, Subject, Told
from tansiq.office.kinds import Priority

SECOND_US = 1_000_000
GATHER_US = 300 * SECOND_US
T0 = 1_700_000_100 * SECOND_US

steps = st.lists(
    st.tuples(
        st.sampled_from([Subject.NOTICE, Subject.THREAD]),
        st.sampled_from(list(Priority)),
        st.sampled_from([0, 0, 0, 1, 2]),
        st.integers(0, 400 * SECOND_US),
    ),
    max_size=60,
)
wishes = st.builds(
    Wish,
    subjects=st.sampled_from([(), (Subject.NOTICE,)]),
    least=st.sampled_from(list(Priority)),
    escalations_only=st.booleans(),
)


def feed_of(drawn: Sequence[tuple[Subject, Priority, int, int]]) -> list[Told]:
    at_us, items = T0, []
    for i, (subject, priority, level, later_us) in enumerate(drawn):
        at_us += later_us
        items.append(Told(i + 1, subject, "x", "said", at_us, priority, level))
    return items


def reader(items: Sequence[Told], kept_after: int = 0) -> Read:
    def read(after: int, at_most: int) -> FeedPage:
        last = items[-1].number if items else 0
        if after > last:
            return FeedPage((), last, gap=True)
        kept = [item for item in items if item.number > max(after, kept_after)]
        return FeedPage(tuple(kept[:at_most]), last, gap=after < kept_after)

    return read


def run(pick: Callable[[Cursor], Next], crashes: Sequence[int], noted_every: int) -> list[list[int]]:
    """Delivers until nothing is due, with crashes after some deliveries, each back to the last note. What was delivered
    together, in order."""
    cursor = noted = Cursor(0, 0)
    delivered: list[list[int]] = []
    left = list(crashes)
    for _ in range(1_000):
        following = pick(cursor)
        if following.items:
            delivered.append([item.number for item in following.items])
            if left and len(delivered) >= left[0]:
                left.pop(0)
                cursor = noted
                continue
        elif following.due_us:
            return delivered
        assert following.cursor.up_to >= cursor.up_to, "a cursor goes back"
        assert following.cursor.at_once_up_to >= cursor.at_once_up_to, "a cursor goes back"
        cursor = following.cursor
        if len(delivered) % noted_every == 0:
            noted = cursor
    raise AssertionError("it never ends")


@given(steps, wishes, st.lists(st.integers(1, 40), max_size=3).map(sorted), st.integers(1, 5))
def test_a_webhook_gets_all_that_it_wants_in_order_whatever_crashes(
    drawn: list[tuple[Subject, Priority, int, int]], wish: Wish, crashes: list[int], noted_every: int
) -> None:
    items = feed_of(drawn)
    wanted = [item.number for item in items if wants(wish, item)]
    got = [number for together in run(lambda c: next_item(reader(items), wish, c), crashes, noted_every)
           for number in together]  # fmt: skip
    first_times = list(dict.fromkeys(got))
    assert first_times == wanted
    if not crashes:
        assert got == wanted
    for one, following in pairwise(got):
        assert following <= one or wanted.index(following) == wanted.index(one) + 1, "something was passed over"


@given(steps, wishes, st.lists(st.integers(1, 20), max_size=3).map(sorted), st.integers(0, 700 * SECOND_US))
@settings(max_examples=200)
def test_mail_holds_all_that_is_wanted_once_and_what_presses_first(
    drawn: list[tuple[Subject, Priority, int, int]], wish: Wish, crashes: list[int], later_us: int
) -> None:
    items = feed_of(drawn)
    now_us = (items[-1].at_us if items else T0) + later_us
    over_us = now_us - now_us % GATHER_US
    mails = run(lambda c: next_mail(reader(items), wish, c, now_us, GATHER_US), crashes, 1)
    by_number = {item.number: item for item in items}
    due = {item.number for item in items if wants(wish, item) and (at_once(item) or item.at_us < over_us)}
    assert {number for mail in mails for number in mail} == due
    for mail in mails:
        assert mail == sorted(mail)
        assert len({at_once(by_number[number]) for number in mail}) == 1, "what presses does not wait for the rest"
    if not crashes:
        numbers = [number for mail in mails for number in mail]
        assert len(numbers) == len(set(numbers))
        assert len(mails) <= 2
    if any(at_once(by_number[number]) for number in due):
        assert at_once(by_number[mails[0][0]])


@given(steps)
def test_quiet_hours_hold_back_what_is_routine_and_nothing_else(
    drawn: list[tuple[Subject, Priority, int, int]],
) -> None:
    items = feed_of(drawn)
    now_us = (items[-1].at_us if items else T0) + 2 * GATHER_US
    minute = datetime.fromtimestamp(now_us // SECOND_US, UTC)
    start = minute.hour * 60 + minute.minute
    wish = Wish(quiet=Quiet(start, (start + 30) % 1_440))
    mails = run(lambda c: next_mail(reader(items), wish, c, now_us, GATHER_US), [], 1)
    assert [number for mail in mails for number in mail] == [item.number for item in items if at_once(item)]
    later_us = until_us(wish.quiet, now_us)
    assert now_us < later_us <= now_us + 30 * 60 * SECOND_US
    mails = run(lambda c: next_mail(reader(items), wish, c, later_us, GATHER_US), [], 1)
    assert sorted(number for mail in mails for number in mail) == [item.number for item in items]


def test_routine_mail_waits_for_the_end_of_its_span_and_is_not_held_back_longer() -> None:
    items = [Told(1, Subject.NOTICE, "x", "released", T0 + 10 * SECOND_US)]
    before = next_mail(reader(items), Wish(), Cursor(0, 0), T0 + 20 * SECOND_US, GATHER_US)
    assert before.items == ()
    assert T0 + 20 * SECOND_US < before.due_us <= T0 + 10 * SECOND_US + GATHER_US + SECOND_US
    assert next_mail(reader(items), Wish(), before.cursor, before.due_us, GATHER_US).items == tuple(items)


def test_that_a_report_was_shown_goes_to_webhooks_and_into_no_mail() -> None:
    shown = Told(1, Subject.REPORT, "x", "shown", T0)
    released = Told(2, Subject.REPORT, "y", "released", T0)
    later_us = T0 + 2 * GATHER_US
    assert next_mail(reader([shown, released]), Wish(), Cursor(0, 0), later_us, GATHER_US).items == (released,)
    assert next_mail(reader([shown]), Wish(), Cursor(0, 0), later_us, GATHER_US).cursor == Cursor(1, 1)
    assert next_item(reader([shown, released]), Wish(), Cursor(0, 0)).items == (shown,)


def test_what_is_no_longer_kept_is_said() -> None:
    items = feed_of([(Subject.NOTICE, Priority.ROUTINE, 0, 1)] * 20)
    kept = reader(items, kept_after=12)
    assert next_item(kept, Wish(), Cursor(3, 3)).missed_up_to == 12
    assert next_item(kept, Wish(), Cursor(12, 12)).missed_up_to == 0
    later_us = T0 + 10 * GATHER_US
    first = next_mail(kept, Wish(), Cursor(3, 3), later_us, GATHER_US)
    assert (first.items, first.missed_up_to, first.cursor.up_to) == ((), 12, 12)
    assert [i.number for i in next_mail(kept, Wish(), first.cursor, later_us, GATHER_US).items] == list(range(13, 21))
    ahead = next_item(reader(items[:5]), Wish(), Cursor(9, 9))
    assert (ahead.anew, ahead.cursor.up_to) == (True, 5)


def test_contacts_are_asked_by_steps_of_the_ladder_only() -> None:
    items = feed_of([(Subject.THREAD, Priority.DISTRESS, level, 1) for level in (0, 1, 2, 0, 3, 1)])
    got = run(lambda c: next_escalation(reader(items), c), [], 1)
    assert got == [[3], [5]]


@given(st.integers(1, 10_000), st.floats(0, 1), st.integers(50_000, 60 * SECOND_US))
def test_a_wait_grows_to_five_minutes_and_stays_near_there(tries: int, jitter: float, first_us: int) -> None:
    wait_us = retry_us(tries, jitter, first_us)
    assert 0.75 * min(first_us, LONGEST_RETRY_US) - 1 <= wait_us <= 1.25 * LONGEST_RETRY_US
    assert retry_us(tries + 1, jitter, first_us) >= wait_us
    if tries > 14:
        assert abs(wait_us - LONGEST_RETRY_US) <= 0.25 * LONGEST_RETRY_US + 1


def test_quiet_hours_pass_midnight_and_follow_the_zone() -> None:
    night = Quiet(22 * 60, 6 * 60, "Asia/Amman")
    late = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)  # 23:30 there
    assert (
        until_us(night, int(late.timestamp()) * SECOND_US)
        == int(datetime(2026, 3, 2, 3, 0, tzinfo=UTC).timestamp()) * SECOND_US
    )
    assert until_us(night, int(datetime(2026, 3, 1, 12, 0, tzinfo=UTC).timestamp()) * SECOND_US) == 0
    assert until_us(Quiet(0, 600, "No/Where"), T0) == 0
    assert NEVER_US > T0
