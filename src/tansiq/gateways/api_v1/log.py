"""The office's log as parties see it: who witnessed it, with which keys it is signed, and what was found against it;
and what parties' own centres fetch and hand in as its witnesses."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.roles import LINK, READ
from tansiq.evidence.claims import LONGEST as LONGEST_CLAIM
from tansiq.evidence.contradictions import LONGEST, Contradiction
from tansiq.evidence.notes import NoteInvalid
from tansiq.gateways.api_v1.frame import given, needs, read_body
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.gateways.public_log.outside import OutsideWitnesses
from tansiq.gateways.public_log.witnesses import LogWitnesses
from tansiq.office.log_record import Cosigned, LogRecord, PutUp

_LOG = "/api/v1/log"
PUT_UP, COSIGNATURE, CONTRADICTIONS = f"{_LOG}/put-up", f"{_LOG}/cosignature", f"{_LOG}/contradictions"


class CosignedOut(msgspec.Struct):
    """A witness's word that it saw this log and no other: `party` (empty: a witness outside), with which key, when by
    its own clock. `own_centre`: it is not in the hands of the office's operator."""

    party: str
    own_centre: bool
    key: str
    at: datetime


class CheckpointOut(msgspec.Struct):
    """A checkpoint of so many entries, put up at a time; `note` is the signed note with the cosignatures. `final`: as
    many parties' own centres as the office asks for have cosigned; `independent`: how many have."""

    size: int
    at: datetime
    note: str
    final: bool
    independent: int
    cosigned: list[CosignedOut]


class LogKeyOut(msgspec.Struct, omit_defaults=True):
    """A key of the log; without `until` it still signs."""

    key: str
    since: datetime
    until: datetime | None = None


class WitnessOut(msgspec.Struct):
    """With which key a witness cosigns; and what it cosigned last, of how many entries and when by its own clock.
    `claim`: the key's own word that it is this party's, a signed note; empty of a hosted centre's, or one outside."""

    party: str
    own_centre: bool
    key: str
    since: datetime
    size: int
    at: datetime | None
    claim: str


class ContestOut(msgspec.Struct):
    """What a party's centre has found against the log, with the evidence as a file has it (JSON)."""

    party: str
    own_centre: bool
    finding: str
    at: datetime
    contradiction: str


class OutsideOut(msgspec.Struct):
    """A witness outside, to which checkpoints are pushed; and how it stands with it: `cosigns`, `not-asked`,
    `unreachable`, `address-refused`, `unknown-log`, `key-unknown`, `not-consistent`, `seen-longer`, `seen-other`,
    `wrong-answer`. `size`: of the newest checkpoint that it is known to have cosigned."""

    key: str
    standing: str
    size: int


class LogOut(msgspec.Struct):
    """The office's log. `size`: of its newest checkpoint; `quorum`: how many parties' own centres, or witnesses
    outside, must have cosigned a checkpoint before it is final."""

    origin: str
    size: int
    quorum: int
    put_up: CheckpointOut | None
    final: CheckpointOut | None
    keys: list[LogKeyOut]
    witnesses: list[WitnessOut]
    contests: list[ContestOut]
    outside: list[OutsideOut]


class PutUpOut(msgspec.Struct):
    """What waits for witnesses: a checkpoint as a signed note, without cosignatures; null before the first."""

    note: str | None


class CosignatureIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cosignature (C2SP tlog-cosignature) as a line below a note, of which checkpoint, and by which key. `claim`: a
    note, signed by the key, that it cosigns this log for this party; needed while the office does not know the key."""

    key: Annotated[str, msgspec.Meta(max_length=2_000)]
    size: Annotated[int, msgspec.Meta(ge=0)]
    line: Annotated[str, msgspec.Meta(max_length=4_000)]
    claim: Annotated[str, msgspec.Meta(max_length=LONGEST_CLAIM)] = ""


class ContradictionIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What shows that the log has two pasts, as a file has it (JSON)."""

    contradiction: Annotated[str, msgspec.Meta(max_length=LONGEST)]


class Log:
    """The routes. `witnesses` None: to be described only."""

    def __init__(self, witnesses: LogWitnesses | None, quorum: int, outside: OutsideWitnesses | None = None) -> None:
        self._witnesses, self._quorum = witnesses, quorum
        self._outside = () if outside is None else outside.each

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("GET", _LOG, needs(READ), self.read, summary="The office's log: its keys, its newest checkpoints, "
                  "who cosigned them, and what was found against it.", gives=LogOut),
            Route("GET", PUT_UP, needs(READ), self.put_up, summary="The checkpoint that waits for witnesses.",
                  gives=PutUpOut),
            Route("PUT", COSIGNATURE, needs(LINK), self.cosigned, summary="Of a party's own centre: a cosignature of "
                  "the checkpoint that is put up.", takes=CosignatureIn, gives=CheckpointOut),
            Route("POST", CONTRADICTIONS, needs(LINK), self.contested, summary="Of a party's own centre: what shows "
                  "that the log has two pasts. All parties are told.", takes=ContradictionIn, gives=LogOut),
        )  # fmt: skip

    async def read(self, call: Call) -> Answer:
        """All of it, for every party."""
        return given(200, self._shown(await self._of().record()))

    async def put_up(self, call: Call) -> Answer:
        """Small, as it is asked for again and again."""
        put_up = (await self._of().record()).put_up
        return given(200, PutUpOut(None if put_up is None else put_up.note))

    async def cosigned(self, call: Call) -> Answer:
        """What does not hold is not taken."""
        form = read_body(call, CosignatureIn)
        put_up = await self._of().cosigned(call.party, form.key, form.size, form.line, form.claim)
        return given(200, _checkpoint(put_up))

    async def contested(self, call: Call) -> Answer:
        """What shows nothing is not taken; the same again changes nothing."""
        try:
            contradiction = Contradiction.read(read_body(call, ContradictionIn).contradiction)
        except NoteInvalid as invalid:
            raise Problem(400, "contradiction-invalid", str(invalid), "contradiction") from None
        await self._of().contested(call.party, contradiction, own_centre=True)
        return await self.read(call)

    def _of(self) -> LogWitnesses:
        assert self._witnesses is not None
        return self._witnesses

    def _shown(self, record: LogRecord) -> LogOut:
        keeper = self._of().log.keeper
        return LogOut(
            origin=keeper.ring.origin,
            size=keeper.size,
            quorum=self._quorum,
            put_up=None if record.put_up is None else _checkpoint(record.put_up),
            final=None if record.final is None else _checkpoint(record.final),
            keys=[
                LogKeyOut(one.key, moment(one.since_us), moment(one.until_us) if one.until_us else None)
                for one in record.keys
            ],
            witnesses=[
                WitnessOut(
                    one.party,
                    one.own_centre,
                    one.key,
                    moment(one.since_us),
                    one.size,
                    moment(one.at_s * 1_000_000) if one.at_s else None,
                    one.claim,
                )
                for one in record.witnesses
            ],
            contests=[
                ContestOut(one.party, one.own_centre, one.finding, moment(one.at_us), one.contradiction)
                for one in record.contests
            ],
            outside=[
                OutsideOut(one.named.key.written(), one.standing.value, one.cosigned_size) for one in self._outside
            ],
        )


def _checkpoint(one: PutUp) -> CheckpointOut:
    cosigned = [_cosigned(each) for each in one.cosigned]
    return CheckpointOut(one.size, moment(one.at_us), one.whole(), one.final, one.independent(), cosigned)


def _cosigned(one: Cosigned) -> CosignedOut:
    return CosignedOut(one.party, one.own_centre, one.key, moment(one.at_s * 1_000_000))
