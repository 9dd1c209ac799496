"""Quiet periods: proposed under an agreement, committed to by each party by itself, in force, extended, ended.

What becomes of one is told to all who take part in it, whatever becomes of the channel: a party that no longer suspends
its operations must never go unheard. Nobody else learns that there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.entities import PartyState
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.kinds import Priority
from tansiq.office.parties import everybody_in, taking_part
from tansiq.office.quiet_flags import inside_already
from tansiq.office.quiet_period import (
    Extended,
    Extension,
    PartyWord,
    QuietEnd,
    QuietEnding,
    QuietPeriod,
    QuietState,
    Said,
)
from tansiq.office.quiet_proposing import ProposeQuiet, check_person, check_reason, check_until, in_force, proposed
from tansiq.office.refusals import Refusal
from tansiq.office.standing import over_since
from tansiq.office.state import Office

MOST_EXTENDED = 50


class QuietCause(StrEnum):
    """What became of a quiet period; told to all who take part."""

    PROPOSED = "proposed"
    COMMITTED = "committed"
    """A party has; others have not."""
    ALL_COMMITTED = "all-committed"
    DECLINED = "declined"
    IN_FORCE = "in-force"
    EXTENSION_PROPOSED = "extension-proposed"
    EXTENSION_WITHDRAWN = "extension-withdrawn"
    EXTENDED = "extended"
    TAKEN_BACK = "taken-back"
    WITHDRAWN = "withdrawn"
    AGREEMENT_OVER = "agreement-over"
    ENDED = "ended"
    """Its time is over."""
    OPERATION_INSIDE = "operation-inside"
    """An operation that the reader sees reaches into it."""
    UNDONE = "undone"


_URGENT = (QuietCause.TAKEN_BACK, QuietCause.AGREEMENT_OVER, QuietCause.OPERATION_INSIDE)


class QuietPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="quiet-period.put", tag_field="kind"):
    """A quiet period is there, or something became of it, because of what `by` did (empty: the office, by its
    clock). `again`: its area is what it was, and is not written down again."""

    period: QuietPeriod
    cause: QuietCause
    by: str
    tell: tuple[Tell, ...] = ()
    again: bool = False


class QuietForgotten(msgspec.Struct, frozen=True, tag="quiet-period.forgotten", tag_field="kind"):
    """Nothing is known of a quiet period any more. Only undoes a first `quiet-period.put`."""

    id: str
    by: str = ""


QuietEvent = QuietPut | QuietForgotten


@dataclass(frozen=True, slots=True)
class SayToQuiet(Command[QuietPeriod]):
    """Commit, or decline with a reason: to what is proposed now, a quiet period or a later end of it. `until_us`: the
    end that was read."""

    party: str
    id: str
    person: str
    said: Said
    until_us: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack(Command[QuietPeriod]):
    """Take back one's commitment, with a reason. What all had committed to ends by it."""

    party: str
    id: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExtendQuiet(Command[QuietPeriod]):
    """Propose a later end."""

    party: str
    id: str
    person: str
    until_us: int


@dataclass(frozen=True, slots=True)
class WithdrawQuiet(Command[QuietPeriod]):
    """Take back what one has proposed and not all have committed to: the quiet period, or a later end of it."""

    party: str
    id: str
    person: str
    reason: str = ""


QuietCommand = ProposeQuiet | SayToQuiet | TakeBack | ExtendQuiet | WithdrawQuiet
Decided = tuple[tuple[QuietEvent, ...], QuietPeriod]


def decide(state: Office, command: QuietCommand, now_us: int) -> Decided:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `quiet-invalid`, `recipients-invalid`, `area-too-large`,
    `not-in-force`, `has-ended`, `stale-version` (another end is proposed), `nothing-proposed`, `offer-stands`,
    `not-yours`, `transition-not-allowed`."""
    taking_part(state, command.party)
    old = state.quiet.get(command.id)
    if isinstance(command, ProposeQuiet):
        if old is not None and old.proposer != command.party:
            # Whoever takes no part learns nothing of it, not even that its identifier is taken.
            raise Refusal("not-found", f"no quiet period {command.id} of yours", field="id")
        if old is not None:
            raise Refusal("already-exists", f"quiet period {old.id} has been proposed", field="id")
        made = proposed(state, command, now_us)
        return _event(state, None, made, QuietCause.PROPOSED, command.party, now_us)
    if old is None or command.party not in old.parties:
        raise Refusal("not-found", f"no quiet period {command.id}", field="id")
    if old.state(now_us) is QuietState.ENDED:
        raise Refusal("has-ended", f"quiet period {old.id} has ended", field="id")
    check_person(command.person)
    match command:
        case SayToQuiet():
            return _say(state, old, command, now_us)
        case TakeBack():
            return _take_back(state, old, command, now_us)
        case ExtendQuiet():
            return _extend(state, old, command, now_us)
        case WithdrawQuiet():
            return _withdraw(state, old, command, now_us)


def seen_quiet(state: Office, period_id: str, party: str) -> QuietPeriod:
    """A quiet period, for one who takes part in it. Refused: `not-found`, and nothing more, for everybody else."""
    period = state.quiet.get(period_id)
    if period is None or party not in period.parties:
        raise Refusal("not-found", f"no quiet period {period_id}", field="id")
    return period


def due(state: Office, now_us: int) -> Iterator[tuple[QuietEvent, ...]]:
    """Quiet periods that come into force, or whose time is over; and those whose agreement is."""
    over: set[str] = set()
    for agreement_id in sorted(state.quiet.live_under):
        agreement = state.agreements.get(agreement_id)
        over_us = now_us if agreement is None else over_since(agreement, now_us)
        sides = () if agreement is None else agreement.parties
        everybody = {party for side in sides for party in everybody_in(state, side)}
        for period_id in sorted(state.quiet.live_under[agreement_id]):
            period = state.quiet.get(period_id)
            assert period is not None
            moments = [] if over_us is None else [over_us]
            if not everybody >= set(period.parties):
                moments.append(_left_us(state, period, now_us))
            since_us = min(moments, default=None)
            # What ended while the office stood still ended then, not when it was noticed: days are counted by it.
            if since_us is not None and period.until_us > since_us:
                over.add(period_id)
                yield _ended(state, period, QuietEnd.AGREEMENT_OVER, QuietCause.AGREEMENT_OVER, now_us, since_us)
    for period_id in state.quiet.deadlines.due(now_us):
        period = state.quiet.get(period_id)
        assert period is not None
        if period_id in over or period.next_us is None or period.next_us > now_us:
            continue
        if period.until_us <= now_us:
            why = QuietEnd.TIME if period.committed_us else QuietEnd.LAPSED
            yield _ended(state, period, why, QuietCause.ENDED, now_us, now_us)
        else:
            begun = msgspec.structs.replace(period, begun_us=now_us, changed_us=now_us)
            yield _event(state, period, begun, QuietCause.IN_FORCE, "", now_us)[0]


def evolve(state: Office, event: QuietEvent) -> None:
    """The state after the event."""
    match event:
        case QuietPut():
            state.quiet.keep(_whole(state, event))
            feed.tell(state, event.tell)
        case QuietForgotten():
            state.quiet.drop(event.id)


def invert(state: Office, event: QuietEvent) -> tuple[QuietEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    period_id = event.period.id if isinstance(event, QuietPut) else event.id
    old = state.quiet.get(period_id)
    back = QuietForgotten(period_id) if old is None else QuietPut(old, QuietCause.UNDONE, "")
    return (back, *feed.untell(event.tell if isinstance(event, QuietPut) else ()))


def _whole(state: Office, event: QuietPut) -> QuietPeriod:
    old = state.quiet.get(event.period.id) if event.again else None
    return event.period if old is None else msgspec.structs.replace(event.period, area=old.area)


def _say(state: Office, old: QuietPeriod, command: SayToQuiet, now_us: int) -> Decided:
    extension = old.extension if old.committed_us else None
    if old.committed_us and extension is None:
        raise Refusal("nothing-proposed", "all have committed to it; nothing else is proposed", field="id")
    proposed_us = old.until_us if extension is None else extension.until_us
    if command.until_us != proposed_us:
        raise Refusal("stale-version", "another end is proposed now; read it again", field="until")
    words = old.words if extension is None else extension.words
    if any((one.party, one.said) == (command.party, command.said) for one in words):
        return (), old  # said twice, it was said once
    if command.said is Said.COMMITTED:
        in_force(state, old.under, command.party, now_us)
    elif not command.reason.strip():
        raise Refusal("quiet-invalid", "say why", field="reason")
    check_reason(command.reason)
    words = _with_word(words, command.party, command.said, command.person, command.reason, now_us)
    every = {one.party for one in words if one.said is Said.COMMITTED} == set(old.parties)
    cause = QuietCause.COMMITTED if command.said is Said.COMMITTED else QuietCause.DECLINED
    if extension is None:
        made = msgspec.structs.replace(old, words=words, committed_us=now_us if every else 0)
        cause = QuietCause.ALL_COMMITTED if every else cause
    elif every:
        before = Extended(old.until_us, now_us, extension.by, extension.person, words)
        extended = (*old.extended, before)
        made = msgspec.structs.replace(old, until_us=extension.until_us, extension=None, extended=extended)
        cause = QuietCause.EXTENDED
    else:
        made = msgspec.structs.replace(old, extension=msgspec.structs.replace(extension, words=words))
    return _event(state, old, msgspec.structs.replace(made, changed_us=now_us), cause, command.party, now_us)


def _take_back(state: Office, old: QuietPeriod, command: TakeBack, now_us: int) -> Decided:
    if not command.reason.strip():
        raise Refusal("quiet-invalid", "say why", field="reason")
    check_reason(command.reason)
    if not any((one.party, one.said) == (command.party, Said.COMMITTED) for one in old.words):
        raise Refusal("transition-not-allowed", "you have not committed to it", field="id")
    words = _with_word(old.words, command.party, Said.TAKEN_BACK, command.person, command.reason, now_us)
    made = msgspec.structs.replace(old, words=words, changed_us=now_us)
    if old.committed_us:
        ending = QuietEnding(QuietEnd.TAKEN_BACK, now_us, command.party, command.person, command.reason)
        made = msgspec.structs.replace(made, ending=ending, extension=None)
    return _event(state, old, made, QuietCause.TAKEN_BACK, command.party, now_us)


def _extend(state: Office, old: QuietPeriod, command: ExtendQuiet, now_us: int) -> Decided:
    if not old.committed_us:
        raise Refusal("transition-not-allowed", "not all have committed to it; propose another", field="id")
    in_force(state, old.under, command.party, now_us)
    stands = old.extension
    if stands is not None and stands.by != command.party and not stands.declined:
        raise Refusal("offer-stands", f"a later end of {stands.by}'s is proposed: commit to it, or decline", field="id")
    if len(old.extended) >= MOST_EXTENDED:
        message = f"extended at most {MOST_EXTENDED} times; propose another"
        raise Refusal("quiet-invalid", message, field="until")
    if command.until_us <= old.until_us:
        raise Refusal("quiet-invalid", "a later end than the one that holds", field="until")
    check_until(state, command.until_us, now_us)
    extension = Extension(command.until_us, command.party, command.person, now_us)
    made = msgspec.structs.replace(old, extension=extension, changed_us=now_us)
    return _event(state, old, made, QuietCause.EXTENSION_PROPOSED, command.party, now_us)


def _withdraw(state: Office, old: QuietPeriod, command: WithdrawQuiet, now_us: int) -> Decided:
    check_reason(command.reason)
    if old.committed_us:
        if old.extension is None:
            message = "all have committed to it; a commitment is taken back, with a reason"
            raise Refusal("transition-not-allowed", message, field="id")
        if old.extension.by != command.party:
            raise Refusal("not-yours", f"{old.extension.by} has proposed it", field="id")
        made = msgspec.structs.replace(old, extension=None, changed_us=now_us)
        return _event(state, old, made, QuietCause.EXTENSION_WITHDRAWN, command.party, now_us)
    if old.proposer != command.party:
        raise Refusal("not-yours", f"{old.proposer} has proposed it", field="id")
    ending = QuietEnding(QuietEnd.WITHDRAWN, now_us, command.party, command.person, command.reason)
    made = msgspec.structs.replace(old, ending=ending, changed_us=now_us)
    return _event(state, old, made, QuietCause.WITHDRAWN, command.party, now_us)


def _with_word(
    words: tuple[PartyWord, ...], party: str, said: Said, person: str, reason: str, now_us: int
) -> tuple[PartyWord, ...]:
    why = "" if said is Said.COMMITTED else reason
    others = (one for one in words if one.party != party)
    return tuple(sorted((*others, PartyWord(party, said, person, now_us, why)), key=lambda one: one.party))


def _left_us(state: Office, period: QuietPeriod, now_us: int) -> int:
    """Since when not all who take part are among those for whom the agreement holds: since one left the office, as far
    as that is known."""
    known = (state.parties.get(party) for party in period.parties)
    return min((one.since_us for one in known if one is not None and one.state is PartyState.LEFT), default=now_us)


def _ended(
    state: Office, old: QuietPeriod, why: QuietEnd, cause: QuietCause, now_us: int, at_us: int
) -> tuple[QuietEvent, ...]:
    ending = QuietEnding(why, min(at_us, old.until_us))
    made = msgspec.structs.replace(old, ending=ending, extension=None, changed_us=now_us)
    return _event(state, old, made, cause, "", now_us)[0]


def _event(
    state: Office, old: QuietPeriod | None, made: QuietPeriod, cause: QuietCause, by: str, now_us: int
) -> Decided:
    """Told to all who take part; and to each, when it comes to bind or is extended, whether operations that it sees are
    planned inside already."""
    tell = [tell_of(made, made.parties, cause, now_us)]
    if cause in (QuietCause.ALL_COMMITTED, QuietCause.EXTENDED):
        to = inside_already(state, old if cause is QuietCause.EXTENDED else None, made, now_us)
        if to:
            tell.append(tell_of(made, to, QuietCause.OPERATION_INSIDE, now_us))
    written = made if old is None else msgspec.structs.replace(made, area=())
    return (QuietPut(written, cause, by, tuple(tell), again=old is not None),), made


def tell_of(period: QuietPeriod, to: tuple[str, ...], cause: QuietCause, now_us: int) -> Tell:
    """What is told to these."""
    priority = Priority.URGENT if cause in _URGENT else Priority.ROUTINE
    return Tell(to, Subject.QUIET_PERIOD, period.id, cause.value, now_us, priority)
