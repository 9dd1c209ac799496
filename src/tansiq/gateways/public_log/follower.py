"""A centre that follows the office's log: fetches what is put up, proves from the tiles itself that it continues what
was seen before, and cosigns it. It takes nobody's word for any of that."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Protocol

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.refusals import Refusal
from tansiq.centre.watched import WatchedLog
from tansiq.centre.witnessing import AddCheckpoint, BelieveKeys, Contest, memory_of
from tansiq.evidence.checkpoints import Checkpoint, cosign
from tansiq.evidence.claims import claimed
from tansiq.evidence.contradictions import Contradiction
from tansiq.evidence.key_statements import keys_stated
from tansiq.evidence.notes import NoteInvalid, PrivateKey, Signature, SignedNote, read_note
from tansiq.evidence.tiles import Tile
from tansiq.evidence.witness import Memory, NotTaken, Why
from tansiq.gateways.public_log.reading import LogNotShown, beginning_of

SHORTER_ROUNDS = 3
"""How many rounds in a row a log must be shorter than it was before that counts: an answer may have been on its way."""
_log = structlog.get_logger("witness")


class LogSource(Protocol):
    """The office's log as a witness reaches it: over the network, or in the same process."""

    async def put_up(self) -> str | None:
        """The checkpoint that waits for witnesses, a signed note; None before the first."""

    async def statement(self) -> str:
        """The log's own statement of its keys."""

    async def tile(self, tile: Tile) -> bytes:
        """Hashes of the tree."""

    async def hand_in(self, key: str, size: int, line: str, claim: str) -> None:
        """A cosignature, for the office to keep; with the key's own word for whose it is."""

    async def contest(self, contradiction: Contradiction) -> None:
        """What was found against the log, for all to be told."""


@dataclass(slots=True)
class WitnessDesk:
    """A centre's own journal, and the key with which it cosigns."""

    desk: CentreDesk
    key: PrivateKey

    async def add(self, old_size: int, proof: tuple[bytes, ...], note: str) -> Signature:
        """The cosignature of a checkpoint, once it is durable that it was given. Raises `NotTaken`; then what convicts
        the log is kept."""
        try:
            await self.desk.submit(AddCheckpoint(old_size, proof, note))
        except NotTaken as refused:
            if refused.contradiction is not None:
                await self.desk.submit(Contest(refused.contradiction))
            raise
        return cosign(read_note(note), self.key, int(time.time()))


class LogFollower:
    """One centre's. Lives on one event loop."""

    def __init__(
        self,
        witness: WitnessDesk,
        source: LogSource,
        *,
        party: str,
        known: tuple[str, ...] = (),
        said_of_keys: set[tuple[str, str]] | None = None,
    ) -> None:
        """`said_of_keys`: what has been logged of which log's keys by all followers in this process: each once."""
        self._witness, self._source, self._known = witness, source, known
        self._party = party
        self._shorter = 0
        self._said_of_keys = set() if said_of_keys is None else said_of_keys
        self._told: set[Contradiction] = set()
        self.trouble = ""
        """Why the last round did not end with a cosignature."""
        self.unbelieved: tuple[str, ...] = ()
        """Keys that the log states now and that none that is believed vouches for."""

    @property
    def desk(self) -> CentreDesk:
        """The centre whose it is."""
        return self._witness.desk

    async def run(self, every_s: float) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self.round()
            except Exception as error:  # noqa: BLE001  whatever it was, the next round comes
                if (said := str(error) or repr(error)) != self.trouble:
                    _log.warning("not-cosigned", party=self._party, reason=said)
                self.trouble = said
            await asyncio.sleep(every_s)

    async def round(self) -> None:
        """Looks once, and cosigns what can be. Raises `LogNotShown`, `NotTaken`, `Refusal` of the centre, and what the
        source raises."""
        try:
            await self._look()
        finally:
            await self._tell()

    async def _look(self) -> None:
        put_up = await self._source.put_up()
        if put_up is None:
            return
        await self._witness.desk.caught_up()  # another node may have cosigned with this key
        note = read_note(put_up)
        offered = Checkpoint.read(note.text)
        watched = await self._believed(offered.origin, note)
        memory = memory_of(watched)
        assert memory is not None
        known = memory.checkpoint
        if offered.size < known.size:
            await self._shortened(memory, note)
            return
        self._shorter = 0
        proof: tuple[bytes, ...] = ()
        if known.size and offered.size > known.size:
            proof = await self._proof(memory, note, offered)
        cosignature = await self._witness.add(known.size, proof, put_up)
        key = self._witness.key
        claim = claimed(offered.origin, self._party, key, int(time.time())).written()
        await self._source.hand_in(key.public.written(), offered.size, cosignature.line, claim)
        self.trouble = ""

    async def _believed(self, origin: str, note: SignedNote) -> WatchedLog:
        """The log as it is remembered, with its keys as far as they can be believed."""
        state = self._witness.desk.state
        watched = state.watched.get(origin)
        signed_with = {(one.name, one.key_id.hex()) for one in note.signatures}
        if watched is not None and {tuple(key.split("+", 2)[:2]) for key in watched.keys} == signed_with:
            self.unbelieved = ()
            return watched
        if watched is None and state.watched:
            _log.error(
                "log-of-another-name", party=self._party, was=next(reversed(state.watched)), now=origin,
                meaning="the office has begun another log: what its old one held is not continued",
            )  # fmt: skip
        statement = await self._source.statement()
        try:
            believed = await self._witness.desk.submit(BelieveKeys(statement, self._known))
        except Refusal as refusal:
            if watched is None:
                raise
            meaning = "the office's log shows keys for which none that is believed vouches: ask its operator"
            self._say_of_keys(origin, refusal.message, meaning)
            self.unbelieved = _strange(statement, watched)
            return watched  # what an old key signs counts still
        if believed.log != origin:
            raise LogNotShown("the checkpoint is of another log than the statement of keys")
        self.unbelieved = ()
        meaning = "compare the keys with those that the office's operator gave out"
        self._say_of_keys(origin, " ".join(believed.keys), meaning)
        return believed

    def _say_of_keys(self, origin: str, what: str, meaning: str) -> None:
        if (origin, what) not in self._said_of_keys:
            self._said_of_keys.add((origin, what))
            _log.warning("log-keys", party=self._party, log=origin, what=what, meaning=meaning)

    async def _proof(self, memory: Memory, note: SignedNote, offered: Checkpoint) -> tuple[bytes, ...]:
        known = memory.checkpoint
        beginning, proof = await beginning_of(self._source.tile, known.size, offered.size, offered.root)
        if beginning != known.root:
            assert memory.newest is not None
            await self._witness.desk.submit(Contest(Contradiction.between(memory.newest, note, beginning, proof)))
            raise NotTaken(Why.NOT_CONSISTENT, "the log does not begin with what it had signed before", known.size)
        return proof

    async def _shortened(self, memory: Memory, note: SignedNote) -> None:
        self._shorter += 1
        if self._shorter >= SHORTER_ROUNDS and memory.newest is not None:
            await self._witness.desk.submit(Contest(Contradiction.between(memory.newest, note)))
        raise LogNotShown(f"the log shows fewer entries than the {memory.checkpoint.size} that it had signed")

    async def _tell(self) -> None:
        """What was found is handed to the office, which may be the liar: it stands in the centre's own journal."""
        for watched in self._witness.desk.state.watched.values():
            for contested in () if watched.named else watched.contested:  # of a log that others keep it knows nothing
                if contested.contradiction not in self._told:
                    await self._source.contest(contested.contradiction)
                    self._told.add(contested.contradiction)
                    _log.error(
                        "log-contested", party=self._party, log=watched.log, finding=contested.finding.value,
                        meaning="the office's log is not one past; keep this centre's journal: it holds the evidence",
                    )  # fmt: skip


def _strange(statement: str, watched: WatchedLog) -> tuple[str, ...]:
    """The keys of a statement that is not believed; those that are not believed."""
    try:
        _, keys = keys_stated(read_note(statement))
    except NoteInvalid:
        return ()
    return tuple(key.written() for key in keys if key.written() not in watched.keys)
