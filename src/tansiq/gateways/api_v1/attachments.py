"""Files that go with messages: put in first, then named in a message by their digest."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

import msgspec

from tansiq.centre.roles import READ, SPEAK
from tansiq.gateways.api_v1.frame import given, needs, text_id
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.journal.blobs import BlobDamaged, Blobs
from tansiq.office.desk import Desk
from tansiq.office.state import Office
from tansiq.office.talk import Attachment
from tansiq.office.threads import thread_of

LARGEST = 4_194_304
MOST_FRESH = 1_000
"""Files of one party that are put in and not yet named by a message; the oldest are forgotten."""
_ZIP, _ANY = b"PK\x03\x04", b""
_ENDINGS = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "text/plain": ("txt", "text", "log", "md", "geo", "openair"),
    "text/csv": ("csv", "tsv"),
    "application/json": ("json",),
    "application/geo+json": ("geojson", "json"),
    "application/gpx+xml": ("gpx",),
    "application/vnd.google-earth.kml+xml": ("kml",),
    "application/vnd.google-earth.kmz": ("kmz",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "text/html": ("html", "htm"),
    "multipart/related": ("mhtml", "mht"),
    "message/rfc822": ("eml",),
}
"""How the name of a file of each type may end; the first is given to one that ends otherwise."""
TYPES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "text/plain": _ANY,
    "text/csv": _ANY,
    "application/json": _ANY,
    "application/geo+json": _ANY,
    "application/gpx+xml": _ANY,
    "application/vnd.google-earth.kml+xml": _ANY,
    "application/vnd.google-earth.kmz": _ZIP,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _ZIP,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _ZIP,
    "application/vnd.oasis.opendocument.text": _ZIP,
}
"""What may be attached, and how such a file begins."""
_LEADING = frozenset('/\\:*?"<>|')
_TEXTS = frozenset(kind for kind, begins in TYPES.items() if begins == _ANY)


class AttachmentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that was put in before, and the name that it is to have."""

    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class AttachmentOut(msgspec.Struct):
    """A file that goes with a message."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Fresh:
    media_type: str
    size: int


class Attachments:
    """The routes of attachments, and what was put in lately."""

    def __init__(self, desk: Desk, blobs: Blobs) -> None:
        self._desk, self._blobs = desk, blobs
        self._fresh: dict[str, OrderedDict[str, _Fresh]] = {}

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("POST", "/api/v1/attachments", needs(SPEAK), self.put, summary="Put a file in, to name it in a "
                  "message within the day.", takes=tuple(TYPES), gives=AttachmentOut, status=201,
                  parameters={"name": "the file's name"}),
            Route("GET", "/api/v1/threads/{id}/attachments/{sha256}", needs(READ), self.get, summary="A file that "
                  "goes with a message of the thread.", gives=tuple(TYPES)),
        )  # fmt: skip

    async def put(self, call: Call) -> Answer:
        """The content type says what it is, and its first bytes have to agree."""
        kind = call.headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
        begins = TYPES.get(kind)
        if begins is None:
            raise Problem(415, "attachment-type", f"{kind or 'no type'} is not taken; {', '.join(TYPES)} are")
        if not 1 <= len(call.body) <= LARGEST:
            raise Problem(413, "attachment-size", f"1 to {LARGEST:,} bytes")
        if not call.body.startswith(begins) or (kind in _TEXTS and not _is_text(call.body)):
            raise Problem(415, "attachment-type", f"its bytes are not those of a file of the type {kind}")
        name = call.query.get("name", "file")
        digest = await self.keep(call.party, call.body, kind)
        return given(201, AttachmentOut(name[:200], kind, len(call.body), digest))

    async def keep(self, party: str, data: bytes, media_type: str) -> str:
        """Puts a file in, byte for byte, so that the party can name it by the digest that is answered."""
        digest = await asyncio.get_running_loop().run_in_executor(None, self._blobs.put, data)
        mine = self._fresh.setdefault(party, OrderedDict())
        mine[digest] = _Fresh(media_type, len(data))
        mine.move_to_end(digest)
        while len(mine) > MOST_FRESH:
            mine.popitem(last=False)
        return digest

    async def get(self, call: Call) -> Answer:
        """It is given to be kept, never to be shown as a page."""
        thread_id, digest = text_id(call.path[0], "id"), call.path[1]

        def found(state: Office, now_us: int) -> Attachment:
            thread = thread_of(state, thread_id, call.party)
            for message in thread.messages:
                for attachment in message.attachments:
                    if attachment.sha256 == digest:
                        return attachment
            raise Problem(404, "not-found", "no such file goes with a message of this thread", "sha256")

        attachment = await self._desk.read(found)
        return await self.file(digest, attachment.name, attachment.media_type)

    async def file(self, digest: str, name: str, media_type: str, *, sent_as: str = "") -> Answer:
        """A file whose asker may have it, sent as what it is or as something else. Raises `Problem`
        (`attachment-gone`)."""
        try:
            data = await asyncio.get_running_loop().run_in_executor(None, self._blobs.get, digest)
        except (BlobDamaged, OSError):
            message = "the file that the office keeps is damaged: ask whoever put it in, and tell the operator"
            raise Problem(410, "attachment-gone", message, "sha256") from None
        if data is None:
            raise Problem(410, "attachment-gone", "the file itself is no longer kept; its digest remains", "sha256")
        called = quote(file_name(name, media_type), safe="")
        headers = (
            (b"content-disposition", f"attachment; filename*=UTF-8''{called}".encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"content-security-policy", b"sandbox"),
        )
        return Answer(200, data, headers, (sent_as or media_type).encode())

    def named(self, party: str, forms: list[AttachmentForm]) -> tuple[Attachment, ...]:
        """What a message names. Raises `Problem` (`attachment-unknown`) for what the party has not put in."""
        mine = self._fresh.get(party, OrderedDict())
        found = []
        for i, form in enumerate(forms):
            fresh = mine.get(form.sha256)
            if fresh is None:
                message = "put the file in first: POST /api/v1/attachments"
                raise Problem(400, "attachment-unknown", message, f"attachments[{i}].sha256")
            found.append(Attachment(form.name, fresh.media_type, fresh.size, form.sha256))
        return tuple(found)


def file_name(name: str, media_type: str) -> str:
    """What a file is called where it is put down. Another party named it, and a machine opens it as its ending says:
    so it ends as its type does, with nothing in it that is not seen, or that would lead to another folder."""
    seen = "".join(mark if mark.isprintable() and mark not in _LEADING else "_" for mark in name).strip(" .")
    endings = _ENDINGS.get(media_type, ("bin",))
    if seen.lower().rpartition(".")[2] in endings and seen.lower() not in endings:
        return seen
    return f"{seen or 'file'}.{endings[0]}"


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
