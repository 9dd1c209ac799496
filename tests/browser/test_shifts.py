"""The day plan, and the hand-over from one shift to the next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.thorough import again


def test_a_shift_is_handed_over_with_what_is_open_and_taken_by_another_person(desk: Desk, staffed: Staffed) -> None:
    message = {"text": "Is the bridge open?"}
    staffed.speak["relief"].post("/threads", {"parties": ["army"], "title": "Bridge", "message": message})
    page = desk("army", path="/hand-over")
    page.get_by_label("How do things stand?").fill("Quiet. The bridge is still asked about.")
    page.get_by_role("button", name="Hand over").click()
    given = page.locator("article").first
    expect(given).to_contain_text(re.compile("Dana Duty of army.? handed over"))
    expect(given.get_by_role("link", name="Bridge")).to_be_visible()
    expect(given).to_contain_text("Waits for the next shift")
    expect(page.get_by_role("button", name="I have understood it")).to_have_count(0)
    fits(page, "hand-over-en")
    other = desk("army", "second", path="/hand-over", language="ar")
    other.get_by_role("button", name="فهمتها وأتسلّم المناوبة").click()
    expect(other.locator("article").first).to_contain_text("تسلّمها")
    fits(other, "hand-over-ar")
    assert not desk.complaints


@pytest.mark.parametrize("language", ["ar", *again("en")])
@pytest.mark.stories
def test_a_day_without_a_plan_says_so_and_leads_on(desk: Desk, language: str) -> None:
    page = desk("army", path="/day/2031-05-01", language=language)
    expect(page.get_by_role("heading", level=2)).to_have_text(
        "No plan for this day" if language == "en" else "لا خطة لهذا اليوم"
    )
    page.locator("a[href='/day']").last.click()
    expect(page).to_have_url(re.compile("/day$"))


@pytest.mark.stories
def test_what_is_no_day_is_said_to_be_none(desk: Desk) -> None:
    page = desk("army", path="/day/yesterday")
    expect(page.get_by_text("That is not a day.")).to_be_visible()
