"""Documents in: of what is kept, how much belongs to the article, and of the article, how much is kept.

`make bench BENCH=intake`. Beside the pages after which the rules were made stand pages in ten common layouts; and,
where the library trafilatura can be imported, what it keeps of the same pages. It is no part of this product.
"""

from __future__ import annotations

import importlib
import re
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from types import ModuleType

from tests.gateways.intake.layouts import layouts
from tests.gateways.intake.pages import LANGUAGES, pages

from bench.load import print_table
from tansiq.gateways.intake.reading import read

HEAD = ("language", "pages", "precision", "recall", "titles", "ms each")


def main() -> None:
    made = pages()
    rows: list[tuple[object, ...]] = []
    for language in LANGUAGES:
        for kind in ("text", "html"):
            kept = right = wanted = 0
            chosen = [page for page in made if page.language == language]
            start = time.perf_counter()
            for page in chosen:
                found = read((page.text if kind == "text" else page.html).encode())
                lines, article = {found.title, *found.text.split("\n")}, {page.title, *page.article}
                kept, right, wanted = kept + len(lines), right + len(lines & article), wanted + len(article)
            ms = (time.perf_counter() - start) * 1000 / len(chosen)
            rows.append((language, kind, len(chosen), f"{right / kept:.3f}", f"{right / wanted:.3f}", f"{ms:.1f}"))
    print_table("Documents in: lines", ("language", "as", "pages", "precision", "recall", "ms each"), rows)
    print_table("Ten layouts: words of the text, these rules", HEAD, measured(ours))
    other = trafilatura()
    if other is None:
        print("trafilatura is not there, and not measured: put it where Python finds it, in a place of its own")
        return
    for precise in (False, True):
        which = ", favouring precision" if precise else ""
        rows = measured(partial(theirs, other, precise))
        print_table(f"Ten layouts: words of the text, trafilatura {other.__version__}{which}", HEAD, rows)


def measured(reading: Callable[[str], tuple[str, str]]) -> list[tuple[object, ...]]:
    """By language, over all its pages."""
    rows: list[tuple[object, ...]] = []
    for language in LANGUAGES:
        chosen = [layout for layout in layouts() if layout.language == language]
        kept = right = wanted = titles = 0
        start = time.perf_counter()
        for layout in chosen:
            title, text = reading(layout.html)
            found, article = words(text), words(" ".join(layout.article))
            kept, wanted = kept + found.total(), wanted + article.total()
            right, titles = right + (found & article).total(), titles + (title == layout.title)
        ms = (time.perf_counter() - start) * 1000 / len(chosen)
        rows.append((language, len(chosen), f"{right / max(1, kept):.3f}", f"{right / wanted:.3f}",
                     f"{titles} of {len(chosen)}", f"{ms:.1f}"))  # fmt: skip
    return rows


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def ours(html: str) -> tuple[str, str]:
    found = read(html.encode())
    return found.title, found.text


def theirs(other: ModuleType, precise: bool, html: str) -> tuple[str, str]:
    found = other.bare_extraction(html, include_comments=False, with_metadata=True, favor_precision=precise)
    return (found.title or "", found.text or "") if found else ("", "")


def trafilatura() -> ModuleType | None:
    try:
        return importlib.import_module("trafilatura")
    except ImportError:
        return None
