"""Real people before a real browser: an office with parties that have agreed, their people, and Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tansiq.web.console_pages import BUILT
from tests.browser.people import Desk, Staffed, desk_at, staffed_office
from tests.browser.valley import Valley, valley_office

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
"""The one without a window's frame first, if it is there: it draws the same pages for a fifth less."""
_ARGUMENTS = ["--enable-unsafe-swiftshader", "--no-sandbox"]
expect.set_options(timeout=30_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all files here: whoever drives it has a loop running, and other folders' tests want one of their own."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here (Debian: apt-get install chromium-headless-shell, or chromium)")
    if not (BUILT / "index.html").is_file():
        pytest.skip("the console is not built (make console)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """One office for a file of tests, in which army, relief, drones and authority have people."""
    with staffed_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture
def desk(browser: Browser, staffed: Staffed) -> Iterator[Desk]:
    """Opens pages as a party's person: `desk("army")`, `desk("army", language="ar", width=360)`."""
    with desk_at(staffed, browser) as made:
        yield made


@pytest.fixture(scope="module")
def valley(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valley]:
    """The exercise's office on a quiet morning, for a file of tests."""
    with valley_office(tmp_path_factory.mktemp("valley")) as office:
        yield office


@pytest.fixture
def seats(browser: Browser, valley: Valley) -> Iterator[Desk]:
    """Like `desk`, in the valley."""
    with desk_at(valley.office, browser) as made:
        yield made
