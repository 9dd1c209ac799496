"""One incident, by those who take part, in a browser: accounts, facts, what each had been told, how it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tansiq.office.terms import Level
from tests.browser.barriers import beyond_the_sides, found_wrong
from tests.browser.hand import by_keyboard
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits, picture
from tests.browser.words import words
from tests.coordination import at, circle, flows, incident, report, site, terms

pytestmark = pytest.mark.stories

_TOLD: dict[str, Any] = {"level": Level.INFORMATION, "separation": ()}
AGREED = {
    name: (tuple(name.split("-")), terms(name, flows(*name.split("-")), **_TOLD))
    for name in ("army-relief", "drones-relief", "army-drones", "authority-relief")
}
SAY = words("en")
P = {"person": "Amal"}
_PLACE = circle(33.0, 6.0, 500.0, lower_m=0, upper_m=3_000)


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(
        tmp_path_factory.mktemp("office"), options=("--housekeeping-s", "0.2"), agreed=AGREED
    ) as office:
        yield office


def opened(staffed: Staffed, title: str, *others: str, **changes: Any) -> str:
    """By relief, with these."""
    made: str = staffed.speak["relief"].post("/incidents", incident(title, [*others], **changes))["id"]
    return made


def stated(staffed: Staffed, made: str, *facts: str) -> list[str]:
    """By relief."""
    return [
        one["id"] for one in staffed.speak["relief"].post(f"/incidents/{made}/facts", {"facts": facts, **P})["facts"]
    ]


def fold_out(inside: Locator, label: str) -> Locator:
    """Opens what is folded away behind this button; its form."""
    folded = inside.locator("details").filter(has=inside.page.locator("summary").filter(has_text=label)).last
    folded.locator("summary").click()
    return folded.locator("form")


def say_in(inside: Locator, label: str, text: str) -> None:
    """Opens it, says this and sends it."""
    form = fold_out(inside, label)
    form.locator("textarea").fill(text)
    form.locator("button:not([type])").click()


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_each_gives_its_account_and_says_to_each_fact_what_it_says(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    made = opened(staffed, f"Low over the convoy ({language})", "army")
    theirs = desk("relief", path=f"/incidents/{made}", language=language)
    page = desk("army", path=f"/incidents/{made}", language=language)
    expect(page.locator("[data-awaits]")).to_contain_text(say["inc-awaits-stand"])
    expect(page.locator("[data-account=army] [data-no-account]")).to_have_text(say["inc-no-account"])

    say_in(page.locator("[data-part=stands]"), say["inc-dispute"], "It was not like this.")
    stand = theirs.locator("[data-side=army]")
    expect(stand.locator("[data-stand=disputed]")).to_be_visible()
    expect(stand).to_contain_text("It was not like this.")
    expect(theirs.locator("header [data-state=disputed]")).to_be_visible()

    page.get_by_role("button", name=say["inc-account-write"], exact=True).click()
    account = page.get_by_label(say["inc-account-ours"], exact=True)
    account.fill("We flew at 300 m.\n\nNobody saw a convoy.")
    page.reload()
    expect(account).to_have_value("We flew at 300 m.\n\nNobody saw a convoy.")
    page.get_by_role("button", name=say["inc-account-give"], exact=True).click()
    read = theirs.locator("[data-account=army]")
    expect(read).to_contain_text("Nobody saw a convoy.")
    page.get_by_role("button", name=say["inc-account-update"], exact=True).click()
    account.fill("We flew at 250 m.\n\nNobody saw a convoy.")
    page.get_by_role("button", name=say["inc-account-give-new"], exact=True).click()
    expect(account).to_have_count(0)
    read.locator("summary").click()
    expect(read.locator("ins")).to_have_text(f"{say['words-added']}250")
    expect(read.locator("del")).to_have_text(f"{say['words-gone']}300")

    form = fold_out(theirs.locator("[data-part=facts]"), say["inc-propose-facts"])
    form.locator("textarea").fill("It was noon.\n\nIt was below 150 m.\nThe lorries bore their marks.")
    form.locator("button").click()
    facts = page.locator("[data-facts=open] [data-fact]")
    expect(facts).to_have_count(3)
    facts.filter(has_text="noon").get_by_role("button", name=say["inc-fact-agree"], exact=True).click()
    expect(theirs.locator("[data-facts=agreed] [data-fact]")).to_contain_text("It was noon.")
    say_in(facts.filter(has_text="150 m"), say["inc-fact-dispute"], "It was at 250 m.")
    disputed = theirs.locator("[data-facts=disputed] [data-fact]")
    expect(disputed.locator("[data-stand-of=army]")).to_contain_text("It was at 250 m.")
    expect(disputed.locator("[data-stand-of=relief][data-says=agrees]")).to_be_visible()
    expect(theirs.locator("[data-facts=open] [data-stand-of=army][data-says=none]")).to_be_visible()

    say_in(page.locator("[data-part=questions]"), say["inc-ask"], "Who saw it?\nIs there a picture?")
    asked = theirs.locator("[data-question]")
    expect(asked).to_have_count(2)
    say_in(asked.filter(has_text="Who saw it?"), say["inc-answer"], "The driver.")
    answered = page.locator("[data-question]").filter(has_text="Who saw it?")
    expect(answered.locator("[data-answer=relief]")).to_contain_text("The driver.")
    answered.get_by_role("button", name=say["inc-question-settle"], exact=True).click()
    expect(asked.filter(has_text="Who saw it?").locator("[data-answered=true]")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # what lies half under the head of the page is too small to be hit there
    assert found_wrong(page) == []
    fits(page, f"incident-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"incident-{language}-360")
    assert not desk.complaints


def test_what_is_half_written_stays_under_the_hand_while_others_speak(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "Half written", "army", "drones")
    (fact,) = stated(staffed, made, "It was below 150 m.")
    page = desk("army", path=f"/incidents/{made}")
    form = fold_out(page.locator(f"[data-fact='{fact}']"), SAY["inc-fact-dispute"])
    form.locator("textarea").click()
    page.keyboard.type("It was at 2")
    path = f"/incidents/{made}/facts/{fact}/stand"
    staffed.speak["drones"].put(path, {"stand": "disputes", "instead": "Higher.", **P})
    moved = page.locator("[data-facts=disputed]")
    expect(moved).to_contain_text("Higher.")
    page.keyboard.type("50 m.")
    expect(moved.locator("textarea")).to_have_value("It was at 250 m.")
    moved.locator("form button").click()
    expect(moved.locator("[data-stand-of=army]")).to_contain_text("It was at 250 m.")


def test_two_of_one_party_write_its_account_and_neither_text_is_lost(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "Two hands", "army")
    page = desk("army", path=f"/incidents/{made}")
    page.get_by_role("button", name=SAY["inc-account-write"]).click()
    account = page.get_by_label(SAY["inc-account-ours"], exact=True)
    account.fill("What the first one knows.")
    other = {"text": "What the second one knows.", "language": "en", "version": 0, **P}
    staffed.speak["army"].put(f"/incidents/{made}/account", other)
    expect(page.locator("[data-meanwhile] ins")).to_contain_text("first")
    expect(page.get_by_role("button", name=SAY["inc-account-give-new"])).to_be_disabled()
    expect(account).to_have_value("What the first one knows.")
    page.reload()
    expect(page.locator("[data-meanwhile]")).to_be_visible()
    expect(account).to_have_value("What the first one knows.")
    page.get_by_role("button", name=SAY["inc-account-over"]).click()
    page.get_by_role("button", name=SAY["inc-account-give-new"]).click()
    expect(page.locator("[data-account=army] [data-versions='2']")).to_be_visible()
    versions = staffed.speak["relief"].get(f"/incidents/{made}/accounts/army")
    assert [one["said"]["text"] for one in versions] == ["What the second one knows.", "What the first one knows."]


def test_what_each_had_been_told_by_then_and_linking_it(desk: Desk, staffed: Staffed) -> None:
    relief, army, drones = (staffed.speak[party] for party in ("relief", "army", "drones"))
    notice = relief.post("/notices", site(33.0, 6.0, recipients=("army", "drones")))
    army.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Omar"})
    now = datetime.now(UTC).isoformat()
    made = opened(staffed, "Over the clinic", "army", "drones", extents=[_PLACE], **{"from": now, "until": now})
    drones.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Dana"})
    secret = army.post("/reports", report("Only ours", [], extents=[_PLACE]))

    page = desk("relief", path=f"/incidents/{made}")
    thing = page.locator(f"[data-told=ours] [data-thing='{notice['id']}']")
    expect(thing.locator("[data-told-party=army] [data-before='2'] [data-step=acknowledged]")).to_contain_text("Omar")
    expect(thing.locator("[data-told-party=drones] [data-before='1']")).to_be_visible()
    expect(thing.locator("[data-told-party=drones] [data-later='1'] [data-step=acknowledged]")).to_contain_text("Dana")
    expect(page.locator(f"[data-thing='{secret['id']}']")).to_have_count(0)
    thing.get_by_role("button", name=SAY["inc-link-this"]).click()
    expect(thing).to_contain_text(SAY["inc-linked"])
    link = page.locator(f"[data-link='{notice['id']}']")
    expect(link.get_by_role("link")).to_have_attribute("href", f"/notices/{notice['id']}")
    page.get_by_label(SAY["inc-told-span"]).select_option("1440")
    expect(page.locator("[data-told-span='1440']")).to_be_visible()

    reader = desk("drones", path=f"/incidents/{made}")
    own = reader.locator(f"[data-told=theirs] [data-thing='{notice['id']}']")
    expect(own.locator("[data-told-party]")).to_have_count(1)
    expect(own.locator("[data-told-party=drones]")).to_be_visible()
    expect(reader.locator(f"[data-link='{notice['id']}']")).to_be_visible()
    link.get_by_role("button").click()
    expect(reader.locator(f"[data-link='{notice['id']}']")).to_have_count(0)


def test_time_of_which_things_are_forgotten_is_said_to_be_so(desk: Desk, staffed: Staffed) -> None:
    then = at(-60 * 24 * 9)
    made = opened(staffed, "Long ago", "army", **{"from": then, "until": then})
    page = desk("army", path=f"/incidents/{made}")
    for kind in ("operation", "notice"):
        expect(page.locator(f"[data-may-be-missing={kind}]")).to_have_text(SAY[f"inc-told-missing-{kind}"])


def test_what_one_sees_is_chosen_and_linked_and_others_are_shown_what_they_may_see(
    desk: Desk, staffed: Staffed
) -> None:
    relief = staffed.speak["relief"]
    told = relief.post("/reports", report("Engines heard at the bridge", ["army"]))
    made = opened(staffed, "Linked", "army", "drones")
    page = desk("relief", path=f"/incidents/{made}")
    page.locator("[data-part=links] summary").click()
    page.get_by_label(SAY["inc-link-kind"], exact=True).select_option("report")
    page.get_by_label(SAY["inc-link-search"], exact=True).fill("engines")
    page.locator(f"[data-offered='{told['id']}'] input").check()
    page.locator("[data-linking] button").click()
    expect(page.locator(f"[data-link='{told['id']}']")).to_be_visible()
    expect(page.locator(f"[data-offered='{told['id']}']")).to_have_count(0)
    reader = desk("army", path=f"/incidents/{made}")
    expect(reader.locator(f"[data-link='{told['id']}']")).to_be_visible()
    # To be shown the link is not to have read the report.
    assert relief.get(f"/reports/{told['id']}")["given"][0].get("shown", []) == []
    outside = desk("drones", path=f"/incidents/{made}")
    expect(outside.locator("[data-part=links]")).to_contain_text(SAY["inc-links-none"])


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_it_is_closed_by_agreement_opened_again_and_ended_without(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    made = opened(staffed, f"To be closed ({language})", "army")
    page = desk("relief", path=f"/incidents/{made}", language=language)
    theirs = desk("army", path=f"/incidents/{made}", language=language)
    closing, answering = page.locator("[data-part=closing]"), theirs.locator("[data-part=closing]")
    say_in(closing, say["inc-closing-propose"], "It flew too low; it does so no more.")
    expect(theirs.locator("[data-awaits]")).to_contain_text(say["inc-awaits-closing"])
    say_in(answering, say["inc-closing-decline"], "It did not.")
    expect(closing.locator("[data-closing-of=army][data-agrees=false]")).to_contain_text("It did not.")
    say_in(closing, say["inc-closing-propose-other"], "It flew; all crews were told.")
    expect(answering).to_contain_text("It flew; all crews were told.")
    answering.get_by_role("button", name=say["inc-closing-agree"], exact=True).click()
    expect(page.locator("[data-closed]")).to_contain_text("It flew; all crews were told.")
    expect(page.locator("[data-part=facts] form, [data-part=facts] summary")).to_have_count(0)
    say_in(answering, say["inc-reopen"], "A witness came forward.")
    expect(page.locator("[data-closed]")).to_have_count(0)
    closing.locator("[data-closings-over='2'] > summary").click()
    expect(closing.locator("[data-over]").first).to_contain_text("A witness came forward.")
    say_in(closing, say["inc-end"], "No more is to be learnt.")
    expect(theirs.locator("header [data-state='closed without agreement']")).to_be_visible()
    say_in(answering, say["inc-closing-disagree"], "There is more.")
    expect(closing.locator("[data-closing=without] [data-closing-of=army]")).to_contain_text("There is more.")
    answering.get_by_role("button", name=say["inc-closing-take-back"], exact=True).click()
    expect(closing.locator("[data-closing-of=army]").first).to_contain_text(say["inc-closing-disagrees-no-more"])
    fits(page, f"incident-closed-{language}")
    assert not desk.complaints


def test_corrective_actions_are_proposed_taken_on_and_done_also_when_it_is_closed(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "Not again", "army")
    relief = staffed.speak["relief"]
    soon = {"text": "Tell the crews", "owner": "army", "due": at(0.03), **P}
    late = relief.post(f"/incidents/{made}/actions", soon)["actions"][0]["id"]
    page = desk("relief", path=f"/incidents/{made}")
    actions = page.locator("[data-part=actions]")
    form = fold_out(actions, SAY["inc-action-propose"])
    form.locator("textarea").fill("Mark convoys on all maps")
    form.get_by_label(SAY["inc-action-owner"], exact=True).select_option("army")
    due = at(60 * 48)
    form.get_by_label(SAY["day"], exact=True).fill(due[:10])
    form.get_by_label(SAY["hour"], exact=True).fill(due[11:16])
    form.get_by_role("button", name=SAY["inc-action-propose-do"], exact=True).click()
    card = actions.locator("[data-action]").filter(has_text="Mark convoys")
    expect(card.locator("[data-action-state=proposed]")).to_be_visible()
    expect(actions.locator(f"[data-action='{late}'] [data-overdue=true]")).to_contain_text("overdue for")

    relief.post(f"/incidents/{made}/end", {"text": "Enough", **P})
    owner = desk("army", path=f"/incidents/{made}")
    theirs = owner.locator("[data-action]").filter(has_text="Mark convoys")
    theirs.get_by_role("button", name=SAY["inc-action-accept"]).click()
    expect(card.locator("[data-action-state=accepted]")).to_be_visible()
    say_in(theirs, SAY["inc-action-say-done"], "Since this morning.")
    expect(card.locator("[data-action-said=done]")).to_contain_text("Since this morning.")
    say_in(owner.locator(f"[data-action='{late}']"), SAY["inc-action-decline"], "No map has room.")
    declined = actions.locator(f"[data-action='{late}']")
    expect(declined.locator("[data-action-state=declined]")).to_be_visible()
    expect(declined).to_contain_text("No map has room.")


def test_further_parties_are_taken_in_and_others_learn_nothing(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "More of us", "army")
    outside = desk("drones", path=f"/incidents/{made}")
    expect(outside.locator("[data-empty] h1")).to_have_text(SAY["inc-unknown"])
    page = desk("relief", path=f"/incidents/{made}")
    viewer = page.get_by_label(SAY["whose-eyes"])
    viewer.select_option("drones")
    expect(page.locator("[data-sight=nothing]")).to_contain_text(SAY["inc-sight-nothing"])
    page.get_by_role("button", name=SAY["inc-take-in"]).click()
    window = page.get_by_role("dialog")
    expect(window.locator("[data-offered=army]")).to_have_count(0)
    window.locator("[data-offered=drones] input").check()
    assert found_wrong(page) == []
    window.locator("button.first").click()
    expect(page.locator("[data-side=drones]")).to_be_visible()
    expect(outside.locator("[data-account=relief]")).to_contain_text("More of us")
    expect(page.locator("[data-sight='takes part'] [data-what=account][data-held=true]")).to_be_visible()


def test_what_waits_for_a_channel_is_said_to_whoever_said_it(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "Cut off", "authority")
    relief, authority = staffed.speak["relief"], staffed.speak["authority"]
    authority.post("/agreements/authority-relief/suspension", {"reason": "a dispute"})
    page = desk("relief", path=f"/incidents/{made}")
    say_in(page.locator("[data-part=questions]"), SAY["inc-ask"], "Are you there?")
    expect(page.locator("[data-waiting]")).to_have_text(SAY["inc-waiting"])
    expect(page.locator("[data-question] [data-waits]")).to_contain_text("authority")
    page.get_by_label(SAY["whose-eyes"]).select_option("authority")
    expect(page.locator("[data-sight] [data-what=questions][data-held=false]")).to_be_visible()
    assert "questions" not in authority.get(f"/incidents/{made}")
    assert authority("DELETE", "/agreements/authority-relief/suspension")[0] < 300
    expect(page.locator("[data-waiting], [data-waits]")).to_have_count(0)
    assert relief.get(f"/incidents/{made}")["questions"]


def test_by_keyboard_alone_one_goes_to_what_is_asked_and_says_it(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "By keyboard", "army")
    (fact,) = stated(staffed, made, "It was noon.")
    page = desk("army", path=f"/incidents/{made}")
    expect(page.locator("[data-awaits]")).to_be_visible()
    by_keyboard(page, "[data-awaits] a[href='#facts']")
    page.keyboard.press("Enter")
    by_keyboard(page, f"[data-fact='{fact}'] button")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-facts=agreed] [data-fact='{fact}']")).to_be_visible()
    by_keyboard(page, "[data-part=facts] > details summary")
    page.keyboard.press("Enter")
    by_keyboard(page, "[data-part=facts] > details textarea")
    page.keyboard.type("The sun stood high.")
    by_keyboard(page, "[data-part=facts] > details form button")
    page.keyboard.press("Enter")
    expect(page.locator("[data-facts=open] [data-fact]")).to_contain_text("The sun stood high.")
    page.locator("nav a[href='#stands']").focus()
    page.keyboard.press("Enter")
    by_keyboard(page, "[data-part=stands] summary")
    page.keyboard.press("Space")
    by_keyboard(page, "[data-part=stands] form button")
    page.keyboard.press("Enter")
    expect(page.locator("header [data-state=acknowledged]")).to_be_visible()


def test_whoever_only_looks_is_offered_nothing_to_say(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "To be looked at", "army")
    stated(staffed, made, "It was noon.")
    page = desk("army", "observer", path=f"/incidents/{made}")
    expect(page.locator("[data-fact]")).to_be_visible()
    assert page.locator("main button:not(section.map button), main summary.button, [data-awaits]").count() == 0


def test_the_paper_is_complete_and_has_nothing_to_press(desk: Desk, staffed: Staffed) -> None:
    made = opened(staffed, "On paper", "army", extents=[_PLACE])
    stated(staffed, made, "It was noon.")
    relief, path = staffed.speak["relief"], f"/incidents/{made}"
    relief.post(f"{path}/closings", {"text": "A first text", **P})
    relief.post(f"{path}/closings", {"text": "A second text", **P})
    page = desk("army", path=path)
    expect(page.locator("[data-then]")).to_be_visible()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1_047})
    for gone in ("main nav", "main button", "main textarea", "main summary.button", "[data-awaits]", "section.map"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    for there in ("A first text", "A second text", "It was noon.", "33"):
        expect(page.locator("main").get_by_text(there).locator("visible=true").first).to_be_visible()
    expect(page.locator("[data-printed]")).to_be_visible()
    assert beyond_the_sides(page) == []
    picture(page, "printed-incident-en")


def test_no_script_runs_whatever_is_said_in_an_incident(desk: Desk, staffed: Staffed) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    turned = f"{evil} \u202ekcab"
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    who = {"person": evil[:100]}
    made = opened(staffed, turned, "army", place=evil, account={"text": turned, "language": "en"}, **who)
    path = f"/incidents/{made}"
    fact = relief.post(f"{path}/facts", {"facts": [turned], **who})["facts"][0]["id"]
    army.put(f"{path}/facts/{fact}/stand", {"stand": "disputes", "instead": turned, **who})
    army.put(f"{path}/stand", {"stand": "disputed", "text": turned, **who})
    question = army.post(f"{path}/questions", {"questions": [turned], **who})["questions"][0]["id"]
    relief.post(f"{path}/questions/{question}/answers", {"text": turned, **who})
    relief.post(f"{path}/actions", {"text": turned, "owner": "army", "due": at(60), **who})
    relief.post(f"{path}/end", {"text": turned, **who})
    for party in ("relief", "army"):
        page = desk(party, path=path)
        expect(page.locator("main").get_by_text("<img src=x").first).to_be_attached()
        assert page.title() != "owned"
        assert page.locator("main img, main script").count() == 0
        assert "\u202e" not in page.locator("body").inner_text()
    assert not desk.complaints
