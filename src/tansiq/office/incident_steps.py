"""Which steps a party may take in an incident, by what it holds of it itself: nobody is refused anything because of
what it has not been told."""

from __future__ import annotations

from collections.abc import Sequence

from tansiq.office.incident import (
    AccountGiven,
    ActionAnswered,
    ActionDone,
    ActionOverdue,
    ActionProposed,
    ClosedWithout,
    ClosingAnswered,
    ClosingProposed,
    FactsProposed,
    FactStand,
    FactStood,
    Incident,
    Invited,
    Linked,
    QuestionAnswered,
    QuestionsAsked,
    QuestionSettled,
    Reopened,
    Step,
    Stood,
    Unlinked,
)
from tansiq.office.incident_links import seen_by, sees
from tansiq.office.incident_seen import ActionState, SeenIncident
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.visibility import Eyes

MOST_PARTIES = 20
MOST_AT_ONCE = 50
"""Facts, questions or links in one step."""
MOST_VERSIONS, MOST_OF_A_SORT = 100, 1_000
"""Of one party's account; facts, and questions, of one party: whoever takes part is given all of it in one answer."""
LONGEST_AHEAD_US = 3_660 * DAY_US
AFTER_CLOSING = (ActionAnswered, ActionDone, ClosingAnswered, Reopened)
"""What still can be said when it is closed."""


def checked(state: Office, seen: SeenIncident, party: str, step: Step, now_us: int) -> Step | None:
    """The step as it is kept; None if it says nothing that the party has not said before. Refused: `not-found`,
    `not-shared`, `not-yours`, `has-ended`, `already-exists`, `stale-version`, `recipients-invalid`,
    `incident-invalid`."""
    if seen.closed and not isinstance(step, AFTER_CLOSING):
        raise Refusal("has-ended", f"incident {seen.incident.id} is {seen.state}; open it again first", field="id")
    match step:
        case Invited():
            known = frozenset(seen.sides)
            return Invited(check_invited(state, party, step.parties, known, now_us))
        case AccountGiven():
            side = seen.sides.get(party)
            last = len(side.accounts) if side is not None else 0
            if step.version != last + 1:
                raise Refusal("stale-version", f"version {last} of your account stands; read it", field="version")
            if last >= MOST_VERSIONS:
                raise Refusal("incident-invalid", f"an account has at most {MOST_VERSIONS} versions", field="text")
            return step
        case FactsProposed():
            _check_new(step.ids, set(seen.facts), "facts")
            _check_number(step.ids, [one.said.by for one in seen.facts.values()], party, "facts")
            return step
        case QuestionsAsked():
            _check_new(step.ids, set(seen.questions), "questions")
            _check_number(step.ids, [one.said.by for one in seen.questions.values()], party, "questions")
            return step
        case FactStood():
            return _stand_on_fact(seen, party, step)
        case QuestionAnswered() | QuestionSettled():
            return _question(seen, party, step)
        case Linked() | Unlinked():
            return _link(state, seen, party, step, now_us)
        case Stood():
            if party == seen.incident.opened_by:
                raise Refusal("not-yours", "you opened it; the others acknowledge or dispute it", field="stand")
            own = seen.sides[party]
            return None if own.state.value == step.stand.value and not step.body else step
        case ClosingProposed() | ClosingAnswered() | ClosedWithout() | Reopened():
            return _closing(seen, party, step)
        case ActionProposed() | ActionAnswered() | ActionDone():
            return _action(seen, party, step, now_us)
        case ActionOverdue():
            raise Refusal("not-yours", "the office says what is overdue", field="step")


def check_invited(
    state: Office, party: str, others: Sequence[str], known: frozenset[str], now_us: int
) -> tuple[str, ...]:
    """The parties, in order. Refused: `recipients-invalid`, `not-shared`."""
    if not 1 <= len(others) <= MOST_PARTIES - len(known) or len(set(others)) != len(others):
        message = f"other parties, each once; at most {MOST_PARTIES} take part"
        raise Refusal("recipients-invalid", message, field="parties")
    for i, other in enumerate(others):
        field = f"parties[{i}]"
        if other in known:
            raise Refusal("recipients-invalid", f"{other} takes part already", field=field)
        if Eyes(state, other, now_us).informed_by(party) is None:
            message = f"no agreement in force lets {other} be given information by you"
            raise Refusal("not-shared", message, field=field)
    return tuple(sorted(others))


def _check_new(ids: Sequence[str], known: set[str], field: str) -> None:
    if not 1 <= len(ids) <= MOST_AT_ONCE or len(set(ids)) != len(ids):
        raise Refusal("incident-invalid", f"1 to {MOST_AT_ONCE} at once", field=field)
    if not known.isdisjoint(ids):
        raise Refusal("already-exists", "it has been said already", field=field)


def _check_number(ids: Sequence[str], by: Sequence[str], party: str, field: str) -> None:
    if by.count(party) + len(ids) > MOST_OF_A_SORT:
        message = f"a party has at most {MOST_OF_A_SORT:,} {field} in one incident"
        raise Refusal("incident-invalid", message, field=field)


def _stand_on_fact(seen: SeenIncident, party: str, step: FactStood) -> Step | None:
    fact = seen.facts.get(step.fact)
    if fact is None:
        raise Refusal("not-found", f"no fact {step.fact}", field="fact")
    if step.body and step.stand is not FactStand.DISPUTES:
        raise Refusal("incident-invalid", "whoever disputes a fact says what it says instead", field="instead")
    usual = FactStand.AGREES if fact.said.by == party else FactStand.NONE
    before = fact.stands[party][0] if party in fact.stands else usual
    return None if before is step.stand and not step.body else step


def _question(seen: SeenIncident, party: str, step: QuestionAnswered | QuestionSettled) -> Step | None:
    question = seen.questions.get(step.question)
    if question is None:
        raise Refusal("not-found", f"no question {step.question}", field="question")
    if isinstance(step, QuestionAnswered):
        if any(step.id == answer_id for answer_id, _ in question.answers):
            raise Refusal("already-exists", "it has been said already", field="id")
        return step
    if question.said.by != party:
        raise Refusal("not-yours", f"{question.said.by} asked it, and says whether it is answered", field="question")
    return None if (question.answered is not None) is step.answered else step


def _link(state: Office, seen: SeenIncident, party: str, step: Linked | Unlinked, now_us: int) -> Step | None:
    parties = seen.incident.parties
    if isinstance(step, Unlinked):
        if (party, step.link) not in seen.links:
            raise Refusal("not-found", "you have linked no such thing", field="id")
        return Unlinked(step.link, _shown_link(seen.incident, party, step))
    if not 1 <= len(step.links) <= MOST_AT_ONCE:
        raise Refusal("incident-invalid", f"1 to {MOST_AT_ONCE} at once", field="links")
    eyes = Eyes(state, party, now_us)
    for i, link in enumerate(step.links):
        if not sees(state, link, eyes):
            raise Refusal("not-found", f"no {link.kind} {link.id}", field=f"links[{i}].id")
    new = tuple(link for link in dict.fromkeys(step.links) if (party, link) not in seen.links)
    others = tuple(other for other in parties if other != party)
    return Linked(new, tuple(seen_by(state, link, others, now_us) for link in new)) if new else None


def _shown_link(incident: Incident, party: str, step: Unlinked) -> tuple[str, ...]:
    """Who had been shown a link of the party's."""
    shown: set[str] = set()
    for entry in incident.entries:
        if entry.by == party and isinstance(entry.step, Linked) and step.link in entry.step.links:
            shown |= set(entry.step.known_to[entry.step.links.index(step.link)])
    return tuple(sorted(shown))


def _closing(
    seen: SeenIncident, party: str, step: ClosingProposed | ClosingAnswered | ClosedWithout | Reopened
) -> Step | None:
    closing = seen.closing
    match step:
        case ClosingProposed() | ClosedWithout():
            if any(one.id == step.id for one in seen.closings):
                raise Refusal("already-exists", "it has been said already", field="id")
            if isinstance(step, ClosedWithout) and party != seen.incident.opened_by:
                message = f"{seen.incident.opened_by} opened it, and may close it without agreement"
                raise Refusal("not-yours", message, field="id")
            return step
        case Reopened():
            if not seen.closed:
                raise Refusal("incident-invalid", "it is not closed", field="id")
            return step
        case ClosingAnswered():
            if closing is None or closing.id != step.closing:
                raise Refusal("not-found", f"no closing {step.closing} stands", field="closing")
            if closing.said.by == party:
                raise Refusal("not-yours", "the others say whether they agree to it", field="closing")
            if closing.by_agreement and closing.closed:
                raise Refusal("has-ended", "all have agreed to it; it can be opened again", field="closing")
            before = closing.answers.get(party)
            return None if before is not None and before[0] is step.agrees and not step.body else step


def _action(
    seen: SeenIncident, party: str, step: ActionProposed | ActionAnswered | ActionDone, now_us: int
) -> Step | None:
    if isinstance(step, ActionProposed):
        _check_new((step.id,), set(seen.actions), "id")
        if step.owner not in seen.sides:
            raise Refusal("incident-invalid", "its owner takes part", field="owner")
        if not now_us < step.due_us <= now_us + LONGEST_AHEAD_US:
            raise Refusal("incident-invalid", "it is due after now, and within ten years", field="due")
        return step
    action = seen.actions.get(step.action)
    if action is None:
        raise Refusal("not-found", f"no action {step.action}", field="action")
    if action.owner != party:
        raise Refusal("not-yours", f"it is for {action.owner} to answer, and to do", field="action")
    if isinstance(step, ActionDone):
        if action.state is ActionState.DONE:
            return None
        if action.state is not ActionState.ACCEPTED:
            raise Refusal("incident-invalid", f"it is {action.state}: accept it first", field="action")
        return step
    if action.state is not ActionState.PROPOSED:
        accepted = action.state in (ActionState.ACCEPTED, ActionState.DONE)
        if accepted is step.accepts:
            return None
        raise Refusal("has-ended", f"it is {action.state}", field="action")
    return step
