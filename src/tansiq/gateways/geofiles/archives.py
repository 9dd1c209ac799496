"""Zip files from strangers (KMZ, XLSX): nothing is unpacked before it is known how much it is, and nothing to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tansiq.gateways.geofiles.feature import FileRefused
from tansiq.gateways.geofiles.limits import FileLimits

_RATIO_COUNTS_ABOVE = 1 << 20


@dataclass(frozen=True, slots=True)
class Archive:
    """An open zip file whose sizes have been checked."""

    name: str
    names: tuple[str, ...]
    _file: zipfile.ZipFile

    def read(self, part: str) -> bytes:
        """One part, unpacked. `zipfile` stops at the size that was declared, and checks the sum."""
        try:
            return self._file.read(part)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as e:
            raise FileRefused("archive-unsafe", f"it cannot be unpacked: {e}", f"{self.name}: {part[:80]}") from None


@contextmanager
def unpacked(data: bytes, name: str, limits: FileLimits) -> Iterator[Archive]:
    """A zip file, opened. Raises `FileRefused` (`archive-unsafe`) for too many parts, too many bytes once unpacked, or
    far more of them than are packed."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        parts = file.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError, UnicodeError) as error:
        raise FileRefused("archive-unsafe", f"not a sound zip file: {error}", name) from None
    with file:
        if len(parts) > limits.max_parts:
            raise FileRefused("archive-unsafe", f"{len(parts):,} files in it; at most {limits.max_parts:,}", name)
        total = sum(part.file_size for part in parts)
        allowed = min(limits.max_unpacked_bytes, max(_RATIO_COUNTS_ABOVE, limits.max_ratio * len(data)))
        if total > allowed:
            raise FileRefused(
                "archive-unsafe", f"{total:,} bytes when unpacked; at most {allowed:,} for a file of this size", name
            )
        yield Archive(name, tuple(part.filename for part in parts if not part.is_dir()), file)
