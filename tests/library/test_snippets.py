"""A snippet is a piece of the text, letter for letter, with what was looked for in it marked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.library.asking import understand
from tansiq.library.folding import tokens
from tansiq.library.snippets import LONGEST, direction, snippet
from tests.library.test_folding import TEXTS
from tests.thorough import tries

WORDS = ("طائرة", "الطائرات", "مطار", "road", "roads", "Дорога", "12", "UN-4", "،", ".", "\u0650")
SMALL = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=tries(500))
@given(st.one_of(TEXTS, SMALL), SMALL.map(lambda text: text[:40]), st.integers(1, 12))
def test_its_parts_are_a_piece_of_the_text_and_what_is_marked_was_looked_for(text: str, query: str, words: int) -> None:
    runs = understand(query).runs if tokens(query) else ()
    made = snippet(text, runs, words)
    piece = "".join(part.text for part in made.parts)
    assert piece in text
    assert len(piece) <= LONGEST
    assert text.startswith(piece) or made.begins_inside
    assert text.endswith(piece) or made.ends_inside
    looked_for = {term for run in runs for term in run}
    for part in made.parts:
        assert part.text
        if part.found:
            assert tokens(part.text)[0].term in looked_for
    there = {token.term for token in tokens(text)}
    if any(len(run) == 1 and run[0] in there for run in runs):
        assert any(part.found for part in made.parts)


def test_it_shows_the_place_where_most_stands() -> None:
    text = "road " + "one two three four five " * 20 + "the road over the bridge is closed " + "six seven " * 30
    made = snippet(text, understand("bridge road").runs)
    assert [part.text for part in made.parts if part.found] == ["road", "bridge"]
    assert made.begins_inside
    assert made.ends_inside


def test_a_long_text_is_not_looked_through_to_its_end() -> None:
    made = snippet("word " * 100_000 + "bridge", understand("bridge").runs)
    assert not any(part.found for part in made.parts)
    assert made.ends_inside
    assert len(made.parts[0].text) <= LONGEST


def test_of_a_phrase_nothing_is_marked_but_the_whole() -> None:
    made = snippet("مطار قرب الطائرة، ثم الطائرة قرب المطار", understand('"طائرة قرب"').runs)
    assert [part.text for part in made.parts if part.found] == ["الطائرة", "قرب"]


def test_its_direction_is_that_of_its_first_strong_letter() -> None:
    assert direction("12: طائرة over") == "rtl"
    assert direction("«UN» قرب") == "ltr"
    assert direction("... 12") == "ltr"
