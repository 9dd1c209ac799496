"""A bundle's page: one document without a script, which asks for nothing, reads in three languages and prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from tansiq.gateways.bundle.gathering import Gathered
from tansiq.gateways.bundle.timeline import Line, timeline
from tansiq.gateways.bundle.words import LANGUAGES, OWN_NAMES, WORDS

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:#15202b;background:#fff;margin:0 auto;
max-width:75rem;padding:1rem}
h1{margin:.2rem 0}
h2{border-block-end:2px solid #15202b;margin-block:2rem .6rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #7c8894;padding:.3rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{background:#e8ecf0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
dt{color:#4d5a67}
dd{margin:0;overflow-wrap:anywhere}
.sides{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr))}
article{border:1px solid #7c8894;border-radius:6px;padding:.6rem .8rem}
article h3{margin:0 0 .3rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.quiet{color:#4d5a67}
.note{border-inline-start:4px solid #0b5a8f;background:#dcebf6;padding:.5rem .8rem}
code{font-size:.8rem;overflow-wrap:anywhere}
.wide{overflow-x:auto}
nav a{margin-inline-end:1rem}
@media screen and (max-width:40rem){
thead{display:none}
tr,td{display:block;border:0}
tr{border:1px solid #7c8894;margin-block-end:.4rem;padding:.2rem}
dl{grid-template-columns:1fr;gap:0}
dt{margin-block-start:.4rem}
}
@media print{
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
h2{break-after:avoid}
tr,article{break-inside:avoid}
.sides{grid-template-columns:repeat(2,1fr)}
thead{display:table-header-group}
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page_name(language: str, first: str) -> str:
    """What a language's page is called where another, or it, is the first one."""
    return "index.html" if language == first else f"index.{language}.html"


def page_of(
    found: Gathered, about: dict[str, Any], digests: dict[str, tuple[int, str]], language: str, first: str
) -> str:
    """The document in one language. `about`: for whom it was made, when, and where the journal stood."""
    return _Page(found, about, digests, language, first).whole()


class _Page:
    def __init__(
        self, found: Gathered, about: dict[str, Any], digests: dict[str, tuple[int, str]], language: str, first: str
    ) -> None:
        self._found, self._about, self._digests = found, about, digests
        self._language, self._first, self._words = language, first, WORDS[language]

    def whole(self) -> str:
        incident, direction = self._found.incident, "rtl" if self._language == "ar" else "ltr"
        title = incident.get("title") or self._t("erased")
        others = "".join(
            f'<a href="{page_name(other, self._first)}" lang="{other}">{OWN_NAMES[other]}</a>'
            for other in LANGUAGES
            if other != self._language
        )
        parts = (
            self._head(incident),
            self._section("accounts", self._accounts()),
            self._section("facts", self._facts()),
            self._section("timeline", self._timeline()),
            self._section("told", self._told()),
            self._section("linked", self._linked()),
            self._section("files", self._files()),
        )
        return (
            f'<!doctype html><html lang="{self._language}" dir="{direction}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" '
            f'content="no-referrer"><title>{escape(title)}</title><style>{_STYLE}</style></head><body><nav>{others}</nav>'
            f'<main><h1 dir="auto">{escape(title)}</h1>{"".join(parts)}</main></body></html>'
        )

    def _t(self, name: str, **values: str) -> str:
        return escape(self._words[name].format(**values) if values else self._words[name])

    def _named(self, prefix: str, name: str) -> str:
        """A word that comes from data: said in the reader's language where it is known, and as it is where not."""
        return escape(self._words.get(f"{prefix}-{name}", name))

    def _section(self, name: str, body: str) -> str:
        nothing = f"<p>{self._t('nothing')}</p>"
        return f"<section><h2>{self._t(name)}</h2>{body or nothing}</section>"

    def _head(self, incident: Any) -> str:
        about = self._about
        rows = [
            ("kind", self._named("kind", incident["kind"])),
            ("when", f"{_time(incident['from'])} – {_time(incident['until'])}"),
            ("where", f"<bdi>{escape(incident.get('place', ''))}</bdi>"),
            ("state", self._named("state", incident["state"])),
            ("opened-by", f"<bdi>{escape(incident['opened_by'])}</bdi> {_time(incident['opened'])}"),
            ("as-of", _time(about["at"])),
            ("entry", f"{about['sequence']:,}"),
            ("chain", f'<code dir="ltr">{escape(about["chain"])}</code>'),
            *([("root", f'<code dir="ltr">{escape(about["root"])}</code>')] if about["root"] else ()),
            ("made", _time(about["made"])),
        ]
        facts = "".join(f"<dt>{self._t(name)}</dt><dd>{value}</dd>" for name, value in rows)
        note = f"{self._t('about', party=_isolated(about['party']))} {self._t('proves')}"
        return f'<p class="note">{note}</p><dl>{facts}</dl>'

    def _accounts(self) -> str:
        made = []
        for side in self._found.incident["parties"]:
            party, versions = side["party"], self._found.accounts.get(side["party"], [])
            head = f"<h3><bdi>{escape(party)}</bdi></h3><p class='quiet'>{self._named('side', side['state'])}</p>"
            if not versions:
                made.append(f"<article>{head}<p>{self._t('no-account')}</p></article>")
                continue
            *earlier, last = versions
            before = "".join(self._account(one) for one in reversed(earlier))
            if before:
                before = f"<details><summary>{self._t('earlier')}</summary>{before}</details>"
            made.append(f"<article>{head}{self._account(last)}{before}</article>")
        return f'<div class="sides">{"".join(made)}</div>' if made else ""

    def _account(self, one: Any) -> str:
        said = one["said"]
        return (
            f'<p class="quiet">{self._t("version")} {one["version"]}, {_time(said["at"])}</p>'
            f"{self._text(said.get('text') or '', erased=said.get('erased', False), language=one['language'])}"
        )

    def _text(self, text: str, *, erased: bool, language: str = "") -> str:
        if erased:
            return f"<p>{self._t('erased')}</p>"
        lang = f' lang="{escape(language)}"' if language else ""
        return f'<div class="text" dir="auto"{lang}>{escape(text)}</div>' if text else ""

    def _facts(self) -> str:
        rows = []
        for fact in self._found.incident.get("facts", ()):
            said = fact["said"]
            stands = "".join(
                f"<div><bdi>{escape(one['party'])}</bdi>: {self._t(one['stand'])}"
                f"{self._text(one['said'].get('text') or '', erased=one['said'].get('erased', False))}</div>"
                for one in fact["stands"]
            )
            words = self._text(said.get("text") or "", erased=said.get("erased", False))
            state = self._named("state", fact["state"])
            rows.append((words, f"<bdi>{escape(said['by'])}</bdi>", state, stands))
        return self._table(("words", "who", "state", "party"), rows)

    def _timeline(self) -> str:
        lines = timeline(self._found.incident, self._found.accounts)
        return self._table(("at", "who", "what", "words"), [self._row(line) for line in lines])

    def _row(self, line: Line) -> tuple[str, ...]:
        by = f"<bdi>{escape(line.by)}</bdi>" if line.by else self._t("office")
        person = f' <span class="quiet"><bdi>{escape(line.person)}</bdi></span>' if line.person else ""
        of = line.of
        if line.what == "link":
            kind, _, thing = of.partition(" ")
            of = f"{self._words[f'of-{kind}']} {_isolated(thing)}"
        elif of:
            of = _isolated(of)
        what = self._t(line.what, of=of) if of else self._t(line.what)
        return _time(line.at), by + person, what, self._text(line.text, erased=line.erased)

    def _told(self) -> str:
        told = self._found.told
        if told is None:
            return f"<p>{self._t('told-left-out')}</p>"
        rows = [row for thing in told["things"] for row in self._told_rows(thing)]
        missing = f"<p>{self._t('missing')}</p>" if told["may_be_missing"] else ""
        return missing + self._table(("thing", "party", "steps"), rows)

    def _told_rows(self, thing: Any) -> Iterator[tuple[str, ...]]:
        name = f"{self._named('of', thing['kind'])} <bdi>{escape(thing.get('title', '') or thing['id'])}</bdi>"
        of = f"{name} <span class='quiet'><bdi>{escape(thing['owner'])}</bdi></span>"
        for told in thing["told"]:
            steps = "".join(f"<div>{self._step(step)}</div>" for step in told["steps"]) or self._t("told-nothing")
            if told.get("earlier_unknown"):
                steps += f"<div>{self._t('unknown')}</div>"
            yield of, f"<bdi>{escape(told['party'])}</bdi>", steps

    def _step(self, step: Any) -> str:
        said = [_time(step["at"]), self._named("step", step["what"])]
        said += [f"<bdi>{escape(step[name])}</bdi>" for name in ("unit", "person") if step.get(name)]
        said += [f"({self._t('later')})"] if step.get("later") else []
        return " ".join(said)

    def _linked(self) -> str:
        def named(kind: str, thing_id: str, rest: str) -> str:
            return f"<li>{self._named('of', kind)} <bdi>{escape(thing_id)}</bdi>{rest}</li>"

        there = [named(*key, _title(one)) for key, one in sorted(self._found.things.items())]
        gone = [named(*key, f" ({self._t('not-there')})") for key in self._found.not_there]
        return f"<ul>{''.join((*there, *gone))}</ul>" if there or gone else ""

    def _files(self) -> str:
        found = self._found
        said = f"<p>{self._t('receipts', number=str(found.receipts))}"
        if found.receipts_left_out:
            said += f" {self._t('left-out', number=str(found.receipts_left_out))}"
        rows = [
            (f'<bdi dir="ltr">{escape(path)}</bdi>', f"{size:,}", f'<code dir="ltr">{digest}</code>')
            for path, (size, digest) in sorted(self._digests.items())
        ]
        return f"{said}</p>{self._table(('file', 'bytes'), rows, more=('SHA-256',))}"

    def _table(self, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], more: tuple[str, ...] = ()) -> str:
        if not rows:
            return ""
        names = "".join(f'<th scope="col">{head}</th>' for head in (*map(self._t, heads), *more))
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return f'<div class="wide"><table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>'


def _title(one: Any) -> str:
    title = one.get("title") or (one.get("card") or {}).get("title", "")
    return f": <bdi>{escape(title)}</bdi>" if title else ""


def _isolated(name: str) -> str:
    """Within a sentence: neither its letters nor its direction change what stands around it."""
    return f"\u2068{name}\u2069"


def _time(text: str) -> str:
    at = datetime.fromisoformat(text).astimezone(UTC)
    return f'<time dir="ltr" datetime="{at.isoformat()}">{at:%Y-%m-%d %H:%M:%S}Z</time>'
