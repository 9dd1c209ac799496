"""Documents from strangers: tamed, or refused with a code; never anything else."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.confined import bytes_of_file, read_beside, read_confined
from tansiq.gateways.intake.reading import read
from tests.gateways.intake.hostile import CASES, NEVER, Hostile, docx, letter, paragraphs, pdf
from tests.gateways.intake.pages import LANGUAGES, pages

PAGES = {page.language: page for page in pages() if page.number == 1}


def kept(article: Article) -> tuple[str, ...]:
    return (article.title, *article.text.split("\n"))


def refused(data: bytes, name: str = "", limits: IntakeLimits | None = None) -> str:
    with pytest.raises(IntakeRefused) as answer:
        read(data, name, limits)
    assert answer.value.message
    return answer.value.code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_recognised_in_each_form(language: str, encoding: str) -> None:
    page = PAGES[language]
    assert kept(read(page.text.encode(encoding))) == (page.title, *page.article)


@pytest.mark.parametrize(
    ("language", "encoding"), [("ar", "windows-1256"), ("ru", "windows-1251"), ("ru", "koi8-r"), ("en", "windows-1252")]
)
@pytest.mark.parametrize("said", ["utf-8", "windows-1252", "windows-1256", "no-such-encoding"])
def test_an_old_encoding_is_told_by_its_letters_whatever_the_page_says(language: str, encoding: str, said: str) -> None:
    page = PAGES[language]
    html = page.html.replace("utf-8", said).encode(encoding, "xmlcharrefreplace")
    assert kept(read(html)) == (page.title, *page.article)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_docx_the_article_is_kept(language: str) -> None:
    page = PAGES[language]
    assert kept(read(docx(paragraphs(page)), "report.docx")) == (page.title, *page.article)


def test_of_a_pdf_the_article_is_kept() -> None:
    page = PAGES["en"]
    lines = [line.replace("“", '"').replace("”", '"') for line in page.text.split("\n") if line]
    found = read_confined(pdf(lines), "report.pdf")
    assert kept(found) == (page.title, *[line.replace("“", '"').replace("”", '"') for line in page.article])
    assert found.media_type == "application/pdf"


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_letter_the_text_is_taken_and_attachments_are_named(language: str) -> None:
    page = PAGES[language]
    message = letter(page)
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="invoice.exe")
    found = read(message.as_bytes(), "letter.eml")
    assert kept(found) == (page.title, *page.article)
    assert (found.outlet, found.date) == ("The Gazette", "2026-03-01")
    assert [(one.text, one.reason) for one in found.left_out] == [("invoice.exe", "attachment")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_saved_page_the_article_is_kept(language: str) -> None:
    page = PAGES[language]
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = page.title
    message.set_content(page.html, subtype="html")
    message.make_related()
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    found = read(message.as_bytes(), "page.mhtml")
    assert kept(found) == (page.title, *page.article)
    assert (found.outlet, found.media_type) == ("The Gazette", "multipart/related")


def test_scripts_styles_and_hidden_words_are_never_kept() -> None:
    page = PAGES["en"]
    more = (
        "<script>alert('never one, never two, never three.')</script><p hidden>Unseen words stand here, in a row.</p>"
    )
    found = read(page.html.replace("<h1>", f"{more}<h1>").encode())
    assert kept(found) == (page.title, *page.article)


def test_paragraphs_that_are_never_closed_are_read() -> None:
    page = PAGES["en"]
    html = "".join(f"<p>{line}" for line in (page.title, *page.article)) + "<p>Share this" * 500
    assert kept(read(html.encode())) == (page.title, *page.article)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_means_harm_is_refused_with_its_code_or_tamed(case: Hostile) -> None:
    data = case.made()
    if case.code:
        assert refused(data, case.name) == case.code
        return
    found = read(data, case.name)
    assert found.title == case.kept
    assert NEVER not in found.title + found.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document-empty"),
        (b" \n ", "document-empty"),
        (b"%PDF-1.4\nbroken", "document-malformed"),
        (b"PK\x03\x04broken", "archive-unsafe"),
    ],
)
def test_what_is_refused_says_why(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_what_needs_more_memory_than_is_given_is_ended() -> None:
    """By the system's own limit: the same is read where there is more of it."""
    data = b"a word of many, and a line.\n" * 400_000
    few = IntakeLimits(max_lines=10**9, max_characters=10**9, memory_bytes=150 << 20, seconds=60)
    with pytest.raises(IntakeRefused) as answer:
        read_confined(data, limits=few)
    assert answer.value.code == "took-too-long"
    assert "150 MiB of memory" in answer.value.message


def test_whoever_goes_away_takes_the_reading_along(tmp_path: Path) -> None:
    """What is waited for no longer is not read on: no process is left."""
    slow = b"<html>" + b"<p>word " * 3_000_000
    limits = IntakeLimits(seconds=60, max_lines=10**9, max_characters=10**9)

    def children() -> set[str]:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        return {one for one in listed if "confined" in Path(f"/proc/{one}/cmdline").read_text()}

    async def story() -> None:
        with pytest.raises(IntakeRefused) as answer:
            await read_beside(slow, "", limits, 0.5)
        assert answer.value.code == "took-too-long"
        assert not children()
        waiting = asyncio.create_task(read_beside(slow, "", limits, 60.0))
        while not children():
            await asyncio.sleep(0.01)  # what the system does can only be asked for
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert not children()

    asyncio.run(story())


@pytest.mark.parametrize(
    "piece",
    [
        "\u201cone two three\u201d ",
        "he said ",
        "\u00ab",
        "said that \u201c",
        "\u0642\u0627\u0644 \u0625\u0646 ",
        "(" * 50 + " ",
    ],
)
@pytest.mark.stories
def test_no_words_make_a_pattern_run_away(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    with contextlib.suppress(IntakeRefused):
        assert read_confined(f"A title of some words\n\n{text}".encode()).media_type == "text/plain"


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(IntakeRefused) as answer:
        bytes_of_file(path, IntakeLimits())
    assert answer.value.code == "document-too-long"


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(IntakeRefused) as answer:
        read_confined(
            b"<html>" + b"<p>word " * 3_000_000, limits=IntakeLimits(seconds=1, max_lines=10**9, max_characters=10**9)
        )
    assert answer.value.code == "took-too-long"


_STARTS = (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"Subject: a\nFrom: b\n", b"\xff\xfe")


@given(st.sampled_from(_STARTS), st.binary(max_size=2_000), st.sampled_from(["", "a.pdf", "a.docx", "a.eml"]))
def test_any_bytes_are_read_or_refused(start: bytes, data: bytes, name: str) -> None:
    with contextlib.suppress(IntakeRefused):  # which has one of the codes, or cannot be made
        read(start + data, name)


@pytest.mark.parametrize("seed", range(60))
def test_sound_documents_with_some_bytes_changed_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    page = PAGES[LANGUAGES[seed % 3]]
    kinds = (pdf(["some words here"]), docx(paragraphs(page)), letter(page).as_bytes(), page.html.encode())
    data = bytearray(kinds[seed % 4])
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(IntakeRefused):
        read(bytes(data))


_LINES = st.lists(st.text(st.characters(codec="utf-8"), max_size=120), max_size=30)
_SAYING = st.sampled_from(["وقال فلان “", "he said: “", "сказал: «", "”", "»", '"', ". ", " many words of it "])


@given(_LINES, st.lists(_SAYING, max_size=20))
def test_what_is_kept_is_made_of_lines_of_the_document_and_offsets_are_right(lines: list[str], said: list[str]) -> None:
    text = "\n".join([*lines, "".join(said)])
    try:
        found = read(text.encode())
    except IntakeRefused:
        return
    if found.media_type != "text/plain":
        return
    for line in kept(found):
        assert line in text
    for one in found.proposals:
        assert found.text[one.start : one.end] == one.quote
        assert one.quote in one.sentence
