"""What a played cluster is: written down before anything is made, so that `down` takes all away after any crash."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.ha.configuration import Machine, Passwords

MACHINES = 3


class ClusterError(Exception):
    """Something that a person can do something about; said without a traceback."""


@dataclass(frozen=True)
class Plan:
    folder: Path
    prefix: str
    """Of the names of namespaces and interfaces."""
    subnet: str
    """Its first three numbers."""
    user: str
    """Who the services run as: PostgreSQL refuses root."""
    passwords: Passwords

    @property
    def machines(self) -> tuple[Machine, ...]:
        return tuple(Machine(f"{self.prefix}-{n}", f"{self.subnet}.{10 + n}") for n in range(1, MACHINES + 1))

    @property
    def front(self) -> Machine:
        """Where the HAProxy before the offices runs."""
        return Machine(f"{self.prefix}-front", f"{self.subnet}.10")

    @property
    def bridge(self) -> str:
        return f"{self.prefix}-br"

    @property
    def here(self) -> str:
        """The address of this machine on the bridge."""
        return f"{self.subnet}.1"

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca" / "ca.crt"

    def machine(self, number: int) -> Machine:
        if not 1 <= number <= MACHINES:
            raise ClusterError(f"there is no machine {number}: 1 to {MACHINES}")
        return self.machines[number - 1]


def new_plan(folder: Path, user: str, subnets_in_use: frozenset[str]) -> Plan:
    """Names and addresses that follow from the folder, so that clusters in several folders do not meet."""
    digest = hashlib.sha256(str(folder).encode()).digest()
    subnet = next(
        (candidate for step in range(256) if (candidate := f"10.213.{(digest[0] + step) % 256}") not in subnets_in_use),
        None,
    )
    if subnet is None:
        raise ClusterError("all of 10.213.0.0/16 is in use")
    words = Passwords(*(secrets.token_urlsafe(24) for _ in range(4)))
    return Plan(folder, f"tq{digest[1:4].hex()}", subnet, user, words)


def save(plan: Plan) -> None:
    path = plan.folder / "plan.json"
    written = path.with_suffix(".part")
    with open(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump({**asdict(plan), "folder": str(plan.folder)}, file, indent=1)
    written.replace(path)


def load(folder: Path) -> Plan | None:
    try:
        known = json.loads((folder / "plan.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Plan(folder, known["prefix"], known["subnet"], known["user"], Passwords(**known["passwords"]))
