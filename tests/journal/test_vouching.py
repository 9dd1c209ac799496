"""What stands in the place of an erased body counts only if a later entry, whole itself, says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tansiq.journal.entry import digest
from tansiq.journal.erasure import NO_SALT
from tansiq.journal.vouching import Vouched, VouchingRow

LEFT = (b"a", b"b", b"c")
SALT = b"s" * 16
Named = list[tuple[int, bytes]]


def row(sequence: int, named: Named, *, broken: bool) -> VouchingRow:
    remainders = [[number, hashlib.sha256(left).hexdigest()] for number, left in named]
    body = json.dumps({"remainders": remainders}).encode()
    return sequence, 0, digest(SALT, body), SALT, body + b" " * broken


named = st.lists(st.tuples(st.integers(-3, 40), st.sampled_from(LEFT)), max_size=6)
vouchers = st.dictionaries(st.integers(1, 40), st.tuples(named, st.sampled_from((False, False, True))), max_size=8)
met = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(LEFT)), max_size=25).map(sorted)


@given(vouchers, met, st.integers(1, 50))
def test_in_windows_of_any_size_it_says_what_a_look_at_all_of_them_says(
    vouchers: dict[int, tuple[Named, bool]], met: Named, window: int
) -> None:
    def behind(after: int) -> Iterator[VouchingRow]:
        return (row(n, some, broken=broken) for n, (some, broken) in sorted(vouchers.items()) if n > after)

    vouched = Vouched(behind, window=window)
    for sequence, left in met:
        by = [n for n, (some, broken) in vouchers.items() if not broken and (sequence, left) in some and n > sequence]
        assert vouched.for_remainder(sequence, NO_SALT, left) == bool(by)
        assert not vouched.for_remainder(sequence, SALT, left)
        assert not vouched.for_remainder(sequence, NO_SALT, b"")


def test_what_was_vouched_for_after_it_was_looked_for_is_found() -> None:
    rows = [row(5, [(1, b"a")], broken=False)]
    vouched = Vouched(lambda after: [one for one in rows if one[0] > after])
    assert vouched.for_remainder(1, NO_SALT, b"a")
    assert not vouched.for_remainder(2, NO_SALT, b"b")
    rows.append(row(6, [(2, b"b")], broken=False))
    assert vouched.for_remainder(2, NO_SALT, b"b")


def test_what_names_no_digest_vouches_for_nothing() -> None:
    body = json.dumps({"remainders": [[1, "zz"], [1, "aabb"], [1, hashlib.sha256(b"a").hexdigest()]]}).encode()
    rows = [(4, 0, digest(SALT, b"{}"), SALT, b"{}"), (5, 0, digest(SALT, body), SALT, body)]
    vouched = Vouched(lambda after: [one for one in rows if one[0] > after])
    assert vouched.for_remainder(1, NO_SALT, b"a")
    assert not vouched.for_remainder(1, NO_SALT, b"b")
