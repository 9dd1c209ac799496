"""A machine whose clock is wrong: deadlines are the office's, and the page says so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import PASSWORD, Desk, Staffed

_WRONG = """
const right = Date, ahead = HOURS * 3_600_000;
globalThis.Date = class extends right {
  constructor(...given) { if (given.length) super(...given); else super(right.now() + ahead); }
  static now() { return right.now() + ahead; }
};
"""


def _shown(page: Page) -> datetime:
    """The time in the header, as of today."""
    found = re.search(r"(\d\d):(\d\d):(\d\d)", page.locator("header .utc").inner_text())
    assert found is not None
    hour, minute, second = map(int, found.groups())
    return datetime.now(UTC).replace(hour=hour, minute=minute, second=second, microsecond=0)


@pytest.mark.parametrize(("hours", "word"), [(5, "ahead"), (-7, "behind")])
def test_what_is_due_counts_down_by_the_offices_clock(desk: Desk, staffed: Staffed, hours: int, word: str) -> None:
    said = {"text": "Is the corridor free?", "priority": "urgent", "person": "Lina"}
    staffed.speak["relief"].post("/threads", {"parties": ["army"], "title": f"Corridor {word}", "message": said})
    page = desk.page()
    page.add_init_script(_WRONG.replace("HOURS", str(hours)))
    page.goto("/inbox")
    page.locator("input[autocomplete=organization]").fill("army")
    page.locator("input[autocomplete=username]").fill("duty")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(page.get_by_text(f"clock is \u2068{abs(hours)} hr\u2069 {word}")).to_be_visible()
    assert abs(_shown(page) - datetime.now(UTC)) < timedelta(seconds=20)
    line = page.locator("main").get_by_role("listitem").filter(has_text=f"Corridor {word}")
    expect(line).to_contain_text(re.compile(r"due in \u2068?(9 min|10 min)"))


@pytest.mark.stories
def test_a_clock_that_is_right_is_not_spoken_of(desk: Desk) -> None:
    page = desk("army")
    expect(page.locator("header .utc")).to_be_visible()
    expect(page.get_by_text("This machine’s clock")).to_have_count(0)
