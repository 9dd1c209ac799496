"""Quiet periods as `/api/v1` speaks of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.gateways.api_v1.erasure_forms import ErasureOut, erasure_out
from tansiq.gateways.api_v1.extents import Aware, VolumeForm, VolumeOut, volume_out
from tansiq.gateways.api_v1.things import SeenOut, seen_out
from tansiq.gateways.outlines import moment
from tansiq.office.erased import Erased
from tansiq.office.kinds import ThingKind
from tansiq.office.quiet_days import QuietFigures
from tansiq.office.quiet_flags import Inside, QuietFlag
from tansiq.office.quiet_period import PartyWord, QuietEnd, QuietPeriod, QuietState, Said
from tansiq.office.quiet_proposing import LONGEST_TITLE, MOST_AREAS, MOST_PARTIES

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Person = Annotated[str, msgspec.Meta(max_length=200)]
Reason = Annotated[str, msgspec.Meta(max_length=2_000)]


class QuietForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A quiet period that is proposed. `parties`: who takes part, of those of the agreement; none named: all. `kinds`:
    what is suspended; none named: all but constraints. `area`: volumes without times. `person`: for programs, as a
    person who has signed in is known."""

    under: Id
    parties: Annotated[list[Id], msgspec.Meta(max_length=MOST_PARTIES)] = []
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TITLE)]
    text: Reason = ""
    kinds: list[ThingKind] = []
    area: Annotated[list[VolumeForm], msgspec.Meta(min_length=1, max_length=MOST_AREAS)]
    begins: Aware = msgspec.field(name="from")
    until: Aware
    person: Person = ""


class CommitForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`until`: the end that was read; another one is not committed to by mistake."""

    until: Aware
    person: Person = ""


class DeclineQuietForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why not; `until` as when one commits."""

    until: Aware
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    person: Person = ""


class TakeBackForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a commitment is taken back."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    person: Person = ""


class ExtendForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The later end."""

    until: Aware
    person: Person = ""


class QuietWithdrawForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it is taken back, if one says so."""

    reason: Reason = ""
    person: Person = ""


class QuietWordOut(msgspec.Struct, omit_defaults=True):
    """What a party has said last, and why it declined or took back."""

    party: str
    said: Said
    person: str
    at: datetime
    reason: str = ""


class ExtensionOut(msgspec.Struct):
    """A later end that is proposed. The old one holds until all have committed to it."""

    until: datetime
    by: str
    person: str
    at: datetime
    words: list[QuietWordOut]


class ExtendedOut(msgspec.Struct, omit_defaults=True):
    """An end that held until then; who had proposed the later one (`by`), and how each committed to it (`words`)."""

    until: datetime
    at: datetime
    by: str = ""
    person: str = ""
    words: list[QuietWordOut] = []


class QuietEndingOut(msgspec.Struct, omit_defaults=True):
    """Why it ended; by whom, if by somebody."""

    why: QuietEnd
    at: datetime
    by: str = ""
    person: str = ""
    reason: str = ""


class QuietPeriodOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A quiet period, as all who take part see it. `since`: from when it is in force, once all have committed.
    `inside`: operations of those who take part that reach into it, as far as the asker sees them; absent in lists, and
    while not all have committed. `more_inside`: there are more. `erasure`: where its words were; absent in lists."""

    id: str
    proposer: str
    person: str
    under: str
    parties: list[str]
    title: str
    text: str = ""
    kinds: list[ThingKind]
    area: list[VolumeOut]
    begins: datetime = msgspec.field(name="from")
    until: datetime
    state: QuietState
    since: datetime | None = None
    made: datetime
    changed: datetime
    words: list[QuietWordOut] = []
    extension: ExtensionOut | None = None
    extended: list[ExtendedOut] = []
    ending: QuietEndingOut | None = None
    inside: list[SeenOut] | None = None
    more_inside: bool = False
    erasure: ErasureOut | None = None


class PartyDaysOut(msgspec.Struct):
    """A party's own record: days kept; the incidents that it alleges or acknowledges, by their state; and how often it
    says what (`alleges`, `acknowledged`, `disputed`, `unanswered`) to those said to have broken the quiet period."""

    party: str
    days_kept: int
    incidents: dict[str, int]
    says: dict[str, int]


class QuietFiguresOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A quiet period in figures, each side's own count beside the other's, of incidents in which the asker takes part.
    `days`: on which it has been in force, if only for a part of them (UTC)."""

    id: str
    title: str
    state: QuietState
    begins: datetime = msgspec.field(name="from")
    until: datetime
    days: int
    parties: list[PartyDaysOut]


class QuietFlagOut(msgspec.Struct):
    """The plan reaches into a quiet period to which its planner has committed."""

    id: str
    title: str
    state: QuietState
    under: str
    begins: datetime = msgspec.field(name="from")
    until: datetime


def quiet_out(
    period: QuietPeriod, now_us: int, found: Inside | None = None, erased: Erased | None = None
) -> QuietPeriodOut:
    """As it is answered."""
    extension, ending = period.extension, period.ending
    return QuietPeriodOut(
        erasure=erasure_out(erased),
        id=period.id,
        proposer=period.proposer,
        person=period.person,
        under=period.under,
        parties=list(period.parties),
        title=period.title,
        text=period.text,
        kinds=list(period.kinds),
        area=[volume_out(volume) for volume in period.area],
        begins=moment(period.from_us),
        until=moment(period.until_us),
        state=period.state(now_us),
        since=moment(period.since_us) if period.committed_us else None,
        made=moment(period.made_us),
        changed=moment(period.changed_us),
        words=_words(period.words),
        extension=None
        if extension is None
        else ExtensionOut(
            moment(extension.until_us),
            extension.by,
            extension.person,
            moment(extension.at_us),
            _words(extension.words),
        ),
        extended=[
            ExtendedOut(moment(one.until_us), moment(one.at_us), one.by, one.person, _words(one.words))
            for one in period.extended
        ],
        ending=None
        if ending is None
        else QuietEndingOut(ending.why, moment(ending.at_us), ending.by, ending.person, ending.reason),
        inside=None if found is None else [seen_out(thing) for thing in found.things],
        more_inside=found is not None and found.more,
    )


def quiet_figures_out(period: QuietPeriod, figures: QuietFigures, now_us: int) -> QuietFiguresOut:
    """As they are answered."""
    return QuietFiguresOut(
        id=period.id,
        title=period.title,
        state=period.state(now_us),
        begins=moment(period.from_us),
        until=moment(period.until_us),
        days=figures.days,
        parties=[PartyDaysOut(one.party, one.kept, dict(one.incidents), dict(one.says)) for one in figures.parties],
    )


def quiet_flag_out(flag: QuietFlag) -> QuietFlagOut:
    """As a planner is answered."""
    return QuietFlagOut(flag.id, flag.title, flag.state, flag.under, moment(flag.from_us), moment(flag.until_us))


def _words(words: tuple[PartyWord, ...]) -> list[QuietWordOut]:
    return [QuietWordOut(one.party, one.said, one.person, moment(one.at_us), one.reason) for one in words]
