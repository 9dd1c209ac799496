"""What an outside language offers the web: routes that name the scopes they need, and handlers that answer.

A handler reads and checks the outside form, calls one thing inside, and writes the answer. It knows nothing of HTTP's
machinery; the web knows nothing of the language.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

import msgspec

Scopes: TypeAlias = tuple[frozenset[str], ...]
"""Alternatives; one of them must be held completely. Empty: no token is asked for."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request: who asks (`party` "" where no token is needed), what the path and query named, and the body.

    `person` is who at the party, as its centre knows that person; "" for a program. `name` is how others are told of
    whoever speaks. `headers` have lower-case names.
    """

    party: str
    scopes: frozenset[str]
    path: tuple[str, ...]
    query: Mapping[str, str]
    body: bytes
    person: str = ""
    headers: Mapping[bytes, bytes] = field(default_factory=dict)
    name: str = ""
    peer: str = ""
    """The address that the request came from."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body: JSON, unless `media_type` says otherwise. `stream`, if there is one, follows the body for as
    long as the asker listens."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    media_type: bytes = b"application/json"
    stream: AsyncGenerator[bytes, None] | None = None


Handler: TypeAlias = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """`template` is the path, with `{names}` as whole steps of it; `scopes` are what its token must hold.

    `slashes`: what stands for a name at the end may hold some. `problems`: what goes wrong is answered in the form of
    RFC 9457. The rest describes the route: what it is for, what it takes (a type, or the media types of a body that is
    no JSON), what it gives, and which parameters the query may have, with their meaning.
    """

    method: str
    template: str
    scopes: Scopes
    handler: Handler
    slashes: bool = False
    problems: bool = False
    summary: str = ""
    takes: Any = None
    gives: Any = None
    status: int = 200
    parameters: Mapping[str, str] = field(default_factory=dict)


def parameters_of(query: str) -> dict[str, str]:
    """Of a URL's query. One without a value is as good as none, but for those of the past: whoever asks of a moment and
    leaves it empty must not be told of now."""
    return {name: value for name, value in parse_qsl(query, keep_blank_values=True) if value or name in ("at", "as")}


def missing_scopes(needs: Scopes, has: frozenset[str]) -> str:
    """What to say to whoever holds none of the alternatives completely; "" to whoever holds one."""
    if any(alternative <= has for alternative in needs):
        return ""
    choice = " or ".join(" with ".join(sorted(alternative)) for alternative in needs)
    return f"this needs the scope {choice}; the token has {' '.join(sorted(has)) or 'none'}"


class ErrorBody(msgspec.Struct, omit_defaults=True):
    """F3548-21 `ErrorResponse`, with a code and the field for programs."""

    message: str
    code: str = ""
    field: str = ""


_encode = msgspec.json.Encoder().encode


def problem_body(code: str, message: str, where: str = "") -> bytes:
    """The body of an error answer."""
    text = f"{where}: {message}" if where else message
    return _encode(ErrorBody(_sound(text), code, _sound(where)))


class ProblemDocument(msgspec.Struct, omit_defaults=True):
    """RFC 9457. `code` is the last part of `type`; `field` the place in the request that is meant."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str = ""
    instance: str = ""


def problem_document(
    status: int, code: str, message: str, where: str = "", *, at: str = "", more: Mapping[str, Any] | None = None
) -> bytes:
    """The body of an error answer as RFC 9457 has it. `at`: the request's id; `more`: members of this code's own."""
    title = code.replace("-", " ").capitalize()
    instance = f"urn:tansiq:request:{at}" if at else ""
    document = ProblemDocument(
        f"urn:tansiq:problem:{code}", title, status, _sound(message), code, _sound(where), instance
    )
    return _encode({**(more or {}), **msgspec.structs.asdict(document)} if more else document)


def _sound(text: str) -> str:
    """What an asker sent may stand in a message; a lone surrogate in it cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()


class Problem(Exception):  # noqa: N818  an answer, not a fault
    """The outside form is wrong. `field` says where, the message what and what is allowed."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        field: str = "",
        more: Mapping[str, Any] | None = None,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        super().__init__(message)
        self.headers = headers
        self.status, self.code, self.message, self.field = status, code, message, field
        self.more = dict(more or {})
        """Members that RFC 9457 lets a problem add, for the answers that know them."""

    def body(self) -> bytes:
        """JSON; an outside language with a form of its own for some answer overrides it."""
        return problem_body(self.code, self.message, self.field)
