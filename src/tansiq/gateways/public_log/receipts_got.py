"""The receipts that a party has got from its office, kept at its own centre as files: if the office is gone, or says
something else one day, the party has what it was told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import structlog

from tansiq.evidence.notes import NoteInvalid, PublicKey
from tansiq.evidence.policy import Policy
from tansiq.evidence.verifying import Fault, NotProven, check_proof
from tansiq.gateways.cursors import cursor_of
from tansiq.gateways.office_client import LinkBroken, OfficeClient
from tansiq.journal import durably

_PAGE = 500
_IN_A_FOLDER = 1_000
_AT_ONCE = 4
_WRONG = ".wrong"
_log = structlog.get_logger("centre")


class _Receipt(msgspec.Struct):
    number: int


class _Page(msgspec.Struct):
    items: list[_Receipt]
    next: str | None = None


class ReceiptsGot:
    """Of one party, in a folder of its own. Lives on one event loop."""

    def __init__(self, office: OfficeClient, folder: Path) -> None:
        self._office, self._folder = office, folder

    def path(self, number: int) -> Path:
        """Where the receipt with this number is, once it is there."""
        return self._folder / f"{number // _IN_A_FOLDER:06d}" / f"receipt-{number}.tlog-proof"

    async def run(self, every_s: float) -> None:
        """Until it is cancelled. While the office is out of reach, the link says so; here it is tried again."""
        upto = await asyncio.to_thread(self._read_upto)
        while True:
            try:
                upto = await self._fetch(upto)
            except LinkBroken as broken:
                _log.debug("receipts-later", reason=str(broken))
            await asyncio.sleep(every_s)

    async def _fetch(self, upto: int) -> int:
        """Gets what there is behind a number; up to which they are all here then."""
        policy: Policy | None = None
        while True:
            query = f"limit={_PAGE}" + (f"&cursor={cursor_of(str(upto).encode())}" if upto else "")
            answer = await self._office.ask("GET", f"/api/v1/receipts?{query}")
            if answer.status != 200:
                raise LinkBroken(f"the office gives no list of receipts ({answer.status} {answer.code})")
            page = msgspec.json.decode(answer.body, type=_Page)
            if not page.items:
                return upto
            policy = policy or await self._keys()
            numbers = [one.number for one in page.items]
            for first in range(0, len(numbers), _AT_ONCE):
                some = numbers[first : first + _AT_ONCE]
                await asyncio.gather(*(self._get(number, policy) for number in some))
                upto = some[-1]
            await asyncio.to_thread(self._write, self._folder / "upto", str(upto).encode())
            if page.next is None:
                return upto

    async def _get(self, number: int, policy: Policy) -> None:
        if self.path(number).exists():
            return
        answer = await self._office.ask("GET", f"/api/v1/receipts/{number}/file")
        if answer.status == 404:
            _log.warning("receipt-gone", number=number, meaning="the office lists this receipt and does not give it")
            return
        if answer.status != 200:
            raise LinkBroken(f"the office does not give receipt {number} ({answer.status} {answer.code})")
        path = self.path(number)
        try:
            proven = check_proof(answer.body, policy)
            if proven.entry.sequence != number:
                raise NotProven(Fault.NOT_IN_LOG, f"this is receipt {proven.entry.sequence}")
        except NotProven as wrong:
            path = path.with_name(path.name + _WRONG)
            meaning = "the office gave a receipt that proves nothing; it is kept to be shown"
            _log.error("receipt-wrong", number=number, reason=str(wrong), path=str(path), meaning=meaning)
        await asyncio.to_thread(self._write, path, answer.body)

    async def _keys(self) -> Policy:
        """Those that the office signs with now. Whether they are the office's, those say who watch its log."""
        answer = await self._office.ask("GET", "/log/keys")
        try:
            keys = tuple(PublicKey.read(line) for line in answer.body.decode().splitlines())
        except (NoteInvalid, UnicodeDecodeError) as error:
            raise LinkBroken(f"the office's log has no keys that can be read ({error})") from None
        return Policy(keys)

    def _read_upto(self) -> int:
        try:
            return int((self._folder / "upto").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        durably.replace(path, data)
