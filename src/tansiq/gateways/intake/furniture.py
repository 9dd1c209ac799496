"""What stands on a page around an article: told by the words of its lines, in Arabic, Russian and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tansiq.gateways.intake.article import LeftOut, Line

_LONGEST = 180
"""A longer line is never furniture by its words: an article may speak of cookies, too."""

# Whatever follows one of these is no article any more.
_ENDS = (
    ("comments", r"\d+\s*(?:comments?|تعليق\w*|комментари\w*)\s*:?$|تعليقان$|comments?\s*(?:\(\d+\))?\s*:?$"),
    (
        "comments",
        (
            r"(?:leave|post|add) a (?:comment|reply)|(?:أ?ا?ترك|أضف|اضف) (?:تعليق|ردا)\S*"
            r"|(?:ال)?تعليقات\s*(?:\(\d+\))?\s*:?$"
        ),
    ),
    ("comments", r"(?:оставить|добавить|написать) комментарий|комментарии\s*(?:\(\d+\))?\s*:?$"),
    ("comments", r"(?:\d+\.\s*)?(?:يقول\s+.{1,60}:$|.{1,40}\s(?:says|writes|пишет|говорит):$)"),
    (
        "disclaimer",
        r"التعليقات (?:المنشورة )?لا تعبر|(?:the )?comments (?:published )?(?:here )?do not (?:reflect|represent)",
    ),
    ("disclaimer", r"(?:мнение (?:редакции|авторов комментариев)|комментарии читателей) .*не "),
)
_LINES = (
    (
        "related articles",
        (
            r"(?:مقالات|مواضيع|أخبار|اخبار) (?:ذات صل[ةه]|متعلق[ةه])|(?:إ|ا)قرأ (?:أيضا|ايضا)"
            r"|related (?:articles|stories|news)|read (?:also|more)|you may also like|читайте также"
            r"|похожие (?:статьи|новости)|по теме"
        ),
    ),
    (
        "subscribe",
        (
            r"(?:الرسالة|النشرة) (?:الإخبارية|الاخبارية|البريدية)|[إاأ]?شترك\w* (?:في|ب)|subscribe"
            r"|sign up (?:for|to)|(?:our )?newsletter|подпи(?:сывайтесь|шитесь|саться)|рассылка"
        ),
    ),
    (
        "cookies",
        (
            r"(?:we|this (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings)"
            r"|accept all$|(?:نستخدم|يستخدم (?:هذا )?الموقع) (?:ملفات )?|قبول (?:جميع |كل )?ملفات"
            r"|ملفات تعريف الارتباط|(?:мы используем|сайт использует|этот сайт использует"
            r"|принять) .*(?:cookie|куки)|(?:файлы )?cookie"
        ),
    ),
    ("font size", r"حجم الخط|(?:font|text) size|размер (?:шрифта|текста)|a[+-]$"),
    (
        "share",
        (
            r"(?:شارك|مشاركة|انشر)(?:\s|:|$)|(?:فيس ?بوك|تويتر|واتس ?[اآ]ب|تلغرام|تيليغرام)$"
            r"|share(?:\s+(?:this|on|via)\b.*|:)?$|(?:facebook|twitter|whatsapp|telegram|e-?mail|print|x"
            r"|vk)$|поделиться|(?:фейсбук|твиттер|вконтакте|телеграм|распечатать)$|طباعة$"
        ),
    ),
    (
        "original elsewhere",
        (
            r"لرؤي[ةه] [اأ]صل|(?:see|read|view) the original|читать оригинал|оригинал (?:статьи"
            r"|материала)"
        ),
    ),
    (
        "page not available",
        (
            r"الصفحة غير (?:متوفرة|موجودة)|المحتوى الذي تريدون?|page (?:is )?not (?:available|found)"
            r"|(?:the )?content (?:you|is no longer)|страница (?:не найдена|недоступна)"
            r"|материал (?:недоступен|удал[её]н)"
        ),
    ),
    ("skip link", r"تخطي? (?:إلى|الى) المحتوى|skip to (?:main )?content|перейти к (?:основному )?содержани"),
    (
        "comment form",
        (
            r"لن يتم نشر عنوان|الحقول الإلزامية|your e-?mail address will not|required fields"
            r"|ваш (?:e-?mail|адрес).*не будет опубликован|обязательные поля"
        ),
    ),
    ("advertisement", r"(?:إعلان|اعلان|advertisement|реклама)$"),
    ("reading time", r"\d+\s*(?:دقائق|دقيقة|min(?:utes?)?(?: read)?|минут\w?)(?: (?:للقراءة|чтения))?$"),
    ("menu", r"(?:الرئيسية|home|главная|menu|القائمة|меню|بحث|search|поиск|login|войти)(?:\s*[|›»>/-].*)?$"),
    ("rights", r"(?:©|copyright\b|جميع الحقوق محفوظة|все права защищены|all rights reserved)"),
    ("a number alone", r"[\d\s.,|•·*-]+$"),
)
_AGENCY = (
    r"(?:أ\s?ف\s?ب|ا\s?ف\s?ب|رويترز|الأناضول|الاناضول|د ب أ|AFP|Reuters|AP|Anadolu|ТАСС|РИА Новости|Интерфакс|Рейтер)"
)
CREDIT = re.compile(rf"\(?(?:(?:photo|صورة|фото)\s*[:/-]\s*)?({_AGENCY})\)?$", re.IGNORECASE)
BYLINE = re.compile(
    r"(?:نص\s*[:：]\s*|(?:بقلم|كتب|كتبت|إعداد)\s*:?\s+|by\s+(?=[A-Z])|(?:text|автор|текст|author)\s*:\s*)(.{3,60})$",
    re.IGNORECASE,
)
_STARTS = tuple((reason, re.compile(rf"\W{{0,4}}(?:{words})", re.IGNORECASE)) for reason, words in _LINES)
_ENDERS = tuple((reason, re.compile(rf"\W{{0,4}}(?:{words})", re.IGNORECASE)) for reason, words in _ENDS)
_SENTENCE = re.compile(r"[.!?؟…。][”»\"“)\]]*\s*(?:\([^)]{1,30}\))?\S{0,10}$")
_MARK = re.compile(r"\s*\[ads?\d*\]\s*$")
_LINKS = frozenset({"related articles", "subscribe"})
DATELINE = re.compile(r"([^\W\d_][\w ]{1,28}?)\s*[-–—/]\s*([^-–—/.:،,]{2,30}?)\s*(?:[-–—:]\s|$)")


@dataclass(frozen=True, slots=True)
class Sifted:
    """The title's line, those of the article, what stood before it and was left out, and everything left out."""

    title: str
    kept: tuple[Line, ...]
    author: str
    credit: str
    before: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def is_prose(text: str) -> bool:
    """Whether a line looks like sentences and not like a heading or a control."""
    words, ends = len(re.findall(r"\w{2,}", text)), _SENTENCE.search(text) is not None
    return (words >= 14 and len(text) > 110) or (words >= 5 and ends)


def sift(lines: Sequence[Line], said_title: str = "") -> Sifted:
    """Tells the article from the rest."""
    out: list[LeftOut] = []
    rest: list[Line] = []
    author = credit = ended = ""
    prose_seen = linked = False
    for line in lines:
        text = line.text
        if ended and len(text) <= _LONGEST:
            ended = next((reason for reason, words in _ENDERS if words.match(text)), ended)
        reason = ended or line.reason
        if not reason and len(text) <= _LONGEST:
            reason = next((reason for reason, words in _STARTS if words.match(text)), "")
            end = next((reason for reason, words in _ENDERS if words.match(text)), "")
            if end:
                reason = end
                ended = end if prose_seen else ""
            if not reason and (found := BYLINE.match(text)) and not is_prose(text):
                reason, author = "byline", author or found[1].strip()
            if not reason and (found := CREDIT.match(text)):
                reason, credit = "credit", credit or found[1]
        if not reason and linked and not is_prose(text):
            reason = "related articles"
        linked = (linked or reason in _LINKS) and not (not reason and is_prose(text))
        if reason:
            out.append(LeftOut(line.number, text, reason))
            continue
        if mark := _MARK.search(text):
            out.append(LeftOut(line.number, mark[0].strip(), "advertisement"))
            line = replace(line, text=text[: mark.start()])
        prose_seen = prose_seen or is_prose(line.text)
        rest.append(line)
    return _without_heads(rest, out, said_title, author, credit)


def _without_heads(rest: list[Line], out: list[LeftOut], said_title: str, author: str, credit: str) -> Sifted:
    rest = _from_title(rest, out, said_title)
    first = next((i for i, line in enumerate(rest) if is_prose(line.text) and not line.heading), len(rest))
    heads, kept = rest[:first], rest[first:]
    while kept and not is_prose(kept[-1].text) and not _SENTENCE.search(kept[-1].text) and len(kept) > 1:
        out.append(LeftOut(kept[-1].number, kept[-1].text, "after the article"))
        kept.pop()
    at = _title_at(heads, said_title)
    title = heads[at].text if at is not None else said_title
    before = tuple(line.text for line in heads)
    for i, line in enumerate(heads):
        if i == at:
            continue
        if at is not None and i > at and DATELINE.match(line.text) and not _dated(line.text):
            kept.insert(0, line)
        else:
            out.append(LeftOut(line.number, line.text, "head of the page"))
    kept.sort(key=lambda line: line.number)
    out.sort(key=lambda one: one.line)
    return Sifted(title, tuple(kept), author, credit, before, tuple(out))


def _from_title(rest: list[Line], out: list[LeftOut], said_title: str) -> list[Line]:
    """Without what stands before the title, if most of what looks like sentences stands behind it."""
    at = _said_at(rest, said_title) or 0
    before, behind = (
        sum(len(line.text) for line in part if is_prose(line.text)) for part in (rest[:at], rest[at + 1 :])
    )
    if before >= behind:
        return rest
    out += [LeftOut(line.number, line.text, "head of the page") for line in rest[:at]]
    return rest[at:]


def _said_at(lines: Sequence[Line], said: str) -> int | None:
    """Where the line is that is said to be the title; else the first heading."""
    named = next((i for i, line in enumerate(lines) if said and line.text == said), None)
    return next((i for i, line in enumerate(lines) if line.heading), None) if named is None else named


def _dated(text: str) -> bool:
    return re.search(r"\d", text) is not None


def _title_at(heads: Sequence[Line], said: str) -> int | None:
    """The heading, or the head line that is said to be the title; or else the one with most words, if it has four."""
    if (at := _said_at(heads, said)) is not None:
        return at
    if said:
        return None
    longest = max(range(len(heads)), key=lambda i: len(re.findall(r"\w{2,}", heads[i].text)), default=None)
    return longest if longest is not None and len(heads[longest].text.split()) >= 4 else None
