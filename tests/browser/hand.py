"""A hand with a mouse on a map's canvas, and one on the keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 60


def draw(page: Page, *places: tuple[float, float]) -> None:
    """Clicks at places of the canvas, as parts of its width and height; what is drawn is then laid, to be changed."""
    expect(page.locator("[data-pen=draw]")).to_be_visible()
    for place in places:
        click(page, place)
    expect(page.locator("[data-pen=edit]")).to_be_visible()


def click(page: Page, place: tuple[float, float]) -> None:
    """A hand comes, and presses."""
    x, y = at(page, place)
    page.mouse.move(x, y, steps=4)
    page.mouse.down()
    page.mouse.up()


def drag(page: Page, one: tuple[float, float], other: tuple[float, float]) -> None:
    """What is under the hand is moved."""
    page.mouse.move(*at(page, one), steps=4)
    page.mouse.down()
    page.mouse.move(*at(page, other), steps=6)
    page.mouse.up()


def at(page: Page, place: tuple[float, float]) -> tuple[float, float]:
    """Pixels."""
    canvas = page.locator("section.map canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * place[0], box["y"] + box["height"] * place[1]


def by_keyboard(page: Page, wanted: str) -> None:
    """Goes on with Tab until what is wanted has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def fill_by_keyboard(page: Page, field: Locator, text: str) -> None:
    """Goes on with Tab to a field, and writes into it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if field.evaluate("(field) => document.activeElement === field"):
            page.keyboard.type(text)
            return
    raise AssertionError(f"{field} is not reached by Tab")
