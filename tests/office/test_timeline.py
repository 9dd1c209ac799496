"""What changed last comes first; and however much changes in one moment, pages miss none of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.api_v1.pages import newest_first, page_in_order
from tansiq.office.timeline import Timeline


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2)), st.integers(1, 3))
def test_pages_of_what_changed_last_miss_nothing_of_one_moment(times: dict[str, int], limit: int) -> None:
    timeline = Timeline()
    for name, at_us in times.items():
        timeline.add(name, at_us)
    pages: list[str] = []
    query = {"limit": str(limit)}
    while True:
        page = page_in_order(timeline.newest(), lambda name: newest_first(times[name], name), query)
        pages += page.items
        if page.next is None:
            break
        query["cursor"] = page.next
    assert pages == sorted(times, key=lambda name: (-times[name], name))
