"""Hostile input at every route: whatever stands in a path, a query, a header or any member of a body, the answer comes
soon, is never a fault, and says what is wrong. `HOSTILE` says how many requests each route gets."""

from __future__ import annotations

import http.client
import json
import math
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest

from tests.coordination import ALL, Speaker, found_office, site
from tests.serving import ALL_SCOPES, Identity, Office, running_office
from tests.web.browsing import Browser, browser_of, person
from tests.web.test_contract import extent, flight

EACH = int(os.environ.get("HOSTILE", "16"))
SLOWEST_S = 5.0
NO_HTTP = b"Invalid HTTP request received."
DSS = {
    "/dss/v1/operational_intent_references/{id}": ("PUT", flight()),
    "/dss/v1/operational_intent_references/query": ("POST", {"area_of_interest": extent()}),
    "/dss/v1/constraint_references/{id}": ("PUT", {"extents": [extent()], "uss_base_url": "https://a.example"}),
    "/dss/v1/constraint_references/query": ("POST", {"area_of_interest": extent()}),
    "/dss/v1/subscriptions/{id}": ("PUT", {"extents": extent(), "uss_base_url": "https://a.example",
                                           "notify_for_operational_intents": True}),
    "/dss/v1/subscriptions/query": ("POST", {"area_of_interest": extent()}),
    "/dss/v1/uss_availability/{id}": ("PUT", {"old_version": "", "availability": "Down"}),
    "/dss/v1/reports": ("POST", {"exchange": {"url": "https://a.b", "method": "GET", "recorder_role": "Client",
                                              "request_time": {"value": "2026-01-01T00:00:00Z", "format": "RFC3339"}}}),
}  # fmt: skip


def _nested(depth: int) -> Any:
    inner: Any = 1
    for i in range(depth):
        inner = [inner] if i % 2 else {"a": inner}
    return inner


VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 0.1, 1e308, -1e308, 5e-324, math.nan, math.inf, 2**53 + 1, 2**63, -(2**63) - 1,
    10**40, "", " ", "x", "x" * 70_000, "é" * 300, "\ud800", "\udfff\ud800", "\0", "a\0b", "\u202egnp\u2066", "\u200f",
    "\ufeff", "\u0663", "a/b", "../../etc/passwd", "%00", "<script>alert(1)</script>", "'; DROP TABLE entries; --",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59", "2026-02-30T00:00:00Z", "2026-01-01T00:00:60Z",
    "2026-01-01", "-1", "1e5", "NaN", [], {}, [None], [[]], {"": None}, [0] * 2_000, [{}] * 500, _nested(40),
    _nested(900), {"x" * 1_000: 1}, "army", ["army"], ["army"] * 60, "http://[::1", "https://a:99999999/", "@", "a@b",
]  # fmt: skip
BODIES: list[bytes] = [
    b"", b" ", b"{", b"[]", b"null", b"0", b'""', b"\xff\xfe\x00", b"\xef\xbb\xbf{}", b"NaN", b"-", b"1e999", b"{}{}",
    b"[" * 20_000, b'{"a":' * 5_000, b'{"kind":"site","kind":"site"}', b'"\\ud800"', b'{"\\ud800":1}', b"\0" * 1_000,
    b" " * 200_000, b'{"a":"\x01"}', b"--x\r\n", b"<a/>", b"PK\x03\x04" + b"\0" * 100,
]  # fmt: skip
TEXTS: list[bytes] = [
    b"", b"0", b"-1", b"1e9", b"99999999999999999999", b"NaN", "\u0663".encode(), b"%", b"%zz", b"%00", b"\xff\xfe",
    b"\xed\xa0\x80", "\u202e".encode(), b"a" * 900, b"a" * 3_000, b"../..", b"//", b"true", b"null", b"[]", b"{", b"*",
    b"2026-01-01T00:00:00Z", b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"2026-13-01T00:00:00Z",
    b"1,2,3,4", b"-180,-90,180,90", b"nan,nan,nan,nan", b"1e308,1e308,1e309,1", b"4,4,4,4", b"army", b"eyJhIjoxfQ",
]  # fmt: skip
HEADERS: list[dict[str, str]] = [
    {}, {"Idempotency-Key": "x" * 200}, {"Idempotency-Key": "\xff"}, {"Idempotency-Key": ""},
    {"Idempotency-Key": "one and the same"}, {"Content-Type": "text/plain"}, {"Content-Type": "\xff/;;;"},
    {"Accept-Language": "\xff" * 500}, {"X-Request-Id": "<>" * 100}, {"Tansiq-Person": "x"}, {"Cookie": "a=\xff; b"},
    {"Content-Type": "image/png"}, {"Accept": "text/event-stream"}, {"Last-Event-ID": "-1"}, {"Range": "bytes=5-1"},
]  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A route, and an example of a sound body."""

    method: str
    template: str
    query: tuple[str, ...]
    example: Any
    raw: bool


def _example(schema: dict[str, Any], whole: dict[str, Any], depth: int = 0) -> Any:
    """Something of the schema, with all its members, as far down as it makes sense."""
    if "$ref" in schema:
        return _example(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole, depth)
    if "anyOf" in schema:
        return _example(schema["anyOf"][0 if depth < 6 else -1], whole, depth + 1)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    match schema.get("type"):
        case "object":
            members = schema.get("properties", {})
            return {name: _example(inner, whole, depth + 1) for name, inner in members.items() if depth < 6}
        case "array":
            return [_example(schema["items"], whole, depth + 1)] if schema.get("items") else []
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "string" if schema.get("format") == "date-time":
            return "2031-01-01T00:00:00Z"
        case _:
            return "x" * max(1, schema.get("minLength", 1))


def _places(description: dict[str, Any]) -> Iterator[Place]:
    for template, methods in description["paths"].items():
        for method, form in methods.items():
            query = tuple(one["name"] for one in form.get("parameters", ()) if one.get("in") == "query")
            content = form.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            example = None if schema is None else _example(schema, description)
            if template.endswith(("/notices", "/notice-drafts")) and method == "post":
                example = site()
            yield Place(method.upper(), template, query, example, bool(content) and schema is None)
    for template, (method, example) in DSS.items():
        yield Place(method, template, (), example, raw=False)
        yield Place("GET", template, (), None, raw=False)


def _spoilt(example: Any, chance: random.Random) -> Any:
    """The same with one thing in it, at any depth, replaced by something else, or gone, or there twice."""
    if isinstance(example, dict) and example and chance.random() < 0.85:
        name = chance.choice(list(example))
        if chance.random() < 0.08:
            return {key: inner for key, inner in example.items() if key != name}
        return {**example, name: _spoilt(example[name], chance)}
    if isinstance(example, list) and example and chance.random() < 0.8:
        if chance.random() < 0.1:
            return example * chance.choice((2, 60, 1_500))
        return [_spoilt(example[0], chance), *example[1:]]
    return chance.choice(VALUES)


def _request(place: Place, chance: random.Random, ids: list[str]) -> tuple[str, str, bytes, dict[str, str]]:
    path = ""
    for step in place.template.split("/")[1:]:
        good = quote(chance.choice(ids), safe="")
        path += "/" + (step if not step.startswith("{") else good if chance.random() < 0.6 else _text(chance))
    method = (
        place.method if chance.random() < 0.93 else chance.choice(("PUT", "POST", "DELETE", "PATCH", "BREW", "HEAD"))
    )
    asked = [*place.query, "limit", "cursor", "unknown"]
    if method == "GET" or chance.random() < 0.1:
        path += "?" + "&".join(
            f"{chance.choice(asked)}={_text(chance)}" for _ in range(chance.choice((0, 1, 1, 2, 40)))
        )
    headers = chance.choice(HEADERS) if chance.random() < 0.3 else {}
    if place.example is None or chance.random() < 0.15:
        return method, path, chance.choice(BODIES) if place.raw or chance.random() < 0.5 else b"", headers
    return method, path, json.dumps(_spoilt(place.example, chance)).encode(), headers


def _text(chance: random.Random) -> str:
    return quote_from_bytes(chance.choice(TEXTS), safe="%,:")


class Asker:
    """One connection, kept."""

    def __init__(self, office: Office, headers: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=30)
        self.headers = headers

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, float]:
        began = time.monotonic()
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {**self.headers, **headers, "Content-Length": str(len(body))}.items():
            self.connection.putheader(name, value.encode("latin-1"))
        self.connection.endheaders(body)
        answer = self.connection.getresponse()
        if answer.getheader("content-type", "").startswith("text/event-stream"):
            self.connection.close()  # it would go on
            return answer.status, b"", time.monotonic() - began
        return answer.status, answer.read(), time.monotonic() - began


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    found_office(folder / "office.db")
    with running_office(folder / "office.db", identity.public_file, "--no-access-log") as served:
        yield served


@pytest.mark.stories
def test_nothing_hostile_is_answered_with_a_fault_or_late(office: Office, identity: Identity) -> None:
    chance = random.Random(int(os.environ.get("SEED", "7")))
    army, relief = (Speaker(office, identity, party) for party in ("army", "relief"))
    person(office, identity, "army", "anna", "duty-officer", "administrator")
    anna: Browser = browser_of(office, "army", "anna")
    made = (
        relief.post("/notices", site())["id"],
        army.post("/threads", {"parties": ["relief"], "title": "t", "message": {"text": "x"}})["id"],
        army.post("/notice-drafts", {k: v for k, v in site().items() if k not in ("author", "checked_by")})["id"],
    )
    ids = [*made, "air", "relief-army", "army", "1", "today", "21dc02b2-e87b-41f1-8c9e-02fc00000001"]
    cookie = "; ".join(f"{name}={value}" for name, value in anna.http.cookies.items())
    program = Asker(office, {"Authorization": f"Bearer {identity.token('army', f'{ALL} tansiq.link {ALL_SCOPES}')}"})
    signed_in = Asker(office, {"Cookie": cookie, "X-CSRF-Token": anna.csrf})
    places = list(_places(office.call("GET", "/api/v1/openapi.json")[1]))
    statuses: dict[int, int] = {}
    wrong: list[str] = []
    for place in places:
        for _ in range(EACH):
            request = _request(place, chance, ids)
            ends_it = place.template.startswith(("/api/v1/session", "/api/v1/people", "/api/v1/departure"))
            asker = signed_in if chance.random() < 0.4 and not ends_it else program
            if place.template == "/api/v1/departure":
                continue
            status, body, seconds = asker.ask(*request)
            if seconds > SLOWEST_S:  # the machine may have been busy with something else
                status, body, seconds = asker.ask(*request)
            statuses[status] = statuses.get(status, 0) + 1
            sound = status < 500 or status == 501
            if sound and status >= 400 and request[0] != "HEAD" and body != NO_HTTP:
                document = json.loads(body)
                sound = bool(document.get("detail") or document.get("message"))
            if not sound or seconds > SLOWEST_S:
                method, path, sent, headers = request
                wrong.append(
                    f"{status} {seconds:.1f} s {method} {path[:300]} {headers} {sent[:1500]!r}: {body[:300]!r}"
                )
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:15])
    assert office.call("GET", "/readyz")[0] == 200
    assert 'event":"fault' not in office.log.read_text()
    assert statuses.get(200, 0) > 50, f"hardly anything got as far as it should: {statuses}"
    assert statuses[400] > 200, statuses
