"""People and programs from the command line: its output and its exit codes, against a real office."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tansiq.web.issuer import init_keys
from tests.cli.terminal import tansiq
from tests.serving import Identity, Office, running_office
from tests.web.browsing import GOOD, OTHER, Browser, browser_of, code_for, person


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("people from the command line")
    init_keys(folder / "keys")
    with running_office(folder / "office.db", identity.public_file, "--keys", str(folder / "keys")) as office:
        yield office


def test_a_party_takes_people_in_changes_and_blocks_them(office: Office, tmp_path: Path, identity: Identity) -> None:
    token = tmp_path / "token.txt"
    token.write_text(identity.token("relief", "tansiq.read tansiq.administer"))
    who = ("--url", office.url, "--token-file", token)
    done = tansiq("person", "invite", "amal", "--name", "Amal Haddad", "--role", "administrator", *who)
    assert done.returncode == 0, done.stderr
    link = done.stdout.split()[-1]
    assert link.startswith(f"{office.url}/account#")
    chosen = tmp_path / "chosen"
    chosen.write_text(f"{GOOD}\n")
    for wrong in (link.partition("#")[2], link.partition("#")[0], office.url, f"{office.url}/accounts#x"):
        done = tansiq("me", "begin", wrong, "--new-password-file", chosen)
        assert done.returncode == 2
        assert "is no such link" in done.stderr, done.stderr
    done = tansiq("me", "begin", link, "--new-password-file", chosen)
    assert done.stdout == "amal of relief signs in with this password from now on.\n", done.stderr
    assert "link-unknown" in tansiq("me", "begin", link, "--new-password-file", chosen).stderr, "it opens once"
    made = json.loads(
        tansiq("person", "invite", "chen", "--name", "Chen Li", "--language", "en", "--json", *who).stdout
    )
    assert (made["person"]["roles"], made["person"]["languages"]) == (["observer"], ["en"])
    listed = tansiq("person", "list", *who).stdout
    assert listed.startswith("2 people\n")
    assert "a link until" in listed
    done = tansiq("person", "change", "CHEN", "--role", "duty-officer", "--role", "liaison", *who)
    assert done.stdout.startswith("chen (Chen Li): active; duty-officer, liaison"), done.stderr
    changed = json.loads(tansiq("person", "change", "chen", "--phone", "+33 1", "--json", *who).stdout)
    assert (changed["phone"], changed["languages"], changed["version"]) == ("+33 1", ["en"], 3)
    assert tansiq("person", "link", "chen", *who).stdout.split()[-1] != link
    assert "blocked" in tansiq("person", "block", made["person"]["id"], *who).stdout
    assert Browser(office).sign_in("relief", "amal")[0] == 200
    for words, said in (
        (("block", "amal"), "last-administrator"),
        (("block", "nobody"), "the party has no person 'nobody'"),
        (("reset-codes", "amal"), "totp-off"),
        (("invite", "amal", "--name", "Another"), "login-taken"),
    ):
        done = tansiq("person", *words, *who)
        assert done.returncode == 2, words
        assert said in done.stderr, done.stderr


def test_a_party_makes_programs_and_withdraws_them(office: Office) -> None:
    who = ("--url", office.url, "--keys", Path(office.log).parent / "keys", "--party", "uss1")
    done = tansiq("program", "make", "feeder", "--scope", "tansiq.read", *who)
    assert done.returncode == 0, done.stderr
    first = done.stdout.split()[-1]
    made = json.loads(tansiq("program", "new-secret", "feeder", "--json", *who).stdout)
    assert made["client_id"] == "uss1:feeder"
    assert made["secret"] != first
    assert "uss1:feeder" in tansiq("program", "list", *who).stdout
    assert tansiq("program", "withdraw", "feeder", *who).stdout == "Program uss1:feeder is withdrawn.\n"
    assert "withdrawn" in tansiq("program", "list", *who).stdout
    done = tansiq("program", "new-secret", "feeder", *who)
    assert done.returncode == 2
    assert "program-unknown" in done.stderr


def test_a_person_says_who_they_are_sets_a_password_and_signs_out_everywhere(
    office: Office, tmp_path: Path, identity: Identity
) -> None:
    person(office, identity, "own", "amal")
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text(f"{GOOD}\n")
    new.write_text(f"{OTHER}\n")
    who = ("--url", office.url, "--party", "own", "--login", "amal", "--password-file")
    shown = tansiq("me", "show", *who, old)
    assert shown.returncode == 0, shown.stderr
    assert "observer" in shown.stdout
    said = ("--name", "Amal Haddad", "--phone", "+33 1", "--language", "ar", "--language", "fr")
    assert "Amal Haddad" in tansiq("me", "change", *said, *who, old).stdout
    me = json.loads(tansiq("me", "change", "--email", "a@example.org", "--json", *who, old).stdout)
    assert me["person"]["languages"] == ["ar", "fr"], "what was not named did not stay"
    assert not {"csrf", "session"} & set(me), "what opens a session was shown"
    browser = browser_of(office, "own", "amal")
    assert len(browser.ask("GET", "/api/v1/sessions")[1]["items"]) == 1, "a command left its session behind"
    assert tansiq("me", "sign-out", *who, old).returncode == 2, "which one?"
    assert tansiq("me", "sign-out", "--everywhere", *who, old).stdout == "1 session ended.\n"
    assert browser.ask("GET", "/api/v1/session")[0] == 401
    done = tansiq("me", "password", "--new-password-file", new, *who, old)
    assert done.returncode == 0, done.stderr
    done = tansiq("me", "show", *who, old)
    assert done.returncode == 2
    assert "sign-in-refused" in done.stderr
    browser = browser_of(office, "own", "amal", password=OTHER)
    secret = browser.ask("POST", "/api/v1/session/totp")[1]["secret"]
    assert browser.ask("POST", "/api/v1/session/totp/confirmation", {"code": code_for(secret, -1)})[0] == 200
    assert "one-time codes" in tansiq("me", "show", "--code", code_for(secret), *who, new).stdout
    assert OTHER not in done.stdout + done.stderr


def test_a_session_in_a_file_does_what_a_sign_in_for_one_command_does(
    office: Office, tmp_path: Path, identity: Identity
) -> None:
    person(office, identity, "filed", "amal")
    there, other = tmp_path / "amal.session", tmp_path / "other.session"
    begin = ("me", "sign-in", "amal", "--party", "filed", "--url", office.url, "--output")
    for path in (there, other):
        assert tansiq(*begin, path, typed=f"{GOOD}\n").returncode == 0
    amal = ("--url", office.url, "--token-file", there)
    assert "observer" in tansiq("me", "show", *amal).stdout
    assert json.loads(tansiq("me", "change", "--phone", "+33 2", "--json", *amal).stdout)["person"]["phone"] == "+33 2"
    assert tansiq("me", "sign-out", "--others", *amal).stdout == "1 session ended.\n"
    assert tansiq("me", "show", "--url", office.url, "--token-file", other).returncode == 2
    done = tansiq("me", "password", *amal, typed=f"{GOOD}\n{OTHER}\nsomething else\n")
    assert (done.returncode, "two different" in done.stderr) == (2, True)
    done = tansiq("me", "password", *amal, typed=f"{GOOD}\n{OTHER}\n{OTHER}\n")
    assert done.stdout == "amal signs in with the new password from now on.\n", done.stderr
    assert tansiq(*begin, other, typed=f"{OTHER}\n").returncode == 0, "the new password opens"
    assert tansiq("me", "sign-out", "--others", "--everywhere", *amal).returncode == 2
    assert tansiq("me", "sign-out", *amal).stdout == "1 session ended.\n"
    assert tansiq("me", "show", *amal).returncode == 2, "the session has ended"
    assert tansiq("me", "show", "--url", office.url, "--token-file", other).returncode == 0, "the other one has not"


def test_who_one_is_has_to_be_said_once(tmp_path: Path) -> None:
    for words in ((), ("--login", "amal"), ("--login", "amal", "--token-file", tmp_path / "amal.session")):
        done = tansiq("me", "show", "--url", "http://127.0.0.1:9", *words)
        assert done.returncode == 2
        assert "give " in done.stderr
