"""A document taken in: a report is proposed, the original kept, nothing released. A person does that."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated

import msgspec

from tansiq.centre.roles import OPERATE
from tansiq.gateways.api_v1.attachments import LARGEST, Attachments, file_name
from tansiq.gateways.api_v1.frame import given, needs, read_query
from tansiq.gateways.api_v1.report_forms import LONGEST_TEXT
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.confined import read_beside
from tansiq.gateways.intake.reading import MEDIA_TYPES

LIMITS = IntakeLimits(
    max_bytes=LARGEST, max_characters=2 * LONGEST_TEXT, max_lines=10_000, seconds=6, memory_bytes=512 << 20
)
"""Tighter than at a command line: whoever waits here waits for an answer, and others are served by the same machine."""
WITHIN_S, FREE_WITHIN_S = 6.0, 2.0
"""By the clock: for reading, and before that for a place; a request as a whole may take 10 seconds."""
AT_ONCE, AT_ONCE_OF_PARTY = 3, 2
_LATER = ((b"retry-after", b"5"),)
STATUS = {
    "document-empty": 400,
    "document-too-long": 413,
    "document-unknown": 415,
    "document-two-kinds": 415,
    "document-malformed": 400,
    "document-locked": 400,
    "archive-unsafe": 400,
    "document-type": 400,
    "took-too-long": 400,
}
"""With which status a document that is not taken is answered."""


class _Wishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""


class LeftOutOut(msgspec.Struct):
    """A line of the document that was left out, and why; `line` is 0 for what has none, as an attachment."""

    line: int
    text: str
    reason: str


class ProposalOut(msgspec.Struct):
    """Somebody seems to be quoted, by a pattern. `start`, `end`: where `quote` stands in the text (characters).
    `carried`: the sentence names nobody, and the speaker is the last who was named. `indirect`: what was said is told
    in the words of whoever wrote."""

    speaker: str
    quote: str
    sentence: str
    start: int
    end: int
    pattern: str
    carried: bool
    indirect: bool


class OriginalOut(msgspec.Struct):
    """The document as it came, to be named as evidence of a report within the day."""

    sha256: str
    name: str
    media_type: str
    size: int


class IntakeOut(msgspec.Struct):
    """What is proposed of a document. Nothing of it is released, or kept, but the original. `original`: null at a
    party's own centre that cannot reach the office; put the document in once more to name it as evidence."""

    title: str
    text: str
    outlet: str
    author: str
    date: str
    language: str
    proposals: list[ProposalOut]
    left_out: list[LeftOutOut]
    original: OriginalOut | None


class ReportIntake:
    """The route of documents in, and who has one looked through. Without `attachments` originals are not kept."""

    def __init__(self, attachments: Attachments | None = None) -> None:
        self._attachments = attachments
        self._places = asyncio.Semaphore(AT_ONCE)
        self._under_way: Counter[str] = Counter()

    def routes(self) -> tuple[Route, ...]:
        """It alone."""
        return (
            Route("POST", "/api/v1/reports/intake", needs(OPERATE), self.take, summary="Find the article in a document "
                  "or a pasted text, and who is quoted in it. The original is kept, to be named as evidence; nothing "
                  "is released.", takes=(*MEDIA_TYPES.values(), "application/octet-stream"), gives=IntakeOut,
                  status=201, parameters={"name": "the file's name"}),
        )  # fmt: skip

    async def take(self, call: Call) -> Answer:
        """Its bytes say what it is; what it is called, or said to be, must not be something else."""
        name = read_query(call, _Wishes).name
        try:
            if len(call.body) > LIMITS.max_bytes:
                raise IntakeRefused("document-too-long", f"at most {LIMITS.max_bytes:,} bytes")
            async with self._place(call.party):
                article = await read_beside(call.body, name, LIMITS, WITHIN_S)
        except IntakeRefused as refused:
            raise Problem(STATUS[refused.code], refused.code, refused.message) from None
        if self._attachments is None:
            return given(201, _out(article, None))
        digest = await self._attachments.keep(call.party, call.body, article.media_type)
        called = file_name(name or "document", article.media_type)
        return given(201, _out(article, OriginalOut(digest, called, article.media_type, len(call.body))))

    @asynccontextmanager
    async def _place(self, party: str) -> AsyncGenerator[None, None]:
        if self._under_way[party] >= AT_ONCE_OF_PARTY:
            message = f"{AT_ONCE_OF_PARTY} documents of {party} are being looked through; wait for one"
            raise Problem(429, "too-many-intakes", message, headers=_LATER)
        self._under_way[party] += 1
        try:
            try:
                async with asyncio.timeout(FREE_WITHIN_S):
                    await self._places.acquire()
            except TimeoutError:
                raise Problem(503, "too-many-intakes", "no place is free; try again", headers=_LATER) from None
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._under_way[party] -= 1
            if not self._under_way[party]:
                del self._under_way[party]


def _out(article: Article, original: OriginalOut | None) -> IntakeOut:
    return IntakeOut(
        article.title,
        article.text,
        article.outlet,
        article.author,
        article.date,
        article.language,
        [
            ProposalOut(
                one.speaker, one.quote, one.sentence, one.start, one.end, one.pattern, one.carried, one.indirect
            )
            for one in article.proposals
        ],
        [LeftOutOut(one.line, one.text, one.reason) for one in article.left_out],
        original,
    )
