"""What is left of an event whose content was erased: a pure function for each kind of event.

A remainder holds all that the state needs for everything else: identifiers, parties, times, versions, digests, who was
given what. Words, names of people and files, and exact places are taken out. What is taken out of an event, and what is
taken out of the state that followed from it, is the same: so a replay of remainders gives what was there after the
erasure. A remainder of a remainder is itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import msgspec

from tansiq.office import erasing_things as out_of
from tansiq.office.dayplans import DayPlan, DayPlanIssued, DayPlansRestored
from tansiq.office.erased import Erasable, Key, Thing
from tansiq.office.error_reports import ReportTaken
from tansiq.office.incidents import IncidentOpened, IncidentRestored, IncidentSaid
from tansiq.office.notices import NoticePut
from tansiq.office.operations import OperationPut
from tansiq.office.parties import PartyPut
from tansiq.office.quiet import QuietPut
from tansiq.office.reports import ReportPut, ReportsShown
from tansiq.office.requests import RequestMoved, RequestPut
from tansiq.office.threads import ThreadAcknowledged, ThreadClosed, ThreadOpened, ThreadRestored, ThreadSaid

change = msgspec.structs.replace
E = TypeVar("E", bound=msgspec.Struct)


Things: TypeAlias = Mapping[Key, Thing]


def by_key(things: tuple[Thing, ...]) -> Things:
    """As they are looked up."""
    return {(one.subject, one.id): one for one in things}


@dataclass(frozen=True, slots=True)
class Rule:
    """Of a kind of event. `of`: the things that it tells of. `left`: what is left of it when these are erased; None if
    it holds nothing of them. `parties`: whom it concerns."""

    of: Callable[[Any], tuple[Key, ...]]
    left: Callable[[Any, Things], Any | None]
    parties: Callable[[Any], tuple[str, ...]]


def _whole(of: Callable[[Any], Key], left: Callable[[Any], Any], parties: Callable[[Any], tuple[str, ...]]) -> Rule:
    """Of events about one thing, of which all goes or nothing."""
    return Rule(lambda event: (of(event),), lambda event, things: left(event) if of(event) in things else None, parties)


def _thread(thread_id: Callable[[Any], str], left: Callable[[Any, int], Any | None]) -> Rule:
    def of(event: Any) -> Key:
        return Erasable.THREAD, thread_id(event)

    def rest(event: Any, things: Things) -> Any | None:
        thing = things.get(of(event))
        return None if thing is None else left(event, thing.before)

    return Rule(lambda event: (of(event),), rest, lambda event: event.thread.parties if _holds_thread(event) else ())


def _holds_thread(event: Any) -> bool:
    return isinstance(event, ThreadOpened | ThreadRestored)


def _shown(event: ReportsShown, things: Things) -> ReportsShown | None:
    every = all((Erasable.REPORT, report) in things for report, _ in event.shown)
    return change(event, person="") if every else None


def _party(event: PartyPut, things: Things) -> PartyPut | None:
    thing = things.get((Erasable.PARTY, event.party.id))
    if thing is None or event.party.version >= thing.before:
        return None
    objections = tuple(change(one, reason="") for one in event.party.objections)
    profile = change(event.party.profile, contacts=())
    return change(event, party=change(event.party, profile=profile, objections=objections))


def plan_key(plan: DayPlan) -> Key:
    """By what an issue of a day plan is named."""
    return Erasable.DAY_PLAN, f"{plan.party}/{plan.day_us}/{plan.issue}"


def _plan(plan: DayPlan, things: Things) -> DayPlan | None:
    every = plan_key(plan) in things
    lines = tuple(
        change(line, title="", lower_m=None, upper_m=None, bounds=None)
        if every or (Erasable.OPERATION, line.id) in things
        else line
        for line in plan.lines
    )
    return change(plan, lines=lines) if every or lines != plan.lines else None


def _plan_issued(event: DayPlanIssued, things: Things) -> DayPlanIssued | None:
    plan = _plan(event.plan, things)
    return None if plan is None else change(event, plan=plan)


def _plans_restored(event: DayPlansRestored, things: Things) -> DayPlansRestored | None:
    plans = tuple(_plan(plan, things) or plan for plan in event.issues.plans)
    return change(event, issues=change(event.issues, plans=plans)) if plans != event.issues.plans else None


def _said(event: ThreadSaid, before: int) -> ThreadSaid | None:
    if before and event.message.number >= before:
        return None
    return change(event, message=out_of.message(event.message))


def _acknowledged(event: ThreadAcknowledged, before: int) -> ThreadAcknowledged | None:
    return None if before and event.number >= before else change(event, receipt=change(event.receipt, person=""))


RULES: dict[type[msgspec.Struct], Rule] = {
    NoticePut: _whole(
        lambda event: (Erasable.NOTICE, event.notice.id),
        lambda event: change(event, notice=out_of.notice(event.notice)),
        lambda event: (event.notice.owner, *(given.party for given in event.notice.given)),
    ),
    OperationPut: _whole(
        lambda event: (Erasable.OPERATION, event.operation.id),
        lambda event: change(event, operation=out_of.operation(event.operation)),
        lambda event: (event.operation.owner,),
    ),
    ThreadOpened: _thread(
        lambda event: event.thread.id, lambda event, before: change(event, thread=out_of.thread(event.thread, before))
    ),
    ThreadRestored: _thread(
        lambda event: event.thread.id, lambda event, before: change(event, thread=out_of.thread(event.thread, before))
    ),
    ThreadSaid: _thread(lambda event: event.thread, _said),
    ThreadAcknowledged: _thread(lambda event: event.thread, _acknowledged),
    ThreadClosed: _thread(
        lambda event: event.thread, lambda event, before: None if before else change(event, summary="")
    ),
    ReportPut: _whole(
        lambda event: (Erasable.REPORT, event.report.id),
        lambda event: change(event, report=out_of.report(event.report)),
        lambda event: (event.report.owner, *(given.party for given in event.report.given)),
    ),
    ReportsShown: Rule(
        lambda event: tuple((Erasable.REPORT, report) for report, _ in event.shown), _shown, lambda event: ()
    ),
    RequestPut: _whole(
        lambda event: (Erasable.REQUEST, event.request.id),
        lambda event: change(event, request=out_of.request(event.request)),
        lambda event: (event.request.asker, *(one.party for one in event.request.asked)),
    ),
    RequestMoved: _whole(
        lambda event: (Erasable.REQUEST, event.id),
        lambda event: change(event, reason="", asked=tuple(map(out_of.asked, event.asked))),
        lambda event: tuple(one.party for one in event.asked),
    ),
    IncidentOpened: _whole(
        lambda event: (Erasable.INCIDENT, event.incident.id),
        lambda event: change(event, incident=out_of.incident(event.incident)),
        lambda event: event.incident.parties,
    ),
    IncidentRestored: _whole(
        lambda event: (Erasable.INCIDENT, event.incident.id),
        lambda event: change(event, incident=out_of.incident(event.incident)),
        lambda event: event.incident.parties,
    ),
    IncidentSaid: _whole(
        lambda event: (Erasable.INCIDENT, event.incident),
        lambda event: change(event, entry=change(event.entry, person="")),
        lambda event: (event.entry.by, *(one.party for one in event.entry.given)),
    ),
    QuietPut: _whole(
        lambda event: (Erasable.QUIET_PERIOD, event.period.id),
        lambda event: change(event, period=out_of.quiet_period(event.period)),
        lambda event: event.period.parties,
    ),
    PartyPut: Rule(lambda event: ((Erasable.PARTY, event.party.id),), _party, lambda event: (event.party.id,)),
    DayPlanIssued: Rule(
        lambda event: (plan_key(event.plan), *((Erasable.OPERATION, line.id) for line in event.plan.lines if line.id)),
        _plan_issued,
        lambda event: (),
    ),
    DayPlansRestored: Rule(lambda event: tuple(map(plan_key, event.issues.plans)), _plans_restored, lambda event: ()),
    ReportTaken: _whole(
        lambda event: (Erasable.ERROR_REPORT, event.id),
        lambda event: change(event, exchange=""),
        lambda event: (event.party,),
    ),
}
"""Of the kinds of which content can be erased."""
_NUMBERS = "nothing but identifiers, parties, times and numbers"
_PROOF = "it is the proof itself: who was told what, and when"
_SIGNED = "what parties have signed, or agreed to be bound by, stays as it was signed"
_REFERENCE = "a reference of F3548-21: whose, from when to when, and the extent that its manager announced to all"
_UNDOES = "never in a journal: it only undoes, in memory"
STAYS: dict[str, str] = {
    "agreement.put": _SIGNED, "agreement.forgotten": _NUMBERS, "agreement.met": _NUMBERS,
    "availability.set": _NUMBERS, "availability.forgotten": _UNDOES,
    "bodies.erased": "it vouches for what is left",
    "checkpoint.proposed": _PROOF, "checkpoint.cosigned": _PROOF,
    "channel.put": _NUMBERS, "channel.missed": _NUMBERS, "channel.forgotten": _UNDOES,
    "constraint.put": _REFERENCE, "constraint.removed": _NUMBERS,
    "erased.restored": _UNDOES,
    "erasure.put": "it says by whose order something was erased", "erasure.forgotten": _NUMBERS,
    "errand.done": _NUMBERS, "errand.undone": _UNDOES,
    "feeds.trimmed": _NUMBERS, "feeds.restored": _UNDOES, "feeds.untold": _UNDOES,
    "incident.given": _NUMBERS, "incident.forgotten": _UNDOES,
    "intent.put": _REFERENCE, "intent.removed": _NUMBERS,
    "invitation.put": "a note of the party that invites; no secret is kept", "invitation.forgotten": _UNDOES,
    "log-keys.put": _PROOF, "log.contested": _PROOF, "log.restored": _UNDOES, "witness-key.put": _PROOF,
    "notice.forgotten": _NUMBERS, "operation.forgotten": _NUMBERS,
    "ovns.forgotten": _NUMBERS, "ovns.spent": _UNDOES,
    "party.forgotten": _UNDOES, "past.looked-at": _PROOF, "quiet-period.forgotten": _UNDOES,
    "receipt.made": _PROOF,
    "report.forgotten": _UNDOES, "reports.unshown": _UNDOES, "request.forgotten": _UNDOES,
    "subscription.put": _REFERENCE, "subscription.removed": _NUMBERS,
    "thread.escalated": _NUMBERS, "thread.left": _NUMBERS, "thread.forgotten": _UNDOES,
}  # fmt: skip
"""The other kinds, each with why nothing of it is erased."""
ERASABLE_KINDS = tuple(sorted(str(kind.__struct_config__.tag) for kind in RULES))


def things_of(event: msgspec.Struct) -> tuple[Key, ...]:
    """Of what an event holds content."""
    rule = RULES.get(type(event))
    return () if rule is None else rule.of(event)


def parties_of(event: msgspec.Struct) -> tuple[str, ...]:
    """Whom an event concerns."""
    rule = RULES.get(type(event))
    return () if rule is None else tuple(party for party in rule.parties(event) if party)


def remainder(event: E, things: Things) -> E | None:
    """What is left of an event when the content of these is erased; None if it holds none of it."""
    rule = RULES.get(type(event))
    return None if rule is None else rule.left(event, things)
