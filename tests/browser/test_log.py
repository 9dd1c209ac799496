"""The office's log before people's eyes: who watches it, and what all see, everywhere and at once, if it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.evidence.contradictions import Contradiction, Finding
from tansiq.evidence.ring import KeyRing, read_ring
from tests.browser.barriers import beyond_the_sides, found_wrong, too_small
from tests.browser.people import Desk, Staffed, desk_at, staffed_office
from tests.browser.pictures import fits, picture
from tests.browser.walking import go
from tests.browser.words import words
from tests.coordination import site
from tests.thorough import again

OFTEN = ("--witness-every-s", "0.5", "--checkpoint-s", "0.05")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "here"


@pytest.fixture
def office(browser: Browser, folder: Path) -> Iterator[Staffed]:
    """One for each test: what stands against a log stands there for good."""
    folder.mkdir()
    with staffed_office(folder, options=OFTEN) as office:
        yield office


@pytest.fixture
def place(browser: Browser, office: Staffed) -> Iterator[Desk]:
    with desk_at(office, browser) as made:
        yield made


def lie(ring: KeyRing) -> Contradiction:
    """Two trees of one size, signed as the office signs."""
    first, second = (ring.checkpoint(7, bytes([number]) * 32) for number in (1, 2))
    return Contradiction.between(first, second)


def contest(office: Staffed, folder: Path, party: str) -> Contradiction:
    """As a party's own centre would hand it in."""
    found = lie(read_ring(folder / "office.log-key"))
    speaker = office.speak[party]
    token = speaker.identity.token(party, "tansiq.link tansiq.read")
    body = {"contradiction": found.written().decode()}
    assert speaker.office.call("POST", "/api/v1/log/contradictions", token, body)[0] == 200
    return found


def test_the_page_shows_who_watches_the_log(place: Desk) -> None:
    page = place("army", path="/log")
    hosted = page.locator("[data-witness=hosted]")
    expect(hosted).to_have_count(3, timeout=60_000)
    expect(hosted.first).to_contain_text(words("en")["log-witness-hosted"])
    expect(page.locator("[data-put-up]")).to_be_visible()
    expect(page.locator("[data-final]")).to_have_count(0)
    expect(page.get_by_text(words("en")["log-not-final"], exact=True)).to_be_visible()
    expect(page.locator("[data-own-size]")).to_be_visible()
    expect(page.locator("[data-key-id]")).to_have_count(1)
    expect(page.locator("[data-log-band]")).to_have_count(0)
    assert not place.complaints


@pytest.mark.parametrize(("language", "width"), [("ar", 360), *again(("en", 1400), ("ru", 360))])
def test_a_proof_says_which_witnesses_do_not_count(place: Desk, office: Staffed, language: str, width: int) -> None:
    relief, said = office.speak["relief"], words(language)
    made = relief.post("/notices", site(45.0, 5.0, ["army"]))
    number = relief.get(f"/receipts?subject=notice&id={made['id']}")["items"][0]["number"]
    page = place("relief", path="/log", language=language, width=width)
    hosted = page.locator("[data-witness=hosted]")
    expect(hosted).to_have_count(3, timeout=60_000)
    expect(hosted.get_by_text(said["log-cosigned-never"])).to_have_count(0, timeout=60_000)
    page.goto(f"/proofs/{number}")
    cosigned = page.locator("[data-cosigned]")
    expect(cosigned.first).to_be_visible()
    expect(cosigned.and_(hosted)).to_have_count(cosigned.count())
    expect(cosigned.first).to_contain_text(said["log-witness-hosted"])
    if language == "ar":
        shown = "".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in str(number))
        expect(page.get_by_role("heading", level=1)).to_contain_text(shown)
    fits(page, f"proof-witnesses-{language}-{width}")
    assert not place.complaints


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_a_log_with_two_pasts_is_told_to_everybody_everywhere_and_at_once(
    place: Desk, office: Staffed, folder: Path, language: str
) -> None:
    said = words(language)
    page = place("relief", path="/operations", language=language, width=360, height=780)
    expect(page.locator("[data-log-band]")).to_have_count(0)
    evidence = contest(office, folder, "army")
    band = page.locator("[data-log-band=split]")
    expect(band).to_be_visible()
    expect(band).to_contain_text(said["log-found-split"])
    expect(page.locator("[data-alert=distress]")).to_be_visible()
    picture(page, f"log-contested-{language}-360")
    assert not [*beyond_the_sides(page), *too_small(page), *found_wrong(page)]
    for path in ("/", "/notices", "/parties", "/me"):
        go(page, path)
        expect(page.locator("[data-log-band=split]")).to_be_visible()
    go(page, "/inbox")
    line = page.locator("[data-kind=log-contested]")
    expect(line).to_contain_text(said["log-found-split"])
    expect(line).to_contain_text(said["priority-distress"])
    page.locator("[data-log-band] a").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/log$"))
    found = page.locator("[data-contest=split]")
    expect(found).to_contain_text("army")
    for size in ({"width": 1400, "height": 900}, {"width": 360, "height": 780}):
        page.set_viewport_size(size)
        picture(page, f"log-page-{language}-{size['width']}")
        assert not [*beyond_the_sides(page), *too_small(page), *found_wrong(page)]
    with page.expect_download() as downloading:
        found.get_by_role("button").focus()
        page.keyboard.press("Enter")
    kept = Contradiction.read(Path(downloading.value.path()).read_bytes())
    assert kept == evidence
    assert kept.finding(read_ring(folder / "office.log-key").public) is Finding.SPLIT
    assert not place.complaints


@pytest.mark.stories
def test_what_was_seen_no_longer_sounds_and_still_stands_above_every_page(
    place: Desk, office: Staffed, folder: Path
) -> None:
    contest(office, folder, "army")
    page = place("relief", path="/inbox")
    expect(page.locator("[data-kind=log-contested]")).to_be_visible()
    _acknowledge_the_alert(page)
    expect(page.locator("[data-kind=log-contested]")).to_have_count(0)
    expect(page.locator("[data-log-band]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-log-band]")).to_be_visible()
    expect(page.locator("[data-kind=log-contested]")).to_have_count(0)
    other = place("relief", "chief", path="/inbox")
    expect(other.locator("[data-kind=log-contested]")).to_be_visible()


def _acknowledge_the_alert(page: Page) -> None:
    expect(page.locator("[data-alert=distress]")).to_be_visible()
    page.keyboard.press("Alt+KeyA")


@pytest.mark.stories
def test_keys_that_the_own_centre_does_not_believe_are_said(place: Desk, folder: Path) -> None:
    page = place("army", path="/log")
    expect(page.locator("[data-own-size]")).to_be_visible(timeout=60_000)
    path = folder / "office.log-key"
    ring = read_ring(path).with_new()
    strange = ring.without(ring.public[0].id.hex())
    strange.write(path)
    expect(page.locator("[data-unbelieved]")).to_contain_text(strange.public[0].written(), timeout=60_000)
    expect(page.locator("[data-alert=urgent]")).to_be_visible()
    go(page, "/inbox")
    expect(page.locator("[data-kind=log-keys]")).to_contain_text(words("en")["log-keys-strange"])
    assert not place.complaints
