"""What we make, judged by programs that are not ours: Go's sumdb and PyPI's pymerkle. What is right they take, what is
wrong they refuse as we do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import pymerkle
import pytest

from tansiq.evidence.checkpoints import Checkpoint, cosigners, trusted_checkpoint
from tansiq.evidence.notes import NoteInvalid, PrivateKey, PublicKey, SignedNote, read_note, signed
from tansiq.evidence.shelf import Shelf
from tansiq.evidence.tree import (
    ProofInvalid,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_hash,
)
from tests.evidence.judges import gopher
from tests.evidence.judges.gopher import Gopher
from tests.evidence.people import ARMY, NEXT, OFFICE, ORIGIN, RELIEF, STRANGER, Log, log_with, opened, receipt
from tests.evidence.rows import rows_of, stored_in

MOST, LARGE = 600, 70_000
ENTRIES = [b"entry %d" % number for number in range(LARGE + 1)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
STORED = stored_in(rows_of(LEAVES))
ROOTS = [root_hash(size, STORED) for size in range(MOST + 1)]
LARGE_SIZES = (1_023, 1_024, 1_025, 65_535, 65_536, 65_537, LARGE)
Inclusion: TypeAlias = tuple[bytes, int, int, tuple[bytes, ...], bytes]
Consistency: TypeAlias = tuple[int, int, bytes, bytes, tuple[bytes, ...]]


@pytest.fixture(scope="module")
def go(tmp_path_factory: pytest.TempPathFactory) -> Gopher:
    return Gopher.built(tmp_path_factory.mktemp("go"))


def root_of(size: int) -> bytes:
    return ROOTS[size] if size <= MOST else root_hash(size, STORED)


def places(size: int, of: int, chance: random.Random) -> list[int]:
    """All of the first ones of a small tree; of a larger one its ends, what lies at its seams, and some by chance."""
    if size <= of:
        return list(range(size))
    seam = 1 << ((size - 1).bit_length() - 1)
    return sorted({0, 1, seam - 1, seam, size - 1, *(chance.randrange(size) for _ in range(of - 5))})


def inclusions() -> Iterator[Inclusion]:
    chance = random.Random(1)
    for size in (*range(1, MOST + 1), *LARGE_SIZES):
        for index in places(size, 8, chance):
            yield LEAVES[index], index, size, inclusion_proof(index, size, STORED), root_of(size)


def consistencies() -> Iterator[Consistency]:
    chance = random.Random(2)
    for size in (*range(1, MOST + 1), *LARGE_SIZES):
        for last in places(size, 8, chance):
            old = last + 1
            yield old, size, root_of(old), root_of(size), consistency_proof(old, size, STORED)


def turned(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def harmed(proof: tuple[bytes, ...], chance: random.Random) -> Iterator[tuple[bytes, ...]]:
    """Too long, too short, another, in another order."""
    yield (*proof, bytes(32))
    yield (bytes(32), *proof)
    if proof:
        at = chance.randrange(len(proof))
        yield proof[:-1]
        yield proof[1:]
        yield (*proof[:at], turned(proof[at], chance), *proof[at + 1 :])
        yield (*proof[:at], proof[at], *proof[at:])
    if len(proof) > 1:
        yield proof[::-1]


def bad_inclusions() -> Iterator[Inclusion]:
    chance = random.Random(3)
    for leaf, index, size, proof, root in inclusions():
        yield from ((leaf, index, size, other, root) for other in harmed(proof, chance))
        yield turned(leaf, chance), index, size, proof, root
        yield leaf, index, size, proof, turned(root, chance)
        yield from ((leaf, other, size, proof, root) for other in (index - 1, index + 1, index ^ 2, size))
        yield from ((leaf, index, other, proof, root) for other in (size - 1, size + 1, size * 2))


def bad_consistencies() -> Iterator[Consistency]:
    chance = random.Random(4)
    for old, size, old_root, root, proof in consistencies():
        yield from ((old, size, old_root, root, other) for other in harmed(proof, chance))
        yield old, size, turned(old_root, chance), root, proof
        yield old, size, old_root, turned(root, chance), proof
        yield old, size, root, old_root, proof
        yield from ((other, size, old_root, root, proof) for other in (old - 1, old + 1) if other)
        yield from ((old, other, old_root, root, proof) for other in (size - 1, size + 1) if other)


def we_refuse(check: Callable[..., None], case: Sequence[object]) -> bool:
    try:
        check(*case)
    except ProofInvalid:
        return True
    return False


def test_go_takes_our_inclusion_proofs_and_refuses_what_we_refuse(go: Gopher) -> None:
    good, bad = list(inclusions()), [*bad_inclusions(), (LEAVES[0], 0, 0, (), ROOTS[0])]
    assert len(good) > 4_000
    assert not any(go.refuses(gopher.record(*case) for case in good))
    ours = [we_refuse(check_inclusion, case) for case in bad]
    assert go.refuses(gopher.record(*case) for case in bad) == ours
    # What is left is right of a tree of another size: the path of a leaf may be the same there, and only the signature
    # of a checkpoint ties a root to a size.
    known = {(leaf, index, proof, root) for leaf, index, _, proof, root in good}
    left = [case for case, refused in zip(bad, ours, strict=True) if not refused]
    assert all((leaf, index, proof, root) in known for leaf, index, _, proof, root in left)


def test_go_takes_our_consistency_proofs_and_refuses_what_we_refuse(go: Gopher) -> None:
    good, bad = list(consistencies()), list(bad_consistencies())
    assert not any(go.refuses(gopher.tree(*case) for case in good))
    ours = [we_refuse(check_consistency, case) for case in bad]
    assert go.refuses(gopher.tree(*case) for case in bad) == ours
    # What is left is right of trees of other sizes: only the signature of a checkpoint ties a root to a size.
    known = {case[2:] for case in good}
    assert all(case[2:] in known or case[0] == case[1] for case, refused in zip(bad, ours, strict=True) if not refused)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600, 65_535, 65_536, 65_537, LARGE])
def test_go_reads_our_tiles_and_makes_the_proofs_that_we_make(go: Gopher, tmp_path: Path, size: int) -> None:
    shelf = Shelf(tmp_path)
    for part in sorted({size // 3, size}):  # grown in two steps, as an office's log grows
        shelf.grow(LEAVES[shelf.size : part])
        note = published(shelf)
    indexes = places(size, 12, random.Random(size))
    (answer,) = go.answers([gopher.tiles(tmp_path, size, shelf.root(), indexes)])
    assert answer["Hash"] == gopher.b64(root_of(size))
    assert answer["Hashes"] == [gopher.b64(LEAVES[index]) for index in indexes]
    ours = []
    for index in indexes:
        ours.append(gopher.several(inclusion_proof(index, size, shelf.hashes(size))))
        ours.append(gopher.several(consistency_proof(index + 1, size, shelf.hashes(size))))
    assert [proof or [] for proof in answer["Proofs"]] == ours
    (opened_note,) = go.answers([gopher.note(note.written().encode(), [OFFICE.public.written()])])
    assert opened_note["Text"] == note.text


def published(shelf: Shelf) -> SignedNote:
    note = signed(Checkpoint(ORIGIN, shelf.size, shelf.root()).text(), [OFFICE])
    shelf.publish(note)
    return note


def test_go_refuses_tiles_of_which_a_bit_was_turned(go: Gopher, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.grow(LEAVES[:600])
    published(shelf)
    chance, root, every = random.Random(5), shelf.root(), list(range(600))
    paths = [path for path in sorted(tmp_path.rglob("*")) if path.is_file() and path.name != "checkpoint"]
    assert len(paths) == 4
    for path in paths:
        data = path.read_bytes()
        path.write_bytes(turned(data, chance))
        assert go.refuses([gopher.tiles(tmp_path, 600, root, every)]) == [True], path
        path.write_bytes(data)
    assert go.refuses([gopher.tiles(tmp_path, 600, root, every)]) == [False]


LOG = log_with(receipt())
NOTE = LOG.checkpoint((OFFICE, NEXT, STRANGER), (RELIEF, ARMY))
KNOWN = (OFFICE, NEXT, RELIEF, ARMY)


def our_signers(written: bytes, keys: Sequence[PrivateKey]) -> list[str] | None:
    """As Go names them; None if it is refused."""
    public = [key.public for key in keys]
    try:
        note = read_note(written)
        _, signed = trusted_checkpoint(note, public)
        cosigned = [one.key for one in cosigners(note, public)]
    except NoteInvalid:
        return None
    return sorted(f"{key.name}+{key.id.hex()}" for key in (*signed, *cosigned))


def their_signers(go: Gopher, cases: Sequence[bytes], keys: Sequence[PrivateKey]) -> list[list[str] | None]:
    written = [key.public.written() for key in keys]
    answers = go.answers(gopher.note(case, written) for case in cases)
    return [None if "Refused" in answer else sorted(answer["Signers"]) for answer in answers]


def test_go_finds_the_signatures_and_cosignatures_that_we_find(go: Gopher) -> None:
    for keys in (KNOWN, (OFFICE,), (NEXT, ARMY), (OFFICE, RELIEF)):
        written = NOTE.written().encode()
        assert their_signers(go, [written], keys) == [our_signers(written, keys)]
    assert their_signers(go, [NOTE.written().encode()], [STRANGER]) == [
        ["stranger.example+" + STRANGER.public.id.hex()]
    ]
    for key in KNOWN:
        assert PublicKey.read(key.public.written()) == key.public


def test_whatever_bit_is_turned_we_take_no_checkpoint_that_go_refuses(go: Gopher) -> None:
    """We refuse more, and only this: base64 that is written in a second way, and a control character (DEL) in a
    stranger's name."""
    written = NOTE.written().encode()
    cases = []
    for at in range(len(written)):
        for bit in range(8):
            other = bytearray(written)
            other[at] ^= 1 << bit
            cases.append(bytes(other))
    theirs = their_signers(go, cases, KNOWN)
    stricter = []
    for case, found in zip(cases, theirs, strict=True):
        ours = our_signers(case, KNOWN)
        if ours is None:
            if found is not None:
                stricter.append(case)
        else:
            assert found is not None
            assert set(ours) == set(found)
    for case in stricter:
        said = read_note_error(case)
        assert "base64 as it is written" in said or "name has no control characters" in said, said
    assert stricter


def read_note_error(written: bytes) -> str:
    try:
        trusted_checkpoint(read_note(written), [key.public for key in KNOWN])
    except NoteInvalid as error:
        return str(error)
    return ""


def test_go_takes_the_receipt_of_every_entry(go: Gopher) -> None:
    """As docs/proof.md tells it."""
    log = Log((*LOG.entries, *(opened(n, {"n": n}, "x.y") for n in range(12, 40))))
    note = log.checkpoint()
    hashes = log.hashes
    stored, size = stored_in(rows_of(hashes)), len(hashes)
    root = trusted_checkpoint(note, [OFFICE.public])[0].root
    cases = [
        gopher.record(hashes[index], index, size, inclusion_proof(index, size, stored), root) for index in range(size)
    ]
    assert not any(go.refuses(cases))


@pytest.fixture(scope="module")
def merkle() -> pymerkle.InmemoryTree:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in ENTRIES[:MOST]:
        tree.append_entry(entry)
    return tree


def merkle_refuses(check: Callable[..., None], *case: object, **more: object) -> bool:
    try:
        check(*case, **more)
    except pymerkle.InvalidProof:
        return True
    return False


def test_pymerkle_has_our_roots_and_our_inclusion_proofs(merkle: pymerkle.InmemoryTree) -> None:
    chance = random.Random(6)
    assert merkle.get_root(0) == ROOTS[0]
    for size in range(1, MOST + 1):
        assert merkle.get_root(size) == ROOTS[size]
        for index in places(size, 6, chance):
            theirs = merkle.prove_inclusion(index + 1, size)
            proof = inclusion_proof(index, size, STORED)
            assert theirs.path == [LEAVES[index], *proof]
            theirs.verify(LEAVES[index], ROOTS[size], index=index + 1, size=size)


def test_pymerkle_refuses_the_inclusion_proofs_that_we_refuse(merkle: pymerkle.InmemoryTree) -> None:
    seen = 0
    for leaf, index, size, proof, root in bad_inclusions():
        if not 0 < size <= MOST or not 0 <= index < size:
            continue
        theirs = merkle.prove_inclusion(index + 1, size)
        theirs.path = [leaf, *proof]
        refused = merkle_refuses(theirs.verify, leaf, root, index=index + 1, size=size)
        assert refused == we_refuse(check_inclusion, (leaf, index, size, proof, root))
        seen += refused
    assert seen > 20_000


def test_pymerkle_s_own_consistency_proofs_hold_between_our_roots(merkle: pymerkle.InmemoryTree) -> None:
    """Its proofs have another form than those of RFC 6962; the trees are the same, and so is what is refused."""
    chance = random.Random(7)
    for old, size, old_root, root, proof in consistencies():
        if size > MOST:
            continue
        theirs = merkle.prove_consistency(old, size)
        theirs.verify(old_root, root, prior_size=old, later_size=size)
        for one, other in ((turned(old_root, chance), root), (old_root, turned(root, chance))):
            assert merkle_refuses(theirs.verify, one, other)
            assert we_refuse(check_consistency, (old, size, one, other, proof))
