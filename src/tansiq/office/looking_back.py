"""That somebody looked at the past: as whom, at which moment, and of which reports the words were shown. The present
keeps it; nothing else follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office.parties import taking_part
from tansiq.office.state import Office


class LookedBack(msgspec.Struct, frozen=True, omit_defaults=True, tag="past.looked-at", tag_field="kind"):
    """A party looked at `moment_us`, at which the journal ended with entry `sequence`, with the eyes of `viewer`.
    `person` "": a program. `shown`: reports (and their versions) of which it was shown the words."""

    party: str
    viewer: str
    moment_us: int
    sequence: int
    person: str = ""
    shown: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LookBack(Command[int]):
    """Note a look. Answers with the moment that was looked at."""

    party: str
    person: str
    viewer: str
    moment_us: int
    sequence: int
    shown: tuple[tuple[str, int], ...] = ()


def decide(state: Office, command: LookBack, now_us: int) -> tuple[tuple[LookedBack, ...], int]:
    """Refused: `not-a-party`."""
    taking_part(state, command.party)
    looked = LookedBack(
        command.party, command.viewer, command.moment_us, command.sequence, command.person, command.shown
    )
    return (looked,), command.moment_us
