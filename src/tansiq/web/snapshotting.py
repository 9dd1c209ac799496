"""Writes a state down, in a process of its own: `python -m tansiq.web.snapshotting`, started by `chores`. Of which
journal, it reads from its input: an address may hold a password, and what a process is called with anybody can see."""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from tansiq.centre import machine as centre
from tansiq.journal.errors import JournalError
from tansiq.journal.machine import Blueprint
from tansiq.journal.rebuilding import write_from_journal
from tansiq.journal.source import Sent, Source, reading, received, sent
from tansiq.office import machine as office


def packed(source: Source) -> bytes:
    """As it is sent."""
    return msgspec.msgpack.encode(sent(source))


def blueprint_of(source: Source) -> Blueprint[Any, Any, Any]:
    """Whose journal it is, an office's or a centre's: the first entry tells. Raises what `reading` raises."""
    with reading(source) as there:
        first = next(iter(there.verified()), None)
    of_a_centre = first is not None and first.header.kind in centre.EVENT_KINDS
    return centre.blueprint() if of_a_centre else office.blueprint()


def main() -> None:
    """Ends with 1, and says why, where it cannot be written."""
    source = received(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Sent))
    try:
        write_from_journal(blueprint_of(source), source)
    except (JournalError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
