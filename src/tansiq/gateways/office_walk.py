"""Reports, requests, incidents and quiet periods read through the office's API: single ones with what belongs to them,
and long lists of them from what changed last on, as far as there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote

import msgspec

from tansiq.centre.mirror import ROOM, Document, Key, Mirror
from tansiq.gateways.informed import SORTS, Kept, Shown, Sort, kept_in, several_accounts
from tansiq.gateways.office_client import AnswerTooLong, LinkBroken
from tansiq.gateways.outlines import microseconds

T = TypeVar("T")
_PAGE, _WHOLE_PAGE, _AT_ONCE = 1_000, 200, 100
MOST_BESIDE, _MOST_VERSIONS = 1 << 20, 20
"""Bytes of what belongs to one thing, and versions of a report, that are kept with it: the newest. All of it is written
down anew whenever the thing changes."""
_MOST_RESTLESS = 100
"""Things of one sort that are looked at anew although nothing was told of them, in one walk."""

Get = Callable[[str], Awaitable[bytes | None]]
"""What the office shows at a path; none: nothing. Raises `LinkBroken`."""
Put = Callable[[Sequence[Document]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Walked:
    """What is not shown any more; and whether the office has more than was looked at: none, if that is as it was."""

    gone: list[Key]
    short: bool | None


class _Page(msgspec.Struct):
    items: list[Shown]
    next: str | None = None


class _Pages:
    """A list from its beginning, page by page: the things as lists show them, or `whole`."""

    def __init__(self, get: Get, sort: Sort, *, whole: bool) -> None:
        self._get, self._sort, self.whole = get, sort, whole
        self._limit, self._cursor = _PAGE, ""
        self._is_over = False

    async def following(self) -> list[Shown] | None:
        """The next page; none after the last. What is too long is asked for in shorter pages."""
        while not self._is_over:
            texts = f"&texts=true&limit={min(self._limit, _WHOLE_PAGE)}" if self.whole else f"&limit={self._limit}"
            try:
                body = await self._get(f"{self._sort.root}?{texts[1:]}{self._cursor}")
            except AnswerTooLong:
                if self.whole:
                    self.whole = False
                elif self._limit == 1:
                    raise
                else:
                    self._limit //= 10
                continue
            if body is None and self.whole:  # an office of an older version
                self.whole = False
                continue
            if body is None:
                return None
            page = _decoded(body, _Page)
            self._is_over, self._cursor = page.next is None, f"&cursor={quote(page.next or '')}"
            return page.items
        return None


class Walk:
    """Reads what the mirror is to hold. `get` bounds how much is asked at once."""

    def __init__(self, get: Get, mirror: Callable[[], Mirror]) -> None:
        self._get, self._mirror = get, mirror

    async def one(
        self, subject: str, thing_id: str, *, anew: bool = False, shown: Shown | None = None
    ) -> Document | None:
        """A thing as it is shown, if it is (`shown`: as it was just now). What a version of a report said never
        changes, so that what is here is not asked for again, but with `anew`. Raises `LinkBroken` (`AnswerTooLong`)."""
        root = f"{SORTS[subject].root}/{quote(thing_id, safe='')}"
        body = await self._get(root) if shown is None else msgspec.json.encode(shown)
        if body is None:
            return None
        shown = _decoded(body, Shown) if shown is None else shown
        kept = Kept(msgspec.Raw(body))
        if subject == "report":
            kept = await self._with_versions(root, kept, shown, None if anew else self._held(subject, thing_id))
        elif subject == "incident":
            kept = await self._with_accounts(root, kept, shown)
        return Document(subject, thing_id, msgspec.Raw(msgspec.json.encode(kept)), _changed_us(shown))

    def beside(self, about: Iterable[str]) -> set[Key]:
        """What may be other because something became of things of these subjects: of what is planned inside a quiet
        period its document tells, and the feed does not."""
        if "operation" not in about:
            return set()
        held = self._mirror().documents.get("quiet-period", {})
        return {("quiet-period", thing_id) for thing_id, body in held.items() if b'"inside":' in body}

    async def through(self, subject: str, put: Put, *, whole: bool, anew: bool) -> Walked:
        """From what changed last on: puts what is other than what is mirrored. Not `whole`: it ends after a page of
        which nothing was. `anew`: all is taken to be other. Raises `LinkBroken`."""
        sort, room, shelf = SORTS[subject], ROOM[subject], self._mirror().shelves[subject]
        seen: set[str] = set()
        size, last_us, restless, short = 0, 0, _MOST_RESTLESS, False
        pages = _Pages(self._get, sort, whole=sort.texts and (anew or not len(shelf)))
        while (lines := await pages.following()) is not None:
            others = 0
            for some in (lines[first : first + _AT_ONCE] for first in range(0, len(lines), _AT_ONCE)):
                if len(seen) >= room.documents or size >= room.size:
                    return await self._walked(subject, seen, last_us, short=True, anew=anew)
                wanted: list[Shown] = []
                for line in some:
                    held = None if anew else self._held(subject, line["id"])
                    same = held is not None and sort.line(thing := held.thing) == sort.line(line)
                    if same and restless and sort.restless(thing):
                        restless -= 1
                        wanted.append(line)
                    elif not same:
                        others += 1
                        wanted.append(line)
                given = wanted if pages.whole else [None for _ in wanted]
                found = await at_once(
                    self._or_too_long(subject, line["id"], anew=anew, shown=shown)
                    for line, shown in zip(wanted, given, strict=True)
                )
                short |= any(isinstance(one, AnswerTooLong) for one in found)
                await put([one for one in found if isinstance(one, Document)])
                seen |= {line["id"] for line in some}
                size += shelf.sizes({line["id"] for line in some})
                last_us = _changed_us(some[-1])
            pages.whole = sort.texts and 2 * others > len(lines)
            if not whole and not others:
                return await self._walked(subject, seen, last_us, short=None, anew=anew)
        return await self._walked(subject, seen, 0, short=short, anew=anew)

    async def _walked(self, subject: str, seen: set[str], after_us: int, *, short: bool | None, anew: bool) -> Walked:
        """Of what should have come and did not, one is asked for once more: it may have changed its place meanwhile,
        and then an item of the feed says so."""
        shelf = self._mirror().shelves[subject]
        if short is False:
            short = any(thing_id not in shelf for thing_id in seen)
        missing = [thing_id for thing_id in shelf.newer(after_us) if thing_id not in seen]
        if not anew:
            found = await at_once(self._or_too_long(subject, thing_id) for thing_id in missing)
            missing = [i for i, one in zip(missing, found, strict=True) if not isinstance(one, Document)]
        return Walked([(subject, thing_id) for thing_id in missing], short)

    async def _or_too_long(
        self, subject: str, thing_id: str, *, anew: bool = False, shown: Shown | None = None
    ) -> Document | AnswerTooLong | None:
        try:
            return await self.one(subject, thing_id, anew=anew, shown=shown)
        except AnswerTooLong as too_long:
            return too_long

    async def _with_versions(self, root: str, kept: Kept, shown: Shown, held: Kept | None) -> Kept:
        known: dict[str, msgspec.Raw] = {}
        if held is not None and not shown.get("erased"):
            known = {**held.versions, str(held.thing["version"]): held.shown}
        versions: dict[str, msgspec.Raw] = {}
        left = MOST_BESIDE
        for number in sorted(shown.get("versions", ()), reverse=True):
            if number == shown["version"]:
                continue
            if len(versions) == _MOST_VERSIONS:
                break
            body = known.get(str(number)) or await self._get(f"{root}?version={number}")
            left -= len(bytes(body or b""))
            if left < 0:
                break
            if body is not None:
                versions[str(number)] = msgspec.Raw(body)
        return msgspec.structs.replace(kept, versions=versions)

    async def _with_accounts(self, root: str, kept: Kept, shown: Shown) -> Kept:
        accounts: dict[str, msgspec.Raw] = {}
        left = MOST_BESIDE
        for party in several_accounts(shown):
            body = await self._get(f"{root}/accounts/{quote(party, safe='')}")
            left -= len(body or b"")
            if left < 0:
                break
            if body is not None:
                accounts[party] = msgspec.Raw(body)
        return msgspec.structs.replace(kept, accounts=accounts)

    def _held(self, subject: str, thing_id: str) -> Kept | None:
        body = self._mirror().find(subject, thing_id)
        return None if body is None else kept_in(body)


def _changed_us(shown: Shown) -> int:
    try:
        return microseconds(datetime.fromisoformat(shown["changed"]))
    except (KeyError, TypeError, ValueError):
        raise LinkBroken("what the office shows cannot be read: it does not say when it changed") from None


def _decoded(body: bytes, form: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=form)
    except msgspec.MsgspecError as error:
        raise LinkBroken(f"what the office shows cannot be read ({error})") from None


async def at_once(works: Iterable[Awaitable[T]]) -> list[T]:
    """All of them at once; the first that fails ends the others."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
