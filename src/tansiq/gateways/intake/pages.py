"""HTML: its lines, each with what its place says of it. Scripts are never looked at, links never followed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tansiq.gateways.intake.article import IntakeLimits, IntakeRefused, Line, Said

_DEAD = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "textarea", "head"]
)
_ASIDE = {
    "nav": "menu",
    "aside": "beside the article",
    "footer": "foot of the page",
    "form": "form",
    "figcaption": "caption",
    "button": "control",
}
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "th",
        "table",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "blockquote",
        "pre",
        "form",
        "figure",
        "figcaption",
        "dd",
        "dt",
        "dl",
        "hr",
        "body",
        "html",
        "time",
        "button",
        "label",
        "title",
    ]
)
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_ENDED_BY_NEXT = frozenset({"li", "td", "th", "tr", "dd", "dt", "option"})
_CLASSES = (
    (re.compile(r"(?:^|[\s_-])(?:comments?|cmt|disqus|respond)(?:[\s_-]|$)"), "comments"),
    (re.compile(r"(?:^|[\s_-])(?:share|social|sharing)(?:[\s_-]|$)"), "share"),
    (re.compile(r"(?:^|[\s_-])(?:related|recommended)(?:[\s_-]|$)"), "related articles"),
    (re.compile(r"(?:^|[\s_-])(?:newsletter|subscribe|subscription)(?:[\s_-]|$)"), "subscribe"),
    (re.compile(r"(?:^|[\s_-])(?:cookies?|consent|gdpr)(?:[\s_-]|$)"), "cookies"),
    (
        re.compile(r"(?:^|[\s_-])(?:author|contributor)[\s_-]?(?:card|box|bio|info|about)(?:[\s_-]|$)"),
        "about the author",
    ),
    (re.compile(r"(?:^|[\s_-])(?:promo|cta|banner|paywall)(?:[\s_-]|$)"), "promotion"),
    (re.compile(r"(?:^|[\s_-])(?:most-?read|popular|trending|recirc|tags|labels)(?:[\s_-]|$)"), "links"),
    (re.compile(r"(?:^|[\s_-])(?:img-caption|caption|figcaption)(?:[\s_-]|$)"), "caption"),
    (re.compile(r"(?:^|[\s_-])(?:menu|sidebar|breadcrumbs?|advert|ads?)(?:[\s_-]|$)"), "menu"),
)
_SPACES = re.compile(r"\s+")
_LINKED, _LONGEST_LINK = 0.8, 200
"""A line of which so much is a link, and that is no longer, leads elsewhere and says nothing."""
_FEWEST_WORDS = 3
_APART = r"\s*[-–—|»«·:•/]\s*"
_ENOUGH = 200
"""Characters in `article` or `main` from which on they are believed to hold the article."""


class _Reader(HTMLParser):
    def __init__(self, limits: IntakeLimits) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self._open: list[tuple[str, str]] = []  # tag, and the reason that it brings
        self._words: list[str] = []
        self._heading = False
        self._letters = self._linked = 0
        """Characters of the line, and those of them that are a link's."""
        self._title: list[str] = []
        self.lines: list[tuple[Line, bool]] = []  # and whether it stands in an article
        self.meta: dict[str, str] = {}
        self.first_time = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.flush()
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = given.get("property") or given.get("name") or ""
            self.meta.setdefault(name.lower(), given.get("content", "").strip()[:500])
        if tag == "time" and not self.first_time:
            self.first_time = given.get("datetime", "")
        self._heading = self._heading or tag == "h1"
        if tag in _VOID:
            return
        if tag == "body":  # a head that was never closed
            self._open = [one for one in self._open if one[0] != "head"]
        if self._open and (self._open[-1][0] == tag in _ENDED_BY_NEXT or (self._open[-1][0] == "p" and tag in _BLOCKS)):
            self._open.pop()  # HTML lets these end unsaid
        if len(self._open) >= self._limits.max_depth:
            raise IntakeRefused("document-too-long", f"more than {self._limits.max_depth} elements within each other")
        marks = f"{given.get('class', '')} {given.get('id', '')}".lower()[:300]
        hidden = "hidden" in given or "display:none" in given.get("style", "").replace(" ", "").lower()
        reason = _ASIDE.get(tag, "") or ("hidden" if hidden else "")
        if not reason and tag not in ("html", "body", "article", "main"):
            reason = next((reason for pattern, reason in _CLASSES if pattern.search(marks)), "")
        self._open.append((tag, reason))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag == "h1":
            self._heading = False
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                return

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "title" in tags and "svg" not in tags:
            self._title.append(data)
        elif not any(tag in _DEAD for tag in tags):
            self._words.append(data)
            letters = len(data.strip())
            self._letters += letters
            self._linked += letters if "a" in tags else 0

    def flush(self) -> None:
        """Ends the line."""
        text = _SPACES.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        linked = not self._heading and len(text) <= _LONGEST_LINK and self._linked >= _LINKED * max(1, self._letters)
        self._letters = self._linked = 0
        if not text:
            return
        if len(self.lines) >= self._limits.max_lines:
            raise IntakeRefused("document-too-long", f"more than {self._limits.max_lines:,} lines")
        reason = next((reason for _, reason in self._open if reason), "") or ("links" if linked else "")
        inside = any(tag in ("article", "main") for tag, _ in self._open)
        self.lines.append((Line(self.getpos()[0], text, reason, self._heading), inside))

    @property
    def title(self) -> str:
        return _SPACES.sub(" ", "".join(self._title)).strip()[:500]


def page_lines(text: str, limits: IntakeLimits) -> tuple[list[Line], Said]:
    """The lines of a page, and what it says of itself."""
    reader = _Reader(limits)
    try:
        reader.feed(text)
        reader.close()
    except AssertionError as error:  # the parser's own, on declarations that are none
        raise IntakeRefused("document-malformed", f"HTML that cannot be read: {error}") from None
    reader.flush()
    meta = reader.meta
    inner = sum(len(line.text) for line, inside in reader.lines if inside and not line.reason)
    lines = [
        line
        if inside or line.reason or line.heading or inner < _ENOUGH
        else Line(line.number, line.text, "outside the article")
        for line, inside in reader.lines
    ]
    headings = [line.text for line in lines if line.heading]
    outlet = meta.get("og:site_name", "") or meta.get("application-name", "")
    title, beside = _within(reader.title, [line for line in lines if not line.reason])
    title = title or (headings[0] if headings else "") or meta.get("og:title", "") or reader.title
    outlet = outlet or beside
    date = meta.get("article:published_time", "") or meta.get("date", "") or reader.first_time
    return lines, Said(title, outlet, date)


def _within(said: str, lines: list[Line]) -> tuple[str, str]:
    """The line that the page's name in the browser holds beside that of the outlet, and the outlet's; empty where no
    line of three words is so."""
    best, beside = "", ""
    for line in lines:
        text = line.text
        if len(text) <= len(best) or len(text.split()) < _FEWEST_WORDS or text not in said:
            continue
        before, after = said[: said.index(text)], said[said.index(text) + len(text) :]
        if re.fullmatch(rf"(?:.*{_APART})?", before) and re.fullmatch(rf"(?:{_APART}.*)?", after):
            best, beside = text, re.sub(rf"^{_APART}|{_APART}$", "", after or before)
    return best, beside[:200]
