"""Parties let each other know: a real office, real programs."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tansiq.office.terms import Level
from tests.coordination import Speaker, agreed_office, flows, report, terms, upload

READ_ONLY = "tansiq.read"


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    information, told = {"level": Level.INFORMATION, "separation": ()}, {"level": Level.NOTIFICATION, "separation": ()}
    agreed = {
        "relief-army": (("army", "relief"), terms("information", flows("army", "relief"), **information)),
        "relief-drones": (("drones", "relief"), terms("more", flows("drones", "relief"))),
        "told": (("authority", "relief"), terms("told", flows("authority", "relief"), **told)),
    }
    with agreed_office(tmp_path_factory.mktemp("office"), agreed=agreed) as speakers:
        yield speakers


def test_a_report_is_read_by_those_whom_it_names_and_is_there_for_nobody_else(parties: dict[str, Speaker]) -> None:
    made = parties["relief"].post("/reports", report("The road", ["army"]))
    assert (made["state"], made["version"], made["change"]) == ("released", 1, 1)
    assert made["text"] == "The road: الطريق مفتوح حتى الجسر."
    read = parties["army"].get(f"/reports/{made['id']}")
    assert (read["text"], read["source_grade"], read["information_grade"]) == (made["text"], "B", 2)
    assert (read["owner"], read["under"]) == ("relief", "relief-army")
    assert "release" not in read
    assert [held["party"] for held in read["given"]] == ["army"]
    for other in ("drones", "authority", "stranger"):
        for path in ("", "/subject", "/sight/army", f"/evidence/{'12' * 32}"):
            status, problem = parties[other]("GET", f"/reports/{made['id']}{path}")
            assert (status, problem["code"]) == (404, "not-found"), (other, path)
        assert made["id"] not in [one["id"] for one in parties[other].get("/reports")["items"]]


def test_what_no_agreement_lets_be_told_is_refused_with_its_field(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    for to, code, field in (
        (["stranger"], "not-shared", "release.parties[0]"),
        (["army", "authority"], "not-shared", "release.parties[1]"),
        (["relief"], "recipients-invalid", "release.parties[0]"),
        (["army", "army"], "recipients-invalid", "release.parties"),
    ):
        status, problem = relief("POST", "/reports", report("No", to))
        assert (status, problem["code"], problem["field"]) == (403 if code == "not-shared" else 400, code, field)
    strict = report("No", [], marking="TLP:RED", release={"agreements": ["relief-army"]})
    assert relief("POST", "/reports", strict)[1]["code"] == "marking-too-strict"
    tomorrow = report("No", ["army"], until=(datetime.now(UTC) + timedelta(days=1)).isoformat())
    assert relief("POST", "/reports", tomorrow)[1]["code"] == "report-invalid"
    assert relief.only(READ_ONLY)("POST", "/reports", report("No", ["army"]))[0] == 403


def test_who_says_what_stands_side_by_side_for_those_who_see_both(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    first = relief.post("/reports", report("Open", ["army", "drones"]))
    denied = report("Mined", ["relief"], relations=[{"kind": "contradicts", "report": first["id"], "version": 1}])
    second = army.post("/reports", denied)
    assert [one["id"] for one in relief.get(f"/reports/{first['id']}/subject")] == [first["id"], second["id"]]
    assert [one["id"] for one in drones.get(f"/reports/{first['id']}/subject")] == [first["id"]]
    third = report("Driven", ["drones"], relations=[{"kind": "contradicts", "report": second["id"], "version": 1}])
    third_id = relief.post("/reports", third)["id"]
    assert "relations" not in drones.get(f"/reports/{third_id}")
    theirs = report("No", ["relief"], relations=[{"kind": "corrects", "report": first["id"], "version": 1}])
    assert army("POST", "/reports", theirs)[1]["code"] == "report-invalid"
    unseen = report("No", ["relief"], relations=[{"kind": "confirms", "report": second["id"], "version": 1}])
    assert drones("POST", "/reports", unseen)[0] == 404


def test_the_ledger_says_what_each_recipient_was_shown_and_when(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/reports", report("First words", ["army", "drones"]))
    assert all("shown" not in held for held in made["given"])
    army.get(f"/reports/{made['id']}")
    army.get("/reports")
    again = report("Other words", ["army"], version=made["change"])
    changed = relief.put(f"/reports/{made['id']}", again)
    assert [one["version"] for held in changed["given"] for one in held.get("shown", [])] == [1]
    assert army.get(f"/reports/{made['id']}")["title"] == "Other words"
    assert parties["drones"].get(f"/reports/{made['id']}")["title"] == "First words"
    shown = {
        held["party"]: [one["version"] for one in held["shown"]]
        for held in relief.get(f"/reports/{made['id']}")["given"]
    }
    assert shown == {"army": [1, 2], "drones": [1]}
    sight = relief.get(f"/reports/{made['id']}/sight/drones")
    assert sight["report"]["title"] == "First words"
    assert relief.get(f"/reports/{made['id']}/sight/stranger") == {"viewer": "stranger"}
    stale = relief("PUT", f"/reports/{made['id']}", again)
    assert (stale[0], stale[1]["code"]) == (409, "stale-version")


def test_an_earlier_version_is_read_by_those_who_were_shown_it_and_by_nobody_else(parties: dict[str, Speaker]) -> None:
    relief, army, drones = parties["relief"], parties["army"], parties["drones"]
    made = relief.post("/reports", report("One car", ["army", "drones"]))
    path = f"/reports/{made['id']}"
    army.get(path)
    changed = relief.put(path, report("Two cars", ["army", "drones"], version=made["change"]))
    assert changed["versions"] == [1, 2]
    assert army.get(path)["versions"] == [1, 2]
    for speaker in (relief, army):
        assert [speaker.get(f"{path}?version={one}")["title"] for one in (1, 2)] == ["One car", "Two cars"]
    # It was given the first one, too, but nobody there was shown it.
    assert drones.get(path)["versions"] == [2]
    for speaker, version in ((drones, 1), (army, 3), (parties["authority"], 1), (parties["authority"], 0)):
        assert speaker("GET", f"{path}?version={version}")[1]["code"] == "not-found", (speaker.party, version)
    assert army("GET", f"{path}?version=-1")[1]["code"] == "malformed"


def test_what_came_in_waits_to_be_opened_without_its_words(parties: dict[str, Speaker]) -> None:
    relief, drones = parties["relief"], parties["drones"]
    drones.get("/reports")
    made = relief.post("/reports", report("Not opened", ["drones"]))
    (waits,) = drones.get("/reports/unopened")
    assert (waits["id"], waits["owner"], waits["marking"]) == (made["id"], "relief", "TLP:AMBER")
    assert "Not opened" not in str(waits)
    assert all("shown" not in held for held in relief.get(f"/reports/{made['id']}")["given"])
    for other in ("army", "relief", "stranger"):
        assert made["id"] not in [one["id"] for one in parties[other].get("/reports/unopened")]
    drones.get(f"/reports/{made['id']}")
    assert drones.get("/reports/unopened") == []
    relief.put(f"/reports/{made['id']}", report("Another word", ["drones"], version=made["change"]))
    assert [one["version"] for one in drones.get("/reports/unopened")] == [2]


def test_what_is_withdrawn_says_so_to_those_who_hold_it(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    made = relief.post("/reports", report("A rumour", ["army"]))
    relief.post(f"/reports/{made['id']}/withdrawal", {"version": 1, "reason": "it was another road"})
    read = army.get(f"/reports/{made['id']}")
    assert (read["state"], read["reason"], read["title"]) == ("withdrawn", "it was another road", "A rumour")
    feed = army.get("/feed?limit=1000")["items"]
    assert [one["why"] for one in feed if one["id"] == made["id"]] == ["released", "withdrawn"]


def test_an_unusual_release_is_said_before_anybody_is_told(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    for number in range(3):
        relief.post("/reports", report(f"Usual {number}", ["army"], author="Omar"))
    wide = report("Wide", ["army", "drones"], author="Omar", marking="TLP:CLEAR")
    outlook = relief.post("/reports/outlook", wide)
    assert [one["party"] for one in outlook["recipients"]] == ["army", "drones"]
    assert [(one["why"], one.get("now", one.get("party"))) for one in outlook["unusual"]] == [
        ("more-parties", "2"),
        ("less-strict", "TLP:CLEAR"),
        ("new-party", "drones"),
    ]
    assert relief.post("/reports/outlook", report("Usual", ["army"], author="Omar"))["unusual"] == []


def test_evidence_goes_with_a_report_to_those_who_hold_it(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    picture = b"\x89PNG\r\n\x1a\n" + b"the bridge"
    status, put_in = upload(relief, "/attachments?name=bridge.png", picture, content_type="image/png")
    assert status == 201
    named = {
        "sha256": put_in["sha256"],
        "name": "bridge.png",
        "origin": "a driver's telephone",
        "custody": [{"at": "2026-03-01T10:00:00Z", "who": "Lina", "what": "took it over"}],
    }
    made = relief.post("/reports", report("With a picture", ["army"], evidence=[named]))
    (evidence,) = army.get(f"/reports/{made['id']}")["evidence"]
    assert (evidence["origin"], evidence["custody"][0]["who"]) == ("a driver's telephone", "Lina")
    path = f"/reports/{made['id']}/evidence/{put_in['sha256']}"
    for speaker, wanted in ((army, 200), (relief, 200), (parties["drones"], 404), (parties["stranger"], 404)):
        assert raw(speaker, path)[0] == wanted
    assert raw(army, path)[1] == picture
    # It goes with the next version without being put in again; another party cannot name what it has not put in.
    again = report("With a picture", ["army"], evidence=[named], version=made["change"])
    assert relief.put(f"/reports/{made['id']}", again)["evidence"] == made["evidence"]
    stolen = report("No", ["relief"], evidence=[{"sha256": put_in["sha256"], "name": "bridge.png"}])
    assert army("POST", "/reports", stolen)[1]["code"] == "attachment-unknown"


def raw(speaker: Speaker, path: str) -> tuple[int, bytes]:
    request = urllib.request.Request(f"{speaker.office.url}/api/v1{path}")
    request.add_header("Authorization", f"Bearer {speaker.token}")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def test_reports_come_page_by_page_what_changed_last_first(tmp_path: Path) -> None:
    with agreed_office(tmp_path) as parties:
        relief, army = parties["relief"], parties["army"]
        made = [relief.post("/reports", report(f"Number {number}", ["army"]))["id"] for number in range(5)]
        relief.post(f"/reports/{made[0]}/withdrawal", {"version": 1, "reason": "wrong"})
        pages, cursor = [], ""
        while cursor is not None:
            page = army.get(f"/reports?limit=2&role=received{cursor and f'&cursor={cursor}'}")
            pages += [one["id"] for one in page["items"]]
            cursor = page["next"]
        assert pages == [made[0], *reversed(made[1:])]
        assert army.get("/reports?role=own")["items"] == []
        assert army("GET", "/reports?marking=secret")[0] == 400


def test_reports_are_listed_whole_where_that_is_asked_for_in_pages_that_end_early(tmp_path: Path) -> None:
    with agreed_office(tmp_path) as parties:
        relief, army = parties["relief"], parties["army"]
        made = [
            relief.post("/reports", report(f"{number}", ["army"], text="t" * 190_000))["id"] for number in range(12)
        ]
        found, cursor, sizes = [], "", []
        while cursor is not None:
            page = army.get(f"/reports?texts=true&limit=10{cursor and f'&cursor={cursor}'}")
            found += page["items"]
            sizes.append(len(page["items"]))
            shown = [one["id"] for one in relief.get("/reports?limit=20")["items"] if one["given"][0].get("shown")]
            assert len(shown) == len(found), "what had no place in the page is not noted as shown"
            cursor = page["next"]
        assert [one["id"] for one in found] == made[::-1]
        assert sizes == [5, 5, 2]
        assert found[3] == army.get(f"/reports/{found[3]['id']}")


def test_an_author_is_told_once_of_what_one_question_showed(parties: dict[str, Speaker]) -> None:
    army, relief = parties["army"], parties["relief"]
    made = [army.post("/reports", report(f"Shown {number}", ["relief"])) for number in range(3)]
    last, its_last = (party.get("/feed?limit=1000")["last"] for party in (army, relief))
    for _ in range(2):
        relief.get("/reports?limit=1000")
    told = army.get(f"/feed?limit=1000&after={last}")["items"]
    assert [(one["subject"], one["why"], one["priority"]) for one in told] == [("report", "shown", "routine")]
    assert told[0]["id"] in {one["id"] for one in made}
    assert all(army.get(f"/reports/{one['id']}")["given"][0]["shown"] for one in made)
    assert relief.get(f"/feed?limit=1000&after={its_last}")["items"] == []
