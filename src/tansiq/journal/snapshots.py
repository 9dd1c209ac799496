"""A state at one point of the journal, so that a start need not replay all of it. A file can be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tansiq.journal import durably
from tansiq.journal.entry import Head

_MAGIC = b"TNSQSNP1"
_HEADER = struct.Struct(">8sIQ32s")
_LENGTH = struct.Struct(">Q")
_END = (1 << 64) - 1
_BLOCK = 1 << 20
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An intact snapshot of the state at `head`. What was found intact is what is read, whoever removes it."""

    path: Path
    head: Head
    file: BinaryIO
    """Open as long as `newest_snapshot` is."""

    def chunks(self) -> Iterator[bytes]:
        """The pieces that were written."""
        self.file.seek(_HEADER.size)
        while (length := _LENGTH.unpack(self.file.read(_LENGTH.size))[0]) != _END:
            yield self.file.read(length)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A snapshot that was not used, and why."""

    path: Path
    reason: str


def write_snapshot(journal: Path, head: Head, chunks: Iterable[bytes], version: int, keep: int = 2) -> Path:
    """Writes `JOURNAL.snapshot-SEQUENCE` completely or not at all, and removes all but the newest `keep`."""
    path = journal.with_name(f"{journal.name}.snapshot-{head.sequence:012d}")
    partial = path.with_name(path.name + _PARTIAL)
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


@contextlib.contextmanager
def newest_snapshot(
    journal: Path, version: int, chain_at: Callable[[int], bytes | None], *, until: int | None = None
) -> Iterator[tuple[Snapshot | None, tuple[Skipped, ...]]]:
    """The newest snapshot that is whole and agrees with the journal, open; and those newer ones that were passed over.
    `until`: only of those that are of this entry or an earlier one."""
    skipped: list[Skipped] = []
    with contextlib.closing(_opened(journal)) as there:
        for path, file in there:
            if until is not None and _sequence_in(path, journal) > until:
                continue
            reason, head = _examine(file, version)
            if head is not None and chain_at(head.sequence) != head.chain:
                reason = "it does not belong to this journal, or is ahead of it"
            if head is not None and not reason:
                yield Snapshot(path, head, file), tuple(skipped)
                return
            skipped.append(Skipped(path, reason))
        yield None, tuple(skipped)


def older_snapshots(journal: Path, sequence: int) -> list[Path]:
    """Those of a state before an entry, and what is left of such where a process was killed while it wrote one. Before
    an erasure, they hold what was erased."""
    return [path for path in (*_found(journal), *_found(journal, _PARTIAL)) if _sequence_in(path, journal) < sequence]


def _examine(file: BinaryIO, version: int) -> tuple[str, Head | None]:
    size = os.fstat(file.fileno()).st_size
    if size < _HEADER.size + _LENGTH.size + 32:
        return "too short", None
    checksum = hashlib.sha256()
    left = size - 32
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


def _opened(journal: Path) -> Generator[tuple[Path, BinaryIO], None, None]:
    """Those there are, the newest first, each open until the next one is. Where one has been removed, a newer one had
    been written before: that comes next."""
    tried: set[Path] = set()
    while (path := next((one for one in _found(journal) if one not in tried), None)) is not None:
        tried.add(path)
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            yield path, file


def _sequence_in(path: Path, journal: Path) -> int:
    return int(path.name.removeprefix(f"{journal.name}.snapshot-").removesuffix(_PARTIAL))


def _found(journal: Path, ending: str = "") -> list[Path]:
    prefix = f"{journal.name}.snapshot-"
    there = journal.parent.glob(f"{prefix}*{ending}")
    found = [path for path in there if path.name.removeprefix(prefix).removesuffix(ending).isdigit()]
    return sorted(found, reverse=True)
