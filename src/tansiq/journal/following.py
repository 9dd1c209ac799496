"""What other nodes append to the same journal, taken in: before each turn, and before each answer.

A reader must see all that was answered anywhere before it asked. So it waits for a look at the journal's head that is
begun after it asked; one look serves all who wait at that moment, and costs one query. What is behind is then fetched
and applied, and the answer comes from memory.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
import structlog

from tansiq.journal.entry import Entry, Head
from tansiq.journal.errors import NewerEntries, SequencerStopped, StoreUnavailable
from tansiq.journal.store import SharedStore

_log = structlog.get_logger("node")


class Following:
    """Lives on one event loop, beside the sequencer of the same store."""

    def __init__(
        self,
        store: SharedStore,
        replay: Callable[[Entry], str],
        on_applied: Callable[[], None],
        on_fatal: Callable[[BaseException], None],
    ) -> None:
        self.store = store
        self._replay, self._on_applied, self._on_fatal = replay, on_applied, on_fatal
        self.applying = asyncio.Lock()
        """Held while the state is not what is durable: from what a turn applies until its batch stands or is undone."""
        self.newer = ""
        """Why this node decides nothing any more, and still reads all that it knows; "": it decides."""
        self.reachable = True
        """Whether the last look succeeded."""
        self.blind = ""
        """Why this node does not even read any more; "": it does."""
        self._next: asyncio.Future[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._looker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal-looker")
        self._stopped = False

    async def fresh(self) -> None:
        """Returns when all that was durable when this was called has been applied. Raises `StoreUnavailable`."""
        if self._stopped:
            raise SequencerStopped("the office is closing")
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
            if self._task is None:
                self._task = asyncio.create_task(self._look(), name="looking")
        await asyncio.shield(self._next)
        if self.blind:
            raise NewerEntries(self.blind)

    async def glance(self) -> None:
        """The same for whoever only wants it to be soon."""
        with contextlib.suppress(StoreUnavailable, SequencerStopped):
            await self.fresh()

    def apply(self, entries: Sequence[Entry]) -> None:
        """Takes in what others appended. An entry of a kind that this version does not know is passed over; of one with
        a field that it does not know the rest is taken in. From then on this node decides nothing: it does not know
        what it would contradict. If an entry that it knows rests on such a one, it reads nothing either."""
        known = self.store.head.sequence
        news = [entry for entry in entries if entry.header.sequence > known]
        if not news:
            return
        for entry in news:
            self._apply_one(entry)
        last = news[-1].header
        self.store.known(Head(last.sequence, last.chain), max(entry.header.time_us for entry in news))
        self._on_applied()

    async def stop(self) -> None:
        """Looks no more, and takes nothing in any more."""
        self._stopped = True
        self.store.stop_waiting()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)
        self._looker.shutdown(wait=False)

    def _apply_one(self, entry: Entry) -> None:
        header = entry.header
        which = f"entry {header.sequence} ({header.kind})"
        try:
            unknown = self._replay(entry)
        except msgspec.ValidationError:
            self._is_outdated(which)
        except Exception as error:
            if not self.newer:
                raise
            if not self.blind:
                self.blind = f"{which} rests on what only a newer version knows ({error})"
                _log.error("node-blind", reason=self.blind, meaning="this node answers nothing more")
        else:
            if unknown:
                self._is_outdated(f"{unknown!r} in {which}")

    def _is_outdated(self, what: str) -> None:
        if not self.newer:
            self.newer = (
                f"{what} was written by a newer version; this node changes nothing until it is of that one, too"
            )
            _log.error("node-outdated", reason=self.newer, meaning="this node is read, and decides nothing")

    async def _look(self) -> None:
        try:
            while self._next is not None:
                waiting, self._next = self._next, None
                try:
                    await self._catch_up()
                    self.reachable = True
                    waiting.set_result(None)
                except StoreUnavailable as unavailable:
                    self.reachable = False
                    _refuse(waiting, unavailable)
                except BaseException as fault:
                    _refuse(waiting, SequencerStopped(f"the office stopped: {fault}"))
                    raise
        except Exception as fault:  # noqa: BLE001  the state is no longer known to be the journal's
            self._stopped = True
            self._on_fatal(fault)
            asked, self._next = self._next, None
            if asked is not None:  # while the look that failed was under way
                _refuse(asked, SequencerStopped(f"the office stopped: {fault}"))
        finally:
            self._task = None

    async def _catch_up(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            head = await loop.run_in_executor(self._looker, self.store.look)
            while self.store.head.sequence < head.sequence:
                async with self.applying:
                    after = self.store.head
                    if after.sequence < head.sequence:
                        self.apply(await loop.run_in_executor(self._looker, self.store.behind, after))
        except RuntimeError as closed:
            if not self._stopped:
                raise
            raise StoreUnavailable("the office is closing") from closed


def _refuse(waiting: asyncio.Future[None], why: Exception) -> None:
    waiting.set_exception(why)
    waiting.exception()  # nobody may be waiting any more
