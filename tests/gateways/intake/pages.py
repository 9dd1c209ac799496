# ruff: noqa: E501  the sentences are lines of pages, each one line
"""Thirty made-up pages, ten in each language: what is the article in each is known, whatever stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

LANGUAGES = ("ar", "ru", "en")
HOW_MANY = 10

_WORDS = {
    "ar": {
        "places": ["المرفأ", "الجسر القديم", "المطار", "السوق", "المستشفى", "المحطة", "السد", "المدرسة", "الميناء", "المخيم"],
        "title": "مكتب التنسيق يعلن مواعيد جديدة للقوافل قرب {}",
        "lead": "أعلن مكتب التنسيق يوم الثلاثاء أن القوافل التي تمر قرب {} ستسير من الآن في ساعات الصباح فقط، لأن الرؤية بعد الظهر ضعيفة والطرق مزدحمة.",
        "said": "وقالت سعاد النجار المتحدثة باسم المكتب “نريد أن يعرف كل سائق موعده قبل يوم كامل”، وإن الجدول يصل إلى الجميع.",
        "added": "وأضافت “لن تتحرك أي قافلة من دون أن يعرف بها الجيران”.",
        "last": "وتستمر المواعيد الجديدة حتى نهاية الشهر، ثم يراجعها المكتب مع المنظمات العاملة هناك.",
        "before": ["تخطي إلى المحتوى الرئيسي", "الرئيسية", "حجم الخط", "شارك"],
        "inside": ["إعلان", "نستخدم ملفات تعريف الارتباط لتحسين الموقع"],
        "after": ["الرسالة الإخبارية", "مقالات ذات صلة", "رحلة إلى الجبل", "لرؤية اصل الخبر انقر هنا"],
        "comments": ["التعليقات المنشورة لا تعبر عن رأي الموقع", "اترك تعليقا", "1. يقول سامي:", "كلام جميل لكننا ننتظر الجدول منذ أسبوع ولم يصل إلينا شيء حتى الآن."],
    },
    "ru": {
        "places": ["порта", "старого моста", "аэропорта", "рынка", "больницы", "станции", "плотины", "школы", "склада", "лагеря"],
        "title": "Бюро координации объявило новое время движения колонн возле {}",
        "lead": "Бюро координации сообщило во вторник, что колонны возле {} будут ходить только утром, потому что после обеда видимость плохая, а дороги переполнены.",
        "said": "Представитель бюро Анна Лебедева сказала: «Мы хотим, чтобы каждый водитель знал своё время за целый день», и расписание получат все.",
        "added": "Она добавила: «Ни одна колонна не выйдет без ведома соседей».",
        "last": "Новое время действует до конца месяца, затем бюро обсудит его с работающими там организациями.",
        "before": ["Перейти к основному содержанию", "Главная", "Размер шрифта", "Поделиться"],
        "inside": ["Реклама", "Этот сайт использует файлы cookie"],
        "after": ["Подпишитесь на рассылку", "Читайте также", "Поездка в горы", "Читать оригинал"],
        "comments": ["Комментарии (2)", "Иван пишет:", "Хорошие слова, но расписания мы ждём уже неделю, и до сих пор ничего не пришло."],
    },
    "en": {
        "places": ["the harbour", "the old bridge", "the airport", "the market", "the hospital", "the station", "the dam", "the school", "the depot", "the camp"],
        "title": "Coordination bureau announces new convoy times near {}",
        "lead": "The coordination bureau announced on Tuesday that convoys near {} will run in the morning only, because visibility is poor after noon and the roads are crowded.",
        "said": "Spokeswoman Jane Miller said: “We want every driver to know the time a whole day ahead”, and the timetable goes to everyone.",
        "added": "She added: “No convoy will leave without its neighbours knowing of it”.",
        "last": "The new times hold until the end of the month; the bureau then reviews them with those who work there.",
        "before": ["Skip to main content", "Home", "Font size", "Share this"],
        "inside": ["Advertisement", "We use cookies to improve this site"],
        "after": ["Subscribe to our newsletter", "Related articles", "A trip to the hills", "See the original"],
        "comments": ["2 Comments", "John says:", "Fine words, but we have waited for that timetable a week now and nothing has come."],
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what is to be kept of it."""

    language: str
    number: int
    title: str
    article: tuple[str, ...]
    text: str
    html: str


def pages() -> list[Page]:
    return [_page(language, number) for language in LANGUAGES for number in range(HOW_MANY)]


def _page(language: str, number: int) -> Page:
    words = _WORDS[language]
    place = words["places"][number]
    title = str(words["title"]).format(place)
    article = (str(words["lead"]).format(place), str(words["said"]), str(words["added"]), str(words["last"]))
    # each page has other furniture: a different one is missing, and what stands inside moves
    before = [one for i, one in enumerate(words["before"]) if i != number % 5]
    after = [*words["after"][number % 3 :]]
    if "Related articles" not in after and "Читайте также" not in after and "مقالات ذات صلة" not in after:
        after = [one for one in after if one == words["after"][3]]
    middle = list(article)
    middle.insert(1 + number % 3, words["inside"][number % 2])
    head, tail = (before, [*after, *words["comments"]]) if number % 4 else (before[:2], list(words["comments"]))
    text = "\n\n".join([*head, title, *middle, *tail]) + "\n"
    return Page(language, number, title, article, text, _html(title, head, middle, tail))


def _html(title: str, head: list[str], middle: list[str], tail: list[str]) -> str:
    def lines(tag: str, every: list[str]) -> str:
        return "\n".join(f"<{tag}>{escape(one)}</{tag}>" for one in every)

    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)} | Site</title>'
        '<meta property="og:site_name" content="The Gazette">'
        '<meta property="article:published_time" content="2026-03-01T08:00:00Z">'
        f"<script>var text = '<p>never</p>';</script></head>\n<body>{lines('div', head)}\n"
        f"<h1>{escape(title)}</h1>\n{lines('p', middle)}\n{lines('div', tail)}\n</body></html>"
    )
