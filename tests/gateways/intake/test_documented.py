"""What can be refused of a document is described."""

from __future__ import annotations

import re
from pathlib import Path

from tansiq.gateways.intake.article import CODES
from tansiq.gateways.intake.reading import MEDIA_TYPES

ROOT = Path(__file__).parents[3]
SOURCE = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/tansiq/gateways/intake").glob("*.py"))
PAGE = (ROOT / "docs/documents.md").read_text("utf-8")


def test_every_code_and_kind_of_a_document_is_described_and_used() -> None:
    for code, meaning in CODES.items():
        assert re.search(rf"\| `{code}` \| \d+ \| {re.escape(meaning)} \|", PAGE), code
        assert SOURCE.count(f'"{code}"') > 1, code
    for kind in MEDIA_TYPES:
        assert kind in PAGE
