"""What parties ask each other for, from being asked to the answer or to its withdrawal: by people, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tansiq.office.terms import Level
from tests.browser.barriers import found_wrong
from tests.browser.hand import by_keyboard, fill_by_keyboard
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import at, flows, incident, quiet_period, report, request, terms
from tests.thorough import again

_TOLD: dict[str, Any] = {"level": Level.INFORMATION, "separation": ()}
AGREED = {
    "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"), **_TOLD)),
    "relief-drones": (("drones", "relief"), terms("relief-drones", flows("drones", "relief"))),
}


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(
        tmp_path_factory.mktemp("office"), options=("--housekeeping-s", "0.2"), agreed=AGREED
    ) as office:
        yield office


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_a_request_is_noted_considered_answered_in_part_and_then_with_a_report(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    say = words(language)
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    title = f"The road over the pass ({language})"
    made = relief.post("/requests", request(title, ["army", "drones"], priority="urgent", language="en"))
    told = army.post("/reports", report(f"The pass is open ({language})", ["relief"]))
    asker = desk("relief", path=f"/requests/{made['id']}", language=language)
    page = desk("army", path="/inbox", language=language)
    line = page.locator(f"li[data-key='request {made['id']}']")
    expect(line).to_contain_text(title)
    line.locator("a.open").click()
    own = page.locator("[data-response=army]")
    expect(own.locator("[data-state=sent]").first).to_be_visible()
    expect(page.locator("[data-response]")).to_have_count(1)
    fits(page, f"request-asked-{language}")
    page.get_by_role("button", name=say["request-note"], exact=True).click()
    theirs = asker.locator("[data-response=army]")
    expect(theirs.locator("[data-step=received]")).to_contain_text("Dana Duty of army")
    page.get_by_role("button", name=say["request-consider"], exact=True).click()
    expect(theirs.locator("[data-step=under-consideration]")).to_be_visible()

    page.get_by_label(say["request-answer-text"], exact=True).fill("Open up to the chapel.")
    page.reload()
    expect(page.get_by_label(say["request-answer-text"], exact=True)).to_have_value("Open up to the chapel.")
    page.get_by_label(say["request-answer-partly"], exact=True).check()
    page.get_by_role("button", name=say["request-answer-partly-do"], exact=True).click()
    expect(theirs.locator("[data-step=partly-answered]")).to_contain_text("Open up to the chapel.")
    expect(page.get_by_label(say["request-answer-text"], exact=True)).to_have_value("")
    page.locator(f"[data-choose='{told['id']}'] input").check()
    page.get_by_role("button", name=say["request-answer-do"], exact=True).click()
    expect(theirs.locator(f"[data-step=answered] [data-answers='{told['id']}']")).to_be_visible()
    expect(page.locator("[data-answering]")).to_have_count(0)
    assert found_wrong(asker) == []
    fits(asker, f"request-own-{language}")
    asker.set_viewport_size({"width": 360, "height": 780})
    fits(asker, f"request-own-{language}-360")
    page.goto("/requests")
    expect(page.locator(f"[data-request='{made['id']}'] [data-state=answered]")).to_be_visible()
    fits(page, f"requests-{language}")
    assert not desk.complaints


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_a_request_is_written_kept_and_sent(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    page = desk("relief", path="/requests", language=language)
    page.locator("main a[href='/requests/new']").first.click()
    page.locator("form .button.first").click()
    for lack in ("lacks-report-title", "lacks-request-needed-by", "lacks-request-to", "lacks-report-marking"):
        expect(page.get_by_text(say[lack], exact=True).first).to_be_visible()
    title = f"Two lorries at the bridge ({language})"
    page.get_by_label(say["report-title"], exact=True).fill(title)
    page.get_by_label(say["report-text"], exact=True).fill("Each of ten tonnes, with a driver.")
    page.locator("input[type=radio][value=support]").check()
    page.locator("input[type=radio][value=urgent]").check()
    page.locator("input[type=radio][value='TLP:AMBER']").check()
    later = at(24 * 60)
    page.get_by_label(say["day"], exact=True).fill(later[:10])
    page.get_by_label(say["hour"], exact=True).fill(later[11:16])
    page.get_by_label(say["report-where"], exact=True).fill("The old bridge")
    page.get_by_role("button", name=say["report-place-add"]).click()
    page.locator("form .button.first").click()
    expect(page.get_by_label(say["position"], exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_label(say["position"], exact=True).fill("46.173, 7.223")
    page.locator("[data-recipient=army] input").check()
    page.reload()
    expect(page.get_by_label(say["position"], exact=True)).to_have_value("46.173, 7.223")
    expect(page.get_by_label(say["report-title"], exact=True)).to_have_value(title)
    expect(page.locator("[data-recipient=army] input")).to_be_checked()
    assert found_wrong(page) == []
    fits(page, f"request-new-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"request-new-{language}-360")
    page.locator("form .button.first").click()
    expect(page.locator("[data-response=army] [data-state=sent]").first).to_be_visible()
    made = page.url.rsplit("/", 1)[-1]
    read = staffed.speak["army"].get(f"/requests/{made}")
    assert (read["title"], read["kind"], read["priority"]) == (title, "support", "urgent")
    assert (read["place"], round(read["extents"][0]["circle"]["lat"], 3)) == ("The old bridge", 46.173)
    expect(page.locator("section.map canvas")).to_be_visible()
    expect(page.get_by_text("The old bridge", exact=True)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("[data-printed-where]")).to_contain_text("46.17300")
    expect(page.locator("section.map")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto("/requests/new")
    expect(page.get_by_label(say["report-title"], exact=True)).to_have_value("")
    assert not desk.complaints


@pytest.mark.stories
def test_an_answer_awaits_whoever_asked_until_it_is_looked_at(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["relief"].post("/requests", request("Who flies at noon", ["army"]))
    page = desk("relief", path="/inbox")
    staffed.speak["army"].post(f"/requests/{made['id']}/answer", {"text": "Nobody.", "language": "en", "person": "O"})
    line = page.locator(f"li[data-key^='answer {made['id']}']")
    expect(line).to_contain_text("Who flies at noon")
    line.locator("a.open").click()
    expect(page.locator("[data-step=answered]")).to_contain_text("Nobody.")
    page.goto("/inbox")
    expect(page.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)


@pytest.mark.stories
def test_a_request_is_declined_with_a_reason_and_that_is_final(desk: Desk, staffed: Staffed) -> None:
    say = words("en")
    made = staffed.speak["relief"].post("/requests", request("Two lorries", ["army"], kind="support"))
    page = desk("army", path=f"/requests/{made['id']}")
    page.get_by_role("button", name=say["request-decline"]).click()
    window = page.get_by_role("dialog")
    window.locator("textarea").fill("All are on the road")
    assert found_wrong(page) == []
    window.locator("button.grave").click()
    expect(page.locator("[data-step=declined]")).to_contain_text("All are on the road")
    expect(page.locator("[data-answering]")).to_have_count(0)


@pytest.mark.stories
def test_what_is_overdue_says_so_in_words_until_it_is_needed_later_and_is_withdrawn(
    desk: Desk, staffed: Staffed
) -> None:
    say = words("en")
    made = staffed.speak["relief"].post("/requests", request("Soon", ["army"], needed_by=at(0.02)))
    page = desk("relief", path=f"/requests/{made['id']}")
    expect(page.locator("[data-response=army] [data-overdue]")).to_have_text(say["request-overdue"])
    reader = desk("army", path="/requests")
    expect(reader.locator(f"[data-request='{made['id']}'] .badge.alarm")).to_contain_text("overdue for")
    page.get_by_role("button", name=say["request-need-by"]).click()
    window = page.get_by_role("dialog")
    later = at(24 * 60)
    window.get_by_label(say["day"], exact=True).fill(later[:10])
    window.get_by_label(say["hour"], exact=True).fill(later[11:16])
    window.locator("button.first").click()
    expect(page.locator("[data-overdue]")).to_have_count(0)
    expect(reader.locator(f"[data-request='{made['id']}'] .badge.alarm")).to_have_count(0)
    page.get_by_role("button", name=say["request-withdraw"]).click()
    page.get_by_role("dialog").locator("textarea").fill("It came by telephone")
    page.get_by_role("dialog").locator("button.grave").click()
    expect(page.locator("header .reason")).to_contain_text("It came by telephone")
    reader.goto(f"/requests/{made['id']}")
    expect(reader.locator("header .reason")).to_contain_text("It came by telephone")
    expect(reader.locator("[data-answering]")).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_nobody_else_is_told_of_it_and_the_asker_sees_what_each_sees(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["relief"].post("/requests", request("For the army alone", ["army"]))
    page = desk("drones", path=f"/requests/{made['id']}")
    expect(page.locator("[data-empty] h1")).to_have_text(words("en")["request-unknown"])
    asker = desk("relief", path=f"/requests/{made['id']}")
    viewer = asker.get_by_label(words("en")["whose-eyes"])
    for party, sight in (("army", "asked"), ("drones", "nothing")):
        viewer.select_option(party)
        expect(asker.locator(f"[data-sight={sight}]")).to_be_visible()


@pytest.mark.stories
def test_no_script_runs_whatever_a_request_or_its_answer_says(desk: Desk, staffed: Staffed) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    turned = f"{evil} \u202ekcab"
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    made = relief.post("/requests", request(turned, ["army"], text=turned, place=evil, person=evil[:100]))
    army.post(
        f"/requests/{made['id']}/answer", {"text": turned, "language": "en", "person": evil[:100], "partly": True}
    )
    refused = relief.post("/requests", request(turned, ["army"], text=turned))
    army.post(f"/requests/{refused['id']}/decline", {"reason": turned, "person": "p"})
    for party in ("relief", "army"):
        page = desk(party)
        for path in ("/requests", f"/requests/{made['id']}", f"/requests/{refused['id']}", "/inbox"):
            page.goto(path)
            if path != "/inbox":
                expect(page.locator("main").get_by_text("<img src=x").first).to_be_attached()
            assert page.title() != "owned"
            assert page.locator("main img, main script").count() == 0, path
            assert "\u202e" not in page.locator("body").inner_text(), path
    assert not desk.complaints


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_how_requests_are_answered_stands_as_figures_where_it_is_looked_for(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    made = relief.post("/requests", request(f"Who has a generator ({language})", ["army"]))
    army.post(f"/requests/{made['id']}/decline", {"person": "Omar"})
    counted = {one["party"]: one for one in relief.get("/agreements/relief-army/responses")}
    assert counted["army"]["declined_without_reason"] > 0
    page = desk("relief", path="/requests", language=language)
    page.locator("main a[href='/requests/figures']").click()
    table = page.locator("section", has=page.locator("a[href='/agreements/relief-army']")).locator("table")
    for party, record in counted.items():
        for name in ("asked", "declined", "declined_without_reason", "overdue"):
            cell = table.locator(f"tr[data-figures={party}] [data-count={name}]")
            assert _figure(cell.inner_text()) == record[name], (party, name)
    assert [row.get_attribute("data-figures") for row in table.locator("tbody tr").all()] == ["army", "relief"]
    assert found_wrong(page) == []
    fits(page, f"request-figures-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    expect(page.locator("li[data-figures=army]").first).to_be_visible()
    fits(page, f"request-figures-{language}-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto("/agreements/relief-army")
    expect(page.locator("tr[data-figures=army] [data-count=asked]")).to_be_visible()
    page.goto("/parties/army")
    row = page.locator("tr[data-figures=army]")
    expect(row).to_have_count(1)
    expect(row.locator("a[href='/agreements/relief-army']")).to_be_visible()
    before = row.locator("[data-count=asked]").inner_text()
    relief.post("/requests", request(f"And a pump ({language})", ["army"]))
    expect(row.locator("[data-count=asked]")).not_to_have_text(before)
    assert not desk.complaints


def _figure(text: str) -> int:
    # Digits of whichever script.
    return int("".join(str(int(digit)) for digit in text if digit.isdigit()))


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_talk_begins_at_a_thing_of_the_information_centre_and_leads_back_to_it(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    say = words(language)
    relief = staffed.speak["relief"]
    made = relief.post("/requests", request(f"Sandbags ({language})", ["army"]))
    told = relief.post("/reports", report(f"The dyke holds ({language})", ["army"]))
    went_wrong = relief.post("/incidents", incident(f"A dyke broke ({language})", ["army"]))
    quiet = relief.post("/quiet-periods", quiet_period("relief-army", title=f"Sandbagging ({language})"))
    for kind, thing in (("request", made), ("report", told), ("incident", went_wrong), ("quiet-period", quiet)):
        page = desk("army", path=f"/{kind}s/{thing['id']}", language=language)
        page.get_by_role("link", name=say["talk-about-this"], exact=True).click()
        expect(page.locator("input[type=checkbox][value=relief]")).to_be_checked()
        expect(page.locator(f"input[type=checkbox][value^='{kind}:{thing['id']}']")).to_be_checked()
        expect(page.get_by_role("textbox", name=say["thread-title"])).to_have_value(thing["title"])
        assert found_wrong(page) == []
        fits(page, f"talk-about-{kind}-{language}")
        page.locator("form textarea").fill("How many do you need?")
        page.get_by_role("button", name=say["begin-thread"]).click()
        about = page.locator(f"[data-about='{thing['id']}'] a")
        expect(about).to_have_text(say[f"subject-{kind}"])
        thread = page.url.rsplit("/", 1)[-1]
        owner = "relief" if kind in ("request", "report") else ""
        assert relief.get(f"/threads/{thread}")["about"] == [{"subject": kind, "id": thing["id"], "owner": owner}]
        about.click()
        expect(page.locator(f"[data-thread='{thread}'] a")).to_have_text(thing["title"])
        fits(page, f"talked-about-{kind}-{language}")
        page.context.close()
    assert not desk.complaints


@pytest.mark.stories
def test_whoever_may_not_see_a_report_is_not_told_that_a_thread_is_about_it(desk: Desk, staffed: Staffed) -> None:
    relief = staffed.speak["relief"]
    told = relief.post("/reports", report("For the army alone", ["army"]))
    said = {"text": "Help at the road", "priority": "distress"}
    about = [{"subject": "report", "id": told["id"]}]
    form = {"parties": ["army", "drones"], "title": "Distress", "message": said, "about": about}
    made = relief.post("/threads", form)
    for party, count in (("army", 1), ("drones", 0)):
        page = desk(party, path=f"/threads/{made['id']}")
        expect(page.locator("article[data-number='1']")).to_contain_text("Help at the road")
        expect(page.locator(f"[data-about='{told['id']}']")).to_have_count(count)


@pytest.mark.stories
def test_a_request_is_asked_and_answered_by_keyboard_alone(desk: Desk, staffed: Staffed) -> None:
    say = words("en")
    page = desk("relief", path="/requests")
    expect(page.locator("main a[href='/requests/new']").first).to_be_visible()
    by_keyboard(page, "main a[href='/requests/new']")
    page.keyboard.press("Enter")
    expect(page.locator("main form")).to_be_visible()
    by_keyboard(page, "input[type=radio][value=information]")
    page.keyboard.press("ArrowRight")
    fill_by_keyboard(page, page.get_by_label(say["report-title"], exact=True), "A boat, by keyboard")
    fill_by_keyboard(page, page.get_by_label(say["report-text"], exact=True), "For twelve people.")
    by_keyboard(page, "input[type=radio][value=routine]")
    page.keyboard.press("ArrowRight")
    later = at(24 * 60)
    fill_by_keyboard(page, page.get_by_label(say["day"], exact=True), later[:10])
    fill_by_keyboard(page, page.get_by_label(say["hour"], exact=True), later[11:16])
    fill_by_keyboard(page, page.get_by_label(say["report-where"], exact=True), "The ferry")
    by_keyboard(page, "input[type=radio][value^='TLP:']")
    page.keyboard.press("Space")
    by_keyboard(page, "[data-recipient=army] input")
    page.keyboard.press("Space")
    by_keyboard(page, "form .button.first")
    page.keyboard.press("Enter")
    expect(page.locator("[data-response=army] [data-state=sent]").first).to_be_visible()
    made = page.url.rsplit("/", 1)[-1]
    read = staffed.speak["army"].get(f"/requests/{made}")
    assert (read["kind"], read["priority"], read["marking"]) == ("support", "urgent", "TLP:RED")
    assert read["place"] == "The ferry"

    answerer = desk("army", path=f"/requests/{made}")
    expect(answerer.locator("[data-answering]")).to_be_visible()
    by_keyboard(answerer, "main .button.first")
    answerer.keyboard.press("Enter")
    expect(answerer.locator("[data-step=received]")).to_be_visible()
    fill_by_keyboard(answerer, answerer.get_by_label(say["request-answer-text"], exact=True), "At six, at the ferry.")
    by_keyboard(answerer, "[data-answering] .button.first")
    answerer.keyboard.press("Enter")
    expect(page.locator("[data-step=answered]")).to_contain_text("At six, at the ferry.")
    assert not desk.complaints
