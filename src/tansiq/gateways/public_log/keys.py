"""The keys that sign the log, in service: their file is looked at while the office runs, what is new in it is stated in
the journal, and each node signs with those of its keys that the journal's newest statement names."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from tansiq.evidence.key_statements import Believed
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.ring import KeyRing, RingRefused, read_ring
from tansiq.evidence.rotation import NotStated, signing, to_state
from tansiq.gateways.contract import Problem
from tansiq.office.desk import Desk
from tansiq.office.log_record import LogRecord
from tansiq.office.witnesses import PutLogKeys

LOOK_S = 1.0
"""How often the file is looked at while nothing is entered."""
_log = structlog.get_logger("office")


def keys_of(record: LogRecord) -> Believed:
    """Those that sign by the newest statement, and those that did and never will again."""
    now = [one.key for one in record.keys if not one.until_us]
    past = dict.fromkeys(one.key for one in record.keys if one.key not in now)
    return Believed(tuple(map(PublicKey.read, now)), tuple(map(PublicKey.read, past)))


class LogKeys:
    """Of one office's log, at one node. Lives on one event loop."""

    def __init__(self, desk: Desk, path: Path, ring: KeyRing, *, shared: bool, anew: bool = False) -> None:
        """`ring`: what the file holds. `shared`: other nodes sign, too, by files of their own. `anew`: the operator
        begins another log, in place of the one that has been signed till now."""
        self._desk, self._path, self._ring, self._shared, self._anew = desk, path, ring, shared, anew
        self._seen: tuple[int, int, int] | None = None
        self._record: LogRecord | None = None
        self._stated = Believed(())
        self._said = ""

    def signing(self) -> KeyRing | None:
        """With which this node signs a checkpoint of what is durable now; None if it has none of the log's keys."""
        return signing(self._known(), self._ring, alone=self._alone())

    async def look(self) -> None:
        """Reads the file if it is another one, and states what is new in it. What is wrong with it is said once; the
        keys that sign go on. Raises `StoreUnavailable`, `Overloaded`."""
        trouble = await asyncio.to_thread(self._read) or await self._state()
        if trouble != self._said and trouble:
            meaning = "the keys that the log's newest statement names go on signing; see docs/proof.md"
            _log.warning("log-key-file", path=str(self._path), reason=trouble, meaning=meaning)
        self._said = trouble

    async def written(self) -> tuple[str, ...]:
        """Those that sign now, whichever node is asked."""
        record = await self._read_record()
        return tuple(key.written() for key in keys_of(record).keys or self._ring.public)

    async def statement(self) -> str:
        """The log's own word for them, a signed note: the same at every node, and never an older one, since by that a
        witness would take a new key for retired. Raises `Problem` (`not-found`)."""
        record = await self._read_record()
        if record.statement:
            return record.statement
        keys = keys_of(record).keys
        if set(keys) <= set(self._ring.public):  # of a journal in which none was kept
            return (self._ring.of(keys) or self._ring).statement().written()
        raise Problem(404, "not-found", "no statement of the log's keys is kept yet")

    async def _read_record(self) -> LogRecord:
        return await self._desk.read(lambda state, now_us: state.log)

    def _known(self) -> Believed:
        record = self._desk.state.log
        if record is not self._record:
            self._record, self._stated = record, keys_of(record)
        return self._stated

    def _alone(self) -> bool:
        """Whether this file is the operator's word, whatever was signed with before."""
        begins = self._anew and all(key.name != self._ring.origin for key in self._known().keys)
        return begins or not self._shared

    def _read(self) -> str:
        """What is wrong with the file."""
        before, self._seen = self._seen, None
        try:
            found = self._path.stat()
            seen = (found.st_ino, found.st_mtime_ns, found.st_size)
            ring = self._ring if seen == before else read_ring(self._path)
        except RingRefused as refused:
            return str(refused)
        except OSError as error:
            return f"{self._path}: {error.strerror}"
        if ring.origin != self._ring.origin:
            return f"{self._path} has keys of another log; that needs a start"
        self._ring, self._seen = ring, seen
        return ""

    async def _state(self) -> str:
        """What cannot be stated, and why."""
        known = self._known()
        try:
            wanted = to_state(known, self._ring, alone=self._alone())
        except NotStated as reason:
            return str(reason)
        if set(wanted) == set(known.keys) and self._desk.state.log.statement:
            lacking = [key.id.hex() for key in known.keys if key not in self._ring.public]
            return f"it lacks a key that signs the log ({', '.join(lacking)})" if lacking else ""
        ring = self._ring.of(wanted)
        if ring is None or len(ring.keys) < len(wanted):
            return ""
        keys, was = (tuple(key.written() for key in some) for some in (wanted, known.keys))
        await self._desk.submit(PutLogKeys(keys, was, ring.statement().written()))
        if known.keys and set(wanted) != set(known.keys):
            _log.warning("log-keys", keys=keys, meaning="all parties are told")
        return ""
