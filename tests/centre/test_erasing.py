"""Whatever a party's own journal held in words and was to forget is in none of its entries, what still stands is there,
and a replay gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.centre.drafts import CheckDrafts, ThrowAway, WriteDrafts, Written, digest_of
from tansiq.centre.erasing import ERASABLE_KINDS, ContentErased, EraseContent, is_marked, remainder
from tansiq.centre.erasing_found import (
    Says,
    about,
    errands_about,
    held,
    of_things,
    over_before,
    planned,
    released_before,
)
from tansiq.centre.machine import AnyCommand, blueprint
from tansiq.centre.mirror import Document, TakeIn
from tansiq.centre.outbox import Errand, ErrandState, GiveErrand, SettleErrand
from tansiq.centre.people import OpenCentre
from tansiq.centre.refusals import Refusal
from tansiq.centre.shifts import DropTemplate, GiveOver, KeepTemplate, TakeOver
from tansiq.centre.state import Centre
from tansiq.office.erased import Erasable, Ground, Thing
from tansiq.office.erasure_orders import ConfirmErasure, FinishErasure, OrderErasure
from tansiq.office.refusals import Refusal as OfficeRefusal

CENTRE = blueprint()
NAMES = st.sampled_from(("n1", "n2", "n3", "n4"))
SUBJECTS = st.sampled_from(("notice", "report", "party"))
STEPS = st.one_of(
    st.tuples(st.just("write"), st.lists(NAMES, min_size=1, max_size=3, unique=True), NAMES | st.just("")),
    st.tuples(st.just("check"), NAMES),
    st.tuples(st.just("throw"), st.lists(NAMES, min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("show"), st.lists(st.tuples(SUBJECTS, NAMES), min_size=1, max_size=3, unique=True)),
    st.tuples(st.just("mark"), SUBJECTS, NAMES),
    st.tuples(st.just("gone"), SUBJECTS, NAMES),
    st.tuples(st.just("ask"), st.sampled_from(("notices", "reports", "agreements")), NAMES),
    st.tuples(st.just("settle"), st.booleans()),
    st.tuples(
        st.just("hand over"),
    ),
    st.tuples(
        st.just("take over"),
    ),
    st.tuples(st.just("keep"), NAMES),
    st.tuples(st.just("drop"), NAMES),
    st.tuples(st.just("erase"), st.lists(st.tuples(SUBJECTS, NAMES), min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("time"), st.integers(0, 40)),
)


class Run:
    """A centre's journal in memory, as a store has it, and the state that follows."""

    def __init__(self) -> None:
        self.machine = CENTRE.begin()
        self.bodies: list[bytes] = []
        self.erased: set[int] = set()
        self.give(OpenCentre("relief"))

    @property
    def state(self) -> Centre:
        return self.machine.state

    def dump(self) -> bytes:
        return b"".join(CENTRE.dump(self.state))

    def give(self, command: AnyCommand) -> None:
        try:
            events, _ = self.machine.decide(command, len(self.bodies))
        except (Refusal, OfficeRefusal):
            return
        for event in events:
            before, back = self.dump(), self.machine.invert(event)
            self.machine.evolve(event)
            after = self.dump()
            for undoing in back:
                self.machine.evolve(undoing)
            assert self.dump() == before
            self.machine.evolve(event)
            assert self.dump() == after
            self.bodies.append(msgspec.json.encode(event))

    def whole(self, before: int = 1 << 30) -> list[tuple[int, bytes, Any]]:
        """What has not been erased, as a store finds it: an entry's time is its number."""
        found = [(n, body, CENTRE.decode(body)) for n, body in enumerate(self.bodies, 1) if n not in self.erased]
        return [one for one in found if one[2].__struct_config__.tag in ERASABLE_KINDS and one[0] <= before]

    def erase_what(self, says: Says, command: EraseContent, before: int = 1 << 30) -> None:
        plan = planned(self.whole(before), says)
        parts = {name: getattr(plan, name) for name in ("documents", "drafts", "errands", "hand_overs")}
        stood = self.standing(command.things)
        self.give(with_parts(command, remainders=plan.remainders, **parts))
        for number, body in plan.left:
            assert len(body) == len(self.bodies[number - 1])
            assert CENTRE.decode(body) == remainder(CENTRE.decode(body)), "a remainder of a remainder is itself"
            self.bodies[number - 1] = body
            self.erased.add(number)
        assert self.standing(command.things) == stood, "what stands, and was not to go, is there"

    def standing(self, things: tuple[Thing, ...]) -> Any:
        notices = {thing.id for thing in things if thing.subject is Erasable.NOTICE}
        drafts = {n: one for n, one in self.state.drafts.items() if not {one.id, one.changes} & notices}
        documents = {subject: dict(held) for subject, held in self.state.mirror.documents.items()}
        return drafts, documents, dict(self.state.templates)

    def order(self, *keys: tuple[str, str]) -> None:
        things = tuple(Thing(Erasable(subject), name) for subject, name in keys)
        settled = self.state.outbox.settled
        errands = set(errands_about((event for *_, event in self.whole()), keys, made, settled))
        present = {key: self.state.mirror.find(*key) for key in keys}
        command = EraseContent(Ground.ORDER, things, (), by="office", persons=("Amal", "Bashir"), reference="court")
        self.erase_what(of_things(things, errands, present), command)
        for subject, name in keys:
            copies = [body for body in self.bodies if f"copy of {subject} {name} ".encode() in body]
            shown = self.state.mirror.find(subject, name)
            assert all(shown is not None and shown in body for body in copies), "only what the office shows now"
            if subject == "notice":
                assert not any(f"secret of {name}".encode() in body for body in self.bodies)
        assert not [one for one in self.whole() if of_things(things, errands, present)(one[2])]

    def replayed(self) -> bytes:
        machine = CENTRE.begin()
        for body in self.bodies:
            machine.replay(body)
        return b"".join(CENTRE.dump(machine.state))


def with_parts(command: EraseContent, **parts: Any) -> EraseContent:
    """Commands are data classes."""
    return EraseContent(**{name: parts.get(name, getattr(command, name)) for name in EraseContent.__slots__})


def made(key: str, path: str) -> str:
    return key.partition("#")[0]


def _say(run: Run, number: int, what: str, how: list[Any]) -> None:
    match what:
        case "write":
            drafts = tuple(Written(name, f'{{"t":"secret of {name} {how[1]}"}}', changes=how[1]) for name in how[0])
            run.give(WriteDrafts(f"p{number % 2}", drafts))
        case "check" if how[0] in run.state.drafts:
            run.give(CheckDrafts("p2", ((how[0], run.state.drafts[how[0]].digest),)))
        case "throw":
            run.give(ThrowAway("p1", tuple(how[0])))
        case "show":
            shown = [(s, n, f'{{"t":"copy of {s} {n} in {number}"}}') for s, n in how[0]]
            _take(run, tuple(Document(s, n, msgspec.Raw(body.encode())) for s, n, body in shown))
        case "mark":
            _take(run, (Document(*how, msgspec.Raw(f'{{"erasure":{{"at":{number}}}}}'.encode())),))
        case "gone":
            _take(run, (), (tuple(how),))
        case "ask":
            run.give(GiveErrand(f"{how[1]}#{number}", "POST", f"/api/v1/{how[0]}", f'"words {number}"', "p1", "Lina"))
        case "settle":
            state = ErrandState.DONE if how[0] else ErrandState.REFUSED
            run.give(SettleErrand(run.state.outbox.settled + 1, state, 201, f'{{"t":"answer {number}"}}'))
        case "hand over":
            run.give(GiveOver("p1", f"summary {number}"))
        case "take over" if run.state.hand_overs:
            run.give(TakeOver("p2", max(run.state.hand_overs)))
        case "keep":
            run.give(KeepTemplate("p1", how[0], f'{{"t":"form {number}"}}'))
        case "drop":
            run.give(DropTemplate("p1", how[0]))
        case "erase":
            run.order(*how[0])
        case "time":
            _by_time(run, how[0])


def _take(run: Run, put: tuple[Document, ...], gone: tuple[tuple[str, str], ...] = ()) -> None:
    last = run.state.mirror.last
    run.give(TakeIn(last, last, put, gone))


def _by_time(run: Run, before: int) -> None:
    hold = {("report", "n4"), ("notice", "n4")}
    kept = [body for body in run.bodies if b"copy of report n4 " in body]
    things = released_before(run.state, before, hold)
    assert not things, "nothing was released"
    run.erase_what(over_before(run.state, before, hold, made), EraseContent(Ground.TIME, (), ()), before)
    assert all(body in run.bodies for body in kept if _is_superseded(run, body, before)), "what is held stays"
    for number, body in enumerate(run.bodies, 1):
        if number > before or number in run.erased:
            continue
        assert b"drafts.put" not in body or _stands(run, CENTRE.decode(body).drafts) or b'"n4"' in body


def _is_superseded(run: Run, body: bytes, before: int) -> bool:
    present = run.state.mirror.find("report", "n4")
    return present is None or present not in body


def _stands(run: Run, drafts: Any) -> bool:
    return all(run.state.drafts.get(draft.id) == draft for draft in drafts)


@given(st.lists(STEPS, max_size=40))
@settings(deadline=None)
def test_whatever_was_said_and_erased_a_replay_gives_what_is_there(steps: list[tuple[Any, ...]]) -> None:
    run = Run()
    for number, (what, *how) in enumerate(steps):
        _say(run, number, what, list(how))
    assert run.replayed() == run.dump()


def test_of_an_import_only_the_draft_of_that_notice_goes_and_the_others_can_go_later() -> None:
    run = Run()
    run.give(WriteDrafts("p", tuple(Written(name, f'{{"t":"secret of {name}"}}') for name in ("n1", "n2"))))
    run.order(("notice", "n1"))
    assert run.state.drafts.keys() == {"n2"}
    assert run.state.drafts["n2"].digest == digest_of('{"t":"secret of n2"}')
    assert isinstance(CENTRE.decode(run.bodies[-1]), ContentErased)
    count = len(run.bodies)
    run.order(("notice", "n1"))
    assert len(run.bodies) == count, "once is enough"
    run.order(("notice", "n2"))
    assert not run.state.drafts
    assert not any(b"secret" in body for body in run.bodies)


def test_a_change_that_was_erased_is_the_same_when_it_is_given_again() -> None:
    run = Run()
    command = GiveErrand("k", "POST", "/api/v1/reports", '{"title":"Zubaydah"}', "p1", "Lina")
    run.give(command)
    run.order(("report", "k"))
    assert run.state.outbox.errands[1].body, "it waits: the office is still to have it"
    run.give(SettleErrand(1, ErrandState.DONE, 201, '{"id":"k","title":"Zubaydah"}'))
    run.order(("report", "k"))
    errand = run.state.outbox.errands[1]
    assert (errand.erased, errand.body, errand.answer, errand.name, errand.status) == (True, "", "", "", 201)
    assert not any(b"Zubaydah" in body or b"Lina" in body for body in run.bodies)
    events, again = run.machine.decide(command, 9)
    assert (events, again) == ((), errand)
    with pytest.raises(Refusal):
        run.machine.decide(GiveErrand("k", "POST", "/api/v1/notices", "", "p1"), 9)


def test_which_thing_a_change_is_about() -> None:
    def asked(path: str, answer: str = "") -> Any:
        return about(Errand(1, "key", "POST", path, "", "", 0), answer, lambda key, path: f"{key} {path}")

    assert asked("/api/v1/reports/r%2F1/grade?x=1") == ("report", "r/1")
    assert asked("/api/v1/operations", '{"operation":{"id":"o1"},"conflicts":[]}') == ("operation", "o1")
    assert asked("/api/v1/threads?x=1", '{"id":"t1"}') == ("thread", "t1")
    assert asked("/api/v1/incidents", '{"id":7}') == ("incident", "key /api/v1/incidents"), "not the office's answer"
    assert asked("/api/v1/notices") == ("notice", "key /api/v1/notices"), "an answer too long to be kept"
    assert asked("/api/v1/agreements/a1") is None
    assert asked("/oauth/token") is None


def test_what_an_open_incident_is_linked_to_is_held() -> None:
    links = [{"kind": "report", "id": "r1", "by": "army"}]
    shown = {"shown": {"id": "i1", "state": "alleged", "quiet_period": "q1", "links": links}}
    over = {"shown": {"id": "i2", "state": "closed by agreement", "links": [{"kind": "notice", "id": "n1"}]}}
    assert held(map(msgspec.json.encode, (shown, over))) == {("report", "r1"), ("quiet-period", "q1")}


def test_the_offices_mark_is_found_in_what_is_kept_in_either_form() -> None:
    assert is_marked(b'{"id":"n1","erasure":{"at":"2026"}}')
    assert is_marked(b'{"shown":{"id":"r1","erasure":{"at":"2026"}},"versions":{}}')
    assert not is_marked(b'{"shown":{"id":"r1","text":"erasure"}}')
    assert not is_marked(b'{"id":"n1"}')


def refused(run: Run, command: AnyCommand) -> str:
    with pytest.raises(OfficeRefusal) as refusal:
        run.machine.decide(command, 9)
    return refusal.value.code


def test_two_people_order_it_and_not_what_the_office_still_shows() -> None:
    run = Run()
    _take(run, (Document("report", "r1", msgspec.Raw(b'{"shown":{"text":"Zubaydah"}}')),))
    order: Callable[[str], OrderErasure] = lambda name: OrderErasure(  # noqa: E731
        "relief", name, Erasable.REPORT, "r1", "court", "Amal"
    )
    assert refused(run, order("o1")) == "transition-not-allowed"
    _take(run, (Document("report", "r1", msgspec.Raw(b'{"shown":{"erasure":{}}}')),))
    run.give(order("o1"))
    assert refused(run, ConfirmErasure("relief", "o1", "amal")) == "second-person-needed"
    thing = Thing(Erasable.REPORT, "r1")
    erase = EraseContent(Ground.ORDER, (thing,), planned(run.whole(), lambda event: True).remainders, order="o1")
    assert refused(run, erase) == "transition-not-allowed"
    _take(run, (Document("report", "r1", msgspec.Raw(b'{"shown":{"text":"Zubaydah"}}')),))
    assert refused(run, ConfirmErasure("relief", "o1", "Bashir")) == "transition-not-allowed"
    _take(run, (), (("report", "r1"),))
    run.give(ConfirmErasure("relief", "o1", "Bashir"))
    present = {("report", "r1"): None}
    run.erase_what(of_things((thing,), (), present), EraseContent(Ground.ORDER, (thing,), (), order="o1"))
    assert not any(b"Zubaydah" in body for body in run.bodies)
    said = CENTRE.decode(run.bodies[-2])
    assert isinstance(said, ContentErased)
    assert (said.by, said.persons, said.reference) == ("relief", ("Amal", "Bashir"), "court")
    run.give(FinishErasure("o1"))
    done = run.state.erasures["o1"]
    assert (done.bodies, bool(done.done_us)) == (3, True)
    assert run.replayed() == run.dump()
