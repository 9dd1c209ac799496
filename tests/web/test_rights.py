"""Every route, tried by everybody: what each may do is in one table, and nothing is missing there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tansiq.centre.roles import Role
from tests.coordination import Speaker, at, flight, found_office, incident, quiet_period, report, request, site
from tests.linked import Linked, linked
from tests.serving import Identity, Office, running_office
from tests.thorough import again
from tests.web.rights import (
    ABOUT_RIGHTS,
    ELSEWHERE,
    ENDS_THE_SESSION,
    MAY,
    PARTY,
    PASSWORD,
    SCOPES,
    Asker,
    House,
    Row,
    askers,
    forms,
    read_table,
    sign_in_again,
    take_people_in,
    try_it,
)

ROWS, OWN_CENTRE = read_table()
NAMES = (
    *Role, *(f"program {scope}" for scope in SCOPES), "program of everything", "program of another service", "nobody",
    "an old token", "expired", "old", "ended", "blocked", "left", "no csrf", "another's csrf", "another site",
    "another site's frame",
)  # fmt: skip
OFFICE_ONLY = {
    "POST /office",
    "POST /applications",
    "POST /applications/standing",
    "POST /errands",
    "GET /log/put-up",
    "PUT /log/cosignature",
    "POST /log/contradictions",
}


@dataclass
class Place:
    """An office, or a party's own centre, and everybody who tries."""

    office: Office
    identity: Identity
    journals: Path
    house: House
    rows: tuple[Row, ...]
    askers: dict[str, Asker] = field(default_factory=dict)
    elsewhere: House = field(default_factory=House)

    def __post_init__(self) -> None:
        self.askers = askers(self.house, self.identity)
        self.client = httpx.Client(base_url=self.office.url, trust_env=False, timeout=30)

    def written(self) -> dict[str, int]:
        """How long each journal is."""
        found = {}
        for path in sorted(self.journals.rglob("*.db")):
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
                found[path.name] = store.execute("SELECT max(sequence) FROM entries").fetchone()[0]
        return found


SELDOM = ("--housekeeping-s", "3600", "--witness-every-s", "3600")
"""So that nothing is written but what is asked for."""


def wait_until_witnessed(office: Office, identity: Identity, parties: set[str], *, own_centre: bool) -> None:
    """The first checkpoint is put up at the start; then these have cosigned it, and there is no other."""
    token = identity.token(PARTY, "tansiq.read")
    missing = parties
    while missing:
        put_up = office.call("GET", "/api/v1/log", token)[1]["put_up"]
        cosigned = [] if put_up is None else put_up["cosigned"]
        missing = parties - {one["party"] for one in cosigned if one["own_centre"] is own_centre}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("rights")
    found_office(folder / "office.db")
    house, elsewhere = (take_people_in(folder / "centres", party) for party in (PARTY, ELSEWHERE))
    with running_office(folder / "office.db", identity.public_file, *SELDOM) as office:
        wait_until_witnessed(office, identity, {PARTY, ELSEWHERE}, own_centre=False)
        yield Place(office, identity, folder, house, ROWS, elsewhere=elsewhere)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with linked(tmp_path_factory.mktemp("own rights"), *SELDOM, office_options=SELDOM) as whole:
        assert whole.centre is not None
        whole.wait_up()
        wait_until_witnessed(whole.office, whole.identity, {PARTY}, own_centre=True)
        whole.centre.stop()
        house = take_people_in(whole.folder / "own", PARTY)
        whole.start_centre()
        whole.wait_up()
        own = tuple(row for row in (*ROWS, *OWN_CENTRE) if row.name not in OFFICE_ONLY)
        yield Place(whole.centre, whole.identity, whole.folder / "own", house, own)
        _keep(whole)


def _keep(whole: Linked) -> None:
    assert whole.centre is not None
    assert whole.centre.process.poll() is None, "the centre ended"


@pytest.mark.parametrize("where", ["place", "centre"])
def test_the_table_holds_every_route_once_and_no_other(where: str, request: pytest.FixtureRequest) -> None:
    there: Place = request.getfixturevalue(where)
    status, described = there.office.call("GET", "/api/v1/openapi.json")
    assert status == 200
    served = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in described["paths"].items()
        for method in methods
    }
    named = [row.name for row in there.rows]
    assert sorted(named) == sorted(served)
    assert all(row.elsewhere for row in ROWS if "{" in row.path), "what another party gets is not said"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["place", "centre"])
def test_each_may_do_what_the_table_says_and_what_is_refused_changes_nothing(
    where: str, name: str, request: pytest.FixtureRequest
) -> None:
    there: Place = request.getfixturevalue(where)
    asker = there.askers[name]
    wrong = []
    before = there.written()
    for row in there.rows:
        if expected := asker.expected(row):
            status, code = try_it(there.client, asker, row)
            if (status, code) != (401 if expected == "token-refused" else 403, expected):
                wrong.append((row.name, expected, status, code))
    assert not wrong
    assert there.written() == before, "something that was refused was written down"
    for row in sorted(there.rows, key=lambda row: row.name in ENDS_THE_SESSION):
        if not asker.expected(row):
            if row.name in ENDS_THE_SESSION and asker.person:
                sign_in_again(there.office, asker)
            status, code = try_it(there.client, asker, row)
            if code in ABOUT_RIGHTS or status >= 500:
                wrong.append((row.name, "may", status, code))
    assert not wrong
    if asker.person and not asker.unsafe:
        sign_in_again(there.office, asker)


def things_of(there: Place) -> dict[str, str]:
    """Something of each kind that the party has, by the first word of the paths that name it."""
    relief = Speaker(there.office, there.identity, PARTY)
    notice = relief.post("/notices", site(31.0, 5.0))
    message = {"text": "a map", "attachments": []}
    thread = relief.post("/threads", {"parties": ["army"], "title": "Noon", "message": message})
    draft = {name: value for name, value in site(32.0, 5.0).items() if name not in ("author", "checked_by")}
    relief.put("/notice-templates/clinic", {"form": draft})
    hook = {"kind": "webhook", "name": "ours", "target": "https://hooks.example.org/ours"}
    watch = there.askers["duty-officer"]
    given = there.client.post("/api/v1/hand-overs", json={"summary": "quiet"}, headers=watch.headers)
    assert given.status_code == 201, given.text
    job = relief.post("/imports?name=x.csv&recipients=army&valid_days=3", {}, status=202)
    invited = relief.post("/invitations", {"objection_hours": 24, "until": at(600)})
    return {
        "operations": relief.post("/operations", flight(33.0, 5.0), status=201)["operation"]["id"],
        "notices": notice["id"],
        "reports": relief.post("/reports", report("The road", ["army"]))["id"],
        "requests": relief.post("/requests", request("The road?", ["army"]))["id"],
        "quiet-periods": relief.post("/quiet-periods", quiet_period("relief-army"))["id"],
        "incidents": relief.post("/incidents", incident("Over the bridge", ["army"]))["id"],
        "threads": thread["id"],
        "agreements": "relief-army",
        "parties": PARTY,
        "coalitions": "nowhere",
        "invitations": invited["id"],
        "sessions": there.house.sessions["victim"],
        "people": f"{PARTY}-victim",
        "programs": f"feeder-{PARTY}",
        "notice-drafts": relief.post("/notice-drafts", draft, status=201)["id"],
        "notice-templates": "clinic",
        "imports": job["id"],
        "hand-overs": str(given.json()["number"]),
        "deliveries": relief.post("/deliveries", hook, status=201)["id"],
    }


def test_who_may_everything_at_another_party_meets_nothing_of_this_one(place: Place) -> None:
    things = things_of(place)
    whole = {right for rights in MAY.values() for right in rights}
    stranger = Asker("all", whole, True).signed_in(place.elsewhere.tokens["all"])
    own = place.written()
    wrong = []
    bodies = forms(things)
    for row in (row for row in ROWS if "{" in row.path):
        name = things.get(row.path.split("/")[1], "x")
        status, code = try_it(place.client, stranger, row, {"id": name, "name": name}, bodies.get(row.name))
        if status != row.elsewhere:
            wrong.append((row.name, row.elsewhere, status, code))
    assert not wrong, str(wrong)
    after = place.written()
    assert {name: after[name] for name in ("office.db", f"{PARTY}.db")} == {
        name: own[name] for name in ("office.db", f"{PARTY}.db")
    }, "another party's person wrote something down"


def test_at_a_partys_own_centre_another_party_is_refused_everything(centre: Place) -> None:
    every = " ".join(f"tansiq.{scope}" for scope in SCOPES)
    headers = {"authorization": f"Bearer {centre.identity.token('army', every)}"}
    army = Asker("army", {*SCOPES}, headers=headers)
    asked = [(row.name, try_it(centre.client, army, row)) for row in centre.rows if row.right != "nothing"]
    assert [one for one in asked if one[1] != (403, "not-yours")] == []


@pytest.mark.parametrize("where", ["place", "centre"])
def test_a_screen_that_was_left_alone_is_not_enough_to_give_anybody_a_way_in(
    where: str, request: pytest.FixtureRequest
) -> None:
    there: Place = request.getfixturevalue(where)
    tired = Asker("tired", MAY[Role.ADMINISTRATOR], True).signed_in(there.house.tokens["tired"])
    asked = (row for row in there.rows if row.right == "administer")
    again = {row.name for row in asked if try_it(there.client, tired, row)[1] == "sign-in-again"}
    assert again == {row.name for row in there.rows if "again" in row.more}
    victim = f"/people/{PARTY}-ended"
    form = {"version": 1, "login": "ended", "name": "E", "roles": ["observer"], "state": "active"}
    assert change(there, tired, "PUT", victim, form)[0] == 200, "less needs no hurry"
    status, problem = change(there, tired, "PUT", victim, {**form, "version": 2, "roles": ["duty-officer"]})
    assert (status, problem["code"]) == (403, "sign-in-again")
    blocked = {**form, "version": 2, "state": "blocked"}
    assert change(there, tired, "PUT", victim, blocked)[0] == 200, "somebody has to be kept out at once"
    status, problem = change(there, tired, "PUT", victim, {**form, "version": 3})
    assert (status, problem["code"]) == (403, "sign-in-again")
    assert change(there, there.askers["administrator"], "PUT", victim, {**form, "version": 3})[0] == 200


@pytest.mark.parametrize("where", ["place", *again("centre")])
def test_without_the_code_that_is_asked_for_or_after_too_many_tries_there_is_no_session(
    where: str, request: pytest.FixtureRequest
) -> None:
    there: Place = request.getfixturevalue(where)
    form = {"party": PARTY, "login": "codes", "password": PASSWORD}
    answer = there.client.post("/api/v1/session", json=form)
    assert (answer.status_code, answer.json()["code"]) == (401, "code-needed")
    assert "set-cookie" not in answer.headers
    with_totp = Asker("codes", {"read"}, True).signed_in(there.house.tokens["codes"])
    (who,) = (row for row in ROWS if row.name == "GET /session")
    assert try_it(there.client, with_totp, who) == (200, ""), "the session that confirmed the codes ended"
    form["login"] = "liaison"
    there.client.headers["x-forwarded-for"] = "203.0.113.9"
    try:
        for _ in range(6):
            there.client.post(
                "/api/v1/session", json={**form, "login": "liaison", "password": "wrong, and long enough"}
            )
        answer = there.client.post("/api/v1/session", json={**form, "login": "liaison"})
        assert (answer.status_code, answer.json()["code"]) == (429, "too-many-tries")
        assert "set-cookie" not in answer.headers
        there.client.headers["x-forwarded-for"] = "203.0.113.200"
        inside = there.client.get("/api/v1/session", headers=there.askers["liaison"].headers)
        assert inside.status_code == 200, "whoever is signed in was kept out by another's tries"
    finally:
        del there.client.headers["x-forwarded-for"]
        there.client.cookies.clear()


def change(there: Place, asker: Asker, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    answer = there.client.request(method, f"/api/v1{path}", json=body, headers=asker.headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("where", ["place", "centre"])
def test_nobody_raises_themselves_and_everybody_says_who_they_are(where: str, request: pytest.FixtureRequest) -> None:
    there: Place = request.getfixturevalue(where)
    boss, watch = there.askers["administrator"], there.askers["observer"]
    form = {
        "version": 1, "login": "administrator", "name": "B", "roles": ["administrator", "duty-officer"],
        "state": "active",
    }  # fmt: skip
    status, problem = change(there, boss, "PUT", f"/people/{PARTY}-administrator", form)
    assert (status, problem["code"], problem["field"]) == (403, "own-roles", "roles")
    own = {"version": 1, "name": "Amal Haddad", "languages": ["ar", "fr"], "phone": "+33 1"}
    for more in ({"roles": ["administrator"]}, {"login": "boss"}, {"state": "active"}, {"id": "administrator"}):
        status, problem = change(there, watch, "PUT", "/session/person", {**own, **more})
        assert (status, problem["code"]) == (400, "malformed"), more
    status, me = change(there, watch, "PUT", "/session/person", own)
    assert status == 200
    assert (me["person"]["name"], me["person"]["languages"], me["person"]["phone"]) == (
        "Amal Haddad", ["ar", "fr"], "+33 1",
    )  # fmt: skip
    assert (me["roles"], me["person"]["version"], me["scopes"]) == (["observer"], 2, ["tansiq.read"])
    status, problem = change(there, watch, "PUT", "/session/person", own)
    assert (status, problem["code"], problem["field"]) == (409, "person-changed", "version")


@pytest.mark.parametrize("where", ["place", *again("centre")])
def test_one_signs_out_everywhere_and_a_browser_has_one_session(where: str, request: pytest.FixtureRequest) -> None:
    there: Place = request.getfixturevalue(where)
    form = {"party": PARTY, "login": "victim", "password": PASSWORD}
    sign_in = lambda cookie="": there.client.post("/api/v1/session", json=form, headers={"cookie": cookie})  # noqa: E731
    first = sign_in()
    token = first.headers["set-cookie"].partition(";")[0]
    second = sign_in(token)
    assert second.status_code == 200, second.text
    assert there.client.get("/api/v1/session", headers={"cookie": token}).status_code == 401, "the old one stayed"
    token = second.headers["set-cookie"].partition(";")[0]
    elsewhere = sign_in().headers["set-cookie"].partition(";")[0]
    headers = {"cookie": token, "x-csrf-token": second.json()["csrf"]}
    answer = there.client.delete("/api/v1/sessions", headers=headers)
    assert answer.status_code == 200
    assert answer.json()["ended"] >= 2
    assert "Max-Age=0" in answer.headers["set-cookie"]
    there.client.cookies.clear()
    for cookie in (token, elsewhere):
        assert there.client.get("/api/v1/session", headers={"cookie": cookie}).status_code == 401
