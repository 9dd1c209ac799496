"""Quiet periods as the office keeps them: an area and a time in which each party that takes part commits by itself to
suspend operations."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.office.kinds import PLANNED, ThingKind
from tansiq.volumes import Volume

SUSPENDED = tuple(kind for kind in PLANNED if kind is not ThingKind.CONSTRAINT)
"""What can be suspended."""


class QuietState(StrEnum):
    """Where a quiet period stands at a moment."""

    PROPOSED = "proposed"
    COMMITTED = "committed"
    """All have committed, and its time has not begun."""
    IN_FORCE = "in force"
    ENDED = "ended"


BINDING = (QuietState.COMMITTED, QuietState.IN_FORCE)


class QuietEnd(StrEnum):
    """Why it has ended."""

    TIME = "time"
    LAPSED = "lapsed"
    """Its time was over before all had committed."""
    WITHDRAWN = "withdrawn"
    """By its proposer, before all had committed."""
    TAKEN_BACK = "taken back"
    """A party took back its commitment."""
    AGREEMENT_OVER = "agreement over"
    """The agreement under which it was proposed holds no longer for all who take part."""


class Said(StrEnum):
    """What a party says to it."""

    COMMITTED = "committed"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"
    """It had committed."""


class PartyWord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a party has said to it last, by the hand of a person it names. `reason`: why it declined, or took
    back its commitment."""

    party: str
    said: Said
    person: str
    at_us: int
    reason: str = ""


class Extension(msgspec.Struct, frozen=True, omit_defaults=True):
    """A later end that is proposed: the old one holds until all have committed to it."""

    until_us: int
    by: str
    person: str
    at_us: int
    words: tuple[PartyWord, ...] = ()

    @property
    def declined(self) -> bool:
        """Whether somebody has declined it."""
        return any(one.said is Said.DECLINED for one in self.words)


class Extended(msgspec.Struct, frozen=True, omit_defaults=True):
    """It was extended then: an end that held before; who had proposed the later one, and by what word each committed to
    it."""

    until_us: int
    at_us: int
    by: str = ""
    person: str = ""
    words: tuple[PartyWord, ...] = ()


class QuietEnding(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why it ended, when; by whom and for which reason, if by somebody."""

    why: QuietEnd
    at_us: int
    by: str = ""
    person: str = ""
    reason: str = ""


class QuietPeriod(msgspec.Struct, frozen=True, omit_defaults=True):
    """A quiet period. `area`: without times. `kinds`: what is suspended. `words`: what each party has said last.
    `committed_us`: when all had committed; 0: not yet. `begun_us`: when all were told that it is in force."""

    id: str
    proposer: str
    person: str
    under: str
    parties: tuple[str, ...]
    title: str
    text: str
    kinds: tuple[ThingKind, ...]
    area: tuple[Volume, ...]
    from_us: int
    until_us: int
    made_us: int
    changed_us: int
    words: tuple[PartyWord, ...] = ()
    committed_us: int = 0
    begun_us: int = 0
    extension: Extension | None = None
    extended: tuple[Extended, ...] = ()
    ending: QuietEnding | None = None

    def state(self, now_us: int) -> QuietState:
        """Where it stands."""
        if self.ending is not None or now_us >= self.until_us:
            return QuietState.ENDED
        if not self.committed_us:
            return QuietState.PROPOSED
        return QuietState.IN_FORCE if now_us >= self.since_us else QuietState.COMMITTED

    @property
    def since_us(self) -> int:
        """From when it is in force, once all have committed."""
        return max(self.from_us, self.committed_us)

    @property
    def over_us(self) -> int:
        """When it ended, or will."""
        return self.until_us if self.ending is None else min(self.ending.at_us, self.until_us)

    @property
    def extents(self) -> tuple[Volume, ...]:
        """Area and time."""
        return tuple(
            msgspec.structs.replace(volume, start_us=self.from_us, end_us=self.until_us) for volume in self.area
        )

    @property
    def next_us(self) -> int | None:
        """When the clock brings something: its beginning, or its end; None once it has ended."""
        if self.ending is not None:
            return None
        return self.since_us if self.committed_us and not self.begun_us else self.until_us
