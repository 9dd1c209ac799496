"""DOCX and PDF: their lines. Pictures, links, macros and embedded files are not looked at."""

from __future__ import annotations

import io

from tansiq.gateways.geofiles.archives import unpacked
from tansiq.gateways.geofiles.feature import FileRefused
from tansiq.gateways.geofiles.limits import FileLimits
from tansiq.gateways.geofiles.xml_reading import Element, elements
from tansiq.gateways.intake.article import IntakeLimits, IntakeRefused, Line, Said
from tansiq.gateways.intake.drawn_text import page_text_lines

_BODY = "word/document.xml"
_CODES = {"archive-unsafe": "archive-unsafe", "document-type": "document-type", "file-too-deep": "document-too-long"}


def docx_lines(data: bytes, limits: IntakeLimits) -> tuple[list[Line], Said]:
    """The paragraphs of the document's body."""
    bounds = FileLimits(max_bytes=limits.max_bytes)
    try:
        with unpacked(data, "the document", bounds) as archive:
            if _BODY not in archive.names:
                raise IntakeRefused("document-unknown", "a zip file that is no DOCX document")
            body = archive.read(_BODY)
        found = []
        for number, paragraph in enumerate(elements(body, frozenset({"p"}), bounds, "the document"), 1):
            if number > limits.max_lines:
                raise IntakeRefused("document-too-long", f"more than {limits.max_lines:,} paragraphs")
            style = paragraph.child("pPr", "pStyle")
            named = "".join(style.attributes.values()).lower() if style else ""
            text = "".join(_runs(paragraph)).strip()
            found += [
                Line(number, part.strip(), heading=named.startswith(("title", "heading1")))
                for part in text.split("\n")
                if part.strip()
            ]
    except FileRefused as refused:
        raise IntakeRefused(_CODES.get(refused.code, "document-malformed"), refused.message) from None
    return found, Said()


def _runs(element: Element) -> list[str]:
    if element.tag == "t":
        return [element.text]
    if element.tag in ("br", "cr"):
        return ["\n"]
    if element.tag == "tab":
        return [" "]
    return [text for child in element.children if child.tag != "del" for text in _runs(child)]


def pdf_lines(data: bytes, limits: IntakeLimits) -> tuple[list[Line], Said]:
    """The lines of its pages. Can take long: see `confined`."""
    from pypdf import PdfReader  # a large part of every start
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise IntakeRefused("document-locked", "the PDF is encrypted")
        if len(reader.pages) > limits.max_pages:
            raise IntakeRefused("document-too-long", f"{len(reader.pages):,} pages; at most {limits.max_pages}")
        lines: list[Line] = []
        characters = 0
        for page in reader.pages:
            found = page_text_lines(page)
            characters += sum(map(len, found))
            if characters > limits.max_characters or len(lines) > limits.max_lines:
                raise IntakeRefused("document-too-long", "more text than is taken")
            lines += [Line(len(lines) + i, one.strip()) for i, one in enumerate(found, 1) if one.strip()]
        title = reader.metadata.title if reader.metadata else ""
    except IntakeRefused:
        raise
    except (PyPdfError, RecursionError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise IntakeRefused("document-malformed", f"a PDF that cannot be read: {type(error).__name__}") from None
    except (OSError, NotImplementedError, RuntimeError, AssertionError, ImportError) as error:
        raise IntakeRefused("document-malformed", f"a PDF that cannot be read: {type(error).__name__}") from None
    return lines, Said(title=str(title or "")[:500])
