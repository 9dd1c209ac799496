"""Deadlines of acknowledgement, and the ladder that is climbed when they pass: when each step is due, whom it asks."""

from __future__ import annotations

from tansiq.office.kinds import Priority
from tansiq.office.terms import AcknowledgeWithin, Terms

DEFAULT = AcknowledgeWithin()
"""For what passes without an agreement: distress."""


def due_us(terms: Terms | None, priority: Priority, now_us: int) -> int:
    """Until when something said now is to be acknowledged."""
    within = DEFAULT if terms is None else terms.acknowledge_within
    seconds = {
        Priority.ROUTINE: within.routine_s,
        Priority.URGENT: within.urgent_s,
        Priority.DISTRESS: within.distress_s,
    }
    return now_us + seconds[priority] * 1_000_000


def next_us(terms: Terms | None, deadline_us: int, level: int) -> int:
    """When the step after `level` is due; 0 if there is none. The first step, at the deadline itself, says to both
    sides that it is overdue; those of the ladder follow."""
    if level == 0:
        return deadline_us
    steps = () if terms is None else terms.ladder
    return deadline_us + steps[level - 1].after_s * 1_000_000 if level <= len(steps) else 0


def role_at(terms: Terms | None, level: int) -> str:
    """Which contacts a level asks; empty for the first, which asks whoever is on duty."""
    steps = () if terms is None else terms.ladder
    return steps[level - 2].role if 2 <= level <= len(steps) + 1 else ""
