"""Hashes as lines: what is written is read, and each has one form."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence import hash_lines
from tansiq.evidence.notes import NoteInvalid

HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=5)


@given(HASHES)
def test_what_is_written_is_read_and_not_one_line_more(hashes: list[bytes]) -> None:
    lines = hash_lines.written(hashes)
    assert hash_lines.read(lines, len(hashes)) == tuple(hashes)
    with pytest.raises(NoteInvalid, match=f"at most {len(hashes)}"):
        hash_lines.read((*lines, *hash_lines.written([bytes(32)])), len(hashes))


@given(HASHES, st.binary(max_size=70).filter(lambda data: len(data) != 32), st.integers(0, 5))
def test_what_is_as_long_as_no_hash_is_refused(hashes: list[bytes], other: bytes, at: int) -> None:
    lines = list(hash_lines.written(hashes))
    lines.insert(at, base64.b64encode(other).decode())
    with pytest.raises(NoteInvalid, match="SHA-256"):
        hash_lines.read(lines, 64)


@given(st.text(max_size=50))
def test_no_two_lines_are_one_hash(line: str) -> None:
    try:
        (found,) = hash_lines.read([line], 1)
    except NoteInvalid:
        return
    assert hash_lines.written([found]) == (line,)


@pytest.mark.parametrize("line", ["A" * 42 + "B=", "A" * 43, "A" * 43 + "=\n", " " + "A" * 43 + "=", "_" * 43 + "="])
def test_a_hash_that_is_written_otherwise_is_refused(line: str) -> None:
    with pytest.raises(NoteInvalid, match="base64"):
        hash_lines.read([line], 1)
