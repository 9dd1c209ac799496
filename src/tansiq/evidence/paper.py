"""Proofs on paper: the texts of numbered QR codes, put together to the file that they were made of.

Each begins with a line `tansiq-proof 2/3 1204/1310/2143`: which of how many it is, the number of the receipt, the
entries of the log, and how many bytes the file has; the last three say what belongs together. The rest is a piece of
the file, in which the dash before a signature is two hyphens: scanners guess how what is not ASCII is written, and
guess wrongly.
"""

from __future__ import annotations

import re

from tansiq.evidence.proofs import LONGEST_PROOF

FIRST_WORD = "tansiq-proof"
MOST_PIECES = 99
_FIRST_LINE = re.compile(
    rf"^{FIRST_WORD} ([1-9][0-9]?)/([1-9][0-9]?) ([1-9][0-9]{{0,18}}/[1-9][0-9]{{0,18}})/([1-9][0-9]{{0,6}})[ \t]*$",
    re.MULTILINE,
)
_DASH = re.compile("^-- ", re.MULTILINE)
_AROUND = " \t\n\ufeff\0"
"""What scanners leave out or put in around a text."""


class PaperIncomplete(Exception):  # noqa: N818
    """Codes are missing, or do not belong together. `missing`: their numbers."""

    def __init__(self, about: str, missing: tuple[int, ...] = ()) -> None:
        super().__init__(about)
        self.missing = missing


def is_paper(written: bytes) -> bool:
    """Whether it is texts of codes, and no file."""
    return written.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(FIRST_WORD.encode() + b" ")


def put_together(written: bytes) -> bytes:
    """The file, from the texts of all codes, one after the other in whatever order; what was scanned twice counts once.
    Raises `PaperIncomplete`. Whether the file proves anything is not asked here."""
    if len(written) > LONGEST_PROOF:
        raise PaperIncomplete("this is too long for what was scanned from paper")
    try:
        text = written.decode().replace("\r\n", "\n").replace("\r", "\n").strip(_AROUND)
    except UnicodeDecodeError:
        raise PaperIncomplete("this is no text") from None
    heads = list(_FIRST_LINE.finditer(text))
    if not heads or heads[0].start():
        raise PaperIncomplete("a text does not begin like the text of a code")
    ends = [*(head.start() for head in heads[1:]), len(text)]
    pieces: dict[int, str] = {}
    count, proof, size = (heads[0][group] for group in (2, 3, 4))
    for head, end in zip(heads, ends, strict=True):
        if (head[2], head[3], head[4]) != (count, proof, size):
            raise PaperIncomplete("there are codes of more than one proof here")
        piece = text[head.end() : end].strip(_AROUND)
        if pieces.setdefault(int(head[1]), piece) != piece:
            raise PaperIncomplete(f"code {head[1]} was scanned in two ways")
    missing = tuple(number for number in range(1, int(count) + 1) if number not in pieces)
    if missing:
        raise PaperIncomplete(f"of {count} codes these are missing: {', '.join(map(str, missing))}", missing)
    if len(pieces) > int(count):
        raise PaperIncomplete("there are more codes here than there should be")
    file = _DASH.sub("\u2014 ", "".join(pieces[number] for number in sorted(pieces))) + "\n"
    if len(file.encode()) != int(size):
        raise PaperIncomplete("what was scanned is not as long as it should be: scan the codes again")
    return file.encode()
