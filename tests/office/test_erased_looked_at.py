"""What was erased is looked at, planned beside and kept house of by everybody who had seen it, however coarsely."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tansiq.office import agreements, dayplans, notices, operations, reports
from tansiq.office.erased import Erasable
from tansiq.office.erasure_orders import ConfirmErasure, OrderErasure
from tansiq.office.holding import seen_notice
from tansiq.office.information import InformationGrade, Marking, Release, ReportContent, SourceGrade
from tansiq.office.kinds import PLANNED, NoticeState, OperationState, ThingKind
from tansiq.office.machine import AnyCommand, Machine
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Terms
from tansiq.office.things import Addressee, Card, Content, Precision
from tansiq.volumes import Circle
from tests.office.commands import NOW_US
from tests.office.erasing_runs import erase
from tests.office.keeping import keep_house
from tests.office.looking import everything
from tests.office.test_leaks import agree, covered, office_of

PLACE = covered(Circle(36.2, 5.4, 300.0), 0.0, 100.0, NOW_US, NOW_US + HOUR_US)
IDS = ("id-aircraft", "id-notice")


class Written:
    """An office, and what its journal holds."""

    def __init__(self, machine: Machine) -> None:
        self.machine, self.bodies = machine, list[bytes]()

    def give(self, command: AnyCommand) -> Any:
        events, reply = self.machine.decide(command, NOW_US)
        for event in events:
            self.machine.evolve(event)
            self.bodies.append(msgspec.json.encode(event))
        return reply

    def erase(self, subject: Erasable, thing_id: str) -> None:
        self.give(OrderErasure("office", f"o-{thing_id}", subject, thing_id, "court of Aden, 12/2026", "Amal"))
        order = self.give(ConfirmErasure("office", f"o-{thing_id}", "Bashir"))
        assert erase(self.bodies, self.give, (order.thing,), order=order.id)


@pytest.fixture(params=[Sight.EXISTS, Sight.COARSE, Sight.ALL], ids=lambda sight: sight.name)
def office(request: pytest.FixtureRequest) -> Written:
    """army has ended an operation and withdrawn a notice, which relief saw as its agreement says; both were erased."""
    sight: Sight = request.param
    machine = office_of("army", "relief", "other")
    terms = Terms(
        "ours", Level.DECONFLICTION, NOW_US - 11 * HOUR_US, NOW_US + 30 * DAY_US,
        (Flow("army", "relief", (*PLANNED, ThingKind.SITE), sight), Flow("relief", "army", PLANNED, Sight.ALL)),
        separation=(SeparationRule((ThingKind.AIRCRAFT, ThingKind.AIRCRAFT), 4_000.0, 200.0, 15.0),),
        plan_over=True,
    )  # fmt: skip
    agree(machine, "ours", terms, ("army", "relief"))
    written = Written(machine)
    written.give(operations.PutOperation(
        "army", "id-aircraft", 0, ThingKind.AIRCRAFT, OperationState.ACCEPTED, Card("Zubaydah"), (PLACE,), (1.0,)
    ))  # fmt: skip
    if sight is not Sight.EXISTS:
        still = msgspec.structs.replace(PLACE, start_us=None, end_us=None)
        content, to = (
            Content(ThingKind.SITE, Card("Zubaydah"), (still,)),
            Precision[{"ALL": "EXACT"}.get(sight.name, sight.name)],
        )
        written.give(notices.PutNotice(
            "army", "id-notice", 0, content, (1.0,), (Addressee("relief", to),), False, NOW_US + 9 * DAY_US, "a", "b"
        ))  # fmt: skip
        written.give(notices.WithdrawNotice("army", "id-notice", 1, "over"))
        written.erase(Erasable.NOTICE, "id-notice")
    keep_house(written.give)
    written.give(operations.SetOperationState("army", "id-aircraft", 1, OperationState.ENDED))
    written.erase(Erasable.OPERATION, "id-aircraft")
    return written


@pytest.mark.parametrize("viewer", ["army", "relief", "other"])
def test_nobody_is_told_its_words_and_everybody_gets_an_answer(office: Written, viewer: str) -> None:
    answers = everything(office.machine.state, viewer, NOW_US, IDS, [(ThingKind.AIRCRAFT, PLACE)], changes=True)
    assert "Zubaydah" not in answers


def test_the_office_keeps_house_and_the_day_plan_holds_it_no_more(office: Written) -> None:
    later_us = NOW_US + dayplans.UPDATED_US
    found, _ = dayplans.due(office.machine.state, later_us)
    for event in found:
        office.machine.evolve(event)
    keep_house(office.give)
    for party in ("army", "relief"):
        plan = dayplans.issued(office.machine.state, party, NOW_US - NOW_US % DAY_US)
        assert plan is None or not [line for line in plan.lines if line.id], plan


def test_whoever_held_a_notice_is_told_of_its_end_though_nobody_knows_any_more_where_it_was() -> None:
    machine = office_of("army", "relief")
    still = msgspec.structs.replace(PLACE, start_us=None, end_us=None)
    terms = Terms(
        "ours", Level.DECONFLICTION, NOW_US - 11 * HOUR_US, NOW_US + 30 * DAY_US,
        (Flow("army", "relief", (ThingKind.SITE,), Sight.ALL), Flow("relief", "army", PLANNED, Sight.ALL)), area=still,
    )  # fmt: skip
    agree(machine, "ours", terms, ("army", "relief"))
    written = Written(machine)
    content, to = Content(ThingKind.SITE, Card("Zubaydah"), (still,)), (Addressee("relief", Precision.EXACT),)
    written.give(notices.PutNotice("army", "n", 0, content, (1.0,), to, False, NOW_US + 9 * DAY_US, "a", "b"))
    written.give(agreements.Suspend("relief", "ours", "why"))
    written.give(notices.WithdrawNotice("army", "n", 1, "over"))
    written.erase(Erasable.NOTICE, "n")
    assert seen_notice(machine.state, "n", "relief", NOW_US).notice.state is NoticeState.IN_FORCE
    written.give(agreements.Suspend("relief", "ours", ""))
    keep_house(written.give)
    assert seen_notice(machine.state, "n", "relief", NOW_US).notice.state is NoticeState.WITHDRAWN


def test_nobody_is_given_a_report_that_was_erased_while_it_waited_for_the_channel() -> None:
    machine = office_of("army", "relief")
    flows = Flow("army", "relief", PLANNED, Sight.ALL), Flow("relief", "army", PLANNED, Sight.ALL)
    terms = Terms("ours", Level.DECONFLICTION, NOW_US - 11 * HOUR_US, NOW_US + 30 * DAY_US, flows)
    agree(machine, "ours", terms, ("army", "relief"))
    written = Written(machine)
    said = ReportContent(
        "0" * 64,
        "en",
        SourceGrade.RELIABLE,
        InformationGrade.CONFIRMED,
        Marking.AMBER,
        NOW_US - HOUR_US,
        NOW_US,
        "Amal",
    )
    release = Release(("relief",))
    written.give(reports.PutReport("army", "r", 0, said, (), release))
    written.give(agreements.Suspend("relief", "ours", "why"))
    again = msgspec.structs.replace(said, body="1" * 64)
    written.give(reports.PutReport("army", "r", 1, again, (), release))
    written.erase(Erasable.REPORT, "r")
    written.give(agreements.Suspend("relief", "ours", ""))
    keep_house(written.give)
    (given,) = machine.state.reports["r"].given
    assert given.version == 1
    assert not machine.state.reports_waiting
