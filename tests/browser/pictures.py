"""Pictures of pages, for people to look at."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import PICTURES


def picture(page: Page, name: str) -> None:
    """Keeps how the page looks now; a page that scrolls sideways is a fault."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
    width, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= seen, f"{name} scrolls sideways: {width} px in {seen}"
