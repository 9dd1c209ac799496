"""Errands on their way: those that wait longest are sent to the office, in their order, until it has answered; then the
next. Many that wait go in one request, which the office answers for each; what it could not do, goes again alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
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
_MOST_SETTLING = 300
_MOST_TOGETHER, _MOST_BYTES = 100, 1 << 20
_TOGETHER = "/api/v1/errands"
_log = structlog.get_logger("link")


@dataclass(frozen=True, slots=True)
class Settled:
    """An errand that the office has answered, and its answer in full."""

    errand: Errand
    answer: OfficeAnswer


class _Answered(msgspec.Struct):
    status: int
    body: msgspec.Raw
    headers: dict[str, str] = {}


class _Answers(msgspec.Struct):
    answers: list[_Answered]


class Carrier:
    """Sends what waits in one centre's outbox. Lives on one event loop."""

    def __init__(self, desk: CentreDesk, link: OfficeLink) -> None:
        self._desk, self._link = desk, link
        self._more = asyncio.Event()
        self._listening: dict[int, list[asyncio.Future[Settled]]] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self._answered = desk.state.outbox.settled
        self._alone, self._together = False, True
        """Whether the next goes alone because of what came of it among others; whether this office takes many."""

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
            errands = self._next()
            if not errands:
                self._answered = max(self._answered, self._desk.state.outbox.settled)
                self._more.clear()
                await self._more.wait()
                continue
            try:
                if len(errands) > 1:
                    await self._carry_together(errands)
                    continue
                errand, answer = errands[0], await send(self._link.office, errands[0])
            except LinkBroken as broken:
                self._give_up_waiting()
                self._link.down(str(broken))
                self._alone, self._together = False, True  # it may be a newer office that answers next
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
            wait_s, faults, self._alone = FIRST_WAIT_S, 0, False
            self._settle(errand, state, answer)
            await self._room()

    def _next(self) -> list[Errand]:
        """Those that go together; one, where it has to go alone."""
        errands: list[Errand] = []
        size = 0
        most = 1 if self._alone or not self._together else _MOST_TOGETHER
        for number in range(self._answered + 1, self._answered + 1 + most):
            errand = self._desk.state.outbox.errands.get(number)
            if errand is None or errand.state is not ErrandState.WAITING:
                break
            size += len(errand.body) + len(errand.path)
            if errands and size > _MOST_BYTES:
                break
            errands.append(errand)
        return errands

    async def _carry_together(self, errands: Sequence[Errand]) -> None:
        """One try. What has no final answer by it is the first of the next, and goes alone. Raises `LinkBroken`."""
        answers = await send_together(self._link.office, errands)
        if answers is None:
            self._together = False
            return
        for errand, answer in zip(errands, answers, strict=False):
            state = judged(answer)
            if state is None:
                self._alone = True
                break
            self._settle(errand, state, answer)
        self._alone = self._alone or not answers
        await self._room()

    async def _room(self) -> None:
        while len(self._settling) >= _MOST_SETTLING:
            await asyncio.wait(self._settling, return_when=asyncio.FIRST_COMPLETED)

    def _settle(self, errand: Errand, state: ErrandState, answer: OfficeAnswer) -> None:
        """In the order of the answers; the next errand need not wait for the disk. Where the journal cannot be written
        the errand is sent again, under the same key."""
        self._answered = errand.number
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


async def send_together(office: OfficeClient, errands: Sequence[Errand]) -> list[OfficeAnswer] | None:
    """One try of many: answers to the first so many of them, maybe to none. None: this office does not know how. Raises
    `LinkBroken`: what was done is then not known, and need not be."""
    batch = [
        {"key": one.key, "method": one.method, "path": one.path, "body": one.body, "person": one.person,
         "name": one.name if one.person else ""}
        for one in errands
    ]  # fmt: skip
    headers: dict[str, str | bytes] = {"content-type": "application/json"}
    answer = await office.ask("POST", _TOGETHER, msgspec.json.encode({"errands": batch}), headers)
    if answer.status in (404, 405):
        return None
    if answer.status != 200:
        _log.warning("errands-put-off", count=len(errands), status=answer.status, code=answer.code)
        return []
    try:
        found = msgspec.json.decode(answer.body, type=_Answers).answers
    except msgspec.MsgspecError as error:
        raise LinkBroken(f"what answers is no office ({error})") from None
    return [
        OfficeAnswer(
            one.status,
            bytes(one.body),
            "application/json" if one.status < 400 else "application/problem+json",
            {name.lower(): value for name, value in one.headers.items()},
        )
        for one in found[: len(errands)]
    ]


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
