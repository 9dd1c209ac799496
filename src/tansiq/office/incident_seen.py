"""An incident in one party's eyes: all that it holds of what was said, in the order in which it was said, and what
follows from that. The one place that decides it; lists, feeds, figures and refusals ask here.

Two parties that hold the same see the same: what follows depends on what is held alone, not on when it came.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from tansiq.office.erased import Erasable, Erased
from tansiq.office.incident import (
    AccountGiven,
    ActionAnswered,
    ActionDone,
    ActionProposed,
    ClosedWithout,
    ClosingAnswered,
    ClosingProposed,
    Entry,
    FactsProposed,
    FactStand,
    FactStood,
    Handed,
    Incident,
    Invited,
    Link,
    Linked,
    LinkKind,
    QuestionAnswered,
    QuestionsAsked,
    QuestionSettled,
    Reopened,
    Stood,
    Unlinked,
)
from tansiq.office.incident_leaving import once_all
from tansiq.office.incident_links import sees
from tansiq.office.incident_passing import here
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes


class IncidentState(StrEnum):
    """Where an incident stands over all."""

    ALLEGED = "alleged"
    """Opened, and not all of the others have answered."""
    ACKNOWLEDGED = "acknowledged"
    """By all of the others."""
    DISPUTED = "disputed"
    """By one of the others at least."""
    CLOSED_BY_AGREEMENT = "closed by agreement"
    CLOSED_WITHOUT = "closed without agreement"


CLOSED = (IncidentState.CLOSED_BY_AGREEMENT, IncidentState.CLOSED_WITHOUT)


class SideState(StrEnum):
    """What one party says to it."""

    ALLEGES = "alleges"
    """It opened it."""
    UNANSWERED = "unanswered"
    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"


class FactState(StrEnum):
    """What all who take part make of a fact."""

    AGREED = "agreed"
    DISPUTED = "disputed"
    OPEN = "open"


class ActionState(StrEnum):
    """What became of a corrective action."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a party said: its words are number `place` of a body (empty: it said it without words). `held_us`:
    since when the reader holds it. `given`: of one's own, who of the others holds it since when."""

    by: str
    person: str
    at_us: int
    body: str = ""
    place: int = 0
    held_us: int = 0
    given: tuple[Handed, ...] = ()


@dataclass(slots=True)
class Side:
    """A party that takes part: who invited it (empty: it opened it), what it says, its account in all versions."""

    party: str
    invited: Said | None = None
    state: SideState = SideState.UNANSWERED
    stood: Said | None = None
    accounts: list[tuple[AccountGiven, Said]] = field(default_factory=list)


@dataclass(slots=True)
class Fact:
    """A fact, and what each party says to it."""

    id: str
    said: Said
    stands: dict[str, tuple[FactStand, Said]] = field(default_factory=dict)
    state: FactState = FactState.OPEN


@dataclass(slots=True)
class Question:
    """A question with its answers: (id, what was said)."""

    id: str
    said: Said
    answers: list[tuple[str, Said]] = field(default_factory=list)
    answered: Said | None = None


@dataclass(slots=True)
class Closing:
    """A closing that was proposed, or (`by_agreement` False) done without agreement. `answers`: who agrees (or, of one
    without, disagrees). `closed`: it closed the incident. `over`: why it is so no longer, if it was replaced (no words)
    or the incident opened again."""

    id: str
    said: Said
    by_agreement: bool
    answers: dict[str, tuple[bool, Said]] = field(default_factory=dict)
    closed: bool = False
    over: Said | None = None


@dataclass(slots=True)
class Action:
    """A corrective action. `overdue`: it should have been done by now."""

    id: str
    said: Said
    owner: str
    due_us: int
    state: ActionState
    answer: Said | None = None
    done: Said | None = None
    overdue: bool = False


@dataclass(slots=True)
class SeenIncident:
    """An incident as a party sees it. `links`: who linked what, and when."""

    incident: Incident
    viewer: str
    state: IncidentState = IncidentState.ALLEGED
    sides: dict[str, Side] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    links: dict[tuple[str, Link], Said] = field(default_factory=dict)
    closings: list[Closing] = field(default_factory=list)
    actions: dict[str, Action] = field(default_factory=dict)
    quiet_period: str = ""
    """The one that it is said to have broken, if the viewer may know of that."""
    changed_us: int = 0
    waiting: bool = False
    """Whether something that the viewer said waits for a channel."""
    erased: Erased | None = None

    @property
    def closing(self) -> Closing | None:
        """The closing that stands: proposed, or done."""
        last = self.closings[-1] if self.closings else None
        return last if last is not None and last.over is None else None

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self.state in CLOSED


@dataclass(frozen=True, slots=True)
class Shown:
    """What another holds, since when, of what a party has said; and what waits for a channel."""

    viewer: str
    held: tuple[tuple[Entry, int], ...]
    waiting: tuple[Entry, ...]


def incident_of(state: Office, incident_id: str, party: str) -> Incident:
    """An incident, for one who takes part in it. Refused: `not-found`, and nothing more, for everybody else."""
    incident = state.incidents.get(incident_id)
    if incident is None or party not in incident.parties:
        raise Refusal("not-found", f"no incident {incident_id}", field="id")
    return incident


def seen_incident(state: Office, incident_id: str, party: str, now_us: int) -> SeenIncident:
    """The incident as the party sees it. Refused: `not-found`."""
    return seen(state, incident_of(state, incident_id, party), party, now_us)


def shown_to(state: Office, incident_id: str, party: str, viewer: str, now_us: int) -> Shown | None:
    """What a viewer holds of what the party itself has said; None if it takes no part, as far as the party knows.
    Refused: `not-found`."""
    mine = seen_incident(state, incident_id, party, now_us)
    if viewer not in mine.sides or viewer == party:
        return None
    own = [(entry, entry.held_us(viewer)) for entry in mine.incident.entries if entry.by == party]
    held = tuple((entry, at_us) for entry, at_us in own if at_us is not None)
    return Shown(viewer, held, tuple(entry for entry, at_us in own if at_us is None))


def seen(state: Office, incident: Incident, viewer: str, now_us: int) -> SeenIncident:
    """The incident in the eyes of one who takes part."""
    opener = incident.opened_by
    found = SeenIncident(incident, viewer, changed_us=incident.changed_us(viewer))
    found.erased = state.erased.get((Erasable.INCIDENT, incident.id))
    found.sides[opener] = Side(opener, state=SideState.ALLEGES)
    folding = _Folding(state, found, Eyes(state, viewer, now_us))
    for entry in incident.entries:
        if (held_us := entry.held_us(viewer)) is not None:
            folding.take(entry, held_us)
    found.sides.setdefault(viewer, Side(viewer))
    folding.conclude()
    return found


class _Folding:
    """Takes one entry after another. What refers to something that is not there says nothing."""

    def __init__(self, state: Office, found: SeenIncident, eyes: Eyes) -> None:
        self._state, self._found, self._eyes = state, found, eyes
        self._known = {found.incident.opened_by, found.viewer}
        for entry in found.incident.entries:
            if isinstance(entry.step, Invited) and entry.held_us(found.viewer) is not None:
                self._known.update(entry.step.parties)
        self._settled_us = 0
        """Up to when it follows whether the closing that is proposed has closed the incident."""

    def take(self, entry: Entry, held_us: int) -> None:
        found, step, by = self._found, entry.step, entry.by
        # Of one that takes part without the viewer's having been told, nothing is said here either.
        given = tuple(one for one in entry.given if one.party in self._known) if by == found.viewer else ()
        said = Said(by, entry.person, entry.at_us, getattr(step, "body", ""), 0, held_us, given)
        match step:
            case Invited():
                self._settle(entry.at_us)
                for party in step.parties:
                    found.sides.setdefault(party, Side(party, said))
            case AccountGiven():
                self._side(by).accounts.append((step, said))
            case FactsProposed():
                for place, fact_id in enumerate(step.ids):
                    found.facts.setdefault(fact_id, Fact(fact_id, _placed(said, place)))
            case FactStood():
                if (fact := found.facts.get(step.fact)) is not None:
                    fact.stands[by] = step.stand, said
            case QuestionsAsked():
                for place, question_id in enumerate(step.ids):
                    found.questions.setdefault(question_id, Question(question_id, _placed(said, place)))
            case QuestionAnswered():
                if (question := found.questions.get(step.question)) is not None:
                    question.answers.append((step.id, said))
            case QuestionSettled():
                if (question := found.questions.get(step.question)) is not None and question.said.by == by:
                    question.answered = said if step.answered else None
            case Linked():
                self._link(step, said)
            case Unlinked():
                found.links.pop((by, step.link), None)
            case Stood():
                side = self._side(by)
                side.state, side.stood = SideState(step.stand.value), said
            case ActionProposed() | ActionAnswered() | ActionDone():
                self._act(step, said)
            case ClosingProposed() | ClosingAnswered() | ClosedWithout() | Reopened():
                self._close(step, said)

    def conclude(self) -> None:
        """What follows from all of it."""
        found = self._found
        present = [party for party in found.sides if here(self._state, party)]
        all_others = len(found.incident.parties) - 1
        found.waiting = any(
            entry.held_us(party) is None
            for entry in found.incident.entries
            if entry.by == found.viewer and len(entry.given) < all_others
            for party in present
        )
        for fact in found.facts.values():
            fact.state = _of_fact(fact, present)
        for action in found.actions.values():
            undone = action.state in (ActionState.PROPOSED, ActionState.ACCEPTED)
            action.overdue = undone and action.due_us <= self._eyes.now_us
        quiet = found.incident.quiet_period
        if quiet and sees(self._state, Link(LinkKind.QUIET_PERIOD, quiet), self._eyes):
            found.quiet_period = quiet
        self._settle(self._eyes.now_us + 1)
        closing = found.closing
        if closing is not None and closing.closed:
            agreed = closing.by_agreement
            found.state = IncidentState.CLOSED_BY_AGREEMENT if agreed else IncidentState.CLOSED_WITHOUT
            return
        others = [side.state for side in found.sides.values() if side.party != found.incident.opened_by]
        awaited = [found.sides[party].state for party in present if party != found.incident.opened_by]
        if SideState.DISPUTED in others:
            found.state = IncidentState.DISPUTED
        elif SideState.ACKNOWLEDGED in others and SideState.UNANSWERED not in awaited:
            found.state = IncidentState.ACKNOWLEDGED

    def _side(self, party: str) -> Side:
        return self._found.sides.setdefault(party, Side(party))

    def _link(self, step: Linked, said: Said) -> None:
        viewer = self._found.viewer
        for i, link in enumerate(step.links):
            known = viewer in step.known_to[i] if i < len(step.known_to) else False
            if viewer == said.by or known or sees(self._state, link, self._eyes):
                self._found.links.setdefault((said.by, link), said)

    def _act(self, step: ActionProposed | ActionAnswered | ActionDone, said: Said) -> None:
        if isinstance(step, ActionProposed):
            state = ActionState.ACCEPTED if step.owner == said.by else ActionState.PROPOSED
            self._found.actions.setdefault(step.id, Action(step.id, said, step.owner, step.due_us, state))
            return
        action = self._found.actions.get(step.action)
        if action is None or said.by != action.owner:
            return
        match step:
            case ActionAnswered():
                action.answer, action.state = said, ActionState.ACCEPTED if step.accepts else ActionState.DECLINED
            case ActionDone():
                action.done, action.state = said, ActionState.DONE

    def _close(self, step: ClosingProposed | ClosingAnswered | ClosedWithout | Reopened, said: Said) -> None:
        self._settle(said.at_us)
        closing = self._found.closing
        match step:
            case Reopened():
                if closing is not None and closing.closed:
                    closing.over = said
            case ClosingAnswered():
                if closing is not None and closing.id == step.closing and said.by != closing.said.by:
                    closing.answers[said.by] = step.agrees, said
            case _ if closing is not None and closing.closed:
                pass  # it was closed, which whoever said this did not know
            case ClosingProposed():
                self._propose(Closing(step.id, said, by_agreement=True))
            case ClosedWithout():
                self._propose(Closing(step.id, said, by_agreement=False, closed=True))

    def _propose(self, closing: Closing) -> None:
        if (before := self._found.closing) is not None:
            before.over = Said(closing.said.by, closing.said.person, closing.said.at_us)
        self._found.closings.append(closing)

    def _settle(self, until_us: int) -> None:
        """The closing that stands closes the incident when each of the others agrees, and it stays closed then, whoever
        is invited, leaves or comes back later. So it is asked of each stretch of time by who was there then."""
        closing, since_us = self._found.closing, self._settled_us
        self._settled_us = until_us
        if closing is None or not closing.by_agreement or closing.closed:
            return
        others = [party for party in self._found.sides if party != closing.said.by]
        agreed = {party for party, (agrees, _) in closing.answers.items() if agrees}
        closing.closed = once_all(self._state, others, agreed, since_us, until_us)


def _placed(said: Said, place: int) -> Said:
    return replace(said, place=place) if place else said


def _of_fact(fact: Fact, present: list[str]) -> FactState:
    """Agreed if all who take part agree; its proposer does until it says otherwise."""
    if not fact.stands:
        return FactState.OPEN
    stands = {fact.said.by: FactStand.AGREES, **{party: stand for party, (stand, _) in fact.stands.items()}}
    if FactStand.DISPUTES in stands.values():
        return FactState.DISPUTED
    agreed = all(stands.get(party) is FactStand.AGREES for party in present)
    return FactState.AGREED if agreed and len(present) > 1 else FactState.OPEN
