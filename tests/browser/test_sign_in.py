"""Signing in and out, in each language, with what goes wrong at a door."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import PASSWORD, Desk, Staffed

WELCOME = {"en": "Sign in", "ar": "تسجيل الدخول", "ru": "Войти"}


def test_a_wrong_password_says_so_and_keeps_what_was_entered(desk: Desk) -> None:
    page = desk.page()
    page.goto("/signin?party=army")
    page.locator("input[autocomplete=username]").fill("duty")
    page.locator("input[type=password]").fill("another password altogether")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Login or password is wrong")
    expect(page.get_by_text("or password is wrong", exact=False)).to_have_count(1)
    expect(page.locator("input[autocomplete=username]")).to_have_value("duty")


def test_whoever_signs_in_comes_to_where_they_wanted_to_go(desk: Desk) -> None:
    page = desk.page()
    page.goto("/no-such-page")
    expect(page).to_have_url(re.compile("/signin$"))
    page.locator("input[autocomplete=organization]").fill("relief")
    page.locator("input[autocomplete=username]").fill("observer")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/no-such-page$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is here")


def test_signing_out_leads_to_the_door_and_the_session_is_over(desk: Desk) -> None:
    page = desk("drones")
    page.locator("header summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/signin$"))
    assert page.request.get("/api/v1/session").status == 401


def _come_in(page: Page, party: str, login: str) -> None:
    page.locator("input[autocomplete=organization]").fill(party)
    page.locator("input[autocomplete=username]").fill(login)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-line=live]")).to_be_visible()


@pytest.mark.stories
def test_whoever_sits_down_next_does_not_meet_what_another_has_written(desk: Desk) -> None:
    page = desk("army", "duty", "/hand-over")
    summary = page.get_by_label("How do things stand?")
    summary.fill("The patrol leaves at dawn.")
    page.reload()
    expect(summary).to_have_value("The patrol leaves at dawn.")
    page.context.clear_cookies()  # the session is gone, as by itself after an hour
    page.reload()
    _come_in(page, "relief", "duty")
    expect(page).to_have_url(re.compile("/hand-over$"))
    expect(summary).to_have_value("")
    page.locator("header summary").click()
    page.get_by_role("button", name="Sign out").click()
    _come_in(page, "army", "duty")
    page.goto("/hand-over")
    expect(summary).to_have_value("The patrol leaves at dawn.")
    page.locator("header summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/signin$"))
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "patrol" not in kept
    assert "tansiq.of." not in kept


@pytest.mark.stories
def test_a_browser_that_may_keep_nothing_shows_the_pages_all_the_same(desk: Desk) -> None:
    page = desk.page(language="ar")
    forbid = "get() { throw new DOMException('forbidden', 'SecurityError') }"
    page.add_init_script(
        f"for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {{ {forbid} }})"
    )
    page.goto("/signin")
    page.locator("input[autocomplete=organization]").fill("army")
    page.locator("input[autocomplete=username]").fill("second")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name=WELCOME["ar"]).click()
    expect(page.locator("[data-line=live]")).to_be_visible()
    page.goto("/hand-over")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_a_session_that_was_ended_elsewhere_leads_to_the_door(desk: Desk) -> None:
    page = desk("drones", "second")
    csrf = page.request.get("/api/v1/session").json()["csrf"]
    assert page.request.delete("/api/v1/sessions", headers={"X-CSRF-Token": csrf}).ok
    expect(page).to_have_url(re.compile("/signin$"), timeout=15_000)
    expect(page.get_by_role("status")).to_contain_text("Your session has ended")


@pytest.mark.stories
def test_a_right_that_was_taken_away_is_gone_from_the_page_once_the_office_has_said_so(
    desk: Desk, staffed: Staffed
) -> None:
    army, relief = staffed.speak["army"], staffed.speak["relief"]
    message = {"text": "Is the corridor free?", "person": "Vera"}
    opened = army.post("/threads", {"parties": ["relief"], "title": "Corridor", "message": message})
    page = desk("relief", "second", f"/threads/{opened['id']}")
    acknowledge = page.locator("#message-1").get_by_role("button", name="Acknowledge")
    expect(acknowledge).to_be_visible()
    made = next(one for one in relief.get("/people")["items"] if one["login"] == "second")
    said = {name: made[name] for name in ("login", "name", "state")}
    less = relief.put(f"/people/{made['id']}", {**said, "roles": ["observer"], "version": made["version"]})
    try:
        acknowledge.click()
        expect(acknowledge).to_have_count(0)
        expect(page.locator("[data-line=live]")).to_be_visible()
    finally:
        relief.put(f"/people/{made['id']}", {**said, "roles": made["roles"], "version": less["version"]})
