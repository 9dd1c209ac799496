"""A proof on paper: in whatever order its codes are scanned, the file comes out, or why it does not."""

from __future__ import annotations

import itertools
import random

import pytest

from tansiq.evidence.paper import PaperIncomplete, is_paper, put_together
from tansiq.evidence.policy import Policy
from tansiq.evidence.verifying import Fault, NotProven, Proven, check
from tests.evidence.people import ARMY, CONTENT, OFFICE, RELIEF, log_with, receipt


@pytest.fixture(scope="module")
def file() -> bytes:
    log = log_with(receipt(unit="3rd brigade"))
    return log.proof(6, log.checkpoint((OFFICE,), (RELIEF, ARMY)), CONTENT)


def codes(file: bytes, count: int, size: int = 9) -> list[str]:
    """As the console cuts it: no piece begins or ends with what a scanner leaves out."""
    text = file.decode().replace("\n\u2014 ", "\n-- ").rstrip()
    cuts = [round(len(text) * part / count) for part in range(count + 1)]
    for part in range(1, count):
        while text[cuts[part] - 1].isspace() or text[cuts[part]].isspace():
            cuts[part] -= 1
    pieces = [text[first:last] for first, last in itertools.pairwise(cuts)]
    return [f"tansiq-proof {at}/{count} 7/{size}/{len(file)}\n{piece}" for at, piece in enumerate(pieces, 1)]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12])
def test_the_file_comes_out_to_the_byte_whatever_scanners_do(file: bytes, count: int) -> None:
    texts = codes(file, count)
    drawn = random.Random(count)
    for between, ends in (("\n", "\n"), ("\r\n", "\r\n"), ("\n\n", "\n"), ("\x00\n", "\n"), (" \n \n", "\r")):
        drawn.shuffle(texts)
        scanned = between.join([*texts, texts[0]]).replace("\n", ends).encode()
        assert is_paper(scanned)
        assert put_together(scanned) == file
    assert put_together(b"\xef\xbb\xbf" + "\n".join(texts).encode()) == file
    found = check("\n".join(texts).encode(), Policy((OFFICE.public,)))
    assert isinstance(found, Proven)
    assert found.content == CONTENT


def test_what_is_missing_or_of_another_paper_is_said(file: bytes) -> None:
    one, two, three = codes(file, 3)
    for scanned, about, missing in (
        (f"{three}\n{one}", "of 3 codes these are missing: 2", (2,)),
        (one, "missing: 2, 3", (2, 3)),
        ("\n".join([one, two, codes(file, 3, size=10)[2]]), "more than one proof", ()),
        ("\n".join([one, two[:-1], two, three]), "code 2 was scanned in two ways", ()),
        ("\n".join([one, two[:-1], three]), "not as long as it should be", ()),
        ("\n".join([one, two, three, three.replace(" 3/3 ", " 4/3 ")]), "more codes", ()),
        (f"{one}\n{two}".replace("proof 1/3", "proof 0/3"), "does not begin", ()),
        (f"tansiq-proof but nothing else\n{one}", "does not begin", ()),
    ):
        with pytest.raises(PaperIncomplete, match=about) as refused:
            put_together(scanned.encode())
        assert refused.value.missing == missing
        with pytest.raises(NotProven) as fault:
            check(scanned.encode(), Policy((OFFICE.public,)))
        assert fault.value.fault is Fault.INCOMPLETE_PAPER
    for wrong in (b"tansiq-proof \xff", b"tansiq-proof 1/1 1/1/1\n" + bytes(4_100_000), b"tansiq-proof "):
        with pytest.raises(PaperIncomplete):
            put_together(wrong)
    assert not is_paper(file)


def test_paper_proves_no_more_than_its_file(file: bytes) -> None:
    scanned = "\n".join(codes(file, 2)).encode()
    with pytest.raises(NotProven) as fault:
        check(scanned, Policy((RELIEF.public,)))
    assert fault.value.fault is Fault.OTHER_LOG
    changed = scanned.replace(b"index 5", b"index 4")
    with pytest.raises(NotProven) as fault:
        check(changed, Policy((OFFICE.public,)))
    assert fault.value.fault is Fault.NOT_IN_LOG
