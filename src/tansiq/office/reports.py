"""Reports: released to named parties, brought up to date, withdrawn; and what each recipient was shown of them.

A report protects people by letting parties compare what they know. It describes no target: there is no field for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.deadlines import some_of
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.information import (
    RelationKind,
    Release,
    Report,
    ReportContent,
    ReportGiven,
    ReportState,
    Shown,
    in_public,
)
from tansiq.office.limits import check_areas
from tansiq.office.parties import LONGEST_TEXT, check_name, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.releasing import addressed, giving, moment, waiting
from tansiq.office.reported import holds
from tansiq.office.rules import OLDEST_US, SKEW_US
from tansiq.office.state import Office

MOST_RELATIONS = 50
MOST_EVIDENCE = 100
MOST_EXTENTS = 100
MOST_SHOWN = 1_000
"""Reports that are noted as shown in one command."""
SHOWN = "shown"
"""Why an owner is told that a recipient was shown a report, and perhaps others of its own, for the first time."""
OF_ONES_OWN = (RelationKind.CORRECTS, RelationKind.WITHDRAWS)


class ReportCause(StrEnum):
    """Why a report is there in a new version."""

    RELEASED = "released"
    CHANGED = "changed"
    GIVEN = "given"
    """To recipients for whom it had waited."""
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


class ReportPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="report.put", tag_field="kind"):
    """A report is there, or is there in a new version, because of what `by` did (empty: the office, by its clock)."""

    report: Report
    cause: ReportCause
    by: str
    tell: tuple[Tell, ...] = ()


class ReportForgotten(msgspec.Struct, frozen=True, tag="report.forgotten", tag_field="kind"):
    """Nothing is known of a report any more. Only undoes a first `report.put`."""

    id: str
    by: str = ""


class ReportsShown(msgspec.Struct, frozen=True, omit_defaults=True, tag="reports.shown", tag_field="kind"):
    """A recipient was shown these versions for the first time: (report, version)."""

    party: str
    person: str
    at_us: int
    shown: tuple[tuple[str, int], ...]
    tell: tuple[Tell, ...] = ()


class ReportsUnshown(msgspec.Struct, frozen=True, tag="reports.unshown", tag_field="kind"):
    """A recipient was not shown them after all. Only undoes a `reports.shown`."""

    party: str
    shown: tuple[tuple[str, int], ...]


ReportEvent = ReportPut | ReportForgotten | ReportsShown | ReportsUnshown


@dataclass(frozen=True, slots=True)
class PutReport(Command[Report]):
    """Release a report (`version` 0), or another version of it, or the same to others. Its body has been put beside the
    journal before. `stated_us`: of which moment this version is by the sender's own record; 0: there is none."""

    party: str
    id: str
    version: int
    content: ReportContent
    areas_m2: tuple[float, ...]
    release: Release
    stated_us: int = 0


@dataclass(frozen=True, slots=True)
class WithdrawReport(Command[Report]):
    """Take it back, with the reason."""

    party: str
    id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoteShown(Command[int]):
    """Note that the party is being shown these versions (report, version): the ledger of what was disclosed. Answers
    with how many it had not been shown before."""

    party: str
    person: str
    shown: tuple[tuple[str, int], ...]


ReportCommand = PutReport | WithdrawReport | NoteShown
Reply = Report | int


def decide(state: Office, command: ReportCommand, now_us: int) -> tuple[tuple[ReportEvent, ...], Reply]:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `stale-version`, `has-ended`, `report-invalid`,
    `area-too-large`, `recipients-invalid`, `marking-too-strict`, `not-shared`."""
    taking_part(state, command.party)
    if isinstance(command, NoteShown):
        return _note(state, command, now_us)
    old = state.reports.get(command.id)
    if old is not None and old.owner != command.party:
        # Whoever may not see it learns nothing of it, not even that its identifier is taken: a new one is drawn.
        raise Refusal("not-found", f"no report {command.id} of yours", field="id")
    if old is None and (command.version or isinstance(command, WithdrawReport)):
        raise Refusal("not-found", f"no report {command.id} of yours", field="id")
    if old is not None and command.version != old.version:
        code = "stale-version" if command.version else "already-exists"
        raise Refusal(code, f"the version is {old.version} now; read it again", field="version")
    if old is not None and old.state is ReportState.WITHDRAWN:
        raise Refusal("has-ended", f"report {old.id} is withdrawn; release another", field="id")
    if isinstance(command, PutReport):
        return _put(state, old, command, now_us)
    assert old is not None
    if not 1 <= len(command.reason.strip()) <= LONGEST_TEXT:
        raise Refusal("report-invalid", f"a reason has 1 to {LONGEST_TEXT:,} characters", field="reason")
    changed_us = moment(state, command.party, now_us)
    made = msgspec.structs.replace(
        old, version=old.version + 1, changed_us=changed_us, state=ReportState.WITHDRAWN, reason=command.reason
    )
    return _event(old, giving(state, in_public(old, made), now_us), ReportCause.WITHDRAWN, command.party, now_us)


def due(state: Office, now_us: int, after: str, at_most: int) -> tuple[list[tuple[ReportEvent, ...]], str]:
    """The first report after one that waits for a channel that is in force again: given now. One at a time, for of one
    recipient no two are given at the same moment. Looks at so many at most, and says after which to go on; "" after the
    last."""
    some, after = some_of(state.reports_waiting, after, at_most)
    for report_id in some:
        report = state.reports[report_id]
        made = giving(state, report, now_us)
        if made.given != report.given:
            events, _ = _event(report, made, ReportCause.GIVEN, "", now_us)
            return [events], after
    return [], after


def evolve(state: Office, event: ReportEvent) -> None:
    """The state after the event."""
    match event:
        case ReportPut():
            state.keep_report(event.report, waits=bool(waiting(event.report)))
            feed.tell(state, event.tell)
        case ReportForgotten():
            state.drop_report(event.id)
        case ReportsShown():
            for report_id, version in event.shown:
                more = Shown(version, event.at_us, event.person)
                _set_shown(state, report_id, event.party, (*_shown(state, report_id, event.party), more))
            feed.tell(state, event.tell)
        case ReportsUnshown():
            for report_id, version in event.shown:
                before = _shown(state, report_id, event.party)
                _set_shown(state, report_id, event.party, tuple(one for one in before if one.version != version))


def invert(state: Office, event: ReportEvent) -> tuple[ReportEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case ReportsShown():
            return (ReportsUnshown(event.party, event.shown), *feed.untell(event.tell))
        case ReportsUnshown():
            return ()
    report_id = event.report.id if isinstance(event, ReportPut) else event.id
    old = state.reports.get(report_id)
    back = ReportForgotten(report_id) if old is None else ReportPut(old, ReportCause.UNDONE, "")
    return (back, *feed.untell(event.tell if isinstance(event, ReportPut) else ()))


def party_of(event: ReportEvent) -> str:
    """Whose change it was."""
    return event.by if isinstance(event, ReportPut | ReportForgotten) else event.party


def _put(state: Office, old: Report | None, command: PutReport, now_us: int) -> tuple[tuple[ReportEvent, ...], Report]:
    content = command.content
    _check(state, command, now_us)
    if old is not None and 0 < command.stated_us < old.stated_us:
        raise Refusal("stale-version", "a later version of it came before; this one changes nothing", field="modified")
    before = () if old is None else old.addressed
    to = addressed(state, command.party, command.release, content.marking, now_us, before)
    number = 1 if old is None else old.contents[-1][0] + (old.current != content)
    kept = () if old is None else tuple(pair for pair in old.contents if pair[0] != number)
    changed_us = moment(state, command.party, now_us)
    made = Report(
        id=command.id,
        owner=command.party,
        version=1 if old is None else old.version + 1,
        state=ReportState.RELEASED,
        contents=(*kept, (number, content)),
        release=command.release,
        addressed=to,
        given=() if old is None else old.given,
        made_us=changed_us if old is None else old.made_us,
        changed_us=changed_us,
        stated_us=command.stated_us or (0 if old is None else old.stated_us),
    )
    cause = ReportCause.RELEASED if old is None else ReportCause.CHANGED
    return _event(old, giving(state, in_public(old, made), now_us), cause, command.party, now_us)


def _check(state: Office, command: PutReport, now_us: int) -> None:
    content = command.content
    check_name(content.author, "report-invalid", "author")
    if not content.author.strip():
        raise Refusal("report-invalid", "name who wrote it", field="author")
    if not OLDEST_US <= content.from_us <= content.until_us <= now_us + SKEW_US:
        raise Refusal("report-invalid", "it speaks of a time that begins before it ends, and before now", field="from")
    for field, count, most in (
        ("relations", len(content.relations), MOST_RELATIONS),
        ("evidence", len(content.evidence), MOST_EVIDENCE),
        ("extents", len(content.extents), MOST_EXTENTS),
    ):
        if count > most:
            raise Refusal("report-invalid", f"at most {most}", field=field)
    check_areas(command.areas_m2, state.rules)
    named = [relation.report for relation in content.relations]
    if len(set(named)) != len(named) or command.id in named:
        raise Refusal("report-invalid", "other reports, each once", field="relations")
    for i, relation in enumerate(content.relations):
        field = f"relations[{i}].report"
        other = state.reports.get(relation.report)
        if other is None or relation.version not in holds(other, command.party):
            raise Refusal("not-found", "no such version of a report that you hold", field=field)
        if relation.kind in OF_ONES_OWN and other.owner != command.party:
            raise Refusal("report-invalid", f"a report {relation.kind} one's own", field=field)


def _note(state: Office, command: NoteShown, now_us: int) -> tuple[tuple[ReportEvent, ...], int]:
    check_name(command.person, "report-invalid", "person")
    if len(command.shown) > MOST_SHOWN:
        raise Refusal("report-invalid", f"at most {MOST_SHOWN:,} at once", field="shown")
    new: dict[tuple[str, int], None] = {}
    for report_id, version in command.shown:
        report = state.reports.get(report_id)
        given = None if report is None else report.given_to(command.party)
        if report is None or given is None or given.version != version or report.content(version).is_erased:
            continue
        if all(one.version != version for one in given.shown):
            new[report_id, version] = None
    if not new:
        return (), 0
    tell = _tell_owners(state, new, now_us)
    return (ReportsShown(command.party, command.person, now_us, tuple(new), tell),), len(new)


def _tell_owners(state: Office, shown: Iterable[tuple[str, int]], now_us: int) -> tuple[Tell, ...]:
    """Each owner is told once, by the last of its reports: who lists a thousand at once must not drive what presses out
    of their owner's feed."""
    last = {state.reports[report_id].owner: report_id for report_id, _ in shown}
    return tuple(Tell((owner,), Subject.REPORT, last[owner], SHOWN, now_us) for owner in sorted(last))


def _shown(state: Office, report_id: str, party: str) -> tuple[Shown, ...]:
    given = state.reports[report_id].given_to(party)
    return () if given is None else given.shown


def _set_shown(state: Office, report_id: str, party: str, shown: tuple[Shown, ...]) -> None:
    report = state.reports[report_id]
    given = tuple(msgspec.structs.replace(held, shown=shown) if held.party == party else held for held in report.given)
    state.reports[report_id] = msgspec.structs.replace(report, given=given)


def _event(
    old: Report | None, made: Report, cause: ReportCause, by: str, now_us: int
) -> tuple[tuple[ReportPut, ...], Report]:
    """Told to its owner, and to those recipients who hold something else than before."""
    before: dict[str, ReportGiven] = {} if old is None else {held.party: held for held in old.given}
    told: dict[ReportCause, list[str]] = {cause: [made.owner]}
    for held in made.given:
        was = before.get(held.party)
        if held == was:
            continue
        why = ReportCause.RELEASED if was is None else ReportCause.CHANGED
        if held.withdrawn_us:
            why = ReportCause.WITHDRAWN
        told.setdefault(why, []).append(held.party)
    tell = tuple(Tell(tuple(to), Subject.REPORT, made.id, why.value, now_us) for why, to in told.items())
    return (ReportPut(made, cause, by, tell),), made
