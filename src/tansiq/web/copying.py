"""An office moved between files and a database, either way: its journal, those of hosted parties' centres, the files
and keys that belong to them, and those with which they cosign. It is there as a whole or not at all, and is said to be
only when what was read of it where it came to gives the same Merkle roots.

An office is looked at through `AtRest`, and made through `Growing`; one of files and one of a database are in
`copied_folder` and `copied_database`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tansiq.centre import machine as centre
from tansiq.centre.desk import check_seal
from tansiq.centre.sealing import KeyMissing, Seal
from tansiq.evidence.compact_range import CompactRange
from tansiq.evidence.notes import PrivateKey
from tansiq.evidence.opening import hash_of
from tansiq.journal import copying
from tansiq.journal.copying import copy_blobs, copy_entries
from tansiq.journal.entry import GENESIS, Entry
from tansiq.journal.errors import JournalError, NotAJournal
from tansiq.journal.rebuilding import from_journal
from tansiq.journal.source import InDatabase, Source
from tansiq.office.machine import JOURNAL
from tansiq.web.copied_database import DatabaseOffice, NewDatabaseOffice
from tansiq.web.copied_folder import FolderOffice, NewFolderOffice

Progress = Callable[[str, int, int], None]
"""What is done, how far, of how much; one step is an entry copied, or read back."""


class CopyDiffers(JournalError):  # noqa: N818
    """What was read back of a copy is not what was put in. Nothing of it is kept."""


class AtRest(Protocol):
    """An office that nobody serves meanwhile."""

    def heads(self) -> dict[str, int]:
        """The names of its journals as a database has them, its own first, each with its last entry. Raises
        `NotAJournal`, `JournalDamaged`, `StoreUnavailable`."""

    def source(self, name: str) -> Source:
        """Where a journal is."""

    def journal(self, name: str) -> AbstractContextManager[copying.AtRest]:
        """A journal, to be read. Raises what opening one raises."""

    def key(self, name: str) -> bytes | None:
        """The key that seals the secrets in a centre's journal; None if there is none. Raises `KeyMissing`."""

    def witness_key(self, name: str) -> PrivateKey | None:
        """With which a centre cosigns logs; None if it never did. Raises `KeyMissing`."""

    def check_unmoved(self) -> None:
        """Raises `JournalInUse` where somebody has served it meanwhile."""


class Growing(Protocol):
    """An office that is being made; what is not kept at the end is gone."""

    def journal(self, name: str) -> AbstractContextManager[copying.Growing]:
        """A new journal."""

    def put_key(self, name: str, key: bytes) -> None:
        """The key that seals the secrets in a centre's journal."""

    def put_witness_key(self, name: str, key: PrivateKey) -> None:
        """With which a centre cosigns logs."""

    def keep(self) -> None:
        """From now on it can be served."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A journal that is the same here and there: entries, the root of the Merkle tree over their headers (RFC 6962; of
    an office, that of its log), how many files belong to it, and whether a key does."""

    name: str
    entries: int
    root: bytes
    files: int
    key: bool


class Tally:
    """What passed by of a journal: of headers the Merkle root and the chain, of all that was kept beside them a
    digest."""

    def __init__(self) -> None:
        self._tree, self._chain, self._bodies = CompactRange(), GENESIS, hashlib.sha256()

    def of(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, counted in."""
        for entry in entries:
            self._tree.add(hash_of(entry.header))
            self._chain = entry.header.chain
            self._bodies.update(entry.salt + len(entry.body).to_bytes(8))
            self._bodies.update(entry.body)
            yield entry

    def seen(self) -> tuple[int, bytes, bytes, bytes]:
        """How many, the root of the tree over their headers, the chain, and the digest of the rest."""
        return self._tree.size, self._tree.root(), self._chain, self._bodies.digest()


def copy_office(source: Source, target: Source, seal_key: Path | None, on_progress: Progress) -> tuple[Copied, ...]:
    """What was copied, the office's own journal first. `seal_key`: of a database, the key that seals its centres' keys;
    made for a new one where it is not there.

    Raises `JournalInUse`, `JournalDamaged`, `NotAJournal`, `NotEmpty`, `CopyDiffers`, `KeyMissing`, `BlobDamaged`,
    `SchemaRefused`, `StoreUnavailable`, `StoreUncertain`, `OSError`.
    """
    with _at_rest(source, seal_key) as there:
        on_progress("looking at what there is", 0, 0)
        heads = there.heads()
        if not heads[JOURNAL]:
            raise NotAJournal(f"{source!r} holds no entry yet: there is nothing to copy")
        with _growing(target, seal_key) as made:
            total, done, copied = 2 * sum(heads.values()), 0, []
            for name, last in heads.items():

                def step(what: str, more: int, name: str = name, done: int = done) -> None:
                    on_progress(f"{what} {name}", done + more, total)

                copied.append(_copy(there, made, name, last, step))
                done += 2 * last
            on_progress("making it durable", total, total)
            there.check_unmoved()
            made.keep()
    return tuple(copied)


def _at_rest(source: Source, seal_key: Path | None) -> AbstractContextManager[AtRest]:
    return DatabaseOffice.open(source, seal_key) if isinstance(source, InDatabase) else FolderOffice.open(source)


def _growing(target: Source, seal_key: Path | None) -> AbstractContextManager[Growing]:
    if isinstance(target, InDatabase):
        return NewDatabaseOffice.open(target, seal_key)
    return NewFolderOffice.open(target)


def _copy(there: AtRest, made: Growing, name: str, last: int, step: Callable[[str, int], None]) -> Copied:
    key = None if name == JOURNAL else _key(there, name)
    read, back = Tally(), Tally()
    with there.journal(name) as one, made.journal(name) as other:
        passing = read.of(one.entries())
        copy_entries(_of_an_office(passing) if name == JOURNAL else passing, other, lambda n: step("copying", n))
        files = copy_blobs(one.blobs, other.blobs, lambda n: step(f"copying {n:,} files of", last))
        for entry in back.of(other.entries()):
            if not entry.header.sequence % 1_000:
                step("reading back", last + entry.header.sequence)
    (entries, root, *_), (found, found_root, *_) = read.seen(), back.seen()
    if read.seen() != back.seen():
        raise CopyDiffers(
            f"{name}: {entries:,} entries with the root {root.hex()} were read, and {found:,} with the root "
            f"{found_root.hex()} are where they came to, or what they say differs; nothing of the copy is kept"
        )
    if key is not None:
        made.put_key(name, key)
    witness = None if name == JOURNAL else there.witness_key(name)
    if witness is not None:
        made.put_witness_key(name, witness)
    return Copied(name, entries, root, files, key is not None)


def _of_an_office(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Raises `NotAJournal` for those of a party's own centre."""
    for entry in entries:
        if entry.header.sequence == 1 and entry.header.kind in centre.EVENT_KINDS:
            raise NotAJournal(
                "this is the journal of a party's own centre, which is moved as a folder; not an office's"
            )
        yield entry


def _key(there: AtRest, name: str) -> bytes | None:
    """Raises `KeyMissing` if it is not the one that seals what is there: where it came to, nobody would look for it."""
    try:
        key = there.key(name)
        check_seal(
            from_journal(centre.blueprint(), there.source(name)).machine.state, None if key is None else Seal(key)
        )
    except KeyMissing as missing:
        raise KeyMissing(f"{name}: {missing}") from None
    return key
