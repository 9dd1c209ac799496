"""Places before the screen: drawn with a mouse on the map, or typed without one; both are the same place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import click, drag, draw
from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import at
from tests.planned_files import own
from tests.thorough import again


def planner(desk: Desk, shape: str, **how: str) -> Page:
    """A page on which somebody plans, at a shape."""
    page = desk("drones", path="/operations/new", **how)
    said = words(how.get("language", "en"))
    page.get_by_role("radio", name=said[f"shape-{shape}"], exact=True).check()
    return page


def points(page: Page) -> list[str]:
    """As they stand in the list."""
    return [one.input_value() for one in page.locator("fieldset ol li input.mono[dir=auto]").all()]


def lowest(positions: list[str]) -> int:
    """Which of them lies farthest south: the hand may have gone around either way."""
    lats = [float(text.split(",")[0]) for text in positions]
    return lats.index(min(lats))


@pytest.mark.parametrize("language", ["en", *again("ar")])
def test_an_area_is_drawn_and_a_corner_is_moved(desk: Desk, language: str) -> None:
    page = planner(desk, "polygon", language=language)
    draw(page, (0.3, 0.5), (0.6, 0.5), (0.45, 0.75), (0.3, 0.5))
    expect(page.locator("fieldset ol li")).to_have_count(3)
    before = points(page)
    drag(page, (0.45, 0.75), (0.55, 0.8))
    moved = page.locator("fieldset ol li").nth(lowest(before)).locator("input.mono").first
    expect(moved).not_to_have_value(before[lowest(before)])
    assert sum(one != other for one, other in zip(before, points(page), strict=True)) == 1
    fits(page, f"draw-polygon-{language}-1400")
    page.get_by_role("button", name=words(language)["draw-undo"], exact=True).click()
    expect(moved).to_have_value(before[lowest(before)])
    assert not desk.complaints


@pytest.mark.stories
def test_a_circle_is_drawn_and_made_wider(desk: Desk) -> None:
    page = planner(desk, "circle")
    draw(page, (0.5, 0.6), (0.6, 0.6))
    radius = page.get_by_label(re.compile("^Radius"))
    drawn = float(radius.input_value())
    assert drawn > 1
    drag(page, (0.6, 0.6), (0.7, 0.6))
    expect(radius).not_to_have_value(f"{drawn:g}")
    assert float(radius.input_value()) > drawn * 1.5
    assert not desk.complaints


@pytest.mark.stories
def test_a_way_is_drawn_and_its_legs_have_times_of_their_own(desk: Desk, staffed: Staffed) -> None:
    page = planner(desk, "route")
    page.get_by_label("Name", exact=True).fill("Drawn way")
    page.get_by_label("Kind", exact=True).select_option("convoy")
    draw(page, (0.3, 0.5), (0.5, 0.6), (0.7, 0.5), (0.7, 0.5))
    legs = page.locator("fieldset ol li")
    expect(legs).to_have_count(3)
    when = [at(60 * (i + 1)) for i in range(3)]  # a minute may end while they are typed
    for i, moment in enumerate(when):
        leg = legs.nth(i).get_by_role("group", name=re.compile("There at"))
        leg.get_by_label("Day").fill(moment[:10])
        leg.get_by_label("Hour").fill(moment[11:16])
    times = [legs.nth(i).get_by_label("Hour").input_value() for i in range(3)]
    assert times == [moment[11:16] for moment in when]
    click(page, (0.9, 0.9))
    expect(legs).to_have_count(3)
    assert len(own(staffed.speak["drones"])) == 0
    assert not desk.complaints


@pytest.mark.stories
def test_without_a_mouse_the_same_area_is_typed(desk: Desk, staffed: Staffed) -> None:
    """In decimal degrees, in degrees, minutes and seconds, and as a grid reference."""
    page = planner(desk, "polygon")
    page.get_by_label("Name", exact=True).fill("Typed area")
    page.get_by_label("Kind", exact=True).select_option("drone")
    page.get_by_label("Lower (m)").fill("0")
    page.get_by_label("Upper (m)").fill("120")
    typed = ("36.2, 5.4", "36°12'00\"N 005°30'00\"E", "31S GA 19993 20009")
    for i, text in enumerate(typed):
        if i:
            page.get_by_role("button", name="Add point").focus()
            page.keyboard.press("Enter")
        page.get_by_label(re.compile(f"^Point .?{i + 1}")).focus()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("fieldset ol li")).to_have_count(i + 1)
    expect(page.locator("[data-pen=edit]")).to_be_visible()
    outlook = page.locator("section[aria-live=polite]")
    expect(outlook).to_have_attribute("aria-busy", "false")
    page.get_by_label("Name", exact=True).press("End")
    page.keyboard.type("s")
    assert outlook.get_attribute("aria-busy") == "false", "a letter in the name is weighed"
    page.get_by_role("button", name="Plan it", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/operations/[0-9a-f-]{36}$"))
    (made,) = [one for one in own(staffed.speak["drones"]) if one["title"] == "Typed areas"]
    corners = made["extents"][0]["polygon"]
    assert [round(corner["lat"], 3) for corner in corners[:2]] == [36.2, 36.2]
    assert [round(corner["lng"], 3) for corner in corners[:2]] == [5.4, 5.5]
    assert not desk.complaints


@pytest.mark.stories
def test_the_way_of_a_movement_is_drawn_and_typed_as_a_plans_is(desk: Desk) -> None:
    page = desk("relief", path="/notices/new")
    page.locator("[data-kind=movement]").click()
    page.get_by_label("Name", exact=True).fill("Supplies")
    draw(page, (0.3, 0.5), (0.5, 0.6), (0.5, 0.6))
    legs = page.locator("fieldset ol li")
    expect(legs).to_have_count(2)
    page.get_by_role("button", name=words("en")["writing-on"], exact=True).click()
    expect(legs.first.get_by_role("alert")).to_be_visible()
    for i in range(2):
        leg = legs.nth(i).get_by_role("group", name=re.compile("There at"))
        leg.get_by_label("Day").fill(at(60 * (i + 1))[:10])
        leg.get_by_label("Hour").fill(at(60 * (i + 1))[11:16])
    expect(legs.nth(1)).to_contain_text(words("en")["leg-fast"])
    fits(page, "draw-movement-en-1400")
    page.get_by_role("button", name=words("en")["writing-on"], exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(words("en")["writing-who-title"])
    assert not desk.complaints
