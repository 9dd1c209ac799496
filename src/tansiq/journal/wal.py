"""SQLite's write-ahead log, read before SQLite reads it.

SQLite itself takes the log up to the first broken frame and ignores the rest: right after a loss of power, when the
tail was never acknowledged, and silently wrong when bits rotted in the middle. The difference can be seen: a commit is
synced before the next one is begun, so frames of a later transaction prove that the broken one had been acknowledged.
Format: sqlite.org/fileformat2.html, section 4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_HEADER, _FRAME = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)


@dataclass(frozen=True, slots=True)
class WalReport:
    """`damaged`: acknowledged frames are broken. `torn_bytes`: what follows the last whole transaction."""

    damaged: bool
    torn_bytes: int
    reason: str = ""


def inspect(path: Path) -> WalReport:
    """Reads a write-ahead log, which may be absent."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return WalReport(damaged=False, torn_bytes=0)
    if len(data) < _HEADER:
        return WalReport(damaged=False, torn_bytes=len(data))
    magic, _, page_size = struct.unpack_from(">III", data, 0)
    if magic not in _MAGIC or _sum(data[:24], (0, 0), magic) != struct.unpack_from(">II", data, 24):
        # A new log's header and first frames are written together and synced by the first commit.
        return WalReport(
            damaged=len(data) > _HEADER, torn_bytes=len(data), reason="the header of the write-ahead log is broken"
        )
    return _inspect_frames(data, magic, page_size)


def _inspect_frames(data: bytes, magic: int, page_size: int) -> WalReport:
    salts = data[16:24]
    running = struct.unpack_from(">II", data, 24)
    step = _FRAME + page_size
    last_commit = _HEADER
    position = _HEADER
    while position + step <= len(data):
        header = data[position : position + _FRAME]
        if header[8:16] != salts:
            break
        running = _sum(header[:8], running, magic)
        running = _sum(data[position + _FRAME : position + step], running, magic)
        if running != struct.unpack_from(">II", header, 16):
            break
        position += step
        if header[4:8] != b"\0\0\0\0":
            last_commit = position
    commits_behind = 0
    frames_after_commit = 0
    for later in range(position, len(data) - _FRAME + 1, step):
        if data[later + 8 : later + 16] == salts:
            if commits_behind:
                frames_after_commit += 1
            if data[later + 4 : later + 8] != b"\0\0\0\0":
                commits_behind += 1
    if frames_after_commit:
        return WalReport(
            damaged=True,
            torn_bytes=len(data) - last_commit,
            reason=f"frame at byte {position} of the write-ahead log is broken, and later transactions follow it",
        )
    stale = position + step <= len(data) and data[position + 8 : position + 16] != salts
    return WalReport(damaged=False, torn_bytes=0 if stale else len(data) - last_commit)


def _sum(data: bytes, start: tuple[int, int], magic: int) -> tuple[int, int]:
    order = ">" if magic & 1 else "<"
    s0, s1 = start
    for x0, x1 in struct.iter_unpack(order + "II", data):
        s0 = (s0 + x0 + s1) & 0xFFFFFFFF
        s1 = (s1 + x1 + s0) & 0xFFFFFFFF
    return s0, s1
