"""Requests as `/api/v1` speaks of them. There is no field for a target; what a party writes is kept as it wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from tansiq.gateways.api_v1.erasure_forms import ErasureOut, erasure_out
from tansiq.gateways.api_v1.extents import Aware, VolumeForm, VolumeOut, volume_out
from tansiq.gateways.api_v1.report_forms import LONGEST_TEXT, LONGEST_TITLE, Id, Ids, Line
from tansiq.gateways.outlines import moment
from tansiq.office.asked import RequestKind, ResponseState, Step
from tansiq.office.bodies import AnswerBody, RequestBody
from tansiq.office.erased import is_left
from tansiq.office.information import Marking, Release
from tansiq.office.kinds import Priority
from tansiq.office.requested import SeenRequest, SeenResponse
from tansiq.office.requests import MOST_EXTENTS, MOST_REPORTS
from tansiq.office.responses import ResponseRecord

Person = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
Language = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]


class AskedToForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom one asks: parties by name, all members of coalitions (`groups`), all parties of agreements."""

    parties: Ids = []
    groups: Ids = []
    agreements: Ids = []


class RequestForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A request. `extents`: where, without times, if it is about a place; `place` names it. `person`: who asks; for
    programs, as a person who has signed in is known."""

    kind: RequestKind
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TITLE)]
    text: Text
    language: Language
    place: Line = ""
    priority: Literal["routine", "urgent"] = "routine"
    marking: Marking
    needed_by: Aware
    extents: Annotated[list[VolumeForm], msgspec.Meta(max_length=MOST_EXTENTS)] = []
    to: AskedToForm
    person: Person = ""


class NeedByForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By when it is needed now. `version`: the one that was read."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    needed_by: Aware


class RequestWithdrawForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it is taken back."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class RequestPersonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says so; a person who has signed in need not."""

    person: Person = ""


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer: words, `reports` of one's own that the asker holds, or both. `partly`: more may follow. `marking` of
    the words, if it is not that of the request."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)] = ""
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""
    marking: Marking | None = None
    reports: Annotated[list[Id], msgspec.Meta(max_length=MOST_REPORTS)] = []
    partly: bool = False
    person: Person = ""


class DeclineForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That there will be no answer; why, if one says so."""

    reason: Annotated[str, msgspec.Meta(max_length=2_000)] = ""
    person: Person = ""


class AskedToOut(msgspec.Struct):
    """Whom one asks."""

    parties: list[str]
    groups: list[str]
    agreements: list[str]


class AnsweringReportOut(msgspec.Struct):
    """A report that answers, in the version that the asker held when it was named."""

    report: str
    version: int


class ResponseStepOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Something that was said to a request. `text` is absent in lists, and where it was erased (`erased`)."""

    state: ResponseState
    at: datetime
    person: str
    reason: str = ""
    text: str | None = None
    language: str = ""
    marking: Marking | None = None
    erased: bool = False
    reports: list[AnsweringReportOut] = []


class ResponseOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """How it stands with a party that was asked. `via`: the coalition or agreement by which, for the asker alone.
    `overdue` stands beside the state: an answer may still come. `waits`: what one said or changed oneself has not been
    told, because the channel is suspended."""

    party: str
    state: ResponseState
    overdue: bool
    asked: datetime
    under: str
    via: str = ""
    waits: bool = False
    steps: list[ResponseStepOut] = []


class RequestOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A request as the one who looks at it sees it. `responses`: of each whom one asked; of what one was asked, one's
    own alone. `version` and `to`: of what one asked oneself; the version is named when one changes it. `withdrawn`:
    when one was told so. `text` is absent in lists, and where it was erased (`erased`)."""

    id: str
    asker: str
    version: int = 0
    kind: RequestKind
    priority: Priority
    title: str = ""
    text: str | None = None
    language: str
    place: str = ""
    marking: Marking
    needed_by: datetime
    asked: datetime
    changed: datetime
    person: str
    withdrawn: datetime | None = None
    reason: str = ""
    erased: bool = False
    erasure: ErasureOut | None = None
    extents: list[VolumeOut] = []
    to: AskedToOut | None = None
    responses: list[ResponseOut] = []


class RequestSightOut(msgspec.Struct, omit_defaults=True):
    """What a viewer sees of a request of one's own; nothing where `request` is absent."""

    viewer: str
    request: RequestOut | None = None


class ResponseRecordOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """How a party answers what it is asked under an agreement. `asked` is the sum of `open`, `partly_answered`,
    `answered`, `declined` and `withdrawn`; `overdue`: of those that are open or partly answered now;
    `declined_without_reason`: of those declined. `median_answer_s`: seconds from being asked to having answered whole;
    absent if it never has."""

    party: str
    asked: int
    open: int
    answered: int
    partly_answered: int
    declined: int
    declined_without_reason: int
    withdrawn: int
    overdue: int
    median_answer_s: float | None = None


def to_of(form: AskedToForm) -> Release:
    """Whom one asks."""
    return Release(tuple(form.parties), tuple(form.groups), tuple(form.agreements))


def digests_of(seen: SeenRequest) -> set[str]:
    """Of all answers' words, but for what was erased."""
    steps = (step for one in seen.responses for step in one.steps)
    return {step.body for step in steps if step.body and is_left(seen.erased, step.at_us)}


def request_out(
    seen: SeenRequest, bodies: Mapping[str, RequestBody], answers: Mapping[str, AnswerBody] | None
) -> RequestOut:
    """As it is answered; without `answers`, without texts."""
    content, body, own = seen.content, bodies.get(seen.content.body), seen.own
    words = body or RequestBody("", "", "")
    return RequestOut(
        id=seen.id,
        asker=seen.asker,
        version=0 if own is None else own.version,
        kind=content.kind,
        priority=content.priority,
        title=words.title,
        text=words.text if answers is not None and body is not None else None,
        language=content.language,
        place=words.place,
        marking=content.marking,
        needed_by=moment(seen.needed_by_us),
        asked=moment(seen.made_us),
        changed=moment(seen.changed_us),
        person=content.person,
        withdrawn=moment(seen.withdrawn_us) if seen.withdrawn_us else None,
        reason=seen.reason,
        erased=body is None,
        erasure=erasure_out(seen.erased),
        extents=[volume_out(volume) for volume in content.extents],
        to=None if own is None else AskedToOut(list(own.to.parties), list(own.to.groups), list(own.to.agreements)),
        responses=[_response_out(one, answers) for one in seen.responses],
    )


def record_out(one: ResponseRecord) -> ResponseRecordOut:
    """As it is answered."""
    return ResponseRecordOut(
        party=one.party,
        asked=one.asked,
        open=one.open,
        answered=one.answered,
        partly_answered=one.partly,
        declined=one.declined,
        declined_without_reason=one.unexplained,
        withdrawn=one.withdrawn,
        overdue=one.overdue,
        median_answer_s=None if one.median_us is None else one.median_us / 1e6,
    )


def _response_out(one: SeenResponse, answers: Mapping[str, AnswerBody] | None) -> ResponseOut:
    return ResponseOut(
        party=one.party,
        state=one.state,
        overdue=one.overdue,
        asked=moment(one.at_us),
        under=one.under,
        via=one.via,
        waits=one.waits,
        steps=[_step_out(step, answers) for step in one.steps],
    )


def _step_out(step: Step, answers: Mapping[str, AnswerBody] | None) -> ResponseStepOut:
    words = None if answers is None else answers.get(step.body)
    return ResponseStepOut(
        state=step.state,
        at=moment(step.at_us),
        person=step.person,
        reason=step.reason,
        text=None if words is None else words.text,
        language=step.language,
        marking=step.marking,
        erased=bool(step.body) and answers is not None and words is None,
        reports=[AnsweringReportOut(held.report, held.version) for held in step.reports],
    )
