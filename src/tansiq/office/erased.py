"""Of what content may be erased, and what is known of it afterwards: the words, and nothing behind them."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec


class Erasable(StrEnum):
    """Of what content may be erased."""

    NOTICE = "notice"
    OPERATION = "operation"
    THREAD = "thread"
    REPORT = "report"
    REQUEST = "request"
    INCIDENT = "incident"
    QUIET_PERIOD = "quiet-period"
    PARTY = "party"
    """The people whom earlier versions of what it says of itself name, and what was said against its accession."""
    DAY_PLAN = "day-plan"
    ERROR_REPORT = "error-report"


class Thing(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something of which content is erased. `before`: of a thread, only what was said before this message; of a party,
    only what it said of itself before this version. 0: all."""

    subject: Erasable
    id: str
    before: int = 0


Key: TypeAlias = tuple[Erasable, str]


class Ground(StrEnum):
    """On what ground something is erased."""

    TIME = "time"
    """Its time was over."""
    ORDER = "order"


class Erased(msgspec.Struct, frozen=True, omit_defaults=True):
    """That the content of something was erased. Of things that are forgotten it is forgotten, too."""

    subject: Erasable
    id: str
    at_us: int
    ground: Ground
    by: str = ""
    reference: str = ""
    before: int = 0
    """Of a thread: only what was said before this message."""


def is_left(erased: Erased | None, at_us: int) -> bool:
    """Whether what was said in a thing at a moment was not erased with it. The words of what was may lie there for a
    while yet, and whoever is told of the erasure looks at once."""
    return erased is None or at_us > erased.at_us
