"""Lines of scenes about incidents.

relief alleges I near-miss of 08:00-08:10 at 0,0 with army,uss1 [breaking Q] [saying ...]      an incident is opened
army accounts I saying ...                        its own account, or the next version of it
army invites uss1 into I
relief states I f1,f2 saying a; b                 facts are proposed
army agrees-to|disputes|shrugs-at f1 in I [saying ...]
army asks-in I q1 saying ...                      a question
relief replies a1 to q1 in I saying ... / army settles|unsettles q1 in I
army links operation:O,notice:N to I / army unlinks notice:N from I
army owns-up I / army denies I [saying ...]       acknowledges or disputes it
relief offers c1 to close I saying ... / army accepts|refuses c1 of I / relief drops I as c2 because ...
army reopens I because ...
army charges relief with a1 in I by 12:00 saying ... / relief takes|turns-down|finishes a1 in I
army recounts I                                   what it sees of it
army lists incidents
relief shows-what army has of I
army counts Q                                     each side's own count of what broke a quiet period
army asks-what-was-told of I [within 60]
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tansiq.office.incident import (
    AccountGiven,
    ActionAnswered,
    ActionDone,
    ActionProposed,
    ClosedWithout,
    ClosingAnswered,
    ClosingProposed,
    FactsProposed,
    FactStand,
    FactStood,
    Incident,
    IncidentKind,
    Invited,
    Link,
    Linked,
    LinkKind,
    QuestionAnswered,
    QuestionsAsked,
    QuestionSettled,
    Reopened,
    SideStand,
    Step,
    Stood,
    Unlinked,
)
from tansiq.office.incident_figures import incidents_of, of_incidents
from tansiq.office.incident_passing import Passed
from tansiq.office.incident_seen import SeenIncident, seen_incident, shown_to
from tansiq.office.incidents import Contribute, IncidentGiven, IncidentOpened, IncidentSaid, OpenIncident
from tansiq.office.machine import AnyCommand
from tansiq.office.state import Office
from tansiq.office.told_by_then import ToldThing, candidates, span_of, told

if TYPE_CHECKING:
    from tests.office.stage import Stage

_VERBS = {
    "alleges", "accounts", "brings", "states", "agrees-to", "disputes", "shrugs-at", "asks-in", "replies", "settles",
    "unsettles", "links", "unlinks", "owns-up", "denies", "offers", "drops", "reopens", "charges", "takes",
    "turns-down", "finishes",
}  # fmt: skip


def is_about_incidents(words: list[str]) -> bool:
    answers = words[1:2] in (["accepts"], ["refuses"]) and words[3:4] == ["of"]
    return len(words) > 1 and (words[1] in _VERBS or answers)


def is_a_look_at_incidents(words: list[str]) -> bool:
    return words[1:2] in (["recounts"], ["shows-what"], ["counts"], ["asks-what-was-told"]) or words[1:3] == [
        "lists", "incidents",
    ]  # fmt: skip


def command_of(stage: Stage, words: list[str]) -> AnyCommand:
    party = words[0]
    if words[1] == "alleges":
        start, _, end = words[words.index("of") + 1].partition("-")
        place = [word for word in words if word != words[words.index("of") + 1]]
        account = AccountGiven(1, "en", _digest(_rest(words, "saying"))) if "saying" in words else None
        quiet = stage.id_of(words[words.index("breaking") + 1]) if "breaking" in words else ""
        return OpenIncident(
            party, stage.id_of(words[2]), f"officer of {party}", IncidentKind(words[3]), stage.clock(start),
            stage.clock(end), _digest(words[2]), tuple(words[words.index("with") + 1].split(",")),
            (stage.volume_of(place)[0],) if "at" in words else (),
            quiet_period=quiet, account=account,
        )  # fmt: skip
    incident_id = stage.id_of(_incident(words))
    return Contribute(party, incident_id, f"officer of {party}", _step(stage, words, incident_id))


def _incident(words: list[str]) -> str:
    if words[1] in ("accounts", "states", "asks-in", "owns-up", "denies", "reopens", "drops"):
        return words[2]
    for word in ("in", "into", "from", "close", "of"):
        if word in words:
            return words[words.index(word) + 1]
    return words[words.index("to") + 1]


def _step(stage: Stage, words: list[str], incident_id: str) -> Step:
    party, verb, third = words[:3]
    said = _rest(words, "saying")
    body = _digest(said) if said else ""
    match verb:
        case "accounts":
            incident = stage.state.incidents.get(incident_id)
            told = () if incident is None else (entry for entry in incident.entries if entry.by == party)
            before = sum(isinstance(entry.step, AccountGiven) for entry in told)
            return AccountGiven(before + 1, "en", body)
        case "brings":
            return Invited(tuple(third.split(",")))
        case "states":
            return FactsProposed(tuple(words[3].split(",")), body)
        case "agrees-to" | "disputes" | "shrugs-at":
            stands = {"agrees-to": FactStand.AGREES, "disputes": FactStand.DISPUTES, "shrugs-at": FactStand.NONE}
            return FactStood(third, stands[verb], body)
        case "asks-in":
            return QuestionsAsked((words[3],), body)
        case "replies":
            return QuestionAnswered(third, words[4], body)
        case "settles" | "unsettles":
            return QuestionSettled(third, verb == "settles")
        case "links":
            return Linked(tuple(_link(stage, one) for one in third.split(",")))
        case "unlinks":
            return Unlinked(_link(stage, third))
        case "owns-up":
            return Stood(SideStand.ACKNOWLEDGED, body)
        case "denies":
            return Stood(SideStand.DISPUTED, body)
        case "offers":
            return ClosingProposed(third, body)
        case "accepts" | "refuses":
            return ClosingAnswered(third, verb == "accepts", body)
        case "drops":
            return ClosedWithout(words[4], _digest(_rest(words, "because")))
        case "reopens":
            return Reopened(_digest(_rest(words, "because")))
        case "charges":
            return ActionProposed(words[4], third, stage.clock(words[words.index("by") + 1]), body)
        case "takes" | "turns-down":
            return ActionAnswered(third, verb == "takes", body)
    return ActionDone(third, body)


def look(stage: Stage, words: list[str]) -> str:
    state, party, now_us = stage.state, words[0], stage.now_us
    match words[1]:
        case "lists":
            found = [
                f"{one.incident.id} of {one.incident.opened_by}: {one.incident.kind}, {one.state}"
                for _, incident_id in state.incidents.times_for(party)
                for one in [seen_incident(state, incident_id, party, now_us)]
            ]
            return "\n".join(found) or "nothing"
        case "shows-what":
            shown = shown_to(state, stage.id_of(words[5]), party, words[2], now_us)
            if shown is None:
                return "nothing"
            lines = [f"{_tag(entry.step)} since {_time(at_us)}" for entry, at_us in shown.held]
            return "\n".join([*lines, *(f"{_tag(entry.step)} waits" for entry in shown.waiting)])
        case "counts":
            counted = of_incidents(state, incidents_of(state, stage.id_of(words[2]), party), party, now_us)
            lines = [
                f"{one.party} on {_time(one.day_us)}: {one.incident} {one.own}, over all {one.over_all}"
                for one in counted
            ]
            return "\n".join(lines) or "nothing"
        case "asks-what-was-told":
            seen = seen_incident(state, stage.id_of(words[3]), party, now_us)
            minutes = int(words[words.index("within") + 1]) if "within" in words else 60
            span = span_of(seen.incident, minutes * 60_000_000)
            things = told(state, span, party, now_us, candidates(state, span, party))
            return "\n".join(map(_told_line, things)) or "nothing"
    return _recounted(state, seen_incident(state, stage.id_of(words[2]), party, now_us))


def _recounted(state: Office, seen: SeenIncident) -> str:
    lines = [f"{seen.state}{', something waits' if seen.waiting else ''}"]
    for side in seen.sides.values():
        versions = ", ".join(f"account {step.version} at {_time(said.at_us)}" for step, said in side.accounts)
        lines.append(f"{side.party}: {side.state}{f', {versions}' if versions else ''}")
    for fact in seen.facts.values():
        stands = "".join(f", {party} {stand}" for party, (stand, _) in fact.stands.items())
        lines.append(f"fact {fact.id} of {fact.said.by}: {fact.state}{stands}")
    for question in seen.questions.values():
        answers = "".join(f", {said.by} answers" for _, said in question.answers)
        lines.append(f"question {question.id}: {'answered' if question.answered else 'open'}{answers}")
    lines += [f"link of {by} to {link.kind} {link.id}" for by, link in seen.links]
    for one in seen.closings:
        answers = "".join(
            f", {party} {'agrees' if agrees else 'disagrees'}" for party, (agrees, _) in one.answers.items()
        )
        how = "by agreement" if one.by_agreement else "without agreement"
        lines.append(
            f"closing {one.id} {how}{', closed' if one.closed else ''}{answers}"
            + (f", over at {_time(one.over.at_us)}" if one.over else "")
        )
    for action in seen.actions.values():
        late = ", overdue" if action.overdue else ""
        lines.append(f"action {action.id} of {action.owner} by {_time(action.due_us)}: {action.state}{late}")
    return "\n".join(lines)


def _told_line(one: ToldThing) -> str:
    told = []
    for by in one.told:
        steps = [f"{step.what} {_time(step.at_us)}{' (later)' if step.later else ''}" for step in by.steps]
        told.append(f"{by.party} {', '.join(steps) or 'not told'}{' (before: not kept)' if by.earlier_unknown else ''}")
    return f"{one.link.kind} {one.link.id} of {one.owner}: {'; '.join(told) or 'nobody'}"


def reply(answer: object, party: str) -> list[str] | None:
    if isinstance(answer, Incident):
        return [f"incident {answer.id} of {' '.join(answer.parties)}{', something waits' if answer.waits else ''}"]
    return None


def event_name(event: object) -> str | None:
    match event:
        case IncidentOpened():
            return f"incident.opened {event.incident.id}{_tells(event)}"
        case IncidentSaid():
            return f"incident.said {event.incident} ({_tag(event.entry.step)}){_passes(event.passed)}{_tells(event)}"
        case IncidentGiven():
            return f"incident.given {event.incident}{_passes(event.passed)}{_tells(event)}"
    return None


def _passes(passed: tuple[Passed, ...]) -> str:
    return "".join(f" {one.party}:{','.join(map(str, one.numbers))}" for one in passed)


def _tells(event: IncidentOpened | IncidentSaid | IncidentGiven) -> str:
    return " tells " + ("; ".join(f"{' '.join(tell.to)}: {tell.why}" for tell in event.tell) or "nobody")


def _tag(step: Step) -> str:
    return str(step.__struct_config__.tag)


def _link(stage: Stage, text: str) -> Link:
    kind, _, name = text.partition(":")
    return Link(LinkKind(kind), stage.id_of(name))


def _time(at_us: int) -> str:
    moment = datetime.fromtimestamp(at_us / 1e6, UTC)
    return f"{moment:%H:%M}" if moment.day == 1 else f"{moment:%d %b %H:%M}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _rest(words: list[str], word: str) -> str:
    return " ".join(words[words.index(word) + 1 :]) if word in words else ""
