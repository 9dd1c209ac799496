"""Reads a document in a process of its own: what a parser cannot be kept from takes no more than it is given."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.reading import TOO_LONG, read

_REFUSED, _FAILED, _NO_MEMORY = 3, 4, 5
_COMMAND = (sys.executable, "-m", "tansiq.gateways.intake.confined")
_SLACK_S = 5
_NICE = 10


def bytes_of(stream: BinaryIO, limits: IntakeLimits) -> bytes:
    """All of a stream; no more than is taken is ever read."""
    data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise IntakeRefused("document-too-long", f"more than {limits.max_bytes:,} bytes; at most so many are taken")
    return data


def bytes_of_file(path: Path, limits: IntakeLimits) -> bytes:
    """All of a file; one that is too long is not read at all."""
    with path.open("rb") as stream:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise IntakeRefused("document-too-long", TOO_LONG.format(size, limits.max_bytes))
        return bytes_of(stream, limits)


def read_confined(data: bytes, name: str = "", limits: IntakeLimits | None = None) -> Article:
    """`read`, with limits of time and memory. Raises `IntakeRefused`."""
    limits = limits or IntakeLimits()
    within_s = limits.seconds + _SLACK_S
    try:
        done = subprocess.run(  # noqa: S603
            _COMMAND, input=_request(data, name, limits), capture_output=True, timeout=within_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise _took_too_long(limits) from None
    return _answer(done.returncode, done.stdout, limits)


async def read_beside(data: bytes, name: str, limits: IntakeLimits, within_s: float) -> Article:
    """The same while the event loop goes on. `within_s`: by the clock. The process ends with whoever waits for it."""
    process = await asyncio.create_subprocess_exec(
        *_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(within_s):
            answered, _ = await process.communicate(_request(data, name, limits))
    except TimeoutError:
        raise _took_too_long(limits) from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    assert process.returncode is not None
    return _answer(process.returncode, answered, limits)


def _request(data: bytes, name: str, limits: IntakeLimits) -> bytes:
    return msgspec.json.encode((name, limits)) + b"\n" + data


def _answer(status: int, answered: bytes, limits: IntakeLimits) -> Article:
    if status == 0:
        return msgspec.json.decode(answered, type=Article)
    if status == _REFUSED:
        code, message = msgspec.json.decode(answered, type=tuple[str, str])
        raise IntakeRefused(code, message)
    if status == _FAILED:
        raise IntakeRefused("document-malformed", "reading it failed")
    if status == _NO_MEMORY:
        raise IntakeRefused("took-too-long", f"reading it needs more than {limits.memory_bytes >> 20:,} MiB of memory")
    raise _took_too_long(limits)


def _took_too_long(limits: IntakeLimits) -> IntakeRefused:
    memory = f"{limits.memory_bytes >> 20:,} MiB"
    return IntakeRefused("took-too-long", f"reading it took more than {limits.seconds} s or {memory} and was ended")


def _alone() -> int:
    head = sys.stdin.buffer.readline()
    name, limits = msgspec.json.decode(head, type=tuple[str, IntakeLimits])
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):  # it writes no file, not even when it falls
        resource.setrlimit(nothing, (0, 0))
    os.nice(_NICE)
    try:
        answer, code = msgspec.json.encode(read(sys.stdin.buffer.read(), name, limits)), 0
    except IntakeRefused as refused:
        answer, code = msgspec.json.encode((refused.code, refused.message)), _REFUSED
    except MemoryError:
        return _NO_MEMORY
    except Exception:  # noqa: BLE001  whatever a library raises on a stranger's bytes
        return _FAILED
    sys.stdout.buffer.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(_alone())
