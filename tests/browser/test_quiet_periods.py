"""Quiet periods, from being proposed to their end: committed to by each, planned into, extended, taken back; by people,
in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.gateways.mail import Letter, Line, written
from tansiq.office.feed import Subject, Told
from tansiq.office.kinds import Priority
from tests.browser.barriers import found_wrong
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import Speaker, at, flight, flows, incident, quiet_period, terms
from tests.thorough import again

AGREED = {
    "relief-army": (("army", "relief"), terms("The valley", flows("army", "relief"))),
    "relief-drones": (("drones", "relief"), terms("relief-drones", flows("drones", "relief"))),
}


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(
        tmp_path_factory.mktemp("office"), options=("--housekeeping-s", "0.2"), agreed=AGREED
    ) as office:
        yield office


def _proposed(staffed: Staffed, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = staffed.speak["relief"].post("/quiet-periods", quiet_period("relief-army", **changes))
    return made


def _committed(staffed: Staffed, *, lat: float = 36.2, **changes: Any) -> dict[str, Any]:
    """By both; somewhere of its own, so that no other story plans into it."""
    area = [{"circle": {"lat": lat, "lng": 5.4, "radius_m": 5_000.0}}]
    made = _proposed(staffed, area=area, **changes)
    for party in ("relief", "army"):
        _commit(staffed.speak[party], made["id"], made["until"])
    return made


def _commit(speaker: Speaker, period: str, until: str) -> None:
    speaker.post(f"/quiet-periods/{period}/commitment", {"until": until, "person": "O"})


def _state(page: Page, state: str) -> None:
    expect(page.locator(f"header [data-state='{state}']")).to_be_visible()


def _word(page: Page, party: str) -> Any:
    return page.locator(f"[data-word={party}]")


@pytest.mark.parametrize("language", again("en", "ar", "ru"))
@pytest.mark.stories
def test_a_quiet_period_is_written_looked_through_and_proposed(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    page = desk("relief", "chief", path="/quiet-periods", language=language)
    page.locator("main a[href='/quiet-periods/new']").first.click()
    page.get_by_role("button", name=say["quiet-look-through"], exact=True).click()
    for lack in ("lacks-report-title", "lacks-quiet-from", "lacks-quiet-until", "lacks-quiet-under"):
        expect(page.get_by_text(say[lack], exact=True).first).to_be_visible()
    expect(page.get_by_label(say["position"], exact=True)).to_have_attribute("aria-invalid", "true")
    title = f"Olive harvest ({language})"
    page.get_by_label(say["report-title"], exact=True).fill(title)
    page.get_by_label(say["quiet-text"], exact=True).fill("Families are in the groves.\nبين الأشجار عائلات.")
    page.get_by_label(say["quiet-under"], exact=True).select_option("relief-army")
    page.locator("[data-suspends=convoy] input").uncheck()
    page.get_by_label(say["position"], exact=True).fill("36.9, 5.4")
    for group, minutes in (("from", 120), ("until", 24 * 60)):
        field = page.get_by_role("group", name=say[group])
        field.get_by_label(say["day"], exact=True).fill(at(minutes)[:10])
        field.get_by_label(say["hour"], exact=True).fill(at(minutes)[11:16])
    page.reload()
    expect(page.get_by_label(say["report-title"], exact=True)).to_have_value(title)
    expect(page.locator("[data-partaker=army] input")).to_be_checked()
    assert found_wrong(page) == []
    fits(page, f"quiet-new-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"quiet-new-{language}-360")
    page.get_by_role("button", name=say["quiet-look-through"], exact=True).click()
    expect(page.locator("[data-sees]")).to_have_count(2)
    assert found_wrong(page) == []
    fits(page, f"quiet-review-{language}-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    fits(page, f"quiet-review-{language}")
    page.get_by_role("button", name=say["quiet-send"], exact=True).click()
    _state(page, "proposed")
    expect(_word(page, "relief").locator("[data-state=nothing]")).to_be_visible()
    read = staffed.speak["army"].get(f"/quiet-periods/{page.url.rsplit('/', 1)[-1]}")
    assert (read["title"], read["kinds"]) == (title, ["aircraft", "drone", "team", "field-work"])
    page.goto("/quiet-periods/new")
    expect(page.get_by_label(say["report-title"], exact=True)).to_have_value("")
    assert not desk.complaints


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_each_commits_by_itself_and_then_it_is_in_force(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    made = _proposed(staffed, title=f"Evacuation ({language})", **{"from": at(0), "until": at(100)})
    proposer = desk("relief", "chief", path=f"/quiet-periods/{made['id']}", language=language)
    page = desk("army", "chief", path="/inbox", language=language)
    line = page.locator(f"li[data-key^='quiet-proposed {made['id']}']")
    expect(line).to_contain_text(f"Evacuation ({language})")
    line.locator("a.open").click()
    page.get_by_role("button", name=say["quiet-decline"]).click()
    page.get_by_role("dialog").locator("textarea").fill("Our convoy is on that road until noon")
    page.get_by_role("dialog").locator("button.grave").click()
    declined = _word(proposer, "army")
    expect(declined).to_contain_text("Our convoy is on that road until noon")
    expect(declined).to_contain_text("Chris Chief of army")
    page.get_by_role("button", name=say["quiet-commit"]).click()
    expect(page.get_by_role("dialog").locator("[data-until]")).to_be_visible()
    assert found_wrong(page) == []
    page.get_by_role("dialog").locator("button.first").click()
    expect(declined.locator("[data-state=committed]")).to_be_visible()
    _state(proposer, "proposed")
    fits(proposer, f"quiet-proposed-{language}")
    proposer.get_by_role("button", name=say["quiet-commit"]).click()
    proposer.get_by_role("dialog").locator("button.first").click()
    for one in (proposer, page):
        _state(one, "in force")
        expect(one.locator("[data-clock=ends]")).to_be_visible()
    page.goto("/inbox")
    expect(page.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)
    page.goto("/quiet-periods")
    expect(page.locator(f"[data-group='in force'] [data-quiet='{made['id']}']")).to_be_visible()
    expect(page.locator(f"[data-figures='{made['id']}'] [data-side=army]")).to_be_visible()
    assert found_wrong(page) == []
    fits(page, f"quiet-periods-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"quiet-periods-{language}-360")
    assert not desk.complaints


@pytest.mark.parametrize("language", again("en", "ar", "ru"))
@pytest.mark.stories
def test_a_later_end_stands_beside_the_one_that_holds_until_all_have_committed(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    say = words(language)
    made = _committed(staffed, lat=37.5, title=f"Inspection ({language})")
    page = desk("relief", "chief", path=f"/quiet-periods/{made['id']}", language=language)
    _state(page, "committed")
    expect(page.locator("[data-clock=begins]")).to_be_visible()
    page.get_by_role("button", name=say["quiet-extend"]).click()
    window = page.get_by_role("dialog")
    window.locator("button.first").click()
    expect(window.get_by_text(say["lacks-quiet-later"], exact=True)).to_be_visible()
    later = at(600)
    window.get_by_label(say["day"], exact=True).fill(later[:10])
    window.get_by_label(say["hour"], exact=True).fill(later[11:16])
    window.locator("button.first").click()
    expect(page.locator(f"[data-later] time[datetime^='{later[:16]}']")).to_be_visible()
    expect(page.locator(f"[data-holds] time[datetime^='{made['until'][:16]}']")).to_be_visible()
    other = desk("army", "chief", path="/inbox", language=language)
    other.locator(f"li[data-key^='quiet-later {made['id']}'] a.open").click()
    other.get_by_role("button", name=say["quiet-commit-later"]).click()
    other.get_by_role("dialog").locator("button.first").click()
    assert found_wrong(page) == []
    fits(page, f"quiet-later-{language}")
    page.get_by_role("button", name=say["quiet-commit-later"]).click()
    page.get_by_role("dialog").locator("button.first").click()
    expect(page.locator("[data-later]")).to_have_count(0)
    expect(page.get_by_text(say["quiet-held-until"], exact=True)).to_be_visible()
    assert staffed.speak["army"].get(f"/quiet-periods/{made['id']}")["until"][:16] == later[:16]
    assert not desk.complaints


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_whoever_takes_it_back_reads_what_follows_and_all_hear_it_at_once(
    desk: Desk, staffed: Staffed, language: str
) -> None:
    say = words(language)
    made = _committed(staffed, lat=38.5, title=f"Feast ({language})", **{"from": at(0), "until": at(60)})
    hearer = desk("relief", language=language)
    page = desk("army", "duty", path=f"/quiet-periods/{made['id']}", language=language)
    page.get_by_role("button", name=say["quiet-take-back"]).click()
    window = page.get_by_role("dialog")
    expect(window.locator("[data-follows]")).to_contain_text(say["quiet-take-back-ends"])
    expect(window.locator("button.grave")).to_be_disabled()
    window.locator("textarea").fill("We are under fire")
    expect(window.locator("button.grave")).to_be_disabled()
    window.locator("input[type=checkbox]").check()
    assert found_wrong(page) == []
    fits(page, f"quiet-take-back-{language}")
    window.locator("button.grave").click()
    expect(page.locator("[data-ending='taken back']")).to_contain_text("We are under fire")
    expect(hearer.locator("[data-alert=urgent]")).to_contain_text(say["awaits-quiet-taken-back"])
    hearer.locator("[data-more]").click()
    card = hearer.locator(f"[data-card='quiet-ended {made['id']}']")
    expect(card).to_contain_text(f"Feast ({language})")
    fits(hearer, f"quiet-alert-{language}")
    if language == "en":  # the only one, and so the one that the key means
        hearer.keyboard.press("Alt+a")
    else:
        card.get_by_role("button", name=say["alert-seen"]).click()
    expect(card).to_have_count(0)
    hearer.goto("/inbox")
    expect(hearer.locator("h1")).to_be_visible()
    expect(hearer.locator(f"li[data-key='quiet-ended {made['id']}']")).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, f"quiet-ended-{language}-360")
    assert not desk.complaints


@pytest.mark.stories
def test_an_operation_inside_one_says_so_to_its_planner_and_awaits_the_others(desk: Desk, staffed: Staffed) -> None:
    made = _committed(staffed, lat=43.5, title="Burial")
    plan = {"extents": [{"circle": {"lat": 43.5, "lng": 5.4, "radius_m": 200.0}, "start": at(70), "end": at(90)}]}
    planned = staffed.speak["army"].post("/operations", {"kind": "team", "card": {"title": "Survey"}, **plan})
    assert [flag["id"] for flag in planned["quiet"]] == [made["id"]]
    page = desk("army", path=f"/operations/{planned['operation']['id']}")
    expect(page.locator(f"[data-quiet-flag='{made['id']}']")).to_contain_text("Burial")
    other = desk("relief", path="/inbox")
    expect(other.locator(f"li[data-key^='quiet-inside {made['id']}'].urgent")).to_contain_text("Burial")


@pytest.mark.parametrize("language", again("en", "ar", "ru"))
@pytest.mark.stories
def test_who_plans_into_one_is_told_so_and_so_are_the_others(desk: Desk, staffed: Staffed, language: str) -> None:
    say = words(language)
    made = _committed(staffed, lat=39.5, title=f"Sowing ({language})")
    page = desk("army", path="/operations/new", language=language)
    page.get_by_label(say["kind"], exact=True).select_option("drone")
    page.get_by_label(say["title"], exact=True).fill("Survey")
    page.get_by_label(say["circle-centre"], exact=True).fill("39.5, 5.4")
    page.get_by_label(say["lower-m"], exact=True).fill("100")
    page.get_by_label(say["upper-m"], exact=True).fill("150")
    start, end = page.get_by_role("group", name=say["from"]), page.get_by_role("group", name=say["until"])
    for field, minutes in ((start, 90), (end, 120)):
        field.get_by_label(say["day"], exact=True).fill(at(minutes)[:10])
        field.get_by_label(say["hour"], exact=True).fill(at(minutes)[11:16])
    flag = page.locator(f"[data-quiet-flag='{made['id']}']")
    expect(flag).to_contain_text(f"Sowing ({language})")
    fits(page, f"quiet-planner-{language}")
    page.get_by_role("button", name=say["plan-it"], exact=True).click()
    expect(page.locator("h1")).to_have_text("Survey")
    expect(flag).to_be_visible()
    assert found_wrong(page) == []
    operation = page.url.rsplit("/", 1)[-1]
    flag.get_by_role("link").click()
    _state(page, "committed")
    expect(page.locator(f"[data-inside='{operation}']")).to_contain_text("Survey")

    other = desk("relief", path="/inbox", language=language)
    line = other.locator(f"li[data-key^='quiet-inside {made['id']}']")
    expect(line).to_contain_text(f"Sowing ({language})")
    line.locator("a.open").click()
    expect(other.locator(f"[data-inside='{operation}'] a")).to_have_attribute("href", f"/operations/{operation}")
    fits(other, f"quiet-inside-{language}")
    other.goto("/inbox")
    expect(other.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_an_incident_that_names_it_is_linked_and_each_side_has_its_own_count(desk: Desk, staffed: Staffed) -> None:
    made = _committed(staffed, lat=40.5, title="Vaccination", **{"from": at(-1), "until": at(60)})
    when = {"from": at(-0.5), "until": at(-0.1), "quiet_period": made["id"]}
    alleged = staffed.speak["relief"].post("/incidents", incident("Low over the clinic", ["army"], **when))
    page = desk("army", path=f"/quiet-periods/{made['id']}")
    expect(page.locator(f"[data-incident='{alleged['id']}'] a")).to_have_attribute(
        "href", f"/incidents/{alleged['id']}"
    )
    own, theirs = page.locator("[data-side=army]"), page.locator("[data-side=relief]")
    expect(own.locator("[data-says=unanswered]")).to_be_visible()
    expect(own.locator("[data-incidents]")).to_have_count(0)
    expect(theirs.locator("[data-says=alleges]")).to_be_visible()
    expect(theirs.locator("[data-incidents=alleged]")).to_be_visible()
    expect(own.locator("[data-kept]")).not_to_have_text("0")
    expect(theirs.locator("[data-kept]")).to_have_text(str(staffed_days(made) - 1))
    fits(page, "quiet-figures-en")


def staffed_days(made: dict[str, Any]) -> int:
    """UTC days from its beginning until now."""
    return (datetime.now(UTC).date() - datetime.fromisoformat(made["from"]).date()).days + 1


@pytest.mark.stories
def test_a_quiet_period_is_committed_to_by_the_keyboard_alone(desk: Desk, staffed: Staffed) -> None:
    made = _proposed(staffed, title="By hand")
    page = desk("army", "chief", path="/quiet-periods")
    page.locator(f"[data-quiet='{made['id']}'] a.title").focus()
    page.keyboard.press("Enter")
    _state(page, "proposed")
    page.locator("[data-act=commit]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(2):  # past the cross that closes the window
        if page.get_by_role("dialog").locator("button.first:focus").count():
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(_word(page, "army").locator("[data-state=committed]")).to_be_visible()
    page.locator("[data-act=take-back]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-act=take-back]")).to_be_focused()


@pytest.mark.stories
def test_another_end_is_not_committed_to_by_mistake(desk: Desk, staffed: Staffed) -> None:
    made = _committed(staffed, lat=41.5, title="Twice")
    relief = staffed.speak["relief"]
    relief.post(f"/quiet-periods/{made['id']}/extension", {"until": at(300), "person": "O"})
    page = desk("army", "chief", path=f"/quiet-periods/{made['id']}")
    page.locator("[data-act=commit]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    relief.post(f"/quiet-periods/{made['id']}/extension", {"until": at(900), "person": "O"})
    page.get_by_role("dialog").locator("button.first").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    expect(page.locator("[data-word=army] [data-state=committed]")).to_have_count(1)


@pytest.mark.stories
def test_who_may_not_commit_is_told_who_does_and_nobody_else_learns_of_it(desk: Desk, staffed: Staffed) -> None:
    say = words("en")
    made = _proposed(staffed, title="For two")
    page = desk("army", "duty", path=f"/quiet-periods/{made['id']}")
    expect(page.get_by_text(say["not-yours-to-commit"], exact=True)).to_be_visible()
    expect(page.locator("[data-act]")).to_have_count(0)
    page.goto("/quiet-periods/new")
    expect(page.locator("[data-empty]")).to_contain_text(say["not-yours-to-commit"])
    stranger = desk("drones", "chief", path=f"/quiet-periods/{made['id']}")
    expect(stranger.locator("[data-empty] h1")).to_have_text(say["quiet-unknown"])
    stranger.goto("/quiet-periods")
    expect(stranger.locator("[data-empty] h2")).to_have_text(say["quiet-periods-none"])
    proposer = desk("relief", "chief", path=f"/quiet-periods/{made['id']}")
    proposer.locator("[data-act=withdraw]").click()
    proposer.get_by_role("dialog").locator("textarea").fill("The harvest is in")
    proposer.get_by_role("dialog").locator("button.grave").click()
    expect(proposer.locator("[data-ending=withdrawn]")).to_contain_text("The harvest is in")
    expect(proposer.locator("[data-act]")).to_have_count(0)


@pytest.mark.stories
def test_the_address_in_a_mail_leads_to_the_page(desk: Desk, staffed: Staffed) -> None:
    made = _proposed(staffed, title="By mail")
    told = Told(1, Subject.QUIET_PERIOD, made["id"], "proposed", 1_700_000_000_000_000, Priority.ROUTINE)
    letter = Letter("army", "duty@army.example.org", "en", (Line(told),), (1, 1), 1)
    mail = written(letter, "office@example.org", "https://office.example.org", datetime.now(UTC))
    body = mail.get_content()
    address = next(line.strip() for line in body.splitlines() if line.strip().startswith("https://"))
    page = desk("army", path=address.removeprefix("https://office.example.org"))
    expect(page.locator("h1")).to_have_text("By mail")


@pytest.mark.stories
def test_no_script_runs_whatever_a_quiet_period_says(desk: Desk, staffed: Staffed) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    turned = f"{evil} \u202ekcab"
    made = _proposed(staffed, title=evil, text=turned, person=evil[:100])
    army = staffed.speak["army"]
    army.post(f"/quiet-periods/{made['id']}/decline", {"until": made["until"], "reason": turned, "person": evil[:100]})
    held = _committed(staffed, lat=42.5, title=evil)
    army.post("/operations", flight(42.5, begins=70, lasts=30))
    page = desk("relief", "chief")
    for path in ("/quiet-periods", f"/quiet-periods/{made['id']}", f"/quiet-periods/{held['id']}", "/inbox"):
        page.goto(path)
        expect(page.locator("main").get_by_text("<img src=x").first).to_be_attached()
        assert page.title() != "owned"
        assert page.locator("main img, main script").count() == 0, path
        assert "\u202e" not in page.locator("body").inner_text(), path
    assert not desk.complaints
