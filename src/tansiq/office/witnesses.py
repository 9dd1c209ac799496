"""Witnesses of the office's log: checkpoints put up for them, what they cosigned, what they found against the log; and
the log's keys."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.entities import PartyState
from tansiq.office.feed import FeedEvent, Subject, Tell
from tansiq.office.kinds import Priority
from tansiq.office.log_record import Cosigned, LogContest, LogKey, LogRecord, PutUp, WitnessKey
from tansiq.office.parties import taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office

MOST_CONTESTS = 200
LOG_ID = "log"
"""By which the feed names the log: there is one."""
OWN_KINDS = ("checkpoint.proposed", "checkpoint.cosigned")
"""Entries that come of witnessing alone: for them no checkpoint is put up, else the log would feed itself."""


class CheckpointProposed(msgspec.Struct, frozen=True, tag="checkpoint.proposed", tag_field="kind"):
    """A checkpoint of so many entries (a signed note) is put up for the witnesses."""

    size: int
    note: str
    at_us: int


class CheckpointCosigned(msgspec.Struct, frozen=True, tag="checkpoint.cosigned", tag_field="kind"):
    """These witnesses have cosigned the checkpoint that is put up. `final`: with them enough have."""

    size: int
    cosigned: tuple[Cosigned, ...]
    final: bool


class WitnessKeyPut(msgspec.Struct, frozen=True, tag="witness-key.put", tag_field="kind"):
    """From now on a witness cosigns with this key."""

    witness: WitnessKey
    tell: tuple[Tell, ...] = ()


class LogKeysPut(msgspec.Struct, frozen=True, tag="log-keys.put", tag_field="kind"):
    """The keys that have ever signed checkpoints of the log, and which of them still do. `statement`: signed by those
    that do, a note."""

    keys: tuple[LogKey, ...]
    tell: tuple[Tell, ...] = ()
    statement: str = ""


class LogContestPut(msgspec.Struct, frozen=True, tag="log.contested", tag_field="kind"):
    """A witness has shown that the log has two pasts, or fewer entries than before."""

    contest: LogContest
    tell: tuple[Tell, ...]


class LogRecordRestored(msgspec.Struct, frozen=True, tag="log.restored", tag_field="kind"):
    """What is known of the log's witnesses is as it was. Only undoes."""

    record: LogRecord


WitnessingEvent = (
    CheckpointProposed | CheckpointCosigned | WitnessKeyPut | LogKeysPut | LogContestPut | LogRecordRestored
)


@dataclass(frozen=True, slots=True)
class PutUpCheckpoint(Command[None]):
    """Put up a checkpoint for the witnesses in place of the last one, which is smaller."""

    size: int
    note: str


@dataclass(frozen=True, slots=True)
class TakeCosignatures(Command[PutUp]):
    """Take cosignatures of the checkpoint that is put up. Each has been checked: it holds under the key that it
    names. `claim`, where one comes from a party's own centre: its key's word that it is this party's, checked, too."""

    size: int
    cosigned: tuple[Cosigned, ...]
    claim: str = ""


@dataclass(frozen=True, slots=True)
class PutLogKeys(Command[None]):
    """These keys sign the log's checkpoints now, and no others, if those that did are still `was`. `statement`: signed
    by each of them, a note."""

    keys: tuple[str, ...]
    was: tuple[str, ...]
    statement: str = ""


@dataclass(frozen=True, slots=True)
class ContestLog(Command[bool]):
    """Take what a party's centre has found against the log, which has been checked. Replies whether it was new."""

    party: str
    finding: str
    contradiction: str
    own_centre: bool


WitnessingCommand = PutUpCheckpoint | TakeCosignatures | PutLogKeys | ContestLog


def decide(
    state: Office, command: WitnessingCommand, now_us: int
) -> tuple[tuple[WitnessingEvent, ...], PutUp | bool | None]:
    """Refused: `not-put-up`, `witness-key-taken`, `witness-claim-missing`, `not-a-party`."""
    match command:
        case PutUpCheckpoint():
            put_up = state.log.put_up
            if put_up is not None and command.size <= put_up.size:
                return (), None
            return (CheckpointProposed(command.size, command.note, now_us),), None
        case TakeCosignatures():
            return _take(state, command, now_us)
        case PutLogKeys():
            return _keys(state, command, now_us), None
        case ContestLog():
            return _contest(state, command, now_us)


def put_up_of(log: LogRecord, size: int) -> PutUp:
    """The checkpoint that is put up, if it has this size. Refused: `not-put-up`."""
    put_up = log.put_up
    if put_up is None or put_up.size != size:
        where = "none is" if put_up is None else f"one of {put_up.size} entries is"
        raise Refusal("not-put-up", f"no checkpoint of {size} entries is put up now; {where}", field="size")
    return put_up


def _take(state: Office, command: TakeCosignatures, now_us: int) -> tuple[tuple[WitnessingEvent, ...], PutUp]:
    put_up = put_up_of(state.log, command.size)
    known = {_whose(one): one for one in state.log.witnesses}
    owner_of = {_material(one.key): _whose(one) for one in state.log.witnesses}
    taken = [*(one.key for one in state.log.keys), *(one.key for one in state.log.witnesses)]
    signs_as = {_signs_as(key): key for key in taken}
    events: list[WitnessingEvent] = []
    for one in command.cosigned:
        if one.party:
            taking_part(state, one.party)
        if owner_of.setdefault(_material(one.key), _whose(one)) != _whose(one):
            raise Refusal("witness-key-taken", "another witness cosigns with this key", field="key")
        if signs_as.setdefault(_signs_as(one.key), one.key) != one.key:
            raise Refusal("witness-key-taken", "another key has the name and the identifier of this one", field="key")
        before = known.get(_whose(one))
        if before is None or before.key != one.key:
            own = bool(one.party) and one.own_centre
            if own and not command.claim:
                raise Refusal(
                    "witness-claim-missing", "a key that is new needs its own word for whose it is", field="claim"
                )
            witness = WitnessKey(one.party, one.key, now_us, one.own_centre, claim=command.claim if own else "")
            why = "witness-joined" if before is None else "witness-key"
            known[_whose(one)] = witness
            told = _tell_all(state, why, now_us, Priority.ROUTINE) if one.own_centre else ()
            events.append(WitnessKeyPut(witness, told))
    there = {_whose(one) for one in put_up.cosigned}
    new = {_whose(one): one for one in command.cosigned if _whose(one) not in there}
    if not new:
        return tuple(events), put_up
    after = _with(put_up, tuple(new.values()), final=False)
    final = after.independent() >= state.rules.witness_quorum
    events.append(CheckpointCosigned(put_up.size, tuple(new.values()), final))
    return tuple(events), msgspec.structs.replace(after, final=final)


def _keys(state: Office, command: PutLogKeys, now_us: int) -> tuple[WitnessingEvent, ...]:
    known = state.log.keys
    if tuple(one.key for one in known if not one.until_us) != command.was:
        return ()  # another node was quicker: what is to be stated is found anew
    kept = [
        one if one.until_us or one.key in command.keys else msgspec.structs.replace(one, until_us=now_us)
        for one in known
    ]
    signing = {one.key for one in kept if not one.until_us}
    added = [LogKey(key, now_us) for key in command.keys if key not in signing]
    changed = bool(added) or kept != list(known)
    if not changed and (state.log.statement or not command.statement):
        return ()
    told = _tell_all(state, "keys", now_us, Priority.URGENT) if known and changed else ()
    return (LogKeysPut((*kept, *added), told, command.statement),)


def _contest(state: Office, command: ContestLog, now_us: int) -> tuple[tuple[WitnessingEvent, ...], bool]:
    taking_part(state, command.party)
    contest = LogContest(command.party, command.finding, command.contradiction, now_us, command.own_centre)
    told_before = {(one.party, one.finding, one.own_centre) for one in state.log.contests}
    if (contest.party, contest.finding, contest.own_centre) in told_before or len(told_before) >= MOST_CONTESTS:
        return (), False
    return (LogContestPut(contest, _tell_all(state, f"contested-{command.finding}", now_us, Priority.DISTRESS)),), True


def evolve(state: Office, event: WitnessingEvent) -> None:
    """The state after the event."""
    log = state.log
    match event:
        case CheckpointProposed():
            state.log = msgspec.structs.replace(log, put_up=PutUp(event.size, event.note, event.at_us))
        case CheckpointCosigned():
            assert log.put_up is not None
            put_up = _with(log.put_up, event.cosigned, final=event.final)
            final = put_up if put_up.final else log.final
            newest = {_whose(one): one for one in event.cosigned}
            witnesses = tuple(_after_cosigning(one, newest.get(_whose(one)), event.size) for one in log.witnesses)
            state.log = msgspec.structs.replace(log, put_up=put_up, final=final, witnesses=witnesses)
        case WitnessKeyPut():
            others = [one for one in log.witnesses if _whose(one) != _whose(event.witness)]
            witnesses = tuple(sorted((*others, event.witness), key=_whose))
            state.log = msgspec.structs.replace(log, witnesses=witnesses)
            feed.tell(state, event.tell)
        case LogKeysPut():
            state.log = msgspec.structs.replace(log, keys=event.keys, statement=event.statement)
            feed.tell(state, event.tell)
        case LogContestPut():
            state.log = msgspec.structs.replace(log, contests=(*log.contests, event.contest))
            feed.tell(state, event.tell)
        case LogRecordRestored():
            state.log = event.record


def invert(state: Office, event: WitnessingEvent) -> tuple[WitnessingEvent | FeedEvent, ...]:
    """What takes the state back to where it is before the event."""
    return (*feed.untell(getattr(event, "tell", ())), LogRecordRestored(state.log))


def party_of(event: WitnessingEvent) -> str:
    """Whose change it was."""
    match event:
        case WitnessKeyPut():
            return event.witness.party
        case LogContestPut():
            return event.contest.party
        case _:
            return ""


def _whose(one: Cosigned | WitnessKey) -> tuple[str, str, bool]:
    """Which witness: of each party the one that is in the office's process and the one that is not; outside, each key
    is a witness of its own."""
    return one.party, "" if one.party else one.key, one.own_centre


def _after_cosigning(witness: WitnessKey, cosigned: Cosigned | None, size: int) -> WitnessKey:
    if cosigned is None:
        return witness
    return msgspec.structs.replace(witness, size=size, at_s=cosigned.at_s)


def _material(key: str) -> str:
    """The key itself: what is signed does not hold its name, so under two names it would count twice."""
    return key.split("+", 2)[-1]


def _signs_as(key: str) -> tuple[str, ...]:
    """The name and the identifier by which a signature says whose it is. The identifier has 32 bits: whoever makes keys
    long enough gets another's, and below a note his signature would then be that key's, and wrong."""
    return tuple(key.split("+", 2)[:2])


def _with(put_up: PutUp, cosigned: tuple[Cosigned, ...], *, final: bool) -> PutUp:
    return msgspec.structs.replace(put_up, cosigned=(*put_up.cosigned, *cosigned), final=put_up.final or final)


def _tell_all(state: Office, why: str, now_us: int, priority: Priority) -> tuple[Tell, ...]:
    to = tuple(sorted(one.id for one in state.parties.values() if one.state is PartyState.ADMITTED))
    return (Tell(to, Subject.LOG, LOG_ID, why, now_us, priority),) if to else ()
