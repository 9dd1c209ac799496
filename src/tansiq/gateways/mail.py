"""Mail to people who do not look at the page: what happened, to which thing, and by when, in plain text.

Mail is not a safe channel. So it names things by their identifiers, and says nothing of what another party wrote.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

import aiosmtplib

from tansiq.centre.mishaps import Mishap, MishapCode
from tansiq.gateways.contract import Problem
from tansiq.gateways.mail_texts import TEXTS, Texts
from tansiq.gateways.outlines import moment
from tansiq.gateways.undelivered import Undelivered
from tansiq.office.erasures import ERASED
from tansiq.office.feed import Subject, Told
from tansiq.office.kinds import Priority

TIMEOUT_S = 30.0
_GOODBYE_S = 2.0
MOST_LINES = 50
LONGEST_ADDRESS = 254
_AT_ONCE = 8
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", "[A-Za-z0-9-]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@({_LABEL}\.)*{_LABEL}")
_LONGEST_LOCAL = 64
_PAGES = {
    Subject.PARTY: "parties",
    Subject.INVITATION: "invitations",
    Subject.AGREEMENT: "agreements",
    Subject.OPERATION: "operations",
    Subject.NOTICE: "notices",
    Subject.THREAD: "threads",
    Subject.DAY_PLAN: "day-plans",
    Subject.REPORT: "reports",
    Subject.REQUEST: "requests",
    Subject.QUIET_PERIOD: "quiet-periods",
    Subject.INCIDENT: "incidents",
}


@dataclass(frozen=True, slots=True)
class Smtp:
    """The server that takes the office's mail. `security`: `starttls`, `tls` or `none`."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Smtp(host={self.host!r}, port={self.port}, security={self.security!r})"


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the feed as a mail says it. `until_us`: by when the party is to acknowledge it; 0: nothing awaited."""

    item: Told
    until_us: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says to one address. `lines` are the first of `count`; `numbers` the first and last that it is
    about. `asked`: the reader is a contact whom a ladder names."""

    party: str
    address: str
    language: str
    lines: tuple[Line, ...]
    numbers: tuple[int, int]
    count: int
    asked: bool = False
    missed_up_to: int = 0


def check_address(address: str, field: str) -> str:
    """An address to which mail can go. Raises `Problem` (`address-invalid`)."""
    local, _, _ = address.partition("@")
    if not address.isascii():
        message = "only ASCII: write the domain in its xn-- form; names before the @ in other scripts are not possible"
        raise Problem(400, "address-invalid", message, field)
    if len(address) > LONGEST_ADDRESS or len(local) > _LONGEST_LOCAL or not _ADDRESS.fullmatch(address):
        raise Problem(400, "address-invalid", "an address like duty@example.org, and nothing beside it", field)
    return address


def message_id(party: str, address: str, numbers: tuple[int, int], domain: str) -> str:
    """The same for the same news to the same reader, so that mail programs see that a repeat is one. Neither party nor
    address can be read from it."""
    first, last = numbers
    reader = hashlib.sha256(f"{party}\n{address.lower()}".encode()).hexdigest()[:24]
    return f"<{reader}.{first}@{domain}>" if first == last else f"<{reader}.{first}-{last}@{domain}>"


def written(letter: Letter, sender: str, public_url: str, date: datetime) -> EmailMessage:
    """The mail."""
    texts = TEXTS[letter.language]
    mail = _empty(letter.address, sender, date)
    mail["Subject"] = _subject(texts, letter)
    mail["Message-ID"] = message_id(letter.party, letter.address, letter.numbers, _domain(sender))
    if any(line.item.priority is not Priority.ROUTINE or line.item.level for line in letter.lines):
        mail["Importance"] = "high"
    parts = [texts.hello.format(party=_sound(letter.party))]
    if letter.asked:
        parts.append(texts.asked)
    if letter.missed_up_to:
        parts.append(texts.missed.format(number=letter.missed_up_to))
    parts += [_paragraph(texts, line, public_url) for line in letter.lines]
    if letter.count > len(letter.lines):
        parts.append(texts.more.format(count=letter.count - len(letter.lines)))
    if public_url and (letter.missed_up_to or letter.count > len(letter.lines)):
        parts.append(public_url)
    return _filled(mail, "\n\n".join([*parts, texts.foot]), letter.language)


def written_test(party: str, address: str, language: str, sender: str, token: str, date: datetime) -> EmailMessage:
    """A mail that says that it is a test."""
    texts = TEXTS[language]
    mail = _empty(address, sender, date)
    mail["Subject"] = f"Tansiq: {texts.test}"
    mail["Message-ID"] = f"<test.{token}@{_domain(sender)}>"
    return _filled(mail, texts.test_body.format(party=_sound(party)), language)


def written_stop(
    party: str, address: str, language: str, sender: str, stopped: tuple[str, str], token: str, date: datetime
) -> EmailMessage:
    """A mail that says that another of the party's endpoints was stopped: (name, reason)."""
    texts, (name, reason) = TEXTS[language], stopped
    mail = _empty(address, sender, date)
    mail["Subject"] = f"Tansiq: {texts.stopped}"
    mail["Message-ID"] = f"<stop.{token}@{_domain(sender)}>"
    mail["Importance"] = "high"
    text = texts.stopped_body.format(name=_sound(name), reason=_sound(reason), party=_sound(party))
    return _filled(mail, text, language)


class Mail:
    """Hands mails to the server, a few at once. Lives on one event loop."""

    def __init__(self, smtp: Smtp, *, timeout_s: float = TIMEOUT_S, tls: ssl.SSLContext | None = None) -> None:
        self.smtp = smtp
        self._timeout_s = timeout_s
        self._tls = tls or (ssl.create_default_context() if smtp.security != "none" else None)
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def send(self, mail: EmailMessage) -> None:
        """Hands one mail to the server. Raises `Undelivered`; `final` if it refuses this recipient or this mail for
        good (5yz to RCPT or DATA)."""
        try:
            async with self._room:
                await self._send(mail)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = refused.recipients[0].code if refused.recipients else 0
            raise Undelivered(Mishap(MishapCode.MAIL_ADDRESS, status=code), final=500 <= code < 600) from None
        except aiosmtplib.SMTPAuthenticationError as refused:
            raise Undelivered(Mishap(MishapCode.MAIL_LOGIN, status=refused.code)) from None
        except aiosmtplib.SMTPDataError as refused:
            final = 500 <= refused.code < 600
            raise Undelivered(Mishap(MishapCode.MAIL_REFUSED, status=refused.code), final=final) from None
        except aiosmtplib.SMTPResponseException as refused:
            raise Undelivered(Mishap(MishapCode.MAIL_ANSWERED, status=refused.code)) from None
        except (TimeoutError, aiosmtplib.SMTPTimeoutError):
            raise Undelivered(Mishap(MishapCode.MAIL_NO_ANSWER, within_s=self._timeout_s)) from None
        except ssl.SSLCertVerificationError as error:
            raise Undelivered(Mishap(MishapCode.MAIL_CERTIFICATE, quoted=error.verify_message)) from None
        except (aiosmtplib.SMTPException, OSError, ValueError):
            raise Undelivered(Mishap(MishapCode.MAIL_UNREACHABLE)) from None

    async def _send(self, mail: EmailMessage) -> None:
        smtp = self.smtp
        client = aiosmtplib.SMTP(
            hostname=smtp.host,
            port=smtp.port,
            username=smtp.user or None,
            password=smtp.password or None,
            local_hostname=_domain(smtp.sender),
            timeout=self._timeout_s,
            use_tls=smtp.security == "tls",
            start_tls=smtp.security == "starttls",
            tls_context=self._tls,
        )
        try:
            async with asyncio.timeout(self._timeout_s):
                await client.connect()
                await client.send_message(mail, sender=smtp.sender, recipients=[str(mail["To"])])
            with contextlib.suppress(TimeoutError, aiosmtplib.SMTPException, OSError):  # it has been taken
                async with asyncio.timeout(_GOODBYE_S):
                    await client.quit()
        finally:
            client.close()


def _empty(address: str, sender: str, date: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = address
    mail["Date"] = format_datetime(date)
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _filled(mail: EmailMessage, text: str, language: str) -> EmailMessage:
    mail.set_content(text + "\n", cte="base64")
    mail["Content-Language"] = language
    return mail


def _subject(texts: Texts, letter: Letter) -> str:
    items = [line.item for line in letter.lines]
    if letter.asked:
        rank = texts.escalation
    elif any(item.priority is Priority.DISTRESS for item in items):
        rank = texts.distress
    elif any(item.level for item in items):
        rank = texts.escalation
    elif any(item.priority is Priority.URGENT for item in items):
        rank = texts.urgent
    else:
        rank = texts.news
    if letter.count > 1:
        what = texts.many.format(count=letter.count)
    else:
        what = _sentence(texts, items[0]) if items else texts.other
    return f"Tansiq, {rank}: {what}"


def _sentence(texts: Texts, item: Told) -> str:
    if item.why == ERASED:
        return texts.erased
    return texts.causes.get(f"{item.subject}/{item.why}", texts.other)


def _paragraph(texts: Texts, line: Line, public_url: str) -> str:
    item = line.item
    rows = [
        f"* {_sentence(texts, item)}",
        f"  {texts.about}: {_page_of(item)}/{_sound(item.id)}",
        f"  {texts.when}: {_time(item.at_us)}",
    ]
    if line.until_us:
        rows.append(f"  {texts.until}: {_time(line.until_us)}")
    if public_url:
        rows.append(f"  {public_url}/{_page_of(item)}/{quote(item.id, safe='')}")
    return "\n".join(rows)


def _page_of(item: Told) -> str:
    return _PAGES.get(item.subject, str(item.subject))  # an office of a newer version may tell of more


def _time(at_us: int) -> str:
    return f"{moment(at_us):%Y-%m-%d %H:%M:%S} UTC"


def _sound(text: str) -> str:
    """What a party chose (its name, an agreement's) cannot add lines to a mail."""
    return "".join(mark if mark.isprintable() else "?" for mark in text[:200])


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2]
