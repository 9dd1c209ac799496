"""Words are found however they were written, and stand where the text says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.library.folding import LONGEST_TERM, fold, plain, terms, tokens
from tests.thorough import tries

ALPHABET = st.one_of(
    st.characters(exclude_categories=("Cs",)),
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱؤئىةﻻﷲ" + "ًٌٍَُِّْٰـ" + "٠١٢۴" + " \u200c\u200f\u00ad'\"-.،؟"),
    st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяЁ\u0301\u0306 "),
)
TEXTS = st.text(ALPHABET, max_size=60)


@pytest.mark.parametrize(
    "same",
    [
        "طائرة الطائرة طائرات والطائرات بالطائرة للطائرة طَائِرَةٌ طـــائرة",
        "أحمد احمد إحمد آحمد ٱحمد",
        "شؤون شئون",
        "مستشفى مستشفي المستشفى",
        "وزير الوزير والوزير",
        "مطار ﻣﻄﺎﺭ المطار",
        "الله لله والله",
        "١٢٣ 123 ۱۲۳ １２３",
        "самолёт Самолета самолётов само\u0301лёту САМОЛЕТ",
        "flight Flights FLIGHT ﬂights",
        "café Cafe CAFÉ cafe\u0301",
    ],
)
def test_forms_of_a_word_find_each_other(same: str) -> None:
    assert len({fold(word) for word in same.split()}) == 1


@pytest.mark.parametrize("pair", ["مطار مطر", "جسر سد", "мост мостик", "road route", "12 13", "هدوء هدنة", "يوم يمن"])
def test_other_words_do_not(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) != fold(other)


@settings(max_examples=tries(600))
@given(TEXTS)
def test_a_plain_word_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(max_examples=tries(600))
@given(TEXTS)
def test_each_word_stands_where_it_says_and_folds_to_what_it_says(text: str) -> None:
    found = tokens(text)
    assert terms(text) == [token.term for token in found]
    end = 0
    for token in found:
        assert end <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end]) == token.term
        assert token.term
        assert len(token.term) <= LONGEST_TERM
        end = token.end


@settings(max_examples=tries(600))
@given(TEXTS)
def test_a_term_holds_nothing_that_an_engine_would_take_for_more_than_a_word(text: str) -> None:
    for term in terms(text):
        assert term.isalnum()


def test_vowel_signs_and_joiners_do_not_part_a_word() -> None:
    text = "رأى طَائِرَةً مُسَيَّرَةً، و«مي\u200cخواهم» само\u0301лёт"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "رأى",
        "طَائِرَةً",
        "مُسَيَّرَةً",
        "و",
        "مي\u200cخواهم",
        "само\u0301лёт",
    ]


def test_a_word_without_end_is_cut() -> None:
    assert terms("7" * 100_000) == ["7" * LONGEST_TERM]
