"""What went wrong, in the list and on its way there: recorded with those whom it concerns, by people, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.office.terms import Level
from tests.browser.barriers import found_wrong
from tests.browser.hand import by_keyboard, draw
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import at, circle, flight, flows, incident, quiet_period, report, site, terms
from tests.thorough import again

_TOLD: dict[str, Any] = {"level": Level.INFORMATION, "separation": ()}
_NOTICES: dict[str, Any] = {"level": Level.NOTIFICATION, "separation": ()}
AGREED = {
    "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"), **_TOLD)),
    "relief-drones": (("drones", "relief"), terms("relief-drones", flows("drones", "relief"))),
    "told": (("authority", "relief"), terms("told", flows("authority", "relief"), **_NOTICES)),
}
ANY_INCIDENT = re.compile(r"/incidents/[0-9a-f-]{36}$")


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(
        tmp_path_factory.mktemp("office"), options=("--housekeeping-s", "0.2"), agreed=AGREED
    ) as office:
        yield office


def fill_time(page: Page, say: dict[str, str], name: str, minutes: float) -> None:
    """Into the field of that name, so many minutes from now."""
    field, then = page.get_by_role("group", name=re.compile(re.escape(say[name]))), at(minutes)
    field.get_by_label(say["day"], exact=True).fill(then[:10])
    field.get_by_label(say["hour"], exact=True).fill(then[11:16])


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_an_incident_is_written_kept_looked_over_and_recorded(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    page = desk("relief", path="/incidents", language=language)
    page.locator("main a[href='/incidents/new']").first.click()
    page.locator("form .button.first").click()
    for lack in ("title", "kind", "from", "until", "parties"):
        expect(page.get_by_text(say[f"lacks-incident-{lack}"], exact=True).first).to_be_visible()
    title = f"Low over the convoy ({language})"
    page.get_by_label(say["report-title"], exact=True).fill(title)
    page.get_by_label(say["incident-kind"], exact=True).select_option("near-miss")
    page.get_by_label(say["incident-our-account"], exact=True).fill("It came from the east.\n\nNobody is hurt.")
    fill_time(page, say, "from", -90)
    fill_time(page, say, "until", -60)
    page.get_by_label(say["report-where"], exact=True).fill("Bridge at Riddes")
    page.get_by_role("button", name=say["report-place-add"], exact=True).click()
    page.get_by_label(say["position"], exact=True).first.fill("46.17 7.22")
    closed = page.locator("details", has=page.locator("[data-closed]"))
    closed.locator("summary").click()
    for party, why in (("authority", "level"), ("stranger", "none")):
        expect(closed.locator(f"[data-closed={party}]")).to_contain_text(say[f"incident-not-with-{why}"])
    expect(page.locator("[data-recipient]")).to_have_count(2)
    page.locator("[data-recipient=army] input").check()
    page.reload()
    expect(page.get_by_label(say["report-title"], exact=True)).to_have_value(title)
    expect(page.locator("[data-recipient=army] input")).to_be_checked()
    assert found_wrong(page) == []
    fits(page, f"incident-new-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"incident-new-{language}-360")
    page.locator("form .button.first").click()
    expect(page.locator("#review")).to_be_focused()
    assert [one.get_attribute("data-sees") for one in page.locator("[data-sees]").all()] == ["relief", "army"]
    expect(page.get_by_text(say["incident-review-nobody-else"], exact=True)).to_be_visible()
    fits(page, f"incident-review-{language}-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    assert found_wrong(page) == []
    fits(page, f"incident-review-{language}")
    assert staffed.speak["army"].get("/incidents?kind=near-miss")["items"] == [] or language != "en"
    page.locator("section .button.first").click()
    page.wait_for_url(ANY_INCIDENT)
    made = page.url.rsplit("/", 1)[-1]
    read = staffed.speak["army"].get(f"/incidents/{made}")
    (account,) = (one["account"] for one in read["parties"] if one["party"] == "relief")
    assert (read["title"], read["kind"], read["place"], len(read["extents"])) == (
        title,
        "near-miss",
        "Bridge at Riddes",
        1,
    )
    assert account["said"]["text"] == "It came from the east.\n\nNobody is hurt."
    assert staffed.speak["drones"]("GET", f"/incidents/{made}")[0] == 404
    page.goto("/incidents/new")
    expect(page.get_by_label(say["report-title"], exact=True)).to_have_value("")
    assert not desk.complaints


@pytest.mark.parametrize("kind", ["report", *again("notice", "operation")])
@pytest.mark.stories
def test_an_incident_begins_at_a_thing_and_is_linked_to_it(desk: Desk, staffed: Staffed, kind: str) -> None:
    say, relief, army = words("en"), staffed.speak["relief"], staffed.speak["army"]
    there = [circle(36.4, 5.5, 300)]
    if kind == "notice":
        thing = relief.post("/notices", site(36.3, 5.4, recipients=("army",)))
    elif kind == "operation":
        thing = relief.post("/operations", flight(36.5, 5.6, begins=1))["operation"]
    else:
        thing = army.post("/reports", report("Seen from the ridge", ["relief"], place="The ridge", extents=there))
    page = desk("relief", path=f"/{kind}s/{thing['id']}")
    page.get_by_role("link", name=say["incident-record"], exact=True).click()
    expect(page.locator(f"[data-origin={kind}] a")).to_have_attribute("href", f"/{kind}s/{thing['id']}")
    expect(page.get_by_label(say["position"], exact=True).first).not_to_have_value("")
    expect(page.get_by_label(say["report-where"], exact=True)).not_to_have_value("")
    page.get_by_label(say["report-title"], exact=True).fill(f"Of a {kind}")
    page.get_by_label(say["incident-kind"], exact=True).select_option("other")
    if kind != "report":
        page.get_by_role("button", name=say["when-just-now"], exact=True).click()
    page.locator("[data-recipient=army] input").check()
    page.locator("form .button.first").click()
    page.route("**/links", lambda asked: asked.abort())
    page.locator("section .button.first").click()
    expect(page.get_by_text(say["incident-recorded-not-linked"], exact=True)).to_be_visible()
    page.unroute("**/links")
    page.get_by_role("button", name=say["try-again"], exact=True).click()
    page.wait_for_url(ANY_INCIDENT)
    read = relief.get(f"/incidents/{page.url.rsplit('/', 1)[-1]}")
    assert [(one["kind"], one["id"]) for one in read["links"]] == [(kind, thing["id"])]
    assert len(read["extents"]) == 1
    if kind == "report":
        assert (read["from"][:16], read["place"]) == (thing["from"][:16], "The ridge")
    assert not desk.complaints


@pytest.mark.stories
def test_an_incident_is_said_to_have_broken_a_quiet_period(desk: Desk, staffed: Staffed) -> None:
    say, relief = words("en"), staffed.speak["relief"]
    made = relief.post("/quiet-periods", quiet_period("relief-army", **{"from": at(-1), "until": at(600)}))
    for party in ("army", "relief"):
        committed = {"until": made["until"], "person": "Amal"}
        staffed.speak[party].post(f"/quiet-periods/{made['id']}/commitment", committed)
    page = desk("relief", path=f"/incidents/new?quiet_period={made['id']}")
    expect(page.locator("[data-origin=quiet_period]")).to_contain_text("Harvest")
    expect(page.get_by_label(say["incident-quiet-period"], exact=True)).to_have_value(made["id"])
    page.get_by_label(say["report-title"], exact=True).fill("Shots near the field")
    page.get_by_label(say["incident-kind"], exact=True).select_option("other")
    page.get_by_role("button", name=say["when-just-now"], exact=True).click()
    page.locator("[data-recipient=army] input").check()
    page.locator("form .button.first").click()
    expect(page.get_by_text(say["incident-review-quiet-period"], exact=True)).to_be_visible()
    page.locator("section .button.first").click()
    page.wait_for_url(ANY_INCIDENT)
    incident_id = page.url.rsplit("/", 1)[-1]
    page.goto(f"/incidents?quiet_period={made['id']}")
    expect(page.locator(f"[data-incident='{incident_id}']")).to_contain_text(say["incident-in-quiet-period"])
    expect(page.locator("[data-incident]")).to_have_count(1)
    assert not desk.complaints


@pytest.mark.parametrize("language", ["ar", *again("en", "ru")])
@pytest.mark.stories
def test_the_list_says_what_each_party_says_and_is_narrowed_down(desk: Desk, staffed: Staffed, language: str) -> None:
    say, relief, army = words(language), staffed.speak["relief"], staffed.speak["army"]
    here = {"kind": "damage", "extents": [circle(15.0, 15.0, 300)]}
    first = relief.post("/incidents", incident(f"One ({language})", ["army", "drones"], **here))["id"]
    old = {"from": at(-60 * 24 * 40), "until": at(-60 * 24 * 40)}
    second = relief.post("/incidents", incident(f"Two ({language})", ["drones"], kind="airspace-entry", **old))["id"]
    relief.post(f"/incidents/{first}/facts", {"facts": ["below 300 m", "at noon"]})
    page = desk("drones", path="/incidents", language=language)
    line, other = (page.locator(f"[data-incident='{one}']") for one in (first, second))
    expect(line.locator("[data-state]")).to_have_attribute("data-state", "alleged")
    expect(line.locator("[data-side=army] [data-stand]")).to_have_attribute("data-stand", "unanswered")
    expect(line.locator("[data-side]")).to_have_count(3)
    expect(line.locator("[data-count=open]")).to_be_visible()
    expect(line).to_contain_text(say["incident-awaits-us"])
    army.put(f"/incidents/{first}/stand", {"stand": "disputed", "text": "it was not ours"})
    expect(line.locator("[data-state]")).to_have_attribute("data-state", "disputed")
    expect(line.locator("[data-side=army] [data-stand]")).to_have_attribute("data-stand", "disputed")
    assert found_wrong(page) == []
    fits(page, f"incidents-{language}")

    for name, value, shown in (
        ("incident-standing", "disputed", line),
        ("filter-party", "army", line),
        ("filter-kind", "airspace-entry", other),
        ("incident-when", "1", line),
    ):
        field = page.get_by_role("combobox", name=say[name], exact=True)
        field.select_option(value)
        expect(line if shown is other else other).to_have_count(0)
        expect(shown).to_be_visible()
        if name != "incident-when":
            field.select_option("")
            expect(line if shown is other else other).to_be_visible()
    page.get_by_role("combobox", name=say["incident-when"], exact=True).select_option("")
    expect(other).to_be_visible()
    page.locator("button[data-area]").click()
    page.get_by_label(say["circle-centre"], exact=True).fill("15.01 15.0")
    page.get_by_role("button", name=say["filter-area-do"], exact=True).click()
    expect(other).to_have_count(0)
    expect(line).to_be_visible()
    page.get_by_role("combobox", name=say["incident-when"], exact=True).select_option("1")
    page.reload()
    expect(page.get_by_role("combobox", name=say["incident-when"], exact=True)).to_have_value("1")
    page.get_by_role("combobox", name=say["filter-our-stand"], exact=True).select_option("disputed")
    expect(page.get_by_role("heading", name=say["incidents-none-found"])).to_be_visible()
    page.get_by_role("button", name=say["filters-off"], exact=True).click()
    expect(other).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 780})
    expect(line.locator("[data-side=army]")).to_be_visible()
    assert found_wrong(page) == []
    fits(page, f"incidents-{language}-360")
    assert not desk.complaints


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_the_inbox_says_what_an_incident_asks_and_what_is_new_in_it(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    say, relief, army = words(language), staffed.speak["relief"], staffed.speak["army"]
    title = f"Waits for an answer ({language})"
    page = desk("army", path="/inbox", language=language)
    made = relief.post("/incidents", incident(title, ["army"]))["id"]
    path = f"/incidents/{made}"
    line = page.locator(f"li[data-key='incident {made}']")
    expect(line).to_contain_text(title)
    expect(line).to_contain_text(say["awaits-incident-answer"])
    fact = relief.post(f"{path}/facts", {"facts": ["at noon"]})["facts"][0]["id"]
    question = relief.post(f"{path}/questions", {"questions": ["who flew?"]})["questions"][0]["id"]
    relief.post(f"{path}/actions", {"text": "brief crews", "owner": "army", "due": at(60)})
    closing = relief.post(f"{path}/closings", {"text": "crews were briefed"})["closings"][0]["id"]
    for kind in ("facts", "questions", "actions", "closing"):
        expect(page.locator(f"li[data-key='incident-{kind} {made}']")).to_be_visible()
    expect(page.locator(f"li[data-key='incident-actions {made}'] .due")).not_to_be_empty()
    assert found_wrong(page) == []
    fits(page, f"inbox-incident-{language}")
    line.locator("a.open").click()
    page.wait_for_url(f"**{path}")
    army.put(f"{path}/stand", {"stand": "acknowledged"})
    army.put(f"{path}/facts/{fact}/stand", {"stand": "agrees"})
    army.post(f"{path}/questions/{question}/answers", {"text": "two of ours"})
    army.put(f"{path}/closings/{closing}/answer", {"agrees": False})
    page.goto("/inbox")
    expect(page.locator(f"li[data-key='incident-actions {made}']")).to_be_visible()
    expect(page.locator(f"li[data-key$=' {made}'][data-kind^=incident-]")).to_have_count(1)

    asker = desk("relief", path="/inbox", language=language)
    news = asker.locator(f"li[data-key^='incident-news {made} ']")
    expect(news).to_contain_text(say["awaits-incident-told-closing-answered"])
    news.locator("a.open").click()
    asker.wait_for_url(f"**{path}")
    asker.goto("/inbox")
    expect(asker.locator("h1")).to_be_visible()
    expect(news).to_have_count(0)
    army.put(f"{path}/stand", {"stand": "disputed"})
    expect(news).to_contain_text(say["awaits-incident-told-stand"])
    assert not desk.complaints


@pytest.mark.parametrize("language", again("en", "ar", "ru"))
@pytest.mark.stories
def test_incidents_and_reports_are_narrowed_down_to_an_area_that_is_typed_or_drawn(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    say, relief = words(language), staffed.speak["relief"]
    lat = {"en": 20.0, "ar": 25.0, "ru": 30.0}[language]
    ids = {}
    for what, made in (("incident", incident), ("report", report)):
        for name, lng in (("here", 10.0), ("there", 12.0)):
            form = made(f"{what} {name}", ["army"], extents=[circle(lat, lng, 300)])
            ids[what, name] = relief.post(f"/{what}s", form)["id"]
    page = desk("relief", path="/incidents", language=language)
    for what in ("incident", "report"):
        page.goto(f"/{what}s")
        here, there = (page.locator(f"[data-{what}='{ids[what, name]}']") for name in ("here", "there"))
        expect(there).to_be_visible()
        opener = page.locator("button[data-area]")
        opener.click()
        do = page.get_by_role("button", name=say["filter-area-do"], exact=True)
        expect(do).to_be_disabled()
        page.get_by_label(say["circle-centre"], exact=True).fill(f"{lat + 0.01} 10.0")
        expect(page.locator("[data-pen=edit]")).to_be_visible()
        if what == "incident":
            assert found_wrong(page) == []
            fits(page, f"area-{language}")
        do.click()
        expect(opener).to_be_focused()
        expect(here).to_be_visible()
        expect(there).to_have_count(0)
        page.reload()
        expect(here).to_be_visible()
        expect(there).to_have_count(0)
    opener.click()
    expect(page.locator("[data-pen=edit]")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"area-{language}-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.locator(".draw .button").first.click()
    draw(page, (0.02, 0.5), (0.03, 0.5))
    do.click()
    expect(page.get_by_role("heading", name=say["reports-none-found"])).to_be_visible()
    opener.click()
    page.get_by_role("button", name=say["filter-area-all"], exact=True).last.click()
    expect(there).to_be_visible()
    assert not desk.complaints


@pytest.mark.stories
def test_an_incident_is_recorded_by_keyboard_alone(desk: Desk, staffed: Staffed) -> None:
    page = desk("relief", path="/incidents")
    expect(page.locator("main a[href='/incidents/new']").first).to_be_visible()
    by_keyboard(page, "main a[href='/incidents/new']")
    page.keyboard.press("Enter")
    expect(page.locator("main form")).to_be_visible()
    by_keyboard(page, "form input[maxlength='200']")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("d")
    page.keyboard.press("Tab")
    page.keyboard.type("We saw it.")
    by_keyboard(page, "[role=group] > button")
    page.keyboard.press("Enter")
    by_keyboard(page, "[data-recipient=army] input")
    page.keyboard.press("Space")
    by_keyboard(page, "form .button.first")
    page.keyboard.press("Enter")
    expect(page.locator("#review")).to_be_focused()
    by_keyboard(page, "section .button.first")
    page.keyboard.press("Enter")
    page.wait_for_url(ANY_INCIDENT)
    read = staffed.speak["army"].get(f"/incidents/{page.url.rsplit('/', 1)[-1]}")
    assert (read["title"], read["kind"]) == ("By keyboard", "damage")
    assert not desk.complaints


@pytest.mark.stories
def test_whoever_may_not_record_is_told_who_does_and_no_script_runs(desk: Desk, staffed: Staffed) -> None:
    say = words("en")
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    turned = f"{evil} \u202ekcab"
    staffed.speak["relief"].post("/incidents", incident(turned, ["army"], place=evil, person=evil[:100]))
    page = desk("army", "observer", path="/incidents")
    expect(page.locator("main").get_by_text("<img src=x").first).to_be_attached()
    expect(page.locator("a[href='/incidents/new']")).to_have_count(0)
    page.goto("/inbox")
    expect(page.locator("main").get_by_text("<img src=x").first).to_be_attached()
    assert page.title() != "owned"
    assert page.locator("main img, main script").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()
    page.goto("/incidents/new")
    expect(page.get_by_text(say["not-yours-to-record"], exact=True)).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
    assert not desk.complaints
