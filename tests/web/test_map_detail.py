"""The operator's own map tiles: given out piece by piece, to those who have signed in, and never as a whole."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tansiq.gateways.tile_file import MOST_BYTES, TileFile, TileFileRefused
from tansiq.settings import SettingRefused, Settings
from tansiq.web.assembling import tiles_of
from tests.coordination import Speaker, agreed_office
from tests.tile_files import tile_file

BEYOND = 3 * MOST_BYTES


@pytest.fixture(scope="module")
def army(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speaker]:
    folder = tmp_path_factory.mktemp("office")
    with (folder / "world.pmtiles").open("wb") as file:
        file.write(tile_file())
        file.truncate(BEYOND)  # a file with a hole: as large as one likes
    with agreed_office(folder, "--map-tiles", str(folder / "world.pmtiles"), agreed={}) as parties:
        yield parties["army"]


def ask(speaker: Speaker, span: str = "", token: str | None = None) -> tuple[int, dict[str, str], bytes]:
    host = speaker.office.url.removeprefix("http://")
    headers = {"Authorization": f"Bearer {speaker.token if token is None else token}"}
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", "/api/v1/map/tiles", headers={**headers, **({"Range": span} if span else {})})
    answer = connection.getresponse()
    found = (answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return found


def test_the_map_is_told_where_its_detail_is(army: Speaker) -> None:
    assert army.get("/map") == {"tiles": "/api/v1/map/tiles"}


def test_a_piece_is_given_and_says_of_which_file_it_is(army: Speaker) -> None:
    status, headers, body = ask(army, "bytes=0-126")
    assert (status, body) == (206, tile_file()[:127])
    assert headers["content-range"] == f"bytes 0-126/{BEYOND}"
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["etag"] == ask(army, "bytes=5-9")[1]["etag"]
    assert ask(army, "bytes=127-")[2][: len(tile_file()) - 127] == tile_file()[127:]
    assert (
        ask(army, f"bytes={BEYOND - 3}-{BEYOND + 50}")[1]["content-range"]
        == f"bytes {BEYOND - 3}-{BEYOND - 1}/{BEYOND}"
    )


@pytest.mark.parametrize("span", ["", "bytes=-5", "bytes=5-1", "bytes=0-1,4-5", "lines=1-2", f"bytes={BEYOND}-"])
def test_what_is_no_piece_of_it_is_refused(army: Speaker, span: str) -> None:
    status, _, body = ask(army, span)
    assert (status, b"range-invalid" in body) == (416, True)
    assert len(body) < 1_000


def test_however_much_is_asked_for_a_piece_is_bounded(army: Speaker) -> None:
    status, headers, body = ask(army, "bytes=0-")
    assert (status, len(body)) == (206, MOST_BYTES)
    assert headers["content-range"] == f"bytes 0-{MOST_BYTES - 1}/{BEYOND}"
    assert len(ask(army, "bytes=1-999999999999999999")[2]) == MOST_BYTES


def test_it_is_for_those_who_take_part(army: Speaker) -> None:
    assert ask(army, "bytes=0-9", token="")[0] == 401
    assert army.only("tansiq.operate")("GET", "/map")[1]["code"] == "scope-missing"


def test_an_office_without_detail_says_so(tmp_path: Path) -> None:
    with agreed_office(tmp_path, agreed={}) as parties:
        assert parties["army"].get("/map") == {}
        assert ask(parties["army"], "bytes=0-9")[0] == 404


def test_a_file_that_is_none_is_refused_when_the_office_starts(tmp_path: Path) -> None:
    def why(data: bytes) -> str:
        (tmp_path / "tiles").write_bytes(data)
        with pytest.raises(TileFileRefused) as refused:
            TileFile(tmp_path / "tiles")
        return str(refused.value)

    assert "not a PMTiles file" in why(b"PMTiles")
    assert "not a PMTiles file" in why(b"\x89PNG" + bytes(200))
    assert "version 2" in why(tile_file(version=2))
    assert "pictures" in why(tile_file(kind=2))
    with pytest.raises(SettingRefused, match=r"--map-tiles .*No such file"):
        tiles_of(Settings(map_tiles=str(tmp_path / "none")))


def test_another_file_in_its_place_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    path.write_bytes(tile_file())
    tiles = TileFile(path)
    before = asyncio.run(tiles.piece(0, 9))
    (tmp_path / "new").write_bytes(tile_file() + b"more")
    (tmp_path / "new").replace(path)
    after = asyncio.run(tiles.piece(0, 9))
    assert (before.body, before.size + 4) == (after.body, after.size)
    assert before.etag != after.etag
