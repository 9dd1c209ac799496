"""The terms of agreements on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from tansiq.gateways.api_v1.extents import Aware, VolumeForm, VolumeOut, volume_of, volume_out
from tansiq.gateways.api_v1.parties import PartyId
from tansiq.gateways.api_v1.things import SIGHTS
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, microseconds, moment
from tansiq.office.agreements import LONGEST_AGREED_TEXT, MOST_FLOWS, MOST_RULES, MOST_STEPS
from tansiq.office.kinds import ThingKind
from tansiq.office.parties import LONGEST_TEXT
from tansiq.office.terms import AcknowledgeWithin, Flow, LeadTimes, Level, SeparationRule, Step, Terms

_SIGHTS = {word: sight for sight, word in SIGHTS.items()}
_TIMES_APART = "an area has no times: start and end of the terms say when it holds"

Metres = Annotated[float, msgspec.Meta(ge=0, le=200_000)]


class FlowForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The giver shows the receiver its things of these kinds: nothing, that they exist, where and when on a coarse
    grid, or all."""

    giver: PartyId
    receiver: PartyId
    kinds: Annotated[list[ThingKind], msgspec.Meta(min_length=1, max_length=len(ThingKind))]
    sight: Literal["nothing", "exists", "coarse", "all"]


class SeparationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two things of these kinds stay apart by at least one of the three: beside, above, or in time."""

    kinds: Annotated[list[ThingKind], msgspec.Meta(min_length=2, max_length=2)]
    horizontal_m: Metres = 0.0
    vertical_m: Metres = 0.0
    minutes: Annotated[float, msgspec.Meta(ge=0, le=200_000)] = 0.0


class LeadTimesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long before it begins a thing is to be notified. Later is taken in, and marked as late."""

    standard_h: Annotated[float, msgspec.Meta(ge=0, le=1_440)] = LeadTimes().standard_h
    urgent_h: Annotated[float, msgspec.Meta(ge=0, le=1_440)] = LeadTimes().urgent_h


class AcknowledgeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How soon a message is to be acknowledged, by its priority."""

    routine_s: Annotated[int, msgspec.Meta(ge=1, le=2_592_000)] = AcknowledgeWithin().routine_s
    urgent_s: Annotated[int, msgspec.Meta(ge=1, le=2_592_000)] = AcknowledgeWithin().urgent_s
    distress_s: Annotated[int, msgspec.Meta(ge=1, le=2_592_000)] = AcknowledgeWithin().distress_s


class StepForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So long after the deadline, the contacts of this role are asked."""

    after_s: Annotated[int, msgspec.Meta(ge=0, le=31_536_000)]
    role: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]


class TermsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the parties sign, all of it. Without an area it holds everywhere; an area may have altitudes, but no times.
    `coarse_level`: the grid of what is shown coarsely (cells of about 1.1 km: 13, 9 km: 10, 72 km: 7, 580 km: 4).
    `plan_over`: whether a conflict may be planned over, with a reason. `opens_threads`: whether a conflict or a near
    notice opens a thread by itself: between operations by what each side may see of the other's; the owner of a notice
    is told what is planned within the distance agreed, whatever it may see of that. `test_every_h`: how often the
    channel is tested (0: never), to be answered within `test_within_s`."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
    level: Level
    start: Aware
    end: Aware
    flows: Annotated[list[FlowForm], msgspec.Meta(min_length=1, max_length=MOST_FLOWS)]
    area: VolumeForm | None = None
    coarse_level: Literal[4, 7, 10, 13] = 10
    separation: Annotated[list[SeparationForm], msgspec.Meta(max_length=MOST_RULES)] = []
    notice_distance_m: Metres = 1_000.0
    lead_times: LeadTimesForm = LeadTimesForm()
    acknowledge_within: AcknowledgeForm = AcknowledgeForm()
    ladder: Annotated[list[StepForm], msgspec.Meta(max_length=MOST_STEPS)] = []
    plan_over: bool = False
    opens_threads: bool = True
    test_every_h: Annotated[float, msgspec.Meta(ge=0, le=744)] = 0.0
    test_within_s: Annotated[int, msgspec.Meta(ge=1, le=2_592_000)] = 900
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_AGREED_TEXT)] = ""


class TermsOut(msgspec.Struct, frozen=True, kw_only=True):
    """Terms as they are answered: what the digest is of."""

    title: str
    level: Level
    start: datetime
    end: datetime
    flows: list[FlowForm]
    area: VolumeOut | None
    coarse_level: int
    separation: list[SeparationForm]
    notice_distance_m: float
    lead_times: LeadTimesForm
    acknowledge_within: AcknowledgeForm
    ladder: list[StepForm]
    plan_over: bool
    opens_threads: bool
    test_every_h: float
    test_within_s: int
    text: str


def terms_of(form: TermsForm, limits: FormLimits) -> Terms:
    """Ours. Raises `Problem` with the place."""
    area = None
    if form.area is not None:
        if form.area.start is not None or form.area.end is not None:
            raise Problem(400, "malformed", _TIMES_APART, "terms.area.start" if form.area.start else "terms.area.end")
        area, _ = volume_of(form.area, limits, "terms.area")
    within, lead = form.acknowledge_within, form.lead_times
    return Terms(
        title=form.title,
        level=form.level,
        start_us=microseconds(form.start),
        end_us=microseconds(form.end),
        flows=tuple(Flow(f.giver, f.receiver, tuple(f.kinds), _SIGHTS[f.sight]) for f in form.flows),
        area=area,
        coarse_level=form.coarse_level,
        separation=tuple(
            SeparationRule((rule.kinds[0], rule.kinds[1]), rule.horizontal_m, rule.vertical_m, rule.minutes)
            for rule in form.separation
        ),
        notice_distance_m=form.notice_distance_m,
        lead_times=LeadTimes(lead.standard_h, lead.urgent_h),
        acknowledge_within=AcknowledgeWithin(within.routine_s, within.urgent_s, within.distress_s),
        ladder=tuple(Step(step.after_s, step.role) for step in form.ladder),
        plan_over=form.plan_over,
        opens_threads=form.opens_threads,
        test_every_h=form.test_every_h,
        test_within_s=form.test_within_s,
        text=form.text,
    )


def terms_out(terms: Terms) -> TermsOut:
    """Terms as they are answered."""
    within, lead = terms.acknowledge_within, terms.lead_times
    return TermsOut(
        title=terms.title,
        level=terms.level,
        start=moment(terms.start_us),
        end=moment(terms.end_us),
        flows=[FlowForm(f.giver, f.receiver, list(f.kinds), SIGHTS[f.sight]) for f in terms.flows],  # type: ignore[arg-type]
        area=None if terms.area is None else volume_out(terms.area),
        coarse_level=terms.coarse_level,
        separation=[
            SeparationForm(list(rule.kinds), rule.horizontal_m, rule.vertical_m, rule.minutes)
            for rule in terms.separation
        ],
        notice_distance_m=terms.notice_distance_m,
        lead_times=LeadTimesForm(lead.standard_h, lead.urgent_h),
        acknowledge_within=AcknowledgeForm(within.routine_s, within.urgent_s, within.distress_s),
        ladder=[StepForm(step.after_s, step.role) for step in terms.ladder],
        plan_over=terms.plan_over,
        opens_threads=terms.opens_threads,
        test_every_h=terms.test_every_h,
        test_within_s=terms.test_within_s,
        text=terms.text,
    )
