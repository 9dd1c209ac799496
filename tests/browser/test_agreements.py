"""Agreements before the screen: read, offered, compared, signed, suspended; and what the other side will see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hand import draw
from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.coordination import at, flight


def offered(office: Staffed, by: str, sides: tuple[str, str], title: str) -> str:
    """Somebody else's program proposes an agreement."""
    one, other = sides
    flows = [
        {"giver": one, "receiver": other, "kinds": ["aircraft", "drone"], "sight": "coarse"},
        {"giver": other, "receiver": one, "kinds": ["drone"], "sight": "all"},
    ]
    terms = {
        "title": title,
        "level": "deconfliction",
        "start": at(-5),
        "end": at(60 * 24 * 30),
        "flows": flows,
        "separation": [{"kinds": ["aircraft", "drone"], "horizontal_m": 500, "vertical_m": 60, "minutes": 5}],
        "ladder": [{"after_s": 0, "role": "duty"}],
    }
    return str(office.speak[by].post("/agreements", {"parties": list(sides), "terms": terms})["id"])


def test_what_is_offered_is_read_in_words_and_signed_by_its_digest(desk: Desk, staffed: Staffed) -> None:
    made = offered(staffed, "drones", ("army", "drones"), "Drones under aircraft")
    digest = staffed.speak["drones"].get(f"/agreements/{made}")["offer"]["digest"]
    staffed.speak["drones"].post(f"/agreements/{made}/signatures", {"digest": digest, "person": "Head of drones"})
    page = desk("army", "chief", path="/inbox")
    page.locator("li[data-kind=agreement]").filter(has_text="Drones under aircraft").get_by_role("link").first.click()
    expect(page.locator("[data-term='flow army drones coarse']")).to_contain_text("Coarsely, by cells of about")
    expect(page.locator("[data-term='separation aircraft drone']")).to_contain_text(re.compile("500 m.? beside"))
    page.get_by_role("button", name="Sign").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(digest)
    expect(dialog).to_contain_text("Chris Chief of army")
    dialog.get_by_role("button", name="Sign").click()
    expect(page.locator("[data-standing='in force']").first).to_be_visible()
    signed = staffed.speak["army"].get(f"/agreements/{made}")["signatures"]
    assert {(one["party"], one["person"]) for one in signed} == {
        ("army", "Chris Chief of army"),
        ("drones", "Head of drones"),
    }
    assert not desk.complaints


@pytest.mark.stories
def test_a_duty_officer_reads_the_offer_and_is_told_who_signs(desk: Desk, staffed: Staffed) -> None:
    made = offered(staffed, "relief", ("army", "relief"), "Only for reading")
    page = desk("army", path=f"/agreements/{made}")
    expect(page.get_by_text("Your role does not sign")).to_be_visible()
    expect(page.get_by_role("button", name="Sign")).to_have_count(0)


def test_an_agreement_is_proposed_with_the_form(desk: Desk, staffed: Staffed) -> None:
    page = desk("relief", "chief", path="/agreements")
    page.get_by_role("link", name="Propose an agreement").first.click()
    page.get_by_label("authority, in full").check()
    page.get_by_role("textbox", name="Title").fill("Clinics and closed areas")
    page.get_by_role("radio", name="A polygon").check()
    expect(page.get_by_role("button", name="Make this offer")).to_be_disabled()
    for _ in range(5):
        page.get_by_role("button", name="Closer").click()
    draw(page, (0.3, 0.4), (0.7, 0.4), (0.5, 0.7), (0.3, 0.4))
    ours = page.get_by_role("group", name=re.compile("relief.*shows.*authority"))
    ours.get_by_label("drone").select_option("nothing")
    fits(page, "agreement-propose-en")
    page.get_by_role("button", name="Make this offer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clinics and closed areas")
    expect(page.locator("section.map[data-still]")).to_be_attached(timeout=60_000)
    fits(page, "agreement-offered-en")
    made = page.url.rsplit("/", 1)[-1]
    terms = staffed.speak["authority"].get(f"/agreements/{made}")["offer"]["terms"]
    given = {flow["giver"]: set(flow["kinds"]) for flow in terms["flows"]}
    assert len(terms["area"]["polygon"]) == 3
    assert "drone" not in given["relief"]
    assert "drone" in given["authority"]
    assert not desk.complaints


@pytest.mark.stories
def test_other_terms_are_laid_beside_those_in_force(desk: Desk, staffed: Staffed) -> None:
    page = desk("army", "chief", path="/agreements/relief-army/offer")
    page.get_by_label("Near a notice, m").fill("2500")
    page.get_by_role("button", name="Add a step").click()
    page.get_by_label("Role").last.fill("general")
    page.get_by_role("button", name="Make this offer").click()
    page.wait_for_url(re.compile("/agreements/relief-army$"))
    offer = page.locator("section").filter(has=page.get_by_role("heading", name="Other terms are offered"))
    changed = offer.locator("[data-term='notice-distance']")
    expect(changed).to_have_attribute("data-change", "changed")
    expect(changed.locator("del")).to_have_text("1,000 m")
    expect(changed.locator("ins")).to_have_text("2,500 m")
    expect(offer.locator("[data-term='ladder 3']")).to_have_attribute("data-change", "new")
    expect(offer.locator("[data-change=same]")).to_have_count(0)
    fits(page, "agreement-diff-en")
    page.get_by_role("button", name="Take the offer back").click()
    expect(page.get_by_role("heading", name="Other terms are offered")).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_a_channel_is_suspended_with_a_reason_seen_by_the_other_side_and_resumed(desk: Desk, staffed: Staffed) -> None:
    ours = desk("army", path="/agreements/relief-army")
    theirs = desk("relief", path="/agreements/relief-army", language="ar", width=360)
    ours.get_by_role("button", name="Suspend the channel").click()
    ours.get_by_label("Reason").fill("An incident is looked into.")
    ours.get_by_role("dialog").get_by_role("button", name="Suspend the channel").click()
    expect(theirs.locator("[data-standing=suspended]").first).to_be_visible()
    expect(theirs.locator(".suspension")).to_contain_text("An incident is looked into.")
    fits(theirs, "agreement-suspended-ar-360")
    expect(theirs.get_by_role("button", name="استئناف القناة")).to_have_count(0)
    ours.get_by_role("button", name="Resume the channel").click()
    expect(theirs.locator("[data-standing='in force']").first).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_a_channel_is_tested_now_and_the_other_side_answers_from_its_inbox(desk: Desk, staffed: Staffed) -> None:
    ours = desk("army", path="/agreements/relief-army")
    theirs = desk("relief", path="/inbox", language="ru")
    ours.get_by_role("button", name="Test now").click()
    expect(ours.get_by_text("one test")).to_be_visible()
    test = theirs.locator("li[data-kind=test]")
    expect(test).to_contain_text("Проверка канала")
    test.get_by_role("button", name="Подтвердить").click()
    expect(test).to_have_count(0)
    ours.get_by_role("link", name="Open the hotline").click()
    expect(ours.locator("article[data-number='1']")).to_contain_text("Channel test")
    expect(ours.locator("article[data-number='1']")).to_contain_text("acknowledged by")
    assert not desk.complaints


@pytest.mark.stories
def test_what_they_will_see_is_what_the_terms_say(desk: Desk, staffed: Staffed) -> None:
    made = offered(staffed, "drones", ("army", "drones"), "Coarse for aircraft")
    staffed.speak["army"].post("/operations", flight(kind="aircraft", lat=36.9))
    page = desk("army", path=f"/agreements/{made}/preview")
    row = page.locator("tr[data-sight]").filter(has_text="aircraft at")
    expect(row).to_have_attribute("data-sight", "coarse")
    expect(row).to_contain_text("where and when, coarsely")
    expect(page.locator("section.map[data-still]")).to_be_attached(timeout=60_000)
    fits(page, "preview-en")
    page.goto("/agreements/air/preview")
    expect(page.locator("tr[data-sight=all]").filter(has_text="aircraft at")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_an_agreement_is_ended_for_good(desk: Desk, staffed: Staffed) -> None:
    page = desk("army", "chief", path="/agreements/air")
    page.get_by_role("button", name="End the agreement").click()
    page.get_by_label("Reason").fill("The valley is empty.")
    page.get_by_role("dialog").get_by_role("button", name="End the agreement").click()
    expect(page.locator("[data-standing=ended]").first).to_be_visible()
    expect(page.get_by_text("What was shared stays")).to_be_visible()
    expect(page.get_by_role("button", name="End the agreement")).to_have_count(0)
