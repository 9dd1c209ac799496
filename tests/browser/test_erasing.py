"""Where something was written stands that it was erased, when, and by whose order, for whoever could read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import found_wrong
from tests.browser.people import Desk, Staffed, desk_at, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import Speaker, eventually, flight, incident, quiet_period, report, request, site

pytestmark = pytest.mark.stories

REFERENCE = "court of Aden, 12/2026"


@pytest.fixture(scope="module")
def kept(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(tmp_path_factory.mktemp("erasing")) as office:
        yield office


@pytest.fixture
def desk(browser: Browser, kept: Staffed) -> Iterator[Desk]:
    with desk_at(kept, browser) as made:
        yield made


@pytest.fixture(scope="module")
def gone(kept: Staffed) -> dict[str, str]:
    """One thing of every kind, said and erased: where each is looked at."""
    relief = kept.speak["relief"]
    notice = relief.post("/notices", site())
    relief.post(f"/notices/{notice['id']}/withdrawal", {"version": notice["version"], "reason": "over"})
    operation = relief.post("/operations", flight(card={"title": "Water"}))["operation"]
    relief.put(f"/operations/{operation['id']}/state", {"state": "Ended", "version": operation["version"]})
    quiet = relief.post("/quiet-periods", quiet_period("relief-army"))
    relief.post(f"/quiet-periods/{quiet['id']}/withdrawal", {"person": "Amal"})
    said: dict[str, Any] = {
        "notice": notice,
        "operation": operation,
        "quiet-period": quiet,
        "report": relief.post("/reports", report("The road", ["army"])),
        "request": relief.post("/requests", request("The road", ["army"])),
        "incident": relief.post("/incidents", incident("The road", ["army"])),
        "thread": relief.post("/threads", {"title": "Road", "parties": ["army"], "message": {"text": "Hello"}}),
    }
    for subject, thing in said.items():
        _erase(relief.only("tansiq.erase"), subject, thing["id"])
    return {subject: f"/{subject}s/{thing['id']}" for subject, thing in said.items()}


def _erase(staff: Speaker, subject: str, thing: str) -> None:
    form = {"subject": subject, "thing": thing, "reference": REFERENCE, "person": "Amal"}
    order = staff.post("/erasures", form)
    staff.post(f"/erasures/{order['id']}/confirmation", {"person": "Bashir"})
    eventually(lambda: staff.get(f"/erasures/{order['id']}").get("done"), 60)


@pytest.mark.parametrize(("language", "width"), [("ar", 360), ("en", 1400), ("ru", 360), ("ru", 1400)])
def test_each_page_says_what_has_become_of_its_words(
    desk: Desk, gone: dict[str, str], language: str, width: int
) -> None:
    said = words(language)
    pages = {party: desk(party, language=language, width=width) for party in ("army", "relief")}
    for subject, path in gone.items():
        page = pages["relief" if subject == "operation" else "army"]  # one that has ended is shown to its owner alone
        page.goto(path)
        note = page.locator("[data-erased=order]")
        expect(note).to_be_visible()
        expect(note).to_contain_text(said["content-erased"])
        expect(note).to_contain_text(REFERENCE)
        expect(page.locator("h1").first).not_to_be_empty()
        for words_of_it in ("Clinic of the valley", "Water"):
            expect(page.locator("main")).not_to_contain_text(words_of_it)
        fits(page, f"erased-{subject}-{language}-{width}")
        assert found_wrong(page) == [], subject
    page = pages["army"]
    for place in ("/", "/notices", "/threads", "/reports", "/requests", "/incidents", "/quiet-periods"):
        page.goto(place)
        expect(page.locator("[data-line=live]")).to_be_visible()
        expect(page.locator("main")).to_be_visible()
        assert found_wrong(page) == [], place
    assert not desk.complaints
