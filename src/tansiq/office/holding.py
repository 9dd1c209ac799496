"""A notice as a party holds it: its own whole; another's in the version that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import msgspec

from tansiq.office.erased import Erasable, Erased
from tansiq.office.kinds import NoticeState
from tansiq.office.picture import Sighted, held_notice
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.things import Addressee, Card, Content, Given, Notice, Precision

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as a party holds it. `shown` says where it is; in `notice`, what is not for the party is left out."""

    notice: Notice
    shown: Sighted
    erased: Erased | None = None


def seen_notice(state: Office, notice_id: str, party: str, now_us: int) -> NoticeView:
    """A notice as the party holds it: its own whole; another's in the version that it was given, and with nothing of
    the other recipients. Refused: `not-found` for everybody else."""
    notice = state.notices.get(notice_id)
    shown = None if notice is None else held_notice(state, notice, party)
    if notice is None or shown is None:
        raise Refusal("not-found", f"no notice {notice_id}", field="id")
    erased = state.erased.get((Erasable.NOTICE, notice_id))
    given = notice.given_to(party)
    if notice.owner == party or given is None:
        return NoticeView(notice, shown, erased)
    content = notice.content(given.version)
    if given.precision is Precision.COARSE:
        content = _coarse(content)
    held = msgspec.structs.replace(
        notice,
        version=given.version,
        state=_state_told(given, now_us),
        urgent=given.urgent,
        contents=((given.version, content),),
        addressees=(Addressee(party, given.precision),),
        given=(given,),
        made_us=given.at_us,
        changed_us=given.at_us,
        valid_until_us=given.valid_until_us,
        asked_us=0,
        author="",
        checked_by="",
        reason=notice.reason if given.withdrawn and not given.taken_away else "",
    )
    return NoticeView(held, shown, erased)


def held_content(state: Office, notice: Notice, given: Given) -> bytes:
    """What a recipient was given of a notice to read, as JSON: by its digest a receipt names it."""
    content = notice.content(given.version)
    if given.precision is Precision.EXACT:
        return _encode(content)
    shown = held_notice(state, notice, given.party)
    assert shown is not None
    return _encode((_coarse(content), tuple(asdict(part) for part in shown.coarse)))


def held_notices(state: Office, party: str, now_us: int, ids: Iterable[str]) -> Iterator[NoticeView]:
    """Of these, the party's own notices that are in force, and those of others that it holds."""
    for notice_id in ids:
        notice = state.notices.get(notice_id)
        if notice is None:
            continue
        if notice.owner == party or notice.given_to(party) is not None:
            seen = seen_notice(state, notice_id, party, now_us)
            if seen.notice.stands(now_us):
                yield seen


def _coarse(content: Content) -> Content:
    """What is read by whoever sees its place coarsely."""
    card = Card(content.card.title, contact=content.card.contact, phone=content.card.phone)
    return Content(content.kind, card, ())


def _state_told(given: Given, now_us: int) -> NoticeState:
    """By what it was told: what its owner did since, while the channel was suspended, does not show."""
    if given.withdrawn:
        return NoticeState.WITHDRAWN
    return NoticeState.EXPIRED if given.valid_until_us <= now_us else NoticeState.IN_FORCE
