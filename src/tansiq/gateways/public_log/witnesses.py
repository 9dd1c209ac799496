"""The office's side of witnessing: puts checkpoints up, checks what witnesses hand in, and says who has cosigned."""

from __future__ import annotations

import asyncio

import structlog

from tansiq.evidence.checkpoints import cosigners
from tansiq.evidence.claims import check_claim
from tansiq.evidence.contradictions import Contradiction, Finding
from tansiq.evidence.notes import COSIGNATURE, NoteInvalid, PublicKey, SignedNote, read_note, read_signature
from tansiq.evidence.tiles import Tile
from tansiq.gateways.contract import Problem
from tansiq.gateways.public_log.log import PublicLog
from tansiq.office.desk import Desk
from tansiq.office.log_record import Cosigned, LogRecord, PutUp
from tansiq.office.refusals import Refusal
from tansiq.office.witnesses import OWN_KINDS, ContestLog, PutUpCheckpoint, TakeCosignatures, put_up_of

_log = structlog.get_logger("office")


class LogWitnesses:
    """Of one office. Lives on one event loop."""

    def __init__(self, desk: Desk, log: PublicLog) -> None:
        self.desk, self.log = desk, log
        self._gathered: list[tuple[int, Cosigned]] = []

    async def put_up(self) -> None:
        """Puts the newest checkpoint up if the log has grown by more than witnessing."""
        note, size = self.log.checkpoint()
        put_up = self.desk.state.log.put_up
        if not size or (put_up is not None and not await asyncio.to_thread(self._has_grown, put_up.size, size)):
            return
        await self.desk.submit(PutUpCheckpoint(size, note.written()))

    async def record(self) -> LogRecord:
        """All that is known."""
        return await self.desk.read(lambda state, now_us: state.log)

    async def cosigned(self, party: str, key: str, size: int, line: str, claim: str = "") -> PutUp:
        """Takes a cosignature of the checkpoint that is put up, from a party's own centre or, without a party, from a
        witness outside. `claim`: the key's word that it is this party's, which a new one needs. Raises `Problem`
        (`cosignature-invalid`) and the office's refusals."""
        one = await self._checked(party, key, size, line, own_centre=True)
        if claim:
            try:
                claim = check_claim(claim, self.log.keeper.ring.origin, party, PublicKey.read(one.key)).written()
            except NoteInvalid as invalid:
                raise Problem(400, "cosignature-invalid", str(invalid), "claim") from None
        return await self.desk.submit(TakeCosignatures(size, (one,), claim))

    async def gather(self, party: str, key: str, size: int, line: str) -> None:
        """Keeps a hosted centre's cosignature for `take_gathered`. Raises `Problem` (`cosignature-invalid`) and
        refusals."""
        self._gathered.append((size, await self._checked(party, key, size, line, own_centre=False)))

    async def take_gathered(self) -> None:
        """Takes what was gathered, all of one checkpoint by one command: however many centres are hosted, a round is
        one entry. Where one of them is refused, the others are taken all the same. Raises the last such refusal."""
        gathered, self._gathered = self._gathered, []
        by_size: dict[int, list[Cosigned]] = {}
        for size, one in gathered:
            by_size.setdefault(size, []).append(one)
        refused: Refusal | None = None
        for size, some in by_size.items():
            try:
                await self.desk.submit(TakeCosignatures(size, tuple(some)))
                continue
            except Refusal as refusal:
                if refusal.code == "not-put-up" or len(some) == 1:
                    refused = refusal
                    continue
            for one in some:
                try:
                    await self.desk.submit(TakeCosignatures(size, (one,)))
                except Refusal as refusal:
                    refused = refusal
        if refused is not None:
            raise refused

    async def contested(self, party: str, contradiction: Contradiction, *, own_centre: bool) -> bool:
        """Takes what a centre has found against the log: it is told to all. Raises `Problem`
        (`contradiction-invalid`)."""
        try:
            finding, bare = contradiction.checked(self._keys())
        except NoteInvalid as invalid:
            raise Problem(400, "contradiction-invalid", str(invalid), "contradiction") from None
        _log.error("log-contested", by=party, finding=finding.value, meaning="see docs/proof.md")
        return await self.desk.submit(ContestLog(party, finding.value, bare.written().decode(), own_centre))

    def finding(self, contradiction: Contradiction) -> Finding:
        """What it shows of this log. Raises `NoteInvalid`."""
        return contradiction.finding(self._keys())

    def _keys(self) -> list[PublicKey]:
        """All that have ever signed this log."""
        known = (*(one.key for one in self.desk.state.log.keys), *(k.written() for k in self.log.keeper.ring.public))
        return [PublicKey.read(key) for key in dict.fromkeys(known)]

    async def tile(self, tile: Tile) -> bytes | None:
        """For a witness in the same process."""
        return await asyncio.to_thread(self.log.keeper.tile, tile)

    async def _checked(self, party: str, key: str, size: int, line: str, *, own_centre: bool) -> Cosigned:
        put_up = put_up_of(await self.record(), size)  # of a size there is never another
        try:
            public, signature = PublicKey.read(key), read_signature(line.removesuffix("\n"))
            if public.kind != COSIGNATURE:
                raise NoteInvalid("the key makes no cosignatures")
            found = cosigners(SignedNote(read_note(put_up.note).text, (signature,)), [public])
        except NoteInvalid as invalid:
            raise Problem(400, "cosignature-invalid", str(invalid), "line") from None
        if not found:
            raise Problem(400, "cosignature-invalid", "the cosignature is not of this key", "line")
        return Cosigned(party, public.written(), signature.line, found[0].at_s, own_centre)

    def _has_grown(self, before: int, size: int) -> bool:
        own = sum(1 for _ in self.desk.store.of_kinds(before, size, OWN_KINDS))
        return size - before > own


class HereSource:
    """The log, for a hosted party's centre in the office's own process."""

    def __init__(self, witnesses: LogWitnesses, party: str) -> None:
        self._witnesses, self._party = witnesses, party

    async def put_up(self) -> str | None:
        """The one that waits."""
        put_up = (await self._witnesses.record()).put_up
        return None if put_up is None else put_up.note

    async def statement(self) -> str:
        """Of the keys that sign now."""
        return await self._witnesses.log.keys.statement()

    async def tile(self, tile: Tile) -> bytes:
        """Raises `NoteInvalid` for one that is not there."""
        found = await self._witnesses.tile(tile)
        if found is None:
            raise NoteInvalid(f"the log has no {tile.path}")
        return found

    async def hand_in(self, key: str, size: int, line: str, claim: str) -> None:
        """To the office, which takes all of a round at once. It keeps the key itself, and needs no claim."""
        await self._witnesses.gather(self._party, key, size, line)

    async def contest(self, contradiction: Contradiction) -> None:
        """To the office."""
        await self._witnesses.contested(self._party, contradiction, own_centre=False)
