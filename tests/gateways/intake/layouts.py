# ruff: noqa: E501  the sentences are lines of pages, each one line
"""Pages in the layouts of ten common ways to publish, in each of three languages: made after how such pages are built,
not after the rules that read them. What is the article in each is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

LANGUAGES = ("ar", "ru", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the pages of one language: articles (title, byline, date, paragraphs), and what is around them."""

    outlet: str
    articles: tuple[tuple[str, ...], ...]
    author: str
    bio: str
    menu: tuple[str, ...]
    teasers: tuple[str, ...]
    caption: str
    cookies: str
    pitch: str
    comments: tuple[tuple[str, str], ...]
    most_read: str
    also: str
    said_comments: str
    share: str
    tags: tuple[str, ...]
    rights: str
    promo: str
    date: str


EN = Words(
    "The Valley Courier",
    (
        (
            "Ferry crossing reopens after two weeks of repairs",
            "The ferry across the lower river reopened on Monday morning, two weeks after a barge damaged its northern landing stage.",
            "Engineers replaced eleven timber piles and strengthened the ramp so that lorries of up to twelve tonnes can use it again.",
            "“We tested the ramp with a loaded truck three times before the first passengers came aboard,” said harbour master Ruth Adler.",
            "Crossings run every forty minutes between six in the morning and eight at night; the last boat waits for the evening bus.",
            "The older stage on the southern bank will be repaired in autumn, when the water is low.",
        ),
        (
            "Hospital generator fails during evening storm",
            "The generator of the district hospital failed for nine minutes on Saturday evening while a storm cut the main line.",
            "No patient was harmed. Nurses ventilated two newborns by hand until the second generator took over.",
            "The company that maintains both machines said that a fuel filter had clogged, and that it would be changed every month from now on.",
            "Power returned to most of the town shortly before midnight.",
        ),
    ),
    "Martin Webb",
    "Martin Webb has covered transport and the river towns for this newspaper since 2011 and lives near the old lock with his family.",
    ("Home", "World", "Region", "Business", "Weather", "Opinion", "Contact us"),
    (
        "Council votes to keep the night bus despite rising costs",
        "Bakers warn that flour will be scarce before the harvest comes in",
        "Why the swifts came back three weeks early this spring",
        "School roof declared safe after inspection finds no cracks",
    ),
    "The northern landing stage on Monday, shortly before the first crossing. Photograph: Jo Lind",
    "We and our 214 partners store and access information on your device to personalise content and measure audiences.",
    "Enjoying this story? Get the best of the week in your inbox every Friday, free of charge and without advertisements.",
    (
        ("rivergirl88", "About time they fixed it, I had to drive forty kilometres around every single day for two weeks."),
        ("Tom K.", "And who pays for the barge that hit it? As always nobody in this town will ever tell us the truth."),
    ),
    "Most read", "Read also:", "2 comments", "Share on Facebook", ("ferry", "river", "repairs"),
    "© 2026 The Valley Courier Ltd. All rights reserved. Reproduction in whole or in part without permission is prohibited.",
    "Follow our channel to be the first to hear what happens in the valley.", "2 March 2026",
)  # fmt: skip
RU = Words(
    "Речной вестник",
    (
        (
            "Паром через нижнюю реку снова работает после ремонта",
            "Паром через нижнюю реку возобновил работу в понедельник утром, через две недели после того, как баржа повредила северный причал.",
            "Рабочие заменили одиннадцать свай и укрепили сходни, так что грузовики весом до двенадцати тонн снова могут переправляться.",
            "«Мы трижды проверили сходни гружёной машиной, прежде чем пустить первых пассажиров», — рассказала начальник пристани Раиса Орлова.",
            "Рейсы идут каждые сорок минут с шести утра до восьми вечера, последний паром ждёт вечерний автобус.",
            "Старый причал на южном берегу отремонтируют осенью, когда спадёт вода.",
        ),
        (
            "В районной больнице во время грозы отказал генератор",
            "Генератор районной больницы в субботу вечером не работал девять минут, пока гроза держала отключённой основную линию.",
            "Никто из пациентов не пострадал. Медсёстры вручную помогали дышать двум новорождённым, пока не включился второй генератор.",
            "Обслуживающая компания сообщила, что засорился топливный фильтр и что теперь его будут менять каждый месяц.",
            "К полуночи свет вернулся в большую часть города.",
        ),
    ),
    "Павел Ершов",
    "Павел Ершов пишет о транспорте и речных городах с 2011 года и живёт с семьёй рядом со старым шлюзом.",
    ("Главная", "В мире", "Регион", "Экономика", "Погода", "Мнения", "Контакты"),
    (
        "Совет решил сохранить ночной автобус, несмотря на растущие расходы",
        "Пекари предупреждают, что до нового урожая муки будет не хватать",
        "Почему стрижи вернулись этой весной на три недели раньше обычного",
        "Крышу школы признали безопасной: проверка не нашла трещин",
    ),
    "Северный причал в понедельник, незадолго до первого рейса. Фото: Илья Лунд",
    "Мы и наши партнёры храним на вашем устройстве данные, чтобы показывать подходящие материалы и измерять аудиторию.",
    "Понравился материал? Получайте лучшее за неделю каждую пятницу на почту, бесплатно и без рекламы.",
    (
        ("rechnik88", "Наконец-то починили, а то приходилось каждый день объезжать по сорок километров целых две недели."),
        ("Тимур К.", "А кто заплатит за баржу, которая его сломала? Как всегда, в этом городе никто не скажет правды."),
    ),
    "Самое читаемое", "Читайте также:", "2 комментария", "Поделиться в ВКонтакте", ("паром", "река", "ремонт"),
    "© 2026 Речной вестник. Все права защищены. Перепечатка материалов полностью или частично без разрешения запрещена.",
    "Подпишитесь на наш канал, чтобы первыми узнавать, что происходит на реке.", "2 марта 2026",
)  # fmt: skip
AR = Words(
    "بريد الوادي",
    (
        (
            "عبارة النهر تعود إلى العمل بعد أسبوعين من الإصلاحات",
            "عادت العبارة التي تقطع النهر الأسفل إلى العمل صباح الاثنين بعد أسبوعين من تضرر رصيفها الشمالي من قارب شحن.",
            "واستبدل المهندسون أحد عشر عمودا خشبيا وقووا المنحدر كي تستطيع الشاحنات حتى اثني عشر طنا أن تعبر من جديد.",
            "وقالت مديرة المرفأ رجاء العطار “جربنا المنحدر بشاحنة محملة ثلاث مرات قبل أن يصعد أول الركاب”.",
            "وتسير الرحلات كل أربعين دقيقة من السادسة صباحا حتى الثامنة مساء، وتنتظر آخر عبارة حافلة المساء.",
            "أما الرصيف القديم على الضفة الجنوبية فسيرمم في الخريف حين ينخفض الماء.",
        ),
        (
            "تعطل مولد المستشفى خلال عاصفة مسائية",
            "تعطل مولد مستشفى المنطقة تسع دقائق مساء السبت بينما كانت العاصفة قد قطعت الخط الرئيسي.",
            "ولم يصب أي مريض بأذى، وساعدت الممرضات رضيعين على التنفس باليد حتى عمل المولد الثاني.",
            "وأعلنت الشركة التي تصون المولدين أن مصفاة الوقود كانت مسدودة وأنها ستبدل كل شهر من الآن.",
            "وعاد التيار إلى معظم المدينة قبيل منتصف الليل.",
        ),
    ),
    "مازن الويب",
    "يكتب مازن الويب عن النقل ومدن النهر في هذه الصحيفة منذ عام 2011 ويسكن مع أسرته قرب الهويس القديم.",
    ("الرئيسية", "العالم", "المنطقة", "اقتصاد", "الطقس", "آراء", "اتصل بنا"),
    (
        "المجلس يبقي على الحافلة الليلية رغم ارتفاع التكاليف",
        "الخبازون يحذرون من شح الطحين قبل موسم الحصاد الجديد",
        "لماذا عادت طيور السمامة هذا الربيع قبل موعدها بثلاثة أسابيع",
        "سقف المدرسة آمن والفحص لم يجد فيه أي تشققات",
    ),
    "الرصيف الشمالي يوم الاثنين قبيل أول رحلة. تصوير: جاد لند",
    "نحن وشركاؤنا نخزن معلومات على جهازك كي نعرض محتوى يناسبك ونقيس عدد القراء في كل صفحة.",
    "هل أعجبتك هذه القصة؟ احصل على أفضل ما نشر في الأسبوع كل جمعة في بريدك مجانا ومن دون إعلانات.",
    (
        ("بنت النهر", "أخيرا أصلحوها فقد كنت أقود أربعين كيلومترا كل يوم طوال أسبوعين كي أصل إلى عملي."),
        ("طارق ك.", "ومن يدفع ثمن القارب الذي صدمها؟ كالعادة لن يقول لنا أحد الحقيقة في هذه المدينة."),
    ),
    "الأكثر قراءة", "اقرأ أيضا:", "تعليقان", "شارك على فيسبوك", ("عبارة", "النهر", "إصلاحات"),
    "© 2026 بريد الوادي. جميع الحقوق محفوظة. يمنع نقل المواد كليا أو جزئيا من دون إذن مكتوب.",
    "تابع قناتنا لتكون أول من يعرف ما يجري في الوادي.", "2 مارس 2026",
)  # fmt: skip
WORDS = {"ar": AR, "ru": RU, "en": EN}


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, and what is to be kept of it."""

    name: str
    language: str
    title: str
    article: tuple[str, ...]
    outlet: str
    html: str

    def __str__(self) -> str:
        return f"{self.name}-{self.language}"


def layouts() -> list[Layout]:
    made = []
    for language, words in WORDS.items():
        for number, (name, build) in enumerate(BUILDERS.items()):
            title, *article = words.articles[number % len(words.articles)]
            made.append(
                Layout(name, language, title, tuple(article), words.outlet, build(words, language, title, article))
            )
    return made


def _page(words: Words, language: str, title: str, body: str, head: str = "") -> str:
    direction = ' dir="rtl"' if language == "ar" else ""
    return (
        f'<!DOCTYPE html><html lang="{language}"{direction}><head><meta charset="utf-8">'
        f"<title>{escape(title)} – {words.outlet}</title>{head}</head><body>{body}</body></html>"
    )


def _lines(tag: str, lines: list[str] | tuple[str, ...], more: str = "") -> str:
    return "".join(f"<{tag}{more}>{escape(line)}</{tag}>" for line in lines)


def _links(lines: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f'<li><a href="/x">{escape(line)}</a></li>' for line in lines) + "</ul>"


def _meta(words: Words, title: str) -> str:
    return (
        f'<meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="{words.outlet}">'
        '<meta property="article:published_time" content="2026-03-02T07:15:00+00:00">'
    )


def wordpress(w: Words, language: str, title: str, article: list[str]) -> str:
    comments = "".join(
        f'<li class="comment"><article class="comment-body"><footer class="comment-meta"><b class="fn">{a}</b></footer>'
        f'<div class="comment-content"><p>{c}</p></div></article></li>'
        for a, c in w.comments
    )
    body = (
        f'<div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">{w.outlet}</a></p>'
        f'<nav id="site-navigation">{_links(w.menu)}</nav></header><div id="content"><main id="main">'
        f'<article class="post-1 post type-post"><header class="entry-header"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-meta"><span class="posted-on"><time datetime="2026-03-02">{w.date}</time></span>'
        f'<span class="byline"> {w.author}</span></div></header><div class="entry-content">{_lines("p", article)}'
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{w.share}</h3></div>'
        f'<div id="jp-relatedposts" class="jp-relatedposts"><h3>{w.also}</h3>{_links(w.teasers)}</div></div>'
        f'<footer class="entry-footer"><span class="tags-links">{", ".join(w.tags)}</span></footer></article>'
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{w.said_comments}</h2><ol>{comments}</ol></div>'
        f'</main></div><aside id="secondary" class="widget-area"><section class="widget"><h2>{w.most_read}</h2>'
        f'{_links(w.teasers)}</section></aside><footer id="colophon"><p>{w.rights}</p></footer></div>'
    )
    return _page(w, language, title, body, _meta(w, title))


def drupal(w: Words, language: str, title: str, article: list[str]) -> str:
    body = (
        f'<div class="layout-container"><div class="region region-header"><div class="block-menu">{_links(w.menu)}</div></div>'
        f'<div class="region region-content"><div class="block block-page-title"><h1 class="page-title"><span>{title}</span></h1></div>'
        f'<div class="node node--type-article"><div class="node__meta">{w.author}, {w.date}</div><div class="node__content">'
        f'<div class="field field--name-field-image"><img src="a.jpg" alt="x"><div class="caption">{w.caption}</div></div>'
        f'<div class="field field--name-body">{_lines("p", article)}</div>'
        f'<div class="field field--name-field-tags">{_links(w.tags)}</div></div></div>'
        f'<section class="field--name-comment"><h2>{w.said_comments}</h2>'
        + "".join(
            f'<div class="js-comment"><p>{a}</p><div class="text-formatted"><p>{c}</p></div></div>'
            for a, c in w.comments
        )
        + f'</section></div><div class="region region-sidebar-second"><div class="block-views"><h2>{w.most_read}</h2>{_links(w.teasers)}</div>'
        f'</div><div class="region region-footer"><p>{w.rights}</p></div></div>'
    )
    return _page(w, language, title, body, _meta(w, title))


def blogger(w: Words, language: str, title: str, article: list[str]) -> str:
    text = "<br /><br />".join(map(escape, article))
    body = (
        f'<div class="header"><h1 class="title">{w.outlet}</h1></div><div class="tabs">{_links(w.menu)}</div>'
        f'<div class="main"><div class="blog-posts"><h2 class="date-header">{w.date}</h2><div class="post hentry">'
        f'<h3 class="post-title entry-title">{title}</h3><div class="post-body entry-content">{text}<div style="clear:both"></div></div>'
        f'<div class="post-footer"><span>{w.author}</span> <a href="/s">{w.share}</a> <span class="post-labels">{" ".join(w.tags)}</span></div></div>'
        f'<div class="comments" id="comments"><h4>{w.said_comments}</h4>'
        + "".join(f"<dl><dt>{a}</dt><dd><p>{c}</p></dd></dl>" for a, c in w.comments)
        + f'</div></div></div><div class="sidebar"><div class="widget PopularPosts"><h2>{w.most_read}</h2>{_links(w.teasers)}</div></div>'
        f'<div class="credits">{w.rights}</div>'
    )
    return _page(w, language, title, body)


def bitrix(w: Words, language: str, title: str, article: list[str]) -> str:
    middle = len(article) // 2
    body = (
        f'<div class="wrap"><div class="top-line">{_links(w.menu)}</div><div class="workarea"><div class="bx-breadcrumb">{w.menu[0]} / {w.menu[2]}</div>'
        f'<h1 id="pagetitle">{title}</h1><div class="news-detail"><span class="news-date-time">{w.date}</span>'
        f'<div class="detail-text">{_lines("p", article[:middle])}<div class="inset"><b>{w.also}</b><a href="/y">{w.teasers[0]}</a></div>'
        f'{_lines("p", article[middle:])}</div><div class="news-detail-share">{w.share}</div></div>'
        f'<div class="subscribe-line"><p>{w.promo}</p></div><div class="other-news"><div class="h2">{w.most_read}</div>{_links(w.teasers[1:])}</div>'
        f'</div><div class="bottom"><p>{w.rights}</p></div></div>'
    )
    return _page(w, language, title, body)


def hashed_classes(w: Words, language: str, title: str, article: list[str]) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": title, "publisher": {"name": w.outlet}}, ensure_ascii=False)
    body = (
        f'<div id="root"><div class="css-1q2w3e"><div class="css-9x8y7z">{_lines("a", w.menu, " href=/z")}</div></div>'
        f'<div class="css-0aa1bb" role="dialog"><p class="css-k1">{w.cookies}</p><button>OK</button></div>'
        f'<div class="css-55gg66"><h1 class="css-h1aa">{title}</h1><p class="css-by12">{w.author}</p><p class="css-dt34">{w.date}</p>'
        + "".join(f'<div class="css-p77"><p class="css-at9oe0">{escape(line)}</p></div>' for line in article)
        + f'<div class="css-nl88"><p class="css-nlp">{w.pitch}</p><input type="email"><button>OK</button></div></div>'
        f'<div class="css-mr99"><div class="css-mrh">{w.most_read}</div>'
        + "".join(
            f'<div class="css-mri"><a href="/q"><h3 class="css-t1">{teaser}</h3></a></div>' for teaser in w.teasers
        )
        + f'</div><div class="css-ft00"><p>{w.rights}</p></div></div>'
    )
    return _page(w, language, title, body, f'{_meta(w, title)}<script type="application/ld+json">{data}</script>')


def old_tables(w: Words, language: str, title: str, article: list[str]) -> str:
    text = "<br><br>\n".join(f"&nbsp;&nbsp;{escape(line)}" for line in article)
    menu = "<br>".join(f"<a href=m.htm>{item}</a>" for item in w.menu)
    teasers = "<br>".join(f"<li><a href=t.htm>{teaser}</a>" for teaser in w.teasers)
    body = (
        f"<table width=100%><tr><td colspan=3 bgcolor=#003366><font color=white size=5>{w.outlet}</font></td></tr><tr valign=top>"
        f"<td width=120><font size=2>{menu}</font></td><td><font size=4><b>{title}</b></font><br><font size=1>{w.date}</font><br><br>"
        f"<font size=3>{text}</font><br><br><font size=1><a href=p.htm>{w.share}</a></font></td>"
        f"<td width=150><b>{w.most_read}</b><br><font size=2>{teasers}</font></td></tr><tr><td colspan=3><font size=1>{w.rights}</font></td></tr></table>"
    )
    return _page(w, language, title, body)


def agency(w: Words, language: str, title: str, article: list[str]) -> str:
    body = (
        f'<div class="b-header">{_lines("a", w.menu, " href=/a")}</div><div class="b-topic"><div class="b-topic__date">{w.date}</div>'
        f'<h1 class="b-topic__title">{title}</h1><div class="b-topic__lead"></div><div class="b-text">'
        + "".join(f'<div class="b-text__p">{escape(line)}</div>' for line in article)
        + f'</div><div class="b-topic__tags">{_lines("a", w.tags, " href=/t")}</div><div class="b-tg"><a href="/c">{w.promo}</a></div></div>'
        f'<div class="b-rubric"><div class="b-rubric__title">{w.most_read}</div>'
        + "".join(
            f'<div class="b-rubric__item"><span>07:{n}5</span> <a href="/i">{teaser}</a></div>'
            for n, teaser in enumerate(w.teasers)
        )
        + f'</div><div class="b-footer">{w.rights}</div>'
    )
    return _page(w, language, title, body, f'<meta name="application-name" content="{w.outlet}">')


def magazine(w: Words, language: str, title: str, article: list[str]) -> str:
    body = (
        f'<header class="gh-head"><nav>{_links(w.menu)}</nav></header><main class="gh-main"><article class="gh-article post">'
        f'<header class="gh-article-header"><h1>{title}</h1><section class="gh-article-meta"><h4>{w.author}</h4><time datetime="2026-03-02">{w.date}</time></section>'
        f'<figure class="gh-article-image"><img src="b.jpg"><figcaption>{w.caption}</figcaption></figure></header>'
        f'<section class="gh-content gh-canvas">{_lines("p", article)}<hr></section>'
        f'<section class="author-card"><h4>{w.author}</h4><p>{w.bio}</p></section>'
        f'<section class="footer-cta"><h2>{w.promo}</h2><p>{w.pitch}</p></section></article></main>'
        f'<aside class="read-more-wrap"><h3>{w.also}</h3>'
        + "".join(f'<article class="post-card"><h2>{teaser}</h2><p>{teaser}.</p></article>' for teaser in w.teasers)
        + f'</aside><footer class="gh-foot"><section>{w.rights}</section></footer>'
    )
    return _page(w, language, title, body, _meta(w, title))


def portal(w: Words, language: str, title: str, article: list[str]) -> str:
    comments = "".join(
        f'<div class="cmt-item"><div class="cmt-user">{a}</div><div class="cmt-txt">{c}</div><div class="cmt-act">+1</div></div>'
        for a, c in w.comments
    )
    body = (
        f'<div id="wrapper"><div id="top">{_links(w.menu)}</div><div class="breaking"><marquee>{w.teasers[3]}</marquee></div><div class="col-md-8">'
        f'<div class="news-title"><h1>{title}</h1></div><div class="news-info"><span>{w.date}</span><span>{w.author}</span><a>A+</a><a>A-</a></div>'
        f'<div class="news-img"><img src="c.jpg"><span>{w.caption}</span></div><div class="news-text" id="article-body">{_lines("p", article)}'
        f'<p><strong>{w.also}</strong> <a href="/r">{w.teasers[1]}</a></p><p>{w.promo}</p></div>'
        f'<div class="tags">{_lines("a", w.tags, " href=/t")}</div><div class="cmt-list"><h3>{w.said_comments}</h3>{comments}</div></div>'
        f'<div class="col-md-4"><div class="box"><h4>{w.most_read}</h4>{_links(w.teasers)}</div></div><div id="bottom">{w.rights}</div></div>'
    )
    return _page(w, language, title, body, _meta(w, title))


def amp(w: Words, language: str, title: str, article: list[str]) -> str:
    middle = len(article) - 2
    body = (
        f'<amp-sidebar id="sb">{_links(w.menu)}</amp-sidebar><amp-consent><div class="popup"><p>{w.cookies}</p><button>OK</button></div></amp-consent>'
        f'<header class="amp-bar"><a href="/">{w.outlet}</a></header><main role="main"><h1 class="headline">{title}</h1><p class="dateline">{w.date}</p>'
        f'<amp-img src="d.jpg"></amp-img><p class="img-caption">{w.caption}</p><div class="article-body">{_lines("p", article[:middle])}'
        f'<div class="ad-slot"><amp-ad><div placeholder>{w.pitch}</div></amp-ad></div>{_lines("p", article[middle:])}</div>'
        f'<div class="social-share-bar">{w.share}</div><section class="recirc"><h2>{w.most_read}</h2>{_links(w.teasers)}</section></main>'
        f"<footer><p>{w.rights}</p></footer>"
    )
    return _page(w, language, title, body, _meta(w, title))


BUILDERS: dict[str, Callable[[Words, str, str, list[str]], str]] = {
    "wordpress": wordpress,
    "drupal": drupal,
    "blogger": blogger,
    "bitrix": bitrix,
    "hashed-classes": hashed_classes,
    "old-tables": old_tables,
    "agency": agency,
    "magazine": magazine,
    "portal": portal,
    "amp": amp,
}
