"""The mark beside a journal: how far it had been acknowledged. Written after each durable append, without a sync of its
own: it survives the death of the process at once, and a loss of power up to what the kernel had not yet written."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

_MARK = struct.Struct(">8sQ32s")
_MAGIC = b"TNSQMRK1"


class Mark:
    """An open mark file."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def write(self, sequence: int, chain: bytes) -> None:
        """Notes the acknowledged head. A failure is ignored: the mark may lag, never lead."""
        packed = _MARK.pack(_MAGIC, sequence, chain)
        try:
            os.pwrite(self._fd, packed + struct.pack(">I", zlib.crc32(packed)), 0)
        except OSError:
            return

    def close(self) -> None:
        """Syncs and closes."""
        try:
            os.fsync(self._fd)
        finally:
            os.close(self._fd)


def read_mark(path: Path) -> tuple[int, bytes] | None:
    """Sequence and chain that had been acknowledged; None if there is no readable mark."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if len(data) < _MARK.size + 4:
        return None
    packed = data[: _MARK.size]
    magic, sequence, chain = _MARK.unpack(packed)
    if magic != _MAGIC or zlib.crc32(packed) != struct.unpack_from(">I", data, _MARK.size)[0]:
        return None
    return sequence, chain
