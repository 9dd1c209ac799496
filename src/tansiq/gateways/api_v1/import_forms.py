"""Files that are looked through, on the wire: what in them can be used, what cannot and why, and what becomes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from tansiq.centre.likeness import Resembled
from tansiq.gateways.api_v1.imported import Item
from tansiq.gateways.api_v1.notice_forms import NoticeForm, RecipientForm
from tansiq.gateways.api_v1.operation_forms import OperationForm
from tansiq.gateways.api_v1.plans import PlanOutcome
from tansiq.gateways.api_v1.things import Text
from tansiq.gateways.geofiles.remarks import Remark
from tansiq.gateways.outlines import moment

MOST_CHOSEN = 1_000
Purpose: TypeAlias = Literal["notices", "operations"]


class TakeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of what was read is left out: what is there already (`same`), what is very near to something (`near`)."""

    without: tuple[Literal["same", "near"], ...] = ("same",)


class PlanForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of what was read is planned: all but what is left out, or, of that, `only` what stands there in the file.
    `reason`: why conflicts that bind are planned over, where the agreement lets that be done."""

    without: tuple[Literal["same", "near"], ...] = ("same",)
    only: Annotated[list[str], msgspec.Meta(max_length=MOST_CHOSEN)] | None = None
    reason: Text = ""


class ErrorOut(msgspec.Struct, omit_defaults=True):
    """Why one row or feature cannot be used. `remark`: what `message` says in English, in parts; absent where the code
    says it all."""

    where: str
    code: str
    message: str
    field: str = ""
    remark: Remark | None = None


class OtherOut(msgspec.Struct):
    """What a file holds besides, and how many of it."""

    remark: Remark
    count: int


class ItemOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What one row or feature would become. `alike`: `same` or `near`; `likeness` says in English to what, `resembles`
    the same in parts. `warnings`: in English, and `remarks` the same in parts. `recipients`: who would be told. Of what
    would be planned: from when to when, and its band above the ellipsoid, open where a bound is absent;
    `vertical_doubt_m`: by how much at most a bound was moved outward, because it is not known where its reference lies.
    `operation`: all of it, as it would be planned by itself; where that was asked for."""

    where: str
    title: str
    kind: str
    lat: float
    lng: float
    alike: str = ""
    likeness: str = ""
    resembles: Resembled | None = None
    warnings: list[str] = []
    remarks: list[Remark] = []
    recipients: list[RecipientForm] = []
    start: datetime | None = None
    end: datetime | None = None
    lower_m: float | None = None
    upper_m: float | None = None
    vertical_doubt_m: float = 0.0
    operation: OperationForm | None = None


class CountsOut(msgspec.Struct):
    """How many can be used, cannot be, are there already, are near to something."""

    good: int = 0
    errors: int = 0
    same: int = 0
    near: int = 0


class ImportOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A file that is being looked through, `for` notices or operations. `errors`: the first 1,000; `items`: a page,
    `next` its cursor. `left_out`: what the file holds besides, by reason in English; `others`: the same in parts.
    `problem`, `code`: why it has failed."""

    id: str
    for_: Purpose = msgspec.field(name="for")
    state: Literal["reading", "ready", "failed"]
    done: int
    total: int
    name: str
    sha256: str
    language: str = ""
    counts: CountsOut
    errors: list[ErrorOut] = []
    left_out: dict[str, int] = {}
    others: list[OtherOut] = []
    items: list[ItemOut] = []
    next: str | None = None
    problem: str = ""
    code: str = ""


class TakenOut(msgspec.Struct):
    """Drafts have been written; those of one file share a batch."""

    batch: str
    drafts: int


class PlansOut(msgspec.Struct):
    """What became of some of what was to be planned, in the order of the file. `next`: the cursor with which to ask
    again for the others; null once all are done."""

    results: list[PlanOutcome]
    next: str | None = None


def item_out(item: Item[Any], *, whole: bool = False) -> ItemOut:
    """As it is answered; `whole`: with all of an operation."""
    start_us, end_us = item.window_us
    return ItemOut(
        where=item.where,
        title=item.form.card.title,
        kind=item.form.kind,
        lat=item.spot.lat,
        lng=item.spot.lng,
        alike="" if item.likeness is None else item.likeness.alike.value,
        likeness="" if item.resembles is None else item.resembles.sentence,
        resembles=item.resembles,
        warnings=[remark.sentence for remark in item.warnings],
        remarks=list(item.warnings),
        recipients=list(item.form.recipients) if isinstance(item.form, NoticeForm) else [],
        start=None if start_us is None else moment(start_us),
        end=None if end_us is None else moment(end_us),
        lower_m=item.band_m[0],
        upper_m=item.band_m[1],
        vertical_doubt_m=item.vertical_doubt_m,
        operation=item.form if whole and isinstance(item.form, OperationForm) else None,
    )


def points_of(item: Item[Any]) -> int:
    """How many there are in all of an operation."""
    form = item.form
    if not isinstance(form, OperationForm):
        return 0
    return len(form.route.waypoints if form.route else ()) + sum(len(one.polygon or (1,)) for one in form.extents)
