"""Who seems to have said what: patterns, not understanding. Each proposal says which pattern found it."""

from __future__ import annotations

import re

from tansiq.gateways.intake.article import Proposal

_QUOTE = re.compile(r"“([^“”\n]{3,2000})[”“]|”([^“”\n]{3,2000})[”“]|«([^«»\n]{3,2000})»|\"([^\"\n]{3,2000})\"")
_FEWEST_WORDS = 3
_SENTENCE_END = re.compile(r"[.!?؟]\s+|\n")
_AR = (
    r"(?:و|ف)?(?:قالت?|أضافت?|اضافت?|صر[ّ]?حت?|أكدت?|اكدت?|تابعت?|أعلنت?|اعلنت?|أوضحت?|اوضحت?|ذكرت?|أشارت?|اشارت?"
    r"|لفتت?|كشفت?|شددت?|نقلت عنه|جاء في بيان من|بحسب)"
)
_RU = r"(?:сказал|заявил|сообщил|отметил|подчеркнул|добавил|пояснил|рассказал|уточнил)[аи]?"
_EN = r"(?:said|told reporters|told|added|stated|announced|says|warned|explained)"
_BEFORE = (
    ("ar: verb, speaker, quote", re.compile(rf"(?:^|[\s،,])({_AR})\s+(?P<who>.*)$", re.DOTALL)),
    ("ru: speaker, verb, quote", re.compile(rf"(?P<who>[^.,;:«»]{{2,80}}?)\s+{_RU}\b[^«»]{{0,60}}$")),
    ("en: speaker, verb, quote", re.compile(rf"(?P<who>[^.,;:“”\"]{{2,80}}?)\s+{_EN}\b[^“”\"]{{0,60}}$")),
    ("en: according to", re.compile(r"[Aa]ccording to\s+(?P<who>[^,“”\"]{2,80}),?[^“”\"]{0,20}$")),
    ("ru: по словам", re.compile(r"[Пп]о словам\s+(?P<who>[^,«»]{2,80}),?[^«»]{0,20}$")),
)
_AFTER = (
    ("ru: quote, verb, speaker", re.compile(rf"\s*,?\s*[—–-]?\s*{_RU}\s+(?P<who>[^.,;\n«»]{{2,80}})")),
    ("en: quote, verb, speaker", re.compile(rf"\s*,?\s*{_EN}\s+(?P<who>[^.,;\n“”\"]{{2,80}})")),
    ("en: quote, speaker, verb", re.compile(rf"\s*,?\s*(?P<who>[^.,;\n“”\"]{{2,60}}?)\s+{_EN}\b")),
    (
        "ar: quote, attribution",
        re.compile(r"\s*[.،,]?\s*(?:و?ذلك )?(?:ب?حسب(?: ما نقلت عنه)?|وفق)\s+(?P<who>[^.،,\n]{2,60})"),
    ),
)
_DAYS = (
    r"(?:يوم )?(?:ال(?:اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد|احد)|أمس|امس|اليوم)(?: الماضي)?"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|во? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|вчера|сегодня|накануне"
)
_CUT = re.compile(
    r"\s*(?:[:،,“”«»\"]|(?<!\S)(?:إن|ان|أن|بأن|بان|إلى أن|الى ان|خلال|للصحفيين|لوكالة|في بيان"
    r"|في مؤتمر|بتصريح|في تصريح|على تويتر|في الموجز|متحدثا"
    rf"|و?الذي|و?التي|و?الذين|которы[йех]|котор(?:ая|ое)|who|which|{_DAYS})(?=\s|$)"
    r"|\b(?:that|в интервью|журналистам|reporters)\b)"
)
_PAPER = (
    r"(?:ال)?(?:تقرير|وثيقة|بيان|رسالة|دراسة|مقترح)|(?:(?:the|a|an|its|his|her|their) )?(?:report|document|statement"
    r"|letter|study|paper)|(?:отч[её]т|доклад|документ|заявление|письмо|сообщение|исследование)"
)
_WHOSE = re.compile(
    rf"(?:{_PAPER})\s+(?:صادر عن\s+|من\s+|عن\s+|(?P<to>ل)|(?:by|of|from)\s+)(?P<who>\S.*)", re.IGNORECASE
)
_PAPERS = re.compile(rf"(?:{_PAPER})(?:\s|$)", re.IGNORECASE)
_NOBODY = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "also",
        "later",
        "then",
        "who",
        "которое",
        "он",
        "она",
        "они",
        "также",
        "إنه",
        "انه",
        "إنها",
        "إن",
        "ان",
        "أن",
        "إلى",
        "الى",
        "بأن",
        "عن",
        "من",
    ]
)


_THAT_AR = r"(?:إن|ان|أن|بأن|بان|إلى أن|الى ان|الى أن)(?:ه|ها|هم|هما|ني|نا)?"
_INDIRECT = (
    (
        "ar: verb, speaker, that",
        re.compile(
            rf"(?:^|[\s،,]){_AR}\s+(?P<who>(?:(?!(?<!\S){_THAT_AR}\s)[^.]){{0,90}}?)،?\s*(?<!\S){_THAT_AR}\s+(?P<words>.+)$"
        ),
    ),
    (
        "ru: speaker, verb, that",
        re.compile(rf"(?P<who>[^.,;:]{{2,80}}?)\s+{_RU}(?:\s[^.,]{{1,60}})?,\s+что\s+(?P<words>.+)$"),
    ),
    (
        "ru: verb, speaker, that",
        re.compile(rf"(?:^|\s){_RU}\s+(?P<who>[^.,;:]{{2,80}}?),\s+что\s+(?P<words>.+)$", re.IGNORECASE),
    ),
    (
        "ru: in a paper of, that",
        re.compile(
            r"[Вв]\s+(?:заявлении|сообщении|докладе|отч[её]те)\s+(?P<who>[^.,;:]{2,80}?)\s+"
            r"(?:говорится|сказано|отмечается),\s+что\s+(?P<words>.+)$"
        ),
    ),
    ("ru: по словам", re.compile(r"[Пп]о (?:словам|данным)\s+(?P<who>[^.,;:]{2,80}?),\s+(?P<words>.+)$")),
    (
        "en: speaker, verb, that",
        re.compile(rf"(?P<who>[^.,;:]{{2,80}}?)\s+{_EN}(?:\s[^.,]{{1,40}}?)?\s+that\s+(?P<words>.+)$"),
    ),
    ("en: according to", re.compile(r"[Aa]ccording to\s+(?P<who>[^.,;:]{2,80}?),\s+(?P<words>.+)$")),
    ("en: words, speaker, verb", re.compile(rf"^(?P<words>.+),\s+(?P<who>[^.,;:]{{2,60}}?)\s+{_EN}$")),
    ("en: words, verb, speaker", re.compile(rf"^(?P<words>.+),\s+{_EN}\s+(?P<who>[^.,;:]{{2,60}}?)$")),
)
_LONGEST_SENTENCE = 1_000
_LONGEST_BESIDE = 600
"""Characters of a sentence before and behind what is quoted in it."""
_FEWEST_INSIDE = 5
"""Fewer words in quotation marks within what is told indirectly are a name, or held at arm's length."""
_TOLD = re.compile(rf"(?<!\S){_THAT_AR}\s+(?:\S+\s+){{3,}}$|(?:,\s+что|\bthat)\s+(?:\S+\s+){{3,}}$")


def proposals(text: str) -> tuple[Proposal, ...]:
    """In order. Quoted words beside which no verb of saying stands are not proposed; what is told in the words of
    whoever wrote ("he said that ...") is, where nothing in that sentence is quoted."""
    quotes = [quote for quote in _QUOTE.finditer(text) if len(quote[0].split()) >= _FEWEST_WORDS]
    found: list[Proposal] = []
    last = ""
    sentences = iter([*_sentences(text), (len(text) + 1, len(text) + 1)])
    begin, end = next(sentences)
    free = 0  # behind the last that was quoted
    for quote in (*quotes, None):
        at = len(text) if quote is None else quote.start()
        while end <= at:
            if begin >= free and (one := _told(text, begin, end, last)) is not None:
                last = one.speaker
                found.append(one)
            begin, end = next(sentences)
        if quote is not None and (direct := _quoted(text, quote, found, last)) is not None:
            last, free = direct.speaker, quote.end()
            found.append(direct)
    return tuple(found)


def _quoted(text: str, quote: re.Match[str], found: list[Proposal], last: str) -> Proposal | None:
    group = next(i for i in range(1, 5) if quote[i] is not None)
    begin, end = _sentence(text, quote.start(), quote.end())
    # words of an earlier quote of the same sentence are no lead to this one
    lead = text[max(begin, found[-1].end + 1 if found else 0) : quote.start()][-300:]
    if len(quote[group].split()) < _FEWEST_INSIDE and _TOLD.search(lead):
        return None
    match = _attribution(lead, text[quote.end() : quote.end() + 120])
    if match is None:
        return None
    pattern, words, first = match
    speaker, carried = _who(words, last, carries=first)
    return Proposal(speaker, quote[group], text[begin:end], quote.start(group), quote.end(group), pattern, carried)


def _told(text: str, begin: int, end: int, last: str) -> Proposal | None:
    sentence = text[begin:end].rstrip(" .!?؟")
    if not sentence or len(sentence) > _LONGEST_SENTENCE:
        return None
    for pattern, form in _INDIRECT:
        if (match := form.search(sentence)) and len(match["words"].split()) >= _FEWEST_WORDS:
            first = not sentence[: match.start()].strip()
            speaker, carried = _who(match["who"], last, carries=first)
            start = begin + match.start("words")
            stop = start + len(match["words"])
            return Proposal(speaker, text[start:stop], text[begin:end], start, stop, pattern, carried, indirect=True)
    return None


def _sentences(text: str) -> list[tuple[int, int]]:
    made, begin = [], 0
    for match in _SENTENCE_END.finditer(text):
        made.append((begin, match.start() + (match[0] != "\n")))
        begin = match.end()
    return [*made, (begin, len(text))]


def _attribution(lead: str, tail: str) -> tuple[str, str, bool] | None:
    """The pattern's name, the words where the speaker stands, and whether nothing stands before them; None: nobody
    says it."""
    for name, pattern in _BEFORE:
        if match := pattern.search(lead):
            return name, match["who"], not lead[: match.start()].strip()
    for name, pattern in _AFTER:
        if match := pattern.match(tail):
            return name, match["who"], True
    return None


def _who(words: str, last: str, *, carries: bool) -> tuple[str, bool]:
    """The speaker, and whether it is the last who was named. A paper speaks for whoever it is of; where that is not
    said, for nobody. Where only a place stands behind the verb, and the verb does not come first (not `carries`),
    somebody was named before it, and who is not told."""
    who = _speaker(words)
    if whose := _WHOSE.match(who):
        owner = whose["who"].strip()
        return (f"ا{owner}" if whose["to"] and owner.startswith("ل") else owner), False
    if _PAPERS.match(who):
        return "", False
    if not who and words.strip() and not carries and not _is_nobody(words):
        return "", False
    return (who, False) if who else (last, bool(last))


def _is_nobody(words: str) -> bool:
    return all(word in _NOBODY for word in words.lower().split())


def _speaker(words: str) -> str:
    cut = _CUT.search(words)
    who = " ".join(words[: cut.start()].split() if cut else words.split()).strip(" -–—")
    nobody = _is_nobody(who) or re.match(r"(?:في|و?الذي|و?التي)\s", who) or len(who) > 120
    return "" if nobody else who


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a quotation begins and ends, as far as it is not a text without end."""
    first, last = max(0, start - _LONGEST_BESIDE), min(len(text), end + _LONGEST_BESIDE)
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    after = _SENTENCE_END.search(text, max(start, end - 2), last)
    return begin, after.start() + (text[after.start()] != "\n") if after else last
