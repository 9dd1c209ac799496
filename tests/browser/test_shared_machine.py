"""A joint office's machine: people of parties that do not trust each other sit down before the same browser."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import PASSWORD, Desk, Staffed
from tests.coordination import flight


def _sign_in_elsewhere(page: Page, party: str, login: str = "duty") -> None:
    """In another window of the same browser."""
    form = json.dumps({"party": party, "login": login, "password": PASSWORD})
    assert page.request.post("/api/v1/session", data=form, headers={"content-type": "application/json"}).ok


def test_a_window_left_open_shows_nothing_more_once_another_party_has_signed_in(desk: Desk, staffed: Staffed) -> None:
    secret = "A drone that relief is shown, and authority is not"
    staffed.speak["drones"].post("/operations", {**flight(lat=36.9), "card": {"title": secret}})
    page = desk("drones", "duty", "/operations")
    expect(page.get_by_text(secret)).to_be_visible()
    _sign_in_elsewhere(page, "army", "second")
    header = page.locator("header")
    expect(header).to_contain_text("army, in full", timeout=15_000)
    expect(header).not_to_contain_text("drones, in full")
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator("[data-line=live]")).to_be_visible()


@pytest.mark.stories
def test_a_window_left_open_goes_on_when_the_same_person_has_signed_in_anew(desk: Desk) -> None:
    page = desk("army", "duty", "/operations/new")
    title = page.locator("main input[maxlength='200']").first
    title.fill("Begun before")
    _sign_in_elsewhere(page, "army")
    with page.expect_request(lambda request: "/api/v1/feed" in request.url):
        pass
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(title).to_have_value("Begun before")


@pytest.mark.stories
def test_whoever_signs_in_next_is_not_led_to_where_the_last_one_was(desk: Desk) -> None:
    page = desk("army", "duty", "/hand-over")
    page.locator("header summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/signin$"))
    page.locator("input[autocomplete=organization]").fill("relief")
    page.locator("input[autocomplete=username]").fill("duty")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("header")).to_contain_text("relief, in full")
    expect(page).to_have_url(re.compile(r"localhost:\d+/$"))


@pytest.mark.stories
def test_who_signs_out_over_a_lost_line_leaves_no_text_behind_and_is_told_that_they_are_still_signed_in(
    desk: Desk,
) -> None:
    page = desk("army", "duty", "/hand-over")
    page.locator("main textarea").fill("What only army may read")
    page.wait_for_function("Object.values(sessionStorage).includes('What only army may read')")
    page.route("**/api/v1/session", lambda route: route.abort())
    page.locator("header summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("header [role=alert]").first).to_contain_text("still be signed in")
    assert "What only army may read" not in page.evaluate("Object.values(sessionStorage)")
    page.unroute("**/api/v1/session")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/signin$"))
    assert not desk.complaints
