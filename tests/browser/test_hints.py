"""What a page says to somebody who stands on it for the first time, and where it is found again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hand import by_keyboard
from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.browser.walking import go
from tests.browser.words import words
from tests.thorough import again

PAGES = {
    "watch": "/",
    "inbox": "/inbox",
    "operations": "/operations",
    "planner": "/operations/new",
    "conflicts": "/conflicts",
    "notices": "/notices",
    "writing": "/notices/new",
    "drafts": "/notices/drafts",
    "reports": "/reports",
    "releasing": "/reports/new",
    "taking": "/reports/take",
    "requests": "/requests",
    "figures": "/requests/figures",
    "asking": "/requests/new",
    "incidents": "/incidents",
    "recording": "/incidents/new",
    "imports": "/imports",
    "threads": "/threads",
    "agreements": "/agreements",
    "day": "/day",
    "hand-over": "/hand-over",
    "parties": "/parties",
    "people": "/people",
    "programs": "/programs",
    "deliveries": "/deliveries",
}


@pytest.mark.parametrize("language", ["ar", *again("en", "ru")])
@pytest.mark.stories
def test_each_main_page_says_once_what_it_is_for(desk: Desk, language: str) -> None:
    page = desk("army", "chief", hints=True, language=language, width=360 if language == "ar" else 1400)
    said = words(language)
    for name, path in PAGES.items():
        if path != "/":  # there one sits down
            go(page, path)
        hint = page.locator(f"[data-hint={name}]")
        expect(hint).to_contain_text(said[f"hint-{name}"])
        if name in ("watch", "notices", "planner"):
            fits(page, f"hint-{name}-{language}")
        hint.get_by_role("button", name=said["hint-read"]).click()
        expect(hint).to_have_count(0)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("[data-hint]")).to_have_count(0)
    assert not desk.complaints


def test_a_hint_is_dismissed_for_good_and_found_again_by_keyboard_alone(desk: Desk) -> None:
    page = desk("army", hints=True, path="/notices")
    said = words("en")
    hint = page.locator("[data-hint=notices]")
    expect(hint).to_be_visible()
    by_keyboard(page, "[data-hint] button")
    page.keyboard.press("Enter")
    expect(hint).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(hint).to_have_count(0)
    page.keyboard.press("?")
    window = page.get_by_role("dialog")
    expect(window).to_contain_text(said["hint-notices"])
    expect(window).to_contain_text("Alt+A")
    fits(page, "help-en")
    by_keyboard(page, "dialog .row > button:not([aria-label])")
    page.keyboard.press("Enter")
    expect(window.get_by_role("status")).to_have_text(said["hints-are-back"])
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(hint).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_whoever_wants_no_hints_gets_none_and_finds_help_in_their_menu(desk: Desk) -> None:
    page = desk("relief", hints=True, path="/threads", language="ru", dark=True, width=360)
    said = words("ru")
    page.locator("[data-hint]").get_by_role("button", name=said["hints-none"]).click()
    page.goto("/agreements")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-hint]")).to_have_count(0)
    page.locator("header summary").click()
    page.get_by_role("button", name=said["help"], exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text(said["hint-planner"])
    fits(page, "help-ru-dark-360")


@pytest.mark.stories
def test_a_hint_is_of_one_person_in_one_browser(desk: Desk) -> None:
    first = desk("drones", hints=True, path="/notices")
    first.locator("[data-hint] button").first.click()
    second = desk("drones", hints=True, path="/notices")
    expect(second.locator("[data-hint=notices]")).to_be_visible()


@pytest.mark.stories
def test_no_hint_is_seen_while_something_urgent_waits_and_nothing_moves(desk: Desk, staffed: Staffed) -> None:
    page = desk("drones", hints=True, path="/notices")
    hint = page.locator("[data-hint=notices]")
    expect(hint).to_be_visible()
    before = page.locator("h1").bounding_box()
    message = {"text": "Who flies there?", "priority": "urgent"}
    staffed.speak["army"].post("/threads", {"parties": ["drones"], "title": "Flight", "message": message})
    expect(page.locator("[data-alert=urgent]")).to_be_visible()
    expect(hint).to_be_hidden()
    assert page.locator("h1").bounding_box() == before
    later = desk("drones", hints=True, path="/threads")
    expect(later.locator("[data-alert=urgent]")).to_be_visible()
    expect(later.locator("[data-hint]")).to_be_hidden()
    page.keyboard.press("Alt+a")
    expect(hint).to_be_visible()
    assert not desk.complaints
    expect(later.locator("[data-hint=threads]")).to_be_visible()


@pytest.mark.stories
def test_a_question_mark_that_is_typed_is_typed(desk: Desk) -> None:
    page = desk("army", path="/notices")
    search = page.get_by_role("searchbox").or_(page.get_by_label(words("en")["search"])).first
    search.press("?")
    expect(search).to_have_value("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
