"""SQLite's write-ahead log, read before SQLite reads it.

SQLite itself takes the log up to the first broken frame and ignores the rest: right after a loss of power, when the
tail was never acknowledged, and silently wrong when bits rotted in the middle. The difference can be seen: a commit is
synced before the next one is begun, so a frame that continues the checksum of a commit frame at or behind the broken
place proves that what broke had been acknowledged. (To carry the same salts is not enough: a transaction that failed,
and was overwritten in part by the next one, leaves such frames behind, but they continue nothing.)

Format: sqlite.org/fileformat2.html, section 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_Words = npt.NDArray[np.uint32]
_HEADER, _FRAME = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
_FRAMES_AT_ONCE = 256
_TABLE_LEAF = 0x0D


@dataclass(frozen=True, slots=True)
class WalReport:
    """`damaged`: acknowledged frames are broken. `torn_bytes`: what follows the last whole transaction.

    `whole_bytes` is the part that SQLite will take, `page_size` is in bytes; both 0 if the header is broken.
    """

    damaged: bool
    torn_bytes: int
    reason: str = ""
    whole_bytes: int = 0
    page_size: int = 0


def inspect(path: Path) -> WalReport:
    """Reads a write-ahead log, which may be absent. Nobody may be writing to it."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return WalReport(damaged=False, torn_bytes=0)
    if size < _HEADER:
        return WalReport(damaged=False, torn_bytes=size)
    with path.open("rb") as file:
        header = file.read(_HEADER)
    magic, _, page_size = struct.unpack_from(">III", header, 0)
    order = ">" if magic & 1 else "<"
    if magic not in _MAGIC or _checksum(header[:24], order) != struct.unpack_from(">II", header, 24):
        # SQLite syncs a new log's header before it writes frames behind it.
        return WalReport(damaged=size > _HEADER, torn_bytes=size, reason="the header of the write-ahead log is broken")
    return _inspect_frames(path, size, header, page_size, order)


def _inspect_frames(path: Path, size: int, header: bytes, page_size: int, order: str) -> WalReport:
    step = _FRAME + page_size
    count, rest = divmod(size - _HEADER, step)
    commits, current = np.empty(count, bool), np.empty(count, bool)
    stored, expected = np.empty((count, 2), np.uint32), np.empty((count, 2), np.uint32)
    salts = np.frombuffer(header[16:24], ">u4")
    own, carried = _weights((8 + page_size) // 8)
    previous = np.frombuffer(header[24:32], ">u4").astype(np.uint32).reshape(1, 2)
    at = 0
    for block in _blocks(path, step):
        last = at + len(block)
        heads = block[:, :_FRAME].copy().view(">u4")
        summed = np.concatenate((block[:, :8], block[:, _FRAME:]), axis=1).view(order + "u4").astype(np.uint32)
        commits[at:last] = heads[:, 1] != 0
        current[at:last] = (heads[:, 2:4] == salts).all(axis=1)
        stored[at:last] = heads[:, 4:6]
        expected[at:last] = summed @ own + np.concatenate((previous, stored[at : last - 1])) @ carried
        previous, at = stored[last - 1 : last], last
    linked = (stored == expected).all(axis=1) & current  # whole, and following the frame that now stands before it
    broken = count if linked.all() else int(np.argmin(linked))
    committed = np.flatnonzero(commits[:broken])
    taken = int(committed[-1]) + 1 if len(committed) else 0
    torn_bytes = int(current[taken:].sum()) * step + (rest if broken == count else 0)
    if broken < count - 1:  # if only its stored checksum is broken, the next frame still follows the right one
        follows = expected[broken + 1] + (expected[broken] - stored[broken]) @ carried
        linked[broken + 1] |= current[broken + 1] and bool((stored[broken + 1] == follows).all())
    damaged = bool((commits[broken:-1] & linked[broken + 1 :]).any())
    place = _HEADER + broken * step
    reason = f"frame at byte {place} of the write-ahead log is broken, and later transactions follow it"
    return WalReport(damaged, torn_bytes, reason if damaged else "", _HEADER + taken * step, page_size)


def last_sequence(path: Path, report: WalReport) -> int:
    """The last entry in the part of the log that is whole; 0 if there is none. Leaves SQLite out of it.

    Both tables of a journal count by sequence, and every transaction writes the last leaf of both: the highest row
    number on any leaf is the last sequence number.
    """
    highest = 0
    left = (report.whole_bytes - _HEADER) // (_FRAME + report.page_size) if report.page_size else 0
    for block in _blocks(path, _FRAME + report.page_size):
        leaves = np.flatnonzero(block[: max(left, 0), _FRAME] == _TABLE_LEAF)
        highest = max((highest, *(_last_row(block[i, _FRAME:].tobytes()) for i in leaves)))
        left -= len(block)
    return highest


def _last_row(page: bytes) -> int:
    (cells,) = struct.unpack_from(">H", page, 3)
    if not cells or 8 + 2 * cells > len(page):
        return 0
    (at,) = struct.unpack_from(">H", page, 8 + 2 * (cells - 1))
    _, at = _varint(page, at)  # the length of the row
    return _varint(page, at)[0]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for byte in page[at : at + 8]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at


def _blocks(path: Path, step: int) -> Iterator[npt.NDArray[np.uint8]]:
    with path.open("rb") as file:
        file.seek(_HEADER)
        while len(data := file.read(step * _FRAMES_AT_ONCE)) >= step:
            frames = len(data) // step
            yield np.frombuffer(data, np.uint8, frames * step).reshape(frames, step)


@cache
def _weights(pairs: int) -> tuple[_Words, _Words]:
    """The checksum as the linear map, modulo 2**32, that it is: a product of matrices, far faster than the loop.

    One step on a pair of words is `s0 += x0 + s1; s1 += x1 + s0`. Returns the weights of `2 * pairs` words, and those
    of the checksum carried over.
    """
    step: Any = np.array([[1, 1], [1, 2]], np.uint32)
    entering: Any = np.array([[1, 0], [1, 1]], np.uint32)
    own = np.empty((2 * pairs, 2), np.uint32)
    power = np.eye(2, dtype=np.uint32)
    for pair in reversed(range(pairs)):
        own[2 * pair : 2 * pair + 2] = (power @ entering).T
        power = power @ step
    return own, power.T.copy()


def _checksum(data: bytes, order: str) -> tuple[int, int]:
    s0 = s1 = 0
    for x0, x1 in struct.iter_unpack(order + "II", data):
        s0 = (s0 + x0 + s1) & 0xFFFFFFFF
        s1 = (s1 + x1 + s0) & 0xFFFFFFFF
    return s0, s1
