"""Documents in: of the lines kept, how many belong to the article, and of its lines, how many are kept."""

from __future__ import annotations

import time

from tests.gateways.intake.pages import LANGUAGES, pages

from bench.load import print_table
from tansiq.gateways.intake.reading import read


def main() -> None:
    rows: list[tuple[object, ...]] = []
    made = pages()
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
    print_table("Documents in", ("language", "as", "pages", "precision", "recall", "ms each"), rows)
