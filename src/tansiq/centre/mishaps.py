"""Why something could not be delivered, in parts: each reader's page says it in the reader's language; here it is said
in English, for those who read it by other ways."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class MishapCode(StrEnum):
    """What went wrong. `status`: what was answered; `within_s`: how long an answer was waited for."""

    NO_ANSWER = "no-answer"
    ANSWERED = "answered"
    REDIRECTED = "redirected"
    GONE = "gone"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_HTTP = "no-http"
    BROKE_OFF = "broke-off"
    NO_TLS = "no-tls"
    CERTIFICATE = "certificate"
    ADDRESS_NOT_PUBLIC = "address-not-public"
    SECRET_UNREADABLE = "secret-unreadable"  # noqa: S105  a code
    MAIL_MISSING = "mail-missing"
    MAIL_NO_ANSWER = "mail-no-answer"
    MAIL_ANSWERED = "mail-answered"
    MAIL_UNREACHABLE = "mail-unreachable"
    MAIL_CERTIFICATE = "mail-certificate"
    MAIL_LOGIN = "mail-login"
    MAIL_ADDRESS = "mail-address"
    MAIL_REFUSED = "mail-refused"
    PERSON_LEFT = "person-left"


class Mishap(msgspec.Struct, frozen=True, omit_defaults=True):
    """A code, and of the rest what belongs to it. `quoted`: what a library or this machine says of it, or the host that
    is at an `address`."""

    code: MishapCode
    status: int = 0
    within_s: float = 0.0
    quoted: str = ""
    address: str = ""

    @property
    def sentence(self) -> str:
        """In English."""
        return SENTENCES[self.code].format(m=self)


SENTENCES = {
    MishapCode.NO_ANSWER: "no answer within {m.within_s:g} s",
    MishapCode.ANSWERED: "it answered {m.status}",
    MishapCode.REDIRECTED: "it answered {m.status}; redirects are not followed",
    MishapCode.GONE: "it answered 410 (gone)",
    MishapCode.REFUSED: "the connection was refused",
    MishapCode.UNREACHABLE: "it cannot be reached",
    MishapCode.NO_HTTP: "it answered nothing that is HTTP, or ended the connection before it had answered",
    MishapCode.BROKE_OFF: "the connection ended early",
    MishapCode.NO_TLS: "no TLS connection could be made",
    MishapCode.CERTIFICATE: "its TLS certificate cannot be verified: {m.quoted}",
    MishapCode.ADDRESS_NOT_PUBLIC: "{m.quoted} is at {m.address}, which is not an address of the open internet",
    MishapCode.SECRET_UNREADABLE: "its secret cannot be read: {m.quoted}",
    MishapCode.MAIL_MISSING: "there is no mail server here; the operator sets one (--smtp-host)",
    MishapCode.MAIL_NO_ANSWER: "the mail server did not answer within {m.within_s:g} s",
    MishapCode.MAIL_ANSWERED: "the mail server answered {m.status}",
    MishapCode.MAIL_UNREACHABLE: "the mail server cannot be reached, or speaks no SMTP with this security",
    MishapCode.MAIL_CERTIFICATE: "the mail server's certificate cannot be verified: {m.quoted}",
    MishapCode.MAIL_LOGIN: "the mail server refused the office's user or password ({m.status})",
    MishapCode.MAIL_ADDRESS: "the mail server refused the address ({m.status})",
    MishapCode.MAIL_REFUSED: "the mail server refused the mail ({m.status})",
    MishapCode.PERSON_LEFT: "the person whose address it is has left, or is blocked",
}
