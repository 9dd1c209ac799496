"""What awaits a person: the inbox, and what is heard wherever one is."""

from __future__ import annotations

import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.coordination import site
from tests.thorough import again

DISTRESS = {"en": "Distress", "ar": "استغاثة", "ru": "Бедствие"}


def thread(office: Staffed, by: str, to: str, text: str, priority: str = "routine", title: str = "The bridge") -> str:
    """Somebody else's program begins a thread."""
    message = {"text": text, "priority": priority}
    return str(office.speak[by].post("/threads", {"parties": [to], "title": title, "message": message})["id"])


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_distress_reaches_an_open_page_with_banner_and_title_and_one_key_acknowledges_it(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    page = desk("army", path="/day", language=language)
    made = thread(staffed, "relief", "army", f"Convoy under fire ({language})", "distress")
    banner = page.locator("[data-alert=distress]")
    expect(banner).to_contain_text(f"Convoy under fire ({language})")
    expect(banner).to_contain_text(DISTRESS[language])
    expect(page).to_have_title(re.compile(r"^\(1\)"))
    if language == "en":
        fits(page, "alert-distress-en")
    if language == "ar":
        page.set_viewport_size({"width": 360, "height": 800})
        fits(page, "alert-distress-ar-360")
    page.keyboard.press("Alt+a")
    expect(banner).to_have_count(0)
    expect(page).not_to_have_title(re.compile(r"^\("))
    message = staffed.speak["relief"].get(f"/threads/{made}")["messages"][0]
    assert [(receipt["party"], receipt["person"]) for receipt in message["receipts"]] == [("army", "Dana Duty of army")]
    assert not desk.complaints


@pytest.mark.stories
def test_what_one_wrote_oneself_alarms_nobody_at_home(desk: Desk, staffed: Staffed) -> None:
    page = desk("army", path="/inbox")
    thread(staffed, "army", "relief", "Are you there?", "urgent", "Own question")
    theirs = thread(staffed, "relief", "army", "Here we are.", "urgent", "Their question")
    expect(page.locator("[data-alert=urgent]")).to_contain_text("Their question")
    expect(page.locator(".alerts")).not_to_contain_text("Own question")
    staffed.speak["army"].post(f"/threads/{theirs}/messages/1/acknowledgement", {})
    expect(page.locator("[data-alert=urgent]")).to_have_count(0)


@pytest.mark.stories
def test_the_inbox_is_worked_through_with_the_keyboard_alone(desk: Desk, staffed: Staffed) -> None:
    for text in ("First question", "Second question"):
        thread(staffed, "relief", "army", text, title=text)
    urgent = thread(staffed, "relief", "army", "Is the road free?", "urgent", "Road")
    page = desk("army", path="/inbox")
    lines = page.locator("li[data-key]")
    expect(lines.first).to_contain_text("Is the road free?")
    count = lines.count()
    expect(page.locator("nav [data-count]")).to_have_attribute("data-count", str(count))
    page.keyboard.press("Home")
    page.keyboard.press("a")
    expect(lines).to_have_count(count - 1)
    assert staffed.speak["relief"].get(f"/threads/{urgent}")["messages"][0]["receipts"]
    page.keyboard.press("Home")
    page.keyboard.press("j")
    chosen = page.locator("li.chosen a.open")
    expect(chosen).to_be_focused()
    title = chosen.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert not desk.complaints


def test_a_notice_is_acknowledged_and_passed_on_where_it_stands(desk: Desk, staffed: Staffed) -> None:
    form = site(recipients=["army"], card={"title": "Clinic at the mill"}, urgent=True)
    notice = staffed.speak["relief"].post("/notices", form)
    page = desk("army", path="/inbox")
    row = page.locator("li[data-kind=notice]").filter(has_text="Clinic at the mill")
    fits(page, "inbox-en")
    row.get_by_role("button", name="Acknowledge").click()
    row = page.locator("li[data-kind=pass-on]").filter(has_text="Clinic at the mill")
    row.get_by_role("button", name="Pass on").click()
    row.get_by_label("Passed on to which unit?").fill("3rd squadron")
    row.get_by_role("button", name="They have been told").click()
    expect(page.locator("li[data-key]").filter(has_text="Clinic at the mill")).to_have_count(0)
    receipt = staffed.speak["relief"].get(f"/notices/{notice['id']}")["receipts"][0]
    assert (receipt["acknowledged_by"], receipt["passed_on"][0]["unit"]) == ("Dana Duty of army", "3rd squadron")
    assert not desk.complaints


@pytest.mark.stories
def test_whoever_only_looks_is_told_so_and_offered_no_acknowledgement(desk: Desk, staffed: Staffed) -> None:
    thread(staffed, "army", "drones", "Who flies there?", "urgent", "For observers")
    page = desk("drones", "observer", path="/inbox")
    banner = page.locator("[data-alert=urgent]")
    expect(banner).to_contain_text("Your role may not acknowledge")
    expect(page.get_by_role("button", name="Acknowledge")).to_have_count(0)


@pytest.mark.stories
def test_an_empty_inbox_says_what_to_do(desk: Desk) -> None:
    page = desk("relief", path="/inbox", language="ru", dark=True)
    for row in page.locator("li[data-key]").all():
        row.get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Вас ничего не ждёт")
    fits(page, "inbox-empty-ru-dark")


@pytest.mark.stories
def test_sound_is_off_until_somebody_turns_it_on_and_its_volume_is_kept(desk: Desk) -> None:
    page = desk("relief", path="/hand-over")
    expect(page.get_by_role("button", name="Turn on sound").first).to_be_visible()
    page.locator("summary").first.click()
    page.get_by_label("No sound on this screen").check()
    page.reload()
    page.locator("summary").first.click()
    expect(page.get_by_label("No sound on this screen")).to_be_checked()


def test_a_lost_network_is_said_everything_is_marked_and_nothing_comes_twice(desk: Desk, staffed: Staffed) -> None:
    page = desk("army", path="/inbox")
    page.context.set_offline(True)
    expect(page.locator("[data-line=lost]")).to_be_visible()
    expect(page.locator(".frame.stale")).to_have_count(1)
    fits(page, "line-lost-en")
    thread(staffed, "relief", "army", "While you were away", title="Away")
    page.context.set_offline(False)
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(page.locator(".frame.stale")).to_have_count(0)
    expect(page.locator("li[data-key]").filter(has_text="While you were away")).to_have_count(1)


@pytest.mark.stories
def test_an_office_that_falls_silent_is_noticed_and_found_again(desk: Desk, staffed: Staffed) -> None:
    """The connection stands, and nothing comes: only the missing beats tell."""
    page = desk("army", path="/inbox", language="ar")
    office = staffed.speak["relief"].office
    office.process.send_signal(signal.SIGSTOP)
    try:
        expect(page.locator("[data-line=lost]")).to_contain_text("لا يوجد اتصال")
        expect(page.locator(".frame.stale")).to_have_count(1)
    finally:
        office.process.send_signal(signal.SIGCONT)
    thread(staffed, "relief", "army", "After the silence", title="Again")
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(page.locator("li[data-key]").filter(has_text="After the silence")).to_have_count(1)
