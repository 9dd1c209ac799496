"""What anybody may read: the feed and the page of reports that are marked TLP:CLEAR."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tansiq.gateways.public.routes import AT_ONCE
from tansiq.office.terms import Level
from tests.coordination import Speaker, agreed_office, flows, report, terms

ATOM, GONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
CLEAR = {"marking": "TLP:CLEAR"}


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[dict[str, Speaker]]:
    information = {"level": Level.INFORMATION, "separation": ()}
    agreed = {
        f"relief-{other}": ((other, "relief"), terms("information", flows(other, "relief"), **information))
        for other in ("army", "drones")
    }
    with agreed_office(tmp_path, agreed=agreed) as speakers:
        yield speakers


def fetch(speaker: Speaker, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """As anybody: without a token."""
    asked = urllib.request.Request(f"{speaker.office.url}/public{path}")
    for name, value in headers.items():
        asked.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}


def titles(speaker: Speaker, query: str = "") -> list[str]:
    feed = ET.fromstring(fetch(speaker, f"/reports.atom{query}")[1])
    return [entry.findtext(f"{ATOM}title", "") for entry in feed.findall(f"{ATOM}entry")]


def test_only_what_was_released_and_marked_clear_is_there(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    assert titles(relief) == []
    assert "No party has made a report public." in fetch(relief, "/reports")[1]
    for marking in ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"):
        relief.post("/reports", report(f"Marked {marking}", ["army"], marking=marking))
    relief.post("/reports", report("Kept for oneself", [], **CLEAR))
    hidden = army.post("/reports", report("For relief alone", ["relief"]))
    answer = [{"kind": "contradicts", "report": hidden["id"], "version": 1}]
    said = relief.post("/reports", report("It says more", ["army"], relations=answer, **CLEAR))
    assert titles(relief) == ["It says more", "Marked TLP:CLEAR"]
    html = fetch(relief, "/reports")[1]
    for page in (html, fetch(relief, "/reports.atom")[1]):
        assert "Marked TLP:CLEAR" in page
        for secret in ("Marked TLP:GREEN", "Kept for oneself", hidden["id"], hidden["id"][:8], "Amal", "army"):
            assert secret not in page, secret
    relief.put(f"/reports/{said['id']}", report("It is not public any more", ["army"], version=said["change"]))
    assert titles(relief) == ["Marked TLP:CLEAR"]


def test_what_is_changed_comes_again_and_what_is_withdrawn_says_so(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    first, second = (relief.post("/reports", report(name, ["army"], **CLEAR)) for name in ("First", "Second"))
    relief.put(f"/reports/{first['id']}", report("First, anew", ["army"], version=first["change"], **CLEAR))
    assert titles(relief) == ["First, anew", "Second"]
    relief.post(f"/reports/{second['id']}/withdrawal", {"version": second["change"], "reason": "It was <wrong>."})
    feed = ET.fromstring(fetch(relief, "/reports.atom")[1])
    (gone,) = feed.findall(f"{GONE}deleted-entry")
    assert (gone.get("ref"), gone.findtext(f"{GONE}comment")) == (f"urn:uuid:{second['id']}", "It was <wrong>.")
    html = fetch(relief, "/reports")[1]
    assert "It was &lt;wrong&gt;." in html
    assert "Second" not in html
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}content") == "First, anew: الطريق مفتوح حتى الجسر."
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["TLP:CLEAR", "B2"]


def test_nothing_shows_when_it_was_released_to_whom(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    said = report("Kept at first", [], **CLEAR)
    kept = relief.post("/reports", said)

    def release(version: int, *to: str) -> dict[str, Any]:
        return relief.put(f"/reports/{kept['id']}", said | {"release": {"parties": to}, "version": version})

    public = release(kept["change"], "army")
    relief.post("/reports", report("Later", ["army"], **CLEAR))

    def entry() -> str:
        found = ET.fromstring(fetch(relief, "/reports.atom")[1]).findall(f"{ATOM}entry")
        return next(ET.tostring(one, "unicode") for one in found if one.findtext(f"{ATOM}title") == kept["title"])

    before = entry()
    published = ET.fromstring(before).findtext(f"{ATOM}published", "")
    assert kept["changed"] < public["changed"]
    assert datetime.fromisoformat(published) == datetime.fromisoformat(public["changed"])
    both = release(public["change"], "army", "drones")
    assert [parties[one].get(f"/reports/{kept['id']}")["version"] for one in ("army", "drones")] == [1, 1]
    assert [one["party"] for one in both["given"]] == ["army", "drones"]
    assert (titles(relief), entry()) == (["Later", "Kept at first"], before)


def test_what_a_party_writes_is_text_wherever_it_stands(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    evil = "</h2><script>alert(1)</script>\"'&\x0b\x00￾"
    claims = [{"speaker": evil, "text": evil}]
    relief.post("/reports", report(evil, ["army"], text=evil, place=evil, claims=claims, language='en" onx="', **CLEAR))
    status, html, headers = fetch(relief, "/reports")
    assert status == 200
    assert "<script" not in html
    assert 'onx="' not in html
    assert "default-src 'none'; style-src 'self'" in headers["content-security-policy"]
    assert titles(relief)[0].startswith("</h2><script>alert(1)</script>\"'&�")


def test_pages_follow_each_other_and_a_reader_that_has_it_is_not_sent_it_again(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    for number in range(AT_ONCE + 3):
        relief.post("/reports", report(f"Number {number}", ["army"], **CLEAR))
    feed = ET.fromstring(fetch(relief, "/reports.atom")[1])
    older = next(link.get("href", "") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "next")
    assert older.startswith("/public/reports.atom?before=")
    rest = titles(relief, older.partition(".atom")[2])
    assert titles(relief) + rest == [f"Number {number}" for number in reversed(range(AT_ONCE + 3))]
    assert older.partition("?")[2] in fetch(relief, "/reports")[1]
    _, _, headers = fetch(relief, "/reports.atom")
    assert fetch(relief, "/reports.atom", If_None_Match=headers["etag"])[0] == 304
    relief.post("/reports", report("Another", ["army"], **CLEAR))
    assert fetch(relief, "/reports.atom", If_None_Match=headers["etag"])[0] == 200
    for wrong in ("before=%25", "before=W10", "before=WzEsMl0", "after=1"):
        assert fetch(relief, f"/reports?{wrong}")[0] == 400, wrong


@pytest.mark.parametrize(
    ("accepted", "lang", "direction", "title"),
    [
        ("ar-EG,en;q=0.5", "ar", "rtl", "التقارير العلنية"),
        ("de,ru;q=0.8", "ru", "ltr", "Открытые донесения"),
        ("xx;;;=,", "en", "ltr", "Public reports"),
        ("", "en", "ltr", "Public reports"),
    ],
)
def test_the_page_speaks_the_readers_language(
    parties: dict[str, Speaker], accepted: str, lang: str, direction: str, title: str
) -> None:
    status, html, headers = fetch(parties["relief"], "/reports", Accept_Language=accepted)
    assert (status, headers["vary"]) == (200, "accept-language")
    assert f'<html lang="{lang}" dir="{direction}">' in html
    assert f"<h1>{title}</h1>" in html
