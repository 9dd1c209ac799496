"""What the public page says itself, in three languages."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What the page itself says."""

    title: str
    about: str
    nothing: str
    older: str
    newest: str
    speaks_of: str
    changed: str
    withdrawn: str
    gone: str
    quoted: str
    source: tuple[str, ...]
    """Of grades A to F."""
    information: tuple[str, ...]
    """Of grades 1 to 6."""
    relations: dict[str, str]


WORDS = {
    "en": Words(
        "Public reports",
        "What parties have marked TLP:CLEAR: anybody may read it and pass it on. Each report is what its party says,"
        " with how far the party itself relies on it.",
        "No party has made a report public.",
        "Older reports",
        "Newest reports",
        "Speaks of",
        "Changed",
        "Withdrawn",
        "The words of this report are kept no longer.",
        "Quoted",
        ("reliable source", "usually reliable source", "fairly reliable source", "source not usually reliable",
         "unreliable source", "source cannot be judged"),
        ("confirmed by others", "probably true", "possibly true", "doubtful", "improbable", "truth cannot be judged"),
        {"confirms": "confirms", "contradicts": "contradicts", "corrects": "corrects", "withdraws": "withdraws"},
    ),
    "ar": Words(
        "التقارير العلنية",
        "ما وسمته الأطراف بعلامة TLP:CLEAR: لكل أحد أن يقرأه وينقله. كل تقرير هو قول الطرف الذي أصدره، ومعه مدى"
        " اعتماد الطرف نفسه عليه.",
        "لم ينشر أي طرف تقريرًا علنيًا.",
        "تقارير أقدم",
        "أحدث التقارير",
        "يتحدث عن",
        "تغيّر في",
        "سُحب",
        "لم يعد نص هذا التقرير محفوظًا.",
        "أقوال منقولة",
        ("مصدر موثوق", "مصدر موثوق عادةً", "مصدر موثوق إلى حد ما", "مصدر غير موثوق عادةً", "مصدر غير موثوق",
         "لا يمكن الحكم على المصدر"),
        ("أكدته مصادر أخرى", "صحيح على الأرجح", "قد يكون صحيحًا", "مشكوك فيه", "مستبعد", "لا يمكن الحكم على صحته"),
        {"confirms": "يؤكد", "contradicts": "يناقض", "corrects": "يصحح", "withdraws": "يسحب"},
    ),
    "ru": Words(
        "Открытые донесения",
        "То, что стороны пометили TLP:CLEAR: читать и передавать может каждый. Каждое донесение — слова своей стороны,"
        " с её собственной оценкой их надёжности.",
        "Ни одна сторона не открыла донесений.",
        "Более ранние донесения",
        "Новейшие донесения",
        "О времени",
        "Изменено",
        "Отозвано",
        "Текст этого донесения больше не хранится.",
        "Высказывания",
        ("источник надёжен", "источник обычно надёжен", "источник довольно надёжен", "источник обычно ненадёжен",
         "источник ненадёжен", "об источнике судить нельзя"),
        ("подтверждено другими", "вероятно, правда", "возможно, правда", "сомнительно", "маловероятно",
         "о достоверности судить нельзя"),
        {"confirms": "подтверждает", "contradicts": "противоречит", "corrects": "исправляет", "withdraws": "отзывает"},
    ),
}  # fmt: skip
