"""An office of three nodes is brought to a new version node by node, one of them back in between, while planners and a
person work at any of them: what they are told has an order, and nobody has to stop."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.faults.spots import History, Planner, Spot, step
from tests.faults.test_linearizable import PATIENCE_S, Nodes
from tests.histories import NotLinearizable, Operation, linearize
from tests.installations import A_NEW_FIELD, A_NEW_KIND, Change, installation
from tests.postgres import Cluster
from tests.serving import Identity, Office, free_port, start_office
from tests.web.browsing import Browser, browser_of, person

BETWEEN = 100
"""Answers of each node that stands, between one exchange and the next."""
PLANNERS = 4
AVAILABILITY = "/dss/v1/uss_availability/uss9"


class Administrator(threading.Thread):
    """Signed in once; takes people in at one node, and looks for all of them at another."""

    def __init__(self, browser: Browser, offices: Callable[[], dict[str, Office]], seed: int) -> None:
        super().__init__(daemon=True)
        self._browser, self._offices, self._chance = browser, offices, random.Random(seed)
        self.enough = threading.Event()
        self.taken_in: set[str] = set()
        self.problems: list[str] = []

    def run(self) -> None:
        serial = 0
        while not self.enough.is_set() and not self.problems:
            serial += 1
            form = {"login": f"guest-{serial}", "name": "A guest", "roles": ["observer"]}
            status, answer = self._ask("POST", form)
            if status == 201:
                self.taken_in.add(str(form["login"]))
            status, answer = self._ask("GET")
            if status == 200:
                self.check(answer)
            self.enough.wait(0.2)  # a person

    def check(self, answer: dict[str, list[dict[str, str]]]) -> None:
        missing = self.taken_in - {one["login"] for one in answer["items"]}
        if missing:
            self.problems.append(f"taken in, and not there: {missing}")

    def _ask(self, method: str, form: object = None) -> tuple[int, dict[str, list[dict[str, str]]]]:
        self._browser.http.base_url = httpx.URL(self._chance.choice(list(self._offices().values())).url)
        with suppress(httpx.TransportError):  # that one has just been stopped
            status, answer = self._browser.ask(method, "/api/v1/people?limit=1000", form)
            if status not in {200, 201, 503}:
                self.problems.append(f"{method}: {status} {answer}")
            return status, answer
        return 0, {}


def puts(office: Office, token: str, state: str) -> int:
    """Says in which state a party is; the status."""
    known = office.call("GET", AVAILABILITY, token)[1]["version"]
    form = {"old_version": known, "availability": state}
    return office.call("PUT", AVAILABILITY, token, form)[0]


@pytest.mark.slow
@pytest.mark.parametrize("added", [A_NEW_KIND, A_NEW_FIELD], ids=["a new kind", "a new field"])
def test_nodes_are_exchanged_one_by_one_while_planners_and_people_work(
    tmp_path: Path,
    identity: Identity,
    cluster: Cluster,
    added: tuple[Change, ...],
    record_property: Callable[[str, object], None],
) -> None:
    seed, token, history = time.time_ns() % 1_000_000, identity.token("uss1"), History()
    newer, address = installation(tmp_path / "newer", added), cluster.make_database()
    versions: dict[str, dict[str, str] | None] = dict.fromkeys(("one", "two", "three"))
    keys = ("--seal-key", str(tmp_path / "seal-key"), "--log-key", str(tmp_path / "log-key"), "--no-access-log")

    def starter(name: str) -> Callable[[], Office]:
        own, port = ("--journal", address, "--data", str(tmp_path / name)), free_port()
        public = identity.public_file
        return lambda: start_office(tmp_path / name, public, *own, *keys, port=port, environment=versions[name])

    spots = [Spot(40.0, 5.0), Spot(42.0, 5.0)]
    nodes = Nodes({name: starter(name) for name in versions})
    exchanged = 0

    def go_on(*names: str) -> None:
        assert history.wait_for(BETWEEN, list(names or versions), PATIENCE_S), "no answers"
        assert not administrator.problems, administrator.problems

    def exchange(name: str, version: dict[str, str] | None) -> None:
        nonlocal exchanged
        nodes.stop(name)
        go_on(*(other for other in versions if other != name))
        versions[name] = version
        nodes.start(name)
        exchanged += 1
        go_on()

    try:
        person(nodes.offices["one"], identity, "relief", "amal", "administrator")
        administrator = Administrator(browser_of(nodes.offices["one"], "relief", "amal"), nodes.standing, seed)
        planners = [Planner(seed + i, spots, nodes.standing, token, history) for i in range(PLANNERS)]
        for one in (*planners, administrator):
            one.start()
        go_on()
        exchange("one", newer)
        exchange("one", None)  # nothing new was written: back again
        exchange("one", newer)
        exchange("two", newer)
        assert puts(nodes.offices["one"], token, "Normal") == 200
        go_on()

        assert puts(nodes.offices["one"], token, "Down") == 200  # the first entry that the old one does not know
        since = time.monotonic_ns()
        go_on()
        exchange("three", None)  # started again, it is read as before
        back = time.monotonic_ns()
        assert nodes.offices["three"].call("GET", "/readyz")[0] == 503
        assert puts(nodes.offices["three"], token, "Normal") == 503
        exchange("three", newer)
        assert nodes.offices["three"].call("GET", "/readyz")[0] == 200
        assert puts(nodes.offices["three"], token, "Normal") == 200
        for one in (*planners, administrator):
            one.enough.set()
        for one in (*planners, administrator):
            one.join(PATIENCE_S)
            assert not one.is_alive()
            assert not one.problems, one.problems
        for name, office in nodes.offices.items():  # what stands at the end stands on every node
            for spot in spots:
                planners[0].ask(spot, ("look",), name, office)
            administrator.check(browser_of(office, "relief", "amal").ask("GET", "/api/v1/people?limit=1000")[1])
    finally:
        nodes.close()
    assert not administrator.problems, administrator.problems
    for spot in spots:
        try:
            linearize(history.told[spot], spot.empty, step)
        except NotLinearizable as no_order:
            pytest.fail(f"seed {seed}: {no_order}")
    told = [one for spot in spots for one in history.told[spot]]
    old = [one for one in told if one.where == "three" and since < one.called_ns < back]
    assert not [one for one in old if is_change(one)], "the old one decided beside the new ones"
    assert [one for one in old if not is_change(one)], "the old one was read"
    record_property("figures", "nodes exchanged one by one, to a version with")
    record_property("added", "a new kind" if added is A_NEW_KIND else "a new field")
    record_property("exchanged", exchanged)
    record_property("answers", sum(one.known for one in told))
    record_property("changed", sum(is_change(one) for one in told))
    record_property("in doubt", sum(not one.known for one in told))
    record_property("people taken in", len(administrator.taken_in))


def is_change(operation: Operation) -> bool:
    return operation.asked[0] == "change" and operation.answered is True
