"""What an automatic look finds wrong for people who use a screen reader, a keyboard, a thumb, or see little."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "console" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""Of the rules, those whose findings a theme can change."""
_BEYOND = """() => document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth ? [] :
[...document.querySelectorAll("body *")].filter((element) => {
  const { left, right } = element.getBoundingClientRect();
  return right > document.scrollingElement.clientWidth + 0.5 || left < -0.5;
}).map((element) => element.outerHTML.slice(0, 160))"""
_BEYOND_MS = 3_000
_STILL_BEYOND = f"""async (patience_ms) => {{
  const look = {_BEYOND};
  const ends = performance.now() + patience_ms;
  let found = look();
  while (found.length > 0 && performance.now() < ends) {{
    await new Promise(requestAnimationFrame);
    found = look();
  }}
  return found;
}}"""
_SMALL = """() => [...document.querySelectorAll("button, select, input, textarea, summary, a.button, nav a")]
.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".only-read-out"))
.filter((element) => {
  const isTick = element.matches("input[type=checkbox], input[type=radio]");
  const target = isTick ? element.closest("label") ?? element : element;
  const { width, height } = target.getBoundingClientRect();
  return width > 0 && height > 0 && (width < 24 || height < 24);
}).map((element) => element.outerHTML.slice(0, 160))"""


def found_wrong(page: Page, *, only_colours: bool = False) -> list[str]:
    """What axe finds, each with the first place where it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(
        "(runOnly) => axe.run(document, { runOnly, resultTypes: ['violations'] }).then((said) => said.violations)",
        {"type": "rule", "values": COLOURS} if only_colours else {"type": "tag", "values": RULES},
    )
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


@cache
def _axe() -> str:
    if not _AXE.is_file():
        pytest.skip("axe-core is not there (make console)")
    return _AXE.read_text(encoding="utf-8")


def beyond_the_sides(page: Page) -> list[str]:
    """What makes the page scroll sideways, once what depends on the width has followed."""
    # `wait_for_function` looks a second time by `eval`, which the pages forbid.
    return list(page.evaluate(_STILL_BEYOND, _BEYOND_MS))


def too_small(page: Page) -> list[str]:
    """Controls of less than 24 px, which a thumb does not find (WCAG 2.2, 2.5.8)."""
    return list(page.evaluate(_SMALL))
