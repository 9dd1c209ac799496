"""What the office attests: one statement of what it was told, or told somebody, each an entry of the journal of its
own, so that it can be shown to a court without anything else of the journal.

A receipt changes nothing in the state. Who may have one stands in it.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.office.feed import Subject


class Says(StrEnum):
    """What is attested of a thing."""

    TAKEN_IN = "taken in"
    """The office took in what `by` said or did."""
    GIVEN = "given"
    """It was given to `party`: from then on it could be read there."""
    SHOWN = "shown"
    """It was shown to a person of `party`."""
    ACKNOWLEDGED = "acknowledged"
    """`party` says that it has read it."""
    PASSED_ON = "passed on"
    """`party` says that it was passed on to `unit`."""
    TOLD = "told"
    """`party` was told by its feed that something (`why`) became of it."""


class ReceiptMade(msgspec.Struct, frozen=True, omit_defaults=True, tag="receipt.made", tag_field="kind"):
    """One statement. `to`: who may have it, in order.

    `version` of a notice, report, request or agreement; `number` of a message in a thread or an entry in an incident;
    0: none is meant. `why`: the cause, as the journal names it. `person` and `unit` are as `party` named them.
    `said_us`: when that was by the party's own word, where it named a time; `at_us` is the office's clock. `content`:
    SHA-256 (hex) of what was given, as `party` may see it.
    """

    says: Says
    subject: Subject
    id: str
    party: str
    to: tuple[str, ...]
    at_us: int
    by: str = ""
    why: str = ""
    version: int = 0
    number: int = 0
    person: str = ""
    unit: str = ""
    said_us: int = 0
    content: str = ""
