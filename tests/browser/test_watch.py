"""The first page before the screen: the map, its moment, and the list that says the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.barriers import found_wrong
from tests.browser.people import Desk, Staffed
from tests.browser.pictures import picture
from tests.coordination import flight, site
from tests.thorough import again

DRAWN_MS = 60_000
"""Software draws the first picture; others compute beside it."""
_BEYOND = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { left, right } = element.getBoundingClientRect();
  return (right > innerWidth + 0.5 || left < -0.5) && document.documentElement.scrollWidth > innerWidth;
}).map((element) => element.outerHTML.slice(0, 200))"""
"""What reaches over the sides of a page that can be scrolled sideways."""
SAID = {"en": "Clinic of the valley", "ar": "موقع محمي", "ru": "Объект"}


@pytest.fixture(scope="module", autouse=True)
def things(staffed: Staffed) -> None:
    staffed.speak["relief"].post("/notices", site(45.0, 5.4))
    staffed.speak["drones"].post("/operations", flight(45.01, 5.41, begins=20, lasts=60))


def _drawn(page: Page) -> Page:
    expect(page.locator("section.map[data-still]")).to_be_visible(timeout=DRAWN_MS)
    return page


def _listed(page: Page, text: str) -> Locator:
    return page.locator("aside ul button", has_text=text)


def test_what_is_there_at_the_chosen_moment_is_listed(desk: Desk) -> None:
    page = desk("army")
    expect(_listed(page, "Clinic of the valley")).to_be_visible()
    expect(_listed(page, "drone at 45.01")).to_have_count(0)
    page.get_by_role("button", name="30 min later").click()
    expect(_listed(page, "drone at 45.01")).to_be_visible()
    expect(page.locator("output")).to_contain_text("30 min")
    page.get_by_role("button", name="Now", exact=True).click()
    expect(_listed(page, "drone at 45.01")).to_have_count(0)
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(6):
        slider.press("ArrowRight")
    expect(_listed(page, "drone at 45.01")).to_be_visible()
    _drawn(page)
    assert not desk.complaints


def test_what_comes_appears_and_what_ends_goes_without_asking(desk: Desk, staffed: Staffed) -> None:
    page = desk("army")
    page.get_by_role("button", name="30 min later").click()
    planned = staffed.speak["drones"].post("/operations", flight(44.99, 5.39, begins=10, lasts=90))["operation"]
    expect(_listed(page, "drone at 44.99")).to_be_visible()
    ended = {"state": "Ended", "version": planned["version"]}
    staffed.speak["drones"].put(f"/operations/{planned['id']}/state", ended)
    expect(_listed(page, "drone at 44.99")).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_the_details_take_the_lists_place_and_the_focus_comes_back(desk: Desk) -> None:
    page = desk("army")
    item = _listed(page, "Clinic of the valley")
    item.focus()
    item.press("Enter")
    back = page.get_by_role("button", name="Back to the list")
    expect(back).to_be_focused()
    card = page.locator("aside article")
    for text in ("Clinic of the valley", "red roof", "Lina", "+000 3", "Seen exactly"):
        expect(card).to_contain_text(text)
    back.press("Enter")
    expect(_listed(page, "Clinic of the valley")).to_be_focused()
    page.goto(f"/?thing={item.get_attribute('data-thing')}")
    expect(card).to_contain_text("red roof")


@pytest.mark.stories
def test_the_map_is_moved_by_keys_and_says_where_its_middle_is(desk: Desk) -> None:
    page = desk("army")
    _drawn(page)
    world = page.get_by_role("application")
    position = page.get_by_role("region", name="Position")
    world.focus()
    world.press("c")
    expect(position).to_contain_text("MGRS")
    before = position.locator("bdi").first.inner_text()
    world.press("ArrowRight")
    world.press("+")
    expect(position).to_be_visible()
    world.press("Escape")
    expect(position).to_have_count(0)
    _drawn(page)
    world.press("c")
    expect(position.locator("bdi").first).not_to_have_text(before)
    page.get_by_role("button", name="Measure from here").click()
    page.get_by_label("To", exact=True).fill("46.0 7.0")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("region", name="Position")).to_contain_text(re.compile(r"[\d.,]+ km"))
    assert not desk.complaints


def _place_under(page: Page, x: float, y: float) -> tuple[float, ...]:
    """What the map says of where the pointer is."""
    page.mouse.move(x + 3, y)
    page.mouse.move(x, y)
    said = page.locator(".map .read")
    expect(said).to_be_visible()
    return tuple(float(degrees) for degrees in re.findall(r"[\d.]+", said.inner_text()))


@pytest.mark.stories
def test_what_is_dragged_stays_under_the_pointer(desk: Desk) -> None:
    page = desk("army")
    box = _drawn(page).locator(".world").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    grasped, beside = _place_under(page, x, y), _place_under(page, x + 60, y)
    a_pixel = abs(beside[1] - grasped[1]) / 60
    _place_under(page, x, y)
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(x - 9 * step, y + 4 * step)
    page.mouse.up()
    _drawn(page)
    assert _place_under(page, x - 270, y + 120) == pytest.approx(grasped, abs=2 * a_pixel)
    assert _place_under(page, x, y)[1] - grasped[1] == pytest.approx(270 * a_pixel, rel=0.05)
    expect(page.locator("canvas.maplibregl-canvas")).to_have_attribute("style", re.compile("^(?!.*translate)"))
    expect(page.locator("aside article")).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_the_map_follows_a_finger(desk: Desk) -> None:
    page = desk("army")
    box = _drawn(page).locator(".world").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = _place_under(page, x, y)
    hand = page.context.new_cdp_session(page)
    at = [{"x": x - 8 * step, "y": y} for step in range(11)]
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at[0]]})
    for point in at[1:]:
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    _drawn(page)
    assert _place_under(page, x, y)[1] > before[1]


@pytest.mark.parametrize("language", ["ar", *again("en", "ru")])
@pytest.mark.stories
def test_it_can_be_read_on_a_narrow_screen_and_in_the_dark(desk: Desk, language: str) -> None:
    page = desk("army", language=language, width=360, height=780, dark=language == "ar")
    expect(_listed(page, SAID[language]).first).to_be_visible()
    _drawn(page)
    assert page.evaluate(_BEYOND) == []
    picture(page, f"watch-{language}-narrow")
    page.set_viewport_size({"width": 1400, "height": 900})
    _drawn(page)
    picture(page, f"watch-{language}-wide", whole=False)
    assert not desk.complaints


@pytest.mark.stories
def test_what_ones_own_operation_comes_too_near_to_is_said_beside_it(desk: Desk, staffed: Staffed) -> None:
    for kind in ("drone", "drone", "aircraft"):
        staffed.speak["army"].post("/operations", flight(45.2, 5.6, begins=5, lasts=90, kind=kind))
    page = desk("army")
    page.get_by_role("button", name="30 min later").click()
    _listed(page, "aircraft at 45.2").click()
    card = page.locator("aside article")
    expect(card).to_contain_text("Comes too near to")
    expect(card.locator(".conflict")).to_have_count(2)
    expect(card.locator(".conflict .badge").first).to_have_text("for information")
    expect(card.locator(".conflict").first).to_contain_text("not at all: they share space and time")
    card.locator(".conflict button").first.click()
    expect(card.locator("h2")).to_have_text("drone at 45.2,5.6")
    page.locator("summary", has_text="As a table").click()
    expect(page.get_by_role("table")).to_contain_text("aircraft at 45.2,5.6")
    assert not desk.complaints


def test_nothing_stands_in_the_way_of_those_who_do_not_see(desk: Desk) -> None:
    page = desk("army")
    _drawn(page)
    _listed(page, "Clinic of the valley").click()
    page.get_by_role("application").focus()
    page.get_by_role("application").press("c")
    expect(page.get_by_role("region", name="Position")).to_be_visible()
    assert found_wrong(page) == []
