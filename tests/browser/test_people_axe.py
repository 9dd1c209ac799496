"""What an automatic look finds wrong where something is entered: nothing. Whole pages are looked at by the walk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import found_wrong
from tests.browser.people import Desk
from tests.browser.walking import go

FORMS = (
    ("/parties", "Invite a party"), ("/people", "Take somebody in"), ("/programs", "Make a program"),
    ("/deliveries", "Add a place"), ("/me", "Change the password"), ("/me", "Set up"),
    ("/parties/army", "Edit your party’s details"), ("/parties/army", "Leave the office…"),
)  # fmt: skip


@pytest.mark.stories
def test_forms_have_nothing_that_an_automatic_look_finds_wrong(desk: Desk) -> None:
    page = desk("army", "chief", "/hand-over")
    for path, button in FORMS:
        go(page, path)
        page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
        expect(page.get_by_role("textbox").last).to_be_visible()
        assert found_wrong(page) == [], button
        go(page, "/hand-over")


@pytest.mark.stories
def test_a_persons_details_have_nothing_that_an_automatic_look_finds_wrong(desk: Desk) -> None:
    page = desk("army", "chief", "/people")
    page.locator("details[data-login=duty] summary").click()
    assert found_wrong(page) == []


@pytest.mark.stories
def test_pages_before_the_door_say_what_went_wrong_so_that_all_can_read_it(desk: Desk) -> None:
    page = desk.page()
    for path in ("/signin?reason=oidc-refused", "/apply"):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        assert found_wrong(page) == []


def test_the_look_finds_what_is_wrong(desk: Desk) -> None:
    page = desk("army", "chief", "/me")
    page.evaluate("document.querySelector('main h1').remove(); document.querySelector('label[for]').remove()")
    assert [text.split(":")[0] for text in found_wrong(page)] == ["label", "page-has-heading-one"]
