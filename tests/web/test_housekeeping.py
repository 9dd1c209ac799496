"""Keeping house: what a journal does not take is said and counted, and ends nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path

from structlog.testing import capture_logs

from tansiq.centre.hosting import Hosting
from tansiq.gateways.api_v1.centres import Centres
from tansiq.office.desk import open_desk
from tansiq.web.chores import Housekeeping
from tansiq.web.metrics import Metrics, OfficeFigures


def test_a_round_that_a_journal_does_not_take_is_said_and_counted(tmp_path: Path) -> None:
    async def run() -> None:
        hosting, housekeeping, desk = Hosting.in_folder(tmp_path), Housekeeping(), open_desk(tmp_path / "office.sqlite")
        desk.open()
        figures = Metrics(OfficeFigures(desk, Centres()), housekeeping)
        stopped = await hosting.make("relief")
        other = await hosting.make("army")
        await stopped.desk.close()
        with capture_logs() as logs:
            keeping = asyncio.create_task(housekeeping.centres(hosting, 0.001))
            async with asyncio.timeout(10):
                while housekeeping.postponed < 2:
                    await asyncio.sleep(0)
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
        assert {(log["event"], log["party"]) for log in logs} == {("housekeeping-postponed", "relief")}
        assert all(log["reason"] and log["log_level"] == "warning" for log in logs)
        line = f"tansiq_housekeeping_postponed_total {float(housekeeping.postponed)}"
        assert line in figures.render().decode()
        await desk.close()
        await other.desk.close()

    asyncio.run(run())


def test_a_centres_own_round_is_said_and_counted_too(tmp_path: Path) -> None:
    async def run() -> None:
        hosting, housekeeping = Hosting.in_folder(tmp_path), Housekeeping()
        hosted = await hosting.make("relief")
        await hosted.desk.close()
        with capture_logs() as logs:
            keeping = asyncio.create_task(housekeeping.centre(hosted.desk, 0.001))
            async with asyncio.timeout(10):
                while housekeeping.postponed < 2:
                    await asyncio.sleep(0)
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
        assert {(log["event"], log["party"]) for log in logs} == {("housekeeping-postponed", "relief")}

    asyncio.run(run())
