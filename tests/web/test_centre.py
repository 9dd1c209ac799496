"""A party's own centre over HTTP: its people, what they do at the office, and what it says when the office is far."""

from __future__ import annotations

import http.client
import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tansiq.settings import SettingRefused, Settings
from tansiq.web import link_settings
from tests.coordination import flight, site
from tests.linked import PARTY, Linked, linked
from tests.serving import Office
from tests.web.browsing import browser_of, person


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    with linked(tmp_path_factory.mktemp("link"), "--request-timeout-s", "5") as whole:
        whole.wait_up()
        yield whole


def centre_of(link: Linked) -> Office:
    assert link.centre is not None
    return link.centre


def send(office: Office, method: str, path: str, token: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(office.url + path, data, method=method)
    request.add_header("Authorization", f"Bearer {token}")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_people_sign_in_at_their_own_centre_and_are_named_at_the_office(link: Linked) -> None:
    made = person(centre_of(link), link.identity, PARTY, "Lina", "duty-officer")
    lina = browser_of(centre_of(link), PARTY, "lina")
    status, planned = lina.ask("POST", "/api/v1/operations", flight(10.0, 5.0, kind="convoy"))
    assert status == 201
    assert planned["operation"]["person"] == made["name"]
    assert link.there.get(f"/operations/{planned['operation']['id']}")["person"] == made["name"]
    assert link.here.get("/outbox")["items"][0]["person"] == made["id"]
    assert link.there.get("/people")["items"] == [], "the office knows of none of them"
    status, problem = lina.ask("POST", "/api/v1/agreements/air/signatures", {"digest": "0" * 64})
    assert (status, problem["code"]) == (403, "scope-missing")
    status, problem = lina.ask("POST", "/api/v1/notices", site(11.0, 5.0))
    assert (status, problem["code"]) == (403, "second-person-needed")


def test_a_notice_that_two_people_wrote_and_checked_is_released_over_the_link(link: Linked) -> None:
    person(centre_of(link), link.identity, PARTY, "Wafa", "duty-officer")
    person(centre_of(link), link.identity, PARTY, "Omar", "duty-officer")
    wafa, omar = browser_of(centre_of(link), PARTY, "wafa"), browser_of(centre_of(link), PARTY, "omar")
    form = {**site(12.0, 5.0), "author": "", "checked_by": ""}
    drafts = [wafa.ask("POST", "/api/v1/notice-drafts", {**form, "category": f"number {i}"})[1] for i in range(2)]
    seen = [{"id": draft["id"], "digest": draft["digest"]} for draft in drafts]
    assert omar.ask("POST", "/api/v1/notice-drafts/checks", {"seen": seen})[0] == 200
    status, released = wafa.ask("POST", "/api/v1/notice-drafts/releases", {"ids": [drafts[0]["id"]]})
    assert (status, released["results"]) == (200, [{"id": drafts[0]["id"], "released": True}])
    held = link.speakers["army"].get(f"/notices/{drafts[0]['id']}")
    assert held["category"] == "number 0"
    own = link.there.get(f"/notices/{drafts[0]['id']}")
    assert (own["author"], own["checked_by"]) == ("Wafa", "Omar")
    link.wait_until(lambda: link.here("GET", f"/notices/{drafts[0]['id']}")[0] == 200)
    over = omar.ask("POST", "/api/v1/hand-overs", {"summary": "quiet"})[1]
    assert drafts[0]["id"] in over["notices"]
    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    for _ in range(2):
        (result,) = wafa.ask("POST", "/api/v1/notice-drafts/releases", {"ids": [drafts[1]["id"]]})[1]["results"]
        assert (result["released"], result["code"]) == (False, "on-its-way")
    assert link.link()["waiting"] == 1
    link.wire.mend()
    link.wait_up()
    (result,) = wafa.ask("POST", "/api/v1/notice-drafts/releases", {"ids": [drafts[1]["id"]]})[1]["results"]
    assert result["released"], result
    assert link.speakers["army"].get(f"/notices/{drafts[1]['id']}")["version"] == 1


def test_a_notice_is_changed_in_its_place_over_the_link(link: Linked) -> None:
    person(centre_of(link), link.identity, PARTY, "Huda", "duty-officer")
    person(centre_of(link), link.identity, PARTY, "Sami", "duty-officer")
    huda, sami = browser_of(centre_of(link), PARTY, "huda"), browser_of(centre_of(link), PARTY, "sami")
    made = link.there.post("/notices", site(12.5, 5.0))
    link.wait_until(lambda: link.here("GET", f"/notices/{made['id']}")[0] == 200)
    form = {**site(12.6, 5.0), "author": "", "checked_by": "", "changes": made["id"]}
    status, problem = huda.ask("POST", "/api/v1/notice-drafts", {**form, "version": 7})
    assert (status, problem["code"]) == (409, "stale-version"), "the mirror knows the version"
    assert huda.ask("POST", "/api/v1/notice-drafts", {**form, "version": 1, "changes": "nobody's"})[0] == 404
    draft = huda.ask("POST", "/api/v1/notice-drafts", {**form, "version": 1})[1]
    seen = [{"id": draft["id"], "digest": draft["digest"]}]
    assert sami.ask("POST", "/api/v1/notice-drafts/checks", {"seen": seen})[0] == 200
    for _ in range(2):
        (result,) = sami.ask("POST", "/api/v1/notice-drafts/releases", {"ids": [draft["id"]]})[1]["results"]
        assert result == {"id": draft["id"], "released": True, "notice": made["id"]}
    held = link.speakers["army"].get(f"/notices/{made['id']}")
    assert (held["version"], held["extents"][0]["circle"]["lat"]) == (2, 12.6)


def test_only_a_partys_own_centre_says_which_person_speaks(link: Linked) -> None:
    plain = link.identity.token(PARTY, "tansiq.read tansiq.operate")
    linked_one = link.identity.token(PARTY, "tansiq.read tansiq.operate tansiq.link")
    form, path = flight(13.0, 5.0, kind="convoy"), "/api/v1/operations"
    status, problem = send(link.office, "POST", path, plain, form, Tansiq_Person="p1")
    assert (status, problem["code"]) == (403, "scope-missing")
    status, planned = send(
        link.office, "POST", path, linked_one, form, Tansiq_Person="p1",
        Tansiq_Person_Name="\u0644\u064a\u0646\u0627".encode().decode("latin-1"),
    )  # fmt: skip
    assert (status, planned["operation"]["person"]) == (201, "\u0644\u064a\u0646\u0627")
    for wrong in ({"Tansiq_Person": "x" * 201}, {"Tansiq_Person": "\xff"}, {"Tansiq_Person_Name": "Lina"}):
        status, problem = send(link.office, "POST", path, linked_one, form, **wrong)
        assert (status, problem["code"]) == (400, "person-invalid"), wrong


def test_another_party_has_no_business_here(link: Linked) -> None:
    for path in ("/api/v1/operations", "/api/v1/link", "/api/v1/outbox", "/api/v1/people"):
        status, problem = centre_of(link).call("GET", path, link.speakers["army"].token)
        assert (status, problem["code"]) == (403, "not-yours"), path
    assert centre_of(link).call("GET", "/api/v1/operations")[0] == 401
    assert centre_of(link).call("POST", "/api/v1/applications", None, {})[0] in (404, 405)


def test_the_same_key_is_the_same_change(link: Linked) -> None:
    token, path, form = link.here.token, "/api/v1/operations", flight(14.0, 5.0, kind="convoy")
    first = send(centre_of(link), "POST", path, token, form, Idempotency_Key="mine")
    again = send(centre_of(link), "POST", path, token, form, Idempotency_Key="mine")
    assert first[0] == again[0] == 201
    assert first[1]["operation"] == again[1]["operation"]
    status, problem = send(centre_of(link), "POST", path, token, flight(15.0, 5.0), Idempotency_Key="mine")
    assert (status, problem["code"]) == (422, "idempotency-key-reused")
    assert len(link.there.get("/operations?area=4,13.9,6,14.1")["items"]) == 1


def _lines_of(office: Office, token: str, until: bytes, **headers: str) -> list[bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {token}", **named})
    answer, lines = connection.getresponse(), []
    while until not in (line := answer.readline()):
        assert line, lines
        lines.append(line)
    connection.close()
    return [*lines, line]


def test_the_stream_goes_on_from_an_item_and_says_how_the_link_is(link: Linked) -> None:
    link.wait_up()
    last = link.here.get("/feed?limit=1")["last"]
    lines = _lines_of(centre_of(link), link.here.token, f"id: {last}".encode(), Last_Event_ID=str(last - 2))
    said = json.loads(lines[lines.index(b"event: link\n") + 1][6:])
    assert (said["link"], said["waiting"]) == ("up", 0)
    assert [line for line in lines if line.startswith(b"id:")] == [b"id: %d\n" % n for n in (last - 1, last)]
    page = link.here.get(f"/feed?after={last - 2}")
    assert page == link.there.get(f"/feed?after={last - 2}")
    assert link.here("GET", "/feed?limit=0")[1]["code"] == "limit-invalid"


def test_a_silent_stream_beats_as_at_the_office(link: Linked) -> None:
    link.wait_up()
    last = link.here.get("/feed?limit=1")["last"]
    for office, token in ((centre_of(link), link.here.token), (link.office, link.there.token)):
        heard: list[bytes] = []
        connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
        connection.request("GET", "/api/v1/events?beat=1", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        while heard.count(b'data: {"last":%d}\n' % last) < 3:
            heard.append(answer.readline())
            assert heard[-1]
        connection.close()
        assert not any(line.startswith(b"id:") for line in heard), "a beat moves nobody's place"
        assert heard.count(b"event: beat\n") == 3
    status, problem = link.here("GET", "/events?beat=16")
    assert (status, problem["code"], problem["field"]) == (400, "number-invalid", "beat")


def test_what_is_shown_once_is_not_kept(link: Linked) -> None:
    until = site()["valid_until"]
    made = link.here.post("/invitations", {"until": until, "objection_hours": 24, "note": "kept"}, 201)
    link.wait_until(lambda: any(one["id"] == made["id"] for one in link.here.get("/invitations")["items"]))
    kept = b"".join(path.read_bytes() for path in (link.folder / "own").glob(f"{PARTY}.db*"))
    assert made["id"].encode() in kept
    assert made["secret"].encode() not in kept


def test_the_description_names_what_a_centre_has(link: Linked) -> None:
    described = centre_of(link).call("GET", "/api/v1/openapi.json")[1]["paths"]
    assert {"/api/v1/link", "/api/v1/outbox", "/api/v1/operations", "/api/v1/people", "/api/v1/notice-drafts"} <= set(
        described
    )
    assert "/api/v1/office" not in described
    figures = urllib.request.urlopen(f"{centre_of(link).url}/metrics").read().decode()
    assert re.search(r"^tansiq_link_up 1\.0$", figures, re.MULTILINE)


def test_a_centre_that_starts_without_its_office_shows_what_it_knows(link: Linked) -> None:
    link.wait_up()
    before = link.here.get("/operations?limit=1000")
    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    centre_of(link).stop()
    link.start_centre()
    try:
        assert link.here.get("/operations?limit=1000") == before
        assert link.link()["as_of"]
        request = urllib.request.Request(f"{centre_of(link).url}/api/v1/operations")
        request.add_header("Authorization", f"Bearer {link.here.token}")
        with urllib.request.urlopen(request) as answer:
            assert answer.headers["tansiq-link"] == "down"
            assert answer.headers["tansiq-as-of"].endswith("Z")
        queued = link.here.post("/operations", flight(16.0, 5.0, kind="convoy"), 202)["queued"]
        status, problem = link.here("POST", "/invitations", {"until": before, "objection_hours": 1})
        assert (status, problem["code"]) == (503, "office-unreachable")
    finally:
        link.wire.mend()
    link.wait_up()
    assert link.here.get(f"/outbox/{queued}")["status"] == 201
    assert link.here("GET", "/outbox/nothing")[0] == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "--office is needed"),
        ({"office": "https://o.example.org", "party": "relief", "client_id": "c"}, "--client-secret-file is needed"),
        ({"office": "http://o.example.org"}, "must begin with https"),
        ({"office": "https://o.example.org/?x=1"}, "the form is"),
        ({"office": "https://user@o.example.org"}, "the form is"),
        ({"token_url": "ftp://x"}, "the form is"),
        ({"client_secret_file": "/nowhere/at/all"}, "No such file"),
        ({"client_secret_file": "empty"}, "nothing else"),
        ({"journal": "sqlite:var/other.db"}, "relief.db"),
        ({"journal": "postgres:x"}, "relief.db"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused(tmp_path: Path, given: dict[str, Any], said: str) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    (tmp_path / "empty").write_text("\n")
    whole = {"role": "centre", **given}
    if len(given) == 1:
        usual = {"office": "https://o.example.org", "party": "relief", "client_id": "c"}
        whole = {"client_secret_file": str(tmp_path / "secret"), **usual, **whole}
        if whole["client_secret_file"] == "empty":
            whole["client_secret_file"] = str(tmp_path / "empty")
    settings = Settings.load(whole, {})
    with pytest.raises(SettingRefused, match=re.escape(said)):
        link_settings.journal_of(settings) if "journal" in given else link_settings.LinkSettings.of(settings)


def test_an_office_refuses_what_is_for_a_centre() -> None:
    with pytest.raises(SettingRefused, match="is --role centre missing"):
        link_settings.check_office(Settings.load({"party": "relief"}, {}))
    with pytest.raises(SettingRefused, match="office or centre"):
        Settings.load({"role": "castle"}, {})


def test_the_secret_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    given = {"office": "https://o.example.org", "party": "relief", "client_id": "c"}
    settings = Settings.load({"role": "centre", "client_secret_file": str(tmp_path / "secret"), **given}, {})
    linked_one = link_settings.LinkSettings.of(settings)
    assert linked_one.secret == "s3cret"
    assert "s3cret" not in repr(linked_one)
