"""A file of operations before the screen: looked through on the map, planned row by row; and files of no use."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import at
from tests.gateways.files_of_faults import FILES
from tests.gateways.files_of_plans import area, geojson, line
from tests.planned_files import army_flies, own

pytestmark = pytest.mark.stories

LATS = {"en": 44.0, "ar": 45.0, "ru": 46.0}
UNKNOWN_HEIGHTS = {"lower": "100 m", "upper": "150 m"}


def give(page: Page, name: str, data: bytes, kind: str = "application/octet-stream") -> None:
    file: Any = {"name": name, "mimeType": kind, "buffer": data}
    page.locator("input[type=file]").set_input_files(file)


def flown(page: Page, language: str = "en") -> None:
    """What the file leaves open is a drone."""
    page.get_by_label(words(language)["kind"], exact=True).select_option("drone")


def plans(lat: float, language: str) -> bytes:
    """One that meets nothing, one that meets the army, one that lies nowhere, one whose heights are in doubt."""
    times = {"start": at(60), "end": at(120)}
    heights = {"lower": "100 m WGS84", "upper": "150 m WGS84"}
    return geojson(
        area(lat + 0.2, 5.0, name=f"Free {language}", **times, **heights),
        area(lat, 5.0, name=f"Crossing {language}", **times, **heights),
        area(lat + 200, 5.0, name=f"Nowhere {language}", **times, **heights),
        area(lat + 0.3, 5.2, name=f"Doubtful {language}", **times, **UNKNOWN_HEIGHTS),
        line((lat + 0.4, 5.0), (lat + 0.45, 5.1), name=f"Way {language}", **times),
    )


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_a_file_is_planned_row_by_row_and_what_is_refused_has_ways_on(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    lat, said = LATS[language], words(language)
    drones = staffed.speak["drones"]
    army_flies(staffed.speak["army"], lat)
    page = desk("drones", path="/imports", language=language)
    page.get_by_label(said["import-holds-operations"]).check()
    fits(page, f"import-operations-{language}-1400")
    if not own(drones):  # else it begins with the kind of what was planned last
        give(page, "plans.geojson", plans(lat, language))
        expect(page.get_by_text(said["lacks-kind"])).to_be_visible()
    flown(page, language)
    give(page, "plans.geojson", plans(lat, language))
    expect(page.locator("[data-good='4'][data-errors='1']")).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(4)
    doubtful = page.locator("[data-row]", has_text="Doubtful")
    expect(doubtful.locator(".badge")).to_contain_text(re.compile("450|٤٥٠"))
    expect(page.locator("section.map[data-still]")).to_be_visible()
    fits(page, f"preview-operations-{language}-1400")
    page.set_viewport_size({"width": 360, "height": 800})
    fits(page, f"preview-operations-{language}-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    assert [one for one in own(drones) if language in one["title"]] == [], "looking plans nothing"
    doubtful.get_by_role("checkbox").uncheck()
    page.locator("fieldset .button.first").click()

    expect(page.locator("[data-planned='2'][data-refused='1']")).to_be_visible()
    refused = page.locator("[data-outcome=refused]")
    expect(refused).to_contain_text("Crossing")
    expect(refused.locator("article.conflict")).to_contain_text("Patrol 3")
    expect(page.locator("section.map[data-still]")).to_be_visible()
    fits(page, f"outcomes-{language}-1400")
    page.set_viewport_size({"width": 360, "height": 800})
    fits(page, f"outcomes-{language}-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    titles = {one["title"] for one in own(drones) if language in one["title"]}
    assert titles == {f"Free {language}", f"Way {language}"}

    refused.get_by_role("link", name=said["import-to-planner"]).click()
    expect(page.get_by_label(said["title"], exact=True)).to_have_value(f"Crossing {language}")
    expect(page.locator("section[aria-live=polite] article")).to_contain_text("Patrol 3")
    assert not desk.complaints


def test_a_suggested_change_is_planned_and_a_file_that_comes_again_plans_nothing_twice(
    desk: Desk, staffed: Staffed
) -> None:
    lat, drones = 47.0, staffed.speak["drones"]
    army_flies(staffed.speak["army"], lat)
    data = plans(lat, "twice")
    page = desk("drones", path="/imports?for=operations")
    flown(page)
    give(page, "plans.geojson", data)
    page.get_by_role("button", name=re.compile("Plan .4.")).click()
    refused = page.locator("[data-outcome=refused]")
    refused.get_by_role("button", name=re.compile("later|earlier")).first.click()
    expect(page.locator("[data-outcome=refused]")).to_have_count(0)
    expect(page.locator("[data-planned='4']")).to_be_visible()
    assert len([one for one in own(drones) if "twice" in one["title"]]) == 4

    page.get_by_role("button", name="Another file").click()
    give(page, "plans.geojson", data)
    expect(page.locator("[data-row]", has_text="already there")).to_have_count(3)
    page.get_by_label("Leave out what is there already").uncheck()
    page.get_by_role("button", name=re.compile("Plan .4.")).click()
    expect(page.locator("[data-outcome=before]")).to_have_count(3)
    assert len([one for one in own(drones) if "twice" in one["title"]]) == 4
    assert not desk.complaints


def test_closed_areas_without_times_are_planned_for_the_time_that_is_entered(desk: Desk, staffed: Staffed) -> None:
    data = geojson(area(48.0, 5.0, name="Range"))
    page = desk("army", path="/imports?for=operations")
    page.get_by_label("Kind", exact=True).select_option("constraint")
    give(page, "range.geojson", data)
    expect(page.locator("[data-good='0'][data-errors='1']")).to_be_visible()
    page.get_by_role("radio", name=re.compile("Cannot be used")).check()
    expect(page.locator("table")).to_contain_text("The file says no times. Say until when")
    page.get_by_role("button", name="Another file").click()
    until = page.get_by_role("group", name="Until (UTC)")
    until.get_by_label("Day").fill(at(3 * 1_440)[:10])
    until.get_by_label("Hour").fill("12:00")
    give(page, "range.geojson", data)
    expect(page.locator("[data-row]")).to_contain_text("at all heights")
    page.get_by_role("button", name=re.compile("Plan one")).click()
    expect(page.locator("[data-planned='1']")).to_be_visible()
    (made,) = [one for one in own(staffed.speak["army"]) if one["title"] == "Range"]
    assert made["kind"] == "constraint"
    assert made["end"].startswith(at(3 * 1_440)[:10])


def test_whom_a_row_cannot_tell_is_said_before_anything_is_released(desk: Desk, staffed: Staffed) -> None:
    page = desk("relief", path="/imports")
    data = b'title,latitude,longitude,recipients\nWell 3,36.7,5.4,"army, stranger"\n'
    give(page, "wells.csv", data)
    row = page.locator("[data-row]")
    expect(row.locator("[data-recipients]")).to_contain_text("stranger, in full")
    expect(row).to_contain_text("lets \u2068stranger\u2069 be told")
    page.locator("main .button.first").last.click()
    expect(page.locator("main a.first[href*='batch=']")).to_be_visible()
    (draft,) = staffed.speak["relief"].get("/notice-drafts?limit=1000")["items"]
    second = desk("relief", "second", path=f"/notices/drafts/{draft['id']}")
    expect(second.locator("[data-untold=stranger]")).to_contain_text("stranger, in full")
    assert not desk.complaints


def test_rows_that_come_into_sight_without_scrolling_are_there(desk: Desk) -> None:
    """What stands above a long list may become lower: the list moves up, and nobody has scrolled."""
    page = desk("relief", path="/imports")
    wells = "".join(f"Well {i},36.7,5.4,army\n" for i in range(300))
    give(page, "wells.csv", f"title,latitude,longitude,recipients\n{wells}".encode())
    rows = page.locator("[data-row]")
    expect(rows.first).to_be_visible()
    page.set_viewport_size({"width": 1400, "height": 4_000})
    expect(page.locator("[data-row]", has_text="Well 45")).to_be_visible()
    page.evaluate("""() => {
        const list = document.querySelector('[data-row]').parentElement
        const tall = Object.assign(document.createElement('div'), { id: 'tall' })
        tall.style.blockSize = '4000px'
        list.before(tall)
        dispatchEvent(new Event('scroll'))
    }""")
    expect(rows).to_have_count(30)
    page.evaluate("document.getElementById('tall').remove()")
    expect(page.locator("[data-row]", has_text="Well 45")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_whatever_is_wrong_in_a_file_is_said_in_the_readers_language(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    said = words(language)
    page = desk("drones", path="/imports?for=operations", language=language)
    flown(page, language)
    for name, made in FILES.items():
        give(page, name, made())
        kind, counted = name.rpartition(".")[2], page.locator("[data-errors]")
        expect(counted).to_be_visible()
        for view, shown, count in (
            ("errors", page.locator("tbody tr:has(bdi)"), counted.get_attribute("data-errors")),
            ("all", page.locator("[data-row]"), counted.get_attribute("data-good")),
        ):
            page.set_viewport_size({"width": 1400, "height": 6_000})  # a list makes what is seen of it
            page.get_by_role("radio", name=re.compile("^" + re.escape(said[f"import-view-{view}"]))).check()
            expect(shown).to_have_count(int(count or 0))
            _only_that_language(page.locator("main").all_inner_texts())
            for width in (1400, 360):
                page.set_viewport_size({"width": width, "height": 900})
                fits(page, f"import-{kind}-{view}-{language}-{width}")
        page.get_by_role("button", name=said["import-another"]).click()
    assert not desk.complaints


def _only_that_language(texts: list[str]) -> None:
    """No two words of English in a row; what is quoted from the file stands in isolates, and may be anything."""
    for text in texts:
        assert text
        bare = re.sub("\u2068[^\u2068\u2069]*\u2069", "", text)
        assert not re.search(r"\b[a-z]{2,} [a-z]{2,}\b", bare), text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_file_that_is_too_long_or_of_no_known_kind_is_refused_with_its_reason(desk: Desk, language: str) -> None:
    said = words(language)
    page = desk("drones", path="/imports?for=operations", language=language)
    flown(page, language)
    give(page, "plans.geojson", b"{" + b" " * 6_000_000)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(said["problem-body-too-long"])
    give(page, "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(2_000))
    expect(alert).to_contain_text(said["problem-file-unknown"])
    fits(page, f"import-refused-{language}-1400")
    assert not desk.complaints
