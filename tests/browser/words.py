"""What the pages say, read from the console's own files: a test finds a button by what people read on it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "console" / "src" / "words"
_MESSAGE = re.compile(r"^([A-Za-z0-9-]+) = (.+)$", re.MULTILINE)


@cache
def words(language: str) -> dict[str, str]:
    """All messages of one line, by name. One with a placeable ends before it."""
    found: dict[str, str] = {}
    for file in sorted((_FOLDER / language).rglob("*.ftl")):
        for name, text in _MESSAGE.findall(file.read_text(encoding="utf-8")):
            found[name] = text.split("{")[0].strip()
    return found
