"""E-mail, and web pages saved as MHTML: the part that is text, and the names of the others."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from tansiq.gateways.intake.article import IntakeLimits, IntakeRefused, LeftOut, Said
from tansiq.gateways.intake.decoding import decoded

_MOST_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter holds."""

    text: str
    is_html: bool
    said: Said
    left_out: tuple[LeftOut, ...]
    saved_page: bool


def opened(data: bytes, limits: IntakeLimits) -> Letter:
    """Raises `IntakeRefused` where parts are nested too deeply, too many, or none of them is text."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = list(_parts(message, limits, 0))
        saved = message.get_content_type() == "multipart/related"
        bodies = [part for part in parts if _is_body(part)]
        wanted = ("text/html", "text/plain") if saved else ("text/plain", "text/html")
        body = next((part for kind in wanted for part in bodies if part.get_content_type() == kind), None)
        if body is None:
            raise IntakeRefused("document-empty", "no part of the letter is text")
        left_out = tuple(LeftOut(0, _named(part), "attachment") for part in parts if not _is_body(part))
        content = body.get_payload(decode=True)
        text = decoded(content if isinstance(content, bytes) else b"", body.get_content_charset() or "")
        said = Said(_header(message, "Subject"), "" if saved else _sender(message), _date(message))
    except IntakeRefused:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise IntakeRefused("document-malformed", f"a letter that cannot be read: {type(error).__name__}") from None
    return Letter(text, body.get_content_type() == "text/html", said, left_out, saved)


def _parts(message: Message, limits: IntakeLimits, depth: int) -> list[Message]:
    if depth > _MOST_DEPTH:
        raise IntakeRefused("document-too-long", f"more than {_MOST_DEPTH} parts within each other")
    inner = message.get_payload()
    if not isinstance(inner, list):
        return [message]
    if message.get_content_type() == "message/rfc822":
        return [message]
    found = [part for one in inner if isinstance(one, Message) for part in _parts(one, limits, depth + 1)]
    if len(found) > limits.max_parts:
        raise IntakeRefused("document-too-long", f"more than {limits.max_parts} parts in a letter")
    return found


def _is_body(part: Message) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def _named(part: Message) -> str:
    return (part.get_filename() or str(part.get("Content-Location") or "") or part.get_content_type())[:200]


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return " ".join(str(make_header(decode_header(str(value)))).split())[:500] if value else ""


def _sender(message: Message) -> str:
    name, address = parseaddr(_header(message, "From"))
    return name or address


def _date(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""
