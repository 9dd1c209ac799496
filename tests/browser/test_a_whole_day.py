"""A day of work in each language, from the door and back to it: planning, a conflict, a convoy out of a spreadsheet,
what is read and passed on, what is escalated, a channel that is suspended, distress, a network that is lost and comes
back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.office.terms import AcknowledgeWithin, Sight, Step
from tests.browser.people import PASSWORD, Desk, Staffed, staffed_office
from tests.browser.pictures import fits, picture
from tests.browser.words import words
from tests.coordination import at, flight, flows, terms

pytestmark = pytest.mark.stories

PLACES = {"en": 36.0, "ar": 37.0, "ru": 38.0}
"""Latitudes, so that the days do not meet."""


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """What is urgent between army and relief is overdue after a second; the drone service sees convoys coarsely."""
    swift = {
        "acknowledge_within": AcknowledgeWithin(3_600, 1, 1),
        "ladder": (Step(0, "duty"), Step(1, "chief")),
    }
    agreed = {
        "air": (("army", "drones"), terms("Air", flows("army", "drones"))),
        "relief-army": (("army", "relief"), terms("Relief", flows("army", "relief"), **swift)),
        "relief-drones": (("drones", "relief"), terms("Coarse", flows("relief", "drones", Sight.COARSE))),
    }
    with staffed_office(
        tmp_path_factory.mktemp("office"), options=("--housekeeping-s", "0.2"), agreed=agreed
    ) as office:
        yield office


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_a_day_from_the_door_and_back_to_it(desk: Desk, staffed: Staffed, language: str) -> None:
    said, lat = words(language), PLACES[language]
    army = _come_in(desk.page(language=language), "army", "chief", said, language)
    relief = desk("relief", path="/imports", language=language)
    _plan_around_what_is_met(army, staffed, said, language, lat)
    _bring_a_convoy(desk, relief, language, lat)
    _read_and_pass_on(desk, language)
    _see_what_was_passed_on(relief, language)
    _answer_what_was_escalated(army, staffed, said, language)
    thread = _suspend(army, relief, staffed, said, language)
    _call_for_help(army, relief, thread, said, language)
    _lose_the_network_and_come_back(army, staffed, said, language)
    army.locator("header summary").click()
    army.get_by_role("button", name=said["sign-out"]).click()
    expect(army).to_have_url(re.compile("/signin$"))
    assert army.request.get("/api/v1/session").status == 401
    assert not desk.complaints


def _come_in(page: Page, party: str, login: str, said: dict[str, str], language: str) -> Page:
    page.goto("/operations/new")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    page.locator("input[autocomplete=organization]").fill(party)
    page.locator("input[autocomplete=username]").fill(login)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name=said["sign-in"], exact=True).click()
    expect(page.locator("[data-line=live]")).to_be_visible()
    page.locator("[data-hint]").get_by_role("button", name=said["hints-none"]).click()
    return page


def _plan_around_what_is_met(page: Page, staffed: Staffed, said: dict[str, str], language: str, lat: float) -> None:
    """What the other flight binds one to is seen before planning, and one click is the way out."""
    staffed.speak["drones"].post("/operations", flight(lat, 5.4, begins=30, lasts=90))
    main = page.get_by_role("main")
    main.get_by_label(said["kind"], exact=True).select_option("aircraft")
    main.get_by_label(said["title"], exact=True).fill(f"Patrol {language}")
    main.get_by_label(said["circle-centre"], exact=True).fill(f"{lat + 0.002}, 5.4")
    main.get_by_label(said["lower-m"], exact=True).fill("100")
    main.get_by_label(said["upper-m"], exact=True).fill("160")
    outlook = page.locator("section[aria-live=polite]")
    expect(outlook.locator("article")).to_contain_text("drone at")
    expect(outlook.locator("article.binding")).to_contain_text(said["conflict-binds"])
    for width, name in ((1400, "wide"), (360, "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, f"plan-conflict-{language}-{name}", whole=name == "narrow")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("button", name=said["plan-it"], exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    known = staffed.speak["army"].get("/operations?owner=army")
    assert f"Patrol {language}" not in json.dumps(known), "refused, and planned all the same"
    outlook.locator("button.change").first.click()
    expect(outlook.locator("article")).to_have_count(0)
    page.get_by_role("button", name=said["plan-it"], exact=True).click()
    expect(page).to_have_url(re.compile(r"/operations/[0-9a-f-]{36}$"))
    expect(page.locator("h1")).to_have_text(f"Patrol {language}")
    picture(page, f"operation-{language}-wide", whole=False)
    page.get_by_role("button", name=said["step-Activated"]).click()
    expect(page.locator(".badge.calm")).to_be_visible()


def _bring_a_convoy(desk: Desk, first: Page, language: str, lat: float) -> None:
    """One person reads the spreadsheet in, another one looks at it and lets it go."""
    fits(first, f"notices-import-{language}-1400")
    rows = {"name": f"convoys-{language}.csv", "mimeType": "text/csv", "buffer": _convoys(language, lat)}
    first.locator("input[type=file]").set_input_files(rows)  # type: ignore[arg-type]
    expect(first.locator("[data-good='2'][data-errors='1']")).to_be_visible()
    expect(first.locator("[data-row]")).to_have_count(2)
    fits(first, f"notices-preview-{language}-1400")
    first.locator("main .button.first").last.click()
    first.locator("main a.first[href*='batch=']").click()
    expect(first.locator("[data-draft][data-state=written]")).to_have_count(2)
    second = desk("relief", "second", path=first.url.removeprefix(desk.office.url), language=language)
    second.locator(".tools input[type=checkbox]").check()
    second.locator(".tools .button.first").first.click()
    expect(second.locator("[data-draft]")).to_have_count(2)
    fits(second, f"notices-checks-{language}-1400")
    for tick in second.locator("[data-draft] .tick input").all():
        tick.check()
    second.locator(".buttons .button.first").click()
    expect(second.locator("[data-released='2']")).to_be_visible()
    second.close()


def _convoys(language: str, lat: float) -> bytes:
    """A spreadsheet's rows: two convoys, and a clinic whose place is missing."""
    rows = [["title", "kind", "latitude", "longitude", "route", "recipients", "people"]]
    for number in (1, 2):
        way = "; ".join(
            f"{lat + number / 10 + step / 50:.4f} {5.4 + step / 50:.4f} - {at(120 + 60 * step)[:16]}Z"
            for step in range(3)
        )
        rows.append([f"Convoy {number} {language}", "movement", "", "", way, "army, drones:coarse", "9"])
    rows.append([f"Clinic {language}", "site", "", "5.4", "", "army", ""])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _read_and_pass_on(desk: Desk, language: str) -> None:
    """On a telephone, by another person of the army."""
    page = desk("army", path="/notices", language=language, width=360)
    page.locator("input[type=search]").fill(f"convoy 1 {language}")
    mine = page.locator("[data-notice]", has_text=f"Convoy 1 {language}")
    expect(mine.locator("[data-need=read]")).to_be_visible()
    fits(page, f"notices-list-{language}-360")
    mine.locator("a").first.click()
    page.locator(".acts .button.first").click()
    expect(page.locator("[data-step=read][data-state=done]")).to_be_visible()
    page.locator(".acts .button.first").click()
    page.locator("dialog input").first.fill("3rd squadron")
    fits(page, f"notices-pass-on-{language}-360")
    page.locator("dialog .button.first").click()
    expect(page.locator("[data-step=passed][data-state=done]")).to_be_visible()
    fits(page, f"notices-notice-{language}-360")
    page.close()


def _see_what_was_passed_on(page: Page, language: str) -> None:
    page.goto("/notices")
    page.locator("input[type=search]").fill(f"{language} CONVOY 1")
    ours = page.locator("[data-notice]", has_text=f"Convoy 1 {language}")
    expect(ours.locator("[data-party=army] [data-step=passed][data-state=done]")).to_be_visible()
    fits(page, f"notices-list-{language}-1400")
    ours.locator("a").first.click()
    expect(page.locator("[data-sight=coarse]")).to_be_visible()
    fits(page, f"notices-notice-{language}-1400")


def _answer_what_was_escalated(page: Page, staffed: Staffed, said: dict[str, str], language: str) -> None:
    message = {"text": f"Leave the area, please ({language}).", "priority": "urgent"}
    relief = staffed.speak["relief"]
    made = relief.post("/threads", {"parties": ["army"], "title": f"Area {language}", "message": message})["id"]
    alert = page.locator("[data-alert=urgent]")
    expect(alert).to_contain_text(f"({language})")
    expect(alert).to_contain_text(said["escalated-to-level"])
    expect(page).to_have_title(re.compile(r"^\(\d+\)"))
    page.keyboard.press("Alt+a")
    expect(alert).to_have_count(0)
    receipts = relief.get(f"/threads/{made}")["messages"][0]["receipts"]
    assert [(receipt["party"], receipt["person"]) for receipt in receipts] == [("army", "Chris Chief of army")]


def _suspend(army: Page, relief: Page, staffed: Staffed, said: dict[str, str], language: str) -> str:
    """The army suspends the channel; what relief says then is refused unless it is distress."""
    message = {"text": f"Radio check ({language})", "priority": "routine"}
    parts = {"parties": ["relief"], "title": f"Check {language}", "message": message}
    thread = str(staffed.speak["army"].post("/threads", parts)["id"])
    army.goto("/agreements/relief-army")
    army.get_by_role("button", name=said["suspend-channel"]).click()
    army.get_by_role("dialog").get_by_label(said["deed-reason"]).fill("An incident is looked into.")
    army.get_by_role("dialog").get_by_role("button", name=said["suspend-channel"]).click()
    expect(army.locator("[data-standing=suspended]").first).to_be_visible()
    relief.goto("/agreements/relief-army")
    expect(relief.locator(".suspension")).to_contain_text("An incident is looked into.")
    relief.goto(f"/threads/{thread}")
    relief.locator("form textarea").fill("Do you hear us?")
    relief.locator("form button.first:not([type])").click()
    expect(relief.get_by_role("alert")).to_contain_text(said["problem-channel-suspended"])
    expect(relief.locator("form textarea")).to_have_value("Do you hear us?")
    fits(relief, f"thread-suspended-{language}")
    return thread


def _call_for_help(army: Page, relief: Page, thread: str, said: dict[str, str], language: str) -> None:
    relief.locator("form textarea").fill(f"One of ours is down ({language}).")
    relief.locator("form select").first.select_option("distress")
    relief.get_by_role("button", name=said["send-distress"]).click()
    dialog = relief.get_by_role("dialog")
    expect(dialog).to_contain_text(said["distress-ask"])
    dialog.get_by_role("button", name=said["send-distress"]).click()
    banner = army.locator("[data-alert=distress]")
    expect(banner).to_contain_text(f"One of ours is down ({language}).")
    expect(banner).to_contain_text(said["priority-distress"])
    fits(army, f"alert-distress-{language}")
    army.keyboard.press("Alt+a")
    expect(banner).to_have_count(0)
    expect(army.locator("[data-standing='suspended but used']").first).to_be_visible()
    army.get_by_role("button", name=said["resume-channel"]).click()
    expect(army.locator("[data-standing='in force']").first).to_be_visible()
    relief.goto(f"/threads/{thread}")
    expect(relief.locator("article").last).to_contain_text("Chris Chief of army")


def _lose_the_network_and_come_back(page: Page, staffed: Staffed, said: dict[str, str], language: str) -> None:
    page.goto("/inbox")
    expect(page.locator("[data-line=live]")).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator("[data-line=lost]")).to_contain_text(said["line-lost-since"])
    expect(page.locator(".frame.stale")).to_have_count(1)
    fits(page, f"line-lost-{language}")
    message = {"text": f"While you were away ({language})", "priority": "routine"}
    staffed.speak["relief"].post("/threads", {"parties": ["army"], "title": f"Away {language}", "message": message})
    page.context.set_offline(False)
    expect(page.locator("[data-line=live]")).to_be_visible()
    expect(page.locator(".frame.stale")).to_have_count(0)
    expect(page.locator("li[data-key]").filter(has_text=f"Away {language}")).to_have_count(1)
