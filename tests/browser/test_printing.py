"""What is printed: the thing itself, of when and from where it is, and nothing that only a screen is for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import beyond_the_sides
from tests.browser.people import Desk
from tests.browser.pictures import picture
from tests.browser.valley import OFFICERS, Valley
from tests.browser.walking import go

pytestmark = pytest.mark.stories

A4 = {"width": 718, "height": 1_047}
"""The inner part of an A4 sheet, in px of 96 to the inch."""
SHEETS = {
    "conflicts": ("/conflicts", "section.meeting", None),
    "operation": ("/operations/{operation}", ".conflict", r"[1١]"),
    "notice": ("/notices/{notice}", "[data-party=north]", r"[1١]"),
    "day": ("/day", "main tbody tr", r"[1١]"),
    "operations": ("/operations", "td a[href^='/operations/']", None),
    "agreement": ("/agreements/drones", "[data-term]", r"\d|[٠-٩]"),
    "hand-over": ("/hand-over", "article", None),
    "report": ("/reports/{report}", "[data-evidence]", r"\d|[٠-٩]"),
    "report-subject": ("/reports/{report}/subject", "[data-main]", None),
    "request": ("/requests/{request}", "[data-step=partly-answered]", None),
    "request-figures": ("/requests/figures", "tr[data-figures]", None),
    "thread": ("/threads/{thread}", "article[data-number='4']", None),
    "incident": ("/incidents/{incident}", "[data-then]", None),
}
"""What is printed, when it is there, and what the edition says."""
_CUT = """() => [...document.querySelectorAll("main table, main pre, main dl")].filter((one) => {
  const { left, right } = one.getBoundingClientRect();
  return one.scrollWidth > one.clientWidth + 1 || right > innerWidth + 0.5 || left < -0.5;
}).map((one) => one.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("language", ["en", "ar"])  # of a notice, `test_notices` tells it, too
def test_what_is_printed_says_of_when_and_by_whom_it_is_and_fits_a_sheet(
    seats: Desk, valley: Valley, language: str, tmp_path: Path
) -> None:
    page = seats("north", "first", "/me", language=language)
    for name, (path, shows, edition) in SHEETS.items():
        page.emulate_media(media="screen")
        go(page, path.format(**valley.ids))
        expect(page.locator(shows).first).to_be_visible()
        page.emulate_media(media="print")
        page.set_viewport_size(A4)
        _is_only_the_thing(page)
        _says_what_it_is(page, edition)
        assert page.evaluate(_CUT) == [], name
        assert beyond_the_sides(page) == [], name
        picture(page, f"printed-{name}-{language}")
        printed = page.pdf(path=tmp_path / f"{name}.pdf", format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3, name
        page.set_viewport_size({"width": 1400, "height": 900})
    assert not seats.complaints


def _is_only_the_thing(page: Page) -> None:
    """No place to go to, no button, no alert, no map that cannot be moved."""
    for gone in ("nav", "header.never-printed", "main button", "main section.map", "main input", "main textarea"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)


def _says_what_it_is(page: Page, edition: str | None) -> None:
    below = page.locator("[data-printed]")
    expect(below).to_be_visible()
    expect(below).to_contain_text(OFFICERS["north"]["first"])
    expect(below).to_contain_text("Northern Air Force, flight-safety cell")
    expect(below).to_contain_text(re.compile(r"(\d\d:\d\d|[٠-٩]{2}:[٠-٩]{2}) UTC"))
    expect(below).to_contain_text(re.compile(r"http://localhost:\d+"))
    if edition:
        expect(below.locator("strong")).to_contain_text(re.compile(edition))
