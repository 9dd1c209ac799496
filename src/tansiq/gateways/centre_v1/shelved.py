"""Reports, requests, incidents and quiet periods from the mirror: in the office's words, whether the office can be
reached or not. Of what the mirror has no room for, the office is asked; if it cannot be reached, that is said."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

import msgspec

from tansiq.centre.desk import CentreDesk
from tansiq.centre.papers import Reading
from tansiq.centre.shifts import NoteReading
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.frame import given, read_query, text_id
from tansiq.gateways.api_v1.pages import (
    TIME_DIGITS,
    Page,
    cursor_after,
    limit_and_after,
    newest_first,
    time_of,
)
from tansiq.gateways.api_v1.reports import WhichVersion
from tansiq.gateways.centre_v1.fitting import FITTING, Fits
from tansiq.gateways.centre_v1.outgoing import if_reached
from tansiq.gateways.contract import Answer, Call, Handler, Problem
from tansiq.gateways.informed import SORTS, Kept, Shown, in_version, kept_in, several_accounts
from tansiq.gateways.office_link import OfficeLink
from tansiq.office.reported import LATEST_GIVEN, MOST_IN_SUBJECT

Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]
_AT_ONCE = 200
_PATIENCE_S = 2.0
"""For the office's answer, where there is one here."""
_UNOPENED = ("id", "owner", "version", "received", "source_grade", "information_grade", "marking")


class Shelved:
    """Handlers for what is answered from the mirror. `as_of`: headers that say how fresh that is."""

    def __init__(self, desk: CentreDesk, link: OfficeLink, as_of: Callable[[], Headers]) -> None:
        self._desk, self._link, self._as_of = desk, link, as_of

    def handlers(self) -> dict[str, Callable[[Handler], Handler]]:
        """By the template of the office's route, each with the way straight to the office."""
        made: dict[str, Callable[[Handler], Handler]] = {}
        for subject, sort in SORTS.items():
            made[sort.root] = self._listed(subject)
            made[f"{sort.root}/{{id}}"] = self._one(subject)
        made["/api/v1/reports/{id}"] = self._report
        made["/api/v1/reports/unopened"] = self._unopened
        made["/api/v1/reports/{id}/subject"] = self._subject
        made["/api/v1/incidents/{id}/accounts/{party}"] = self._accounts
        return made

    def _listed(self, subject: str) -> Callable[[Handler], Handler]:
        """What changed last first. Where the mirror ends and the office has more, the office goes on."""

        def made(straight: Handler) -> Handler:
            async def listed(call: Call) -> Answer:
                fits = FITTING[subject](call)
                limit, after = limit_and_after(call.query)
                place = None if after is None else _place(after)
                page = await self._page(subject, fits, place, limit)
                if page.next is None and subject in self._desk.state.mirror.short:
                    last = await self._desk.read(lambda state, now_us: state.mirror.shelves[subject].last)
                    if (
                        self._link.reached.is_set()
                        or last is None
                        or (after is not None and newest_first(*last) <= after)
                    ):
                        return await straight(call)
                    page.next = cursor_after(newest_first(*last))
                return given(200, page, *self._as_of())

            return listed

        return made

    async def _page(self, subject: str, fits: Fits, place: tuple[int, str] | None, limit: int) -> Page[Shown]:
        """Some are looked at at a time: whoever asks for what is not there keeps nobody waiting."""

        def some(state: Centre, now_us: int) -> tuple[list[tuple[int, str]], list[tuple[tuple[int, str], Shown]]]:
            places = state.mirror.shelves[subject].after(place, _AT_ONCE)
            return places, [(one, shown) for one in places if (shown := _wanted(state, subject, one[1], fits))]

        found: list[Shown] = []
        last, held = place, 0
        while True:
            places, wanted = await self._desk.read(some)
            for one, shown in wanted:
                held += fits.weight(shown)
                if len(found) == limit or (found and held > fits.most):
                    assert last is not None
                    return Page(found, cursor_after(newest_first(*last)))
                found.append(fits.line(shown))
                last = one
            if len(places) < _AT_ONCE:
                return Page(found)
            place = places[-1]
            await asyncio.sleep(0)  # the others

    def _one(self, subject: str) -> Callable[[Handler], Handler]:
        def made(straight: Handler) -> Handler:
            async def one(call: Call) -> Answer:
                kept = await self._kept(subject, text_id(call.path[0], "id"))
                return await straight(call) if kept is None else Answer(200, bytes(kept.shown), self._as_of())

            return one

        return made

    def _report(self, straight: Handler) -> Handler:
        """That somebody has read it is noted here: others are not told who of the party it was. To whom one's own was
        shown nobody is told, so the office is asked where it can be."""

        async def report(call: Call) -> Answer:
            asked = read_query(call, WhichVersion)
            kept = await self._kept("report", text_id(call.path[0], "id"))
            if kept is None:
                return await straight(call)
            thing = kept.thing
            if (
                thing["owner"] == call.party
                and (live := await if_reached(self._link, straight, call, _PATIENCE_S)) is not None
            ):
                return live
            body = bytes(kept.shown)
            if asked.version not in (0, thing["version"]):
                if asked.version not in thing.get("versions", ()):
                    raise Problem(404, "not-found", "no such version of the report that you hold", "version")
                if str(asked.version) not in kept.versions:
                    return await straight(call)
                then: Shown = msgspec.json.decode(kept.versions[str(asked.version)])
                body = msgspec.json.encode(in_version(thing, then))
            await self._note(call, [thing])
            return Answer(200, body, self._as_of())

        return report

    def _unopened(self, straight: Handler) -> Handler:
        """What nobody of the party has opened here. The office cannot know: it has shown all to the mirror."""

        async def unopened(call: Call) -> Answer:
            def found(state: Centre, now_us: int) -> list[Shown]:
                opened = _opened(state.readings.values())
                latest = (
                    _thing(state, "report", name)
                    for _, name in state.mirror.shelves["report"].after(None, LATEST_GIVEN)
                )
                return [
                    {name: one[name] for name in _UNOPENED}
                    for one in latest
                    if one is not None
                    and not (one["owner"] == call.party or one.get("erased"))
                    and opened.get(one["id"], 0) < one["version"]
                ]

            return given(200, await self._desk.read(found), *self._as_of())

        return unopened

    def _subject(self, straight: Handler) -> Handler:
        """By what the mirrored ones say of each other; see `office.reported.subject`."""

        async def subject(call: Call) -> Answer:
            first = text_id(call.path[0], "id")
            kept = await self._kept("report", first)
            if kept is None or ("report" in self._desk.state.mirror.short and self._link.reached.is_set()):
                return await straight(call)
            named = await self._named()
            on: dict[str, set[str]] = {}
            for report, others in named.items():
                for other in others:
                    on.setdefault(other, set()).add(report)
            ids, ahead = {first}, deque([first])
            while ahead and len(ids) < MOST_IN_SUBJECT:
                one = ahead.popleft()
                beside = sorted((named.get(one, set()) | on.get(one, set())) - ids)
                ids |= set(beside)
                ahead.extend(beside)
            found = await self._desk.read(
                lambda state, now_us: [thing for one in ids if (thing := _thing(state, "report", one)) is not None]
            )
            found.sort(
                key=lambda one: (
                    datetime.fromisoformat(one["from"]),
                    datetime.fromisoformat(one["received"]),
                    one["id"],
                )
            )
            await self._note(call, found)
            if any(one["owner"] == call.party for one in found):
                live = await if_reached(self._link, straight, call, _PATIENCE_S)
                return given(200, found, *self._as_of()) if live is None else live
            return given(200, found, *self._as_of())

        return subject

    def _accounts(self, straight: Handler) -> Handler:
        """Of a party that has given none, none."""

        async def accounts(call: Call) -> Answer:
            kept, party = await self._kept("incident", text_id(call.path[0], "id")), text_id(call.path[1], "party")
            if kept is None:
                return await straight(call)
            if party in kept.accounts:
                return Answer(200, bytes(kept.accounts[party]), self._as_of())
            thing = kept.thing
            if party in several_accounts(thing):
                return await straight(call)
            last = [side["account"] for side in thing["parties"] if side["party"] == party and "account" in side]
            return given(200, last, *self._as_of())

        return accounts

    async def _kept(self, subject: str, thing_id: str) -> Kept | None:
        """None: the office may know. Raises `Problem` (`not-found`) where it would show nothing either."""

        def found(state: Centre, now_us: int) -> tuple[bytes | None, bool]:
            return state.mirror.find(subject, thing_id), subject in state.mirror.short

        body, short = await self._desk.read(found)
        if body is None and not short:
            raise Problem(404, "not-found", f"no {subject.replace('-', ' ')} {thing_id}", "id")
        return None if body is None else kept_in(body)

    async def _note(self, call: Call, shown: Sequence[Shown]) -> None:
        if call.person:
            notes = (
                NoteReading(call.person, "report", one["id"], one["version"]) for one in shown if not one.get("erased")
            )
            await asyncio.gather(*map(self._desk.submit, notes))

    async def _named(self) -> dict[str, set[str]]:
        """Which reports each names, as far as it names any."""
        ids = await self._desk.read(lambda state, now_us: list(state.mirror.documents.get("report", ())))
        named: dict[str, set[str]] = {}
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            named |= await self._desk.read(lambda state, now_us, some=some: _relations(state, some))  # type: ignore[misc]
        return named


def _place(cursor_key: str) -> tuple[int, str]:
    """When it changed, and which it is, as a cursor says it. Raises `Problem` (`cursor-invalid`)."""
    try:
        return time_of(cursor_key), cursor_key[TIME_DIGITS:]
    except ValueError:
        raise Problem(400, "cursor-invalid", "not the `next` of any page; begin without a cursor", "cursor") from None


def _wanted(state: Centre, subject: str, thing_id: str, fits: Fits) -> Shown | None:
    body = state.mirror.find(subject, thing_id)
    kept = None if body is None else kept_in(body)
    return kept.thing if kept is not None and fits.wanted(kept.shown) else None


def _thing(state: Centre, subject: str, thing_id: str) -> Shown | None:
    body = state.mirror.find(subject, thing_id)
    return None if body is None else kept_in(body).thing


def _relations(state: Centre, ids: Sequence[str]) -> dict[str, set[str]]:
    """No text can hold the mark that is looked for first: its quotation marks are escaped."""
    bodies = ((one, state.mirror.find("report", one)) for one in ids)
    naming = ((one, kept_in(body).thing) for one, body in bodies if body is not None and b'"relations":[' in body)
    return {one: {relation["report"] for relation in thing.get("relations", ())} for one, thing in naming}


def _opened(readings: Iterable[Reading]) -> dict[str, int]:
    """Up to which version each report was opened by somebody."""
    opened: dict[str, int] = {}
    for reading in readings:
        if reading.subject == "report":
            opened[reading.id] = max(reading.version, opened.get(reading.id, 0))
    return opened
