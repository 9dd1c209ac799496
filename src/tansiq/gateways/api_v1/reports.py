"""Reports: what parties let each other know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from tansiq.centre.roles import OPERATE, READ
from tansiq.gateways.api_v1.attachments import AttachmentForm, Attachments
from tansiq.gateways.api_v1.extents import places_of
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, cursor_after, newest_first, page_in_order
from tansiq.gateways.api_v1.report_forms import (
    RecipientOut,
    ReportForm,
    ReportOutlookOut,
    ReportSeenOut,
    ReportSightOut,
    ReportWithdrawForm,
    UnopenedOut,
    UnusualOut,
    body_of,
    custody_of,
    relations_of,
    release_of,
    report_out,
    unopened_out,
)
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits, microseconds
from tansiq.gateways.report_words import ReportWords
from tansiq.gateways.words import new_salt
from tansiq.office.bodies import Evidence
from tansiq.office.desk import Desk
from tansiq.office.information import InformationGrade, Marking, ReportContent, SourceGrade
from tansiq.office.releasing import addressed, unusual
from tansiq.office.reported import SeenReport, reports_seen, seen_of_own_report, seen_report, subject, unopened
from tansiq.office.reports import PutReport, WithdrawReport
from tansiq.office.state import Office

_ROOT = "/api/v1/reports"
MOST_TEXT = 1 << 20
"""Characters that a page of whole reports holds; it may be shorter for it."""


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which reports are asked for."""

    role: Literal["", "own", "received"] = ""
    owner: str = ""
    marking: Marking | None = None
    source_grade: SourceGrade | None = None
    information_grade: InformationGrade | None = None
    texts: bool = False


class WhichVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which version is asked for; 0: the one that one holds."""

    version: Annotated[int, msgspec.Meta(ge=0)] = 0


class Reports:
    """The routes of reports. What another's report says is shown only when it has been noted that it is."""

    def __init__(
        self, desk: Desk, words: ReportWords, attachments: Attachments, limits: FormLimits, repeats: Repeats
    ) -> None:
        self._desk, self._words, self._attachments = desk, words, attachments
        self._limits, self._repeats = limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        once = self._repeats.once
        return (
            Route("GET", _ROOT, needs(READ), self.listed, summary="Reports, one's own and those received, what changed "
                  "last first; without their texts, unless they are asked for.", gives=Page[ReportSeenOut],
                  parameters={**PARAMETERS, "role": "own or received", "owner": "of this party", "marking": "marked so",
                  "source_grade": "A to F", "information_grade": "1 to 6",
                  "texts": "true: whole, as each by itself; a page may then be shorter"}),
            Route("POST", _ROOT, needs(OPERATE), once(_ROOT, self.release), summary="Release a report to whom it "
                  "names, or keep it for oneself.", takes=ReportForm, gives=ReportSeenOut, status=201),
            Route("POST", f"{_ROOT}/outlook", needs(READ), self.outlook, summary="Who would be given a report, and "
                  "what is unusual about that for its author. Nobody is told.", takes=ReportForm,
                  gives=ReportOutlookOut),
            Route("GET", f"{_ROOT}/unopened", needs(READ), self.unopened, summary="Those of the latest received that "
                  "nobody of one's party has been shown; without their words, so that to ask notes nothing.",
                  gives=list[UnopenedOut]),
            Route("GET", one, needs(READ), self.read, summary="One of them, whole.", gives=ReportSeenOut,
                  parameters={"version": "as it read in this version, which one was shown, or which is one's own"}),
            Route("PUT", one, needs(OPERATE), self.change, summary="Release another version of one's own, or the same "
                  "to others.", takes=ReportForm, gives=ReportSeenOut),
            Route("POST", f"{one}/withdrawal", needs(OPERATE), once(f"{one}/withdrawal", self.withdraw),
                  summary="Take it back.", takes=ReportWithdrawForm, gives=ReportSeenOut),
            Route("GET", f"{one}/subject", needs(READ), self.beside, summary="The report and all that confirm, "
                  "contradict, correct or withdraw it or each other, whole, by the times that they speak of.",
                  gives=list[ReportSeenOut]),
            Route("GET", f"{one}/sight/{{party}}", needs(READ), self.sight, summary="What another party sees of "
                  "one's own.", gives=ReportSightOut),
            Route("GET", f"{one}/evidence/{{sha256}}", needs(READ), self.evidence, summary="A file that goes with "
                  "it.", gives=("application/octet-stream",)),
        )  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        """Their titles are another's words: that they were shown is noted."""
        filters = read_query(call, Filters)

        def found(state: Office, now_us: int) -> Page[SeenReport]:
            asked = (one for one in reports_seen(state, call.party) if _asked_for(one, filters, call.party))
            return page_in_order(asked, lambda one: newest_first(one.changed_us, one.id), call.query)

        page = await self._desk.read(found)
        if filters.texts:
            page = await self._as_much_as_goes(page)
        return given(200, Page(await self.shown(call, page.items, whole=filters.texts), page.next))

    async def unopened(self, call: Call) -> Answer:
        """What waits to be read: whose it is, and how it is marked and graded."""
        found = await self._desk.read(lambda state, now_us: unopened(state, call.party))
        return given(200, [unopened_out(one) for one in found])

    async def read(self, call: Call) -> Answer:
        """Whoever it was not given to is told that there is none."""
        asked = read_query(call, WhichVersion)
        return given(200, await self._one(call, text_id(call.path[0], "id"), asked.version))

    async def beside(self, call: Call) -> Answer:
        """Who said what, when, and who denies it; as far as one sees both."""
        report_id = text_id(call.path[0], "id")
        found = await self._desk.read(lambda state, now_us: subject(state, report_id, call.party))
        return given(200, await self.shown(call, found, whole=True))

    async def release(self, call: Call) -> Answer:
        """Its body lies beside the journal before the journal names it."""
        form = read_body(call, ReportForm)
        if form.version:
            raise Problem(400, "malformed", "a new report has no version yet", "version")
        report_id = new_id(call, _ROOT)
        if not await made_before(call, self._desk, lambda state, now_us: state.reports.get(report_id)):
            await self._put(call, report_id, form)
        return given(201, await self._one(call, report_id))

    async def change(self, call: Call) -> Answer:
        """The whole of it is given again. What a recipient was shown stays in the ledger."""
        form, report_id = read_body(call, ReportForm), text_id(call.path[0], "id")
        if not form.version:
            raise Problem(400, "malformed", "name the version (`change`) that you have read", "version")
        await self._put(call, report_id, form)
        return given(200, await self._one(call, report_id))

    async def withdraw(self, call: Call) -> Answer:
        """All who hold it are told, and why."""
        form, report_id = read_body(call, ReportWithdrawForm), text_id(call.path[0], "id")
        await self._desk.submit(WithdrawReport(call.party, report_id, form.version, form.reason))
        return given(200, await self._one(call, report_id))

    async def outlook(self, call: Call) -> Answer:
        """What an author should look at twice."""
        form = read_body(call, ReportForm)
        content, _ = self._content(call, form)

        def found(state: Office, now_us: int) -> ReportOutlookOut:
            to = addressed(state, call.party, release_of(form.release), form.marking, now_us)
            return ReportOutlookOut(
                [RecipientOut(one.party, one.via) for one in to],
                [UnusualOut(one.why, one.now, one.usual, one.party) for one in unusual(state, call.party, content, to)],
            )

        return given(200, await self._desk.read(found))

    async def sight(self, call: Call) -> Answer:
        """By what decides what the viewer sees when it asks itself."""
        report_id, viewer = text_id(call.path[0], "id"), text_id(call.path[1], "party")
        seen = await self._desk.read(lambda state, now_us: seen_of_own_report(state, report_id, call.party, viewer))
        if seen is None:
            return given(200, ReportSightOut(viewer))
        words = await self._words.of([seen])
        return given(200, ReportSightOut(viewer, report_out(seen, words, whole=True)))

    async def evidence(self, call: Call) -> Answer:
        """It is given to be kept, never to be shown as a page."""
        report_id, digest = text_id(call.path[0], "id"), call.path[1]
        seen = await self._desk.read(lambda state, now_us: seen_report(state, report_id, call.party))
        words = (await self._words.of([seen])).get(seen.content.body)
        file = next((one for one in (words.evidence if words else ()) if one.sha256 == digest), None)
        if file is None:
            raise Problem(404, "not-found", "no such file goes with this report", "sha256")
        await self._words.note(call.party, call.name, [seen])
        return await self._attachments.file(digest, file.name, file.media_type, sent_as="application/octet-stream")

    async def _put(self, call: Call, report_id: str, form: ReportForm) -> None:
        evidence = await self._evidence_of(call, report_id, form)
        body = body_of(form, new_salt(), evidence)
        content, areas_m2 = self._content(call, form, evidence)
        command = PutReport(call.party, report_id, form.version, content, areas_m2, release_of(form.release))
        await self._words.put(command, body)

    def _content(
        self, call: Call, form: ReportForm, evidence: tuple[Evidence, ...] = ()
    ) -> tuple[ReportContent, tuple[float, ...]]:
        extents, areas_m2 = places_of(form.extents, self._limits, "`from` and `until` say")
        content = ReportContent(
            body="",  # named when it is put
            language=form.language,
            source=form.source_grade,
            information=form.information_grade,
            marking=form.marking,
            from_us=microseconds(form.begins),
            until_us=microseconds(form.until),
            author=call.name or form.author,
            extents=extents,
            relations=relations_of(form.relations),
            evidence=tuple(dict.fromkeys(one.sha256 for one in evidence)),
        )
        return content, areas_m2

    async def _evidence_of(self, call: Call, report_id: str, form: ReportForm) -> tuple[Evidence, ...]:
        """What was put in lately, and what goes with the report of one's own already."""
        if not form.evidence:
            return ()
        kept: dict[str, Evidence] = {}
        own = await self._desk.read(
            lambda state, now_us: (
                seen_report(state, report_id, call.party)
                if (known := state.reports.get(report_id)) is not None and known.owner == call.party
                else None
            )
        )
        if own is not None and (words := (await self._words.of([own])).get(own.content.body)) is not None:
            kept = {one.sha256: one for one in words.evidence}
        fresh = [AttachmentForm(one.sha256, one.name) for one in form.evidence if one.sha256 not in kept]
        put_in = {one.sha256: one for one in self._attachments.named(call.party, fresh)}
        made = []
        for one in form.evidence:
            file = kept.get(one.sha256) or put_in[one.sha256]
            custody = custody_of(one.custody)
            made.append(Evidence(one.sha256, one.name, file.media_type, file.size, one.origin, custody))
        return tuple(made)

    async def _as_much_as_goes(self, page: Page[SeenReport]) -> Page[SeenReport]:
        """The first of a page, and as many more as their texts allow. What is left out has not been shown."""
        words = await self._words.of(page.items)
        left = MOST_TEXT
        for number, one in enumerate(page.items):
            body = words.get(one.content.body)
            left -= 0 if body is None else len(body.text) + sum(len(claim.text) for claim in body.claims)
            if number and left < 0:
                last = page.items[number - 1]
                return Page(page.items[:number], cursor_after(newest_first(last.changed_us, last.id)))
        return page

    async def _one(self, call: Call, report_id: str, version: int = 0) -> ReportSeenOut:
        seen = await self._desk.read(lambda state, now_us: seen_report(state, report_id, call.party, version))
        (shown,) = await self.shown(call, [seen], whole=True)
        return shown

    async def shown(self, call: Call, found: Iterable[SeenReport], *, whole: bool) -> list[ReportSeenOut]:
        """As they are answered: noted first."""
        seen = await self._words.noted(call.party, call.name, found)
        words = await self._words.of(seen)
        return [report_out(one, words, whole=whole) for one in seen]


def _asked_for(one: SeenReport, filters: Filters, party: str) -> bool:
    return (
        (not filters.role or (one.owner == party) is (filters.role == "own"))
        and filters.owner in ("", one.owner)
        and filters.marking in (None, one.content.marking)
        and filters.source_grade in (None, one.content.source)
        and filters.information_grade in (None, one.content.information)
    )
