"""PDFs in which Arabic is drawn: lines are read from right to left, glyphs become letters."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from tansiq.gateways.intake.reading import read
from tests.gateways.intake.drawn import CHROMIUM, drawn, printed
from tests.gateways.intake.pages import LANGUAGES, pages

PAGES = {page.language: page for page in pages() if page.number == 1}
JOINED = {"ا": "ﺎ", "ل": "ﻠ", "ن": "ﻨ", "م": "ﻤ", "ي": "ﻴ", "ر": "ﺮ"}
"""Some letters as they are drawn within a word."""


def wrapped(text: str, width: int = 70) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("glyphs", [True, False])
def test_lines_of_arabic_are_put_together_from_right_to_left(blanks: bool, glyphs: bool) -> None:
    page = PAGES["ar"]
    lines = [line for part in (page.title, *page.article) for line in wrapped(part)]
    if glyphs:
        lines = [
            "".join(JOINED.get(letter, letter) if at else letter for at, letter in enumerate(line)) for line in lines
        ]
    found = read(drawn(lines, blanks=blanks), "a.pdf")
    assert found.text.split("\n") == list(page.article)
    assert found.title == page.title
    assert found.language == "ar"
    assert [one.speaker for one in found.proposals if not one.indirect] == ["سعاد النجار المتحدثة باسم المكتب"] * 2


def test_names_and_numbers_in_other_letters_keep_their_order() -> None:
    lines = ["قالت القوة إن الرحلة UN 421 تأخرت يوم 14 مارس 2026 في المطار القديم قرب الجسر."]
    found = read(drawn(["عنوان من أربع كلمات هنا", *lines], blanks=True), "a.pdf")
    assert found.text == lines[0]


@pytest.mark.skipif(not CHROMIUM, reason="no chromium to print with")
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_page_that_a_browser_printed_the_article_is_kept(tmp_path: Path, language: str) -> None:
    page = PAGES[language]
    direction = "rtl" if language == "ar" else "ltr"
    found = read(printed(page.html.replace("<html>", f'<html dir="{direction}">'), tmp_path), "page.pdf")

    def bare(text: str) -> str:
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))

    assert bare(found.text) == bare("".join(page.article))
    assert bare(found.title).startswith(bare(page.title))
