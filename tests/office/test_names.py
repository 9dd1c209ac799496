"""A person's name has a bound wherever one comes in."""

from __future__ import annotations

import pytest

from tansiq.office.agreements import Propose, Sign
from tansiq.office.housekeeping import ROUND
from tansiq.office.kinds import MessageKind, OperationState, ThingKind
from tansiq.office.machine import AnyCommand
from tansiq.office.notices import PutNotice
from tansiq.office.operations import PutOperation, SetOperationState
from tansiq.office.receipts import AcknowledgeNotice
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.saying import Saying
from tansiq.office.talk import PhoneCall
from tansiq.office.terms import digest_of
from tansiq.office.things import Addressee, Card, Content, Precision
from tansiq.office.threads import Acknowledge, OpenThread, Say
from tansiq.volumes import Circle, Volume, footprint
from tests.office.commands import NOW_US
from tests.office.test_housekeeping import Town

LONG = "n" * 201
AROUND = Circle(48.0, 2.0, 100.0)
WHEN = Volume(AROUND, 0.0, 100.0, NOW_US + HOUR_US, NOW_US + 2 * HOUR_US, footprint(AROUND).cells)
WHERE = Volume(AROUND, 0.0, 100.0, cells=footprint(AROUND).cells)


def notice(author: str, checked_by: str) -> PutNotice:
    content, to = Content(ThingKind.SITE, Card("clinic"), (WHERE,)), (Addressee("south", Precision.EXACT),)
    return PutNotice("north", "N", 0, content, (1.0,), to, False, NOW_US + DAY_US, author, checked_by)


@pytest.fixture
def town() -> Town:
    town = Town("north", "south")
    town.agree("A", "north", "south")
    town.do(OpenThread("north", "T", ("south",), "title", Saying("m", "text")))
    town.plan("north", "O")
    for command in ROUND:
        town.do(command)
    return town


CALL = PhoneCall(LONG, NOW_US, 1)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (OpenThread("north", "U", ("south",), "title", Saying("m", "text", person=LONG)), "person"),
        (Say("south", "T", Saying("m", "text", person=LONG)), "person"),
        (Say("south", "T", Saying("m", "text", kind=MessageKind.CALL, call=CALL)), "call.with_whom"),
        (Say("south", "T", Saying("m", "text", kind=MessageKind.TRANSLATION, refers_to=1, language=LONG)), "language"),
        (Acknowledge("south", "T", 1, LONG), "person"),
        (notice(LONG, "b"), "author"),
        (notice("a", LONG), "checked_by"),
        (SetOperationState("north", "O", 1, OperationState.ENDED, LONG), "person"),
        (
            PutOperation(
                "north", "P", 0, ThingKind.DRONE, OperationState.ACCEPTED, Card("t"), (WHEN,), (1.0,), person=LONG
            ),
            "person",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_name_that_is_too_long_is_refused_with_its_field(town: Town, command: AnyCommand, field: str) -> None:
    with pytest.raises(Refusal, match=r"at most (200|35) characters") as caught:
        town.do(command)
    assert caught.value.field == field


def test_so_it_is_where_one_signs_and_acknowledges_a_notice(town: Town) -> None:
    town.do(notice("a", "b"))
    with pytest.raises(Refusal, match="200 characters"):
        town.do(AcknowledgeNotice("south", "N", 1, LONG))
    terms = town.machine.state.agreements["A"].terms
    assert terms is not None
    town.do(Propose("north", "B", 0, ("north", "south"), terms))
    with pytest.raises(Refusal, match="200 characters"):
        town.do(Sign("south", "B", LONG, digest_of(terms, ("north", "south"))))
