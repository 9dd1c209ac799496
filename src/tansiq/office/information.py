"""What parties report to each other, as the office keeps it: of a report its header, never its words.

Title, text, quotations and evidence are in a body that lies beside the journal under its digest. The office decides by
the header alone: who released it, how it is graded and marked, what time and place it speaks of, to which other reports
it answers, and who was given it. No field of it describes a target, and none may ever.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

import msgspec

from tansiq.volumes import Volume


class SourceGrade(StrEnum):
    """How far a source can be relied on (NATO AJP-2.1, "Admiralty code")."""

    RELIABLE = "A"
    USUALLY_RELIABLE = "B"
    FAIRLY_RELIABLE = "C"
    NOT_USUALLY_RELIABLE = "D"
    UNRELIABLE = "E"
    CANNOT_BE_JUDGED = "F"


class InformationGrade(IntEnum):
    """How credible what is said is, whoever says it (NATO AJP-2.1)."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


class Marking(StrEnum):
    """With whom a recipient may share it, the strictest first (FIRST TLP 2.0)."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"


STRICTNESS = {marking: len(Marking) - place for place, marking in enumerate(Marking)}
"""More is stricter."""


class RelationKind(StrEnum):
    """What a report says of an earlier one."""

    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    CORRECTS = "corrects"
    """One's own."""
    WITHDRAWS = "withdraws"
    """One's own."""


class Relation(msgspec.Struct, frozen=True):
    """What a report says of an earlier one, in the version that its author held then."""

    kind: RelationKind
    report: str
    version: int


class ReportContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version of a report, without its words.

    `body`: SHA-256 (hex) of the body, which holds a salt, so that nobody learns the words by guessing. `from_us` to
    `until_us`: the time that it speaks of. `extents`: where, if it speaks of a place; without times. `evidence`:
    SHA-256 (hex) of each file that goes with it; their names and histories are in the body.
    """

    body: str
    language: str
    source: SourceGrade
    information: InformationGrade
    marking: Marking
    from_us: int
    until_us: int
    author: str
    extents: tuple[Volume, ...] = ()
    relations: tuple[Relation, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def is_erased(self) -> bool:
        """Whether its words are gone: who wrote them is named as long as they are there."""
        return not self.author


class Release(msgspec.Struct, frozen=True, omit_defaults=True):
    """To whom its author releases it: parties by name, all members of coalitions, all parties of agreements."""

    parties: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()


class Addressed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party to whom it is released. `via`: the coalition or agreement by which; empty where it was named."""

    party: str
    via: str = ""


class Shown(msgspec.Struct, frozen=True):
    """A version was shown to a recipient for the first time: to which person, or program."""

    version: int
    at_us: int
    person: str


class ReportGiven(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a recipient holds: which version, since when, under which agreement, and what it was shown. What was given
    stays. `withdrawn_us`: when it was told that the report is withdrawn; 0: it was not. `first_us`: when it was first
    given any version, if that was another. Of one recipient no two changes have the same time, whatever the clock says:
    so whoever has read as far as one of them misses nothing."""

    party: str
    version: int
    at_us: int
    under: str
    withdrawn_us: int = 0
    shown: tuple[Shown, ...] = ()
    first_us: int = 0

    @property
    def since_us(self) -> int:
        """When it was first given any version."""
        return self.first_us or self.at_us


class ReportState(StrEnum):
    """Where a report stands."""

    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report. `version` counts all that its owner did with it; `contents` are those that somebody holds, by a number
    of their own, the present one last; `addressed` who is to have it, `given` who holds what of it. `published_us`:
    since when anybody may read it; `public_us`: since when they read what it says now; 0: they may not. `stated_us`: of
    which moment the last version is by the sender's own record, where one came with such a record."""

    id: str
    owner: str
    version: int
    state: ReportState
    contents: tuple[tuple[int, ReportContent], ...]
    release: Release
    addressed: tuple[Addressed, ...]
    given: tuple[ReportGiven, ...]
    made_us: int
    changed_us: int
    reason: str = ""
    published_us: int = 0
    public_us: int = 0
    stated_us: int = 0

    @property
    def current(self) -> ReportContent:
        """What it says now."""
        return self.contents[-1][1]

    def given_to(self, party: str) -> ReportGiven | None:
        """What a recipient holds of it."""
        return next((given for given in self.given if given.party == party), None)

    def content(self, version: int) -> ReportContent:
        """The content of a version that somebody holds."""
        return next(content for number, content in self.contents if number == version)


def is_public(report: Report) -> bool:
    """Whether anybody may read it: it was released, not kept for oneself, and is marked so that "recipients can spread
    this to the world" (TLP 2.0)."""
    return report.current.marking is Marking.CLEAR and bool(report.addressed)


def in_public(old: Report | None, made: Report) -> Report:
    """With the times that the public may know. To whom else it is released, and when it was made, changes none."""
    if not is_public(made):
        return msgspec.structs.replace(made, published_us=0, public_us=0)
    if old is None or not old.public_us:
        return msgspec.structs.replace(made, published_us=made.changed_us, public_us=made.changed_us)
    is_same = (old.current, old.state) == (made.current, made.state)
    public_us = old.public_us if is_same else made.changed_us
    return msgspec.structs.replace(made, published_us=old.published_us, public_us=public_us)
