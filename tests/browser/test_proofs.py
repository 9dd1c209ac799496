"""Proof, for people: found where a thing is, downloaded, printed, and checked with nothing but the paper."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Locator, Page, expect

from tansiq.cli.proof_text import receipt_in
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.policy import Policy
from tansiq.evidence.verifying import Proven, check
from tests.browser.barriers import found_wrong
from tests.browser.people import Desk, Staffed, staffed_office
from tests.browser.pictures import fits
from tests.browser.words import words
from tests.coordination import flows, report, site, terms
from tests.thorough import again

AGREED = {
    "relief-army": (("army", "relief"), terms("one", flows("army", "relief"))),
    "relief-drones": (("drones", "relief"), terms("two", flows("drones", "relief"))),
}
PRINTED_DPI = 300


@pytest.fixture(scope="module")
def staffed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    folder = tmp_path_factory.mktemp("office")
    with staffed_office(folder, options=("--checkpoint-s", "0.05"), agreed=AGREED) as office:
        yield office


def proven(staffed: Staffed, file: bytes) -> Proven:
    """What it proves to one who knows the log's key."""
    with urllib.request.urlopen(f"{staffed.url}/log/keys") as answer:
        keys = tuple(map(PublicKey.read, answer.read().decode().splitlines()))
    found = check(file, Policy(keys))
    assert isinstance(found, Proven)
    return found


def saved(page: Page, button: Locator, *, by_key: bool = False) -> bytes:
    """What a button downloads."""
    with page.expect_download() as downloading:
        if by_key:
            button.focus()
            page.keyboard.press("Enter")
        else:
            button.click()
    assert downloading.value.suggested_filename.endswith(".tlog-proof")
    return Path(downloading.value.path()).read_bytes()


def scanned(page: Page, folder: Path) -> list[str]:
    """The texts of all codes on the sheets that the page is printed on, as another program reads them from a print."""
    page.emulate_media(media="print")
    printed = pypdfium2.PdfDocument(page.pdf(path=folder / "proof.pdf", format="A4"))
    sheets = [sheet.render(scale=PRINTED_DPI / 72, grayscale=True).to_numpy() for sheet in printed]
    page.emulate_media(media="screen")
    formats = zxingcpp.BarcodeFormat.QRCode
    return [code.text for sheet in sheets for code in zxingcpp.read_barcodes(sheet.squeeze(), formats=formats)]


@pytest.mark.parametrize(("language", "width"), [("en", 1400), *again(("ar", 360), ("ru", 360))])
def test_whoever_is_owed_proof_finds_it_beside_the_thing_and_has_it_on_paper(
    desk: Desk, staffed: Staffed, language: str, width: int, tmp_path: Path
) -> None:
    say, relief, army = words(language), staffed.speak["relief"], staffed.speak["army"]
    made = relief.post("/notices", site(45.0, 5.0, ["army", "drones"]))
    page = desk("relief", language=language, width=width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/receipts" in request.url else None)
    page.goto(f"/notices/{made['id']}")
    proofs = page.locator(f"[data-proofs='{made['id']}']")
    expect(proofs).to_be_visible()
    expect(page.locator("[data-line=live]")).to_be_visible()
    assert asked == [], "folded away, it costs nothing"

    proofs.locator("summary").focus()
    page.keyboard.press("Enter")
    receipts = proofs.locator("[data-receipt]")
    expect(receipts).to_have_count(3)
    expect(receipts.first).to_contain_text(say["proof-line-taken-in"])
    army.post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "Captain Nour"})
    read = proofs.locator("[data-says=acknowledged]")
    expect(read).to_contain_text("Captain Nour")
    number = str(read.get_attribute("data-receipt"))
    fits(page, f"proofs-of-a-notice-{language}-{width}")
    assert found_wrong(page) == []

    file = saved(page, read.get_by_role("button"), by_key=True)
    expect(read).to_contain_text(f"receipt-{number}.tlog-proof")
    receipt = receipt_in(proven(staffed, file).entry)
    assert receipt is not None
    assert (receipt.says, receipt.party, receipt.person) == ("acknowledged", "army", "Captain Nour")
    beside = page.locator("[data-party=army] [data-proof='acknowledged']")
    assert receipt_in(proven(staffed, saved(page, beside)).entry) == receipt

    read.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-codes]")).to_be_visible()
    for shown in ("proof-says-acknowledged", "proof-proves-recorded", "proof-not-acknowledged"):
        expect(page.get_by_text(say[shown], exact=True)).to_be_visible()
    alone, seen = (page.get_by_text(say[f"proof-not-{one}"], exact=True) for one in ("alone", "witnesses"))
    expect(alone.or_(seen)).to_be_visible()  # a witness may have come meanwhile
    expect(page.locator(f"[data-entry='{number}']")).to_be_visible()
    fits(page, f"proof-{language}-{width}")
    assert found_wrong(page) == []
    texts = scanned(page, tmp_path)
    assert len(texts) == int(str(page.locator("[data-codes]").get_attribute("data-codes")))
    paper = proven(staffed, "\n".join(texts).encode())
    assert receipt_in(paper.entry) == receipt
    assert not desk.complaints


@pytest.mark.stories
def test_nobody_sees_that_there_are_receipts_for_others(desk: Desk, staffed: Staffed) -> None:
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    made = relief.post("/notices", site(44.0, 5.0, ["army", "drones"]))
    army.post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "Captain Nour"})
    page = desk("drones", path=f"/notices/{made['id']}")
    page.locator(f"[data-proofs='{made['id']}'] summary").click()
    receipts = page.locator("[data-receipt]")
    expect(receipts).to_have_count(1)
    expect(receipts).to_have_attribute("data-says", "given")
    expect(page.locator("[data-proof]")).to_have_count(1)
    for number in (relief.get(f"/receipts?subject=notice&id={made['id']}")["items"][0]["number"], 999_999, "x", "0"):
        page.goto(f"/proofs/{number}")
        expect(page.get_by_text("There is no such receipt")).to_be_visible()
        expect(page.locator("[data-codes]")).to_have_count(0)
    stranger = desk("army", path=f"/proofs/{receipts_of(staffed, 'army', made['id'])}")
    expect(stranger.locator("[data-codes]")).to_be_visible()
    assert not desk.complaints


def receipts_of(staffed: Staffed, party: str, notice: str) -> int:
    """The newest that a party has of a notice."""
    return int(staffed.speak[party].get(f"/receipts?subject=notice&id={notice}")["items"][-1]["number"])


@pytest.mark.stories
def test_what_was_shown_and_what_was_read_have_their_proof_beside_them(desk: Desk, staffed: Staffed) -> None:
    relief, army = staffed.speak["relief"], staffed.speak["army"]
    made = relief.post("/reports", report("The road", ["army"]))
    army.get(f"/reports/{made['id']}")
    page = desk("relief", path=f"/reports/{made['id']}")
    shown = receipt_in(proven(staffed, saved(page, page.locator("[data-holder=army] [data-proof=shown]"))).entry)
    assert shown is not None
    assert (shown.says, shown.id, shown.party) == ("shown", made["id"], "army")

    thread = relief.post("/threads", {"parties": ["army"], "title": "Road", "message": {"text": "Is it open?"}})["id"]
    army.post(f"/threads/{thread}/messages/1/acknowledgement", {"person": "Nour"})
    army.post(f"/threads/{thread}/messages", {"text": "It is."})
    page.goto(f"/threads/{thread}")
    first = page.locator("article[data-number='1']")
    read = receipt_in(proven(staffed, saved(page, first.locator("[data-proof=acknowledged]"))).entry)
    assert read is not None
    assert (read.says, read.number, read.person) == ("acknowledged", 1, "Nour")
    page.locator("article[data-number='2'] [data-proofs] summary").click()
    expect(page.locator("article[data-number='2'] [data-receipt]")).to_have_count(1)
    page.locator(f"[data-proofs='{thread}'] summary").click()
    expect(page.locator(f"[data-proofs='{thread}'] [data-receipt]")).to_have_count(4)
    fits(page, "proofs-of-a-thread-en-1400")
    assert not desk.complaints


@pytest.mark.stories
def test_what_is_too_long_for_paper_is_left_out_and_the_rest_proves_as_much(
    desk: Desk, staffed: Staffed, tmp_path: Path
) -> None:
    relief, say = staffed.speak["relief"], words("en")
    text = "Every house on the road to the river, \U0001f3e0 one by one. " * 300
    form = {"parties": ["army"], "title": "Houses", "message": {"text": text[:15_000]}}
    thread = relief.post("/threads", form)["id"]
    number = relief.get(f"/receipts?subject=thread&id={thread}")["items"][0]["number"]
    page = desk("relief", path=f"/proofs/{number}", width=360)
    expect(page.locator("[data-left=true]")).to_contain_text(say["proof-codes-without"])
    expect(page.get_by_text(say["proof-proves-content"])).to_be_visible()
    fits(page, "proof-long-en-360")
    paper = proven(staffed, "\n".join(scanned(page, tmp_path)).encode())
    assert (paper.content, paper.names_content) == ("", True)
    whole = proven(staffed, saved(page, page.get_by_role("button", name=say["proof-download"])))
    assert json.loads(whole.content)["text"] == text[:15_000]
    assert whole.entry == paper.entry
    assert not desk.complaints
