"""Who said what: patterns, each with a sentence for which it is there, and sentences in which nobody says anything."""

from __future__ import annotations

import pytest

from tansiq.gateways.intake.quotations import proposals

DIRECT = (
    ("وقال المتحدث باسم الوزارة “الطريق مفتوح حتى المساء” للصحفيين.", "المتحدث باسم الوزارة"),
    ("قالت سعاد النجار الثلاثاء “الطريق مفتوح حتى المساء”.", "سعاد النجار"),
    ("وأعلن “الطريق مفتوح حتى المساء”.", ""),
    ("Анна Лебедева сказала: «Дорога открыта до вечера».", "Анна Лебедева"),
    ("«Дорога открыта до вечера», — заявил начальник штаба.", "начальник штаба"),
    ("Spokeswoman Jane Miller said: “The road is open now”.", "Spokeswoman Jane Miller"),
    ("“The road is open now,” said the mayor.", "the mayor"),
)
INDIRECT = (
    ("وقال المتحدث باسم الوزارة إن الطريق مفتوح حتى المساء.", "المتحدث باسم الوزارة", "الطريق مفتوح حتى المساء"),
    ("اعلنت روسيا انها مستعدة للبدء في الحديث.", "روسيا", "مستعدة للبدء في الحديث"),
    ("أكد الوزير يوم الخميس أن الجسر مغلق منذ شهر.", "الوزير", "الجسر مغلق منذ شهر"),
    ("وقال بيان لوزارة الدفاع إن القوات لم تتحرك أمس.", "وزارة الدفاع", "القوات لم تتحرك أمس"),
    ("وقال بيان للجيش إن الجسر مفتوح الآن.", "الجيش", "الجسر مفتوح الآن"),
    ("Представитель бюро заявил, что колонна ушла утром.", "Представитель бюро", "колонна ушла утром"),
    ("Министр сообщил во вторник, что мост закрыт на неделю.", "Министр", "мост закрыт на неделю"),
    ("По словам Ивана Петрова, мост закрыт на неделю.", "Ивана Петрова", "мост закрыт на неделю"),
    ("В заявлении министерства говорится, что полёты приостановлены до утра.", "министерства",
     "полёты приостановлены до утра"),
    ("The spokesman said on Tuesday that the road was closed until noon.", "The spokesman",
     "the road was closed until noon"),
    ("The bridge is open again, the mayor said.", "the mayor", "The bridge is open again"),
    ("According to the mayor, the bridge is open again.", "the mayor", "the bridge is open again"),
    ("A statement by the ministry said that two trucks were hit.", "the ministry", "two trucks were hit"),
)  # fmt: skip
NOBODY = (
    "Дорога открыта, что радует жителей города.",
    "The road that leads to the bridge is closed.",
    "الجسر الذي على النهر مغلق منذ شهر.",
    "It is said that much.",
    "كتاب “ألف ليلة وليلة” في السوق.",
)


@pytest.mark.parametrize(("text", "speaker"), DIRECT)
def test_what_is_quoted_has_its_speaker(text: str, speaker: str) -> None:
    (one,) = proposals(text)
    assert (one.speaker, one.indirect) == (speaker, False)
    assert text[one.start : one.end] == one.quote


@pytest.mark.parametrize(("text", "speaker", "words"), INDIRECT)
def test_what_is_told_in_other_words_has_its_speaker_and_says_that_it_is(text: str, speaker: str, words: str) -> None:
    (one,) = proposals(text)
    assert (one.speaker, one.quote, one.indirect) == (speaker, words, True)
    assert text[one.start : one.end] == one.quote
    assert one.sentence == text


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_says_anything_nothing_is_proposed(text: str) -> None:
    assert [one for one in proposals(text) if one.speaker] == []


def test_a_paper_is_no_speaker_and_is_carried_on_to_nobody() -> None:
    text = (
        "وقال التقرير الذي نشر الأربعاء، إن “المقترح الجديد أوسع مما كان متوقعا منه”. "
        "وذكر أن “المقترح يهدف إلى تكثيف الجهود المشتركة”. وقال جون كيربي إن الجسر مغلق منذ شهر."
    )
    found = proposals(text)
    assert [(one.speaker, one.carried, one.indirect) for one in found] == [
        ("", False, False),
        ("", False, False),
        ("جون كيربي", False, True),
    ]


def test_a_name_in_quotation_marks_within_what_is_told_is_no_quotation() -> None:
    text = "أعلن لافروف الثلاثاء، أن موسكو مستعدة للتنسيق مع “التحالف الكردي العربي” لطرد التنظيم."
    assert [(one.speaker, one.indirect) for one in proposals(text)] == [("لافروف", True)]


def test_who_was_named_before_the_verb_is_not_taken_for_the_last_speaker() -> None:
    text = "قال عمر إن الطريق مفتوح الآن. فوزير الخارجية كان قد قال في نيويورك إن الجسر مغلق منذ شهر."
    assert [(one.speaker, one.carried) for one in proposals(text)] == [("عمر", False), ("", False)]


def test_who_is_only_meant_is_the_last_who_was_named() -> None:
    text = "Министр заявил, что мост закрыт на неделю. Он добавил, что дорога открыта до вечера."
    assert [(one.speaker, one.carried) for one in proposals(text)] == [("Министр", False), ("Министр", True)]
