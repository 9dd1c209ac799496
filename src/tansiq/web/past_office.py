"""A past office, in a process of its own: `python -m tansiq.web.past_office`, started by `pasts`.

It reads questions from its input and writes answers to its output, each a message with its length before it. First
comes which past it is; it says how far it is, and that it is ready. It ends when its input does, with whoever asked.
"""

from __future__ import annotations

import asyncio
import gc
import os
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO, TypeVar

import msgspec

from tansiq.gateways.api_v1.past import PastAnswered, PastAsked
from tansiq.gateways.api_v1.past_routes import PastRoutes
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import blobs_of
from tansiq.journal.source import Sent, received
from tansiq.office.past import open_past
from tansiq.office.rules import Rules

T = TypeVar("T")
LENGTH = struct.Struct(">I")


class Begin(msgspec.Struct, frozen=True):
    """Which past it is."""

    journal: Sent
    sequence: int
    at_us: int
    rules: Rules
    limits: FormLimits


class Said(msgspec.Struct, frozen=True):
    """Of the rebuilding, how far it is (`done` of `total`), and its end; then the answer of each question (`number`).
    `fault`: what went wrong."""

    done: int = 0
    total: int = 0
    ready: bool = False
    number: int = 0
    answered: PastAnswered | None = None
    fault: str = ""


class Asked(msgspec.Struct, frozen=True):
    """A question, with its number."""

    number: int
    asked: PastAsked


def packed(message: msgspec.Struct) -> bytes:
    """As it is sent."""
    body = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(body)) + body


def _received(source: BinaryIO, form: type[T]) -> T | None:
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    body = source.read(LENGTH.unpack(head)[0])
    return msgspec.msgpack.decode(body, type=form)


async def serve(source: BinaryIO, say: Callable[[Said], None]) -> None:
    """Until the input ends. One question at a time: nothing else is to be done here meanwhile."""
    begin = _received(source, Begin)
    if begin is None:
        return
    journal = received(begin.journal)
    gc.disable()  # nothing of what is loaded is garbage
    office = open_past(
        journal, begin.sequence, begin.at_us, begin.rules, lambda done, total: say(Said(done=done, total=total))
    )
    routes = PastRoutes(office, blobs_of(journal), begin.limits)
    gc.freeze()
    gc.enable()
    say(Said(ready=True))
    while (question := _received(source, Asked)) is not None:
        try:
            said = Said(number=question.number, answered=await routes.answer(question.asked))
        except Exception as error:  # noqa: BLE001  whatever it is, it belongs to whoever asked
            said = Said(number=question.number, fault=f"{type(error).__name__}: {error}")
        say(said)


def main() -> None:
    """What is printed by anything else goes to the error stream: the output is for answers alone."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)

    def say(said: Said) -> None:
        whole = memoryview(packed(said))
        while whole:
            whole = whole[answers.write(whole) :]

    try:
        asyncio.run(serve(sys.stdin.buffer, say))
    except (BrokenPipeError, KeyboardInterrupt):  # whoever asked is gone
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  a journal that cannot be read, or a version that cannot apply it
        say(Said(fault=f"{type(error).__name__}: {error}"))
        sys.exit(1)


if __name__ == "__main__":
    main()
