"""Past offices are few, whoever asks and how many at once; each is a real process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tansiq.gateways.api_v1.past import PastAnswered, PastAsked
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits
from tansiq.office.availability import AvailabilityState, SetAvailability
from tansiq.office.desk import open_desk
from tansiq.office.rules import Rules
from tansiq.web import pasts
from tansiq.web.pasts import PastOffices

FIRST_US, STEP_US, MOMENTS = 1_700_000_000_000_000, 60_000_000, 6
PATIENCE_S = 60.0


def at(number: int) -> int:
    return FIRST_US + number * STEP_US


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In which something happened at each moment."""
    path, now_us = tmp_path_factory.mktemp("pasts") / "office.db", [FIRST_US]

    async def happen() -> None:
        desk = open_desk(path, clock=lambda: now_us[0])
        desk.open()
        version = ""
        for number in range(MOMENTS):
            now_us[0] = at(number)
            state = AvailabilityState.DOWN if number % 2 else AvailabilityState.NORMAL
            await desk.submit(SetAvailability("army", "army", version, state, version := f"v{number}"))
        await desk.close()

    asyncio.run(happen())
    return path


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many past offices run, again and again."""
    counts: list[int] = []

    def living() -> int:
        found = 0
        for children in Path("/proc/self/task").glob("*/children"):
            for child in children.read_text().split():
                try:
                    found += b"past_office" in Path(f"/proc/{child}/cmdline").read_bytes()
                except (FileNotFoundError, ProcessLookupError):
                    continue  # it has just ended
        return found

    async def count() -> None:
        while True:
            counts.append(living())
            await asyncio.sleep(0.002)

    task = asyncio.ensure_future(count())
    try:
        yield counts
    finally:
        task.cancel()
        counts.append(living())


async def asked(offices: PastOffices, party: str, number: int) -> PastAnswered:
    """The answer, once the past stands."""
    question = PastAsked("/api/v1/notices", (), {}, party, ("tansiq.read", "tansiq.examine"), at(number))
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                return await offices.ask(party, question)
            except Problem as problem:
                if problem.code != "past-not-ready":
                    raise


def test_many_that_ask_at_once_do_not_get_more_pasts_than_there_is_room_for(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pasts, "OTHERS_S", 0.0)  # whoever waits for no answer makes room at once

    async def play() -> None:
        offices = PastOffices(journal, Rules(), FormLimits(), timeout_s=30.0, most=2)
        with counted() as counts:
            for number in range(2):
                assert (await asked(offices, f"uss{number}", number)).sequence == number + 1
            answers = await asyncio.gather(
                *(asked(offices, f"uss{number}", number) for number in range(2, MOMENTS)), return_exceptions=True
            )
            assert any(isinstance(answer, PastAnswered) for answer in answers), answers
            assert all(isinstance(answer, PastAnswered | Problem) for answer in answers), answers
            await offices.close()
        assert max(counts) == 2
        assert counts[-1] == 0, "all are gone when they have been closed"

    asyncio.run(play())


def test_who_waits_for_a_past_that_is_ended_is_told_to_ask_again(journal: Path) -> None:
    async def play() -> None:
        offices = PastOffices(journal, Rules(), FormLimits(), timeout_s=30.0)
        waiting = asyncio.ensure_future(asked(offices, "uss1", 1))
        while not offices.open:
            await asyncio.sleep(0)
        await offices.close()
        with pytest.raises(Problem) as told:
            await waiting
        assert (told.value.status, told.value.code) == (429, "past-busy")
        assert "ended meanwhile" in told.value.message
        assert (await asked(offices, "uss1", 1)).sequence == 2
        await offices.close()

    asyncio.run(play())


def test_of_a_past_that_cannot_be_rebuilt_the_operator_finds_the_reason(tmp_path: Path, journal: Path) -> None:
    broken = tmp_path / "office.db"
    broken.write_bytes(journal.read_bytes())

    async def play() -> None:
        offices = PastOffices(broken, Rules(), FormLimits(), timeout_s=30.0)
        assert (await asked(offices, "uss1", 1)).sequence == 2
        await offices.close()
        broken.unlink()
        question = PastAsked("/api/v1/notices", (), {}, "uss1", ("tansiq.examine",), at(1))
        with pytest.raises(Problem) as told:
            await offices.ask("uss1", question)
        assert (told.value.status, told.value.code) == (503, "past-not-ready")
        assert "finds the reason in the log" in told.value.message
        await offices.close()

    asyncio.run(play())
