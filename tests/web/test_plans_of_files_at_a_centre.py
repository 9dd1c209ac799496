"""Files of operations at a party's own centre: each feature is an errand, and is planned once whatever is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.coordination import at
from tests.linked import PARTY, Linked, linked
from tests.planned_files import army_flies, drone_areas, look_through, own, plan
from tests.web.browsing import browser_of, person


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    with linked(tmp_path_factory.mktemp("link"), "--request-timeout-s", "5") as whole:
        whole.wait_up()
        yield whole


def mine(link: Linked) -> list[str]:
    return sorted(one["title"] for one in own(link.there))


def test_what_is_planned_here_is_at_the_office_and_one_refused_keeps_none_back(link: Linked) -> None:
    patrol = army_flies(link.speakers["army"], 20.0)
    job = look_through(link.here, drone_areas(19.5, 20.0, 20.5), kind="drone")
    first, refused, third = plan(link.here, job)
    assert [one["state"] for one in (first, refused, third)] == ["planned", "refused", "planned"]
    problem = refused["problem"]
    assert (problem["code"], problem["conflicts"][0]["other"]["id"]) == ("in-conflict", patrol)
    assert problem["changes"]
    assert link.there.get(f"/operations/{first['id']}")["title"] == "Survey 19.5"
    assert link.there.get(f"/operations/{third['id']}")["title"] == "Survey 20.5"

    link.speakers["army"].put(f"/operations/{patrol}/state", {"state": "Ended", "version": 1})
    again = plan(link.here, job)
    assert [(one["state"], one.get("before", False)) for one in again] == [
        ("planned", True), ("planned", False), ("planned", True),
    ], "what has become possible is tried anew, and nothing planned twice"  # fmt: skip
    assert (again[0]["id"], again[2]["id"]) == (first["id"], third["id"])
    assert mine(link) == ["Survey 19.5", "Survey 20.0", "Survey 20.5"]
    link.wait_up()
    assert look_through(link.here, drone_areas(19.5), kind="drone")["counts"]["same"] == 1
    link.here.put(f"/operations/{first['id']}/state", {"state": "Ended", "version": 1})
    link.wait_up()
    (ended,) = plan(link.here, job, only=["features[0]"])
    assert (ended["state"], ended["problem"]["code"]) == ("refused", "has-ended")


@pytest.mark.stories
def test_without_the_link_all_is_queued_once_and_carried_when_it_is_back(link: Linked) -> None:
    assert link.centre is not None
    name = person(link.centre, link.identity, PARTY, "Lina", "duty-officer")["name"]
    lina = browser_of(link.centre, PARTY, "lina")
    job = look_through(link.here, drone_areas(*(30.0 + i for i in range(5))), kind="drone")
    link.wire.cut()
    link.wait_until(lambda: link.link()["link"] == "down")
    path = f"/api/v1/imports/{job['id']}/operations"
    answers: list[Any] = [lina.ask("POST", path, form)[1]["results"] for form in ({}, {"reason": "another"})]
    assert {one["state"] for one in answers[0]} == {"queued"}
    assert [one["queued"] for one in answers[0]] == [one["queued"] for one in answers[1]]
    assert link.link()["waiting"] == 5
    link.wire.mend()
    link.wait_up()
    done = plan(link.here, job)
    assert [(one["state"], one["before"]) for one in done] == [("planned", True)] * 5
    assert link.there.get(f"/operations/{done[0]['id']}")["person"] == name
    assert len([title for title in mine(link) if title.startswith("Survey 3")]) == 5
    link.office.kill()
    link.start_office_again()
    link.wait_up()
    assert all(one.get("before") for one in plan(link.here, job)), "nor after the office was started anew"


def test_what_is_over_before_it_is_asked_for_is_an_error_of_its_feature_here_too(link: Linked) -> None:
    job = look_through(link.here, drone_areas(41.0, start=at(-90), end=at(-30)), kind="drone")
    assert [error["code"] for error in job["errors"]] == ["window-past"]
    assert plan(link.here, job) == []
