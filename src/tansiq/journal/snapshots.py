"""A state at one point of the journal, so that a start need not replay all of it. A file can be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tansiq.journal import durably
from tansiq.journal.entry import Head

_MAGIC = b"TNSQSNP1"
_HEADER = struct.Struct(">8sIQ32s")
_LENGTH = struct.Struct(">Q")
_END = (1 << 64) - 1
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An intact snapshot of the state at `head`."""

    path: Path
    head: Head

    def chunks(self) -> Iterator[bytes]:
        """The pieces that were written."""
        with self.path.open("rb") as file:
            file.seek(_HEADER.size)
            while (length := _LENGTH.unpack(file.read(_LENGTH.size))[0]) != _END:
                yield file.read(length)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A snapshot that was not used, and why."""

    path: Path
    reason: str


def write_snapshot(journal: Path, head: Head, chunks: Iterable[bytes], version: int, keep: int = 2) -> Path:
    """Writes `JOURNAL.snapshot-SEQUENCE` completely or not at all, and removes all but the newest `keep`."""
    path = journal.with_name(f"{journal.name}.snapshot-{head.sequence:012d}")
    partial = path.with_name(path.name + ".partial")
    checksum = hashlib.sha256()
    try:
        with partial.open("wb") as file:

            def put(data: bytes) -> None:
                checksum.update(data)
                file.write(data)

            put(_HEADER.pack(_MAGIC, version, head.sequence, head.chain))
            for chunk in chunks:
                put(_LENGTH.pack(len(chunk)))
                put(chunk)
            put(_LENGTH.pack(_END))
            file.write(checksum.digest())
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        partial.unlink(missing_ok=True)  # half a snapshot is worth nothing, and a full disk needs the room
        raise
    partial.replace(path)
    durably.sync(path.parent)
    # Later ones are of a history that was given up; to count them would remove what has just been written.
    for old in [found for found in _found(journal) if found <= path][keep:]:
        old.unlink(missing_ok=True)
    return path


def newest_snapshot(
    journal: Path, version: int, chain_at: Callable[[int], bytes | None], *, until: int | None = None
) -> tuple[Snapshot | None, tuple[Skipped, ...]]:
    """The newest snapshot that is whole and agrees with the journal, and those newer ones that were passed over.
    `until`: only of those that are of this entry or an earlier one."""
    skipped: list[Skipped] = []
    found = _found(journal)
    for path in found if until is None else (one for one in found if _sequence_in(one, journal) <= until):
        reason, head = _examine(path, version)
        if head is not None and chain_at(head.sequence) != head.chain:
            reason = "it does not belong to this journal, or is ahead of it"
        if head is not None and not reason:
            return Snapshot(path, head), tuple(skipped)
        skipped.append(Skipped(path, reason))
    return None, tuple(skipped)


def older_snapshots(journal: Path, sequence: int) -> list[Path]:
    """Those of a state before an entry. Before an erasure, they hold what was erased."""
    prefix = f"{journal.name}.snapshot-"
    return [path for path in _found(journal) if int(path.name.removeprefix(prefix)) < sequence]


def _examine(path: Path, version: int) -> tuple[str, Head | None]:
    size = path.stat().st_size
    if size < _HEADER.size + _LENGTH.size + 32:
        return "too short", None
    checksum = hashlib.sha256()
    left = size - 32
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
        checksum.update(header)
        left -= len(header)
        while left:
            block = file.read(min(_BLOCK, left))
            checksum.update(block)
            left -= len(block)
        whole = file.read(32) == checksum.digest()
    magic, found, sequence, chain = _HEADER.unpack(header)
    if magic != _MAGIC or not whole:
        return "damaged", None
    if found != version:
        return f"of format {found}, not {version}", None
    return "", Head(sequence, chain)


def _sequence_in(path: Path, journal: Path) -> int:
    return int(path.name.removeprefix(f"{journal.name}.snapshot-"))


def _found(journal: Path) -> list[Path]:
    prefix = f"{journal.name}.snapshot-"
    found = [p for p in journal.parent.glob(f"{journal.name}.snapshot-*") if p.name.removeprefix(prefix).isdigit()]
    return sorted(found, reverse=True)
