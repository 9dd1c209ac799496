"""What is taken out of each thing when its content is erased: words, names of people and files, exact places."""

from __future__ import annotations

import msgspec

from tansiq.office import asked as requests
from tansiq.office.incident import Incident
from tansiq.office.information import Report
from tansiq.office.quiet_period import Extended, Extension, PartyWord, QuietPeriod
from tansiq.office.talk import Message, Thread
from tansiq.office.things import Card, Content, Given, Notice, Operation

change = msgspec.structs.replace
_NO_CARD = Card("")


def notice(old: Notice) -> Notice:
    """Who had addressed it to whom, what of it was given to whom, and the receipts stay."""
    return change(
        old,
        contents=tuple((number, _content(content)) for number, content in old.contents),
        given=tuple(map(_given, old.given)),
        author="",
        checked_by="",
        reason="",
    )


def _content(old: Content) -> Content:
    return Content(old.kind, _NO_CARD, ())


def _given(old: Given) -> Given:
    acknowledged = None if old.acknowledged is None else change(old.acknowledged, person="")
    passed_on = tuple(change(one, person="", unit="") for one in old.passed_on)
    return change(old, acknowledged=acknowledged, passed_on=passed_on)


def operation(old: Operation) -> Operation:
    """When it was to be, in which state it was, and what was planned over stay."""
    return change(old, card=_NO_CARD, extents=(), person="", route=(), reason="", corridor=None)


def thread(old: Thread, before: int = 0) -> Thread:
    """Who spoke when, how urgently, and who had read it stay. `before`: only what was said before this message."""
    messages = tuple(message(one) if not before or one.number < before else one for one in old.messages)
    if before:
        return change(old, messages=messages)
    closings = tuple(change(one, summary="") for one in old.closings)
    return change(old, title="", summary="", messages=messages, closings=closings)


def message(old: Message) -> Message:
    """Digests of its files stay, and of calls that there was one."""
    return change(
        old,
        person="",
        text="",
        attachments=tuple(change(one, name="") for one in old.attachments),
        call=None if old.call is None else change(old.call, with_whom=""),
        receipts=tuple(change(one, person="") for one in old.receipts),
        report=None if old.report is None else change(old.report, reason=""),
    )


def report(old: Report) -> Report:
    """The digest of its words, its grades and marking, and who held and was shown what stay."""
    return change(
        old,
        contents=tuple((number, change(content, author="", extents=())) for number, content in old.contents),
        given=tuple(change(given, shown=tuple(change(one, person="") for one in given.shown)) for given in old.given),
        reason="",
    )


def request(old: requests.Request) -> requests.Request:
    """The digest of its words, and who was asked, and said when where it stands, stay."""
    content = change(old.content, person="", extents=())
    return change(old, content=content, asked=tuple(map(asked, old.asked)), reason="")


def asked(old: requests.Asked) -> requests.Asked:
    """Of one party that was asked."""
    return change(old, steps=tuple(change(step, person="", reason="") for step in old.steps))


def incident(old: Incident) -> Incident:
    """Digests of all that was said, who said it when, and what it was linked to stay."""
    entries = tuple(change(entry, person="") for entry in old.entries)
    return change(old, person="", extents=(), entries=entries)


def quiet_period(old: QuietPeriod) -> QuietPeriod:
    """Who had committed to it when, and why it ended, as far as one word says it, stay."""
    return change(
        old,
        person="",
        title="",
        text="",
        area=(),
        words=_words(old.words),
        extension=None if old.extension is None else _extension(old.extension),
        extended=tuple(map(_extended, old.extended)),
        ending=None if old.ending is None else change(old.ending, person="", reason=""),
    )


def _words(old: tuple[PartyWord, ...]) -> tuple[PartyWord, ...]:
    return tuple(change(one, person="", reason="") for one in old)


def _extension(old: Extension) -> Extension:
    return change(old, person="", words=_words(old.words))


def _extended(old: Extended) -> Extended:
    return change(old, person="", words=_words(old.words))
