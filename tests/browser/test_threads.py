"""Talk between parties: what is said stands, who has read it is seen, and distress always passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.office.terms import AcknowledgeWithin, Step
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.coordination import AGREED, flows, terms


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """An office in which what is urgent is overdue after a second, so that escalation is seen."""
    swift = {
        "acknowledge_within": AcknowledgeWithin(3_600, 1, 1),
        "ladder": (Step(0, "duty"), Step(1, "chief")),
    }
    agreed = {name: (sides, terms(name, flows(*sides))) for name, sides in AGREED.items()}
    agreed["relief-drones"] = (AGREED["relief-drones"], terms("Swift", flows(*AGREED["relief-drones"]), **swift))
    with staffed_office(
        tmp_path_factory.mktemp("office"), options=("--housekeeping-s", "0.2"), agreed=agreed
    ) as office:
        yield office


def begin(office: Staffed, by: str, to: str, text: str = "Is the bridge open?", **more: object) -> str:
    """Somebody else's program begins a thread."""
    message = {"text": text, "priority": more.pop("priority", "routine")}
    return str(office.speak[by].post("/threads", {"parties": [to], "title": "Bridge", "message": message})["id"])


def write(page: Page, text: str) -> None:
    page.locator("form textarea").fill(text)


def test_a_thread_is_begun_answered_and_read_on_both_sides(desk: Desk, staffed: Staffed) -> None:
    ours = desk("army", path="/threads")
    ours.get_by_role("link", name="New thread").first.click()
    ours.get_by_label("relief, in full").check()
    ours.get_by_role("textbox", name="Title").fill("Road to the mill")
    write(ours, "Is the road to the mill free tonight?")
    fits(ours, "thread-new-en")
    ours.get_by_role("button", name="Begin the thread").click()
    expect(ours.get_by_role("heading", level=1)).to_have_text("Road to the mill")
    theirs = desk("relief", path=ours.url.removeprefix(staffed.url))
    expect(theirs.locator("article[data-number='1']")).to_contain_text("free tonight?")
    write(ours, "half a sentence that is not sent yet")
    theirs.get_by_role("button", name="Acknowledge").click()
    expect(ours.locator("article[data-number='1']")).to_contain_text("acknowledged by")
    write(theirs, "It is.")
    theirs.locator("form textarea").press("Control+Enter")
    expect(ours.locator("article[data-number='2']")).to_contain_text("It is.")
    expect(ours.locator("form textarea")).to_have_value("half a sentence that is not sent yet")
    expect(theirs.locator("form textarea")).to_have_value("")
    assert not desk.complaints


@pytest.mark.stories
def test_what_is_half_written_is_kept_while_one_looks_elsewhere(desk: Desk, staffed: Staffed) -> None:
    made = begin(staffed, "relief", "army")
    page = desk("army", path=f"/threads/{made}")
    write(page, "We are looking into it")
    page.get_by_role("link", name="Day plan").click()
    expect(page).to_have_url(re.compile("/day$"))
    page.go_back()
    expect(page.locator("form textarea")).to_have_value("We are looking into it")


@pytest.mark.stories
def test_a_correction_and_a_translation_stand_beside_what_was_said(desk: Desk, staffed: Staffed) -> None:
    made = begin(staffed, "relief", "army", "The convoy leaves at 08:00.")
    relief = staffed.speak["relief"]
    correction = {"text": "The convoy leaves at 09:00.", "kind": "correction", "refers_to": 1}
    relief.post(f"/threads/{made}/messages", correction)
    page = desk("army", path=f"/threads/{made}")
    first = page.locator("article[data-number='1']")
    expect(first).to_contain_text("corrected by message")
    page.locator("article[data-number='2']").get_by_role("button", name="Translate").click()
    page.locator("section.write label").filter(has_text="Arabic").locator("select").select_option("ar")
    write(page, "تنطلق القافلة في الساعة ٠٩:٠٠.")
    page.get_by_role("button", name="Send", exact=True).click()
    second = page.locator("article[data-number='2']")
    expect(second.locator(".translation")).to_contain_text(re.compile("Arabic.?, translated by"))
    expect(second.locator(".translation")).to_contain_text("تنطلق القافلة")
    fits(page, "thread-en")
    assert not desk.complaints


@pytest.mark.stories
def test_a_call_is_logged_with_whom_and_how_long(desk: Desk, staffed: Staffed) -> None:
    made = begin(staffed, "relief", "army")
    page = desk("army", path=f"/threads/{made}")
    page.get_by_label("Kind").select_option("call")
    page.get_by_label("Call with whom?").fill("Lina, clinic")
    page.get_by_label("Minutes").fill("4")
    write(page, "She says that the bridge is open.")
    page.get_by_role("button", name="Send", exact=True).click()
    said = page.locator("article[data-number='2']")
    expect(said).to_contain_text("Phone call")
    expect(said).to_contain_text("Lina, clinic")


def test_a_file_goes_with_a_message_and_a_wrong_one_is_refused_before_it_is_sent(
    desk: Desk, staffed: Staffed, tmp_path: Path
) -> None:
    made = begin(staffed, "relief", "army")
    page = desk("army", path=f"/threads/{made}")
    wrong, right = tmp_path / "tool.exe", tmp_path / "route.txt"
    wrong.write_bytes(b"MZ")
    right.write_text("46.1 7.2")
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_role("alert")).to_contain_text("Files of this kind are not taken.")
    page.locator("input[type=file]").set_input_files(right)
    expect(page.locator("form li")).to_contain_text("route.txt")
    write(page, "The route.")
    page.get_by_role("button", name="Send", exact=True).click()
    said = page.locator("article[data-number='2']")
    expect(said).to_contain_text("SHA-256")
    with page.expect_download() as download:
        said.get_by_role("link", name="route.txt").click()
    assert Path(download.value.path()).read_text() == "46.1 7.2"


@pytest.mark.stories
def test_a_thread_is_closed_with_what_came_of_it(desk: Desk, staffed: Staffed) -> None:
    made = begin(staffed, "relief", "army")
    page = desk("army", path=f"/threads/{made}")
    page.get_by_role("button", name="Close thread").click()
    page.get_by_label("What came of it?").fill("The bridge is open again.")
    page.get_by_role("dialog").get_by_role("button", name="Close thread").click()
    expect(page.locator(".closed")).to_contain_text("The bridge is open again.")
    page.goto("/threads")
    page.get_by_label("State").select_option("closed")
    expect(page.locator(f"a[href='/threads/{made}']")).to_be_visible()
    page.get_by_label("State").select_option("open")
    expect(page.locator(f"a[href='/threads/{made}']")).to_have_count(0)


@pytest.mark.stories
def test_escalation_is_seen_on_both_sides_with_its_level(desk: Desk, staffed: Staffed) -> None:
    waited_for = desk("relief", path="/day")
    waiting = desk("drones", path="/day")
    made = begin(staffed, "drones", "relief", "Leave the area, please.", priority="urgent")
    expect(waited_for.locator("[data-alert=urgent]")).to_contain_text(re.compile("Escalated, level .?[1-3]"))
    # Others may stand before it in the strip: all of them are in the list below it.
    waiting.locator("[data-more]").click()
    expect(waiting.locator("[data-card^=news]").last).to_contain_text(re.compile("escalated to level .?[1-3]"))
    waiting.goto(f"/threads/{made}")
    expect(waiting.locator("article[data-number='1']")).to_contain_text("Escalated, level")
    fits(waiting, "thread-escalated-en")
    waited_for.get_by_role("button", name="Acknowledge").click()
    expect(waited_for.locator("[data-alert]")).to_have_count(0)
    expect(waiting.locator("article[data-number='1']")).to_contain_text("acknowledged by")


@pytest.mark.stories
def test_a_long_thread_shows_its_end_and_gives_the_rest_on_demand(desk: Desk, staffed: Staffed) -> None:
    made = begin(staffed, "army", "relief", "Message 1")
    for number in range(2, 131):
        staffed.speak["army"].post(f"/threads/{made}/messages", {"text": f"Message {number}"})
    page = desk("army", path=f"/threads/{made}")
    expect(page.locator("article[data-number]")).to_have_count(100)
    expect(page.locator("article[data-number='130']")).to_be_in_viewport()
    page.get_by_role("button", name="Earlier messages").click()
    expect(page.locator("article[data-number]")).to_have_count(130)
    expect(page.get_by_role("button", name="Earlier messages")).to_have_count(0)
    again = desk("army", path=f"/threads/{made}#message-3")
    expect(again.locator("article[data-number='3']")).to_be_in_viewport()


@pytest.mark.stories
def test_a_thread_that_is_not_ours_is_not_there(desk: Desk, staffed: Staffed) -> None:
    made = begin(staffed, "relief", "drones")
    page = desk("army", path=f"/threads/{made}")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such thread")
