"""What the map shows beside this office's own ground: tiles that its operator has put there."""

from __future__ import annotations

import re

import msgspec

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.frame import given, needs
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.tile_file import MOST_BYTES, TileFile

_ROOT = "/api/v1/map"
_TILES = f"{_ROOT}/tiles"
_RANGE = re.compile(rb"bytes=(\d{1,18})-(\d{1,18})?")
_HEADERS = (
    (b"accept-ranges", b"bytes"),
    (b"cache-control", b"private, max-age=86400"),
    (b"content-security-policy", b"default-src 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)


class MapOut(msgspec.Struct, omit_defaults=True):
    """Where the map's detail is (PMTiles, in the schema of Protomaps); absent where there is none."""

    tiles: str = ""


class MapDetail:
    """The routes of the map's detail."""

    def __init__(self, file: TileFile | None) -> None:
        self._file = file

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("GET", _ROOT, needs(READ), self.read, summary="Whether there is detail for the map, and where.",
                  gives=MapOut),
            Route("GET", _TILES, needs(READ), self.tiles, summary="Detail for the map, piece by piece, by the header "
                  f"Range: at most {MOST_BYTES >> 20} MiB at a time.", gives="application/vnd.pmtiles", status=206),
        )  # fmt: skip

    async def read(self, call: Call) -> Answer:
        """For all who have signed in."""
        return given(200, MapOut("" if self._file is None else _TILES))

    async def tiles(self, call: Call) -> Answer:
        """A piece of the file: of one that may be larger than any memory, never all."""
        if self._file is None:
            raise Problem(404, "map-tiles-unknown", "this office has no detail for the map (--map-tiles)")
        asked = _RANGE.fullmatch(call.headers.get(b"range", b"").strip())
        if asked is None:
            raise Problem(416, "range-invalid", "ask for one piece: Range: bytes=FIRST-LAST", "Range", headers=_HEADERS)
        first, last = int(asked[1]), None if asked[2] is None else int(asked[2])
        try:
            piece = await self._file.piece(first, last)
        except OSError as error:
            raise Problem(503, "map-tiles-unreadable", f"the file cannot be read now: {error.strerror}") from None
        if not piece.body:
            size = ((b"content-range", f"bytes */{piece.size}".encode()),)
            raise Problem(416, "range-invalid", f"the file has {piece.size:,} bytes", "Range", headers=size)
        span = f"bytes {first}-{first + len(piece.body) - 1}/{piece.size}".encode()
        headers = (*_HEADERS, (b"content-range", span), (b"etag", piece.etag.encode()))
        return Answer(206, piece.body, headers, b"application/vnd.pmtiles")
