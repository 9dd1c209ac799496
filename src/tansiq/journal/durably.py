"""Files that are there whole or not at all, whatever ends the process or the machine. Only their owner can read them;
their folder must be there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """The file, or another in its place; durable on return."""
    with _beside(path, data, durable=True) as made:
        made.replace(path)
    sync(path.parent)


def create(path: Path, data: bytes) -> None:
    """The file, where there is none; durable on return. Raises `FileExistsError`: of several that make it at once, in
    whatever processes, only the first does."""
    with _beside(path, data, durable=True) as made:
        path.hardlink_to(made)
        made.unlink()
    sync(path.parent)


def put(path: Path, data: bytes) -> None:
    """The file, or another in its place, for whoever opens it. It is durable when `sync` has been called of it, and of
    its folder: for many files that are to be so together."""
    with _beside(path, data, durable=False) as made:
        made.replace(path)


def sync(path: Path) -> None:
    """Makes a file durable as it is, or which files a folder has."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _beside(path: Path, data: bytes, *, durable: bool) -> Iterator[Path]:
    """The data in a file of another name, which no other process uses; gone if it is not given the right one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")  # of mode 0600
    made = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        yield made
    except BaseException:
        made.unlink(missing_ok=True)
        raise
