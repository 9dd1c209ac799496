"""Many things planned in one request: how many, and what is told of those that are planned when something fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from tansiq.gateways.api_v1 import plans
from tansiq.gateways.api_v1.operation_forms import OperationForm
from tansiq.gateways.api_v1.plans import Planner, PlanOutcome, ToPlan, plan_each
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.entry import Draft
from tansiq.journal.errors import StoreUnavailable
from tansiq.office.desk import Desk, open_desk
from tests.coordination import flight, found_office

T = TypeVar("T")
FLIGHTS = [ToPlan(f"id-{i}", f"features[{i}]", msgspec.convert(flight(30.0 + i, 5.0), OperationForm)) for i in range(5)]


def at_an_office(folder: Path, talk: Callable[[Desk], Awaitable[T]]) -> T:
    found_office(folder / "office.db")

    async def whole() -> T:
        desk = open_desk(folder / "office.db")
        desk.open()
        try:
            return await talk(desk)
        finally:
            await desk.close()

    return asyncio.run(whole())


async def planned(desk: Desk, wanted: Sequence[ToPlan]) -> list[PlanOutcome]:
    return await plan_each(desk, FormLimits(), Planner("relief"), wanted)


def test_when_the_time_or_the_room_is_up_the_others_are_left_for_the_next_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(desk: Desk) -> list[list[str]]:
        told = []
        for name in ("_LONGEST_S", "_MOST_BYTES"):
            with monkeypatch.context() as patched:
                patched.setattr(plans, name, 0)
                told.append([one.id for one in await planned(desk, FLIGHTS[len(told) :])])
        told.append([one.id for one in await planned(desk, FLIGHTS)])
        assert set(desk.state.operations) == {plan.id for plan in FLIGHTS}
        return told

    assert at_an_office(tmp_path, talk) == [["id-0"], ["id-1"], [plan.id for plan in FLIGHTS]]


def test_those_that_are_planned_are_told_when_the_journal_fails_in_between(tmp_path: Path) -> None:
    async def talk(desk: Desk) -> None:
        append, calls = desk.store.append, 0

        def failing(drafts: Sequence[Draft]) -> Any:
            nonlocal calls
            calls += 1
            if calls in (3, 4):
                raise StoreUnavailable("for a moment")
            return append(drafts)

        desk.store.append = failing  # type: ignore[method-assign]
        assert [one.id for one in await planned(desk, FLIGHTS)] == ["id-0", "id-1"]
        with pytest.raises(StoreUnavailable):
            await planned(desk, FLIGHTS[2:])
        outcomes = await planned(desk, FLIGHTS)
        assert [one.before for one in outcomes] == [True, True, False, False, False]

    at_an_office(tmp_path, talk)
