"""Reports as `/api/v1` speaks of them. There is no field for a target; what a party writes is kept as it wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.gateways.api_v1.erasure_forms import ErasureOut, erasure_out
from tansiq.gateways.api_v1.extents import Aware, VolumeForm, VolumeOut, volume_out
from tansiq.gateways.outlines import microseconds, moment
from tansiq.office.bodies import Claim, Custody, Evidence, ReportBody
from tansiq.office.information import (
    InformationGrade,
    Marking,
    Relation,
    RelationKind,
    Release,
    ReportGiven,
    ReportState,
    SourceGrade,
)
from tansiq.office.releasing import MOST_NAMED, Unusual, waiting
from tansiq.office.reported import SeenReport
from tansiq.office.reports import MOST_EVIDENCE, MOST_EXTENTS, MOST_RELATIONS

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE = 500, 200_000, 2_000
MOST_CLAIMS, MOST_STEPS = 200, 50

Line = Annotated[str, msgspec.Meta(max_length=LONGEST_LINE)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Ids = Annotated[list[Id], msgspec.Meta(max_length=MOST_NAMED)]


class CustodyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who had a file from when, and what was done with it."""

    at: Aware
    who: Name
    what: Line = ""


class EvidenceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that was put in before (`POST /api/v1/attachments`), or that goes with the report already."""

    sha256: Digest
    name: Name
    origin: Line = ""
    custody: Annotated[list[CustodyForm], msgspec.Meta(max_length=MOST_STEPS)] = []


class ClaimForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody is quoted as having said."""

    speaker: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_LINE)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]


class RelationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the report says of an earlier one, in the version that one holds. `corrects`, `withdraws`: of one's own."""

    kind: RelationKind
    report: Id
    version: Annotated[int, msgspec.Meta(ge=1)]


class ReportReleaseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To whom it goes: parties by name, all members of coalitions (`groups`), all parties of agreements. With none of
    them it is kept for oneself."""

    parties: Ids = []
    groups: Ids = []
    agreements: Ids = []


class ReportForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A report. `from` and `until`: the time that it speaks of. `source_grade` A to F, `information_grade` 1 to 6.
    `extents`: where, without times, if it speaks of a place; `place` names it. `version` of another version: the one
    that was read. `author`: for a program; a person who has signed in is the author."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TITLE)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
    language: Annotated[str, msgspec.Meta(min_length=2, max_length=35)]
    source: Line = ""
    outlet: Line = ""
    place: Line = ""
    source_grade: SourceGrade
    information_grade: InformationGrade
    marking: Marking
    begins: Aware = msgspec.field(name="from")
    until: Aware
    extents: Annotated[list[VolumeForm], msgspec.Meta(max_length=MOST_EXTENTS)] = []
    claims: Annotated[list[ClaimForm], msgspec.Meta(max_length=MOST_CLAIMS)] = []
    evidence: Annotated[list[EvidenceForm], msgspec.Meta(max_length=MOST_EVIDENCE)] = []
    relations: Annotated[list[RelationForm], msgspec.Meta(max_length=MOST_RELATIONS)] = []
    release: ReportReleaseForm
    author: Annotated[str, msgspec.Meta(max_length=200)] = ""
    version: Annotated[int, msgspec.Meta(ge=0)] = 0


class ReportWithdrawForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it is taken back."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_LINE)]


class CustodyOut(msgspec.Struct, omit_defaults=True):
    """Who had a file from when, and what was done with it."""

    at: datetime
    who: str
    what: str = ""


class EvidenceOut(msgspec.Struct, omit_defaults=True):
    """A file that goes with a report."""

    sha256: str
    name: str
    media_type: str
    size: int
    origin: str = ""
    custody: list[CustodyOut] = []


class ClaimOut(msgspec.Struct):
    """What somebody is quoted as having said."""

    speaker: str
    text: str


class RelationOut(msgspec.Struct):
    """What the report says of an earlier one that one may see, too. `version` 0: one that one does not hold."""

    kind: RelationKind
    report: str
    version: int


class ShownOut(msgspec.Struct):
    """A version was shown to a recipient for the first time."""

    version: int
    at: datetime
    person: str


class ReportGivenOut(msgspec.Struct, omit_defaults=True):
    """What a recipient holds, since when and under which agreement; whether it knows that the report is withdrawn; and
    what it has been shown."""

    party: str
    version: int
    at: datetime
    under: str
    withdrawn_at: datetime | None = None
    shown: list[ShownOut] = []


class ReportReleaseOut(msgspec.Struct):
    """To whom its author releases it."""

    parties: list[str]
    groups: list[str]
    agreements: list[str]


class ReportSeenOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A report as the asker sees it. `version`: of what it says; `versions`: those that one may read (`?version=`);
    `change`: of all that became of it, to be named when one changes one's own. `received`: when it was given. `text` is
    absent in lists, and where it was erased (`erased`). `release`, `given` and `waiting` (who does not hold all of it
    yet): of one's own."""

    id: str
    owner: str
    version: int
    versions: list[int] = []
    change: int = 0
    state: ReportState
    title: str = ""
    text: str | None = None
    language: str
    source: str = ""
    outlet: str = ""
    place: str = ""
    source_grade: SourceGrade
    information_grade: InformationGrade
    marking: Marking
    begins: datetime = msgspec.field(name="from")
    until: datetime
    received: datetime
    changed: datetime
    author: str
    under: str = ""
    reason: str = ""
    erased: bool = False
    erasure: ErasureOut | None = None
    extents: list[VolumeOut] = []
    claims: list[ClaimOut] = []
    evidence: list[EvidenceOut] = []
    relations: list[RelationOut] = []
    release: ReportReleaseOut | None = None
    given: list[ReportGivenOut] = []
    waiting: list[str] = []


class UnopenedOut(msgspec.Struct):
    """A report that was given to one's party and has not been shown to anybody there: its words are not here."""

    id: str
    owner: str
    version: int
    received: datetime
    source_grade: SourceGrade
    information_grade: InformationGrade
    marking: Marking


class RecipientOut(msgspec.Struct, omit_defaults=True):
    """A party that would be given it; `via`: by which coalition or agreement."""

    party: str
    via: str = ""


class UnusualOut(msgspec.Struct, omit_defaults=True):
    """Something unusual for its author: `more-parties` or `less-strict` (`now`, where the most was `usual`), or
    `new-party` (`party` was given none of the author's latest reports)."""

    why: Unusual
    now: str = ""
    usual: str = ""
    party: str = ""


class ReportOutlookOut(msgspec.Struct):
    """What would become of a report if it were released now: who would be given it, and what is unusual about that."""

    recipients: list[RecipientOut]
    unusual: list[UnusualOut]


class ReportSightOut(msgspec.Struct, omit_defaults=True):
    """What a viewer sees of a report of one's own; nothing where `report` is absent."""

    viewer: str
    report: ReportSeenOut | None = None


def body_of(form: ReportForm, salt: str, evidence: tuple[Evidence, ...]) -> ReportBody:
    """The words of a form."""
    claims = tuple(Claim(claim.speaker, claim.text) for claim in form.claims)
    return ReportBody(salt, form.title, form.text, form.source, form.outlet, form.place, claims, evidence)


def custody_of(forms: list[CustodyForm]) -> tuple[Custody, ...]:
    """The steps as they are kept."""
    return tuple(Custody(microseconds(step.at), step.who, step.what) for step in forms)


def relations_of(forms: list[RelationForm]) -> tuple[Relation, ...]:
    """What it says of others."""
    return tuple(Relation(form.kind, form.report, form.version) for form in forms)


def release_of(form: ReportReleaseForm) -> Release:
    """To whom it goes."""
    return Release(tuple(form.parties), tuple(form.groups), tuple(form.agreements))


def report_out(seen: SeenReport, bodies: Mapping[str, ReportBody], *, whole: bool) -> ReportSeenOut:
    """As it is answered; `whole`: with its text."""
    content, body = seen.content, bodies.get(seen.content.body)
    own = seen.own
    words = body or ReportBody("", "", "")
    return ReportSeenOut(
        id=seen.id,
        owner=seen.owner,
        version=seen.version,
        versions=list(seen.versions),
        change=0 if own is None else own.version,
        state=seen.state,
        title=words.title,
        text=words.text if whole and body is not None else None,
        language=content.language,
        source=words.source,
        outlet=words.outlet,
        place=words.place,
        source_grade=content.source,
        information_grade=content.information,
        marking=content.marking,
        begins=moment(content.from_us),
        until=moment(content.until_us),
        received=moment(seen.made_us),
        changed=moment(seen.changed_us),
        author=content.author,
        under=seen.under,
        reason=seen.reason,
        erased=body is None,
        erasure=erasure_out(seen.erased),
        extents=[volume_out(volume) for volume in content.extents],
        claims=[ClaimOut(claim.speaker, claim.text) for claim in words.claims] if whole else [],
        evidence=[_evidence_out(one) for one in words.evidence] if whole else [],
        relations=[RelationOut(one.kind, one.report, one.version) for one in seen.relations],
        release=None
        if own is None
        else ReportReleaseOut(list(own.release.parties), list(own.release.groups), list(own.release.agreements)),
        given=[_given_out(held) for held in seen.given],
        waiting=[] if own is None else list(waiting(own)),
    )


def unopened_out(seen: SeenReport) -> UnopenedOut:
    """What may be said of it before it is shown."""
    content = seen.content
    received = moment(seen.made_us)
    return UnopenedOut(
        seen.id, seen.owner, seen.version, received, content.source, content.information, content.marking
    )


def _evidence_out(one: Evidence) -> EvidenceOut:
    custody = [CustodyOut(moment(step.at_us), step.who, step.what) for step in one.custody]
    return EvidenceOut(one.sha256, one.name, one.media_type, one.size, one.origin, custody)


def _given_out(held: ReportGiven) -> ReportGivenOut:
    return ReportGivenOut(
        held.party,
        held.version,
        moment(held.at_us),
        held.under,
        moment(held.withdrawn_us) if held.withdrawn_us else None,
        [ShownOut(one.version, moment(one.at_us), one.person) for one in held.shown],
    )
