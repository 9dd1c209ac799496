"""PDFs whose letters run from right to left, as programs write them: words at places, glyphs from left to right."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

WIDTH, SIZE, STEP = 560, 12, 6
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


def drawn(lines: list[str], *, blanks: bool) -> bytes:
    """By hand: each word a piece of its own, the first of a line at its right; words in other letters that follow each
    other are one. The first line is larger. `blanks`: they are drawn, too."""
    letters = sorted({letter for line in lines for letter in line} | {" "})
    codes = {letter: number for number, letter in enumerate(letters, 1)}

    def glyphs(word: str) -> bytes:
        return b"<" + b"".join(b"%04X" % codes[letter] for letter in word) + b">"

    content = b""
    for number, line in enumerate(lines):
        x, y, size = WIDTH, 800 - 20 * number, SIZE if number else 2 * SIZE
        for word in re.findall(r"[!-~]+(?: [!-~]+)*|\S+", line):
            x -= STEP * len(word)
            run = word if word.isascii() else word[::-1]
            content += b"BT /F1 %d Tf 1 0 0 1 %d %d Tm %s Tj ET\n" % (size, x, y, glyphs(run))
            x -= STEP
            if blanks:
                content += b"BT /F1 %d Tf 1 0 0 1 %d %d Tm %s Tj ET\n" % (size, x, y, glyphs(" "))
    table = "\n".join(f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /A def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}\nendbfchar endcmap end end"
    ).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R]"
            b" /ToUnicode 7 0 R >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    xref = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, xref)
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def printed(html: str, folder: Path) -> bytes:
    """By a browser, which must be there."""
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(html, "utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer", f"--print-to-pdf={made}", page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return made.read_bytes()
