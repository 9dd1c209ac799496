"""Channels: the hotline of each agreement, and the tests that show whether somebody answers at its other end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from tansiq.journal.command import Command
from tansiq.office import threads, wording
from tansiq.office.agreements import AgreementEvent
from tansiq.office.entities import Agreement
from tansiq.office.feed import Subject, Tell
from tansiq.office.kinds import MessageKind
from tansiq.office.parties import taking_part
from tansiq.office.passage import seen_by_side_or_member, sides_of
from tansiq.office.refusals import Refusal
from tansiq.office.saying import Saying, office_message
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.talk import (
    Channel,
    Finding,
    Heading,
    Report,
    Thread,
    hotline_id,
    looked_at_us,
    still_awaited,
    tested_every_us,
)
from tansiq.office.terms import Terms
from tansiq.office.threads import LONGEST_TITLE, OpenThread, Say, ThreadEscalated, ThreadEvent, ThreadOpened, ThreadSaid


class ChannelPut(msgspec.Struct, frozen=True, tag="channel.put", tag_field="kind"):
    """How the tests of a channel stand."""

    channel: Channel


class ChannelMissed(msgspec.Struct, frozen=True, tag="channel.missed", tag_field="kind"):
    """These parties have not answered a test in time: it counts against them."""

    agreement: str
    parties: tuple[str, ...]


class ChannelForgotten(msgspec.Struct, frozen=True, tag="channel.forgotten", tag_field="kind"):
    """Nothing is known of a channel's tests. Only undoes a first `channel.put`."""

    agreement: str


ChannelEvent = ChannelPut | ChannelMissed | ChannelForgotten


@dataclass(frozen=True, slots=True)
class TestChannel(Command[Thread]):
    """Test a channel now."""

    __test__ = False
    party: str
    agreement: str
    id: str


@dataclass(frozen=True, slots=True)
class SayOnHotline(Command[Thread]):
    """Say something on an agreement's hotline, which is there from then on."""

    party: str
    agreement: str
    saying: Saying


ChannelCommand = TestChannel | SayOnHotline
Decided = tuple[tuple[ChannelEvent | ThreadEvent | AgreementEvent, ...], Thread]


def decide(state: Office, command: ChannelCommand, now_us: int) -> Decided:
    """Refused: `not-a-party`, `not-found`, `not-in-force`; of what is said, what `threads.decide` refuses."""
    taking_part(state, command.party)
    agreement = seen_by_side_or_member(state, command.agreement, command.party)
    if isinstance(command, SayOnHotline):
        return _say(state, command, agreement, now_us)
    if standing(agreement, now_us) is not Standing.IN_FORCE:
        where = standing(agreement, now_us)
        raise Refusal("not-in-force", f"agreement {agreement.id} is {where}; a test needs it in force", field="id")
    hotline = state.threads.get(hotline_id(agreement.id))
    if hotline is not None and _has(hotline, command.id):
        return (), hotline  # it came twice, and is asked for once
    events, thread = _test(state, agreement, command.party, command.id, now_us)
    return tuple(events), thread


def due(state: Office, now_us: int) -> Iterator[tuple[ChannelEvent | ThreadEvent, ...]]:
    """Tests whose hour has come, with each what belongs to it. The hours are counted from the agreement's beginning;
    those that fell into a time when the office was closed are not made up for."""
    for agreement_id in state.channel_deadlines.due(now_us):
        agreement, channel = state.agreements[agreement_id], state.channels.get(agreement_id)
        terms, look_us = agreement.terms, looked_at_us(agreement, channel)
        if terms is None or look_us is None or look_us > now_us:
            continue
        test_id = f"test/{agreement_id}/{look_us}"
        if standing(agreement, now_us) is not Standing.IN_FORCE:  # it ran out while the office was closed
            yield (ChannelPut(_channel(state, agreement_id, next_us=terms.end_us)),)
        elif channel is None or channel.next_us == 0 or _has(state.threads.get(hotline_id(agreement_id)), test_id):
            # The first time, or the hour comes a second time, as the clock has been set back.
            yield (ChannelPut(_channel(state, agreement_id, next_us=_next_us(terms, now_us))),)
        else:
            yield tuple(_test(state, agreement, "", test_id, now_us)[0])
    if now_us < state.channels_set_us:
        yield from _set_back(state, now_us)


def _set_back(state: Office, now_us: int) -> Iterator[tuple[ChannelPut]]:
    """The clock was ahead when some hours were set: they are set anew."""
    for channel in tuple(state.channels.values()):
        terms = state.agreements[channel.agreement].terms
        if terms is not None and terms.test_every_h:
            next_us = max(terms.start_us, _next_us(terms, now_us))
            if next_us < channel.next_us < terms.end_us:
                yield (ChannelPut(_channel(state, channel.agreement, next_us=next_us)),)


def missed(state: Office, event: ThreadEscalated) -> Iterator[ChannelMissed]:
    """A test was not answered in time."""
    thread = state.threads[event.thread]
    message = thread.messages[event.number - 1]
    if message.kind is MessageKind.TEST and event.level == 1 and thread.under in state.channels:
        yield ChannelMissed(thread.under, still_awaited(message))


def evolve(state: Office, event: ChannelEvent) -> None:
    """The state after the event."""
    match event:
        case ChannelPut():
            state.keep_channel(event.channel)
        case ChannelMissed():
            channel = state.channels[event.agreement]
            counts = Counter(dict(channel.missed)) + Counter(event.parties)
            state.keep_channel(msgspec.structs.replace(channel, missed=tuple(sorted(counts.items()))))
        case ChannelForgotten():
            state.drop_channel(event.agreement)


def invert(state: Office, event: ChannelEvent) -> tuple[ChannelEvent, ...]:
    """What takes the state back to where it is before the event."""
    agreement_id = event.channel.agreement if isinstance(event, ChannelPut) else event.agreement
    old = state.channels.get(agreement_id)
    return (ChannelForgotten(agreement_id) if old is None else ChannelPut(old),)


def _say(state: Office, command: SayOnHotline, agreement: Agreement, now_us: int) -> Decided:
    hotline = hotline_id(agreement.id)
    if hotline in state.threads:
        return threads.decide(state, Say(command.party, hotline, command.saying), now_us)
    title = agreement.terms.title if agreement.terms is not None else agreement.id
    others = sides_of(state, agreement)
    opening = OpenThread(command.party, hotline, others, _title(title), command.saying, under=agreement.id)
    return threads.decide(state, opening, now_us)


def _title(title: str) -> str:
    return wording.title(Heading.HOTLINE, title)[:LONGEST_TITLE]


def _test(
    state: Office, agreement: Agreement, by: str, message_id: str, now_us: int
) -> tuple[list[ChannelEvent | ThreadEvent], Thread]:
    assert agreement.terms is not None
    thread = state.threads.get(hotline_id(agreement.id))
    events: list[ChannelEvent | ThreadEvent] = []
    if thread is None:
        thread = Thread(
            hotline_id(agreement.id),
            sides_of(state, agreement),
            "",
            now_us,
            _title(agreement.terms.title),
            agreement.id,
        )
        events.append(ThreadOpened(thread))
    awaited = tuple(party for party in thread.parties if party != by)
    until_us = now_us + agreement.terms.test_within_s * 1_000_000
    report = Report(Finding.CHANNEL_TEST, by)
    message = office_message(
        thread, MessageKind.TEST, report, now_us, message_id=message_id, awaited=awaited, due_us=until_us
    )
    tell = (Tell(thread.parties, Subject.THREAD, thread.id, "test", now_us),)
    events.append(ThreadSaid(thread.id, message, tell))
    channel = _channel(state, agreement.id)
    following_us = _next_us(agreement.terms, now_us) if agreement.terms.test_every_h else 0
    events.append(
        ChannelPut(
            msgspec.structs.replace(
                channel, tests=channel.tests + 1, last_us=now_us, next_us=channel.next_us if by else following_us
            )
        )
    )
    return events, msgspec.structs.replace(thread, messages=(*thread.messages, message))


def _has(hotline: Thread | None, message_id: str) -> bool:
    return hotline is not None and any(message.id == message_id for message in hotline.messages)


def _channel(state: Office, agreement_id: str, **changes: int) -> Channel:
    known = state.channels.get(agreement_id) or Channel(agreement_id, 0)
    return msgspec.structs.replace(known, **changes)


def _next_us(terms: Terms, now_us: int) -> int:
    """The next hour of a test after now."""
    every_us = tested_every_us(terms)
    return terms.start_us + ((now_us - terms.start_us) // every_us + 1) * every_us
