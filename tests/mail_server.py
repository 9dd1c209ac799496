"""A real SMTP server for tests: keeps what it takes, and refuses when it is told to."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.serving import free_port


@dataclass
class Mailbox:
    """`refuse`: answers for addresses that are not taken; `script`: answers for the next mails, each once."""

    port: int = 0
    tls: Any = None
    password: str = ""
    refuse: dict[str, str] = field(default_factory=dict)
    script: deque[str] = field(default_factory=deque)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __enter__(self) -> Mailbox:
        extra: dict[str, Any] = {}
        if self.tls is not None:
            extra = {"tls_context": self.tls, "require_starttls": True}
        if self.password:
            extra |= {"authenticator": self._authenticate, "auth_required": True}
        self.port = self.port or free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **extra)
        self._controller.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._controller.stop()

    def _authenticate(self, server: SMTP, session: Session, envelope: Envelope, means: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        return AuthResult(success=given.password.decode() == self.password, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.script:
            return self.script.popleft()
        mail = message_from_bytes(envelope.content or b"", policy=default)
        assert isinstance(mail, EmailMessage)
        with self.changed:
            self.mails.append(mail)
            self.recipients.append(list(envelope.rcpt_tos))
            self.changed.notify_all()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address."""
        return [mail for mail, to in zip(self.mails, self.recipients, strict=True) if to == [address]]

    def wait_for(self, what: Any, within_s: float = 20.0) -> None:
        """Until `what(self)` holds."""
        with self.changed:
            assert self.changed.wait_for(lambda: what(self), within_s), [
                f"{mail['To']}: {mail['Subject']}" for mail in self.mails
            ]
