"""A witness before honest logs and lying ones: what it has cosigned is one past, and what a log denies is proved."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.evidence.checkpoints import Checkpoint, cosign, cosigners
from tansiq.evidence.contradictions import CONVICTS, Contradiction, Finding
from tansiq.evidence.key_statements import Believed, KeysNotBelieved, believe, keys_stated, stated
from tansiq.evidence.notes import COSIGNATURE, NoteInvalid, PrivateKey, Signature, SignedNote, signed
from tansiq.evidence.tree import EMPTY_ROOT, check_consistency, consistency_proof, leaf_hash, root_hash
from tansiq.evidence.witness import Memory, NotTaken, Why, take
from tests.evidence.rows import rows_of, stored_in

ORIGIN = "office.example/log"
OLD, NEW, OTHER = (PrivateKey.of(ORIGIN, bytes([n]) * 32) for n in range(3))
WITNESS = PrivateKey.of("relief.example/witness", b"w" * 32, COSIGNATURE)


class Log:
    """One that is as long as it is wanted, and has another past from leaf `lies_from` on, if it lies."""

    def __init__(self, size: int, lies_from: int | None = None, keys: tuple[PrivateKey, ...] = (OLD,)) -> None:
        self.keys = keys
        lie = size if lies_from is None else lies_from
        self._stored = stored_in(
            rows_of([leaf_hash(b"true %d" % n if n < lie else b"lie %d" % n) for n in range(size)])
        )

    def root(self, size: int) -> bytes:
        return root_hash(size, self._stored)

    def note(self, size: int) -> SignedNote:
        return signed(Checkpoint(ORIGIN, size, self.root(size)).text(), self.keys)

    def proof(self, old: int, size: int) -> tuple[bytes, ...]:
        return consistency_proof(old, size, self._stored)


def fresh() -> Memory:
    return Memory(ORIGIN, Believed((OLD.public,)))


def after(log: Log, size: int) -> Memory:
    return take(fresh(), 0, (), log.note(size))


def not_taken(memory: Memory | None, old: int, proof: tuple[bytes, ...], note: SignedNote) -> NotTaken:
    with pytest.raises(NotTaken) as refused:
        take(memory, old, proof, note)
    return refused.value


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_all_that_an_honest_log_shows_is_taken(sizes: list[int]) -> None:
    log, memory = Log(60), fresh()
    for size in sorted(sizes):
        old = memory.checkpoint.size
        memory = take(memory, old, log.proof(old, size), log.note(size))
        assert memory.checkpoint == Checkpoint(ORIGIN, size, log.root(size))


@settings(deadline=None)
@given(st.data())
def test_whatever_is_offered_what_is_taken_is_one_past(data: st.DataObject) -> None:
    """Any order of true and lying checkpoints, with any old size and any of the proofs that there are."""
    honest, liar = Log(24), Log(24, lies_from=data.draw(st.integers(0, 23)))
    memory, taken = fresh(), []
    proofs: list[Contradiction] = []
    for _ in range(data.draw(st.integers(1, 8))):
        log = data.draw(st.sampled_from([honest, liar]))
        size = data.draw(st.integers(0, 24))
        old = data.draw(st.sampled_from([memory.checkpoint.size, data.draw(st.integers(0, 24))]))
        proof = data.draw(st.sampled_from([honest, liar])).proof(min(old, size), size)
        try:
            memory = take(memory, old, proof, log.note(size))
        except NotTaken as refused:
            proofs += [refused.contradiction] if refused.contradiction is not None else []
        else:
            taken.append(memory.checkpoint)
    assert all(proof.finding([OLD.public]) in CONVICTS for proof in proofs)
    for one, next_one in pairwise(taken):
        assert one.size <= next_one.size
        assert any({one.root, next_one.root} <= {log.root(one.size), log.root(next_one.size)} for log in (honest, liar))


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 39))
def test_a_rewritten_log_is_convicted_and_an_honest_one_cannot_be(old: int, more: int, lies_from: int) -> None:
    honest, liar = Log(80), Log(80, lies_from=lies_from)
    size = old + more
    proof = liar.proof(old, size) if more else ()
    beginning = liar.root(old) if more else b""
    case = Contradiction.between(honest.note(old), liar.note(size), beginning, proof)
    if lies_from < old:
        assert case.finding([OLD.public]) is (Finding.REWRITTEN if more else Finding.SPLIT)
        assert Contradiction.read(case.written()) == case
    else:
        with pytest.raises(NoteInvalid):
            case.finding([OLD.public])
    with pytest.raises(NoteInvalid):
        case.finding([OTHER.public])
    true = Contradiction.between(honest.note(old), honest.note(size), liar.root(old), liar.proof(old, size))
    if more:
        with pytest.raises(NoteInvalid):  # with what a liar says of an honest log nobody is convicted
            true.finding([OLD.public])


def test_a_log_that_became_shorter_is_told_and_not_convicted() -> None:
    log = Log(9)
    assert Contradiction.between(log.note(9), log.note(5)).finding([OLD.public]) is Finding.SHORTENED
    with pytest.raises(NoteInvalid):
        Contradiction.between(log.note(5), log.note(9)).finding([OLD.public])
    assert Finding.SHORTENED not in CONVICTS


@pytest.mark.parametrize(
    ("offered", "why"),
    [
        (lambda log: (None, 0, (), log.note(3)), Why.UNKNOWN_LOG),
        (lambda log: (Memory("another/log", Believed((OLD.public,))), 0, (), log.note(3)), Why.UNKNOWN_LOG),
        (lambda log: (fresh(), 0, (), SignedNote("no checkpoint\n", log.note(3).signatures)), Why.MALFORMED),
        (lambda log: (fresh(), 4, (), log.note(3)), Why.MALFORMED),
        (lambda log: (after(log, 2), 2, (bytes(32),) * 64, log.note(3)), Why.MALFORMED),
        (lambda log: (fresh(), 0, (), Log(3, keys=(OTHER,)).note(3)), Why.NOT_SIGNED),
        (lambda log: (fresh(), 0, (), SignedNote(log.note(3).text, log.note(2).signatures)), Why.NOT_SIGNED),
        (lambda log: (after(log, 4), 0, (), log.note(5)), Why.OLD_SIZE),
        (lambda log: (after(log, 4), 3, log.proof(3, 5), log.note(5)), Why.OLD_SIZE),
        (lambda log: (after(log, 4), 2, log.proof(2, 3), log.note(3)), Why.OLD_SIZE),
        (lambda log: (after(log, 4), 4, log.proof(3, 7), log.note(7)), Why.NOT_CONSISTENT),
        (lambda log: (after(log, 4), 4, (), log.note(7)), Why.NOT_CONSISTENT),
        (lambda log: (fresh(), 0, log.proof(3, 7), log.note(7)), Why.NOT_CONSISTENT),
        (lambda log: (after(log, 4), 4, log.proof(3, 7), log.note(4)), Why.NOT_CONSISTENT),
        (lambda log: (fresh(), 0, (), signed(Checkpoint(ORIGIN, 0, bytes(32)).text(), (OLD,))), Why.OLD_SIZE),
    ],
)
def test_what_a_witness_refuses_and_how(offered: object, why: Why) -> None:
    refused = not_taken(*offered(Log(8)))  # type: ignore[operator]
    assert refused.why is why
    if why is Why.OLD_SIZE and "another size" in str(refused):
        assert refused.size == 4


def test_the_second_tree_of_a_size_is_proof_against_the_log_whatever_old_size_it_comes_with() -> None:
    memory = after(Log(8), 8)
    for old in (0, 8):
        refused = not_taken(memory, old, (), Log(8, lies_from=5).note(8))
        assert (refused.why, refused.size) == (Why.OLD_SIZE, 8)
        assert refused.contradiction is not None
        assert refused.contradiction.finding([OLD.public]) is Finding.SPLIT


def test_what_was_taken_is_taken_again_so_that_a_lost_cosignature_can_be_made_anew() -> None:
    log = Log(8)
    memory = after(log, 8)
    assert take(memory, 8, (), log.note(8)) == memory
    note = log.note(8)
    lines = (cosign(note, WITNESS, 1_000), *note.signatures)
    assert [one.at_s for one in cosigners(SignedNote(note.text, lines), [WITNESS.public])] == [1_000]
    assert take(fresh(), 0, (), Log(0).note(0)).checkpoint.root == EMPTY_ROOT


def test_the_proof_that_convicts_is_a_proof_of_what_the_longer_tree_begins_with() -> None:
    liar = Log(11, lies_from=2)
    check_consistency(7, 11, liar.root(7), liar.root(11), liar.proof(7, 11))


def test_a_new_key_is_believed_when_an_old_one_vouches_for_it_by_name() -> None:
    first = Believed((OLD.public,))
    both = believe(first, stated(ORIGIN, (OLD, NEW)))
    assert both == Believed((OLD.public, NEW.public))
    alone = believe(both, stated(ORIGIN, (NEW,)))
    assert alone == Believed((NEW.public,), (OLD.public,))
    with pytest.raises(KeysNotBelieved, match="vouches"):
        believe(first, stated(ORIGIN, (NEW,)))
    with pytest.raises(KeysNotBelieved, match="vouches"):
        believe(alone, stated(ORIGIN, (OLD, OTHER)))
    with pytest.raises(KeysNotBelieved, match="named again"):
        believe(alone, stated(ORIGIN, (OLD, NEW)))


def test_whoever_signs_beside_the_log_does_not_become_its_key() -> None:
    """Anybody can put a line below a note that everybody can read."""
    true = stated(ORIGIN, (OLD,))
    beside = Signature(OTHER.public.name, OTHER.public.id, OTHER.sign(true.text.encode()))
    assert believe(Believed((OLD.public,)), SignedNote(true.text, (*true.signatures, beside))).keys == (OLD.public,)
    forged = stated(ORIGIN, (OTHER, OLD))
    without = SignedNote(forged.text, forged.signatures[:1])
    with pytest.raises(NoteInvalid, match="has not signed"):
        believe(Believed((OLD.public,)), without)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n3\n{'A' * 43}=\n",
        "tansiq-log-keys/v1\n",
        f"tansiq-log-keys/v1\n{ORIGIN}\n",
        f"tansiq-log-keys/v1\nanother/log\n{OLD.public.written()}\n",
        f"tansiq-log-keys/v1\n{ORIGIN}\n{OLD.public.written()}\n{OLD.public.written()}\n",
        f"tansiq-log-keys/v1\n{ORIGIN}\nnonsense\n",
    ],
)
def test_what_is_no_statement_of_keys(text: str) -> None:
    with pytest.raises(NoteInvalid):
        keys_stated(signed(text, (OLD,)))


def test_a_statement_of_keys_is_no_checkpoint() -> None:
    with pytest.raises(NoteInvalid):
        Checkpoint.read(stated(ORIGIN, (OLD,)).text)
