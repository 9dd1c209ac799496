"""What parties report, ask each other, say of incidents and commit to, at a party's own centre: the same as at the
office, while the wire holds and when it does not."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

from tansiq.gateways.api_v1 import offered
from tests.coordination import Speaker, at, flight, incident, quiet_period, report, request
from tests.linked import PARTY, Linked, differences, everything, inform, linked

LISTS = (
    "/reports?role=own", "/reports?role=received", "/reports?owner=army", "/reports?marking=TLP:GREEN",
    "/reports?source_grade=A", "/reports?information_grade=2", "/reports?information_grade=5", "/reports?limit=1",
    "/reports?texts=true", "/reports?texts=true&role=own", "/reports?texts=perhaps", "/requests?role=own",
    "/requests?role=received", "/requests?party=drones", "/requests?party=army", "/requests?kind=support",
    "/requests?state=declined", "/requests?overdue=true", "/requests?overdue=false", "/incidents?opened_by=army",
    "/incidents?opened_by=drones", "/incidents?party=army", "/incidents?state=alleged", "/incidents?state=disputed",
    "/incidents?stand=unanswered", "/incidents?kind=near-miss", "/incidents?overdue=false",
    "/incidents?overdue=true", "/incidents?area=4,35,6,37", "/incidents?area=14,35,16,37",
    f"/incidents?from={at(60)}", f"/incidents?until={at(60)}", "/incidents?quiet_period=none",
    "/quiet-periods?state=proposed", "/quiet-periods?party=army", "/quiet-periods?party=drones",
    "/quiet-periods?under=relief-army", "/reports?limit=0", "/reports?marking=red", "/requests?cursor=x",
    "/incidents?area=1", "/quiet-periods?state=off",
)  # fmt: skip
"""Each is answered with the same words at the office and here, be it a refusal."""


def both(link: Linked, path: str) -> list[tuple[int, Any]]:
    answers = []
    for speaker in (link.there, link.here):
        status, body = speaker("GET", path.replace("+", "%2B"))
        answers.append((status, body if status == 200 else {**body, "instance": ""}))
    return answers


def pages(speaker: Speaker, name: str) -> list[str]:
    ids, cursor = [], ""
    while True:
        page = speaker.get(f"/{name}?limit=2{cursor}")
        ids += [one["id"] for one in page["items"]]
        if page["next"] is None:
            return ids
        cursor = f"&cursor={page['next']}"


def test_a_centre_shows_all_of_it_as_the_office_does(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        made = inform(link)
        link.wait_up()
        assert differences(everything(link.there), everything(link.here)) == []
        for path in LISTS:
            there, here = both(link, path)
            assert there == here, path
        for name in ("reports", "requests", "incidents", "quiet-periods"):
            assert pages(link.here, name) == pages(link.there, name)
            nobody = both(link, f"/{name}/nobody")
            assert (nobody[0], nobody[0][0]) == (nobody[1], 404), name
        assert [one["text"].partition(":")[0] for one in
                (link.here.get(f"/reports/{made['first']}?version={number}") for number in (1, 2))] == [
            "The road", "The road, later"]  # fmt: skip
        for path in (f"/reports/{made['first']}?version=3", f"/reports/{made['first']}?version=x",
                     f"/incidents/{made['wrong']}/accounts/drones", f"/incidents/{made['wrong']}/told",
                     f"/quiet-periods/{made['quiet']}/figures", "/quiet-periods/figures", "/reports/search?q=road",
                     f"/reports/{made['own']}/sight/army", "/agreements/relief-army/responses"):  # fmt: skip
            there, here = both(link, path)
            assert there == here, path
        link.centre.kill()  # type: ignore[union-attr]
        link.speakers["army"].post("/reports", report("While it was away", [PARTY]))
        link.speakers["army"].post(f"/incidents/{made['wrong']}/end", {"text": "nothing was there", "person": "Omar"})
        link.start_centre()
        link.wait_up()
        assert differences(everything(link.there), everything(link.here)) == []


def test_what_is_planned_inside_a_quiet_period_is_seen_here_too(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        quiet = inform(link)["quiet"]
        link.wait_up()
        period = link.there.get(f"/quiet-periods/{quiet}")
        centre = period["area"][0]["circle"]
        inside = flight(centre["lat"], centre["lng"], kind="convoy")
        planned = link.there.post("/operations", inside)["operation"]["id"]
        link.wait_up()
        assert [one["id"] for one in link.there.get(f"/quiet-periods/{quiet}")["inside"]] == [planned]
        assert link.here.get(f"/quiet-periods/{quiet}") == link.there.get(f"/quiet-periods/{quiet}")


def test_it_is_shown_and_changed_while_the_wire_is_cut(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        made, here, army = inform(link), link.here, link.speakers["army"]
        link.wait_up()
        before = everything(here)
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        assert everything(here) == before
        asked = urllib.request.Request(f"{here.office.url}/api/v1/reports/{made['first']}")
        asked.add_header("Authorization", f"Bearer {here.token}")
        with urllib.request.urlopen(asked) as answer:
            assert (answer.headers["tansiq-link"], bool(answer.headers["tansiq-as-of"])) == ("down", True)
        for path in ("/reports/search?q=road", f"/reports/{made['own']}/sight/army",
                     f"/reports/{made['own']}/evidence/{'0' * 64}", f"/requests/{made['asking']}/sight/army",
                     "/agreements/relief-army/responses", f"/incidents/{made['wrong']}/told",
                     f"/incidents/{made['wrong']}/sight/army", "/quiet-periods/figures",
                     f"/quiet-periods/{made['quiet']}/figures"):  # fmt: skip
            status, problem = here("GET", path)
            assert (status, problem["code"]) == (503, "office-unreachable"), path
        status, problem = here("POST", "/reports/outlook", report("The road", ["army"]))
        assert (status, problem["code"]) == (503, "office-unreachable")
        assert here("POST", "/reports", {"title": "half"})[1]["code"] == "malformed", "nobody need wait for that"
        wrong = f"/incidents/{made['wrong']}"
        changes: list[tuple[str, str, Any]] = [
            ("POST", "/reports", report("Cut off", ["army"])),
            ("PUT", f"/reports/{made['own']}", {**report("No road at all", ["army"]), "version": 1}),
            ("POST", f"/reports/{made['first']}/withdrawal", {"version": 2, "reason": "not ours"}),
            ("POST", "/requests", request("Are you there?", ["army"])),
            ("PUT", f"/requests/{made['asking']}/needed-by", {"version": 1, "needed_by": at(600)}),
            ("POST", f"/requests/{made['asking']}/withdrawal", {"version": 2, "reason": "we know"}),
            ("POST", "/incidents", incident("Once more", ["army"])),
            ("PUT", f"{wrong}/account", {"version": 2, "text": "Thrice", "language": "en", "person": "Lina"}),
            ("POST", f"{wrong}/questions", {"questions": ["Whose was it?"], "person": "Lina"}),
            ("POST", "/quiet-periods", quiet_period("relief-army")),
            ("POST", f"/quiet-periods/{made['quiet']}/taking-back", {"reason": "we must fly", "person": "Lina"}),
        ]
        queued = [here(method, path, form) for method, path, form in changes]
        assert [status for status, _ in queued] == [202] * len(changes), queued
        assert [one["position"] for _, one in queued] == list(range(1, len(changes) + 1))
        army.post("/reports", report("You cannot read this yet", [PARTY]))
        link.wire.mend()
        link.wait_up()
        answers = [here.get(f"/outbox/{one['queued']}") for _, one in queued]
        assert [one["state"] for one in answers] == ["done", "done", "refused", *["done"] * 8], answers
        assert (answers[2]["status"], answers[2]["answer"]["code"]) == (404, "not-found")
        assert differences(everything(link.there), everything(here)) == []
        assert [one["title"] for one in army.get("/reports?owner=relief")["items"]] == ["No road at all", "Cut off"]
        own = here.get(f"/reports/{made['own']}")
        assert [one["shown"][-1]["version"] for one in own["given"] if one["party"] == "army"] == [2], (
            "nobody told this"
        )
        again = here("POST", "/reports", report("Cut off", ["army"]))
        assert again[0] == 201, "another report of the same words"


def test_every_change_waits_and_every_question_is_answered_or_said_to_be_the_offices(tmp_path: Path) -> None:
    """Whatever routes there will be: none is forgotten."""
    with linked(tmp_path) as link:
        link.wait_up()
        ids = inform(link)
        link.wait_up()
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        of = {
            "reports": ids["first"],
            "requests": ids["asked"],
            "incidents": ids["wrong"],
            "quiet-periods": ids["quiet"],
        }
        live, asked = set(), 0
        for route in offered():
            room = route.template.split("/")[3]
            if room not in of or route.template.endswith("/intake"):
                continue
            path = route.template.removeprefix("/api/v1").replace("{id}", of[room]).replace("{party}", "army")
            status, body = link.here(route.method, path.replace("{name}", "x").replace("{sha256}", "0" * 64), {})
            asked += 1
            if (status, body.get("code") if isinstance(body, dict) else "") == (503, "office-unreachable"):
                live.add(route.template.removeprefix("/api/v1"))
            elif route.method == "GET":
                assert status == 200, (route.template, body)
            else:
                assert status == 202 or body["code"] == "malformed", (route.template, body)
        assert asked > 40
        assert live == {
            "/reports/outlook", "/reports/search", "/reports/{id}/sight/{party}", "/reports/{id}/evidence/{sha256}",
            "/requests/{id}/sight/{party}", "/incidents/{id}/told", "/incidents/{id}/sight/{party}",
            "/quiet-periods/figures", "/quiet-periods/{id}/figures", "/incidents/{id}/bundle",
        }  # fmt: skip


def test_a_document_is_looked_through_here_when_the_office_cannot_be_reached(tmp_path: Path) -> None:
    page = b"<html><head><title>The road is open</title></head><body><article><h1>The road is open</h1>" + b"".join(
        b"<p>The road to the bridge has been open since noon, says the mayor of the town. Number %d.</p>" % i
        for i in range(12)
    )
    with linked(tmp_path) as link:
        link.wait_up()
        status, found = link.wait_until(lambda: (got := put_in(link.here, page))[0] == 201 and got)
        assert found["original"]["media_type"] == "text/html", found
        evidence = [{"sha256": found["original"]["sha256"], "name": "page.html"}]
        made = link.here.post("/reports", report("The road", ["army"], evidence=evidence), 201)
        link.wait_until(lambda: link.here("GET", f"/reports/{made['id']}")[0] == 200)
        assert link.here.get(f"/reports/{made['id']}")["evidence"][0]["name"] == "page.html"
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        status, here = link.wait_until(lambda: (got := put_in(link.here, page))[0] == 201 and got)
        assert (status, here["original"]) == (201, None)
        assert {**here, "original": found["original"]} == found
        status, problem = put_in(link.here, b"\0\1\2")
        assert (status, problem["code"]) == (415, "document-unknown")


def put_in(speaker: Speaker, data: bytes) -> tuple[int, Any]:
    url = f"{speaker.office.url}/api/v1/reports/intake?name=page.html"
    asked = urllib.request.Request(url, data, {"Content-Type": "text/html"}, method="POST")
    asked.add_header("Authorization", f"Bearer {speaker.token}")
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
