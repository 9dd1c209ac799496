"""Parties search what they let each other know: a real office, a real index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tansiq.gateways.api_v1.report_search import CODES
from tests.coordination import Speaker, agreed_office, circle, eventually, found_office, report
from tests.serving import Identity, running_office

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    with agreed_office(tmp_path_factory.mktemp("office")) as speakers:
        yield speakers


def search(speaker: Speaker, q: str = "", **more: str) -> Any:
    return speaker.get(f"/reports/search?{urlencode({'q': q, **more})}")


def ids(found: Any) -> list[str]:
    return [hit["report"]["id"] for hit in found["items"]]


def test_what_one_has_just_released_is_found_by_oneself_and_by_those_whom_it_names(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    for number in range(5):
        made = relief.post("/reports", report(f"Ferryman{number}", ["army"]))
        assert ids(search(relief, f"ferryman{number}")) == [made["id"]]
        assert ids(search(army, f"ferryman{number}")) == [made["id"]]
        nothing = search(parties["drones"], f"ferryman{number}")
        assert (nothing["items"], nothing["total"], nothing["next"]) == ([], 0, None)
        assert "behind" not in nothing


def test_each_finds_the_version_that_it_holds_by_its_words_and_by_no_others(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    made = relief.post("/reports", report("Causeway passable", ["army", "drones"]))
    relief.put(f"/reports/{made['id']}", report("Causeway flooded", ["army"], version=made["change"]))
    for speaker, words, version in (
        (drones, "passable", 1), (drones, "flooded", 0), (army, "flooded", 2), (army, "passable", 0),
        (relief, "flooded", 2), (relief, "passable", 0), (relief, "causeway", 2), (drones, "causeway", 1),
    ):  # fmt: skip
        hits = search(speaker, words)
        assert [hit["report"]["version"] for hit in hits["items"]] == ([version] if version else []), words
        assert hits["total"] == bool(version)
    change = relief.get(f"/reports/{made['id']}")["change"]
    relief.post(f"/reports/{made['id']}/withdrawal", {"version": change, "reason": "it was another road"})
    assert [hit["report"]["state"] for hit in search(army, "flooded")["items"]] == ["withdrawn"]


def test_that_a_title_and_a_piece_of_the_text_were_shown_is_in_the_ledger(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/reports", report("Lockkeeper", ["army"]))
    (given,) = relief.get(f"/reports/{made['id']}")["given"]
    assert "shown" not in given
    (hit,) = search(army, "lockkeeper")["items"]
    assert [one["version"] for one in hit["report"]["given"][0]["shown"]] == [1]
    (given,) = relief.get(f"/reports/{made['id']}")["given"]
    assert [one["version"] for one in given["shown"]] == [1]


def test_what_was_looked_for_is_marked_in_plain_text_and_runs_in_its_direction(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    text = "<script>alert(1)</script> رُصِدَت الطَّائِرَةُ قرب الجسر القديم"
    relief.post("/reports", report("الطائرة <b>فوق</b> النهر", ["army"], text=text))
    (hit,) = search(relief, 'طائرات "الجسر القديم"')["items"]
    title, snippet = hit["title"], hit["snippet"]
    assert title["text"] == "الطائرة <b>فوق</b> النهر"
    assert snippet["text"] == text
    assert [title["text"][a:b] for a, b in title["found"]] == ["الطائرة"]
    assert [snippet["text"][a:b] for a, b in snippet["found"]] == ["الطَّائِرَةُ", "الجسر", "القديم"]
    assert (title["direction"], snippet["direction"]) == ("rtl", "rtl")
    relief.post("/reports", report("A weir", ["army"], text="The weir holds.", language="en"))
    (hit,) = search(relief, "weirs")["items"]
    assert (hit["snippet"]["direction"], hit["snippet"]["found"]) == ("ltr", [[4, 8]])


def test_who_is_quoted_and_where_it_was_is_found_too(parties: dict[str, Speaker]) -> None:
    said = [{"speaker": "Colonel Zayd", "text": "the quarry road is closed"}]
    made = parties["relief"].post("/reports", report("Said", ["army"], claims=said, place="Tel Marash"))
    for words in ("zayd", '"quarry road"', "marash"):
        assert ids(search(parties["army"], words)) == [made["id"]], words


def test_filters_narrow_what_is_found(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    now = datetime.now(UTC)

    def hours_ago(hours: float) -> str:
        return (now - timedelta(hours=hours)).isoformat()

    here, there = [circle(48.5, 37.5, 500.0)], [circle(0.0, 179.999, 500.0)]
    first = report("Sluicegate", ["army"], source_grade="A", information_grade=1, extents=here)
    one = relief.post("/reports", {**first, "from": hours_ago(9), "until": hours_ago(8)})["id"]
    second = report("Sluicegate", ["relief"], marking="TLP:RED", language="ru", extents=there)
    two = army.post("/reports", {**second, "from": hours_ago(5), "until": hours_ago(4)})["id"]
    assert ids(search(relief, "sluicegate")) == [two, one]
    for expected, more in (
        ([one], {"role": "own"}), ([two], {"role": "received"}), ([two], {"owner": "army"}),
        ([two, one], {"owner": "army,relief"}), ([], {"owner": "drones"}), ([one], {"source_grade": "A,C"}),
        ([one], {"information_grade": "1"}), ([two], {"marking": "TLP:RED"}),
        ([two, one], {"marking": "TLP:AMBER,TLP:RED"}), ([two], {"language": "ru"}), ([two], {"from": hours_ago(7)}),
        ([one], {"until": hours_ago(6)}), ([one], {"from": hours_ago(8.5), "until": hours_ago(8.4)}),
        ([one], {"area": "37,48,38,49"}), ([two], {"area": "179.9,-1,-179.9,1"}), ([], {"area": "0,0,1,1"}),
        ([one], {"circle": "48.51,37.5,900"}), ([], {"circle": "48.6,37.5,900"}), ([two], {"circle": "0,-179.995,900"}),
        ([two, one], {"fresh": "false"}),
    ):  # fmt: skip
        found = search(relief, "sluicegate", **more)
        assert (ids(found), found["total"]) == (expected, len(expected)), more


def test_pages_miss_nothing_and_bring_nothing_twice_while_more_comes(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    hour = {"from": "2026-01-01T08:00:00Z", "until": "2026-01-01T09:00:00Z"}
    there = {relief.post("/reports", {**report("Towpath", ["army"]), **hour})["id"] for _ in range(7)}
    seen: list[str] = []
    page = search(army, "towpath", limit="2")
    while True:
        assert page["total"] >= 7
        seen += ids(page)
        relief.post("/reports", report("Towpath later", ["army"]))
        if page["next"] is None:
            break
        page = search(army, "towpath", limit="2", cursor=page["next"])
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ({"q": "x" * 501}, 400, "query-too-long", "q"),
        ({"q": "؟!"}, 400, "no-words", "q"),
        ({"source_grade": "G"}, 400, "grade-invalid", "source_grade"),
        ({"information_grade": "0"}, 400, "grade-invalid", "information_grade"),
        ({"marking": "secret"}, 400, "malformed", "marking"),
        ({"role": "all"}, 400, "malformed", "role"),
        ({"area": "1,2,3"}, 400, "area-invalid", "area"),
        ({"area": "0,5,1,-5"}, 400, "area-invalid", "area"),
        ({"circle": "1,2"}, 400, "area-invalid", "circle"),
        ({"circle": "1,2,-3"}, 400, "area-invalid", "circle"),
        ({"circle": "nan,2,3"}, 400, "area-invalid", "circle"),
        ({"circle": "1,2,3", "area": "0,0,1,1"}, 400, "area-invalid", "circle"),
        ({"limit": "0"}, 400, "limit-invalid", "limit"),
        ({"cursor": "Zg"}, 400, "cursor-invalid", "cursor"),
        ({"cursor": "WzksW11d" * 3}, 400, "cursor-invalid", "cursor"),
        ({"from": "yesterday"}, 400, "malformed", "from"),
        ({"owner": "x," * 300}, 400, "malformed", "owner"),
        ({"page": "1"}, 400, "malformed", "page"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    parties: dict[str, Speaker], query: dict[str, str], status: int, code: str, field: str
) -> None:
    got, problem = parties["relief"]("GET", f"/reports/search?{urlencode(query)}")
    assert (got, problem["code"], problem.get("field", "")) == (status, code, field)


def test_every_code_of_a_question_is_described() -> None:
    interface = (ROOT / "docs/interface.md").read_text("utf-8")
    for code, status in CODES.items():
        assert any(f"`{code}`" in line and f"| {status} |" in line for line in interface.split("\n")), code


@pytest.mark.stories
def test_the_index_is_made_anew_or_goes_on_where_it_stood(tmp_path: Path) -> None:
    identity, journal = Identity(tmp_path), tmp_path / "office.db"
    found_office(journal)
    library = tmp_path / "office.library"
    names: list[str] = []

    def turn(harm: str) -> None:
        with running_office(journal, identity.public_file) as office:
            relief, army = Speaker(office, identity, "relief"), Speaker(office, identity, "army")
            eventually(lambda: relief("GET", "/reports/search")[0] == 200)
            for name in names:
                assert search(army, name)["total"] == 1, (harm, name)
            if harm == "removed under the office":
                shutil.rmtree(library)
            names.append(f"millrace{len(names)}")
            relief.post("/reports", report(names[-1], ["army"]))
            eventually(lambda: army("GET", f"/reports/search?q={quote(names[-1])}")[1].get("total") == 1)
            eventually(lambda: army("GET", f"/reports/search?q={quote(names[0])}")[1].get("total") == 1)
        if harm == "removed":
            shutil.rmtree(library)
        elif harm == "damaged":
            for part in library.glob("*.term"):
                part.write_bytes(b"\xff")
        elif harm == "of another format":
            (library / "format").write_text("of old", "utf-8")

    for harm in ("nothing", "removed", "damaged", "of another format", "removed under the office", "last"):
        turn(harm)


@pytest.mark.stories
def test_an_index_of_another_journal_is_made_anew(tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    for name, title in (("one", "Millpond"), ("two", "Headrace")):
        found_office(tmp_path / f"{name}.db")
        with running_office(tmp_path / f"{name}.db", identity.public_file) as office:
            Speaker(office, identity, "relief").post("/reports", report(title, ["army"]))
            assert search(Speaker(office, identity, "relief"), title)["total"] == 1
    shutil.rmtree(tmp_path / "two.library")
    (tmp_path / "one.library").rename(tmp_path / "two.library")
    with running_office(tmp_path / "two.db", identity.public_file) as office:
        relief = Speaker(office, identity, "relief")
        eventually(lambda: relief("GET", "/reports/search")[0] == 200)
        assert search(relief, "headrace")["total"] == 1
        assert search(relief, "millpond")["total"] == 0
