"""Pictures of pages, for people to look at: made when `PICTURES` is set, as `make looks` does."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.barriers import beyond_the_sides

WANTED = os.environ.get("PICTURES", "")
"""`all` for those of the stories, in `var/pictures`; `docs` for those of the documents."""
_FOLDER = Path(__file__).parents[2] / "var" / "pictures"


def picture(page: Page, name: str, *, whole: bool = True) -> None:
    """Keeps how the page looks now, down to its end or what is seen of it."""
    if WANTED == "all":
        _FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=_FOLDER / f"{name}.png", full_page=whole)


def fits(page: Page, name: str) -> None:
    """`picture` of a page that must not scroll sideways."""
    picture(page, name)
    assert beyond_the_sides(page) == [], name
