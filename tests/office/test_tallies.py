"""What is said of a thread in a list costs the same however much has been said in it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec

from tansiq.gateways.api_v1.threads import Threads
from tansiq.gateways.contract import Call
from tansiq.office.awaited import awaited_by_us
from tansiq.office.desk import open_desk
from tansiq.office.feed import Subject, Told
from tansiq.office.kinds import MessageKind, Priority
from tansiq.office.state import Office
from tansiq.office.talk import Message, Receipt, Thread
from tansiq.office.tallies import Tally
from tests.office.commands import NOW_US


def message(number: int, by: str, *, read: bool, priority: Priority = Priority.ROUTINE) -> Message:
    other = "south" if by == "north" else "north"
    return Message(
        number, f"m{number}", by, "x", NOW_US + number, MessageKind.MESSAGE, priority, "text",
        awaited=(other,), due_us=NOW_US + 1_000 + number, next_us=0 if read else NOW_US + 1_000 + number,
        receipts=(Receipt(other, "x", NOW_US),) if read else (),
    )  # fmt: skip


class Unwalked(tuple[Message, ...]):
    """Messages of which only the last may be looked at."""

    def __iter__(self) -> Any:
        raise AssertionError("walked through what was said")


def test_a_list_of_threads_walks_through_no_messages(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "office.db")
    said = [message(n, "north" if n % 3 else "south", read=n < 90) for n in range(1, 101)]
    said[3] = message(4, "north", read=True, priority=Priority.DISTRESS)
    thread = Thread("T", ("north", "south"), "north", NOW_US, "title", messages=tuple(said))
    desk.state.keep_thread(thread)
    desk.state.threads["T"] = msgspec.structs.replace(thread, messages=Unwalked(said))
    threads = Threads(desk, None, None)  # type: ignore[arg-type]

    async def listed(party: str, **query: str) -> Any:
        answer = await threads.list(Call(party, frozenset(), (), query, b""))
        return msgspec.json.decode(answer.body)["items"]

    async def run() -> None:
        (one,) = await listed("north")
        assert (one["count"], one["mine_awaited"], one["others_awaited"]) == (100, 4, 7)
        assert one["priority"] == "distress"
        (other,) = await listed("south", awaited="true")
        assert (other["mine_awaited"], other["others_awaited"]) == (7, 4)
        await desk.close()

    asyncio.run(run())


def test_what_is_no_longer_there_is_not_counted() -> None:
    tally, one = Tally(), message(1, "north", read=False, priority=Priority.URGENT)
    tally.add(one)
    assert (tally.highest, dict(tally.awaited), dict(tally.unanswered)) == (Priority.URGENT, {"south": 1}, {"north": 1})
    tally.discard(one)
    assert (tally.highest, dict(tally.awaited), dict(tally.unanswered)) == (Priority.ROUTINE, {}, {})


def test_a_message_that_much_was_said_after_is_still_awaited() -> None:
    state = Office()
    said = (message(1, "north", read=False), *(message(n, "north", read=True) for n in range(2, 400)))
    state.keep_thread(Thread("T", ("north", "south"), "north", NOW_US, "title", messages=said))
    item = Told(1, Subject.THREAD, "T", "said", NOW_US)
    assert awaited_by_us(state, "south", item) == NOW_US + 1_001
    assert awaited_by_us(state, "north", item) == 0
