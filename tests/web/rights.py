"""Those who try everything in the table of rights (`rights.txt`, which says what its words mean)."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tansiq.centre import totp
from tansiq.centre.entities import PersonState
from tansiq.centre.hosting import Hosted, Hosting
from tansiq.centre.lockout import Lockout
from tansiq.centre.passwords import Passwords
from tansiq.centre.people import ChangePerson, Invite, Profile
from tansiq.centre.programs import MakeProgram
from tansiq.centre.reception import Reception, digest_of, new_secret
from tansiq.centre.roles import Role
from tansiq.centre.sessions import EndSession
from tansiq.gateways.api_v1.cookies import csrf_token
from tests.coordination import at, circle, flight, report, site
from tests.serving import Identity, Office

PARTY, ELSEWHERE = "relief", "stranger"
PASSWORD = "correct horse battery staple"
NEVER, DIGEST = "11111111-2222-4333-8444-555555555555", "12" * 32

MAY = {
    Role.OBSERVER: {"read"},
    Role.LIAISON: {"read", "speak"},
    Role.DUTY_OFFICER: {"read", "speak", "operate"},
    Role.ADMINISTRATOR: {"read", "speak", "agree", "administer"},
}
SCOPES = ("read", "speak", "operate", "agree", "administer", "link", "erase")
ABOUT_RIGHTS = {
    "token-refused", "scope-missing", "person-needed", "csrf-refused", "sign-in-again", "not-a-party", "own-roles",
    "method-not-allowed", "no-such-path",
}  # fmt: skip
ENDS_THE_SESSION = ("DELETE /session/others", "DELETE /session", "DELETE /sessions")
NOT_WALKED_THROUGH = {"POST /departure": {"idempotency-key": "é"}}
"""The door is open, and what would happen behind it is kept from happening by a header that cannot be used."""

NOTHING = {
    "id": NEVER, "name": "nothing", "key": "x", "party": "x", "day": "2020-01-01", "number": "1", "sha256": DIGEST,
}  # fmt: skip
"""What stands for the names in a path where nothing is meant."""


@dataclass(frozen=True)
class Row:
    """A route, which right it takes, the words beside it, and what a person of another party gets."""

    method: str
    path: str
    right: str
    more: frozenset[str]
    elsewhere: int

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def read_table() -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows for an office, and those that a party's own centre has besides."""
    office, _, own = Path(__file__).with_name("rights.txt").read_text("utf-8").partition("# Besides")
    return _rows(office), _rows(f"# {own}")


def _rows(text: str) -> tuple[Row, ...]:
    made = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            method, path, right, *more = line.split()
            status = int(more.pop()) if more and more[-1].isdigit() else 0
            made.append(Row(method, path, right, frozenset(more), status))
    return tuple(made)


@dataclass
class Asker:
    """Somebody who tries everything. `rights` None: who cannot prove who it is."""

    name: str
    rights: set[str] | None
    person: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    unsafe: str = ""
    """With which code whatever changes something is refused."""
    page_of_another: bool = False
    """Whether it asks as the page of another session than its browser has now; then it may not even read."""

    def expected(self, row: Row) -> str:
        """ "" if it may, or the code with which it is refused."""
        if row.right == "nothing":
            other_page = {"origin", "sec-fetch-site"} & set(self.headers)
            return self.unsafe if "page" in row.more and other_page else ""
        if self.rights is None:
            return "token-refused"
        if self.unsafe and row.method != "GET":
            return self.unsafe
        if self.page_of_another:
            return "token-refused"
        if row.right not in self.rights:
            return "scope-missing"
        alone = "person" in row.more or ("own" in row.more and "administer" not in self.rights)
        return "person-needed" if alone and not self.person else ""

    def signed_in(self, token: str) -> Asker:
        """From now on in this session."""
        self.headers = {"cookie": f"tansiq={token}", "x-csrf-token": csrf_token(token)}
        return self


BODIES: dict[str, Any] = {
    "POST /notice-drafts/checks": {"seen": [{"id": NEVER, "digest": DIGEST}]},
    "POST /hand-overs": {"summary": "all quiet"},
    "POST /readings": {"subject": "notice", "id": NEVER},
    "POST /session": {},
}


def try_it(
    client: httpx.Client, asker: Asker, row: Row, names: dict[str, str] | None = None, body: Any = None
) -> tuple[int, str]:
    """Status, and the code of a problem. Of a stream only the beginning is read."""
    path = row.path.replace("/coalitions/{id}", "/coalitions/army") if names is None else row.path
    usual = {
        "id": NEVER,
        "name": "nothing",
        "key": "x",
        "party": "x",
        "day": "2020-01-01",
        "number": "1",
        "sha256": DIGEST,
    }
    for name, value in {**usual, **(names or {})}.items():
        path = path.replace(f"{{{name}}}", value)
    sent = body if body is not None else BODIES.get(row.name, {})
    content = None if row.method in ("GET", "DELETE") else json.dumps(sent)
    headers = {"content-type": "application/json", **asker.headers, **NOT_WALKED_THROUGH.get(row.name, {})}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    with client.stream(row.method, f"/api/v1{path}", content=content, headers=raw) as answer:
        if answer.status_code < 400:
            return answer.status_code, ""
        return answer.status_code, json.loads(answer.read())["code"]


@dataclass
class House:
    """A party's own people: their sessions' tokens, and what there is of the party's that has a name."""

    tokens: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)


def take_people_in(folder: Path, party: str) -> House:
    """Writes a centre's journal, in which people of every kind have signed in just now, or some time ago."""
    return asyncio.run(_take_in(folder, party))


async def _take_in(folder: Path, party: str) -> House:
    now = [int(time.time() * 1e6)]
    start = now[0]
    hosting = Hosting.in_folder(folder, clock=lambda: now[0])
    hosting.open()
    reception = Reception(hosting, Passwords(time_cost=1, memory_kib=8), Lockout())
    house, hosted = House(), await hosting.make(party)
    roles = {role.value: frozenset({role}) for role in Role}
    everybody = {
        **roles,
        **dict.fromkeys(("expired", "old", "ended", "blocked", "left", "codes", "victim"), frozenset(Role)),
        "tired": frozenset({Role.ADMINISTRATOR}),
        "all": frozenset(Role),
    }
    for login, theirs in everybody.items():
        secret = new_secret(party)
        await hosted.desk.submit(
            Invite("", f"{party}-{login}", Profile(login, login.title(), theirs), digest_of(secret))
        )
        await reception.set_password(secret, PASSWORD, "192.0.2.1")
    for login, minutes_ago in (("old", 13 * 60), ("expired", 61), ("tired", 16)):
        now[0] = start - minutes_ago * 60_000_000
        await _sign_in(house, reception, hosted, login)
    now[0] = start
    for login in set(everybody) - {"old", "expired", "tired"}:
        await _sign_in(house, reception, hosted, login)
    await hosted.desk.submit(EndSession("ended", house.sessions["ended"]))
    for login, state in (("blocked", PersonState.BLOCKED), ("left", PersonState.LEFT)):
        await hosted.desk.submit(
            ChangePerson("", f"{party}-{login}", 1, Profile(login, login.title(), frozenset(Role)), state)
        )
    codes = reception.caller(house.tokens["codes"])
    assert codes is not None
    shared = await reception.begin_totp(codes)
    await reception.confirm_totp(codes, totp.code_at(shared, start // 1_000_000 // totp.STEP_S), "192.0.2.1")
    await hosted.desk.submit(
        MakeProgram("", f"feeder-{party}", frozenset({"tansiq.read"}), frozenset({"tansiq.read"}), DIGEST)
    )
    await reception.close()
    await hosting.close()
    return house


async def _sign_in(house: House, reception: Reception, hosted: Hosted, login: str) -> None:
    done = await reception.sign_in(hosted.party, login, PASSWORD, "", "192.0.2.1", "a browser")
    house.tokens[login], house.sessions[login] = done.token, done.caller.session.id


def askers(house: House, identity: Identity) -> dict[str, Asker]:
    """Everybody who tries."""
    made = [Asker(role, MAY[role], True).signed_in(house.tokens[role]) for role in Role]
    made += [
        Asker(f"program {scope}", {scope}, headers=_bearer(identity, PARTY, f"tansiq.{scope}")) for scope in SCOPES
    ]
    whole = {right for rights in MAY.values() for right in rights}
    every = " ".join(f"tansiq.{scope}" for scope in SCOPES)
    made.append(Asker("program of everything", {*SCOPES}, headers=_bearer(identity, PARTY, every)))
    made.append(
        Asker("program of another service", set(), headers=_bearer(identity, PARTY, "utm.strategic_coordination"))
    )
    made.append(Asker("nobody", None))
    made.append(Asker("an old token", None, headers=_bearer(identity, PARTY, every, exp=int(time.time()) - 60)))
    made += [
        Asker(login, None).signed_in(house.tokens[login]) for login in ("expired", "old", "ended", "blocked", "left")
    ]
    for name, headers in (
        ("no csrf", {"x-csrf-token": ""}),
        ("another's csrf", {"x-csrf-token": csrf_token(house.tokens["victim"])}),
        ("another site", {"origin": "https://elsewhere.example"}),
        ("another site's frame", {"sec-fetch-site": "same-site"}),
    ):
        is_anothers = name == "another's csrf"
        asker = Asker(name, whole, True, unsafe="csrf-refused", page_of_another=is_anothers)
        asker.signed_in(house.tokens["all"])
        asker.headers |= headers
        made.append(asker)
    return {asker.name: asker for asker in made}


def _bearer(identity: Identity, party: str, scopes: str, **claims: Any) -> dict[str, str]:
    return {"authorization": f"Bearer {identity.token(party, scopes, **claims)}"}


def forms(names: dict[str, str]) -> dict[str, Any]:
    """A sound form for each route that takes one and whose path names something. `names`: the party's things."""
    notice = site(36.0, 5.0, recipients=("army",))
    draft = {name: value for name, value in notice.items() if name not in ("author", "checked_by")}
    reason = {"reason": "none of it is yours"}
    agreed = terms_form()
    endpoint = {"name": "theirs", "target": "https://hooks.example.org/theirs", "version": 1}
    person = {"version": 1, "login": "victim", "name": "X", "roles": ["observer"], "state": "blocked"}
    return {
        "PUT /operations/{id}": {**flight(36.0, 5.0), "version": 1},
        "PUT /operations/{id}/state": {"state": "Activated", "version": 1},
        "PUT /notices/{id}": {**notice, "version": 1},
        "PUT /reports/{id}": {**report("The road", ["army"]), "version": 1},
        "POST /reports/{id}/withdrawal": {"version": 1, **reason},
        "PUT /requests/{id}/needed-by": {"version": 1, "needed_by": at(60 * 24)},
        "POST /requests/{id}/withdrawal": {"version": 1, **reason},
        "POST /incidents/{id}/parties": {"parties": ["army"]},
        "PUT /incidents/{id}/account": {"text": "t", "language": "en", "version": 0},
        "POST /incidents/{id}/facts": {"facts": ["f"]},
        "PUT /incidents/{id}/facts/{name}/stand": {"stand": "agrees"},
        "POST /incidents/{id}/questions": {"questions": ["q"]},
        "POST /incidents/{id}/questions/{name}/answers": {"text": "t"},
        "PUT /incidents/{id}/questions/{name}": {"answered": True},
        "POST /incidents/{id}/links": {"links": [{"kind": "notice", "id": names["notices"]}]},
        "POST /incidents/{id}/links/removal": {"link": {"kind": "notice", "id": names["notices"]}},
        "PUT /incidents/{id}/stand": {"stand": "disputed"},
        "POST /incidents/{id}/closings": {"text": "t"},
        "PUT /incidents/{id}/closings/{name}/answer": {"agrees": True},
        "POST /incidents/{id}/end": {"text": "t"},
        "POST /incidents/{id}/reopening": {"text": "t"},
        "POST /incidents/{id}/actions": {"text": "t", "owner": "army", "due": at(60 * 24)},
        "POST /incidents/{id}/actions/{name}/steps": {"step": "done"},
        "POST /requests/{id}/note": {},
        "POST /requests/{id}/consideration": {},
        "POST /requests/{id}/answer": {"text": "nothing of it"},
        "POST /requests/{id}/decline": reason,
        "POST /quiet-periods/{id}/commitment": {"until": at(60 * 24)},
        "POST /quiet-periods/{id}/decline": {"until": at(60 * 24), **reason},
        "POST /quiet-periods/{id}/taking-back": reason,
        "POST /quiet-periods/{id}/extension": {"until": at(60 * 24)},
        "POST /quiet-periods/{id}/withdrawal": reason,
        "PUT /notices/{id}/recipients": {"version": 1, "recipients": [{"party": "army"}]},
        "POST /notices/{id}/renewal": {"version": 1, "valid_until": at(60 * 24 * 30)},
        "POST /notices/{id}/withdrawal": {"version": 1, **reason},
        "POST /notices/{id}/acknowledgement": {"version": 1},
        "POST /notices/{id}/passing-on": {"version": 1, "unit": "3rd battery", "passed_at": at(0)},
        "POST /threads/{id}/messages": {"text": "hello"},
        "POST /threads/{id}/closing": {"summary": "done"},
        "POST /agreements/{id}/hotline": {"text": "hello"},
        "PUT /parties/{id}/profile": {"version": 1, "profile": {"name": "x", "kind": "other"}},
        "POST /parties/{id}/objection": reason,
        "POST /parties/{id}/members": {"member": ELSEWHERE},
        "POST /agreements/{id}/offer": {"version": 1, "terms": agreed},
        "POST /agreements/{id}/signatures": {"digest": DIGEST},
        "POST /agreements/{id}/suspension": reason,
        "POST /agreements/{id}/end": reason,
        "POST /agreements/{id}/preview": {"by": "terms", "viewer": "army", "kind": "drone", "extents": [circle(36, 5)]},
        "PUT /people/{id}": person,
        "PUT /notice-drafts/{id}": {"version": 1, "form": draft},
        "PUT /notice-templates/{name}": {"form": draft},
        "POST /imports/{id}/drafts": {},
        "POST /imports/{id}/operations": {},
        "PUT /deliveries/{id}": endpoint,
        "POST /deliveries/{id}/stop": reason,
        "POST /deliveries/{id}/resume": {},
    }


def terms_form() -> dict[str, Any]:
    """Terms of an agreement, as the API takes them."""
    flows = [{"giver": "army", "receiver": PARTY, "kinds": ["drone"], "sight": "all"}]
    return {"title": "t", "level": "notification", "start": at(60), "end": at(60 * 24 * 30), "flows": flows}


def sign_in_again(office: Office, asker: Asker) -> None:
    """For who has signed out."""
    form = {"party": PARTY, "login": asker.name, "password": PASSWORD}
    answer = httpx.post(f"{office.url}/api/v1/session", json=form, trust_env=False)
    assert answer.status_code == 200, answer.text
    asker.signed_in(answer.headers["set-cookie"].partition("=")[2].partition(";")[0])
