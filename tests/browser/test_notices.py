"""Notices from the first letter that is typed to the unit that was told: by people, in a browser, in their language."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tansiq.office.terms import AcknowledgeWithin, Sight
from tests.browser.barriers import found_wrong
from tests.browser.people import PASSWORD, Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import at, flows, site, terms
from tests.thorough import again

MOST_INTERACTIONS = 15
AGREED = {
    "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"))),
    "relief-drones": (
        ("drones", "relief"),
        terms(
            "relief-drones",
            flows("relief", "drones", Sight.COARSE),
            acknowledge_within=AcknowledgeWithin(1, 1, 1),
        ),
    ),
}
"""What the army is given it has an hour to acknowledge; the drone service, which sees coarsely, a second."""


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(tmp_path_factory.mktemp("office"), agreed=AGREED) as office:
        yield office


class Hand:
    """A person's hand: what it does is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def click(self, what: Locator) -> None:
        self.done += 1
        what.click()

    def fill(self, what: Locator, text: str) -> None:
        self.done += 1
        what.fill(text)

    def check(self, what: Locator) -> None:
        self.done += 1
        what.check()


def main_button(page: Page) -> Locator:
    """The one that leads on."""
    return page.locator("main .button.first").last


def test_a_newcomer_comes_from_the_door_to_a_released_notice_in_15_interactions(desk: Desk) -> None:
    second = desk("relief", "second")
    page = desk.page()
    page.goto("/signin?party=relief")
    hand = Hand(page)
    hand.fill(page.locator("input[autocomplete=username]"), "duty")
    hand.fill(page.locator("input[type=password]"), PASSWORD)
    hand.click(page.get_by_role("button", name="Sign in"))
    hand.click(page.get_by_role("link", name="Notices"))
    hand.click(page.get_by_role("link", name="New notice").first)
    hand.click(page.locator("[data-kind=site]"))
    hand.fill(page.get_by_label("Name", exact=True), "Clinic of the newcomer")
    hand.fill(page.get_by_label("Position", exact=True), "٣٦°١٢′٣٠″ شمال ٥°٢٤′٠٠″ شرق")
    expect(page.get_by_text("36.20833, 5.40000")).to_be_visible()
    fits(page, "notices-where-en-1400")
    hand.click(page.get_by_role("button", name="Next"))
    hand.check(page.locator("[data-recipient=army] input[type=checkbox]"))
    expect(page.locator("[data-recipient=army] [data-sight=all]")).to_be_visible()
    expect(page.locator("[data-recipient=stranger]")).to_have_count(0)
    fits(page, "notices-who-en-1400")
    hand.click(page.get_by_role("button", name="Next"))
    fits(page, "notices-until-en-1400")
    hand.click(page.get_by_role("button", name="Next"))
    fits(page, "notices-review-en-1400")
    hand.click(page.get_by_role("button", name="Hand it to a second person"))
    address = page.locator("main a[href*='/notices/drafts/']").first.get_attribute("href")
    fits(page, "notices-written-en-1400")
    second.goto(str(address))
    other = Hand(second)
    other.check(second.get_by_label("I have compared these coordinates with their source"))
    fits(second, "notices-check-en-1400")
    other.click(second.get_by_role("button", name="Confirm and release"))
    expect(second.locator("[data-released='1']")).to_be_visible()
    assert hand.done + other.done <= MOST_INTERACTIONS, (hand.done, other.done)
    page.goto("/notices")
    expect(page.locator("[data-notice]", has_text="Clinic of the newcomer")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_what_is_typed_is_not_lost_with_the_window(desk: Desk) -> None:
    page = desk("relief", path="/notices/new")
    page.locator("[data-kind=infrastructure]").click()
    page.get_by_label("Name", exact=True).fill("Pumping station 4")
    page.get_by_label("Position", exact=True).fill("36.1 5.1")
    expect(page.get_by_text("36.10000, 5.10000")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Pumping station 4")
    expect(page.get_by_label("Position", exact=True)).to_have_value("36.1 5.1")
    page.get_by_role("button", name="Begin anew").click()
    page.reload()
    expect(page.locator("[data-kind=site]")).to_be_visible()


@pytest.mark.stories
def test_what_cannot_be_read_is_said_beside_the_field_and_keeps_one_from_going_on(desk: Desk) -> None:
    page = desk("relief", "chief", path="/notices/new")
    page.locator("[data-kind=site]").click()
    page.get_by_label("Position", exact=True).fill("91.5, 200")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("It needs a name.")).to_be_visible()
    expect(page.get_by_text("is no latitude")).to_be_visible()
    fits(page, "notices-wrong-en-1400")


@pytest.mark.stories
def test_who_may_only_look_writes_nothing(desk: Desk) -> None:
    page = desk("relief", "observer", path="/notices")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="New notice")).to_have_count(0)
    page.goto("/notices/new")
    expect(page.get_by_text("This is for others to do")).to_be_visible()


def test_whoever_wrote_a_draft_cannot_check_it(desk: Desk, staffed: Staffed) -> None:
    page = desk("relief", path="/notices/new")
    form = {name: value for name, value in site(36.9, 6.0).items() if name not in ("author", "checked_by")}
    csrf = page.request.get("/api/v1/session").json()["csrf"]
    made = page.request.post("/api/v1/notice-drafts", data=form, headers={"X-CSRF-Token": csrf}).json()
    page.goto(f"/notices/drafts/{made['id']}")
    expect(page.locator("[data-draft-state=written]")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm and release")).to_have_count(0)
    expect(page.get_by_text("somebody else checks it")).to_be_visible()


@pytest.mark.stories
def test_what_is_overdue_comes_first_and_says_since_when(desk: Desk, staffed: Staffed) -> None:
    form = {
        **site(35.5, 6.5, recipients=[{"party": "drones", "precision": "coarse"}]),
        "card": {"title": "Silent depot"},
    }
    staffed.speak["relief"].post("/notices", form)
    page = desk("relief", path="/notices")
    late = page.locator("[data-notice]", has_text="Silent depot")
    expect(late.locator("[data-need=theirs-overdue]")).to_be_visible()
    expect(late.locator("[data-mark=overdue]")).to_be_visible()
    expect(page.locator("[data-notice]").first.locator("[data-need$=overdue]")).to_be_visible()
    theirs = desk("drones", path="/notices")
    expect(theirs.locator("[data-notice]", has_text="Silent depot").locator("[data-need=read-overdue]")).to_be_visible()


@pytest.mark.stories
def test_a_notice_is_renewed_given_to_more_and_withdrawn_with_the_reason(desk: Desk, staffed: Staffed) -> None:
    form = {**site(35.0, 6.0), "card": {"title": "Three days"}, "valid_until": at(60)}
    made = staffed.speak["relief"].post("/notices", form)
    page = desk("relief", path=f"/notices/{made['id']}")
    page.get_by_role("button", name="Still valid…").click()
    page.get_by_role("button", name=re.compile("30 days.* from now")).click()
    page.get_by_role("button", name="It is still valid").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_text(re.compile("for .(30|29) days"))).to_be_visible()
    page.get_by_role("button", name="Recipients…").click()
    page.locator("dialog [data-recipient=drones] input[type=checkbox]").check()
    fits(page, "notices-recipients-en-1400")
    page.get_by_role("button", name="Add these recipients").click()
    expect(page.locator("[data-party=drones]")).to_be_visible()
    page.get_by_role("button", name="Recipients…").click()
    page.get_by_label("Take some away").check()
    page.get_by_role("checkbox", name=re.compile("drones")).check()
    page.get_by_role("button", name="Take these away").click()
    expect(page.locator("[data-party=drones]")).to_contain_text("no longer a recipient")
    page.get_by_role("button", name="Withdraw…").click()
    page.get_by_label("Reason").fill("The clinic has moved.")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("The clinic has moved.")).to_be_visible()
    expect(page.get_by_role("button", name="Withdraw…")).to_have_count(0)
    army = desk("army", path=f"/notices/{made['id']}")
    expect(army.get_by_text("The clinic has moved.")).to_be_visible()
    page.goto("/notices")
    page.get_by_label("State").select_option("withdrawn")
    expect(page.locator("[data-notice]", has_text="Three days")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_who_was_chosen_before_it_was_known_what_they_may_see_is_told_that_much(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["relief"].post("/notices", site(35.2, 6.2))
    page = desk("relief", path=f"/notices/{made['id']}")
    page.route("**/api/v1/sight", lambda asked: None)
    page.get_by_role("button", name="Recipients…").click()
    page.locator("dialog [data-recipient=drones] input[type=checkbox]").check()
    expect(page.locator("dialog [data-recipient=drones]")).to_contain_text("How exactly")
    page.unroute("**/api/v1/sight")  # what was held goes on
    expect(page.locator("dialog [data-recipient=drones]")).to_contain_text("lets them see this coarsely only")
    page.get_by_role("button", name="Add these recipients").click()
    expect(page.locator("[data-party=drones]")).to_be_visible()


@pytest.mark.stories
def test_a_notice_is_printed_on_one_page(desk: Desk, staffed: Staffed, tmp_path: Path) -> None:
    form = site(35.1, 6.1, recipients=["army", {"party": "drones", "precision": "coarse"}])
    made = staffed.speak["relief"].post("/notices", form)
    page = desk("relief", path=f"/notices/{made['id']}")
    expect(page.locator("[data-party=army]").first).to_be_visible()
    printed = page.pdf(path=tmp_path / "notice.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.stories
def test_of_hundreds_of_rows_only_those_in_sight_are_there(desk: Desk, staffed: Staffed) -> None:
    rows = "title,latitude,longitude,recipients\n" + "\n".join(
        f"Store {i},{30 + i // 40 / 100:.4f},{10 + i % 40 / 100:.4f},army" for i in range(1_200)
    )
    page = desk("relief", path="/imports")
    began = time.monotonic()
    file: Any = {"name": "stores.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("[data-good='1200']")).to_be_visible(timeout=60_000)
    print(f"1,200 rows were looked through in {time.monotonic() - began:.1f} s")
    assert page.locator("[data-row]").count() < 100
    page.locator("[data-row]").nth(0).get_by_role("checkbox").uncheck()
    page.get_by_role("button", name=re.compile("Make .1,199. drafts")).click()
    expect(page.get_by_text(re.compile("1,199. drafts were made"))).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="To these drafts").click()
    expect(page.locator("[data-draft]").first).to_be_visible()
    assert page.locator("[data-draft]").count() < 100
    expect(page.locator("[data-draft]").first).to_contain_text(re.compile("row .3."))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("[data-draft]", has_text=re.compile(r"row .1,(19|20)\d"))).not_to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    page.locator(".tools input[type=checkbox]").check()
    page.get_by_role("button", name=re.compile("Throw .* away")).click()
    page.get_by_role("button", name="Throw them away").click()
    expect(page.get_by_text("No drafts", exact=True)).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("language", ["en", *again("ar")])
@pytest.mark.stories
def test_a_notice_is_changed_in_its_place_by_two_persons(desk: Desk, staffed: Staffed, language: str) -> None:
    said, lat = words(language), 33.0 + (language == "ar")
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    made = relief.post("/notices", site(lat, 6.0))
    army.post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "Nour"}, 200)
    first = desk("relief", path=f"/notices/{made['id']}", language=language)
    first.get_by_role("link", name=said["act-change"]).click()
    place = first.locator("form input.mono").first
    expect(place).to_have_value(re.compile(rf"^{lat:.0f}(\.0)?"))
    place.fill(f"{lat + 0.1:.1f}, 6.0")
    for _ in range(3):
        main_button(first).click()
    changes = first.locator("[data-change=some]")
    expect(changes).to_contain_text(said["change-elsewhere"])
    expect(changes).to_contain_text(said["change-acknowledge-again"])
    fits(first, f"notices-notice-change-{language}-1400")
    main_button(first).click()
    expect(first.get_by_text(said["written-title"])).to_be_visible()
    assert army.get(f"/notices/{made['id']}")["version"] == 1, "until it is checked nobody is told"

    path = first.locator("main a[href*='/notices/drafts/']").first.get_attribute("href") or ""
    second = desk("relief", "second", path=path, language=language, width=360)
    expect(second.locator("[data-change=some]")).to_contain_text(said["change-elsewhere"])
    fits(second, f"notices-notice-change-check-{language}-360")
    second.locator("[data-draft] .tick input").check()
    second.locator(".buttons .button.first").click()
    expect(second.locator("[data-released='1']")).to_be_visible()
    second.locator("[data-released='1'] ~ ul a").click()
    expect(second).to_have_url(re.compile(made["id"]))
    held = army.get(f"/notices/{made['id']}")
    assert (held["version"], held["extents"][0]["circle"]["lat"]) == (2, pytest.approx(lat + 0.1))
    assert "acknowledged_at" not in held["receipts"][0]
    assert not desk.complaints


@pytest.mark.stories
def test_recipients_are_not_added_and_taken_away_in_one_change(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["relief"].post("/notices", site(33.5, 6.0))
    page = desk("relief", path=f"/notices/new?change={made['id']}")
    main_button(page).click()
    page.get_by_role("checkbox", name=re.compile("^army")).uncheck()
    page.get_by_role("checkbox", name=re.compile("^drones")).check()
    main_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("not both in one change")
    page.get_by_role("checkbox", name=re.compile("^army")).check()
    for _ in range(2):
        main_button(page).click()
    changes = page.locator("[data-change=some]")
    expect(changes).to_contain_text("are given it for the first time")
    expect(changes).to_contain_text("stays acknowledged")
    assert not desk.complaints


@pytest.mark.stories
def test_the_steps_of_a_movement_can_be_used_without_eyes_mouse_or_colours(desk: Desk) -> None:
    page = desk("relief", path="/notices/new", dark=True)
    page.locator("[data-kind=movement]").click()
    expect(page.locator("form input").first).to_be_visible()
    assert found_wrong(page) == []
