"""When the content of something may be erased: by order when it binds nobody any more, by time when it has been over
for long enough, and no incident that is still open is linked to it."""

from __future__ import annotations

from collections.abc import Collection

from tansiq.office.asked import DONE
from tansiq.office.erased import Erasable, Key, Thing
from tansiq.office.erasing import plan_key
from tansiq.office.incident import Incident, Linked
from tansiq.office.incident_seen import seen
from tansiq.office.kinds import OperationState
from tansiq.office.quiet_period import QuietState
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.talk import Thread, hotline_id


def check_over(state: Office, thing: Thing, now_us: int) -> None:
    """Refused: `transition-not-allowed` for what still binds others."""
    notice, operation = state.notices.get(thing.id), state.operations.get(thing.id)
    period = state.quiet.get(thing.id)
    stands = False
    match thing.subject:
        case Erasable.NOTICE if notice is not None:
            stands = notice.stands(now_us)
        case Erasable.OPERATION if operation is not None:
            stands = operation.state is not OperationState.ENDED
        case Erasable.QUIET_PERIOD if period is not None:
            stands = period.state(now_us) is not QuietState.ENDED
    if stands:
        message = f"{thing.subject} {thing.id} still stands and binds others; it is ended or withdrawn first"
        raise Refusal("transition-not-allowed", message, field="thing")


def over_before(state: Office, keys: Collection[Key], before_us: int) -> tuple[Thing, ...]:
    """Those of these of which the content may be erased because their time was over before a moment. What an entry says
    that is older than this, is looked at only then."""
    hold = held(state, frozenset(keys))
    found = (_over(state, *key, before_us) for key in keys if key not in hold)
    return tuple(one for one in found if one is not None)


def _over(state: Office, subject: Erasable, thing_id: str, before_us: int) -> Thing | None:
    whole = Thing(subject, thing_id)
    match subject:
        case Erasable.NOTICE:
            return None if thing_id in state.notices else whole
        case Erasable.OPERATION:
            return None if thing_id in state.operations else whole
        case Erasable.THREAD if (thread := state.threads.get(thing_id)) is not None:
            return _thread_over(thread, before_us)
        case Erasable.REPORT if (report := state.reports.get(thing_id)) is not None:
            return whole if report.changed_us < before_us else None
        case Erasable.REQUEST if (request := state.requests.get(thing_id)) is not None:
            over = request.withdrawn_us or all(one.state in DONE for one in request.asked)
            last_us = max(request.changed_us, *(one.changed_us for one in request.asked), 0)
            return whole if over and last_us < before_us else None
        case Erasable.INCIDENT if (incident := state.incidents.get(thing_id)) is not None:
            last_us = max(incident.all_changed().values(), default=incident.opened_us)
            return whole if last_us < before_us and not is_open(state, incident) else None
        case Erasable.QUIET_PERIOD if (period := state.quiet.get(thing_id)) is not None:
            return whole if period.ending is not None and period.changed_us < before_us else None
        case Erasable.PARTY:
            return Thing(subject, thing_id, party.version) if (party := state.parties.get(thing_id)) else None
        case Erasable.DAY_PLAN:
            kept = {plan_key(plan)[1] for issues in state.day_plans.values() for plan in issues.plans}
            return None if thing_id in kept else whole
    return whole


def _thread_over(thread: Thread, before_us: int) -> Thing | None:
    """A hotline never ends: of it goes what was said before."""
    last_us = max((message.at_us for message in thread.messages), default=thread.opened_us)
    if thread.closed_by and max(thread.closed_us, last_us) < before_us:
        return Thing(Erasable.THREAD, thread.id)
    if not thread.under or thread.id != hotline_id(thread.under):
        return None
    number = next((one.number for one in thread.messages if one.at_us >= before_us), len(thread.messages) + 1)
    return Thing(Erasable.THREAD, thread.id, number) if number > 1 else None


def held(state: Office, keys: frozenset[Key]) -> frozenset[Key]:
    """Legal hold: those of these to which an incident is linked that is still open."""
    found: set[Key] = set()
    for incident in state.incidents.rows():
        links: set[Key] = {(Erasable.QUIET_PERIOD, incident.quiet_period)}
        for entry in incident.entries:
            if isinstance(entry.step, Linked):
                links |= {(Erasable(link.kind.value), link.id) for link in entry.step.links}
        if not keys.isdisjoint(links) and is_open(state, incident):
            found |= keys & links
    return frozenset(found)


def is_open(state: Office, incident: Incident) -> bool:
    """Whether an incident is open in the eyes of anybody who takes part."""
    return any(not seen(state, incident, party, 0).closed for party in incident.parties)
