"""The words of reports, requests, answers and incidents, where they lie: beside the journal, each under its digest."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from tansiq.journal.blobs import BlobDamaged, Blobs
from tansiq.journal.command import Command
from tansiq.office import bodies
from tansiq.office.bodies import AnswerBody, Body, IncidentBody, ReportBody, RequestBody
from tansiq.office.desk import Desk

B = TypeVar("B", ReportBody, RequestBody, AnswerBody, IncidentBody)
_SALT_BYTES = 16


def new_salt() -> str:
    """So that nobody finds out the words by guessing."""
    return secrets.token_hex(_SALT_BYTES)


class Words:
    """Puts bodies in, and reads them. Reading from the disk keeps nobody waiting."""

    def __init__(self, files: Blobs) -> None:
        self._files = files

    async def say(self, desk: Desk, command: Command[Any], *said: Body) -> None:
        """Carries out a command that names these bodies. They lie there before the journal names them; what is refused,
        or has been said before, leaves none behind."""
        if not await desk.try_out(command):
            return
        for body in said:
            await asyncio.get_running_loop().run_in_executor(None, self._files.put, bodies.encode(body))
        await desk.submit(command)

    async def read(self, digests: Iterable[str], form: type[B]) -> dict[str, B]:
        """Those that are kept, by their digests; one that was erased is not among them."""
        wanted = set(digests)
        if not wanted:
            return {}
        return await asyncio.get_running_loop().run_in_executor(None, kept, self._files, wanted, form)


def kept(files: Blobs, digests: Iterable[str], form: type[B]) -> dict[str, B]:
    """Bodies that are kept, by their digests; not those that were erased or cannot be read. For a thread."""
    found = {}
    for digest in digests:
        with contextlib.suppress(BlobDamaged, OSError, msgspec.MsgspecError):
            if (data := files.get(digest)) is not None:
                found[digest] = bodies.decode(data, form)
    return found
