"""An append that fails in the middle of a batch: nothing that was given after it is done before it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tansiq.centre.roles import SCOPES
from tansiq.gateways import api_v1
from tansiq.gateways.api_v1.batches import ROOT, BatchOut
from tansiq.gateways.contract import Call
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import FolderBlobs
from tansiq.journal.entry import Draft
from tansiq.journal.errors import StoreUnavailable
from tansiq.office.desk import open_desk
from tansiq.office.tidings import Tidings
from tests.coordination import found_office

COUNT = 60


async def carried(folder: Path, failing: int) -> tuple[list[str], int]:
    """What was said in a thread by a batch that is sent until it is done, while one append fails; and how often it was
    sent."""
    desk = open_desk(folder / "office.db")
    desk.open()
    append, calls = desk.store.append, 0

    def failing_once(drafts: Sequence[Draft]) -> Any:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise StoreUnavailable("for a moment")
        return append(drafts)

    desk.store.append = failing_once  # type: ignore[method-assign]
    api_v1.dress(desk)
    nothing: Any = None
    served = api_v1.Served(
        desk,
        Tidings(desk),
        FormLimits(),
        FolderBlobs(folder / "files"),
        api_v1.Staff(nothing),
        api_v1.Delivering(nothing),
    )
    handlers = {(route.method, route.template): route.handler for route in api_v1.routes(served)}

    async def ask(method: str, template: str, body: Any, path: tuple[str, ...] = ()) -> Any:
        raw = json.dumps(body).encode()
        return await handlers[method, template](Call("relief", frozenset(SCOPES), path, {}, raw))

    form = {"parties": ["army"], "title": "T", "message": {"text": "first"}}
    thread = json.loads((await ask("POST", "/api/v1/threads", form)).body)["id"]
    path = f"/api/v1/threads/{thread}/messages"
    waiting = [
        {"key": f"k{i}", "method": "POST", "path": path, "body": json.dumps({"text": str(i)})} for i in range(COUNT)
    ]
    sent = 0
    while waiting:
        sent += 1
        try:
            answer = msgspec.json.decode((await ask("POST", ROOT, {"errands": waiting})).body, type=BatchOut)
        except StoreUnavailable:
            continue
        assert all(one.status == 201 for one in answer.answers)
        waiting = waiting[len(answer.answers) :]
    said = [message.text for message in desk.state.threads[thread].messages]
    await desk.close()
    return said, sent


@pytest.mark.parametrize("failing", range(2, 6))
def test_what_was_given_after_a_change_that_failed_is_not_done_before_it(tmp_path: Path, failing: int) -> None:
    found_office(tmp_path / "office.db")
    said, sent = asyncio.run(carried(tmp_path, failing))
    assert sent == 2, "no append failed"
    assert said == ["first", *map(str, range(COUNT))]
