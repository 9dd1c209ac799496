"""Documents that mean harm, made here, each with what becomes of it: a code of refusal, or "" where it is tamed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial

from tests.gateways.intake.pages import Page, pages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE = {page.language: page for page in pages() if page.number == 1}
NEVER = "NEVERSEEN"
"""Stands in what is never to be kept."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """`kept`: of what is tamed, the title that is found."""

    what: str
    name: str
    made: Callable[[], bytes]
    code: str = ""
    kept: str = ""

    def __str__(self) -> str:
        return self.what


def docx(body: str, head: str = "", others: dict[str, bytes] | None = None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, data in (others or {}).items():
            archive.writestr(name, data)
    return packed.getvalue()


def paragraphs(page: Page) -> str:
    lines = [line for line in page.text.split("\n") if line]
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def pdf(lines: list[str], pages_in_it: int = 1, stream: bytes | None = None, page_tree: bytes = b"") -> bytes:
    """A small PDF, written by hand: one font, one line after the other. `stream`: deflated, in place of the lines."""
    drawn = b"BT /F1 12 Tf 14 TL 40 800 Td " + b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
    content = drawn + b" ET" if stream is None else stream
    packed = b"" if stream is None else b" /Filter /FlateDecode"
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages_in_it))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        page_tree or b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages_in_it),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), packed, content),
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


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def nested(depth: int) -> bytes:
    data = b"\0" * 4_000_000
    for level in range(depth):
        data = zipped({f"{level}-{copy}.zip": data for copy in range(3)})
    return data


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b"(a) Tj " * 150_000) for _ in range(megabytes)), packer.flush()])


def page_with_scripts() -> bytes:
    page = PAGE["en"]
    more = (
        f"<script>alert('{NEVER} one, never two, never three.')</script><style>/* {NEVER} */</style>"
        f'<p hidden>{NEVER} words stand here, in a row.</p><img src=x alt="" onerror="{NEVER}()">'
        f'<svg onload="{NEVER}()"><title>{NEVER}</title></svg><iframe srcdoc="<p>{NEVER}</p>"></iframe>'
        f"<object data='x'>{NEVER}</object><noscript>{NEVER}</noscript><template>{NEVER}</template><!-- {NEVER} -->"
    )
    return page.html.replace("<h1>", f"{more}<h1 onclick='{NEVER}()'>").encode()


def page_with_a_title_of_markup() -> bytes:
    page = PAGE["en"]
    return page.html.replace(
        f"<h1>{page.title}</h1>", "<h1>&lt;img src=x onerror=alert(1)&gt; on the bridge</h1>"
    ).encode()


def entities_in_a_page() -> bytes:
    head = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return PAGE["en"].html.replace("<!doctype html>", f"{head}]>").replace("<h1>", "<h1>&i;").encode()


def deep_docx() -> bytes:
    return docx("<w:sdt>" * 3_000 + "<w:p/>" + "</w:sdt>" * 3_000)


def letter(page: Page) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Gazette <desk@example.org>"
    message["Subject"] = page.title
    message["Date"] = "Sun, 01 Mar 2026 08:00:00 +0000"
    message.set_content("\n\n".join(page.article))
    return message


def letter_with_letters() -> bytes:
    message = letter(PAGE["ru"])
    inner = EmailMessage()
    inner["Subject"] = NEVER
    inner.set_content(f"{NEVER} words of another letter, which nobody asked for.")
    message.add_attachment(inner)
    message.add_attachment(f"<p>{NEVER}</p>", subtype="html", filename="page.html")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="invoice.exe")
    return message.as_bytes()


def letters_within_letters() -> bytes:
    inner = "Content-Type: text/plain\n\nwords\n"
    for i in range(40):
        inner = f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n{inner}\n--b{i}--\n"
    return f"Subject: deep\nMIME-Version: 1.0\n{inner}".encode()


def many_parts() -> bytes:
    parts = "".join("--b\nContent-Type: text/plain\n\nwords\n" for _ in range(500))
    return f"Subject: many\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n".encode()


def wrongly_said(language: str, encoding: str, said: str) -> bytes:
    return PAGE[language].html.replace("utf-8", said).encode(encoding, "xmlcharrefreplace")


CASES = (
    Hostile("a zip bomb as DOCX", "a.docx", lambda: docx(f"<!--{' ' * (200 << 20)}-->"), "archive-unsafe"),
    Hostile("zips within zips", "a.zip", lambda: nested(4), "document-unknown"),
    Hostile("zips within zips, named as DOCX", "a.docx", lambda: nested(4), "document-unknown"),
    Hostile(
        "a DOCX with zips within zips beside its text", "a.docx",
        lambda: docx(paragraphs(PAGE["en"]), others={"word/media/a.zip": nested(3)}), kept=PAGE["en"].title,
    ),
    Hostile(
        "a DOCX that leads out of its folder", "a.docx",
        lambda: docx(paragraphs(PAGE["en"]), others={"../../etc/cron.d/a": b"x"}), kept=PAGE["en"].title,
    ),
    Hostile("a DOCX with macros only", "a.docx", lambda: zipped({"word/vbaProject.bin": b"x"}), "document-unknown"),
    Hostile(
        "entities in a DOCX", "a.docx",
        lambda: docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'),
        "document-type",
    ),
    Hostile(
        "an entity from a file in a DOCX", "a.docx",
        lambda: docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
        "document-type",
    ),
    Hostile("elements deep within each other in a DOCX", "a.docx", deep_docx, "document-too-long"),
    Hostile("a PDF that is a page", "a.pdf", lambda: b"%PDF-1.4\n<html><p>both</p></html>", "document-two-kinds"),
    Hostile("a page that is a PDF", "a.html", lambda: b"<html><p>both</html>\n%PDF-1.4\n", "document-two-kinds"),
    Hostile("a PDF that is an archive", "a.pdf", lambda: pdf(["both"]) + zipped({"a.txt": b"b"}), "document-two-kinds"),
    Hostile(
        "a PDF that is a DOCX", "a.docx", lambda: pdf(["both"]) + docx(paragraphs(PAGE["en"])), "document-two-kinds"
    ),
    Hostile(
        "a page that is an archive", "a.html", lambda: PAGE["en"].html.encode() + zipped({"a": b"b"}),
        "document-two-kinds",
    ),
    Hostile("a PDF named as DOCX", "a.docx", lambda: pdf(["words"]), "document-two-kinds"),
    Hostile("a program", "a.txt", lambda: b"\x7fELF\x00\x00\x01\x02" * 500, "document-unknown"),
    Hostile("a page with scripts and handlers", "a.html", page_with_scripts, kept=PAGE["en"].title),
    Hostile(
        "a title that looks like markup", "a.html", page_with_a_title_of_markup,
        kept="<img src=x onerror=alert(1)> on the bridge",
    ),
    Hostile("entities in a page", "a.html", entities_in_a_page, kept=f"&i;{PAGE['en'].title}"),
    Hostile("elements deep in each other in a page", "a.html", lambda: b"<p>" + b"<div>" * 5_000, "document-too-long"),
    Hostile("too many lines", "a.txt", lambda: b"a line\n" * 50_000, "document-too-long"),
    Hostile("a PDF of too many pages", "a.pdf", lambda: pdf(["words"], 400), "document-too-long"),
    Hostile(
        "a PDF whose pages are in a circle", "a.pdf",
        lambda: pdf(["words"], page_tree=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "document-malformed",
    ),
    Hostile("a PDF that unpacks to far more", "a.pdf", lambda: pdf([], stream=bomb(300)), "document-malformed"),
    Hostile("a PDF that breaks off", "a.pdf", lambda: pdf(["words"])[:200], "document-malformed"),
    Hostile("a letter with letters and files", "a.eml", letter_with_letters, kept=PAGE["ru"].title),
    Hostile("letters within letters within letters", "a.eml", letters_within_letters, "document-too-long"),
    Hostile("a letter of too many parts", "a.eml", many_parts, "document-too-long"),
    *(
        Hostile(
            f"{encoding} that says it is {said}", "a.html", partial(wrongly_said, language, encoding, said),
            kept=PAGE[language].title,
        )
        for language, encoding in (("ar", "windows-1256"), ("ru", "koi8-r"), ("ru", "windows-1251"), ("ar", "utf-16"))
        for said in ("utf-8", "windows-1252", "no-such-charset")
    ),
)  # fmt: skip
