"""What a receipt names by its digest: found again in the state as it is now, while it is kept there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from tansiq.office.attested import ReceiptMade, Says
from tansiq.office.attesting import as_said
from tansiq.office.feed import Subject
from tansiq.office.holding import held_content
from tansiq.office.state import Office

_encode = msgspec.json.Encoder().encode


def content_named(state: Office, receipt: ReceiptMade) -> bytes:
    """The JSON of which the receipt has the digest; empty where it names none, or it is not kept any more."""
    if not receipt.content:
        return b""
    return next((one for one in _perhaps(state, receipt) if hashlib.sha256(one).hexdigest() == receipt.content), b"")


def _perhaps(state: Office, receipt: ReceiptMade) -> Iterator[bytes]:
    match receipt.subject:
        case Subject.NOTICE if (notice := state.notices.get(receipt.id)) is not None:
            given = notice.given_to(receipt.party)
            if given is not None and receipt.says is not Says.TAKEN_IN and given.version == receipt.version:
                yield held_content(state, notice, given)
            if receipt.says is Says.TAKEN_IN:
                yield from (_encode(content) for _, content in notice.contents)
        case Subject.REPORT if (report := state.reports.get(receipt.id)) is not None:
            yield from (_encode(content) for number, content in report.contents if number == receipt.version)
        case Subject.OPERATION if (operation := state.operations.get(receipt.id)) is not None:
            yield _encode(operation)
        case Subject.THREAD if (thread := state.threads.get(receipt.id)) is not None:
            yield from (_encode(as_said(one)) for one in thread.messages if one.number == receipt.number)
        case Subject.INCIDENT if (incident := state.incidents.get(receipt.id)) is not None:
            yield from (_encode(one.step) for one in incident.entries if one.by == receipt.party)
