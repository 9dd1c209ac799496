"""The office's public log, opened beside its journal, with its keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import structlog

from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.ring import KeyRing, RingRefused, new_ring, read_ring
from tansiq.evidence.shelf import TILES
from tansiq.gateways.public_log.log import PublicLog
from tansiq.library.receipts import ReceiptIndex
from tansiq.office.desk import Desk
from tansiq.settings import SettingRefused, Settings
from tansiq.web.listening import opening_log

_log = structlog.get_logger("office")


def key_file(settings: Settings, journal: Path) -> Path:
    """Where the log's keys are."""
    return Path(settings.log_key) if settings.log_key else journal.with_suffix(".log-key")


def origin_of(settings: Settings) -> str:
    """What a new log is called."""
    return settings.log_name or f"{settings.audience[0]}/log"


def ring_of(settings: Settings, journal: Path) -> KeyRing:
    """The log's keys; a first one is made where there is none. Raises `SettingRefused`."""
    path = key_file(settings, journal)
    try:
        try:
            return read_ring(path)
        except FileNotFoundError:
            ring = new_ring(origin_of(settings))
            ring.write(path)
    except RingRefused as refused:
        raise SettingRefused(f"--log-key: {refused}") from None
    except OSError as error:
        raise SettingRefused(f"--log-key {path}: {error.strerror}") from None
    meaning = "give this key to all parties: what it signs is the office's word"
    _log.warning("log-key-new", path=str(path), key=ring.public[0].written(), meaning=meaning)
    return ring


def open_log(desk: Desk, settings: Settings) -> PublicLog:
    """Opens the log, and enters what the journal has and it has not. Raises `SettingRefused`, `JournalDamaged`."""
    journal = desk.store.path
    ring, last = ring_of(settings, journal), desk.sequencer.head.sequence
    folder = journal.with_suffix(TILES)
    keeper = LogKeeper.open(folder, ring, desk.store.headers, journal=journal, last=last)
    try:
        keeper.catch_up(last, partial(opening_log(), "entering into the log"))
    except OSError as error:
        _log.error("log-behind", reason=str(error), meaning="no new checkpoints until the disk takes them")
    return PublicLog(desk, keeper, ReceiptIndex(journal.with_suffix(".receipts")))
