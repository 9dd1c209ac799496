"""Recognises a document and proposes what is the article in it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused, LeftOut, Line, Said
from tansiq.gateways.intake.decoding import decoded
from tansiq.gateways.intake.documents import docx_lines, pdf_lines
from tansiq.gateways.intake.furniture import sift
from tansiq.gateways.intake.letters import opened
from tansiq.gateways.intake.naming import date_of, language_of, outlet_of
from tansiq.gateways.intake.pages import page_lines
from tansiq.gateways.intake.quotations import proposals

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {"HTML": "text/html", "MHTML": "multipart/related", "TXT": "text/plain", "PDF": "application/pdf",
               "DOCX": _DOCX, "EML": "message/rfc822"}  # fmt: skip
_ENDINGS = {"pdf": "PDF", "docx": "DOCX"}
_HEADER = re.compile(
    rb"(?:(?:From|Date|Subject|MIME-Version|Received|Return-Path|Message-ID|To|Content-Type|Delivered-To|X-[\w-]+|"
    rb"Snapshot-Content-Location):[^\n]*\n(?:[ \t][^\n]*\n)*){2,}",
    re.IGNORECASE,
)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)\b", re.IGNORECASE)
_SAID = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
TOO_LONG = "{:,} bytes; at most {:,}"


def read(data: bytes, name: str = "", limits: IntakeLimits | None = None) -> Article:
    """What is proposed of a document; `name` is that of its file. Raises `IntakeRefused`, and nothing else."""
    limits = limits or IntakeLimits()
    if len(data) > limits.max_bytes:
        raise IntakeRefused("document-too-long", TOO_LONG.format(len(data), limits.max_bytes))
    if not data.strip():
        raise IntakeRefused("document-empty", "there is nothing in it")
    kind = _kind(data, name)
    parts: tuple[LeftOut, ...] = ()
    if kind == "PDF":
        lines, said = pdf_lines(data, limits)
    elif kind == "DOCX":
        lines, said = docx_lines(data, limits)
    elif kind == "EML":
        letter = opened(data, limits)
        lines, of_page = (
            page_lines(letter.text, limits) if letter.is_html else (_text_lines(letter.text, limits), Said())
        )
        first = of_page if letter.saved_page else letter.said
        other = letter.said if letter.saved_page else of_page
        said = Said(first.title or other.title, first.outlet or other.outlet, first.date or other.date)
        parts, kind = letter.left_out, "MHTML" if letter.saved_page else "EML"
    else:
        charset = _SAID.search(data[:2048])
        text = decoded(data, charset[1].decode() if charset and kind == "HTML" else "")
        lines, said = page_lines(text, limits) if kind == "HTML" else (_text_lines(text, limits), Said())
    return _article(lines, said, parts, kind, hashlib.sha256(data).hexdigest(), limits)


def _article(
    lines: list[Line], said: Said, parts: tuple[LeftOut, ...], kind: str, sha256: str, limits: IntakeLimits
) -> Article:
    if sum(len(line.text) for line in lines) > limits.max_characters:
        raise IntakeRefused("document-too-long", f"more than {limits.max_characters:,} characters of text")
    sifted = sift(lines, said.title)
    text = "\n".join(line.text for line in sifted.kept)
    if not text and not sifted.title:
        raise IntakeRefused("document-empty", "no line of it looks like an article")
    short = [
        one.text for one in sifted.left_out if one.reason in ("head of the page", "byline") and len(one.text) < 100
    ]
    return Article(
        title=sifted.title,
        text=text,
        outlet=outlet_of(said.outlet, sifted.kept, sifted.credit),
        author=sifted.author,
        date=date_of(said.date, short),
        language=language_of(f"{sifted.title}\n{text}"),
        proposals=proposals(text),
        media_type=MEDIA_TYPES[kind],
        sha256=sha256,
        left_out=(*sifted.left_out, *parts),
    )


def _kind(data: bytes, name: str) -> str:
    ending = _ENDINGS.get(name.rpartition(".")[2].lower(), "")
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = "TXT"
    if start.startswith(b"%PDF-"):
        found = "PDF"
        if _TAG.search(data[:4096]):
            raise IntakeRefused("document-two-kinds", "it begins as a PDF and holds a web page")
    elif start.startswith(b"PK\x03\x04"):
        found = "DOCX"
    elif b"%PDF-" in data[:1024]:
        raise IntakeRefused("document-two-kinds", "it holds a PDF and does not begin as one")
    elif _HEADER.match(start.replace(b"\r\n", b"\n")):
        found = "EML"
    elif _TAG.search(data[:4096].replace(b"\0", b"")):
        found = "HTML"
    if found != "DOCX" and zipfile.is_zipfile(io.BytesIO(data)):  # an archive is read from its end
        raise IntakeRefused("document-two-kinds", f"it begins as {found} and is an archive, too")
    if ending and ending != found:
        raise IntakeRefused("document-two-kinds", f"it is named as {ending} and is none")
    return found


def _text_lines(text: str, limits: IntakeLimits) -> list[Line]:
    every = text.split("\n")
    if len(every) > limits.max_lines:
        raise IntakeRefused("document-too-long", f"{len(every):,} lines; at most {limits.max_lines:,}")
    return [Line(number, line.strip()) for number, line in enumerate(every, 1) if line.strip()]
