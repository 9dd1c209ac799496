"""Reports in one party's eyes: what it holds, what stands beside what, and what another will see. The one place that
decides it; lists, subjects, search and feeds ask here."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import msgspec

from tansiq.office.erased import Erasable, Erased
from tansiq.office.information import Relation, Report, ReportContent, ReportGiven, ReportState
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office

MOST_IN_SUBJECT = 500
"""Reports that stand side by side; more are a case for search."""
LATEST_GIVEN = 500
"""So many of the latest are looked through for what nobody has opened."""


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report as a party sees it: the version that it holds, and those relations to others that it may know of.
    `state`, `reason` and `changed_us` are as it was told. `given`: of one's own, who holds what. `versions`: those that
    it may read, the oldest first; `since_us`: since when it has had any."""

    id: str
    owner: str
    version: int
    state: ReportState
    content: ReportContent
    relations: tuple[Relation, ...]
    made_us: int
    changed_us: int
    under: str = ""
    reason: str = ""
    given: tuple[ReportGiven, ...] = ()
    own: Report | None = None
    versions: tuple[int, ...] = ()
    since_us: int = 0
    erased: Erased | None = None


def holds(report: Report, party: str) -> frozenset[int]:
    """The versions of its content that a party may read: of one's own all that are kept, of another's the one that one
    holds and those that one was shown. Empty: nothing of it, not even that it is there."""
    if report.owner == party:
        return frozenset(number for number, _ in report.contents)
    given = report.given_to(party)
    return frozenset() if given is None else frozenset((given.version, *(one.version for one in given.shown)))


def seen_report(state: Office, report_id: str, party: str, version: int = 0) -> SeenReport:
    """The report as the party sees it; as it read in an earlier `version` that the party was shown, or that is its own.
    Refused: `not-found`."""
    report = state.reports.get(report_id)
    if report is None or not holds(report, party):
        raise Refusal("not-found", f"no report {report_id}", field="id")
    seen = _seen(state, report, party)
    if version in (0, seen.version):
        return seen
    if version not in seen.versions:
        raise Refusal("not-found", "no such version of the report that you hold", field="version")
    content = report.content(version)
    return replace(seen, version=version, content=content, relations=_relations(state, content, party))


def seen_of_own_report(state: Office, report_id: str, owner: str, viewer: str) -> SeenReport | None:
    """What the viewer sees of a report that is the owner's own; None: nothing of it. Refused: `not-found`, where there
    is no such report, or no such viewer."""
    report = state.reports.get(report_id)
    if report is None or report.owner != owner:
        raise Refusal("not-found", f"no report {report_id} of yours", field="id")
    if viewer not in state.parties:
        raise Refusal("not-found", f"no party {viewer[:60]}", field="party")
    return _seen(state, report, viewer) if holds(report, viewer) else None


def readers(report: Report) -> dict[int, frozenset[str]]:
    """Who is shown which version of its content by whoever asks for the report, and names none: its owner what it says
    now, a recipient what it holds."""
    shown = {report.contents[-1][0]: {report.owner}}
    for held in report.given:
        shown.setdefault(held.version, set()).add(held.party)
    return {version: frozenset(parties) for version, parties in sorted(shown.items())}


def reports_seen(state: Office, party: str) -> Iterator[SeenReport]:
    """All that the party may see, what was released last first."""
    seen_by = state.reports_for.get(party)
    for report_id in () if seen_by is None else seen_by.newest():
        yield _seen(state, state.reports[report_id], party)


def reports_by(state: Office, party: str, owner: str, place: tuple[int, str]) -> Iterator[SeenReport]:
    """Those of one owner's that the party may see, in the order in which they were given or changed (`changed_us`, id),
    from a place on: a change puts a report at the end, so whoever reads on misses nothing."""
    told = state.reports_by.get((party, owner))
    for _, report_id in () if told is None else told.since(place):
        yield _seen(state, state.reports[report_id], party)


def reports_public(state: Office, before: tuple[int, str]) -> Iterator[Report]:
    """Those that anybody may read, what changed for them last first, from before a place on (`public_us`, id)."""
    for report_id in state.reports_public.back_from(before):
        yield state.reports[report_id]


def unopened(state: Office, party: str) -> tuple[SeenReport, ...]:
    """Those that were given to the party of which nobody there was shown what it holds, the latest first; of the latest
    `LATEST_GIVEN` alone. Whoever answers with them must not say what they say."""
    latest = islice(reports_seen(state, party), LATEST_GIVEN)
    return tuple(one for one in latest if is_unopened(one))


def is_unopened(seen: SeenReport) -> bool:
    """Whether nobody of the party that holds it was shown it as it is held; of what was erased nothing can be shown."""
    if seen.own is not None or seen.content.is_erased:
        return False
    return all(shown.version != seen.version for held in seen.given for shown in held.shown)


def subject(state: Office, report_id: str, party: str) -> tuple[SeenReport, ...]:
    """What stands side by side with a report: all that confirms, contradicts, corrects or withdraws it or another of
    them, as far as the party sees both; in the order of the times that they speak of. Refused: `not-found`."""
    first = seen_report(state, report_id, party)
    found, ahead = {first.id: first}, deque([first])
    while ahead and len(found) < MOST_IN_SUBJECT:
        one = ahead.popleft()
        named = {relation.report for relation in one.relations}
        for other in sorted((named | state.reports_on.get(one.id, set())) - found.keys()):
            if not holds(state.reports[other], party):
                continue
            beside = _seen(state, state.reports[other], party)
            # In the version that the party holds it may say nothing of it.
            if other in named or any(relation.report == one.id for relation in beside.relations):
                found[other] = beside
                ahead.append(beside)
    return tuple(sorted(found.values(), key=lambda one: (one.content.from_us, one.made_us, one.id)))


def _relations(state: Office, content: ReportContent, party: str) -> tuple[Relation, ...]:
    """What a report says of those that the party sees, too: of others it learns nothing, not that they are there; nor
    of versions that it does not hold (0)."""
    seen = []
    for relation in content.relations:
        other = state.reports.get(relation.report)
        if other is not None and (held := holds(other, party)):
            seen.append(relation if relation.version in held else msgspec.structs.replace(relation, version=0))
    return tuple(seen)


def _seen(state: Office, report: Report, party: str) -> SeenReport:
    if report.owner == party:
        content = report.current
        return SeenReport(
            report.id,
            party,
            report.contents[-1][0],
            report.state,
            content,
            content.relations,
            report.made_us,
            report.changed_us,
            reason=report.reason,
            given=report.given,
            own=report,
            versions=_versions(report, party),
            since_us=report.made_us,
            erased=state.erased.get((Erasable.REPORT, report.id)),
        )
    given = report.given_to(party)
    assert given is not None
    content = report.content(given.version)
    withdrawn = given.withdrawn_us > 0
    return SeenReport(
        report.id,
        report.owner,
        given.version,
        ReportState.WITHDRAWN if withdrawn else ReportState.RELEASED,
        content,
        _relations(state, content, party),
        given.at_us,
        given.withdrawn_us or given.at_us,
        given.under,
        report.reason if withdrawn else "",
        (given,),
        versions=_versions(report, party),
        since_us=given.since_us,
        erased=state.erased.get((Erasable.REPORT, report.id)),
    )


def _versions(report: Report, party: str) -> tuple[int, ...]:
    return tuple(sorted(holds(report, party)))
