"""What is newest comes first, and what is of the same time in one order: a page goes on where the one before ended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.api_v1.pages import newest_first
from tansiq.office.timeline import Timeline


@given(st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=3), st.integers(0, 3)), st.randoms())
def test_names_come_in_the_order_of_the_keys_of_pages(times: dict[str, int], chance: object) -> None:
    timeline = Timeline()
    names = list(times)
    chance.shuffle(names)  # type: ignore[attr-defined]
    for name in names:
        timeline.add(name, times[name])
    keys = [newest_first(times[name], name) for name in timeline.newest()]
    assert keys == sorted(newest_first(at_us, name) for name, at_us in times.items())
    assert list(timeline.times()) == [(times[name], name) for name in timeline.newest()]
