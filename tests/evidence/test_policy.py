"""Policies: whom one trusts, and how many of them it takes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.evidence.notes import COSIGNATURE, PLAIN, PrivateKey, PublicKey
from tansiq.evidence.policy import MOST_NAMED, Policy, PolicyInvalid, read_keys
from tests.evidence.people import NEXT, OFFICE, RELIEF

KEYS = [PrivateKey.of(f"witness{n}.example", bytes([n + 50]) * 32, COSIGNATURE).public for n in range(6)]
X1, X2, X3, Y1, Y2, Y3 = KEYS
LOG, W = OFFICE.public.written(), [key.written() for key in KEYS]
STANDARDS_EXAMPLE = f"""\
log {LOG}

witness X1 {W[0]}
witness X2 {W[1]}
witness X3 {W[2]}
group X-witnesses 2 X1 X2 X3

witness Y1 {W[3]}
witness Y2 {W[4]}
witness Y3 {W[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def test_the_example_of_the_standard_wants_two_of_these_and_one_of_those() -> None:
    policy = Policy.read(STANDARDS_EXAMPLE.encode())
    assert policy.logs == (OFFICE.public,)
    assert policy.keys == tuple(KEYS)
    for cosigned in itertools.chain.from_iterable(itertools.combinations(KEYS, n) for n in range(7)):
        met = len({X1, X2, X3} & set(cosigned)) >= 2 and bool({Y1, Y2, Y3} & set(cosigned))
        assert policy.is_met(set(cosigned)) == met


@given(st.sets(st.sampled_from(KEYS)), st.integers(0, 6))
def test_so_many_of_all_is_a_quorum(cosigned: set[PublicKey], number: int) -> None:
    policy = Policy.of([OFFICE.public], KEYS, number)
    assert policy.is_met(cosigned) == (len(cosigned) >= number)
    assert policy.asks_witnesses == (number > 0)
    assert Policy.of([OFFICE.public], KEYS) == Policy.of([OFFICE.public], KEYS, 6)


def test_one_witness_or_none_is_a_quorum_and_what_is_blank_says_nothing() -> None:
    one = Policy.read(
        f"\n  # who\n\t log \t{LOG} https://office.example/log \nwitness \u0637 {W[0]}\nquorum \u0637".encode()
    )
    assert (one.is_met({X1}), one.is_met({X2}), one.quorum) == (True, False, "\u0637")
    none = Policy.read(b"quorum none\n")
    assert (none.logs, none.is_met(set()), none.asks_witnesses) == ((), True, False)
    assert none.with_logs([OFFICE.public, OFFICE.public]).logs == (OFFICE.public,)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "no line with the quorum"),
        (f"log {LOG}\n", "no line with the quorum"),
        ("quorum none\nquorum none\n", "line 2: there is a second"),
        ("quorum all\n", "no line before this one names all"),
        (f"quorum a\nwitness a {W[0]}\n", "line 1: no line before"),
        (f"witness a {W[0]}\nwitness a {W[1]}\nquorum a\n", "line 2: the name a is taken"),
        (f"witness a {W[0]}\ngroup a all a\nquorum a\n", "line 2: the name a is taken"),
        (f"witness none {W[0]}\nquorum none\n", "the name none is taken"),
        (f"witness a {W[0]}\nwitness b {W[0]}\nquorum a\n", "is there twice"),
        (f"log {LOG}\nlog {LOG}\nquorum none\n", "is there twice"),
        (f"witness a {W[0]}\ngroup g all none\nquorum g\n", "names none"),
        (f"witness a {W[0]}\ngroup g 2 a a\nquorum g\n", "a would count twice"),
        (f"witness a {W[0]}\ngroup g any a\ngroup h any a\nquorum g\n", "a would count twice"),
        (f"witness a {W[0]}\ngroup g 2 a\nquorum g\n", "of 1 members"),
        (f"witness a {W[0]}\ngroup g 0 a\nquorum g\n", "of 1 members"),
        (f"witness a {W[0]}\ngroup g 01 a\nquorum g\n", "of 1 members"),
        (f"witness a {W[0]}\ngroup g \u0661 a\nquorum g\n", "of 1 members"),
        (f"witness a {W[0]}\ngroup g some a\nquorum g\n", "of 1 members"),
        (f"witness a {W[0]}\ngroup g all\nquorum g\n", "a line says"),
        (f"witness a {W[0]}\nquorum a b\n", "a line says"),
        (f"witness {W[0]}\nquorum none\n", "a line says"),
        (f"log {LOG} url more\nquorum none\n", "a line says"),
        (f"Log {LOG}\nquorum none\n", "a line says"),
        (f"log {LOG[:-2]}\nquorum none\n", "line 1"),
        (f"log {W[0]}\nquorum none\n", "of kind 1"),
        (f"witness a {LOG}\nquorum a\n", "of kind 4"),
        (f"log {LOG}\r\nquorum none\r\n", "Windows"),
        (f"log\u00a0{LOG}\nquorum none\n", "a line says"),
        ("quorum none\n\0", "control characters"),
        ("quorum none\n\x7f", "control characters"),
        ("#" * 1_000_001, "at most 1,000,000 bytes"),
    ],
)
def test_a_policy_that_could_be_misread_is_refused(written: str, says: str) -> None:
    with pytest.raises(PolicyInvalid, match=says):
        Policy.read(written.encode())


def test_what_is_no_text_and_what_is_too_many_is_refused() -> None:
    with pytest.raises(PolicyInvalid, match="UTF-8"):
        Policy.read(b"# \xff\nquorum none\n")
    many = [PrivateKey.of("w", n.to_bytes(32, "big"), COSIGNATURE).public for n in range(MOST_NAMED + 1)]
    assert Policy.of([OFFICE.public], many[1:]).quorum == "quorum"
    with pytest.raises(PolicyInvalid, match="at most 256"):
        Policy.of([OFFICE.public], many)
    for number in (-1, 2):
        with pytest.raises(PolicyInvalid, match="cannot be"):
            Policy.of([OFFICE.public], [RELIEF.public], number)
    renamed = PrivateKey.of("relief.example/second", RELIEF.seed, COSIGNATURE).public
    with pytest.raises(PolicyInvalid, match="under two names"):
        Policy.of([OFFICE.public], [RELIEF.public, renamed])
    with pytest.raises(PolicyInvalid, match="of kind 1"):
        Policy.read(b"quorum none\n").with_logs([RELIEF.public])


def test_a_file_of_keys_holds_each_once_and_nothing_else() -> None:
    second = NEXT.public.written()
    assert read_keys(f"# both\n\n{LOG}\n  {second}\n{LOG}".encode()) == (OFFICE.public, NEXT.public)
    for written, says in (
        (b"", "there are 0"),
        (b"# none\n", "there are 0"),
        (f"{LOG}\nabc\n".encode(), "line 2"),
        (f"{LOG} {second}\n".encode(), "line 1"),
        (f"{LOG}\n{LOG}\0".encode(), "control characters"),
        (b"\xff", "UTF-8"),
    ):
        with pytest.raises(PolicyInvalid, match=says):
            read_keys(written)
    many = "".join(PrivateKey.of("w", n.to_bytes(32, "big"), PLAIN).public.written() + "\n" for n in range(300))
    with pytest.raises(PolicyInvalid, match="there are 300"):
        read_keys(many.encode())
