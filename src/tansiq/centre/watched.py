"""What a centre remembers as a witness."""

from __future__ import annotations

import msgspec

from tansiq.evidence.contradictions import Contradiction, Finding


class Contested(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was found against a log, and at which other witness's address; "" by the centre itself."""

    finding: Finding
    contradiction: Contradiction
    at_us: int
    by: str = ""


class WatchedLog(msgspec.Struct, frozen=True, omit_defaults=True):
    """A log by its name: the keys that are believed and those that no longer are, as they are written; the newest
    checkpoint that was cosigned (a signed note) and when; and what was found against the log. `named`: the operator
    named its keys; else it states them itself."""

    log: str
    keys: tuple[str, ...]
    retired: tuple[str, ...] = ()
    newest: str = ""
    at_us: int = 0
    contested: tuple[Contested, ...] = ()
    named: bool = False
