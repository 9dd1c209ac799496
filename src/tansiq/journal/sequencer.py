"""One order for all: waiting commands are decided one after another, appended as one batch, and only then answered.

Where other nodes append to the same journal, each batch is a turn: what the others have appended is applied first, and
until the batch is durable nobody else appends. So every node decides against one and the same state.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, Protocol, TypeVar

from tansiq.journal.entry import Draft, Entry, Head, check_names
from tansiq.journal.errors import NewerEntries, OutcomeUnknown, Overloaded, SequencerStopped, StoreUnavailable
from tansiq.journal.following import Following
from tansiq.journal.store import SharedStore, Store

C = TypeVar("C", contravariant=True)
E = TypeVar("E")
T = TypeVar("T")


class StateMachine(Protocol[C, E]):
    """What is kept in order: how to decide, apply and undo, and how to write an event down."""

    def decide(self, command: C, now_us: int) -> tuple[Sequence[E], Any]:
        """Events and reply; raises to refuse, changing nothing."""

    def evolve(self, event: E) -> None:
        """Applies an event."""

    def invert(self, event: E) -> Sequence[E]:
        """The events that undo this one, in the order in which to apply them; asked before it is applied."""

    def draft(self, event: E, now_us: int) -> tuple[str, str, bytes]:
        """Party, kind and body for the journal."""


class _Waiting(Generic[C]):
    __slots__ = ("command", "future", "refusal", "reply")

    def __init__(self, command: C, future: asyncio.Future[Any]) -> None:
        self.command, self.future = command, future
        self.reply: Any = None
        self.refusal: BaseException | None = None

    def settle(self, failure: BaseException | None) -> None:
        if self.future.done():
            return  # whoever asked has gone away; the command stands all the same
        if failure is not None:
            self.future.set_exception(failure)
        elif self.refusal is not None:
            self.future.set_exception(self.refusal)
        else:
            self.future.set_result(self.reply)


class _Reading(Generic[T]):
    """A question that was answered from a state of which the last part is not durable yet."""

    __slots__ = ("_answer", "_problem", "_question", "future")

    def __init__(self, question: Callable[[], T]) -> None:
        self._question = question
        self.future: asyncio.Future[T] | None = None
        self.ask()

    def ask(self) -> None:
        """Asks (again), of the state as it is now."""
        self._answer: T | None = None
        self._problem: Exception | None = None
        try:
            self._answer = self._question()
        except Exception as problem:  # noqa: BLE001  a refusal, too, may rest on what is not durable yet
            self._problem = problem

    def give(self) -> T:
        """The answer, or what was raised."""
        if self._problem is not None:
            raise self._problem
        return self._answer  # type: ignore[return-value]

    def settle(self, failure: Exception | None = None) -> None:
        """Lets whoever waits have it."""
        assert self.future is not None
        if self.future.done():
            return
        if failure is not None or self._problem is not None:
            self.future.set_exception(failure or self._problem or AssertionError)
        else:
            self.future.set_result(self._answer)  # type: ignore[arg-type]


class Sequencer(Generic[C, E]):
    """The only writer of a journal and of the state that follows from it. Lives on one event loop."""

    def __init__(
        self,
        store: Store,
        machine: StateMachine[C, E],
        *,
        clock: Callable[[], int],
        salt: Callable[[], bytes] = lambda: os.urandom(16),
        max_batch: int = 256,
        max_waiting: int = 10_000,
        on_fatal: Callable[[BaseException], None] = lambda error: None,
        shared: SharedStore | None = None,
        replay: Callable[[Entry], str] = lambda entry: "",
    ) -> None:
        """`shared`: the store again, if others append to it; `replay` then applies what they appended; see
        `Machine.replay`."""
        self._store, self._machine = store, machine
        self._clock, self._salt = clock, salt
        self._max_batch, self._max_waiting = max_batch, max_waiting
        self._on_fatal = on_fatal
        self._waiting: deque[_Waiting[C]] = deque()
        self._wake = asyncio.Event()
        self._appending = False
        self._readings: list[_Reading[Any]] = []
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal-writer")
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._failed = ""
        self.on_durable: list[Callable[[], None]] = []
        """Called when a batch is durable and answered; what they do is short."""
        self._appends = self._has_turns = True
        self.following = None if shared is None else Following(shared, replay, self._changed, self._fail_all)
        """What others append to the same journal; None if nobody can."""

    @property
    def head(self) -> Head:
        """The last durable entry."""
        return self._store.head

    @property
    def available(self) -> bool:
        """False from a failed append until the next one that succeeds, and from a turn that could not be had until one
        that was."""
        return self._appends and self._has_turns

    @property
    def waiting(self) -> int:
        """How many commands wait to be decided."""
        return len(self._waiting)

    def start(self) -> None:
        """Begins to take commands."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name="sequencer")

    async def stop(self) -> None:
        """Takes no new commands, finishes those that wait, and ends. Does not close the store."""
        self._stopping = True
        self._wake.set()
        if self.following is not None:
            await self.following.stop()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)  # a fault was told to `on_fatal` and all who wait
        self._writer.shutdown()

    async def submit(self, command: C) -> Any:
        """The command's reply, once what it changed is durable.

        Raises what `decide` raised, `StoreUnavailable` (nothing changed; try again later), `Overloaded`,
        `SequencerStopped`.
        """
        if self._stopping:
            raise SequencerStopped("the office is closing and takes no more changes")
        if len(self._waiting) >= self._max_waiting:
            raise Overloaded(f"{self._max_waiting} changes are waiting already")
        waiting = _Waiting(command, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        return await waiting.future

    async def read(self, question: Callable[[], T]) -> T:
        """The answer of a question about the state, once all that it rests on is durable.

        If the append that is under way fails, the question is asked again of the state without it: so reads go on
        when nothing can be written. Raises what the question raised, and `SequencerStopped` after a fault that left
        the state unknown.
        """
        if self._failed:
            raise SequencerStopped(self._failed)
        if self.following is not None:
            await self.following.fresh()
        reading = _Reading(question)
        if not self._appending:
            return reading.give()
        reading.future = asyncio.get_running_loop().create_future()
        self._readings.append(reading)
        return await reading.future

    async def between_batches(self, work: Callable[[], T]) -> T:
        """Has the thread that appends do something with the store, between two batches. A shared store takes it from
        any thread, and no turn waits for it. Raises what that raises, and `SequencerStopped`."""
        if self._stopping:
            raise SequencerStopped("the office is closing")
        thread = self._writer if self.following is None else None
        return await asyncio.get_running_loop().run_in_executor(thread, work)

    async def _run(self) -> None:
        while True:
            if not self._waiting:
                if self._stopping:
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            taken: list[_Waiting[C]] = []
            try:
                if self.following is None:
                    self._take(taken)
                    await self._carry_out(taken)
                else:
                    await self._take_turn(self.following, taken)
            except BaseException as error:  # the state is no longer known to equal the journal
                self._fail(taken, error)
                raise

    def _take(self, taken: list[_Waiting[C]]) -> None:
        taken += (self._waiting.popleft() for _ in range(min(len(self._waiting), self._max_batch)))

    async def _take_turn(self, following: Following, taken: list[_Waiting[C]]) -> None:
        """A batch of those that wait once it is this node's turn."""
        loop = asyncio.get_running_loop()
        if following.newer:  # and no turn is taken from those that may decide
            self._refuse(taken, NewerEntries(following.newer))
            return
        try:
            found = await loop.run_in_executor(self._writer, following.store.lock, self.head)
        except StoreUnavailable as unavailable:
            self._refuse(taken, unavailable)
            return
        if found is None:
            try:
                await following.fresh()
            except (StoreUnavailable, SequencerStopped) as ended:
                self._refuse(taken, ended)
            return
        async with following.applying:  # whoever reads meanwhile has what was applied before, or waits
            following.apply(found)
            if not following.newer:
                self._take(taken)
                self._has_turns = True
                if await self._carry_out(taken):
                    return
            await loop.run_in_executor(self._writer, following.store.release)

    def _refuse(self, taken: list[_Waiting[C]], why: StoreUnavailable | SequencerStopped) -> None:
        self._take(taken)
        self._has_turns = False
        for waiting in taken:
            waiting.settle(why)

    async def _carry_out(self, taken: list[_Waiting[C]]) -> bool:
        """Whether there was something to append."""
        drafts: list[Draft] = []
        undo: list[Sequence[E]] = []
        for waiting in taken:
            self._decide(waiting, drafts, undo)
        failure = await self._append(drafts, undo) if drafts else None
        for waiting in taken:
            waiting.settle(failure)
        if drafts and failure is None:
            self._changed()
        return bool(drafts)

    def _changed(self) -> None:
        for listener in self.on_durable:
            listener()

    def now_us(self) -> int:
        """The clock; never before the last entry, whichever node's clock that is of."""
        now_us = self._clock()
        return now_us if self.following is None else max(now_us, self.following.store.latest_us)

    async def _append(self, drafts: list[Draft], undo: list[Sequence[E]]) -> StoreUnavailable | None:
        """Makes the batch durable, or undoes it and says why. Either way, memory equals the journal afterwards, and
        those who asked meanwhile are answered before anything else is decided."""
        failure: StoreUnavailable | None = None
        self._appending = True
        try:
            try:
                await asyncio.get_running_loop().run_in_executor(self._writer, self._store.append, drafts)
            except StoreUnavailable as error:
                failure = error
                for inverse in reversed(undo):
                    for event in inverse:
                        self._machine.evolve(event)
                for reading in self._readings:
                    reading.ask()
        except BaseException as error:
            self._settle_readings(SequencerStopped(f"the office stopped: {error}"))
            raise
        self._settle_readings()
        self._appends = failure is None
        return failure

    def _settle_readings(self, fault: Exception | None = None) -> None:
        self._appending = False
        readings, self._readings = self._readings, []
        for reading in readings:
            reading.settle(fault)

    def _decide(self, waiting: _Waiting[C], drafts: list[Draft], undo: list[Sequence[E]]) -> None:
        now_us = self.now_us()
        machine = self._machine
        try:
            events, waiting.reply = machine.decide(waiting.command, now_us)
            written = [Draft(now_us, *machine.draft(event, now_us), self._salt()) for event in events]
            for draft in written:
                check_names(draft, shared=self.following is not None)
        except Exception as refusal:  # noqa: BLE001  whatever it is, it belongs to whoever asked
            waiting.refusal = refusal
            return
        for event in events:
            undo.append(machine.invert(event))
            machine.evolve(event)
        drafts += written

    def _fail_all(self, error: BaseException) -> None:
        self._fail([], error)

    def _fail(self, taken: list[_Waiting[C]], error: BaseException) -> None:
        self._stopping = True
        self._failed = f"the office stopped: {error}"
        for waiting in taken:
            waiting.settle(OutcomeUnknown(self._failed))
        for waiting in self._waiting:
            waiting.settle(SequencerStopped(self._failed))
        self._waiting.clear()
        self._on_fatal(error)
