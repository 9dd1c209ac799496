"""Past offices at hand: each in a process of its own, few of them, ended when nobody asks any more.

To rebuild a long journal takes one core for minutes, and as much memory as an office. Neither may cost the present
anything: so a past lives in another process, of low priority, and there are at most so many; a party has one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Callable

import msgspec
import structlog

from tansiq.gateways.api_v1.past import PastAnswered, PastAsked
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.journal.desk import now_us
from tansiq.journal.past import moment_in
from tansiq.journal.source import Source, sent
from tansiq.office.rules import Rules
from tansiq.web.past_office import LENGTH, Asked, Begin, Said, packed

MOST = 2
"""Past offices at a time."""
ITS_OWN_S, OTHERS_S, IDLE_S = 1.0, 10.0, 300.0
"""So long after its last question a past makes room for another of the same party, for one of another party; and so
long after it, it ends by itself."""
LONGEST_S = 3_600.0
"""No past lives longer, however often it is asked: it is as large as an office."""
_WAIT_S = 4.0
"""How long a question waits at most for a past to be rebuilt, before it is told to come again."""
_LOOK_S = 5.0
_NICE = 10
_MOST_WAITING = 64
_MOST_MOMENTS = 1_000
_SETTLED_US = 60_000_000
_log = structlog.get_logger("office")


class Past:
    """One past office, from its start to its end."""

    def __init__(self, begin: Begin, wait_s: float) -> None:
        self.begin, self._wait_s = begin, wait_s
        self.askers: set[str] = set()
        self.asked_s = self.began_s = time.monotonic()
        self.done, self.total = 0, begin.sequence
        self.ready = asyncio.Event()
        """Set when it answers, or never will."""
        self.ended = False
        """Whether it answers nobody any more."""
        self.fault = ""
        """Why it cannot be rebuilt."""
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: dict[int, asyncio.Future[PastAnswered]] = {}
        self._number = 0
        self._task = asyncio.get_running_loop().create_task(self._run(), name=f"past {begin.sequence}")

    def busy(self, within_s: float) -> bool:
        """Whether somebody waits for it, or has asked it so lately."""
        return bool(self._waiting) or time.monotonic() - self.asked_s < within_s

    @property
    def over(self) -> bool:
        """Whether it is time that it goes."""
        now_s = time.monotonic()
        return self.ended or now_s - self.asked_s > IDLE_S or now_s - self.began_s > LONGEST_S

    async def ask(self, asked: PastAsked) -> PastAnswered:
        """The answer. Raises `Problem` (`past-not-ready`, `past-busy`)."""
        self.asked_s = time.monotonic()
        if not self.ready.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.ready.wait(), self._wait_s)
        if self.fault:
            why = "that past cannot be rebuilt; the office's operator finds the reason in the log"
            raise Problem(503, "past-not-ready", why)
        if self.ended:
            raise _ended()
        if not self.ready.is_set():
            message = f"the office of that moment is being rebuilt: {self.done:,} of {self.total:,} entries; ask again"
            more = {"done": self.done, "total": self.total}
            raise Problem(503, "past-not-ready", message, "at", more, ((b"retry-after", b"1"),))
        if len(self._waiting) >= _MOST_WAITING:
            raise _busy("too much is asked of that moment at once")
        assert self._process is not None
        assert self._process.stdin is not None
        self._number += 1
        number = self._number
        answer: asyncio.Future[PastAnswered] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self._process.stdin.write(packed(Asked(number, asked)))
            return await answer
        finally:
            self._waiting.pop(number, None)
            self.asked_s = time.monotonic()

    async def close(self) -> None:
        """Ends it; its process is gone on return."""
        self._let_go()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await self._serve()
        except (asyncio.IncompleteReadError, OSError) as error:
            if not self.ended:
                self._fail(f"its process ended ({error})")
        finally:
            self._let_go()

    async def _serve(self) -> None:
        began = time.monotonic()
        process = self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tansiq.web.past_office"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(packed(self.begin))
            while True:
                head = await process.stdout.readexactly(LENGTH.size)
                body = await process.stdout.readexactly(LENGTH.unpack(head)[0])
                self._hear(msgspec.msgpack.decode(body, type=Said), began)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _hear(self, said: Said, began: float) -> None:
        if said.number:
            answer = self._waiting.get(said.number)
            if answer is None or answer.done():
                return
            if said.answered is not None:
                answer.set_result(said.answered)
            else:
                answer.set_exception(RuntimeError(f"a past office: {said.fault}"))
        elif said.ready:
            self.ready.set()
            _log.info("past-rebuilt", sequence=self.begin.sequence, seconds=round(time.monotonic() - began, 2))
        elif said.fault:
            self._fail(said.fault)
        else:
            self.done, self.total = said.done, said.total

    def _fail(self, why: str) -> None:
        self.fault = why
        self._let_go()
        _log.error("past-failed", sequence=self.begin.sequence, reason=why)

    def _let_go(self) -> None:
        self.ended = True
        self.ready.set()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(_ended())


class PastOffices:
    """The `Pasts` of an office's routes. Lives on its event loop. `timeout_s`: how long a request may take."""

    def __init__(self, source: Source, rules: Rules, limits: FormLimits, timeout_s: float, most: int = MOST) -> None:
        self._source, self._rules, self._limits, self._most = source, rules, limits, most
        self._wait_s = min(_WAIT_S, timeout_s / 2)
        self._open: dict[int, Past] = {}
        self._moments: dict[int, int] = {}
        self._looking_up, self._making = asyncio.Lock(), asyncio.Lock()

    async def ask(self, asker: str, asked: PastAsked) -> PastAnswered:
        """See `Pasts`."""
        sequence = await self._sequence_at(asked.at_us)
        past = self._going(sequence)
        if past is None:
            async with self._making:  # one at a time, or each would count the room that another is about to take
                past = self._going(sequence) or await self._made(asker, sequence, asked.at_us)
        for other in self._open.values():
            if other is not past:
                other.askers.discard(asker)
        past.askers.add(asker)
        return await past.ask(asked)

    @property
    def open(self) -> int:
        """How many there are, also those that are being rebuilt or ended."""
        return len(self._open)

    def _going(self, sequence: int) -> Past | None:
        past = self._open.get(sequence)
        return None if past is None or past.ended else past

    async def end_idle(self) -> None:
        """Ends those that nobody has asked for a while, again and again."""
        while True:
            await asyncio.sleep(_LOOK_S)
            await self._end(lambda past: past.over)

    async def close(self) -> None:
        """Ends all."""
        await self._end(lambda past: True)

    async def _sequence_at(self, at_us: int) -> int:
        """Which entry was the last one then. What is over for a while stays so; what was just now may still be on its
        way to the disk."""
        known = self._moments.get(at_us)
        if known is None:
            async with self._looking_up:  # one at a time: early moments have it look through all of a long journal
                found = await asyncio.to_thread(moment_in, self._source, at_us)
            known = found.head.sequence
            if known == 0:
                begins = "" if found.begins_us is None else f": its first is of {moment(found.begins_us).isoformat()}"
                raise Problem(400, "moment-invalid", f"that lies before this journal's first entry{begins}", "at")
            if now_us() - at_us > _SETTLED_US:
                self._moments[at_us] = known
            while len(self._moments) > _MOST_MOMENTS:
                del self._moments[next(iter(self._moments))]
        return known

    async def _made(self, asker: str, sequence: int, at_us: int) -> Past:
        own = next((one for one in self._open.values() if one.askers == {asker}), None)
        if own is not None and own.busy(ITS_OWN_S) and not own.ended:
            raise _busy("your party looks at another moment just now; one at a time")
        await self._end(lambda past: past.ended or past is own)
        if len(self._open) >= self._most:
            free = (one for one in self._open.values() if not one.busy(OTHERS_S))
            idle = min(free, key=lambda one: one.asked_s, default=None)
            if idle is None:
                raise _busy("others look at the past just now, and so many moments at a time are all there is room for")
            await self._end(lambda past: past is idle)
        begin = Begin(sent(self._source), sequence, at_us, self._rules, self._limits)
        past = self._open[sequence] = Past(begin, self._wait_s)
        return past

    async def _end(self, which: Callable[[Past], bool]) -> None:
        """Of each the room is free when its process is gone."""
        ending = [(sequence, past) for sequence, past in self._open.items() if which(past)]
        await asyncio.gather(*(past.close() for _, past in ending))
        for sequence, past in ending:
            if self._open.get(sequence) is past:
                del self._open[sequence]


def _ended() -> Problem:
    return _busy("that past was ended meanwhile")


def _busy(why: str) -> Problem:
    return Problem(429, "past-busy", f"{why}; ask again in a moment", "at", headers=((b"retry-after", b"2"),))
