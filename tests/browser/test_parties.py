"""Parties: invited, applying, objected to; coalitions; what a party says of itself; leaving."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import PASSWORD, Desk, add_person
from tests.browser.test_people import no_sideways, picture
from tests.browser.words import words
from tests.coordination import Speaker, at
from tests.thorough import again


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_a_party_is_invited_applies_is_objected_to_and_sees_how_it_stands(desk: Desk, language: str) -> None:
    say, party = words(language), f"newcomer-{language}"
    host = desk("army", "chief", "/parties", language=language)
    host.get_by_role("button", name=say["invitation-make"]).click()
    asking = host.get_by_role("dialog")
    asking.get_by_label(say["invitation-note"]).fill("for the new ones")
    picture(host, f"parties-invite-{language}-1400")
    asking.get_by_role("button", name=say["invitation-make"]).click()
    secret = host.locator("input[data-secret]")
    expect(secret).to_have_value(re.compile(r"^http://localhost:\d+/apply#.+\..+$"))

    guest = desk.page(language=language, width=360, height=760)
    guest.goto(secret.input_value())
    guest.get_by_label(say["apply-party"]).fill(party)
    guest.get_by_label(say["profile-name"], exact=True).fill("Medical Air Bridge")
    guest.get_by_label(say["contact-name"]).fill("Duty desk")
    guest.get_by_label(say["phone"]).fill("+41 27 000 00 09")
    no_sideways(guest)
    picture(guest, f"apply-{language}-360")
    guest.get_by_role("button", name=say["apply-button"]).click()
    standing = guest.locator("[data-state=applying]")
    expect(standing).to_contain_text(say["standing-no-objection"])
    no_sideways(guest)
    picture(guest, f"apply-standing-{language}-360")

    other = desk("drones", "chief", "/parties", language=language)
    application = other.locator(f"article[data-party={party}]")
    expect(application.locator("[data-left]")).to_be_visible()
    application.get_by_role("button", name=say["objection-make"]).click()
    asking = other.get_by_role("dialog")
    asking.get_by_role("textbox").fill("Nobody here knows them.")
    asking.get_by_role("button", name=say["objection-make"]).click()
    expect(application).to_contain_text("Nobody here knows them.")
    picture(other, f"parties-{language}-1400")
    seen = host.locator(f"article[data-party={party}]")
    expect(seen).to_contain_text("Nobody here knows them.")  # by the feed, without loading anything anew

    guest.get_by_role("button", name=say["apply-look"]).click()
    expect(standing).to_contain_text(say["standing-then-out"])
    expect(standing).not_to_contain_text("Nobody here knows them.")
    application.get_by_role("button", name=say["objection-withdraw"]).click()
    expect(application).not_to_contain_text("Nobody here knows them.")
    guest.get_by_role("button", name=say["apply-look"]).click()
    expect(standing).to_contain_text(say["standing-no-objection"])
    assert not desk.complaints


@pytest.mark.stories
def test_whoever_comes_back_with_the_link_sees_how_the_application_stands(desk: Desk) -> None:
    army = desk.office.speak["army"]
    made = army.post("/invitations", {"until": at(24 * 60), "objection_hours": 2})
    profile = {"name": "Late ones", "kind": "other"}
    army.post(
        "/applications", {"party": "late", "invitation": made["id"], "secret": made["secret"], "profile": profile}
    )
    guest = desk.page()
    guest.goto(made["link"])
    guest.get_by_role("button", name="We have applied already").click()
    guest.get_by_label("Short name").fill("nobody")
    guest.get_by_role("button", name="See how it stands").click()
    expect(guest.get_by_role("alert").first).to_be_visible()
    guest.get_by_label("Short name").fill("late")
    guest.get_by_role("button", name="See how it stands").click()
    expect(guest.locator("[data-state=applying]")).to_contain_text("Late ones")
    guest.goto("/apply")
    guest.reload()
    expect(guest.get_by_text("The address is not whole")).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_a_person_of_a_party_that_applies_sees_how_it_stands_and_looks_after_its_people(desk: Desk) -> None:
    army = desk.office.speak["army"]
    made = army.post("/invitations", {"until": at(24 * 60), "objection_hours": 2})
    form = {"party": "early", "invitation": made["id"], "secret": made["secret"]}
    army.post("/applications", {**form, "profile": {"name": "Early ones", "kind": "other"}})
    add_person(Speaker(army.office, army.identity, "early"), "chief", ("administrator",))
    page = desk.page()
    page.goto("/signin?party=early")
    page.locator("input[autocomplete=username]").fill("chief")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("form button.first").click()
    expect(page.get_by_role("alert").first).to_contain_text("does not take part in this office")
    expect(page.locator("[data-state=applying]")).to_contain_text("Nobody objects so far")
    expect(page.locator(".line")).to_have_text("Not taking part")
    page.get_by_role("link", name="People").click()
    expect(page.locator("details[data-login=chief]")).to_be_visible()
    picture(page, "outside-en-1400")
    assert not desk.complaints


@pytest.mark.stories
def test_an_invitation_that_was_withdrawn_lets_nobody_apply_and_keeps_what_was_entered(desk: Desk) -> None:
    host = desk("relief", "chief", "/parties")
    host.get_by_role("button", name="Invite a party").click()
    host.get_by_role("dialog").get_by_label("Note").fill("to be withdrawn")
    host.get_by_role("dialog").get_by_role("button", name="Invite a party").click()
    link = host.locator("input[data-secret]").input_value()
    entry = host.locator("[data-invitation]", has_text="to be withdrawn")
    entry.get_by_role("button", name="Withdraw").click()
    expect(entry).to_contain_text("Withdrawn")
    guest = desk.page()
    guest.goto(link)
    guest.get_by_label("Short name").fill("too-late")
    guest.get_by_label("Name", exact=True).fill("Too Late")
    guest.get_by_role("button", name="Apply", exact=True).click()
    expect(guest.get_by_role("alert").first).to_contain_text("This invitation is not there")
    expect(guest.get_by_label("Name", exact=True)).to_have_value("Too Late")
    assert not desk.complaints


@pytest.mark.stories
def test_a_party_says_something_else_of_itself_and_others_see_it_at_once(desk: Desk) -> None:
    own = desk("relief", "chief", "/parties/relief")
    other = desk("army", "duty", "/parties/relief", width=360)
    expect(other.get_by_role("link", name="+000 1")).to_be_visible()  # an agreement is in force
    no_sideways(other)
    own.get_by_role("button", name="Edit your party’s details").click()
    own.get_by_label("Name", exact=True).fill("Relief of the Valley")
    own.get_by_label("Telephone").first.fill("+41 27 000 00 77")
    picture(own, "party-edit-en-1400")
    own.get_by_role("button", name="Save").click()
    expect(own.get_by_role("heading", level=1)).to_have_text("Relief of the Valley")
    expect(other.get_by_role("heading", level=1)).to_have_text("Relief of the Valley")
    expect(other.get_by_role("link", name="+41 27 000 00 77")).to_be_visible()
    picture(own, "party-own-en-1400")
    picture(other, "party-other-en-360")
    assert not desk.complaints


@pytest.mark.stories
def test_contacts_are_not_shown_without_an_agreement(desk: Desk) -> None:
    page = desk("drones", "observer", "/parties/stranger", language="ar")
    expect(page.locator("main")).to_contain_text(words("ar")["contacts-not-shown"])
    expect(page.locator("a[href^='tel:']")).to_have_count(0)
    picture(page, "party-other-ar-1400")
    page.goto("/parties/no-such-party")
    expect(page.get_by_role("heading", name=words("ar")["party-unknown"])).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_a_coalition_asks_and_a_party_joins_of_its_own_will_and_leaves_again(desk: Desk) -> None:
    union = desk.office.speak["stranger"]
    known = union.get("/parties/stranger")
    profile = {**known["profile"], "kind": "coalition", "name": "Union of the valley"}
    union.put("/parties/stranger/profile", {"version": known["version"], "profile": profile})
    add_person(union, "chief", ("administrator",))
    page = desk("stranger", "chief", "/parties/stranger")
    page.get_by_label("Ask a party to join").select_option("drones")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Asked, and not yet joined")).to_be_visible()
    member = desk("drones", "chief", "/parties")
    member.get_by_role("button", name="Join").click()
    expect(page.get_by_role("link", name=re.compile("drones"))).to_be_visible()
    member.goto("/parties/stranger")
    member.get_by_role("button", name="Leave the coalition").click()
    expect(page.get_by_text("Nobody has joined yet.")).to_be_visible()
    picture(page, "party-coalition-en-1400")
    assert not desk.complaints


@pytest.mark.stories
def test_a_party_leaves_only_when_its_name_was_typed(desk: Desk) -> None:
    add_person(desk.office.speak["authority"], "chief", ("administrator",))
    page = desk("authority", "chief", "/parties/authority")
    page.get_by_role("button", name="Leave the office…").click()
    dialog = page.get_by_role("dialog")
    leave = dialog.get_by_role("button", name="Leave the office", exact=True)
    expect(leave).to_be_disabled()
    dialog.get_by_role("textbox").fill("authorit")
    expect(leave).to_be_disabled()
    dialog.get_by_role("textbox").fill("authority")
    picture(page, "party-leave-en-1400")
    leave.click()
    expect(page.get_by_role("alert").first).to_contain_text("does not take part in this office")
    assert desk.office.speak["army"].get("/parties/authority")["state"] == "left"
