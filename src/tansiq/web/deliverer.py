"""Delivers feeds to their endpoints: a task for each, in order, on and on; none waits for another.

What is delivered is noted in the party's centre now and then. What was delivered since the last note is delivered once
more after a crash, under the same identifiers; nothing is passed over.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec
import structlog

from tansiq.centre.deliveries import MakeEndpoint, NoteProgress, Said, StopEndpoint
from tansiq.centre.endpoints import (
    CONTACTS,
    LONGEST_RETRY_US,
    Cursor,
    Endpoint,
    EndpointKind,
    Failure,
    Progress,
    retry_us,
)
from tansiq.centre.entities import PersonState
from tansiq.centre.hosting import Hosted, Hosting
from tansiq.centre.mishaps import Mishap, MishapCode
from tansiq.centre.picking import NEVER_US, Next, Read, next_escalation, next_item, next_mail
from tansiq.centre.refusals import Refusal
from tansiq.centre.rules import HOUR_US, MINUTE_US, SECOND_US
from tansiq.gateways.news import News
from tansiq.gateways.undelivered import Undelivered
from tansiq.gateways.webhooks import LONGEST_WAIT_S
from tansiq.journal.errors import JournalError
from tansiq.web.chores import supervise
from tansiq.web.dispatch import Dispatch

_LOOK_S, _LONGEST_NAP_S = 5.0, 3_600.0
_PASSED_OVER_NOTED = 1_000
_LONGEST_WAIT_US = 2 * max(LONGEST_RETRY_US, int(LONGEST_WAIT_S * SECOND_US))
"""A longer one comes of a clock that has been set back."""
_TEST_S = 8.0
"""Somebody waits for it."""
_log = structlog.get_logger("deliveries")


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast: the first wait after a failure, the spans in which routine mail is gathered, and the longest time that
    what was delivered goes without a note."""

    first_retry_us: int = 5 * SECOND_US
    gather_us: int = 300 * SECOND_US
    note_every_s: float = 5.0


@dataclass(slots=True)
class _Runner:
    """An endpoint that is being served, as it is between two notes. `noted` is what the journal has."""

    hosted: Hosted
    endpoint: Endpoint
    """As it was when it was last looked at."""
    cursor: Cursor
    failure: Failure | None
    noted: tuple[Cursor, Failure | None]
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    to_note: bool = False
    anew: bool = False
    noted_us: int = 0
    reached: set[str] = field(default_factory=set)
    """Of an escalation that several contacts are told of: who has been."""

    @property
    def id(self) -> str:
        """The endpoint's."""
        return self.endpoint.id

    def changed(self, endpoint: Endpoint) -> None:
        """It was changed, and is tried at once. If it only got another name or other wishes, it goes on failing: since
        when is not forgotten."""
        before = self.endpoint
        self.endpoint, self.cursor = endpoint, self.cursor.furthest(endpoint.cursor)
        said_anew = (before.name, before.wish, before.language, before.person) != (
            endpoint.name,
            endpoint.wish,
            endpoint.language,
            endpoint.person,
        )
        if self.failure is not None and said_anew and before.target == endpoint.target:
            self.failure = msgspec.structs.replace(self.failure, next_us=0)
        else:
            self.failure = endpoint.failure


class Deliverer:
    """Serves all endpoints of all centres in this process. Lives on one event loop."""

    def __init__(
        self,
        news: News,
        hosting: Hosting,
        dispatch: Dispatch,
        pace: Pace | None = None,
        *,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._feeds, self._hosting, self._dispatch = news, hosting, dispatch
        self._pace, self._jitter = pace or Pace(), jitter
        self._runners: dict[str, dict[str, _Runner]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._followed: set[str] = set()
        self._changed: set[str] = set()
        self._look = asyncio.Event()

    @property
    def mail_possible(self) -> bool:
        """Whether the office has a mail server."""
        return self._dispatch.mail_possible

    async def run(self) -> None:
        """Follows what endpoints there are, and delivers, until cancelled. Begun again, it goes on from what has been
        noted, here or by another node."""
        noting = asyncio.create_task(supervise("delivery-notes", self._note_now_and_then))
        try:
            while True:
                self._look.clear()
                changed, self._changed = self._changed, set()
                for hosted in self._hosting:
                    if hosted.desk.failure is None and (hosted.party in changed or hosted.party not in self._runners):
                        await self._follow(hosted)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_S):
                        await self._look.wait()
        finally:
            noting.cancel()
            await asyncio.gather(noting, return_exceptions=True)
            await self._rest()

    def look(self) -> None:
        """Looks soon whether there are new centres."""
        self._look.set()

    async def close(self) -> None:
        """Ends all connections; when `run` has been cancelled."""
        await self._rest()
        await self._dispatch.close()

    async def _rest(self) -> None:
        """Ends all deliveries, and notes how far they got."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._note_all()
        self._runners = {}

    def live(self, party: str, endpoint: Endpoint) -> Endpoint:
        """The endpoint as it is at this moment: what is not noted yet is in it."""
        runner = self._runners.get(party, {}).get(endpoint.id)
        if runner is None or endpoint.stop is not None:
            return endpoint
        cursor = runner.cursor if runner.anew else runner.cursor.furthest(endpoint.cursor)
        return msgspec.structs.replace(endpoint, cursor=cursor, failure=runner.failure)

    async def test(self, hosted: Hosted, endpoint: Endpoint) -> None:
        """Sends a test beside what is to be delivered. Raises `Undelivered`."""
        try:
            async with asyncio.timeout(_TEST_S):
                await self._dispatch.test(hosted, endpoint)
        except TimeoutError:
            raise Undelivered(Mishap(MishapCode.NO_ANSWER, within_s=_TEST_S)) from None

    # Which endpoints there are

    async def _follow(self, hosted: Hosted) -> None:
        party, state = hosted.party, hosted.desk.state
        if party not in self._followed:
            self._followed.add(party)
            hosted.desk.sequencer.on_durable.append(partial(self._has_changed, party))
        runners = self._runners.setdefault(party, {})
        if CONTACTS not in state.endpoints and self.mail_possible:
            last = await self._feeds.last(party)
            command = MakeEndpoint("", CONTACTS, EndpointKind.CONTACTS, Said("contacts of the ladders", ""), last)
            with contextlib.suppress(JournalError, Refusal):
                await hosted.desk.submit(command)
        for endpoint in tuple(state.endpoints.values()):
            unasked = endpoint.kind is EndpointKind.CONTACTS and not self.mail_possible
            if endpoint.stop is None and endpoint.id not in runners and not unasked:
                noted = (endpoint.cursor, endpoint.failure)
                runner = runners[endpoint.id] = _Runner(hosted, endpoint, *noted, noted)
                task = asyncio.create_task(supervise("delivery", partial(self._serve, runner)))
                self._tasks.add(task)
                task.add_done_callback(partial(self._ended, runner))
        for runner in runners.values():
            now = state.endpoints.get(runner.id)
            if now is None or now.version != runner.endpoint.version:
                runner.wake.set()

    def _has_changed(self, party: str) -> None:
        self._changed.add(party)
        self._look.set()

    def _ended(self, runner: _Runner, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            del self._runners[runner.hosted.party][runner.id]
            self._has_changed(runner.hosted.party)  # it may have been resumed meanwhile

    # One endpoint

    async def _serve(self, runner: _Runner) -> None:
        """Delivers until the endpoint is stopped or removed."""
        while True:
            runner.wake.clear()
            endpoint = runner.hosted.desk.state.endpoints.get(runner.id)
            if endpoint is None or endpoint.stop is not None or await self._stopped_with_its_person(runner, endpoint):
                await self._note(runner)
                return
            if runner.endpoint.version != endpoint.version:
                runner.changed(endpoint)
            now_us = self._hosting.clock()
            if runner.failure is not None and now_us < runner.failure.next_us <= now_us + _LONGEST_WAIT_US:
                await self._nap(runner, runner.failure.next_us)
                continue
            following, last = await self._next(runner, endpoint)
            if not following.items and not following.missed_up_to:
                self._passed_over(runner, following)
                if following.due_us > now_us:
                    await self._nap(runner, following.due_us, last)
                continue
            try:
                await self._dispatch.deliver(runner.hosted, endpoint, following, runner.reached)
            except Undelivered as undelivered:
                await self._failed(runner, endpoint, undelivered)
            else:
                await self._delivered(runner, endpoint, following)

    async def _next(self, runner: _Runner, endpoint: Endpoint) -> tuple[Next, int]:
        """What is to be delivered, and the number of the feed's last item."""
        cursor = runner.cursor

        def choose(read: Read, now_us: int) -> Next:
            match endpoint.kind:
                case EndpointKind.WEBHOOK:
                    return next_item(read, endpoint.wish, cursor)
                case EndpointKind.EMAIL:
                    return next_mail(read, endpoint.wish, cursor, now_us, self._pace.gather_us)
                case EndpointKind.CONTACTS:
                    return next_escalation(read, cursor)

        return await self._feeds.choose(runner.hosted.party, choose)

    async def _delivered(self, runner: _Runner, endpoint: Endpoint, following: Next) -> None:
        """A mail is noted before the next one is written: a person should not get it twice. Webhooks are noted a few
        seconds of them at a time."""
        if runner.failure is not None:
            _log.info("delivering-again", party=runner.hosted.party, endpoint=runner.id, tries=runner.failure.tries)
        runner.failure = None
        runner.cursor, runner.anew = following.cursor, runner.anew or following.anew
        runner.reached.clear()
        runner.to_note = True
        if endpoint.kind is not EndpointKind.WEBHOOK:
            await self._note(runner)

    async def _failed(self, runner: _Runner, endpoint: Endpoint, undelivered: Undelivered) -> None:
        """A failure is noted when it has lasted a minute, and then every hour; that is enough to know, after a restart,
        since when. What is shown is this moment's."""
        now_us, old, party = self._hosting.clock(), runner.failure, runner.hosted.party
        tries = 1 if old is None else old.tries + 1
        since_us = now_us if old is None else old.since_us
        wait_us = retry_us(tries, self._jitter(), self._pace.first_retry_us)
        next_us = now_us + max(wait_us, int(undelivered.wait_s * SECOND_US))
        runner.failure = Failure(since_us, undelivered.reason, tries, next_us, undelivered.mishap)
        if old is None:
            _log.warning("not-delivered", party=party, endpoint=runner.id, reason=undelivered.reason)
        given_up = now_us - since_us >= runner.hosted.desk.state.rules.give_up_us
        lasting = now_us - since_us >= MINUTE_US and now_us - runner.noted_us >= HOUR_US
        if given_up or lasting:
            runner.to_note = True
            await self._note(runner)
        if undelivered.final and endpoint.kind is EndpointKind.WEBHOOK:
            await self._stop(runner, endpoint, undelivered.mishap)
        elif given_up:
            await self._say_stopped(runner, endpoint, undelivered.reason)

    def _passed_over(self, runner: _Runner, following: Next) -> None:
        """What is not wanted is noted only when it is much."""
        runner.cursor, runner.anew = following.cursor, runner.anew or following.anew
        if runner.anew or runner.cursor.up_to - runner.noted[0].up_to >= _PASSED_OVER_NOTED:
            runner.to_note = True

    async def _stopped_with_its_person(self, runner: _Runner, endpoint: Endpoint) -> bool:
        person = runner.hosted.desk.state.people.get(endpoint.person)
        if not endpoint.person or (person is not None and person.state is PersonState.ACTIVE):
            return False
        await self._stop(runner, endpoint, Mishap(MishapCode.PERSON_LEFT))
        return True

    async def _stop(self, runner: _Runner, endpoint: Endpoint, mishap: Mishap) -> None:
        with contextlib.suppress(Refusal):  # it has just been removed
            await runner.hosted.desk.submit(StopEndpoint("", runner.id, mishap.sentence, mishap))
            await self._say_stopped(runner, endpoint, mishap.sentence)

    async def _say_stopped(self, runner: _Runner, endpoint: Endpoint, reason: str) -> None:
        _log.error("endpoint-stopped", party=runner.hosted.party, endpoint=runner.id, reason=reason)
        await self._dispatch.say_stopped(runner.hosted, endpoint, reason)

    async def _nap(self, runner: _Runner, until_us: int, last: int | None = None) -> None:
        """Until then, or until the endpoint is changed, or, with `last`, the feed has more than this number."""
        left_s = _LONGEST_NAP_S
        if until_us < NEVER_US:
            left_s = min(max((until_us - self._hosting.clock()) / SECOND_US, 0.0), left_s)
        waits: list[asyncio.Task[Any]] = [asyncio.create_task(runner.wake.wait())]
        if last is not None:
            waits.append(asyncio.create_task(self._news(runner.hosted.party, last)))
        try:
            await asyncio.wait(waits, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _news(self, party: str, last: int) -> None:
        await self._feeds.after(party, last, _LONGEST_NAP_S)
        if self._feeds.closed:
            await asyncio.Event().wait()  # the office is closing; nothing is begun any more

    # How far they got

    async def _note_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self._pace.note_every_s)
            await self._note_all()

    async def _note_all(self) -> None:
        for runners in tuple(self._runners.values()):
            await self._note(*runners.values())

    async def _note(self, *runners: _Runner) -> None:
        """Writes down how far endpoints of one centre have got, where that is due."""
        due = [runner for runner in runners if runner.to_note]
        if not due:
            return
        noted = [(runner.cursor, runner.failure) for runner in due]
        progress = tuple(Progress(runner.id, runner.cursor, runner.failure, runner.anew) for runner in due)
        try:
            await due[0].hosted.desk.submit(NoteProgress(progress))
        except JournalError as error:
            _log.warning("delivery-not-noted", party=due[0].hosted.party, reason=str(error))
            return
        for runner, what in zip(due, noted, strict=True):
            runner.noted, runner.noted_us, runner.anew = what, self._hosting.clock(), False
            runner.to_note = runner.cursor != what[0]
