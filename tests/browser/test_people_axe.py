"""What an automatic look finds wrong for people who use a screen reader, a keyboard, or see little: nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Desk

_AXE = Path(__file__).parents[2] / "console" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def found_wrong(page: Page) -> list[str]:
    """What axe finds, each with the first place where it is."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", _RULES
    )
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", ["/parties", "/parties/army", "/people", "/programs", "/deliveries", "/me"])
def test_pages_have_nothing_that_an_automatic_look_finds_wrong(desk: Desk, path: str, dark: bool) -> None:
    page = desk("army", "chief", path, dark=dark)
    expect(page.locator("main section").first).to_be_visible()
    if path == "/people":
        page.locator("details[data-login=duty] summary").click()
    assert found_wrong(page) == []


@pytest.mark.parametrize(
    ("path", "button"),
    [("/parties", "Invite a party"), ("/people", "Take somebody in"), ("/programs", "Make a program"),
     ("/deliveries", "Add a place"), ("/me", "Change the password"), ("/me", "Set up"),
     ("/parties/army", "Edit your party’s details"), ("/parties/army", "Leave the office…")],
)  # fmt: skip
def test_forms_have_nothing_that_an_automatic_look_finds_wrong(desk: Desk, path: str, button: str) -> None:
    page = desk("army", "chief", path, language="en")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("textbox").last).to_be_visible()
    assert found_wrong(page) == []


@pytest.mark.parametrize(
    "path", ["/signin?reason=oidc-refused", "/apply#some.secret", "/account#army.secret", "/apply"]
)
def test_pages_before_the_door_have_nothing_that_an_automatic_look_finds_wrong(desk: Desk, path: str) -> None:
    page = desk.page()
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert found_wrong(page) == []


def test_the_look_finds_what_is_wrong(desk: Desk) -> None:
    page = desk("army", "chief", "/me")
    page.evaluate("document.querySelector('main h1').remove(); document.querySelector('label[for]').remove()")
    assert [text.split(":")[0] for text in found_wrong(page)] == ["label", "page-has-heading-one"]
