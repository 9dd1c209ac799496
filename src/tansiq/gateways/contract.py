"""What an outside language offers the web: routes that name the scopes they need, and handlers that answer.

A handler reads and checks the outside form, calls one thing inside, and writes the answer. It knows nothing of HTTP's
machinery; the web knows nothing of the language.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

Scopes: TypeAlias = tuple[frozenset[str], ...]
"""Alternatives; one of them must be held completely. Empty: no token is asked for."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request: who asks (`party` "" where no token is needed), what the path and query named, and the body."""

    party: str
    scopes: frozenset[str]
    path: tuple[str, ...]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON body."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


Handler: TypeAlias = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """`template` is the path, with at most two `{names}`, all at its end; `scopes` are what its token must hold.

    `slashes`: what stands for the last name may hold some.
    """

    method: str
    template: str
    scopes: Scopes
    handler: Handler
    slashes: bool = False


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


def _sound(text: str) -> str:
    """What an asker sent may stand in a message; a lone surrogate in it cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()


class Problem(Exception):  # noqa: N818  an answer, not a fault
    """The outside form is wrong. `field` says where, the message what and what is allowed."""

    def __init__(self, status: int, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.field = status, code, message, field

    def body(self) -> bytes:
        """JSON; an outside language with a form of its own for some answer overrides it."""
        return problem_body(self.code, self.message, self.field)
