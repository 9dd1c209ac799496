"""The journal's log in service: kept up with the journal, and the receipts that are given out from it as files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence

import msgspec
import structlog

from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.notes import SignedNote, read_note
from tansiq.evidence.opening import Extra, OpenedEntry
from tansiq.evidence.ring import KeyRing
from tansiq.evidence.shelf import ShelfDamaged
from tansiq.gateways.contract import Problem
from tansiq.gateways.public_log.keys import LOOK_S, LogKeys
from tansiq.journal.entry import Entry
from tansiq.journal.errors import JournalDamaged, Overloaded, StoreUnavailable
from tansiq.library.receipts import Placed, ReceiptIndex
from tansiq.office.attested import ReceiptMade
from tansiq.office.attested_content import content_named
from tansiq.office.desk import Desk
from tansiq.office.log_record import LogRecord

KIND = str(ReceiptMade.__struct_config__.tag)
COVERED_WITHIN_S = 5.0
"""How long a request for a receipt waits for the checkpoint that covers it."""
_AT_ONCE = 10_000
_AGAIN_S = 5.0
_decode = msgspec.json.Decoder(ReceiptMade).decode
_log = structlog.get_logger("office")


class PublicLog:
    """Lives on one event loop. `run` keeps it; the rest asks it."""

    def __init__(self, desk: Desk, keeper: LogKeeper, keys: LogKeys, index: ReceiptIndex) -> None:
        self.keeper, self.keys = keeper, keys
        self._desk, self._index = desk, index
        self._upto = 0
        self._grown, self._turn = asyncio.Event(), asyncio.Event()
        desk.sequencer.on_durable.append(self._grown.set)

    async def run(self, every_s: float) -> None:
        """Until it is cancelled: signs a checkpoint of what has become durable, at most every so many seconds."""
        while True:
            try:
                await self.keys.look()
                head, ring = self._desk.sequencer.head.sequence, self.keys.signing()
                await asyncio.to_thread(self._catch_up, head, ring)
            except (OSError, ShelfDamaged, StoreUnavailable, Overloaded) as error:
                _log.error("log-behind", reason=str(error), meaning="no new checkpoints; it is tried again")
                await asyncio.sleep(_AGAIN_S)
                continue
            turn, self._turn = self._turn, asyncio.Event()
            turn.set()
            await asyncio.sleep(every_s)
            await self._something_to_sign()

    async def receipts(
        self, party: str, after: int, at_most: int, *, subject: str = "", thing: str = "", number: int = 0
    ) -> Sequence[tuple[int, ReceiptMade]]:
        """Those that the party may have, with their sequence numbers, behind one of these, in order. `number`: only of
        this message of a thread, or entry of an incident."""
        await self._reach(self._desk.sequencer.head.sequence, self._upto_of_index)
        return await asyncio.to_thread(self._found, party, after, at_most, subject, thing, number)

    async def file(self, party: str, sequence: int) -> bytes:
        """A receipt as a file (C2SP tlog-proof) for one who may have it; waits for a checkpoint that covers it. Raises
        `Problem` (`not-found`, `not-in-log-yet`)."""
        found = await asyncio.to_thread(self._entries, (sequence,))
        entry, receipt = (found[0], self._receipt(sequence, found[0].body)) if found else (None, None)
        if entry is None or receipt is None or party not in receipt.to:
            raise Problem(404, "not-found", f"no receipt {sequence} of your party")
        await self._reach(sequence, self._size)
        if self.keeper.size < sequence:
            later = ((b"retry-after", b"5"),)
            message = "the log has not come to this entry yet; ask again in a while"
            raise Problem(503, "not-in-log-yet", message, headers=later)
        content, log = await self._desk.read(lambda state, now_us: (content_named(state, receipt), state.log))
        note, size = self._best_checkpoint(log, sequence)
        extra = Extra(OpenedEntry.of(entry), content.decode()).written()
        proof = await asyncio.to_thread(self.keeper.prove, sequence - 1, note, size, extra)
        return proof.written().encode()

    async def beginning(self, size: int) -> Beginning | None:
        """How the log stood when it had so many entries; waits for a checkpoint that covers them, and is None where
        none comes in time."""
        await self._reach(size, self._size)
        if not 0 < size <= self.keeper.size:
            return None
        try:
            return await asyncio.to_thread(self.keeper.beginning, size)
        except ShelfDamaged:
            return None

    def checkpoint(self) -> tuple[SignedNote, int]:
        """The newest, and how many entries it speaks of."""
        note = self.keeper.checkpoint
        assert note is not None
        return note, Checkpoint.read(note.text).size

    def _best_checkpoint(self, record: LogRecord, sequence: int) -> tuple[SignedNote, int]:
        """The checkpoint that a proof of this entry is best made for, with how many entries it speaks of: the newest
        one that is final and covers the entry, with its cosignatures; else the one that is put up, if it does and
        somebody has cosigned it; else the newest."""
        for one in (record.final, record.put_up):
            if one is not None and sequence <= one.size <= self.keeper.size and one.cosigned:
                return read_note(one.whole()), one.size
        return self.checkpoint()

    async def close(self) -> None:
        """Gives the index back."""
        await asyncio.to_thread(self._index.close)

    def _size(self) -> int:
        return self.keeper.size

    def _upto_of_index(self) -> int:
        return self._upto

    async def _reach(self, sequence: int, where: Callable[[], int]) -> None:
        """Waits for a while until it stands there."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(COVERED_WITHIN_S):
                while where() < sequence:
                    await self._turn.wait()

    async def _something_to_sign(self) -> None:
        """Returns when there are new entries. A new key makes one: so what is idle is told of it, too."""
        while not self._grown.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._grown.wait()
            with contextlib.suppress(StoreUnavailable, Overloaded):  # told of when there is something to sign
                await self.keys.look()
        self._grown.clear()

    def _catch_up(self, head: int, ring: KeyRing | None) -> None:
        self._index_receipts(head)
        if ring is None:
            raise OSError("this node has no key that signs the log now; copy the file of keys from another node")
        self.keeper.ring = ring
        self.keeper.catch_up(head)

    def _index_receipts(self, head: int) -> None:
        upto, chain = self._index.upto()
        store = self._desk.store
        if upto and store.chain_at(upto) != chain:
            _log.warning("receipts-of-another-journal", upto=upto, meaning="their index is made anew")
            self._index.forget()
            upto = 0
        while upto < head:
            until = min(head, upto + _AT_ONCE)
            rows = store.of_kinds(upto, until, (KIND,))
            found = [(sequence, self._receipt(sequence, body)) for sequence, body in rows if body]
            placed = [Placed(sequence, one.subject.value, one.id, one.to) for sequence, one in found]
            self._index.put(placed, until, store.chain_at(until) or b"")
            upto = until
        self._upto = upto

    def _receipt(self, sequence: int, body: bytes) -> ReceiptMade:
        try:
            return _decode(body)
        except msgspec.MsgspecError as error:  # somebody has written in the journal beside the office
            reason = f"it is not what was written ({error}); `tansiq journal verify` finds all that is so"
            raise JournalDamaged(self._desk.store.path, sequence, reason) from None

    def _entries(self, sequences: Sequence[int]) -> list[Entry]:
        found = self._desk.store.entries_at(sequences)
        return [entry for entry in found if entry.header.kind == KIND and entry.body]

    def _found(
        self, party: str, after: int, at_most: int, subject: str, thing: str, number: int
    ) -> list[tuple[int, ReceiptMade]]:
        found: list[tuple[int, ReceiptMade]] = []
        while len(found) < at_most:
            some = self._index.of(party, after, at_most, subject=subject, thing=thing)
            entries = [(entry.header.sequence, entry.body) for entry in self._entries(some)]
            receipts = [(sequence, self._receipt(sequence, body)) for sequence, body in entries]
            found += [(sequence, one) for sequence, one in receipts if not number or one.number == number]
            if len(some) < at_most:
                break
            after = some[-1]
        return found[:at_most]
