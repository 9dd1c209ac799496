"""Sends one thing to one endpoint: a webhook, or a mail to an address or to the contacts that a ladder names."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import quote

import msgspec
import structlog

from tansiq.centre.endpoints import Endpoint, EndpointKind, seal_context, wants, weight
from tansiq.centre.hosting import Hosted
from tansiq.centre.mishaps import Mishap, MishapCode
from tansiq.centre.picking import Next
from tansiq.centre.sealing import KeyMissing
from tansiq.gateways.api_v1.events import told_body
from tansiq.gateways.contract import Problem
from tansiq.gateways.mail import MOST_LINES, Letter, Mail, check_address, written, written_stop, written_test
from tansiq.gateways.mail_texts import language_of
from tansiq.gateways.news import News
from tansiq.gateways.undelivered import Undelivered
from tansiq.gateways.webhooks import Webhooks
from tansiq.journal.desk import Fresh
from tansiq.office.feed import Told

_AT_ONCE = 500
_NO_MAIL = Mishap(MishapCode.MAIL_MISSING)
_encode = msgspec.json.Encoder().encode
_log = structlog.get_logger("deliveries")


class Dispatch:
    """Knows how each kind of endpoint is reached. Lives on one event loop."""

    def __init__(self, news: News, webhooks: Webhooks, mail: Mail | None, public_url: str = "") -> None:
        self.mail_possible = mail is not None
        self._news, self._webhooks, self._mail = news, webhooks, mail
        self._fresh = Fresh()
        self._public_url = public_url.rstrip("/")
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def close(self) -> None:
        """Ends all connections."""
        await self._webhooks.close()

    async def deliver(self, hosted: Hosted, endpoint: Endpoint, following: Next, reached: set[str]) -> None:
        """Sends what comes next. `reached`: which contacts have been told already; whoever is told now is added.
        Raises `Undelivered`."""
        if endpoint.kind is EndpointKind.WEBHOOK:
            if following.missed_up_to:
                body = _special(following.missed_up_to, "gap", "no longer kept")
                await self._post(hosted, endpoint, f"gap.{following.missed_up_to}", body)
            for item in following.items:
                await self._post(hosted, endpoint, str(item.number), told_body(item))
            return
        if self._mail is None:
            raise Undelivered(_NO_MAIL)
        if endpoint.kind is EndpointKind.CONTACTS:
            for item in following.items:
                await self._tell_contacts(hosted, item, reached)
            return
        await self._write(hosted.party, endpoint.target, endpoint.language, following.items, following.missed_up_to)

    async def test(self, hosted: Hosted, endpoint: Endpoint) -> None:
        """Sends something that says that it is a test, once. Raises `Undelivered`."""
        token = self._fresh.token()
        if endpoint.kind is EndpointKind.WEBHOOK:
            await self._post(hosted, endpoint, f"test.{token}", _special(0, "test", "asked for"))
            return
        if self._mail is None:
            raise Undelivered(_NO_MAIL)
        sender = self._mail.smtp.sender
        mail = written_test(hosted.party, endpoint.target, endpoint.language, sender, token, datetime.now(UTC))
        await self._mail.send(mail)

    async def say_stopped(self, hosted: Hosted, stopped: Endpoint, reason: str) -> None:
        """Says by mail, as well as it can be, at the party's other addresses that an endpoint was stopped."""
        if self._mail is None:
            return
        sender, about = self._mail.smtp.sender, (stopped.name, reason)
        for other in tuple(hosted.desk.state.endpoints.values()):
            if other.kind is not EndpointKind.EMAIL or other.stop is not None or other.id == stopped.id:
                continue
            token, now = self._fresh.token(), datetime.now(UTC)
            mail = written_stop(hosted.party, other.target, other.language, sender, about, token, now)
            try:
                await self._mail.send(mail)
            except Undelivered as undelivered:
                _log.warning("stop-not-said", party=hosted.party, endpoint=other.id, reason=undelivered.reason)

    async def _post(self, hosted: Hosted, endpoint: Endpoint, suffix: str, body: bytes) -> None:
        try:
            secret = hosted.seal.unseal(endpoint.sealed, seal_context(endpoint.id))
        except KeyMissing as missing:
            raise Undelivered(Mishap(MishapCode.SECRET_UNREADABLE, quoted=str(missing))) from None
        async with self._room:
            lane = f"{hosted.party}/{endpoint.id}"
            await self._webhooks.post(lane, endpoint.target, secret, delivery_id(hosted.party, suffix), body)

    async def _tell_contacts(self, hosted: Hosted, item: Told, reached: set[str]) -> None:
        """Tells each contact that a ladder names. Who has been told is not told again because another could not be; one
        whose address is refused for good does not hold up the others."""
        party = hosted.party
        served = {
            endpoint.target.lower()
            for endpoint in hosted.desk.state.endpoints.values()
            if endpoint.kind is EndpointKind.EMAIL and endpoint.stop is None and wants(endpoint.wish, item)
        }
        asked = await self._news.contacts_asked(party, item)
        failure: Undelivered | None = None
        for contact in asked:
            address = contact.email.lower()
            if address in reached or address in served:
                continue
            try:
                check_address(contact.email, "email")
                await self._write(party, contact.email, language_of(contact.languages), (item,), asked=True)
            except Problem as problem:
                _log.warning("contact-not-reached", party=party, role=contact.role, reason=problem.message)
            except Undelivered as undelivered:
                if not undelivered.final:
                    failure = undelivered
                    continue
                _log.warning("contact-not-reached", party=party, role=contact.role, reason=undelivered.reason)
            reached.add(address)
        if failure is not None:
            raise failure

    async def _write(
        self, party: str, address: str, language: str, items: tuple[Told, ...], missed: int = 0, *, asked: bool = False
    ) -> None:
        """One mail about these items: first of what presses most."""
        assert self._mail is not None
        shown = sorted(items, key=lambda item: (-weight(item), item.number))[:MOST_LINES]
        lines = await self._news.lines(party, shown)
        numbers = (items[0].number, items[-1].number) if items else (0, missed)
        letter = Letter(party, address, language, lines, numbers, len(items), asked, missed)
        await self._mail.send(written(letter, self._mail.smtp.sender, self._public_url, datetime.now(UTC)))


def delivery_id(party: str, suffix: str) -> str:
    """The value of `webhook-id`: the same however often the same thing is sent."""
    return f"{quote(party, safe='@:')}.{suffix}"


def _special(number: int, subject: str, why: str) -> bytes:
    """What is no item of the feed, in the form of one."""
    at = datetime.now(UTC)
    return _encode({"number": number, "subject": subject, "id": "", "why": why, "at": at, "priority": "routine"})
