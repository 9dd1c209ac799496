"""An office with nothing in it: each list says what would stand there, and leads on to what can be done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import found_wrong
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.walking import go
from tests.browser.words import words
from tests.coordination import flight
from tests.thorough import again

EMPTY = {
    "/inbox": ("inbox-empty", ("/", "/hand-over")),
    "/operations": ("operations-none", ("/operations/new", "/agreements")),
    "/conflicts": ("conflicts-none", ("/operations",)),
    "/notices": ("notices-none", ("/notices/new",)),
    "/notices/drafts": ("drafts-none", ("/notices/new", "/imports")),
    "/reports": ("reports-none", ("/reports/new", "/agreements")),
    "/requests": ("requests-none", ("/requests/new", "/agreements")),
    "/incidents": ("incidents-none", ("/incidents/new", "/agreements")),
    "/quiet-periods": ("quiet-periods-none", ("/quiet-periods/new", "/agreements")),
    "/threads": ("threads-empty", ("/threads/new",)),
    "/agreements": ("agreements-empty", ("/agreements/new",)),
    "/day": ("day-none", ("/",)),
    "/hand-over": ("hand-over-none", ("/inbox",)),
    "/programs": ("programs-none", "program-make"),
    "/deliveries": ("endpoints-none", "endpoint-make"),
    "/": ("watch-empty", ("/operations/new", "/notices/new", "/agreements")),
}
"""For each list: what it says, and where its links lead, or what its button is called."""


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(tmp_path_factory.mktemp("empty"), agreed={}) as office:
        yield office


@pytest.mark.parametrize("language", ["ar", *again("en", "ru")])
@pytest.mark.stories
def test_each_empty_list_says_what_it_is_for_and_leads_on(desk: Desk, language: str) -> None:
    say = words(language)
    page = desk("army", "chief", "/me", language=language)
    for path, (name, onward) in EMPTY.items():
        go(page, path)
        empty = page.locator("[data-empty]")
        expect(empty.get_by_role("heading")).to_have_text(say[name])
        expect(empty.locator("p")).to_have_text(say[f"{name}-text"])
        if isinstance(onward, str):
            empty.get_by_role("button", name=say[onward], exact=True).click()
            expect(page.get_by_role("dialog")).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
        else:
            links = [link.get_attribute("href") for link in empty.get_by_role("link").all()]
            assert links == list(onward), path
        if language == "ar":
            assert found_wrong(page) == []
            fits(page, f"empty{path.replace('/', '-')}-{language}")
    assert not desk.complaints


def test_whoever_only_looks_is_led_to_nothing_that_they_may_not_do(desk: Desk) -> None:
    page = desk("army", "observer", "/me")
    for path, (name, _) in EMPTY.items():
        if path == "/programs":  # only for those who look after them
            continue
        go(page, path)
        empty = page.locator("[data-empty]")
        expect(empty.get_by_role("heading")).to_have_text(words("en")[name])
        for gone in ("a[href$='/new']", "a[href='/imports']", "button"):
            expect(empty.locator(gone)).to_have_count(0)


def test_a_list_that_was_narrowed_to_nothing_is_shown_whole_with_one_click(desk: Desk, staffed: Staffed) -> None:
    staffed.speak["drones"].post("/operations", flight(44.0, 5.0))
    page = desk("drones", path="/operations")
    page.get_by_role("searchbox").fill("something that nobody has planned")
    page.locator("[data-empty]").get_by_role("button").click()
    expect(page.get_by_role("link", name="drone at 44.0,5.0")).to_be_visible()
