"""Incidents: what all who take part make of them, whatever comes in which order; and that nobody else can tell."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tansiq.office.feed import read_feed
from tansiq.office.incident import Invited, Link, LinkKind, Reopened
from tansiq.office.incident_figures import incidents_of, of_incidents
from tansiq.office.incident_seen import SeenIncident, seen_incident
from tansiq.office.incidents import Contribute
from tansiq.office.machine import decide
from tansiq.office.refusals import Refusal
from tansiq.office.told_by_then import candidates, span_of, told
from tests.office.stage import Stage
from tests.thorough import tries

OPENER, PARTIES = "relief", ("relief", "army", "uss1")
FLOWS = "06:00-23:00 {one}>{other}:all:aircraft,convoy,site {other}>{one}:all:aircraft,convoy,site"
usual = settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))


def opened(*, triangle: bool = True) -> Stage:
    """Three parties, each with an agreement with the next, and somebody who has one with each of them, too."""
    stage = Stage()
    stage.play("there are army:air-force relief:relief uss1:drone-service press:other")
    pairs = [("A", "army", "relief"), ("B", "relief", "uss1"), ("P1", "press", "relief"), ("P2", "army", "press")]
    for name, one, other in [*pairs, *([("C", "army", "uss1")] if triangle else [])]:
        said = stage.play(f"{one} agrees {name} with {other} level information {FLOWS.format(one=one, other=other)}")
        assert "in force" in said, said
    stage.play("relief proposes quiet Q under P1 at 0,0 12:00-14:00")
    stage.play("relief alleges I near-miss of 08:00-08:10 at 0,0 with army,uss1 breaking Q saying words")
    stage.play("relief states I f1 saying a fact")
    return stage


def seen_by(stage: Stage, party: str) -> SeenIncident:
    return seen_incident(stage.state, stage.id_of("I"), party, stage.now_us)


def made_of(seen: SeenIncident) -> object:
    """What a reader makes of it, without when it came to whom."""
    return (
        seen.state,
        {party: (side.state, [step.body for step, _ in side.accounts]) for party, side in seen.sides.items()},
        {
            one.id: (one.state, {party: stand for party, (stand, _) in one.stands.items()})
            for one in seen.facts.values()
        },
        {one.id: ([key for key, _ in one.answers], one.answered is None) for one in seen.questions.values()},
        [(one.id, one.closed, one.over is None, sorted(one.answers)) for one in seen.closings],
        {one.id: (one.state, one.overdue) for one in seen.actions.values()},
    )


@usual
@given(
    st.lists(st.tuples(st.sampled_from(PARTIES), st.sampled_from(("agrees-to", "disputes", "shrugs-at"))), max_size=8)
)
def test_a_fact_is_agreed_when_all_agree_and_disputed_when_anybody_disputes(stands: list[tuple[str, str]]) -> None:
    stage, last = opened(), {OPENER: "agrees-to", "army": "", "uss1": ""}
    for party, verb in stands:
        stage.play(f"{party} {verb} f1 in I")
        last[party] = verb
    expected = "open"
    if "disputes" in last.values():
        expected = "disputed"
    elif set(last.values()) == {"agrees-to"}:
        expected = "agreed"
    for party in PARTIES:
        assert seen_by(stage, party).facts["f1"].state == expected, last


@usual
@given(st.lists(st.tuples(st.sampled_from(("army", "uss1")), st.sampled_from(("owns-up", "denies"))), max_size=6))
def test_it_is_acknowledged_by_all_of_the_others_and_disputed_by_any(answers: list[tuple[str, str]]) -> None:
    stage, last = opened(), {"army": "", "uss1": ""}
    for party, verb in answers:
        stage.play(f"{party} {verb} I")
        last[party] = verb
    expected = "alleged"
    if "denies" in last.values():
        expected = "disputed"
    elif set(last.values()) == {"owns-up"}:
        expected = "acknowledged"
    assert {seen_by(stage, party).state.value for party in PARTIES} == {expected}


@usual
@given(st.lists(st.tuples(st.sampled_from(PARTIES), st.booleans()), max_size=8), st.sampled_from(PARTIES))
def test_it_is_closed_by_agreement_when_each_of_the_others_agrees(
    answers: list[tuple[str, bool]], proposer: str
) -> None:
    stage, agreed, closed = opened(), {party: False for party in PARTIES if party != proposer}, False
    stage.play(f"{proposer} offers c1 to close I saying words")
    for party, agrees in answers:
        said = stage.play(f"{party} {'accepts' if agrees else 'refuses'} c1 of I")
        if party == proposer or closed:
            assert said.startswith("refused")
        else:
            agreed[party] = agrees
            closed = all(agreed.values())
    assert seen_by(stage, "uss1").closed is closed


def test_somebodys_leaving_makes_nobody_agree_to_what_was_not_agreed_or_was_replaced() -> None:
    for said in ("army refuses c1 of I", "relief offers c2 to close I saying other words"):
        stage = opened()
        for number, line in enumerate(("relief offers c1 to close I saying words", "army accepts c1 of I", said)):
            stage.play(f"now 09:0{number}")
            stage.play(line)
        stage.play("now 09:10")
        stage.play("uss1 leaves")
        for party in ("relief", "army"):
            seen = seen_by(stage, party)
            assert seen.state == "alleged"
            assert not any(one.closed for one in seen.closings)
        stage.play("now 09:20")
        stage.play(f"army accepts {seen.closings[-1].id} of I")
        assert seen_by(stage, "relief").state == "closed by agreement", "and nobody waits for whoever has left"


def test_what_was_closed_without_one_that_had_left_stays_closed_when_it_comes_back() -> None:
    stage = opened()
    for line in (
        "now 09:01", "relief offers c1 to close I saying words", "now 09:02", "army accepts c1 of I",
        "now 09:03", "uss1 leaves", "army invites V objections 1", "now 09:10", "uss1 applies with V as drone-service",
        "now 10:11", "housekeeping",
    ):  # fmt: skip
        stage.play(line)
    assert stage.state.parties["uss1"].state == "admitted"
    for party in PARTIES:
        assert seen_by(stage, party).state == "closed by agreement"
    stage.play("army reopens I because of news")
    stage.play("now 10:12")
    stage.play("relief offers c2 to close I saying words")
    stage.play("army accepts c2 of I")
    assert seen_by(stage, "army").state == "alleged", "now it is waited for again"


def test_nobody_fills_an_incident_so_that_the_others_cannot_read_it() -> None:
    stage = opened()
    for number in range(98):
        stage.play(f"relief accounts I saying {number}")
    said = [stage.play(f"relief accounts I saying {number}") for number in (98, 99)]
    assert said[0].startswith("incident")
    assert said[1].startswith("refused incident-invalid (text): an account has at most 100 versions")
    for number in range(20):
        last = stage.play(f"army states I {','.join(f'f-{number}-{i}' for i in range(50))} saying words")
    assert last.startswith("incident")
    one_more = stage.play("army states I f-more saying words")
    assert one_more.startswith("refused incident-invalid (facts): a party has at most 1,000 facts")
    assert stage.play("uss1 states I f-more saying words").startswith("incident"), "others may"


LINES = st.sampled_from(
    [f"{party} {words}" for party in PARTIES for words in (
        "accounts I saying {n}", "states I f{n} saying words", "agrees-to f1 in I", "disputes f1 in I saying {n}",
        "asks-in I q{n} saying words", "replies a{n} to q1 in I saying words", "settles q1 in I",
        "owns-up I", "denies I", "offers c{n} to close I saying words", "drops I as c{n} because it is over",
        "reopens I because {n}", "charges army with t{n} in I by 09:30 saying words", "takes t1 in I",
        "finishes t1 in I",
    )]
    + [f"{party} accepts c{number} of I" for party in PARTIES for number in range(4)]
    + ["army suspends A because of a dispute", "army resumes A", "relief suspends B because of one"] * 3
    + [*["relief resumes B"] * 3, *["housekeeping"] * 4]
)  # fmt: skip


@usual
@example(
    ["army suspends A because of a dispute", *(f"{one} offers c{{n}} to close I saying words" for one in PARTIES[:2])],
    False,
)
@given(st.lists(LINES, max_size=30), st.booleans())
def test_all_make_the_same_of_it_once_all_has_come_to_them_in_whatever_order(lines: list[str], triangle: bool) -> None:
    stage = opened(triangle=triangle)
    for number, line in enumerate(lines):
        stage.play(f"now 09:{number:02}")
        stage.play(line.format(n=number))
    for line in ("army resumes A", "relief resumes B", "now 09:45", "housekeeping", "housekeeping", "housekeeping"):
        stage.play(line)
    assert not stage.state.incidents.waiting
    for party in PARTIES:
        incident = seen_by(stage, party).incident
        assert list(stage.state.incidents.times_for(party)) == [(incident.changed_us(party), incident.id)]
    first, *others = (made_of(seen_by(stage, party)) for party in PARTIES)
    assert all(other == first for other in others)
    for entry in seen_by(stage, OPENER).incident.entries:
        assert len({entry.by, *(one.party for one in entry.given)} - {""}) == len(entry.given) + bool(entry.by)


def outside(stage: Stage, outsider: str) -> str:
    """All that somebody who takes no part can ask, and how it is refused."""
    state, now_us, incident = stage.state, stage.now_us, stage.id_of("I")
    lines = [f"feed {item}" for item in read_feed(state, outsider, 0, 10_000).items]
    lines += [
        repr(made_of(one))
        for _, name in state.incidents.times_for(outsider)
        for one in [seen_incident(state, name, outsider, now_us)]
    ]
    lines += [
        repr(one) for one in of_incidents(state, incidents_of(state, stage.id_of("Q"), outsider), outsider, now_us)
    ]
    for step in (Invited((outsider,)), Invited(("army",)), Reopened("x" * 64)):
        try:
            lines.append(repr(decide(state, Contribute(outsider, incident, "", step), now_us)))
        except Refusal as refusal:
            lines.append(f"{refusal.code} {refusal.field} {refusal.message}")
    own = seen_incident(state, stage.id_of("K"), outsider, now_us).incident
    span = span_of(own, 3_600_000_000)
    lines += [repr(one) for one in told(state, span, outsider, now_us, candidates(state, span, outsider))]
    return "\n".join(lines)


@usual
@given(st.lists(LINES, max_size=20))
def test_who_takes_no_part_cannot_tell_whether_there_is_an_incident(lines: list[str]) -> None:
    said = []
    for is_there in (True, False):
        stage = opened()
        stage.play("press alleges K other of 08:00-08:10 at 0,0 with relief breaking Q saying words")
        if not is_there:
            stage.state.incidents.drop(stage.id_of("I"))
        for number, line in enumerate(lines):
            if is_there or " I" not in line:
                stage.play(line.format(n=number))
        said.append(outside(stage, "press"))
    assert said[0] == said[1]
    assert "IncidentState.ALLEGED" in said[0], "its own it sees"


def test_whoever_was_not_told_that_it_is_done_is_told_nothing_that_would_say_so() -> None:
    stage = opened(triangle=False)
    stage.play("relief charges army with t1 in I by 09:30 saying words")
    stage.play("army takes t1 in I")
    stage.play("army suspends A because of a dispute")
    stage.play("army finishes t1 in I")
    stage.play("now 09:31")
    assert "action-overdue" not in stage.play("housekeeping"), "it is done"
    assert seen_by(stage, "relief").actions["t1"].state == "accepted"
    stage.play("relief charges army with t2 in I by 09:40 saying more")
    stage.play("now 09:41")
    assert "tells relief uss1: action-overdue" in stage.play("housekeeping"), "the army was not told of it"


def test_who_takes_part_without_ones_being_told_is_not_told_by_who_holds_what_one_said() -> None:
    stage = opened(triangle=False)
    for line in (
        "army ends P2 because it is over", "army accounts I saying words", "army suspends A because of a dispute",
        "relief brings press into I",
    ):  # fmt: skip
        stage.play(line)
    for is_told in (False, True):
        seen = seen_by(stage, "army")
        assert "press" in {one.party for entry in seen.incident.entries if entry.by == "army" for one in entry.given}
        assert ("press" in seen.sides) is is_told
        ((_, said),) = seen.sides["army"].accounts
        assert sorted(one.party for one in said.given) == [*(["press"] if is_told else []), "relief", "uss1"]
        stage.play("army resumes A")
        stage.play("housekeeping")


def test_a_link_to_what_one_may_not_see_is_not_told_of() -> None:
    stage = opened()
    stage.play("relief releases N as site at 0,0 to army:exact until 30d called Clinic")
    before = read_feed(stage.state, "uss1", 0, 1_000).last, seen_by(stage, "uss1").changed_us
    stage.play("now 09:10")
    stage.play("relief links notice:N to I")
    stage.play("relief unlinks notice:N from I")
    assert (read_feed(stage.state, "uss1", 0, 1_000).last, seen_by(stage, "uss1").changed_us) == before
    stage.play("relief links notice:N to I")
    link = Link(LinkKind.NOTICE, stage.id_of("N"))
    assert [(by, one) for by, one in seen_by(stage, "army").links] == [("relief", link)]
    assert not seen_by(stage, "uss1").links


def test_a_link_stays_for_those_who_saw_the_thing_when_it_is_forgotten() -> None:
    stage = opened()
    stage.play("army plans O as aircraft at 5,5 10:00-11:00 called Falcon")
    stage.play("army links operation:O to I")
    for line in ("now 11:01", "housekeeping", "now 11:30+1d", "housekeeping"):
        stage.play(line)
    assert stage.id_of("O") not in stage.state.operations
    assert seen_by(stage, "relief").links
    assert seen_by(stage, "uss1").links


def test_whoever_has_left_the_office_is_waited_for_no_longer() -> None:
    stage = opened()
    stage.play("army owns-up I")
    stage.play("army agrees-to f1 in I")
    assert seen_by(stage, "relief").state == "alleged"
    assert stage.play("uss1 leaves").startswith("refused") is False
    assert seen_by(stage, "relief").state == "acknowledged"
    assert seen_by(stage, "relief").facts["f1"].state == "agreed"
