"""The journal's log as C2SP `tlog-tiles` has it: what witnesses and doubters read. It is public; leaves tell nobody
anything who was not given the entry that they are of."""

from __future__ import annotations

import asyncio

from tansiq.evidence.keeper import LogKeeper
from tansiq.evidence.notes import SignedNote
from tansiq.evidence.shelf import ShelfDamaged
from tansiq.evidence.tiles import tile_at
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.public_log.keys import LogKeys

ROOT = "/log"
CHECKPOINT, TILES, KEYS = f"{ROOT}/checkpoint", f"{ROOT}/tile", f"{ROOT}/keys"
TILE, STATEMENT = f"{TILES}/{{tile}}", f"{KEYS}/statement"
_PLAIN, _BYTES = b"text/plain; charset=utf-8", b"application/octet-stream"
_FOR_EVER = ((b"cache-control", b"public, max-age=31536000, immutable"),)
_FRESH = ((b"cache-control", b"no-cache"),)


class TransparencyLog:
    """The routes."""

    def __init__(self, keeper: LogKeeper, keys: LogKeys) -> None:
        self._keeper, self._keys = keeper, keys

    def routes(self) -> tuple[Route, ...]:
        """All of them; none asks for a token."""
        return (
            Route("GET", CHECKPOINT, (), self.checkpoint),
            Route("GET", TILE, (), self.tile, slashes=True),
            Route("GET", KEYS, (), self.keys),
            Route("GET", STATEMENT, (), self.statement),
        )

    async def checkpoint(self, call: Call) -> Answer:
        """The newest (tlog-tiles, "Checkpoints")."""
        return Answer(200, self._newest().written().encode(), _FRESH, _PLAIN)

    async def tile(self, call: Call) -> Answer:
        """Hashes, or leaves: `tile/entries/...` (tlog-tiles, "Merkle Tree", "Log entries")."""
        tile = tile_at(f"tile/{call.path[0]}")
        self._newest()
        try:
            found = None if tile is None else await asyncio.to_thread(self._keeper.tile, tile)
        except ShelfDamaged:
            raise Problem(
                503, "log-damaged", "this tile is damaged here; the office makes it anew when it starts"
            ) from None
        if found is None:
            raise Problem(404, "not-found", "there is no such tile, or the newest checkpoint's tree has it not yet")
        return Answer(200, found, _FOR_EVER, _BYTES)

    async def keys(self, call: Call) -> Answer:
        """What checkpoints are signed with now, a key a line (C2SP signed-note, "verifier key")."""
        lines = "".join(f"{key}\n" for key in await self._keys.written())
        return Answer(200, lines.encode(), _FRESH, _PLAIN)

    async def statement(self, call: Call) -> Answer:
        """The same keys, each of which has signed that these are the log's: by it a new one is believed."""
        return Answer(200, (await self._keys.statement()).encode(), _FRESH, _PLAIN)

    def _newest(self) -> SignedNote:
        newest = self._keeper.checkpoint
        if newest is None:
            raise Problem(404, "not-found", "nothing has been entered yet")
        return newest
