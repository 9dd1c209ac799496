"""Random commands about incidents that fit the state often enough."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from tansiq.office import incident_seen
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
from tansiq.office.incidents import Contribute, OpenIncident
from tansiq.office.machine import AnyCommand
from tansiq.office.state import Office

HERE = ("uss1", "uss2", "city")
_MINUTE_US = 60_000_000


@st.composite
def mishap(draw: st.DrawFn, state: Office, serial: int, now_us: int, *, near_miss: bool) -> AnyCommand:
    """Somebody opens an incident, or says something in one."""
    known = list(state.incidents.rows())
    party = draw(st.sampled_from(HERE))
    if not known or not draw(st.integers(0, 5)):
        others = draw(st.lists(st.sampled_from([one for one in HERE if one != party]), min_size=1, max_size=2))
        account = AccountGiven(1, "ar", digest(serial)) if draw(st.booleans()) else None
        quiet = draw(st.sampled_from(["", "", "none", *[one.id for one in state.quiet.rows()]]))
        return OpenIncident(
            party, f"incident-{serial}", "somebody", draw(st.sampled_from(IncidentKind)), now_us - _MINUTE_US, now_us,
            digest(serial), tuple(dict.fromkeys(others)), quiet_period=quiet,
            account=account,
        )  # fmt: skip
    incident = draw(st.sampled_from(known))
    by = party if near_miss else draw(st.sampled_from(incident.parties))
    seen = incident_seen.seen(state, incident, by, now_us)
    return Contribute(by, incident.id, "somebody", draw(steps(state, seen, by, serial, now_us)))


@st.composite
def steps(draw: st.DrawFn, state: Office, seen: incident_seen.SeenIncident, by: str, serial: int, now_us: int) -> Step:
    """What a party may say, of what it mostly sees."""
    body = digest(serial)
    facts, questions = [*seen.facts, "none"], [*seen.questions, "none"]
    actions = [*seen.actions, "none"]
    closing = "none" if seen.closing is None else seen.closing.id
    owned = [action.id for action in seen.actions.values() if action.owner == by] or actions
    version = len(seen.sides[by].accounts) + 1 if by in seen.sides else 1
    linked = [link for who, link in seen.links if who == by] or [Link(LinkKind.NOTICE, "none")]
    things = [
        *(Link(LinkKind.OPERATION, one) for one in list(state.operations)[:3]),
        *(Link(LinkKind.NOTICE, one) for one in list(state.notices)[:3]),
        *(Link(LinkKind.THREAD, one) for one in list(state.threads)[:3]),
        *(Link(LinkKind.REPORT, one) for one in list(state.reports)[:3]),
        *(Link(LinkKind.REQUEST, one.id) for one in list(state.requests.rows())[:3]),
        *(Link(LinkKind.QUIET_PERIOD, one.id) for one in list(state.quiet.rows())[:3]),
        Link(LinkKind.REQUEST, "none"),
    ]
    every: tuple[Step, ...] = (
        Invited((draw(st.sampled_from(HERE)),)),
        AccountGiven(version, "ru", body),
        FactsProposed((f"fact-{serial}",), body),
        FactStood(draw(st.sampled_from(facts)), draw(st.sampled_from(FactStand))),
        FactStood(draw(st.sampled_from(facts)), FactStand.DISPUTES, body),
        QuestionsAsked((f"question-{serial}",), body),
        QuestionAnswered(f"answer-{serial}", draw(st.sampled_from(questions)), body),
        QuestionSettled(draw(st.sampled_from(questions)), draw(st.booleans())),
        Linked(tuple(draw(st.lists(st.sampled_from(things), min_size=1, max_size=2)))),
        Unlinked(draw(st.sampled_from(linked))),
        Stood(draw(st.sampled_from(SideStand))),
        ClosingProposed(f"closing-{serial}", body),
        ClosingAnswered(closing, draw(st.integers(0, 3)) > 0),
        ClosedWithout(f"closing-{serial}", body),
        Reopened(body),
        ActionProposed(f"action-{serial}", draw(st.sampled_from(HERE)), now_us + 30 * _MINUTE_US, body),
        ActionAnswered(draw(st.sampled_from(owned)), draw(st.integers(0, 3)) > 0),
        ActionDone(draw(st.sampled_from(owned))),
    )
    if seen.closed and draw(st.booleans()):
        return Reopened(body)
    return draw(st.sampled_from(every))


def digest(serial: int) -> str:
    return hashlib.sha256(str(serial).encode()).hexdigest()
