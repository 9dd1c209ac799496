"""The sequencer: one order, nothing answered before it is durable, nothing kept that was refused."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from tansiq.journal.entry import Draft, Head
from tansiq.journal.errors import Overloaded, SequencerStopped, StoreUnavailable
from tansiq.journal.sequencer import Sequencer
from tansiq.journal.stores.sqlite import SqliteStore
from tests.journal.counter import Counters, Refused


class Gate:
    """A real store behind a gate: appends wait until it is opened, and fail while it is broken."""

    def __init__(self, store: SqliteStore) -> None:
        self.store, self.open, self.broken = store, threading.Event(), False
        self.open.set()

    @property
    def head(self) -> Head:
        return self.store.head

    def append(self, drafts: Sequence[Draft]) -> Head:
        self.open.wait()
        if self.broken:
            raise StoreUnavailable("broken on purpose")
        return self.store.append(drafts)


async def _with_gate(path: Path, play: object, **options: int) -> None:
    store = SqliteStore.open(path)
    gate, machine = Gate(store), Counters()
    sequencer = Sequencer(gate, machine, clock=lambda: 1, **options)  # type: ignore[arg-type,var-annotated]
    sequencer.start()
    await play(gate, machine, sequencer)  # type: ignore[operator]
    gate.open.set()
    await sequencer.stop()
    store.close()


def test_a_hundred_callers_get_their_own_answers_in_one_order(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        answers = await asyncio.gather(*(sequencer.submit(("a", 1)) for _ in range(100)))
        assert answers == list(range(1, 101))
        assert gate.head.sequence == 100

    asyncio.run(_with_gate(tmp_path / "j.db", play))


def test_nothing_is_answered_and_nothing_read_before_it_is_durable(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        gate.open.clear()
        asked = asyncio.create_task(sequencer.submit(("a", 1)))
        refused = asyncio.create_task(sequencer.submit(("a", 0)))
        while not machine.values:
            await asyncio.sleep(0)
        reading = asyncio.create_task(sequencer.read(lambda: machine.values["a"]))
        wrong = asyncio.create_task(sequencer.read(lambda: machine.values["b"]))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not any(task.done() for task in (asked, refused, reading, wrong))
        gate.open.set()
        assert await asked == 1
        with pytest.raises(Refused):
            await refused
        assert await reading == 1
        with pytest.raises(KeyError):
            await wrong
        assert await sequencer.read(lambda: machine.values["a"]) == 1

    asyncio.run(_with_gate(tmp_path / "j.db", play))


def test_a_failed_append_undoes_the_batch_and_the_next_one_succeeds(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        await sequencer.submit(("a", 5))
        gate.broken = True
        gate.open.clear()
        asked = [asyncio.create_task(sequencer.submit(("a", step))) for step in (1, 0, 2)]
        while machine.values["a"] == 5:
            await asyncio.sleep(0)
        reading = asyncio.create_task(sequencer.read(lambda: machine.values["a"]))
        await asyncio.sleep(0)
        gate.open.set()
        assert [type(e) for e in await asyncio.gather(*asked, return_exceptions=True)] == [StoreUnavailable] * 3
        assert await reading == 5, "what was seen has been undone"
        assert machine.values == {"a": 5}
        assert not sequencer.available
        gate.broken = False
        assert await sequencer.submit(("a", 1)) == 6
        assert sequencer.available

    asyncio.run(_with_gate(tmp_path / "j.db", play))


def test_reads_go_on_while_every_append_fails_however_many_try(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        await sequencer.submit(("a", 5))
        gate.broken = True
        tries = 0

        async def keep_trying() -> None:
            nonlocal tries
            while gate.broken:
                with contextlib.suppress(StoreUnavailable):
                    await sequencer.submit(("a", 1))
                tries += 1

        writers = [asyncio.create_task(keep_trying()) for _ in range(20)]
        for _ in range(50):
            assert await sequencer.read(lambda: machine.values["a"]) == 5
            await asyncio.sleep(0)
        gate.broken = False
        await asyncio.gather(*writers)
        assert tries > 20

    asyncio.run(_with_gate(tmp_path / "j.db", play, max_batch=3))


def test_a_refusal_changes_nothing_and_reaches_only_its_caller(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        results = await asyncio.gather(
            sequencer.submit(("a", 1)), sequencer.submit(("a", 0)), sequencer.submit(("a", 1)), return_exceptions=True
        )
        assert (results[0], type(results[1]), results[2]) == (1, Refused, 2)
        assert gate.head.sequence == 2

    asyncio.run(_with_gate(tmp_path / "j.db", play))


def test_a_caller_that_goes_away_does_not_stop_its_command(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        gate.open.clear()
        asked = asyncio.create_task(sequencer.submit(("a", 1)))
        while not machine.values:
            await asyncio.sleep(0)
        asked.cancel()
        gate.open.set()
        assert await sequencer.submit(("a", 1)) == 2

    asyncio.run(_with_gate(tmp_path / "j.db", play))


def test_stopping_finishes_what_waits_and_takes_nothing_new(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        gate.open.clear()
        asked = [asyncio.create_task(sequencer.submit(("a", 1))) for _ in range(20)]
        await asyncio.sleep(0)
        stopping = asyncio.create_task(sequencer.stop())
        await asyncio.sleep(0)
        with pytest.raises(SequencerStopped):
            await sequencer.submit(("a", 1))
        gate.open.set()
        await stopping
        assert await asyncio.gather(*asked) == list(range(1, 21))

    asyncio.run(_with_gate(tmp_path / "j.db", play))


def test_too_many_waiting_commands_are_turned_away(tmp_path: Path) -> None:
    async def play(gate: Gate, machine: Counters, sequencer: Sequencer) -> None:
        gate.open.clear()
        asked = [asyncio.create_task(sequencer.submit(("a", 1))) for _ in range(30)]
        while not machine.values:
            await asyncio.sleep(0)
        gate.open.set()
        results = await asyncio.gather(*asked, return_exceptions=True)
        assert any(isinstance(result, Overloaded) for result in results)
        assert machine.values["a"] == sum(isinstance(result, int) for result in results)

    asyncio.run(_with_gate(tmp_path / "j.db", play, max_waiting=8))


def test_a_fault_in_applying_an_event_stops_the_sequencer_for_good(tmp_path: Path) -> None:
    async def main() -> None:
        store = SqliteStore.open(tmp_path / "j.db")
        machine, faults = Counters(), []
        machine.evolve = lambda event: 1 / 0  # type: ignore[method-assign,assignment,return-value]
        sequencer = Sequencer(store, machine, clock=lambda: 1, on_fatal=faults.append)  # type: ignore[var-annotated]
        sequencer.start()
        with pytest.raises(SequencerStopped):
            await sequencer.submit(("a", 1))
        with pytest.raises(SequencerStopped):
            await sequencer.submit(("a", 1))
        assert isinstance(faults[0], ZeroDivisionError)
        assert store.head.sequence == 0
        await sequencer.stop()
        store.close()

    asyncio.run(main())
