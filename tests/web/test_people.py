"""People over HTTP: taken in, signed in, kept out, signed out; and never in another party's house."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.serving import Identity, Office, running_office, start_office
from tests.web.browsing import GOOD, OTHER, Browser, administrator_token, browser_of, code_for, invite, person, until


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    with running_office(tmp_path_factory.mktemp("people") / "office.db", identity.public_file) as office:
        yield office


def test_the_first_administrator_is_made_by_a_program_and_then_takes_in_others(
    office: Office, identity: Identity
) -> None:
    made = invite(office, administrator_token(identity, "first"), "Amal", "administrator")
    assert made["person"]["signs_in"] == {
        "password": False, "totp": False, "recovery_codes": 0, "identity_provider": False,
        "invited_until": made["until"],
    }  # fmt: skip
    assert made["link"].endswith(f"/account#{made['secret']}")
    account = {"secret": made["secret"], "password": GOOD}
    assert office.call("POST", "/api/v1/accounts", None, account)[0] == 200
    status, document = office.call("POST", "/api/v1/accounts", None, account)
    assert (status, document["code"]) == (404, "link-unknown")
    amal = browser_of(office, "first", "amal")
    status, me = amal.ask("GET", "/api/v1/session")
    assert (me["party"], me["person"]["login"], me["roles"]) == ("first", "Amal", ["administrator"])
    assert me["scopes"] == ["tansiq.administer", "tansiq.agree", "tansiq.read", "tansiq.speak"]
    form = {"login": "boutros", "name": "Boutros", "roles": ["duty-officer"], "languages": ["ar", "fr"]}
    status, document = amal.ask("POST", "/api/v1/people", form)
    assert status == 201
    assert document["person"]["languages"] == ["ar", "fr"]
    status, document = amal.ask("POST", "/api/v1/people", form | {"login": "BOUTROS"})
    assert (status, document["code"], document["field"]) == (409, "login-taken", "login")


def test_one_party_never_sees_or_touches_the_people_of_another(office: Office, identity: Identity) -> None:
    theirs = person(office, identity, "north", "nadia", "administrator")
    person(office, identity, "south", "samir", "administrator")
    samir, nadia = browser_of(office, "south", "samir"), browser_of(office, "north", "nadia")
    session = nadia.ask("GET", "/api/v1/session")[1]["session"]
    change = {"version": 1, "login": "x", "name": "X", "roles": ["observer"], "state": "blocked"}
    for method, path, body in (
        ("GET", f"/api/v1/people/{theirs['id']}", None),
        ("PUT", f"/api/v1/people/{theirs['id']}", change),
        ("POST", f"/api/v1/people/{theirs['id']}/invitation", None),
        ("DELETE", f"/api/v1/people/{theirs['id']}/totp", None),
        ("DELETE", f"/api/v1/people/{theirs['id']}/sessions", None),
        ("DELETE", f"/api/v1/sessions/{session}", None),
    ):
        status, document = samir.ask(method, path, body)
        assert status == 404, (method, path, document)
    assert [p["login"] for p in samir.ask("GET", "/api/v1/people")[1]["items"]] == ["samir"]
    assert {s["person"] for s in samir.ask("GET", "/api/v1/sign-ins")[1]["items"]} == {
        samir.ask("GET", "/api/v1/session")[1]["person"]["id"]
    }
    assert nadia.ask("GET", "/api/v1/session")[0] == 200


def _processor_seconds(office: Office) -> float:
    """What the office has worked so far (proc(5), stat: utime and stime)."""
    fields = Path(f"/proc/{office.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_unknown_parties_logins_and_wrong_passwords_are_answered_alike_and_take_as_long(
    office: Office, identity: Identity
) -> None:
    person(office, identity, "alike", "amal")
    answers, least = set(), {}
    for number, (party, login) in enumerate((("alike", "amal"), ("alike", "nobody"), ("nowhere", "amal"))):
        for _ in range(4):
            before = _processor_seconds(office)
            status, document = Browser(office, f"192.0.2.{20 + number}").sign_in(party, login, "wrong, and long enough")
            took = _processor_seconds(office) - before
            least[party, login] = min(took, least.get((party, login), took))
            answers.add((status, document["code"], document["detail"]))
    assert answers == {(401, "sign-in-refused", "login or password is wrong, or this person may not sign in")}
    # Work, and not time: each costs a hash of its own, which is the most of it, however busy the machine is.
    assert min(least.values()) > 0.5 * max(least.values()), least


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "15 to 256"),
        ("x" * 257, "15 to 256"),
        ("passwordpassword", "too little is left"),
        ("1234567890123456", "too little is left"),
        ("qwertyuiopasdfghjkl", "too little is left"),
        ("aaaaaaaaaaaaaaaaaaaa", "too little is left"),
        ("karim-karim-karim-karim", "too little is left"),
    ],
)
def test_a_password_that_anybody_would_try_is_refused(
    office: Office, identity: Identity, password: str, why: str
) -> None:
    made = invite(office, administrator_token(identity, f"weak{abs(hash(password)) % 10**6}"), "karim")
    account = {"secret": made["secret"], "password": password}
    status, document = office.call("POST", "/api/v1/accounts", None, account)
    assert (status, document["code"], document["field"]) == (400, "password-refused", "password")
    assert why in document["detail"]
    assert office.call("POST", "/api/v1/accounts", None, {**account, "password": "تنسيق بين كل الأطراف"})[0] == 200


def test_the_cookie_is_guarded_and_only_our_own_pages_change_anything(office: Office, identity: Identity) -> None:
    person(office, identity, "csrf", "amal", "administrator")
    browser = Browser(office)
    form = {"party": "csrf", "login": "amal", "password": GOOD}
    answer = browser.http.post("/api/v1/session", json=form)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("tansiq=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert answer.headers["cache-control"] == "no-store"
    right = {"x_csrf_token": answer.json()["csrf"]}
    for headers in (
        {},
        {"x_csrf_token": "0" * 64},
        {**right, "origin": "https://elsewhere.example"},
        {**right, "origin": "null"},
        {**right, "sec_fetch_site": "cross-site"},
        {**right, "sec_fetch_site": "same-site"},
    ):
        status, document = browser.ask("DELETE", "/api/v1/session/others", None, **headers)
        assert (status, document["code"]) == (403, "csrf-refused"), headers
    own = {**right, "origin": office.url, "sec_fetch_site": "same-origin"}
    assert browser.ask("DELETE", "/api/v1/session/others", None, **own)[0] == 200
    assert browser.ask("GET", "/api/v1/session", None, sec_fetch_site="cross-site")[0] == 200
    status, document = Browser(office).ask("POST", "/api/v1/session", form, origin="https://elsewhere.example")
    assert (status, document["code"]) == (403, "csrf-refused")
    other = browser_of(office, "csrf", "amal")
    status, document = browser.ask("DELETE", "/api/v1/session/others", None, x_csrf_token=other.csrf)
    assert (status, document["code"]) == (403, "csrf-refused"), "a token of another session was taken"


def test_where_people_come_by_https_the_cookie_is_bound_to_the_host(tmp_path: Path, identity: Identity) -> None:
    url = "https://office.example.org"
    with running_office(tmp_path / "office.db", identity.public_file, "--public-url", url) as office:
        person(office, identity, "relief", "amal")
        form = {"party": "relief", "login": "amal", "password": GOOD}
        answer = httpx.post(f"{office.url}/api/v1/session", json=form, headers={"origin": url}, trust_env=False)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-tansiq=")
        assert "; Secure" in cookie
        value = cookie.partition(";")[0]
        sent = {"cookie": value, "x-csrf-token": answer.json()["csrf"], "origin": url}
        assert httpx.delete(f"{office.url}/api/v1/session", headers=sent, trust_env=False).status_code == 200
        assert httpx.get(f"{office.url}/api/v1/session", headers=sent, trust_env=False).status_code == 401


@pytest.mark.stories
def test_wrong_tries_are_slowed_down_here_and_not_where_the_person_usually_signs_in(
    office: Office, identity: Identity
) -> None:
    person(office, identity, "slow", "amal")
    browser_of(office, "slow", "amal", "192.0.2.50")
    attacker = Browser(office, "198.51.100.1")
    statuses = []
    while 429 not in statuses and len(statuses) < 12:  # where a try takes longer than one has to wait, one more has
        statuses.append(attacker.sign_in("slow", "amal", "wrong, and long enough")[0])
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    answer = attacker.http.post("/api/v1/session", json={"party": "slow", "login": "AMAL", "password": GOOD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 2 ** (len(statuses) - 5)
    assert answer.json()["code"] == "too-many-tries"
    browser_of(office, "slow", "amal", "192.0.2.50")
    until(lambda: attacker.sign_in("slow", "amal")[0] == 200)
    for login in (f"nobody{n}" for n in range(15)):
        attacker.sign_in("slow", login, "wrong, and long enough")
    statuses = {attacker.sign_in("slow", f"nobody{n}", "wrong, and long enough")[0] for n in range(20, 30)}
    assert 429 in statuses, "an address that tries many logins is not slowed down"


@pytest.mark.stories
def test_sessions_survive_a_restart_and_end_when_they_are_ended(tmp_path: Path, identity: Identity) -> None:
    journal = tmp_path / "office.db"
    office = start_office(journal, identity.public_file)
    try:
        person(office, identity, "relief", "amal")
        one, two = browser_of(office, "relief", "amal"), browser_of(office, "relief", "amal", "192.0.2.77")
        three = browser_of(office, "relief", "amal")
        assert len(one.ask("GET", "/api/v1/sessions")[1]["items"]) == 3
        assert three.ask("DELETE", "/api/v1/session") == (200, {"ended": 1})
        office.kill()
        office = start_office(journal, identity.public_file, port=office.port)
        assert one.ask("GET", "/api/v1/session")[0] == 200
        assert three.ask("GET", "/api/v1/session")[0] == 401
        assert one.ask("DELETE", "/api/v1/session/others") == (200, {"ended": 1})
        status, document = two.ask("GET", "/api/v1/session")
        assert (status, document["code"], document["detail"]) == (
            401, "token-refused", "the session has ended; sign in again",
        )  # fmt: skip
        assert one.ask("GET", "/api/v1/session")[0] == 200
        listed = one.ask("GET", "/api/v1/sign-ins")[1]["items"]
        assert [s["number"] for s in listed] == [3, 2, 1]
        assert {s["outcome"] for s in listed} == {"done"}
        assert {s["address"] for s in listed} == {"192.0.2.10", "192.0.2.77"}
    finally:
        office.stop()
    text = (tmp_path / "office.log").read_text() + "".join(
        path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file()
    )
    for secret in (GOOD, *(cookie.value for cookie in one.http.cookies.jar)):
        assert secret not in text, "a secret was written down"


def test_who_is_blocked_is_signed_out_at_once_and_the_last_administrator_cannot_be(
    office: Office, identity: Identity
) -> None:
    boss = person(office, identity, "block", "boss", "administrator")
    amal = person(office, identity, "block", "amal", "duty-officer")
    admin, browser = browser_of(office, "block", "boss"), browser_of(office, "block", "amal")
    form = {"version": 1, "login": "amal", "name": "Amal", "roles": ["duty-officer"], "state": "blocked"}
    assert admin.ask("PUT", f"/api/v1/people/{amal['id']}", form)[0] == 200
    assert browser.ask("GET", "/api/v1/session")[0] == 401
    assert Browser(office).sign_in("block", "amal")[1]["code"] == "sign-in-refused"
    assert admin.ask("PUT", f"/api/v1/people/{amal['id']}", form)[1]["code"] == "person-changed"
    assert admin.ask("PUT", f"/api/v1/people/{amal['id']}", form | {"version": 2, "state": "active"})[0] == 200
    assert Browser(office).sign_in("block", "amal")[0] == 200
    form = {"version": 1, "login": "boss", "name": "Boss", "roles": ["observer"], "state": "active"}
    status, document = admin.ask("PUT", f"/api/v1/people/{boss['id']}", form)
    assert (status, document["code"], document["field"]) == (409, "last-administrator", "roles")
    until(lambda: "not-active" in {s["outcome"] for s in admin.ask("GET", "/api/v1/sign-ins")[1]["items"]})


def test_roles_hold_at_once_and_nobody_administers_who_may_not(office: Office, identity: Identity) -> None:
    person(office, identity, "roles", "boss", "administrator")
    amal = person(office, identity, "roles", "amal", "observer")
    admin, browser = browser_of(office, "roles", "boss"), browser_of(office, "roles", "amal")
    own = browser.ask("GET", "/api/v1/session")[1]["person"]["id"]
    assert own == amal["id"]
    assert {p["login"]: "signs_in" in p for p in browser.ask("GET", "/api/v1/people")[1]["items"]} == {
        "boss": False, "amal": False,
    }  # fmt: skip
    for method, path in (
        ("POST", "/api/v1/people"),
        ("GET", "/api/v1/programs"),
        ("DELETE", f"/api/v1/people/{own}/totp"),
    ):
        assert browser.ask(method, path, {} if method == "POST" else None)[1]["code"] == "scope-missing", path
    boss = admin.ask("GET", "/api/v1/session")[1]
    assert browser.ask("GET", f"/api/v1/sign-ins?person={boss['person']['id']}")[0] == 403
    assert {s["person"] for s in browser.ask("GET", "/api/v1/sign-ins")[1]["items"]} == {own}
    assert browser.ask("DELETE", f"/api/v1/sessions/{boss['session']}")[1]["code"] == "session-unknown"
    form = {"version": 1, "login": "amal", "name": "Amal", "roles": ["observer", "administrator"], "state": "active"}
    assert admin.ask("PUT", f"/api/v1/people/{own}", form)[0] == 200
    assert browser.ask("GET", "/api/v1/programs")[0] == 200
    assert browser.ask("DELETE", f"/api/v1/sessions/{boss['session']}")[0] == 200
    assert admin.ask("GET", "/api/v1/session")[0] == 401


def test_another_password_ends_all_other_sessions(office: Office, identity: Identity) -> None:
    person(office, identity, "change", "amal")
    one, two = browser_of(office, "change", "amal"), browser_of(office, "change", "amal")
    form = {"old_password": OTHER, "password": OTHER}
    assert one.ask("PUT", "/api/v1/session/password", form)[1]["code"] == "password-wrong"
    assert one.ask("PUT", "/api/v1/session/password", {"old_password": GOOD, "password": OTHER})[0] == 200
    assert one.ask("GET", "/api/v1/session")[0] == 200
    assert two.ask("GET", "/api/v1/session")[0] == 401
    assert two.sign_in("change", "amal")[0] == 401
    assert two.sign_in("change", "amal", OTHER)[0] == 200


def test_one_time_codes_are_confirmed_asked_for_taken_once_and_can_be_reset(office: Office, identity: Identity) -> None:
    person(office, identity, "totp", "boss", "administrator")
    amal = person(office, identity, "totp", "amal")
    browser = browser_of(office, "totp", "amal")
    assert browser.ask("POST", "/api/v1/session/totp/confirmation", {"code": "123456"})[1]["code"] == "totp-off"
    status, enrolment = browser.ask("POST", "/api/v1/session/totp")
    assert enrolment["uri"].startswith("otpauth://totp/Tansiq%20totp:amal?secret=")
    assert Browser(office).sign_in("totp", "amal")[0] == 200, "not confirmed, and yet asked for"
    wrong = f"{(int(code_for(enrolment['secret'])) + 1) % 10**6:06}"
    assert browser.ask("POST", "/api/v1/session/totp/confirmation", {"code": wrong})[1]["code"] == "code-refused"
    first = code_for(enrolment["secret"], -1)
    status, document = browser.ask("POST", "/api/v1/session/totp/confirmation", {"code": first})
    assert status == 200
    recovery = document["recovery_codes"]
    assert len(set(recovery)) == 10
    assert browser.ask("GET", "/api/v1/session")[1]["totp"] is True
    other = Browser(office)
    assert other.sign_in("totp", "amal")[1]["code"] == "code-needed"
    assert other.sign_in("totp", "amal", code=first)[1]["code"] == "code-refused", "a code was taken twice"
    code = code_for(enrolment["secret"], 1)
    assert other.sign_in("totp", "amal", OTHER, code)[1]["code"] == "sign-in-refused"
    assert other.sign_in("totp", "amal", code=code)[0] == 200
    assert Browser(office).sign_in("totp", "amal", code=code)[1]["code"] == "code-refused", "a code was taken twice"
    assert Browser(office).sign_in("totp", "amal", code=recovery[3].upper())[0] == 200
    assert Browser(office).sign_in("totp", "amal", code=recovery[3])[1]["code"] == "code-refused"
    means = [s["means"] for s in other.ask("GET", "/api/v1/sign-ins")[1]["items"] if s["outcome"] == "done"]
    assert means[:2] == [["password", "recovery-code"], ["password", "totp"]]
    admin = browser_of(office, "totp", "boss")
    assert admin.ask("GET", f"/api/v1/people/{amal['id']}")[1]["signs_in"]["recovery_codes"] == 9
    assert admin.ask("DELETE", f"/api/v1/people/{amal['id']}/totp")[1]["signs_in"]["totp"] is False
    assert Browser(office, "192.0.2.99").sign_in("totp", "amal")[0] == 200
    centre = Path(office.log).parent / "centres" / "totp.db"
    assert enrolment["secret"].encode() not in centre.read_bytes() + centre.with_name("totp.db-wal").read_bytes()
    assert centre.with_name("totp.db.key").stat().st_mode & 0o777 == 0o600


def test_whoever_forgot_the_password_gets_a_new_link_and_the_old_link_ends(office: Office, identity: Identity) -> None:
    amal = person(office, identity, "forgot", "amal")
    browser = browser_of(office, "forgot", "amal")
    token = administrator_token(identity, "forgot")
    first = office.call("POST", f"/api/v1/people/{amal['id']}/invitation", token)[1]
    second = office.call("POST", f"/api/v1/people/{amal['id']}/invitation", token)[1]
    assert Browser(office).sign_in("forgot", "amal")[0] == 200, "the password stays until another is set"
    account = {"secret": first["secret"], "password": OTHER}
    assert office.call("POST", "/api/v1/accounts", None, account)[1]["code"] == "link-unknown"
    assert office.call("POST", "/api/v1/accounts", None, account | {"secret": second["secret"]})[0] == 200
    assert browser.ask("GET", "/api/v1/session")[0] == 401
    assert Browser(office).sign_in("forgot", "amal", OTHER)[0] == 200


def test_a_program_has_no_session_and_a_person_needs_no_token(office: Office, identity: Identity) -> None:
    token = administrator_token(identity, "nosession")
    assert office.call("GET", "/api/v1/session", token)[1]["code"] == "person-needed"
    assert office.call("GET", "/api/v1/people", token) == (200, {"items": [], "next": None})
    assert office.call("GET", "/api/v1/session")[1]["code"] == "token-refused"


def test_odd_requests_are_answered_and_change_nothing(office: Office, identity: Identity) -> None:
    person(office, identity, "odd", "amal")
    for body in ({}, {"party": "odd", "login": "amal"}, {"party": 1, "login": "a", "password": "b"}, [1], "x"):
        status, document = Browser(office).ask("POST", "/api/v1/session", body)
        assert (status, document["code"]) == (400, "malformed"), body
    for cookie in ("x", "x.y", "é.é", "=.=", "b2Rk.", "b2Rk.AAAA", "A" * 5_000):
        with httpx.Client(base_url=office.url, trust_env=False) as client:
            answer = client.get("/api/v1/session", headers=[(b"cookie", b"tansiq=" + cookie.encode("latin-1"))])
            assert answer.status_code == 401, cookie
    raw = b'{"party": "odd", "login": "\\ud800", "password": "\\ud800"}'
    assert office.call("POST", "/api/v1/session", None, raw)[0] in (400, 401)
    raw = b'{"secret": "b2Rk.\\ud800", "password": "\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800"}'
    assert office.call("POST", "/api/v1/accounts", None, raw)[0] in (400, 404)


def test_a_page_left_open_gets_nothing_of_whoever_signs_in_next_in_the_same_browser(
    office: Office, identity: Identity
) -> None:
    person(office, identity, "left-open", "amal")
    person(office, identity, "sits-down", "boris")
    first, now = browser_of(office, "left-open", "amal"), browser_of(office, "sits-down", "boris")
    for path in ("/api/v1/session", "/api/v1/sessions"):
        assert now.ask("GET", path, None, x_csrf_token=now.csrf)[0] == 200
        assert now.http.get(path).status_code == 200, "a link that is followed carries no header"
        status, document = now.ask("GET", path, None, x_csrf_token=first.csrf)
        assert (status, document["code"]) == (401, "token-refused"), path
