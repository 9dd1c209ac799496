"""A centre as a witness of the office's log: what it saw is in its journal before its cosignature leaves, so that it
never forgets what it has signed."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tansiq.centre.watched import Contested, WatchedLog
from tansiq.evidence.checkpoints import with_signatures_of
from tansiq.evidence.contradictions import CONVICTS, Contradiction, Finding
from tansiq.evidence.key_statements import Believed, KeysNotBelieved, believe, keys_stated
from tansiq.evidence.notes import PLAIN, NoteInvalid, PublicKey, read_note
from tansiq.evidence.witness import Memory, NotTaken, Why, take
from tansiq.journal.command import Command

MOST_LOGS, MOST_CONTESTED = 20, 20
"""Logs of which a centre is a witness; findings that are kept in memory of each: the first ones."""


class LogBelieved(msgspec.Struct, frozen=True, tag="witness.believed", tag_field="kind"):
    """From now on these keys of a log are believed. `statement`: the log's own word for it, a signed note; "" where the
    centre's operator named them."""

    log: str
    keys: tuple[str, ...]
    retired: tuple[str, ...]
    statement: str


class LogCosigned(msgspec.Struct, frozen=True, tag="witness.cosigned", tag_field="kind"):
    """The checkpoint continues the newest, and is cosigned from now on."""

    log: str
    note: str
    at_us: int


class LogContested(msgspec.Struct, frozen=True, tag="witness.contested", tag_field="kind"):
    """The log has shown two pasts, or fewer entries than before."""

    log: str
    contested: Contested


class LogRestored(msgspec.Struct, frozen=True, tag="witness.restored", tag_field="kind"):
    """A log is remembered as it was, or not at all. Only undoes."""

    log: str
    watched: WatchedLog | None = None


WitnessEvent = LogBelieved | LogCosigned | LogContested | LogRestored


@dataclass(frozen=True, slots=True)
class BelieveKeys(Command[WatchedLog]):
    """Believe the keys that a log states. `known`: the keys that the operator has been told of, one of which must have
    signed a log's first statement; without any the first statement is believed."""

    statement: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchLog(Command[WatchedLog]):
    """Be a witness of a log that others keep, with these keys, all of its name: the centre's operator named them."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddCheckpoint(Command[WatchedLog]):
    """Take a checkpoint (a signed note) that continues the newest, of `old_size` entries, as the proof shows."""

    old_size: int
    proof: tuple[bytes, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Contest(Command[bool]):
    """Keep what shows that a log has two pasts. `by`: the address of the witness that showed it, or gave half of it; ""
    the centre itself. Replies whether it was new."""

    contradiction: Contradiction
    by: str = ""


WitnessCommand = BelieveKeys | WatchLog | AddCheckpoint | Contest


def decide(
    state: Centre, command: WitnessCommand, now_us: int
) -> tuple[tuple[WitnessEvent, ...], WatchedLog] | tuple[tuple[WitnessEvent, ...], bool]:
    """Refused: `keys-not-believed`, `contradiction-invalid`; a checkpoint by `NotTaken`."""
    match command:
        case BelieveKeys():
            return _believe(state, command)
        case WatchLog():
            return _watch(state, command)
        case AddCheckpoint():
            return _add(state, command, now_us)
        case Contest():
            return _contest(state, command, now_us)


def memory_of(watched: WatchedLog | None) -> Memory | None:
    """What the witness rests on."""
    if watched is None:
        return None
    newest = read_note(watched.newest) if watched.newest else None
    return Memory(watched.log, believed_of(watched), newest)


def believed_of(watched: WatchedLog) -> Believed:
    """The keys of a log."""
    return Believed(*(tuple(map(PublicKey.read, keys)) for keys in (watched.keys, watched.retired)))


def _believe(state: Centre, command: BelieveKeys) -> tuple[tuple[WitnessEvent, ...], WatchedLog]:
    try:
        log, keys = keys_stated(note := read_note(command.statement))
        watched = state.watched.get(log)
        if watched is not None:
            now = believe(believed_of(watched), note)
        elif command.known and not {key.written() for key in keys} & set(command.known):
            raise KeysNotBelieved("none of the keys that the operator was told of vouches for these keys")
        else:
            now = Believed(keys)
    except NoteInvalid as invalid:
        raise Refusal("keys-not-believed", str(invalid)) from None
    return _believed(state, log, now, command.statement)


def _watch(state: Centre, command: WatchLog) -> tuple[tuple[WitnessEvent, ...], WatchedLog]:
    try:
        keys = tuple(map(PublicKey.read, dict.fromkeys(command.keys)))
        if len({key.name for key in keys}) != 1 or any(key.kind != PLAIN for key in keys):
            raise NoteInvalid("one log is named by its keys, of kind 1 and of one name")
    except NoteInvalid as invalid:
        raise Refusal("keys-not-believed", str(invalid)) from None
    log = keys[0].name
    watched = state.watched.get(log)
    known = Believed(()) if watched is None else believed_of(watched)
    if set(keys) == set(known.keys) and watched is not None:
        return (), watched
    if watched is not None and not watched.named:
        raise Refusal("keys-not-believed", f"{log} states its keys itself, and is believed by that")
    if any(key in known.retired for key in keys):
        raise Refusal("keys-not-believed", "a key that had been taken out of use is named again")
    retired = (*known.retired, *(key for key in known.keys if key not in keys))
    return _believed(state, log, Believed(keys, retired), "")


def _believed(state: Centre, log: str, now: Believed, statement: str) -> tuple[tuple[WitnessEvent, ...], WatchedLog]:
    watched = state.watched.get(log)
    if watched is None and len(state.watched) >= MOST_LOGS:
        raise Refusal("too-many", f"{MOST_LOGS} logs are watched already")
    if watched is not None and now == believed_of(watched):
        return (), watched
    believed, retired = (tuple(key.written() for key in some) for some in (now.keys, now.retired))
    event = LogBelieved(log, believed, retired, statement)
    return (event,), _after_believing(watched, event)


def _add(state: Centre, command: AddCheckpoint, now_us: int) -> tuple[tuple[WitnessEvent, ...], WatchedLog]:
    try:
        note = read_note(command.note)
    except NoteInvalid as invalid:
        raise NotTaken(Why.MALFORMED, str(invalid)) from None
    watched = state.watched.get(note.text.partition("\n")[0])
    memory = memory_of(watched)
    after = take(memory, command.old_size, command.proof, note)
    if watched is not None and any(one.finding in CONVICTS for one in watched.contested):
        raise NotTaken(Why.NOT_CONSISTENT, "the log has been shown to have two pasts", after.checkpoint.size)
    assert watched is not None
    if memory is not None and memory.newest is not None and after.checkpoint == memory.checkpoint:
        return (), watched  # cosigned already; its cosignature may have been lost
    bare = with_signatures_of(note, after.believed.keys)
    event = LogCosigned(watched.log, bare.written(), now_us)
    return (event,), msgspec.structs.replace(watched, newest=event.note, at_us=now_us)


def _contest(state: Centre, command: Contest, now_us: int) -> tuple[tuple[WitnessEvent, ...], bool]:
    try:
        log = read_note(command.contradiction.second).text.partition("\n")[0]
        watched = state.watched.get(log)
        if watched is None:
            raise NoteInvalid("this log is not watched here")
        believed = believed_of(watched)
        finding, bare = command.contradiction.checked((*believed.keys, *believed.retired))
    except NoteInvalid as invalid:
        raise Refusal("contradiction-invalid", str(invalid)) from None
    if len(watched.contested) >= MOST_CONTESTED or any(_alike(one, finding) for one in watched.contested):
        return (), False
    return (LogContested(log, Contested(finding, bare, now_us, command.by)),), True


def _alike(known: Contested, finding: Finding) -> bool:
    """One of a kind says all there is to say; every further checkpoint of a liar would be another."""
    return known.finding is finding


def evolve(state: Centre, event: WitnessEvent) -> None:
    """The state after the event."""
    match event:
        case LogBelieved():
            state.watched[event.log] = _after_believing(state.watched.get(event.log), event)
        case LogCosigned():
            old = state.watched[event.log]
            state.watched[event.log] = msgspec.structs.replace(old, newest=event.note, at_us=event.at_us)
        case LogContested():
            old = state.watched[event.log]
            contested = (*old.contested, event.contested)
            state.watched[event.log] = msgspec.structs.replace(old, contested=contested)
        case LogRestored(watched=None):
            del state.watched[event.log]
        case LogRestored(watched=watched):
            assert watched is not None
            state.watched[event.log] = watched


def invert(state: Centre, event: WitnessEvent) -> tuple[WitnessEvent, ...]:
    """What takes the state back to where it is before the event."""
    return (LogRestored(event.log, state.watched.get(event.log)),)


def _after_believing(old: WatchedLog | None, event: LogBelieved) -> WatchedLog:
    named = not event.statement
    if old is None:
        return WatchedLog(event.log, event.keys, event.retired, named=named)
    return msgspec.structs.replace(old, keys=event.keys, retired=event.retired, named=named)
