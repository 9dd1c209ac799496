"""What stands around every page: nothing moves under a hand that is about to click, and it fits on a telephone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.thorough import again

LANGUAGES = ("en", "ar", "ru")


@pytest.fixture
def urgent(staffed: Staffed) -> Iterator[list[str]]:
    """Threads that a test has begun; what is left over of them awaits nobody afterwards."""
    begun: list[str] = []
    yield begun
    for thread in begun:
        if staffed.speak["army"].get(f"/threads/{thread}").get("mine_awaited"):
            staffed.speak["army"].post(f"/threads/{thread}/messages/1/acknowledgement", {})


def say(office: Staffed, text: str, priority: str = "urgent", title: str = "The bridge") -> str:
    message = {"text": text, "priority": priority}
    made = office.speak["relief"].post("/threads", {"parties": ["army"], "title": title, "message": message})
    return str(made["id"])


def placed(where: Locator) -> dict[str, float]:
    box = where.bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


@pytest.mark.parametrize("width", [1400, 360])
@pytest.mark.parametrize("priority", ["urgent", "distress"])
def test_nothing_on_the_page_moves_when_an_alert_comes_or_goes(
    desk: Desk, staffed: Staffed, urgent: list[str], priority: str, width: int
) -> None:
    page = desk("army", path="/notices", width=width)
    button = page.locator("main a.button").first
    before = placed(button)
    said = "Is the road over the bridge free? " * 6
    urgent.append(say(staffed, said, priority))
    alert = page.locator(f"[data-alert={priority}]")
    expect(alert).to_contain_text("Is the road")
    assert placed(button) == before
    fits(page, f"strip-{priority}-{width}")
    button.click(trial=True)
    page.keyboard.press("Alt+a")
    expect(alert).to_have_count(0)
    assert placed(button) == before
    assert not desk.complaints


def test_the_next_alert_in_the_strip_is_not_acknowledged_by_the_click_that_was_for_the_last_one(
    desk: Desk, staffed: Staffed, urgent: list[str]
) -> None:
    page = desk("army", path="/day")
    for text in ("First question", "Second question"):
        urgent.append(say(staffed, text, title=text))
    alert = page.locator("[data-alert=urgent]")
    expect(page.locator("[data-more]")).to_be_visible()
    first = alert.locator("a").inner_text()
    alert.get_by_role("button", name=words("en")["acknowledge"]).dblclick()
    expect(alert).not_to_contain_text(first)
    page.keyboard.press("Alt+a")
    awaited = [thread for thread in urgent if staffed.speak["army"].get(f"/threads/{thread}").get("mine_awaited")]
    assert len(awaited) == 1
    expect(alert).to_be_visible()
    alert.get_by_role("button", name=words("en")["acknowledge"]).click()
    expect(alert).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_all_alerts_are_read_in_full_by_keyboard(desk: Desk, staffed: Staffed, urgent: list[str]) -> None:
    page = desk("army", path="/day", width=360)
    long = "A long question of many words about the road and the bridge. " * 4
    for title in ("Road", "Bridge", "River"):
        urgent.append(say(staffed, f"{title}: {long}", title=title))
    more = page.locator("[data-more]")
    expect(more).to_contain_text("2")
    more.press("Enter")
    cards = page.locator("[data-card]")
    expect(cards).to_have_count(3)
    fits(page, "alerts-opened-360")
    page.keyboard.press("Escape")
    expect(cards).to_have_count(0)
    expect(more).to_be_focused()
    assert not desk.complaints


def rows(page: Page, within: str) -> int:
    """In how many rows the visible children of a flexible box stand."""
    return int(
        page.locator(within).evaluate(
            """(box) => {
                const middles = [...box.children].map((one) => one.getBoundingClientRect())
                    .filter(({ height }) => height > 2).map(({ top, bottom }) => (top + bottom) / 2)
                    .sort((a, b) => a - b);
                return middles.filter((middle, i) => i === 0 || middle - middles[i - 1] > 12).length;
            }"""
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, *again(320)])
def test_the_header_takes_one_row_on_a_telephone_and_the_place_where_one_is_stands_in_view(
    desk: Desk, language: str, width: int
) -> None:
    page = desk("army", path="/deliveries", language=language, width=width, height=700)
    assert rows(page, ".bar") == 1
    here = page.locator("nav [aria-current=page]")
    expect(here).to_be_in_viewport(ratio=1)
    page.goto("/people")
    expect(here).to_have_attribute("href", "/people")
    expect(here).to_be_in_viewport(ratio=1)
    fits(page, f"frame-{language}-{width}")
    assert not desk.complaints


@pytest.mark.parametrize("language", ["ar", *again("en", "ru")])
@pytest.mark.stories
def test_text_of_twice_the_size_leaves_the_page_readable_on_a_telephone(desk: Desk, language: str) -> None:
    page = desk("army", path="/inbox", language=language, width=360, height=800)
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.wait_for_function(
        "(usual) => parseFloat(getComputedStyle(document.documentElement).fontSize) > usual", arg=usual
    )
    assert rows(page, ".bar") <= 2
    expect(page.locator("nav [aria-current=page]")).to_be_in_viewport(ratio=1)
    fits(page, f"frame-{language}-360-twice")
    assert not desk.complaints


@pytest.mark.stories
def test_a_browser_that_keeps_nothing_shows_the_pages_all_the_same(desk: Desk) -> None:
    page = desk.page()
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
             Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });"""
    )
    page.goto("/signin")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not desk.complaints
