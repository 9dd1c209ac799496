"""Incidents of a quiet period in figures: what each side says of each, on which day, as far as the reader was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tansiq.office.incident_seen import IncidentState, SideState, seen
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office


@dataclass(frozen=True, slots=True)
class SideCount:
    """What a party says of an incident on a day (its midnight, UTC) on which it went on: its own state, beside the one
    over all, each in the reader's eyes."""

    incident: str
    party: str
    day_us: int
    own: SideState
    over_all: IncidentState


def incidents_of(state: Office, quiet_period: str, reader: str) -> list[str]:
    """The ids of all that are said to have broken it and in which the reader takes part, in order. Whether
    the reader may know of the quiet period is for the caller to see to."""
    return [one.id for one in state.incidents.of_quiet(quiet_period) if reader in one.parties]


def of_incidents(state: Office, ids: Iterable[str], reader: str, now_us: int) -> Iterator[SideCount]:
    """What is said of these, in the order of their days and parties."""
    for incident_id in ids:
        incident = state.incidents.get(incident_id)
        if incident is None or reader not in incident.parties:
            continue
        found = seen(state, incident, reader, now_us)
        for day in range(incident.from_us // DAY_US, incident.until_us // DAY_US + 1):
            for party, side in sorted(found.sides.items()):
                yield SideCount(incident.id, party, day * DAY_US, side.state, found.state)
