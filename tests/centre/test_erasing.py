"""Of a notice that was erased, a party's desks hold no draft, and their journal replays to the same."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.centre.drafts import CheckDrafts, ThrowAway, WriteDrafts, Written, digest_of
from tansiq.centre.erasing import DraftsErased, EraseDrafts, planned
from tansiq.centre.machine import AnyCommand, blueprint
from tansiq.centre.people import OpenCentre
from tansiq.centre.refusals import Refusal
from tansiq.journal.erasure import remainder_of
from tansiq.office.erased import Erasable, Ground, Thing

CENTRE = blueprint()
NAMES = st.sampled_from(("n1", "n2", "n3", "n4"))
STEPS = st.one_of(
    st.tuples(st.just("write"), st.lists(NAMES, min_size=1, max_size=3, unique=True), NAMES | st.just("")),
    st.tuples(st.just("check"), NAMES),
    st.tuples(st.just("throw"), st.lists(NAMES, min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("erase"), st.lists(NAMES, min_size=1, max_size=2, unique=True)),
)


class Run:
    """A centre's journal in memory, and the state that follows."""

    def __init__(self) -> None:
        self.machine = CENTRE.begin()
        self.bodies: list[bytes] = []
        self.give(OpenCentre("relief"))

    def dump(self) -> bytes:
        return b"".join(CENTRE.dump(self.machine.state))

    def give(self, command: AnyCommand) -> None:
        try:
            events, _ = self.machine.decide(command, len(self.bodies))
        except Refusal:
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

    def erase(self, names: list[str]) -> None:
        things = tuple(Thing(Erasable.NOTICE, name) for name in names)
        whole = [(n, body) for n, body in enumerate(self.bodies, 1) if b'"drafts.put"' in body]
        left = planned(whole, things, CENTRE.decode)
        vouched = tuple(remainder_of(*one) for one in left)
        self.give(EraseDrafts(Ground.ORDER, things, vouched, "office", ("Amal", "Bashir"), "court"))
        for number, body in left:
            assert len(body) == len(self.bodies[number - 1])
            self.bodies[number - 1] = body
        for body in self.bodies:
            assert not any(f"secret of {name}".encode() in body for name in names)
            assert b'"drafts.put"' not in body or not any(f'"changes":"{name}"'.encode() in body for name in names)


@given(st.lists(STEPS, max_size=25))
@settings(deadline=None)
def test_whatever_was_drafted_and_erased_a_replay_gives_what_is_there(steps: list[tuple[str, ...]]) -> None:
    run = Run()
    for number, (what, *how) in enumerate(steps):
        if what == "write":
            drafts = tuple(Written(name, f'{{"t":"secret of {name} {how[1]}"}}', changes=how[1]) for name in how[0])
            run.give(WriteDrafts(f"p{number % 2}", drafts))
        elif what == "check" and how[0] in run.machine.state.drafts:
            run.give(CheckDrafts("p2", ((how[0], run.machine.state.drafts[how[0]].digest),)))
        elif what == "throw":
            run.give(ThrowAway("p1", tuple(how[0])))
        elif what == "erase":
            run.erase(list(how[0]))
    replayed = CENTRE.begin()
    for body in run.bodies:
        replayed.replay(body)
    assert b"".join(CENTRE.dump(replayed.state)) == run.dump()


def test_of_an_import_only_the_draft_of_that_notice_goes() -> None:
    run = Run()
    run.give(WriteDrafts("p", tuple(Written(name, f'{{"t":"secret of {name}"}}') for name in ("n1", "n2"))))
    run.erase(["n1"])
    assert run.machine.state.drafts.keys() == {"n2"}
    assert run.machine.state.drafts["n2"].digest == digest_of('{"t":"secret of n2"}')
    assert isinstance(CENTRE.decode(run.bodies[-1]), DraftsErased)
    count = len(run.bodies)
    run.erase(["n1"])
    assert len(run.bodies) == count, "once is enough"
