"""Files that an office gives, written where they are wanted."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import typer

from tansiq.cli.output import EXIT_REFUSED, as_json, complain, say
from tansiq.cli.speaking import Office, OfficeIfNeedBe


def write_file(office: Office | OfficeIfNeedBe, output: Path, data: bytes, *, replace: bool) -> None:
    """The whole file or none; in place of one that is there only if that is wanted. `-` is the output."""
    if str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    put_file(output, data, replace=replace)
    if office.as_document:
        as_json({"file": str(output), "bytes": len(data)})
    else:
        say(f"{output}: {len(data):,} bytes")


def put_file(output: Path, data: bytes, *, replace: bool) -> None:
    """The same, and nothing is said of it: for what goes along with an answer."""
    if output.exists() and not replace:
        complain(f"{output} is there already", "--replace puts another in its place")
        raise typer.Exit(EXIT_REFUSED)
    written(output, data)


def written(output: Path, data: bytes) -> None:
    """The whole file or none, in place of one that is there."""
    if output.exists() and not output.is_file():  # a pipe, a device: as it is
        output.write_bytes(data)
    else:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).chmod(0o666 & ~_umask())
                Path(file.name).replace(output)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
