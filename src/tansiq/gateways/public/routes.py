"""The public feed and page. Nobody is asked who they are, so nothing that depends on that is in them: the author is the
party, persons and recipients are not named, and of relations only those to reports that are public, too."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec

from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.cursors import cursor_of, place_in
from tansiq.gateways.public.atom import feed_of
from tansiq.gateways.public.page import language_of, page_of
from tansiq.gateways.public.shown import PublicPage, PublicReport
from tansiq.gateways.words import Words
from tansiq.office.bodies import ReportBody
from tansiq.office.desk import Desk
from tansiq.office.information import Report, is_public
from tansiq.office.reported import reports_public
from tansiq.office.state import Office

ROOT = "/public"
PAGE, FEED, STYLE_PATH = f"{ROOT}/reports", f"{ROOT}/reports.atom", f"{ROOT}/style.css"
AT_ONCE = 25
"""Reports of a page."""
_MOST_CHARACTERS = 500_000
"""Of what the reports of a page say; it may be shorter for it."""
_NEWEST = 1 << 62, ""
_At = Annotated[int, msgspec.Meta(ge=0, le=1 << 62)]
_POLICY = b"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_STYLE = Path(__file__).with_name("style.css").read_bytes()
_KEPT = b"public, max-age=60"


class Public:
    """The routes. `address`: under which others reach the office, without a slash at its end; "" if it is not known."""

    def __init__(self, desk: Desk, words: Words, address: str) -> None:
        self._desk, self._words, self._address = desk, words, address

    def routes(self) -> tuple[Route, ...]:
        """All of them; none asks for a token."""
        return (
            Route("GET", PAGE, (), self.page),
            Route("GET", FEED, (), self.feed),
            Route("GET", STYLE_PATH, (), self.style),
        )

    async def page(self, call: Call) -> Answer:
        """For people, in the language that their browser asks for."""
        found = await self._found(call)
        language = language_of(call.headers.get(b"accept-language", b"").decode("latin-1"))
        html = page_of(found, language).encode()
        return _answer(call, html, b"text/html; charset=utf-8", (b"vary", b"accept-language"))

    async def feed(self, call: Call) -> Answer:
        """RFC 4287; what is withdrawn stands in it by RFC 6721, what is older by RFC 5005."""
        found = await self._found(call)
        return _answer(call, feed_of(found, self._address, FEED, PAGE), b"application/atom+xml; charset=utf-8")

    async def style(self, call: Call) -> Answer:
        """How the page looks."""
        return _answer(call, _STYLE, b"text/css; charset=utf-8")

    async def _found(self, call: Call) -> PublicPage:
        for name in call.query:
            if name != "before":
                raise Problem(400, "malformed", "known: before", name[:60])
        before = _place(call.query.get("before", ""))

        def found(state: Office, now_us: int) -> list[tuple[Report, str, tuple[tuple[str, str], ...]]]:
            reports = list(islice(reports_public(state, before), AT_ONCE + 1))
            return [(one, state.parties[one.owner].profile.name, _answers(state, one)) for one in reports]

        reports = await self._desk.read(found)
        made: list[PublicReport] = []
        size = 0
        for one, party, answers in reports[:AT_ONCE]:
            named = () if one.current.is_erased else (one.current.body,)
            words = (await self._words.read(named, ReportBody)).get(one.current.body)
            made.append(PublicReport(one, party, answers, words))
            size += 0 if words is None else len(words.text) + sum(len(claim.text) for claim in words.claims)
            if size > _MOST_CHARACTERS:
                break
        return PublicPage(tuple(made), _cursor(made[-1].report) if len(reports) > len(made) else "")


def _answers(state: Office, report: Report) -> tuple[tuple[str, str], ...]:
    return tuple(
        (relation.kind.value, relation.report)
        for relation in report.current.relations
        if (other := state.reports.get(relation.report)) is not None and is_public(other)
    )


def _cursor(report: Report) -> str:
    return cursor_of(msgspec.json.encode((report.public_us, report.id)))


def _place(cursor: str) -> tuple[int, str]:
    if not cursor:
        return _NEWEST
    try:
        return msgspec.json.decode(place_in(cursor), type=tuple[_At, str])
    except (msgspec.MsgspecError, ValueError):
        raise Problem(400, "cursor-invalid", "no place in the list; begin without one", "before") from None


def _answer(call: Call, body: bytes, media_type: bytes, *more: tuple[bytes, bytes]) -> Answer:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'.encode()
    headers = ((b"etag", etag), (b"cache-control", _KEPT), (b"content-security-policy", _POLICY), *more)
    if etag in call.headers.get(b"if-none-match", b"").replace(b" ", b"").split(b","):
        return Answer(304, b"", headers, media_type)
    return Answer(200, body, headers, media_type)
