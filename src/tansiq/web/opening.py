"""An office's journals, opened where an operator keeps them: in files of its own, or in a database that nodes share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tansiq.centre.hosting import Hosting
from tansiq.centre.kept import CentresInDatabase, open_master
from tansiq.centre.sealing import KeyMissing
from tansiq.journal.blobs import Blobs, FolderBlobs, SharedBlobs
from tansiq.journal.errors import JournalInUse
from tansiq.journal.node import Node
from tansiq.journal.stores.postgres.database import SCHEMES, BadAddress, Database
from tansiq.office.desk import Desk, open_desk
from tansiq.office.machine import JOURNAL, blueprint
from tansiq.office.rules import DAY_US, HOUR_US, Rules
from tansiq.settings import SettingRefused, Settings
from tansiq.web.alone import Alone, Always
from tansiq.web.delivering import centre_rules_of
from tansiq.web.listening import opening_log

CENTRES = "centres"
"""The folder beside an office's journal in which those of hosted parties' centres are."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an office is served from."""

    desk: Desk
    hosting: Hosting
    files: Blobs
    alone: Alone
    """When this process does what only one of an office's nodes should."""
    node: Node | None = None
    """Of an office of several nodes: this one."""


def rules_of(settings: Settings) -> Rules:
    """The office's rules from an operator's settings."""
    return Rules(
        max_area_m2=settings.max_area_km2 * 1e6,
        max_total_area_m2=settings.max_total_area_km2 * 1e6,
        max_found=settings.max_found,
        max_subscription_us=int(settings.max_subscription_hours * HOUR_US),
        witness_quorum=settings.witness_quorum,
        max_ahead_us=int(settings.max_ahead_days * DAY_US),
    )


def journal_of(settings: Settings) -> Path | str:
    """The path in `sqlite:PATH`, or the address of a database. Raises `SettingRefused`."""
    if settings.journal.startswith(SCHEMES):
        return settings.journal
    scheme, _, path = settings.journal.partition(":")
    if scheme != "sqlite" or not path:
        shown = settings.journal if "@" not in settings.journal else scheme + ":…"  # it may hold a password
        raise SettingRefused(f"--journal {shown}: the form is sqlite:PATH or postgresql://USER@HOST/DATABASE")
    return Path(path)


def open_office(settings: Settings) -> Opened:
    """Raises `SettingRefused`, and the journal's errors."""
    where = journal_of(settings)
    return _of_file(settings, where) if isinstance(where, Path) else _of_database(settings, where)


def _of_file(settings: Settings, path: Path) -> Opened:
    tail_only = settings.integrity == "tail"
    desk = open_desk(
        path,
        rules_of(settings),
        tail_only=tail_only,
        create=not settings.must_exist,
        on_progress=opening_log(),
    )
    kept = desk.store.path  # resolved
    hosting = Hosting.in_folder(kept.parent / CENTRES, centre_rules_of(settings), tail_only=tail_only)
    files = FolderBlobs(kept.with_suffix(".files"))
    files.sweep()
    return Opened(desk, hosting, files, Always())


def _of_database(settings: Settings, address: str) -> Opened:
    folder = Path(settings.data)
    try:
        node = Node(Database(address), folder, create=not settings.must_exist)
    except BadAddress as bad:
        raise SettingRefused(f"--journal: {bad}") from None
    except JournalInUse:
        raise SettingRefused(f"--data {folder}: another node uses this folder; give each its own") from None
    except OSError as error:
        raise SettingRefused(f"--data {folder}: {error.strerror}") from None
    try:
        if settings.must_exist and not node.has(JOURNAL):
            raise SettingRefused(f"--must-exist: there is no office in {node.database.name}")
        try:
            master = open_master(node, Path(settings.seal_key) if settings.seal_key else folder / "seal-key")
        except KeyMissing as missing:
            raise SettingRefused(f"--seal-key: {missing}; all nodes of an office have the same") from None
        except OSError as error:
            raise SettingRefused(f"--seal-key: {error.strerror}") from None
        office, path, tail_only = blueprint(rules_of(settings)), folder / "office.db", settings.integrity == "tail"
        desk = node.open_desk(office, JOURNAL, path, tail_only=tail_only, on_progress=opening_log())
        hosting = Hosting(CentresInDatabase(node, master, centre_rules_of(settings), tail_only=tail_only))
    except BaseException:
        node.close()
        raise
    node.on_unknown = partial(_look_for, hosting)
    return Opened(desk, hosting, SharedBlobs(node.database, JOURNAL), node.lease("chores"), node)


async def _look_for(hosting: Hosting, journal: str) -> None:
    name = CentresInDatabase.name_of(journal)
    if name is not None:
        await hosting.look_for(name)
