"""Reads a document in a process of its own: what a parser cannot be kept from takes no more than it is given."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.reading import TOO_LONG, read

_REFUSED, _FAILED = 3, 4


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
    command = [sys.executable, "-m", "tansiq.gateways.intake.confined"]
    request = msgspec.json.encode((name, limits)) + b"\n" + data
    try:
        done = subprocess.run(command, input=request, capture_output=True, timeout=limits.seconds + 5, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _took_too_long(limits) from None
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=Article)
    if done.returncode == _REFUSED:
        code, message = msgspec.json.decode(done.stdout, type=tuple[str, str])
        raise IntakeRefused(code, message)
    if done.returncode == _FAILED:
        raise IntakeRefused("document-malformed", "reading it failed")
    raise _took_too_long(limits)


def _took_too_long(limits: IntakeLimits) -> IntakeRefused:
    memory = f"{limits.memory_bytes >> 20:,} MiB"
    return IntakeRefused("took-too-long", f"reading it took more than {limits.seconds} s or {memory} and was ended")


def _alone() -> int:
    head = sys.stdin.buffer.readline()
    name, limits = msgspec.json.decode(head, type=tuple[str, IntakeLimits])
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    try:
        answer, code = msgspec.json.encode(read(sys.stdin.buffer.read(), name, limits)), 0
    except IntakeRefused as refused:
        answer, code = msgspec.json.encode((refused.code, refused.message)), _REFUSED
    except MemoryError:
        return 5
    except Exception:  # noqa: BLE001  whatever a library raises on a stranger's bytes
        return _FAILED
    sys.stdout.buffer.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(_alone())
