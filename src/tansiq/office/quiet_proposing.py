"""How a quiet period is proposed: under which agreement, to whom, and what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.journal.command import Command
from tansiq.office.entities import Agreement
from tansiq.office.kinds import ThingKind
from tansiq.office.limits import check_areas
from tansiq.office.parties import LONGEST_TEXT, check_name, everybody_in, speaks_for
from tansiq.office.quiet_period import SUSPENDED, QuietPeriod
from tansiq.office.refusals import Refusal
from tansiq.office.rules import SKEW_US
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.terms import Level
from tansiq.office.visibility import touches
from tansiq.volumes import Volume

MOST_AREAS, MOST_PARTIES, MOST_PROPOSED = 100, 50, 100
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ProposeQuiet(Command[QuietPeriod]):
    """Propose a quiet period under an agreement, to these of its parties; with none named, to all. Who proposes takes
    part, and does not commit by that."""

    party: str
    id: str
    person: str
    under: str
    parties: tuple[str, ...]
    title: str
    text: str
    kinds: tuple[ThingKind, ...]
    area: tuple[Volume, ...]
    areas_m2: tuple[float, ...]
    from_us: int
    until_us: int


def proposed(state: Office, command: ProposeQuiet, now_us: int) -> QuietPeriod:
    """The quiet period that is proposed. Refused: `not-found` (no such agreement), `not-in-force`, `quiet-invalid`,
    `recipients-invalid`, `area-too-large`."""
    check_person(command.person)
    agreement = in_force(state, command.under, command.party, now_us)
    everybody = {party for side in agreement.parties for party in everybody_in(state, side)}
    named = command.parties or tuple(sorted(everybody))
    if len(set(named)) != len(named):
        raise Refusal("recipients-invalid", "each once", field="parties")
    for i, party in enumerate(named):
        if party not in everybody:
            raise Refusal("recipients-invalid", "parties of the agreement take part", field=f"parties[{i}]")
    parties = tuple(sorted({*named, command.party}))
    if not 2 <= len(parties) <= MOST_PARTIES:
        raise Refusal("recipients-invalid", f"2 to {MOST_PARTIES} take part", field="parties")
    if not 1 <= len(command.title.strip()) <= LONGEST_TITLE or not command.title.isprintable():
        raise Refusal("quiet-invalid", f"a title of 1 to {LONGEST_TITLE} printable characters", field="title")
    if len(command.text) > LONGEST_TEXT:
        raise Refusal("quiet-invalid", f"at most {LONGEST_TEXT:,} characters", field="text")
    if any(kind not in SUSPENDED for kind in command.kinds) or len(set(command.kinds)) != len(command.kinds):
        raise Refusal("quiet-invalid", f"what is suspended is of {', '.join(SUSPENDED)}, each once", field="kinds")
    if not 1 <= len(command.area) <= MOST_AREAS:
        raise Refusal("quiet-invalid", f"1 to {MOST_AREAS} volumes", field="area")
    check_areas(command.areas_m2, state.rules)
    if not touches(agreement, command.area):
        raise Refusal("quiet-invalid", "it lies outside the area of the agreement", field="area")
    if not now_us - SKEW_US <= command.from_us < command.until_us:
        raise Refusal("quiet-invalid", "it begins now or later, and ends after that", field="from")
    check_until(state, command.until_us, now_us)
    if sum(one.proposer == command.party for one in state.quiet.live_for(command.party)) >= MOST_PROPOSED:
        raise Refusal("quiet-invalid", f"at most {MOST_PROPOSED} that have not ended", field="id")
    return QuietPeriod(
        id=command.id,
        proposer=command.party,
        person=command.person,
        under=agreement.id,
        parties=parties,
        title=command.title,
        text=command.text,
        kinds=tuple(kind for kind in SUSPENDED if kind in command.kinds or not command.kinds),
        area=command.area,
        from_us=command.from_us,
        until_us=command.until_us,
        made_us=now_us,
        changed_us=now_us,
    )


def in_force(state: Office, agreement_id: str, party: str, now_us: int) -> Agreement:
    """The agreement, in force for the party, and of a level that lets it be told things."""
    agreement = state.agreements.get(agreement_id)
    if agreement is None or not any(speaks_for(state, side, party) for side in agreement.parties):
        raise Refusal("not-found", f"no agreement {agreement_id}", field="under")
    if standing(agreement, now_us) is not Standing.IN_FORCE:
        raise Refusal("not-in-force", f"agreement {agreement_id} is not in force", field="under")
    if agreement.terms is None or agreement.terms.level is Level.NOTIFICATION:
        raise Refusal("quiet-invalid", "an agreement of the level information or above", field="under")
    return agreement


def check_person(person: str) -> None:
    check_name(person, "quiet-invalid", "person")
    if not person.strip():
        raise Refusal("quiet-invalid", "name the person who says so", field="person")


def check_reason(reason: str) -> None:
    if len(reason) > LONGEST_TEXT:
        raise Refusal("quiet-invalid", f"a reason has at most {LONGEST_TEXT:,} characters", field="reason")


def check_until(state: Office, until_us: int, now_us: int) -> None:
    if not now_us < until_us <= now_us + state.rules.max_ahead_us:
        raise Refusal("quiet-invalid", "it ends after now, within a year", field="until")
