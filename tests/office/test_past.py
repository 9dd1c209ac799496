"""The past of an entry is the state that stood when it was the last one."""

from __future__ import annotations

import asyncio
import itertools
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.journal.entry import Draft
from tansiq.journal.past import PastUnchangeable, moment_in, rebuild_at
from tansiq.journal.rebuilding import write_from_journal
from tansiq.journal.snapshots import write_snapshot
from tansiq.journal.stores.sqlite import SqliteStore
from tansiq.office.invitations import Invite
from tansiq.office.machine import blueprint
from tansiq.office.past import open_past
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tests.office.commands import MINUTE_US, NOW_US, commands
from tests.office.commands_coordination import already_here, coordination, lasting_agreements
from tests.office.keeping import keep_house

OFFICE = blueprint()


def bytes_of(state: Office) -> bytes:
    return b"".join(OFFICE.dump(state))


class Lived:
    """An office whose every entry is followed by a look at the state that stood then."""

    def __init__(self, path: Path) -> None:
        self.path, self.store, self.machine = path, SqliteStore.open(path), OFFICE.begin()
        self.now_us = NOW_US
        self.stood = [bytes_of(self.machine.state)]
        self.times: list[int] = []

    def take(self, event: object) -> None:
        machine = self.machine
        draft = Draft(self.now_us, *machine.draft(event, self.now_us), bytes(16))  # type: ignore[arg-type]
        machine.evolve(event)  # type: ignore[arg-type]
        self.store.append([draft])
        self.stood.append(bytes_of(machine.state))
        self.times.append(self.now_us)

    def do(self, command: object) -> object:
        try:
            events, reply = self.machine.decide(command, self.now_us)  # type: ignore[arg-type]
        except Refusal:
            return None
        for event in events:
            self.take(event)
        return reply


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), keep=st.sampled_from((0, 1, 3)), drawn=st.integers(0, 1_000))
def test_the_past_at_an_entry_is_what_stood_then(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, keep: int, drawn: int
) -> None:
    lived = Lived(tmp_path_factory.mktemp("past") / "office.db")
    serial = itertools.count()
    for event in already_here(lived.now_us):
        lived.take(event)
    for command in lasting_agreements(lived.now_us):
        lived.do(command)
    for step in range(12):
        lived.now_us += data.draw(st.sampled_from((0, 1, 20, 1_500))) * MINUTE_US
        source = coordination if step % 2 else commands
        lived.do(data.draw(source(lived.machine.state, next(serial), lived.now_us)))
        if step == 6:
            keep_house(lived.do, 50, turns=2_000)
    last = len(lived.times)
    chances = random.Random(drawn)
    for number in sorted(chances.sample(range(1, last + 1), keep)):  # snapshots of different ages beside it
        kept = rebuild_at(OFFICE, lived.path, number)
        write_snapshot(lived.path, kept.head, OFFICE.dump(kept.machine.state), OFFICE.snapshot_format, keep=keep)
    for number in {0, 1, last, *chances.sample(range(last + 1), min(6, last))}:
        past = rebuild_at(OFFICE, lived.path, number)
        assert past.head.sequence == number
        assert bytes_of(past.machine.state) == lived.stood[number], number
    lived.store.close()


def test_a_moment_is_found_by_the_order_of_the_entries(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store = SqliteStore.open(path)
    assert moment_in(path, 10).begins_us is None
    for at_us in (100, 100, 200, 900, 300, 400):  # the clock was ahead for one entry
        store.append([Draft(at_us, "p", "k", b"{}", bytes(16))])
    found = {at_us: moment_in(path, at_us).head.sequence for at_us in (99, 100, 199, 250, 300, 399, 400, 899, 900)}
    assert found == {99: 0, 100: 2, 199: 2, 250: 3, 300: 5, 399: 5, 400: 6, 899: 6, 900: 6}
    assert moment_in(path, 99).begins_us == 100
    assert moment_in(path, 400).head == store.head
    store.close()


def test_what_has_been_takes_no_change_and_says_what_was_read_of_it(tmp_path: Path) -> None:
    lived = Lived(tmp_path / "office.db")
    for event in already_here(lived.now_us):
        lived.take(event)
    past = open_past(lived.path, 1, lived.now_us)

    async def change() -> None:
        party = next(iter(lived.machine.state.parties))
        with pytest.raises(PastUnchangeable):
            await past.submit(Invite(party, "I", "d", "", lived.now_us + 1, 1))
        assert await past.read(lambda state, now_us: (bytes_of(state), now_us)) == (lived.stood[1], lived.now_us)

    asyncio.run(change())
    lived.store.close()


def test_a_snapshot_of_later_is_not_looked_at(tmp_path: Path) -> None:
    lived = Lived(tmp_path / "office.db")
    for event in already_here(lived.now_us):
        lived.take(event)
    write_from_journal(OFFICE, lived.path)
    last = len(lived.times)
    assert rebuild_at(OFFICE, lived.path, last).replayed == 0
    assert rebuild_at(OFFICE, lived.path, last - 1).replayed == last - 1
    assert bytes_of(rebuild_at(OFFICE, lived.path, last - 1).machine.state) == lived.stood[last - 1]
    lived.store.close()
