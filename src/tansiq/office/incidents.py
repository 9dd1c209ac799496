"""Incidents: something went wrong at a place and time, and each party that takes part says so in its own words.

Nobody changes what another has said, and nothing that was said is taken away. No field of it describes a target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.deadlines import some_of
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.incident import (
    AccountGiven,
    ActionOverdue,
    Entry,
    Handed,
    Incident,
    IncidentKind,
    Invited,
    Link,
    LinkKind,
    Step,
)
from tansiq.office.incident_links import sees
from tansiq.office.incident_passing import Passed, passed_on, passing_on, with_entry
from tansiq.office.incident_seen import incident_of, seen
from tansiq.office.incident_steps import check_invited, checked
from tansiq.office.kinds import Priority
from tansiq.office.limits import check_areas
from tansiq.office.parties import check_name, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, OLDEST_US, SKEW_US
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes
from tansiq.volumes import Volume

MOST_EXTENTS = 20
LONGEST_US = 31 * DAY_US
"""From when to when it happened."""
MOST_SAID = 1_000
"""Steps of one party in one incident."""


class IncidentCause(StrEnum):
    """What parties are told of an incident besides what was said: by the names of steps."""

    OPENED = "opened"
    GIVEN = "given"
    """What had waited for a channel."""


class IncidentOpened(msgspec.Struct, frozen=True, omit_defaults=True, tag="incident.opened", tag_field="kind"):
    """An incident is there, with those that take part from the beginning."""

    incident: Incident
    tell: tuple[Tell, ...] = ()


class IncidentSaid(msgspec.Struct, frozen=True, omit_defaults=True, tag="incident.said", tag_field="kind"):
    """A party said or did something (`entry`; by nobody: the office, by its clock), and these were given that, and what
    had waited for them."""

    incident: str
    entry: Entry
    passed: tuple[Passed, ...] = ()
    tell: tuple[Tell, ...] = ()


class IncidentGiven(msgspec.Struct, frozen=True, omit_defaults=True, tag="incident.given", tag_field="kind"):
    """What had waited for a channel was given."""

    incident: str
    at_us: int
    passed: tuple[Passed, ...]
    tell: tuple[Tell, ...] = ()


class IncidentRestored(msgspec.Struct, frozen=True, tag="incident.restored", tag_field="kind"):
    """An incident is as it was. Only undoes."""

    incident: Incident


class IncidentForgotten(msgspec.Struct, frozen=True, tag="incident.forgotten", tag_field="kind"):
    """Nothing is known of an incident. Only undoes an `incident.opened`."""

    id: str


IncidentEvent = IncidentOpened | IncidentSaid | IncidentGiven | IncidentRestored | IncidentForgotten


@dataclass(frozen=True, slots=True)
class OpenIncident(Command[Incident]):
    """Say that something went wrong. The bodies have been put beside the journal before."""

    party: str
    id: str
    person: str
    incident_kind: IncidentKind
    from_us: int
    until_us: int
    body: str
    others: tuple[str, ...]
    extents: tuple[Volume, ...] = ()
    areas_m2: tuple[float, ...] = ()
    quiet_period: str = ""
    account: AccountGiven | None = None


@dataclass(frozen=True, slots=True)
class Contribute(Command[Incident]):
    """Say or do something in an incident in which one takes part."""

    party: str
    incident: str
    person: str
    step: Step


IncidentCommand = OpenIncident | Contribute


def decide(state: Office, command: IncidentCommand, now_us: int) -> tuple[tuple[IncidentEvent, ...], Incident]:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `not-shared`, `not-yours`, `has-ended`, `stale-version`,
    `area-too-large`, `recipients-invalid`, `incident-invalid`."""
    taking_part(state, command.party)
    check_name(command.person, "incident-invalid", "person")
    if isinstance(command, OpenIncident):
        return _open(state, command, now_us)
    incident = incident_of(state, command.incident, command.party)
    if sum(entry.by == command.party for entry in incident.entries) >= MOST_SAID:
        raise Refusal("incident-invalid", f"a party says at most {MOST_SAID:,} things in one", field="id")
    step = checked(state, seen(state, incident, command.party, now_us), command.party, command.step, now_us)
    if step is None:  # it came twice, and is said once
        return (), incident
    said = _said(state, incident, Entry(len(incident.entries) + 1, command.party, command.person, now_us, step), now_us)
    return (said,), _after(incident, said)


def due(state: Office, now_us: int, after: str, at_most: int) -> tuple[list[tuple[IncidentEvent, ...]], str]:
    """What waits for a channel that is in force again, and actions that should have been done. Of the incidents after
    one, in the order of their ids: looks at so many at most, and says after which to go on; "" after the last."""
    some, after = some_of({*state.incidents.waiting, *state.incidents.deadlines.due(now_us)}, after, at_most)
    found: list[tuple[IncidentEvent, ...]] = []
    for incident_id in some:
        incident = _known(state, incident_id)
        if incident_id in state.incidents.waiting and (passed := passing_on(state, incident, now_us)):
            tell = _tell(incident, passed, IncidentCause.GIVEN, now_us)
            found.append((IncidentGiven(incident.id, now_us, passed, tell),))
        elif incident.next_us is not None and incident.next_us <= now_us:
            found.append((_overdue(state, incident, now_us),))
    return found, after


def evolve(state: Office, event: IncidentEvent) -> None:
    """The state after the event."""
    match event:
        case IncidentOpened():
            state.incidents.keep(event.incident)
            feed.tell(state, event.tell)
        case IncidentSaid() | IncidentGiven():
            incident = _after(_known(state, event.incident), event)
            state.incidents.keep(incident, _news(incident, event))
            feed.tell(state, event.tell)
        case IncidentRestored():
            state.incidents.keep(event.incident)
        case IncidentForgotten():
            state.incidents.drop(event.id)


def invert(state: Office, event: IncidentEvent) -> tuple[IncidentEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case IncidentOpened():
            return (IncidentForgotten(event.incident.id), *feed.untell(event.tell))
        case IncidentSaid() | IncidentGiven():
            return (IncidentRestored(_known(state, event.incident)), *feed.untell(event.tell))
        case IncidentRestored():
            return (IncidentRestored(_known(state, event.incident.id)),)
        case IncidentForgotten():
            return (IncidentRestored(_known(state, event.id)),)


def party_of(event: IncidentEvent) -> str:
    """Whose change it was."""
    match event:
        case IncidentOpened():
            return event.incident.opened_by
        case IncidentSaid():
            return event.entry.by
        case IncidentGiven() | IncidentRestored() | IncidentForgotten():
            return ""


def _known(state: Office, incident_id: str) -> Incident:
    incident = state.incidents.get(incident_id)
    assert incident is not None
    return incident


def _open(state: Office, command: OpenIncident, now_us: int) -> tuple[tuple[IncidentOpened, ...], Incident]:
    known = state.incidents.get(command.id)
    if known is not None and command.party not in known.parties:
        # Whoever takes no part learns nothing of it, not even that its identifier is taken: a new one is drawn.
        raise Refusal("not-found", f"no incident {command.id}", field="id")
    if known is not None:
        raise Refusal("already-exists", f"there is an incident {command.id}", field="id")
    if not OLDEST_US <= command.from_us <= command.until_us <= now_us + SKEW_US:
        raise Refusal("incident-invalid", "it begins before it ends, and has happened", field="from")
    if command.until_us - command.from_us > LONGEST_US:
        raise Refusal("incident-invalid", f"at most {LONGEST_US // DAY_US} days", field="until")
    if len(command.extents) > MOST_EXTENTS:
        raise Refusal("incident-invalid", f"at most {MOST_EXTENTS}", field="extents")
    check_areas(command.areas_m2, state.rules)
    quiet = Link(LinkKind.QUIET_PERIOD, command.quiet_period)
    if command.quiet_period and not sees(state, quiet, Eyes(state, command.party, now_us)):
        raise Refusal("not-found", f"no quiet period {command.quiet_period}", field="quiet_period")
    parties = check_invited(state, command.party, command.others, frozenset({command.party}), now_us)
    steps: list[Step] = [Invited(parties), *([command.account] if command.account is not None else [])]
    given = tuple(Handed(party, now_us) for party in parties)
    made = Incident(
        id=command.id,
        opened_by=command.party,
        person=command.person,
        opened_us=now_us,
        kind=command.incident_kind,
        from_us=command.from_us,
        until_us=command.until_us,
        body=command.body,
        parties=(command.party, *parties),
        extents=command.extents,
        quiet_period=command.quiet_period,
        entries=tuple(
            Entry(number, command.party, command.person, now_us, step, given) for number, step in enumerate(steps, 1)
        ),
    )
    tell = Tell(made.parties, Subject.INCIDENT, made.id, IncidentCause.OPENED.value, now_us, Priority.URGENT)
    return (IncidentOpened(made, (tell,)),), made


def _said(state: Office, incident: Incident, entry: Entry, now_us: int) -> IncidentSaid:
    whole = with_entry(_joined(incident, entry), entry)
    passed = passing_on(state, whole, now_us)
    return IncidentSaid(incident.id, entry, passed, _tell(whole, passed, _word(entry.step), now_us, entry))


def _tell(
    incident: Incident, passed: Sequence[Passed], why: str, now_us: int, entry: Entry | None = None
) -> tuple[Tell, ...]:
    """Told to whoever said it, and to those who are given something that they learn from. To whom only older things
    come, it is told as such."""
    entries = {one.number: one for one in incident.entries}
    told: dict[str, list[str]] = {} if entry is None or not entry.by else {why: [entry.by]}
    for one in passed:
        if any(entries[number].tells(one.party) for number in one.numbers):
            new = entry is not None and entry.number in one.numbers and entry.tells(one.party)
            told.setdefault(why if entry is None or new else IncidentCause.GIVEN.value, []).append(one.party)
    return tuple(Tell(tuple(to), Subject.INCIDENT, incident.id, word, now_us) for word, to in told.items())


def _overdue(state: Office, incident: Incident, now_us: int) -> IncidentSaid:
    """Told once to those in whose eyes it should have been done: who was not told that it has been, is told nothing
    that would say so."""
    before = {entry.step.action for entry in incident.entries if isinstance(entry.step, ActionOverdue)}
    late = {
        party: {
            action.id
            for action in seen(state, incident, party, now_us).actions.values()
            if action.overdue and action.id not in before
        }
        for party in incident.parties
    }
    first = min(action for actions in late.values() for action in actions)
    to = tuple(sorted(party for party, actions in late.items() if first in actions))
    step = ActionOverdue(first)
    entry = Entry(len(incident.entries) + 1, "", "", now_us, step)
    tell = Tell(to, Subject.INCIDENT, incident.id, _word(step), now_us, Priority.URGENT)
    return IncidentSaid(incident.id, entry, tuple(Passed(party, (entry.number,)) for party in to), (tell,))


def _after(incident: Incident, event: IncidentSaid | IncidentGiven) -> Incident:
    if isinstance(event, IncidentGiven):
        return passed_on(incident, event.passed, event.at_us)
    whole = with_entry(_joined(incident, event.entry), event.entry)
    return passed_on(whole, event.passed, event.entry.at_us)


def _news(incident: Incident, event: IncidentSaid | IncidentGiven) -> dict[str, int]:
    """To whom something came that it learns from, and when."""
    at_us = event.at_us if isinstance(event, IncidentGiven) else event.entry.at_us
    told = {
        one.party: at_us
        for one in event.passed
        if any(incident.entries[number - 1].tells(one.party) for number in one.numbers)
    }
    return {event.entry.by: at_us, **told} if isinstance(event, IncidentSaid) else told


def _joined(incident: Incident, entry: Entry) -> Incident:
    """With those who are invited among those who take part."""
    if not isinstance(entry.step, Invited):
        return incident
    more = tuple(party for party in entry.step.parties if party not in incident.parties)
    return msgspec.structs.replace(incident, parties=(*incident.parties, *more))


def _word(step: Step) -> str:
    return str(step.__struct_config__.tag)
