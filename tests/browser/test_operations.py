"""Planning before the screen: meeting a conflict, taking the suggested change, beginning and ending."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import Desk, Staffed
from tests.browser.pictures import picture
from tests.coordination import flight, site


def test_what_is_lacking_is_said_before_anything_is_sent(desk: Desk) -> None:
    """No kind and no height is taken for granted; whoever closes an area has said so with the way there."""
    page = desk("army", path="/operations/new")
    kind = page.get_by_label("Kind", exact=True)
    expect(kind).to_have_value("")
    for bound in ("Lower (m)", "Upper (m)"):
        expect(page.get_by_label(bound)).to_have_value("")
    page.get_by_role("button", name="Plan it", exact=True).click()
    lacking = page.locator("ul[role=alert]")
    expect(lacking).to_contain_text("Its kind is missing.")
    expect(lacking).to_contain_text("It has no name yet.")
    expect(lacking).to_contain_text("The centre is missing.")
    kind.select_option("drone")
    expect(lacking).to_contain_text("The altitude band is missing.")
    page.goto("/operations/new?kind=constraint")
    expect(kind).to_have_value("constraint")
    assert not desk.complaints


@pytest.mark.stories
def test_a_plan_begins_with_the_kind_of_the_partys_newest_operation(desk: Desk, staffed: Staffed) -> None:
    for kind, lat in (("convoy", 54.0), ("team", 54.5)):
        staffed.speak["relief"].post("/operations", flight(lat, 5.4, kind=kind))
    page = desk("relief", path="/operations/new")
    expect(page.get_by_label("Kind", exact=True)).to_have_value("team")
    page.goto("/imports?for=operations")
    expect(page.get_by_label("Kind", exact=True)).to_have_value("team")
    assert not desk.complaints


@pytest.mark.stories
def test_conflicts_of_ones_own_are_listed_and_go_when_they_are_over(desk: Desk, staffed: Staffed) -> None:
    drones, relief = staffed.speak["drones"], staffed.speak["relief"]
    theirs = drones.post("/operations", flight(51.0, 5.4))["operation"]
    drones.post("/operations", flight(51.001, 5.4))
    assert len(drones.get("/conflicts")["items"]) == 2, "each is told of the other; the page shows the pair once"
    page = desk("drones", path="/conflicts")
    expect(page.locator("section.meeting")).to_have_count(1)
    picture(page, "conflicts-en-wide", whole=False)
    drones.put(f"/operations/{theirs['id']}/state", {"state": "Ended", "version": theirs["version"]})
    expect(page.get_by_text("None of your operations meets anything")).to_be_visible()
    assert relief.get("/conflicts")["items"] == []


@pytest.mark.stories
def test_an_observer_sees_operations_and_is_offered_nothing_to_change(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["army"].post("/operations", flight(52.0, 5.4, kind="aircraft"))["operation"]
    page = desk("army", "observer", path=f"/operations/{made['id']}")
    expect(page.locator("h1")).to_have_text("aircraft at 52.0,5.4")
    expect(page.get_by_role("button", name="It has begun")).to_have_count(0)
    page.goto("/operations")
    expect(page.get_by_role("link", name="Plan an operation")).to_have_count(0)


def test_another_partys_change_is_on_the_open_page(desk: Desk, staffed: Staffed) -> None:
    drones = staffed.speak["drones"]
    made = drones.post("/operations", flight(53.0, 5.4))["operation"]
    page = desk("army", path=f"/operations/{made['id']}")
    expect(page.locator(".badge").first).to_contain_text("Planned")
    drones.put(f"/operations/{made['id']}/state", {"state": "Activated", "version": made["version"]})
    expect(page.locator(".badge").first).to_contain_text("Under way")
    drones.put(f"/operations/{made['id']}/state", {"state": "Ended", "version": made["version"] + 1})
    expect(page.locator(".badge").first).to_contain_text("Ended")


@pytest.mark.stories
def test_what_the_office_says_by_itself_is_read_in_the_readers_language(desk: Desk, staffed: Staffed) -> None:
    staffed.speak["relief"].post("/notices", site(48.0, 5.4))
    staffed.speak["army"].post("/operations", flight(48.001, 5.4, kind="aircraft"))
    page = desk("relief", path="/inbox", language="ar")
    expect(page.get_by_role("main")).to_contain_text("خُطِّط شيء ضمن")
    expect(page.get_by_role("main")).not_to_contain_text("Something is planned")
    page.goto("/threads")
    page.get_by_role("link", name="خُطِّط قرب إخطار").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("خُطِّط قرب إخطار")
    expect(page.locator("article").first).to_contain_text("خُطِّط شيء ضمن")
    expect(page.get_by_role("main")).not_to_contain_text("Something is planned")
    assert not desk.complaints
