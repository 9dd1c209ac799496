"""Going from page to page inside the application, as a click on a link does."""

from __future__ import annotations

from playwright.sync_api import Page, expect

_GO = """(path) => {
  for (const heading of document.querySelectorAll("h1")) heading.dataset.left = "";
  const link = document.createElement("a");
  link.href = path;
  document.body.append(link);
  link.click();
  link.remove();
}"""


def go(page: Page, path: str) -> None:
    """Goes there, and waits until the page has its heading."""
    page.evaluate(_GO, path)
    expect(page.locator("h1:not([data-left])")).to_have_count(1)
