"""What is shown under an agreement that ends, or begins, by its time while a page is open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import Desk, Staffed
from tests.coordination import at, flight

pytestmark = pytest.mark.stories


def test_what_an_agreement_showed_goes_from_an_open_page_when_it_ends_by_its_time(desk: Desk, staffed: Staffed) -> None:
    stranger, army = staffed.speak["stranger"], staffed.speak["army"]
    page = desk("army", "duty", "/operations")
    flows = [
        {"giver": giver, "receiver": receiver, "kinds": ["drone"], "sight": "all"}
        for giver, receiver in (("stranger", "army"), ("army", "stranger"))
    ]
    terms = {"title": "Short", "level": "information", "start": at(-0.01), "end": at(0.25), "flows": flows}
    offered = stranger.post("/agreements", {"parties": ["army", "stranger"], "terms": terms})
    for side in (stranger, army):
        signature = {"digest": offered["offer"]["digest"], "person": "the head"}
        side.post(f"/agreements/{offered['id']}/signatures", signature)
    stranger.post("/operations", {**flight(lat=20.0), "card": {"title": "Seen for a while"}})
    shown = page.locator("main").get_by_text("Seen for a while")
    expect(shown).to_be_visible()
    expect(shown).to_have_count(0, timeout=30_000)
    expect(page.locator("[data-line=live]")).to_be_visible()
    assert not desk.complaints
