"""Deliveries in one process, with a clock that can be moved: what a real office meets only in days."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tansiq.centre.deliveries import ChangeEndpoint, MakeEndpoint, RemoveEndpoint, ResumeEndpoint, Said
from tansiq.centre.endpoints import Endpoint, EndpointKind, EndpointState, seal_context
from tansiq.centre.entities import PersonState
from tansiq.centre.hosting import Hosted, Hosting
from tansiq.centre.people import ChangePerson, Invite, Profile
from tansiq.centre.roles import Role
from tansiq.gateways.mail import Mail, Smtp
from tansiq.gateways.news import OfficeNews
from tansiq.gateways.webhooks import Webhooks
from tansiq.journal.desk import now_us
from tansiq.office import invitations
from tansiq.office.desk import Desk, open_desk
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.tidings import Tidings
from tansiq.web.deliverer import Deliverer, Pace
from tansiq.web.dispatch import Dispatch
from tests.coordination import found_office
from tests.mail_server import Mailbox
from tests.receiver import Receiver

SECRET = bytes(32)
_serial = itertools.count()


@dataclass
class Room:
    """An office with army's centre, and what delivers. `skipped_us`: how far its clock is ahead."""

    folder: Path
    mailbox: Mailbox | None = None
    note_every_s: float = 0.2
    skipped_us: int = 0
    desk: Desk = field(init=False)
    hosting: Hosting = field(init=False)
    hosted: Hosted = field(init=False)
    deliverer: Deliverer = field(init=False)

    def clock(self) -> int:
        return now_us() + self.skipped_us

    async def open(self) -> None:
        self.desk = open_desk(self.folder / "office.db", clock=self.clock)
        self.desk.open()
        self.tidings = Tidings(self.desk)
        self.hosting = Hosting.in_folder(self.folder / "centres", clock=self.clock)
        self.hosting.open()
        self.hosted = await self.hosting.make("army")
        smtp = None if self.mailbox is None else Smtp("localhost", self.mailbox.port, "t@office.example", "none")
        news = OfficeNews(self.desk, self.tidings)
        dispatch = Dispatch(news, Webhooks(allow_private=True), None if smtp is None else Mail(smtp))
        pace = Pace(first_retry_us=20_000, gather_us=1_000_000, note_every_s=self.note_every_s)
        self.deliverer = Deliverer(news, self.hosting, dispatch, pace)
        self.running = asyncio.create_task(self.deliverer.run())

    async def close(self) -> None:
        self.tidings.close()
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        await self.deliverer.close()
        await self.hosting.close()
        await self.desk.close()

    async def tell(self, count: int = 1) -> None:
        """So many items for army's feed."""
        ends_us = self.clock() + 30 * DAY_US
        made = [invitations.Invite("army", f"i{next(_serial)}", "digest", "", ends_us, HOUR_US) for _ in range(count)]
        await asyncio.gather(*map(self.desk.submit, made))

    async def hook(self, url: str, up_to: int | None = None) -> Endpoint:
        last = self.desk.state.told_last["army"] if up_to is None else up_to
        name = f"hook{next(_serial)}"
        sealed = self.hosted.seal.seal(SECRET, seal_context(name))
        return await self.hosted.desk.submit(
            MakeEndpoint("", name, EndpointKind.WEBHOOK, Said(name, url), last, sealed)
        )

    def now(self, endpoint: Endpoint) -> Endpoint:
        return self.deliverer.live("army", self.hosted.desk.state.endpoints[endpoint.id])

    async def until(self, question: Callable[[], object], within_s: float = 10.0) -> None:
        async with asyncio.timeout(within_s):
            while not question():
                await asyncio.sleep(0.01)  # what other tasks do in their own time


def in_room(folder: Path, work: Callable[[Room], Awaitable[None]], **how: object) -> None:
    found_office(folder / "office.db", {})

    async def run() -> None:
        room = Room(folder, **how)  # type: ignore[arg-type]
        await room.open()
        try:
            await work(room)
        finally:
            await room.close()

    asyncio.run(run())


def test_one_that_fails_for_five_days_is_stopped_and_goes_on_where_it_was(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        endpoint = await room.hook(receiver.url)
        await room.tell(2)
        await room.until(lambda: room.now(endpoint).state is EndpointState.FAILING)
        for day in range(5):
            assert room.now(endpoint).state is EndpointState.FAILING, day
            tries = room.now(endpoint).failure.tries  # type: ignore[union-attr]
            room.skipped_us += DAY_US
            await room.hosted.desk.submit(
                ChangeEndpoint("", endpoint.id, room.now(endpoint).version, Said(f"day {day}", receiver.url))
            )  # wakes it: its nap is by the real clock
            await room.until(
                lambda some=tries: (f := room.now(endpoint).failure) is None or f.tries != some  # type: ignore[misc]
            )
        await room.until(lambda: room.now(endpoint).state is EndpointState.STOPPED)
        stop = room.now(endpoint).stop
        assert stop is not None
        assert stop.by == ""
        assert stop.reason.startswith("failing for 120 h, after ")
        receiver.always = "204"
        before = len(receiver.deliveries)
        await room.tell(1)
        await room.hosted.desk.submit(ResumeEndpoint("p", endpoint.id))
        await room.until(lambda: len(receiver.taken()) == 3)
        assert [delivery.number for delivery in receiver.deliveries[before:]] == [
            *range(endpoint.cursor.up_to + 1, endpoint.cursor.up_to + 4)
        ]

    with Receiver(always="500") as receiver:
        in_room(tmp_path, work)


def test_when_the_clock_is_set_back_a_retry_does_not_wait_for_it(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        room.skipped_us = DAY_US
        endpoint = await room.hook(receiver.url)
        await room.tell(2)
        await room.until(lambda: room.now(endpoint).state is EndpointState.FAILING)
        room.skipped_us, receiver.always = 0, "204"
        await room.until(lambda: len(receiver.taken()) == 2)

    with Receiver(always="500") as receiver:
        in_room(tmp_path, work)


@pytest.mark.stories
def test_two_thousand_deliveries_are_few_entries_in_the_journal(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        endpoint = await room.hook(receiver.url)
        before = room.hosted.desk.sequencer.head.sequence
        await room.tell(2_000)
        await room.until(lambda: len(receiver.deliveries) == 2_000, 60)
        await room.until(lambda: room.hosted.desk.state.endpoints[endpoint.id].cursor == room.now(endpoint).cursor)
        assert room.now(endpoint).cursor.up_to == room.desk.state.told_last["army"]
        assert [delivery.number for delivery in receiver.deliveries] == [
            *range(endpoint.cursor.up_to + 1, endpoint.cursor.up_to + 2_001)
        ]
        assert receiver.connections == 1
        assert room.hosted.desk.sequencer.head.sequence - before <= 60

    with Receiver() as receiver:
        in_room(tmp_path, work, note_every_s=0.5)


def test_what_is_no_longer_kept_is_said_before_what_follows(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        await room.tell(10)
        last = room.desk.state.told_last["army"]
        del room.desk.state.feeds["army"][:-3]
        endpoint = await room.hook(receiver.url, up_to=0)
        await room.until(lambda: len(receiver.deliveries) == 4)
        assert [delivery.id for delivery in receiver.deliveries] == [
            f"army.gap.{last - 3}", *(f"army.{last - i}" for i in (2, 1, 0)),
        ]  # fmt: skip
        assert receiver.deliveries[0].told["number"] == last - 3
        assert receiver.deliveries[0].told["subject"] == "gap"
        await room.hosted.desk.submit(RemoveEndpoint("", endpoint.id))
        await room.until(lambda: not any(runners for runners in room.deliverer._runners.values()))
        await room.tell(1)
        assert len(receiver.deliveries) == 4

    with Receiver() as receiver:
        in_room(tmp_path, work)


def test_who_has_left_gets_no_mail(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        desk = room.hosted.desk
        profile = Profile("anna", "Anna", frozenset({Role.OBSERVER}), email="anna@army.example")
        await desk.submit(Invite("", "p1", profile))
        said = Said("Anna", "anna@army.example", person="p1")
        last = room.desk.state.told_last["army"]
        made = await desk.submit(MakeEndpoint("", "e1", EndpointKind.EMAIL, said, last))
        await room.tell(1)
        await asyncio.to_thread(mailbox.wait_for, lambda m: m.to("anna@army.example"))
        await desk.submit(ChangePerson("", "p1", 1, profile, PersonState.LEFT))
        await room.tell(1)
        await room.until(lambda: room.now(made).state is EndpointState.STOPPED)
        assert room.now(made).stop.reason.startswith("the person whose address it is has left")  # type: ignore[union-attr]
        assert len(mailbox.to("anna@army.example")) == 1

    with Mailbox() as mailbox:
        in_room(tmp_path, work, mailbox=mailbox)


def test_without_its_key_file_a_centre_that_has_a_webhook_stays_closed(tmp_path: Path) -> None:
    async def work(room: Room) -> None:
        await room.hook("https://example.org/")

    in_room(tmp_path, work)
    (key,) = (tmp_path / "centres").glob("*.key")
    key.unlink()
    hosting = Hosting.in_folder(tmp_path / "centres")

    async def look() -> None:
        hosting.open()
        await hosting.close()

    asyncio.run(look())
    assert "restore it" in hosting.closed["army"]
