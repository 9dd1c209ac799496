"""Every bit of every kind of file, turned over: refused, or one of the places of which the standards say that they
mean nothing to one who does not know a key. Those are named here, each of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.copies import check_copy
from tansiq.evidence.notes import NoteInvalid, PublicKey, read_note
from tansiq.evidence.opening import OpenedEntry
from tansiq.evidence.policy import Policy, PolicyInvalid, read_keys
from tansiq.evidence.shelf import Shelf
from tansiq.evidence.tiles import Tile, bundle
from tansiq.evidence.verifying import NotProven, Proven, TrustedCheckpoint, check
from tests.evidence.people import ARMY, CONTENT, NEXT, OFFICE, RELIEF, RIVER, STRANGER, Log, log_with, opened, receipt
from tests.thorough import THOROUGH

LOG = log_with(receipt())
CHECKPOINT = LOG.checkpoint((OFFICE, NEXT, STRANGER), (RELIEF, ARMY, RIVER))
RECEIPT = LOG.proof(6, CHECKPOINT, CONTENT)
BEGINNING = LOG.beginning(6, CHECKPOINT).written().encode()
ALL = Policy.of([OFFICE.public, NEXT.public], [RELIEF.public, ARMY.public])
"""Knows all but a stranger and the river's witness, and asks that all whom it knows have cosigned."""


def line_of(written: bytes, name: bytes) -> range:
    """Where the signature of this name stands, without its end of line."""
    at = written.index(b"\xe2\x80\x94 " + name + b" ")
    return range(at, written.index(b"\n", at))


def line_after(line: range, written: bytes) -> range:
    return range(line.stop + 1, written.index(b"\n", line.stop + 1))


def flips(written: bytes) -> Iterator[tuple[int, int, bytes]]:
    for at in range(len(written)):
        for bit in range(8):
            turned = bytearray(written)
            turned[at] ^= 1 << bit
            yield at, bit, bytes(turned)


def holds(written: bytes, policy: Policy = ALL) -> bool:
    """As `tansiq verify` ends: whether it is proven, and final."""
    try:
        found = check(written, policy)
    except NotProven:
        return False
    return (found if isinstance(found, TrustedCheckpoint) else found.head).is_final


@pytest.mark.parametrize(
    "written", [RECEIPT, BEGINNING, CHECKPOINT.written().encode()], ids=["receipt", "beginning", "checkpoint"]
)
def test_a_turned_bit_is_refused_but_in_signatures_of_keys_that_are_not_known(written: bytes) -> None:
    """Of two keys of the office one is enough: another name or identifier in the line of one makes it a stranger's."""
    assert holds(written)
    office = line_of(written, OFFICE.public.name.encode())
    strangers = {*line_of(written, b"stranger.example"), *line_of(written, b"river.example")}
    # The name and, in base64, 32 bits of identifier: 5 characters and 2 bits of the sixth.
    first = len("\u2014 ".encode())
    lines = (office, line_after(office, written))
    named = {at for line in lines for at in line[first : first + len("office.example/log ") + 6]}
    passed = set()
    for at, bit, turned in flips(written):
        means_nothing = at in strangers | named and all_that_is_known_is_there(turned)
        assert holds(turned) == means_nothing, (at, bit)
        passed |= {at} if means_nothing else set()
    assert strangers & passed  # as the standard wants it
    assert named & passed


def all_that_is_known_is_there(turned: bytes) -> bool:
    """Whether it is a note still, and each line of a key that is known is one that was there; one of the office, and
    all of the witnesses'."""
    try:
        note = read_note(turned[turned.index(CHECKPOINT.text.encode()) :])
    except NoteInvalid:
        return False
    names = {(key.name, key.id) for key in (*ALL.logs, *ALL.keys)}
    known = {each for each in note.signatures if (each.name, each.key_id) in names}
    witnesses = set(CHECKPOINT.signatures[3:5])
    return note.text == CHECKPOINT.text and witnesses < known <= {*CHECKPOINT.signatures[:2], *witnesses}


@pytest.mark.stories
def test_where_one_key_is_known_only_strangers_signatures_mean_nothing() -> None:
    checkpoint = LOG.checkpoint((OFFICE, STRANGER), (RELIEF,))
    written = LOG.proof(6, checkpoint, CONTENT)
    policy = Policy.of([OFFICE.public], [RELIEF.public])
    stranger = line_of(written, b"stranger.example")
    assert {at for at, _, turned in flips(written) if holds(turned, policy)} <= set(stranger)
    alone = LOG.proof(6, LOG.checkpoint((OFFICE,), (RELIEF,)), CONTENT)
    assert [(at, bit) for at, bit, turned in flips(alone) if holds(turned, policy)] == []
    # Nothing else is said, whatever is passed over.
    for _, _, turned in flips(written):
        if holds(turned, policy):
            assert check(turned, policy) == check(written, policy)


def test_a_witness_whose_name_was_turned_is_missed_where_it_is_not_asked_for() -> None:
    """Without a quorum the file holds still; who has cosigned is told of one fewer."""
    written = LOG.proof(6, LOG.checkpoint((OFFICE,), (RELIEF,)), CONTENT)
    policy = Policy.of([OFFICE.public], [RELIEF.public], 0)
    line = line_of(written, b"relief.example")
    named = set(line[len("\u2014 ".encode()) : len("\u2014 ".encode()) + len("relief.example ") + 6])
    whole = check(written, policy)
    for at, bit, turned in flips(written):
        if holds(turned, policy):
            assert at in named, (at, bit)
            found = check(turned, policy)
            assert isinstance(found, Proven)
            assert isinstance(whole, Proven)
            assert (found.entry, found.head.cosigned, len(whole.head.cosigned)) == (whole.entry, (), 1)


@pytest.mark.parametrize("key", [OFFICE.public, RELIEF.public])
def test_a_key_with_a_turned_bit_is_none(key: PublicKey) -> None:
    written = key.written().encode() + b"\n"
    assert read_keys(written) == (key,)
    for at, bit, turned in flips(written):
        with pytest.raises(PolicyInvalid):
            pytest.fail(f"{at} {bit}: {read_keys(turned)}")


def test_a_policy_with_a_turned_bit_is_none_or_says_another_number() -> None:
    """What means nothing to us: a comment, an address. A comment that loses its end is longer by a line: without that
    line nothing is proven. A number of members that must have cosigned can be turned into another: a policy is its
    reader's own, and no evidence."""
    written = (
        f"# agreed on\nlog {OFFICE.public.written()} https://office\nwitness relief {RELIEF.public.written()}\n"
        f"witness army {ARMY.public.written()}\nwitness river {RIVER.public.written()}\n"
        "group two 2 relief army river\nquorum two\n"
    ).encode()
    policy = Policy.read(written)
    number = written.index(b" 2 relief") + 1
    comment = set(range(1, len("# agreed on")))
    address = written.index(b" https://office") + 1
    said = {number: set[int]()}
    for at, bit, turned in flips(written):
        try:
            found = Policy.read(turned)
        except PolicyInvalid:
            continue
        if at == number:
            said[at].add(found.groups[0].at_least)
            assert found.logs == policy.logs
        elif at == len("# agreed on"):
            assert not holds(RECEIPT, found)
        else:
            assert found == policy
            assert at in comment | set(range(address, address + len("https://office"))), (at, bit)
    assert said == {number: {3}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Log]:
    """A copy of what an office serves: 300 entries in tiles and bundles."""
    log = Log(tuple(opened(n, {"n": n}, "x.y") for n in range(1, 301)))
    folder = tmp_path_factory.mktemp("log")
    shelf = Shelf(folder)
    shelf.grow(log.hashes)
    shelf.publish(log.checkpoint((OFFICE,), (RELIEF,)))
    leaves = [entry.leaf() for entry in log.entries]
    for index in range(2):
        part = leaves[index * 256 : (index + 1) * 256]
        path = folder / Tile(-1, index, len(part)).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bundle(part))
    return folder, log


def reading(folder: Path, changed: dict[str, bytes | None]) -> Callable[[str], bytes | None]:
    def read(path: str) -> bytes | None:
        if path in changed:
            return changed[path]
        return (folder / path).read_bytes() if (folder / path).is_file() else None

    return read


@pytest.mark.stories
def test_a_turned_bit_in_any_file_of_a_copy_is_refused(served: tuple[Path, Log]) -> None:
    folder, _ = served
    policy = Policy.of([OFFICE.public], [RELIEF.public])
    copy = check_copy(reading(folder, {}), policy)
    assert (copy.tiles, copy.bundles, copy.head.is_final) == (3, 2, True)
    paths = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(paths) == 6
    for path in paths:
        written = (folder / path).read_bytes()
        for at in range(len(written)):
            for bit in range(8) if THOROUGH else (at % 8,):
                turned = bytearray(written)
                turned[at] ^= 1 << bit
                try:
                    found = check_copy(reading(folder, {path: bytes(turned)}), policy)
                except NotProven:
                    continue
                assert not found.head.is_final, (path, at, bit)


def test_a_copy_lacks_nothing_and_has_nothing_else(served: tuple[Path, Log]) -> None:
    folder, log = served
    policy = Policy.of([OFFICE.public])
    for path in ("checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"):
        with pytest.raises(NotProven, match="missing"):
            check_copy(reading(folder, {path: None}), policy)
        data = (folder / path).read_bytes()
        for harmed in (data[:-1], data + b"\0", data[:-32], data + bytes(32), b""):
            with pytest.raises(NotProven):
                check_copy(reading(folder, {path: harmed}), policy)
    for path in ("tile/entries/000", "tile/entries/001.p/44"):
        data = (folder / path).read_bytes()
        for harmed in (data[:-1], data + b"\0", data[:-34], data + bundle([b"one more"]), b""):
            with pytest.raises(NotProven):
                check_copy(reading(folder, {path: harmed}), policy)
    assert check_copy(reading(folder, {"tile/entries/001": None}), policy).bundles == 2
    part = bytearray((folder / "tile/0/001.p/44").read_bytes())
    part[99] ^= 1
    with pytest.raises(NotProven, match="do not lead to the root"):
        check_copy(reading(folder, {"tile/0/001.p/44": bytes(part), "tile/entries/001.p/44": None}), policy)
    # A whole tile stands for its part.
    longer = Log((*log.entries, *(opened(n, {}, "x.y") for n in range(301, 513))))
    whole = b"".join(longer.hashes[256:])
    assert check_copy(reading(folder, {"tile/0/001.p/44": None, "tile/0/001": whole}), policy).tiles == 3
    empty = reading(folder, {"checkpoint": Log(()).checkpoint().written().encode()})
    assert check_copy(empty, policy).tiles == 0


def test_a_shelf_with_a_turned_bit_is_refused_as_a_copy(served: tuple[Path, Log], tmp_path: Path) -> None:
    """Tiles that the office itself reads only when it proves something, too."""
    folder, _ = served
    shutil.copytree(folder, tmp_path / "log")
    harmed = tmp_path / "log/tile/0/000"
    data = bytearray(harmed.read_bytes())
    data[77] ^= 4
    harmed.write_bytes(bytes(data))
    Shelf(tmp_path / "log")
    with pytest.raises(NotProven, match=r"tile/0/000 is not what tile/1/000.p/1 says"):
        check_copy(reading(tmp_path / "log", {}), Policy.of([OFFICE.public]))


lines = st.integers(0, RECEIPT.count(b"\n") - 1)


@st.composite
def harmed_receipts(draw: st.DrawFn) -> bytes:
    """The receipt, cut, lengthened, or with lines that were doubled, taken out or changed about."""
    how = draw(st.sampled_from(("cut", "insert", "double", "lose", "swap", "many bytes", "joined")))
    split = RECEIPT.split(b"\n")
    at = draw(st.integers(0, len(RECEIPT) - 1))
    one, other = draw(lines), draw(lines)
    if how == "cut":
        return RECEIPT[:at]
    if how == "insert":
        return RECEIPT[:at] + draw(st.binary(min_size=1, max_size=40)) + RECEIPT[at:]
    if how == "many bytes":
        return RECEIPT[:at] + draw(st.binary(min_size=2, max_size=40)) + RECEIPT[at + 2 :]
    if how == "joined":
        return RECEIPT + RECEIPT[at:]
    if how == "double":
        split.insert(other, split[one])
    elif how == "lose":
        del split[one]
    else:
        split[one], split[other] = split[other], split[one]
    return b"\n".join(split)


@given(harmed_receipts())
def test_however_a_receipt_is_harmed_it_says_the_same_or_nothing(written: bytes) -> None:
    """Lines of signatures may be doubled, stand in another order, and others may stand beside them."""
    try:
        found = check(written, ALL)
    except NotProven:
        return
    whole = check(RECEIPT, ALL)
    assert isinstance(found, Proven)
    assert isinstance(whole, Proven)
    assert (found.entry, found.content, found.head.checkpoint) == (whole.entry, whole.content, whole.head.checkpoint)
    above, _, note = written.partition(b"\n\n")
    assert above == RECEIPT.partition(b"\n\n")[0]
    assert note.startswith(CHECKPOINT.text.encode())
    if found.head.is_final:
        assert set(CHECKPOINT.written().encode().split(b"\n")) - set(note.split(b"\n")) <= {
            line
            for line in note.split(b"\n") + CHECKPOINT.written().encode().split(b"\n")
            if line[:3] == b"\xe2\x80\x94"
        }


@given(st.integers(0, len(LOG.entries) - 1), st.integers(0, len(LOG.entries) - 1), st.booleans())
def test_no_entry_is_shown_in_the_place_of_another(one: int, other: int, renumbered: bool) -> None:
    """Whole parts of true files, put together anew."""
    first, second = (LOG.proof(n + 1, CHECKPOINT).split(b"\n") for n in (one, other))
    mixed = [*first[:2], *second[2:]] if not renumbered else [first[0], second[1], *first[2:]]
    assert holds(b"\n".join(mixed)) == (one == other)


def test_no_key_no_entry_no_hash_is_taken_of_another_form() -> None:
    with pytest.raises(NoteInvalid):
        PublicKey.read("\u00a0" + OFFICE.public.written())
    with pytest.raises(NoteInvalid):
        OpenedEntry(1, 0, "a", "b", "AB" * 16, "").leaf()
