"""The operator's own tiles before the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.tile_files import tile_file

pytestmark = pytest.mark.stories


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    folder: Path = tmp_path_factory.mktemp("office")
    (folder / "world.pmtiles").write_bytes(tile_file())
    with staffed_office(folder, options=("--map-tiles", str(folder / "world.pmtiles"))) as office:
        yield office


def test_the_operators_own_tiles_lie_over_the_ground(desk: Desk) -> None:
    """Asked for piece by piece, at this office, by whoever has signed in."""
    page = desk("army", path="/parties")
    pieces: list[tuple[int, str]] = []

    def note(answer: Response) -> None:
        if answer.url.endswith("/api/v1/map/tiles"):
            pieces.append((answer.status, answer.request.headers.get("range", "")))

    page.on("response", note)
    page.goto("/")
    expect(page.locator("section.map[data-still]")).to_be_visible(timeout=60_000)
    assert pieces
    assert all(status == 206 and span.startswith("bytes=") for status, span in pieces), pieces
    fits(page, "watch-tiles-en-1400")
    assert not desk.complaints
