"""What parties let each other know, from the first word that is typed to who denies it: by people, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tansiq.office.terms import Level
from tests.browser.barriers import found_wrong
from tests.browser.hand import by_keyboard, fill_by_keyboard
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import flows, report, terms, upload
from tests.thorough import again

_TOLD: dict[str, Any] = {"level": Level.INFORMATION, "separation": ()}
AGREED = {
    "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"), **_TOLD)),
    "relief-drones": (("drones", "relief"), terms("relief-drones", flows("drones", "relief"))),
}
ROAD = "The road over the pass is open"


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed_office(tmp_path_factory.mktemp("office"), agreed=AGREED) as office:
        yield office


def write(page: Page, title: str, text: str, *, to: str, language: str = "en") -> None:
    """Fills in what a report needs, as a person does."""
    say = words(language)
    page.get_by_label(say["report-title"], exact=True).fill(title)
    page.get_by_label(say["report-text"], exact=True).fill(text)
    page.locator("input[type=radio][value=B]").check()
    page.locator("input[type=radio][value='2']").check()
    if page.get_by_label(say["hour"], exact=True).first.input_value() == "":
        page.get_by_role("button", name=say["when-last-hour"], exact=True).click()
    page.locator("input[type=radio][value='TLP:AMBER']").check()
    page.locator(f"[data-recipient={to}] input").check()
    expect(page.locator(f"[data-outlook-party={to}]")).to_be_visible()


def release(page: Page) -> None:
    """By the one button that does; then one stands on the report's page."""
    page.locator("form .button.first").click()
    expect(page.locator("form .button.first")).to_have_count(0)
    expect(page.locator("[data-grade]").first).to_be_visible()


def identifier(page: Page) -> str:
    return page.url.rsplit("/", 1)[-1]


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
def test_a_report_is_released_received_denied_and_stands_side_by_side(desk: Desk, language: str) -> None:
    say = words(language)
    receiver = desk("relief", path="/inbox", language=language)
    page = desk("army", path="/reports", language=language)
    page.locator("main a[href='/reports/new']").first.click()
    title = f"{ROAD} ({language})"
    write(page, title, "Two lorries went over at noon.", to="relief", language=language)
    expect(page.locator("[data-recipient=authority]")).to_have_count(0)
    fits(page, f"report-written-{language}")
    release(page)
    first = identifier(page)
    expect(page.locator("[data-holder=relief]")).to_contain_text(say["shown-to-nobody"])

    # It waits in the inbox without its words: who is shown them is noted.
    line = receiver.locator("li[data-kind=report]")
    expect(line).to_contain_text("B2")
    assert title not in receiver.locator("main").inner_text()
    receiver.goto("/reports")
    row = receiver.locator(f"[data-report='{first}']")
    expect(row).to_contain_text(say["report-new"])
    expect(row.locator("[data-marking='TLP:AMBER']")).to_be_visible()
    # Its author's page is told, and asks nobody again and again.
    expect(page.locator("[data-holder=relief] [data-shown='1']")).to_contain_text("Dana Duty of relief")
    receiver.goto("/inbox")
    expect(receiver.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)

    receiver.goto(f"/reports/{first}")
    receiver.locator("a[href*='contradicts=']").click()
    expect(receiver.locator(f"[data-related='{first}']")).to_be_visible()
    write(
        receiver,
        f"The pass is mined ({language})",
        "Nobody may cross before it is looked at.",
        to="army",
        language=language,
    )
    release(receiver)
    denial = identifier(receiver)
    expect(receiver.locator("[data-relation='of contradicts']")).to_contain_text(title)

    # Whoever wrote the first one sees it without asking again.
    expect(page.locator("[data-denied='1']")).to_contain_text("relief")
    page.locator(f"a[href='/reports/{first}/subject']").click()
    expect(page.locator("[data-card]")).to_have_count(2)
    expect(page.locator("[data-lines='1']")).to_be_attached()
    expect(page.locator(f"[data-card='{denial}'] [data-relation='of contradicts']")).to_contain_text(title)
    expect(page.locator(f"[data-card='{first}'] [data-relation='by contradicts']")).to_contain_text("The pass is mined")
    boxes = [page.locator(f"[data-card='{one}']").bounding_box() for one in (first, denial)]
    own, theirs = [box["x"] for box in boxes if box]
    assert (own > theirs) is (language == "ar"), "one's own stands where one begins to read"
    fits(page, f"report-subject-{language}")
    page.set_viewport_size({"width": 360, "height": 780})
    expect(page.locator(".strip [data-card]")).to_have_count(2)
    fits(page, f"report-subject-{language}-360")
    assert not desk.complaints


@pytest.mark.stories
def test_nobody_else_is_told_that_there_is_such_a_report(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["army"].post("/reports", report("For relief alone", ["relief"]))
    page = desk("drones", path=f"/reports/{made['id']}")
    for path in ("", "/subject"):
        page.goto(f"/reports/{made['id']}{path}")
        expect(page.locator("[data-empty] h1")).to_have_text(words("en")["report-unknown"])
    page.goto("/reports")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(f"[data-report='{made['id']}']")).to_have_count(0)


@pytest.mark.stories
def test_a_change_says_what_becomes_another_and_is_set_against_what_came_meanwhile(
    desk: Desk, staffed: Staffed
) -> None:
    army, relief = staffed.speak["army"], staffed.speak["relief"]
    text = "Three lorries went over the bridge at noon, one by one."
    made = army.post("/reports", report("The bridge", ["relief"], text=text, language="en"))
    relief.get(f"/reports/{made['id']}")
    page = desk("army", path=f"/reports/{made['id']}/change")
    page.get_by_label("Text", exact=True).fill(text.replace("Three", "Four"))
    page.get_by_text(words("en")["change-as-seen"]).click()
    expect(page.locator("[data-differences] ins")).to_contain_text("Four")
    expect(page.locator("[data-differences] del")).to_contain_text("Three")
    # A colleague's program was quicker.
    other = report("The bridge", ["relief"], text=text.replace("noon", "dawn"), language="en", version=made["change"])
    army.put(f"/reports/{made['id']}", other)
    page.locator("form .button.first").click()
    meanwhile = page.locator("[data-meanwhile]")
    expect(meanwhile.locator("ins")).to_contain_text("dawn")
    expect(page.get_by_label("Text", exact=True)).to_have_value(text.replace("Three", "Four"))
    assert found_wrong(page) == []
    fits(page, "report-meanwhile-en")
    meanwhile.get_by_role("button", name=words("en")["meanwhile-over"]).click()
    release(page)
    reader = desk("relief", path=f"/reports/{made['id']}/subject")
    reader.locator("[data-versions] summary").click()
    changes = reader.locator("[data-versions] li").first
    expect(changes.locator("ins").first).to_contain_text("Four")
    expect(changes.locator("del").first).to_contain_text("Three")
    assert not desk.complaints


@pytest.mark.stories
def test_what_is_withdrawn_says_so_and_why(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["army"].post("/reports", report("A rumour of a flood", ["relief"]))
    reader = desk("relief", path=f"/reports/{made['id']}")
    expect(reader.locator("h1")).to_contain_text("A rumour of a flood")
    page = desk("army", path=f"/reports/{made['id']}")
    page.get_by_role("button", name=words("en")["report-withdraw"]).click()
    window = page.get_by_role("dialog")
    window.locator("textarea").fill("It was another river")
    window.locator("button.grave").click()
    expect(page.locator(".reason")).to_contain_text("It was another river")
    expect(page.locator("[data-holder=relief]")).to_contain_text(words("en")["gone-withdrawn"])
    expect(reader.locator(".reason")).to_contain_text("It was another river")
    reader.goto("/reports")
    expect(reader.locator(f"[data-report='{made['id']}']")).to_contain_text(words("en")["report-withdrawn"])


@pytest.mark.stories
def test_one_sees_what_another_party_sees_and_who_was_shown_what(desk: Desk, staffed: Staffed) -> None:
    army, relief = staffed.speak["army"], staffed.speak["relief"]
    made = relief.post("/reports", report("Water at the well", ["army", "drones"], text="Clear water", language="en"))
    army.get(f"/reports/{made['id']}")
    relief.put(
        f"/reports/{made['id']}",
        report("Water at the well", ["drones"], text="Foul water", language="en", version=made["change"]),
    )
    page = desk("relief", path=f"/reports/{made['id']}")
    expect(page.locator("[data-holder=army]")).to_contain_text(words("en")["holds-older"])
    expect(page.locator("[data-holder=army] [data-shown='1']")).to_contain_text("a program")
    viewer = page.get_by_label(words("en")["whose-eyes"])
    for party, sight in (("army", "older"), ("drones", "whole"), ("authority", "nothing")):
        viewer.select_option(party)
        expect(page.locator(f"[data-sight={sight}]")).to_be_visible()
    viewer.select_option("army")
    expect(page.locator("[data-sight=older] ins")).to_contain_text("Foul")
    fits(page, "report-sight-en")
    assert found_wrong(page) == []


@pytest.mark.stories
def test_an_unusual_release_asks_once_more_and_goes_to_nobody_before(desk: Desk, staffed: Staffed) -> None:
    name = "Sami Second of relief"
    relief = staffed.speak["relief"]
    for number in range(3):
        relief.post("/reports", report(f"Usual {number}", ["army"], author=name))
    page = desk("relief", "second", "/reports/new")
    write(page, "To more than ever", "For all.", to="army")
    page.locator("[data-recipient=drones] input").check()
    page.locator("input[type=radio][value='TLP:CLEAR']").check()
    for why in ("more-parties", "less-strict", "new-party"):
        expect(page.locator(f"[data-unusual={why}]")).to_be_visible()
    page.locator("form .button.first").click()
    expect(page.locator(".unusual input")).to_be_focused()
    assert "To more than ever" not in [one["title"] for one in staffed.speak["drones"].get("/reports")["items"]]
    assert found_wrong(page) == []
    fits(page, "report-unusual-en")
    page.locator(".unusual input").check()
    release(page)
    assert "To more than ever" in [one["title"] for one in staffed.speak["drones"].get("/reports")["items"]]


@pytest.mark.stories
def test_what_is_begun_is_kept_until_it_goes_out(desk: Desk) -> None:
    page = desk("army", path="/reports/new")
    write(page, "Begun before the storm", "The mast is down.", to="relief")
    page.reload()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Begun before the storm")
    expect(page.locator("[data-recipient=relief] input")).to_be_checked()
    expect(page.locator("[data-outlook-party=relief]")).to_be_visible()
    release(page)
    page.goto("/reports/new")
    expect(page.get_by_label("Title", exact=True)).to_have_value("")


@pytest.mark.stories
def test_what_is_missing_is_said_where_it_is(desk: Desk) -> None:
    page = desk("army", path="/reports/new", language="ar", width=360)
    page.locator("form .button.first").click()
    say = words("ar")
    for lack in ("title", "text", "grading", "from", "marking"):
        expect(page.get_by_text(say[f"lacks-report-{lack}"], exact=True).first).to_be_visible()
    expect(page.get_by_label(say["report-title"], exact=True)).to_be_focused()
    assert found_wrong(page) == []
    fits(page, "report-lacks-ar-360")


@pytest.mark.stories
def test_evidence_goes_with_its_origin_and_the_hands_it_went_through(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "bridge.txt"
    file.write_bytes(b"kilometre 14")
    page = desk("army", path="/reports/new")
    write(page, "With a note", "See the note.", to="relief")
    page.locator("summary", has_text=words("en")["report-evidence"]).click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label(words("en")["evidence-origin"], exact=True).fill("A driver's note")
    page.locator("summary", has_text=words("en")["report-claims"]).click()
    page.get_by_role("button", name=words("en")["claim-add"]).click()
    page.get_by_label(words("en")["claim-speaker"]).fill("Лина")
    page.get_by_label(words("en")["claim-text"]).fill("Мост стоит.")
    release(page)
    reader = desk("relief", path=page.url)
    evidence = reader.locator("[data-evidence]")
    expect(evidence).to_contain_text("A driver's note")
    expect(evidence).to_contain_text("Dana Duty of army")
    expect(reader.locator("blockquote")).to_have_text("Мост стоит.")
    with reader.expect_download() as coming:
        evidence.get_by_role("link", name="bridge.txt").click()
    assert Path(coming.value.path()).read_bytes() == b"kilometre 14"


def test_no_script_runs_whatever_a_report_says(desk: Desk, staffed: Staffed) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    turned = f"{evil} \u202ekcab"
    relief = staffed.speak["relief"]
    put = upload(relief, "/attachments?name=x.txt", b"hello", Content_Type="text/plain")[1]
    named = {"sha256": put["sha256"], "name": '"><svg onload=alert(1)>.txt', "origin": evil, "custody": []}
    made = relief.post(
        "/reports",
        report(
            turned, ["army"], text=f"javascript:alert(1)\n{turned}", source=evil, outlet=evil, place=evil,
            claims=[{"speaker": evil, "text": turned}], evidence=[named], author=evil[:100],
        ),
    )  # fmt: skip
    page = desk("army")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for path in (
        "/reports",
        f"/reports/{made['id']}",
        f"/reports/{made['id']}/subject",
        f"/reports/new?confirms={made['id']}",
    ):
        page.goto(path)
        expect(page.locator("main").get_by_text("<img src=x").first).to_be_attached()
        assert page.title() != "owned"
        assert page.locator("main img, main script").count() == 0, path
        assert "\u202e" not in page.locator("body").inner_text(), path
    assert not dialogs
    assert not desk.complaints


@pytest.mark.parametrize(
    ("language", "title", "asked", "marked", "direction"),
    [
        ("ar", "عبرت الشاحنات جسر الوادي", "شاحنة", "الشاحنات", "rtl"),
        *again(
            ("ru", "Колонна прошла перевал Седло", "колонны", "Колонна", "ltr"),
            ("en", "Lorries crossed at Saddleback", '"crossed at"', "crossed at", "ltr"),
        ),
    ],
)
def test_a_report_is_found_by_its_words_which_are_marked_in_their_direction(
    desk: Desk, staffed: Staffed, language: str, title: str, asked: str, marked: str, direction: str
) -> None:
    made = staffed.speak["relief"].post("/reports", report(title, ["army"], language=language, text=f"{title}."))
    page = desk("army", path="/reports", language=language)
    page.get_by_role("searchbox").fill(asked)
    line = page.locator(f"[data-report='{made['id']}']")
    expect(line.locator("mark").first).to_be_visible()
    found = line.locator(f"a [data-direction={direction}]")
    expect(found).to_contain_text(title)
    assert marked in "".join(f"{one} " for one in found.locator("mark").all_inner_texts())
    assert found_wrong(page) == []
    fits(page, f"reports-found-{language}")
    page.get_by_role("searchbox").fill("qqqxyzzy")
    page.locator("[data-empty]").get_by_role("button").click()
    expect(line).to_be_visible()
    assert not desk.complaints


ARTICLE = """الرئيسية | اتصل بنا
اشترك في النشرة البريدية
فتح طريق الجبل أمام القوافل
قال مدير الطرق سامر حداد: «فُتح الطريق أمام الشاحنات صباح اليوم بعد إزالة الثلوج». وأضاف حداد: «نطلب من السائقين التمهل».
وأوضحت بلدية الوادي أن الجسر لم يتضرر وأن فرقها تواصل العمل على جانبي الطريق.
جميع الحقوق محفوظة"""


@pytest.mark.stories
def test_a_pasted_page_is_judged_by_a_person_and_becomes_a_report_with_its_original(desk: Desk) -> None:
    say = words("ar")
    page = desk("army", path="/reports", language="ar")
    page.locator("main a[href='/reports/take']").click()
    page.get_by_label(say["take-paste"], exact=True).fill(ARTICLE)
    page.get_by_role("button", name=say["take-look"], exact=True).click()
    kept = page.locator("[data-kept]")
    expect(kept).to_contain_text("فُتح الطريق أمام الشاحنات")
    expect(kept).not_to_contain_text("اشترك")
    expect(page.locator("s", has_text="اشترك في النشرة")).to_be_visible()
    proposals = page.locator("[data-proposal]")
    expect(proposals.first).to_contain_text("فُتح الطريق أمام الشاحنات")
    assert found_wrong(page) == []
    fits(page, "report-take-ar")
    page.set_viewport_size({"width": 360, "height": 780})
    fits(page, "report-take-ar-360")
    page.set_viewport_size({"width": 1400, "height": 900})
    go_on = page.get_by_role("button", name=say["take-go-on"], exact=True)
    expect(go_on).to_be_disabled()
    proposals.first.get_by_label(say["claim-speaker"]).fill("سامر حداد")
    proposals.first.locator("input[value=right]").check()
    page.get_by_role("button", name=say["proposals-refuse-rest"], exact=True).click()
    go_on.click()
    expect(page.get_by_label(say["report-text"], exact=True)).to_have_value(re.compile("فُتح الطريق"))
    text = page.get_by_label(say["report-text"], exact=True).input_value()
    write(page, "فتح طريق الجبل", text, to="relief", language="ar")
    release(page)
    reader = desk("relief", path=page.url)
    expect(reader.locator("blockquote")).to_have_count(1)
    with reader.expect_download() as coming:
        reader.locator("[data-evidence] a[download]").click()
    assert Path(coming.value.path()).read_text("utf-8") == ARTICLE
    assert not desk.complaints


@pytest.mark.stories
def test_a_document_that_is_none_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"\x7fELF" + bytes(range(256)))
    page = desk("army", path="/reports/take")
    page.locator("input[type=file]").set_input_files(file)
    said = [words("en")[f"problem-document-{why}"] for why in ("unknown", "two-kinds")]
    expect(page.get_by_role("alert")).to_contain_text(re.compile("|".join(said)))
    page.get_by_label(words("en")["take-paste"], exact=True).fill("<script>alert(1)</script>")
    expect(page.get_by_role("button", name=words("en")["take-look"], exact=True)).to_be_enabled()


@pytest.mark.stories
def test_a_report_is_printed_with_who_says_so_and_no_button(desk: Desk, staffed: Staffed) -> None:
    made = staffed.speak["relief"].post("/reports", report("To be printed", ["army"]))
    page = desk("army", path=f"/reports/{made['id']}")
    expect(page.locator("h1")).to_contain_text("To be printed")
    page.emulate_media(media="print")
    expect(page.locator("[data-printed]")).to_be_visible()
    expect(page.locator("main .button:visible")).to_have_count(0)
    expect(page.locator("[data-marking]").first).to_be_visible()


@pytest.mark.stories
def test_a_report_is_written_and_released_by_keyboard_alone(desk: Desk, staffed: Staffed) -> None:
    say = words("en")
    page = desk("army", path="/reports")
    expect(page.locator("main a[href='/reports/new']").first).to_be_visible()
    by_keyboard(page, "main a[href='/reports/new']")
    page.keyboard.press("Enter")
    expect(page.locator("main form")).to_be_visible()
    fill_by_keyboard(page, page.get_by_label(say["report-title"], exact=True), "The ferry runs, by keyboard")
    fill_by_keyboard(page, page.get_by_label(say["report-text"], exact=True), "Every hour, until dusk.")
    by_keyboard(page, "input[type=radio][value=A]")
    page.keyboard.press("ArrowDown")
    by_keyboard(page, "input[type=radio][value='1']")
    page.keyboard.press("ArrowDown")
    by_keyboard(page, "[role=group] > button:nth-child(2)")
    page.keyboard.press("Enter")
    by_keyboard(page, "input[type=radio][value='TLP:RED']")
    page.keyboard.press("ArrowDown")
    by_keyboard(page, "[data-recipient=relief] input")
    page.keyboard.press("Space")
    expect(page.locator("[data-outlook-party=relief]")).to_be_visible()
    by_keyboard(page, "form .button.first")
    page.keyboard.press("Enter")
    expect(page.locator("[data-holder=relief]")).to_be_visible()
    read = staffed.speak["relief"].get(f"/reports/{identifier(page)}")
    assert (read["source_grade"], read["information_grade"], read["marking"]) == ("B", 2, "TLP:AMBER+STRICT")

    reader = desk("relief", path=f"/reports/{read['id']}")
    expect(reader.locator("h1")).to_contain_text("by keyboard")
    by_keyboard(reader, "a[href*='contradicts=']")
    reader.keyboard.press("Enter")
    expect(reader.locator(f"[data-related='{read['id']}']")).to_be_visible()
    assert not desk.complaints
