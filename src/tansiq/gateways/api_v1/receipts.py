"""Receipts: what the office attests to a party, in a list, and each as a file that needs no trust in the office."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.frame import given, needs, read_query
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, cursor_after, limit_and_after
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.gateways.public_log.log import PublicLog
from tansiq.office.attested import ReceiptMade, Says
from tansiq.office.feed import Subject

_RECEIPTS = "/api/v1/receipts"
_MOST_DIGITS = 18
_MEDIA_TYPE = b"text/plain; charset=utf-8"


class AttestedOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A receipt. `number` is that of its entry in the journal; its file is at `/receipts/{number}/file`. `party` is of
    whom it speaks. `said_at`: when that was by the party's own word. `content`: SHA-256 of what was given."""

    number: int
    says: Says
    subject: Subject
    id: str
    party: str
    at: datetime
    by: str = ""
    why: str = ""
    version: int = 0
    message: int = 0
    person: str = ""
    unit: str = ""
    said_at: datetime | None = None
    content: str = ""


class ReceiptFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which receipts."""

    subject: Subject | None = None
    id: Annotated[str, msgspec.Meta(max_length=256)] = ""
    message: Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]{0,8}$")] | None = None
    limit: str = ""
    cursor: str = ""


class Receipts:
    """The routes. `log` None: to be described only."""

    def __init__(self, log: PublicLog | None) -> None:
        self._log = log

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        told = {
            "subject": f"only of a thing of this kind ({', '.join(Subject)}); with `id`",
            "id": "only of this thing; with `subject`",
            "message": "only of this message of a thread, or entry of an incident; with `subject` and `id`",
            **PARAMETERS,
        }
        return (
            Route("GET", _RECEIPTS, needs(READ), self.list, summary="The receipts that one may have, the oldest first.",
                  gives=Page[AttestedOut], parameters=told),
            Route("GET", f"{_RECEIPTS}/{{number}}/file", needs(READ), self.file, summary="A receipt as a file (C2SP "
                  "tlog-proof): whoever has it needs nobody's word. It waits for the checkpoint that covers it.",
                  gives=Any),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """All of a party's, or those of one thing."""
        asked = read_query(call, ReceiptFilters)
        if (asked.subject is None) != (not asked.id):
            raise Problem(400, "malformed", "subject and id go together", "id" if asked.subject else "subject")
        if asked.message is not None and not asked.id:
            raise Problem(400, "malformed", "message goes with subject and id", "message")
        limit, after = limit_and_after(call.query)
        number = int(asked.message or 0)
        subject = asked.subject.value if asked.subject else ""
        found = await self._of().receipts(
            call.party, _place(after), limit + 1, subject=subject, thing=asked.id, number=number
        )
        items = [_shown(number, receipt) for number, receipt in found[:limit]]
        return given(200, Page(items, cursor_after(str(items[-1].number)) if len(found) > limit else None))

    async def file(self, call: Call) -> Answer:
        """For whoever may have it; nobody else learns that it is there."""
        number = call.path[0]
        if not number.isascii() or not number.isdigit() or len(number) > _MOST_DIGITS or int(number) < 1:
            raise Problem(404, "not-found", f"no receipt {number[:40]} of your party")
        body = await self._of().file(call.party, int(number))
        name = f'attachment; filename="receipt-{int(number)}.tlog-proof"'.encode()
        return Answer(
            200, body, ((b"content-disposition", name), (b"cache-control", b"private, no-cache")), _MEDIA_TYPE
        )

    def _of(self) -> PublicLog:
        assert self._log is not None
        return self._log


def _place(after: str | None) -> int:
    if after is None:
        return 0
    if not after.isascii() or not after.isdigit() or len(after) > _MOST_DIGITS:
        raise Problem(400, "cursor-invalid", "no place in the list; begin without one", "cursor")
    return int(after)


def _shown(number: int, receipt: ReceiptMade) -> AttestedOut:
    return AttestedOut(
        number=number,
        says=receipt.says,
        subject=receipt.subject,
        id=receipt.id,
        party=receipt.party,
        at=moment(receipt.at_us),
        by=receipt.by,
        why=receipt.why,
        version=receipt.version,
        message=receipt.number,
        person=receipt.person,
        unit=receipt.unit,
        said_at=moment(receipt.said_us) if receipt.said_us else None,
        content=receipt.content,
    )
