"""What a log sends to a witness is read as it was written, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.evidence.asking import LONGEST, Request, read_size, size_answered
from tansiq.evidence.checkpoints import MOST_LEAVES, Checkpoint
from tansiq.evidence.notes import NoteInvalid, PrivateKey, signed

NOTE = signed(Checkpoint("office.example/log", 7, bytes(32)).text(), [PrivateKey.of("office.example/log", bytes(32))])
WHOLE = Request(3, (bytes(32), b"\xff" * 32), NOTE.written()).written().decode()


@settings(deadline=None)
@given(st.integers(0, MOST_LEAVES), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_what_is_written_is_read(old: int, proof: list[bytes]) -> None:
    request = Request(old, tuple(proof), NOTE.written())
    assert Request.read(request.written()) == request


def test_it_is_written_as_the_standard_has_it() -> None:
    lines = WHOLE.split("\n")
    assert lines[:4] == ["old 3", "A" * 43 + "=", "/" * 42 + "8=", ""]
    assert "\n".join(lines[4:]) == NOTE.written()


@settings(deadline=None)
@given(st.integers(0, len(WHOLE.encode()) - 1), st.integers(0, 7))
def test_no_two_bodies_are_one_request(at: int, bit: int) -> None:
    body = bytearray(WHOLE.encode())
    body[at] ^= 1 << bit
    try:
        read = Request.read(bytes(body))
    except NoteInvalid:
        return
    assert read != Request.read(WHOLE.encode())
    assert read.written() == bytes(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        NOTE.written(),
        WHOLE.replace("old 3", "old 03"),
        WHOLE.replace("old 3", "old -3"),
        WHOLE.replace("old 3", "old 3 "),
        WHOLE.replace("old 3", "new 3"),
        WHOLE.replace("old 3", f"old {MOST_LEAVES + 1}"),
        WHOLE.replace("old 3\n", "old 3\r\n"),
        WHOLE.replace("A" * 43 + "=", "A" * 42 + "B="),
        WHOLE.replace("A" * 43 + "=", "AAAA"),
        Request(3, (bytes(32),) * 64, NOTE.written()).written().decode(),
        WHOLE.replace("\n\n", "\n", 1),
        WHOLE + " " * LONGEST,
    ],
)
def test_what_is_malformed_is_refused(body: str) -> None:
    with pytest.raises(NoteInvalid):
        Request.read(body.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NoteInvalid):
        Request.read(b"old 0\n\n\xff\xfe\n")


@settings(deadline=None)
@given(st.integers(0, MOST_LEAVES))
def test_a_size_is_answered_and_read(size: int) -> None:
    assert read_size(size_answered(size)) == size


@pytest.mark.parametrize("body", [b"", b"1", b"01\n", b"-1\n", b"1\n\n", b"one\n", b"9223372036854775808\n"])
def test_what_is_no_size_is_refused(body: bytes) -> None:
    with pytest.raises(NoteInvalid):
        read_size(body)
