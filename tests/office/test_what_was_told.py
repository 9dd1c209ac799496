"""What a party was told stays as it was told: what became of it since, where no channel is in force, does not show."""

from __future__ import annotations

from typing import Any

import pytest

from tansiq.office.agreements import Propose, Sign, Suspend
from tansiq.office.entities import PartyKind, Profile
from tansiq.office.feed import Subject
from tansiq.office.holding import NoticeView, seen_notice
from tansiq.office.invitations import Invite, WithdrawInvitation
from tansiq.office.kinds import NoticeState, OperationState, ThingKind
from tansiq.office.machine import AnyCommand, blueprint
from tansiq.office.notices import PutNotice, RenewNotice, WithdrawNotice
from tansiq.office.operations import PutOperation, SetOperationState
from tansiq.office.parties import Apply, AskToJoin, Found, Join, Leave, secret_digest
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Level, Sight, Terms, digest_of
from tansiq.office.things import Addressee, Card, Content, Precision
from tansiq.volumes import Circle, Volume
from tansiq.volumes.covering import footprint
from tests.office.commands import NOW_US
from tests.office.keeping import keep_house

SIGHTS = {"all": Sight.ALL, "coarse": Sight.COARSE, "exists": Sight.EXISTS, "union": Sight.ALL}


class Room:
    """An office in which an owner has agreed with each of `SIGHTS`."""

    def __init__(self) -> None:
        self.machine, self.now_us = blueprint().begin(), NOW_US
        self.do(Found("owner", _profile("owner")))
        self.do(Invite("owner", "I", secret_digest("s"), "", NOW_US + 30 * DAY_US, HOUR_US))
        for name in (*SIGHTS, "member"):
            self.do(Apply(name, "I", "s", _profile(name)))
        self.pass_by(2 * HOUR_US)
        self.do(AskToJoin("union", "member"))
        self.do(Join("member", "union"))
        for name, sight in SIGHTS.items():
            flows = (Flow("owner", name, tuple(ThingKind), sight), Flow(name, "owner", tuple(ThingKind), Sight.ALL))
            terms = Terms("t", Level.INFORMATION, self.now_us, self.now_us + 300 * DAY_US, flows)
            self.do(Propose("owner", name, 0, ("owner", name), terms))
            for side in ("owner", name):
                self.do(Sign(side, name, "somebody", digest_of(terms, ("owner", name))))

    @property
    def state(self) -> Office:
        return self.machine.state

    def do(self, command: AnyCommand) -> Any:
        events, reply = self.machine.decide(command, self.now_us)
        for event in events:
            self.machine.evolve(event)
        return reply

    def pass_by(self, time_us: int) -> None:
        self.now_us += time_us
        keep_house(self.do)

    def heard(self, party: str, subject: Subject) -> list[str]:
        return [item.why for item in self.state.feeds.get(party, []) if item.subject is subject]

    def held(self, party: str) -> NoticeView:
        return seen_notice(self.state, "N", party, self.now_us)

    def notice(self, version: int, *recipients: str, urgent: bool = False) -> None:
        content = Content(ThingKind.SITE, Card("clinic"), (_around(1.0),))
        addressed = tuple(Addressee(name, Precision.EXACT) for name in recipients)
        until_us = self.now_us + 20 * DAY_US
        self.do(PutNotice("owner", "N", version, content, (1e5,), addressed, urgent, until_us, "a", "b"))

    def operation(self, version: int, title: str, lat: float) -> None:
        volume = _around(lat, self.now_us + HOUR_US, self.now_us + 2 * HOUR_US)
        state = OperationState.ACCEPTED
        self.do(PutOperation("owner", "O", version, ThingKind.DRONE, state, Card(title), (volume,), (1e5,)))


def _profile(name: str) -> Profile:
    return Profile(name, PartyKind.COALITION if name == "union" else PartyKind.OTHER, ("en",))


def _around(lat: float, start_us: int | None = None, end_us: int | None = None) -> Volume:
    circle = Circle(lat, 1.0, 100.0)
    return Volume(circle, 10.0, 20.0, start_us, end_us, footprint(circle).cells)


@pytest.mark.parametrize("what", ["withdrawn", "renewed", "nothing", "urgent"])
def test_a_held_notice_does_not_show_what_became_of_it_since(what: str) -> None:
    room = Room()
    room.notice(0, "all")
    room.do(Suspend("owner", "all", "no trust"))
    room.pass_by(DAY_US)
    if what == "withdrawn":
        room.do(WithdrawNotice("owner", "N", 1, "gone"))
    if what == "renewed":
        room.do(RenewNotice("owner", "N", 1, room.now_us + 100 * DAY_US))
    if what == "urgent":
        room.notice(1, "all", urgent=True)
    assert (room.held("all").notice.state, room.held("all").notice.urgent) == (NoticeState.IN_FORCE, False)
    room.pass_by(18 * DAY_US)
    assert room.held("all").notice.state is NoticeState.IN_FORCE, "it was told 20 days"
    room.pass_by(2 * DAY_US)
    assert room.held("all").notice.state is NoticeState.EXPIRED


def test_whoever_is_no_longer_a_recipient_does_not_hear_how_it_went_on() -> None:
    room = Room()
    room.notice(0, "all", "union")
    room.notice(1, "union")
    room.pass_by(21 * DAY_US)
    assert room.heard("union", Subject.NOTICE)[-1] == "expired"
    assert "expired" not in room.heard("all", Subject.NOTICE)


def test_each_hears_of_an_operation_what_it_sees_to_have_changed() -> None:
    room = Room()
    room.operation(0, "first", 1.0)
    room.operation(1, "another title", 1.0)
    room.operation(2, "another title", 1.0001)
    room.operation(3, "another title", 2.0)
    room.do(SetOperationState("owner", "O", 4, OperationState.ACTIVATED))
    whole = ["planned", "changed", "changed", "changed", "activated"]
    assert room.heard("owner", Subject.OPERATION) == whole
    assert room.heard("all", Subject.OPERATION) == whole
    assert room.heard("coarse", Subject.OPERATION) == ["planned", "changed", "activated"]
    assert room.heard("exists", Subject.OPERATION) == ["planned"]


def test_who_leaves_the_office_is_in_no_coalition_when_it_comes_again() -> None:
    room = Room()
    room.do(Leave("member"))
    assert room.state.parties["union"].members == ()
    room.do(Apply("member", "I", "s", _profile("member")))
    room.pass_by(2 * HOUR_US)
    assert room.heard("member", Subject.PARTY)[-1] == "admitted"
    assert room.state.parties["union"].members == ()


def test_anothers_invitation_is_not_there() -> None:
    room, refused = Room(), []
    for name in ("I", "none"):
        with pytest.raises(Refusal) as caught:
            room.do(WithdrawInvitation("all", name))
        refused.append((caught.value.code, caught.value.message))
    assert refused[0] == refused[1]
