"""Who of a party's own people has read what it was given, is known at its own centre and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

from tests.coordination import flight, report
from tests.linked import PARTY, inform, linked
from tests.web.browsing import browser_of, person
from tests.web.test_erasing import erased


def test_the_office_knows_that_the_party_was_shown_a_report_and_the_centre_who_read_it(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        army, centre = link.speakers["army"], link.centre
        assert centre is not None
        made = army.post("/reports", report("The road", [PARTY]))
        link.wait_up()
        (given,) = army.get(f"/reports/{made['id']}")["given"]
        assert [(one["version"], one["person"]) for one in given["shown"]] == [(1, "a program")], (
            "the centre took it in"
        )
        assert link.there.get("/reports/unopened") == []
        (waits,) = link.here.get("/reports/unopened")
        assert (waits["id"], waits["owner"], waits["version"]) == (made["id"], "army", 1)
        assert set(waits) == {"id", "owner", "version", "received", "source_grade", "information_grade", "marking"}
        lina = person(centre, link.identity, PARTY, "Lina", "duty-officer")
        browser = browser_of(centre, PARTY, "lina")
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        assert browser.ask("GET", f"/api/v1/reports/{made['id']}")[1]["title"] == "The road"
        assert browser.ask("GET", "/api/v1/reports/unopened") == (200, [])
        (reading,) = link.here.get("/readings?subject=report")["items"]
        assert (reading["person"], reading["id"], reading["version"]) == (lina["id"], made["id"], 1)
        link.wire.mend()
        army.put(f"/reports/{made['id']}", {**report("The road, later", [PARTY]), "version": 1})
        link.wait_up()
        assert [one["version"] for one in link.here.get("/reports/unopened")] == [2], "nobody has read it as it is now"
        assert [one["id"] for one in browser.ask("GET", f"/api/v1/reports/{made['id']}/subject")[1]] == [made["id"]]
        assert link.here.get("/reports/unopened") == []
        shown = army.get(f"/reports/{made['id']}")["given"][0]["shown"]
        assert [(one["version"], one["person"]) for one in shown] == [(1, "a program"), (2, "a program")]


def test_what_was_erased_before_anybody_of_the_party_read_it_waits_for_nobody(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        army = link.speakers["army"]
        made = army.post("/reports", report("The road", [PARTY]))
        link.wait_up()
        assert [one["id"] for one in link.here.get("/reports/unopened")] == [made["id"]]
        erased(army, "report", made["id"])
        link.wait_up()
        assert link.here.get("/reports/unopened") == []


def test_the_words_of_an_erased_operation_go_from_the_mirrored_day_plan_with_it(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        made = link.there.post("/operations", flight(card={"title": "Zubaydah"}))["operation"]
        day = made["extents"][0]["start"][:10]
        link.wait_until(lambda: "Zubaydah" in json.dumps(link.there("GET", f"/day-plans/{day}")[1]))
        link.wait_up()
        assert "Zubaydah" in json.dumps(link.here.get(f"/day-plans/{day}"))
        link.there.put(f"/operations/{made['id']}/state", {"state": "Ended", "version": made["version"]})
        erased(link.there, "operation", made["id"])
        link.wait_up()
        assert "Zubaydah" not in json.dumps(link.here.get(f"/day-plans/{day}"))


def test_what_one_is_not_shown_is_not_here_either(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        made = inform(link)
        hidden = link.speakers["army"].post("/reports", report("Not for them", ["drones"]))
        link.wait_up()
        ids = [one["id"] for one in link.here.get("/reports")["items"]]
        assert sorted(ids) == sorted(made[name] for name in ("first", "own", "taken"))
        assert hidden["id"] not in ids
        for path in ("", "/subject", "?version=1"):
            status, problem = link.here("GET", f"/reports/{hidden['id']}{path}")
            assert (status, problem["code"]) == (404, "not-found")
