"""The interface as its users meet it: a real office over HTTP, with good and bad input."""

from __future__ import annotations

import contextlib
import json
import socket
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tansiq.journal.rebuilding import from_journal
from tansiq.office.machine import blueprint
from tests.serving import Identity, Office, running_office

INTENTS = "/dss/v1/operational_intent_references"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    with running_office(
        tmp_path_factory.mktemp("office") / "j.db", identity.public_file, "--max-body-bytes", "100000",
        "--max-total-vertices", "70", "--max-total-area-km2", "5000", "--max-found", "3"
    ) as served:  # fmt: skip
        yield served


@pytest.fixture(scope="module")
def token(identity: Identity) -> str:
    return identity.token("uss1")


def extent(lat: float = 48.0, lng: float = 2.0, **changes: Any) -> dict[str, Any]:
    start = datetime.now(UTC) + timedelta(minutes=5)
    made: dict[str, Any] = {
        "volume": {
            "outline_circle": {"center": {"lat": lat, "lng": lng}, "radius": {"value": 300, "units": "M"}},
            "altitude_lower": {"value": 0, "reference": "W84", "units": "M"},
            "altitude_upper": {"value": 120, "reference": "W84", "units": "M"},
        },
        "time_start": {"value": start.isoformat().replace("+00:00", "Z"), "format": "RFC3339"},
        "time_end": {"value": (start + timedelta(hours=1)).isoformat().replace("+00:00", "Z"), "format": "RFC3339"},
    }
    made["volume"].update(changes)
    return made


def flight(**changes: Any) -> dict[str, Any]:
    return {"extents": [extent()], "state": "Accepted", "uss_base_url": "https://uss1.example.org", "key": []} | changes


def moment(value: str) -> dict[str, str]:
    return {"value": value, "format": "RFC3339"}


def ring(*points: tuple[float, float]) -> dict[str, Any]:
    return {"outline_circle": None, "outline_polygon": {"vertices": [{"lat": a, "lng": b} for a, b in points]}}


def high(value: Any, **changes: Any) -> dict[str, Any]:
    return {"altitude_upper": {"value": value, "reference": "W84", "units": "M"} | changes}


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("no extents", {"extents": []}, "extents", "length >= 1"),
    ("extents missing", {"extents": None}, "extents", "array"),
    ("unknown state", {"state": "Flying"}, "state", "allowed: Accepted, Activated, Nonconforming, Contingent"),
    ("plain http host with slash", {"uss_base_url": "https://x.example/"}, "uss_base_url", "leave out the '/'"),
    ("ftp", {"uss_base_url": "ftp://x.example"}, "uss_base_url", "https://"),
    ("no host", {"uss_base_url": "https://"}, "uss_base_url", "host"),
    *[(f"base URL {bad}", {"uss_base_url": bad}, "uss_base_url", "") for bad in (
        "https://h/#q", "https://u@h", "https://a..b", "https://.", "https://%00", "https://<script>", "https://h\\x",
        "https://[v1.x]", "https://" + "a." * 200 + "b", "https://-a.b", "https://h:0", "https://h:99999",
    )],
    ("short OVN in key", {"key": ["short"]}, "key[0]", "at least 16 characters"),
    ("latitude", {"extents": [extent(91.0)]}, "extents[0].volume.outline_circle.center.lat", "at most 90"),
    ("bow-tie", {"extents": [extent(**ring((0, 0), (1, 1), (1, 0), (0, 1)))]}, "outline_polygon.vertices", "crosses"),
    ("two vertices", {"extents": [extent(**ring((0, 0), (1, 1)))]}, "outline_polygon.vertices", "3 to 10000"),
    ("closed ring", {"extents": [extent(**ring((0, 0), (0, 1), (1, 1), (0, 0)))]}, "vertices[3]", "closes by itself"),
    ("on one line", {"extents": [extent(**ring((0, 0), (0, 1), (0, 2)))]}, "vertices", "no area"),
    ("two outlines", {"extents": [extent(outline_polygon={"vertices": []})]}, "extents[0].volume", "exactly one"),
    ("no radius", {"extents": [extent(outline_circle={"center": {"lat": 0, "lng": 0}})]}, "radius", "needs"),
    ("altitudes reversed", {"extents": [extent(**high(-10))]}, "extents[0].volume.altitude_lower", "below"),
    ("feet", {"extents": [extent(**high(100, units="FT"))]}, "altitude_upper.units", "allowed: M"),
    ("above sea level", {"extents": [extent(**high(100, reference="AMSL"))]}, "altitude_upper.reference",
     "allowed: W84"),
    ("no altitude", {"extents": [extent(altitude_upper=None)]}, "extents[0].volume.altitude_upper", "needed"),
    ("no start", {"extents": [{"volume": extent()["volume"]}]}, "extents[0].time_start", "needed"),
    ("before all calendars", {"extents": [extent() | {"time_start": moment("0001-01-01T00:00:00+14:00")}]},
     "extents[0].time_start", "1970 to 9999"),
    ("after all calendars", {"extents": [extent() | {"time_end": moment("9999-12-31T23:59:59-12:00")}]},
     "extents[0].time_end", "1970 to 9999"),
    ("the second of two is past", {"extents": [extent(), extent() | {"time_start": moment("2020-01-01T00:00:00Z"),
     "time_end": None}]}, "extents[1].time_end", "needed"),
    ("all past", {"extents": [extent() | {"time_start": moment("2020-01-01T00:00:00Z"),
     "time_end": moment("2020-01-01T01:00:00Z")}]}, "extents[0].time_end.value", "past"),
    ("too many corners together", {"extents": [extent(**ring(*[(i / 1000, 0.5) for i in range(9)]))] * 8},
     "extents", "together"),
    ("both subscriptions", {"subscription_id": str(uuid.uuid4()), "new_subscription": {"uss_base_url": "https://x"}},
     "new_subscription", "not both"),
    ("subscription not a UUID", {"subscription_id": "S"}, "subscription_id", "UUID"),
    ("suffix", {"requested_ovn_suffix": ""}, "requested_ovn_suffix", "version-7"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "field", "says"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_refusal_names_the_field_and_what_is_allowed(
    office: Office, token: str, change: dict[str, Any], field: str, says: str
) -> None:
    name = f"{INTENTS}/{uuid.uuid4()}"
    status, answer = office.call("PUT", name, token, flight(**change))
    assert status == 400, answer
    assert field in answer["field"]
    assert says in answer["message"]
    assert office.call("GET", name, token)[0] == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"text"', b"1e999", b"{}" * 3, b"[" * 50_000],
    ids=["empty", "half", "list", "null", "not UTF-8", "text", "huge number", "three", "deep"],
)
def test_what_is_not_the_expected_document_is_refused(office: Office, token: str, body: bytes) -> None:
    for method, path in (
        ("PUT", f"{INTENTS}/{uuid.uuid4()}"),
        ("POST", f"{INTENTS}/query"),
        ("PUT", f"/dss/v1/constraint_references/{uuid.uuid4()}"),
        ("PUT", f"/dss/v1/subscriptions/{uuid.uuid4()}"),
        ("POST", "/dss/v1/reports"),
        ("PUT", "/dss/v1/uss_availability/uss1"),
    ):
        status, answer = office.call(method, path, token, body)
        assert status == 400, (method, path, answer)
        assert answer["message"]


def test_a_body_that_is_too_long_is_refused_before_it_is_read(office: Office, token: str) -> None:
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, b" " * 100_001)
    assert (status, answer["code"]) == (413, "body-too-long")


def test_a_body_in_endless_pieces_is_cut_off(office: Office, token: str) -> None:
    with socket.create_connection(("127.0.0.1", office.port), timeout=10) as raw:
        head = f"PUT {INTENTS}/{uuid.uuid4()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        raw.sendall(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(30):
            raw.sendall(b"1000\r\n" + b" " * 4096 + b"\r\n")
        assert b"413" in raw.recv(4096).split(b"\r\n")[0]


@pytest.mark.parametrize(
    "identifier", ["1", "not-a-uuid", "21dc02b2-e87b-11f1-8c9e-02fc00000001", "%00", "a" * 3000, "ü"]
)
def test_an_identifier_that_is_no_uuid4_is_refused(office: Office, token: str, identifier: str) -> None:
    status, _ = office.call("GET", f"{INTENTS}/{quote(identifier, safe='%')}", token)
    assert status in {400, 404}


def test_large_areas_are_413_and_large_subscriptions_400(office: Office, token: str) -> None:
    wide = extent()
    wide["volume"]["outline_circle"]["radius"]["value"] = 40_000
    assert office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[wide]))[0] == 413
    assert office.call("POST", f"{INTENTS}/query", token, {"area_of_interest": wide})[0] == 413
    subscription = {"extents": wide, "uss_base_url": "https://x.example", "notify_for_operational_intents": True}
    assert office.call("PUT", f"/dss/v1/subscriptions/{uuid.uuid4()}", token, subscription)[0] == 400


def test_the_areas_of_all_volumes_together_are_bounded(office: Office, token: str) -> None:
    wide = extent()
    wide["volume"]["outline_circle"]["radius"]["value"] = 25_000
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[wide] * 3))
    assert (status, answer["field"]) == (413, "extents")
    assert "together" in answer["message"]


def test_more_than_one_answer_lists_is_refused_not_cut(office: Office, token: str) -> None:
    ovns: list[str] = []
    for count in range(1, 5):
        status, made = office.call(
            "PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[extent(30.0, 30.0)], key=ovns)
        )
        assert status == 201, made
        ovns.append(made["operational_intent_reference"]["ovn"])
        status, found = office.call("POST", f"{INTENTS}/query", token, {"area_of_interest": extent(30.0, 30.0)})
        if count <= 3:
            assert len(found["operational_intent_references"]) == count
        else:
            assert (status, found["code"]) == (413, "too-many-found")


def test_another_partys_subscription_is_404_to_read_403_to_change_and_409_to_take(
    office: Office, token: str, identity: Identity
) -> None:
    path, other = f"/dss/v1/subscriptions/{uuid.uuid4()}", identity.token("uss2")
    wish = {"extents": extent(), "uss_base_url": "https://x.example", "notify_for_operational_intents": True}
    status, made = office.call("PUT", path, token, wish)
    assert status == 200
    version = made["subscription"]["version"]
    assert office.call("GET", path, other)[0] == 404
    assert office.call("PUT", path, other, wish)[0] == 409
    assert office.call("PUT", f"{path}/{version}", other, wish)[0] == 403
    assert office.call("DELETE", f"{path}/{version}", other)[0] == 403
    assert office.call("DELETE", f"{path}/{version}", token)[0] == 200


def test_no_token_is_401_and_a_token_without_the_scope_403(office: Office, identity: Identity) -> None:
    path = f"{INTENTS}/{uuid.uuid4()}"
    assert office.call("GET", path)[0] == 401
    assert office.call("GET", path, "nonsense")[0] == 401
    assert office.call("GET", path, identity.token("x", aud="elsewhere"))[0] == 401
    assert office.call("GET", path, identity.token("x", exp=1))[0] == 401
    status, answer = office.call("GET", path, identity.token("x", "utm.constraint_management"))
    assert status == 403
    assert "utm.strategic_coordination" in answer["message"]
    assert office.call("GET", path, identity.token("x", ""))[0] == 403


def test_a_planner_without_the_scope_cannot_listen_to_constraints(office: Office, identity: Identity) -> None:
    planner = identity.token("x", "utm.strategic_coordination")
    wish = {"uss_base_url": "https://x.example", "notify_for_constraints": True}
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", planner, flight(new_subscription=wish))
    assert (status, answer["field"]) == (403, "new_subscription.notify_for_constraints")


def test_an_unknown_method_names_those_that_are_possible(office: Office, token: str) -> None:
    status, answer = office.call("PATCH", f"{INTENTS}/{uuid.uuid4()}", token)
    assert (status, answer["code"]) == (405, "method-not-allowed")
    assert "DELETE" not in answer["message"]
    assert "PUT" in answer["message"]


@pytest.mark.parametrize(
    "good", ["https://h", "https://10.0.0.1:8443/a/b", "https://[2001:db8::1]/x", "http://uss_core.local.:80/y~z?a=b"]
)
def test_sound_base_urls_are_taken(office: Office, token: str, good: str) -> None:
    place = extent(40.0, 10.0 + len(good))
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=[place], uss_base_url=good))
    assert status == 201, answer


def test_the_whole_life_of_an_intent(office: Office, token: str, identity: Identity) -> None:
    intent_id = str(uuid.uuid4())
    form = flight(extents=[extent(10.0, 10.0)], new_subscription={"uss_base_url": "https://uss1.example.org"})
    status, made = office.call("PUT", f"{INTENTS}/{intent_id}", token, form)
    assert status == 201, made
    reference = made["operational_intent_reference"]
    assert made["subscribers"][0]["subscriptions"][0]["subscription_id"] == reference["subscription_id"]
    other = identity.token("uss2")
    status, seen = office.call("GET", f"{INTENTS}/{intent_id}", other)
    assert status == 200
    assert "ovn" not in seen["operational_intent_reference"]
    status, conflict = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", other, flight(extents=[extent(10.0, 10.0)]))
    assert status == 409
    assert [i["id"] for i in conflict["missing_operational_intents"]] == [intent_id]
    assert "ovn" not in json.dumps(conflict["missing_operational_intents"])
    status, _ = office.call("DELETE", f"{INTENTS}/{intent_id}/{reference['ovn']}", token)
    assert status == 200
    assert office.call("GET", f"{INTENTS}/{intent_id}", token)[0] == 404
    assert office.call("GET", f"/dss/v1/subscriptions/{reference['subscription_id']}", token)[0] == 404


def test_a_conflict_says_which_of_the_planners_volumes_meet_what(office: Office, token: str) -> None:
    ids = [str(uuid.uuid4()) for _ in range(2)]
    for intent_id, lat in zip(ids, (-10.0, -11.0), strict=True):
        assert office.call("PUT", f"{INTENTS}/{intent_id}", token, flight(extents=[extent(lat, 10.0)]))[0] == 201
    corridor = [extent(lat, 10.0) for lat in (-9.0, -10.0, -10.002, -11.0)]
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(extents=corridor))
    assert status == 409
    assert answer["meets"] == {ids[0]: [1, 2], ids[1]: [3]}


def test_unknown_fields_are_ignored_and_absent_options_may_be_null(office: Office, token: str) -> None:
    form = flight(extents=[extent(20.0, 10.0)], key=None, subscription_id=None, new_subscription=None, future="field")
    assert office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, form)[0] == 201


def test_a_report_is_archived_as_it_came(office: Office, token: str) -> None:
    exchange = {
        "url": "https://uss2.example.org/uss/v1/x",
        "method": "GET",
        "recorder_role": "Client",
        "request_time": {"value": "2026-01-01T00:00:00Z", "format": "RFC3339"},
        "anything": ["else"],
    }
    status, answer = office.call("POST", "/dss/v1/reports", token, {"exchange": exchange})
    assert status == 201
    assert answer["exchange"] == exchange
    assert uuid.UUID(answer["report_id"]).version == 4


@pytest.mark.parametrize("depth", [10, 400, 900, 960, 975, 990, 1_000, 3_000])
def test_a_report_is_replayed_however_deep_its_members_are_nested_or_refused(
    office: Office, token: str, depth: int
) -> None:
    exchange = '{"url": "https://a.b", "method": "GET", "recorder_role": "Client", "request_time": ' + json.dumps(
        moment("2026-01-01T00:00:00Z")
    )
    body = '{"exchange": ' + exchange + ',\n "q": ' + "[" * depth + "]" * depth + "}}"
    status, answer = office.call("POST", "/dss/v1/reports", token, body.encode())
    assert status in {201, 400}, answer
    rebuilt = from_journal(blueprint(), office.log.with_suffix(".db"))
    assert rebuilt.head.sequence == office.call("GET", "/readyz")[1]["sequence"]


def test_a_report_that_is_not_utf_8_inside_is_refused(office: Office, token: str) -> None:
    exchange = b'{"url":"https://a.b","method":"GET","recorder_role":"Client","request_time":'
    exchange += json.dumps(moment("2026-01-01T00:00:00Z")).encode() + b',"x":"\xff\xfe"}'
    assert office.call("POST", "/dss/v1/reports", token, b'{"exchange":' + exchange + b"}")[0] == 400


def test_deep_nesting_in_a_member_that_nobody_knows_is_refused(office: Office, token: str) -> None:
    body = json.dumps(flight())[:-1] + ', "x": ' + "[" * 20_000 + "]" * 20_000 + "}"
    status, answer = office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, body.encode())
    assert (status, answer["code"]) == (400, "not-json")


def test_a_party_whose_name_has_slashes_can_be_marked_down(office: Office, identity: Identity) -> None:
    name, arbiter = "https://uss.example/a", identity.token("arbiter")
    path = f"/dss/v1/uss_availability/{quote(name, safe='')}"
    assert office.call("PUT", path, arbiter, {"old_version": "", "availability": "Down"})[0] == 200
    assert office.call("GET", path, arbiter)[1]["status"] == {"uss": name, "availability": "Down"}
    assert office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", identity.token(name), flight())[0] == 412


def test_headers_without_an_end_are_cut_off(office: Office) -> None:
    with socket.create_connection(("127.0.0.1", office.port), timeout=10) as raw:
        raw.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ")
        with contextlib.suppress(ConnectionError):
            for _ in range(100):
                raw.sendall(b"a" * 10_000)
        assert b"431" in raw.recv(4096).split(b"\r\n")[0]


def _answers(office: Office, sent: list[bytes]) -> list[bytes]:
    """The status lines of all that one connection is answered, until it is closed."""
    with socket.create_connection(("127.0.0.1", office.port), timeout=10) as raw:
        with contextlib.suppress(ConnectionError):
            for piece in sent:
                raw.sendall(piece)
        got = b""
        with contextlib.suppress(ConnectionError):
            while data := raw.recv(65_536):
                got += data
    # The body before may stand in front of a status line: only what follows it is the status.
    return [line[line.index(b"HTTP/1.1 ") :] for line in got.split(b"\r\n") if b"HTTP/1.1 " in line]


def test_what_was_whole_is_answered_before_a_head_without_end_is_refused(office: Office, token: str) -> None:
    intent_id = str(uuid.uuid4())
    body = json.dumps(flight(extents=[extent(-33.0, 33.0)], key=[f"{i:064d}" for i in range(1_000)])).encode()
    head = f"PUT {INTENTS}/{intent_id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
    whole = head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body
    statuses = _answers(office, [whole + b"GET /healthz HTTP/1.1\r\nX: ", *[b"a" * 30_000] * 4])
    assert [b"201" in status for status in statuses] == [True, False]
    assert b"431" in statuses[1]
    assert office.call("GET", f"{INTENTS}/{intent_id}", token)[0] == 200


def test_many_requests_with_heads_that_are_allowed_are_all_answered(office: Office) -> None:
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 30_000 + b"\r\n"
    statuses = _answers(office, [(one + b"\r\n") * 19 + one + b"Connection: close\r\n\r\n"])
    assert len(statuses) == 20
    assert all(b"200" in status for status in statuses)


@pytest.mark.parametrize(
    "endless", [b"0\r\n" + b"a: b\r\n" * 5_000_000, b"1;" + b"b" * 30_000_000], ids=["trailers", "extension"]
)
def test_trailers_and_chunk_extensions_without_an_end_are_cut_off(office: Office, endless: bytes) -> None:
    began = b"GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    cut_off = False
    with socket.create_connection(("127.0.0.1", office.port), timeout=10) as raw:
        try:
            for at in range(0, len(endless), 100_000):
                raw.sendall((began if at == 0 else b"") + endless[at : at + 100_000])
        except ConnectionError:
            cut_off = True
    assert cut_off


def test_health_figures_and_auxiliary_pages_answer(office: Office, identity: Identity) -> None:
    assert office.call("GET", "/healthz")[1] == {"status": "alive"}
    assert office.call("GET", "/readyz")[0] == 200
    text = office.call("GET", "/metrics")[1]
    assert 'tansiq_held{kind="intents"}' in text
    assert "tansiq_http_request_seconds_bucket" in text
    assert office.call("GET", "/aux/v1/version")[1]["version"]
    reader = identity.token("x", "interuss.pool_status.read")
    assert office.call("GET", "/aux/v1/pool", reader)[1]["dar_id"]
    assert office.call("GET", "/aux/v1/pool/dss_instances", reader)[1]["dss_instances"][0]["id"]
    assert office.call("GET", "/aux/v1/configuration/accepted_ca_certs")[1] == {"CAs": []}
    assert office.call("GET", "/aux/v1/configuration/global_options", reader)[0] == 200
    assert office.call("GET", "/aux/v1/pool")[0] == 401
    remote = identity.token("x", "dss.read.identification_service_areas")
    assert office.call("GET", "/aux/v1/validate_oauth?owner=x", remote)[0] == 200
    assert office.call("GET", "/aux/v1/validate_oauth?owner=y", remote)[0] == 403
    assert office.call("GET", "/nothing/here")[0] == 404


def test_logs_hold_neither_tokens_nor_bodies(office: Office, token: str) -> None:
    office.call("PUT", f"{INTENTS}/{uuid.uuid4()}", token, flight(uss_base_url="https://secret-place.example"))
    text = office.log.read_text()
    assert token not in text
    assert token.split(".")[2] not in text
    assert "secret-place" not in text
    assert all(json.loads(line)["event"] for line in text.splitlines())


@pytest.mark.parametrize("kind", ["subscriptions", "operational_intent_references", "constraint_references"])
def test_a_change_that_names_an_empty_version_is_told_so(office: Office, identity: Identity, kind: str) -> None:
    path = f"/dss/v1/{kind}/00000000-0000-4000-8000-000000000001/"
    status, body = office.call("PUT", path, identity.token("uss1"), {})
    assert (status, body["code"]) == (400, "version-needed")
    assert office.call("PUT", f"/dss/v1/{kind}//x", identity.token("uss1"), {})[0] == 404
