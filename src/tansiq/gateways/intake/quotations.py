"""Who seems to be quoted with which words: patterns, not understanding. Each proposal says which pattern found it."""

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
_CUT = re.compile(
    r"\s*(?:[:،,“”«»\"]|(?<!\S)(?:إن|ان|أن|بأن|بان|إلى أن|الى ان|خلال|للصحفيين|لوكالة|في بيان"
    r"|في مؤتمر|بتصريح|في تصريح|على تويتر|في الموجز"
    r"|متحدثا)(?=\s|$)|\b(?:on Monday|on Tuesday|on Wednesday|on Thursday|on Friday|on Saturday"
    r"|on Sunday|that|в интервью)\b)"
)
_NOBODY = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "also",
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


def proposals(text: str) -> tuple[Proposal, ...]:
    """In order. Quoted words beside which no verb of saying stands are not proposed."""
    found: list[Proposal] = []
    last = ""
    for quote in _QUOTE.finditer(text):
        if len(quote[0].split()) < _FEWEST_WORDS:
            continue  # a name, or words held at arm's length
        group = next(i for i in range(1, 5) if quote[i] is not None)
        begin, end = _sentence(text, quote.start(), quote.end())
        # words of an earlier quote of the same sentence are no lead to this one
        lead = text[max([begin, *(one.end + 1 for one in found if one.end < quote.start())]) : quote.start()][-300:]
        match = _attribution(lead, text[quote.end() : quote.end() + 120])
        if match is None:
            continue
        pattern, who = match
        carried = not who
        speaker = who or last
        last = speaker
        words = text[quote.start(group) : quote.end(group)]
        found.append(Proposal(speaker, words, text[begin:end], quote.start(group), quote.end(group), pattern, carried))
    return tuple(found)


def _attribution(lead: str, tail: str) -> tuple[str, str] | None:
    """The pattern's name and the speaker, who is "" where only "he added" stands there; None: nobody says it."""
    for name, pattern in _BEFORE:
        if match := pattern.search(lead):
            return name, _speaker(match["who"])
    for name, pattern in _AFTER:
        if match := pattern.match(tail):
            return name, _speaker(match["who"])
    return None


def _speaker(words: str) -> str:
    cut = _CUT.search(words)
    who = " ".join(words[: cut.start()].split() if cut else words.split()).strip(" -–—")
    nobody = who.lower() in _NOBODY or re.match(r"(?:في|و?الذي|و?التي)\s", who) or len(who) > 120
    return "" if nobody else who


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, max(0, start - 600), start)), default=0)
    if not begin:
        begin = max(0, start - 600)
    after = _SENTENCE_END.search(text, max(start, end - 2))
    return begin, after.start() + (text[after.start()] != "\n") if after else len(text)
