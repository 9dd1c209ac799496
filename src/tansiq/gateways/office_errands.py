"""Errands on their way: the oldest that waits is sent to the office until it has answered, then the next."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.outbox import Errand, ErrandState, GiveErrand, SettleErrand
from tansiq.gateways.office_client import LinkBroken, OfficeAnswer, OfficeClient
from tansiq.gateways.office_link import OfficeLink
from tansiq.journal.errors import JournalError

FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 5.0
FAULTS = 5
"""How often a fault of the office is answered with another try; then the errand is laid aside, so that it does not keep
all others from going."""
_MOST_SETTLING = 64
_log = structlog.get_logger("link")


@dataclass(frozen=True, slots=True)
class Settled:
    """An errand that the office has answered, and its answer in full."""

    errand: Errand
    answer: OfficeAnswer


class Carrier:
    """Sends what waits in one centre's outbox. Lives on one event loop."""

    def __init__(self, desk: CentreDesk, link: OfficeLink) -> None:
        self._desk, self._link = desk, link
        self._more = asyncio.Event()
        self._listening: dict[int, list[asyncio.Future[Settled]]] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self._answered = desk.state.outbox.settled

    async def give(self, command: GiveErrand, within_s: float) -> Settled | Errand:
        """Queues an errand, and waits a while for the office's answer; the errand itself if there is none by then, or
        if the answer was given before. Raises `Refusal` and the journal's errors."""
        errand = await self._desk.submit(command)
        if errand.state is not ErrandState.WAITING:
            return errand
        self._more.set()
        if not self._link.reached.is_set():
            return errand
        future: asyncio.Future[Settled] = asyncio.get_running_loop().create_future()
        self._listening.setdefault(errand.number, []).append(future)
        try:
            async with asyncio.timeout(within_s):
                return await future
        except TimeoutError:
            return errand
        finally:
            self._forget(errand.number, future)

    async def run(self) -> None:
        """Carries errands while the office can be reached; never ends by itself."""
        wait_s, faults = FIRST_WAIT_S, 0
        while True:
            await self._link.reached.wait()
            errand = self._desk.state.outbox.errands.get(self._answered + 1)
            if errand is None or errand.state is not ErrandState.WAITING:
                self._answered = max(self._answered, self._desk.state.outbox.settled)
                self._more.clear()
                await self._more.wait()
                continue
            try:
                answer = await send(self._link.office, errand)
            except LinkBroken as broken:
                self._give_up_waiting()
                self._link.down(str(broken))
                continue
            state = judged(answer)
            if state is None and answer.status != 503 and answer.status != 429:
                faults += 1
                state = ErrandState.REFUSED if faults >= FAULTS else None
            if state is None:
                _log.warning("errand-put-off", key=errand.key, status=answer.status, code=answer.code, wait_s=wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(2 * wait_s, LONGEST_WAIT_S)
                continue
            wait_s, faults = FIRST_WAIT_S, 0
            self._answered = errand.number
            self._settle(errand, state, answer)
            while len(self._settling) >= _MOST_SETTLING:
                await asyncio.wait(self._settling, return_when=asyncio.FIRST_COMPLETED)

    def _settle(self, errand: Errand, state: ErrandState, answer: OfficeAnswer) -> None:
        """In the order of the answers; the next errand need not wait for the disk. Where the journal cannot be written
        the errand is sent again, under the same key."""
        if state is ErrandState.REFUSED:
            _log.warning("errand-refused", key=errand.key, status=answer.status, code=answer.code)
        text = "" if answer.secret else answer.body.decode("utf-8", "replace")
        task = asyncio.create_task(self._settled(SettleErrand(errand.number, state, answer.status, text), answer))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)

    async def _settled(self, command: SettleErrand, answer: OfficeAnswer) -> None:
        try:
            errand = await self._desk.submit(command)
        except Exception as error:  # noqa: BLE001  of those after it, too: they are out of order then
            self._answered = self._desk.state.outbox.settled
            if isinstance(error, JournalError):
                await asyncio.sleep(1.0)
            self._more.set()
            return
        for future in self._listening.pop(errand.number, ()):
            if not future.done():
                future.set_result(Settled(errand, answer))

    def _give_up_waiting(self) -> None:
        """Whoever listens is told now that it is queued: the link may be down for long."""
        listening, self._listening = self._listening, {}
        for futures in listening.values():
            for future in futures:
                if not future.done():
                    future.set_exception(TimeoutError())

    def _forget(self, number: int, future: asyncio.Future[Settled]) -> None:
        futures = self._listening.get(number, [])
        if future in futures:
            futures.remove(future)
            if not futures:
                del self._listening[number]


async def send(office: OfficeClient, errand: Errand) -> OfficeAnswer:
    """One try. Raises `LinkBroken`: whether it was done is then not known, and need not be."""
    headers: dict[str, str | bytes] = {"idempotency-key": errand.key}
    if errand.body:
        headers["content-type"] = "application/json"
    headers |= speaking(errand.person, errand.name)
    answer = await office.ask(errand.method, errand.path, errand.body.encode(), headers)
    if answer.status < 300 and answer.media_type != "application/json":
        raise LinkBroken(f"what answers with {answer.media_type or 'nothing'} is no office")
    return answer


def speaking(person: str, name: str) -> dict[str, str | bytes]:
    """The headers that name a person of the party; none for a program."""
    if not person:
        return {}
    return {"tansiq-person": person.encode(), **({"tansiq-person-name": name.encode()} if name else {})}


def judged(answer: OfficeAnswer) -> ErrandState | None:
    """What an answer means for an errand; None: that it has to be sent again."""
    if answer.status < 300 or answer.code == "done-before":
        return ErrandState.DONE
    if answer.status >= 500 or answer.status in (408, 425, 429):
        return None
    return ErrandState.REFUSED
