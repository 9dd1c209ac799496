"""What the office shows a party, read through its API: single things, and everything."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from urllib.parse import quote

import msgspec

from tansiq.centre.mirror import Document, Key, Mirror
from tansiq.gateways.informed import SORTS
from tansiq.gateways.office_client import MOST_AT_ONCE, AnswerTooLong, LinkBroken, OfficeClient
from tansiq.gateways.office_walk import Walk, at_once
from tansiq.office.entities import PartyState
from tansiq.office.kinds import NoticeState, OperationState

T = TypeVar("T")
SINGLE = {
    "operation": "operations",
    "notice": "notices",
    "thread": "threads",
    "agreement": "agreements",
    "party": "parties",
    "day-plan": "day-plans",
}
"""Where one thing of each subject is read."""
_WHOLE = (
    ("operation", "operations", ("", OperationState.ENDED)),
    ("notice", "notices", tuple(NoticeState)),
    ("party", "parties", tuple(PartyState)),
    ("invitation", "invitations", ("",)),
)
"""Lists that give things as they are read singly, with the states that have to be asked for."""
_IN_LINES = (("thread", "threads"), ("agreement", "agreements"))
"""Lists of which each thing has to be read singly."""
_NOT_SHOWN = (400, 404)


class _Page(msgspec.Struct):
    items: list[msgspec.Raw]
    next: str | None = None


class _Named(msgspec.Struct):
    id: str


class _Terms(msgspec.Struct):
    start: datetime
    end: datetime


class _Agreement(msgspec.Struct):
    terms: _Terms | None = None


class Look:
    """Looks through one client, at a bounded number of things at once."""

    def __init__(self, office: OfficeClient, mirror: Callable[[], Mirror]) -> None:
        self._office, self._mirror = office, mirror
        self._at_once = asyncio.Semaphore(MOST_AT_ONCE)
        self.walk = Walk(self._get, mirror)
        self.too_long: set[str] = set()
        """Subjects of which something was longer than is taken in, since somebody asked last."""

    async def at(self, keys: Iterable[Key]) -> tuple[list[Document], list[Key]]:
        """These things: as they are shown, and those that are not. Raises `LinkBroken`."""
        wanted = sorted(keys)
        singly = [key for key in wanted if key[0] in SINGLE or key[0] in SORTS]
        found = await at_once(self._one(*key) for key in singly)
        documents = [document for document in found if document is not None]
        gone = [key for key, document in zip(singly, found, strict=True) if document is None]
        if any(subject == "invitation" for subject, _ in wanted):
            documents += await self._list("invitation", "invitations", "")
        return documents, gone

    async def at_everything(self) -> list[Document]:
        """All that the party is shown, but what is walked through. Raises `LinkBroken`."""
        lists = await at_once(self._list(subject, name, s) for subject, name, states in _WHOLE for s in states)
        lines = await at_once(self._list(subject, name, "") for subject, name in _IN_LINES)
        keys = {(document.subject, document.id) for found in lines for document in found}
        keys |= {("day-plan", day) for day in self._days()}
        singly, _ = await self.at(keys)
        everything = [one for found in lists for one in found] + singly
        return list({(one.subject, one.id): one for one in everything}.values())  # a thing may change its list

    def _days(self) -> set[str]:
        today = datetime.now(UTC).date()
        near = {(today + timedelta(days=days)).isoformat() for days in (-1, 0, 1)}
        return near | set(self._mirror().documents.get("day-plan", ()))

    async def _one(self, subject: str, thing_id: str) -> Document | None:
        if subject in SORTS:
            try:
                return await self.walk.one(subject, thing_id)
            except AnswerTooLong:
                self.too_long.add(subject)
                return None
        body = await self._get(f"/api/v1/{SINGLE[subject]}/{quote(thing_id, safe='')}")
        return None if body is None else Document(subject, thing_id, msgspec.Raw(body))

    async def _list(self, subject: str, name: str, state: str) -> list[Document]:
        query, found, cursor = f"limit=1000{f'&state={quote(state)}' if state else ''}", [], ""
        while True:
            body = await self._get(f"/api/v1/{name}?{query}{cursor}")
            if body is None:
                raise LinkBroken(f"the office does not know the list {name}: is it of an older version?")
            page = _decoded(body, _Page)
            found += [Document(subject, _decoded(item, _Named).id, msgspec.Raw(bytes(item))) for item in page.items]
            if page.next is None:
                return found
            cursor = f"&cursor={quote(page.next)}"

    async def _get(self, path: str) -> bytes | None:
        async with self._at_once:
            answer = await self._office.ask("GET", path)
        if answer.status in _NOT_SHOWN:
            return None
        if answer.status != 200:
            raise LinkBroken(f"the office does not show {path.partition('?')[0]}: {answer.status} {answer.code}")
        if answer.media_type != "application/json":
            raise LinkBroken(f"what answers with {answer.media_type or 'nothing'} is no office")
        return answer.body


def look_due_us(mirror: Mirror) -> float:
    """When an agreement begins or ends next, by what is mirrored: nobody is told of that. Infinite if never."""
    now_us = time.time() * 1e6
    moments = [
        when.timestamp() * 1e6 + 1e6
        for body in mirror.documents.get("agreement", {}).values()
        if (terms := _decoded(body, _Agreement).terms) is not None
        for when in (terms.start, terms.end)
    ]
    return min((moment for moment in moments if moment > now_us), default=float("inf"))


def _decoded(body: bytes | msgspec.Raw, form: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=form)
    except msgspec.MsgspecError as error:
        raise LinkBroken(f"what the office shows cannot be read ({error})") from None
