"""The office's own interface as its users meet it: a real office over HTTP, in the order in which things happen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.peopled import ALL, people
from tests.serving import Identity, Office, running_office, start_office

PROFILE = {"name": "Sky Service", "kind": "drone-service"}
SQUARE = [{"lat": 36.0, "lng": 5.0}, {"lat": 36.1, "lng": 5.0}, {"lat": 36.1, "lng": 5.1}, {"lat": 36.0, "lng": 5.1}]


def at(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def terms(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Who flies tells the other",
        "level": "information",
        "start": at(-1),
        "end": at(24),
        "flows": [
            {"giver": "army", "receiver": "relief", "kinds": ["drone"], "sight": "coarse"},
            {"giver": "relief", "receiver": "army", "kinds": ["convoy", "drone"], "sight": "all"},
        ],
        **changes,
    }


class Speaker:
    """A party that speaks to an office."""

    def __init__(self, office: Office, identity: Identity, party: str, scopes: str = ALL) -> None:
        self.office, self.token = office, identity.token(party, scopes)

    def __call__(self, method: str, path: str, body: Any = None, key: str | None = None, status: int = 200) -> Any:
        headers = {} if key is None else {"Idempotency-Key": key}
        got, answer = self.office.call(method, f"/api/v1/{path}", self.token, body, headers)
        assert got == status, answer
        return answer


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    journal = tmp_path_factory.mktemp("office") / "j.db"
    people(journal, "army", "relief", "union", "city", applying=("uss9",))
    with running_office(
        journal, identity.public_file, "--public-url", "https://office.example.org/", "--max-volumes", "3"
    ) as served:
        yield served


@pytest.fixture(scope="module")
def army(office: Office, identity: Identity) -> Speaker:
    return Speaker(office, identity, "army")


@pytest.fixture(scope="module")
def relief(office: Office, identity: Identity) -> Speaker:
    return Speaker(office, identity, "relief")


def test_an_office_is_opened_once_and_applied_to_with_an_invitation(tmp_path: Path, identity: Identity) -> None:
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        first, late = Speaker(office, identity, "first"), Speaker(office, identity, "late")
        assert first("GET", "parties", status=403)["code"] == "not-a-party"
        opened = first("POST", "office", {"profile": PROFILE}, status=201)
        assert (opened["id"], opened["state"], opened["version"]) == ("first", "admitted", 1)
        assert late("POST", "office", {"profile": PROFILE}, status=409)["code"] == "already-founded"
        made = first("POST", "invitations", {"until": at(24), "objection_hours": 2}, status=201)
        assert made["link"] == f"/apply#{made['id']}.{made['secret']}"
        form = {"party": "late", "invitation": made["id"], "secret": made["secret"], "profile": PROFILE}
        for wrong in ({"secret": "x"}, {"invitation": "x"}):
            status, answer = office.call("POST", "/api/v1/applications", None, {**form, **wrong})
            assert (status, answer["code"]) == (404, "invitation-unknown")
        for name in ("", "a b", "a/b", ".", "é", "a" * 129):
            status, answer = office.call("POST", "/api/v1/applications", None, {**form, "party": name})
            assert status == 400, (name, answer)
        status, answer = office.call("POST", "/api/v1/applications", None, form)
        assert (status, answer["state"], answer["id"]) == (201, "applying", "late")
        assert made["secret"] not in office.log.read_text()


def test_whoever_holds_the_invitation_sees_how_the_application_stands_and_no_contacts(
    tmp_path: Path, identity: Identity
) -> None:
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        first = Speaker(office, identity, "first")
        first("POST", "office", {"profile": PROFILE}, status=201)
        made = first("POST", "invitations", {"until": at(24), "objection_hours": 2}, status=201)
        other = first("POST", "invitations", {"until": at(24), "objection_hours": 2}, status=201)

        def stand(party: str = "late", link: dict[str, str] = made, **more: str) -> tuple[int, dict[str, object]]:
            form = {"party": party, "invitation": link["id"], "secret": link["secret"], **more}
            return office.call("POST", "/api/v1/applications/standing", None, form)

        assert (stand()[0], stand()[1]["code"]) == (404, "not-found")
        form = {"party": "late", "invitation": made["id"], "secret": made["secret"], "profile": PROFILE}
        assert office.call("POST", "/api/v1/applications", None, form)[0] == 201
        first("POST", "parties/late/objection", {"reason": "it is too loud"})
        first("DELETE", f"invitations/{made['id']}")
        status, seen = stand()
        assert (status, seen["state"], seen["objecting"], seen["invited_by"]) == (200, "applying", 1, "first")
        assert "objections" not in seen
        profile = seen["profile"]
        assert isinstance(profile, dict)
        assert "contacts" not in profile
        assert stand(secret="x")[1]["code"] == "invitation-unknown"
        assert stand(link={**made, "id": "x"})[1]["code"] == "invitation-unknown"
        assert stand(link=other)[1]["code"] == stand(party="first")[1]["code"] == "not-found"
        assert made["secret"] not in office.log.read_text()


def test_who_does_not_take_part_sees_its_own_application_and_nothing_else(
    office: Office, identity: Identity, army: Speaker
) -> None:
    applicant, stranger = Speaker(office, identity, "uss9"), Speaker(office, identity, "stranger")
    army("POST", "parties/uss9/objection", {"reason": "it is too loud"})
    (own,) = applicant("GET", "applications")["items"]
    assert (own["id"], own["state"], own["objecting"]) == ("uss9", "applying", 1)
    assert "objections" not in own
    assert own["profile"]["contacts"]
    (seen,) = army("GET", "applications")["items"]
    assert [(o["by"], o["reason"]) for o in seen["objections"]] == [("army", "it is too loud")]
    assert (seen["invited_by"], seen["objections_until"] > at(0)) == ("army", True)
    assert "contacts" not in seen["profile"]
    assert stranger("GET", "applications", status=403)["code"] == "not-a-party"
    for speaker in (applicant, stranger):
        for method, path in (
            ("GET", "parties"), ("GET", "parties/army"), ("GET", "agreements"), ("GET", "invitations"),
            ("POST", "invitations"), ("POST", "agreements"), ("POST", "sight"), ("DELETE", "parties/uss9/objection"),
        ):  # fmt: skip
            assert speaker(method, path, {} if method == "POST" else None, status=403)["code"] == "not-a-party"
    assert "objecting" not in army("DELETE", "parties/uss9/objection")
    assert army("DELETE", "parties/uss9/objection", status=404)["code"] == "not-found"


def test_parties_are_listed_in_pages_and_misspelt_filters_refused(army: Speaker) -> None:
    page = army("GET", "parties?limit=3")
    assert [party["id"] for party in page["items"]] == ["army", "city", "relief"]
    rest = army("GET", f"parties?limit=3&cursor={page['next']}")
    assert ([party["id"] for party in rest["items"]], rest["next"]) == (["union"], None)
    assert [party["id"] for party in army("GET", "parties?state=applying")["items"]] == ["uss9"]
    assert army("GET", "parties?stat=applying", status=400)["code"] == "malformed"
    assert army("GET", "parties?limit=0", status=400)["code"] == "limit-invalid"
    assert army("GET", "parties/nobody", status=404)["code"] == "not-found"


def test_a_profile_is_changed_by_its_party_alone_in_the_version_that_was_read(army: Speaker, relief: Speaker) -> None:
    seen = army("GET", "parties/army")
    profile = {**seen["profile"], "name": "The whole army"}
    assert relief("PUT", "parties/army/profile", {"version": 1, "profile": profile}, status=403)["code"] == "not-yours"
    changed = army("PUT", "parties/army/profile", {"version": seen["version"], "profile": profile})
    assert (changed["profile"]["name"], changed["version"]) == ("The whole army", seen["version"] + 1)
    again = army("PUT", "parties/army/profile", {"version": seen["version"], "profile": profile}, status=409)
    assert (again["code"], again["field"]) == ("stale-version", "version")
    wrong = army("PUT", "parties/army/profile", {"version": 9, "profile": {**profile, "contact": []}}, status=400)
    assert (wrong["field"], "did you mean contacts" in wrong["detail"]) == ("profile.contact", True)


def test_what_is_wrong_is_answered_as_a_problem_document(office: Office, army: Speaker) -> None:
    problem = army("POST", "agreements", {"parties": ["army", "relief"], "terms": terms(title="")}, status=400)
    assert set(problem) == {"type", "title", "status", "detail", "code", "field", "instance"}
    assert (problem["status"], problem["code"], problem["field"]) == (400, "malformed", "terms.title")
    status, problem = office.call("POST", "/api/v1/agreements", None, {})
    assert (status, problem["type"]) == (401, "urn:tansiq:problem:token-refused")


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("tansiq.read", "GET", "parties"),
        ("tansiq.administer", "POST", "departure"),
        ("tansiq.agree", "POST", "agreements"),
        ("tansiq.operate", "POST", "agreements/x/suspension"),
    ],
)
def test_each_route_needs_its_scope(office: Office, identity: Identity, scope: str, method: str, path: str) -> None:
    others = " ".join(one for one in ALL.split() if one != scope)
    speaker = Speaker(office, identity, "army", others)
    assert speaker(method, path, {} if method == "POST" else None, status=403)["code"] == "scope-missing"


def test_an_invitation_is_made_once_under_one_key(office: Office, army: Speaker, relief: Speaker) -> None:
    form, key = {"until": at(24), "note": "for the city"}, str(uuid.uuid4())
    made = army("POST", "invitations", form, key=key, status=201)
    assert made["link"] == f"https://office.example.org/apply#{made['id']}.{made['secret']}"
    assert army("POST", "invitations", form, key=key, status=201) == made
    other = army("POST", "invitations", {**form, "note": "other"}, key=key, status=422)
    assert (other["code"], other["field"]) == ("idempotency-key-reused", "Idempotency-Key")
    listed = [one for one in army("GET", "invitations")["items"] if one["id"] == made["id"]]
    assert [("secret" in one, one["note"]) for one in listed] == [(False, "for the city")]
    assert relief("GET", "invitations")["items"] == []
    assert relief("DELETE", f"invitations/{made['id']}", status=404)["code"] == "not-found"
    assert army("DELETE", f"invitations/{made['id']}")["withdrawn"] is True
    assert army("POST", "invitations", {"until": at(-1)}, status=400)["field"] == "until"


def test_after_a_restart_a_repeat_meets_what_it_made_before(tmp_path: Path, identity: Identity) -> None:
    people(tmp_path / "j.db", "army", "relief")
    office = start_office(tmp_path / "j.db", identity.public_file)
    try:
        army = Speaker(office, identity, "army")
        whole = {"parties": ["army", "relief"], "terms": terms()}
        made = army("POST", "invitations", {"until": at(24)}, key="i", status=201)
        agreed = army("POST", "agreements", whole, key="a", status=201)
        office.kill()
        office = start_office(tmp_path / "j.db", identity.public_file)
        army = Speaker(office, identity, "army")
        again = army("POST", "invitations", {"until": at(24)}, key="i", status=201)
        assert again == {name: made[name] for name in made if name not in ("secret", "link")}
        assert army("POST", "agreements", whole, key="a", status=201) == agreed
        assert len(army("GET", "agreements")["items"]) == 1
        assert len(army("GET", "invitations")["items"]) == 2
    finally:
        office.kill()


def test_an_agreement_from_its_proposal_to_its_end(army: Speaker, relief: Speaker, office: Office,
                                                   identity: Identity) -> None:  # fmt: skip
    city = Speaker(office, identity, "city")
    area = {"circle": {"lat": 36.05, "lng": 5.05, "radius_m": 50_000}, "lower_m": 0, "upper_m": 100,
            "altitude_reference": "AMSL"}  # fmt: skip
    made = army("POST", "agreements", {"parties": ["army", "relief"], "terms": terms(area=area)}, status=201)
    path, offer = f"agreements/{made['id']}", made["offer"]
    assert (made["standing"], offer["by"], offer["signatures"]) == ("proposed", "army", [])
    shown = offer["terms"]["area"]
    assert (shown["lower_m"], shown["upper_m"], shown["altitude_reference"]) == (-110, 210, "WGS84")
    assert city("GET", path, status=404)["code"] == "not-found"
    assert city("GET", "agreements")["items"] == []

    drone = {"viewer": "relief", "kind": "drone", "extents": [{"polygon": SQUARE, "start": at(1), "end": at(2)}]}
    foreseen = army("POST", f"{path}/preview", drone)
    assert (foreseen["sight"], foreseen["under"], "extents" in foreseen) == ("coarse", made["id"], False)
    assert army("POST", "sight", drone)["sight"] == "nothing"
    assert army("POST", f"{path}/preview", {**drone, "by": "terms"}, status=409)["code"] == "not-in-force"
    assert "contacts" not in army("GET", "parties/relief")["profile"]

    unsigned = {"digest": offer["digest"]}
    assert army("POST", f"{path}/signatures", unsigned, status=403)["code"] == "person-needed"
    wrong = army("POST", f"{path}/signatures", {"digest": "0" * 64, "person": "A"}, status=409)
    assert wrong["code"] == "stale-offer"
    assert (
        army("POST", f"{path}/signatures", {**unsigned, "person": "A", "version": 7}, status=409)["field"] == "version"
    )
    assert army("POST", f"{path}/signatures", {**unsigned, "person": "A. Adler"})["standing"] == "proposed"
    (line,) = relief("GET", "agreements?standing=proposed&party=army")["items"]
    assert (line["id"], line["offer_by"], line["awaits"]) == (made["id"], "army", ["relief"])
    signed = relief("POST", f"{path}/signatures", {**unsigned, "person": "R. Roth", "version": 2})
    assert (signed["standing"], signed["digest"]) == ("in force", offer["digest"])
    assert [(one["party"], one["person"]) for one in signed["signatures"]] == [
        ("army", "A. Adler"),
        ("relief", "R. Roth"),
    ]

    seen = army("POST", "sight", drone)
    assert seen == foreseen
    assert army("POST", "sight", {**drone, "kind": "convoy"})["sight"] == "nothing"
    assert army("POST", "sight", {**drone, "viewer": "reliev"}, status=404)["field"] == "viewer"
    assert relief("POST", "sight", {**drone, "viewer": "army"})["extents"][0]["polygon"] == SQUARE
    assert army("GET", "parties/relief")["profile"]["contacts"][0]["phone"] == "+1 555 0100"
    assert "contacts" not in city("GET", "parties/relief")["profile"]

    amended = relief("POST", f"{path}/offer", {"version": signed["version"], "terms": terms(title="Other")})
    assert (amended["standing"], amended["terms"]["title"]) == ("in force", signed["terms"]["title"])
    assert army("DELETE", f"{path}/offer", status=409)["code"] == "nothing-proposed"
    assert "offer" not in relief("DELETE", f"{path}/offer")

    assert relief("POST", f"{path}/suspension", {"reason": "shots were heard"})["standing"] == "suspended"
    assert army("POST", "sight", drone)["sight"] == "nothing"
    assert army("DELETE", f"{path}/suspension", status=403)["code"] == "not-yours"
    assert relief("DELETE", f"{path}/suspension")["standing"] == "in force"
    ended = army("POST", f"{path}/end", {"reason": "done"}, key="end")
    assert (ended["standing"], ended["ending"]["by"]) == ("ended", "army")
    assert army("POST", f"{path}/end", {"reason": "done"}, key="end") == ended
    assert relief("GET", "agreements?standing=ended")["items"][0]["id"] == made["id"]


def test_an_offer_that_is_taken_back_or_ended_leaves_a_list_that_can_be_read(army: Speaker, relief: Speaker) -> None:
    whole = {"parties": ["army", "relief"], "terms": terms()}
    first, second = (army("POST", "agreements", whole, status=201) for _ in range(2))
    army("DELETE", f"agreements/{first['id']}/offer")
    relief("POST", f"agreements/{second['id']}/end", {"reason": "no"})
    ids = {line["id"]: line for line in army("GET", "agreements")["items"]}
    assert first["id"] not in ids
    assert "title" not in ids[second["id"]]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"recipients": []}, "malformed", "terms.recipients"),
        ({"flows": [{"giver": "army", "receiver": "city", "kinds": ["drone"], "sight": "all"}]}, "terms-invalid",
         "terms.flows[0]"),
        ({"flows": [{"giver": "army", "receiver": "relief", "kinds": ["drone"], "sight": "some"}]}, "malformed",
         "terms.flows[0].sight"),
        ({"area": {"polygon": SQUARE[:2]}}, "malformed", "terms.area.polygon"),
        ({"area": {"polygon": SQUARE, "start": "2026-01-01T00:00:00Z"}}, "malformed", "terms.area.start"),
        ({"area": {"polygon": [SQUARE[i] for i in (0, 2, 1, 3)]}}, "edges-cross", "terms.area.polygon"),
        ({"end": "2026-01-01T00:00:00"}, "malformed", "terms.end"),
        ({"end": "2020-01-01T00:00:00Z"}, "terms-invalid", "terms.end"),
        ({"coarse_level": 9}, "malformed", "terms.coarse_level"),
        ({"acknowledge_within": {"urgent_s": 1}}, "terms-invalid", "terms.acknowledge_within"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_agreed_are_refused_with_their_place(
    army: Speaker, changes: dict[str, Any], code: str, field: str
) -> None:
    problem = army("POST", "agreements", {"parties": ["army", "relief"], "terms": terms(**changes)}, status=400)
    assert (problem["code"], problem["field"]) == (code, field)
    assert (
        army("POST", "agreements", {"parties": ["city", "relief"], "terms": terms()}, status=400)["field"] == "parties"
    )


def test_a_coalition_asks_and_members_join_and_leave(office: Office, identity: Identity, relief: Speaker) -> None:
    union, city = Speaker(office, identity, "union"), Speaker(office, identity, "city")
    assert city("POST", "parties/union/members", {"member": "city"}, status=403)["code"] == "not-yours"
    assert city("POST", "coalitions/union/membership", status=409)["code"] == "not-asked"
    assert union("POST", "parties/union/members", {"member": "city"})["asked"] == ["city"]
    assert city("GET", "parties/union")["asked"] == ["city"]
    assert "asked" not in relief("GET", "parties/union")
    assert city("POST", "coalitions/union/membership")["members"] == ["city"]
    assert relief("GET", "parties/union")["members"] == ["city"]
    assert "members" not in city("DELETE", "coalitions/union/membership")


def test_a_party_leaves_and_takes_part_no_longer(tmp_path: Path, identity: Identity) -> None:
    people(tmp_path / "j.db", "army", "relief")
    with running_office(tmp_path / "j.db", identity.public_file) as office:
        relief = Speaker(office, identity, "relief")
        assert relief("POST", "departure")["state"] == "left"
        assert relief("GET", "parties", status=403)["code"] == "not-a-party"
        assert relief("GET", "applications", status=403)["code"] == "not-a-party"
