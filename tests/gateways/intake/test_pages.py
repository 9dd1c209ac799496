"""What is kept of a page is its article, line for line."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tansiq.gateways.intake.reading import read
from tests.gateways.intake.layouts import WORDS, Layout, layouts
from tests.gateways.intake.pages import Page, pages

REPORTS = Path(os.environ.get("REPORTS", Path(__file__).parents[4] / "shared/reports"))
KNOWN = {
    "000": (False, "", "", 15),
    "001": (True, "AFP", "", 8),
    "002": (True, "الجورنال نيوز", "", 10),
    "003": (True, "الاناضول", "", 10),
    "004": (True, "أ ف ب", "فراس حسن", 8),
}
"""Whether there is a title; outlet, author, and how many lines the article has below its title."""
OUTSIDE = (
    "Comments",
    "اترك تعليق",
    "يقول .",
    "البريدية",
    "الرسالة الإخبارية",
    "غير متوفر",
    "حجم الخط",
    "ذات صله",
    "انقر هنا",
    "ads3",
)


def _named(page: Page) -> str:
    return f"{page.language}-{page.number}"


@pytest.mark.parametrize("page", pages(), ids=_named)
def test_of_a_page_as_text_the_article_is_kept(page: Page) -> None:
    found = read(page.text.encode())
    assert (found.title, tuple(found.text.split("\n"))) == (page.title, page.article)
    assert found.language == page.language
    assert found.media_type == "text/plain"


@pytest.mark.parametrize("page", pages(), ids=_named)
def test_of_a_page_as_html_the_article_is_kept_with_outlet_and_date(page: Page) -> None:
    found = read(page.html.encode())
    assert (found.title, tuple(found.text.split("\n"))) == (page.title, page.article)
    assert (found.outlet, found.date) == ("The Gazette", "2026-03-01")
    assert found.media_type == "text/html"


@pytest.mark.parametrize("page", pages(), ids=_named)
def test_who_is_quoted_is_proposed_and_who_is_only_meant_is_carried(page: Page) -> None:
    found = read(page.text.encode())
    first, second = (one for one in found.proposals if not one.indirect)
    assert any(name in first.speaker for name in ("النجار", "Лебедева", "Miller"))
    assert (first.carried, second.carried) == (False, True)
    assert second.speaker == first.speaker
    for one in found.proposals:
        assert found.text[one.start : one.end] == one.quote
        assert one.quote in one.sentence
        assert one.sentence in found.text


@pytest.mark.parametrize("number", KNOWN)
def test_of_real_pages_the_article_is_kept(number: str) -> None:
    files = list(REPORTS.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip(f"no real pages in {REPORTS}")
    data = files[0].read_bytes()
    has_title, outlet, author, lines = KNOWN[number]
    found = read(data, files[0].name)
    in_order = [line.strip() for line in data.decode().split("\n")]
    assert found.title == (next(line for line in in_order if line in found.title and line) if has_title else "")
    assert (found.outlet, found.author, found.language) == (outlet, author, "ar")
    assert len(found.text.split("\n")) == lines
    assert not any(words in found.text for words in OUTSIDE)
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("layout", layouts(), ids=str)
def test_in_layouts_of_other_hands_the_whole_article_is_kept_and_no_comment(layout: Layout) -> None:
    found = read(layout.html.encode())
    assert found.title == layout.title
    assert [line for line in layout.article if line not in found.text.split("\n")] == []
    words = WORDS[layout.language]
    around = [*(text for _, text in words.comments), *words.teasers, words.cookies, words.rights, words.bio]
    assert [text for text in (*around, words.caption) if text in found.text] == []
    assert found.outlet in ("", layout.outlet)


def test_a_page_that_is_all_links_says_nothing() -> None:
    html = "<html><body><h1>News</h1>" + "<p><a href=/x>A headline of some words, and a sentence.</a></p>" * 30
    found = read(html.encode())
    assert (found.title, found.text) == ("News", "")
