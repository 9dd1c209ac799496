"""What can go wrong with a journal."""

from __future__ import annotations

from pathlib import Path


class JournalError(Exception):
    """A journal cannot be used."""


class JournalInUse(JournalError):  # noqa: N818
    """Another process holds the journal."""

    def __init__(self, path: Path, pid: int | None, by: str = "") -> None:
        holder = by or ("another process" if pid is None else f"process {pid}")
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


class NotEmpty(JournalError):  # noqa: N818
    """There is something where a copy is to go."""


class StoreUnavailable(JournalError):  # noqa: N818
    """Nothing can be appended now (disk full, input/output error). Nothing of the batch was kept."""


class StoreUnreachable(StoreUnavailable):
    """The database of a shared journal does not answer, or not now: nothing can be appended, and what others have
    appended cannot be known."""


class StoreFull(StoreUnreachable):
    """The database of a shared journal answers, and has no room for what is to be written."""


class NewerEntries(StoreUnavailable):
    """The journal holds entries of a newer version of Tansiq than this one: what this one decided might contradict
    them. It can be read as far as it is known."""


class SchemaRefused(JournalError):  # noqa: N818
    """The database's tables are missing, or of another version than this one's."""


class StoreUncertain(JournalError):  # noqa: N818
    """An append failed in such a way that a restart may find it made. Only a restart can tell: nothing may follow."""


class SequencerStopped(JournalError):  # noqa: N818
    """The sequencer takes no more commands; this one was not begun."""


class OutcomeUnknown(SequencerStopped):
    """The sequencer stopped while it carried this command out: whether it was made durable is not known here."""


class Overloaded(JournalError):  # noqa: N818
    """Too many commands wait already."""
