"""How what is said of an incident comes to all who take part: whoever holds it passes it on to those with whom an
agreement of the level information or above is in force. What cannot pass waits until one is in force again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tansiq.office.entities import PartyState
from tansiq.office.incident import Entry, Handed, Incident
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes


class Passed(msgspec.Struct, frozen=True):
    """These entries, by their numbers, were given to a party."""

    party: str
    numbers: tuple[int, ...]


def here(state: Office, party: str) -> bool:
    """Whether a party takes part in the office."""
    known = state.parties.get(party)
    return known is not None and known.state is PartyState.ADMITTED


def passing_on(state: Office, incident: Incident, now_us: int) -> tuple[Passed, ...]:
    """What can be given now to whom, in the order of the parties' names."""
    groups = _in_touch(state, incident.parties, now_us)
    found: dict[str, list[int]] = {}
    others = len(incident.parties) - 1
    for entry in incident.entries:
        if not entry.by or len(entry.given) == others:
            continue  # the office itself tells whom it tells; and what all hold, nobody waits for
        holders = {entry.by, *(one.party for one in entry.given)}
        for group in groups:
            if not holders.isdisjoint(group):
                for party in group - holders:
                    found.setdefault(party, []).append(entry.number)
    return tuple(Passed(party, tuple(found[party])) for party in sorted(found))


def passed_on(incident: Incident, passed: Sequence[Passed], at_us: int) -> Incident:
    """The incident with these entries given."""
    to: dict[int, list[Handed]] = {}
    for one in passed:
        for number in one.numbers:
            to.setdefault(number, []).append(Handed(one.party, at_us))
    entries = tuple(
        msgspec.structs.replace(entry, given=(*entry.given, *to[entry.number])) if entry.number in to else entry
        for entry in incident.entries
    )
    return msgspec.structs.replace(incident, entries=entries)


def with_entry(incident: Incident, entry: Entry) -> Incident:
    """The incident with one more entry."""
    return msgspec.structs.replace(incident, entries=(*incident.entries, entry))


def _in_touch(state: Office, parties: Sequence[str], now_us: int) -> list[frozenset[str]]:
    """Those between whom, directly or by others of them, agreements in force let information pass."""
    present = [party for party in parties if here(state, party)]
    group_of = {party: {party} for party in present}
    for i, one in enumerate(present):
        eyes = Eyes(state, one, now_us)
        for other in present[i + 1 :]:
            if group_of[one] is not group_of[other] and eyes.informed_by(other) is not None:
                joined = group_of[one] | group_of[other]
                group_of.update(dict.fromkeys(joined, joined))
    return [frozenset(group) for group in {id(group): group for group in group_of.values()}.values()]
