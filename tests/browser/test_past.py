"""An investigator before the screen: what was known at a moment that is over, and nothing of it can be changed."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import found_wrong
from tests.browser.people import Desk, Staffed, desk_at, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import incident, site
from tests.thorough import again


@pytest.fixture(scope="module")
def kept(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """An office whose staff are the administrators of `drones`."""
    with staffed_office(tmp_path_factory.mktemp("past"), options=("--office-party", "drones")) as office:
        yield office


@pytest.fixture
def desk(browser: Browser, kept: Staffed) -> Iterator[Desk]:
    with desk_at(kept, browser) as made:
        yield made


def the_past(page: Page) -> None:
    expect(page.locator("[data-line=past]")).to_have_count(1)
    expect(page.locator("section.past")).to_be_visible()


def look_back(page: Page, moment: datetime, language: str, as_party: str = "") -> None:
    """By the control in the frame, as a person does it with the keyboard."""
    said = words(language)
    page.locator("header button.time").press("Enter")
    window = page.get_by_role("dialog")
    days = window.locator("input")
    days.first.fill(moment.strftime("%Y-%m-%d"))
    window.get_by_label(said["hour"], exact=True).fill(moment.strftime("%H:%M"))
    if as_party:
        window.locator("select").select_option(as_party)
    window.get_by_role("button", name=said["past-show"], exact=True).press("Enter")
    the_past(page)


def test_the_past_is_shown_as_it_was_and_takes_no_change(desk: Desk, kept: Staffed) -> None:
    notice = kept.speak["relief"].post("/notices", site(recipients=("army",)))
    page = desk("army", path=f"/notices/{notice['id']}")
    said = words("en")
    expect(page.locator("main")).to_contain_text("Clinic of the valley")
    told = datetime.now(UTC).isoformat()
    kept.speak["army"].post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Lt Haddad"})
    expect(page.locator("main")).to_contain_text("Lt Haddad")
    page.evaluate("at => sessionStorage.setItem('tansiq.past', JSON.stringify({ at }))", told)  # to the second
    page.reload()
    the_past(page)
    expect(page.locator("section.past")).to_contain_text(said["past-band-own"])
    expect(page.locator("section.past")).to_contain_text(said["past-entry"])
    expect(page.locator("main")).to_contain_text("Clinic of the valley")
    expect(page.locator("main")).not_to_contain_text("Lt Haddad")
    assert page.get_by_role("button", name=said["acknowledge"]).count() == 0
    expect(page.locator("header .utc")).to_contain_text(told[11:19])
    fits(page, "past-notice")
    page.get_by_role("button", name=said["past-back"]).click()
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Lt Haddad")
    expect(page.locator("section.past")).to_have_count(0)
    assert not desk.complaints


@pytest.mark.parametrize(("language", "width"), [("ar", 360), *again(("en", 1400), ("ru", 360), ("ar", 1400))])
@pytest.mark.stories
def test_the_way_there_and_back_fits_and_is_read_out(desk: Desk, language: str, width: int) -> None:
    said = words(language)
    page = desk("drones", "chief", language=language, width=width, path="/notices")
    page.locator("header button.time").click()
    window = page.get_by_role("dialog")
    expect(window).to_be_visible()
    fits(page, f"past-choice-{language}-{width}")
    window.get_by_label(said["hour"], exact=True).fill("23:59")
    window.locator("input").first.fill("2199-01-01")
    expect(window).to_contain_text(said["past-ahead"])
    expect(window.get_by_role("button", name=said["past-show"], exact=True)).to_be_disabled()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    look_back(page, datetime.fromtimestamp(time.time() - 3_600, UTC), language, as_party="army")
    expect(page.locator("section.past")).to_contain_text(said["past-entry"])
    fits(page, f"past-band-{language}-{width}")
    assert found_wrong(page) == []
    page.goto("/")
    the_past(page)
    fits(page, f"past-watch-{language}-{width}")
    page.get_by_role("button", name=said["past-back"]).click()
    expect(page.locator("[data-line=live]")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_before_the_first_entry_there_is_nothing_and_the_way_back_is_there(desk: Desk) -> None:
    page = desk("army", path="/notices")
    page.evaluate("sessionStorage.setItem('tansiq.past', JSON.stringify({ at: '2001-01-01T00:00:00Z' }))")
    page.reload()
    expect(page.locator("section.past")).to_contain_text(words("en")["problem-moment-invalid"])
    page.get_by_role("button", name=words("en")["past-back"]).click()
    expect(page.locator("[data-line=live]")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_an_incident_is_taken_along_as_one_file_and_read_without_an_office(
    desk: Desk, kept: Staffed, tmp_path: Path
) -> None:
    relief = kept.speak["relief"]
    made = relief.post("/incidents", incident("Over the convoy", ["army"]))
    relief.post(f"/incidents/{made['id']}/facts", {"facts": ["It flew at 14:32"], "person": "Amal"})
    page = desk("army", path=f"/incidents/{made['id']}", language="ar")
    with page.expect_download() as coming:
        page.locator("[data-bundle]").click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        archive.extractall(tmp_path)
    for language, width in (("ar", 1200), ("en", 360), ("ru", 800)):
        name = "index.html" if language == "ar" else f"index.{language}.html"
        alone = page.context.new_page()
        alone.set_viewport_size({"width": width, "height": 900})
        asked: list[str] = []
        alone.on("request", lambda request, asked=asked: asked.append(request.url))
        alone.goto((tmp_path / name).as_uri())
        expect(alone.get_by_role("heading", level=1)).to_have_text("Over the convoy")
        expect(alone.locator("main")).to_contain_text("مرت طائرة فوق القافلة")
        fits(alone, f"bundle-{language}-{width}")
        assert found_wrong(alone) == []
        assert asked == [(tmp_path / name).as_uri()], "the page asked for something"
        alone.close()
    assert not desk.complaints
