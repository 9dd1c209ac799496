"""How a log stood at a moment: what is proved of it, by us and by a judge that is not ours, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import NoteInvalid
from tansiq.evidence.policy import Policy
from tansiq.evidence.shelf import Shelf, beginning_on_shelf
from tansiq.evidence.tree import root_hash
from tansiq.evidence.verifying import Fault, NotProven, Stood, check
from tests.evidence.judges import gopher
from tests.evidence.judges.gopher import Gopher
from tests.evidence.people import OFFICE, STRANGER, log_with, receipt
from tests.evidence.rows import rows_of, stored_in

LOG = log_with(receipt(), 300)
CHECKPOINT = LOG.checkpoint()
POLICY = Policy.of([OFFICE.public], [], 0)
SIZES = st.integers(1, len(LOG.entries))


def root_then(size: int) -> bytes:
    return root_hash(size, stored_in(rows_of(LOG.hashes[:size])))


def fault(proof: Beginning, policy: Policy = POLICY) -> Fault:
    with pytest.raises(NotProven) as refused:
        check(proof.written().encode(), policy)
    return refused.value.fault


@given(SIZES)
def test_each_moment_of_a_log_is_proven_by_a_later_checkpoint(size: int) -> None:
    proof = LOG.beginning(size, CHECKPOINT)
    assert Beginning.read(proof.written()) == proof
    found = check(proof.written().encode(), POLICY)
    assert isinstance(found, Stood)
    assert (found.size, found.root, found.head.checkpoint.size) == (size, root_then(size), 300)


@given(SIZES, SIZES)
def test_another_root_or_size_is_refused(size: int, other: int) -> None:
    proof = LOG.beginning(size, CHECKPOINT)
    assert fault(dataclasses.replace(proof, root=bytes(32))) is Fault.NOT_BEGINNING
    if other != size:
        assert fault(dataclasses.replace(proof, size=other)) is Fault.NOT_BEGINNING
    assert fault(proof, Policy.of([STRANGER.public], [], 0)) is Fault.OTHER_LOG


def test_gos_tlog_takes_each_of_them_and_refuses_another_root(tmp_path: Path) -> None:
    go = Gopher.built(tmp_path)
    whole = Checkpoint.read(CHECKPOINT.text)
    proofs = [LOG.beginning(size, CHECKPOINT) for size in range(1, 301)]
    cases = [gopher.tree(one.size, whole.size, one.root, whole.root, one.hashes) for one in proofs]
    assert not any(go.refuses(cases))
    assert all(go.refuses(gopher.tree(one.size, 300, bytes(32), whole.root, one.hashes) for one in proofs))


@pytest.mark.parametrize(
    ("old", "new"),
    [("size 6", "size 06"), ("size 6", "size 0"), ("tansiq-beginning/v1", "tansiq-beginning/v2"), ("size 6\n", "")],
)
def test_it_has_one_form(old: str, new: str) -> None:
    written = LOG.beginning(6, CHECKPOINT).written()
    with pytest.raises(NoteInvalid):
        Beginning.read(written.replace(old, new, 1))


def test_a_shelf_tells_of_its_own_journal_as_far_as_it_reaches(tmp_path: Path) -> None:
    folder, leaves = tmp_path / "log", LOG.hashes
    assert beginning_on_shelf(folder, 1, lambda: leaves[0]) is None
    shelf = Shelf(folder)
    shelf.grow(leaves)
    shelf.publish(CHECKPOINT)
    for size in (1, 255, 256, 257, 300):
        assert beginning_on_shelf(folder, size, lambda size=size: leaves[size - 1]) == LOG.beginning(size, CHECKPOINT)  # type: ignore[misc]
    assert beginning_on_shelf(folder, 301, lambda: leaves[0]) is None
    assert beginning_on_shelf(folder, 7, lambda: leaves[7]) is None, "it is of another journal"
    (folder / "tile/0/000").unlink()
    assert beginning_on_shelf(folder, 7, lambda: leaves[6]) is None
