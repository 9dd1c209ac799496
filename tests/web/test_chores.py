"""What an office does beside answering: however much of one party's is overdue, and whatever is wrong in one centre,
the others' turn comes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, cast

from tansiq.centre.entities import Means, Session
from tansiq.centre.hosting import Hosting
from tansiq.gateways.api_v1.notice_forms import NoticeForm, put_of
from tansiq.gateways.forms import read_form
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.desk import now_us
from tansiq.office.desk import open_desk
from tansiq.office.housekeeping import ROUND
from tansiq.office.rules import HOUR_US
from tansiq.office.saying import Saying
from tansiq.office.threads import OpenThread
from tansiq.web.chores import Housekeeping
from tests.coordination import found_office, site


def test_an_escalation_does_not_wait_behind_all_that_another_party_has_overdue(tmp_path: Path) -> None:
    found_office(tmp_path / "office.db")
    form = read_form(json.dumps(site(recipients=["relief"])).encode(), NoticeForm)

    async def run() -> None:
        moment = now_us()
        desk = open_desk(tmp_path / "office.db", clock=lambda: moment)
        desk.open()
        many = [put_of("army", f"notice-{i}", form, FormLimits()) for i in range(600)]
        await asyncio.gather(*(desk.submit(notice) for notice in many))
        await desk.submit(OpenThread("drones", "one", ("relief",), "title", Saying("first", "hello")))
        moment += 2 * HOUR_US
        turns = [await desk.submit(turn) for turn in ROUND]
        assert any(turn.done == 500 for turn in turns)
        assert desk.state.threads["one"].messages[0].level == 1
        await desk.close()

    asyncio.run(run())


def test_a_fault_in_one_centre_is_no_others(tmp_path: Path) -> None:
    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path / "centres")
        broken, sound = await hosting.make("army"), await hosting.make("relief")
        broken.desk.state.sessions["x"] = cast("Any", None)  # a fault of ours, as no command makes one
        sound.desk.state.keep_session(Session("s", "nobody", "", 0, 0, 1, "", "", (Means.PASSWORD,)))
        chore = asyncio.create_task(Housekeeping().centres(hosting, 0.01))
        async with asyncio.timeout(5):
            while sound.desk.state.sessions:
                await asyncio.sleep(0.01)  # what the chore does in its own time
        assert not chore.done()
        chore.cancel()
        await hosting.close()

    asyncio.run(run())
