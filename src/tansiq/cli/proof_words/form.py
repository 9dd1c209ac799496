"""What is to be said, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tansiq.evidence.verifying import Fault
from tansiq.office.attested import Says
from tansiq.office.feed import Subject


class Label(StrEnum):
    """Of a row."""

    THING = "thing"
    VERSION = "version"
    NUMBER = "number"
    PARTY = "party"
    BY = "by"
    PERSON = "person"
    UNIT = "unit"
    WHY = "why"
    TO = "to"
    OFFICE_CLOCK = "office-clock"
    OWN_WORD = "own-word"
    CONTENT = "content"
    KIND = "kind"
    BODY = "body"
    LOG = "log"
    ENTRY = "entry"
    SIZE = "size"
    ROOT = "root"
    SIGNED = "signed"
    COSIGNED = "cosigned"
    FINAL = "final"
    TILES = "tiles"
    BUNDLES = "bundles"
    SIZE_THEN = "size-then"
    ROOT_THEN = "root-then"


class Shows(StrEnum):
    """What a file proves."""

    RECORDED = "recorded"
    HEAD = "head"
    SEEN = "seen"
    CONTENT = "content"
    COPY = "copy"
    BEGINNING = "beginning"


class ShowsNot(StrEnum):
    """What it does not prove, although one might think so."""

    TAKEN_IN = "taken-in"
    GIVEN = "given"
    SHOWN = "shown"
    ACKNOWLEDGED = "acknowledged"
    PASSED_ON = "passed-on"
    TOLD = "told"
    OTHER_KIND = "other-kind"
    ENTRIES = "entries"
    MOMENT = "moment"
    CLOCK = "clock"
    CLOCK_BOUND = "clock-bound"
    CLOCK_CONTRADICTED = "clock-contradicted"
    OWN_WORD = "own-word"
    CONTENT = "content"
    ALONE = "alone"
    WITNESSES = "witnesses"
    NOTHING_ELSE = "nothing-else"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Words:
    """One language. `hints` say what to do about a fault; `causes` are what parties are told, by `subject/why`."""

    holds: str
    not_final: str
    not_final_hint: str
    nobody: str
    own_clock: str
    final_yes: str
    final_no: str
    final_alone: str
    cut: str
    attests: str
    entry: str
    head: str
    held_by: str
    shows: str
    shows_not: str
    labels: dict[Label, str]
    says: dict[Says, str]
    subjects: dict[Subject, str]
    proves: dict[Shows, str]
    proves_not: dict[ShowsNot, str]
    causes: dict[str, str]
    faults: dict[Fault, str]
    hints: dict[Fault, str]
