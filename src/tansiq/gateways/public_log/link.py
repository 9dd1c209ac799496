"""The office's log over the link: for a party's own centre, as its witness."""

from __future__ import annotations

import msgspec

from tansiq.evidence.contradictions import Contradiction
from tansiq.evidence.tiles import Tile
from tansiq.gateways.api_v1.log import CONTRADICTIONS, COSIGNATURE, PUT_UP, ContradictionIn, CosignatureIn, PutUpOut
from tansiq.gateways.office_client import LinkBroken, OfficeAnswer, OfficeClient
from tansiq.gateways.public_log.tlog import STATEMENT, TILES


class LinkSource:
    """What `LogFollower` asks, asked over the network."""

    def __init__(self, office: OfficeClient) -> None:
        self._office = office

    async def put_up(self) -> str | None:
        """The one that waits."""
        answer = _good(await self._office.ask("GET", PUT_UP))
        try:
            return msgspec.json.decode(answer.body, type=PutUpOut).note
        except msgspec.MsgspecError as error:
            raise LinkBroken(f"what the office says of its log cannot be read ({error})") from None

    async def statement(self) -> str:
        """Of the keys that sign now."""
        return _good(await self._office.ask("GET", STATEMENT)).body.decode(errors="replace")

    async def tile(self, tile: Tile) -> bytes:
        """Of the public log."""
        return _good(await self._office.ask("GET", f"{TILES}/{tile.path.removeprefix('tile/')}")).body

    async def hand_in(self, key: str, size: int, line: str, claim: str) -> None:
        """To the office."""
        form = CosignatureIn(key, size, line, claim)
        _good(await self._office.ask("PUT", COSIGNATURE, msgspec.json.encode(form)))

    async def contest(self, contradiction: Contradiction) -> None:
        """To the office."""
        body = msgspec.json.encode(ContradictionIn(contradiction.written().decode()))
        _good(await self._office.ask("POST", CONTRADICTIONS, body))


def _good(answer: OfficeAnswer) -> OfficeAnswer:
    if answer.status != 200:
        raise LinkBroken(f"the office does not take part in witnessing its log: {answer.status} {answer.code}")
    return answer
