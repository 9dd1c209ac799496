"""A party's own centre before a real browser: what its people see when the office cannot be reached, and after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Desk, Staffed, add_person
from tests.browser.test_people import no_sideways, picture
from tests.browser.words import words
from tests.coordination import incident, report, request
from tests.linked import PARTY, Linked, linked
from tests.thorough import again


@pytest.fixture(scope="module")
def whole(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    """An office, and the centre of one of its parties, with an administrator."""
    with linked(tmp_path_factory.mktemp("linked")) as made:
        made.wait_up()
        add_person(made.here, "chief", ("administrator", "duty-officer"))
        yield made


@pytest.fixture(scope="module")
def staffed(whole: Linked) -> Staffed:
    assert whole.centre is not None
    return Staffed(whole.centre.url, {PARTY: whole.here})


@pytest.mark.parametrize(("language", "width"), [("en", 1400), ("ar", 360)])
def test_a_lost_office_is_said_everywhere_and_what_waits_or_was_refused_is_listed(
    desk: Desk, whole: Linked, language: str, width: int
) -> None:
    say = words(language)
    page = desk(PARTY, "chief", f"/parties/{PARTY}", language=language, width=width)
    page.get_by_role("button", name=say["profile-edit"]).click()
    whole.wire.cut()
    expect(page.locator("[data-line]")).to_contain_text(say["office-lost-since"], timeout=60_000)
    page.get_by_label(say["profile-name"], exact=True).fill(f"Said too late in {language}")
    page.get_by_role("button", name=say["save"]).click()
    expect(page.get_by_text(say["queued-for-office"].split(":")[0]).first).to_be_visible(timeout=60_000)
    picture(page, f"link-queued-{language}-{width}")
    page.locator("[data-line] a").click()
    panel = page.locator("section", has=page.locator("[data-link=down]"))
    expect(panel).to_contain_text(say["link-down"])
    expect(panel).to_contain_text(say["errand-party"])
    no_sideways(page)
    picture(page, f"link-down-{language}-{width}")

    known = whole.there.get(f"/parties/{PARTY}")
    told = {"version": known["version"], "profile": {**known["profile"], "name": f"Said meanwhile in {language}"}}
    whole.there.put(f"/parties/{PARTY}/profile", told)
    whole.wire.mend()
    expect(page.locator("[data-link=up]")).to_be_visible(timeout=60_000)
    refused = page.locator("[data-refused]").first
    expect(refused).to_contain_text(say["problem-stale-version"], timeout=60_000)
    expect(page.locator("[data-line]")).to_contain_text(say["line-live"])
    no_sideways(page)
    picture(page, f"link-up-{language}-{width}")
    assert not desk.complaints


@pytest.mark.parametrize(("language", "width"), [("ar", 360), *again(("ru", 1400))])
@pytest.mark.stories
def test_reports_and_requests_are_read_and_answered_while_the_office_is_lost(
    desk: Desk, whole: Linked, language: str, width: int
) -> None:
    say, army = words(language), whole.speakers["army"]
    told = army.post("/reports", report(f"The road in {language}", [PARTY]))
    asked = army.post("/requests", request(f"Which road in {language}?", [PARTY]))
    wrong = army.post("/incidents", incident(f"Too near in {language}", [PARTY]))
    whole.wait_up()
    page = desk(PARTY, "chief", "/reports", language=language, width=width)
    expect(page.get_by_text(f"The road in {language}").first).to_be_visible()
    whole.wire.cut()
    expect(page.locator("[data-line]")).to_contain_text(say["office-lost-since"], timeout=60_000)
    page.goto(f"/reports/{told['id']}")
    expect(page.locator("h1")).to_contain_text(f"The road in {language}")
    expect(page.get_by_text(told["text"].partition(": ")[2]).first).to_be_visible()
    no_sideways(page)
    page.goto("/incidents")
    expect(page.get_by_text(f"Too near in {language}").first).to_be_visible()
    page.goto(f"/requests/{asked['id']}")
    page.get_by_role("button", name=say["request-note"]).click()
    expect(page.get_by_text(say["queued-for-office"].split(";")[0].split(":")[0]).first).to_be_visible(timeout=60_000)
    no_sideways(page)
    picture(page, f"request-queued-{language}-{width}")
    assert wrong["id"] in [one["id"] for one in whole.here.get("/incidents")["items"]]
    whole.wire.mend()
    whole.wait_up()
    assert army.get(f"/requests/{asked['id']}")["responses"][0]["state"] == "received"
    (reading,) = whole.here.get(f"/readings?subject=report&id={told['id']}")["items"]
    assert reading["version"] == 1
    assert not desk.complaints
