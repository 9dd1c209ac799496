"""To whom a report goes: what its author names, as far as agreements let it be told; and what is unusual about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import msgspec

from tansiq.office.information import (
    STRICTNESS,
    Addressed,
    Marking,
    Release,
    Report,
    ReportContent,
    ReportGiven,
    ReportState,
)
from tansiq.office.parties import everybody_in
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes

MOST_ADDRESSED = 500
MOST_NAMED = 50
"""Parties, coalitions or agreements that one release names."""
NAMED_ALONE = (Marking.RED,)
"""What is marked so goes to those whom its author names, to nobody by way of others (TLP 2.0: "for the eyes and ears of
individual recipients only")."""
HABIT = 20
"""So many of an author's latest reports are its habit."""
FEWEST = 3
"""Fewer are none."""


def addressed(
    state: Office,
    owner: str,
    release: Release,
    marking: Marking,
    now_us: int,
    before: tuple[Addressed, ...] = (),
    *,
    named: str = "release",
) -> tuple[Addressed, ...]:
    """The parties that a release means now, in order; those who join a coalition later are not among them. Those who
    are addressed already stay so while their channel is suspended, and are told when it is open again. `named`: the
    field that says to whom. Refused: `recipients-invalid`, `marking-too-strict`, `not-shared`."""
    already = {one.party for one in before}
    for field, names in (
        ("parties", release.parties),
        ("groups", release.groups),
        ("agreements", release.agreements),
    ):
        if len(names) > MOST_NAMED or len(set(names)) != len(names):
            raise Refusal("recipients-invalid", f"at most {MOST_NAMED}, each once", field=f"{named}.{field}")
    if marking in NAMED_ALONE and (release.groups or release.agreements):
        field = f"{named}.groups" if release.groups else f"{named}.agreements"
        raise Refusal("marking-too-strict", f"what is marked {marking} goes to parties that are named", field=field)
    found: dict[str, str] = {}
    for i, party in enumerate(release.parties):
        if party == owner or not (party in already or informs(state, owner, party, now_us)):
            _refuse_party(owner, party, f"{named}.parties[{i}]")
        found[party] = ""
    for field, whole, members in _wholes(state, owner, release, now_us):
        reached = [party for party in members if party != owner and informs(state, owner, party, now_us)]
        if not reached:
            raise Refusal("not-shared", f"no agreement lets anybody in {whole} be told", field=f"{named}.{field}")
        for party in reached:
            found.setdefault(party, whole)
    if len(found) > MOST_ADDRESSED:
        raise Refusal("recipients-invalid", f"at most {MOST_ADDRESSED} parties", field=named)
    return tuple(Addressed(party, found[party]) for party in sorted(found))


def _wholes(state: Office, owner: str, release: Release, now_us: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each coalition and agreement that is named: its field, its name, whom it reaches."""
    for i, group in enumerate(release.groups):
        yield f"groups[{i}]", group, everybody_in(state, group)[1:]
    in_force = Eyes(state, owner, now_us).informing()
    for i, agreement_id in enumerate(release.agreements):
        agreement = in_force.get(agreement_id)
        parties = () if agreement is None else agreement.parties
        reached = {member for party in parties for member in everybody_in(state, party)}
        yield f"agreements[{i}]", agreement_id, tuple(sorted(reached))


def _refuse_party(owner: str, party: str, field: str) -> None:
    if party == owner:
        raise Refusal("recipients-invalid", "others are named, not oneself", field=field)
    raise Refusal("not-shared", f"no agreement in force lets {party} be given information by you", field=field)


def informs(state: Office, owner: str, party: str, now_us: int) -> bool:
    """Whether an agreement in force lets the party be given information by the owner."""
    return Eyes(state, party, now_us).informed_by(owner) is not None


def giving(state: Office, report: Report, now_us: int) -> Report:
    """The report with everybody who is addressed given what is to be told, as far as an agreement in force allows it
    now. Whoever is addressed no longer keeps what it has, and is told nothing more, but that it is withdrawn; and of
    what was erased there is nothing to be given."""
    present, content = report.contents[-1]
    named = {one.party for one in report.addressed}
    given: list[ReportGiven] = []
    for party in sorted(named | {held.party for held in report.given}):
        held = report.given_to(party)
        under = Eyes(state, party, now_us).informed_by(report.owner)
        if under is None:
            given += [held] if held is not None else []
        elif report.state is ReportState.WITHDRAWN:
            if held is not None:
                at_us = moment(state, party, now_us)
                given.append(held if held.withdrawn_us else msgspec.structs.replace(held, withdrawn_us=at_us))
        elif party not in named or content.is_erased or (held is not None and held.version == present):
            given += [held] if held is not None else []
        else:
            at_us = moment(state, party, now_us)
            first_us, shown = (0, ()) if held is None else (held.since_us, held.shown)
            given.append(ReportGiven(party, present, at_us, under.id, shown=shown, first_us=first_us))
    holding = {held.version for held in given} | {one.version for held in given for one in held.shown} | {present}
    contents = tuple(pair for pair in report.contents if pair[0] in holding)
    return msgspec.structs.replace(report, given=tuple(given), contents=contents)


def moment(state: Office, party: str, now_us: int) -> int:
    """Now, or just after the latest change of a report that the party was told of: a clock may stand still, or be set
    back, and changes have an order all the same."""
    told = state.reports_for.get(party)
    return now_us if told is None else max(now_us, told.last_us + 1)


def waiting(report: Report) -> tuple[str, ...]:
    """Who does not hold all that is to be told of it, in order."""
    if report.state is ReportState.WITHDRAWN:
        return tuple(held.party for held in report.given if not held.withdrawn_us)
    present, content = report.contents[-1]
    if content.is_erased:
        return ()
    held = {one.party: one.version for one in report.given}
    return tuple(one.party for one in report.addressed if held.get(one.party) != present)


class Unusual(StrEnum):
    """What is unusual about a release, by its author's habit."""

    MORE_PARTIES = "more-parties"
    LESS_STRICT = "less-strict"
    NEW_PARTY = "new-party"


@dataclass(frozen=True, slots=True)
class Warned:
    """Something unusual: how much, and what the most was until now. `party`: the one that was never told before."""

    why: Unusual
    now: str
    usual: str
    party: str = ""


def unusual(state: Office, owner: str, content: ReportContent, to: tuple[Addressed, ...]) -> tuple[Warned, ...]:
    """What an author should look at twice before a release: more parties, or a less strict marking, than in any of the
    author's latest reports; a party that was given none of them. Of an author with few reports, the party's count."""
    theirs = state.reports_of.get(owner)
    latest = () if theirs is None else islice(theirs.newest(), 10 * HABIT)
    whole = [state.reports[report_id] for report_id in latest]
    own = [report for report in whole if report.current.author == content.author][:HABIT]
    habit = own if len(own) >= FEWEST else whole[:HABIT]
    if len(habit) < FEWEST:
        return ()
    found: list[Warned] = []
    most = max(len(report.addressed) for report in habit)
    if len(to) > most:
        found.append(Warned(Unusual.MORE_PARTIES, str(len(to)), str(most)))
    least = min((report.current.marking for report in habit), key=STRICTNESS.__getitem__)
    if STRICTNESS[content.marking] < STRICTNESS[least]:
        found.append(Warned(Unusual.LESS_STRICT, content.marking, least))
    told = {one.party for report in habit for one in report.addressed}
    found += [Warned(Unusual.NEW_PARTY, "", "", one.party) for one in to if one.party not in told]
    return tuple(found)
