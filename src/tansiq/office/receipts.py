"""Receipts: a recipient has read a notice; it has been passed on to a unit. Both are said of the version that is held,
and neither can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.feed import Subject, Tell
from tansiq.office.notices import NoticeCause, NoticePut
from tansiq.office.parties import taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.rules import SKEW_US
from tansiq.office.state import Office
from tansiq.office.things import Acknowledged, Given, Notice, PassedOn

MOST_UNITS = 100


@dataclass(frozen=True, slots=True)
class AcknowledgeNotice(Command[Notice]):
    """Say that one has read a version of a notice. Said twice, it was said once."""

    party: str
    id: str
    version: int
    person: str


@dataclass(frozen=True, slots=True)
class PassOn(Command[Notice]):
    """Say to which of one's units a version was passed on, and when."""

    party: str
    id: str
    version: int
    person: str
    unit: str
    passed_us: int


def decide(state: Office, command: AcknowledgeNotice | PassOn, now_us: int) -> tuple[tuple[NoticePut, ...], Notice]:
    """Refused: `not-a-party`, `not-found`, `stale-version`, `receipt-invalid`."""
    taking_part(state, command.party)
    notice = state.notices.get(command.id)
    given = None if notice is None else notice.given_to(command.party)
    if notice is None or given is None:
        raise Refusal("not-found", f"no notice {command.id} has been given to you", field="id")
    if command.version != given.version:
        raise Refusal("stale-version", f"you hold version {given.version}; read it again", field="version")
    if not 1 <= len(command.person.strip()) <= 200:
        raise Refusal("receipt-invalid", "who says so: 1 to 200 characters", field="person")
    read = given.acknowledged or Acknowledged(now_us, command.person, given.version)
    if isinstance(command, AcknowledgeNotice):
        if given.acknowledged is not None:
            return (), notice
        return _put(notice, given, NoticeCause.ACKNOWLEDGED, now_us, acknowledged=read, next_us=0)
    if not 1 <= len(command.unit.strip()) <= 200:
        raise Refusal("receipt-invalid", "the unit's name: 1 to 200 characters", field="unit")
    if not given.at_us - SKEW_US <= command.passed_us <= now_us + SKEW_US:
        raise Refusal(
            "receipt-invalid", "it was passed on after it was given to you, and before now", field="passed_at"
        )
    if any(p.unit == command.unit and p.version == given.version for p in given.passed_on):
        return (), notice
    if len(given.passed_on) >= MOST_UNITS:
        raise Refusal("receipt-invalid", f"at most {MOST_UNITS} units", field="unit")
    passed = PassedOn(now_us, command.person, command.unit, command.passed_us, given.version)
    # Whoever has passed it on has read it.
    return _put(
        notice,
        given,
        NoticeCause.PASSED_ON,
        now_us,
        acknowledged=read,
        next_us=0,
        passed_on=(*given.passed_on, passed),
    )


def _put(
    notice: Notice, given: Given, cause: NoticeCause, now_us: int, **changes: object
) -> tuple[tuple[NoticePut, ...], Notice]:
    changed = msgspec.structs.replace(given, **changes)
    all_given = tuple(changed if held.party == given.party else held for held in notice.given)
    made = msgspec.structs.replace(notice, given=all_given)
    tell = Tell((notice.owner, given.party), Subject.NOTICE, notice.id, cause.value, now_us)
    return (NoticePut(made, cause, given.party, (tell,)),), made
