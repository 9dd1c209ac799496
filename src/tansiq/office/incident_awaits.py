"""What an incident asks of the one who reads it, and what another said last: so that a list can say what is to be done
without telling all that was said."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.office.incident_seen import ActionState, SeenIncident, SideState

_UNDONE = (ActionState.PROPOSED, ActionState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is asked of the reader: to acknowledge or dispute all of it (`stand`); facts to which it says nothing yet,
    questions of others that nobody has answered, corrective actions of its own that are not done (`due_us`: the next
    one, 0: none); to agree to a closing that another proposed. While it is closed, only actions."""

    stand: bool = False
    facts: int = 0
    questions: int = 0
    actions: int = 0
    due_us: int = 0
    closing: bool = False


@dataclass(frozen=True, slots=True)
class LastSaid:
    """What another said last (`what`: the name of the step, as in the feed; `by` nobody: the office, by its clock), and
    since when the reader holds it."""

    by: str
    what: str
    at_us: int


def awaited(seen: SeenIncident) -> Awaited:
    """What is asked of the one in whose eyes it is seen."""
    reader = seen.viewer
    own = [action.due_us for action in seen.actions.values() if action.owner == reader and action.state in _UNDONE]
    actions, due_us = len(own), min(own, default=0)
    if seen.closed:
        return Awaited(actions=actions, due_us=due_us)
    closing = seen.closing
    return Awaited(
        stand=seen.sides[reader].state is SideState.UNANSWERED,
        facts=sum(fact.said.by != reader and reader not in fact.stands for fact in seen.facts.values()),
        questions=sum(
            question.said.by != reader and question.answered is None and not question.answers
            for question in seen.questions.values()
        ),
        actions=actions,
        due_us=due_us,
        closing=closing is not None and closing.said.by != reader and reader not in closing.answers,
    )


def last_said(seen: SeenIncident) -> LastSaid | None:
    """What came to the reader last; None: nobody else has said anything that it learns from."""
    found: LastSaid | None = None
    for entry in seen.incident.entries:
        held_us = entry.held_us(seen.viewer)
        if entry.by == seen.viewer or held_us is None or not entry.tells(seen.viewer):
            continue
        if found is None or held_us >= found.at_us:
            found = LastSaid(entry.by, str(entry.step.__struct_config__.tag), held_us)
    return found
