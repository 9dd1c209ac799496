"""Public reports as a page: one document without a script, in three languages."""

from __future__ import annotations

from html import escape

from tansiq.gateways.outlines import moment
from tansiq.gateways.public.said import WORDS, Words
from tansiq.gateways.public.shown import PublicPage, PublicReport
from tansiq.office.information import InformationGrade, ReportState, SourceGrade


def language_of(accepted: str) -> str:
    """The language of the page, by what a browser asks for: the first that it can be shown in, else English."""
    for choice in accepted.lower().split(",")[:20]:
        tag = choice.partition(";")[0].strip().partition("-")[0]
        if tag in WORDS:
            return tag
    return "en"


def page_of(page: PublicPage, language: str) -> str:
    """The document."""
    words = WORDS[language]
    direction = "rtl" if language == "ar" else "ltr"
    reports = "".join(_article(one, words) for one in page.reports) or f"<p>{escape(words.nothing)}</p>"
    older = f"/public/reports?before={escape(page.older)}"
    following = f'<a rel="next" href="{older}">{escape(words.older)}</a>' if page.older else ""
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(words.title)} · Tansiq</title><link rel="stylesheet" href="/public/style.css">'
        f'<link rel="alternate" type="application/atom+xml" href="/public/reports.atom"></head><body>'
        f"<header><h1>{escape(words.title)}</h1><p>{escape(words.about)}</p></header><main>{reports}</main>"
        f'<nav><a href="/public/reports">{escape(words.newest)}</a>{following}'
        f'<a href="/public/reports.atom">Atom</a></nav></body></html>'
    )


def _article(one: PublicReport, words: Words) -> str:
    report, content = one.report, one.report.current
    by = f'<p class="by"><bdi>{escape(one.party)}</bdi></p>'
    changed = f"<span>{escape(words.changed)} {_time(report.public_us)}</span>"
    if report.state is ReportState.WITHDRAWN:
        return (
            f'<article id="{escape(report.id)}" class="gone"><h2>{escape(words.withdrawn)}</h2>{by}'
            f'<p class="text" dir="auto">{escape(report.reason)}</p><div class="facts">{changed}</div></article>'
        )
    source = words.source[list(SourceGrade).index(content.source)]
    information = words.information[list(InformationGrade).index(content.information)]
    grade = f"{content.source.value}{content.information.value}"
    facts = (
        f'<span class="tlp" dir="ltr">{content.marking.value}</span>',
        f"<span><b>{grade}</b> {escape(source)} · {escape(information)}</span>",
        f"<span>{escape(words.speaks_of)} {_time(content.from_us)} – {_time(content.until_us)}</span>",
        changed,
        f"<span><bdi>{escape(one.words.place)}</bdi></span>" if one.words and one.words.place else "",
        *(
            f'<a href="#{escape(other)}">{escape(words.relations[kind])} <bdi>{escape(other[:8])}</bdi></a>'
            for kind, other in one.answers
        ),
    )
    title = escape(one.words.title if one.words else words.gone)
    return (
        f'<article id="{escape(report.id)}"><h2 lang="{escape(content.language)}" dir="auto">{title}</h2>{by}'
        f'<div class="facts">{"".join(facts)}</div>{_said(one, words)}</article>'
    )


def _said(one: PublicReport, words: Words) -> str:
    if one.words is None:
        return ""
    lang = escape(one.report.current.language)
    text = f'<p class="text" lang="{lang}" dir="auto">{escape(one.words.text)}</p>'
    quoted = "".join(
        f'<blockquote lang="{lang}" dir="auto"><b>{escape(claim.speaker)}</b>: {escape(claim.text)}</blockquote>'
        for claim in one.words.claims
    )
    return f'{text}<section aria-label="{escape(words.quoted)}">{quoted}</section>' if quoted else text


def _time(at_us: int) -> str:
    at = moment(at_us)
    return f'<time dir="ltr" datetime="{at.isoformat()}">{at:%Y-%m-%d %H:%M}Z</time>'
