"""How the played machines are, as Patroni says over HTTPS, and what may be asked of it."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import Any

from deploy.ha.configuration import Machine
from deploy.ha.plan import ClusterError, Plan


@dataclass(frozen=True)
class Standing:
    """One machine. `role` is what Patroni says (primary, replica), or `silent`."""

    number: int
    name: str
    address: str
    role: str
    state: str
    timeline: int | None
    synchronous: bool

    @property
    def is_primary(self) -> bool:
        return self.role in {"primary", "master"} and self.state == "running"


def standings(plan: Plan) -> tuple[Standing, ...]:
    return tuple(_standing(plan, number, machine) for number, machine in enumerate(plan.machines, start=1))


def primary(plan: Plan) -> Standing | None:
    return next((one for one in standings(plan) if one.is_primary), None)


def settled(found: tuple[Standing, ...]) -> bool:
    """One primary, two that follow it, one of them so that nothing acknowledged can be lost."""
    return (
        sum(one.is_primary for one in found) == 1
        and all(one.state in {"running", "streaming"} for one in found)
        and sum(one.synchronous for one in found) == 1
        and len({one.timeline for one in found}) == 1
    )


def wait_until(plan: Plan, reached: Callable[[tuple[Standing, ...]], bool], within_s: float) -> tuple[Standing, ...]:
    until = time.monotonic() + within_s
    while not reached(found := standings(plan)):
        if time.monotonic() > until:
            shown = ", ".join(f"{one.name} {one.role} {one.state}" for one in found)
            raise ClusterError(f"not settled within {within_s:g} s ({shown}); logs lie below {plan.folder}")
        time.sleep(0.3)
    return found


def hand_over(plan: Plan) -> None:
    """Asks the primary to let its synchronous standby take its place."""
    found = standings(plan)
    leader = next((one for one in found if one.is_primary), None)
    heir = next((one for one in found if one.synchronous), None)
    if leader is None or heir is None:
        raise ClusterError("there is no primary with a synchronous standby")
    asked = json.dumps({"leader": leader.name, "candidate": heir.name})
    status, answer = _call(plan, plan.machine(leader.number), "POST", "/switchover", asked, 60)
    if status != 200:
        raise ClusterError(f"Patroni refused: {answer}")


def wait_for_etcd(plan: Plan, machine: Machine, within_s: float = 30.0) -> None:
    """Until the machine's etcd has found the others: Patroni ends itself if it meets one that has not."""
    until = time.monotonic() + within_s
    while not _etcd_is_ready(plan, machine):
        if time.monotonic() > until:
            raise ClusterError(
                f"etcd of {machine.name} found no others within {within_s:g} s; its log lies below {plan.folder}"
            )
        time.sleep(0.1)


def _etcd_is_ready(plan: Plan, machine: Machine) -> bool:
    try:
        _, health = _call(plan, machine, "GET", "/health", None, 2.0, port=2379)
        _, version = _call(plan, machine, "GET", "/version", None, 2.0, port=2379)
        return json.loads(health)["health"] == "true" and str(json.loads(version)["etcdcluster"])[0].isdigit()
    except (OSError, HTTPException, ValueError, LookupError):
        return False


def _standing(plan: Plan, number: int, machine: Machine) -> Standing:
    try:
        _, answer = _call(plan, machine, "GET", "/patroni", None, 1.0)
        said: dict[str, Any] = json.loads(answer)
    except (OSError, HTTPException, ValueError):
        said = {}
    return Standing(
        number,
        machine.name,
        machine.address,
        str(said.get("role", "silent")),
        str(said.get("state", "unknown")),
        said.get("timeline"),
        bool(said.get("sync_standby")),
    )


def _call(
    plan: Plan, machine: Machine, method: str, path: str, body: str | None, timeout_s: float, port: int = 8008
) -> tuple[int, str]:
    context = ssl.create_default_context(cafile=str(plan.ca_file))
    tls = plan.folder / machine.name / "tls"
    context.load_cert_chain(tls / "machine.crt", tls / "machine.key")
    connection = HTTPSConnection(machine.address, port, timeout=timeout_s, context=context)
    try:
        connection.request(method, path, body)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
