"""The office's public log, opened beside its journal, with its keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import structlog

from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.ring import KeyRing, RingRefused, new_ring, read_ring
from tansiq.evidence.shelf import TILES
from tansiq.gateways.public_log.keys import LogKeys
from tansiq.gateways.public_log.log import PublicLog
from tansiq.library.receipts import ReceiptIndex
from tansiq.office.desk import Desk
from tansiq.settings import SettingRefused, Settings
from tansiq.web.listening import opening_log

_OTHER_KEYS = "--log-key: the office's log is signed with other keys; copy the file from another node"
_log = structlog.get_logger("office")


def key_file(settings: Settings, journal: Path) -> Path:
    """Where the log's keys are."""
    return Path(settings.log_key) if settings.log_key else journal.with_suffix(".log-key")


def origin_of(settings: Settings) -> str:
    """What a new log is called."""
    return settings.log_name or f"{settings.audience[0]}/log"


def ring_of(settings: Settings, journal: Path, *, make: bool = True) -> KeyRing:
    """The log's keys; a first one is made where there is none (`make`). Raises `SettingRefused`."""
    path = key_file(settings, journal)
    try:
        try:
            return read_ring(path)
        except FileNotFoundError:
            if not make:
                raise SettingRefused(f"--log-key {path}: it is not here; copy it from another node") from None
            ring = new_ring(origin_of(settings))
            ring.write(path)
    except RingRefused as refused:
        raise SettingRefused(f"--log-key: {refused}") from None
    except OSError as error:
        raise SettingRefused(f"--log-key {path}: {error.strerror}") from None
    meaning = "give this key to all parties: what it signs is the office's word"
    _log.warning("log-key-new", path=str(path), key=ring.public[0].written(), meaning=meaning)
    return ring


async def check_common_keys(log: PublicLog) -> None:
    """Before a node signs anything: its keys become the office's, if that has none. Raises `SettingRefused` if the
    office's are others: two nodes that sign with different keys would look like two logs."""
    await log.keys.look()
    if log.keys.signing() is None:
        raise SettingRefused(_OTHER_KEYS)


def open_log(desk: Desk, settings: Settings, *, shared: bool = False) -> PublicLog:
    """Opens the log, and enters what the journal has and it has not. `shared`: other nodes sign it, too, with the same
    keys. Raises `SettingRefused`, `JournalDamaged`."""
    journal = desk.store.path
    make = not (shared and desk.state.log.keys)
    ring, last = ring_of(settings, journal, make=make), desk.sequencer.head.sequence
    folder = journal.with_suffix(TILES)
    keys = LogKeys(desk, key_file(settings, journal), ring, shared=shared)
    signing = keys.signing()
    if signing is None:
        raise SettingRefused(_OTHER_KEYS)
    keeper = LogKeeper.open(folder, signing, desk.store.headers, journal=journal, last=last)
    try:
        keeper.catch_up(last, partial(opening_log(), "entering into the log"))
    except OSError as error:
        _log.error("log-behind", reason=str(error), meaning="no new checkpoints until the disk takes them")
    return PublicLog(desk, keeper, keys, ReceiptIndex(journal.with_suffix(".receipts")))
