"""What had each party been told by then? Of the things around the place and hour of an incident that the reader sees:
of its own, who was told, acknowledged and passed it on, and when; of another's, when it was told itself.

Only what the state still holds can be answered, and where it does not hold a time any more, that is said: an operation
is kept for a day after its end, a notice for a week; of a notice and of a report the time of the present version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from tansiq.office.feed import Subject, Told
from tansiq.office.holding import seen_notice
from tansiq.office.incident import Incident, Link, LinkKind
from tansiq.office.information import ReportGiven
from tansiq.office.parties import everybody_in
from tansiq.office.picture import Sighted, view_with
from tansiq.office.reported import holds, seen_report
from tansiq.office.rules import DAY_US, SKEW_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import NOTICE_KEPT_US, Given, Operation, PassedOn
from tansiq.office.visibility import Eyes, sights_of
from tansiq.volumes import Volume, overlap_any, separation
from tansiq.volumes.overlap import bands_meet

MOST_STEPS = 50
"""Of one thing that one party was told: the first, and the last of the others."""
_KEPT_US = {LinkKind.OPERATION: DAY_US, LinkKind.NOTICE: NOTICE_KEPT_US}
"""After its end; a report is not forgotten."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where and when is looked: around an incident, which began at `moment_us`. Without extents: everywhere."""

    extents: tuple[Volume, ...]
    from_us: int
    until_us: int
    moment_us: int


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A party was told something, or did something with it. `noted_us`: when the office learnt that it had; by that it
    is `later`, not before the incident began, or not."""

    what: str
    at_us: int
    later: bool
    version: int = 0
    person: str = ""
    unit: str = ""
    noted_us: int = 0


@dataclass(frozen=True, slots=True)
class ToldParty:
    """What a party was told of a thing, and did with it, in the order of time; with no steps it was told nothing.
    `earlier_unknown`: it may have been told before, at a time that is no longer kept."""

    party: str
    steps: tuple[ToldStep, ...]
    earlier_unknown: bool = False


@dataclass(frozen=True, slots=True)
class ToldThing:
    """Something that lay around the incident, as the reader sees it."""

    link: Link
    owner: str
    sight: Sight
    title: str
    told: tuple[ToldParty, ...]


def span_of(incident: Incident, span_us: int) -> Span:
    """So much before it began until so much after it ended."""
    return Span(incident.extents, incident.from_us - span_us, incident.until_us + span_us, incident.from_us)


def may_be_missing(span: Span, now_us: int) -> tuple[LinkKind, ...]:
    """Kinds of things of which some of that time are forgotten by now."""
    return tuple(kind for kind, kept_us in _KEPT_US.items() if span.from_us < now_us - kept_us)


def candidates(state: Office, span: Span, party: str) -> list[Link]:
    """What may lie there: a rough look that leaves out nothing that the party sees."""
    operations = (
        Link(LinkKind.OPERATION, one.id)
        for one in state.operations.values()
        if one.start_us <= span.until_us and one.gone_us >= span.from_us
    )
    notices = (
        Link(LinkKind.NOTICE, one.id)
        for one in state.notices.values()
        if one.owner == party or one.given_to(party) is not None
    )
    theirs = state.reports_for.get(party)
    newest = () if theirs is None else theirs.newest()
    # What was given before the span began speaks of no time within it: no report speaks of a time ahead.
    lately = takewhile(lambda one: seen_report(state, one, party).changed_us + SKEW_US >= span.from_us, newest)
    reports = (Link(LinkKind.REPORT, one) for one in lately)
    return sorted(chain(operations, notices, reports), key=lambda link: (link.kind, link.id))


def told(state: Office, span: Span, party: str, now_us: int, links: Iterable[Link]) -> Iterator[ToldThing]:
    """Of these, what lies there in the party's eyes."""
    looking = _Looking(state, span, Eyes(state, party, now_us))
    for link in links:
        if (found := looking.look(link)) is not None:
            yield found


class _Looking:
    """One look around. Feeds are gone through once."""

    def __init__(self, state: Office, span: Span, eyes: Eyes) -> None:
        self._state, self._span, self._eyes = state, span, eyes
        self._news: dict[str, dict[str, list[Told]]] = {}

    def look(self, link: Link) -> ToldThing | None:
        match link.kind:
            case LinkKind.OPERATION:
                return self._operation(link)
            case LinkKind.NOTICE:
                return self._notice(link)
            case LinkKind.REPORT:
                return self._report(link)
        return None

    def _operation(self, link: Link) -> ToldThing | None:
        operation = self._state.operations.get(link.id)
        thing = None if operation is None else view_with(self._eyes, operation)
        if operation is None or thing is None or not self._meets(thing):
            return None
        viewer = self._eyes.viewer
        parties = self._informed(operation) if operation.owner == viewer else [viewer]
        told = tuple(self._told_of(party, operation) for party in parties)
        return ToldThing(link, operation.owner, thing.sight, thing.title, told)

    def _informed(self, operation: Operation) -> list[str]:
        """Who sees it, and who was told of it and does not see it any more."""
        state, owner = self._state, operation.owner
        partners = {
            party
            for agreement_id in state.agreements_of.get(owner, ())
            for side in state.agreements[agreement_id].parties
            for party in everybody_in(state, side)
        }
        heard = {party for party in partners - {owner} if operation.id in self._news_of(party)}
        see = sights_of(state, owner, operation.kind, operation.extents, self._eyes.now_us)
        return sorted(heard | set(see))

    def _told_of(self, party: str, operation: Operation) -> ToldParty:
        news = self._news_of(party).get(operation.id, [])
        first, rest = news[:1], news[1:]
        steps = [self._step(item.why, item.at_us) for item in (*first, *rest[-(MOST_STEPS - 1) :])]
        items = self._state.feeds.get(party, [])
        whole = self._state.told_last.get(party, 0) == len(items)
        return ToldParty(party, _in_order(steps), not whole and items[0].at_us > operation.made_us)

    def _notice(self, link: Link) -> ToldThing | None:
        state, viewer = self._state, self._eyes.viewer
        notice = state.notices.get(link.id)
        if notice is None or (notice.owner != viewer and notice.given_to(viewer) is None):
            return None
        thing = seen_notice(state, link.id, viewer, self._eyes.now_us).shown
        if not self._meets(thing):
            return None
        addressed = {one.party for one in notice.addressees} if notice.owner == viewer else {viewer}
        held = {one.party: one for one in notice.given if notice.owner == viewer or one.party == viewer}
        told = tuple(
            self._given(held[party]) if party in held else ToldParty(party, ()) for party in sorted({*addressed, *held})
        )
        return ToldThing(link, notice.owner, thing.sight, thing.title, told)

    def _given(self, held: Given) -> ToldParty:
        steps = [self._step("told", held.at_us, held.version)]
        if (read := held.acknowledged) is not None:
            steps.append(self._step("acknowledged", read.at_us, read.version, read.person))
        steps += [self._passed(one) for one in held.passed_on]
        if held.withdrawn:
            what = "taken away" if held.taken_away else "withdrawn"
            steps.append(self._step(what, held.withdrawn_us, held.version))
        return ToldParty(held.party, _in_order(steps), held.version > 1 and held.at_us >= self._span.moment_us)

    def _report(self, link: Link) -> ToldThing | None:
        state, viewer = self._state, self._eyes.viewer
        report = state.reports.get(link.id)
        if report is None or not holds(report, viewer):
            return None
        found = seen_report(state, link.id, viewer)
        content = found.content
        if content.from_us > self._span.until_us or content.until_us < self._span.from_us:
            return None
        if content.extents and not self._meets_any(content.extents):
            return None
        told = tuple(self._shown(held) for held in found.given)
        return ToldThing(link, found.owner, Sight.ALL, "", told)

    def _shown(self, held: ReportGiven) -> ToldParty:
        steps = [self._step("told", held.at_us, held.version)]
        steps += [self._step("shown", one.at_us, one.version, one.person) for one in held.shown]
        if held.withdrawn_us:
            steps.append(self._step("withdrawn", held.withdrawn_us, held.version))
        return ToldParty(held.party, _in_order(steps), held.version > 1 and held.at_us >= self._span.moment_us)

    def _step(self, what: str, at_us: int, version: int = 0, person: str = "") -> ToldStep:
        return ToldStep(what, at_us, self._is_later(at_us), version, person)

    def _passed(self, one: PassedOn) -> ToldStep:
        later = self._is_later(one.at_us)
        return ToldStep("passed on", one.passed_us, later, one.version, one.person, one.unit, one.at_us)

    def _is_later(self, at_us: int) -> bool:
        return at_us >= self._span.moment_us

    def _news_of(self, party: str) -> dict[str, list[Told]]:
        """What a party was told of operations, by their ids, as far as its feed is kept."""
        found = self._news.get(party)
        if found is None:
            found = {}
            for item in self._state.feeds.get(party, ()):
                if item.subject is Subject.OPERATION:
                    found.setdefault(item.id, []).append(item)
            self._news[party] = found
        return found

    def _meets(self, thing: Sighted) -> bool:
        """Whether it lies there as it is seen: of what is seen coarsely, whether it may."""
        if thing.sight is Sight.EXISTS:  # when and where it is, is not told
            return False
        in_time = [
            volume
            for volume in thing.extents
            if (volume.start_us is None or volume.start_us <= self._span.until_us)
            and (volume.end_us is None or volume.end_us >= self._span.from_us)
        ]
        return bool(in_time) and (not self._span.extents or self._meets_any(in_time, thing.margin_m))

    def _meets_any(self, volumes: Sequence[Volume], margin_m: float = 0.0) -> bool:
        areas = self._span.extents
        if not areas:
            return True
        if any(overlap_any(area, volumes) for area in areas):
            return True
        return margin_m > 0 and any(
            bands_meet(area, volume) and separation(area, volume).horizontal_m <= margin_m
            for area in areas
            for volume in volumes
        )


def _in_order(steps: list[ToldStep]) -> tuple[ToldStep, ...]:
    return tuple(sorted(steps, key=lambda step: step.at_us))
