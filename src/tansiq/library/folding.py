"""What makes a word findable however it was written: Arabic, Russian and English, by the script of each word.

A query and a text are folded alike, so it matters less whether a stem is right than that both get the same. The script
decides, not the language that a report claims: place names and call signs stand in the middle of any language.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

FOLDING_FORMAT = 1
"""To be raised with every change of what a word folds to: an index made with another one finds the wrong things."""

LONGEST_TERM = 64
"""What is longer is cut: no word is, and an engine would silently leave out what is far longer."""

_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
)
_JOINERS = "\u00ad\u061c\u200b-\u200f\u2060\ufeff"
_WORD = re.compile(rf"[^\W_][^\W_{_MARKS}{_JOINERS}]*(?:[{_MARKS}{_JOINERS}]+[^\W_]*)*")
"""A letter or digit, and what belongs to it: vowel signs and invisible joiners do not part a word."""

_ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08c9]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")
_AS_IT_STAYS = re.compile("[a-z0-9]+|[0-9ءابت-غف-هوي]+|[а-я0-9]+")
"""Nothing in such a word is folded: most are, and need not be looked at letter by letter."""

_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_WHOLE = {"الله", "لله", "والله", "بالله"}
"""Words that only look as if they began with an article."""

_RUSSIAN = Stemmer.Stemmer("russian")
_ENGLISH = Stemmer.Stemmer("english")
_ONE_AT_A_TIME = threading.Lock()
"""A stemmer keeps the word that it works on, and searches come from many threads."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: what it folds to, and where it stands in the text as it was written."""

    term: str
    start: int
    end: int


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for first, last in re.findall(r"(.)-(.)", _MARKS):
        table.update(dict.fromkeys(range(ord(first), ord(last) + 1), ""))
    table.update({0x0670: "", 0x0640: ""})  # a small alef above; the stroke that only lengthens a line
    table.update({ord(alef): "ا" for alef in "أإآٱٲٳ"})
    table.update({ord(carrier): "ء" for carrier in "ؤئ"})
    table.update(
        {ord("ى"): "ي", ord("ی"): "ي", ord("ې"): "ي", ord("ة"): "ه", ord("ۀ"): "ه", ord("ہ"): "ه", ord("ک"): "ك"}
    )
    table[ord("ё")] = "е"
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain != chr(code) and plain.isascii():
            table[code] = plain
    return table


_PLAIN = _table()


def plain(word: str) -> str:
    """A word without what writers leave out or write differently; not yet its stem. Plain of plain is the same."""
    while not _AS_IT_STAYS.fullmatch(word):
        made = unicodedata.normalize("NFKC", word).casefold()
        made = unicodedata.normalize("NFKC", made).translate(_PLAIN)
        made = "".join([_digit(letter) for letter in made if letter.isalnum()])
        if made == word:
            break
        word = made
    return word


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def light(word: str) -> str:
    """The stem of a plain Arabic word, after Larkey's light10.

    In one thing it goes further: what begins with و after the article loses it, too. Otherwise الوزير and وزير would
    not find each other, since the و of the bare word is taken for "and".
    """
    if word in _WHOLE:
        return "الله"
    word = _without_and(word)
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = _without_and(word.removeprefix(article))
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word.removesuffix(suffix)
    return word


def _without_and(word: str) -> str:
    return word[1:] if word.startswith("و") and len(word) >= 4 else word


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """What one word is indexed as and looked for as; empty if nothing of it is left."""
    made = plain(word)[:LONGEST_TERM]
    if _ARABIC.search(made):
        return light(made)
    if _CYRILLIC.search(made):
        return _stem(_RUSSIAN, made)
    if _LATIN.search(made):
        return _stem(_ENGLISH, made)
    return made


def _stem(stemmer: Stemmer.Stemmer, word: str) -> str:
    with _ONE_AT_A_TIME:
        return str(stemmer.stemWord(word))


def tokens(text: str) -> list[Token]:
    """The words of a text with their places in it."""
    found = []
    for match in _WORD.finditer(text):
        if term := fold(match.group()):
            found.append(Token(term, match.start(), match.end()))
    return found


def terms(text: str) -> list[str]:
    """As `tokens`, without the places: what is written into an index."""
    return [term for term in map(fold, _WORD.findall(text)) if term]
