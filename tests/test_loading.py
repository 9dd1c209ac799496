"""What a start loads: whoever keeps a journal in a file needs no driver of a database, and nobody pays for readers of
workbooks and PDFs before one comes."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("part", "without"),
    [
        ("tansiq.journal.desk", "psycopg"),
        ("tansiq.centre.desk", "psycopg"),
        ("tansiq.web.server", "openpyxl"),
        ("tansiq.web.server", "pypdf"),
    ],
)
def test_a_part_is_loaded_without_what_it_does_not_need(part: str, without: str) -> None:
    asked = f"import sys, {part}; sys.exit({without!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
