"""Notices on the wire: what somebody notifies, and the command that it stands for; what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.gateways.api_v1.erasure_forms import ErasureOut, erasure_out
from tansiq.gateways.api_v1.extents import Aware, VolumeForm, volumes_of
from tansiq.gateways.api_v1.things import (
    CardForm,
    CorridorOut,
    Line,
    PartyName,
    RouteForm,
    SeenOut,
    Text,
    WaypointForm,
    card_of,
    card_out,
    corridor_of,
    corridor_out,
    laid_as,
    seen_out,
    way_of,
    waypoints_of,
    waypoints_out,
)
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, microseconds, moment
from tansiq.office.giving import waiting
from tansiq.office.holding import NoticeView
from tansiq.office.kinds import NoticeState, ThingKind
from tansiq.office.notices import PutNotice
from tansiq.office.things import Addressee, Content, Given, Precision

Version = Annotated[int, msgspec.Meta(ge=1)]


class RecipientForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To whom, and how precisely: exact, or coarse (cells of the agreement's grid, the same each time)."""

    party: PartyName
    precision: Precision = Precision.EXACT


class NoticeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A notice: in volumes, or, for a movement, along a route. `author` wrote it and `checked_by` compared its
    coordinates with their source: two persons. `version`: the one that is changed; 0 for a new one."""

    kind: ThingKind
    card: CardForm
    recipients: Annotated[list[RecipientForm], msgspec.Meta(min_length=1, max_length=50)]
    valid_until: Aware
    author: Line = ""
    checked_by: Line = ""
    extents: Annotated[list[VolumeForm], msgspec.Meta(max_length=1_000)] = []
    route: RouteForm | None = None
    urgent: bool = False
    vehicles: Text = ""
    people: Text = ""
    category: Line = ""
    version: Annotated[int, msgspec.Meta(ge=0)] = 0


class RecipientsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All who are to have it from now on. Some are added, or some are taken away."""

    version: Version
    recipients: Annotated[list[RecipientForm], msgspec.Meta(min_length=1, max_length=50)]


class RenewForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """It still holds."""

    version: Version
    valid_until: Aware


class WithdrawForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """It is taken back."""

    version: Version
    reason: Text


class AcknowledgeNoticeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The version that was read, and by whom; a signed-in person need not say so."""

    version: Version
    person: Line = ""


class PassOnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To which unit it was passed on, and when."""

    version: Version
    unit: Line
    passed_at: Aware
    person: Line = ""


class PassedOut(msgspec.Struct):
    """A recipient has said that it was passed on."""

    unit: str
    passed_at: datetime
    said_at: datetime
    person: str
    version: int


class ReceiptOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What a recipient holds, and the ladder of its receipts: taken in by the office (`given_at`), acknowledged, passed
    on. `late`: it came later than agreed. `withdrawn`, told at `withdrawn_at`: the notice was withdrawn or, if
    `taken_away`, the party is a recipient no longer. `overdue`: it was not acknowledged in time; `level`: how far that
    went."""

    party: str
    precision: Precision
    version: int
    given_at: datetime
    under: str
    late: bool
    due: datetime
    valid_until: datetime
    withdrawn: bool = False
    withdrawn_at: datetime | None = None
    taken_away: bool = False
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    overdue: bool = False
    level: int = 0
    passed_on: list[PassedOut] = []


class NoticeOut(SeenOut, omit_defaults=True, kw_only=True):
    """A notice in the asker's eyes: its own with all recipients; another's as it was given, with the asker's own
    receipts. `waiting`: those to whom what is new of it could not be told yet."""

    state: NoticeState
    version: int
    card: CardForm
    urgent: bool
    made: datetime
    changed: datetime
    valid_until: datetime
    receipts: list[ReceiptOut]
    route: list[WaypointForm] | None = None
    corridor: CorridorOut | None = None
    vehicles: str = ""
    people: str = ""
    category: str = ""
    reason: str = ""
    erasure: ErasureOut | None = None
    author: str = ""
    checked_by: str = ""
    recipients: list[RecipientForm] | None = None
    waiting: list[str] | None = None


def put_of(party: str, notice_id: str, form: NoticeForm, limits: FormLimits) -> PutNotice:
    """The command that a form stands for. Raises `Problem`."""
    if bool(form.extents) == (form.route is not None):
        raise Problem(400, "extents-needed", "give either extents or a route", "extents")
    if form.route is not None:
        extents, areas_m2 = corridor_of(way_of(form.route), limits)
    else:
        extents, areas_m2 = volumes_of(form.extents, limits)
    return PutNotice(
        party=party,
        id=notice_id,
        version=form.version,
        content=Content(
            kind=form.kind,
            card=card_of(form.card),
            extents=extents,
            route=waypoints_of(form.route),
            vehicles=form.vehicles,
            people=form.people,
            category=form.category,
            corridor=laid_as(form.route),
        ),
        areas_m2=areas_m2,
        addressees=tuple(Addressee(recipient.party, recipient.precision) for recipient in form.recipients),
        urgent=form.urgent,
        valid_until_us=microseconds(form.valid_until),
        author=form.author,
        checked_by=form.checked_by,
    )


def is_overdue(held: Given, now_us: int) -> bool:
    """Whether it should have been acknowledged by now."""
    return held.acknowledged is None and not held.withdrawn and held.due_us <= now_us


def notice_out(view: NoticeView, party: str, now_us: int) -> NoticeOut:
    """A notice in a party's eyes."""
    notice, content = view.notice, view.notice.current
    own = notice.owner == party
    return NoticeOut(
        **msgspec.structs.asdict(seen_out(view.shown)),
        state=notice.state,
        version=notice.version,
        card=card_out(content.card),
        urgent=notice.urgent,
        made=moment(notice.made_us),
        changed=moment(notice.changed_us),
        valid_until=moment(notice.valid_until_us),
        receipts=[_receipt_out(one, now_us) for one in notice.given],
        route=waypoints_out(content.route) or None,
        corridor=corridor_out(content.corridor),
        vehicles=content.vehicles,
        people=content.people,
        category=content.category,
        reason=notice.reason,
        erasure=erasure_out(view.erased),
        author=notice.author,
        checked_by=notice.checked_by,
        recipients=[RecipientForm(one.party, one.precision) for one in notice.addressees] if own else None,
        waiting=list(waiting(notice)) if own else None,
    )


def _receipt_out(held: Given, now_us: int) -> ReceiptOut:
    read = held.acknowledged
    return ReceiptOut(
        party=held.party,
        precision=held.precision,
        version=held.version,
        given_at=moment(held.at_us),
        under=held.under,
        late=held.late,
        due=moment(held.due_us),
        valid_until=moment(held.valid_until_us),
        withdrawn=held.withdrawn,
        withdrawn_at=moment(held.withdrawn_us) if held.withdrawn_us else None,
        taken_away=held.taken_away,
        acknowledged_at=None if read is None else moment(read.at_us),
        acknowledged_by="" if read is None else read.person,
        overdue=is_overdue(held, now_us),
        level=held.level,
        passed_on=[
            PassedOut(one.unit, moment(one.passed_us), moment(one.at_us), one.person, one.version)
            for one in held.passed_on
        ],
    )
