"""Where the journals of hosted parties' centres are kept: in a folder that is this process's alone, or in a database
that several nodes share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from tansiq.centre.desk import CentreDesk, check_seal, open_desk, open_seal
from tansiq.centre.machine import blueprint
from tansiq.centre.rules import Rules
from tansiq.centre.sealing import Seal
from tansiq.evidence.notes import PrivateKey
from tansiq.evidence.ring import new_witness_key, witness_key
from tansiq.journal.desk import now_us
from tansiq.journal.node import Node

ENDING = ".db"
"""What the names of centres' journals end with, in a folder."""
PREFIX = "centre/"
"""What the names of centres' journals begin with, in a database."""
WITNESS = "witness/"
"""What the names begin with under which centres' witness keys are kept, in a database."""
WITNESS_KEY = ".witness-key"
"""What the names of centres' witness keys end with, in a folder."""
CHECK = "office"
"""By this key, which seals nothing, a master is known."""


class Kept(Protocol):
    """Keeps centres by name, as `hosting.file_name` gives them."""

    @property
    def shared(self) -> bool:
        """Whether other nodes may make and change them, too."""

    def names(self) -> Sequence[str]:
        """Those there are. Raises `StoreUnreachable`."""

    def has(self, name: str) -> bool:
        """Whether there is one of that name. Raises `StoreUnreachable`."""

    def open(self, name: str, *, create: bool) -> CentreDesk:
        """Opens its journal. Raises `JournalError`, `OSError`."""

    def seal(self, name: str, desk: CentreDesk) -> Seal:
        """What seals its secrets. Raises `KeyMissing`, `JournalError`, `OSError`."""

    def witness_key(self, name: str, desk: CentreDesk, key_name: str) -> PrivateKey:
        """With which it cosigns logs: one, whichever process asks. Where there is none, one of this name is made.
        Raises `KeyMissing`, `RingRefused`, `StoreUnreachable`, `OSError`."""

    def forget(self, name: str) -> None:
        """Its desk, which is not served, has been closed: it may be opened again."""


class CentresInFolder:
    """Files `NAME.db` in a folder, each with its key file."""

    shared = False

    def __init__(
        self,
        folder: Path,
        rules: Rules | None = None,
        *,
        tail_only: bool = False,
        clock: Callable[[], int] = now_us,
    ) -> None:
        self._folder, self._rules, self._tail_only, self._clock = folder, rules, tail_only, clock

    def names(self) -> Sequence[str]:
        """See `Kept`."""
        return [path.name.removesuffix(ENDING) for path in sorted(self._folder.glob(f"*{ENDING}"))]

    def has(self, name: str) -> bool:
        """See `Kept`."""
        return (self._folder / f"{name}{ENDING}").exists()

    def open(self, name: str, *, create: bool) -> CentreDesk:
        """See `Kept`."""
        if create:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{name}{ENDING}"
        tail_only = self._tail_only and not create
        return open_desk(path, self._rules, tail_only=tail_only, create=create, clock=self._clock)

    def seal(self, name: str, desk: CentreDesk) -> Seal:
        """See `Kept`."""
        return open_seal(desk)

    def witness_key(self, name: str, desk: CentreDesk, key_name: str) -> PrivateKey:
        """See `Kept`."""
        return witness_key(desk.store.path.with_suffix(WITNESS_KEY), key_name)

    def forget(self, name: str) -> None:
        """See `Kept`."""


class CentresInDatabase:
    """Journals `centre/NAME` in a node's database; their keys are there, too, sealed by a master that is not."""

    shared = True

    def __init__(
        self,
        node: Node,
        master: Seal,
        rules: Rules | None = None,
        *,
        tail_only: bool = False,
        clock: Callable[[], int] = now_us,
    ) -> None:
        self._node, self._master, self._rules, self._tail_only, self._clock = node, master, rules, tail_only, clock

    @staticmethod
    def name_of(journal: str) -> str | None:
        """The name of the centre whose journal is called so in the database; None if it is no centre's."""
        return journal.removeprefix(PREFIX) if journal.startswith(PREFIX) else None

    def names(self) -> Sequence[str]:
        """See `Kept`."""
        return [name for name in map(self.name_of, self._node.journals()) if name is not None]

    def has(self, name: str) -> bool:
        """See `Kept`."""
        return self._node.has(PREFIX + name)

    def open(self, name: str, *, create: bool) -> CentreDesk:
        """See `Kept`. One that another node has made is there, with `create` or without."""
        folder = self._node.folder / "centres"
        folder.mkdir(exist_ok=True, mode=0o700)
        path = folder / f"{name}{ENDING}"
        centre = blueprint(self._rules)
        return self._node.open_desk(centre, PREFIX + name, path, tail_only=self._tail_only, clock=self._clock)

    def seal(self, name: str, desk: CentreDesk) -> Seal:
        """See `Kept`."""
        journal = PREFIX + name
        seal = Seal.kept_under(self._master, journal, lambda offered: self._node.kept_key(journal, offered))
        check_seal(desk.state, seal)
        return seal

    def witness_key(self, name: str, desk: CentreDesk, key_name: str) -> PrivateKey:
        """See `Kept`."""
        kept_as, new = WITNESS + name, new_witness_key(key_name).written().encode()
        found = self._master.kept(kept_as, new, lambda offered: self._node.kept_key(kept_as, offered))
        return PrivateKey.read(found.decode())

    def forget(self, name: str) -> None:
        """See `Kept`."""
        self._node.forget(PREFIX + name)


def known_master(path: Path, kept: str | None) -> Seal:
    """The key file that sealed what is kept under `CHECK`. Raises `KeyMissing`, `OSError`."""
    seal = Seal.open(path, create=False)
    if kept is not None:
        seal.unseal(kept, CHECK)
    return seal


def new_master(path: Path) -> tuple[Seal, str]:
    """The key file for an office's first node, made where there is none, and what is to be kept under `CHECK`. Raises
    `KeyMissing`, `OSError`."""
    seal = Seal.open(path, create=True)
    return seal, seal.seal(os.urandom(32), CHECK)


def open_master(node: Node, path: Path) -> Seal:
    """The key file that seals the centres' keys: the same for all nodes. It is made by an office's first node. Raises
    `KeyMissing`: it is not here, or not the one of the other nodes."""
    seal = Seal.open(path, create=not node.has_key(CHECK))
    Seal.kept_under(seal, CHECK, lambda offered: node.kept_key(CHECK, offered))
    return seal
