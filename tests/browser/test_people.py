"""People of a party: taken in, blocked, signed in with a code, asked again; programs and deliveries beside them."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.people import PASSWORD, Desk
from tests.browser.pictures import picture
from tests.browser.words import words
from tests.thorough import again
from tests.web.browsing import code_for


def enter(page: Page, party: str, login: str, password: str = PASSWORD) -> None:
    """At the door."""
    page.locator("input[autocomplete=organization]").fill(party)
    page.locator("input[autocomplete=username]").fill(login)
    page.locator("input[type=password]").fill(password)
    page.locator("form button.first").click()


def new_passwords(page: Page) -> list[Locator]:
    """Where a password to be is entered, twice."""
    fields = page.locator("input[autocomplete=new-password]")
    expect(fields).to_have_count(2)
    return fields.all()


def no_sideways(page: Page) -> None:
    """The page itself does not scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_somebody_is_taken_in_sets_a_password_and_signs_in_with_a_code_from_then_on(desk: Desk, language: str) -> None:
    say, login = words(language), f"amal-{language}"
    chief = desk("army", "chief", "/people", language=language)
    chief.get_by_role("button", name=say["person-invite"], exact=True).click()
    asking = chief.get_by_role("dialog")
    asking.get_by_label(say["person-name"], exact=True).fill("Amal Haddad")
    asking.get_by_label(say["login"], exact=True).fill(login)
    picture(chief, f"people-invite-{language}-1400")
    asking.get_by_role("button", name=say["person-invite-button"]).click()
    secret = chief.locator("input[data-secret]")
    expect(secret).to_have_value(re.compile(r"^http://localhost:\d+/account#.{20,}$"))
    expect(chief.locator(f"details[data-login={login}]")).to_contain_text(say["person-not-yet"])
    picture(chief, f"people-{language}-1400")
    link = secret.input_value()

    own = desk.page(language=language, width=360, height=760)
    own.goto(link)
    expect(own).to_have_url(re.compile("/account$"))  # the secret has left the address
    first, again = new_passwords(own)
    first.fill("too short")
    again.fill("too short")
    expect(own.get_by_role("button", name=say["password-set"])).to_be_disabled()
    first.fill(PASSWORD)
    again.fill(PASSWORD)
    no_sideways(own)
    picture(own, f"account-{language}-360")
    own.get_by_role("button", name=say["password-set"]).click()
    expect(own.get_by_text(say["account-set"])).to_be_visible()
    own.get_by_role("button", name=say["sign-in"], exact=True).click()
    expect(own.locator("[data-line=live]")).to_be_visible()

    own.goto("/me")
    own.get_by_role("button", name=say["codes-begin"]).click()
    shared = own.locator("bdi[data-secret]").get_attribute("data-secret")
    assert shared is not None
    expect(own.locator("svg[role=img] path")).to_have_count(1)
    no_sideways(own)
    picture(own, f"me-codes-{language}-360")
    own.locator("input[autocomplete=one-time-code]").fill(code_for(shared))
    own.get_by_role("button", name=say["codes-confirm"]).click()
    expect(own.locator("[data-recovery]")).to_have_count(10)
    no_sideways(own)
    picture(own, f"me-recovery-{language}-360")
    own.emulate_media(media="print")
    expect(own.get_by_role("navigation")).to_be_hidden()
    expect(own.get_by_role("button", name=say["print"])).to_be_hidden()
    expect(own.locator("[data-recovery]").last).to_be_visible()
    picture(own, f"me-recovery-printed-{language}")
    own.emulate_media(media="screen")
    own.get_by_role("button", name=say["kept-it"]).click()
    expect(own.get_by_text(say["codes-on"])).to_be_visible()
    expect(own.get_by_text(say["session-this"], exact=True)).to_have_count(1)
    picture(own, f"me-{language}-360")
    own.get_by_role("button", name=say["session-end-all"]).click()
    expect(own).to_have_url(re.compile("/signin"))

    enter(own, "army", login)
    code = own.locator("input[autocomplete=one-time-code]")
    code.fill(code_for(shared, 1))  # the one that was taken before is taken once
    own.locator("form button.first").click()
    expect(own.locator("[data-line=live]")).to_be_visible()
    chief.reload()
    entry = chief.locator(f"details[data-login={login}]")
    entry.locator("summary").click()
    expect(entry).to_contain_text(say["way-codes"])
    assert not desk.complaints


@pytest.mark.stories
def test_a_used_link_says_so_and_what_to_do(desk: Desk) -> None:
    page = desk.page()
    page.goto("/account#army.no-such-secret")
    for field in new_passwords(page):
        field.fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("alert").first).to_contain_text("Ask an administrator of your party for a new one")
    page.goto("/account")
    page.reload()
    expect(page.get_by_text("The address is not whole")).to_be_visible()


@pytest.mark.stories
def test_an_administrator_blocks_somebody_who_is_signed_out_at_once_and_lets_them_in_again(desk: Desk) -> None:
    other = desk("relief", "liaison", "/me")
    chief = desk("relief", "chief", "/people")
    entry = chief.locator("details[data-login=liaison]")
    entry.locator("summary").click()
    entry.get_by_role("button", name="Block").click()
    entry.get_by_role("button", name="Block").click()
    expect(entry.locator("summary")).to_contain_text("Blocked")
    expect(other).to_have_url(re.compile("/signin"), timeout=30_000)
    entry.get_by_role("button", name="Let in again").click()
    expect(entry.locator("summary")).not_to_contain_text("Blocked")
    assert not desk.complaints


@pytest.mark.stories
def test_the_last_administrator_stays_and_is_told_why(desk: Desk) -> None:
    chief = desk("drones", "chief", "/people")
    entry = chief.locator("details[data-login=chief]")
    entry.locator("summary").click()
    entry.get_by_role("button", name="Has left").click()
    entry.get_by_role("button", name="Has left").click()
    expect(entry.get_by_role("alert")).to_contain_text("the last one who can administer the party")
    assert not desk.complaints


@pytest.mark.stories
def test_whoever_may_not_administer_sees_people_and_no_buttons(desk: Desk) -> None:
    page = desk("relief", "observer", "/people")
    page.locator("details[data-login=duty] summary").click()
    expect(page.locator("details[data-login=duty]").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("button", name="Take somebody in")).to_have_count(0)
    expect(page.locator("nav").first).not_to_contain_text("Programs")
    assert not desk.complaints


@pytest.mark.stories
def test_a_screen_left_alone_asks_for_the_password_and_goes_on_with_what_was_wanted(desk: Desk) -> None:
    """The office says so 15 minutes after the sign-in; here the first answer is given for it."""
    page = desk("relief", "second", "/me")
    answers = [0]

    def once(route: Route) -> None:
        answers[0] += 1
        if answers[0] > 1:
            route.continue_()
            return
        body = {"type": "about:blank", "title": "Sign in again", "status": 403, "code": "sign-in-again"}
        route.fulfill(status=403, content_type="application/problem+json", body=json.dumps(body))

    page.route("**/api/v1/session/totp", once)
    page.get_by_role("button", name="Set up").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Is it you?")).to_be_visible()
    picture(page, "sign-in-again-en-1400")
    dialog.locator("input[type=password]").fill("not the password of anybody")
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Login or password is wrong")
    dialog.locator("input[type=password]").fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    expect(page.locator("bdi[data-secret]")).to_be_visible()
    assert answers[0] == 2
    expect(page.locator("[data-line=live]")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_one_of_the_own_sessions_is_ended_from_another(desk: Desk) -> None:
    one, other = desk("drones", "duty", "/me"), desk("drones", "duty", "/")
    one.reload()
    rows = one.locator("[data-session]")
    expect(rows).to_have_count(2)
    rows.last.get_by_role("button", name="End").click()
    expect(rows).to_have_count(1)
    expect(other).to_have_url(re.compile("/signin"), timeout=30_000)
    assert not desk.complaints


@pytest.mark.stories
def test_a_program_is_made_given_another_secret_and_withdrawn(desk: Desk) -> None:
    page = desk("army", "chief", "/programs")
    page.get_by_role("button", name="Make a program").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("feeder")
    dialog.get_by_text("Plan operations, send notices").click()
    picture(page, "programs-make-en-1400")
    dialog.get_by_role("button", name="Make a program").click()
    secret = page.locator("input[data-secret]")
    expect(secret).to_have_value(re.compile(".{30,}"))
    first = secret.input_value()
    entry = page.locator("[data-program=feeder]")
    expect(entry).to_contain_text("army:feeder")
    picture(page, "programs-en-1400")
    entry.get_by_role("button", name="Give another secret").click()
    entry.get_by_role("button", name="Give another secret").click()
    expect(secret).not_to_have_value(first)
    entry.get_by_role("button", name="Withdraw").click()
    entry.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="Withdrawn")).to_be_visible()
    assert not desk.complaints


@pytest.mark.parametrize(("language", "width"), [("en", 1400), *again(("ar", 360))])
@pytest.mark.stories
def test_a_webhook_that_nobody_takes_is_seen_to_fail_and_is_stopped_and_resumed(
    desk: Desk, language: str, width: int
) -> None:
    say = words(language)
    page = desk("relief" if language == "en" else "drones", "chief", "/deliveries", language=language, width=width)
    page.get_by_role("button", name=say["endpoint-make"]).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(say["endpoint-name"], exact=True).fill("wall display")
    dialog.get_by_label(say["endpoint-url"], exact=True).fill("https://wall.invalid/tansiq")
    no_sideways(page)
    picture(page, f"deliveries-make-{language}-{width}")
    dialog.get_by_role("button", name=say["endpoint-make"]).click()
    expect(page.locator("input[data-secret]")).to_have_value(re.compile("^whsec_"))
    entry = page.locator("[data-endpoint]", has_text="wall display")
    entry.get_by_role("button", name=say["endpoint-test"]).click()
    expect(entry.get_by_role("status")).to_contain_text(say["test-not-taken"])
    army = desk.office.speak["army"]
    known = army.get("/parties/army")
    profile = {**known["profile"], "name": f"Army, seen {language}"}
    army.put("/parties/army/profile", {"version": known["version"], "profile": profile})  # all are told
    expect(entry).to_have_attribute("data-state", "failing", timeout=60_000)
    expect(entry).to_contain_text(say["failing-since"])
    no_sideways(page)
    picture(page, f"deliveries-failing-{language}-{width}")
    entry.get_by_role("button", name=say["endpoint-stop"]).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("being repaired")
    dialog.get_by_role("button", name=say["endpoint-stop"]).click()
    expect(entry).to_have_attribute("data-state", "stopped")
    expect(entry).to_contain_text("being repaired")
    no_sideways(page)
    picture(page, f"deliveries-{language}-{width}")
    entry.get_by_role("button", name=say["endpoint-resume-skip"]).click()
    expect(entry).not_to_have_attribute("data-state", "stopped")
    assert not desk.complaints
