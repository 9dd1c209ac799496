"""Documents from strangers: tamed, or refused with a code; never anything else."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.confined import bytes_of_file, read_confined
from tansiq.gateways.intake.reading import read
from tests.gateways.intake.pages import LANGUAGES, Page, pages

PAGES = {page.language: page for page in pages() if page.number == 1}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def kept(article: Article) -> tuple[str, ...]:
    return (article.title, *article.text.split("\n"))


def docx(body: str, head: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def paragraphs(page: Page) -> str:
    lines = [line for line in page.text.split("\n") if line]
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def pdf(lines: list[str], pages_in_it: int = 1) -> bytes:
    """A small PDF, written by hand: one font, one line after the other."""
    drawn = b"BT /F1 12 Tf 14 TL 40 800 Td " + b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
    stream = drawn + b" ET"
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages_in_it))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages_in_it),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *[
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                b" /Resources << /Font << /F1 3 0 R >> >> >>"
            )
        ]
        * pages_in_it,
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def letter(page: Page) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Gazette <desk@example.org>"
    message["Subject"] = page.title
    message["Date"] = "Sun, 01 Mar 2026 08:00:00 +0000"
    message.set_content("\n\n".join(page.article))
    return message


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


def test_a_docx_that_would_unpack_to_far_more_is_refused() -> None:
    assert refused(docx(f"<!--{' ' * (200 << 20)}-->")) == "archive-unsafe"


def test_a_docx_with_entities_of_its_own_is_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert refused(docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", bomb)) == "document-type"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "", "document-empty"),
        (b" \n ", "", "document-empty"),
        (b"\x7fELF\x00\x00\x01\x02" * 50, "", "document-unknown"),
        (b"%PDF-1.4\n<html><body><p>both</p></body></html>", "", "document-two-kinds"),
        (b"<html><body>both</body></html>\n%PDF-1.4\n", "", "document-two-kinds"),
        (b"<html><body>a page</body></html>", "page.pdf", "document-two-kinds"),
        (b"%PDF-1.4\nbroken", "", "document-malformed"),
        (b"PK\x03\x04broken", "", "archive-unsafe"),
        (b"<p>" + b"<div>" * 5_000, "", "document-too-long"),
        (b"a line\n" * 50_000, "", "document-too-long"),
    ],
)
def test_what_is_refused_says_why(data: bytes, name: str, code: str) -> None:
    assert refused(data, name) == code


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    assert refused(pdf(["words"], 400)) == "document-too-long"


def test_letters_within_letters_have_an_end() -> None:
    inner = "Content-Type: text/plain\n\nwords\n"
    for i in range(40):
        inner = f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n{inner}\n--b{i}--\n"
    assert refused(f"Subject: deep\nMIME-Version: 1.0\n{inner}".encode()) == "document-too-long"


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
