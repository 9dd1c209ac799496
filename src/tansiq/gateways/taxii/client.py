"""A TAXII 2.1 client: what another server has is pulled page by page, what one has is pushed. What answers is believed
in nothing: it is bounded, it cannot lead elsewhere, and it must come to an end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Annotated, TypeVar
from urllib.parse import quote, urljoin

import httpx
import msgspec

from tansiq.gateways.out_of_reach import NoOffice
from tansiq.gateways.taxii.asking import MEDIA
from tansiq.gateways.taxii.stix import Stix

MOST_BYTES = 67_108_864
"""Of one answer."""
MOST_OBJECTS = 2_000_000
"""Of one pull; whoever wants more goes on from a time."""
AT_ONCE = 200
"""Reports that are pushed in one envelope, with what lies beside them."""
_ATTEMPTS = 5
_MOST_EMPTY = 3
"""Pages in a row that hold nothing."""
_LONGEST_WAIT_S = 30.0
_FIRST_WAIT_S = 0.5
_STATUS_POLLS = 60
_BUSY = frozenset({429, 503})

T = TypeVar("T")
Text = Annotated[str, msgspec.Meta(max_length=2_000)]


class TaxiiRefused(Exception):  # noqa: N818  an answer, not a fault
    """The server refused, or answered what no TAXII server answers; the message says what, in one line."""


class Discovery(msgspec.Struct, frozen=True):
    """What a server says of itself (section 4.1)."""

    title: Text
    api_roots: list[Text] = []
    default: Text = ""


class CollectionOut(msgspec.Struct, frozen=True):
    """A collection (section 5.2.1). `url`: where it lies."""

    id: Text
    title: Text
    can_read: bool
    can_write: bool
    description: Text = ""
    alias: Text = ""
    url: Text = ""


class _Collections(msgspec.Struct, frozen=True):
    collections: list[CollectionOut] = []


class _Envelope(msgspec.Struct, frozen=True):
    objects: list[Stix] = []
    more: bool = False
    next: Text = ""


class _Failure(msgspec.Struct, frozen=True):
    id: Text = ""
    message: Text = ""


class Status(msgspec.Struct, frozen=True):
    """What became of a push (section 4.3.1)."""

    id: Text
    status: Text
    success_count: int = 0
    failure_count: int = 0
    pending_count: int = 0
    failures: list[_Failure] = []


class TaxiiClient:
    """Speaks to one server. `client` carries what the server is shown of who asks; it follows no redirection."""

    def __init__(self, client: httpx.AsyncClient, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._client, self._sleep = client, sleep

    async def collections(self, discovery: str) -> list[CollectionOut]:
        """All collections of all roots that a server names. Raises `TaxiiRefused`, `ConnectionError`."""
        found = await self._get(discovery, Discovery)
        roots = dict.fromkeys((*filter(None, [found.default]), *found.api_roots))
        collections = []
        for root in roots:
            at = self._within(discovery, root)
            listed = await self._get(urljoin(at, "collections/"), _Collections)
            collections += [
                msgspec.structs.replace(one, url=urljoin(at, f"collections/{quote(one.id, safe='')}/"))
                for one in listed.collections
            ]
        return collections

    async def objects(
        self, collection: str, added_after: str = "", limit: int = 1_000
    ) -> AsyncIterator[tuple[list[Stix], str]]:
        """The objects of a collection (its address), page by page, each with the time of which its last one is, if the
        server says so. Raises `TaxiiRefused`, `ConnectionError`."""
        query = {"limit": str(limit), **({"added_after": added_after} if added_after else {})}
        passed: set[str] = set()
        empty = came = 0
        while True:
            answer = await self._ask("GET", urljoin(collection, "objects/"), query)
            page = _read(answer, _Envelope)
            last = answer.headers.get("X-TAXII-Date-Added-Last", "")[:64]
            came += len(page.objects)
            empty = 0 if page.objects else empty + 1
            if came > MOST_OBJECTS or empty > _MOST_EMPTY:
                raise TaxiiRefused(f"the server comes to no end: {came:,} objects, and more")
            if page.objects:
                yield page.objects, last
            if not page.more:
                return
            place = page.next or last
            if not place or place in passed:
                raise TaxiiRefused("the server says that there is more, and leads in a circle")
            passed.add(place)
            query = {**query, "next": page.next} if page.next else {**query, "added_after": last}

    async def push(self, collection: str, objects: Sequence[Stix]) -> AsyncIterator[Status]:
        """Puts objects into a collection, some reports at a time with what lies beside them; says what became of each
        lot. Raises `TaxiiRefused`, `ConnectionError`."""
        at = urljoin(collection, "objects/")
        root = urljoin(collection, "../../")
        for lot in lots(objects):
            answer = await self._ask("POST", at, content=msgspec.json.encode({"objects": lot}))
            status = _read(answer, Status)
            for _ in range(_STATUS_POLLS):
                if status.status == "complete":
                    break
                await self._sleep(1.0)
                status = await self._get(urljoin(root, f"status/{status.id}/"), Status)
            yield status

    def _within(self, base: str, address: str) -> str:
        """An address that a server names. What it is shown must not be shown to another."""
        at = httpx.URL(urljoin(base, address))
        if (at.scheme, at.host, at.port) != ((own := httpx.URL(base)).scheme, own.host, own.port):
            raise TaxiiRefused(f"the server names a root at another place ({at.host}): ask there by itself")
        return str(at)

    async def _get(self, address: str, form: type[T]) -> T:
        return _read(await self._ask("GET", address), form)

    async def _ask(
        self, method: str, address: str, query: dict[str, str] | None = None, content: bytes | None = None
    ) -> httpx.Response:
        headers = {
            "Accept": MEDIA,
            "Accept-Encoding": "identity",
            **({"Content-Type": MEDIA} if content is not None else {}),
        }
        wait_s = _FIRST_WAIT_S
        for attempt in range(_ATTEMPTS):
            try:
                answer = await self._bounded(method, address, query, headers, content)
            except httpx.TransportError as error:
                raise NoOffice(address, error) from None
            except httpx.InvalidURL as error:
                raise TaxiiRefused(f"{address[:200]} is no address: {error}") from None
            if answer.status_code not in _BUSY or attempt + 1 == _ATTEMPTS:
                break
            asked = answer.headers.get("Retry-After", "")
            await self._sleep(min(float(asked) if asked.isascii() and asked.isdigit() else wait_s, _LONGEST_WAIT_S))
            wait_s *= 2
        if not answer.is_success:
            raise TaxiiRefused(f"{method} {address}: {answer.status_code} {_said(answer)}")
        return answer

    async def _bounded(
        self, method: str, address: str, query: dict[str, str] | None, headers: dict[str, str], content: bytes | None
    ) -> httpx.Response:
        async with self._client.stream(method, address, params=query, headers=headers, content=content) as answer:
            if answer.headers.get("Content-Encoding", "identity") != "identity":  # a little may become very much
                raise TaxiiRefused(f"{address} answers packed, which it was not asked for")
            pieces, size = [], 0
            async for piece in answer.aiter_raw():
                pieces.append(piece)
                size += len(piece)
                if size > MOST_BYTES:
                    raise TaxiiRefused(f"{address} answers with more than {MOST_BYTES:,} bytes")
            return httpx.Response(answer.status_code, headers=answer.headers.raw, content=b"".join(pieces))


def lots(objects: Sequence[Stix]) -> Iterator[list[Stix]]:
    """Objects as they are pushed: reports, some at a time, each with the places and notes that lie beside it. What lies
    beside no report comes last."""
    places = {str(one.get("id")): one for one in objects if one.get("type") == "location"}
    notes: dict[str, list[Stix]] = {}
    for one in objects:
        if one.get("type") == "note" and isinstance(refs := one.get("object_refs"), list):
            for ref in refs:
                notes.setdefault(str(ref), []).append(one)
    pushed: set[int] = set()
    lot: list[Stix] = []
    count = 0
    for one in objects:
        if one.get("type") != "report":
            continue
        refs = one.get("object_refs")
        named = refs if isinstance(refs, list) else []
        beside = [
            *(places[ref] for ref in named if isinstance(ref, str) and ref in places),
            *notes.get(str(one.get("id")), ()),
        ]
        lot += [one, *(each for each in beside if id(each) not in pushed)]
        pushed |= {id(one), *map(id, beside)}
        count += 1
        if count == AT_ONCE or len(lot) >= 2 * AT_ONCE:
            yield lot
            lot, count = [], 0
    rest = [one for one in objects if id(one) not in pushed and one.get("type") not in ("location", "note")]
    lot += rest
    for first in range(0, len(lot), 4 * AT_ONCE):
        yield lot[first : first + 4 * AT_ONCE]


def _read(answer: httpx.Response, form: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.content, type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise TaxiiRefused(f"this is not what a TAXII 2.1 server answers: {error}") from None


def _said(answer: httpx.Response) -> str:
    try:
        document = msgspec.json.decode(answer.content)
        said = document.get("description") or document.get("title") or document.get("message") or ""
    except (msgspec.MsgspecError, AttributeError, UnicodeDecodeError):
        said = ""
    return " ".join(str(said)[:500].split()) or answer.reason_phrase
