"""Reports as they might come in, in Arabic, Russian and English: own words, drawn as often as words of a language are.

Words bear what their language adds to them (articles, prefixes, endings); behind the common ones come thousands of rare
ones that mean nothing, since names and misspellings are what fills an index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from tansiq.library.asking import Box
from tansiq.library.index import Shelved

PARTIES = tuple(f"party-{number:02}" for number in range(40))
BEGIN_US = 1_700_000_000_000_000
SPAN_US = 2 * 365 * 86_400_000_000
_RARE = 10_000
_BATCH = 5_000

_LITTLE = {  # what holds sentences together; the commonest first
    "ar": "في من على إلى عن مع أن التي الذي هذا هذه كان بعد قبل بين حتى عند لم لا قد كما ثم أو ما",
    "ru": "в и на с по что не из от к за для до у при о как это был она они или также после",
    "en": "the of and in to a on at for by with from that was were is near after before over has been no not",
}
_WORDS = {
    "ar": (
        "طائرة مسير مروحي مطار مدين قري طريق جسر مستشفي مدرس قافل شاحن نازح مدني لاجئ منطق حدود نقط تفتيش "
        "ممر إنساني مساعد غذاء ماء كهرباء محط سد وقود حريق انفجار لغم تحذير إغلاق فتح رحل ارتفاع مسار هبوط "
        "إقلاع مراقب تنسيق اتصال خط ساخن هدوء فتر اتفاق خرق حادث إصاب فريق إسعاف إخلاء جريح ضباب عاصف رياح "
        "مطر ثلج غبار رؤي ساع يوم ليل صباح مساء شمال جنوب شرق غرب وسط كيلومتر متر دقيق وزار مسؤول بيان "
        "تقرير مصدر شاهد صور موقع مؤكد محتمل وصل غادر سجل أبلغ أعلن طلب أجاب"
    ),
    "ru": (
        "самолёт вертолёт беспилотник аэродром город деревня дорога мост больница школа колонна грузовик "
        "беженец житель район граница пункт проверка коридор помощь вода свет станция плотина топливо пожар "
        "взрыв мина предупреждение закрытие полёт высота маршрут посадка взлёт диспетчер связь линия тишина "
        "период договор нарушение происшествие группа скорая эвакуация раненый туман буря ветер дождь снег "
        "пыль видимость час день ночь утро вечер север юг восток запад километр метр минута ведомство "
        "сообщение источник свидетель снимок место вероятно подтверждено прибыл ушёл записал сообщил просил "
        "ответил"
    ),
    "en": (
        "aircraft helicopter drone airport city village road bridge hospital school convoy truck refugee "
        "resident district border checkpoint corridor aid food water power station dam fuel fire explosion "
        "mine warning closure flight altitude route landing departure controller coordination contact line "
        "quiet period agreement breach incident team ambulance evacuation casualty fog storm wind rain snow "
        "dust visibility hour day night morning evening north south east west kilometre metre minute "
        "ministry statement report source witness picture site likely confirmed arrived left recorded "
        "reported announced asked answered"
    ),
}  # fmt: skip
_BEFORE = {
    "ar": (("ال", 0.42), ("", 0.3), ("وال", 0.08), ("بال", 0.06), ("و", 0.06), ("لل", 0.05), ("ب", 0.03)),
    "ru": (("", 1.0),),
    "en": (("", 1.0),),
}
_BEHIND = {
    "ar": (("", 0.45), ("ة", 0.22), ("ات", 0.14), ("ين", 0.08), ("ها", 0.06), ("ية", 0.05)),
    "ru": (("", 0.3), ("а", 0.2), ("ы", 0.15), ("ом", 0.12), ("ов", 0.13), ("е", 0.1)),
    "en": (("", 0.66), ("s", 0.22), ("ing", 0.06), ("ed", 0.06)),
}
_LETTERS = {
    "ar": ("بتثجحخدذرزسشصضطعغفقكلمنه", "اوي"),
    "ru": ("бвгджзклмнпрстфхцчш", "аеиоуы"),
    "en": ("bcdfghklmnprstvw", "aeiou"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All forms, the sums of how often each comes, and the words from common to rare."""

    forms: tuple[str, ...]
    sums: np.ndarray
    words: tuple[str, ...]


def vocabulary(language: str) -> Vocabulary:
    chance = np.random.default_rng(ord(language[0]))
    hard, soft = _LETTERS[language]
    made: dict[str, None] = {}
    while len(made) < _RARE:
        length = 2 + int(chance.integers(3))
        made["".join(hard[chance.integers(len(hard))] + soft[chance.integers(len(soft))] for _ in range(length))] = None
    little, own = _LITTLE[language].split(), _WORDS[language].split()
    words = (*little, *own, *made)
    forms: list[str] = []
    weights: list[float] = []
    for rank, word in enumerate(words):
        often = (rank + 2.7) ** -1.1  # Zipf's law, with Mandelbrot's correction for the commonest
        if rank < len(little):
            forms.append(word)
            weights.append(often)
            continue
        for before, share in _BEFORE[language]:
            for behind, part in _BEHIND[language]:
                forms.append(before + word + behind)
                weights.append(often * share * part)
    sums = np.array(list(accumulate(weights)))
    return Vocabulary(tuple(forms), sums / sums[-1], words)


VOCABULARIES = {language: vocabulary(language) for language in ("ar", "ru", "en")}


def reports(count: int) -> Iterator[Shelved]:
    """So many, in the order of their times; half of them Arabic."""
    chance = np.random.default_rng(7)
    for first in range(0, count, _BATCH):
        size = min(_BATCH, count - first)
        languages = chance.choice(["ar", "ru", "en"], size, p=[0.5, 0.25, 0.25])
        lengths = chance.integers(80, 201, size)
        draws = chance.random(int(lengths.sum()) + 8 * size)
        wide = chance.random(size) < 0.1
        at = 0
        for number in range(size):
            words = VOCABULARIES[str(languages[number])]
            length = int(lengths[number]) + 8
            drawn = [words.forms[i] for i in np.searchsorted(words.sums, draws[at : at + length]).tolist()]
            at += length
            to = (
                PARTIES if wide[number] else chance.choice(PARTIES, int(chance.integers(1, 13)), replace=False).tolist()
            )
            west, south = float(chance.uniform(30, 48)), float(chance.uniform(25, 40))
            side = float(chance.exponential(0.1))
            yield Shelved(
                f"report-{first + number:07}", 1, to[int(chance.integers(len(to)))], frozenset(to),
                " ".join(drawn[:8]), " ".join(drawn[8:]), str(languages[number]),
                "ABCDEF"[int(chance.choice(6, p=[0.1, 0.3, 0.3, 0.1, 0.05, 0.15]))], "123456"[int(chance.integers(6))],
                BEGIN_US + (first + number) * (SPAN_US // count),
                Box(west, south, west + side, south + side) if number % 7 else None,
            )  # fmt: skip
