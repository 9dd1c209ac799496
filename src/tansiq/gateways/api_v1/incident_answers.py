"""Incidents as `/api/v1` answers them: what each party says stands beside what the others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from tansiq.gateways.api_v1.erasure_forms import ErasureOut, erasure_out
from tansiq.gateways.api_v1.extents import VolumeOut, volume_out
from tansiq.gateways.outlines import moment
from tansiq.office.bodies import IncidentBody
from tansiq.office.erased import is_left
from tansiq.office.incident import AccountGiven, FactStand, Handed, IncidentKind, LinkKind
from tansiq.office.incident_awaits import Awaited, LastSaid, awaited, last_said
from tansiq.office.incident_seen import (
    Action,
    ActionState,
    Closing,
    Fact,
    FactState,
    IncidentState,
    Question,
    Said,
    SeenIncident,
    Shown,
    Side,
    SideState,
)

Bodies = Mapping[str, IncidentBody]


class HandedOut(msgspec.Struct):
    """A party was given what one has said."""

    party: str
    at: datetime


class SaidOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Something that a party said (`at`), and since when one holds it, if another said it (`received`). `text`: absent
    where it said it without words, or where they were erased (`erased`). `given`: of one's own, who holds it."""

    by: str
    person: str = ""
    at: datetime
    received: datetime | None = None
    text: str | None = None
    erased: bool = False
    given: list[HandedOut] = []


class IncidentAccountOut(msgspec.Struct):
    """A party's own account in one of its versions."""

    version: int
    language: str
    said: SaidOut


class AccountVersionOut(msgspec.Struct, omit_defaults=True):
    """When a version was given; without its words."""

    version: int
    at: datetime
    received: datetime | None = None


class SideOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A party that takes part. `invited`: by whom, unless it opened the incident; `stand`: how it said what it says;
    `account` the last version of its own, `versions` all of them."""

    party: str
    state: SideState
    invited: SaidOut | None = None
    stand: SaidOut | None = None
    account: IncidentAccountOut | None = None
    versions: list[AccountVersionOut] = []


class FactStandOut(msgspec.Struct):
    """What a party says to a fact; its words, if it disputes it, are what it says instead."""

    party: str
    stand: FactStand
    said: SaidOut


class FactOut(msgspec.Struct):
    """A fact: agreed by all who take part, disputed by one at least, or open."""

    id: str
    state: FactState
    said: SaidOut
    stands: list[FactStandOut]


class AnswerOut(msgspec.Struct):
    """An answer to a question."""

    id: str
    said: SaidOut


class QuestionOut(msgspec.Struct, omit_defaults=True):
    """A question. `answered`: when the asker said that it is."""

    id: str
    said: SaidOut
    answers: list[AnswerOut]
    answered: datetime | None = None


class LinkOut(msgspec.Struct):
    """Something that it has to do with, and that one may see oneself."""

    kind: LinkKind
    id: str
    by: str
    at: datetime


class ClosingAnswerOut(msgspec.Struct):
    """Whether a party agrees to a closing."""

    party: str
    agrees: bool
    said: SaidOut


class IncidentClosingOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A closing: proposed, `closed` by the agreement of all, or (`by_agreement` false) done without. `over`: it stands
    no more, as another took its place or somebody opened the incident again, with the reason."""

    id: str
    by_agreement: bool
    closed: bool
    said: SaidOut
    answers: list[ClosingAnswerOut] = []
    over: SaidOut | None = None


class ActionOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A corrective action: who is to do what by when, what the owner says to that, and whether it is late."""

    id: str
    owner: str
    due: datetime
    state: ActionState
    overdue: bool = False
    said: SaidOut
    answer: SaidOut | None = None
    done: SaidOut | None = None


class IncidentCountsOut(msgspec.Struct):
    """How much there is of it: facts by state, questions without an answer, actions that are late."""

    agreed: int
    disputed: int
    open: int
    questions: int
    overdue: int


class IncidentAwaitsOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What is asked of oneself: to acknowledge or dispute it (`stand`); facts to which one says nothing yet, questions
    that nobody has answered, corrective actions of one's own that are not done (`due`: the next one); to agree to a
    closing (`closing`)."""

    stand: bool = False
    facts: int = 0
    questions: int = 0
    actions: int = 0
    due: datetime | None = None
    closing: bool = False


class IncidentLastOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What came last from another, or by nobody: from the office, by its clock. `what` as in `said` of the sight; `at`:
    since when one holds it."""

    by: str = ""
    what: str
    at: datetime


class IncidentOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An incident as one sees it: as far as one was told. `state` over all, beside that of each party (`parties`).
    `waiting`: something that one has said waits for a channel; `awaits`: something is asked of oneself; `last`: what
    another said last. In lists without accounts, facts and the rest."""

    id: str
    opened_by: str
    person: str = ""
    opened: datetime
    changed: datetime
    kind: IncidentKind
    begins: datetime = msgspec.field(name="from")
    until: datetime
    title: str = ""
    place: str = ""
    erased: bool = False
    erasure: ErasureOut | None = None
    extents: list[VolumeOut] = []
    quiet_period: str = ""
    state: IncidentState
    waiting: bool = False
    counts: IncidentCountsOut
    awaits: IncidentAwaitsOut | None = None
    last: IncidentLastOut | None = None
    parties: list[SideOut]
    facts: list[FactOut] = []
    questions: list[QuestionOut] = []
    links: list[LinkOut] = []
    closings: list[IncidentClosingOut] = []
    actions: list[ActionOut] = []


class IncidentStepOut(msgspec.Struct, omit_defaults=True):
    """Something that one has said (`what`), and since when the viewer holds it; absent: it waits for a channel."""

    what: str
    at: datetime
    received: datetime | None = None


class IncidentSightOut(msgspec.Struct, omit_defaults=True):
    """What a viewer holds of what one has said oneself. `takes_part`: false where it does not, as far as one knows."""

    viewer: str
    takes_part: bool
    said: list[IncidentStepOut] = []


def digests_of(seen: SeenIncident, *, whole: bool) -> Iterator[str]:
    """The bodies that an answer needs."""
    if seen.erased is None:
        yield seen.incident.body
    if whole:
        yield from digests_said(seen, _all_said(seen))


def digests_said(seen: SeenIncident, some: Iterable[Said]) -> Iterator[str]:
    """Those of what was said in it, but for what was erased."""
    return (said.body for said in some if said.body and is_left(seen.erased, said.at_us))


def incident_out(seen: SeenIncident, bodies: Bodies, *, whole: bool) -> IncidentOut:
    """As it is answered; `whole`: with all that was said."""
    incident, words = seen.incident, bodies.get(seen.incident.body)
    facts = [fact.state for fact in seen.facts.values()]
    return IncidentOut(
        id=incident.id,
        opened_by=incident.opened_by,
        person=incident.person,
        opened=moment(incident.opened_us),
        changed=moment(seen.changed_us),
        kind=incident.kind,
        begins=moment(incident.from_us),
        until=moment(incident.until_us),
        title="" if words is None else words.title,
        place="" if words is None else words.place,
        erased=words is None,
        erasure=erasure_out(seen.erased),
        extents=[volume_out(volume) for volume in incident.extents],
        quiet_period=seen.quiet_period,
        state=seen.state,
        waiting=seen.waiting,
        counts=IncidentCountsOut(
            agreed=facts.count(FactState.AGREED),
            disputed=facts.count(FactState.DISPUTED),
            open=facts.count(FactState.OPEN),
            questions=sum(one.answered is None for one in seen.questions.values()),
            overdue=sum(one.overdue for one in seen.actions.values()),
        ),
        awaits=_awaits_out(awaited(seen)),
        last=_last_out(last_said(seen)),
        parties=[_side_out(side, seen, bodies, whole=whole) for side in seen.sides.values()],
        facts=[_fact_out(one, seen, bodies) for one in seen.facts.values()] if whole else [],
        questions=[_question_out(one, seen, bodies) for one in seen.questions.values()] if whole else [],
        links=[LinkOut(link.kind, link.id, by, moment(said.at_us)) for (by, link), said in seen.links.items()]
        if whole
        else [],
        closings=[_closing_out(one, seen, bodies) for one in seen.closings] if whole else [],
        actions=[_action_out(one, seen, bodies) for one in seen.actions.values()] if whole else [],
    )


def _awaits_out(asked: Awaited) -> IncidentAwaitsOut | None:
    if asked == Awaited():
        return None
    return IncidentAwaitsOut(
        stand=asked.stand,
        facts=asked.facts,
        questions=asked.questions,
        actions=asked.actions,
        due=moment(asked.due_us) if asked.due_us else None,
        closing=asked.closing,
    )


def _last_out(last: LastSaid | None) -> IncidentLastOut | None:
    return None if last is None else IncidentLastOut(by=last.by, what=last.what, at=moment(last.at_us))


def accounts_out(seen: SeenIncident, party: str, bodies: Bodies) -> list[IncidentAccountOut]:
    """All versions of a party's account, the first one first."""
    side = seen.sides.get(party)
    return [_account_out(step, said, seen, bodies) for step, said in (side.accounts if side is not None else ())]


def sight_out(viewer: str, shown: Shown | None) -> IncidentSightOut:
    """As it is answered."""
    if shown is None:
        return IncidentSightOut(viewer, False)
    held = [(entry, moment(at_us)) for entry, at_us in shown.held]
    steps = [*held, *((entry, None) for entry in shown.waiting)]
    steps.sort(key=lambda pair: pair[0].number)
    return IncidentSightOut(
        viewer,
        True,
        [IncidentStepOut(str(one.step.__struct_config__.tag), moment(one.at_us), received) for one, received in steps],
    )


def _all_said(seen: SeenIncident) -> Iterator[Said]:
    for side in seen.sides.values():
        yield from (said for _, said in side.accounts[-1:])
        if side.stood is not None:
            yield side.stood
    for fact in seen.facts.values():
        yield fact.said
        yield from (said for _, said in fact.stands.values())
    for question in seen.questions.values():
        yield question.said
        yield from (said for _, said in question.answers)
    for closing in seen.closings:
        yield closing.said
        yield from (said for _, said in closing.answers.values())
        if closing.over is not None:
            yield closing.over
    for action in seen.actions.values():
        yield from (said for said in (action.said, action.answer, action.done) if said is not None)


def _said_out(said: Said, seen: SeenIncident, bodies: Bodies) -> SaidOut:
    body = bodies.get(said.body)
    text = body.texts[said.place] if body is not None and said.place < len(body.texts) else None
    return SaidOut(
        by=said.by,
        person=said.person,
        at=moment(said.at_us),
        received=moment(said.held_us) if said.by != seen.viewer else None,
        text=text,
        erased=bool(said.body) and text is None,
        given=[_handed_out(one) for one in said.given],
    )


def _handed_out(one: Handed) -> HandedOut:
    return HandedOut(one.party, moment(one.at_us))


def _side_out(side: Side, seen: SeenIncident, bodies: Bodies, *, whole: bool) -> SideOut:
    made = SideOut(party=side.party, state=side.state)
    if not whole:
        return made
    made.invited = None if side.invited is None else _said_out(side.invited, seen, bodies)
    made.stand = None if side.stood is None else _said_out(side.stood, seen, bodies)
    for step, said in side.accounts:
        received = moment(said.held_us) if said.by != seen.viewer else None
        made.versions.append(AccountVersionOut(step.version, moment(said.at_us), received))
    if side.accounts:
        made.account = _account_out(*side.accounts[-1], seen, bodies)
    return made


def _account_out(step: AccountGiven, said: Said, seen: SeenIncident, bodies: Bodies) -> IncidentAccountOut:
    return IncidentAccountOut(step.version, step.language, _said_out(said, seen, bodies))


def _fact_out(fact: Fact, seen: SeenIncident, bodies: Bodies) -> FactOut:
    stands = [FactStandOut(party, stand, _said_out(said, seen, bodies)) for party, (stand, said) in fact.stands.items()]
    return FactOut(fact.id, fact.state, _said_out(fact.said, seen, bodies), stands)


def _question_out(question: Question, seen: SeenIncident, bodies: Bodies) -> QuestionOut:
    answers = [AnswerOut(answer_id, _said_out(said, seen, bodies)) for answer_id, said in question.answers]
    answered = None if question.answered is None else moment(question.answered.at_us)
    return QuestionOut(question.id, _said_out(question.said, seen, bodies), answers, answered)


def _closing_out(closing: Closing, seen: SeenIncident, bodies: Bodies) -> IncidentClosingOut:
    return IncidentClosingOut(
        id=closing.id,
        by_agreement=closing.by_agreement,
        closed=closing.closed,
        said=_said_out(closing.said, seen, bodies),
        answers=[
            ClosingAnswerOut(party, agrees, _said_out(said, seen, bodies))
            for party, (agrees, said) in closing.answers.items()
        ],
        over=None if closing.over is None else _said_out(closing.over, seen, bodies),
    )


def _action_out(action: Action, seen: SeenIncident, bodies: Bodies) -> ActionOut:
    return ActionOut(
        id=action.id,
        owner=action.owner,
        due=moment(action.due_us),
        state=action.state,
        overdue=action.overdue,
        said=_said_out(action.said, seen, bodies),
        answer=None if action.answer is None else _said_out(action.answer, seen, bodies),
        done=None if action.done is None else _said_out(action.done, seen, bodies),
    )
