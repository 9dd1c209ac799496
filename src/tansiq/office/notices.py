"""Notices of protected sites, movements and infrastructure: released to named recipients, changed, renewed, withdrawn.

A notice protects; it asks for nothing. It is taken in whenever it comes: late is marked late. What a recipient was
given it keeps, whatever becomes of the channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed, ladder
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.giving import NEEDED, giving, waits
from tansiq.office.kinds import NOTIFIED, NoticeState, Priority, ThingKind
from tansiq.office.limits import check_areas, check_window
from tansiq.office.operations import check_card
from tansiq.office.parties import LONGEST_TEXT, check_name, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.resolving import resolved
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import Addressee, Content, Notice
from tansiq.office.threads import ThreadEvent, ThreadSaid, spoken_in, thread_of_event
from tansiq.office.visibility import Eyes
from tansiq.office.warnings import about_notice

MOST_ADDRESSEES = 50
LONGEST_VALID_US = 400 * DAY_US


class NoticeCause(StrEnum):
    """Why a notice is there in a new version."""

    RELEASED = "released"
    CHANGED = "changed"
    GIVEN = "given"
    """To addressees for whom it had waited."""
    RENEWED = "renewed"
    STILL_VALID = "still valid?"
    WITHDRAWN = "withdrawn"
    TAKEN_AWAY = "taken away"
    """From a recipient, who is one no longer."""
    EXPIRED = "expired"
    ACKNOWLEDGED = "acknowledged"
    PASSED_ON = "passed on"
    OVERDUE = "overdue"
    UNDONE = "undone"


class NoticePut(msgspec.Struct, frozen=True, omit_defaults=True, tag="notice.put", tag_field="kind"):
    """A notice is there, or is there in a new version, because of what `by` did (empty: the office, by its clock)."""

    notice: Notice
    cause: NoticeCause
    by: str
    tell: tuple[Tell, ...] = ()


class NoticeForgotten(msgspec.Struct, frozen=True, tag="notice.forgotten", tag_field="kind"):
    """A notice ended a while ago, and is no longer kept in memory. Also undoes a first `notice.put`."""

    id: str
    owner: str


NoticeEvent = NoticePut | NoticeForgotten


@dataclass(frozen=True, slots=True)
class PutNotice(Command[Notice]):
    """Release a notice (`version` 0), or another version of it. `author` wrote it, `checked_by` compared its
    coordinates with their source: two persons."""

    party: str
    id: str
    version: int
    content: Content
    areas_m2: tuple[float, ...]
    addressees: tuple[Addressee, ...]
    urgent: bool
    valid_until_us: int
    author: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class RenewNotice(Command[Notice]):
    """Say that it still holds, and until when."""

    party: str
    id: str
    version: int
    valid_until_us: int


@dataclass(frozen=True, slots=True)
class WithdrawNotice(Command[Notice]):
    """Take it back, with the reason."""

    party: str
    id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReaddressNotice(Command[Notice]):
    """Give it to others as well, or no longer to some. What it says stays as it was checked."""

    party: str
    id: str
    version: int
    addressees: tuple[Addressee, ...]


NoticeCommand = PutNotice | RenewNotice | WithdrawNotice | ReaddressNotice
Events = tuple[NoticePut | ThreadEvent, ...]


def decide(state: Office, command: NoticeCommand, now_us: int) -> tuple[Events, Notice]:
    """Refused: `not-a-party`, `not-found`, `already-exists`, `stale-version`, `has-ended`, `kind-fixed`,
    `card-invalid`, `area-too-large`, `window-missing`, `window-past`, `window-too-far`, `second-person-needed`,
    `recipients-invalid`, `adds-and-removes`, `not-shared`, `validity-invalid`."""
    taking_part(state, command.party)
    old = state.notices.get(command.id)
    if (old is None or old.owner != command.party) and (old is not None or command.version):
        raise Refusal("not-found", f"no notice {command.id} of yours", field="id")
    if old is not None:
        _check_version(command.version, old.version)
    if old is not None and old.state is not NoticeState.IN_FORCE:
        raise Refusal("has-ended", f"notice {old.id} is {old.state}; release another", field="id")
    match command:
        case PutNotice():
            return _put(state, old, command, now_us)
        case _ if old is None:
            raise Refusal("not-found", f"no notice {command.id} of yours", field="id")
        case RenewNotice():
            _check_validity(command.valid_until_us, now_us)
            made = _next(old, now_us, valid_until_us=command.valid_until_us, asked_us=0)
            return _event(state, old, giving(state, made, now_us), NoticeCause.RENEWED, command.party, now_us)
        case ReaddressNotice():
            _check_addressees(state, old, command.party, command.addressees, old.current, now_us)
            made = _next(old, now_us, addressees=command.addressees)
            events, notice = _event(state, old, giving(state, made, now_us), NoticeCause.CHANGED, command.party, now_us)
            return (*events, *resolved(state, notice, now_us)), notice
        case WithdrawNotice():
            if not 1 <= len(command.reason.strip()) <= LONGEST_TEXT:
                raise Refusal("card-invalid", f"a reason has 1 to {LONGEST_TEXT:,} characters", field="reason")
            made = _next(old, now_us, state=NoticeState.WITHDRAWN, reason=command.reason)
            events, notice = _event(
                state, old, giving(state, made, now_us), NoticeCause.WITHDRAWN, command.party, now_us
            )
            return (*events, *resolved(state, notice, now_us)), notice


def due(state: Office, now_us: int) -> Iterator[Events | tuple[NoticeForgotten]]:
    """Notices that have expired, are to be renewed, are not acknowledged in time, wait for a channel that is in force
    again, or ended long ago; with each what belongs to it. In no thread something is said twice in one breath."""
    changed: set[str] = set()
    spoken: set[str] = set()
    for notice_id in state.notice_deadlines.due(now_us):
        notice = state.notices[notice_id]
        if notice.next_us > now_us:
            continue
        changed.add(notice_id)
        if notice.state is not NoticeState.IN_FORCE and now_us >= notice.forget_us:
            yield (NoticeForgotten(notice.id, notice.owner),)
        else:
            put = _on_time(state, notice, now_us)
            said: tuple[ThreadSaid, ...] = ()
            if put.notice.state is not notice.state:
                said = tuple(resolved(state, put.notice, now_us, without=frozenset(spoken)))
                spoken.update(one.thread for one in said)
            yield (put, *said)
    for notice_id in sorted(state.notices_waiting - changed):
        notice = state.notices[notice_id]
        given = giving(state, notice, now_us)
        if given.given != notice.given:
            events, made = _event(state, notice, given, NoticeCause.GIVEN, "", now_us)
            warned = tuple(e for e in about_notice(state, made, now_us) if thread_of_event(e) not in spoken)
            spoken |= spoken_in(warned)
            over = tuple(resolved(state, made, now_us, without=frozenset(spoken)))
            spoken |= spoken_in(over)
            yield (*events, *warned, *over)


def evolve(state: Office, event: NoticeEvent) -> None:
    """The state after the event."""
    match event:
        case NoticePut():
            state.keep_notice(event.notice, waits=waits(event.notice))
            feed.tell(state, event.tell)
        case NoticeForgotten():
            state.drop_notice(event.id)


def invert(state: Office, event: NoticeEvent) -> tuple[NoticeEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    notice_id = event.notice.id if isinstance(event, NoticePut) else event.id
    old = state.notices.get(notice_id)
    back = NoticeForgotten(notice_id, "") if old is None else NoticePut(old, NoticeCause.UNDONE, "")
    return (back, *feed.untell(event.tell if isinstance(event, NoticePut) else ()))


def party_of(event: NoticeEvent) -> str:
    """Whose change it was."""
    return event.by if isinstance(event, NoticePut) else event.owner


def _put(state: Office, old: Notice | None, command: PutNotice, now_us: int) -> tuple[Events, Notice]:
    _check_content(state, old, command, now_us)
    if not command.author.strip() or not command.checked_by.strip():
        raise Refusal("second-person-needed", "name who wrote it and who checked its coordinates", field="checked_by")
    check_name(command.author, "second-person-needed", "author")
    check_name(command.checked_by, "second-person-needed", "checked_by")
    if command.author.strip().casefold() == command.checked_by.strip().casefold():
        raise Refusal(
            "second-person-needed",
            f"{command.author} wrote it; somebody else checks its coordinates",
            field="checked_by",
        )
    _check_validity(command.valid_until_us, now_us)
    _check_addressees(state, old, command.party, command.addressees, command.content, now_us)
    version = 1 if old is None else old.version + 1
    changed = old is None or old.current != command.content
    # Contents have numbers of their own: a recipient's tell nothing of what became of others meanwhile.
    contents = ((1, command.content),) if old is None else (old.contents[-1],)
    if old is not None and changed:
        contents = ((old.contents[-1][0] + 1, command.content),)
    made = Notice(
        id=command.id,
        owner=command.party,
        version=version,
        state=NoticeState.IN_FORCE,
        contents=contents if old is None else (*(c for c in old.contents if c not in contents), *contents),
        addressees=command.addressees,
        given=() if old is None else old.given,
        urgent=command.urgent,
        made_us=now_us if old is None else old.made_us,
        changed_us=now_us,
        valid_until_us=command.valid_until_us,
        author=command.author,
        checked_by=command.checked_by,
    )
    cause = NoticeCause.RELEASED if old is None else NoticeCause.CHANGED
    events, notice = _event(state, old, giving(state, made, now_us), cause, command.party, now_us)
    said: tuple[ThreadEvent, ...] = tuple(about_notice(state, notice, now_us)) if changed else ()
    return (*events, *said, *resolved(state, notice, now_us, without=spoken_in(said))), notice


def _check_content(state: Office, old: Notice | None, command: PutNotice, now_us: int) -> None:
    content = command.content
    if content.kind not in NOTIFIED or (old is not None and old.current.kind is not content.kind):
        kinds = old.current.kind if old is not None else ", ".join(NOTIFIED)
        raise Refusal("kind-fixed", f"the kind of a notice is {kinds}; operations are planned", field="kind")
    check_card(content.card)
    for field, text in (("vehicles", content.vehicles), ("people", content.people), ("category", content.category)):
        if len(text) > LONGEST_TEXT:
            raise Refusal("card-invalid", f"at most {LONGEST_TEXT:,} characters", field=field)
    check_areas(command.areas_m2, state.rules)
    if content.kind is ThingKind.MOVEMENT:
        check_window(content.extents, state.rules, now_us)


def _check_validity(valid_until_us: int, now_us: int) -> None:
    if not now_us < valid_until_us <= now_us + LONGEST_VALID_US:
        days = LONGEST_VALID_US // DAY_US
        raise Refusal(
            "validity-invalid", f"it ends after now and within {days} days; it can be renewed", field="valid_until"
        )


def check_next(version: int, recipients: Set[str], known_version: int, known_recipients: Set[str]) -> None:
    """What can be told of a next version by what is known of the present one, long before it is released. Refused:
    `stale-version`, `already-exists`, `adds-and-removes`."""
    _check_version(version, known_version)
    _added_or_taken_away(known_recipients, recipients)


def _check_version(named: int, current: int) -> None:
    if named != current:
        code = "stale-version" if named else "already-exists"
        raise Refusal(code, f"the version is {current} now; read it again", field="version")


def _added_or_taken_away(before: Set[str], after: Set[str]) -> None:
    """Refused: `adds-and-removes`."""
    if before - after and after - before:
        raise Refusal(
            "adds-and-removes",
            "recipients are added or taken away, not both in one request: so that none is lost by mistake",
            field="recipients",
        )


def untold(
    state: Office, owner: str, addressees: Iterable[Addressee], content: Content, now_us: int
) -> tuple[str, ...]:
    """Which of these parties no agreement in force lets be told of it, or not so precisely; in their order."""
    return tuple(one.party for one in addressees if _too_little(state, owner, one, content, now_us) is not None)


def _too_little(state: Office, owner: str, addressee: Addressee, content: Content, now_us: int) -> Sight | None:
    """What the addressee may see of it, if that is less than it is to be told."""
    sight, _ = Eyes(state, addressee.party, now_us).sight(owner, content.kind, content.extents)
    return sight if sight < NEEDED[addressee.precision] else None


def _check_addressees(
    state: Office,
    old: Notice | None,
    owner: str,
    addressees: tuple[Addressee, ...],
    content: Content,
    now_us: int,
) -> None:
    parties = [addressee.party for addressee in addressees]
    if not 1 <= len(parties) <= MOST_ADDRESSEES or len(set(parties)) != len(parties) or owner in parties:
        raise Refusal("recipients-invalid", f"1 to {MOST_ADDRESSEES} other parties, each once", field="recipients")
    before = set() if old is None else {addressee.party for addressee in old.addressees}
    _added_or_taken_away(before, set(parties))
    for i, addressee in enumerate(addressees):
        if addressee.party in before and old is not None and old.given_to(addressee.party) is not None:
            continue  # it holds something; whether it can be given more is seen when it is given
        sight = _too_little(state, owner, addressee, content, now_us)
        if sight is not None:
            what = {Sight.COARSE: "at most its coarse extent", Sight.EXISTS: "no more than that it is there"}
            raise Refusal(
                "not-shared",
                f"no agreement in force shows {addressee.party} a {content.kind} of yours there"
                if sight is Sight.NOTHING
                else f"the agreement in force shows {addressee.party} {what[sight]}",
                field=f"recipients[{i}]",
            )


def _on_time(state: Office, notice: Notice, now_us: int) -> NoticePut:
    """What the clock brings first: its end, the question whether it still holds, an acknowledgement that is overdue."""
    if notice.state is NoticeState.IN_FORCE and notice.valid_until_us <= now_us:
        quiet = tuple(msgspec.structs.replace(held, next_us=0) for held in notice.given)
        made = _next(notice, now_us, state=NoticeState.EXPIRED, given=quiet)
        knowing = (held.party for held in notice.given if not held.withdrawn and held.valid_until_us <= now_us)
        to = tuple(sorted({notice.owner, *knowing}))
        return NoticePut(made, NoticeCause.EXPIRED, "", (_tell(made, to, NoticeCause.EXPIRED, now_us),))
    if notice.state is NoticeState.IN_FORCE and not notice.asked_us and notice.ask_us <= now_us:
        made = msgspec.structs.replace(notice, asked_us=now_us)
        cause = NoticeCause.STILL_VALID
        return NoticePut(made, cause, "", (_tell(made, (notice.owner,), cause, now_us, Priority.URGENT),))
    given, tell = [], []
    for held in notice.given:
        if held.next_us and held.next_us <= now_us:
            agreement = state.agreements.get(held.under)
            terms = None if agreement is None else agreement.terms
            level = held.level + 1
            following_us = ladder.next_us(terms, held.due_us, level)
            given.append(msgspec.structs.replace(held, level=level, next_us=following_us))
            to = (notice.owner, held.party)
            tell.append(Tell(to, Subject.NOTICE, notice.id, NoticeCause.OVERDUE, now_us, Priority.URGENT, level))
        else:
            given.append(held)
    return NoticePut(msgspec.structs.replace(notice, given=tuple(given)), NoticeCause.OVERDUE, "", tuple(tell))


def _event(
    state: Office, old: Notice | None, made: Notice, cause: NoticeCause, by: str, now_us: int
) -> tuple[tuple[NoticePut, ...], Notice]:
    """Told to its owner, and to those recipients who hold something else than before: each what became of it for
    itself. From whoever is addressed no longer it was taken away; for whoever is new it was released."""
    before = {} if old is None else {held.party: held for held in old.given}
    priority = Priority.URGENT if made.urgent else Priority.ROUTINE
    told: dict[NoticeCause, list[str]] = {cause: [made.owner]}
    for held in made.given:
        was = before.get(held.party)
        if held == was:
            continue
        why = cause
        if held.withdrawn:
            why = NoticeCause.TAKEN_AWAY if held.taken_away else NoticeCause.WITHDRAWN
        elif (was is None or was.withdrawn) and cause is not NoticeCause.GIVEN:
            why = NoticeCause.RELEASED
        told.setdefault(why, []).append(held.party)
    tell = tuple(_tell(made, tuple(sorted(to)), why, now_us, priority) for why, to in told.items())
    return (NoticePut(made, cause, by, tell),), made


def _tell(
    notice: Notice, to: tuple[str, ...], cause: NoticeCause, now_us: int, priority: Priority = Priority.ROUTINE
) -> Tell:
    return Tell(to, Subject.NOTICE, notice.id, cause.value, now_us, priority)


def _next(old: Notice, now_us: int, **changes: object) -> Notice:
    return msgspec.structs.replace(old, version=old.version + 1, changed_us=now_us, **changes)
