"""Files that are looked through before anything comes of them: taken in as drafts of notices, which somebody else then
checks, or planned as operations and constraints."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from tansiq.centre.drafts import MOST_AT_ONCE, WriteDrafts, Written
from tansiq.centre.likeness import Known, Spot, likenesses
from tansiq.centre.reception import Reception
from tansiq.centre.roles import OPERATE, READ
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.drafts import PROGRAM, form_text
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.import_forms import (
    CountsOut,
    ErrorOut,
    ImportOut,
    OtherOut,
    PlanForm,
    PlansOut,
    Purpose,
    TakeForm,
    TakenOut,
    item_out,
    points_of,
)
from tansiq.gateways.api_v1.imported import Item, Wishes, notices_of, recipients_of, spot_of
from tansiq.gateways.api_v1.imported_operations import PlanWishes, operations_of
from tansiq.gateways.api_v1.notice_forms import NoticeForm
from tansiq.gateways.api_v1.outside import Outside
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, cursor_after, page_in_order
from tansiq.gateways.api_v1.plans import Planner, ToPlan
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.geofiles.feature import FeatureError, FeatureFault, FileRefused, Reading
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.gateways.geofiles.tables import template_xlsx
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import Blobs

_ROOT = "/api/v1/imports"
MOST_JOBS, KEPT_S, MOST_ERRORS = 20, 3_600.0, 1_000
"""Of one party; and how long one is kept."""
MOST_POINTS = 50_000
"""In what one page holds, where whole operations are asked for; a page may be shorter for it."""


@dataclass(slots=True)
class _Job:
    id: str
    purpose: Purpose
    name: str
    sha256: str
    until_s: float
    state: Literal["reading", "ready", "failed"] = "reading"
    done: int = 0
    total: int = 0
    language: str = ""
    items: list[Item[Any]] = field(default_factory=list)
    errors: list[FeatureError] = field(default_factory=list)
    left_out: dict[Remark, int] = field(default_factory=dict)
    problem: str = ""
    code: str = ""
    task: asyncio.Task[None] | None = None


class Imports:
    """The routes of imports."""

    def __init__(
        self, outside: Outside, reception: Reception, files: Blobs, limits: FormLimits, repeats: Repeats
    ) -> None:
        self._outside, self._reception, self._files, self._limits = outside, reception, files, limits
        self._repeats = repeats
        self._jobs: dict[str, OrderedDict[str, _Job]] = {}

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        operations = f"{one}/operations"
        wishes = {
            "for": "notices (if not given) or operations: what is to come of it",
            "name": "the file's name",
            "kind": "where the file does not say: site (if not given), movement or infrastructure; of operations one "
            "has to be given: aircraft, drone, convoy, team, field-work or constraint",
            "radius_m": "around a place without a radius (100)",
            "recipients": "notices: parties with commas between them, where the file does not say; `party:coarse` for "
            "coarse",
            "valid_days": "notices: for how long, where the file does not say (90)",
            "urgent": "notices: true, where the file does not say",
            "start": "operations: from when, where the file does not say (now)",
            "until": "operations: until when, where the file does not say",
            "half_width_m": "operations: to each side of a way (200)",
            "half_height_m": "operations: below and above the points of a way that is flown, where these have heights "
            "and the file says no band (100)",
            "slack_minutes": "operations: before and after each point of a way is passed (10)",
        }
        return (
            Route("POST", _ROOT, needs(OPERATE), self.begin, summary="Look through a file of notices or of "
                  "operations: GeoJSON, KML, KMZ, GPX, OpenAir, ED-269, ED-318, XLSX or CSV. Nothing is stored but the "
                  "file itself.",
                  takes="application/octet-stream", gives=ImportOut, status=202, parameters=wishes),
            Route("GET", f"{_ROOT}/template.xlsx", needs(READ), self.template, summary="An empty table with headings "
                  "and what they mean.", gives="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Route("GET", one, needs(OPERATE), self.read, summary="How far it is; what is in it, row by row.",
                  gives=ImportOut, parameters={**PARAMETERS, "whole": "true: each operation with all of it, to be "
                  "drawn, or planned otherwise; pages may be shorter"}),
            Route("POST", f"{one}/drafts", needs(OPERATE), self.take, summary="Take in as drafts what can be used.",
                  takes=TakeForm, gives=TakenOut, status=201),
            Route("POST", operations, needs(OPERATE), self._repeats.once(operations, self.plan), summary="Plan as "
                  "operations or constraints what can be used.", takes=PlanForm, gives=PlansOut,
                  parameters=PARAMETERS),
        )  # fmt: skip

    async def begin(self, call: Call) -> Answer:
        """Ask how far it is until it is `ready`."""
        wishes: Wishes | PlanWishes
        if call.query.get("for") == "operations":
            wishes = read_query(call, PlanWishes)
            wishes.check(datetime.now(UTC))
        else:
            wishes = read_query(call, Wishes)
            _check_recipients(wishes)
        jobs = self._jobs.setdefault(call.party, OrderedDict())
        now_s = time.monotonic()
        for old in [job.id for job in jobs.values() if job.until_s < now_s and job.state != "reading"]:
            del jobs[old]
        if sum(job.state == "reading" for job in jobs.values()) >= 2 or len(jobs) >= MOST_JOBS:
            raise Problem(429, "too-many-imports", "others are still being looked through; wait, or take them in")
        sha256 = await asyncio.to_thread(self._files.put, call.body)
        job = _Job(str(uuid.uuid4()), wishes.for_, wishes.name, sha256, now_s + KEPT_S)
        jobs[job.id] = job
        job.task = asyncio.create_task(self._look_through(call.party, job, call.body, wishes))
        return given(202, _out(job, call))

    async def read(self, call: Call) -> Answer:
        """For an hour."""
        return given(200, _out(self._job(call), call))

    async def template(self, call: Call) -> Answer:
        """To be filled in and sent back."""
        data = await asyncio.to_thread(template_xlsx)
        headers = ((b"content-disposition", b'attachment; filename="notices.xlsx"'),)
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Answer(200, data, headers, kind)

    async def take(self, call: Call) -> Answer:
        """Taken in twice, it is there once."""
        form, job = read_body(call, TakeForm), self._ready(call, "notices")
        hosted = await self._reception.hosting.make(call.party)
        wanted = [item for item in job.items if item.likeness is None or item.likeness.alike not in form.without]
        batch = f"{job.name} {job.sha256[:12]}"
        for first in range(0, len(wanted), MOST_AT_ONCE):
            written = tuple(
                Written(item.id, form_text(item.form), item.where, item.resembles)
                for item in wanted[first : first + MOST_AT_ONCE]
            )
            await hosted.desk.submit(WriteDrafts(call.person or PROGRAM, written, batch))
        return given(201, TakenOut(batch, len(wanted)))

    async def plan(self, call: Call) -> Answer:
        """Each on its own, in the order of the file: one that is refused, with the problem that planning it alone would
        give, keeps none of the others back. Some at a time; planned twice, it is there once."""
        form, job = read_body(call, PlanForm), self._ready(call, "operations")
        page = page_in_order(_chosen(job, form), _place_of, call.query)
        plans = [
            ToPlan(item.id, item.where, msgspec.structs.replace(item.form, reason=form.reason))
            for _, item in page.items
        ]
        outcomes = await self._outside.plan(Planner(call.party, call.person, call.name), plans)
        done = len(outcomes)
        more = page.next if done == len(plans) else cursor_after(_place_of(page.items[done - 1]))
        return given(200, PlansOut(outcomes, more))

    def _ready(self, call: Call, purpose: Purpose) -> _Job:
        job = self._job(call)
        if job.purpose != purpose:
            message = f"it was looked through for {job.purpose}; send the file again with for={purpose}"
            raise Problem(409, "import-for-other", message, "id")
        if job.state != "ready":
            raise Problem(409, "import-not-ready", job.problem or "it is still being looked through", "id")
        return job

    def _job(self, call: Call) -> _Job:
        jobs = self._jobs.get(call.party)
        job = None if jobs is None else jobs.get(call.path[0])
        if job is None:
            raise Problem(
                404, "import-unknown", "there is no such import, or it is an hour old; send the file again", "id"
            )
        return job

    async def _look_through(self, party: str, job: _Job, data: bytes, wishes: Wishes | PlanWishes) -> None:
        def on_progress(done: int, total: int) -> None:
            job.done, job.total = done, total

        def converted(reading: Reading) -> tuple[list[Item[Any]], list[FeatureError]]:
            now = datetime.now(UTC)
            if isinstance(wishes, PlanWishes):
                return operations_of(party, reading, wishes, self._limits, now)
            return notices_of(party, reading, wishes, self._limits, now)

        try:
            reading = await asyncio.to_thread(read, data, job.name, on_progress=on_progress)
            items, errors = await asyncio.to_thread(converted, reading)
            known = await (self._outside.own_operations if job.purpose == "operations" else self._known)(party)
            if job.purpose == "notices":
                items = await self._with_untold(party, items)
            found = await asyncio.to_thread(likenesses, [item.spot for item in items], known)
        except FileRefused as refused:
            job.state, job.code, job.problem = "failed", refused.code, f"{refused.where}: {refused}"
            return
        except Exception as error:
            job.state, job.problem = "failed", f"a fault of the office: {type(error).__name__}"
            raise
        # A job is kept for an hour: the forms are enough.
        job.items = [replace(item, likeness=alike, command=None) for item, alike in zip(items, found, strict=True)]
        job.errors, job.language, job.left_out = errors, reading.language, dict(reading.left_out)
        job.done = job.total = max(job.total, len(items) + len(errors))
        job.state = "ready"

    async def _with_untold(self, party: str, items: list[Item[Any]]) -> list[Item[Any]]:
        """What is remarked on them, with whom they could not be told."""

        def remarks(parties: tuple[str, ...]) -> tuple[Remark, ...]:
            return tuple(Remark(RemarkCode.RECIPIENT_NOT_TOLD, quoted=party) for party in parties)

        untold = await self._outside.untold(party, [item.command for item in items if item.command is not None])
        return [
            replace(item, warnings=(*item.warnings, *remarks(some))) for item, some in zip(items, untold, strict=True)
        ]

    async def _known(self, party: str) -> list[Spot]:
        """The party's own notices and drafts."""

        def drafts(state: Centre, now_us: int) -> list[tuple[str, str]]:
            return [(draft.id, draft.form) for draft in state.drafts.values() if draft.released_us == 0]

        found = await self._outside.own_notices(party)
        hosted = self._reception.hosting.find(party)
        for draft_id, form in await hosted.desk.read(drafts) if hosted is not None else ():
            spot = spot_of(Known.DRAFT, draft_id, msgspec.json.decode(form, type=NoticeForm))
            found += [spot] if spot is not None else []
        return found


def _check_recipients(wishes: Wishes) -> None:
    """What no row could do with is refused at once. Raises `Problem` (`recipients-malformed`)."""
    try:
        recipients_of(wishes.recipients)
    except FeatureFault as fault:
        raise Problem(400, fault.code, fault.message, fault.field) from None


def _chosen(job: _Job, form: PlanForm) -> list[tuple[int, Item[Any]]]:
    """What is to be planned, with its place among all."""
    numbered = list(enumerate(job.items))
    if form.only is not None:
        there = {item.where for item in job.items}
        if missing := [where for where in form.only if where not in there]:
            raise Problem(400, "malformed", f"nothing that can be used stands at {missing[0][:100]!r}", "only")
        wanted = set(form.only)
        numbered = [pair for pair in numbered if pair[1].where in wanted]
    return [pair for pair in numbered if pair[1].likeness is None or pair[1].likeness.alike not in form.without]


def _out(job: _Job, call: Call) -> ImportOut:
    page: Page[tuple[int, Item[Any]]] = page_in_order(enumerate(job.items), _place_of, call.query)
    whole = call.query.get("whole") == "true"
    if whole and (fitting := _fitting([item for _, item in page.items])) < len(page.items):
        page = Page(page.items[:fitting], cursor_after(_place_of(page.items[fitting - 1])))
    alike = [item.likeness.alike for item in job.items if item.likeness is not None]
    return ImportOut(
        id=job.id,
        for_=job.purpose,
        state=job.state,
        done=job.done,
        total=job.total,
        name=job.name,
        sha256=job.sha256,
        language=job.language,
        counts=CountsOut(len(job.items), len(job.errors), alike.count("same"), alike.count("near")),  # type: ignore[arg-type]
        errors=[ErrorOut(e.where, e.code, e.message, e.field, e.remark) for e in job.errors[:MOST_ERRORS]],
        left_out={remark.sentence: count for remark, count in job.left_out.items()},
        others=[OtherOut(remark, count) for remark, count in job.left_out.items()],
        items=[item_out(item, whole=whole) for _, item in page.items],
        next=page.next,
        problem=job.problem,
        code=job.code,
    )


def _fitting(items: list[Item[Any]]) -> int:
    """How many of them are told with all of their points; one at least, if there is any."""
    held = 0
    for count, item in enumerate(items):
        held += points_of(item)
        if count and held > MOST_POINTS:
            return count
    return len(items)


def _place_of(pair: tuple[int, Item[Any]]) -> str:
    return f"{pair[0]:08d}"
