"""The office's public log, opened beside its journal, with its keys."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import structlog

from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.ring import KeyRing, RingRefused, new_ring, read_ring
from tansiq.evidence.shelf import TILES
from tansiq.gateways.public_log.keys import LogKeys
from tansiq.gateways.public_log.log import PublicLog
from tansiq.journal.errors import NewerEntries
from tansiq.library.receipts import ReceiptIndex
from tansiq.office.desk import Desk
from tansiq.settings import SettingRefused, Settings
from tansiq.web.listening import opening_log

_OTHER_KEYS = "--log-key: the office's log is signed with other keys; copy the file from another node, or put it back"
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
                raise SettingRefused(
                    f"--log-key {path}: it is not here, and its keys sign the log; copy it from another node, or put "
                    "it back from its copy; if it is lost for good, begin the log anew under another --log-name"
                ) from None
            ring = new_ring(origin_of(settings))
            ring.write(path)
    except RingRefused as refused:
        raise SettingRefused(f"--log-key: {refused}") from None
    except OSError as error:
        raise SettingRefused(f"--log-key {path}: {error.strerror}") from None
    meaning = "give this key to all parties: what it signs is the office's word"
    _log.warning("log-key-new", path=str(path), key=ring.public[0].written(), meaning=meaning)
    return ring


def begins_anew(settings: Settings, signing: Iterable[str]) -> bool:
    """Whether the operator names another log than that of the keys that sign: the old one's journal was put back to an
    earlier moment, and no witness goes on with it."""
    return bool(settings.log_name) and all(key.partition("+")[0] != settings.log_name for key in signing)


async def check_common_keys(log: PublicLog) -> None:
    """Before a node signs anything: its keys become the office's, if that has none, or none of this log. Raises
    `SettingRefused` if the office's are others: two nodes that sign with different keys would look like two logs."""
    with contextlib.suppress(NewerEntries):  # a node that can only read begins, too, where they were stated
        await log.keys.look()
    if log.keys.signing() is None:
        raise SettingRefused(_OTHER_KEYS)


def open_log(desk: Desk, settings: Settings, *, shared: bool = False) -> PublicLog:
    """Opens the log, and enters what the journal has and it has not. `shared`: other nodes sign it, too, with the same
    keys. Raises `SettingRefused`, `JournalDamaged`."""
    journal = desk.store.path
    before = [one.key for one in desk.state.log.keys if not one.until_us]
    anew = begins_anew(settings, before)
    make = not before or anew
    ring, last = ring_of(settings, journal, make=make), desk.sequencer.head.sequence
    folder = journal.with_suffix(TILES)
    keys = LogKeys(
        desk, key_file(settings, journal), ring, shared=shared, anew=anew and ring.origin == settings.log_name
    )
    signing = keys.signing()
    if signing is None:
        raise SettingRefused(_OTHER_KEYS)
    keeper = LogKeeper.open(folder, signing, desk.store.headers, journal=journal, last=last)
    try:
        keeper.catch_up(last, partial(opening_log(), "entering into the log"))
    except OSError as error:
        _log.error("log-behind", reason=str(error), meaning="no new checkpoints until the disk takes them")
    return PublicLog(desk, keeper, keys, ReceiptIndex(journal.with_suffix(".receipts")))
