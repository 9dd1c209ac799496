"""What had each party been told by then? The answer as `/api/v1` gives it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from tansiq.gateways.api_v1.things import SIGHTS
from tansiq.gateways.outlines import moment
from tansiq.office.incident import LinkKind
from tansiq.office.told_by_then import Span, ToldParty, ToldStep, ToldThing, may_be_missing


class ToldStepOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What a party was told, or did with it: `told`, `acknowledged`, `passed on` (to a `unit`), `shown`, `withdrawn`,
    `taken away`, or what became of an operation. `later`: the office learnt of it (`noted`, if that is another time)
    when the incident had begun."""

    what: str
    at: datetime
    later: bool = False
    version: int = 0
    person: str = ""
    unit: str = ""
    noted: datetime | None = None


class ToldPartyOut(msgspec.Struct, omit_defaults=True):
    """What a party was told of a thing; with no steps nothing. `earlier_unknown`: it may have been told before, at a
    time that the office does not keep."""

    party: str
    steps: list[ToldStepOut]
    earlier_unknown: bool = False


class ToldThingOut(msgspec.Struct, omit_defaults=True):
    """Something around the place and hour, as one sees it: of one's own, what each other party was told; of another's,
    what one was told oneself."""

    kind: LinkKind
    id: str
    owner: str
    sight: str
    told: list[ToldPartyOut]
    title: str = ""


class ToldByThenOut(msgspec.Struct):
    """What lay around the incident between `from` and `until`, and what was told before it began (`moment`).
    `may_be_missing`: kinds of things of which some of that time are forgotten."""

    incident: str
    begins: datetime = msgspec.field(name="from")
    until: datetime
    moment: datetime
    may_be_missing: list[LinkKind]
    things: list[ToldThingOut]


def told_out(incident: str, span: Span, things: list[ToldThing], now_us: int) -> ToldByThenOut:
    """As it is answered."""
    return ToldByThenOut(
        incident,
        moment(span.from_us),
        moment(span.until_us),
        moment(span.moment_us),
        list(may_be_missing(span, now_us)),
        [_thing_out(one) for one in things],
    )


def _thing_out(one: ToldThing) -> ToldThingOut:
    told = [_party_out(party) for party in one.told]
    return ToldThingOut(one.link.kind, one.link.id, one.owner, SIGHTS[one.sight], told, one.title)


def _party_out(one: ToldParty) -> ToldPartyOut:
    return ToldPartyOut(one.party, [_step_out(step) for step in one.steps], one.earlier_unknown)


def _step_out(step: ToldStep) -> ToldStepOut:
    return ToldStepOut(
        what=step.what,
        at=moment(step.at_us),
        later=step.later,
        version=step.version,
        person=step.person,
        unit=step.unit,
        noted=moment(step.noted_us) if step.noted_us else None,
    )
