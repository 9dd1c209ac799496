"""Every page, with something on it: in three languages and both themes nothing is in the way of anybody.

The walk goes from page to page inside the application. `make looks` has it leave pictures; those of the
documents are made by a walk of their own (`make pictures`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import beyond_the_sides, found_wrong, too_small
from tests.browser.catalogue import PLACES, Place, addresses
from tests.browser.palette import small
from tests.browser.people import Desk
from tests.browser.pictures import WANTED, picture
from tests.browser.valley import Valley
from tests.browser.walking import go
from tests.thorough import again

DOCUMENTS = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 360, "height": 780}


def test_the_catalogue_holds_every_address_of_the_router() -> None:
    assert sorted(place.address for place in PLACES) == sorted(addresses())
    assert len({place.picture for place in PLACES}) == len(PLACES)


@pytest.mark.parametrize("party", ["relief", "", *again("north")])
@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_nothing_on_any_page_is_in_the_way_of_anybody(seats: Desk, valley: Valley, language: str, party: str) -> None:
    page = _sit_down(seats, party, language)
    wrong: list[str] = []
    for place in (one for one in PLACES if one.party == party):
        try:
            _go(page, place, valley)
            wrong += [f"{place.address}: {text}" for text in _look(page, place, language)]
        except AssertionError as error:
            wrong.append(f"{place.address}: {error}")
    assert not wrong, "\n".join(wrong)
    assert not seats.complaints


if WANTED == "docs":

    @pytest.mark.parametrize("party", ["north", "relief", ""])
    def test_the_pictures_of_the_documents_are_made(seats: Desk, valley: Valley, party: str) -> None:
        page = _sit_down(seats, party, "en", width=1280, height=800, zone="UTC")
        blank = seats.open_page(seats.browser.new_context())
        DOCUMENTS.mkdir(exist_ok=True)
        for place in (one for one in PLACES if one.party == party):
            _go(page, place, valley)
            if place.presses:
                page.get_by_role("button", name=place.presses, exact=True).click()
            if place.map:
                expect(page.locator("section.map[data-still]")).to_be_attached(timeout=120_000)
            page.evaluate("scrollTo(0, 0)")
            (DOCUMENTS / f"{place.picture}.png").write_bytes(small(blank, page.screenshot()))


def _sit_down(seats: Desk, party: str, language: str, **how: object) -> Page:
    if party:
        return seats(party, "first", "/hand-over", language=language, **how)
    page = seats.page(language=language, **how)
    page.goto("/apply#some.secret")
    expect(page.locator("h1")).to_be_visible()
    return page


def _go(page: Page, place: Place, valley: Valley) -> None:
    go(page, place.where(valley.ids))
    expect(page.locator(place.shows).first).to_be_visible()


def _look(page: Page, place: Place, language: str) -> list[str]:
    """Light, then dark, where colours alone can differ; then narrow."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    wrong = found_wrong(page)
    _picture(page, place, f"{language}-1400", language in ("en", "ar"))
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {text}" for text in found_wrong(page, only_colours=True)]
    _picture(page, place, f"{language}-dark", language == "ru")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    wrong += [f"beyond the sides: {text}" for text in beyond_the_sides(page)]
    wrong += [f"smaller than 24 px: {text}" for text in too_small(page)]
    _picture(page, place, f"{language}-360", language in ("en", "ar"))
    return wrong


def _picture(page: Page, place: Place, name: str, wanted: bool) -> None:
    if wanted:
        picture(page, f"every-{place.picture}-{name}")
