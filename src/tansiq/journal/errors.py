"""What can go wrong with a journal."""

from __future__ import annotations

from pathlib import Path


class JournalError(Exception):
    """A journal cannot be used."""


class JournalInUse(JournalError):  # noqa: N818
    """Another process holds the journal."""

    def __init__(self, path: Path, pid: int | None) -> None:
        holder = "another process" if pid is None else f"process {pid}"
        super().__init__(
            f"journal {path} is in use by {holder}; two offices on one journal would contradict each other"
        )
        self.path, self.pid = path, pid


class JournalDamaged(JournalError):  # noqa: N818
    """The file is not what was written. `sequence` is the first entry that is lost or wrong."""

    def __init__(self, path: Path, sequence: int, reason: str) -> None:
        super().__init__(f"journal {path} is damaged at sequence {sequence}: {reason}")
        self.path, self.sequence, self.reason = path, sequence, reason


class NotAJournal(JournalError):  # noqa: N818
    """The file is something else, or of a format that this version does not know."""


class StoreUnavailable(JournalError):  # noqa: N818
    """Nothing can be appended now (disk full, input/output error). Nothing of the batch was kept."""


class SequencerStopped(JournalError):  # noqa: N818
    """The sequencer takes no more commands."""


class Overloaded(JournalError):  # noqa: N818
    """Too many commands wait already."""
