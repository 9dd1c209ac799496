"""What lies on a party's own desks: drafts that a second person checks, files of notices, hand-overs, readings."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.coordination import Speaker, agreed_office, at, eventually, site, upload
from tests.serving import Identity
from tests.web.browsing import Browser, browser_of, person


class House:
    """The office, programs of its parties, and two people of the relief organisation."""

    def __init__(self, parties: dict[str, Speaker], identity: Identity) -> None:
        self.parties = parties
        self.relief, self.army = parties["relief"], parties["army"]
        office = self.relief.office
        for login in ("anna", "boris"):
            person(office, identity, "relief", login, "duty-officer")
        person(office, identity, "army", "nour", "duty-officer")
        self.anna: Browser = browser_of(office, "relief", "anna")
        self.boris: Browser = browser_of(office, "relief", "boris")
        self.nour: Browser = browser_of(office, "army", "nour")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("office")
    with agreed_office(folder, "--housekeeping-s", "0.2") as parties:
        yield House(parties, parties["relief"].identity)


def form(**more: Any) -> dict[str, Any]:
    body = site(**more)
    del body["author"], body["checked_by"]
    return body


def ask(browser: Browser, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    got, document = browser.ask(method, f"/api/v1{path}", body)
    assert got == status, (path, got, document)
    return document


def test_a_notice_is_written_by_one_person_checked_by_another_and_released(house: House) -> None:
    draft = ask(house.anna, "POST", "/notice-drafts", form(lat=30.0), 201)
    ids = {"ids": [draft["id"]]}
    (early,) = ask(house.anna, "POST", "/notice-drafts/releases", ids)["results"]
    assert (early["released"], early["code"]) == (False, "draft-unchecked")
    seen = {"seen": [{"id": draft["id"], "digest": draft["digest"]}]}
    assert ask(house.anna, "POST", "/notice-drafts/checks", seen, 403)["code"] == "draft-own"
    assert house.relief("POST", "/notice-drafts/checks", seen)[1]["code"] == "person-needed"
    moved = form(lat=30.1)
    ask(house.anna, "PUT", f"/notice-drafts/{draft['id']}", {"version": 1, "form": moved})
    assert ask(house.boris, "POST", "/notice-drafts/checks", seen, 409)["code"] == "draft-changed"
    now = ask(house.boris, "GET", f"/notice-drafts/{draft['id']}")
    ask(house.boris, "POST", "/notice-drafts/checks", {"seen": [{"id": now["id"], "digest": now["digest"]}]})
    (done,) = ask(house.boris, "POST", "/notice-drafts/releases", ids)["results"]
    assert done == {"id": draft["id"], "released": True}
    (again,) = ask(house.anna, "POST", "/notice-drafts/releases", ids)["results"]
    assert again["released"], "released twice, it is there once"
    notice = house.relief.get(f"/notices/{draft['id']}")
    assert (notice["author"], notice["checked_by"]) == ("Anna", "Boris")
    assert notice["extents"][0]["circle"]["lat"] == 30.1
    held = house.army.get(f"/notices/{draft['id']}")
    assert "author" not in held
    status, problem = house.anna.ask("POST", "/api/v1/notices", site())
    assert (status, problem["code"]) == (403, "second-person-needed"), "a person cannot go around the draft"


def _drafted(house: House, notice: dict[str, Any], status: int = 201, **more: Any) -> Any:
    """Anna writes a change of a notice."""
    change = {"changes": notice["id"], "version": notice["version"], **more}
    return ask(house.anna, "POST", "/notice-drafts", form(**{"recipients": ["army"], **change}), status)


def _checked_and_released(house: House, draft: dict[str, Any]) -> Any:
    seen = {"seen": [{"id": draft["id"], "digest": draft["digest"]}]}
    ask(house.boris, "POST", "/notice-drafts/checks", seen)
    (done,) = ask(house.boris, "POST", "/notice-drafts/releases", {"ids": [draft["id"]]})["results"]
    return done


def test_a_draft_changes_a_notice_in_its_place(house: House) -> None:
    """Two persons, as for a new one; whoever holds it reads the new version under the same id."""
    notice = house.relief.post("/notices", site(37.0, recipients=["army"]))
    house.army.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Nour"}, 200)
    draft = _drafted(house, notice, lat=37.1)
    assert (draft["changes"], draft["form"]["version"]) == (notice["id"], 1)
    ids = {"ids": [draft["id"]]}
    (early,) = ask(house.anna, "POST", "/notice-drafts/releases", ids)["results"]
    assert early["code"] == "draft-unchecked"
    assert house.army.get(f"/notices/{notice['id']}")["version"] == 1, "nobody knows of a draft"
    done = _checked_and_released(house, draft)
    assert done == {"id": draft["id"], "released": True, "notice": notice["id"]}
    held = house.army.get(f"/notices/{notice['id']}")
    assert (held["version"], held["extents"][0]["circle"]["lat"]) == (2, 37.1)
    assert "acknowledged_at" not in held["receipts"][0], "what was read is not what is there now"
    own = house.relief.get(f"/notices/{notice['id']}")
    assert (own["author"], own["checked_by"], own["version"]) == ("Anna", "Boris", 2)
    (again,) = ask(house.anna, "POST", "/notice-drafts/releases", ids)["results"]
    assert again["released"], "released twice, it is one version"
    assert house.relief.get(f"/notices/{notice['id']}")["version"] == 2
    assert house.relief("GET", f"/notices/{draft['id']}")[0] == 404, "and no other notice"


def test_what_is_changed_besides_the_content_asks_nobody_to_acknowledge_again(house: House) -> None:
    notice = house.relief.post("/notices", site(37.2, recipients=["army"]))
    house.army.post(f"/notices/{notice['id']}/acknowledgement", {"version": 1, "person": "Nour"}, 200)
    draft = _drafted(house, notice, lat=37.2, recipients=["army", "drones"])
    assert _checked_and_released(house, draft)["released"]
    held = house.army.get(f"/notices/{notice['id']}")
    assert (held["version"], "acknowledged_at" in held["receipts"][0]) == (1, True)
    assert house.relief.get(f"/notices/{notice['id']}")["version"] == 2
    assert house.parties["drones"].get(f"/notices/{notice['id']}")["version"] == 1


def test_a_change_that_could_not_be_released_is_refused_when_it_is_written(house: House) -> None:
    notice = house.relief.post("/notices", site(37.3, recipients=["army"]))
    assert _drafted(house, {"id": "nobody's", "version": 1}, 404)["code"] == "not-found"
    theirs = house.army.post("/notices", site(37.3, recipients=["relief"]))
    assert _drafted(house, theirs, 404)["code"] == "not-found", "another's is not there to be changed"
    assert _drafted(house, {**notice, "version": 0}, 400)["field"] == "version"
    assert _drafted(house, {**notice, "version": 2}, 409)["code"] == "stale-version"
    assert _drafted(house, notice, 400, recipients=["drones"])["code"] == "adds-and-removes"
    draft = _drafted(house, notice, lat=37.31)
    other = {"version": 1, "form": form(lat=37.32, version=1, recipients=["drones"])}
    assert ask(house.anna, "PUT", f"/notice-drafts/{draft['id']}", other, 400)["code"] == "adds-and-removes"
    until = house.relief.get(f"/notices/{notice['id']}")["valid_until"]
    house.relief.post(f"/notices/{notice['id']}/renewal", {"version": 1, "valid_until": until}, 200)
    refused = _checked_and_released(house, draft)
    assert (refused["released"], refused["code"]) == (False, "stale-version"), "somebody else has changed it meanwhile"
    again = {"version": 2, "form": form(lat=37.32, version=2, recipients=["army"])}
    anew = ask(house.anna, "PUT", f"/notice-drafts/{draft['id']}", again)
    assert (anew["state"], anew["changes"], anew["form"]["version"]) == ("written", notice["id"], 2)
    assert _checked_and_released(house, anew)["released"]
    house.relief.post(f"/notices/{notice['id']}/withdrawal", {"version": 3, "reason": "closed"}, 200)
    assert _drafted(house, {**notice, "version": 4}, 404)["code"] == "not-found"


def test_how_a_route_was_laid_is_told_so_that_it_can_be_laid_again(house: House) -> None:
    route = {
        "waypoints": [{"lat": 37.4, "lng": 5.4, "at": at(60)}, {"lat": 37.5, "lng": 5.5, "at": at(120)}],
        "half_width_m": 350.0, "slack_minutes": 25.0,
    }  # fmt: skip
    body = site(37.4, kind="movement", recipients=["army"])
    del body["extents"]
    notice = house.relief.post("/notices", {**body, "route": route})
    assert notice["corridor"] == {"half_width_m": 350.0, "slack_minutes": 25.0}
    again = {**body, "route": {"waypoints": notice["route"], **notice["corridor"]}, "version": 1}
    laid = house.relief.put(f"/notices/{notice['id']}", again)
    assert laid["extents"] == notice["extents"]
    assert laid["receipts"][0]["version"] == 1, "the same way is the same content"
    made = house.relief.post("/operations", {"kind": "convoy", "card": {"title": "Way"}, "route": route})["operation"]
    assert made["corridor"] == notice["corridor"]


def test_a_person_adds_recipients_or_takes_them_away_and_what_was_checked_stays(house: House) -> None:
    notice_id = house.relief.post("/notices", site(30.7, recipients=["army"]))["id"]
    path = f"/notices/{notice_id}/recipients"
    more = {"version": 1, "recipients": [{"party": "army"}, {"party": "drones", "precision": "coarse"}]}
    given = ask(house.anna, "PUT", path, more)
    assert (given["version"], given["author"], given["checked_by"]) == (2, "Anna", "Boris")
    assert [(one["party"], one["precision"]) for one in given["receipts"]] == [("army", "exact"), ("drones", "coarse")]
    assert ask(house.anna, "PUT", path, more, 409)["code"] == "stale-version"
    swapped = {"version": 2, "recipients": [{"party": "army"}, {"party": "authority"}]}
    assert ask(house.anna, "PUT", path, swapped, 400)["code"] == "adds-and-removes"
    fewer = ask(house.anna, "PUT", path, {"version": 2, "recipients": [{"party": "drones", "precision": "coarse"}]})
    assert [one.get("taken_away", False) for one in fewer["receipts"]] == [True, False]
    assert house.army.get(f"/notices/{notice_id}")["receipts"][0]["taken_away"]


def test_a_sight_tells_what_a_notice_given_coarsely_would_show(house: House) -> None:
    asked = {"viewer": "army", "kind": "site", "extents": [{"circle": {"lat": 30.7, "lng": 5.4, "radius_m": 100}}]}
    assert ask(house.anna, "POST", "/sight", asked)["sight"] == "all"
    foreseen = ask(house.anna, "POST", "/sight", {**asked, "precision": "coarse"})
    assert (foreseen["sight"], "extents" in foreseen) == ("coarse", False)
    coarse = [{"party": "army", "precision": "coarse"}]
    notice = house.relief.post("/notices", site(30.7, recipients=coarse))
    assert house.army.get(f"/notices/{notice['id']}")["coarse"] == foreseen["coarse"], "what was foretold is seen"
    assert (
        ask(house.anna, "POST", "/sight", {**asked, "viewer": "stranger", "precision": "coarse"})["sight"] == "nothing"
    )


def test_a_draft_is_not_called_released_while_the_notice_says_something_else(house: House) -> None:
    draft = ask(house.anna, "POST", "/notice-drafts", form(lat=30.5), 201)
    at_a_centre = house.relief.only("tansiq.operate tansiq.link")
    at_a_centre.put(f"/notices/{draft['id']}", site(lat=30.4))  # as it was before somebody wrote in it again
    seen = {"seen": [{"id": draft["id"], "digest": draft["digest"]}]}
    ask(house.boris, "POST", "/notice-drafts/checks", seen)
    (told,) = ask(house.boris, "POST", "/notice-drafts/releases", {"ids": [draft["id"]]})["results"]
    assert (told["released"], told["code"]) == (False, "notice-differs")
    assert ask(house.anna, "GET", f"/notice-drafts/{draft['id']}")["state"] == "checked"


def test_drafts_are_the_partys_own(house: House) -> None:
    draft = ask(house.anna, "POST", "/notice-drafts", form(lat=31.0), 201)
    assert ask(house.nour, "GET", f"/notice-drafts/{draft['id']}", None, 404)["code"] == "draft-unknown"
    assert all(item["id"] != draft["id"] for item in ask(house.nour, "GET", "/notice-drafts")["items"])
    removed = ask(house.nour, "POST", "/notice-drafts/removals", {"ids": [draft["id"]]})
    assert removed == {"removed": 0}
    assert ask(house.anna, "POST", "/notice-drafts/removals", {"ids": [draft["id"]]}) == {"removed": 1}


def test_a_receipt_names_the_person_who_has_signed_in(house: House) -> None:
    notice = house.relief.post("/notices", site(lat=32.0))
    path = f"/notices/{notice['id']}/acknowledgement"
    ask(house.nour, "POST", path, {"version": notice["version"], "person": "somebody else"})
    assert house.relief.get(f"/notices/{notice['id']}")["receipts"][0]["acknowledged_by"] == "Nour"


HEADINGS = ("name", "latitude", "longitude", "radius_m", "recipients", "contact", "markings", "urgent")


def book(*rows: tuple[Any, ...]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def look_through(speaker: Speaker, data: bytes, query: str) -> dict[str, Any]:
    status, job = upload(speaker, f"/imports?{query}", data, content_type="application/octet-stream")
    assert status == 202, job

    def done() -> Any:
        now = speaker.get(f"/imports/{job['id']}?limit=1000")
        return now if now["state"] != "reading" else None

    return dict(eventually(done, 60))


def test_a_table_of_notices_is_looked_through_row_by_row_before_it_is_taken_in(house: House) -> None:
    data = book(
        ("Clinic 1", 33.0, 5.0, 100, "army", "Lina", "red roof", "no"),
        ("Clinic 2", 33.1, 5.0, 100, "army, drones:coarse", "Lina", "", "yes"),
        ("Clinic 2", 33.1, 5.0, 100, "army", "Lina", "", ""),
        ("School", 33.1005, 5.0, 80, "", "", "", ""),
        ("Wrong", 133.0, 5.0, 100, "army", "", "", ""),
        ("Nobody", 33.3, 5.0, 100, "army:roughly", "", "", ""),
    )
    job = look_through(house.relief, data, "name=clinics.xlsx&recipients=army&valid_days=30")
    assert job["counts"] == {"good": 4, "errors": 2, "same": 1, "near": 1}
    assert {error["code"] for error in job["errors"]} == {"latitude-out-of-range", "recipients-malformed"}
    assert all("row" in error["where"] for error in job["errors"])
    assert [item.get("alike", "") for item in job["items"]] == ["", "", "same", "near"]
    assert "Clinic 2" in job["items"][3]["likeness"]
    taken = house.relief.post(f"/imports/{job['id']}/drafts", {"without": ["same"]})
    assert taken["drafts"] == 3
    again = house.relief.post(f"/imports/{job['id']}/drafts", {"without": ["same"]})
    drafts = house.relief.get(f"/notice-drafts?limit=1000&batch={taken['batch'].replace(' ', '%20')}")["items"]
    assert again["batch"] == taken["batch"]
    assert sorted(draft["form"]["card"]["title"] for draft in drafts) == ["Clinic 1", "Clinic 2", "School"]
    urgent = {draft["form"]["card"]["title"]: draft["form"].get("urgent", False) for draft in drafts}
    assert urgent == {"Clinic 1": False, "Clinic 2": True, "School": False}
    seen = [{"id": draft["id"], "digest": draft["digest"]} for draft in drafts]
    ask(house.boris, "POST", "/notice-drafts/checks", {"seen": seen})
    released = ask(house.boris, "POST", "/notice-drafts/releases", {"ids": [draft["id"] for draft in drafts]})
    assert [result["released"] for result in released["results"]] == [True] * 3
    repeated = look_through(house.relief, data, "name=clinics.xlsx&recipients=army")
    assert repeated["counts"]["same"] == 4, "everything is there already"


def test_whom_a_row_could_not_tell_is_remarked_before_anything_is_released(house: House) -> None:
    data = book(
        ("Told", 33.5, 5.0, 100, "army, drones:coarse", "", "", ""),
        ("Not all told", 33.6, 5.0, 100, "army, stranger, nowhere:coarse", "", "", ""),
    )
    job = look_through(house.relief, data, "name=told.xlsx")
    told, not_all = job["items"]
    assert [(one["party"], one["precision"]) for one in told["recipients"]] == [("army", "exact"), ("drones", "coarse")]
    assert "remarks" not in told
    assert [(one["code"], one["quoted"]) for one in not_all["remarks"]] == [
        ("recipient-not-told", "stranger"), ("recipient-not-told", "nowhere"),
    ]  # fmt: skip
    assert "stranger" in not_all["warnings"][0]


def test_other_languages_come_in_too_and_what_cannot_be_read_is_told(house: House) -> None:
    kml = b"""<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Water works</name>
    <Point><coordinates>5.0,34.0</coordinates></Point></Placemark></Document></kml>"""
    job = look_through(house.relief, kml, "name=a.kml&kind=infrastructure&recipients=army&radius_m=300")
    assert (job["language"], job["counts"]["good"]) == ("KML", 1)
    assert job["items"][0]["kind"] == "infrastructure"
    broken = look_through(house.relief, b"PK\x03\x04 nothing", "name=a.xlsx")
    assert broken["state"] == "failed"
    assert broken["problem"]
    assert house.army("GET", f"/imports/{job['id']}")[0] == 404
    status, problem = upload(house.relief, "/imports?recipients=army:x", b"name,lat", content_type="text/csv")
    assert (status, problem["code"]) == (400, "recipients-malformed")


def test_what_is_seen_goes_out_as_a_file_and_no_more(house: House) -> None:
    recipients = ["army", {"party": "drones", "precision": "coarse"}]
    house.relief.post("/notices", site(lat=35.123456, lng=6.654321, recipients=recipients))
    exact = json.dumps(house.army.get("/exports/notices"))
    assert "Clinic of the valley" in exact
    assert "35.123456" in exact
    coarse = json.dumps(house.parties["drones"].get("/exports/notices"))
    assert "coarse" in coarse
    assert "35.123456" not in coarse
    assert "6.654321" not in coarse
    for language in ("KML", "ED-318", "XLSX", "CSV"):
        assert house.army("GET", f"/exports/notices?language={language}")[0] == 200
    assert house.army("GET", "/exports/notices?language=DXF")[0] == 400
    assert house.parties["stranger"].get("/exports/notices")["features"] == []


def test_a_shift_is_handed_over_with_what_waits_and_taken_by_somebody_else(house: House) -> None:
    notice = house.relief.post("/notices", site(lat=36.0))
    given = ask(house.anna, "POST", "/hand-overs", {"summary": "The bridge is closed."}, 201)
    assert notice["id"] in given["notices"]
    assert ask(house.anna, "POST", f"/hand-overs/{given['number']}/taking", None, 400)["code"] == "hand-over-invalid"
    taken = ask(house.boris, "POST", f"/hand-overs/{given['number']}/taking")
    assert taken["taken_by"] == ask(house.boris, "GET", "/session")["person"]["id"]
    assert house.relief("POST", "/hand-overs", {"summary": "x"})[1]["code"] == "person-needed"
    assert ask(house.nour, "GET", "/hand-overs")["items"] == []


def test_who_has_read_what_stays_at_home(house: House) -> None:
    reading = {"subject": "notice", "id": "N", "version": 1}
    ask(house.anna, "POST", "/readings", reading, 204)
    ask(house.anna, "POST", "/readings", reading, 204)
    assert len(ask(house.boris, "GET", "/readings?id=N")["items"]) == 1
    assert ask(house.nour, "GET", "/readings?id=N")["items"] == []


def test_templates_are_forms_to_begin_with(house: House) -> None:
    ask(house.anna, "PUT", "/notice-templates/clinic", {"form": {"kind": "site", "category": "medical"}})
    (kept,) = ask(house.boris, "GET", "/notice-templates")["items"]
    assert kept["form"]["category"] == "medical"
    assert ask(house.nour, "GET", "/notice-templates")["items"] == []
    ask(house.boris, "DELETE", "/notice-templates/clinic", None, 204)
    assert ask(house.boris, "DELETE", "/notice-templates/clinic", None, 404)["code"] == "template-unknown"


def test_all_of_it_survives_a_restart(tmp_path: Path) -> None:
    folder = tmp_path
    with agreed_office(folder) as parties:
        identity, office = parties["relief"].identity, parties["relief"].office
        person(office, identity, "relief", "anna", "duty-officer")
        anna = browser_of(office, "relief", "anna")
        draft = ask(anna, "POST", "/notice-drafts", form(), 201)
        ask(anna, "POST", "/hand-overs", {"summary": "Quiet."}, 201)
        office.kill()
        from tests.serving import running_office

        with running_office(folder / "office.db", identity.public_file) as again:
            relief = Speaker(again, identity, "relief")
            assert relief.get(f"/notice-drafts/{draft['id']}")["digest"] == draft["digest"]
            assert relief.get("/hand-overs")["items"][0]["summary"] == "Quiet."
