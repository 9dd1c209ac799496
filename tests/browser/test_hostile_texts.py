"""What a party that means ill can write, on the pages of the others: it breaks none, and turns nothing around."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import Desk, Staffed
from tests.browser.pictures import fits
from tests.coordination import at, site, upload

TURNED = "Convoy \u2069\u202eat 12:30"
PLAIN = "Convoy at 12:30"
LATIN = "One of ours has lost its power over the pass. "
ARABIC = "فقدت إحدى طائراتنا طاقتها فوق الممر الجبلي. "
PILED = "Z" + "\u0301" * 150


@pytest.mark.stories
def test_no_file_or_thing_that_is_named_twice_keeps_a_thread_from_being_read(desk: Desk, staffed: Staffed) -> None:
    relief = staffed.speak["relief"]
    same = [relief.post("/notices", site(36.8 + i, card={"title": "Two of one name"}))["id"] for i in (0, 1)]
    file = {
        "sha256": upload(relief, "/attachments?name=x", b"hello", Content_Type="text/plain")[1]["sha256"],
        "name": "x.txt",
    }
    said = {"text": "Read this at once", "attachments": [file, file], "priority": "urgent"}
    about = [{"subject": "notice", "id": one, "owner": "relief"} for one in [*same, same[0]]]
    opened = relief.post("/threads", {"parties": ["army"], "title": "Named twice", "message": said, "about": about})
    page = desk("army")
    for path in (f"/threads/{opened['id']}", "/threads", "/inbox"):
        page.goto(path)
        expect(page.locator("main").get_by_text("Two of one name").first).to_be_visible()
        assert not desk.complaints, path
    page.goto(f"/threads/{opened['id']}")
    expect(page.get_by_text("Read this at once").last).to_be_visible()
    expect(page.locator("article a[download]")).to_have_count(2)


def test_a_text_turns_nothing_around_and_lies_over_nothing(desk: Desk, staffed: Staffed) -> None:
    said = {"text": f"{TURNED}\n{PILED}", "person": TURNED, "priority": "urgent"}
    opened = staffed.speak["relief"].post("/threads", {"parties": ["army"], "title": TURNED, "message": said})
    page = desk("army", language="ar", width=360)
    for path in ("/inbox", "/threads", f"/threads/{opened['id']}"):
        page.goto(path)
        expect(page.locator("main").get_by_text(PLAIN).first).to_be_visible()
        assert not {"\u202e", "\u2069\u202e"} & set(page.locator("body").inner_text()), path
    text = page.locator("#message-1 .text")
    expect(text).to_have_text(f"{PLAIN}\nZ" + "\u0301" * 4, use_inner_text=True)
    assert not desk.complaints


@pytest.mark.parametrize(("language", "said", "direction"), [("ar", LATIN, "ltr"), ("en", ARABIC, "rtl")])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_long_text_against_the_pages_direction_is_cut_at_its_own_end(
    desk: Desk, staffed: Staffed, language: str, said: str, direction: str, width: int
) -> None:
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    title = f"{language} {width}"
    message = {"text": said * 12, "priority": "distress"}
    opened = relief.post("/threads", {"parties": ["army"], "title": title, "message": message})
    page = desk("army", path="/inbox", language=language, width=width)
    band = page.locator("[data-alert=distress] .text")
    line = page.locator(f"[data-key='thread {opened['id']} 1'] .said")
    for cut in (band, line):
        expect(cut).to_contain_text(said)
        how = cut.evaluate("""(box) => {
            return { direction: getComputedStyle(box).direction, isCut: box.scrollHeight > box.clientHeight };
        }""")
        assert how == {"direction": direction, "isCut": True}
    fits(page, f"against-the-page-{language}-{width}")
    army.post(f"/threads/{opened['id']}/messages/1/acknowledgement", {})
    expect(band).to_have_count(0)
    assert not desk.complaints


@pytest.mark.stories
def test_an_offer_with_a_flow_twice_is_shown_whole(desk: Desk, staffed: Staffed) -> None:
    flow = {"giver": "relief", "receiver": "army", "sight": "all"}
    offered = {
        "title": "Twice",
        "level": "deconfliction",
        "start": at(0),
        "end": at(90_000),
        "flows": [
            {**flow, "kinds": ["drone"]},
            {**flow, "kinds": ["aircraft"]},
            {**flow, "giver": "army", "receiver": "relief", "kinds": ["drone"]},
        ],
    }
    made = staffed.speak["relief"].post("/agreements", {"parties": ["army", "relief"], "terms": offered})
    page = desk("army", "chief", f"/agreements/{made['id']}")
    expect(page.locator("[data-term^='flow relief army']")).to_have_count(2)
    assert not desk.complaints


@pytest.mark.stories
def test_a_party_that_takes_anothers_name_is_told_apart(desk: Desk, staffed: Staffed) -> None:
    relief = staffed.speak["relief"]
    before = relief.get("/parties/relief")
    named = {**before["profile"], "name": "Drones,  in full"}
    after = relief.put("/parties/relief/profile", {"version": before["version"], "profile": named})
    try:
        page = desk("army", "duty", "/threads/new")
        for party, name in (("relief", "Drones, in full"), ("drones", "drones, in full")):
            expect(page.get_by_label(f"{name} (\u2068{party}\u2069)", exact=True)).to_be_visible()
        expect(page.get_by_label("authority, in full", exact=True)).to_be_visible()
    finally:
        relief.put("/parties/relief/profile", {"version": after["version"], "profile": before["profile"]})
