"""Files of notices: read, looked through, and taken in as drafts that somebody else then checks. And files out."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import msgspec

from tansiq.centre.drafts import MOST_AT_ONCE, WriteDrafts, Written
from tansiq.centre.likeness import Likeness, Spot, likenesses
from tansiq.centre.reception import Reception
from tansiq.centre.roles import OPERATE, READ
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.drafts import PROGRAM, form_text
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query
from tansiq.gateways.api_v1.imported import Item, Wishes, items_of, recipients_of, spot_of
from tansiq.gateways.api_v1.notices import NoticeForm
from tansiq.gateways.api_v1.outside import Outside
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_in_order
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.geofiles.feature import FeatureError, FileRefused
from tansiq.gateways.geofiles.reading import read
from tansiq.gateways.geofiles.tables import template_xlsx
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import Blobs

_ROOT = "/api/v1/imports"
MOST_JOBS, KEPT_S, MOST_ERRORS = 20, 3_600.0, 1_000
"""Of one party; and how long one is kept."""


class TakeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of what was read is left out: what is there already (`same`), what is very near to something (`near`)."""

    without: tuple[Literal["same", "near"], ...] = ("same",)


class ErrorOut(msgspec.Struct, omit_defaults=True):
    """Why one row or feature cannot be used."""

    where: str
    code: str
    message: str
    field: str = ""


class ItemOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What one row or feature would become. `alike`: `same` or `near`, and `likeness` says to what."""

    where: str
    title: str
    kind: str
    lat: float
    lng: float
    alike: str = ""
    likeness: str = ""
    warnings: list[str] = []


class CountsOut(msgspec.Struct):
    """How many can be used, cannot be, are there already, are near to something."""

    good: int = 0
    errors: int = 0
    same: int = 0
    near: int = 0


class ImportOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A file that is being looked through. `errors`: the first 1,000; `items`: a page, `next` its cursor. `left_out`:
    what the file holds besides, by reason."""

    id: str
    state: Literal["reading", "ready", "failed"]
    done: int
    total: int
    name: str
    sha256: str
    language: str = ""
    counts: CountsOut
    errors: list[ErrorOut] = []
    left_out: dict[str, int] = {}
    items: list[ItemOut] = []
    next: str | None = None
    problem: str = ""


class TakenOut(msgspec.Struct):
    """Drafts have been written; those of one file share a batch."""

    batch: str
    drafts: int


@dataclass(slots=True)
class _Job:
    id: str
    name: str
    sha256: str
    until_s: float
    state: Literal["reading", "ready", "failed"] = "reading"
    done: int = 0
    total: int = 0
    language: str = ""
    items: list[Item] = field(default_factory=list)
    errors: list[FeatureError] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    problem: str = ""
    task: asyncio.Task[None] | None = None


class Imports:
    """The routes of imports."""

    def __init__(self, outside: Outside, reception: Reception, files: Blobs, limits: FormLimits) -> None:
        self._outside, self._reception, self._files, self._limits = outside, reception, files, limits
        self._jobs: dict[str, OrderedDict[str, _Job]] = {}

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        wishes = {
            "name": "the file's name",
            "kind": "site, movement or infrastructure, where the file does not say",
            "recipients": "parties with commas between them, where the file does not say; `party:coarse` for coarse",
            "valid_days": "for how long, where the file does not say (90)",
            "radius_m": "around a place without a radius (100)",
            "urgent": "true, where the file does not say",
        }
        return (
            Route("POST", _ROOT, needs(OPERATE), self.begin, summary="Look through a file of notices: GeoJSON, KML, "
                  "KMZ, GPX, OpenAir, ED-269, ED-318, XLSX or CSV. Nothing is stored but the file itself.",
                  takes="application/octet-stream", gives=ImportOut, status=202, parameters=wishes),
            Route("GET", f"{_ROOT}/template.xlsx", needs(READ), self.template, summary="An empty table with headings "
                  "and what they mean.", gives="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Route("GET", one, needs(OPERATE), self.read, summary="How far it is; what is in it, row by row.",
                  gives=ImportOut, parameters=PARAMETERS),
            Route("POST", f"{one}/drafts", needs(OPERATE), self.take, summary="Take in as drafts what can be used.",
                  takes=TakeForm, gives=TakenOut, status=201),
        )  # fmt: skip

    async def begin(self, call: Call) -> Answer:
        """Ask how far it is until it is `ready`."""
        wishes = read_query(call, Wishes)
        recipients_of(wishes.recipients)
        jobs = self._jobs.setdefault(call.party, OrderedDict())
        now_s = time.monotonic()
        for old in [job.id for job in jobs.values() if job.until_s < now_s and job.state != "reading"]:
            del jobs[old]
        if sum(job.state == "reading" for job in jobs.values()) >= 2 or len(jobs) >= MOST_JOBS:
            raise Problem(429, "too-many-imports", "others are still being looked through; wait, or take them in")
        sha256 = await asyncio.to_thread(self._files.put, call.body)
        job = _Job(str(uuid.uuid4()), wishes.name, sha256, now_s + KEPT_S)
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
        form, job = read_body(call, TakeForm), self._job(call)
        if job.state != "ready":
            raise Problem(409, "import-not-ready", job.problem or "it is still being looked through", "id")
        hosted = await self._reception.hosting.make(call.party)
        wanted = [item for item in job.items if item.likeness is None or item.likeness.alike not in form.without]
        batch = f"{job.name} {job.sha256[:12]}"
        for first in range(0, len(wanted), MOST_AT_ONCE):
            written = tuple(
                Written(_draft_id(call.party, job, item), form_text(item.form), item.where, _sentence(item.likeness))
                for item in wanted[first : first + MOST_AT_ONCE]
            )
            await hosted.desk.submit(WriteDrafts(call.person or PROGRAM, written, batch))
        return given(201, TakenOut(batch, len(wanted)))

    def _job(self, call: Call) -> _Job:
        jobs = self._jobs.get(call.party)
        job = None if jobs is None else jobs.get(call.path[0])
        if job is None:
            raise Problem(
                404, "import-unknown", "there is no such import, or it is an hour old; send the file again", "id"
            )
        return job

    async def _look_through(self, party: str, job: _Job, data: bytes, wishes: Wishes) -> None:
        def on_progress(done: int, total: int) -> None:
            job.done, job.total = done, total

        try:
            reading = await asyncio.to_thread(read, data, job.name, on_progress=on_progress)
            items, errors = await asyncio.to_thread(items_of, party, reading, wishes, self._limits, datetime.now(UTC))
            known = await self._known(party)
            alike = await asyncio.to_thread(likenesses, [item.spot for item in items], known)
        except FileRefused as refused:
            job.state, job.problem = "failed", f"{refused.where}: {refused}"
            return
        except Exception as error:
            job.state, job.problem = "failed", f"a fault of the office: {type(error).__name__}"
            raise
        job.items = [
            Item(item.where, item.form, item.spot, item.warnings, likeness)
            for item, likeness in zip(items, alike, strict=True)
        ]
        job.errors, job.language, job.left_out = errors, reading.language, dict(reading.left_out)
        job.done = job.total = max(job.total, len(items) + len(errors))
        job.state = "ready"

    async def _known(self, party: str) -> list[Spot]:
        """The party's own notices and drafts."""

        def drafts(state: Centre, now_us: int) -> list[tuple[str, str]]:
            return [(draft.id, draft.form) for draft in state.drafts.values() if draft.released_us == 0]

        found = await self._outside.own_notices(party)
        hosted = self._reception.hosting.find(party)
        for draft_id, form in await hosted.desk.read(drafts) if hosted is not None else ():
            spot = spot_of(f"draft {draft_id}", msgspec.json.decode(form, type=NoticeForm))
            found += [spot] if spot is not None else []
        return found


def _draft_id(party: str, job: _Job, item: Item) -> str:
    """The same for the same row of the same file: taken in twice, it is there once."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, msgspec.json.encode([party, job.sha256, item.where]).decode()))


def _sentence(likeness: Likeness | None) -> str:
    if likeness is None:
        return ""
    if likeness.metres < 1:
        return f"at the very place of {likeness.other.label} ({likeness.other.title})"
    return f"{likeness.metres:,.0f} m from {likeness.other.label} ({likeness.other.title})"


def _out(job: _Job, call: Call) -> ImportOut:
    numbered = list(enumerate(job.items))
    page: Page[tuple[int, Item]] = page_in_order(numbered, _place_of, call.query)
    alike = [item.likeness.alike for item in job.items if item.likeness is not None]
    return ImportOut(
        id=job.id,
        state=job.state,
        done=job.done,
        total=job.total,
        name=job.name,
        sha256=job.sha256,
        language=job.language,
        counts=CountsOut(len(job.items), len(job.errors), alike.count("same"), alike.count("near")),  # type: ignore[arg-type]
        errors=[ErrorOut(e.where, e.code, e.message, e.field) for e in job.errors[:MOST_ERRORS]],
        left_out=job.left_out,
        items=[_item_out(item) for _, item in page.items],
        next=page.next,
        problem=job.problem,
    )


def _place_of(pair: tuple[int, Item]) -> str:
    return f"{pair[0]:08d}"


def _item_out(item: Item) -> ItemOut:
    return ItemOut(
        where=item.where,
        title=item.form.card.title,
        kind=item.form.kind,
        lat=item.spot.lat,
        lng=item.spot.lng,
        alike="" if item.likeness is None else item.likeness.alike.value,
        likeness=_sentence(item.likeness),
        warnings=list(item.warnings),
    )
