"""Which keys sign a log next: files differ while they are carried from node to node, and the log's statement does not
go back and forth with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.key_statements import MOST_KEYS, Believed, believe
from tansiq.evidence.notes import PrivateKey
from tansiq.evidence.ring import KeyRing, RingRefused, new_ring, read_ring
from tansiq.evidence.rotation import NotStated, signing, to_state

ORIGIN = "office.test/log"
KEYS = [PrivateKey.of(ORIGIN, bytes([number]) * 32) for number in range(1, MOST_KEYS + 2)]


def ring(*numbers: int, retired: Sequence[int] = ()) -> KeyRing:
    return KeyRing(tuple(KEYS[number] for number in numbers), tuple(KEYS[number].public for number in retired))


def stated(*numbers: int, retired: Sequence[int] = ()) -> Believed:
    return Believed(tuple(KEYS[n].public for n in numbers), tuple(KEYS[n].public for n in retired))


def after(known: Believed, file: KeyRing) -> Believed:
    """What a node makes of it, by what it signs: a statement of all its keys, which a witness believes."""
    try:
        keys = to_state(known, file, alone=False)
    except NotStated:
        return known
    ring = file.of(keys)
    assert (ring is not None and ring.public == keys) or keys == known.keys, "who states has all of the keys"
    return known if keys == known.keys or ring is None else believe(known, ring.statement())


def test_a_new_key_signs_when_it_is_stated_and_not_because_a_file_has_it() -> None:
    both = ring(0, 1)
    assert signing(stated(0), both, alone=False) == ring(0)
    assert to_state(stated(0), both, alone=False) == stated(0, 1).keys
    assert signing(stated(0, 1), both, alone=False) == both
    assert signing(stated(0, 1), ring(0), alone=False) == ring(0), "an older file signs on with what it has"


def test_an_older_file_takes_nothing_back() -> None:
    assert to_state(stated(0, 1), ring(0), alone=False) == stated(0, 1).keys
    assert to_state(stated(1, retired=[0]), ring(0, 1), alone=False) == stated(1).keys
    assert signing(stated(1, retired=[0]), ring(0, 1), alone=False) == ring(1)


def test_a_key_is_retired_by_name_and_for_good() -> None:
    assert to_state(stated(0, 1), ring(1, retired=[0]), alone=False) == stated(1).keys
    with pytest.raises(NotStated, match="none would vouch"):
        to_state(stated(0), ring(1, retired=[0]), alone=False)
    assert to_state(stated(1, retired=[0]), ring(1, 0), alone=True) == stated(1).keys


def test_nobody_states_keys_that_it_cannot_sign_for() -> None:
    with pytest.raises(NotStated, match=KEYS[1].public.id.hex()):
        to_state(stated(0, 1), ring(0, 2), alone=False)
    with pytest.raises(NotStated, match=str(MOST_KEYS)):
        to_state(stated(*range(MOST_KEYS)), ring(*range(MOST_KEYS + 1)), alone=False)


def test_a_file_of_other_keys_only_is_the_word_of_who_signs_alone_and_of_nobody_else() -> None:
    assert signing(stated(0), ring(1), alone=False) is None
    assert signing(stated(0), ring(1), alone=True) == ring(1)
    assert to_state(stated(0), ring(1), alone=True) == stated(1).keys
    for alone in (False, True):
        assert signing(stated(1, retired=[0]), ring(0), alone=alone) is None, "what was retired signs nothing more"


@given(st.data())
def test_whatever_order_files_are_seen_in_the_statement_never_goes_back_and_ends_the_same(data: st.DataObject) -> None:
    """An operator adds and retires at one machine, and carries the file to the others, in time or late."""
    files, newest, known = [ring(0)] * 3, ring(0), stated(0)
    for _ in range(data.draw(st.integers(1, 12))):
        match data.draw(st.sampled_from(("add", "retire", "carry", "look", "look"))):
            case "add" if len(newest.keys) + len(newest.retired) < len(KEYS) and len(newest.keys) < MOST_KEYS:
                key = KEYS[len(newest.keys) + len(newest.retired)]
                newest = files[0] = KeyRing((*newest.keys, key), newest.retired)
            case "retire" if len(newest.keys) > 1 and newest.keys[0].public in known.keys[:-1]:
                newest = files[0] = newest.without(newest.keys[0].public.id.hex())
            case "carry":
                files[data.draw(st.integers(1, 2))] = newest
            case _:
                before, known = known, after(known, files[data.draw(st.integers(0, 2))])
                assert set(before.retired) <= set(known.retired)
                assert set(before.keys) <= {*known.keys, *known.retired}
        for file in files:
            signs = signing(known, file, alone=False)
            assert signs is None or set(signs.public) <= set(known.keys)
    files = [newest] * 3
    for file in files:
        known = after(known, file)
    assert set(known.keys) == set(newest.public)
    assert all(signing(known, file, alone=False) == newest.of(known.keys) for file in files)


def test_the_file_names_what_was_retired_and_holds_no_secret_of_it(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    first = new_ring(ORIGIN)
    both = first.with_new()
    left = both.without(first.keys[0].public.id.hex())
    left.write(path)
    assert read_ring(path) == left
    assert left.retired == first.public
    assert first.keys[0].written().split("+", 4)[4] not in path.read_text()
    path.write_text("".join(f"retired {key.written()}\n" for key in first.public))
    with pytest.raises(RingRefused, match="has 0 keys"):
        read_ring(path)
